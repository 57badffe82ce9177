//! *Cleaning*: takes out of a table of the file what is wrong in it, says what that was, and leaves the rest.

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, ValueDeserializer};

use super::fault::{FileFault, FileWrong, Wanted, unknown};
use super::file::ConfigFile;
use super::keyword::KeywordConfig;
use super::saved::SavedConfig;
use super::widths::Widths;
use crate::model::ThemeChoice;
use crate::search::{DoublePinyin, Folds, FuzzyPinyin, Matching, Slot};
use crate::text::SCROLL_SPEEDS;

/// Numbers: where they are written, the smallest and the largest.
const RANGES: [(&str, u64, u64); 16] = [
    ("measure", 20, 40),
    ("columns", 1, 2),
    ("list-width", 24, 100),
    ("reading.scroll-speed", *SCROLL_SPEEDS.start() as u64, *SCROLL_SPEEDS.end() as u64),
    ("keywords.colour", 1, Slot::COUNT as u64),
    ("limits.file", 1, u64::MAX),
    ("limits.html-depth", 1, 10_000),
    ("limits.html-nodes", 1, u64::MAX),
    ("limits.text-lines", 1, u64::MAX),
    ("limits.markdown-marks", 1, u64::MAX),
    ("limits.xml-elements", 1, u64::MAX),
    ("limits.member", 1, u64::MAX),
    ("limits.unpacked", 1, u64::MAX),
    ("limits.ratio", 1, u64::MAX),
    ("limits.members", 1, u64::MAX),
    ("limits.depth", 0, 100),
];

/// Names, one or a list of them, that are texts for serde: where they are written, and which there are.
fn names() -> [(&'static str, Vec<&'static str>); 3] {
    [
        ("search.no-fold", Folds::EACH.map(|(_, name)| name).to_vec()),
        ("search.fuzzy-pinyin", FuzzyPinyin::names().collect()),
        ("search.shuangpin", DoublePinyin::NAMES.map(|(name, _)| name).to_vec()),
    ]
}

/// Where lines begin in the file.
#[derive(Clone, Copy)]
pub(super) struct LineIndex<'t>(pub &'t str);

impl LineIndex<'_> {
    /// The line of a byte, from 1.
    pub fn of(self, at: usize) -> usize {
        self.0.as_bytes()[..at.min(self.0.len())].split(|byte| *byte == b'\n').count()
    }
}

/// What has been found to be wrong, in the order of its lines.
pub(super) struct Faults<'t> {
    lines: LineIndex<'t>,
    found: Vec<FileFault>,
}

impl<'t> Faults<'t> {
    pub fn new(lines: LineIndex<'t>) -> Self {
        Self { lines, found: Vec::new() }
    }

    /// One more; a line that is wrong already is not looked at twice.
    pub fn add(&mut self, at: usize, wrong: FileWrong) {
        let line = Some(self.lines.of(at));
        let is_known = |fault: &FileFault| fault.line == line && matches!(fault.wrong, FileWrong::Syntax(_));
        let fault = FileFault { line, wrong };
        if !self.found.iter().any(|known| is_known(known) || *known == fault) {
            self.found.push(fault);
        }
    }

    pub fn into_vec(mut self) -> Vec<FileFault> {
        self.found.sort_by_key(|fault| fault.line);
        self.found
    }
}

/// Takes out of a table the values of lines that are no TOML: what was made of them is a guess.
pub(super) fn drop_lines(table: &mut DeTable<'_>, broken: &[usize], lines: LineIndex<'_>) {
    for (key, mut value) in std::mem::replace(table, DeTable::new()) {
        let is_kept = match value.get_mut() {
            DeValue::Table(inner) => {
                drop_lines(inner, broken, lines);
                true
            }
            _ => !broken.contains(&lines.of(key.span().start)),
        };
        if is_kept {
            table.insert(key, value);
        }
    }
}

