//! The *state store*: the database, its steps from version to version, and its rows.

use std::path::{Path, PathBuf};
use std::time::Duration;

use etcetera::{BaseStrategy, choose_base_strategy};
use rusqlite::{Connection, OpenFlags, TransactionBehavior, params};

use crate::error::Error;
use crate::model::{Change, KeptWord, Memory, SafeText};

/// So many searches are remembered.
const SEARCHES: i64 = 200;
/// So long another program may hold the database before we give up.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// The steps that made the database what it is, one for each version; a new one is added at the end and none changed.
const STEPS: &[&str] = &["
    CREATE TABLE search (text TEXT PRIMARY KEY, number INTEGER NOT NULL);
    CREATE TABLE keyword (
        word TEXT PRIMARY KEY, name TEXT, slot INTEGER NOT NULL, lit INTEGER NOT NULL, number INTEGER NOT NULL
    );
"];

/// The database of the state.
pub struct StateStore {
    database: Connection,
    path: SafeText,
}

/// Where the database is: `$XDG_STATE_HOME/kanbao/state.sqlite` (`~/.local/state/kanbao/state.sqlite`).
pub fn path() -> Option<PathBuf> {
    let dirs = choose_base_strategy().ok()?;
    let state = dirs.state_dir().unwrap_or_else(|| dirs.data_dir());
    Some(state.join("kanbao").join("state.sqlite"))
}

impl StateStore {
    /// Opens the database, and makes it or brings it up to date if need be; waits for other programs only so long.
    ///
    /// # Errors
    /// When it cannot be made or opened, or is of a later version than this program.
    pub fn open(path: &Path, patience: Duration) -> Result<Self, Error> {
        let shown = SafeText::line(&path.to_string_lossy());
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|source| Error::read(&shown, source))?;
        }
        let failed = |error| failed(&shown, &error);
        let mut database = Connection::open(path).map_err(failed)?;
        database.busy_timeout(patience).map_err(failed)?;
        // With a write-ahead log a reader does not wait for a writer, nor a writer for a reader.
        database.pragma_update(None, "journal_mode", "WAL").map_err(failed)?;
        database.pragma_update(None, "synchronous", "NORMAL").map_err(failed)?;
        match migrate(&mut database) {
            Ok(true) => Ok(Self { database, path: shown }),
            Ok(false) => Err(Error::State { path: shown, message: SafeText::line("made by a later version") }),
            Err(error) => Err(failed(error)),
        }
    }

    /// What a database remembers that cannot be opened for writing: of one on a full or read-only disk, say. Nothing
    /// where it cannot be read either.
    pub fn glance(path: &Path) -> Option<Memory> {
        let absolute = std::path::absolute(path).ok().filter(|path| path.is_file())?;
        // Immutable: a reader of a write-ahead log has to write too.
        let mut address = url::Url::from_file_path(absolute).ok()?;
        address.set_query(Some("immutable=1"));
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let database = Connection::open_with_flags(address.as_str(), flags).ok()?;
        let version: u32 = database.pragma_query_value(None, "user_version", |row| row.get(0)).ok()?;
        (version as usize <= STEPS.len()).then_some(())?;
        Self { database, path: SafeText::default() }.memory().ok()
    }

    /// Everything that is remembered. A row that is not as we write them is passed over.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn memory(&self) -> Result<Memory, Error> {
        let read = || -> rusqlite::Result<Memory> {
            let mut searches = self.database.prepare("SELECT text FROM search ORDER BY number DESC")?;
            let searches = searches
                .query_map([], |row| row.get::<_, String>(0).map(|text| SafeText::line(&text)))?
                .filter(is_ours)
                .collect::<Result<_, _>>()?;
            let mut keywords = self.database.prepare("SELECT word, name, slot, lit FROM keyword ORDER BY number")?;
            let keywords = keywords
                .query_map([], |row| {
                    let word = SafeText::line(&row.get::<_, String>(0)?);
                    let name = row.get::<_, Option<String>>(1)?.map(|name| SafeText::line(&name));
                    Ok(KeptWord { word, name, slot: row.get(2)?, on: row.get(3)? })
                })?
                .filter(is_ours)
                .collect::<Result<_, _>>()?;
            Ok(Memory { searches, keywords })
        };
        read().map_err(|error| failed(&self.path, &error))
    }

    /// Remembers changes, all of them or none; waits for other programs only so long.
    ///
    /// # Errors
    /// When the database cannot be written to; then it is as it was.
    pub fn keep(&mut self, changes: &[Change], patience: Duration) -> Result<(), Error> {
        let mut write = || -> rusqlite::Result<()> {
            self.database.busy_timeout(patience)?;
            let database = self.database.transaction_with_behavior(TransactionBehavior::Immediate)?;
            changes.iter().try_for_each(|change| keep(&database, change))?;
            database.commit()
        };
        write().map_err(|error| failed(&self.path, &error))
    }
}

fn keep(database: &Connection, change: &Change) -> rusqlite::Result<()> {
    match change {
        Change::Searched(text) => {
            database.execute(
                "INSERT INTO search (text, number) SELECT ?1, coalesce(max(number), 0) + 1 FROM search WHERE true
                         ON CONFLICT (text) DO UPDATE SET number = excluded.number",
                params![text.as_str()],
            )?;
            database.execute(
                "DELETE FROM search WHERE number <= (SELECT max(number) FROM search) - ?1",
                params![SEARCHES],
            )?;
        }
        Change::Keyword(KeptWord { word, name, slot, on }) => {
            database.execute(
                        "INSERT INTO keyword (word, name, slot, lit, number)
                         SELECT ?1, ?2, ?3, ?4, coalesce(max(number), 0) + 1 FROM keyword WHERE true
                         ON CONFLICT (word) DO UPDATE SET name = excluded.name, slot = excluded.slot, lit = excluded.lit",
                        params![word.as_str(), name.as_ref().map(SafeText::as_str), slot, on],
                    )?;
        }
        Change::NoKeyword(word) => {
            database.execute("DELETE FROM keyword WHERE word = ?1", params![word.as_str()])?;
        }
    }
    Ok(())
}

