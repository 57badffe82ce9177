//! The *state store*: the database, its steps from version to version, and its rows.

use std::path::{Path, PathBuf};
use std::time::Duration;

use etcetera::{BaseStrategy, choose_base_strategy};
use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior, params};

use crate::error::Error;
use crate::model::{ArchiveId, Change, KeptWord, Memory, SafeText};

/// So many searches are remembered.
const SEARCHES: i64 = 200;
/// Of so many archives it is remembered how their lists are arranged.
const ARCHIVES: i64 = 1000;
/// So long another program may hold the database before we give up.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// The steps that made the database what it is, one for each version; a new one is added at the end and none changed.
const STEPS: &[&str] = &[
    "
    CREATE TABLE search (text TEXT PRIMARY KEY, number INTEGER NOT NULL);
    CREATE TABLE keyword (
        word TEXT PRIMARY KEY, name TEXT, slot INTEGER NOT NULL, lit INTEGER NOT NULL, number INTEGER NOT NULL
    );
",
    "
    CREATE TABLE archive (id BLOB PRIMARY KEY, arrangement TEXT NOT NULL, number INTEGER NOT NULL);
",
];

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
    pub fn glance(path: &Path, archive: &ArchiveId) -> Option<Memory> {
        let absolute = std::path::absolute(path).ok().filter(|path| path.is_file())?;
        // Immutable: a reader of a write-ahead log has to write too.
        let mut address = url::Url::from_file_path(absolute).ok()?;
        address.set_query(Some("immutable=1"));
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let database = Connection::open_with_flags(address.as_str(), flags).ok()?;
        let version: u32 = database.pragma_query_value(None, "user_version", |row| row.get(0)).ok()?;
        (version as usize <= STEPS.len()).then_some(())?;
        Self { database, path: SafeText::default() }.read(archive, version as usize).ok()
    }

    /// Everything that is remembered, for an archive. A row that is not as we write them is passed over.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn memory(&self, archive: &ArchiveId) -> Result<Memory, Error> {
        self.read(archive, STEPS.len()).map_err(|error| failed(&self.path, &error))
    }

    /// The same, of a database that has taken so many steps.
    fn read(&self, archive: &ArchiveId, steps: usize) -> rusqlite::Result<Memory> {
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
        let arrangement = match steps {
            0 | 1 => None,
            _ => {
                let select = "SELECT arrangement FROM archive WHERE id = ?1";
                let kept = self.database.query_row(select, params![archive.as_bytes()], |row| row.get::<_, String>(0));
                if is_ours(&kept) { kept.optional()? } else { None }
            }
        };
        let arrangement = arrangement.and_then(|kept| kept.parse().ok());
        Ok(Memory { searches, keywords, arrangement })
    }

    /// Remembers changes, all of them or none, those of the list for an archive; waits for other programs only so long.
    ///
    /// # Errors
    /// When the database cannot be written to; then it is as it was.
    pub fn keep(&mut self, archive: &ArchiveId, changes: &[Change], patience: Duration) -> Result<(), Error> {
        let mut write = || -> rusqlite::Result<()> {
            self.database.busy_timeout(patience)?;
            let database = self.database.transaction_with_behavior(TransactionBehavior::Immediate)?;
            changes.iter().try_for_each(|change| keep(&database, archive, change))?;
            database.commit()
        };
        write().map_err(|error| failed(&self.path, &error))
    }
}

