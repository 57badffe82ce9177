//! *Front matter*: the head of an exported post or a clipping: YAML between two lines of `---`, TOML between two lines
//! of `+++`, or one JSON object.
//!
//! It is read as what it claims to be. Where it is not that (`title: @someone`, a quote inside quotes) it is read line
//! by line, and what was wrong is kept: what can be read is read.

use std::collections::BTreeMap;

use serde_json::Value;

use super::prose::{is_white, trim};
use crate::extract::markup::html::decode_references;

/// The language a front matter is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Syntax {
    Yaml,
    Toml,
    Json,
    /// Lines such as `标题：…`, as the dumps of archives have them.
    Labels,
}

/// A text parted into its front matter and what follows it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Split<'a> {
    syntax: Syntax,
    head: &'a str,
    /// The text behind the front matter.
    pub body: &'a str,
    /// What is wrong with its frame.
    fault: Option<&'static str>,
}

/// The keys of a front matter, in lower case, each with its value.
#[derive(Debug, Default)]
pub(crate) struct FrontMatter {
    map: BTreeMap<String, Value>,
    /// Why it was read line by line.
    pub fault: Option<String>,
}

/// The longest front matter that is looked for, in bytes.
const LONGEST: usize = 64 << 10;

/// What an editor who knows no English calls the fields: names in other letters are keys only when they are known.
const CHINESE_KEYS: &[&str] = &[
    "标题",
    "標題",
    "原标题",
    "作者",
    "来源",
    "來源",
    "编辑",
    "日期",
    "时间",
    "发布日期",
    "发布时间",
    "更新日期",
    "更新时间",
    "分类",
    "分類",
    "标签",
    "標籤",
    "关键词",
    "链接",
    "原文链接",
    "网址",
    "封面",
    "语言",
];

/// Parts a text into its front matter and the rest; `None` when it has none.
pub(crate) fn split(text: &str) -> Option<Split<'_>> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    match text.as_bytes().first()? {
        b'-' => fenced(text, '-', Syntax::Yaml),
        b'+' => fenced(text, '+', Syntax::Toml),
        b'{' => json(text),
        _ => unopened(text).or_else(|| labelled(text)),
    }
}

/// Whether a line is nothing but three of a sign or more.
fn is_fence(line: &str, sign: char) -> bool {
    let line = line.trim_end();
    line.len() >= 3 && line.bytes().all(|byte| char::from(byte) == sign)
}

fn fenced(text: &str, sign: char, syntax: Syntax) -> Option<Split<'_>> {
    let (first, inside) = text.split_once('\n')?;
    if !is_fence(first, sign) {
        return None;
    }
    let begins = |line: &str| entry(line, syntax).is_some() || (syntax == Syntax::Toml && line.starts_with('['));
    let opening = inside.lines().find(|line| !trim(line).is_empty() && !line.starts_with('#'))?;
    if !begins(opening) {
        return None;
    }
    let mut at = 0;
    for line in inside.split_inclusive('\n') {
        if at > LONGEST {
            return None;
        }
        if is_fence(line, sign) || (syntax == Syntax::Yaml && line.trim_end() == "...") {
            return Some(Split { syntax, head: &inside[..at], body: &inside[at + line.len()..], fault: None });
        }
        at += line.len();
    }
    // It is not closed: it goes as far as its lines look like it.
    let head = run(inside, syntax);
    let fault = Some("the closing line of the front matter is missing");
    tells(head, syntax).then(|| Split { syntax, head, body: &inside[head.len()..], fault })
}

/// Exporters may leave the opening line away: entries, then a line of `---`.
fn unopened(text: &str) -> Option<Split<'_>> {
    entry(text.lines().next()?, Syntax::Yaml)?;
    let head = run(text, Syntax::Yaml);
    let rest = &text[head.len()..];
    let line = rest.split_inclusive('\n').next()?;
    (is_fence(line, '-') && tells(head, Syntax::Yaml)).then(|| Split {
        syntax: Syntax::Yaml,
        head,
        body: &rest[line.len()..],
        fault: None,
    })
}

/// Lines of labels, up to one that says that the text begins or to an empty one.
fn labelled(text: &str) -> Option<Split<'_>> {
    entry(text.lines().next()?, Syntax::Labels)?;
    let head = run(text, Syntax::Labels);
    let rest = &text[head.len()..];
    let (line, body) = rest.split_once('\n').unwrap_or((rest, ""));
    let begins = ["正文：", "正文:", "内容：", "内容:"].iter().find_map(|label| trim(line).strip_prefix(label));
    let body = match begins {
        Some("") => body,
        Some(_) => rest.split_once(['：', ':'])?.1,
        None => rest,
    };
    tells(head, Syntax::Labels).then_some(Split { syntax: Syntax::Labels, head, body, fault: None })
}

