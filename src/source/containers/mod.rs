//! A *packed file* is a file that holds files: a zip, a tar, a book. It is read where it is, never unpacked to disk.
//!
//! What can be packed is a kind of container: one file here with a `CONTAINER` in it and one line in [`CONTAINERS`]. A
//! file is known for one by its first bytes. The *walk* goes through it in its own order, into packed files in packed
//! files too, and gives out every file that may be an article as a [`Job`]: bytes that somebody else makes articles of,
//! on another core ([`pipeline`]). It holds one file at a time, and everything it unpacks is within one [`Budget`].
//!
//! Nothing that is wrong ends more than it must: a file that cannot be read is a job that says so, and what was given
//! before the damage stays.

mod budget;
mod epub;
mod gzip;
mod name;
pub(crate) mod pipeline;
mod tar;
mod zip;

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::sync::Arc;

use budget::{Budget, Trouble};
pub(crate) use epub::{Chapter, parse as parse_chapter};
pub(crate) use name::Wanted;

use super::scan;
use crate::error::Error;
use crate::model::{Limits, Note, Origin, Part, SafeText};
use crate::source::bytes::{Bytes, Source};

/// One kind of container.
struct Container {
    /// Whether a file is one, by its first bytes and its name.
    fits: fn(&Head<'_>) -> bool,
    /// Gives out what is in it.
    open: fn(&mut Walk<'_>, &Packed<'_>) -> ControlFlow<()>,
}

/// The kinds, those that are also another kind first.
static CONTAINERS: &[&Container] = &[&epub::CONTAINER, &zip::CONTAINER, &gzip::CONTAINER, &tar::CONTAINER];

/// The beginning of a file.
struct Head<'h> {
    bytes: &'h [u8],
    name: &'h str,
}

impl Head<'_> {
    fn container(&self) -> Option<&'static Container> {
        CONTAINERS.iter().copied().find(|container| (container.fits)(self))
    }
}

/// Something that may be an article, or may hold some.
#[derive(Debug)]
pub(crate) struct Job {
    pub origin: Arc<Origin>,
    pub what: What,
}

/// What is to be made an article.
#[derive(Debug)]
pub(crate) enum What {
    /// A file of its own.
    File {
        bytes: Bytes,
        /// The only article of it that is wanted.
        item: Option<usize>,
        /// What is wrong with it.
        note: Option<Note>,
    },
    /// A chapter of a book.
    Chapter(Box<Chapter>),
    /// It cannot be read.
    Failed(Error),
}

/// A file on the walk's way.
#[derive(Clone, Copy)]
struct Packed<'p> {
    origin: &'p Arc<Origin>,
    source: &'p Source,
    /// What its content is called: the name of a `.gz` without that.
    name: &'p str,
    wanted: Wanted<'p>,
    /// How many containers it is in.
    depth: usize,
}

impl Packed<'_> {
    /// The origin of a file in it.
    fn member(&self, name: &str) -> Arc<Origin> {
        Arc::new(Origin::Part { whole: Arc::clone(self.origin), part: Part::Member(name.into()) })
    }
}

/// The way through a packed file and everything in it.
struct Walk<'w> {
    budget: &'w Budget<'w>,
    /// The outermost packed file, of which the limits of the whole are said.
    outermost: &'w Arc<Origin>,
    emit: &'w mut dyn FnMut(Job) -> ControlFlow<()>,
}

/// Gives out what is wanted of a file, packed or not, until `emit` breaks off.
pub(crate) fn walk(
    origin: &Arc<Origin>,
    source: &Source,
    wanted: Wanted<'_>,
    limits: &Limits,
    emit: &mut dyn FnMut(Job) -> ControlFlow<()>,
) {
    let name = crate::library::importer::file_name(origin);
    let budget = Budget::new(limits, source.length());
    let mut walk = Walk { budget: &budget, outermost: origin, emit };
    // It breaks off where a limit of the whole is reached, too: who wants no more knows that already.
    let _ = walk.file(&Packed { origin, source, name: content_name(&name), wanted, depth: 0 }, None);
}

/// Whether a file is a list of articles and not one: a container, but for the `.gz` of one file.
pub(crate) fn is_packed(name: &str, source: &Source) -> bool {
    let Ok(bytes) = source.head() else { return false };
    let head = Head { bytes: &bytes, name };
    match head.container() {
        Some(container) if std::ptr::eq(container, &gzip::CONTAINER) => gzip::holds_container(name, source),
        container => container.is_some(),
    }
}

