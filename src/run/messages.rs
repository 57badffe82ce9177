//! What *events* of the library and of what is kept between runs are to the state.

use crate::app::{Message, PictureNews};
use crate::library::LibraryEvent;
use crate::model::{SafeText, Words};
use crate::pictures::PictureAnswer;
use crate::state::StateEvent;

/// What an event of what is kept between runs is to the state.
pub(super) fn state_message(event: StateEvent, words: &Words) -> Message {
    let warning = |said: &str| Message::Warning(SafeText::line(said));
    match event {
        StateEvent::Memory(memory) => Message::Memory(memory),
        StateEvent::Traces(rows) => Message::Traces(rows),
        StateEvent::Newer => warning(words.state_newer),
        StateEvent::SetAside(to, saved) => {
            warning(&format!("{} {to}{}{saved}", words.state_damaged, words.state_saved))
        }
        StateEvent::Failed(error) => warning(&format!("{}{}", words.state_unkept, error.said(words))),
    }
}

/// What came of an order for pictures, to the state.
pub(super) fn picture_news(answer: PictureAnswer) -> PictureNews {
    match answer {
        PictureAnswer::Drawn { request, answer } => PictureNews::Drawn { request, answer },
        PictureAnswer::Measured { request, sizes } => PictureNews::Measured { request, sizes },
    }
}

/// What an event of the library is to the state.
pub(super) fn message_of(event: LibraryEvent) -> Message {
    match event {
        LibraryEvent::Entries(batch) => Message::Entries(batch),
        LibraryEvent::Progress { found, read } => Message::Progress { found, read },
        LibraryEvent::OtherFiles(others) => Message::OtherFiles(others),
        LibraryEvent::Done => Message::AllRead,
        LibraryEvent::Excerpt { id, article, seam } => Message::Excerpt { id, article, seam },
        LibraryEvent::Opened { id, answer } => Message::Article(id, answer),
        // Nothing is found in an article that cannot be read any more; the reader pane shows why when it is opened.
        LibraryEvent::Found { request, answer } => Message::Found { request, found: answer.unwrap_or_default() },
        LibraryEvent::Hits { request, hits, searched } => Message::Hits { request, hits, searched },
        LibraryEvent::Counts { request, counts, .. } => Message::Counts { request, counts },
        LibraryEvent::Members { request, members, .. } => Message::Members { request, members },
        LibraryEvent::Terms { request, answer, .. } => Message::Terms { request, terms: answer.unwrap_or_default() },
        LibraryEvent::Gone(ids) => Message::Gone(ids),
        LibraryEvent::Uncached { why } | LibraryEvent::Unwatched { why } => Message::Warning(why),
        LibraryEvent::Died { worker, why } => Message::Died(SafeText::line(&format!("{worker}: {why}"))),
    }
}