/// The lines at the beginning that look like front matter: entries, items and what is indented.
fn run(text: &str, syntax: Syntax) -> &str {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let fits = entry(line.trim_end(), syntax).is_some_and(|(key, _)| !matches!(key, "正文" | "内容"))
            || line.starts_with(['#', ' ', '\t'])
            || line.starts_with("- ")
            || (syntax == Syntax::Toml && line.starts_with('['));
        if !fits || at > LONGEST || trim(line).is_empty() {
            break;
        }
        at += line.len();
    }
    &text[..at]
}

/// Whether a head without its frame is surely one: it has a title and something else.
fn tells(head: &str, syntax: Syntax) -> bool {
    let keys = || head.lines().filter_map(|line| entry(line, syntax)).map(|(key, _)| key.to_lowercase());
    let known = |key: &String| syntax != Syntax::Labels || CHINESE_KEYS.contains(&key.as_str());
    keys().filter(known).count() >= 2 && keys().any(|key| matches!(key.as_str(), "title" | "标题" | "標題"))
}

/// A JSON object with text behind it. An object alone is data.
fn json(text: &str) -> Option<Split<'_>> {
    let window = &text[..text.floor_char_boundary(LONGEST)];
    let mut values = serde_json::Deserializer::from_str(window).into_iter::<serde_json::Map<String, Value>>();
    let end = match values.next()? {
        Ok(map) if map.is_empty() => return None,
        Ok(_) => values.byte_offset(),
        // A brace on a line of its own ends it all the same.
        Err(_) => {
            let end = window.find("\n}")? + 2;
            tells(&window[..end], Syntax::Json).then_some(end)?
        }
    };
    let body = text[end..].trim_start_matches([';', ' ', '\t', '\r', '\n']);
    (!trim(body).is_empty() && !body.starts_with(['{', ','])).then(|| Split {
        syntax: Syntax::Json,
        head: &text[..end],
        body,
        fault: None,
    })
}

impl Split<'_> {
    /// Whether it is the head of a dump, with plain text behind it.
    pub fn is_labelled(&self) -> bool {
        self.syntax == Syntax::Labels
    }
}

impl FrontMatter {
    /// Reads the head of a text.
    pub fn read(split: &Split<'_>) -> Self {
        let strict = match split.syntax {
            Syntax::Yaml => yaml(split.head),
            Syntax::Toml => toml::from_str(split.head).map(of_toml).map_err(|error| error.to_string()),
            Syntax::Json => serde_json::from_str(split.head).map_err(|error| error.to_string()),
            Syntax::Labels => Ok(by_line(split.head, split.syntax)),
        };
        let (mut map, fault) = match strict {
            Ok(map) => (map, split.fault.map(str::to_owned)),
            Err(error) => (by_line(split.head, split.syntax), Some(first_line(&error))),
        };
        if split.syntax == Syntax::Yaml && map.values().any(|value| value.is_number() || value.is_boolean()) {
            // What YAML takes for a number was written as text: `title: 2022.10`.
            let lines = by_line(split.head, split.syntax);
            for (key, value) in map.iter_mut().filter(|(_, value)| value.is_number() || value.is_boolean()) {
                *value = lines.get(key).cloned().unwrap_or_else(|| value.clone());
            }
        }
        let mut lower: BTreeMap<String, Value> = BTreeMap::new();
        for (key, value) in map {
            lower.insert(key.to_lowercase(), value);
        }
        // Site builders keep their fields in a table of their own.
        for table in ["extra", "params", "taxonomies"] {
            if let Some(Value::Object(inner)) = lower.get(table).cloned() {
                for (key, value) in inner {
                    lower.entry(key.to_lowercase()).or_insert(value);
                }
            }
        }
        Self { map: lower, fault }
    }

    /// Whether it has a key, with a value or without.
    pub fn has(&self, key: &str) -> bool {
        self.map.contains_key(key)
    }

    /// The first value of the first of `keys` that has one.
    pub fn one(&self, keys: &[&str]) -> Option<String> {
        self.each(keys, NAMES).next()
    }

    /// The values of each of `keys`, in their order. A value that is a table is the first of its `inner` fields.
    pub fn each<'s>(&'s self, keys: &'s [&str], inner: &'s [&str]) -> impl Iterator<Item = String> + 's {
        keys.iter().filter_map(|key| self.map.get(*key)).flat_map(move |value| texts(value, inner))
    }

    /// All values of the first of `keys` that has any.
    pub fn all(&self, keys: &[&str]) -> Vec<String> {
        let values = keys.iter().filter_map(|key| self.map.get(*key)).map(|value| texts(value, NAMES));
        values.into_iter().find(|list| !list.is_empty()).unwrap_or_default()
    }
}

/// Of a table that stands for a person or a thing, the fields that name it.
pub(crate) const NAMES: &[&str] = &["name", "title", "label", "nickname", "login"];
/// Of a table that stands for a picture, the fields that say where it is.
pub(crate) const PLACES: &[&str] = &["image", "url", "src", "path", "relative", "original", "large"];

fn yaml(head: &str) -> Result<BTreeMap<String, Value>, String> {
    let mut budget = serde_saphyr::Budget::default();
    budget.max_nodes = 2_000;
    budget.max_aliases = 16;
    budget.max_depth = 16;
    let options = serde_saphyr::options! {
        budget: Some(budget),
        duplicate_keys: serde_saphyr::DuplicateKeyPolicy::LastWins,
        with_snippet: false,
    };
    serde_saphyr::from_str_with_options(head, options).map_err(|error| error.to_string())
}

