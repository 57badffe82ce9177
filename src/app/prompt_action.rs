//! A *prompt action*: what a key means where text is typed.

/// Everything that a key can mean there, besides the character that it types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PromptAction {
    /// Takes what was typed.
    Answer,
    /// Gives it up.
    Abandon,
    /// What was typed before.
    Older,
    /// Back towards what was typed.
    Newer,
    /// Exactly as typed, or folded.
    Exact,
    /// By readings too, or not.
    Readings,
    /// A character back.
    CharacterBack,
    /// A character forward.
    CharacterForward,
    /// To the start of the word.
    WordBack,
    /// To the next word.
    WordForward,
    /// To the start of the line.
    LineStart,
    /// To the end of the line.
    LineEnd,
    /// Deletes the character before the cursor.
    DeleteBack,
    /// Deletes the character after it.
    Delete,
    /// Deletes back to white space.
    DeleteToSpace,
    /// Deletes back to the start of the word.
    DeleteWordBack,
    /// Deletes up to the next word.
    DeleteWord,
    /// Deletes the line.
    DeleteLine,
    /// Deletes to the end of the line.
    DeleteToEnd,
    /// Puts back what was deleted.
    Yank,
    /// Puts in the next of what is offered: actions, settings, tags.
    NextCompletion,
    /// Puts in the one before.
    PreviousCompletion,
    /// The help.
    Help,
    /// Notes: begins a line.
    NewLine,
    /// Notes: a row up.
    RowUp,
    /// Notes: a row down.
    RowDown,
    /// Notes: writes it in an editor.
    WriteOutside,
}

impl PromptAction {
    /// Every one of them, with its name in the key table.
    pub const ALL: [(Self, &'static str); 27] = [
        (Self::Answer, "answer"),
        (Self::Abandon, "abandon"),
        (Self::Older, "older"),
        (Self::Newer, "newer"),
        (Self::Exact, "exact"),
        (Self::Readings, "readings"),
        (Self::CharacterBack, "character-back"),
        (Self::CharacterForward, "character-forward"),
        (Self::WordBack, "word-back"),
        (Self::WordForward, "word-forward"),
        (Self::LineStart, "line-start"),
        (Self::LineEnd, "line-end"),
        (Self::DeleteBack, "delete-back"),
        (Self::Delete, "delete"),
        (Self::DeleteToSpace, "delete-to-space"),
        (Self::DeleteWordBack, "delete-word-back"),
        (Self::DeleteWord, "delete-word"),
        (Self::DeleteLine, "delete-line"),
        (Self::DeleteToEnd, "delete-to-end"),
        (Self::Yank, "yank"),
        (Self::NextCompletion, "next-completion"),
        (Self::PreviousCompletion, "previous-completion"),
        (Self::Help, "prompt-help"),
        (Self::NewLine, "new-line"),
        (Self::RowUp, "row-up"),
        (Self::RowDown, "row-down"),
        (Self::WriteOutside, "write-outside"),
    ];

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(action, _)| *action)
    }
}
