//! The *probe*: asking the terminal how wide it draws what terminals disagree about, of which two colours it is, and
//! which modes it knows (W04, W12, T07; 69, left and right margins; 2031, changes of its colours).
//!
//! Nothing is ever guessed from `LANG` or `TERM` (W05): what was not answered is `None`. An answer that comes too late
//! is no key either: the [decoder](super::decode) knows answers, and the input thread lets them fall.

use std::time::Instant;
use std::{env, io};

use super::decode::{Decoder, TerminalReply, Token};
use super::input::Input;
use super::input::OwnColour;
use super::pictures::{PictureAnswers, asks_about_pictures};
use super::sequences::{
    ASK_ATTRIBUTES, ASK_CURSOR, ASK_FRAMES, ASK_GRAPHEMES, ASK_GROUND, ASK_MARGINS, ASK_PICTURES, ASK_SCHEMES,
    ASK_TEXT, ERASE_LINE, GRAPHEMES_OFF, GRAPHEMES_ON, SCHEMES_ON,
};
use super::tty::{self, Tty};
use crate::model::TerminalColours;

/// How the terminal draws. Widths in cells; `None` where it did not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Probe {
    /// `“`, for all of East Asian Width A.
    pub ambiguous: Option<u8>,
    /// `❤️`, a heart made an emoji by a variation selector.
    pub vs16: Option<u8>,
    /// `🇨🇳`, two letters that make a flag.
    pub flag: Option<u8>,
    /// `👨‍👩‍👧`, three emoji joined to one.
    pub zwj: Option<u8>,
    /// Whether frames can be marked (mode 2026).
    pub synchronized: bool,
    /// Whether cells go by grapheme clusters now (mode 2027).
    pub grapheme_mode: bool,
    /// Its own two colours.
    pub colours: TerminalColours,
    /// Whether it tells of changes of them (mode 2031).
    pub schemes: bool,
    /// Whether a part of the columns can scroll by itself (mode 69).
    pub margins: bool,
    /// How it shows pictures.
    pub pictures: PictureAnswers,
}

/// What came in while the terminal was asked.
#[derive(Debug)]
pub struct Heard {
    /// The answers.
    pub probe: Probe,
    /// Everything else, for the input thread.
    pub early: Early,
}

/// What was typed before it was read.
#[derive(Debug, Default)]
pub struct Early {
    pub(super) typed: Vec<Input>,
    /// With what it has of a sequence that was not complete.
    pub(super) decoder: Decoder,
}

const CLUSTERS: [&str; 4] = ["“", "❤\u{FE0F}", "🇨🇳", "👨\u{200D}👩\u{200D}👧"];

/// Whether the terminal is to be asked: not if the reader has said how wide it draws, not if it says it is dumb.
pub(super) fn is_wanted() -> bool {
    env::var_os("KANBAO_WIDTH").is_none() && env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Asks the questions. Other work can be done before they are [heard](hear).
///
/// # Errors
/// When the terminal cannot be written to.
pub(super) fn ask() -> io::Result<()> {
    let pictures = if asks_about_pictures(|name| env::var(name).ok()) { ASK_PICTURES } else { "" };
    tty::write_all(
        [
            &widths(),
            ASK_FRAMES,
            ASK_GRAPHEMES,
            ASK_MARGINS,
            ASK_SCHEMES,
            ASK_TEXT,
            ASK_GROUND,
            pictures,
            ASK_ATTRIBUTES,
        ]
        .concat()
        .as_bytes(),
    )
}

/// Listens until the last answer or the deadline. The flag says whether mode 2027 was switched on by us, so that it has
/// to be switched off again.
pub(super) fn hear(tty: &Tty, deadline: Instant) -> (Heard, bool) {
    let mut talk = Talk { decoder: Decoder::default(), typed: Vec::new() };
    let mut answers = talk.listen(tty, deadline);
    let mut switched = false;
    if answers.graphemes == Some(2) {
        // Known and off: on, and measured again, for widths come from measuring only.
        let asked = tty::write_all([GRAPHEMES_ON, &widths(), ASK_ATTRIBUTES].concat().as_bytes());
        let again = asked.map_or_else(|_| Answers::default(), |()| talk.listen(tty, deadline));
        if again.complete && again.columns.len() == CLUSTERS.len() {
            answers.columns = again.columns;
            answers.graphemes = Some(1);
            switched = true;
        } else {
            let _ = tty::write_all(GRAPHEMES_OFF.as_bytes());
        }
    }
    let probe = answers.probe();
    let schemes = if probe.schemes { SCHEMES_ON } else { "" };
    let _ = tty::write_all([ERASE_LINE, schemes].concat().as_bytes());
    (Heard { probe, early: Early { typed: talk.typed, decoder: talk.decoder } }, switched)
}

/// Draws each cluster at the start of the line and asks how far the cursor went.
fn widths() -> String {
    CLUSTERS.map(|cluster| format!("\r{cluster}{ASK_CURSOR}")).concat()
}

/// The listening side.
struct Talk {
    decoder: Decoder,
    typed: Vec<Input>,
}

impl Talk {
    fn listen(&mut self, tty: &Tty, deadline: Instant) -> Answers {
        let mut answers = Answers::default();
        let mut buffer = [0; 1024];
        while !answers.complete {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            match tty.wait(left) {
                Ok(true) => match tty.read(&mut buffer) {
                    Ok(Some(0)) | Err(_) => break,
                    Ok(Some(count)) => self.hear(&buffer[..count], &mut answers),
                    Ok(None) => {}
                },
                Ok(false) => {}
                Err(_) => break,
            }
        }
        answers
    }

    fn hear(&mut self, bytes: &[u8], answers: &mut Answers) {
        for token in self.decoder.feed(bytes) {
            match token {
                Token::Answer(answer) => answers.take(answer),
                Token::Input(input) => self.typed.push(input),
            }
        }
    }
}

/// The answers to one round, in the order they came, which is the order of the questions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Answers {
    columns: Vec<u16>,
    frames: Option<u16>,
    graphemes: Option<u16>,
    margins: Option<u16>,
    schemes: Option<u16>,
    colours: TerminalColours,
    pictures: PictureAnswers,
    complete: bool,
}

