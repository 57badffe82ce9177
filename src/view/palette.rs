//! A *palette*: how roles look.
//!
//! Where nothing is known of the terminal only the sixteen colours of its own theme are used, and its own foreground and
//! background, so that dark and light themes both come out right; else a [theme](super::theme) has the colours. Without
//! colours, roles differ by weight, underline and reverse.

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use super::role::{LETTERS, Role, has_ground};
use super::theme::{Theme, ThemeName};
use crate::model::{ColourDepth, HighlightColour, Rgb, TerminalColours, ThemeChoice, ThemeColours, ThemePart};
use crate::search::Slot;

/// Which colours there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Palette {
    /// The terminal's sixteen.
    #[default]
    Sixteen,
    /// None: `NO_COLOR`.
    Plain,
    /// Those of a theme.
    Themed(Theme),
}

/// The colours of keywords: five as letters, for those who keep a few words, and the same five as the ground, for those
/// who keep more. Yellow and light magenta are the search's.
const KEYWORDS: [Color; LETTERS] = [Color::Green, Color::Magenta, Color::Cyan, Color::Blue, Color::LightRed];
/// What is legible on each of them.
const ON_KEYWORDS: [Color; LETTERS] = [Color::Black, Color::White, Color::Black, Color::White, Color::Black];

/// The colours of a keyword: its letters', and its ground's if it has one.
fn keyword(slot: Slot) -> (Color, Option<Color>) {
    let at = slot.index() % KEYWORDS.len();
    if has_ground(slot) { (ON_KEYWORDS[at], Some(KEYWORDS[at])) } else { (KEYWORDS[at], None) }
}

/// The letters and the ground of a highlight.
fn highlight(colour: HighlightColour) -> (Color, Color) {
    match colour {
        HighlightColour::Green => (Color::Black, Color::LightGreen),
        HighlightColour::Cyan => (Color::Black, Color::LightCyan),
        HighlightColour::Blue => (Color::White, Color::LightBlue),
        HighlightColour::Red => (Color::Black, Color::LightRed),
    }
}

impl Palette {
    /// The colours that are asked for, as a terminal has them. Which theme it is the terminal's ground says, where no
    /// other is asked for; where nothing is known of that, its own sixteen colours are right on any.
    pub fn of(choice: &ThemeChoice, terminal: TerminalColours, depth: ColourDepth) -> Self {
        let by_ground = |ground: Rgb| if ground.is_light() { ThemeName::Light } else { ThemeName::Dark };
        let told = terminal.ground.map(by_ground);
        let wanted = choice.name.as_deref().filter(|name| *name != ThemeChoice::AUTO);
        let own = |name: &str| choice.own.get(name);
        let name = match (wanted, told) {
            (Some("plain"), _) => return Self::Plain,
            _ if depth == ColourDepth::Plain => return Self::Plain,
            (Some("sixteen"), _) | (None, None) => return Self::Sixteen,
            _ if depth == ColourDepth::Sixteen => return Self::Sixteen,
            (None, Some(told)) => told,
            (Some("dark"), _) => ThemeName::Dark,
            (Some("light"), _) => ThemeName::Light,
            (Some("paper"), _) => ThemeName::Paper,
            (Some("high-contrast"), _) => ThemeName::HighContrast,
            (Some(name), told) => match own(name).map(|own| own.get(&ThemePart::Ground).copied()) {
                Some(ground) => ground.map(by_ground).or(told).unwrap_or(ThemeName::Dark),
                // There is no such theme, and that was said.
                None => return told.map_or(Self::Sixteen, |_| Self::of(&choice.by_itself(), terminal, depth)),
            },
        };
        let named = match name {
            ThemeName::Dark => "dark",
            ThemeName::Light => "light",
            ThemeName::Paper => "paper",
            ThemeName::HighContrast => "high-contrast",
        };
        let none = ThemeColours::default();
        Self::Themed(Theme::new(name, own(wanted.unwrap_or(named)).unwrap_or(&none), terminal, depth))
    }

    /// Gives all that has no colour of its own those of a theme that does not leave them to the terminal.
    pub(super) fn fill(self, buffer: &mut Buffer) {
        let Self::Themed(theme) = self else { return };
        let Some((text, ground)) = theme.own_colours() else { return };
        for cell in &mut buffer.content {
            if cell.fg == Color::Reset {
                cell.fg = text;
            }
            if cell.bg == Color::Reset {
                cell.bg = ground;
            }
        }
    }

    /// How a role looks.
    pub fn style(self, role: Role) -> Style {
        if let Self::Themed(theme) = self {
            return theme.style(role);
        }
        let style = Style::new();
        let colour = |style: Style, colour: Color| if self == Self::Sixteen { style.fg(colour) } else { style };
        let accent = Color::Red;
        match role {
            Role::Text | Role::Quote => style,
            Role::Quiet | Role::Group | Role::Rule | Role::Marker => style.add_modifier(Modifier::DIM),
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
                _ => style.add_modifier(Modifier::BOLD),
            },
            Role::Match => match self {
                Self::Sixteen => style.fg(Color::Black).bg(Color::Yellow),
                _ => style.add_modifier(Modifier::REVERSED),
            },
            Role::CurrentMatch => match self {
                Self::Sixteen => style.fg(Color::Black).bg(Color::LightMagenta).add_modifier(Modifier::BOLD),
                _ => style.add_modifier(Modifier::REVERSED | Modifier::BOLD | Modifier::UNDERLINED),
            },
            Role::Keyword(slot) => match self {
                Self::Sixteen => match keyword(slot) {
                    (letters, None) => style.fg(letters).add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
                    (letters, Some(ground)) => style.fg(letters).bg(ground),
                },
                _ => style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            },
            Role::Mark(slot) => match self {
                Self::Sixteen => style.fg(KEYWORDS[slot.index() % KEYWORDS.len()]),
                _ => style.add_modifier(Modifier::BOLD),
            },
            // A lighter ground than a keyword's, and a line under it: it differs where grounds look alike.
            Role::Highlight(own) => match self {
                Self::Sixteen => {
                    let (letters, ground) = highlight(own);
                    style.fg(letters).bg(ground).add_modifier(Modifier::UNDERLINED)
                }
                _ => style.add_modifier(Modifier::UNDERLINED),
            },
            // A ground that nothing else has, and that letters can be read on with any theme.
            Role::Spoken => match self {
                Self::Sixteen => style.fg(Color::Black).bg(Color::LightYellow),
                _ => style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            },
            Role::Failure => colour(style, accent),
            Role::Wrong => colour(style, accent).add_modifier(Modifier::UNDERLINED),
            Role::Prompt => style.add_modifier(Modifier::BOLD),
        }
    }
}
