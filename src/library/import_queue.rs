//! The *import queue*: finding and importing in the background.
//!
//! One thread scans, a few import what it finds, and one does nothing but open what was asked for, so that opening
//! never waits for the scan. A request is always answered, even when the importer panics. An article that is being
//! imported to be listed while it is opened is imported once for both.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};

use super::event::LibraryEvent;
use super::holdings::Holdings;
use super::importer::Excerpt;
use super::origins::{ExcerptFn, Origins, entry};
use super::outbox::{Outbox, PAUSE};
use super::standing::StandingRequests;
use super::worker::{Outlet, guarded, spawn};
use crate::error::Error;
use crate::model::{Article, Entry, EntryId, Failure, Origin};
use crate::search::StoredArticle;

/// What is to be imported, and the threads' common ground.
pub(super) struct ImportQueue {
    holdings: Arc<Holdings>,
    standing: Arc<StandingRequests>,
    outbox: Arc<Outbox>,
    outlet: Arc<Outlet>,
    queue: Mutex<Queue>,
    /// There is something to do, or nothing more.
    wake: Condvar,
    stopped: AtomicBool,
    /// The files that the user named one by one: such a one is an entry whatever it is.
    named: OnceLock<HashSet<Origin>>,
    excerpt: OnceLock<Box<ExcerptFn>>,
}

#[derive(Default)]
struct Queue {
    /// The next entry that may not have been begun with.
    next: usize,
    /// Entries that are being imported or have been.
    begun: FxHashSet<EntryId>,
    /// How many have been imported.
    done: usize,
    scanned: bool,
    told_done: bool,
    /// The entry that was asked for last, if no thread has begun with it.
    wanted: Option<EntryId>,
    /// Whether the opener waits. Then it opens, and not an importer: the allocator gives it again what it freed of the
    /// article before, where each thread has a heap of its own.
    is_opener_free: bool,
    /// Entries whose article is being imported, and of those the ones that were asked for.
    importing: FxHashSet<EntryId>,
    awaited: FxHashSet<EntryId>,
    /// The ends of long articles that are being imported.
    excerpts: FxHashMap<EntryId, Excerpt<Arc<StoredArticle>>>,
}

type QueueGuard<'q> = MutexGuard<'q, Queue>;

impl ImportQueue {
    /// An empty queue without threads.
    pub fn new(
        holdings: &Arc<Holdings>,
        standing: &Arc<StandingRequests>,
        outbox: &Arc<Outbox>,
        outlet: &Arc<Outlet>,
    ) -> Self {
        Self {
            holdings: Arc::clone(holdings),
            standing: Arc::clone(standing),
            outbox: Arc::clone(outbox),
            outlet: Arc::clone(outlet),
            queue: Mutex::default(),
            wake: Condvar::new(),
            stopped: AtomicBool::new(false),
            named: OnceLock::new(),
            excerpt: OnceLock::new(),
        }
    }

    /// Says what reads the two ends of long articles.
    pub fn excerpt_with(&self, excerpt: Box<ExcerptFn>) {
        self.excerpt.get_or_init(|| excerpt);
    }

