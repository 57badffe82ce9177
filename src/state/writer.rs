//! The *state writer*: the one thread that has the store, so that the screen never waits for a disk.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, OnceLock};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::store::{PATIENCE, StateStore};
use crate::error::{Error, panic_message};
use crate::model::{ArchiveId, Change, Memory, SafeText};

/// What the writer has to tell.
#[derive(Debug)]
pub enum StateEvent {
    /// What is remembered; the first thing it says, if anything can be read.
    Memory(Memory),
    /// Something cannot be kept. It goes on trying with the next change.
    Failed(Error),
}

/// The writer. Dropping it waits until everything it was given is kept, or for as long as it has patience with another
/// program that holds the database, once.
pub struct StateWriter {
    changes: Option<Sender<Change>>,
    /// When it was asked to come to an end.
    closing: Arc<OnceLock<Instant>>,
    thread: Option<JoinHandle<Option<Error>>>,
}

impl StateWriter {
    /// Opens the store in the background, for the archive that is open. Every event goes to `deliver`.
    ///
    /// # Errors
    /// When there can be no thread.
    pub fn start(
        path: PathBuf,
        archive: ArchiveId,
        deliver: impl Fn(StateEvent) + Send + 'static,
    ) -> std::io::Result<Self> {
        Self::start_with(path, archive, deliver, StateStore::open)
    }

    fn start_with(
        path: PathBuf,
        archive: ArchiveId,
        deliver: impl Fn(StateEvent) + Send + 'static,
        open: OpenFn,
    ) -> std::io::Result<Self> {
        let (changes, received) = mpsc::channel::<Change>();
        let closing = Arc::new(OnceLock::new());
        let mut keeping = Keeping { path, archive, open, store: None, closing: Arc::clone(&closing) };
        let work = move || keeping.serve(&received, &deliver);
        let thread = std::thread::Builder::new().name(String::from("kanbao state")).spawn(work)?;
        Ok(Self { changes: Some(changes), closing, thread: Some(thread) })
    }

    /// Gives it a change to keep.
    pub fn keep(&self, change: Change) {
        if let Some(changes) = &self.changes {
            let _ = changes.send(change);
        }
    }

    /// Comes to an end, as dropping it does, and says why the last changes could not be kept, if they could not.
    pub fn close(mut self) -> Option<Error> {
        self.end()
    }

    fn end(&mut self) -> Option<Error> {
        let _ = self.closing.set(Instant::now());
        self.changes = None;
        self.thread.take()?.join().ok()?
    }
}

impl Drop for StateWriter {
    fn drop(&mut self) {
        self.end();
    }
}

/// How a store is opened; another way in tests.
type OpenFn = fn(&Path, Duration) -> Result<StateStore, Error>;

/// The thread's own.
struct Keeping {
    path: PathBuf,
    archive: ArchiveId,
    open: OpenFn,
    store: Option<StateStore>,
    closing: Arc<OnceLock<Instant>>,
}

impl Keeping {
    /// Keeps what it is given; gives the error of the last changes, if they were not kept.
    fn serve(&mut self, received: &Receiver<Change>, deliver: &impl Fn(StateEvent)) -> Option<Error> {
        if let Err(error) = self.guarded(|keeping| keeping.begin(deliver)) {
            deliver(StateEvent::Failed(error));
        }
        let mut lost = None;
        while let Ok(first) = received.recv() {
            // All that waits at once: another program that holds the database is waited for once.
            let changes: Vec<Change> = std::iter::once(first).chain(received.try_iter()).collect();
            match self.guarded(|keeping| keeping.keep(&changes)) {
                Ok(()) => {}
                // What was lost stays lost, whatever is kept after it.
                Err(error) if self.closing.get().is_some() => lost = lost.or(Some(error)),
                Err(error) => deliver(StateEvent::Failed(error)),
            }
        }
        lost
    }

    /// Opens the store and says what is remembered. Where there is none yet, it is made when there is something to keep.
    fn begin(&mut self, deliver: &impl Fn(StateEvent)) -> Result<(), Error> {
        if matches!(self.path.try_exists(), Ok(false)) {
            deliver(StateEvent::Memory(Memory::default()));
            return Ok(());
        }
        match (self.open)(&self.path, PATIENCE) {
            Ok(store) => {
                let memory = store.memory(&self.archive);
                self.store = Some(store);
                memory.map(|memory| deliver(StateEvent::Memory(memory)))
            }
            Err(error) => {
                // What cannot be written may still be read.
                if let Some(memory) = StateStore::glance(&self.path, &self.archive) {
                    deliver(StateEvent::Memory(memory));
                }
                Err(error)
            }
        }
    }

    fn keep(&mut self, changes: &[Change]) -> Result<(), Error> {
        let patience = self.closing.get().map_or(PATIENCE, |since| PATIENCE.saturating_sub(since.elapsed()));
        let patience = patience.max(Duration::from_millis(100));
        let store = match &mut self.store {
            Some(store) => store,
            none => none.insert((self.open)(&self.path, patience)?),
        };
        store.keep(&self.archive, changes, patience)
    }

