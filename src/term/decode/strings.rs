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

/// Where the body of a string ends behind a head of so many bytes, and how many bytes end it: none where something else
/// cuts it off, which is read next.
///
/// # Errors
/// The step where that is not known yet, or where the body is longer than any answer's.
pub(super) fn body_end(
    head: usize,
    body: &[u8],
    longest: usize,
    is_body: impl Fn(u8) -> bool,
) -> Result<(usize, usize), Step> {
    let end = body.iter().position(|byte| !is_body(*byte)).unwrap_or(body.len());
    if end > longest {
        return Err(Step::Done(None, head + longest + 1));
    }
    match body[end..] {
        [] | [0x1B] => Err(Step::Incomplete),
        [0x07, ..] => Ok((end, 1)),
        [0x1B, b'\\', ..] => Ok((end, 2)),
        _ => Ok((end, 0)),
    }
}

/// Reads an answer off the front; nothing where there is none.
pub(super) fn answer(bytes: &[u8]) -> Option<Step> {
    if [KITTY, VERSION].iter().any(|head| bytes.len() < head.len() && head.starts_with(bytes)) {
        return Some(Step::Incomplete);
    }
    let head = [KITTY, VERSION].into_iter().find(|head| bytes.starts_with(head))?;
    let body = &bytes[head.len()..];
    let (end, ending) = match body_end(head.len(), body, LONGEST, |byte| (b' '..=b'~').contains(&byte)) {
        Ok((end, 0)) => return Some(Step::Done(None, head.len() + end)),
        Ok(ends) => ends,
        Err(step) => return Some(step),
    };
    let said = &body[..end];
    let reply = match head == KITTY {
        true => TerminalReply::Kitty { takes: said == ASKED },
        false => TerminalReply::Version { like_iterm: LIKE_ITERM.iter().any(|name| said.starts_with(name)) },
    };
    Some(Step::Done(Some(Token::Answer(reply)), head.len() + end + ending))
}
