//! The *search service*: the thread that puts the standing requests to the articles that are here.
//!
//! Articles in memory are asked first, on all cores; the others are imported again for it, some at a time, and dropped
//! when they have answered, so that a search of any archive takes the memory of a few articles and leaves what the
//! reader opened where it is. There is no queue of searches: a later one takes the place of the one before, which stops
//! between two articles, and inside of a long one.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvError, TryRecvError};

use rayon::prelude::*;

use super::holdings::{Holdings, ImportBatch, KeptText, PackedEntries};
use super::outbox::Outbox;
use super::standing::{ArticleAnswers, ArticleQuestions, StandingRequests, StandingSearch};
use super::worker::Outlet;
use crate::model::{EntryId, Failure, Origin};
use crate::search::StoredArticle;

/// What the search thread is told.
pub(super) enum SearchOrder {
    /// To put a search to these articles.
    Search(Arc<StandingSearch>, Vec<EntryId>),
    /// To count keywords where they are not counted.
    Count,
    /// To ask those articles for the saved searches that were not asked.
    Members,
    /// To fold what is in memory: a query is about to be typed.
    Fold,
}

/// The most articles that are imported again between two deliveries, and the most that their articles weigh, in bytes:
/// so much is in memory beside what the library holds, or one article that is larger.
const BATCH: usize = 256;
const BATCH_WEIGHT: usize = 32 << 20;
/// So many articles are folded between two looks at what has been asked.
const FOLDS: usize = 64;

/// The search thread's own.
pub(super) struct SearchService {
    pub holdings: Arc<Holdings>,
    pub standing: Arc<StandingRequests>,
    pub outbox: Arc<Outbox>,
    pub outlet: Arc<Outlet>,
    pub work: Work,
}

/// What is still to be done.
#[derive(Default)]
pub(super) struct Work {
    /// The search, and the articles in memory that it has to be put to, and those to be imported again.
    search: Option<(Arc<StandingSearch>, Vec<EntryId>)>,
    /// Whether articles have to be asked for the saved searches.
    members: bool,
    /// Whether keywords have to be counted.
    count: bool,
    /// What is imported again, and what it is asked.
    imports: Option<(ArticleQuestions, VecDeque<ImportBatch>)>,
    /// What is to be folded.
    folds: Vec<EntryId>,
}

impl Work {
    fn is_done(&self) -> bool {
        self.search.is_none() && !self.members && !self.count && self.imports.is_none() && self.folds.is_empty()
    }
}

