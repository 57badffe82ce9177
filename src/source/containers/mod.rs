//! A *container* is a file that holds files: a zip, a tar, a book. It is read where it is, never unpacked to disk.
//!
//! | word | what it is | module |
//! | --- | --- | --- |
//! | *walk* | the way through a container; what a kind of container is | `walk` |
//! | *registry* | the kinds there are, one line each | `registry` |
//! | *job* | bytes that may be an article, given out | `job` |
//! | *budget* | how much may be unpacked | `budget` |
//! | *name* | what a file in a container is called | `names` |
//!
//! A file is known for a container by its first bytes. Nothing that is wrong ends more than it must: a file that cannot
//! be read is a job that says so, and what was given before the damage stays.

mod budget;
mod epub;
mod gzip;
mod job;
mod names;
mod registry;
mod tar;
mod walk;
mod zip;

use std::ops::ControlFlow;
use std::sync::Arc;

use super::byte_source::ByteSource;
use super::interpreter::Interpreter;
use super::selector::Selector;
use crate::model::{Limits, Origin, content_name};

use budget::Budget;
pub(crate) use job::{Job, JobContent, PackedChapter};
pub(crate) use registry::is_list;
use walk::{ContainerWalk, VisitedFile};

/// Gives out what is selected of a file, container or not, until `emit` breaks off.
pub(crate) fn walk(
    origin: &Arc<Origin>,
    source: &ByteSource,
    selector: Selector<'_>,
    limits: &Limits,
    interpreter: &Interpreter,
    emit: &mut dyn FnMut(Job) -> ControlFlow<()>,
) {
    let name = origin.file_name();
    let budget = Budget::new(limits, source.length());
    let find = registry::container_of;
    let mut walk = ContainerWalk { budget: &budget, interpreter, outermost: origin, find, emit };
    // It breaks off where a limit of the whole is reached, too; that has been said by then.
    let _ = walk.file(&VisitedFile { origin, source, name: content_name(&name), selector, depth: 0 }, None);
}
