//! *Finding* in one article: the thread that answers what is typed while an article is read.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use super::event::LibraryEvent;
use super::holdings::Holdings;
use super::worker::{Outlet, guarded};
use crate::model::{EntryId, RequestId};
use crate::search::{Cancel, Facts, Query};

/// What is to be found, and where.
pub(super) struct FindOrder {
    pub request: RequestId,
    pub id: EntryId,
    pub query: Arc<Query>,
    pub cancel: Cancel,
}

/// Answers until there is nothing left that could ask. Of those that wait only the last has not been cancelled.
pub(super) fn serve(orders: &Receiver<FindOrder>, holdings: &Holdings, outlet: &Outlet) {
    while let Ok(FindOrder { request, id, query, cancel }) = orders.recv() {
        if cancel.is_cancelled() {
            continue;
        }
        let answer = guarded(|| {
            let stored = holdings.article(id)?;
            Ok(query.find_unless(&stored.document(Facts::default()), &cancel).unwrap_or_default())
        });
        if !cancel.is_cancelled() {
            outlet.send(LibraryEvent::Found { request, answer });
        }
    }
}
