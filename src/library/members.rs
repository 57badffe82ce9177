//! *Members*: which articles answer each of some queries that stand: the saved searches that look into texts. Asked of
//! every article once, off the screen's thread, and of each that arrives or changes later.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::model::{EntryId, Meta, RequestId, TraceTable};
use crate::search::{Cancel, Facts, MemberMask, Query, StoredArticle};

/// Some queries that are put to all articles together.
pub(super) struct StandingMembers {
    pub request: RequestId,
    queries: Vec<Arc<Query>>,
    /// What the queries have to know of the reader, if they ask for that.
    traces: Option<Arc<TraceTable>>,
    pub cancel: Cancel,
}

impl StandingMembers {
    /// Queries, as many as a [`MemberMask`] has places.
    pub fn new(request: RequestId, queries: Vec<Arc<Query>>, traces: Option<Arc<TraceTable>>) -> Self {
        Self { request, queries, traces, cancel: Cancel::default() }
    }

    /// The same, to be gone on with later: what is at it stops.
    pub fn put_off(&self) -> Self {
        self.cancel.cancel();
        Self::new(self.request, self.queries.clone(), self.traces.clone())
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.queries.is_empty()
    }

    /// Whether an article may answer any, told from its meta and its fold.
    pub fn may_answer<'f>(&self, meta: &dyn Fn() -> Option<Arc<Meta>>, fold: &dyn Fn() -> Option<&'f [u8]>) -> bool {
        self.queries.iter().any(|query| query.may_match(self.traces.as_deref(), meta, fold))
    }

    /// Which of them an article answers.
    pub fn ask(&self, stored: &StoredArticle) -> MemberMask {
        let facts = self.traces.as_deref().map(|traces| Facts::of(traces, &stored.article().meta));
        let document = stored.document(facts.unwrap_or_default());
        MemberMask::of(self.queries.iter().map(|query| query.matches(&document)))
    }
}

/// The request that stands, and which articles it was put to.
#[derive(Default)]
pub(super) struct MemberTable {
    pub standing: Option<Arc<StandingMembers>>,
    asked: FxHashSet<EntryId>,
}

impl MemberTable {
    /// Another request stands, or none.
    pub fn start(&mut self, members: Option<Arc<StandingMembers>>) {
        self.stop();
        self.asked = FxHashSet::default();
        self.standing = members;
    }

    /// What is at it stops, to be gone on with later.
    pub fn put_off(&mut self) {
        self.standing = self.standing.take().map(|standing| Arc::new(standing.put_off()));
    }

    /// What is at it stops.
    pub fn stop(&mut self) {
        if let Some(before) = &self.standing {
            before.cancel.cancel();
        }
    }

    /// Articles have answered; gives how many have in all.
    pub fn record(&mut self, ids: impl Iterator<Item = EntryId>) -> usize {
        self.asked.extend(ids);
        self.asked.len()
    }

    /// The articles that have not been asked.
    pub fn unasked(&self, articles: &[EntryId]) -> Vec<EntryId> {
        articles.iter().copied().filter(|id| !self.asked.contains(id)).collect()
    }

    /// Articles are no more.
    pub fn depart(&mut self, ids: &FxHashSet<EntryId>) {
        self.asked.retain(|id| !ids.contains(id));
    }
}
