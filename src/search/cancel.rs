//! *Cancelling*: work that nobody waits for any more stops, in the middle of an article too.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A flag that makes work stop that nobody waits for any more: clone it, give the clone to the worker, cancel.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Nobody waits any more.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether nobody waits.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
