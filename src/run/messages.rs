//! What *events* of the mouse, of the library and of what is kept between runs are to the state.

use std::time::Instant;

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use crate::app::{App, Message, NoticeKind, PictureNews};
use crate::lexicon::LexiconAnswer;
use crate::library::LibraryEvent;
use crate::model::{SafeText, Words};
use crate::pictures::PictureAnswer;
use crate::state::StateEvent;
use crate::view::{self, Areas};

/// Rows that the wheel moves at a time.
const WHEEL: isize = 3;

/// What an event of what is kept between runs is to the state.
pub(super) fn state_message(event: StateEvent, words: &Words) -> Message {
    let warning = |said: &str| Message::Notice(NoticeKind::Failure, SafeText::line(said));
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

/// What the dictionaries say.
pub(super) fn defined(LexiconAnswer { request, definitions }: LexiconAnswer) -> Message {
    Message::Defined { request, definitions }
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
        LibraryEvent::Passages { request, answer } => {
            Message::Passages { request, passages: answer.unwrap_or_default() }
        }
        LibraryEvent::Terms { request, answer, .. } => Message::Terms { request, terms: answer.unwrap_or_default() },
        LibraryEvent::Gone(ids) => Message::Gone(ids),
        LibraryEvent::Uncached { why } | LibraryEvent::Unwatched { why } => Message::Notice(NoticeKind::Failure, why),
        LibraryEvent::Died { worker, why } => Message::Died(SafeText::line(&format!("{worker}: {why}"))),
    }
}

/// What was done, or why it was not.
pub(super) fn told(said: Result<SafeText, SafeText>) -> Message {
    said.map_or_else(failed, |said| Message::Notice(NoticeKind::Answer, said))
}

/// Why something was not done.
pub(super) fn failed(why: SafeText) -> Message {
    Message::Notice(NoticeKind::Failure, why)
}

/// What the mouse did; nothing where that means nothing.
pub(super) fn mouse_message(mouse: MouseEvent, app: &App, areas: &Areas) -> Option<Message> {
    let at = Position::new(mouse.column, mouse.row);
    let is_held = matches!(mouse.kind, MouseEventKind::Drag(_) | MouseEventKind::Up(_));
    let target = if is_held { view::drag_test(app, areas, at) } else { view::hit_test(app, areas, at) };
    match mouse.kind {
        MouseEventKind::ScrollDown => Some(Message::Wheel(target, WHEEL)),
        MouseEventKind::ScrollUp => Some(Message::Wheel(target, -WHEEL)),
        MouseEventKind::Down(MouseButton::Left) => {
            Some(Message::Press { target, cell: (mouse.column, mouse.row), when: Instant::now() })
        }
        MouseEventKind::Drag(MouseButton::Left) => Some(Message::Drag(target)),
        MouseEventKind::Up(MouseButton::Left) => Some(Message::Release(target)),
        _ => None,
    }
}
