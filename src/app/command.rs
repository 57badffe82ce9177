//! A *command*: something that the state asks of outside. Answers come back as messages, under the number of the request.

use std::path::PathBuf;
use std::sync::Arc;

use crate::model::{AnnotationId, Article, Change, EntryId, Origin, PictureView, RequestId, SafeText, TraceTable};
use crate::search::{Keywords, Query};

/// What is asked for.
#[derive(Clone, Debug)]
pub enum Command {
    /// Give an article.
    Open(EntryId),
    /// Find a query in an article too long to be searched between two keys.
    Find {
        /// The number of the request.
        request: RequestId,
        /// The article.
        article: EntryId,
        /// What to find.
        query: Arc<Query>,
    },
    /// The hits of a query in one article, each with the text around it.
    Passages {
        /// The number of the request.
        request: RequestId,
        /// The article.
        article: EntryId,
        /// What to find.
        query: Arc<Query>,
        /// What the query has to know of the reader, if it asks for that.
        traces: Option<Arc<TraceTable>>,
        /// The characters of a passage.
        budget: usize,
    },
    /// Find a query in all articles, those that are read later too. A new one takes the place of the one before.
    Search {
        /// The number of the request.
        request: RequestId,
        /// What to find.
        query: Arc<Query>,
        /// What the query has to know of the reader, if it asks for that.
        traces: Option<Arc<TraceTable>>,
        /// The characters of a snippet.
        budget: usize,
    },
    /// The search in all articles was given up.
    StopSearch,
    /// Count the keywords in all articles.
    Count {
        /// The number of the request.
        request: RequestId,
        /// The keywords.
        keywords: Keywords,
    },
    /// Ask all articles which of these queries they answer, those that are read later too. Takes the place of the one
    /// before.
    Members {
        /// The number of the request.
        request: RequestId,
        /// The queries.
        queries: Vec<Arc<Query>>,
        /// What they have to know of the reader, if they ask for that.
        traces: Option<Arc<TraceTable>>,
    },
    /// The key terms of an article.
    Terms {
        /// The number of the request.
        request: RequestId,
        /// The article.
        article: EntryId,
    },
    /// Keep a change between runs.
    Save(Change),
    /// A query is about to be typed: load what searching needs.
    WarmUp,
    /// Have the mouse reported, or leave it to the terminal.
    ReportMouse(bool),
    /// Look again at what there is: something may have changed that was not noticed.
    LookAgain,
    /// Put this on the clipboard, and say so.
    Copy(Copied),
    /// Open this address in a browser.
    Browse(SafeText),
    /// Write an article to a file as Markdown, and say so.
    Write {
        /// The article.
        article: Arc<Article>,
        /// The path, as it was typed.
        path: String,
        /// Whether a file that is there may be written over.
        over: bool,
    },
    /// Give an article as Markdown to a program, and the terminal with it.
    Pipe {
        /// The article.
        article: Arc<Article>,
        /// The program and its arguments, as they were typed.
        program: String,
    },
    /// Open a file in an editor.
    Edit {
        /// The file.
        path: PathBuf,
        /// The text at the place in it that is meant.
        near: Option<String>,
    },
    /// Give a note to an editor, and say what became of it.
    WriteNote {
        /// Which note.
        id: AnnotationId,
        /// What it says now.
        text: String,
    },
    /// Say what was read.
    Statistics,
    /// Read the configuration again.
    ReloadConfig,
    /// Look a text up in the dictionaries.
    LookUp {
        /// The number of the request.
        request: RequestId,
        /// The text.
        text: String,
    },
    /// Draw a picture.
    Picture {
        /// The number of the request.
        request: RequestId,
        /// The article that has it.
        origin: Arc<Origin>,
        /// Where it is, as the article says.
        address: Option<SafeText>,
        /// What of it is to be seen.
        view: PictureView,
        /// Whether it lies over the screen, and not in the text.
        alone: bool,
    },
    /// Say how large pictures are.
    Measure {
        /// The number of the request.
        request: RequestId,
        /// The article that has them.
        origin: Arc<Origin>,
        /// Where they are, as the article says.
        addresses: Vec<Option<SafeText>>,
    },
    /// Open this file with what the system opens such files with.
    OpenFile(PathBuf),
    /// Say a sentence aloud; what is being said is broken off.
    Speak {
        /// The number of the request.
        request: RequestId,
        /// The sentence, on one line.
        text: String,
        /// The language of its article, if that is known.
        language: Option<SafeText>,
    },
    /// Say no more.
    Hush,
    /// Draw from nothing.
    Redraw,
    /// Stop until the shell continues us.
    Suspend,
    /// Leave.
    Quit,
}

/// What is taken out of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Copied {
    /// What was selected.
    Selection(String),
    /// A paragraph.
    Paragraph(String),
    /// An article as text.
    Text(String),
    /// An article, to be written as Markdown.
    Markdown(Arc<Article>),
    /// How an article is cited.
    Citation(String),
    /// An address.
    Link(SafeText),
    /// What the dictionaries say of a word.
    Definition(String),
}

impl Command {
    /// Whether a later command makes this one pointless: of several articles asked for at once only the last is wanted.
    pub(super) fn is_superseded_by(&self, later: &Self) -> bool {
        matches!(
            (self, later),
            (Self::Open(_), Self::Open(_))
                | (Self::Find { .. }, Self::Find { .. })
                | (Self::Passages { .. }, Self::Passages { .. })
                | (Self::Search { .. } | Self::StopSearch, Self::Search { .. } | Self::StopSearch)
                | (Self::Count { .. }, Self::Count { .. })
                | (Self::Members { .. }, Self::Members { .. })
                | (Self::Terms { .. }, Self::Terms { .. })
                | (Self::LookUp { .. }, Self::LookUp { .. })
                | (Self::Speak { .. } | Self::Hush, Self::Speak { .. } | Self::Hush)
                | (Self::Picture { alone: true, .. }, Self::Picture { alone: true, .. })
                | (Self::WarmUp, Self::WarmUp)
        )
    }
}
