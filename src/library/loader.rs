//! The *loader*: scanning and reading in the background.
//!
//! One thread scans, a few read what it finds, and one does nothing but open articles the reader asked for, so that
//! opening never waits for the scan. Whoever is asked always answers, even when the parser panics. Nothing is read
//! twice: what the catalogue was made from is kept in a bounded cache, and an article that is being read while it is
//! asked for is read once for both.

use std::collections::{HashMap, HashSet, VecDeque};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::importer::{ArticleSink, Importer, entry, failed_entry, failed_with};
use super::scan;
use crate::error::Error;
use crate::model::{Article, Entry, EntryId, Failure, Origin, SafeText};
use crate::source::samples;

/// What the loader has to tell.
#[derive(Debug)]
pub enum Event {
    /// Entries of the catalogue, in the order they were read; their ids tell their place.
    Entries(Vec<(EntryId, Entry)>),
    /// An article of the catalogue, when it is read for the first time: for whoever looks through all of them.
    Read(EntryId, Arc<Article>),
    /// An article that was asked for, or why there is none.
    Article(EntryId, Result<Arc<Article>, Failure>),
    /// How far it is.
    Progress {
        /// Files found so far.
        found: usize,
        /// Files read so far.
        read: usize,
    },
    /// Everything that was found has been read. Articles can still be asked for.
    Done,
    /// A thread of the loader died; what it says.
    Died(SafeText),
}

/// What is loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origins {
    /// Files and folders, as the user named them; `-` is standard input.
    Paths(Vec<PathBuf>),
    /// The samples inside the binary.
    Samples,
}

/// The loader. Dropping it stops its threads as soon as they can.
pub struct Loader {
    shared: Arc<Shared>,
}

/// How many bytes of articles are kept for being opened.
const CACHE: usize = 64 << 20;
/// The least time between two batches of entries.
const PAUSE: Duration = Duration::from_millis(50);
/// The most entries of one batch.
const BATCH: usize = 256;

