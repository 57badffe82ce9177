//! The *state writer*: the one thread that has the store, so that the screen never waits for a disk.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::fault::{Fault, FaultKind};
use super::rescue::{Rescue, rescue};
use super::store::{PATIENCE, StateStore};
use super::waiting::WaitingChanges;
use crate::error::{Error, panic_message};
use crate::model::{ArchiveId, Change, Memory, SafeText, TraceRows};

/// What could not be kept is tried again after so long, and not before.
const AGAIN: Duration = Duration::from_secs(3);

/// What the writer has to tell.
#[derive(Debug)]
pub enum StateEvent {
    /// What is remembered; the first thing it says, whatever can be read. Of the traces only the first that are wanted.
    Memory(Box<Memory>),
    /// All traces; the second.
    Traces(TraceRows),
    /// The database was damaged: it lies elsewhere now, and so many rows of it were saved.
    SetAside(SafeText, usize),
    /// A later version made the database: nothing is kept.
    Newer,
    /// Something cannot be kept. That is tried again, and not said again before something was kept.
    Failed(Error),
}

/// The writer. Dropping it waits until everything it was given is kept, or for as long as it has patience with another
/// program that holds the database, once.
pub struct StateWriter {
    changes: Option<Sender<Change>>,
    under_way: Arc<UnderWay>,
    /// When it was asked to come to an end.
    closing: Arc<OnceLock<Instant>>,
    thread: Option<JoinHandle<Option<Error>>>,
}

/// Whether a change is on its way to the disk. The next one waits for it, but not for long: so whatever happens, no more
/// than the last is lost of what was seen on the screen, and no key is held by a disk that does not answer.
#[derive(Debug, Default)]
struct UnderWay {
    is: Mutex<bool>,
    over: Condvar,
}

/// So long a change waits for the one before.
const HELD: Duration = Duration::from_millis(50);

impl UnderWay {
    fn begin(&self) {
        let is = self.is.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut is, _) = self.over.wait_timeout_while(is, HELD, |is| *is).unwrap_or_else(PoisonError::into_inner);
        *is = true;
    }

    fn end(&self) {
        *self.is.lock().unwrap_or_else(PoisonError::into_inner) = false;
        self.over.notify_all();
    }
}

impl StateWriter {
    /// Opens the store in the background, for the archive that is open; the traces on `files` are wanted first. Every
    /// event goes to `deliver`.
    ///
    /// # Errors
    /// When there can be no thread.
    pub fn start(
        path: PathBuf,
        archive: ArchiveId,
        files: Vec<u64>,
        deliver: impl Fn(StateEvent) + Send + 'static,
    ) -> std::io::Result<Self> {
        Self::start_with(path, archive, files, deliver, StateStore::begin)
    }

    fn start_with(
        path: PathBuf,
        archive: ArchiveId,
        files: Vec<u64>,
        deliver: impl Fn(StateEvent) + Send + 'static,
        open: OpenFn,
    ) -> std::io::Result<Self> {
        let (changes, received) = mpsc::channel::<Change>();
        let closing = Arc::new(OnceLock::new());
        let mut keeping = Keeping {
            path,
            archive,
            files,
            open,
            store: None,
            closing: Arc::clone(&closing),
            deliver: Box::new(deliver),
            waiting: WaitingChanges::default(),
            failed: None,
            told: (false, false),
            under_way: Arc::default(),
        };
        let under_way = Arc::clone(&keeping.under_way);
        let work = move || keeping.serve(&received);
        let thread = std::thread::Builder::new().name(String::from("kanbao state")).spawn(work)?;
        Ok(Self { changes: Some(changes), under_way, closing, thread: Some(thread) })
    }

