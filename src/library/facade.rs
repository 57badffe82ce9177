//! The *library*: the one place that is asked for articles and for what is in them.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, SendError, Sender};
use std::sync::{Arc, Mutex, PoisonError};

use super::event::LibraryEvent;
use super::find::{self, FindOrder, FindWanted};
use super::holdings::Holdings;
use super::import_queue::ImportQueue;
use super::importer::{ArticleSink, Importer};
use super::intake::Intake;
use super::key_terms::{ArchiveWords, TermsOrder, TermsService};
use super::look::{Look, LookOrder, Remembered};
use super::members::StandingMembers;
use super::origins::{ImportFn, Origins};
use super::outbox::Outbox;
use super::search_service::{SearchOrder, SearchService, Work};
use super::standing::{StandingRequests, StandingSearch};
use super::store::BUDGET;
use super::worker::{Outlet, Worker, spawn};
use crate::model::{Article, EntryId, Failure, Origin, RequestId, SafeText, TraceTable};
use crate::search::{self, Cancel, Keywords, Query};

/// What is open. Requests go in without waiting; answers come out as [`LibraryEvent`]s, from threads of its own.
/// Dropping it stops them as soon as they can.
pub struct Library {
    outlet: Arc<Outlet>,
    standing: Arc<StandingRequests>,
    imports: Arc<ImportQueue>,
    holdings: Arc<Holdings>,
    /// Asks for another look at the archive.
    again: Mutex<Option<Sender<LookOrder>>>,
    search: Worker<SearchOrder>,
    find: Worker<FindOrder>,
    terms: Worker<TermsOrder>,
    /// Stops what is being found in one article.
    finding: Mutex<Cancel>,
    warm: AtomicBool,
}