/// The names of the themes that a table gives colours to.
pub(super) fn own_themes(table: &DeTable<'_>) -> Vec<String> {
    match table.get("themes").map(Spanned::get_ref) {
        Some(DeValue::Table(themes)) => themes.keys().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}

/// Takes out of a table what makes no configuration, and gives the one that the rest makes. The themes are those of the
/// other tables of the file.
pub(super) fn clean(table: &mut DeTable<'_>, prefix: &str, themes: &[String], faults: &mut Faults<'_>) -> ConfigFile {
    let widths = Widths::NAMES.map(|(name, most)| (format!("width.{name}"), 1, u64::from(most)));
    for (path, lowest, highest) in RANGES.map(|(path, from, to)| (path.to_owned(), from, to)).into_iter().chain(widths)
    {
        check(table, &path.split('.').collect::<Vec<_>>(), &mut |value| {
            let DeValue::Integer(integer) = value.get_ref() else { return true };
            let number = integer.as_str().replace('_', "");
            let radix = integer.radix();
            let known = u64::from_str_radix(&number, radix).is_ok_and(|number| (lowest..=highest).contains(&number));
            let at = format!("{prefix}{path}");
            if !known {
                faults.add(value.span().start, FileWrong::Range { at, number, lowest, highest });
            }
            known
        });
    }
    for (path, known) in names() {
        check(table, &path.split('.').collect::<Vec<_>>(), &mut |value| {
            let DeValue::String(name) = value.get_ref() else { return true };
            if !known.contains(&name.as_ref()) {
                let known = known.iter().map(ToString::to_string).collect();
                let wrong = FileWrong::Unknown { at: format!("{prefix}{path}"), name: name.to_string(), known };
                faults.add(value.span().start, wrong);
                return false;
            }
            true
        });
    }
    check(table, &["keywords"], &mut |value| {
        let is_keyword = KeywordConfig::deserialize(ValueDeserializer::from(value.clone())).is_ok();
        if !is_keyword {
            let wrong = FileWrong::Kind { at: format!("{prefix}keywords"), wanted: Wanted::Keyword };
            faults.add(value.span().start, wrong);
        }
        is_keyword
    });
    let own_themes = own_themes(table);
    check(table, &["theme"], &mut |value| {
        let DeValue::String(name) = value.get_ref() else { return true };
        let known = ThemeChoice::NAMES.into_iter().chain(own_themes.iter().chain(themes).map(String::as_str));
        let is_known = known.clone().any(|known| known == name.as_ref());
        if !is_known {
            let (at, known) = (format!("{prefix}theme"), known.map(str::to_owned).collect());
            faults.add(value.span().start, FileWrong::Unknown { at, name: name.to_string(), known });
        }
        is_known
    });
    // One without a name or without a query is said by what reads the rest.
    check(table, &["search", "saved"], &mut |value| {
        let Ok(saved) = SavedConfig::deserialize(ValueDeserializer::from(value.clone())) else { return true };
        let mut is_right = true;
        let mut wrong = |at: &str, wanted| {
            is_right = false;
            faults.add(value.span().start, FileWrong::Kind { at: format!("{prefix}search.saved.{at}"), wanted });
        };
        if saved.key.is_some() && saved.key().is_none() {
            wrong("key", Wanted::SavedKey);
        }
        if saved.query.trim().is_empty() {
            wrong("query", Wanted::Text);
        }
        if let Some(error) = Matching::default().understand(&saved.query).wrong {
            wrong("query", Wanted::Query(error.what));
        }
        is_right
    });
    loop {
        let whole = Spanned::new(0..0, table.clone());
        let error = match ConfigFile::deserialize(toml::de::Deserializer::from(whole)) {
            Ok(clean) => return clean,
            Err(error) => error,
        };
        let at = error.span().map_or(0, |span| span.start);
        let Some((path, is_key)) = take_out(table, at) else {
            // No place of it is known: nothing of the table can be told from what is wrong.
            faults.add(at, FileWrong::Syntax(error.message().to_owned()));
            return ConfigFile::default();
        };
        faults.add(at, wrong_by(error.message(), &format!("{prefix}{path}"), is_key));
    }
}

/// Looks at the values of a path, those in lists one by one, and takes out those that are not to be kept.
fn check(table: &mut DeTable<'_>, path: &[&str], keep: &mut impl FnMut(&Spanned<DeValue<'_>>) -> bool) {
    let [first, rest @ ..] = path else { return };
    let Some(value) = table.get_mut(*first) else { return };
    let keeps = match value.get_mut() {
        DeValue::Table(inner) => {
            check(inner, rest, keep);
            true
        }
        DeValue::Array(list) => {
            let list = std::mem::replace(list, DeArray::new()).into_iter().filter_map(|mut item| {
                if let DeValue::Table(inner) = item.get_mut()
                    && !rest.is_empty()
                {
                    check(inner, rest, keep);
                    return Some(item);
                }
                (!rest.is_empty() || keep(&item)).then_some(item)
            });
            let list = list.collect();
            *value.get_mut() = DeValue::Array(list);
            true
        }
        _ => !rest.is_empty() || keep(value),
    };
    if !keeps {
        table.remove(*first);
    }
}