impl SearchService {
    /// Does what it is told until there is nothing left that could tell it.
    pub fn serve(mut self, orders: &Receiver<SearchOrder>) {
        loop {
            let order = if self.work.is_done() {
                orders.recv().map_err(|RecvError| TryRecvError::Disconnected)
            } else {
                orders.try_recv()
            };
            match order {
                Ok(order) => self.take(order),
                Err(TryRecvError::Disconnected) => return,
                Err(TryRecvError::Empty) => {
                    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| self.step())) {
                        // What it was at is given up, or it would die of it again.
                        self.work = Work::default();
                        self.outlet.died("search", panic.as_ref());
                        self.standing.answer_search();
                    }
                }
            }
        }
    }

    fn take(&mut self, order: SearchOrder) {
        match order {
            SearchOrder::Search(search, ids) => {
                self.work.search = Some((search, ids));
                // What was put off goes on after the search.
                let put_off = self.work.imports.take();
                self.work.members |= put_off.as_ref().is_some_and(|(questions, _)| questions.members.is_some());
                self.work.count |= put_off.is_some();
            }
            SearchOrder::Members => self.work.members = true,
            SearchOrder::Count => self.work.count = true,
            SearchOrder::Fold => self.work.folds = self.standing.arrived(),
        }
    }

    /// Does a little: what is asked meanwhile waits no longer than that.
    fn step(&mut self) {
        if let Some((search, ids)) = self.work.search.take() {
            self.start(ArticleQuestions { search: Some(search), ..ArticleQuestions::default() }, &ids);
            if ids.is_empty() {
                self.standing.answer_search();
            }
        } else if let Some((questions, mut batches)) = self.work.imports.take() {
            if questions.cancel().is_cancelled() {
                // What was put off goes on after the search.
                self.work.members |= questions.members.is_some();
                self.work.count |= questions.count.is_some();
            } else if let Some(batch) = batches.pop_front() {
                self.work.imports = Some((questions.clone(), batches));
                match batch {
                    ImportBatch::Files(ids) => self.import_files(&questions, ids),
                    ImportBatch::Packed(whole, entries) => self.import_packed(&questions, &whole, entries),
                    ImportBatch::Kept(pieces) => self.look_through(&questions, pieces),
                }
            }
        } else if std::mem::take(&mut self.work.members) {
            if let Some((members, ids)) = self.standing.unasked() {
                let questions = ArticleQuestions { members: Some(members), ..ArticleQuestions::default() };
                self.work.members = !self.start(questions, &ids);
            }
        } else if std::mem::take(&mut self.work.count) {
            if let Some((count, ids)) = self.standing.uncounted() {
                let questions = ArticleQuestions { count: Some(count), ..ArticleQuestions::default() };
                self.work.count = !self.start(questions, &ids);
            }
        } else {
            let rest = self.work.folds.split_off(self.work.folds.len().saturating_sub(FOLDS));
            each(self.holdings.in_memory(&rest).0, |_, stored| _ = stored.folded());
        }
    }

    /// Asks articles that are in memory, and plans how the others are imported again; false if it was cancelled.
    fn start(&mut self, questions: ArticleQuestions, ids: &[EntryId]) -> bool {
        let (here, dropped) = self.holdings.in_memory(ids);
        let cancel = questions.cancel();
        let ask = |id, stored: &StoredArticle| (!cancel.is_cancelled()).then(|| self.ask(&questions, id, stored));
        self.deliver(each(here, ask).into_iter().flatten().collect());
        if !dropped.is_empty() {
            let batches = self.holdings.batches(&dropped, BATCH_WEIGHT, BATCH);
            self.work.imports = Some((questions, batches.into()));
        }
        !cancel.is_cancelled()
    }

    /// Looks through folded texts that the catalogue keeps, and asks those articles that may answer.
    fn look_through(&self, questions: &ArticleQuestions, pieces: Vec<Vec<KeptText>>) {
        let cancel = questions.cancel();
        // Nearly always nothing is: then no article has to be asked whether it was counted.
        let is_counting = questions.count.is_some() || self.standing.is_counting();
        let look = |piece: Vec<KeptText>| -> Vec<ArticleAnswers> {
            if cancel.is_cancelled() {
                return Vec::new();
            }
            let texts = self.holdings.texts();
            let folds = piece.first().and_then(|first| texts?.piece(first.place));
            let ask = |text: &KeptText| {
                let fold = || folds.as_deref().and_then(|folds| text.place.fold_in(folds));
                let own = match is_counting {
                    true => Cow::Owned(self.with_count(questions, text.id)),
                    false => Cow::Borrowed(questions),
                };
                if !own.may_answer(&|| text.meta(), &fold) {
                    return own.unanswered(text.id);
                }
                let article = texts.and_then(|texts| texts.article(text.place, &text.origin));
                let article = article.map_or_else(|| self.holdings.import_again(text.id), Ok);
                self.ask_if_read(questions, text.id, article.map(|article| StoredArticle::new(Arc::new(article))))
            };
            piece.iter().take_while(|_| !cancel.is_cancelled()).map(ask).collect()
        };
        self.deliver(pieces.into_par_iter().flat_map_iter(look).collect());
    }

    /// Imports articles again, each from its file, and asks them.
    fn import_files(&self, questions: &ArticleQuestions, ids: Vec<EntryId>) {
        let cancel = questions.cancel();
        let ask = |id: EntryId| {
            if cancel.is_cancelled() {
                return None;
            }
            // Nothing else has this article: the pool may fold it.
            let stored = self.holdings.import_again(id).map(|article| StoredArticle::new(Arc::new(article)));
            Some(self.ask_if_read(questions, id, stored))
        };
        self.deliver(ids.into_par_iter().filter_map(ask).collect());
    }

    /// Goes through a packed file and asks what is wanted of it.
    fn import_packed(&self, questions: &ArticleQuestions, whole: &Arc<Origin>, mut entries: PackedEntries) {
        let cancel = questions.cancel();
        let mut left: usize = entries.values().map(VecDeque::len).sum();
        let mut answers = Vec::new();
        let import = || {
            let _ = self.holdings.import(whole, &mut |origin, answer| {
                if let Some(id) = entries.get_mut(&origin).and_then(VecDeque::pop_front) {
                    let stored = answer.map(|article| StoredArticle::new(Arc::new(article)));
                    answers.push(self.ask_if_read(questions, id, stored));
                    left -= 1;
                }
                if answers.len() >= BATCH {
                    self.deliver(std::mem::take(&mut answers));
                }
                if left == 0 || cancel.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
        };
        if let Err(panic) = catch_unwind(AssertUnwindSafe(import)) {
            self.outlet.died("search", panic.as_ref());
        }
        if !cancel.is_cancelled() {
            // What is no more in the file has been asked too.
            answers.extend(entries.into_values().flatten().map(|id| questions.unanswered(id)));
            self.deliver(answers);
        }
    }

    fn ask_if_read(
        &self,
        questions: &ArticleQuestions,
        id: EntryId,
        stored: Result<StoredArticle, Failure>,
    ) -> ArticleAnswers {
        stored.map_or_else(|_| questions.unanswered(id), |stored| self.ask(questions, id, &stored))
    }

    /// Asks an article; for a search also what it has not been counted for, now that it is at hand.
    fn ask(&self, questions: &ArticleQuestions, id: EntryId, stored: &StoredArticle) -> ArticleAnswers {
        self.with_count(questions, id).ask(id, stored, &self.outlet)
    }

    fn with_count(&self, questions: &ArticleQuestions, id: EntryId) -> ArticleQuestions {
        let count = questions.count.clone().or_else(|| self.standing.count_of(id));
        ArticleQuestions { search: questions.search.clone(), count, members: questions.members.clone() }
    }

    fn deliver(&self, answers: Vec<ArticleAnswers>) {
        if !answers.is_empty() {
            // The entries before their hits.
            self.outbox.deliver_all();
            self.standing.deliver(answers);
        }
    }
}

/// Does something with every article, on all cores.
fn each<T: Send>(
    articles: Vec<(EntryId, Arc<StoredArticle>)>,
    work: impl Fn(EntryId, &StoredArticle) -> T + Sync,
) -> Vec<T> {
    // The pool folds the parts of a long one, so it is not handed to the pool.
    let (long, short): (Vec<_>, Vec<_>) = articles.into_iter().partition(|(_, stored)| stored.is_parted());
    let mut done: Vec<T> = short.into_par_iter().map(|(id, stored)| work(id, &stored)).collect();
    done.extend(long.into_iter().map(|(id, stored)| work(id, &stored)));
    done
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::event::LibraryEvent;
    use crate::library::importer::ArticleSink;
    use crate::model::{Article, Part, RequestId, Timestamp};
    use crate::search::{Query, QueryOptions};

    /// A service whose articles are not in memory, with a search that is given up when so many have been imported
    /// again; how many there were in the end.
    fn imported_until(stop: usize, articles: usize, origin: impl Fn(usize) -> Origin) -> usize {
        let imports = Arc::new(std::sync::atomic::AtomicUsize::new(0));
        let outlet = Arc::new(Outlet::new(|event| !matches!(event, LibraryEvent::Died { .. })));
        let standing = Arc::new(StandingRequests::new(&outlet));
        let (counted, own) = (Arc::clone(&imports), Arc::clone(&standing));
        let import = move |origin: &Arc<Origin>, found: &mut ArticleSink<'_>| {
            let one = |part: Arc<Origin>, found: &mut ArticleSink<'_>| {
                if counted.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1 == stop {
                    own.stop_search();
                }
                found(part, Ok(Article::default()))
            };
            match &**origin {
                Origin::Stdin => (1..=articles).try_for_each(|item| one(Arc::new(item_of(item)), found)),
                _ => one(Arc::clone(origin), found),
            }
        };
        let holdings = Arc::new(Holdings::new(Box::new(import), 0));
        for number in 1..=articles {
            standing.arrive(holdings.add(Arc::new(origin(number))));
        }
        let outbox = Arc::new(Outbox::new(&outlet, &standing));
        let mut service = SearchService { holdings, standing, outbox, outlet, work: Work::default() };
        let query = Query::parse("天津", &QueryOptions::new(Timestamp::default())).expect("a query");
        let search = Arc::new(StandingSearch::new(RequestId(1), &Arc::new(query), None, 40));
        let ids = service.standing.start_search(&search);
        service.take(SearchOrder::Search(search, ids));
        while !service.work.is_done() {
            service.step();
        }
        assert!(!service.outlet.is_closed());
        imports.load(std::sync::atomic::Ordering::Relaxed)
    }

    fn item_of(number: usize) -> Origin {
        Origin::Part { whole: Arc::new(Origin::Stdin), part: Part::Item(number) }
    }

    #[test]
    fn a_search_that_was_given_up_stops_between_two_articles() {
        let file = |number: usize| Origin::File(number.to_string().into());
        assert_eq!(imported_until(0, 5000, file), 5000, "one that was not given up goes on");
        // The threads of the pool are each at one.
        let imported = imported_until(5, 5000, file);
        assert!(imported <= 5 + rayon::current_num_threads(), "{imported} of 5000");
        assert_eq!(imported_until(0, 5000, item_of), 5000);
        assert_eq!(imported_until(5, 5000, item_of), 5);
    }
}