impl Library {
    /// Opens what `origins` names: finds it and imports it in the background. With `cache`, the folder of all caches,
    /// what is known from the last run is listed at once, and what is imported is kept for the next. Every event goes
    /// to `deliver`, which returns false when nothing listens any more; then everything stops. It must not wait, nor
    /// ask the library.
    pub fn start(
        origins: Origins,
        importer: Importer,
        cache: Option<PathBuf>,
        deliver: impl Fn(LibraryEvent) -> bool + Send + Sync + 'static,
    ) -> Self {
        let remembered = cache.map(|cache| Remembered { cache, options: importer.options() });
        let importer = Arc::new(importer);
        let own = Arc::clone(&importer);
        let import = Box::new(move |origin: &Arc<Origin>, found: &mut ArticleSink<'_>| importer.each(origin, found));
        let library = Self::with(import, BUDGET, deliver);
        library.imports.excerpts().read_with(Box::new(move |origin| own.excerpt(origin)));
        library.import(origins, remembered);
        library
    }

    /// A library of nothing but what is put into it by [`add`](Self::add). `import` is what imports an article again
    /// that was dropped.
    pub fn empty(
        import: impl Fn(&Arc<Origin>, &mut ArticleSink<'_>) -> ControlFlow<()> + Send + Sync + 'static,
        deliver: impl Fn(LibraryEvent) -> bool + Send + Sync + 'static,
    ) -> Self {
        let library = Self::with(Box::new(import), BUDGET, deliver);
        library.import_nothing();
        library
    }

    /// A library that holds `budget` bytes of articles, whose threads that import have not been started.
    pub(super) fn with(
        import: Box<ImportFn>,
        budget: usize,
        deliver: impl Fn(LibraryEvent) -> bool + Send + Sync + 'static,
    ) -> Self {
        let outlet = Arc::new(Outlet::new(deliver));
        let holdings = Arc::new(Holdings::new(import, budget));
        let standing = Arc::new(StandingRequests::new(&outlet));
        let outbox = Arc::new(Outbox::new(&outlet, &standing));
        let imports = ImportQueue::new(Intake::new(&holdings, &standing, &outbox, &outlet));
        let owned = Arc::clone(&holdings);
        let service = SearchService {
            holdings: Arc::clone(&holdings),
            standing: Arc::clone(&standing),
            outbox,
            outlet: Arc::clone(&outlet),
            work: Work::default(),
        };
        let search = Worker::new("search", &outlet, move |orders| service.serve(orders));
        let service = TermsService {
            holdings: Arc::clone(&holdings),
            standing: Arc::clone(&standing),
            outlet: Arc::clone(&outlet),
            words: ArchiveWords::default(),
        };
        let terms = Worker::new("terms", &outlet, move |orders| service.serve(orders));
        let own = Arc::clone(&outlet);
        let find = Worker::new("find", &outlet, move |orders| find::serve(orders, &holdings, &own));
        Self {
            outlet,
            standing,
            imports,
            holdings: owned,
            again: Mutex::default(),
            search,
            find,
            terms,
            finding: Mutex::default(),
            warm: AtomicBool::new(false),
        }
    }

    /// Starts importing.
    pub(super) fn import(&self, origins: Origins, remembered: Option<Remembered>) {
        let (again, orders) = mpsc::channel();
        let look = Look {
            queue: Arc::clone(&self.imports),
            holdings: Arc::clone(&self.holdings),
            standing: Arc::clone(&self.standing),
            outlet: Arc::clone(&self.outlet),
            search: self.search.clone(),
            origins,
            remembered,
        };
        *self.again.lock().unwrap_or_else(PoisonError::into_inner) = Some(again.clone());
        spawn("look", &self.outlet, move || look.run(&again, &orders));
        self.imports.start();
    }

    /// Looks again at what there is: where changes are not noticed by themselves.
    pub fn look_again(&self) {
        self.tell_look(LookOrder::Again);
    }

    fn tell_look(&self, order: LookOrder) {
        if let Some(again) = &*self.again.lock().unwrap_or_else(PoisonError::into_inner) {
            let _ = again.send(order);
        }
    }

    /// Starts what opens articles, and nothing else.
    pub(super) fn import_nothing(&self) {
        self.imports.start_without_origins();
    }

    /// Puts an article in that is at hand, or why there is none; the events are those of an import.
    pub fn add(&self, origin: Arc<Origin>, article: Result<Article, Failure>) -> EntryId {
        self.imports.add(origin, article)
    }

    /// Asks for an article: it is imported before anything that is only to be listed. This takes the place of a request
    /// to open that still waits, which then is not answered; one that is being imported is.
    pub fn open(&self, id: EntryId) {
        self.imports.open(id);
    }

    /// Asks for a query's hits in one article. This takes the place of a request to find that has not been answered.
    pub fn find(&self, request: RequestId, id: EntryId, query: &Arc<Query>) {
        self.find_in_one(request, id, query, FindWanted::Places);
    }

    /// Asks for a query's hits in one article, each with the text around it, of `budget` characters. A query that asks
    /// what the reader did is answered by `traces`. This takes the place of a request to find, and of one like this,
    /// that has not been answered.
    pub fn passages(
        &self,
        request: RequestId,
        id: EntryId,
        query: &Arc<Query>,
        traces: Option<Arc<TraceTable>>,
        budget: usize,
    ) {
        self.find_in_one(request, id, query, FindWanted::Passages { traces, budget });
    }

    fn find_in_one(&self, request: RequestId, id: EntryId, query: &Arc<Query>, wanted: FindWanted) {
        let cancel = Cancel::default();
        let mut finding = self.finding.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *finding, cancel.clone()).cancel();
        if let Err(SendError(order)) =
            self.find.send(FindOrder { request, id, query: Arc::clone(query), wanted, cancel })
        {
            self.outlet.send(order.failed(dead("find")));
        }
    }

    /// Asks which articles match a query, with snippets of `budget` characters: those that are here, and each that is
    /// imported later. A query that asks what the reader did is answered by `traces`. This takes the place of the search
    /// before.
    pub fn search(&self, request: RequestId, query: &Arc<Query>, traces: Option<Arc<TraceTable>>, budget: usize) {
        let search = Arc::new(StandingSearch::new(request, query, traces, budget));
        let ids = self.standing.start_search(&search);
        if self.search.send(SearchOrder::Search(search, ids)).is_err() {
            self.standing.answer_search();
        }
    }

    /// Gives the search up, if one stands: it stops between two articles, and no article is searched any more.
    pub fn stop_search(&self) {
        self.standing.stop_search();
    }

    /// Asks how often articles have the keywords: those that are here, and each that is imported later. What is known
    /// is answered at once. This takes the place of the request to count before.
    pub fn count(&self, request: RequestId, keywords: &Keywords) {
        self.standing.start_count(request, keywords);
        // A dead search thread has said so, and what is known is answered.
        let _ = self.search.send(SearchOrder::Count);
    }

    /// Asks which articles answer each of some queries, no more than a [`MemberMask`](search::MemberMask) has places:
    /// those that are here, and each that is imported later. This takes the place of the request before; without a query
    /// nothing is asked any more.
    pub fn members(&self, request: RequestId, queries: Vec<Arc<Query>>, traces: Option<Arc<TraceTable>>) {
        self.standing.start_members(StandingMembers::new(request, queries, traces));
        // A dead search thread has said so, and what is known is answered.
        let _ = self.search.send(SearchOrder::Members);
    }

    /// Asks for the key terms of an article.
    pub fn terms(&self, request: RequestId, id: EntryId) {
        if self.terms.send(TermsOrder { request, id }).is_err() {
            self.outlet.send(LibraryEvent::Terms { request, id, answer: Err(dead("terms")) });
        }
    }

    /// Makes ready what a search needs: a query is about to be typed.
    pub fn warm_up(&self) {
        if !self.warm.swap(true, Ordering::Relaxed) {
            // On a thread of its own: what is asked meanwhile may not need it.
            spawn("warm-up", &self.outlet, search::warm_up);
        }
        let _ = self.search.send(SearchOrder::Fold);
    }
}

impl Drop for Library {
    fn drop(&mut self) {
        self.outlet.close();
        self.imports.stop();
        self.tell_look(LookOrder::Stop);
        self.standing.close();
        self.finding.lock().unwrap_or_else(PoisonError::into_inner).cancel();
    }
}

/// Why nothing is answered by a worker that died.
fn dead(worker: &str) -> Failure {
    Failure::Broken(SafeText::line(&format!("the worker that answers this died: {worker}")))
}
