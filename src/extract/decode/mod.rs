//! *Decoding*: bytes to text. Whatever the bytes are, text comes out; what cannot be read becomes U+FFFD (X03) and is
//! counted.
//!
//! | asked in this order | module |
//! | --- | --- |
//! | what the user says | |
//! | the byte order mark | |
//! | whether it is text at all | `binary` |
//! | UTF-8: nearly everything is, and nothing else is by accident | |
//! | what the file itself says, checked against the bytes | `declared` |
//! | which reading looks like text | `detect`, `likelihood` |

mod binary;
mod declared;
mod detect;
mod likelihood;
pub(crate) mod member_names;

use std::borrow::Cow;

use encoding_rs::{DecoderResult, ISO_2022_JP, UTF_8};

use crate::model::{Encoding, Note, SafeText};

/// Text and how it was read.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text, without a byte order mark.
    pub text: Cow<'a, str>,
    /// The encoding it was read in.
    pub encoding: Encoding,
    /// How many sequences of bytes could not be read and are U+FFFD in the text.
    pub undecodable: usize,
    /// That the file names another encoding.
    pub note: Option<Note>,
}

/// Reads `bytes` in the encoding the user names, or else in the one they are in. `None` when they are no text.
pub fn decode(bytes: &[u8], named: Option<Encoding>) -> Option<Decoded<'_>> {
    if binary::has_signature(bytes) {
        return None;
    }
    if let Some(named) = named {
        return Some(read(bytes, named.decoder(), None));
    }
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return Some(read(bytes, encoding, declared::declared(bytes)));
    }
    if binary::has_controls(bytes) {
        // Half the bytes of UTF-16 may be such.
        return detect::utf_16(bytes).map(|encoding| read(bytes, encoding, None));
    }
    let declared = declared::declared(bytes);
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        if is_iso_2022_jp(bytes) {
            return Some(read(bytes, ISO_2022_JP, declared));
        }
        let note = contradicted(declared, UTF_8).filter(|_| !text.is_ascii());
        return Some(Decoded { text: Cow::Borrowed(text), encoding: Encoding::from(UTF_8), undecodable: 0, note });
    }
    let claimed = declared.and_then(Encoding::named).map(Encoding::decoder);
    Some(read(bytes, detect::detect(bytes, claimed), declared))
}

/// Reads all of `bytes` in one encoding, without its mark.
fn read<'a>(bytes: &'a [u8], encoding: &'static encoding_rs::Encoding, declared: Option<&str>) -> Decoded<'a> {
    let (encoding, bytes) = match encoding_rs::Encoding::for_bom(bytes) {
        // The mark of UTF-16 knows better which of the two it is.
        Some((marked, length)) if marked == encoding || (is_utf_16(marked) && is_utf_16(encoding)) => {
            (marked, &bytes[length..])
        }
        _ => (encoding, bytes),
    };
    let (text, undecodable) = match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => (text, 0),
        None => {
            let (text, undecodable) = replacing(bytes, encoding);
            (Cow::Owned(text), undecodable)
        }
    };
    Decoded { text, encoding: Encoding::from(encoding), undecodable, note: contradicted(declared, encoding) }
}

fn is_utf_16(encoding: &encoding_rs::Encoding) -> bool {
    encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE
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

/// How far into a text the first escape sequence of ISO-2022-JP is looked for, in bytes.
const ESCAPE_FAR: usize = 64 << 10;

/// ISO-2022-JP is all ASCII: escape sequences say that what follows is Japanese.
fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(ESCAPE_FAR)];
    let opens = |sequence: &[u8]| memchr::memmem::find(head, sequence).is_some();
    memchr::memchr(0x1B, head).is_some() && (opens(b"\x1B$B") || opens(b"\x1B$@")) && bytes.is_ascii()
}

/// A note that a file names an encoding it is not in. A name that no encoding has says nothing.
fn contradicted(declared: Option<&str>, read_in: &'static encoding_rs::Encoding) -> Option<Note> {
    let declared = declared?;
    let named = Encoding::named(declared)?.decoder();
    let same =
        named == read_in || Encoding::from(read_in).decoder() == named || (is_utf_16(named) && is_utf_16(read_in));
    (!same).then(|| Note::Encoding { declared: SafeText::line(declared) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> Decoded<'_> {
        decode(bytes, None).expect("text")
    }

    #[test]
    fn marks_are_taken_off() {
        assert_eq!(of(b"\xEF\xBB\xBFab").text, "ab");
        assert_eq!(of(b"\xFF\xFE\x2D\x4E").text, "中");
        assert_eq!(of(b"\xFE\xFF\x4E\x2D").encoding.name(), "UTF-16BE");
        assert_eq!(decode(b"\xFE\xFF\x4E\x2D", Encoding::named("utf-16")).expect("text").text, "中");
    }

    #[test]
    fn bad_bytes_become_replacement_characters_and_are_counted() {
        let damaged = of("海河边的风\u{FFFD}比城里".as_bytes());
        assert_eq!((damaged.undecodable, damaged.encoding.name()), (0, "UTF-8"), "it was written so");
        let damaged = of(b"\xE6\xB5\xB7\xFF\xE6\xB2\xB3\xE8\xBE");
        assert_eq!((&*damaged.text, damaged.undecodable), ("海\u{FFFD}河\u{FFFD}", 2));
        let (mut bytes, _, _) = encoding_rs::GB18030.encode("海河边的风比城里凉一些");
        bytes.to_mut().extend(b"\xFF\xFF");
        let damaged = of(&bytes);
        assert_eq!((damaged.encoding.name(), damaged.undecodable), ("gb18030", 2));
    }

    #[test]
    fn the_user_is_believed() {
        let bytes = "海河".as_bytes();
        let forced = decode(bytes, Encoding::named("latin1")).expect("text");
        assert_eq!((forced.encoding.name(), forced.text.chars().count()), ("windows-1252", 6));
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n", Encoding::named("gbk")), None);
    }

    #[test]
    fn a_wrong_declaration_is_noted() {
        let page = "<html><head><meta charset=gb2312></head><body>海河边的风";
        assert!(matches!(of(page.as_bytes()).note, Some(Note::Encoding { declared }) if declared == "gb2312"));
        let (bytes, _, _) = encoding_rs::GBK.encode(page);
        assert_eq!((of(&bytes).note, of(&bytes).encoding.name()), (None, "gb18030"));
        let (bytes, _, _) = encoding_rs::BIG5.encode("<html><head><meta charset=gb2312></head><body>這條街上沒有人");
        assert_eq!(of(&bytes).encoding.name(), "Big5");
        assert!(of(&bytes).note.is_some());
        assert_eq!(of(b"<html><head><meta charset=gb2312></head><body>ascii").note, None);
        assert_eq!(of("<html><head><meta charset=klingon></head>海".as_bytes()).note, None);
    }

    #[test]
    fn iso_2022_jp_is_known_by_its_escape_sequences() {
        let japanese = of(b"\x1B$B%m%0%$%s\x1B(B ok\n");
        assert_eq!((&*japanese.text, japanese.encoding.name()), ("ログイン ok\n", "ISO-2022-JP"));
        assert_eq!(of(b"\x1B[31mred\x1B[0m").encoding.name(), "UTF-8");
    }

    #[test]
    fn what_is_no_text_is_none() {
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n", None), None);
        assert_eq!(decode(b"\0\0\0\0abc", None), None);
        assert!(decode("天津\u{FFFD}".as_bytes(), None).is_some());
    }
}
