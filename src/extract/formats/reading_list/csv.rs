//! A reading list in *CSV*: its first line names the fields.

use ::csv::{ReaderBuilder, StringRecord};
use serde_json::Value;

use super::Items;
use super::fields::{ListField, ReadingItem, are_of_reading};

/// The longest first line, in bytes.
const LONGEST: usize = 2048;

/// Whether a text begins with the names of an entry's fields.
pub(super) fn fits(text: &str) -> bool {
    separator(text).is_some()
}

/// The sign between two fields, if the first line names those of an entry.
fn separator(text: &str) -> Option<u8> {
    let line = text.trim_start_matches('\u{FEFF}').lines().next().filter(|line| line.len() <= LONGEST)?;
    let fields = |sign: char| -> Vec<ListField> {
        line.split(sign).filter_map(|name| ListField::named(name.trim().trim_matches('"'))).collect()
    };
    [b',', b';', b'\t'].into_iter().find(|sign| are_of_reading(&fields(char::from(*sign))))
}

/// The items, and what is wrong with the file.
pub(super) fn items(text: &str) -> Items {
    let Some(sign) = separator(text) else { return (Vec::new(), None) };
    let text = text.trim_start_matches('\u{FEFF}');
    let mut reader = ReaderBuilder::new().delimiter(sign).flexible(true).from_reader(text.as_bytes());
    let names = reader.headers().cloned().unwrap_or_default();
    let fields: Vec<Option<ListField>> = names.iter().map(ListField::named).collect();
    let (mut items, mut fault) = (Vec::new(), None);
    let mut record = StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => items.extend(item(&fields, &record)),
            Ok(false) => break,
            Err(error) => {
                fault = Some(error.to_string());
                break;
            }
        }
    }
    (items, fault)
}

fn item(fields: &[Option<ListField>], record: &StringRecord) -> Option<ReadingItem> {
    let mut item = ReadingItem::default();
    for (field, value) in fields.iter().zip(record) {
        match field {
            // Instapaper's folders are two states and what the user has made.
            Some(ListField::Folder) if is_state(value) => item.set_state(value),
            Some(field) => item.set(*field, &Value::from(value)),
            None => {}
        }
    }
    item.end()
}

fn is_state(folder: &str) -> bool {
    let mut probe = ReadingItem::default();
    probe.set_state(folder);
    probe.read.is_some() || probe.starred.is_some()
}
