//! The *contexts* in which keys are looked up.

use serde::Deserialize;

/// Where a key is looked up: in the context that has the focus, then in that context's parent, up to
/// [`Context::Common`]. No context gives a second meaning to an action of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Context {
    /// Everywhere but in a prompt.
    Common,
    /// Wherever the list or the article has the focus.
    Panes,
    /// The list.
    List,
    /// The article.
    Reader,
    /// The article, while keys move an end of the selection.
    Selection,
    /// The article, while it scrolls by itself.
    Scrolling,
    /// The article, while it is read aloud.
    Aloud,
    /// The results of a search in all articles.
    Results,
    /// The help.
    Help,
    /// The details of an article.
    Details,
    /// The matches in the article.
    Matches,
    /// The keywords.
    Keywords,
    /// The key terms of an article.
    Terms,
    /// The order of the list and its groups.
    Arrangement,
    /// The headings of the article.
    Outline,
    /// The links of the article.
    Links,
    /// The highlights and notes.
    Notes,
    /// The saved searches.
    Saved,
    /// What of the article can be copied.
    Copying,
    /// What was read.
    Statistics,
    /// What the dictionaries say of a word.
    Dictionary,
    /// A picture over the screen.
    Picture,
    /// What was said.
    Messages,
    /// Where text is typed.
    Prompt,
    /// Where the name of an action is typed.
    Actions,
    /// Where a note is written, of any number of lines.
    Note,
}

impl Context {
    /// All of them.
    pub const EACH: [Self; 26] = [
        Self::Common,
        Self::Panes,
        Self::List,
        Self::Reader,
        Self::Selection,
        Self::Scrolling,
        Self::Aloud,
        Self::Results,
        Self::Help,
        Self::Details,
        Self::Matches,
        Self::Keywords,
        Self::Terms,
        Self::Arrangement,
        Self::Outline,
        Self::Links,
        Self::Notes,
        Self::Saved,
        Self::Copying,
        Self::Statistics,
        Self::Dictionary,
        Self::Picture,
        Self::Messages,
        Self::Prompt,
        Self::Actions,
        Self::Note,
    ];

    /// Where a key is looked up next.
    pub fn parent(self) -> Option<Self> {
        match self {
            Self::Common | Self::Prompt => None,
            Self::Actions | Self::Note => Some(Self::Prompt),
            Self::List | Self::Reader => Some(Self::Panes),
            Self::Selection | Self::Scrolling | Self::Aloud => Some(Self::Reader),
            Self::Panes
            | Self::Results
            | Self::Help
            | Self::Details
            | Self::Matches
            | Self::Keywords
            | Self::Terms
            | Self::Arrangement
            | Self::Outline
            | Self::Links
            | Self::Notes
            | Self::Saved
            | Self::Copying
            | Self::Statistics
            | Self::Dictionary
            | Self::Picture
            | Self::Messages => Some(Self::Common),
        }
    }

    /// Itself and the contexts that are looked into after it.
    pub fn outwards(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |context| context.parent())
    }

    /// Whether text is typed in it: then no key that types a character means anything else.
    pub fn is_typing(self) -> bool {
        self.outwards().any(|context| context == Self::Prompt)
    }

    /// The context of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::EACH.into_iter().find(|context| context.name() == name)
    }

    /// Its name in the key table and the configuration.
    pub fn name(self) -> String {
        format!("{self:?}").to_lowercase()
    }
}