    /// Starts the threads.
    pub fn start(queue: &Arc<Self>, origins: Origins) {
        queue.spawn("scan", move |queue| queue.scan(&origins));
        queue.spawn("open", Self::serve);
        let cores = std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 4);
        (0..cores).for_each(|_| queue.spawn("import", Self::import));
    }

    /// Starts the thread that opens, and no other.
    pub fn start_without_origins(queue: &Arc<Self>) {
        let mut state = queue.queue();
        (state.scanned, state.told_done) = (true, true);
        drop(state);
        queue.spawn("open", Self::serve);
    }

    fn spawn(self: &Arc<Self>, worker: &'static str, work: impl FnOnce(&Self) + Send + 'static) {
        let own = Arc::clone(self);
        spawn(worker, &self.outlet, move || work(&own));
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

    fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed) || self.outlet.is_closed()
    }

    fn flow(&self) -> ControlFlow<()> {
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
        }
        drop(queue);
        self.wake.notify_all();
    }

    /// See [`Library::add`](super::Library::add).
    pub fn add(&self, origin: Arc<Origin>, article: Result<Article, Failure>) -> EntryId {
        let id = self.take_further(origin, article);
        self.outbox.deliver_all();
        id
    }

    fn scan(&self, origins: &Origins) {
        // Before anything is found, and so before anything is imported.
        self.named.get_or_init(|| origins.named());
        origins.scan(&mut |found| {
            self.found(found);
            self.flow()
        });
        self.queue().scanned = true;
        self.wake.notify_all();
    }

    fn found(&self, found: Result<Origin, (Origin, Error)>) {
        match found {
            Ok(origin) => {
                let queue = self.queue();
                self.holdings.add(Arc::new(origin));
                drop(queue);
                // All: the opener waits for the same sign and has no use for it.
                self.wake.notify_all();
            }
            Err((_, Error::OtherFile { kind, .. })) => self.outbox.put_other_file(&kind),
            Err((origin, error)) => _ = self.take_further(Arc::new(origin), Err(error.failure())),
        }
    }

    /// An importer: first what was asked for and the opener cannot get at, then what the scan found.
    fn import(&self) {
        let mut queue = self.queue();
        while !self.is_stopped() {
            let wanted = if queue.is_opener_free { None } else { queue.wanted.take() };
            if let Some(id) = wanted {
                queue = self.answer(queue, id);
            } else if let Some(id) = self.next(&mut queue) {
                queue = self.load(queue, id, true);
            } else {
                queue = self.finish(queue);
                queue = self.wake.wait(queue).unwrap_or_else(PoisonError::into_inner);
            }
        }
    }

    /// The opener: only what was asked for. As long as more entries may come it also delivers what is due.
    fn serve(&self) {
        let mut queue = self.queue();
        while !self.is_stopped() {
            if let Some(id) = queue.wanted.take() {
                queue.is_opener_free = false;
                queue = self.answer(queue, id);
                continue;
            }
            queue.is_opener_free = true;
            if queue.told_done {
                queue = self.wake.wait(queue).unwrap_or_else(PoisonError::into_inner);
            } else {
                drop(self.wake.wait_timeout(queue, PAUSE).unwrap_or_else(PoisonError::into_inner));
                self.outbox.deliver_due();
                queue = self.queue();
            }
        }
    }

    /// The next entry that has not been begun with.
    fn next(&self, queue: &mut Queue) -> Option<EntryId> {
        let all = self.holdings.len();
        while queue.next < all {
            let id = EntryId(queue.next);
            queue.next += 1;
            if queue.begun.insert(id) {
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
        if let Some(answer) = self.holdings.open(id) {
            self.outlet.send(LibraryEvent::Opened { id, answer });
            return self.queue();
        }
        queue = self.queue();
        // Meanwhile another thread may have begun with it.
        self.wait_for(&mut queue, id);
        if queue.importing.contains(&id) {
            return queue;
        }
        let new = queue.begun.insert(id);
        self.load(queue, id, new)
    }

    /// Somebody waits for an article: until it is there, its ends are shown.
    fn wait_for(&self, queue: &mut Queue, id: EntryId) {
        queue.awaited.insert(id);
        self.show_excerpt(queue, id);
    }

    fn show_excerpt(&self, queue: &Queue, id: EntryId) {
        if let Some(Excerpt { article, seam, .. }) = queue.excerpts.get(&id).filter(|_| queue.awaited.contains(&id)) {
            self.outlet.send(LibraryEvent::Excerpt { id, article: Arc::clone(article), seam: *seam });
        }
    }

    /// Makes the ends of a long article known before all of it is imported, and its entry if it is `new`.
    fn excerpt(&self, id: EntryId, origin: &Arc<Origin>, new: bool) {
        let Some(excerpt) = self.excerpt.get() else { return };
        let Ok(excerpt) = guarded(|| excerpt(origin).ok_or(Failure::NoArticle)) else { return };
        let Excerpt { article, seam, times } = excerpt;
        let article = Arc::new(article);
        let made = entry(Arc::clone(origin), &Ok(Arc::clone(&article)));
        let article = Arc::new(StoredArticle::new(article));
        let mut queue = self.queue();
        if new {
            let length = (made.length as f64 * times) as usize;
            self.outlet.send(LibraryEvent::Entries(vec![(id, Entry { length, ..made })]));
        }
        queue.excerpts.insert(id, Excerpt { article, seam, times });
        self.show_excerpt(&queue, id);
    }

    /// Imports the origin of an entry, answers what waits for it, and, if the entry is `new`, lists all that is in it.
    fn load<'q>(&'q self, mut queue: QueueGuard<'q>, id: EntryId, new: bool) -> QueueGuard<'q> {
        let Some(origin) = self.holdings.origin(id) else { return queue };
        queue.importing.insert(id);
        drop(queue);
        self.excerpt(id, &origin, new);
        let mut given = 0;
        let mut other = None;
        let end = guarded(|| {
            let _ = self.holdings.import(&origin, &mut |part, answer| {
                if let Err(Failure::OtherFile { kind }) = &answer
                    && new
                    && !self.is_named(&part)
                {
                    self.outbox.put_other_file(kind);
                    other = answer.err();
                    return self.flow();
                }
                given += 1;
                match given {
                    1 => self.take(id, part, answer, new),
                    // Listed already: only the first was asked for.
                    _ if !new => return ControlFlow::Break(()),
                    _ => _ = self.take_further(part, answer),
                }
                self.flow()
            });
            Ok(())
        });
        match end {
            Err(failure) if given == 0 => self.take(id, origin, Err(failure), new),
            Err(failure) if new => _ = self.take_further(origin, Err(failure)),
            Ok(()) if given == 0 => match other {
                Some(failure) => self.pass(id, origin, failure),
                None => self.take(id, origin, Err(Failure::NoArticle), new),
            },
            _ => {}
        }
        let mut queue = self.queue();
        // Counted when all of it is in the outbox: the thread that counts the last one says that all is done.
        queue.done += usize::from(new);
        queue
    }

    fn is_named(&self, origin: &Origin) -> bool {
        self.named.get().is_some_and(|named| named.contains(origin))
    }

    /// Takes that an origin holds nothing but files of another kind: it is no entry. Nobody can have asked for it.
    fn pass(&self, id: EntryId, origin: Arc<Origin>, failure: Failure) {
        let mut queue = self.queue();
        queue.importing.remove(&id);
        queue.excerpts.remove(&id);
        let awaited = queue.awaited.remove(&id);
        let answer = Err(failure);
        self.holdings.take(id, origin, &answer, awaited);
        drop(queue);
        if awaited {
            self.outlet.send(LibraryEvent::Opened { id, answer });
        }
    }

    /// Takes the first article of an origin: it has the entry's own number.
    fn take(&self, id: EntryId, origin: Arc<Origin>, answer: Result<Article, Failure>, new: bool) {
        let answer = answer.map(Arc::new);
        let made = new.then(|| entry(Arc::clone(&origin), &answer));
        let answer = answer.map(|article| Arc::new(StoredArticle::new(article)));
        let mut queue = self.queue();
        queue.importing.remove(&id);
        queue.excerpts.remove(&id);
        let awaited = queue.awaited.remove(&id);
        // Under the queue's lock: the next request to open finds it either being imported or here.
        self.holdings.take(id, origin, &answer, awaited);
        drop(queue);
        if let Some(made) = made {
            self.outbox.put(id, made, self.holdings.len());
        }
        if awaited {
            self.outlet.send(LibraryEvent::Opened { id, answer: answer.clone() });
        }
        if let (Ok(stored), true) = (&answer, new) {
            self.arrive(id, stored);
        }
    }

    /// Takes a further article of an origin, or one that no thread has to import: it gets a number of its own.
    fn take_further(&self, origin: Arc<Origin>, answer: Result<Article, Failure>) -> EntryId {
        let answer = answer.map(Arc::new);
        let made = entry(Arc::clone(&origin), &answer);
        let answer = answer.map(|article| Arc::new(StoredArticle::new(article)));
        let mut queue = self.queue();
        let id = self.holdings.add(Arc::clone(&origin));
        queue.begun.insert(id);
        self.holdings.take(id, origin, &answer, false);
        drop(queue);
        self.outbox.put(id, made, self.holdings.len());
        if let Ok(stored) = &answer {
            self.arrive(id, stored);
        }
        self.queue().done += 1;
        id
    }

    /// Asks a new article what stands.
    fn arrive(&self, id: EntryId, stored: &StoredArticle) {
        let answers = self.standing.arrive(id).ask(id, stored, &self.outlet);
        self.outbox.put_answers(answers);
    }

    /// Says that everything is done, once.
    fn finish<'q>(&'q self, mut queue: QueueGuard<'q>) -> QueueGuard<'q> {
        if !queue.scanned || queue.told_done || queue.done < self.holdings.len() {
            return queue;
        }
        queue.told_done = true;
        drop(queue);
        self.outbox.deliver_all();
        self.outlet.send(LibraryEvent::Done);
        self.queue()
    }
}
