//! A *theme*: the colours of the roles on terminals of 256 colours and more.
//!
//! What a theme wants is one thing; whether it can be read on the ground it stands on is another, for that is the
//! terminal's own as a rule. So every colour of letters goes towards black or white until it has its contrast there
//! (WCAG: 4.5 for words, 3 for lines and marks), and of 256 colours the nearest is taken that has it. Colours that a
//! reader has given are taken as they are.

use ratatui::style::{Color, Modifier, Style};

use super::role::{LETTERS, Role, has_ground};
use crate::model::{ColourDepth, Rgb, TerminalColours, ThemeColours, ThemePart};

/// The contrast of words with what they stand on.
const WORDS: f64 = 4.5;
/// The contrast of lines, bars and marks.
const MARKS: f64 = 3.0;
/// That of words where the contrast is to be high.
const HIGH: f64 = 7.0;
/// How much less of it quiet words may have than the body: where that is hard to read in the terminal's own colours,
/// they would be louder else.
const QUIETER: f64 = 0.8;

/// The program's own themes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ThemeName {
    /// Light letters, the terminal's own ground.
    Dark,
    /// Dark letters, the terminal's own ground.
    Light,
    /// Dark letters on a warm ground.
    Paper,
    /// White on black, or black on white.
    HighContrast,
}

/// Letters and their ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Lettering {
    letters: Color,
    ground: Color,
}

/// The colours of the roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Where they are not the terminal's own.
    text: Option<Color>,
    ground: Option<Color>,
    quiet: Color,
    rule: Color,
    title: Color,
    failure: Color,
    link: Option<Color>,
    tick: Color,
    selected: Lettering,
    selection: Lettering,
    found: Lettering,
    current: Lettering,
    spoken: Lettering,
    keywords: [Color; LETTERS],
    keyword_grounds: [Lettering; LETTERS],
    highlights: [Lettering; 4],
}

const KEYWORDS: [ThemePart; LETTERS] =
    [ThemePart::Keyword1, ThemePart::Keyword2, ThemePart::Keyword3, ThemePart::Keyword4, ThemePart::Keyword5];
const HIGHLIGHTS: [ThemePart; 4] =
    [ThemePart::HighlightGreen, ThemePart::HighlightCyan, ThemePart::HighlightBlue, ThemePart::HighlightRed];

/// What a theme is made with.
struct Maker<'o> {
    own: &'o ThemeColours,
    depth: ColourDepth,
    /// What the letters and the ground really are.
    text: Rgb,
    ground: Rgb,
    words: f64,
}

impl Theme {
    /// A theme for a terminal of so many colours and of those two, which are guessed by the theme where they are not
    /// known; `own` has the colours that the reader has given.
    pub(super) fn new(name: ThemeName, own: &ThemeColours, terminal: TerminalColours, depth: ColourDepth) -> Self {
        let (own_text, own_ground) = match name {
            ThemeName::Dark | ThemeName::Light => (None, None),
            ThemeName::Paper => (Some(Rgb(0x2E, 0x28, 0x22)), Some(Rgb(0xF5, 0xEC, 0xD9))),
            ThemeName::HighContrast if terminal.ground.is_some_and(Rgb::is_light) => {
                (Some(Rgb::BLACK), Some(Rgb::WHITE))
            }
            ThemeName::HighContrast => (Some(Rgb::WHITE), Some(Rgb::BLACK)),
        };
        let text = own.get(&ThemePart::Text).copied().or(own_text);
        let ground = own.get(&ThemePart::Ground).copied().or(own_ground);
        let guess = if name == ThemeName::Light { Rgb::WHITE } else { Rgb::BLACK };
        let told = if ground.is_some() { None } else { terminal.text };
        let mut maker = Maker {
            own,
            depth,
            text: Rgb::BLACK,
            ground: ground.or(terminal.ground).unwrap_or(guess),
            words: if name == ThemeName::HighContrast { HIGH } else { WORDS },
        };
        let ground = ground.map(|ground| maker.ground_of(ground));
        if let Some((_, ground)) = ground {
            maker.ground = ground;
        }
        let plain = if maker.ground.is_light() { Rgb(0x20, 0x20, 0x20) } else { Rgb(0xE0, 0xE0, 0xE0) };
        maker.text = text.or(told).unwrap_or(plain);
        // The terminal's own letters belong to its own ground.
        let text = text
            .or(ground.map(|_| maker.text))
            .map(|text| maker.letters(ThemePart::Text, text, maker.ground, maker.words));
        if let Some(text) = text {
            maker.text = rgb(text).unwrap_or(maker.text);
        }
        maker.theme(text, ground.map(|(ground, _)| ground))
    }

