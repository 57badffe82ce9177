//! *Memory*: what the program remembers between runs, as plain data. Where it is kept is the business of `state`.

use super::{
    Annotation, AnnotationId, Arrangement, Bookmark, Finish, SafeText, SavedSearch, TraceChange, TraceKey, TraceRows,
};

/// A word that is lit, as it is remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptWord {
    /// The word.
    pub word: SafeText,
    /// What it is called, where that is not the word itself.
    pub name: Option<SafeText>,
    /// The number of its colour.
    pub slot: u8,
    /// Whether it is lit now.
    pub on: bool,
}

/// What is remembered at the start of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// What was searched for, the last first.
    pub searches: Vec<SafeText>,
    /// The words that are lit, in the order they were added.
    pub keywords: Vec<KeptWord>,
    /// How the list of this archive was arranged last.
    pub arrangement: Option<Arrangement>,
    /// How this archive was left.
    pub view: Option<LastView>,
    /// The settings that were changed by keys.
    pub settings: Vec<KeptSetting>,
    /// The traces on what is shown first: the article that was open last, and the files that were opened by name.
    pub first: TraceRows,
    /// What was highlighted, in all archives.
    pub annotations: Vec<Annotation>,
    /// The places that have a letter.
    pub bookmarks: Vec<Bookmark>,
    /// What was typed into other prompts, the last first.
    pub typed: Vec<(TypedKind, SafeText)>,
    /// The saved searches of the reader, and what became of those of the program.
    pub saved: Vec<SavedSearch>,
    /// The one that the list of this archive showed last, by its id.
    pub shown_search: Option<SafeText>,
}

/// What a text was typed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypedKind {
    /// An action, by its name.
    Action,
    /// A program that got an article.
    Program,
}

impl TypedKind {
    /// Each with its name in the database.
    pub const EACH: [(Self, &'static str); 2] = [(Self::Action, "action"), (Self::Program, "program")];

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::EACH.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }
}

/// How an archive was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastView {
    /// The article that was open.
    pub article: TraceKey,
    /// Whether the text had the focus, and not the list.
    pub in_text: bool,
    /// Whether the list was hidden.
    pub list_hidden: bool,
}

/// A setting that was changed by a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptSetting {
    /// Its name, as the configuration has it.
    pub name: SafeText,
    /// What it was changed to.
    pub value: SafeText,
    /// What the configuration said then. Once that says something else, it holds.
    pub configured: SafeText,
}

/// Something new to be remembered. Each is a whole: it is kept altogether or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// This was searched for.
    Searched(SafeText),
    /// This was typed into another prompt.
    Typed(TypedKind, SafeText),
    /// A keyword is new, or has changed.
    Keyword(KeptWord),
    /// A keyword is gone.
    NoKeyword(SafeText),
    /// The list of this archive is arranged otherwise.
    Arranged(Arrangement),
    /// The reader left traces on articles.
    Traced(Vec<TraceChange>),
    /// This archive is looked at otherwise.
    Viewed(LastView),
    /// A setting was changed by a key.
    Set(KeptSetting),
    /// An annotation is new, or has changed.
    Annotated(Box<Annotation>),
    /// An annotation is gone.
    NoAnnotation(AnnotationId),
    /// A place was given a letter.
    Bookmarked(Bookmark),
    /// A saved search is new, or has changed.
    SavedSearch(SavedSearch),
    /// The saved search of this id is gone.
    NoSavedSearch(SafeText),
    /// The list of this archive shows the saved search of this id, or all there is.
    ShownSearch(Option<SafeText>),
    /// An article was read to its end, now.
    Finished(Finish),
    /// That was taken back, of the article with this number of its text.
    Unfinished(u64),
}

/// Which archive is open: the real paths of what was opened, in their order, so that the same files are the same archive
/// from whichever folder they are named. Of the samples there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ArchiveId(Box<[u8]>);

impl ArchiveId {
    /// Of real paths, as the system has them.
    pub fn of<'p>(paths: impl IntoIterator<Item = &'p [u8]>) -> Self {
        let mut paths: Vec<&[u8]> = paths.into_iter().collect();
        paths.sort_unstable();
        paths.dedup();
        Self(paths.join(&0).into_boxed_slice())
    }

    /// The bytes by which it is known.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}