fn of_toml(table: toml::Table) -> BTreeMap<String, Value> {
    table.into_iter().map(|(key, value)| (key, toml_value(value))).collect()
}

/// The value in the terms of JSON; numbers and dates as they are written. No deeper than the parser went.
fn toml_value(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Boolean(yes) => Value::Bool(yes),
        toml::Value::Array(list) => Value::Array(list.into_iter().map(toml_value).collect()),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(key, inner)| (key, toml_value(inner))).collect())
        }
        other => Value::String(other.to_string()),
    }
}

/// What an error says, on one line.
fn first_line(error: &str) -> String {
    error.lines().map(trim).filter(|line| !line.is_empty()).take(1).collect()
}

fn by_line(head: &str, syntax: Syntax) -> BTreeMap<String, Value> {
    let mut map: BTreeMap<String, Value> = BTreeMap::new();
    let mut key = String::new();
    for line in head.lines() {
        if let Some((name, value)) = entry(line, syntax) {
            key = name.to_lowercase();
            let value = trim(value);
            let opens = matches!(value, "|" | ">" | "|-" | ">-" | "[" | "{");
            map.insert(key.clone(), if opens { Value::Null } else { scalar(value) });
            continue;
        }
        let Some(open) = map.get_mut(&key) else { continue };
        let inside = trim(line).trim_end_matches(',');
        if inside.is_empty() || inside.starts_with('#') || matches!(inside, "]" | "}") {
            continue;
        }
        let item = inside.strip_prefix('-').map(trim);
        match (item, &mut *open) {
            (Some(item), Value::Array(list)) => list.push(scalar(item)),
            (Some(item), Value::Null) => *open = Value::Array(vec![scalar(item)]),
            (None, Value::Null) => {
                *open = match entry(inside, syntax) {
                    Some((name, value)) => Value::Object([(name.to_lowercase(), scalar(value))].into_iter().collect()),
                    None => scalar(inside),
                };
            }
            (None, Value::Object(table)) => {
                if let Some((name, value)) = entry(inside, syntax) {
                    table.insert(name.to_lowercase(), scalar(value));
                }
            }
            // A folded value goes on.
            (_, Value::String(text)) => {
                text.push(' ');
                text.push_str(inside);
            }
            _ => {}
        }
    }
    map
}

/// `key: value` at the start of a line, the colon of either width; `key = value`; `"key": value`.
fn entry(line: &str, syntax: Syntax) -> Option<(&str, &str)> {
    let signs: &[char] = if syntax == Syntax::Toml { &['='] } else { &[':', '：'] };
    let line = if syntax == Syntax::Json { line.trim_start() } else { line };
    let (name, value) = line.split_once(signs)?;
    let name = name.trim_end();
    let name = ['"', '\''].into_iter().find_map(|q| name.strip_prefix(q)?.strip_suffix(q)).unwrap_or(name);
    let is_name = name.len() <= 40
        && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '@'));
    // A label may be any word.
    let label = |c: char| matches!(c, '\u{4E00}'..='\u{9FFF}');
    let known = CHINESE_KEYS.contains(&name)
        || (syntax == Syntax::Labels && (2..=6).contains(&name.chars().count()) && name.chars().all(label));
    // `http://…` on a line of its own is a value, not a key.
    ((is_name || known) && !value.starts_with("//")).then_some((name, value))
}

/// A value without the quotes around it; the quotes inside are text. `[a, b]` is a list.
fn scalar(value: &str) -> Value {
    let value = trim(value).trim_end_matches(',');
    if let Some(list) = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'))
        && !list.starts_with('[')
    {
        return Value::Array(list.split([',', '，']).map(trim).filter(|item| !item.is_empty()).map(scalar).collect());
    }
    let inner = ['\'', '"']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote))
        .map_or_else(|| value.to_owned(), |inner| inner.replace("''", "'").replace("\\\"", "\""));
    if inner.is_empty() || inner == "~" || inner == "null" { Value::Null } else { Value::String(inner) }
}

/// The texts of a value.
fn texts(value: &Value, inner: &[&str]) -> Vec<String> {
    let text = match value {
        Value::String(text) => decode_references(text.trim_matches(is_white)),
        Value::Number(number) => number.to_string(),
        Value::Bool(yes) => yes.to_string(),
        Value::Null => return Vec::new(),
        Value::Array(list) => return list.iter().flat_map(|value| texts(value, inner)).collect(),
        Value::Object(map) => {
            // `[[名]]` without quotes is a list in a list; a table is what its name says.
            let named = inner.iter().filter_map(|key| map.get(*key)).map(|value| texts(value, inner));
            return named.into_iter().find(|list| !list.is_empty()).unwrap_or_default();
        }
    };
    if text.is_empty() { Vec::new() } else { vec![text] }
}

#[cfg(test)]
mod tests;