/// Takes out the key, or the item of a list, that stands at a byte of the file; gives its path, and whether the byte is in
/// the key itself and not in its value.
fn take_out(table: &mut DeTable<'_>, at: usize) -> Option<(String, bool)> {
    let mut found = None;
    for (key, value) in table.iter_mut() {
        if key.span().contains(&at) {
            found = Some((key.to_string(), String::new(), true, true));
            break;
        }
        let span = value.span();
        match value.get_mut() {
            DeValue::Table(inner) => {
                if let Some((path, is_key)) = take_out(inner, at) {
                    found = Some((key.to_string(), path, false, is_key));
                    break;
                }
            }
            DeValue::Array(list) => {
                if let Some(index) = list.iter().position(|item| item.span().contains(&at)) {
                    let kept = std::mem::replace(list, DeArray::new())
                        .into_iter()
                        .enumerate()
                        .filter(|(number, _)| *number != index);
                    *list = kept.map(|(_, item)| item).collect();
                    found = Some((key.to_string(), String::new(), false, false));
                    break;
                }
            }
            _ => {}
        }
        if span.contains(&at) {
            found = Some((key.to_string(), String::new(), true, false));
            break;
        }
    }
    let (key, rest, whole, is_key) = found?;
    if whole {
        table.remove(key.as_str());
    }
    Some((if rest.is_empty() { key } else { format!("{key}.{rest}") }, is_key))
}

/// What serde says is wrong with the value at a path, or with the key there.
pub(super) fn wrong_by(message: &str, path: &str, is_key: bool) -> FileWrong {
    if let Some((name, mut known)) = unknown(message) {
        let at = if is_key { path.rsplit_once('.').map_or("", |(table, _)| table) } else { path }.to_owned();
        // These two are taken out of the file before the rest is read.
        let apart = ["keys", "folder"].into_iter().filter(|_| is_key && path == name).map(str::to_owned);
        known.extend(apart);
        return FileWrong::Unknown { known, at, name };
    }
    let expected = message.rsplit("expected ").next().unwrap_or_default().trim();
    let wanted = match expected {
        "a boolean" => Wanted::Boolean,
        "a string" => Wanted::Text,
        "a sequence" => Wanted::List,
        "a colour" => Wanted::Colour,
        "u8" | "u16" | "u32" | "u64" | "usize" => Wanted::Number,
        _ if expected.starts_with("struct") || expected == "a map" => Wanted::Table,
        _ => Wanted::Said(message.to_owned()),
    };
    FileWrong::Kind { at: path.to_owned(), wanted }
}
