//! A *worker*: a thread of the library. What it has to say goes out through the outlet; it never dies in silence.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, SendError, Sender};
use std::sync::{Arc, Mutex, PoisonError};

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

/// A worker that takes orders. Its thread is started when it is first given one: of most runs none is.
pub(super) struct Worker<T> {
    orders: Sender<T>,
    start: Arc<Mutex<Option<StartFn>>>,
}

/// What starts the thread of a worker.
type StartFn = Box<dyn FnOnce() + Send>;

impl<T: Send + 'static> Worker<T> {
    /// A worker that does `work` with the orders, until there is no one left to give any.
    pub fn new(worker: &'static str, outlet: &Arc<Outlet>, work: impl FnOnce(&Receiver<T>) + Send + 'static) -> Self {
        let (orders, received) = mpsc::channel();
        let outlet = Arc::clone(outlet);
        let start = move || spawn(worker, &outlet, move || work(&received));
        Self { orders, start: Arc::new(Mutex::new(Some(Box::new(start)))) }
    }

    /// Gives it an order.
    ///
    /// # Errors
    /// When it died.
    pub fn send(&self, order: T) -> Result<(), SendError<T>> {
        if let Some(start) = self.start.lock().unwrap_or_else(PoisonError::into_inner).take() {
            start();
        }
        self.orders.send(order)
    }
}

impl<T> Clone for Worker<T> {
    fn clone(&self) -> Self {
        Self { orders: self.orders.clone(), start: Arc::clone(&self.start) }
    }
}

/// Starts a worker. If it cannot be started, or panics, an event says so.
pub(super) fn spawn(worker: &'static str, outlet: &Arc<Outlet>, work: impl FnOnce() + Send + 'static) {
    let own = Arc::clone(outlet);
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