/// What the content of a file is called: `.gz` says only how it is packed.
pub(crate) fn content_name(name: &str) -> &str {
    name.rsplit_once('.')
        .filter(|(stem, extension)| !stem.is_empty() && extension.eq_ignore_ascii_case("gz"))
        .map_or(name, |(stem, _)| stem)
}

impl Walk<'_> {
    fn emit(&mut self, origin: &Arc<Origin>, what: What) -> ControlFlow<()> {
        (self.emit)(Job { origin: Arc::clone(origin), what })
    }

    /// Says that something cannot be read.
    fn failed(&mut self, origin: &Arc<Origin>, message: impl Into<Cow<'static, str>>) -> ControlFlow<()> {
        let error = std::io::Error::other(SafeText::line(&message.into()).to_string());
        self.emit(origin, What::Failed(Error::read(&origin.display(), error)))
    }

    /// Says that nothing more is read, where a limit of the whole was reached.
    fn go_on(&mut self) -> ControlFlow<()> {
        if let Some(message) = self.budget.reached() {
            let origin = Arc::clone(self.outermost);
            self.failed(&origin, message)?;
        }
        if self.budget.is_spent() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Counts one more file in a container.
    fn count(&mut self) -> ControlFlow<()> {
        self.budget.member();
        self.go_on()
    }

    /// Says what ended a container before its end.
    fn ended(&mut self, origin: &Arc<Origin>, trouble: Trouble) -> ControlFlow<()> {
        match trouble {
            Trouble::Spent => self.go_on(),
            Trouble::Limit(message) => self.failed(origin, message),
            Trouble::Damage(message) => {
                self.failed(origin, format!("damaged, and read as far as that goes: {message}"))
            }
        }
    }

    /// Gives out a file that was unpacked, as far as it was.
    fn member(&mut self, it: &Member<'_>, unpacked: (Vec<u8>, Option<Trouble>)) -> ControlFlow<()> {
        let (bytes, trouble) = unpacked;
        let damage = match trouble {
            None => None,
            Some(Trouble::Spent) => return self.go_on(),
            Some(Trouble::Limit(message)) => return self.failed(it.origin, message),
            Some(Trouble::Damage(message)) if bytes.is_empty() => {
                return self.failed(it.origin, format!("damaged: {message}"));
            }
            Some(Trouble::Damage(message)) => Some(message),
        };
        let Member { origin, name, wanted, named, depth } = *it;
        if !named && scan::is_data(name, &bytes) {
            return ControlFlow::Continue(());
        }
        let source = Source::Bytes(bytes.into());
        self.file(&Packed { origin, source: &source, name: content_name(name), wanted, depth }, damage)
    }

    /// Gives out a file, or what is in it; `damage` is how its bytes are not all there.
    fn file(&mut self, it: &Packed<'_>, damage: Option<String>) -> ControlFlow<()> {
        let head = match it.source.head() {
            Ok(head) => head,
            Err(error) => return self.emit(it.origin, What::Failed(Error::read(&it.origin.display(), error))),
        };
        match (Head { bytes: &head, name: it.name }.container()) {
            Some(container) => {
                self.container(container, it)?;
                damage.map_or(ControlFlow::Continue(()), |message| self.ended(it.origin, Trouble::Damage(message)))
            }
            // A way on into a file that holds no files.
            None if !it.wanted.path.is_empty() => ControlFlow::Continue(()),
            None => {
                let note = damage.map(|damage| Note::Damage { message: SafeText::line(&damage) });
                let what = match it.source.all(self.budget.limits.file) {
                    Ok(bytes) => What::File { bytes, item: it.wanted.item, note },
                    Err(error) => What::Failed(Error::read(&it.origin.display(), error)),
                };
                self.emit(it.origin, what)
            }
        }
    }

    fn container(&mut self, container: &Container, it: &Packed<'_>) -> ControlFlow<()> {
        let limit = self.budget.limits.depth;
        if it.depth >= limit {
            return self.failed(it.origin, format!("packed more than {limit} deep (limits.depth)"));
        }
        (container.open)(self, it)
    }
}

/// A file that comes out of a container.
#[derive(Clone, Copy)]
struct Member<'m> {
    origin: &'m Arc<Origin>,
    name: &'m str,
    wanted: Wanted<'m>,
    /// Whether it was asked for by its name.
    named: bool,
    /// How many containers it is in.
    depth: usize,
}

impl Job {
    /// About how many bytes it holds.
    fn weight(&self) -> usize {
        match &self.what {
            What::File { bytes, .. } => bytes.len(),
            What::Chapter(chapter) => chapter.bytes.len(),
            What::Failed(_) => 0,
        }
    }
}
