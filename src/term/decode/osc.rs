//! *Answers about colours* (OSC 10 and 11): `ESC ] 11 ; rgb:1c1c/1e1e/2121`, and BEL or `ESC \` at the end.
//!
//! `ESC ]` is the key M-] too. So nothing counts as an answer that does not begin as one, sign by sign.

use super::strings::body_end;
use super::{Step, TerminalReply, Token};
use crate::model::Rgb;
use crate::term::input::OwnColour;

/// How an answer begins; the number's second digit says which.
const HEADS: [(&[u8], OwnColour); 2] = [(b"\x1b]10;rgb", OwnColour::Text), (b"\x1b]11;rgb", OwnColour::Ground)];
/// The longest colour there is, in bytes; what is longer is none.
const LONGEST: usize = 32;

/// Whether what waits for its rest can be nothing but an answer.
pub(super) fn is_answer(pending: &[u8]) -> bool {
    pending.len() > 4 && HEADS.iter().any(|(head, _)| pending.starts_with(&head[..5]))
}

/// Reads an answer off the front; nothing where there is none.
pub(super) fn answer(bytes: &[u8]) -> Option<Step> {
    if HEADS.iter().any(|(head, _)| bytes.len() < head.len() && head.starts_with(bytes)) {
        return Some(Step::Incomplete);
    }
    let (head, which) = HEADS.into_iter().find(|(head, _)| bytes.starts_with(head))?;
    let body = &bytes[head.len()..];
    let is_body = |byte: u8| byte.is_ascii_hexdigit() || matches!(byte, b'a' | b':' | b'/');
    let (end, ending) = match body_end(head.len(), body, LONGEST, is_body) {
        Ok(ends) => ends,
        Err(step) => return Some(step),
    };
    let colour = colour(&body[..end]).filter(|_| ending > 0);
    let token = colour.map(|colour| Token::Answer(TerminalReply::Colour { which, colour }));
    Some(Step::Done(token, head.len() + end + ending))
}

/// `:1c/1e/21` or `a:1c/1e/21/ff`, each part of one to four digits, the first of which count most.
fn colour(body: &[u8]) -> Option<Rgb> {
    let text = std::str::from_utf8(body).ok()?;
    let text = text.strip_prefix("a:").or_else(|| text.strip_prefix(':'))?;
    let part = |digits: &str| {
        let most = match digits.len() {
            1..=4 => (1u32 << (4 * digits.len())) - 1,
            _ => return None,
        };
        let part = u32::from_str_radix(digits, 16).ok()?;
        u8::try_from((part * 255 + most / 2) / most).ok()
    };
    let parts: Option<Vec<u8>> = text.split('/').map(part).collect();
    match parts?[..] {
        [red, green, blue] | [red, green, blue, _] => Some(Rgb(red, green, blue)),
        _ => None,
    }
}
