//! A *role*: what something on the screen is. The [palette](super::palette) says how a role looks; nothing else names a
//! colour.

use crate::model::HighlightColour;
use crate::search::Slot;

/// What something on the screen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Running text.
    Text,
    /// Chrome, bylines, credits.
    Quiet,
    /// The line between panes, the scrollbar's track.
    Rule,
    /// The title of the article; what the eye is to fall on first.
    Title,
    /// A heading in the text.
    Heading,
    /// What the author set bold.
    Strong,
    /// What the author set italic.
    Emphasis,
    /// What the author took back.
    Struck,
    /// What the author inserted or underlined.
    Inserted,
    /// What the author marked.
    Marked,
    /// A block of program text.
    Code,
    /// Program text inside a line.
    InlineCode,
    /// The text of a link.
    Link,
    /// Quoted text.
    Quote,
    /// The head of a table.
    TableHead,
    /// A bullet, a number, a label.
    Marker,
    /// The selected entry in the pane that has the focus.
    Selected,
    /// The selected entry in the other pane.
    SelectedElsewhere,
    /// The scrollbar's thumb.
    Thumb,
    /// A tick in the scrollbar: a match.
    Tick,
    /// A match.
    Match,
    /// The match that was walked to.
    CurrentMatch,
    /// A keyword.
    Keyword(Slot),
    /// The mark of an article that has a keyword.
    Mark(Slot),
    /// What the reader highlighted.
    Highlight(HighlightColour),
    /// The sentence that is read aloud.
    Spoken,
    /// Something is wrong.
    Failure,
    /// What was selected with the mouse.
    Selection,
    /// The part of a query that is wrong.
    Wrong,
    /// A prompt's label.
    Prompt,
    /// The heading of a group of the list.
    Group,
}

/// So many keywords are lit by the colour of their letters; the others by that of their ground.
pub(super) const LETTERS: usize = 5;

/// Whether a keyword's colour is the ground of its letters.
pub(super) fn has_ground(slot: Slot) -> bool {
    slot.index() >= LETTERS
}
