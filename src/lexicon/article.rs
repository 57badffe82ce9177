//! An *article* of StarDict: what stands in a `.dict` about one word, in fields, each of a type that a letter says.

use super::markup::{Markup, plain};
use crate::model::SafeText;

/// So much of an article is shown, in bytes; the rest is left out.
const LONGEST_SHOWN: usize = 24 << 10;
/// The end of an article that is longer.
const CUT: &str = "\u{22EF}";

/// The readings and the lines of text of an article. With `types` all articles consist of the same fields; else each
/// field says its own.
pub(super) fn parse(mut bytes: &[u8], types: Option<&[u8]>) -> (Vec<SafeText>, Vec<SafeText>) {
    let (mut readings, mut senses) = (Vec::new(), Vec::new());
    let mut take = |kind: u8, field: &[u8]| {
        let text = String::from_utf8_lossy(field);
        let text = text.trim_end_matches('\0');
        let text = match kind {
            b't' | b'y' => {
                readings.extend(Some(SafeText::line(text)).filter(|reading| !reading.is_empty()));
                return;
            }
            b'm' | b'l' | b'n' | b'w' => text.to_owned(),
            b'g' => plain(text, Markup::Pango),
            b'x' | b'k' => plain(text, Markup::Xdxf),
            b'h' => plain(text, Markup::Html),
            // Names of other files, sounds, pictures.
            _ => return,
        };
        let end = text.floor_char_boundary(LONGEST_SHOWN.min(text.len()));
        let lines = text[..end].lines().map(SafeText::line).filter(|line| !line.is_empty());
        senses.extend(lines);
        if end < text.len() {
            senses.push(SafeText::line(CUT));
        }
    };
    match types {
        Some(types) => {
            for (number, &kind) in types.iter().enumerate() {
                let is_last = number + 1 == types.len();
                let Some((field, rest)) = field(bytes, kind, is_last) else { break };
                take(kind, field);
                bytes = rest;
            }
        }
        None => {
            while let Some((&kind, rest)) = bytes.split_first() {
                let Some((field, rest)) = field(rest, kind, false) else { break };
                take(kind, field);
                bytes = rest;
            }
        }
    }
    (readings, senses)
}

/// A field, and what is behind it: up to a zero for a small letter, of a length that is said for a capital. The last one
/// of a row of types goes on to the end. One that is cut short is taken as far as it goes.
fn field(bytes: &[u8], kind: u8, is_last: bool) -> Option<(&[u8], &[u8])> {
    if bytes.is_empty() {
        return None;
    }
    if is_last {
        return Some((bytes, &[]));
    }
    if kind.is_ascii_uppercase() {
        let (length, rest) = bytes.split_first_chunk()?;
        let length = (u32::from_be_bytes(*length) as usize).min(rest.len());
        return Some(rest.split_at(length));
    }
    let end = memchr::memchr(0, bytes).unwrap_or(bytes.len());
    Some((&bytes[..end], bytes.get(end + 1..).unwrap_or_default()))
}
