//! *Answers about pictures*, which come as strings: what became of a picture that kitty was asked about
//! (`ESC _ G i=31;OK ESC \`), and what the terminal is called (XTVERSION: `ESC P > | iTerm2 3.5 ESC \`).
//!
//! `ESC _` and `ESC P` are the keys M-_ and M-P too. So nothing counts as an answer that does not begin as one.

use super::{Step, TerminalReply, Token};

/// How the two begin.
const KITTY: &[u8] = b"\x1b_G";
const VERSION: &[u8] = b"\x1bP>|";
/// What is longer is no answer, in bytes.
const LONGEST: usize = 256;
/// How the names of terminals begin that draw files as iTerm2 does.
const LIKE_ITERM: [&[u8]; 3] = [b"iTerm2", b"WezTerm", b"mintty"];
/// The number under which kitty is asked.
const ASKED: &[u8] = b"i=31;OK";

/// Whether what waits for its rest can be nothing but an answer.
pub(super) fn is_answer(pending: &[u8]) -> bool {
    pending.starts_with(KITTY) || pending.starts_with(&VERSION[..3])
}

/// Reads an answer off the front; nothing where there is none.
pub(super) fn answer(bytes: &[u8]) -> Option<Step> {
    if [KITTY, VERSION].iter().any(|head| bytes.len() < head.len() && head.starts_with(bytes)) {
        return Some(Step::Incomplete);
    }
    let head = [KITTY, VERSION].into_iter().find(|head| bytes.starts_with(head))?;
    let body = &bytes[head.len()..];
    let end = body.iter().position(|byte| !(b' '..=b'~').contains(byte)).unwrap_or(body.len());
    if end > LONGEST {
        return Some(Step::Done(None, head.len() + LONGEST + 1));
    }
    let ending = match body[end..] {
        [] | [0x1B] => return Some(Step::Incomplete),
        [0x07, ..] => 1,
        [0x1B, b'\\', ..] => 2,
        // Cut off by something else, which is read next.
        _ => return Some(Step::Done(None, head.len() + end)),
    };
    let said = &body[..end];
    let reply = match head == KITTY {
        true => TerminalReply::Kitty { takes: said == ASKED },
        false => TerminalReply::Version { like_iterm: LIKE_ITERM.iter().any(|name| said.starts_with(name)) },
    };
    Some(Step::Done(Some(Token::Answer(reply)), head.len() + end + ending))
}
