//! *Control sequences* (CSI): the forms in which terminals send keys with modifiers, the mouse, and answers.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::{TerminalReply, Token, ascii, typed};
use crate::term::input::Input;

/// A complete control sequence.
pub(super) struct Csi<'b> {
    /// `<`, `?`, `>`, `=` or nothing.
    private: Option<u8>,
    /// The parameters; of parts divided by colons the first two.
    params: Vec<(u32, Option<u32>)>,
    /// The bytes between the parameters and the last.
    intermediate: &'b [u8],
    last: u8,
}

impl<'b> Csi<'b> {
    /// Takes apart what stands between `ESC [` and the last byte.
    pub fn new(body: &'b [u8], last: u8) -> Self {
        let (private, body) = match body {
            [private @ b'<'..=b'?', rest @ ..] => (Some(*private), rest),
            _ => (None, body),
        };
        let (params, intermediate) = body.split_at(body.iter().take_while(|&&byte| byte >= 0x30).count());
        let number =
            |digits: &[u8]| digits.iter().fold(0u32, |n, d| n.saturating_mul(10).saturating_add((d & 0xF).into()));
        let param = |param: &[u8]| {
            let mut parts = param.split(|&byte| byte == b':');
            (parts.next().map_or(0, number), parts.next().map(number))
        };
        let params =
            if params.is_empty() { Vec::new() } else { params.split(|&byte| byte == b';').map(param).collect() };
        Self { private, params, intermediate, last }
    }

    /// What it says; `None` for what we do not know.
    pub fn token(&self) -> Option<Token> {
        match (self.private, self.intermediate, self.last) {
            (Some(b'<'), [], b'M' | b'm') => self.sgr_mouse(),
            (Some(b'?'), [b'$'], b'y') => {
                Some(Token::Answer(TerminalReply::Mode { mode: self.small(0)?, state: self.small(1)? }))
            }
            (Some(b'?'), [], b'c') => {
                let sixels = self.params.iter().skip(1).any(|param| param.0 == 4);
                Some(Token::Answer(TerminalReply::Attributes { sixels }))
            }
            (None, [], b't') if self.small(0) == Some(6) => {
                Some(Token::Answer(TerminalReply::Cell { width: self.small(2)?, height: self.small(1)? }))
            }
            (Some(b'?'), [], b'n') if self.small(0)? == 997 => match self.small(1)? {
                1 => Some(Token::Answer(TerminalReply::Scheme { dark: true })),
                2 => Some(Token::Answer(TerminalReply::Scheme { dark: false })),
                _ => None,
            },
            // F3 with a modifier looks the same on some terminals; that key is not worth a wrong answer.
            (None, [], b'R') if self.params.len() == 2 => {
                Some(Token::Answer(TerminalReply::Cursor { column: self.small(1)? }))
            }
            (None, [], b'I') => Some(Token::Input(Input::Focus(true))),
            (None, [], b'O') => Some(Token::Input(Input::Focus(false))),
            (None, [], _) => self.key(),
            _ => None,
        }
    }

    fn small(&self, ix: usize) -> Option<u16> {
        self.params.get(ix).and_then(|param| u16::try_from(param.0).ok())
    }

    fn key(&self) -> Option<Token> {
        // The second part says press (1), repeat (2) or release (3), where a terminal says it at all.
        if self.params.get(1).is_some_and(|param| param.1 == Some(3)) {
            return None;
        }
        let mut modifiers = modifiers(self.params.get(1).map_or(0, |param| param.0));
        let first = self.params.first().map_or(0, |param| param.0);
        let code = match self.last {
            b'~' if first == 27 => {
                let (code, more) = unicode(self.params.get(2)?.0)?;
                modifiers |= more;
                code
            }
            b'~' => numbered(first)?,
            b'u' => {
                let (code, more) = unicode(first)?;
                modifiers |= more;
                code
            }
            b'Z' => {
                modifiers |= KeyModifiers::SHIFT;
                KeyCode::BackTab
            }
            last @ b'a'..=b'd' => {
                modifiers |= KeyModifiers::SHIFT;
                ss3(last.to_ascii_uppercase())?
            }
            last => ss3(last)?,
        };
        Some(Token::Input(Input::Key(KeyEvent::new(code, modifiers))))
    }

    fn sgr_mouse(&self) -> Option<Token> {
        let (button, column, row) = (self.small(0)?, self.small(1)?, self.small(2)?);
        mouse(button, column.checked_sub(1)?, row.checked_sub(1)?, self.last == b'm')
    }
}

/// The mouse's older report: button, column and row as bytes from 32 up, cells counted from 1.
pub(super) fn x10_mouse(report: &[u8]) -> Option<Token> {
    let [button, column, row] = *report else { return None };
    let button = u16::from(button.checked_sub(32)?);
    let released = button & 0b1100_0011 == 3;
    mouse(button, u16::from(column.checked_sub(33)?), u16::from(row.checked_sub(33)?), released)
}

fn mouse(bits: u16, column: u16, row: u16, released: bool) -> Option<Token> {
    let button = match bits & 3 {
        1 => MouseButton::Middle,
        2 => MouseButton::Right,
        _ => MouseButton::Left,
    };
    let moves = bits & 32 != 0;
    let kind = match (bits & 0b1100_0000, bits & 3) {
        (64, 0) => MouseEventKind::ScrollUp,
        (64, 1) => MouseEventKind::ScrollDown,
        (64, 2) => MouseEventKind::ScrollLeft,
        (64, _) => MouseEventKind::ScrollRight,
        (0, 3) if moves => MouseEventKind::Moved,
        (0, _) if moves => MouseEventKind::Drag(button),
        (0, _) if released => MouseEventKind::Up(button),
        (0, _) => MouseEventKind::Down(button),
        _ => return None,
    };
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::SHIFT, bits & 4 != 0);
    modifiers.set(KeyModifiers::ALT, bits & 8 != 0);
    modifiers.set(KeyModifiers::CONTROL, bits & 16 != 0);
    Some(Token::Input(Input::Mouse(MouseEvent { kind, column, row, modifiers })))
}

/// The key a letter stands for after `ESC O` or at the end of a control sequence.
pub(super) fn ss3(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'M' => KeyCode::Enter,
        b'P'..=b'S' => KeyCode::F(last - b'P' + 1),
        _ => return None,
    })
}

/// The key a number before `~` stands for.
fn numbered(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(u8::try_from(number - 10).ok()?),
        17..=21 => KeyCode::F(u8::try_from(number - 11).ok()?),
        23 | 24 => KeyCode::F(u8::try_from(number - 12).ok()?),
        _ => return None,
    })
}

/// The key of a code point, for terminals that send it as a number.
fn unicode(number: u32) -> Option<(KeyCode, KeyModifiers)> {
    match number {
        9 | 13 | 27 | 127 => u8::try_from(number).ok().map(ascii),
        // The private range names keys without a character (Caps Lock, media); none of ours.
        0..32 | 0xE000..=0xF8FF => None,
        _ => char::from_u32(number).map(typed),
    }
}

/// Modifiers as terminals number them: 1 and a bit for each.
fn modifiers(number: u32) -> KeyModifiers {
    let bits = number.saturating_sub(1);
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::SHIFT, bits & 1 != 0);
    modifiers.set(KeyModifiers::ALT, bits & 2 != 0);
    modifiers.set(KeyModifiers::CONTROL, bits & 4 != 0);
    modifiers.set(KeyModifiers::SUPER, bits & 8 != 0);
    modifiers
}
