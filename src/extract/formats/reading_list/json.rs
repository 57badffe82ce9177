//! A reading list in *JSON*: an array of entries, or an object that holds one.

use serde_json::{Map, Value};

use super::Items;
use super::fields::{ListField, ReadingItem, are_of_reading, is_web};

/// The keys under which an object holds the entries.
const HOLDERS: &[&str] =
    &["items", "entries", "list", "bookmarks", "articles", "links", "posts", "data", "_embedded", "roots"];

/// Whether a text is such a list: most of its first entries are pages to be read.
pub(super) fn fits(text: &str) -> bool {
    const ENOUGH: usize = 8;
    if !begins(text) {
        return false;
    }
    let entries = entries(text, ENOUGH).0;
    let pages = entries.iter().filter(|entry| is_page(entry)).count();
    pages > 0 && pages * 2 >= entries.len()
}

/// Whether the beginning of a text, or its beginning and its end, are those of such a list.
pub(super) fn begins(text: &str) -> bool {
    const FAR: usize = 64 << 10;
    let head = &text[..text.floor_char_boundary(FAR)];
    let head = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let keys = || head.split('"').filter_map(ListField::named).collect::<Vec<_>>();
    head.starts_with(['[', '{']) && head.contains("http") && are_of_reading(&keys())
}

fn is_page(entry: &Value) -> bool {
    let Value::Object(object) = entry else { return false };
    let mut fields = Vec::new();
    each_field(object, &mut |field, value| {
        if field != ListField::Address || value.as_str().is_some_and(is_web) {
            fields.push(field);
        }
    });
    are_of_reading(&fields)
}

/// The fields of an entry, and those of what it holds of the page: Karakeep keeps the address in `content`.
fn each_field(object: &Map<String, Value>, found: &mut impl FnMut(ListField, &Value)) {
    for (name, value) in object {
        match (ListField::named(name), value) {
            (Some(ListField::Body), Value::Object(inner)) => {
                for (name, value) in inner {
                    if let Some(field) = ListField::named(name).filter(|_| !value.is_object()) {
                        found(field, value);
                    }
                }
            }
            (Some(field), value) => found(field, value),
            (None, _) => {}
        }
    }
}

/// The items, and what is wrong with the file.
pub(super) fn items(text: &str) -> Items {
    let (entries, fault) = entries(text, usize::MAX);
    // Pinboard calls its titles descriptions.
    let described = |object: &Map<String, Value>| object.contains_key("href") && object.contains_key("extended");
    let item = |entry: &Value| {
        let object = entry.as_object()?;
        let mut item = ReadingItem::default();
        each_field(object, &mut |field, value| match field {
            ListField::Summary if described(object) && object.get("description") == Some(value) => {
                item.set(ListField::Title, value);
            }
            ListField::Tags if described(object) => {
                let tags = value.as_str().unwrap_or_default().split_whitespace().map(str::to_owned).map(Value::String);
                item.set(field, &Value::Array(tags.collect()));
            }
            field => item.set(field, value),
        });
        item.text_at = text_at(object);
        item.end()
    };
    (entries.iter().filter_map(item).collect(), fault)
}

/// Where Omnivore puts the text of an entry.
fn text_at(object: &Map<String, Value>) -> Option<String> {
    let slug = object.get("slug").filter(|_| object.contains_key("savedAt"))?.as_str()?;
    (!slug.is_empty() && !slug.contains(['/', '\\', '\0'])).then(|| format!("content/{slug}.html"))
}

/// The entries, `most` of them, and what is wrong with the text behind the last.
fn entries(text: &str, most: usize) -> (Vec<Value>, Option<String>) {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let inside = text.strip_prefix('[').or_else(|| held(text));
    let Some(mut rest) = inside else {
        // Entries by their numbers, or in folders of folders: what holds no array by one of the names.
        let (value, fault) = match serde_json::from_str::<Value>(text) {
            Ok(value) => (value, None),
            Err(error) => (Value::Null, Some(error.to_string())),
        };
        return (by_number(value).into_iter().take(most).collect(), fault);
    };
    let mut entries = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        if rest.starts_with(']') || entries.len() == most {
            return (entries, None);
        }
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        match values.next() {
            Some(Ok(value)) => {
                rest = &rest[values.byte_offset()..];
                entries.push(value);
            }
            Some(Err(error)) => return (entries, Some(error.to_string())),
            None => return (entries, Some(String::from("it ends before the list does"))),
        }
    }
}

/// What follows the bracket of the array that an object holds: of wallabag's and others' answers, `"items": [`.
fn held(text: &str) -> Option<&str> {
    let place = |holder: &&str| {
        let (_, behind) = text.split_once(&format!("\"{holder}\""))?;
        behind.trim_start().strip_prefix(':')?.trim_start().strip_prefix('[')
    };
    HOLDERS.iter().find_map(place)
}

/// The entries of an object that numbers them (Pocket's API), or of a tree of folders (the bookmarks of Chrome and
/// Firefox), each with the folders it is in.
fn by_number(value: Value) -> Vec<Value> {
    let mut open = vec![(value, Vec::<Value>::new())];
    let mut entries = Vec::new();
    while let Some((value, folders)) = open.pop() {
        let Value::Object(mut object) = value else { continue };
        if is_page_or_link(&object) {
            if !folders.is_empty() {
                object.insert(String::from("folder"), Value::Array(folders));
            }
            entries.push(Value::Object(object));
            continue;
        }
        let mut inner = folders;
        inner.extend(
            object
                .get("title")
                .or(object.get("name"))
                .filter(|name| name.as_str().is_some_and(|it| !it.is_empty()))
                .cloned(),
        );
        let inside = object.into_iter().flat_map(|(_, value)| match value {
            Value::Array(values) => values,
            value @ Value::Object(_) => vec![value],
            _ => Vec::new(),
        });
        let inside: Vec<Value> = inside.collect();
        open.extend(inside.into_iter().rev().map(|value| (value, inner.clone())));
    }
    entries
}

fn is_page_or_link(object: &Map<String, Value>) -> bool {
    let of = |field| object.iter().any(|(name, value)| ListField::named(name) == Some(field) && value.is_string());
    of(ListField::Address) && of(ListField::Title)
}
