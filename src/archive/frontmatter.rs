//! *Front matter*: the YAML head of an exported post, between two lines of `---`.
//!
//! It is read as YAML where it is YAML. Where it is not (`title: @someone`, a quote inside quotes) it is read line by
//! line: what can be read is read.

use std::collections::BTreeMap;

use serde_json::Value;

use super::html::decode_references;
use super::prose::trim;

/// The keys of a front matter, in lower case, each with its values.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct FrontMatter(BTreeMap<String, Vec<String>>);

/// The longest front matter that is looked for, in bytes.
const LONGEST: usize = 64 << 10;

/// Parts a text into its front matter and the rest; `None` when it has none.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let start = text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').len();
    let head = text.get(start..)?;
    let after = head.strip_prefix("---")?;
    let line_end = after.find('\n')?;
    if !after[..line_end].trim().is_empty() {
        return None;
    }
    let inside = &after[line_end + 1..];
    let mut at = 0;
    for line in inside.split_inclusive('\n') {
        if at > LONGEST {
            return None;
        }
        if matches!(line.trim_end(), "---" | "...") {
            let yaml = &inside[..at];
            return yaml.lines().any(|line| key_of(line).is_some()).then(|| (yaml, &inside[at + line.len()..]));
        }
        at += line.len();
    }
    None
}

impl FrontMatter {
    /// Reads the text between the two lines of `---`.
    pub fn read(yaml: &str) -> Self {
        Self::strict(yaml).unwrap_or_else(|| Self::by_line(yaml))
    }

    fn strict(yaml: &str) -> Option<Self> {
        let mut budget = serde_saphyr::Budget::default();
        budget.max_nodes = 2_000;
        budget.max_aliases = 16;
        budget.max_depth = 16;
        let options = serde_saphyr::options! {
            budget: Some(budget),
            duplicate_keys: serde_saphyr::DuplicateKeyPolicy::LastWins,
        };
        let map: BTreeMap<String, Value> = serde_saphyr::from_str_with_options(yaml, options).ok()?;
        Some(Self(map.into_iter().map(|(key, value)| (key.to_lowercase(), values(value))).collect()))
    }

    fn by_line(yaml: &str) -> Self {
        let mut map: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut key = String::new();
        for line in yaml.lines() {
            if let Some((name, value)) = key_of(line) {
                key = name.to_lowercase();
                map.insert(key.clone(), scalar(value).into_iter().collect());
            } else if let Some(list) = map.get_mut(&key) {
                let line = trim(line);
                let item = line.strip_prefix('-').map_or(line, trim);
                if line.starts_with('-') {
                    list.extend(scalar(item));
                } else if let (Some(last), false) = (list.last_mut(), line.is_empty()) {
                    // A folded value goes on.
                    last.push(' ');
                    last.push_str(line);
                }
            }
        }
        Self(map)
    }

    /// The first value of the first of `keys` that has one.
    pub fn one(&self, keys: &[&str]) -> Option<&str> {
        keys.iter().find_map(|key| self.0.get(*key)?.first()).map(String::as_str)
    }

    /// All values of the first of `keys` that has any.
    pub fn all(&self, keys: &[&str]) -> Vec<String> {
        keys.iter().find_map(|key| self.0.get(*key).filter(|list| !list.is_empty())).cloned().unwrap_or_default()
    }
}

/// `key: value` at the start of a line, the colon of either width.
fn key_of(line: &str) -> Option<(&str, &str)> {
    let end = line.find([':', '：'])?;
    let (name, rest) = line.split_at(end);
    let value = rest.strip_prefix(':').or_else(|| rest.strip_prefix('：'))?;
    let is_name = !name.is_empty()
        && name.len() <= 40
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
        && name.starts_with(|c: char| c.is_ascii_alphabetic());
    // `http://…` on a line of its own is a value, not a key.
    (is_name && !value.starts_with("//")).then_some((name, value))
}

/// A value without the quotes around it; the quotes inside are text.
fn scalar(value: &str) -> Option<String> {
    let value = trim(value);
    let inner = ['\'', '"']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote))
        .map_or_else(|| value.to_owned(), |inner| inner.replace("''", "'").replace("\\\"", "\""));
    let inner = decode_references(trim(&inner));
    (!inner.is_empty() && inner != "~" && inner != "null").then_some(inner)
}

fn values(value: Value) -> Vec<String> {
    match value {
        Value::String(text) => scalar_text(&text),
        Value::Array(list) => list.into_iter().flat_map(values).collect(),
        Value::Number(number) => vec![number.to_string()],
        Value::Bool(yes) => vec![yes.to_string()],
        Value::Object(map) => map.into_iter().flat_map(|(_, value)| values(value)).collect(),
        Value::Null => Vec::new(),
    }
}

fn scalar_text(text: &str) -> Vec<String> {
    let text = decode_references(trim(text));
    if text.is_empty() { Vec::new() } else { vec![text] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> FrontMatter {
        FrontMatter::read(split(text).unwrap().0)
    }

    #[test]
    fn yaml_is_read_as_yaml() {
        let front = read("\n---\r\ntitle: 'a: b'\r\ncategories: \r\n - 金融\r\n - 新浪\r\nthumbnail: \r\n---\r\nx");
        assert_eq!(front.one(&["title"]), Some("a: b"));
        assert_eq!(front.all(&["categories"]), ["金融", "新浪"]);
        assert_eq!(front.one(&["thumbnail"]), None);
    }

    #[test]
    fn what_is_no_yaml_is_read_by_line() {
        let front = read("---\ntitle: @某人 关注了股票\ncategories: \n    - 金融\n    - 雪球\nauthor: 雪球\n---\n");
        assert_eq!(front.one(&["title"]), Some("@某人 关注了股票"));
        assert_eq!(front.all(&["categories"]), ["金融", "雪球"]);
        let front = read("---\ntitle: \"他说\"不\"就走了\"\nauthor: 甲\n---\n");
        assert_eq!(front.one(&["title"]), Some("他说\"不\"就走了"));
        assert_eq!(front.one(&["author"]), Some("甲"));
        let front = read("---\ntitle: 会议: 第一天: 'x'\ndate: 2021-08-07 02:22:05\n---\n");
        assert_eq!(front.one(&["title"]), Some("会议: 第一天: 'x'"));
        assert_eq!(front.one(&["date"]), Some("2021-08-07 02:22:05"));
    }

    #[test]
    fn a_line_of_dashes_alone_is_no_front_matter() {
        assert!(split("---\n正文。\n---\n").is_none());
        assert!(split("---\ntitle: a\n").is_none());
        assert!(split("text\n---\ntitle: a\n---\n").is_none());
    }
}
