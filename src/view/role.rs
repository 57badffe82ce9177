//! A *role*: what something on the screen is. The palette says how a role looks; nothing else names a colour.
//!
//! Only the sixteen colours of the terminal's own theme are used, and its own foreground and background, so that dark
//! and light themes both come out right; without colours, roles differ by weight, underline and reverse.

use ratatui::style::{Color, Modifier, Style};

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

/// Which colours there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Palette {
    /// The terminal's sixteen.
    #[default]
    Sixteen,
    /// None: `NO_COLOR`.
    Plain,
}

/// The colours of keywords: five as letters, for those who keep a few words, and the same five as the ground, for those
/// who keep more. Yellow and light magenta are the search's.
const KEYWORDS: [Color; 5] = [Color::Green, Color::Magenta, Color::Cyan, Color::Blue, Color::LightRed];
/// What is legible on each of them.
const ON_KEYWORDS: [Color; 5] = [Color::Black, Color::White, Color::Black, Color::White, Color::Black];

/// Whether a keyword's colour is the ground of its letters.
pub(super) fn has_ground(slot: Slot) -> bool {
    slot.index() >= KEYWORDS.len()
}

/// The colours of a keyword: its letters', and its ground's if it has one.
fn keyword(slot: Slot) -> (Color, Option<Color>) {
    let at = slot.index() % KEYWORDS.len();
    if has_ground(slot) { (ON_KEYWORDS[at], Some(KEYWORDS[at])) } else { (KEYWORDS[at], None) }
}

/// The ground of a highlight.
fn highlight(colour: HighlightColour) -> Color {
    match colour {
        HighlightColour::Green => Color::LightGreen,
        HighlightColour::Cyan => Color::LightCyan,
        HighlightColour::Blue => Color::LightBlue,
        HighlightColour::Red => Color::LightRed,
    }
}

impl Palette {
    /// How a role looks.
    pub fn style(self, role: Role) -> Style {
        let style = Style::new();
        let colour = |style: Style, colour: Color| if self == Self::Sixteen { style.fg(colour) } else { style };
        let accent = Color::Red;
        match role {
            Role::Text | Role::Quote => style,
            Role::Group => style.add_modifier(Modifier::DIM | Modifier::UNDERLINED),
            Role::Quiet | Role::Rule | Role::Marker => style.add_modifier(Modifier::DIM),
            Role::Title => colour(style, accent).add_modifier(Modifier::BOLD),
            Role::Heading => style.add_modifier(Modifier::BOLD),
            Role::Strong => style.add_modifier(Modifier::BOLD),
            Role::Emphasis => style.add_modifier(Modifier::ITALIC),
            // Where nothing can be crossed out it is dim at least.
            Role::Struck => style.add_modifier(Modifier::CROSSED_OUT | Modifier::DIM),
            Role::Inserted => style.add_modifier(Modifier::UNDERLINED),
            // The loud grounds are the search's and the keywords'.
            Role::Marked => style.add_modifier(Modifier::ITALIC | Modifier::UNDERLINED),
            Role::Code => style,
            Role::InlineCode => style.add_modifier(Modifier::BOLD),
            Role::Link => style.add_modifier(Modifier::UNDERLINED),
            Role::TableHead => style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            Role::Selected | Role::Selection => style.add_modifier(Modifier::REVERSED),
            Role::SelectedElsewhere => colour(style, accent).add_modifier(Modifier::BOLD),
            Role::Thumb => style.add_modifier(Modifier::DIM),
            Role::Tick => match self {
                Self::Sixteen => style.fg(Color::Yellow),
                Self::Plain => style.add_modifier(Modifier::BOLD),
            },
            Role::Match => match self {
                Self::Sixteen => style.fg(Color::Black).bg(Color::Yellow),
                Self::Plain => style.add_modifier(Modifier::REVERSED),
            },
            Role::CurrentMatch => match self {
                Self::Sixteen => style.fg(Color::Black).bg(Color::LightMagenta).add_modifier(Modifier::BOLD),
                Self::Plain => style.add_modifier(Modifier::REVERSED | Modifier::BOLD | Modifier::UNDERLINED),
            },
            Role::Keyword(slot) => match self {
                Self::Sixteen => match keyword(slot) {
                    (letters, None) => style.fg(letters).add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
                    (letters, Some(ground)) => style.fg(letters).bg(ground),
                },
                Self::Plain => style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            },
            Role::Mark(slot) => match self {
                Self::Sixteen => style.fg(KEYWORDS[slot.index() % KEYWORDS.len()]),
                Self::Plain => style.add_modifier(Modifier::BOLD),
            },
            // A lighter ground than a keyword's, and a line under it: it differs where grounds look alike.
            Role::Highlight(own) => match self {
                Self::Sixteen => style.fg(Color::Black).bg(highlight(own)).add_modifier(Modifier::UNDERLINED),
                Self::Plain => style.add_modifier(Modifier::UNDERLINED),
            },
            // A ground that nothing else has, and that letters can be read on with any theme.
            Role::Spoken => match self {
                Self::Sixteen => style.fg(Color::Black).bg(Color::LightYellow),
                Self::Plain => style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            },
            Role::Failure => colour(style, accent),
            Role::Wrong => colour(style, accent).add_modifier(Modifier::UNDERLINED),
            Role::Prompt => style.add_modifier(Modifier::BOLD),
        }
    }
}
