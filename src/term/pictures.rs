//! How the terminal shows *pictures*: by what it answered, what the environment tells of it, and what the reader says.

use serde::Deserialize;

use super::tty;
use crate::model::{ColourDepth, PictureDevice, PictureReason, PictureWay};

/// What the terminal said of pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PictureAnswers {
    /// It takes them by the protocol of kitty.
    pub kitty: bool,
    /// It is one of those that draw files as iTerm2 does.
    pub like_iterm: bool,
    /// It draws sixels.
    pub sixels: bool,
    /// Columns and rows of a cell in pixels.
    pub cell: Option<(u16, u16)>,
}

/// How a reader wants pictures to be shown, whatever the terminal says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PictureProtocol {
    /// As the terminal says.
    #[default]
    Auto,
    /// By the protocol of kitty.
    Kitty,
    /// As files in the text, as iTerm2 has them.
    Iterm,
    /// As sixels.
    Sixel,
    /// In cells of two colours.
    Cells,
    /// Not at all.
    None,
}

/// Whether something stands between the terminal and us that passes on only what it knows.
fn is_between(variable: impl Fn(&str) -> Option<String>) -> bool {
    let of = |name: &str| variable(name).unwrap_or_default();
    let term = of("TERM");
    ["TMUX", "STY", "ZELLIJ"].iter().any(|name| !of(name).is_empty())
        || ["screen", "tmux"].iter().any(|name| term.starts_with(name))
}

/// Whether the terminal is to be asked about pictures. Not where the question would be taken for something else: tmux makes
/// a title of it, the terminal of macOS and the console of Linux print it.
pub(super) fn asks_about_pictures(variable: impl Fn(&str) -> Option<String>) -> bool {
    let of = |name: &str| variable(name).unwrap_or_default();
    !is_between(&variable)
        && of("NO_COLOR").is_empty()
        && of("TERM_PROGRAM") != "Apple_Terminal"
        && !matches!(of("TERM").as_str(), "" | "linux")
}

/// How pictures are shown: as it is wanted, or by the best that is known of the terminal; where nothing is, in cells of two
/// colours, if it has 256 at least.
pub fn picture_device(
    answers: &PictureAnswers,
    wanted: PictureProtocol,
    depth: ColourDepth,
    variable: impl Fn(&str) -> Option<String>,
) -> PictureDevice {
    let cell = tty::cell().or(answers.cell);
    let (way, reason) = way(answers, wanted, depth, cell.is_some(), variable);
    PictureDevice { way, reason, cell: cell.unwrap_or(PictureDevice::USUAL_CELL), ..PictureDevice::default() }
}

fn way(
    answers: &PictureAnswers,
    wanted: PictureProtocol,
    depth: ColourDepth,
    knows_cell: bool,
    variable: impl Fn(&str) -> Option<String>,
) -> (PictureWay, PictureReason) {
    let wanted = match wanted {
        PictureProtocol::Auto => None,
        PictureProtocol::Kitty => Some(PictureWay::Kitty),
        PictureProtocol::Iterm => Some(PictureWay::Iterm),
        PictureProtocol::Sixel => Some(PictureWay::Sixel),
        PictureProtocol::Cells => Some(in_cells(depth)),
        PictureProtocol::None => Some(PictureWay::Words),
    };
    if let Some(wanted) = wanted {
        return (wanted, PictureReason::Configured);
    }
    let of = |name: &str| variable(name).unwrap_or_default();
    let told = of("LC_TERMINAL") == "iTerm2" || matches!(of("TERM_PROGRAM").as_str(), "iTerm.app" | "WezTerm");
    let cells = |reason| match in_cells(depth) {
        PictureWay::Words => (PictureWay::Words, PictureReason::Colours),
        way => (way, reason),
    };
    match () {
        () if depth == ColourDepth::Plain => (PictureWay::Words, PictureReason::Unwanted),
        () if is_between(&variable) => cells(PictureReason::Between),
        () if answers.kitty => (PictureWay::Kitty, PictureReason::Answered),
        () if answers.like_iterm => (PictureWay::Iterm, PictureReason::Answered),
        () if told => (PictureWay::Iterm, PictureReason::Environment),
        () if answers.sixels && knows_cell => (PictureWay::Sixel, PictureReason::Answered),
        () => cells(PictureReason::NothingBetter),
    }
}

fn in_cells(depth: ColourDepth) -> PictureWay {
    match depth {
        ColourDepth::Truecolour => PictureWay::Cells { indexed: false },
        ColourDepth::Indexed => PictureWay::Cells { indexed: true },
        ColourDepth::Plain | ColourDepth::Sixteen => PictureWay::Words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn among<'v>(variables: &'v [(&str, &str)]) -> impl Fn(&str) -> Option<String> + 'v {
        |name| variables.iter().find(|(own, _)| *own == name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn the_best_that_is_known_is_used() {
        use ColourDepth::{Indexed, Plain, Sixteen, Truecolour};
        use PictureReason::{Answered, Between, Colours, Environment, NothingBetter, Unwanted};
        let all = PictureAnswers { kitty: true, like_iterm: true, sixels: true, cell: None };
        let iterm = PictureAnswers { kitty: false, ..all };
        let sixel = PictureAnswers { like_iterm: false, ..iterm };
        let none = PictureAnswers::default();
        let truecolour = PictureWay::Cells { indexed: false };
        for (answers, depth, knows, variables, expected) in [
            (all, Truecolour, true, &[][..], (PictureWay::Kitty, Answered)),
            (iterm, Truecolour, true, &[], (PictureWay::Iterm, Answered)),
            (none, Truecolour, true, &[("LC_TERMINAL", "iTerm2")], (PictureWay::Iterm, Environment)),
            (sixel, Sixteen, true, &[], (PictureWay::Sixel, Answered)),
            (sixel, Truecolour, false, &[], (truecolour, NothingBetter)),
            (none, Truecolour, true, &[], (truecolour, NothingBetter)),
            (none, Indexed, true, &[], (PictureWay::Cells { indexed: true }, NothingBetter)),
            (none, Sixteen, true, &[], (PictureWay::Words, Colours)),
            (all, Plain, true, &[], (PictureWay::Words, Unwanted)),
            (all, Truecolour, true, &[("TMUX", "/tmp/x")], (truecolour, Between)),
            (all, Sixteen, true, &[("TERM", "screen")], (PictureWay::Words, Colours)),
        ] {
            let own = way(&answers, PictureProtocol::Auto, depth, knows, among(variables));
            assert_eq!(own, expected, "{answers:?} {depth:?} {variables:?}");
        }
        let wanted = way(&none, PictureProtocol::Sixel, Truecolour, true, among(&[("TMUX", "x")]));
        assert_eq!(wanted, (PictureWay::Sixel, PictureReason::Configured));
    }

    #[test]
    fn where_the_question_would_be_printed_it_is_not_asked() {
        let asks = |variables: &[(&str, &str)]| asks_about_pictures(among(variables));
        assert!(asks(&[("TERM", "xterm-256color")]) && asks(&[("TERM", "foot"), ("NO_COLOR", "")]));
        for variables in [
            &[("TERM", "tmux-256color")][..],
            &[("TERM", "xterm-256color"), ("STY", "1.x")],
            &[("TERM", "linux")],
            &[("TERM", "xterm-256color"), ("TERM_PROGRAM", "Apple_Terminal")],
            &[("TERM", "xterm-256color"), ("NO_COLOR", "1")],
        ] {
            assert!(!asks(variables), "{variables:?}");
        }
    }
}
