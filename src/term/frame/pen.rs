//! A *pen*: the colours and attributes that the terminal writes with, and the shortest SGR from one to another.
//!
//! The sixteen colours go by their old numbers (31, 97): these are short, and known to the Linux console and to screens
//! of eight colours too.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// The attributes that can be seen where there is no letter.
pub(super) const VISIBLE_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK);

/// The attributes, each with what switches it on and off.
const ATTRIBUTES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// How the terminal writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::term) struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Pen {
    /// How a cell is written.
    pub fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }

    /// Whether a blank that is written, or a cell that is erased, looks as if it was written with the terminal's own
    /// pen.
    pub fn is_unseen_on_blank(self) -> bool {
        self.bg == Color::Reset && !self.modifier.intersects(VISIBLE_ON_BLANK)
    }

    /// The SGR sequence that makes this pen another; empty where they are one.
    pub fn change(self, to: Self) -> String {
        if self == to {
            return String::new();
        }
        if to == Self::default() {
            return "\x1b[m".to_owned();
        }
        let anew = std::iter::once("0".to_owned()).chain(Self::default().steps(to)).collect::<Vec<_>>().join(";");
        let on = self.steps(to).collect::<Vec<_>>().join(";");
        format!("\x1b[{}m", if on.len() <= anew.len() { on } else { anew })
    }

    /// What is to be switched, one by one.
    fn steps(self, to: Self) -> impl Iterator<Item = String> {
        let mut have = self.modifier;
        let mut codes = Vec::new();
        for (attribute, _, off) in ATTRIBUTES {
            if have.contains(attribute) && !to.modifier.contains(attribute) {
                codes.push(off);
                // One code switches off all that share it.
                for (other, _, its_off) in ATTRIBUTES {
                    have.set(other, have.contains(other) && its_off != off);
                }
            }
        }
        for (attribute, on, _) in ATTRIBUTES {
            if to.modifier.contains(attribute) && !have.contains(attribute) {
                codes.push(on);
            }
        }
        let colours = [(self.fg, to.fg, 30), (self.bg, to.bg, 40)];
        let colours = colours.into_iter().filter(|(from, to, _)| from != to).map(|(_, to, base)| colour(to, base));
        codes.into_iter().map(|code| code.to_string()).chain(colours)
    }
}

/// A colour of the letters (30) or of the ground (40).
fn colour(colour: Color, base: u8) -> String {
    let number = match colour {
        Color::Reset => base + 9,
        Color::Black => base,
        Color::Red => base + 1,
        Color::Green => base + 2,
        Color::Yellow => base + 3,
        Color::Blue => base + 4,
        Color::Magenta => base + 5,
        Color::Cyan => base + 6,
        Color::Gray => base + 7,
        Color::DarkGray => base + 60,
        Color::LightRed => base + 61,
        Color::LightGreen => base + 62,
        Color::LightYellow => base + 63,
        Color::LightBlue => base + 64,
        Color::LightMagenta => base + 65,
        Color::LightCyan => base + 66,
        Color::White => base + 67,
        Color::Indexed(index) => return format!("{};5;{index}", base + 8),
        Color::Rgb(red, green, blue) => return format!("{};2;{red};{green};{blue}", base + 8),
    };
    number.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pen(fg: Color, bg: Color, modifier: Modifier) -> Pen {
        Pen { fg, bg, modifier }
    }

    #[test]
    fn the_shortest_way_from_pen_to_pen() {
        let plain = Pen::default();
        let dim = pen(Color::Reset, Color::Reset, Modifier::DIM);
        let bold = pen(Color::Reset, Color::Reset, Modifier::BOLD);
        let title = pen(Color::Red, Color::Reset, Modifier::BOLD);
        let found = pen(Color::Black, Color::LightMagenta, Modifier::BOLD);
        assert_eq!(plain.change(plain), "");
        assert_eq!(found.change(plain), "\x1b[m");
        assert_eq!(plain.change(dim), "\x1b[2m");
        assert_eq!(plain.change(title), "\x1b[1;31m");
        assert_eq!(title.change(bold), "\x1b[39m");
        assert_eq!(dim.change(bold), "\x1b[0;1m");
        assert_eq!(bold.change(found), "\x1b[30;105m");
        let both = pen(Color::Red, Color::Blue, Modifier::BOLD | Modifier::DIM | Modifier::ITALIC);
        let one = pen(Color::Red, Color::Blue, Modifier::DIM | Modifier::ITALIC);
        assert_eq!(both.change(one), "\x1b[22;2m");
        let exact = pen(Color::Rgb(1, 2, 3), Color::Indexed(250), Modifier::empty());
        assert_eq!(plain.change(exact), "\x1b[38;2;1;2;3;48;5;250m");
    }

    #[test]
    fn what_is_seen_of_a_pen_without_letters() {
        assert!(pen(Color::Red, Color::Reset, Modifier::BOLD | Modifier::ITALIC).is_unseen_on_blank());
        assert!(!pen(Color::Reset, Color::Blue, Modifier::empty()).is_unseen_on_blank());
        assert!(!pen(Color::Reset, Color::Reset, Modifier::UNDERLINED).is_unseen_on_blank());
        assert!(!pen(Color::Reset, Color::Reset, Modifier::REVERSED).is_unseen_on_blank());
    }
}
