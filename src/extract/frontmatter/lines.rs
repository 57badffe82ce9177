//! A front matter *line by line*, as a person wrote it: what of it can be read where it is not the language it claims to
//! be.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value;

use super::syntax::{Syntax, entry, is_invisible, is_title, is_words};
use crate::extract::prose::trim;

/// The fields of a front matter of which nothing but the lines can be read.
pub(super) fn by_line(head: &str, syntax: Syntax) -> BTreeMap<String, Value> {
    let mut map: BTreeMap<String, Value> = BTreeMap::new();
    let mut key = String::new();
    for line in head.lines() {
        if let Some((name, value)) = entry(line, syntax) {
            key = name.to_lowercase();
            let value = trim(value);
            let opens = matches!(value, "|" | ">" | "|-" | ">-" | "[" | "{");
            map.insert(key.clone(), if opens { Value::Null } else { field(&key, value, syntax) });
            continue;
        }
        let Some(open) = map.get_mut(&key) else { continue };
        let inside = without_comma(line, syntax);
        if inside.is_empty() || inside.starts_with('#') || matches!(inside, "]" | "}") {
            continue;
        }
        let item = inside.strip_prefix('-').map(trim);
        match (item, &mut *open) {
            (Some(item), Value::Array(list)) => list.push(scalar(item, syntax)),
            (Some(item), Value::Null) => *open = Value::Array(vec![scalar(item, syntax)]),
            (None, Value::Null) => {
                *open = match entry(inside, syntax) {
                    Some((name, value)) => {
                        Value::Object([(name.to_lowercase(), scalar(value, syntax))].into_iter().collect())
                    }
                    None => scalar(inside, syntax),
                };
            }
            (None, Value::Object(table)) => {
                if let Some((name, value)) = entry(inside, syntax) {
                    table.insert(name.to_lowercase(), scalar(value, syntax));
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

/// The value of a key. What a person says in words is the whole of its line; behind other values a comment may stand.
fn field(key: &str, value: &str, syntax: Syntax) -> Value {
    if is_title(key) && syntax != Syntax::Toml {
        return text(without_comma(value, syntax));
    }
    match value.split_once(" #") {
        Some((own, _)) if syntax == Syntax::Yaml && !is_words(key) => scalar(own, syntax),
        _ => scalar(value, syntax),
    }
}

/// The comma behind a value is the object's in JSON, and in the other languages the person's own.
fn without_comma(value: &str, syntax: Syntax) -> &str {
    let value = trim(value);
    if matches!(syntax, Syntax::Json | Syntax::Toml) { value.trim_end_matches(',') } else { value }
}

/// A value without the quotes around it; the quotes inside are text. `[a, b]` is a list.
fn scalar(value: &str, syntax: Syntax) -> Value {
    let value = without_comma(value, syntax);
    if let Some(list) = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'))
        && !list.starts_with('[')
    {
        let items = list.split([',', '，']).map(trim).filter(|item| !item.is_empty());
        return Value::Array(items.map(|item| scalar(item, syntax)).collect());
    }
    text(value)
}

/// One text, without the quotes around it.
pub(super) fn text(value: &str) -> Value {
    let inner = ['\'', '"']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote))
        .map_or_else(|| value.to_owned(), |inner| inner.replace("''", "'").replace("\\\"", "\""));
    if inner.is_empty() || is_nothing(&inner) { Value::Null } else { Value::String(inner) }
}

/// Whether a word says that there is no value.
pub(super) fn is_nothing(word: &str) -> bool {
    matches!(word, "~" | "null" | "Null" | "NULL")
}

/// A head whose keys stand where they seem to: what is invisible before them goes, and blanks that only people know are
/// blanks, or go where nothing is open that the line could be inside of.
pub(super) fn visible(head: &str) -> Cow<'_, str> {
    let odd = |line: &str| line.trim_start_matches([' ', '\t']).starts_with(is_invisible);
    if !head.lines().any(odd) {
        return Cow::Borrowed(head);
    }
    let mut out = String::with_capacity(head.len());
    // How deep the lines of what is open are, or that it is open.
    let mut open: Option<Option<usize>> = None;
    for line in head.lines() {
        let rest = line.trim_start_matches(|c: char| matches!(c, ' ' | '\t') || is_invisible(c));
        let blanks: usize = line[..line.len() - rest.len()].chars().map(blank_cells).sum();
        let fits = open.is_some_and(|depth| depth.is_none_or(|depth| depth == blanks));
        let indented = blanks > 0 && (!odd(line) || fits || rest.starts_with("- "));
        if indented {
            out.push_str(&" ".repeat(blanks));
        }
        out.push_str(rest);
        out.push('\n');
        let opens = entry(rest, Syntax::Yaml).is_some_and(|(_, value)| trim(value).is_empty());
        open = match indented {
            true => Some(Some(blanks)),
            false => opens.then_some(None),
        };
    }
    Cow::Owned(out)
}

/// How many blanks a character at the beginning of a line seems to be.
fn blank_cells(c: char) -> usize {
    match c {
        ' ' | '\t' | '\u{A0}' | '\u{202F}' => 1,
        '\u{3000}' => 2,
        _ => 0,
    }
}
