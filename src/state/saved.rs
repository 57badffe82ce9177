//! The rows of *saved searches*.

use rusqlite::{Connection, Row, params};

use super::columns::text;
use crate::model::{ArchiveId, SafeText, SavedSearch};

/// All saved searches, in their order.
pub(super) const SAVED: &str = "SELECT id, name, query, key, number FROM saved_search ORDER BY number, id";

/// A saved search, of its row.
pub(super) fn saved_search(row: &Row<'_>) -> rusqlite::Result<SavedSearch> {
    let key: String = row.get(3)?;
    let key = key.chars().next().filter(|key| SavedSearch::is_key(*key));
    Ok(SavedSearch { id: text(row, 0)?, name: text(row, 1)?, query: text(row, 2)?, key, number: row.get(4)? })
}

/// Writes a saved search, in the place of the one that has its id.
pub(super) fn keep(database: &Connection, saved: &SavedSearch) -> rusqlite::Result<()> {
    let SavedSearch { id, name, query, key, number } = saved;
    let key = key.map(String::from).unwrap_or_default();
    database.execute(
        "INSERT OR REPLACE INTO saved_search (id, name, query, key, number) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![id.as_str(), name.as_str(), query.as_str(), key, number],
    )?;
    Ok(())
}

/// Removes a saved search.
pub(super) fn remove(database: &Connection, id: &SafeText) -> rusqlite::Result<()> {
    database.execute("DELETE FROM saved_search WHERE id = ?1", params![id.as_str()])?;
    Ok(())
}

/// Writes which one an archive's list shows; of so many archives it is remembered.
pub(super) fn show(
    database: &Connection,
    archive: &ArchiveId,
    search: Option<&SafeText>,
    archives: i64,
) -> rusqlite::Result<()> {
    let Some(search) = search else {
        database.execute("DELETE FROM shown_search WHERE id = ?1", params![archive.as_bytes()])?;
        return Ok(());
    };
    database.execute(
        "INSERT INTO shown_search (id, search, number)
         SELECT ?1, ?2, coalesce(max(number), 0) + 1 FROM shown_search WHERE true
         ON CONFLICT (id) DO UPDATE SET search = excluded.search, number = excluded.number",
        params![archive.as_bytes(), search.as_str()],
    )?;
    let old = "DELETE FROM shown_search WHERE number <= (SELECT max(number) FROM shown_search) - ?1";
    database.execute(old, params![archives])?;
    Ok(())
}
