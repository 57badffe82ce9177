//! A *theme* as it is asked for: its name, and the colours that a reader has given to themes.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Rgb;

/// What of a screen has a colour of its own in a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ThemePart {
    /// Running text; without it the terminal's own.
    Text,
    /// What text stands on; without it the terminal's own.
    Ground,
    /// Chrome, bylines, dates, hints.
    Quiet,
    /// The line between panes, the track and the thumb of the scrollbar.
    Rule,
    /// The title of the article.
    Title,
    /// That something is wrong.
    Failure,
    /// The text of a link.
    Link,
    /// The selected row: its letters.
    Selected,
    /// The selected row: its ground.
    SelectedGround,
    /// What is selected of a text: its letters.
    Selection,
    /// What is selected of a text: its ground.
    SelectionGround,
    /// A match: its letters.
    Match,
    /// A match: its ground.
    MatchGround,
    /// The match that was walked to: its letters.
    CurrentMatch,
    /// The match that was walked to: its ground.
    CurrentMatchGround,
    /// The sentence that is read aloud: its letters.
    Spoken,
    /// The sentence that is read aloud: its ground.
    SpokenGround,
    /// Keywords: the letters of the first five, the grounds of the others.
    Keyword1,
    /// The second and the seventh keyword.
    Keyword2,
    /// The third and the eighth keyword.
    Keyword3,
    /// The fourth and the ninth keyword.
    Keyword4,
    /// The fifth and the tenth keyword.
    Keyword5,
    /// The ground of a highlight, green.
    HighlightGreen,
    /// The ground of a highlight, cyan.
    HighlightCyan,
    /// The ground of a highlight, blue.
    HighlightBlue,
    /// The ground of a highlight, red.
    HighlightRed,
}

/// Colours that a reader has given to the parts of a theme.
pub type ThemeColours = BTreeMap<ThemePart, Rgb>;

/// The theme that is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThemeChoice {
    /// Its name; `None` where the terminal is to say.
    pub name: Option<String>,
    /// The colours of the reader's own themes, and of those of the program that a reader has changed.
    pub own: BTreeMap<String, ThemeColours>,
}

impl ThemeChoice {
    /// Where the terminal says whether it is dark or light.
    pub const AUTO: &'static str = "auto";
    /// The names of the program's themes.
    pub const NAMES: [&'static str; 7] = [Self::AUTO, "dark", "light", "paper", "high-contrast", "sixteen", "plain"];

    /// The same where the terminal is to say.
    #[must_use]
    pub fn by_itself(&self) -> Self {
        Self { name: None, own: self.own.clone() }
    }
}