    /// How a role looks.
    pub(super) fn style(&self, role: Role) -> Style {
        let (style, plain) = (Style::new(), Modifier::empty());
        let letters = |colour: Color, with: Modifier| style.fg(colour).add_modifier(with);
        let pair = |pair: Lettering, with: Modifier| style.fg(pair.letters).bg(pair.ground).add_modifier(with);
        match role {
            Role::Text | Role::Quote | Role::Code => style,
            Role::Quiet | Role::Group | Role::Marker => letters(self.quiet, plain),
            Role::Rule | Role::Thumb => letters(self.rule, plain),
            Role::Title | Role::SelectedElsewhere => letters(self.title, Modifier::BOLD),
            Role::Heading | Role::Strong | Role::InlineCode | Role::Prompt => style.add_modifier(Modifier::BOLD),
            Role::Emphasis => style.add_modifier(Modifier::ITALIC),
            Role::Struck => letters(self.quiet, Modifier::CROSSED_OUT),
            Role::Inserted => style.add_modifier(Modifier::UNDERLINED),
            Role::Marked => style.add_modifier(Modifier::ITALIC | Modifier::UNDERLINED),
            Role::Link => {
                let link = style.add_modifier(Modifier::UNDERLINED);
                self.link.map_or(link, |colour| link.fg(colour))
            }
            Role::TableHead => style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            Role::Selected => pair(self.selected, plain),
            Role::Selection => pair(self.selection, plain),
            Role::Tick => letters(self.tick, plain),
            Role::Match => pair(self.found, plain),
            Role::CurrentMatch => pair(self.current, Modifier::BOLD),
            Role::Keyword(slot) if has_ground(slot) => pair(self.keyword_grounds[slot.index() % LETTERS], plain),
            Role::Keyword(slot) => {
                letters(self.keywords[slot.index() % LETTERS], Modifier::BOLD | Modifier::UNDERLINED)
            }
            Role::Mark(slot) => letters(self.keywords[slot.index() % LETTERS], plain),
            Role::Highlight(own) => pair(self.highlights[own.number()], Modifier::UNDERLINED),
            Role::Spoken => pair(self.spoken, plain),
            Role::Failure => letters(self.failure, plain),
            Role::Wrong => letters(self.failure, Modifier::UNDERLINED),
        }
    }

    /// The letters and the ground of all that has none of its own, where they are not the terminal's.
    pub fn own_colours(&self) -> Option<(Color, Color)> {
        let ground = self.ground;
        (ground.is_some() || self.text.is_some())
            .then(|| (self.text.unwrap_or(Color::Reset), ground.unwrap_or(Color::Reset)))
    }
}

