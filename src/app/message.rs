//! A *message*: something that happened outside of the state: a key, a click, an answer.

use std::sync::Arc;
use std::time::Instant;

use crossterm::event::KeyEvent;

use super::notices::NoticeKind;
use super::pictures::PictureNews;
use super::target::Target;
use crate::model::{
    AnnotationId, BlockIx, Definitions, Entry, EntryId, Failure, Memory, OtherFiles, RequestId, SafeText, Statistics,
    TraceRows,
};
use crate::search::{Found, MemberMask, Passages, SearchHit, StoredArticle};

/// What happened.
#[derive(Debug)]
pub enum Message {
    /// A key.
    Key(KeyEvent),
    /// Text was pasted.
    Paste(SafeText),
    /// The button of the mouse went down on something.
    Press {
        /// What is there.
        target: Target,
        /// The column and the row.
        cell: (u16, u16),
        /// When.
        when: Instant,
    },
    /// The mouse moved over something with the button down.
    Drag(Target),
    /// The mouse is held at an edge of the text with the button down: by so many rows the text moves on.
    DragOn(isize),
    /// The button was released over something.
    Release(Target),
    /// The wheel turned over something, by so many rows.
    Wheel(Target, isize),
    /// The file that an article was to be written to is there already, by its path as it was typed.
    FileStands(String),
    /// A note came back from an editor.
    NoteWritten(AnnotationId, SafeText),
    /// What was read.
    Statistics(Statistics),
    /// Entries of the archive; one that is known already is another one now.
    Entries(Vec<(EntryId, Entry)>),
    /// Entries that are no more.
    Gone(Vec<EntryId>),
    /// How many entries were found, and how many of them are read.
    Progress {
        /// Entries found.
        found: usize,
        /// Entries read.
        read: usize,
    },
    /// All files so far that are no articles, which the list only counts.
    OtherFiles(OtherFiles),
    /// Everything that was found has been read.
    AllRead,
    /// The two ends of a long article that was asked for; the whole follows.
    Excerpt {
        /// The entry.
        id: EntryId,
        /// The ends, as an article.
        article: Arc<StoredArticle>,
        /// The first block of the end.
        seam: BlockIx,
    },
    /// An article that was asked for, or why there is none.
    Article(EntryId, Result<Arc<StoredArticle>, Failure>),
    /// What a query found in one article.
    Found {
        /// The number of the request.
        request: RequestId,
        /// What was found.
        found: Found,
    },
    /// Articles that answer a search; more may follow.
    Hits {
        /// The number of the request.
        request: RequestId,
        /// The articles, in no order.
        hits: Vec<SearchHit>,
        /// How many articles have been looked through.
        searched: usize,
    },
    /// The hits of one result, each with the text around it.
    Passages {
        /// The number of the request.
        request: RequestId,
        /// The first of them.
        passages: Passages,
    },
    /// How often articles have each keyword; those without any are left out.
    Counts {
        /// The number of the request.
        request: RequestId,
        /// For each article the counts in the order of the keywords.
        counts: Vec<(EntryId, Vec<u32>)>,
    },
    /// Which queries articles answer; more may follow.
    Members {
        /// The number of the request.
        request: RequestId,
        /// For each article which it answers.
        members: Vec<(EntryId, MemberMask)>,
    },
    /// The key terms of an article and how often it has each; they may come twice, the second time weighed against the
    /// archive.
    Terms {
        /// The number of the request.
        request: RequestId,
        /// The terms.
        terms: Vec<(SafeText, usize)>,
    },
    /// What the dictionaries say of a text that was looked up.
    Defined {
        /// The number of the request.
        request: RequestId,
        /// What was found.
        definitions: Definitions,
    },
    /// A sentence was said aloud.
    Spoken {
        /// The number of the request.
        request: RequestId,
        /// Why it was not.
        failed: Option<SafeText>,
    },
    /// What came of pictures.
    Picture(PictureNews),
    /// The time has come that was [asked for](super::App::wake_at), or one later.
    Tick(Instant),
    /// What earlier runs remembered.
    Memory(Box<Memory>),
    /// The traces that earlier runs left, all of them.
    Traces(TraceRows),
    /// Something that the reader is to be told.
    Notice(NoticeKind, SafeText),
    /// A worker died; what it said.
    Died(SafeText),
}
