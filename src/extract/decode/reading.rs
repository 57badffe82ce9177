//! *Reading*: from bytes in an encoding that is known to text, and how many of them were none.

use std::borrow::Cow;

use encoding_rs::{DecoderResult, UTF_16BE, UTF_16LE};

use super::old;
use crate::model::Encoding;

/// What reading bytes gave.
pub(super) struct Read<'a> {
    pub text: Cow<'a, str>,
    pub encoding: Encoding,
    /// How many sequences of bytes are U+FFFD.
    pub undecodable: usize,
}

/// Reads all of `bytes` in an encoding, without its mark.
pub(super) fn read(bytes: &[u8], encoding: Encoding) -> Read<'_> {
    let own = match encoding {
        Encoding::Web(own) => own,
        Encoding::Old(own) => {
            let (text, undecodable) = old::decode(bytes, own);
            return Read { text: Cow::Owned(text), encoding, undecodable };
        }
    };
    let (own, bytes) = match encoding_rs::Encoding::for_bom(bytes) {
        // The mark of UTF-16 knows better which of the two it is.
        Some((marked, length)) if marked == own || (is_utf_16(marked.into()) && is_utf_16(encoding)) => {
            (marked, &bytes[length..])
        }
        _ => (own, bytes),
    };
    let (text, undecodable) = match own.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => (text, 0),
        None => {
            let (text, undecodable) = replacing(bytes, own);
            (Cow::Owned(text), undecodable)
        }
    };
    Read { text, encoding: own.into(), undecodable }
}

pub(super) fn is_utf_16(encoding: Encoding) -> bool {
    encoding == UTF_16LE.into() || encoding == UTF_16BE.into()
}

/// Reads bytes with errors among them, and counts these: a U+FFFD that the author wrote is none.
fn replacing(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> (String, usize) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2 + 16);
    let mut undecodable = 0;
    let mut rest = bytes;
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        rest = &rest[read..];
        match result {
            DecoderResult::InputEmpty => return (text, undecodable),
            DecoderResult::OutputFull => text.reserve(rest.len().max(64) * 2),
            DecoderResult::Malformed(..) => {
                text.push(char::REPLACEMENT_CHARACTER);
                undecodable += 1;
            }
        }
    }
}