impl Maker<'_> {
    fn theme(&self, text: Option<Color>, ground: Option<Color>) -> Theme {
        use ThemePart as P;
        let wanted = |part, otherwise: Rgb| self.own.get(&part).copied().unwrap_or(otherwise);
        let here = |part, otherwise, contrast| self.letters(part, otherwise, self.ground, contrast);
        let pair =
            |part, letters, ground_part, ground| self.pair(self.own.get(&part).copied(), letters, ground_part, ground);
        // The letters of the reader's own grounds are ours.
        let on = |part, letters, ground| self.pair(None, letters, part, ground);
        let is_light = self.ground.is_light();
        let of = |light: Rgb, dark: Rgb| if is_light { light } else { dark };
        let (black, mild) = (Rgb::BLACK, self.words < HIGH);
        let quiet = self.words.min(self.text.contrast(self.ground) * QUIETER).max(MARKS);
        let keywords = [
            of(Rgb(0x2F, 0x6F, 0x24), Rgb(0x8F, 0xBF, 0x7F)),
            of(Rgb(0x8A, 0x3A, 0x9A), Rgb(0xD7, 0x9B, 0xE0)),
            of(Rgb(0x0F, 0x6B, 0x6B), Rgb(0x6F, 0xC3, 0xC3)),
            of(Rgb(0x1F, 0x5F, 0xA8), Rgb(0x7F, 0xB0, 0xEA)),
            of(Rgb(0xA6, 0x40, 0x14), Rgb(0xF0, 0x96, 0x6A)),
        ];
        let highlights = [
            of(Rgb(0xD3, 0xEE, 0xC6), Rgb(0x0E, 0x4E, 0x1A)),
            of(Rgb(0xC6, 0xEC, 0xEC), Rgb(0x0A, 0x4C, 0x52)),
            of(Rgb(0xD2, 0xE1, 0xFB), Rgb(0x18, 0x42, 0x88)),
            of(Rgb(0xFB, 0xD6, 0xD0), Rgb(0x5E, 0x2A, 0x2C)),
        ];
        // Where the contrast is to be high, what is lit is bright: dark grounds would all be nearly black.
        let lit = |light: Rgb, dark: Rgb| if is_light || !mild { light } else { dark };
        let accent = of(Rgb(0xB3, 0x26, 0x1E), Rgb(0xF0, 0x7C, 0x72));
        let match_ground = of(Rgb(0xFF, 0xDD, 0x66), Rgb(0xD8, 0xB3, 0x4A));
        let bar = if mild { self.text.mix(20, self.ground) } else { self.text };
        let bar_letters = if mild { self.text } else { self.ground };
        Theme {
            text,
            ground,
            quiet: self.short(here(P::Quiet, self.text.mix(55, self.ground), quiet)),
            rule: self.short(here(P::Rule, self.text.mix(35, self.ground), MARKS)),
            title: here(P::Title, accent, self.words),
            failure: here(P::Failure, accent, self.words),
            link: self.own.contains_key(&P::Link).then(|| here(P::Link, self.text, self.words)),
            tick: here(P::MatchGround, match_ground, MARKS),
            selected: pair(P::Selected, bar_letters, P::SelectedGround, bar),
            selection: pair(
                P::Selection,
                self.text,
                P::SelectionGround,
                lit(Rgb(0x9C, 0xC3, 0xFF), Rgb(0x3A, 0x66, 0xC4)),
            ),
            found: pair(P::Match, black, P::MatchGround, match_ground),
            current: pair(
                P::CurrentMatch,
                black,
                P::CurrentMatchGround,
                of(Rgb(0xFF, 0xA8, 0xD8), Rgb(0xF0, 0x94, 0xD0)),
            ),
            spoken: pair(P::Spoken, self.text, P::SpokenGround, lit(Rgb(0xF3, 0xE6, 0xB0), Rgb(0x4A, 0x40, 0x1C))),
            keywords: std::array::from_fn(|at| here(KEYWORDS[at], keywords[at], self.words)),
            keyword_grounds: std::array::from_fn(|at| {
                let ground = wanted(KEYWORDS[at], keywords[at]);
                on(KEYWORDS[at], if ground.is_light() { Rgb::BLACK } else { Rgb::WHITE }, ground)
            }),
            highlights: std::array::from_fn(|at| on(HIGHLIGHTS[at], self.text, highlights[at])),
        }
    }

    /// Letters on a ground of their own. What of the two is the reader's stays as it is; the letters of ours go as far
    /// as they can, the ground the rest of the way.
    fn pair(&self, own: Option<Rgb>, letters: Rgb, part: ThemePart, ground: Rgb) -> Lettering {
        let own_ground = self.own.get(&part).copied();
        let (mut colour, mut real) = self.ground_of(own_ground.unwrap_or(ground));
        let letters = own.unwrap_or_else(|| letters.legible_on(real, self.words));
        if own_ground.is_none() && letters.contrast(real) < self.words {
            colour = self.shade(real.legible_on(letters, self.words), letters, self.words);
            real = rgb(colour).unwrap_or(real);
        }
        Lettering { letters: self.shade(letters, real, if own.is_some() { 0.0 } else { self.words }), ground: colour }
    }

    /// The colour of a part's letters on a ground: the reader's, else ours with its contrast.
    fn letters(&self, part: ThemePart, ours: Rgb, ground: Rgb, contrast: f64) -> Color {
        match self.own.get(&part) {
            Some(&own) => self.shade(own, ground, 0.0),
            None => self.shade(ours.legible_on(ground, contrast), ground, contrast),
        }
    }

    /// A colour as the terminal has it, with a contrast.
    fn shade(&self, colour: Rgb, ground: Rgb, contrast: f64) -> Color {
        match self.depth {
            ColourDepth::Truecolour => Color::Rgb(colour.0, colour.1, colour.2),
            _ => Color::Indexed(colour.index_on(ground, contrast)),
        }
    }

    /// A ground, and what it really is.
    fn ground_of(&self, wanted: Rgb) -> (Color, Rgb) {
        let colour = self.shade(wanted, wanted, 0.0);
        (colour, rgb(colour).unwrap_or(wanted))
    }

    /// The number of a colour where nobody sees a difference: what changes often costs half the bytes.
    fn short(&self, colour: Color) -> Color {
        let Some(real) = rgb(colour) else { return colour };
        let index = real.index_on(self.ground, real.contrast(self.ground).min(self.words));
        let near = Rgb::of_index(index);
        let apart = [real.0.abs_diff(near.0), real.1.abs_diff(near.1), real.2.abs_diff(near.2)];
        if apart.into_iter().all(|apart| apart <= 6) { Color::Indexed(index) } else { colour }
    }
}

/// What a colour is in numbers; nothing for those that the terminal has its own of.
fn rgb(colour: Color) -> Option<Rgb> {
    match colour {
        Color::Rgb(red, green, blue) => Some(Rgb(red, green, blue)),
        Color::Indexed(index) => Some(Rgb::of_index(index)),
        _ => None,
    }
}
