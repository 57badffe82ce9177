//! *Key terms* of an article: the thread that answers them, and counts the words of the archive to tell by them which
//! words set an article apart.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use rustc_hash::FxHashSet;

use super::event::LibraryEvent;
use super::holdings::Holdings;
use super::standing::StandingRequests;
use super::worker::{Outlet, guarded};
use crate::model::{EntryId, Failure, RequestId, SafeText};
use crate::search::terms::{Corpus, terms};

/// So many terms are told.
const TERMS: usize = 24;
/// So many articles stand for the archive: more would change no term, and each takes a millisecond or two.
const SAMPLE: usize = 400;

/// Which article's terms are asked for.
#[derive(Clone, Copy)]
pub(super) struct TermsOrder {
    pub request: RequestId,
    pub id: EntryId,
}

/// The thread's own. Of the articles that stand for the archive it keeps the words and their counts only.
pub(super) struct TermsService {
    pub holdings: Arc<Holdings>,
    pub standing: Arc<StandingRequests>,
    pub outlet: Arc<Outlet>,
    pub words: ArchiveWords,
}

/// The words of the archive, as far as they are counted.
#[derive(Default)]
pub(super) struct ArchiveWords {
    corpus: Corpus,
    counted: FxHashSet<EntryId>,
}

impl TermsService {
    /// Answers until there is nothing left that could ask. The words of the archive are counted only when something was
    /// asked, and while nothing waits.
    pub fn serve(mut self, orders: &Receiver<TermsOrder>) {
        let mut next = orders.recv().ok();
        while let Some(order) = next {
            self.answer(order);
            let mut sample = self.sample();
            let grows = !sample.is_empty();
            next = loop {
                let waiting = orders.try_recv().ok();
                if waiting.is_some() {
                    break waiting;
                }
                if self.outlet.is_closed() {
                    return;
                }
                let Some(id) = sample.pop() else {
                    if grows {
                        self.answer(order);
                    }
                    break orders.recv().ok();
                };
                self.count(id);
            };
        }
    }

    fn answer(&self, TermsOrder { request, id }: TermsOrder) {
        let corpus = Some(&self.words.corpus).filter(|corpus| !corpus.is_empty());
        let answer = guarded(|| {
            let stored = self.holdings.article(id)?;
            let terms = terms(stored.article(), corpus, TERMS);
            Ok(terms.iter().map(|term| (SafeText::line(&term.text), term.count)).collect())
        });
        self.outlet.send(LibraryEvent::Terms { request, id, answer });
    }

    /// The articles that are still to be counted: all of a small archive, of a large one some from everywhere in it.
    fn sample(&self) -> Vec<EntryId> {
        let all = self.standing.arrived();
        let many = all.len().min(SAMPLE);
        let room = many.saturating_sub(self.words.counted.len());
        let even = (0..many).map(|at| all[at * all.len() / many]);
        even.filter(|id| !self.words.counted.contains(id)).take(room).collect()
    }

    fn count(&mut self, id: EntryId) {
        // One that cannot be had is not tried again.
        self.words.counted.insert(id);
        let corpus = &mut self.words.corpus;
        let counted: Result<(), Failure> = guarded(|| {
            corpus.add(self.holdings.article(id)?.article());
            Ok(())
        });
        drop(counted);
    }
}
