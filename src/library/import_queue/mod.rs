//! The *import queue*: importing in the background what a look has found.
//!
//! A few threads import what is found, and one does nothing but open what was asked for, so that opening
//! never waits for the scan. A request is always answered, even when the importer panics. An article that is being
//! imported to be listed while it is opened is imported once for both.

mod threads;

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};

use super::event::LibraryEvent;
use super::excerpts::Excerpts;
use super::files::{FileImport, FileIx, FileStage, FileState};
use super::import_state::ImportState;
use super::intake::{Intake, StoredAnswer, stored};
use super::origins::entry;
use super::scan;
use super::worker::guarded;
use crate::model::{Article, Entry, EntryId, Failure, Origin};

/// What is to be imported, and the threads' common ground.
pub(super) struct ImportQueue {
    /// For the threads that are started.
    own: Weak<Self>,
    intake: Intake,
    queue: Mutex<ImportState>,
    /// There is something to do, or nothing more.
    wake: Condvar,
    stopped: AtomicBool,
    excerpts: Excerpts,
}

type QueueGuard<'q> = MutexGuard<'q, ImportState>;

impl ImportQueue {
    /// An empty queue without threads.
    pub fn new(intake: Intake) -> Arc<Self> {
        Arc::new_cyclic(|own| Self {
            own: Weak::clone(own),
            intake,
            queue: Mutex::default(),
            wake: Condvar::new(),
            stopped: AtomicBool::new(false),
            excerpts: Excerpts::default(),
        })
    }

    /// Where what is imported goes.
    pub fn intake(&self) -> &Intake {
        &self.intake
    }

    /// The ends of long articles.
    pub fn excerpts(&self) -> &Excerpts {
        &self.excerpts
    }

