//! *Decoding*: the bytes a terminal sends, made into keys, pastes, mouse reports and answers.
//!
//! Pure: bytes in, tokens out, however they are cut. A sequence that is not complete waits for its rest as long as its
//! [patience](Decoder::patience) lasts; only then is an ESC the key of that name.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use memchr::memmem;

use self::csi::Csi;
use super::input::{Input, OwnColour};
use crate::model::{Rgb, SafeText};

mod csi;
mod osc;
mod strings;

/// What the terminal answered to a question of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TerminalReply {
    /// The cursor is in this column, from 1.
    Cursor { column: u16 },
    /// A mode and its state: 0 unknown, 1 set, 2 reset, 3 always set, 4 never set.
    Mode { mode: u16, state: u16 },
    /// One of its own colours.
    Colour { which: OwnColour, colour: Rgb },
    /// Whether its colours are dark ones; told by itself when they change, too (mode 2031).
    Scheme { dark: bool },
    /// Whether it takes pictures by the protocol of kitty.
    Kitty { takes: bool },
    /// Which terminal it is: whether one that draws files as iTerm2 does.
    Version { like_iterm: bool },
    /// Columns and rows of a cell in pixels.
    Cell { width: u16, height: u16 },
    /// What the terminal is: the end of all answers. Whether it draws sixels.
    Attributes { sixels: bool },
}

/// One thing decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Input(Input),
    Answer(TerminalReply),
}

impl Token {
    fn key(code: KeyCode, modifiers: KeyModifiers) -> Self {
        Self::Input(Input::Key(KeyEvent::new(code, modifiers)))
    }
}

/// What the next bytes are.
enum Step {
    /// A token (or nothing we know) of so many bytes.
    Done(Option<Token>, usize),
    /// The beginning of something.
    Incomplete,
}

const PASTE: &[u8] = b"\x1b[200~";
const PASTE_END: &[u8] = b"\x1b[201~";
/// The decoder: keeps what is not complete.
#[derive(Clone, Debug, Default)]
pub(super) struct Decoder {
    pending: Vec<u8>,
    /// How much of a paste was looked through for its end.
    searched: usize,
}

impl Decoder {
    /// Decodes more bytes.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Token> {
        self.pending.extend_from_slice(bytes);
        let mut tokens = Vec::new();
        let mut done = 0;
        while done < self.pending.len() {
            let rest = &self.pending[done..];
            let step = if rest.starts_with(PASTE) { paste(rest, &mut self.searched) } else { step(rest) };
            let Step::Done(token, count) = step else { break };
            tokens.extend(token);
            done += count;
        }
        self.pending.drain(..done);
        tokens
    }

    /// How long to wait for the rest of what is not complete; `None` if nothing is.
    pub fn patience(&self) -> Option<Duration> {
        match self.pending.as_slice() {
            [] => None,
            // The key ESC, or the start of any other: keys send their bytes at once, but a line may part them.
            [0x1B] | [0x1B, b']' | b'_' | b'P'] => Some(Duration::from_millis(50)),
            // Nobody types that; its rest would be keys if it was not waited for.
            pending if pending.starts_with(PASTE) || osc::is_answer(pending) || strings::is_answer(pending) => {
                Some(Duration::from_secs(2))
            }
            _ => Some(Duration::from_millis(200)),
        }
    }

    /// The rest did not come: makes of it what can be made.
    pub fn give_up(&mut self) -> Vec<Token> {
        self.searched = 0;
        let pending = std::mem::take(&mut self.pending);
        let token = match pending.as_slice() {
            [0x1B] => Some(Token::key(KeyCode::Esc, KeyModifiers::NONE)),
            [0x1B, c @ (b'[' | b'O' | b']' | b'_' | b'P')] => {
                Some(Token::key(KeyCode::Char((*c).into()), KeyModifiers::ALT))
            }
            // The key M-], and what was typed after it.
            [0x1B, b']', typed @ ..] if !osc::is_answer(&pending) => {
                let key = Token::key(KeyCode::Char(']'), KeyModifiers::ALT);
                return std::iter::once(key).chain(Self::default().feed(typed)).collect();
            }
            pending => pending.strip_prefix(PASTE).map(|text| Token::Input(Input::Paste(pasted(text)))),
        };
        token.into_iter().collect()
    }
}

