//! The *clipboard* of the machine that the terminal is on, over any line: OSC 52. What the sequence carries is base64, so
//! nothing of a text reaches the terminal as it is.

use std::{env, io};

use data_encoding::BASE64;

use super::{loan, tty};

/// screen cuts a string of its own in pieces no longer than this, in bytes.
const SCREEN_PIECE: usize = 76;

/// What stands between us and the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Multiplexer {
    None,
    Tmux,
    Screen,
}

/// Puts a text on the clipboard. Terminals do not tell whether they did.
///
/// # Errors
/// When the terminal cannot be written to.
pub fn copy(text: &str) -> io::Result<()> {
    if !loan::is_entered() {
        return Ok(());
    }
    let has = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    let between = match () {
        () if has("TMUX") => Multiplexer::Tmux,
        () if has("STY") => Multiplexer::Screen,
        () => Multiplexer::None,
    };
    tty::write_all(sequence(text, between).as_bytes())
}

fn sequence(text: &str, between: Multiplexer) -> String {
    let plain = format!("\x1b]52;c;{}\x07", BASE64.encode(text.as_bytes()));
    match between {
        Multiplexer::None => plain,
        // Taken by tmux itself where `set-clipboard` is on, passed on where `allow-passthrough` is.
        Multiplexer::Tmux => format!("{plain}\x1bPtmux;{}\x1b\\", plain.replace('\x1b', "\x1b\x1b")),
        Multiplexer::Screen => {
            let pieces = plain.as_bytes().chunks(SCREEN_PIECE).map(|piece| String::from_utf8_lossy(piece));
            pieces.map(|piece| format!("\x1bP{piece}\x1b\\")).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_goes_as_base64_through_whatever_is_between() {
        let plain = "\x1b]52;c;55yL5oqlCg==\x07";
        assert_eq!(sequence("看报\n", Multiplexer::None), plain);
        assert_eq!(
            sequence("看报\n", Multiplexer::Tmux),
            format!("{plain}\x1bPtmux;\x1b\x1b]52;c;55yL5oqlCg==\x07\x1b\\")
        );
        let long = "天".repeat(60);
        let sent = sequence(&long, Multiplexer::Screen);
        let pieces: Vec<&str> = sent.split_terminator("\x1b\\").collect();
        assert!(pieces.len() > 2 && pieces.iter().all(|piece| piece.len() <= SCREEN_PIECE + 2));
        let whole: String = pieces.iter().map(|piece| piece.strip_prefix("\x1bP").unwrap()).collect();
        assert_eq!(whole, sequence(&long, Multiplexer::None));
    }
}
