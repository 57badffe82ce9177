//! The *colours* of the screen: of those that are asked for, what the terminal has; and again when it changes its own.

use crate::model::{ColourDepth, Rgb, TerminalColours, ThemeChoice};
use crate::term::{self, OwnColour};
use crate::view::Palette;

/// What the palette depends on, and the palette.
pub(super) struct Colours {
    choice: ThemeChoice,
    depth: ColourDepth,
    terminal: TerminalColours,
    /// Whether the terminal said what its ground is, and will say it again.
    answers: bool,
    palette: Palette,
}

impl Colours {
    /// With what the terminal answered; where it did not, with what the environment tells of it.
    pub fn new(choice: ThemeChoice, depth: ColourDepth, answered: TerminalColours, told: TerminalColours) -> Self {
        let answers = answered.ground.is_some();
        let terminal = if answers { answered } else { told };
        let palette = Palette::of(&choice, terminal, depth);
        Self { choice, depth, terminal, answers, palette }
    }

    pub fn palette(&self) -> Palette {
        self.palette
    }

    /// Another theme is asked for.
    pub fn follow(&mut self, choice: ThemeChoice) {
        self.choice = choice;
        self.choose();
    }

    /// The terminal may have other colours than before.
    pub fn ask(&self) {
        if self.answers && self.depth != ColourDepth::Plain {
            // Where it is gone, its end is heard of elsewhere.
            let _ = term::ask_colours();
        }
    }

    /// The terminal says that its colours are dark ones, or light ones; says whether the palette is another now.
    pub fn scheme(&mut self, dark: bool) -> bool {
        if self.answers {
            self.ask();
            return false;
        }
        let ground = if dark { Rgb::BLACK } else { Rgb::WHITE };
        self.terminal = TerminalColours { text: None, ground: Some(ground) };
        self.choose()
    }

    /// The terminal answers; says whether the palette is another now. The ground is asked for last: before it is known,
    /// the letters' colour may be for another.
    pub fn take(&mut self, which: OwnColour, colour: Rgb) -> bool {
        match which {
            OwnColour::Text => self.terminal.text = Some(colour),
            OwnColour::Ground => {
                self.answers = true;
                self.terminal.ground = Some(colour);
            }
        }
        which == OwnColour::Ground && self.choose()
    }

    fn choose(&mut self) -> bool {
        let palette = Palette::of(&self.choice, self.terminal, self.depth);
        std::mem::replace(&mut self.palette, palette) != palette
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_palette_follows_the_terminal() {
        let none = TerminalColours::default();
        let mut colours = Colours::new(ThemeChoice::default(), ColourDepth::Truecolour, none, none);
        assert_eq!(colours.palette(), Palette::Sixteen);
        assert!(colours.scheme(true), "a report is as good as an answer");
        let dark = colours.palette();
        assert!(!colours.take(OwnColour::Text, Rgb::BLACK), "for a ground that is not known yet");
        assert_eq!(colours.palette(), dark);
        assert!(colours.take(OwnColour::Ground, Rgb::WHITE));
        assert!(colours.palette() != dark && colours.palette() != Palette::Sixteen);
        assert!(!colours.take(OwnColour::Ground, Rgb::WHITE), "nothing is drawn for the same again");
    }
}
