//! *Standing requests*: the search and the count that stand until others take their place. They are put to every
//! article that has arrived, by the search thread, and to each that arrives later, by the thread that imported it,
//! while the article is at hand. So each article is asked exactly once, and none is imported twice for it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashSet;

use super::counts::CountTable;
use super::event::LibraryEvent;
use super::members::{MemberTable, StandingMembers};
use super::worker::Outlet;
use crate::model::{EntryId, Meta, RequestId, TraceTable};
use crate::search::{Cancel, Document, Facts, Keyword, Keywords, MemberMask, Query, SearchHit, StoredArticle};

/// So many hits of a search come with a snippet; the list of results is not read further down.
const SNIPPETS: usize = 2000;

/// A search of all articles.
pub(super) struct StandingSearch {
    pub request: RequestId,
    query: Arc<Query>,
    /// What the query has to know of the reader, if it asks for that.
    traces: Option<Arc<TraceTable>>,
    budget: usize,
    snippets: AtomicUsize,
    pub cancel: Cancel,
}

impl StandingSearch {
    /// A search with snippets of `budget` characters.
    pub fn new(request: RequestId, query: &Arc<Query>, traces: Option<Arc<TraceTable>>, budget: usize) -> Self {
        let (query, snippets) = (Arc::clone(query), AtomicUsize::new(0));
        Self { request, query, traces, budget, snippets, cancel: Cancel::default() }
    }

    fn ask(&self, id: EntryId, stored: &StoredArticle) -> Option<SearchHit> {
        let facts = self.traces.as_deref().map(|traces| Facts::of(traces, &stored.article().meta));
        let found = self.query.find_unless(&stored.document(facts.unwrap_or_default()), &self.cancel)?;
        if self.cancel.is_cancelled() {
            return None;
        }
        let has_snippet = self.snippets.fetch_add(1, Ordering::Relaxed) < SNIPPETS;
        Some(SearchHit::new(id, stored.article(), &found, if has_snippet { self.budget } else { 0 }))
    }
}

/// A count of keywords in all articles.
pub(super) struct StandingCount {
    request: RequestId,
    keywords: Keywords,
    pub cancel: Cancel,
}

impl StandingCount {
    /// The same count, to be gone on with later: what is at it stops.
    fn put_off(&self) -> Self {
        self.cancel.cancel();
        Self { request: self.request, keywords: self.keywords.clone(), cancel: Cancel::default() }
    }

    fn ask(&self, stored: &StoredArticle) -> Vec<u32> {
        let document = stored.document(Facts::default());
        self.keywords.iter().map(|keyword| occurrences(keyword, &document)).collect()
    }
}

fn occurrences(keyword: &Keyword, document: &Document<'_>) -> u32 {
    let body = document.body.as_ref().map_or(0, |body| keyword.count_in(body));
    u32::try_from(body + keyword.find_in(document.title()).len()).unwrap_or(u32::MAX - 1)
}

/// What an article is still to be asked.
#[derive(Clone, Default)]
pub(super) struct ArticleQuestions {
    pub search: Option<Arc<StandingSearch>>,
    pub count: Option<Arc<StandingCount>>,
    pub members: Option<Arc<StandingMembers>>,
}

/// What an article answered.
pub(super) struct ArticleAnswers {
    pub id: EntryId,
    pub search: Option<(Arc<StandingSearch>, Option<SearchHit>)>,
    pub count: Option<(Arc<StandingCount>, Vec<u32>)>,
    pub members: Option<(Arc<StandingMembers>, MemberMask)>,
}

impl ArticleAnswers {
    /// Whether nothing was asked.
    pub fn are_none(&self) -> bool {
        self.search.is_none() && self.count.is_none() && self.members.is_none()
    }
}

impl ArticleQuestions {
    /// What makes asking useless: it is one of them that is asked for its own sake, the search first, the count last.
    pub fn cancel(&self) -> Cancel {
        let search = self.search.as_ref().map(|search| search.cancel.clone());
        let members = || self.members.as_ref().map(|members| members.cancel.clone());
        let count = || self.count.as_ref().map(|count| count.cancel.clone());
        search.or_else(members).or_else(count).unwrap_or_default()
    }

