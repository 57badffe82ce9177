//! The *outbox*: what importing makes known, delivered in batches. The first entry goes out at once.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::event::LibraryEvent;
use super::standing::{ArticleAnswers, StandingRequests};
use super::worker::Outlet;
use crate::model::{Entry, EntryId, OtherFiles, SafeText};

/// The least time between two batches, unless one is full.
pub(super) const PAUSE: Duration = Duration::from_millis(50);
/// The most entries of a batch: a screen is drawn, and a key answered, between two of them.
const BATCH: usize = 256;

/// Entries on their way out, and what their articles answered to the standing requests.
pub(super) struct Outbox {
    outlet: Arc<Outlet>,
    standing: Arc<StandingRequests>,
    waiting: Mutex<Waiting>,
}

#[derive(Default)]
struct Waiting {
    entries: Vec<(EntryId, Entry)>,
    answers: Vec<ArticleAnswers>,
    delivered: Option<Instant>,
    found: usize,
    read: usize,
    /// The files that are no articles, and whether there are more than were told.
    others: OtherFiles,
    has_more_others: bool,
}

impl Waiting {
    fn is_due(&self) -> bool {
        self.delivered.is_none_or(|delivered| delivered.elapsed() >= PAUSE)
    }
}

impl Outbox {
    /// An empty one.
    pub fn new(outlet: &Arc<Outlet>, standing: &Arc<StandingRequests>) -> Self {
        Self { outlet: Arc::clone(outlet), standing: Arc::clone(standing), waiting: Mutex::default() }
    }

    /// Puts an entry in; `found` is how many there are in all.
    pub fn put(&self, id: EntryId, entry: Entry, found: usize) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.entries.push((id, entry));
        waiting.found = waiting.found.max(found);
        // Counted here, where the entries are: two importers that end together are two.
        waiting.read += 1;
        if waiting.is_due() || waiting.entries.len() >= BATCH {
            self.deliver(&mut waiting);
        }
    }

    /// Delivers entries that are known from the catalogue, all at once.
    pub fn put_known(&self, entries: Vec<(EntryId, Entry)>) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.found = waiting.found.max(entries.len());
        waiting.read += entries.len();
        waiting.entries.extend(entries);
        self.deliver(&mut waiting);
    }

    /// Puts in what an entry is now that was listed before.
    pub fn put_again(&self, id: EntryId, entry: Entry) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).entries.push((id, entry));
    }

    /// Counts a file that is no article but of another kind.
    pub fn put_other_file(&self, kind: &SafeText) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.others.count(kind);
        waiting.has_more_others = true;
    }

    /// Puts in what the article of an entry answered, which was put in before.
    pub fn put_answers(&self, answers: ArticleAnswers) {
        if !answers.are_none() {
            self.waiting.lock().unwrap_or_else(PoisonError::into_inner).answers.push(answers);
        }
    }

    /// Delivers what is due.
    pub fn deliver_due(&self) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.is_due() {
            self.deliver(&mut waiting);
        }
    }

    /// Delivers all there is.
    pub fn deliver_all(&self) {
        self.deliver(&mut self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Under the lock, so that what is delivered after it comes after it.
    fn deliver(&self, waiting: &mut Waiting) {
        if !waiting.entries.is_empty() {
            waiting.delivered = Some(Instant::now());
            self.outlet.send(LibraryEvent::Entries(std::mem::take(&mut waiting.entries)));
            self.outlet.send(LibraryEvent::Progress { found: waiting.found, read: waiting.read });
        }
        if std::mem::take(&mut waiting.has_more_others) {
            self.outlet.send(LibraryEvent::OtherFiles(waiting.others.clone()));
        }
        if !waiting.answers.is_empty() {
            self.standing.deliver(std::mem::take(&mut waiting.answers));
        }
    }
}
