//! The *threads* of the import queue: when each is started, and what it does.

use std::sync::PoisonError;

use super::ImportQueue;
use crate::library::import_state::ImportState;
use crate::library::outbox::PAUSE;
use crate::library::worker::spawn;

impl ImportQueue {
    /// Starts importing what will be found. One file is the work of one thread; the others are started when there is
    /// work for them.
    pub fn start(&self) {
        let mut state = self.queue();
        state.importers = 1;
        drop(state);
        self.spawn("import", Self::import);
    }

    /// Starts the thread that opens, and no other.
    pub fn start_without_origins(&self) {
        let mut state = self.queue();
        (state.scanned, state.told_done) = (true, true);
        self.start_opener(&mut state);
    }

    pub(super) fn start_opener(&self, queue: &mut ImportState) {
        if !std::mem::replace(&mut queue.has_opener, true) {
            self.spawn("open", Self::serve);
        }
    }

    /// There is more than one thread can do: starts the others, if they have not been.
    pub(super) fn start_all(&self, queue: &mut ImportState) {
        self.start_opener(queue);
        if queue.importers == 1 {
            let cores = std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 4);
            (queue.importers..cores).for_each(|_| self.spawn("import", Self::import));
            queue.importers = cores;
        }
    }

    fn spawn(&self, worker: &'static str, work: impl FnOnce(&Self) + Send + 'static) {
        let Some(own) = self.own.upgrade() else { return };
        spawn(worker, &self.intake.outlet, move || work(&own));
    }

    /// An importer: first what was asked for and the opener cannot get at, then what the scan found.
    fn import(&self) {
        let mut queue = self.queue();
        while !self.is_stopped() {
            let wanted = if queue.is_opener_free { None } else { queue.wanted.take() };
            if let Some(id) = wanted {
                queue = self.answer(queue, id);
            } else if let Some((file, place)) = queue.changed.pop_front() {
                queue = self.load_changed(queue, file, place);
            } else if let Some(id) = self.next(&mut queue) {
                queue = self.load(queue, id, true);
            } else {
                queue = self.finish(queue);
                queue.idle += 1;
                queue = self.wake.wait(queue).unwrap_or_else(PoisonError::into_inner);
                queue.idle -= 1;
            }
        }
    }

    /// The opener: only what was asked for. As long as more entries may come it also delivers what is due.
    fn serve(&self) {
        let mut queue = self.queue();
        while !self.is_stopped() {
            if let Some(id) = queue.wanted.take() {
                queue.is_opener_free = false;
                queue = self.answer(queue, id);
                continue;
            }
            queue.is_opener_free = true;
            if queue.told_done {
                queue = self.wake.wait(queue).unwrap_or_else(PoisonError::into_inner);
            } else {
                drop(self.wake.wait_timeout(queue, PAUSE).unwrap_or_else(PoisonError::into_inner));
                self.intake.outbox.deliver_due();
                queue = self.queue();
            }
        }
    }
}