    /// Whether an article may have an answer, told from its meta and its fold; where it has none, nothing is in it.
    pub fn may_answer<'f>(&self, meta: &dyn Fn() -> Option<Arc<Meta>>, fold: &dyn Fn() -> Option<&'f [u8]>) -> bool {
        let may_match = |search: &Arc<StandingSearch>| search.query.may_match(search.traces.as_deref(), meta, fold);
        let may_count = |count: &Arc<StandingCount>| {
            fold().is_none_or(|fold| count.keywords.iter().any(|keyword| keyword.may_be_in(fold)))
        };
        self.search.as_ref().is_some_and(may_match)
            || self.count.as_ref().is_some_and(may_count)
            || self.members.as_ref().is_some_and(|members| members.may_answer(meta, fold))
    }

    /// Asks an article. A panic in it is said, and is no answer.
    pub fn ask(&self, id: EntryId, stored: &StoredArticle, outlet: &Outlet) -> ArticleAnswers {
        let ask = || {
            let search = self.search.as_ref().map(|search| (Arc::clone(search), search.ask(id, stored)));
            let count = self.count.as_ref().map(|count| (Arc::clone(count), count.ask(stored)));
            let members = self.members.as_ref().map(|members| (Arc::clone(members), members.ask(stored)));
            ArticleAnswers { id, search, count, members }
        };
        catch_unwind(AssertUnwindSafe(ask)).unwrap_or_else(|panic| {
            outlet.died("search", panic.as_ref());
            self.unanswered(id)
        })
    }

    /// What an article answers that cannot be had: nothing, but it has been asked.
    pub fn unanswered(&self, id: EntryId) -> ArticleAnswers {
        let search = self.search.as_ref().map(|search| (Arc::clone(search), None));
        let count = self.count.as_ref().map(|count| (Arc::clone(count), count.keywords.iter().map(|_| 0).collect()));
        let members = self.members.as_ref().map(|members| (Arc::clone(members), MemberMask::default()));
        ArticleAnswers { id, search, count, members }
    }
}

/// The standing requests, and which articles there are to be asked.
pub(super) struct StandingRequests {
    outlet: Arc<Outlet>,
    standing: Mutex<Standing>,
}

#[derive(Default)]
struct Standing {
    /// All articles, in the order they arrived.
    arrived: Vec<EntryId>,
    search: Option<Arc<StandingSearch>>,
    /// How many articles were searched.
    searched: usize,
    count: Option<Arc<StandingCount>>,
    counts: CountTable,
    members: MemberTable,
}

impl StandingRequests {
    /// Nothing is asked yet.
    pub fn new(outlet: &Arc<Outlet>) -> Self {
        Self { outlet: Arc::clone(outlet), standing: Mutex::default() }
    }

    fn standing(&self) -> MutexGuard<'_, Standing> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An article arrives: what it has to be asked, now.
    pub fn arrive(&self, id: EntryId) -> ArticleQuestions {
        let mut standing = self.standing();
        standing.arrived.push(id);
        let (search, count) = (standing.search.clone(), standing.count.clone());
        ArticleQuestions { search, count, members: standing.members.standing.clone() }
    }

    /// Articles arrive that are known from the catalogue: they are asked by the search thread.
    pub fn arrive_all(&self, ids: impl IntoIterator<Item = EntryId>) {
        self.standing().arrived.extend(ids);
    }

    /// Articles are no more.
    pub fn depart(&self, ids: &FxHashSet<EntryId>) {
        let mut standing = self.standing();
        standing.arrived.retain(|id| !ids.contains(id));
        standing.members.depart(ids);
    }

    /// What an article has to be asked that was asked before, and has changed.
    pub fn count_again(&self) -> ArticleQuestions {
        let standing = self.standing();
        let (count, members) = (standing.count.clone(), standing.members.standing.clone());
        ArticleQuestions { search: None, count, members }
    }

    /// The search that stands, to be put to articles that have arrived together.
    pub fn search(&self) -> Option<Arc<StandingSearch>> {
        self.standing().search.clone()
    }

    /// The articles that have arrived so far.
    pub fn arrived(&self) -> Vec<EntryId> {
        self.standing().arrived.clone()
    }

    /// Starts a search in place of the one before; gives the articles that the search thread has to ask.
    pub fn start_search(&self, search: &Arc<StandingSearch>) -> Vec<EntryId> {
        let mut standing = self.standing();
        standing.stop_search();
        standing.search = Some(Arc::clone(search));
        // The reader waits for a search, and the others go on after it.
        standing.count = standing.count.take().map(|count| Arc::new(count.put_off()));
        standing.members.put_off();
        standing.arrived.clone()
    }

    /// Gives the search up.
    pub fn stop_search(&self) {
        self.standing().stop_search();
    }