fn keep(database: &Connection, archive: &ArchiveId, change: &Change) -> rusqlite::Result<()> {
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
        Change::Arranged(arrangement) => {
            database.execute(
                "INSERT INTO archive (id, arrangement, number)
                 SELECT ?1, ?2, coalesce(max(number), 0) + 1 FROM archive WHERE true
                 ON CONFLICT (id) DO UPDATE SET arrangement = excluded.arrangement, number = excluded.number",
                params![archive.as_bytes(), arrangement.to_string()],
            )?;
            database.execute(
                "DELETE FROM archive WHERE number <= (SELECT max(number) FROM archive) - ?1",
                params![ARCHIVES],
            )?;
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

    fn samples() -> ArchiveId {
        ArchiveId::default()
    }

    fn word(word: &str, slot: u8, on: bool) -> KeptWord {
        KeptWord { word: SafeText::line(word), name: None, slot, on }
    }

    fn searched(store: &mut StateStore, text: &str) {
        store.keep(&samples(), &[Change::Searched(SafeText::line(text))], PATIENCE).unwrap();
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
        one.keep(&samples(), &[Change::Keyword(word("核酸", 1, true))], PATIENCE).unwrap();
        other.keep(&samples(), &[Change::Keyword(word("津南区", 2, true))], PATIENCE).unwrap();
        let named = KeptWord { name: Some(SafeText::line("检测")), ..word("核酸", 3, false) };
        other.keep(&samples(), &[Change::Keyword(named.clone())], PATIENCE).unwrap();
        one.keep(&samples(), &[Change::Keyword(word("疫情", 0, true))], PATIENCE).unwrap();
        one.keep(&samples(), &[Change::NoKeyword(SafeText::line("疫情"))], PATIENCE).unwrap();
        let memory = StateStore::open(&path, PATIENCE).unwrap().memory(&samples()).unwrap();
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
        let memory = store.memory(&samples()).unwrap();
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
        store.keep(&samples(), &[Change::Keyword(word("核酸", 1, true))], PATIENCE).unwrap();
        let odd = "INSERT INTO keyword VALUES ('疫情', NULL, 300, 1, 9); INSERT INTO search VALUES (x'FFFF', 9)";
        store.database.execute_batch(odd).unwrap();
        let memory = store.memory(&samples()).unwrap();
        assert_eq!((texts(&memory), &memory.keywords), (vec!["天津"], &vec![word("核酸", 1, true)]));
    }

    #[test]
    fn what_cannot_be_written_can_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state 100%.sqlite");
        let mut store = StateStore::open(&path, PATIENCE).unwrap();
        searched(&mut store, "天津");
        drop(store);
        assert_eq!(texts(&StateStore::glance(&path, &samples()).unwrap()), ["天津"]);
        assert!(StateStore::glance(&folder.path().join("none"), &samples()).is_none());
    }

    fn arranged(store: &mut StateStore, archive: &ArchiveId, arrangement: &str) {
        let arrangement = arrangement.parse().expect("an arrangement");
        store.keep(archive, &[Change::Arranged(arrangement)], PATIENCE).unwrap();
    }

    fn arrangement(store: &StateStore, archive: &ArchiveId) -> String {
        store.memory(archive).unwrap().arrangement.map_or_else(|| "-".to_owned(), |kept| kept.to_string())
    }

    #[test]
    fn each_archive_has_an_arrangement_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.sqlite");
        let mut one = StateStore::open(&path, PATIENCE).unwrap();
        let mut other = StateStore::open(&path, PATIENCE).unwrap();
        let news = ArchiveId::of([&b"/news"[..], b"/a"]);
        assert_eq!(news, ArchiveId::of([&b"/a"[..], b"/news", b"/a"]), "in whichever order they are named");
        arranged(&mut one, &news, "title reversed month");
        arranged(&mut other, &samples(), "path");
        arranged(&mut other, &ArchiveId::of([&b"/a"[..]]), "length folder");
        assert_eq!(
            (arrangement(&one, &news), arrangement(&one, &samples())),
            ("title reversed month".into(), "path".into())
        );
        arranged(&mut other, &news, "date");
        assert_eq!(
            (arrangement(&one, &news), arrangement(&one, &ArchiveId::of([&b"/b"[..]]))),
            ("date".into(), "-".into())
        );
        // Of a later version, or damaged: as if nothing had been kept.
        let odd = "UPDATE archive SET arrangement = 'size week' WHERE arrangement = 'path';
                   UPDATE archive SET arrangement = x'FF' WHERE arrangement = 'date'";
        one.database.execute_batch(odd).unwrap();
        assert_eq!((arrangement(&one, &news), arrangement(&one, &samples())), ("-".into(), "-".into()));
    }

    #[test]
    fn the_archives_that_were_not_arranged_for_long_are_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = StateStore::open(&folder.path().join("state.sqlite"), PATIENCE).unwrap();
        let archive = |number: i64| ArchiveId::of([number.to_string().as_bytes()]);
        for number in 0..ARCHIVES + 3 {
            arranged(&mut store, &archive(number), "path");
            arranged(&mut store, &archive(0), "title");
        }
        let count: i64 = store.database.query_row("SELECT count(*) FROM archive", [], |row| row.get(0)).unwrap();
        assert!(count <= ARCHIVES, "{count}");
        assert_eq!((arrangement(&store, &archive(0)), arrangement(&store, &archive(1))), ("title".into(), "-".into()));
    }

    #[test]
    fn a_database_of_an_older_version_is_brought_up_to_date_and_can_be_glanced_at_before() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.sqlite");
        let old = Connection::open(&path).unwrap();
        old.execute_batch(STEPS[0]).unwrap();
        old.execute_batch("INSERT INTO search VALUES ('天津', 1)").unwrap();
        old.pragma_update(None, "user_version", 1).unwrap();
        drop(old);
        let glanced = StateStore::glance(&path, &samples()).unwrap();
        assert_eq!((texts(&glanced), glanced.arrangement), (vec!["天津"], None));
        let mut store = StateStore::open(&path, PATIENCE).unwrap();
        assert_eq!(texts(&store.memory(&samples()).unwrap()), ["天津"]);
        arranged(&mut store, &samples(), "source");
        assert_eq!(arrangement(&StateStore::open(&path, PATIENCE).unwrap(), &samples()), "source");
    }
}
