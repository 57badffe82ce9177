//! How many *colours* the terminal has, and whether it is dark, by what it says of itself in the environment; and the
//! questions that it answers better.

use std::io;

use super::sequences::{ASK_GROUND, ASK_TEXT};
use super::tty;
use crate::model::{ColourDepth, Rgb, TerminalColours};

/// How the names of terminals begin that have all colours, whether they say so in `COLORTERM` or not.
const TRUECOLOUR: [&str; 8] =
    ["xterm-kitty", "foot", "alacritty", "wezterm", "xterm-ghostty", "ghostty", "contour", "rio"];
/// How the names of terminals begin that have none.
const PLAIN: [&str; 4] = ["vt52", "vt1", "vt2", "dumb"];

/// How many colours the terminal has, by the variables of the environment: `NO_COLOR` before all, then `COLORTERM` and
/// `TERM`. Sixteen where nothing is known.
pub fn colour_depth(variable: impl Fn(&str) -> Option<String>) -> ColourDepth {
    let of = |name: &str| variable(name).unwrap_or_default();
    let (term, has) = (of("TERM"), |name: &str| !of(name).is_empty());
    if has("NO_COLOR") || PLAIN.iter().any(|plain| term.starts_with(plain)) || term.ends_with("-mono") {
        return ColourDepth::Plain;
    }
    // What GNU screen is told of more it makes nonsense of, and COLORTERM is of the terminal around it.
    let in_screen = !has("TMUX") && (has("STY") || term.starts_with("screen"));
    if in_screen || of("TERM_PROGRAM") == "Apple_Terminal" {
        return if term.contains("256") { ColourDepth::Indexed } else { ColourDepth::Sixteen };
    }
    let says_so = matches!(of("COLORTERM").as_str(), "truecolor" | "24bit") && term != "linux";
    if says_so || has("WT_SESSION") || term.ends_with("-direct") || TRUECOLOUR.iter().any(|own| term.starts_with(own)) {
        return ColourDepth::Truecolour;
    }
    // tmux has 256 whatever its TERM says, and makes fewer of them where the terminal around it has fewer.
    if term.contains("256") || has("TMUX") { ColourDepth::Indexed } else { ColourDepth::Sixteen }
}

/// The colours that `COLORFGBG` tells of (`15;0`, `0;default;15`): black or white, or as xterm has them.
pub fn told_colours(variable: impl Fn(&str) -> Option<String>) -> TerminalColours {
    let told = variable("COLORFGBG").unwrap_or_default();
    let number = |part: Option<&str>| part?.parse::<u8>().ok().filter(|&number| number < 16);
    let ground = number(told.rsplit(';').next()).map(Rgb::of_index);
    let text = ground.and_then(|_| number(told.split(';').next())).map(Rgb::of_index);
    TerminalColours { text, ground }
}

/// Asks for the colours again: the answers come among the inputs.
///
/// # Errors
/// When the terminal cannot be written to.
pub fn ask_colours() -> io::Result<()> {
    tty::write_all([ASK_TEXT, ASK_GROUND].concat().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn among<'v>(variables: &'v [(&str, &str)]) -> impl Fn(&str) -> Option<String> + 'v {
        |name| variables.iter().find(|(own, _)| *own == name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn how_many_colours() {
        use ColourDepth::*;
        for (variables, depth) in [
            (&[][..], Sixteen),
            (&[("TERM", "linux")], Sixteen),
            (&[("TERM", "linux"), ("COLORTERM", "truecolor")], Sixteen),
            (&[("TERM", "xterm")], Sixteen),
            (&[("TERM", "vt100")], Plain),
            (&[("TERM", "xterm-256color")], Indexed),
            (&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")], Truecolour),
            (&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("NO_COLOR", "1")], Plain),
            (&[("TERM", "xterm-256color"), ("COLORTERM", "24bit"), ("NO_COLOR", "")], Truecolour),
            (&[("TERM", "xterm-direct")], Truecolour),
            (&[("TERM", "foot")], Truecolour),
            (&[("TERM", "screen-256color"), ("COLORTERM", "truecolor")], Indexed),
            (&[("TERM", "screen-256color"), ("COLORTERM", "truecolor"), ("TMUX", "x")], Truecolour),
            (&[("TERM", "screen"), ("TMUX", "x")], Indexed),
            (&[("TERM", "screen"), ("STY", "x")], Sixteen),
        ] {
            assert_eq!(colour_depth(among(variables)), depth, "{variables:?}");
        }
    }

    #[test]
    fn what_colorfgbg_tells() {
        let told = |text: &str| told_colours(|name| (name == "COLORFGBG").then(|| text.to_owned()));
        let (black, white) = (Some(Rgb::BLACK), Some(Rgb::WHITE));
        assert_eq!(told("15;0"), TerminalColours { text: white, ground: black });
        assert_eq!(told("0;default;15"), TerminalColours { text: black, ground: white });
        assert_eq!(told("default;15"), TerminalColours { text: None, ground: white });
        for nothing in ["", "15;default", "x", "0;16", "；"] {
            assert_eq!(told(nothing), TerminalColours::default(), "{nothing}");
        }
    }
}
