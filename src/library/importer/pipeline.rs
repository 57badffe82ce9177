//! The *pipeline*: one thread unpacks, the other cores make articles of what it unpacks, and the articles are given in
//! the order of the container.
//!
//! No worker waits for a full load: while all are idle, each file is handed over by itself, so the first
//! article is there as soon as it can be; while all are busy, files are gathered into loads that are worth the trouble.
//! Between the two there is never more than one load, so a container of any size takes the memory of a few.

use std::any::Any;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::sync_channel;

use rayon::prelude::*;

use crate::source::Job;

/// The most files of a load, and about the most bytes.
const FILES: usize = 64;
const BYTES: usize = 1 << 20;

/// How it ended.
pub(super) enum PipelineEnd {
    Done,
    /// The receiver wanted no more.
    BrokenOff,
    /// The unpacking died of it.
    Panicked(Box<dyn Any + Send>),
}

/// Runs `produce` on a thread of its own and gives what `work` makes of each job to `give`, in order, until that breaks
/// off. `work` must not panic.
pub(super) fn run<T: Send>(
    produce: impl FnOnce(&mut dyn FnMut(Job) -> ControlFlow<()>) + Send,
    work: impl Fn(Job) -> Vec<T> + Sync,
    mut give: impl FnMut(T) -> ControlFlow<()>,
) -> PipelineEnd {
    // Whether the workers have nothing to do.
    let idle = AtomicBool::new(true);
    let (sender, receiver) = sync_channel::<Vec<Job>>(1);
    std::thread::scope(|scope| {
        let idle = &idle;
        let unpack = move || {
            let (mut load, mut bytes) = (Vec::new(), 0);
            produce(&mut |job| {
                bytes += job.weight();
                load.push(job);
                if !idle.swap(false, Ordering::Relaxed) && load.len() < FILES && bytes < BYTES {
                    return ControlFlow::Continue(());
                }
                bytes = 0;
                match sender.send(std::mem::take(&mut load)) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(_) => ControlFlow::Break(()),
                }
            });
            let _ = sender.send(load);
        };
        let builder = std::thread::Builder::new().name("kanbao unpack".to_owned());
        let thread = match builder.spawn_scoped(scope, move || catch_unwind(AssertUnwindSafe(unpack))) {
            Ok(thread) => thread,
            Err(error) => return PipelineEnd::Panicked(Box::new(error.to_string())),
        };
        let mut flow = ControlFlow::Continue(());
        while flow.is_continue() {
            let Ok(mut load) = receiver.recv() else { break };
            let made: Vec<Vec<T>> = match load.len() {
                // Not by way of the pool: a request for one article does not wait for the many of another.
                0 | 1 => load.pop().into_iter().map(&work).collect(),
                _ => load.into_par_iter().map(&work).collect(),
            };
            flow = made.into_iter().flatten().try_for_each(&mut give);
            idle.store(true, Ordering::Relaxed);
        }
        // The next send is told that there is no receiver.
        drop(receiver);
        match thread.join().and_then(|end| end) {
            _ if flow.is_break() => PipelineEnd::BrokenOff,
            Ok(()) => PipelineEnd::Done,
            Err(panic) => PipelineEnd::Panicked(panic),
        }
    })
}

/// The same without any thread, for one file.
pub(super) fn run_here<T>(
    produce: impl FnOnce(&mut dyn FnMut(Job) -> ControlFlow<()>),
    work: impl Fn(Job) -> Vec<T>,
    mut give: impl FnMut(T) -> ControlFlow<()>,
) -> PipelineEnd {
    let mut end = PipelineEnd::Done;
    produce(&mut |job| {
        let flow = work(job).into_iter().try_for_each(&mut give);
        if flow.is_break() {
            end = PipelineEnd::BrokenOff;
        }
        flow
    });
    end
}