impl Answers {
    fn take(&mut self, answer: TerminalReply) {
        match answer {
            TerminalReply::Cursor { column } => self.columns.push(column),
            TerminalReply::Mode { mode: 2026, state } => self.frames = Some(state),
            TerminalReply::Mode { mode: 2027, state } => self.graphemes = Some(state),
            TerminalReply::Mode { mode: 69, state } => self.margins = Some(state),
            TerminalReply::Mode { mode: 2031, state } => self.schemes = Some(state),
            TerminalReply::Colour { which: OwnColour::Text, colour } => self.colours.text = Some(colour),
            TerminalReply::Colour { which: OwnColour::Ground, colour } => self.colours.ground = Some(colour),
            TerminalReply::Mode { .. } | TerminalReply::Scheme { .. } => {}
            TerminalReply::Kitty { takes } => self.pictures.kitty = takes,
            TerminalReply::Version { like_iterm } => self.pictures.like_iterm = like_iterm,
            TerminalReply::Cell { width, height } => {
                self.pictures.cell = Some((width, height)).filter(|_| width > 0 && height > 0);
            }
            TerminalReply::Attributes { sixels } => (self.pictures.sixels, self.complete) = (sixels, true),
        }
    }

    fn probe(&self) -> Probe {
        // All questions were dealt with and some answer is missing or too many: which is which cannot be told.
        let trusted = !self.complete || self.columns.len() == CLUSTERS.len();
        let width = |ix: usize| {
            let width = self.columns.get(ix).filter(|_| trusted)?.checked_sub(1)?;
            u8::try_from(width).ok().filter(|width| (1..=8).contains(width))
        };
        Probe {
            ambiguous: width(0).filter(|&width| width <= 2),
            vs16: width(1),
            flag: width(2),
            zwj: width(3),
            synchronized: matches!(self.frames, Some(1 | 2)),
            grapheme_mode: matches!(self.graphemes, Some(1 | 3)),
            margins: matches!(self.margins, Some(1 | 2)),
            schemes: matches!(self.schemes, Some(1..=3)),
            colours: self.colours,
            pictures: self.pictures,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What one round of bytes comes to, and what was typed in it.
    fn heard(pieces: &[&[u8]]) -> (Probe, Vec<Input>) {
        let mut talk = Talk { decoder: Decoder::default(), typed: Vec::new() };
        let mut answers = Answers::default();
        for piece in pieces {
            talk.hear(piece, &mut answers);
        }
        (answers.probe(), talk.typed)
    }

    fn widths_of(probe: Probe) -> [Option<u8>; 4] {
        [probe.ambiguous, probe.vs16, probe.flag, probe.zwj]
    }

    const XTERM_CJK: &[u8] = b"\x1b[1;3R\x1b[1;2R\x1b[1;3R\x1b[1;9R\x1b[?2026;0$y\x1b[?2027;0$y\x1b[?64;1;2c";

    #[test]
    fn xterm_with_cjk_width() {
        let (probe, typed) = heard(&[XTERM_CJK]);
        assert_eq!(widths_of(probe), [Some(2), Some(1), Some(2), Some(8)]);
        assert!(!probe.synchronized && !probe.grapheme_mode && typed.is_empty());
    }

    #[test]
    fn tmux_does_not_know_the_mode_questions() {
        let (probe, _) = heard(&[b"\x1b[1;2R\x1b[1;2R\x1b[1;3R\x1b[1;3R\x1b[?1;2c"]);
        assert_eq!(widths_of(probe), [Some(1), Some(1), Some(2), Some(2)]);
        assert!(!probe.synchronized && !probe.grapheme_mode && !probe.margins);
    }

    #[test]
    fn a_modern_terminal() {
        let (probe, _) =
            heard(&[b"\x1b[5;2R\x1b[5;3R\x1b[5;3R\x1b[5;3R\x1b[?2026;2$y\x1b[?2027;1$y\x1b[?69;2$y\x1b[?62;22c"]);
        assert_eq!(widths_of(probe), [Some(1), Some(2), Some(2), Some(2)]);
        assert!(probe.synchronized && probe.grapheme_mode && probe.margins);
    }

    #[test]
    fn the_colours_and_their_changes() {
        let (probe, typed) = heard(&[
            b"\x1b[1;2R\x1b[1;2R\x1b[1;3R\x1b[1;3R\x1b[?2031;2$y\x1b]10;rgb:0000/0000/",
            b"0000\x1b\\j\x1b]11;rgb:fffb/ffff/eeee\x07\x1b[?62c",
        ]);
        assert_eq!(probe.colours.text, Some(crate::model::Rgb::BLACK));
        assert_eq!(probe.colours.ground, Some(crate::model::Rgb(255, 255, 0xEE)));
        assert!(probe.schemes && typed.len() == 1 && probe.ambiguous == Some(1));
    }

    #[test]
    fn what_it_says_of_pictures_is_no_key() {
        let (probe, typed) = heard(&[
            b"\x1b[1;2R\x1b[1;2R\x1b[1;3R\x1b[1;3R\x1b_Gi=31;O",
            b"K\x1b\\j\x1bP>|WezTerm 2024",
            b"0203\x1b\\\x1b[6;18;9t\x1b[?62;4;22c",
        ]);
        let pictures = PictureAnswers { kitty: true, like_iterm: true, sixels: true, cell: Some((9, 18)) };
        assert_eq!((probe.pictures, typed.len(), probe.ambiguous), (pictures, 1, Some(1)));
        let (none, typed) = heard(&[b"\x1b_Gi=31;ENOTSUP:no\x1b\\\x1bP>|XTerm(390)\x1b\\\x1b[6;0;0t\x1b[?4;6c"]);
        assert_eq!((none.pictures, typed), (PictureAnswers::default(), Vec::new()), "the first is what it is");
    }

    #[test]
    fn silence_says_nothing() {
        assert_eq!(heard(&[]), (Probe::default(), Vec::new()));
        assert_eq!(heard(&[b"\x1b[?62c"]).0, Probe::default());
    }

    #[test]
    fn out_of_time_the_first_answers_count() {
        assert_eq!(widths_of(heard(&[b"\x1b[1;3R\x1b[1;2R\x1b[1;"]).0), [Some(2), Some(1), None, None]);
    }

    #[test]
    fn answers_that_cannot_be_told_apart_do_not_count() {
        assert_eq!(widths_of(heard(&[b"\x1b[1;3R\x1b[1;2R\x1b[1;3R\x1b[?62c"]).0), [None; 4]);
        assert_eq!(
            widths_of(heard(&[b"\x1b[1;99R\x1b[1;1R\x1b[1;3R\x1b[1;0R\x1b[?62c"]).0),
            [None, None, Some(2), None]
        );
    }

    #[test]
    fn what_was_typed_is_kept() {
        let (probe, typed) = heard(&[b"jj\x1b[1;3R\x1b[1;2Rq\x1b[1;3R\x1b[1;9R\x1b[B\x1b[?64c\xe4"]);
        assert_eq!(probe.ambiguous, Some(2));
        assert_eq!(typed.len(), 4);
    }

    proptest! {
        #[test]
        fn cuts_and_rubbish_do_not_matter(cuts in prop::collection::vec(1usize..20, 0..40), rubbish in "[a-z\\x01-\\x1a]{0,3}") {
            let mut rest = XTERM_CJK;
            let mut pieces = vec![rubbish.as_bytes()];
            for cut in cuts {
                let (piece, more) = rest.split_at(cut.min(rest.len()));
                pieces.push(piece);
                rest = more;
            }
            pieces.push(rest);
            let (probe, typed) = heard(&pieces);
            prop_assert_eq!(widths_of(probe), [Some(2), Some(1), Some(2), Some(8)]);
            prop_assert_eq!(typed.len(), rubbish.len());
        }
    }
}
