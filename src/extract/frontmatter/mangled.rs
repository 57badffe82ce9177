//! *Mangled* values: what YAML makes of a person's words is put back as the person wrote it.
//!
//! To YAML a ` #` begins a comment, `&` names a thing, `*` means one, `!` is a type, `[图]` is a list. In a title, an
//! author or a tag they are none of that: there the whole line is meant, unless it is in quotes or goes on below.

use std::collections::BTreeMap;

use serde_json::Value;

use super::lines::{is_nothing, text};
use super::syntax::{Syntax, entry, is_title, is_words};
use crate::extract::prose::trim;

/// A field as its lines have it.
struct WrittenField<'h> {
    /// The line of its key, from 1.
    line: usize,
    value: WrittenValue<'h>,
}

enum WrittenValue<'h> {
    /// Words on the line of the key, without quotes.
    Words(&'h str),
    /// Items below the key; `None` for one that is quoted, or more than words.
    Items(Vec<Option<&'h str>>),
}

/// Puts values back that YAML has read as something else than their lines say, and says where.
pub(super) fn mend(head: &str, map: &mut BTreeMap<String, Value>) -> Option<String> {
    let written = written(head);
    let mut first: Option<(usize, &str)> = None;
    for (key, value) in map.iter_mut() {
        let lower = key.to_lowercase();
        let Some(field) = written.get(&lower) else { continue };
        let changed = match &field.value {
            WrittenValue::Words(words) => restore(value, &lower, words, head),
            WrittenValue::Items(items) => match value {
                Value::Array(list) if list.len() == items.len() && !is_title(&lower) => {
                    let pairs = list.iter_mut().zip(items);
                    let changed =
                        pairs.map(|(item, words)| words.is_some_and(|words| restore(item, &lower, words, head)));
                    changed.filter(|changed| *changed).count() > 0
                }
                _ => false,
            },
        };
        if changed && first.is_none_or(|(line, _)| field.line < line) {
            first = Some((field.line, key));
        }
    }
    first.map(|(line, key)| format!("line {line}: YAML makes something else of {key}; it is read as it is written"))
}

/// Puts words back in the place of what YAML read; false where that is the same or means what it says.
fn restore(value: &mut Value, key: &str, words: &str, head: &str) -> bool {
    let title = is_title(key);
    let same = match value {
        Value::String(text) => {
            let comment = || words.strip_prefix(text.as_str()).is_some_and(|rest| trim(rest).starts_with('#'));
            // Behind a date or an address stands a comment.
            trim(text) == words || !is_words(key) && comment()
        }
        // What looks like a number is written as it was, without a word about it.
        Value::Number(_) | Value::Bool(_) => true,
        // A comment in the place of a value; a title is never that.
        Value::Null => {
            is_nothing(words) || words.starts_with('#') && (!is_words(key) || words.starts_with("# ") && !title)
        }
        Value::Array(_) | Value::Object(_) => !title,
    };
    // A thing that has a name and is meant elsewhere, or that name.
    let named = |sign: char, other: char| {
        let name = words.strip_prefix(sign).and_then(|rest| rest.split([' ', '\t']).next());
        name.is_some_and(|name| !name.is_empty() && has_name(head, other, name))
    };
    if same || words.starts_with("!!") || named('&', '*') || named('*', '&') {
        return false;
    }
    *value = Value::String(words.to_owned());
    true
}

/// Whether a head has a name of YAML's behind its sign.
fn has_name(head: &str, sign: char, name: &str) -> bool {
    head.match_indices(sign).any(|(at, _)| {
        let rest = &head[at + sign.len_utf8()..];
        rest.strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n', ',', ']']))
    })
}

/// The fields whose words stand in one line each.
fn written(head: &str) -> BTreeMap<String, WrittenField<'_>> {
    let mut fields = BTreeMap::new();
    let mut lines = (1..).zip(head.lines()).filter(|(_, line)| !trim(line).is_empty()).peekable();
    while let Some((number, line)) = lines.next() {
        let Some((name, value)) = entry(line, Syntax::Yaml) else { continue };
        let (key, value) = (name.to_lowercase(), trim(value));
        let mut items = Vec::new();
        let mut goes_on = false;
        while let Some((_, below)) = lines.next_if(|(_, below)| below.starts_with([' ', '\t', '-', '#'])) {
            match item_of(below) {
                Some(item) => items.push(words(item, false)),
                None if trim(below).starts_with('#') => {}
                None => goes_on = true,
            }
        }
        if goes_on {
            continue;
        }
        let bare = value.is_empty() || value.starts_with('#');
        let value = match words(value, is_title(&key)) {
            _ if bare && !items.is_empty() => WrittenValue::Items(items),
            Some(words) if items.is_empty() => WrittenValue::Words(words),
            _ => continue,
        };
        fields.insert(key, WrittenField { line: number, value });
    }
    fields
}

/// What stands behind the dash of an item.
fn item_of(line: &str) -> Option<&str> {
    let item = trim(line).strip_prefix('-')?;
    (item.is_empty() || item.starts_with([' ', '\t', '\u{A0}', '\u{3000}'])).then(|| trim(item))
}

/// The words of a value: none where it is in quotes, a list, a table or a block. A title is no list.
fn words(value: &str, title: bool) -> Option<&str> {
    let plain = !value.starts_with(['"', '\'', '|', '>']) && (title || !value.starts_with(['[', '{']));
    // An item that has a key is a table.
    let table =
        || !title && value.split_once(": ").is_some_and(|(key, _)| entry(&format!("{key}:"), Syntax::Yaml).is_some());
    (!value.is_empty() && plain && !table()).then_some(value)
}

/// A head that YAML cannot read, with the values in quotes that may be why.
pub(super) fn quoted(head: &str) -> String {
    let mut out = String::with_capacity(head.len() + 64);
    for line in head.lines() {
        let value = entry(line, Syntax::Yaml).map(|(name, value)| (name, trim(value)));
        let item = item_of(line).filter(|item| entry(item, Syntax::Yaml).is_none());
        let front = &line[..line.len() - line.trim_start().len()];
        if let Some((name, value)) = value.filter(|(name, value)| is_broken(value, is_title(&name.to_lowercase()))) {
            out.extend([name, ": ", &Value::String(unquoted(value)).to_string()]);
        } else if let Some(item) = item.filter(|item| is_broken(item, false)) {
            out.extend([front, "- ", &Value::String(unquoted(item)).to_string()]);
        } else {
            out.push_str(line);
        }
        out.push('\n');
    }
    out
}

/// Whether YAML reads a value as something that is not words, or not at all.
fn is_broken(value: &str, title: bool) -> bool {
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    if let Some(quote) = quote {
        let inside = value[1..].strip_suffix(quote);
        let doubled = |inside: &str| inside.replace("''", "").replace("\\\\", "").replace("\\\"", "").contains(quote);
        return inside.is_none_or(doubled);
    }
    let flow = value.starts_with(['[', '{']);
    let closed = flow && value.ends_with([']', '}']);
    value.starts_with(['@', '`', '%', '*', '&', '!', ',', '?'])
        || value.starts_with("- ")
        || !flow && (value.contains(": ") || value.ends_with(':'))
        || flow && (title || !closed)
}

/// A value without the quotes around it.
fn unquoted(value: &str) -> String {
    text(value).as_str().unwrap_or(value).to_owned()
}