    /// Does something that may panic: the thread goes on, and the store is opened anew.
    fn guarded(&mut self, work: impl FnOnce(&mut Self) -> Result<(), Error>) -> Result<(), Error> {
        catch_unwind(AssertUnwindSafe(|| work(self))).unwrap_or_else(|panic| {
            self.store = None;
            let path = SafeText::line(&self.path.to_string_lossy());
            Err(Error::State { path, message: panic_message(panic.as_ref()) })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_was_given_is_kept_when_it_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.sqlite");
        let (sender, events) = mpsc::channel();
        let keeper =
            StateWriter::start(path.clone(), ArchiveId::default(), move |event| sender.send(event).unwrap()).unwrap();
        for n in 0..50 {
            keeper.keep(Change::Searched(SafeText::line(&n.to_string())));
        }
        drop(keeper);
        assert!(matches!(events.recv().unwrap(), StateEvent::Memory(memory) if memory.searches.is_empty()));
        assert!(events.recv().is_err(), "nothing failed");
        assert_eq!(
            StateStore::open(&path, PATIENCE).unwrap().memory(&ArchiveId::default()).unwrap().searches.len(),
            50
        );
    }

    #[test]
    fn nothing_is_made_before_there_is_something_to_keep() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kanbao").join("state.sqlite");
        let (sender, events) = mpsc::channel();
        let keeper =
            StateWriter::start(path.clone(), ArchiveId::default(), move |event| sender.send(event).unwrap()).unwrap();
        assert!(matches!(events.recv().unwrap(), StateEvent::Memory(memory) if memory == Memory::default()));
        drop(keeper);
        assert!(!path.exists());
    }

    #[test]
    fn a_store_that_cannot_be_opened_is_said_and_harms_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (sender, events) = mpsc::channel();
        // A folder stands where the file would be.
        let keeper = StateWriter::start(folder.path().to_owned(), ArchiveId::default(), move |event| {
            sender.send(event).unwrap()
        })
        .unwrap();
        assert!(matches!(events.recv().unwrap(), StateEvent::Failed(_)));
        keeper.keep(Change::Searched(SafeText::line("x")));
        assert!(matches!(events.recv().unwrap(), StateEvent::Failed(_)), "nor is the next change kept in silence");
        keeper.keep(Change::Searched(SafeText::line("y")));
    }

    #[test]
    fn what_another_program_keeps_us_from_keeping_is_said_at_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.sqlite");
        drop(StateStore::open(&path, PATIENCE).unwrap());
        let (sender, events) = mpsc::channel();
        let keeper =
            StateWriter::start(path.clone(), ArchiveId::default(), move |event| drop(sender.send(event))).unwrap();
        assert!(matches!(events.recv().unwrap(), StateEvent::Memory(_)));
        let other = rusqlite::Connection::open(&path).unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        for n in 0..4 {
            keeper.keep(Change::Searched(SafeText::line(&n.to_string())));
        }
        // All four are waited for together.
        let error = keeper.close().map(|error| error.to_string()).unwrap_or_default();
        assert!(error.contains("locked"), "{error}");
    }

    #[test]
    fn what_cannot_be_opened_is_opened_later() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.sqlite");
        std::fs::create_dir(&path).unwrap();
        let (sender, events) = mpsc::channel();
        let keeper =
            StateWriter::start(path.clone(), ArchiveId::default(), move |event| drop(sender.send(event))).unwrap();
        assert!(matches!(events.recv().unwrap(), StateEvent::Failed(_)));
        std::fs::remove_dir(&path).unwrap();
        keeper.keep(Change::Searched(SafeText::line("x")));
        assert!(keeper.close().is_none());
        assert_eq!(StateStore::open(&path, PATIENCE).unwrap().memory(&ArchiveId::default()).unwrap().searches.len(), 1);
    }

    #[test]
    fn a_panic_is_said_and_the_next_change_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("panics");
        let (sender, events) = mpsc::channel();
        std::fs::write(&path, "").unwrap();
        // It panics until something is in the file.
        let open = |path: &Path, patience| match std::fs::metadata(path).is_ok_and(|file| file.len() > 0) {
            true => StateStore::open(&path.with_extension("sqlite"), patience),
            false => panic!("on purpose"),
        };
        let writer =
            StateWriter::start_with(path.clone(), ArchiveId::default(), move |event| drop(sender.send(event)), open)
                .unwrap();
        let said = |event| matches!(event, StateEvent::Failed(error) if error.to_string().contains("on purpose"));
        assert!(said(events.recv().unwrap()));
        writer.keep(Change::Searched(SafeText::line("x")));
        assert!(said(events.recv().unwrap()));
        std::fs::write(&path, "x").unwrap();
        writer.keep(Change::Searched(SafeText::line("y")));
        assert!(writer.close().is_none());
        let memory =
            StateStore::open(&path.with_extension("sqlite"), PATIENCE).unwrap().memory(&ArchiveId::default()).unwrap();
        assert_eq!(memory.searches, [SafeText::line("y")]);
    }
}
