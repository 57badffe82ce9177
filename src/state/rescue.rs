//! The *rescue* of a damaged database: it is set aside under another name, another one is made in its place, and what
//! can be read of the old one is put into that.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::types::Value;
use rusqlite::{Connection, Statement, params_from_iter};

use super::fault::{Fault, FaultKind};
use super::place::{beside, hold};
use super::steps::TABLES;
use super::store::{StateStore, look_into};
use crate::model::SafeText;

/// What became of a damaged database.
pub(super) struct Rescue {
    pub store: StateStore,
    /// Where the damaged one lies now, and how many rows could be read of it; none where another program has set it
    /// aside already.
    pub aside: Option<(SafeText, usize)>,
}

/// So often the end of what cannot be read is looked for in one table: a damaged page has one.
const GAPS: usize = 1000;

/// Sets a database aside, makes another one, and puts into that what can be read.
///
/// # Errors
/// When it can neither be set aside nor another one made.
pub(super) fn rescue(path: &Path, patience: Duration) -> Result<Rescue, Fault> {
    let shown = SafeText::line(&path.to_string_lossy());
    let system = |source| Fault::system(&shown, source);
    let _lock = hold(path).map_err(system)?;
    // Of two programs that found it damaged one sets it aside, and the other finds the new one.
    match StateStore::begin(path, patience).and_then(sound) {
        Err(Fault { kind: FaultKind::Damaged, .. }) => {}
        Err(other) => return Err(other),
        Ok(store) => return Ok(Rescue { store, aside: None }),
    }
    let aside = free_name(path);
    std::fs::rename(path, &aside).map_err(system)?;
    // Its log belongs to it; a log without its database is nothing, and SQLite removes it.
    let _ = std::fs::rename(beside(path, "-wal"), beside(&aside, "-wal"));
    let _ = std::fs::remove_file(beside(path, "-shm"));
    let mut store = StateStore::begin(path, patience)?;
    let saved = salvage(&aside, &mut store).map_err(|error| Fault::of(&shown, &error))?;
    Ok(Rescue { store, aside: Some((SafeText::line(&aside.to_string_lossy()), saved)) })
}

/// A store whose database is whole.
fn sound(store: StateStore) -> Result<StateStore, Fault> {
    let checked: rusqlite::Result<String> =
        store.database.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0));
    match checked {
        Ok(said) if said == "ok" => Ok(store),
        Ok(said) => {
            let error =
                rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT), Some(said));
            Err(Fault::of(&store.path, &error))
        }
        Err(error) => Err(Fault::of(&store.path, &error)),
    }
}

/// A name for what is set aside that nothing has yet: with the time, so that a person sees which is which.
fn free_name(path: &Path) -> PathBuf {
    let now = jiff::Zoned::now().strftime("%Y%m%d-%H%M%S").to_string();
    let named = |number: usize| {
        let more = if number == 0 { String::new() } else { format!("-{number}") };
        beside(path, &format!(".damaged-{now}{more}"))
    };
    (0..1000).map(named).find(|name| !name.exists()).unwrap_or_else(|| named(0))
}

/// Puts what can be read of a damaged database into a store; gives how many rows that are.
fn salvage(aside: &Path, store: &mut StateStore) -> rusqlite::Result<usize> {
    let is_usable = |old: &Connection| {
        // Else a file that ends too early is not read at all.
        let _ = old.execute_batch("PRAGMA writable_schema = ON");
        old.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0)).is_ok()
    };
    let Some(old) = look_into(aside, is_usable) else { return Ok(0) };
    let new = store.database.transaction()?;
    let mut saved = 0;
    for table in TABLES {
        let columns: Vec<String> = new
            .prepare(&format!("SELECT name FROM pragma_table_info('{table}')"))?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let marks = vec!["?"; columns.len()].join(", ");
        let mut insert = new.prepare(&format!("INSERT OR IGNORE INTO {table} VALUES ({marks})"))?;
        saved += readable_rows(&old, table, &columns.join(", "), &mut |row: Vec<Value>| {
            // A row that the new one does not take is none of ours.
            insert.execute(params_from_iter(row)).unwrap_or_default()
        });
    }
    new.commit()?;
    Ok(saved)
}

/// Gives each row of a table that can be read to `take`, in the order of their numbers; what cannot be read is passed
/// over. Gives how many were taken.
fn readable_rows(old: &Connection, table: &str, columns: &str, take: &mut dyn FnMut(Vec<Value>) -> usize) -> usize {
    let select = format!("SELECT rowid, {columns} FROM {table} WHERE rowid >= ?1 ORDER BY rowid");
    let next = format!("SELECT rowid FROM {table} WHERE rowid >= ?1 ORDER BY rowid LIMIT 1");
    // A table that an older version did not have, or whose root is lost.
    let (Ok(mut select), Ok(mut next)) = (old.prepare(&select), old.prepare(&next)) else { return 0 };
    let mut from = i64::MIN;
    let mut taken = 0;
    for _ in 0..GAPS {
        match rows_from(&mut select, from, &mut |row| taken += take(row)) {
            Ok(()) => break,
            Err(last) => {
                let after = last.map_or(Some(from), |last| last.checked_add(1));
                let Some(readable) = after.and_then(|after| end_of_gap(&mut next, after)) else { break };
                from = readable;
            }
        }
    }
    taken
}

/// Gives the rows from a number on; breaks off with the number of the last one before a row that cannot be read.
fn rows_from(select: &mut Statement<'_>, from: i64, take: &mut dyn FnMut(Vec<Value>)) -> Result<(), Option<i64>> {
    let count = select.column_count();
    let mut last = None;
    let mut rows = select.query([from]).map_err(|_| None)?;
    loop {
        match rows.next() {
            Ok(None) => return Ok(()),
            Err(_) => return Err(last),
            Ok(Some(row)) => {
                let Ok(number) = row.get::<_, i64>(0) else { continue };
                last = Some(number);
                if let Ok(values) = (1..count).map(|at| row.get(at)).collect::<Result<Vec<Value>, _>>() {
                    take(values);
                }
            }
        }
    }
}

/// The first number from `from` on at which rows can be read again: the steps grow until they are over the gap, then its
/// end is halved in upon.
fn end_of_gap(next: &mut Statement<'_>, from: i64) -> Option<i64> {
    let mut readable = |at: i64| -> Result<Option<i64>, ()> {
        match next.query_row([at], |row| row.get::<_, i64>(0)) {
            Ok(number) => Ok(Some(number)),
            Err(rusqlite::Error::QueryReturnedNoRows) => Ok(None),
            Err(_) => Err(()),
        }
    };
    let mut unread = from;
    let mut over = None;
    for power in 0..=64 {
        let at = i128::from(from) + (1_i128 << power);
        let at = i64::try_from(at).unwrap_or(i64::MAX);
        if readable(at).is_ok() {
            over = Some(at);
            break;
        }
        unread = at;
    }
    let mut over = over?;
    while i128::from(over) - i128::from(unread) > 1 {
        let middle = i64::midpoint(unread, over);
        if readable(middle).is_ok() { over = middle } else { unread = middle }
    }
    readable(over).ok()?
}

#[cfg(test)]
mod tests;
