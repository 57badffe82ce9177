//! *Finding* in one article: the thread that answers what is typed while an article is read, and what is in the article of
//! a result.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use super::event::LibraryEvent;
use super::holdings::Holdings;
use super::worker::{Outlet, guarded};
use crate::model::{EntryId, Failure, RequestId, TraceTable};
use crate::search::{Cancel, Facts, Found, Passages, Query, StoredArticle};

/// What is to be found, and where.
pub(super) struct FindOrder {
    pub request: RequestId,
    pub id: EntryId,
    pub query: Arc<Query>,
    pub wanted: FindWanted,
    pub cancel: Cancel,
}

/// What of it is to be told.
pub(super) enum FindWanted {
    /// The places.
    Places,
    /// The places with the text around them.
    Passages {
        /// What the query has to know of the reader, if it asks for that.
        traces: Option<Arc<TraceTable>>,
        /// The characters of a passage.
        budget: usize,
    },
}

impl FindOrder {
    fn find(&self, stored: &StoredArticle, facts: Facts<'_>) -> Found {
        self.query.find_unless(&stored.document(facts), &self.cancel).unwrap_or_default()
    }

    fn answer(&self, holdings: &Holdings) -> LibraryEvent {
        let request = self.request;
        match &self.wanted {
            FindWanted::Places => {
                let answer = guarded(|| Ok(self.find(&*holdings.article(self.id)?, Facts::default())));
                LibraryEvent::Found { request, answer }
            }
            FindWanted::Passages { traces, budget } => {
                let answer = guarded(|| {
                    let stored = holdings.article(self.id)?;
                    let facts = traces.as_deref().map(|traces| Facts::of(traces, &stored.article().meta));
                    let found = self.find(&stored, facts.unwrap_or_default());
                    Ok(Passages::new(stored.article(), &found, *budget))
                });
                LibraryEvent::Passages { request, answer }
            }
        }
    }

    /// The answer where there is nothing that could find it.
    pub fn failed(&self, why: Failure) -> LibraryEvent {
        let request = self.request;
        match self.wanted {
            FindWanted::Places => LibraryEvent::Found { request, answer: Err(why) },
            FindWanted::Passages { .. } => LibraryEvent::Passages { request, answer: Err(why) },
        }
    }
}

/// Answers until there is nothing left that could ask. Of those that wait only the last has not been cancelled.
pub(super) fn serve(orders: &Receiver<FindOrder>, holdings: &Holdings, outlet: &Outlet) {
    while let Ok(order) = orders.recv() {
        if order.cancel.is_cancelled() {
            continue;
        }
        let answer = order.answer(holdings);
        if !order.cancel.is_cancelled() {
            outlet.send(answer);
        }
    }
}
