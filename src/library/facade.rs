//! The *library*: the one place that the run loop asks for articles and for what is in them.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::event::LibraryEvent;
use super::importer::{ArticleSink, Importer, entry, failed_with};
use super::loader::{self, Loader, Origins};
use super::search_service::{Reply, SearchService};
use crate::model::{Article, EntryId, Failure, Origin, RequestId};
use crate::search::{Keywords, Query, StoredArticle};

type Deliver = Arc<dyn Fn(LibraryEvent) -> bool + Send + Sync>;
type Articles = Arc<Mutex<HashMap<EntryId, Arc<StoredArticle>>>>;

/// What is open. Requests go in without waiting; answers come out through `deliver`, from threads of its own. Dropping
/// it stops them as soon as they can.
pub struct Library {
    deliver: Deliver,
    loader: Option<Loader>,
    search: Arc<Mutex<Option<SearchService>>>,
    articles: Articles,
    added: AtomicUsize,
    asked: Arc<Mutex<HashMap<EntryId, RequestId>>>,
}

impl Library {
    /// Opens what `origins` names: finds it and imports it in the background. Every event goes to `deliver`, which
    /// returns false when nothing listens any more; then everything stops.
    pub fn start(
        origins: Origins,
        importer: Importer,
        deliver: impl Fn(LibraryEvent) -> bool + Send + Sync + 'static,
    ) -> Self {
        let mut library = Self::empty(|_, _| ControlFlow::Continue(()), deliver);
        let (deliver, articles) = (Arc::clone(&library.deliver), Arc::clone(&library.articles));
        let search = Arc::clone(&library.search);
        let hear = move |event| {
            let event = match event {
                loader::Event::Entries(batch) => LibraryEvent::Entries(batch),
                loader::Event::Article(id, answer) => {
                    LibraryEvent::Opened { id, answer: answer.map(|article| Arc::new(StoredArticle::new(article))) }
                }
                loader::Event::Progress { found, read } => LibraryEvent::Progress { found, read },
                loader::Event::Done => LibraryEvent::Done,
                loader::Event::Died(why) => LibraryEvent::Died { worker: "import", why },
                loader::Event::Read(id, article) => {
                    if let Some(search) = lock(&search).as_mut() {
                        search.add(id, &article);
                    }
                    lock(&articles).insert(id, Arc::new(StoredArticle::new(article)));
                    return true;
                }
            };
            deliver(event)
        };
        library.loader = Some(Loader::start(origins, importer, hear));
        library
    }

    /// A library of what is put into it by [`add`](Self::add); `import` imports it again when it was dropped.
    pub fn empty(
        _import: impl Fn(&Arc<Origin>, &mut ArticleSink<'_>) -> ControlFlow<()> + Send + Sync + 'static,
        deliver: impl Fn(LibraryEvent) -> bool + Send + Sync + 'static,
    ) -> Self {
        let deliver: Deliver = Arc::new(deliver);
        let asked: Arc<Mutex<HashMap<EntryId, RequestId>>> = Arc::default();
        let (hear, of) = (Arc::clone(&deliver), Arc::clone(&asked));
        let search = SearchService::open(move |reply| {
            let event = match reply {
                Ok(Reply::Here { number, found }) => {
                    LibraryEvent::Found { request: RequestId(number), answer: Ok(found) }
                }
                Ok(Reply::Everywhere { number, results, searched }) => {
                    LibraryEvent::Hits { request: RequestId(number), hits: results, searched }
                }
                Ok(Reply::Keywords { number, counts }) => {
                    LibraryEvent::Counts { request: RequestId(number), counts, counted: 0 }
                }
                Ok(Reply::Terms(id, terms)) => LibraryEvent::Terms {
                    request: lock(&of).get(&id).copied().unwrap_or_default(),
                    id,
                    answer: Ok(terms),
                },
                Err(why) => LibraryEvent::Died { worker: "search", why },
            };
            hear(event);
        })
        .ok();
        Self {
            deliver,
            loader: None,
            search: Arc::new(Mutex::new(search)),
            added: AtomicUsize::new(0),
            articles: Arc::default(),
            asked,
        }
    }

    /// Puts an article in that is at hand, or why there is none, and says so by the same events as an import does.
    pub fn add(&self, origin: Arc<Origin>, article: Result<Article, Failure>) -> EntryId {
        let made = match &article {
            Ok(article) => entry(origin, article),
            Err(failure) => failed_with(origin, failure.clone()),
        };
        let id = EntryId(self.added.fetch_add(1, Ordering::Relaxed));
        if let Ok(article) = article.map(Arc::new) {
            if let Some(search) = lock(&self.search).as_mut() {
                search.add(id, &article);
            }
            lock(&self.articles).insert(id, Arc::new(StoredArticle::new(article)));
        }
        (self.deliver)(LibraryEvent::Entries(vec![(id, made)]));
        id
    }

    /// Asks for an article. It is imported before anything that is only to be listed. Takes the place of a request
    /// to open that still waits, which is not answered then.
    pub fn open(&self, id: EntryId) {
        if let Some(loader) = &self.loader {
            loader.open(id);
        }
    }

    /// Asks for a query's hits in one article. Takes the place of a request to find that is not answered yet.
    pub fn find(&self, request: RequestId, id: EntryId, query: &Arc<Query>) {
        let article = lock(&self.articles).get(&id).cloned();
        if let (Some(article), Some(search)) = (article, lock(&self.search).as_mut()) {
            search.find(request.0, article.article(), query);
        }
    }

    /// Asks which articles match a query, with snippets of `budget` characters: those that are here, and each that is
    /// imported later. Takes the place of the search before.
    pub fn search(&self, request: RequestId, query: &Arc<Query>, budget: usize) {
        if let Some(search) = lock(&self.search).as_mut() {
            search.search(request.0, query, budget);
        }
    }

    /// Gives the search up, if there is one: nothing is searched for any more.
    pub fn stop_search(&self) {}

    /// Asks how often articles have the keywords: those that are here, and each that is imported later. Takes the
    /// place of the request to count before.
    pub fn count(&self, request: RequestId, keywords: &Keywords) {
        if let Some(search) = lock(&self.search).as_mut() {
            search.count(request.0, keywords);
        }
    }

    /// Asks for the key terms of an article.
    pub fn terms(&self, request: RequestId, id: EntryId) {
        lock(&self.asked).insert(id, request);
        let article = lock(&self.articles).get(&id).cloned();
        if let (Some(article), Some(search)) = (article, lock(&self.search).as_mut()) {
            search.terms(id, article.article());
        }
    }

    /// Makes ready what a search needs: a query is about to be typed.
    pub fn warm_up(&self) {
        if let Some(search) = lock(&self.search).as_mut() {
            search.warm_up();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