    /// Gives it a change to keep.
    pub fn keep(&self, change: Change) {
        if let Some(changes) = &self.changes {
            self.under_way.begin();
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
type OpenFn = fn(&Path, Duration) -> Result<StateStore, Fault>;

/// The thread's own.
struct Keeping {
    path: PathBuf,
    archive: ArchiveId,
    files: Vec<u64>,
    open: OpenFn,
    store: Option<StateStore>,
    closing: Arc<OnceLock<Instant>>,
    deliver: Box<dyn Fn(StateEvent) + Send>,
    waiting: WaitingChanges,
    /// When keeping failed the last time, if it did; that has been said.
    failed: Option<Instant>,
    /// Whether the memory and the traces have been said.
    told: (bool, bool),
    under_way: Arc<UnderWay>,
}

impl Keeping {
    /// Keeps what it is given; gives the error of what could not be kept in the end.
    fn serve(&mut self, received: &Receiver<Change>) -> Option<Error> {
        if let Err(fault) = self.guarded(Self::begin) {
            // What cannot be written may still be read; whatever happens, it is answered.
            let glanced = StateStore::glance(&self.path);
            let memory = glanced.as_ref().and_then(|store| store.memory(&self.archive, &self.files).ok());
            self.tell_memory(memory.unwrap_or_default());
            self.tell_traces(glanced.and_then(|store| store.traces().ok()).unwrap_or_default());
            self.say(fault);
        }
        loop {
            // All that waits at once: another program that holds the database is waited for once.
            let first = match self.wait() {
                None => received.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(left) => received.recv_timeout(left),
            };
            match first {
                Ok(first) => {
                    std::iter::once(first).chain(received.try_iter()).for_each(|change| self.waiting.add(change));
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            // What fails costs a look at the disk: it is not tried again for every key.
            if self.closing.get().is_some() || self.wait().is_none_or(|left| left.is_zero()) {
                self.try_to_keep();
            }
            self.under_way.end();
        }
        if self.waiting.is_empty() {
            return None;
        }
        self.guarded(Self::keep).err().map(|fault| fault.error)
    }

    /// How long it is until what could not be kept is tried again.
    fn wait(&self) -> Option<Duration> {
        let failed = self.failed.filter(|_| !self.waiting.is_empty())?;
        Some(AGAIN.saturating_sub(failed.elapsed()))
    }

    fn try_to_keep(&mut self) {
        match self.guarded(Self::keep) {
            Ok(()) => self.failed = None,
            Err(fault) => self.say(fault),
        }
    }

    /// Says what happened, once.
    fn say(&mut self, fault: Fault) {
        if self.failed.replace(Instant::now()).is_none() {
            (self.deliver)(match fault.kind {
                FaultKind::Newer => StateEvent::Newer,
                FaultKind::Damaged | FaultKind::Failed => StateEvent::Failed(fault.error),
            });
        }
    }

    /// Opens the store and says what is remembered. Where there is none yet, it is made when there is something to keep.
    fn begin(&mut self) -> Result<(), Fault> {
        if matches!(self.path.try_exists(), Ok(false)) {
            self.tell_memory(Memory::default());
            self.tell_traces(TraceRows::default());
            return Ok(());
        }
        match self.read() {
            Err(Fault { kind: FaultKind::Damaged, .. }) => self.set_aside(PATIENCE).and_then(|()| self.read()),
            read => read,
        }
    }

    /// Says what the store remembers.
    fn read(&mut self) -> Result<(), Fault> {
        self.opened(PATIENCE)?;
        let Some(store) = &self.store else { return Ok(()) };
        let memory = store.remember(&self.archive, &self.files)?;
        self.tell_memory(memory);
        let Some(store) = &self.store else { return Ok(()) };
        let traces = store.all_traces()?;
        self.tell_traces(traces);
        Ok(())
    }

    fn tell_memory(&mut self, memory: Memory) {
        if !std::mem::replace(&mut self.told.0, true) {
            (self.deliver)(StateEvent::Memory(Box::new(memory)));
        }
    }

    fn tell_traces(&mut self, traces: TraceRows) {
        if !std::mem::replace(&mut self.told.1, true) {
            (self.deliver)(StateEvent::Traces(traces));
        }
    }

    /// Opens the store, if it is not open on the file that lies there now.
    fn opened(&mut self, patience: Duration) -> Result<(), Fault> {
        if self.store.as_ref().is_none_or(|store| !store.is_at(&self.path)) {
            self.store = None;
            self.store = Some((self.open)(&self.path, patience)?);
        }
        Ok(())
    }

    /// Sets the damaged database aside.
    fn set_aside(&mut self, patience: Duration) -> Result<(), Fault> {
        self.store = None;
        let Rescue { store, aside } = rescue(&self.path, patience)?;
        self.store = Some(store);
        if let Some((to, saved)) = aside {
            (self.deliver)(StateEvent::SetAside(to, saved));
        }
        Ok(())
    }

    fn keep(&mut self) -> Result<(), Fault> {
        let patience = self.closing.get().map_or(PATIENCE, |since| PATIENCE.saturating_sub(since.elapsed()));
        let patience = patience.max(Duration::from_millis(100));
        self.waiting.thin_out();
        match self.put(patience) {
            Err(Fault { kind: FaultKind::Damaged, .. }) => {
                self.set_aside(patience)?;
                self.put(patience)
            }
            kept => kept,
        }
    }

    fn put(&mut self, patience: Duration) -> Result<(), Fault> {
        self.opened(patience)?;
        if let Some(store) = &mut self.store {
            store.put(&self.archive, self.waiting.all(), patience)?;
        }
        self.waiting.clear();
        Ok(())
    }

    /// Does something that may panic: the thread goes on, and the store is opened anew.
    fn guarded(&mut self, work: impl FnOnce(&mut Self) -> Result<(), Fault>) -> Result<(), Fault> {
        catch_unwind(AssertUnwindSafe(|| work(self))).unwrap_or_else(|panic| {
            self.store = None;
            let path = SafeText::line(&self.path.to_string_lossy());
            let error = Error::State { path, message: panic_message(panic.as_ref()) };
            Err(Fault { kind: FaultKind::Failed, error })
        })
    }
}

#[cfg(test)]
mod tests;
