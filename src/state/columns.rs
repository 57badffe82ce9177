//! *Columns*: how what we have stands in a column of the database, and is read from it.

use rusqlite::Row;

use crate::model::SafeText;

pub(super) fn text(row: &Row<'_>, at: usize) -> rusqlite::Result<SafeText> {
    row.get::<_, String>(at).map(|text| SafeText::line(&text))
}

/// A text of several lines.
pub(super) fn lines(row: &Row<'_>, at: usize) -> rusqlite::Result<SafeText> {
    row.get::<_, String>(at).map(|text| SafeText::body(&text))
}

/// A text that may be missing.
pub(super) fn optional(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<SafeText>> {
    Ok(row.get::<_, Option<String>>(at)?.map(|text| SafeText::line(&text)))
}

/// A number of 64 bits, which SQLite has with a sign.
pub(super) fn number(row: &Row<'_>, at: usize) -> rusqlite::Result<u64> {
    row.get::<_, i64>(at).map(i64::cast_unsigned)
}
