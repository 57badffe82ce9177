//! A *worker*: a thread of the library. What it has to say goes out through the outlet; it never dies in silence.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};

use super::event::LibraryEvent;
use crate::error::panic_message;
use crate::model::{Failure, SafeText};

/// Where all events go out.
pub(super) struct Outlet {
    deliver: Box<dyn Fn(LibraryEvent) -> bool + Send + Sync>,
    closed: AtomicBool,
}

impl Outlet {
    /// Events go to `deliver`, which returns false when nothing listens any more. It must not wait, nor ask anything
    /// of the library: it is called under locks.
    pub fn new(deliver: impl Fn(LibraryEvent) -> bool + Send + Sync + 'static) -> Self {
        Self { deliver: Box::new(deliver), closed: AtomicBool::new(false) }
    }

    /// Delivers an event, unless nothing listens any more.
    pub fn send(&self, event: LibraryEvent) {
        if !self.is_closed() && !(self.deliver)(event) {
            self.close();
        }
    }

    /// Nothing is delivered any more.
    pub fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
    }

    /// Whether nothing is delivered any more: then all work is useless.
    pub fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Relaxed)
    }

    /// Says that a worker died, and of what.
    pub fn died(&self, worker: &'static str, panic: &(dyn Any + Send)) {
        self.send(LibraryEvent::Died { worker, why: panic_message(panic) });
    }
}

/// Starts a worker. If it cannot be started, or panics, an event says so.
pub(super) fn spawn(worker: &'static str, outlet: &std::sync::Arc<Outlet>, work: impl FnOnce() + Send + 'static) {
    let own = std::sync::Arc::clone(outlet);
    let run = move || {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(work)) {
            own.died(worker, panic.as_ref());
        }
    };
    if let Err(error) = std::thread::Builder::new().name(format!("kanbao {worker}")).spawn(run) {
        outlet.send(LibraryEvent::Died { worker, why: SafeText::line(&error.to_string()) });
    }
}

/// Does something that may panic; a panic is a failure like any other.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(Failure::Broken(panic_message(panic.as_ref()))))
}