/// What reads an origin and gives what it finds there; another one in tests.
type Read = dyn Fn(&Arc<Origin>, &mut ArticleSink<'_>) -> ControlFlow<()> + Send + Sync;

struct Shared {
    state: Mutex<State>,
    /// Something to do, or nothing more.
    wake: Condvar,
    stopped: AtomicBool,
    deliver: Box<dyn Fn(Event) -> bool + Send + Sync>,
    outbox: Mutex<Outbox>,
    read: Box<Read>,
}

#[derive(Default)]
struct State {
    origins: Vec<Arc<Origin>>,
    /// The next origin that nobody has begun to read.
    next: usize,
    scanned: bool,
    /// How many have been read, and how many of the readers are at it.
    done: usize,
    /// Articles that were asked for and nobody has begun with.
    asked: VecDeque<EntryId>,
    reading: HashSet<EntryId>,
    /// Asked for while they were being read for the catalogue.
    awaited: HashSet<EntryId>,
    /// Origins whose entry has been made, or is being made.
    taken: HashSet<EntryId>,
    failures: HashMap<EntryId, Failure>,
    cache: Cache,
    told_done: bool,
}

#[derive(Default)]
struct Cache {
    articles: HashMap<EntryId, Arc<Article>>,
    order: VecDeque<(EntryId, usize)>,
    bytes: usize,
}

#[derive(Default)]
struct Outbox {
    entries: Vec<(EntryId, Entry)>,
    sent: Option<Instant>,
    found: usize,
    read: usize,
}

impl Cache {
    fn keep(&mut self, id: EntryId, article: &Arc<Article>) {
        let size = weight(article);
        if size > CACHE / 2 || self.articles.insert(id, Arc::clone(article)).is_some() {
            return;
        }
        self.order.push_back((id, size));
        self.bytes += size;
        while self.bytes > CACHE {
            let Some((oldest, size)) = self.order.pop_front() else { break };
            self.articles.remove(&oldest);
            self.bytes -= size;
        }
    }
}

/// About how many bytes an article takes.
fn weight(article: &Article) -> usize {
    let body: usize = article.body.iter().map(|block| block.text().len() + 160 + block.inline.spans.len() * 64).sum();
    let removed: usize = article.removed.iter().map(|removed| removed.text.len() + 96).sum();
    body + removed + 1024
}

impl Loader {
    /// Starts scanning and reading in the background. Every event goes to `deliver`, which returns false when nobody
    /// listens any more; then everything stops.
    pub fn start(
        origins: Origins,
        reader: Importer,
        deliver: impl Fn(Event) -> bool + Send + Sync + Clone + 'static,
    ) -> Self {
        let reader = Arc::new(reader);
        let preparing = Arc::clone(&reader);
        let read = move |origin: &Arc<Origin>, found: &mut ArticleSink<'_>| reader.each(origin, found);
        Self::start_with(origins, deliver, read, move || preparing.prepare())
    }

    fn start_with(
        origins: Origins,
        deliver: impl Fn(Event) -> bool + Send + Sync + 'static,
        read: impl Fn(&Arc<Origin>, &mut ArticleSink<'_>) -> ControlFlow<()> + Send + Sync + 'static,
        prepare: impl FnOnce() + Send + 'static,
    ) -> Self {
        let shared = Arc::new(Shared {
            state: Mutex::default(),
            wake: Condvar::new(),
            stopped: AtomicBool::new(false),
            deliver: Box::new(deliver),
            outbox: Mutex::default(),
            read: Box::new(read),
        });
        Shared::spawn(&shared, "scan", move |shared| shared.scan(&origins));
        // The first article waits for nothing else: while its file is found and read, the rules are made ready.
        Shared::spawn(&shared, "read", move |shared| {
            prepare();
            shared.work();
        });
        Shared::spawn(&shared, "open", Shared::serve);
        Shared::spawn(&shared, "read", Shared::work);
        let readers = std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 4);
        for _ in 2..readers {
            Shared::spawn(&shared, "read", Shared::work);
        }
        Self { shared }
    }

    /// Asks for an article. It is read before anything the scan still has to do, and answered by [`Event::Article`],
    /// always.
    pub fn open(&self, id: EntryId) {
        let mut state = self.shared.state();
        if state.reading.contains(&id) {
            state.awaited.insert(id);
        } else {
            state.asked.push_back(id);
        }
        drop(state);
        self.shared.wake.notify_all();
    }
}

impl Drop for Loader {
    fn drop(&mut self) {
        self.shared.stop();
    }
}

impl Shared {
    fn spawn(shared: &Arc<Self>, name: &str, work: impl FnOnce(&Self) + Send + 'static) {
        let own = Arc::clone(shared);
        let run = move || {
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| work(&own))) {
                own.send(Event::Died(SafeText::line(message(panic.as_ref()))));
            }
        };
        if let Err(error) = std::thread::Builder::new().name(format!("kanbao {name}")).spawn(run) {
            shared.send(Event::Died(SafeText::line(&error.to_string())));
        }
    }

    /// A poisoned lock means that a thread died, which is told otherwise; the state is always whole.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
        // The lock is taken so that no thread is between looking at `stopped` and waiting.
        drop(self.state());
        self.wake.notify_all();
    }

    fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    fn send(&self, event: Event) {
        if !self.is_stopped() && !(self.deliver)(event) {
            self.stop();
        }
    }

    fn scan(&self, origins: &Origins) {
        match origins {
            Origins::Samples => samples().into_iter().for_each(|origin| self.found(Ok(origin))),
            Origins::Paths(paths) => scan::scan(paths, &mut |found| {
                self.found(found);
                if self.is_stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            }),
        }
        self.state().scanned = true;
        self.wake.notify_all();
    }

    fn found(&self, found: Result<Origin, (Origin, Error)>) {
        let mut state = self.state();
        let id = EntryId(state.origins.len());
        match found {
            Ok(origin) => state.origins.push(Arc::new(origin)),
            Err((origin, error)) => {
                let origin = Arc::new(origin);
                state.origins.push(Arc::clone(&origin));
                state.taken.insert(id);
                let entry = failed_entry(origin, &error);
                state.failures.insert(id, error.failure());
                let found = state.origins.len();
                drop(state);
                self.post(id, entry, found);
                self.state().done += 1;
                return;
            }
        }
        drop(state);
        // All: the opener waits for the same sign and has no use for it.
        self.wake.notify_all();
    }

    /// A reader: first what was asked for, then what the scan found.
    fn work(&self) {
        let mut state = self.state();
        loop {
            if self.is_stopped() {
                return;
            }
            if let Some(id) = state.asked.pop_front() {
                state = self.answer(state, id);
            } else if let Some(id) = state.unread() {
                state = self.load(state, id);
            } else {
                state = self.finish(state);
                state = self.wake.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
        }
    }

    /// The opener: only what was asked for. While entries wait in the outbox it looks after them too.
    fn serve(&self) {
        let mut state = self.state();
        loop {
            if self.is_stopped() {
                return;
            }
            if let Some(id) = state.asked.pop_front() {
                state = self.answer(state, id);
                continue;
            }
            let idle = state.told_done;
            state = if idle {
                self.wake.wait(state).unwrap_or_else(PoisonError::into_inner)
            } else {
                self.wake.wait_timeout(state, PAUSE).unwrap_or_else(PoisonError::into_inner).0
            };
            if !idle {
                drop(state);
                self.flush(false);
                state = self.state();
            }
        }
    }

    /// Answers a question from the cache, or by reading.
    fn answer<'a>(&'a self, mut state: MutexGuard<'a, State>, id: EntryId) -> MutexGuard<'a, State> {
        let known = state.cache.articles.get(&id).cloned().map(Ok);
        let failed = state.failures.get(&id).cloned().map(Err);
        if let Some(answer) = known.or(failed) {
            drop(state);
            self.send(Event::Article(id, answer));
            return self.state();
        }
        if state.reading.contains(&id) {
            state.awaited.insert(id);
            return state;
        }
        if state.origins.get(id.0).is_none() {
            drop(state);
            self.send(Event::Article(id, Err(Failure::Broken(SafeText::line("no such entry")))));
            return self.state();
        }
        state.awaited.insert(id);
        self.load(state, id)
    }

    /// Reads one origin, makes the entries of what is in it if that has not been done, and answers who waits for it.
    fn load<'a>(&'a self, mut state: MutexGuard<'a, State>, id: EntryId) -> MutexGuard<'a, State> {
        let Some(origin) = state.origins.get(id.0).cloned() else { return state };
        let new = state.taken.insert(id);
        state.reading.insert(id);
        drop(state);
        let mut given = 0;
        // Whatever the parser does, the entry is made and the answer given.
        let end = catch_unwind(AssertUnwindSafe(|| {
            (self.read)(&origin, &mut |part, article| {
                given += 1;
                match given {
                    1 => self.take(id, part, article.map(Arc::new).map_err(|error| error.failure()), new),
                    // Known already: only the first was asked for.
                    _ if !new => return ControlFlow::Break(()),
                    _ => self.add(part, article.map(Arc::new).map_err(|error| error.failure())),
                }
                if self.is_stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })
        }));
        let broken = match end {
            Err(panic) => Some(Failure::Broken(SafeText::line(message(panic.as_ref())))),
            Ok(_) if given == 0 => Some(Failure::NoArticle),
            Ok(_) => None,
        };
        match broken {
            Some(failure) if given == 0 => self.take(id, origin, Err(failure), new),
            Some(failure) if new => self.add(origin, Err(failure)),
            _ => {}
        }
        if new {
            // Counted when all of it is posted: who counts the last one says that all is done.
            self.state().done += 1;
        }
        self.state()
    }

    /// Takes the first article of an origin: it has the origin's own number.
    fn take(&self, id: EntryId, origin: Arc<Origin>, answer: Result<Arc<Article>, Failure>, new: bool) {
        let entry = made(&origin, &answer);
        let mut state = self.state();
        if let Some(place) = state.origins.get_mut(id.0) {
            *place = origin;
        }
        state.reading.remove(&id);
        let awaited = state.awaited.remove(&id);
        state.keep(id, &answer);
        let found = state.origins.len();
        drop(state);
        if new {
            self.post(id, entry, found);
            self.tell(id, &answer);
        }
        if awaited {
            self.send(Event::Article(id, answer));
        }
    }

    /// Takes a further article of an origin: it gets a number of its own.
    fn add(&self, origin: Arc<Origin>, answer: Result<Arc<Article>, Failure>) {
        let entry = made(&origin, &answer);
        let mut state = self.state();
        let id = EntryId(state.origins.len());
        state.origins.push(origin);
        state.taken.insert(id);
        state.done += 1;
        state.keep(id, &answer);
        let found = state.origins.len();
        drop(state);
        self.post(id, entry, found);
        self.tell(id, &answer);
    }

    fn tell(&self, id: EntryId, answer: &Result<Arc<Article>, Failure>) {
        if let Ok(article) = answer {
            self.send(Event::Read(id, Arc::clone(article)));
        }
    }

    /// Says that everything is done, once.
    fn finish<'a>(&'a self, mut state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        if !state.scanned || state.done < state.origins.len() || state.told_done {
            return state;
        }
        state.told_done = true;
        drop(state);
        self.flush(true);
        self.send(Event::Done);
        self.state()
    }

    /// Puts an entry out to be delivered: the first at once, the others in batches.
    fn post(&self, id: EntryId, entry: Entry, found: usize) {
        let mut outbox = self.outbox.lock().unwrap_or_else(PoisonError::into_inner);
        outbox.entries.push((id, entry));
        outbox.found = outbox.found.max(found);
        // Counted here, where the entries are: two readers that end together are two.
        outbox.read += 1;
        let due = outbox.sent.is_none_or(|sent| sent.elapsed() >= PAUSE) || outbox.entries.len() >= BATCH;
        if due {
            self.deliver_batch(&mut outbox);
        }
    }

    fn flush(&self, all: bool) {
        let mut outbox = self.outbox.lock().unwrap_or_else(PoisonError::into_inner);
        if all || outbox.sent.is_none_or(|sent| sent.elapsed() >= PAUSE) {
            self.deliver_batch(&mut outbox);
        }
    }

    /// Under the outbox's lock, so that `Done` comes after the last batch.
    fn deliver_batch(&self, outbox: &mut Outbox) {
        if outbox.entries.is_empty() {
            return;
        }
        outbox.sent = Some(Instant::now());
        self.send(Event::Entries(std::mem::take(&mut outbox.entries)));
        self.send(Event::Progress { found: outbox.found, read: outbox.read });
    }
}

/// The entry of what was read.
fn made(origin: &Arc<Origin>, answer: &Result<Arc<Article>, Failure>) -> Entry {
    match answer {
        Ok(article) => entry(Arc::clone(origin), article),
        Err(failure) => failed_with(Arc::clone(origin), failure.clone()),
    }
}

impl State {
    fn keep(&mut self, id: EntryId, answer: &Result<Arc<Article>, Failure>) {
        match answer {
            Ok(article) => self.cache.keep(id, article),
            Err(reason) => {
                self.failures.insert(id, reason.clone());
            }
        }
    }

    fn unread(&mut self) -> Option<EntryId> {
        while self.next < self.origins.len() {
            let id = EntryId(self.next);
            self.next += 1;
            if !self.taken.contains(&id) {
                return Some(id);
            }
        }
        None
    }
}

/// What a panic said.
fn message(panic: &(dyn std::any::Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a thread died")
}

#[cfg(test)]
mod tests;
