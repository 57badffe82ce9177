//! The *walk* through a container, in its own order and into containers in containers too. It gives out every file that
//! may be an article as a [`Job`], holds one file at a time, and everything it unpacks is within one [`Budget`].
//!
//! What a [`Container`] is stands here, apart from the table of them: each kind of container walks on through what it
//! holds, so the walk is given the look-up in the table as a function.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::sync::Arc;

use super::budget::{Budget, UnpackError};
use super::job::{Job, JobContent};
use crate::error::Error;
use crate::model::{Note, Origin, Part, SafeText, content_name, kind_of_name};
use crate::source::byte_source::ByteSource;
use crate::source::file_policy;
use crate::source::interpreter::Interpreter;
use crate::source::selector::{SelectedMember, Selector};

/// One kind of container.
pub(super) struct Container {
    /// Whether a file is one, by its first bytes and its name.
    pub fits: fn(&FileHead<'_>) -> bool,
    /// Gives out what is in it.
    pub open: fn(&mut ContainerWalk<'_>, &VisitedFile<'_>) -> ControlFlow<()>,
}

/// The beginning of a file, and its name.
pub(super) struct FileHead<'h> {
    pub bytes: &'h [u8],
    pub name: &'h str,
}

/// Finds the kind of container that a file is, if it is one.
pub(super) type FindContainer = fn(&FileHead<'_>) -> Option<&'static Container>;

/// A file on the walk's way.
#[derive(Clone, Copy)]
pub(super) struct VisitedFile<'v> {
    pub origin: &'v Arc<Origin>,
    pub source: &'v ByteSource,
    /// What its content is called: the name of a `.gz` without that.
    pub name: &'v str,
    pub selector: Selector<'v>,
    /// How many containers it is in.
    pub depth: usize,
}

impl VisitedFile<'_> {
    /// The origin of a file in it.
    pub fn member(&self, name: &str) -> Arc<Origin> {
        Arc::new(Origin::Part { whole: Arc::clone(self.origin), part: Part::Member(name.into()) })
    }
}

/// A file that comes out of a container.
#[derive(Clone, Copy)]
pub(super) struct Member<'m> {
    pub origin: &'m Arc<Origin>,
    pub name: &'m str,
    pub selector: Selector<'m>,
    /// Whether it was asked for by its name.
    pub named: bool,
    /// How many containers it is in.
    pub depth: usize,
}

impl<'m> Member<'m> {
    /// A file that was selected in a container.
    pub fn new(
        origin: &'m Arc<Origin>,
        name: &'m str,
        selected: &SelectedMember<'m>,
        around: &VisitedFile<'_>,
    ) -> Self {
        Self { origin, name, selector: selected.selector, named: selected.only, depth: around.depth + 1 }
    }
}

/// The bytes of a file as far as they were unpacked, and what ended that too early.
pub(super) type Unpacked = (Vec<u8>, Option<UnpackError>);

/// The way through a container and everything in it.
pub(super) struct ContainerWalk<'w> {
    pub budget: &'w Budget<'w>,
    pub interpreter: &'w Interpreter,
    /// The outermost container, of which the limits of the whole are said.
    pub outermost: &'w Arc<Origin>,
    pub find: FindContainer,
    pub emit: &'w mut dyn FnMut(Job) -> ControlFlow<()>,
}

impl ContainerWalk<'_> {
    pub fn emit(&mut self, origin: &Arc<Origin>, content: JobContent) -> ControlFlow<()> {
        (self.emit)(Job { origin: Arc::clone(origin), content })
    }

    /// Says that something cannot be read.
    pub fn failed(&mut self, origin: &Arc<Origin>, message: impl Into<Cow<'static, str>>) -> ControlFlow<()> {
        let error = std::io::Error::other(SafeText::line(&message.into()).to_string());
        self.emit(origin, JobContent::Failed(Error::read(&origin.display(), error)))
    }

    /// Says that a file is of a kind that articles are not, by its name.
    pub fn other_file(&mut self, origin: &Arc<Origin>, name: &str) -> ControlFlow<()> {
        let kind = kind_of_name(content_name(name));
        self.emit(origin, JobContent::Failed(Error::OtherFile { path: origin.display(), kind }))
    }

    /// The same of a file that was not even selected, where all were asked for.
    pub fn passed_over(&mut self, it: &VisitedFile<'_>, name: &str) -> ControlFlow<()> {
        if it.selector.is_part() || file_policy::is_hidden(name) {
            return ControlFlow::Continue(());
        }
        self.other_file(&it.member(name), name)
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
    pub fn count(&mut self) -> ControlFlow<()> {
        self.budget.member();
        self.go_on()
    }

    /// Says what ended a container before its end.
    pub fn ended(&mut self, origin: &Arc<Origin>, error: UnpackError) -> ControlFlow<()> {
        match error {
            UnpackError::Spent => self.go_on(),
            UnpackError::Limit(message) => self.failed(origin, message),
            UnpackError::Damage(message) => {
                self.failed(origin, format!("damaged, and read as far as that goes: {message}"))
            }
        }
    }

    /// Gives out a file that was unpacked, as far as it was.
    pub fn member(&mut self, it: &Member<'_>, unpacked: Unpacked) -> ControlFlow<()> {
        let (bytes, error) = unpacked;
        let damage = match error {
            None => None,
            Some(UnpackError::Spent) => return self.go_on(),
            Some(UnpackError::Limit(message)) => return self.failed(it.origin, message),
            Some(UnpackError::Damage(message)) if bytes.is_empty() => {
                return self.failed(it.origin, format!("damaged: {message}"));
            }
            Some(UnpackError::Damage(message)) => Some(message),
        };
        let Member { origin, name, selector, named, depth } = *it;
        if !named && file_policy::is_data(name, &bytes, self.interpreter.is_article_list) {
            return self.other_file(origin, name);
        }
        let source = ByteSource::Bytes(bytes.into());
        self.file(&VisitedFile { origin, source: &source, name: content_name(name), selector, depth }, damage)
    }

    /// Gives out a file, or what is in it; `damage` is how its bytes are not all there.
    pub fn file(&mut self, it: &VisitedFile<'_>, damage: Option<String>) -> ControlFlow<()> {
        let head = match it.source.head() {
            Ok(head) => head,
            Err(error) => {
                return self.emit(it.origin, JobContent::Failed(Error::read(&it.origin.display(), error)));
            }
        };
        match (self.find)(&FileHead { bytes: &head, name: it.name }) {
            Some(container) => {
                self.enter(it, container.open)?;
                damage.map_or(ControlFlow::Continue(()), |message| self.ended(it.origin, UnpackError::Damage(message)))
            }
            // A way on into a file that holds no files.
            None if !it.selector.path.is_empty() => ControlFlow::Continue(()),
            None => {
                let note = damage.map(|damage| Note::Damage { message: SafeText::line(&damage) });
                let content = match it.source.all(self.budget.limits.file) {
                    Ok(bytes) => JobContent::File { bytes, item: it.selector.item, note },
                    Err(error) => JobContent::Failed(Error::read(&it.origin.display(), error)),
                };
                self.emit(it.origin, content)
            }
        }
    }

    /// Opens a container, unless it lies too deep.
    pub fn enter(
        &mut self,
        it: &VisitedFile<'_>,
        open: impl FnOnce(&mut Self, &VisitedFile<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let limit = self.budget.limits.depth;
        if it.depth >= limit {
            return self.failed(it.origin, format!("packed more than {limit} deep (limits.depth)"));
        }
        open(self, it)
    }
}