    /// A poisoned lock means that a worker died, which is said otherwise; what it guards is always whole.
    fn queue(&self) -> QueueGuard<'_> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The threads end as soon as they can.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
        // The lock is taken so that no thread is between looking at `stopped` and waiting.
        drop(self.queue());
        self.wake.notify_all();
    }

    /// Whether the threads are to end.
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed) || self.intake.outlet.is_closed()
    }

    /// Whether to go on.
    pub fn flow(&self) -> ControlFlow<()> {
        if self.is_stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// See [`Library::open`](super::Library::open).
    pub fn open(&self, id: EntryId) {
        let mut queue = self.queue();
        queue.wanted = None;
        if queue.importing.contains(&id) {
            self.wait_for(&mut queue, id);
        } else {
            queue.wanted = Some(id);
            if queue.idle == 0 {
                self.start_opener(&mut queue);
            }
        }
        drop(queue);
        self.wake.notify_all();
    }

    /// See [`Library::add`](super::Library::add).
    pub fn add(&self, origin: Arc<Origin>, article: Result<Article, Failure>) -> EntryId {
        let id = self.take_further(origin, article);
        self.intake.outbox.deliver_all();
        id
    }

    /// A look at the archive begins: there may be more.
    pub fn begin_look(&self) {
        let mut queue = self.queue();
        (queue.scanned, queue.told_done) = (false, false);
        drop(queue);
        self.wake.notify_all();
    }

    /// All there is has been found.
    pub fn end_look(&self) {
        self.queue().scanned = true;
        self.wake.notify_all();
    }

    /// Lists files that are known from the catalogue. Their entries are holdings already.
    pub fn know(&self, files: Vec<FileState>, entries: Vec<(EntryId, Entry)>) {
        let mut queue = self.queue();
        let all = self.intake.holdings.len();
        (queue.known, queue.next, queue.done) = (all, all, all);
        drop(queue);
        self.intake.know(files, entries);
    }

    /// A file was found that is not known, at this place of the scan.
    pub fn found(&self, origin: Origin, place: u64) {
        let mut queue = self.queue();
        let origin = Arc::new(origin);
        let file = self.intake.files.add(&origin);
        let id = self.intake.holdings.add(origin);
        queue.places.insert(id, (file, place));
        if id.0 > 0 {
            self.start_all(&mut queue);
        }
        drop(queue);
        // All: the opener waits for the same sign and has no use for it.
        self.wake.notify_all();
    }

    /// Something was found that cannot be looked into.
    pub fn found_failed(&self, origin: Origin, failure: &Failure) {
        let origin = Arc::new(origin);
        let at = self.intake.files.add(&origin);
        let mut file = FileImport::begin(&origin, None, None);
        let id = self.take_further(Arc::clone(&origin), Err(failure.clone()));
        file.add(&origin, Err(failure), Some(id));
        self.intake.files.put(at, file.finish());
    }

    /// A known file has changed; it stands at this place of the scan, if that is of interest.
    pub fn changed(&self, file: FileIx, place: Option<u64>) {
        let mut queue = self.queue();
        queue.changed.push_back((file, place));
        queue.unchanged += 1;
        if queue.unchanged > 1 {
            self.start_all(&mut queue);
        }
        drop(queue);
        self.wake.notify_all();
    }

    /// The next entry that has not been begun with.
    fn next(&self, queue: &mut ImportState) -> Option<EntryId> {
        let all = self.intake.holdings.len();
        while queue.next < all {
            let id = EntryId(queue.next);
            queue.next += 1;
            if queue.begin(id) {
                return Some(id);
            }
        }
        None
    }

    /// Opens an article from memory, or by importing it.
    fn answer<'q>(&'q self, mut queue: QueueGuard<'q>, id: EntryId) -> QueueGuard<'q> {
        if queue.importing.contains(&id) {
            self.wait_for(&mut queue, id);
            return queue;
        }
        drop(queue);
        if let Some(answer) = self.intake.holdings.open(id) {
            self.intake.outlet.send(LibraryEvent::Opened { id, answer });
            return self.queue();
        }
        queue = self.queue();
        // Meanwhile another thread may have begun with it.
        self.wait_for(&mut queue, id);
        if queue.importing.contains(&id) {
            return queue;
        }
        let new = queue.begin(id);
        self.load(queue, id, new)
    }

    /// Somebody waits for an article: until it is there, its ends are shown.
    fn wait_for(&self, queue: &mut ImportState, id: EntryId) {
        queue.awaited.insert(id);
        self.show_excerpt(queue, id);
    }

    fn show_excerpt(&self, queue: &ImportState, id: EntryId) {
        if let Some(event) = self.excerpts.shown(id).filter(|_| queue.awaited.contains(&id)) {
            self.intake.outlet.send(event);
        }
    }

    /// Imports the origin of an entry, answers what waits for it, and, if the entry is `new`, lists all that is in it.
    fn load<'q>(&'q self, mut queue: QueueGuard<'q>, id: EntryId, new: bool) -> QueueGuard<'q> {
        let Some(origin) = self.intake.holdings.origin(id) else { return queue };
        queue.importing.insert(id);
        let (at, place) = queue.places.remove(&id).unzip();
        drop(queue);
        let keeper = self.intake.keeper().filter(|_| new);
        let mut file = FileImport::begin(&origin, place, keeper.as_deref());
        if let Some(made) = self.excerpts.read(id, &origin) {
            let queue = self.queue();
            if new {
                self.intake.outlet.send(LibraryEvent::Entries(vec![(id, made)]));
            }
            self.show_excerpt(&queue, id);
        }
        let mut given = 0;
        let mut other = None;
        let end = guarded(|| {
            let _ = self.intake.holdings.import(&origin, &mut |part, answer| {
                if let Err(failure @ Failure::OtherFile { kind }) = &answer
                    && new
                    && !self.intake.is_named(&part)
                {
                    self.intake.outbox.put_other_file(kind);
                    file.add(&part, Err(failure), None);
                    other = answer.err();
                    return self.flow();
                }
                given += 1;
                let answer = stored(answer);
                let own = match given {
                    1 => {
                        self.take(id, Arc::clone(&part), &answer, new);
                        id
                    }
                    // Listed already: only the first was asked for.
                    _ if !new => return ControlFlow::Break(()),
                    _ => self.take_stored(Arc::clone(&part), &answer),
                };
                if new {
                    file.add(&part, answer.as_deref(), Some(own));
                }
                self.flow()
            });
            Ok(())
        });
        match end {
            Err(failure) => {
                file.add(&origin, Err(&failure), (given == 0).then_some(id));
                match given {
                    0 => self.take(id, Arc::clone(&origin), &Err(failure), new),
                    _ if new => _ = self.take_further(Arc::clone(&origin), Err(failure)),
                    _ => {}
                }
            }
            Ok(()) if given == 0 => match other {
                Some(failure) => self.pass(id, Arc::clone(&origin), failure),
                None => {
                    file.add(&origin, Err(&Failure::NoArticle), Some(id));
                    self.take(id, Arc::clone(&origin), &Err(Failure::NoArticle), new);
                }
            },
            Ok(()) => {}
        }
        if let Some(at) = at.filter(|_| new && !self.is_stopped()) {
            self.intake.files.put(at, file.finish());
        }
        drop(keeper);
        let mut queue = self.queue();
        // Counted when all of it is in the outbox: the thread that counts the last one says that all is done.
        queue.done += usize::from(new);
        queue
    }

    /// Imports a file again that has changed: its articles take the places of those that were from it.
    fn load_changed<'q>(&'q self, queue: QueueGuard<'q>, at: FileIx, place: Option<u64>) -> QueueGuard<'q> {
        drop(queue);
        if let Some(before) = self.intake.files.get(at).filter(|file| file.stage == FileStage::Imported) {
            let keeper = self.intake.keeper();
            let mut file = FileImport::begin(&before.origin, place, keeper.as_deref());
            let mut left = before.entries.iter().copied();
            let other = scan::other_file(&before.origin).filter(|_| !self.intake.is_named(&before.origin));
            let end = guarded(|| {
                if let Some(other) = other {
                    file.add(&before.origin, Err(&other.failure()), None);
                    return Ok(());
                }
                let _ = self.intake.holdings.import(&before.origin, &mut |part, answer| {
                    if let Err(failure @ Failure::OtherFile { .. }) = &answer
                        && !self.intake.is_named(&part)
                    {
                        file.add(&part, Err(failure), None);
                        return self.flow();
                    }
                    let answer = stored(answer);
                    let id = match left.next() {
                        Some(id) => self.intake.take_again(id, Arc::clone(&part), &answer),
                        None => self.take_stored(Arc::clone(&part), &answer),
                    };
                    file.add(&part, answer.as_deref(), Some(id));
                    self.flow()
                });
                Ok(())
            });
            if let Err(failure) = end {
                let id = left.next();
                file.add(&before.origin, Err(&failure), id);
                id.map(|id| self.intake.take_again(id, Arc::clone(&before.origin), &Err(failure)));
            }
            if !self.is_stopped() {
                self.intake.depart(left.collect());
                self.intake.files.put(at, file.finish());
            }
        }
        let mut queue = self.queue();
        queue.unchanged -= 1;
        queue
    }

    /// Takes that an origin holds nothing but files of another kind: it is no entry. Nobody can have asked for it.
    fn pass(&self, id: EntryId, origin: Arc<Origin>, failure: Failure) {
        let mut queue = self.queue();
        queue.importing.remove(&id);
        self.excerpts.remove(id);
        let awaited = queue.awaited.remove(&id);
        let answer = Err(failure);
        self.intake.holdings.take(id, origin, None, &answer, awaited);
        drop(queue);
        if awaited {
            self.intake.outlet.send(LibraryEvent::Opened { id, answer });
        }
    }

    /// Takes the first article of an origin: it has the entry's own number.
    fn take(&self, id: EntryId, origin: Arc<Origin>, answer: &StoredAnswer, new: bool) {
        let made = entry(Arc::clone(&origin), answer);
        let mut queue = self.queue();
        queue.importing.remove(&id);
        self.excerpts.remove(id);
        let awaited = queue.awaited.remove(&id);
        // Under the queue's lock: the next request to open finds it either being imported or here.
        self.intake.holdings.take(id, origin, Some(made.packed.clone()), answer, awaited);
        drop(queue);
        if new {
            self.intake.outbox.put(id, made, self.intake.holdings.len());
        }
        if awaited {
            self.intake.outlet.send(LibraryEvent::Opened { id, answer: answer.clone() });
        }
        if let (Ok(stored), true) = (answer, new) {
            self.intake.arrive(id, stored);
        }
    }

    /// Takes an article that no thread has to import.
    fn take_further(&self, origin: Arc<Origin>, answer: Result<Article, Failure>) -> EntryId {
        self.take_stored(origin, &stored(answer))
    }

    /// Takes a further article of an origin: it gets a number of its own.
    fn take_stored(&self, origin: Arc<Origin>, answer: &StoredAnswer) -> EntryId {
        let made = entry(Arc::clone(&origin), answer);
        let mut queue = self.queue();
        let id = self.intake.holdings.add(Arc::clone(&origin));
        queue.begin(id);
        // While the one importer is at a file of many articles, one of them may be opened, and all be listed in time.
        if queue.importers > 0 {
            self.start_opener(&mut queue);
        }
        self.intake.holdings.take(id, origin, Some(made.packed.clone()), answer, false);
        drop(queue);
        self.intake.outbox.put(id, made, self.intake.holdings.len());
        if let Ok(stored) = answer {
            self.intake.arrive(id, stored);
        }
        self.queue().done += 1;
        id
    }

    /// Says that everything is done, once.
    fn finish<'q>(&'q self, mut queue: QueueGuard<'q>) -> QueueGuard<'q> {
        if !queue.scanned || queue.told_done || queue.done < self.intake.holdings.len() || queue.unchanged > 0 {
            return queue;
        }
        queue.told_done = true;
        drop(queue);
        self.intake.outbox.deliver_all();
        self.intake.outlet.send(LibraryEvent::Done);
        self.intake.close_keeper();
        self.queue()
    }
}