/// Reads one token off the front of `bytes`, which is not empty and no paste.
fn step(bytes: &[u8]) -> Step {
    match *bytes {
        [0x1B] => Step::Incomplete,
        [0x1B, 0x1B, ..] => Step::Done(Some(Token::key(KeyCode::Esc, KeyModifiers::NONE)), 1),
        [0x1B, b'[', ..] => csi(bytes),
        [0x1B, b'O'] => Step::Incomplete,
        [0x1B, b'O', last, ..] if last >= b' ' => {
            Step::Done(csi::ss3(last).map(|code| Token::key(code, KeyModifiers::NONE)), 3)
        }
        [0x1B, b']', ..] if let Some(step) = osc::answer(bytes) => step,
        [0x1B, b'_' | b'P', ..] if let Some(step) = strings::answer(bytes) => step,
        [0x1B, ref rest @ ..] => match step(rest) {
            Step::Done(Some(Token::Input(Input::Key(mut key))), count) => {
                key.modifiers |= KeyModifiers::ALT;
                Step::Done(Some(Token::Input(Input::Key(key))), count + 1)
            }
            Step::Done(token, count) => Step::Done(token, count + 1),
            Step::Incomplete => Step::Incomplete,
        },
        [byte, ..] if byte.is_ascii() => {
            let (code, modifiers) = ascii(byte);
            Step::Done(Some(Token::key(code, modifiers)), 1)
        }
        _ => letter(bytes),
    }
}

/// A key that sends one byte. As crossterm names them: Ctrl-H is not Backspace.
fn ascii(byte: u8) -> (KeyCode, KeyModifiers) {
    let control = |c: u8| (KeyCode::Char(c.into()), KeyModifiers::CONTROL);
    match byte {
        b'\r' => (KeyCode::Enter, KeyModifiers::NONE),
        b'\t' => (KeyCode::Tab, KeyModifiers::NONE),
        0x7F => (KeyCode::Backspace, KeyModifiers::NONE),
        0 => control(b' '),
        0x01..=0x1A => control(byte - 1 + b'a'),
        0x1B => (KeyCode::Esc, KeyModifiers::NONE),
        0x1C..=0x1F => control(byte - 0x1C + b'4'),
        _ => typed(byte.into()),
    }
}

/// A character that was typed; a capital came with Shift.
fn typed(c: char) -> (KeyCode, KeyModifiers) {
    (KeyCode::Char(c), if c.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE })
}

/// A character of several bytes.
fn letter(bytes: &[u8]) -> Step {
    let head = &bytes[..bytes.len().min(4)];
    let valid = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.valid_up_to() > 0 => std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default(),
        Err(error) => return error.error_len().map_or(Step::Incomplete, |count| Step::Done(None, count)),
    };
    let Some(c) = valid.chars().next() else { return Step::Done(None, 1) };
    let (code, modifiers) = typed(c);
    // A C1 control is no key, and what would be inserted by it is not text.
    Step::Done((!c.is_control()).then(|| Token::key(code, modifiers)), c.len_utf8())
}

/// A control sequence: `ESC [`, parameters, a final byte.
fn csi(bytes: &[u8]) -> Step {
    let body = &bytes[2..];
    let Some(end) = body.iter().position(|byte| !(0x20..=0x3F).contains(byte)) else { return Step::Incomplete };
    let count = 2 + end + 1;
    match body[end] {
        // Cut off by something else, which is read next.
        byte if !(0x40..=0x7E).contains(&byte) => Step::Done(None, count - 1),
        // The Linux console's F1 to F5: `ESC [ [ A`.
        b'[' if end == 0 => match body.get(1) {
            None => Step::Incomplete,
            Some(c @ b'A'..=b'E') => Step::Done(Some(Token::key(KeyCode::F(c - b'A' + 1), KeyModifiers::NONE)), 4),
            Some(_) => Step::Done(None, 3),
        },
        // The mouse of terminals without mode 1006: three bytes after the final one.
        b'M' if end == 0 => match body.get(1..4) {
            None => Step::Incomplete,
            Some(report) => Step::Done(csi::x10_mouse(report), 6),
        },
        last => Step::Done(Csi::new(&body[..end], last).token(), count),
    }
}

/// A paste: all up to its end, whatever is in it.
fn paste(bytes: &[u8], searched: &mut usize) -> Step {
    let from = (*searched).max(PASTE.len());
    match memmem::find(&bytes[from..], PASTE_END) {
        Some(at) => {
            *searched = 0;
            let text = pasted(&bytes[PASTE.len()..from + at]);
            Step::Done(Some(Token::Input(Input::Paste(text))), from + at + PASTE_END.len())
        }
        None => {
            *searched = (bytes.len() + 1).saturating_sub(PASTE_END.len()).max(PASTE.len());
            Step::Incomplete
        }
    }
}

/// T09: pasted text without control characters, and without the colours that come with text copied from a log.
fn pasted(bytes: &[u8]) -> SafeText {
    let text = String::from_utf8_lossy(bytes);
    let mut clean = String::with_capacity(text.len());
    let mut parts = text.split("\x1b[");
    clean.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let rest = part.trim_start_matches(|c| matches!(c, ' '..='?'));
        let complete = rest.starts_with(|c| matches!(c, '@'..='~'));
        clean.push_str(if complete { &rest[1..] } else { part });
    }
    // Terminals send line ends as CR.
    clean.retain(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'));
    SafeText::body(&clean)
}

#[cfg(test)]
mod tests;