/// Whether a row could be read, or the database it is in could not.
fn is_ours<T>(row: &rusqlite::Result<T>) -> bool {
    !matches!(
        row,
        Err(rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::Utf8Error(..))
    )
}

/// Takes the steps that the database lacks; false when it has more than we know.
fn migrate(database: &mut Connection) -> rusqlite::Result<bool> {
    // Immediate: of two programs that start at once one takes the steps and the other waits.
    let step = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version: u32 = step.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let Some(missing) = usize::try_from(version).ok().and_then(|taken| STEPS.get(taken..)) else { return Ok(false) };
    for sql in missing {
        step.execute_batch(sql)?;
    }
    step.pragma_update(None, "user_version", u32::try_from(STEPS.len()).unwrap_or(u32::MAX))?;
    step.commit()?;
    Ok(true)
}

fn failed(path: &SafeText, error: &rusqlite::Error) -> Error {
    Error::State { path: path.clone(), message: SafeText::line(&error.to_string()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(word: &str, slot: u8, on: bool) -> KeptWord {
        KeptWord { word: SafeText::line(word), name: None, slot, on }
    }

    fn searched(store: &mut StateStore, text: &str) {
        store.keep(&[Change::Searched(SafeText::line(text))], PATIENCE).unwrap();
    }

    fn texts(memory: &Memory) -> Vec<&str> {
        memory.searches.iter().map(SafeText::as_str).collect()
    }

    #[test]
    fn what_two_programs_keep_is_there_for_a_third() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/er/state.sqlite");
        let mut one = StateStore::open(&path, PATIENCE).unwrap();
        let mut other = StateStore::open(&path, PATIENCE).unwrap();
        searched(&mut one, "天津");
        searched(&mut other, "会议");
        searched(&mut one, "天津");
        one.keep(&[Change::Keyword(word("核酸", 1, true))], PATIENCE).unwrap();
        other.keep(&[Change::Keyword(word("津南区", 2, true))], PATIENCE).unwrap();
        let named = KeptWord { name: Some(SafeText::line("检测")), ..word("核酸", 3, false) };
        other.keep(&[Change::Keyword(named.clone())], PATIENCE).unwrap();
        one.keep(&[Change::Keyword(word("疫情", 0, true))], PATIENCE).unwrap();
        one.keep(&[Change::NoKeyword(SafeText::line("疫情"))], PATIENCE).unwrap();
        let memory = StateStore::open(&path, PATIENCE).unwrap().memory().unwrap();
        assert_eq!(texts(&memory), ["天津", "会议"]);
        assert_eq!(memory.keywords, [named, word("津南区", 2, true)]);
    }

    #[test]
    fn old_searches_are_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = StateStore::open(&folder.path().join("state.sqlite"), PATIENCE).unwrap();
        for n in 0..SEARCHES + 10 {
            searched(&mut store, &n.to_string());
        }
        let memory = store.memory().unwrap();
        assert_eq!(memory.searches.len(), usize::try_from(SEARCHES).unwrap());
        assert_eq!(memory.searches[0].as_str(), (SEARCHES + 9).to_string());
    }

    #[test]
    fn a_file_that_is_no_database_or_of_a_later_version_is_an_error_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.sqlite");
        std::fs::write(&path, "这不是数据库，只是一些文字，足够长的一些文字。".repeat(100)).unwrap();
        let before = std::fs::read(&path).unwrap();
        assert!(matches!(StateStore::open(&path, PATIENCE), Err(Error::State { .. })));
        assert_eq!(std::fs::read(&path).unwrap(), before);
        let path = folder.path().join("later.sqlite");
        Connection::open(&path).unwrap().pragma_update(None, "user_version", 1000).unwrap();
        let Err(error) = StateStore::open(&path, PATIENCE) else { panic!("opened") };
        assert!(error.to_string().contains("later version"), "{error}");
    }

    #[test]
    fn a_row_that_is_none_of_ours_costs_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.sqlite");
        let mut store = StateStore::open(&path, PATIENCE).unwrap();
        searched(&mut store, "天津");
        store.keep(&[Change::Keyword(word("核酸", 1, true))], PATIENCE).unwrap();
        let odd = "INSERT INTO keyword VALUES ('疫情', NULL, 300, 1, 9); INSERT INTO search VALUES (x'FFFF', 9)";
        store.database.execute_batch(odd).unwrap();
        let memory = store.memory().unwrap();
        assert_eq!((texts(&memory), &memory.keywords), (vec!["天津"], &vec![word("核酸", 1, true)]));
    }

    #[test]
    fn what_cannot_be_written_can_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state 100%.sqlite");
        let mut store = StateStore::open(&path, PATIENCE).unwrap();
        searched(&mut store, "天津");
        drop(store);
        assert_eq!(texts(&StateStore::glance(&path).unwrap()), ["天津"]);
        assert!(StateStore::glance(&folder.path().join("none")).is_none());
    }
}