    /// Starts a count in place of the one before, and delivers what is known of it already.
    pub fn start_count(&self, request: RequestId, keywords: &Keywords) {
        let mut standing = self.standing();
        if let Some(before) = &standing.count {
            before.cancel.cancel();
        }
        let Standing { arrived, counts, .. } = &mut *standing;
        counts.start(keywords.iter().map(Keyword::pattern), arrived);
        let known = counts.known(arrived);
        let counted = counts.counted();
        self.outlet.send(LibraryEvent::Counts { request, counts: known, counted });
        let count = StandingCount { request, keywords: keywords.clone(), cancel: Cancel::default() };
        standing.count = Some(Arc::new(count)).filter(|_| !keywords.is_empty());
    }

    /// Starts asking which articles answer some queries, in place of those before.
    pub fn start_members(&self, members: StandingMembers) {
        let mut standing = self.standing();
        let request = members.request;
        standing.members.start((!members.is_empty()).then(|| Arc::new(members)));
        self.outlet.send(LibraryEvent::Members { request, members: Vec::new(), asked: 0 });
    }

    /// The articles that have not been asked that yet.
    pub fn unasked(&self) -> Option<(Arc<StandingMembers>, Vec<EntryId>)> {
        let standing = self.standing();
        let members = standing.members.standing.clone()?;
        Some((members, standing.members.unasked(&standing.arrived)))
    }

    /// The articles that the search thread has to ask for the count that stands, and that count.
    pub fn uncounted(&self) -> Option<(Arc<StandingCount>, Vec<EntryId>)> {
        let standing = self.standing();
        let count = standing.count.clone()?;
        Some((count, standing.counts.uncounted(&standing.arrived)))
    }

    /// Whether a count stands.
    pub fn is_counting(&self) -> bool {
        self.standing().count.is_some()
    }

    /// The count, for articles that are asked for a search anyway and have not been counted.
    pub fn count_of(&self, id: EntryId) -> Option<Arc<StandingCount>> {
        let standing = self.standing();
        standing.count.clone().filter(|_| !standing.counts.is_counted(id))
    }

    /// Delivers what articles answered, unless it is not asked any more. Under one lock, so that no event says less
    /// than the one before it.
    pub fn deliver(&self, answers: Vec<ArticleAnswers>) {
        let mut standing = self.standing();
        let Standing { search, searched, count, counts, members, .. } = &mut *standing;
        let (mut hits, mut rows, mut masks) = (Vec::new(), Vec::new(), Vec::new());
        let (mut any_searched, mut any_counted) = (false, false);
        for ArticleAnswers { id, search: answer, count: own, members: answered } in answers {
            if let (Some(search), Some((of, hit))) = (&*search, answer)
                && Arc::ptr_eq(search, &of)
            {
                any_searched = true;
                *searched += 1;
                hits.extend(hit);
            }
            if let (Some(own), Some((of, mask))) = (&members.standing, answered)
                && own.request == of.request
            {
                masks.push((id, mask));
            }
            if let (Some(count), Some((of, row))) = (&*count, own)
                && count.request == of.request
            {
                any_counted = true;
                counts.record(id, &row);
                rows.extend(Some((id, row)).filter(|(_, row)| row.iter().any(|&count| count > 0)));
            }
        }
        if let Some(request) = members.standing.as_ref().map(|own| own.request).filter(|_| !masks.is_empty()) {
            let asked = members.record(masks.iter().map(|(id, _)| *id));
            self.outlet.send(LibraryEvent::Members { request, members: masks, asked });
        }
        if let Some(search) = search.as_ref().filter(|_| any_searched) {
            self.outlet.send(LibraryEvent::Hits { request: search.request, hits, searched: *searched });
        }
        if let Some(count) = count.as_ref().filter(|_| any_counted) {
            let counted = counts.counted();
            self.outlet.send(LibraryEvent::Counts { request: count.request, counts: rows, counted });
        }
    }

    /// Nothing is asked any more.
    pub fn close(&self) {
        let mut standing = self.standing();
        standing.stop_search();
        standing.members.stop();
        if let Some(count) = standing.count.take() {
            count.cancel.cancel();
        }
    }

    /// Answers the search that stands: no further article has to be asked, or can be.
    pub fn answer_search(&self) {
        let standing = self.standing();
        if let Some(search) = &standing.search {
            let (request, searched) = (search.request, standing.searched);
            self.outlet.send(LibraryEvent::Hits { request, hits: Vec::new(), searched });
        }
    }
}

impl Standing {
    fn stop_search(&mut self) {
        if let Some(before) = self.search.take() {
            before.cancel.cancel();
        }
        self.searched = 0;
    }
}
