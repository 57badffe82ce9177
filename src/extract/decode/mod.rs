//! *Decoding*: bytes to text. Whatever the bytes are, text comes out; what cannot be read becomes U+FFFD (X03) and is
//! counted.
//!
//! | asked in this order | module |
//! | --- | --- |
//! | what the user says | |
//! | the byte order mark | `old` |
//! | the escape sequences of seven bits | `old` |
//! | whether it is text at all | `binary` |
//! | UTF-8: nearly everything is, and nothing else is by accident | |
//! | what the file itself says, checked against the bytes | `declared` |
//! | which reading looks like text | `detect`, `likelihood` |
//! | whether some lines are in another encoding | `mixed` |

mod binary;
mod declared;
mod detect;
mod likelihood;
pub(crate) mod member_names;
mod mixed;
mod old;
mod reading;

use std::borrow::Cow;

use encoding_rs::{ISO_2022_JP, UTF_8};

use crate::model::{Encoding, Note, SafeText};

pub(crate) use binary::kind_of as binary_kind;

/// Text and how it was read.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text, without a byte order mark; a carriage return alone is a line end and stands as one.
    pub text: Cow<'a, str>,
    /// The encoding it was read in.
    pub encoding: Encoding,
    /// How many sequences of bytes could not be read and are U+FFFD in the text.
    pub undecodable: usize,
    /// That the file names another encoding, or that some of its lines are in another.
    pub notes: Vec<Note>,
}

impl Decoded<'_> {
    /// The same, for longer than the bytes are there.
    pub(crate) fn into_owned(self) -> Decoded<'static> {
        Decoded { text: Cow::Owned(self.text.into_owned()), notes: self.notes, ..self }
    }
}

/// Reads `bytes` in the encoding the user names, or else in the one they are in. `None` when they are no text.
pub fn decode(bytes: &[u8], named: Option<Encoding>) -> Option<Decoded<'_>> {
    decode_labelled(bytes, named, None)
}

/// The same for bytes of which something outside of them says what encoding they are in: a claim, as those in them.
pub(crate) fn decode_labelled(bytes: &[u8], named: Option<Encoding>, label: Option<Encoding>) -> Option<Decoded<'_>> {
    if binary::kind_of(bytes).is_some() {
        return None;
    }
    let decoded = match named {
        Some(named) => read(bytes, named, None),
        None => find(bytes, label)?,
    };
    Some(Decoded { text: line_ends(decoded.text), ..decoded })
}

/// Finds the encoding and reads the bytes in it.
fn find(bytes: &[u8], label: Option<Encoding>) -> Option<Decoded<'_>> {
    if let Some(old) = old::utf_32(bytes) {
        return Some(read(bytes, Encoding::Old(old), None));
    }
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return Some(read(bytes, encoding.into(), declared::declared(bytes)));
    }
    let is_ascii = bytes.is_ascii();
    if is_ascii && let Some(encoding) = seven_bits(bytes) {
        return Some(read(bytes, encoding, declared::declared(bytes)));
    }
    let utf_8 = simdutf8::basic::from_utf8(bytes).ok();
    if binary::has_controls(bytes, if utf_8.is_some() { 10 } else { 3 }) {
        // Half the bytes of UTF-16 may be such.
        return detect::utf_16(bytes).map(|encoding| read(bytes, encoding.into(), None));
    }
    let declared = declared::declared(bytes);
    if let Some(text) = utf_8 {
        let note = contradicted(declared, UTF_8.into()).filter(|_| !is_ascii);
        let notes = note.into_iter().collect();
        return Some(Decoded { text: Cow::Borrowed(text), encoding: UTF_8.into(), undecodable: 0, notes });
    }
    let claimed = declared.and_then(Encoding::named).or(label);
    let encoding = detect::detect(bytes, claimed);
    if let Some(mixed) = mixed::read(bytes, encoding) {
        return Some(mixed);
    }
    (!detect::is_nonsense(bytes, encoding)).then(|| read(bytes, encoding, declared))
}

/// The encoding that ASCII announces by its signs, if any.
fn seven_bits(bytes: &[u8]) -> Option<Encoding> {
    if is_iso_2022_jp(bytes) { Some(ISO_2022_JP.into()) } else { old::announced(bytes).map(Encoding::Old) }
}

/// Reads all of `bytes` in one encoding, without its mark.
fn read<'a>(bytes: &'a [u8], encoding: Encoding, declared: Option<&str>) -> Decoded<'a> {
    let reading::Read { text, encoding, undecodable } = reading::read(bytes, encoding);
    Decoded { text, encoding, undecodable, notes: contradicted(declared, encoding).into_iter().collect() }
}

/// The text with `\n` for each carriage return that stands alone: old programs ended lines so. Those before a `\n`
/// belong to it.
fn line_ends(text: Cow<'_, str>) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let ends = |at: usize| bytes[at..].iter().find(|&&byte| byte != b'\r') != Some(&b'\n');
    let Some(first) = memchr::memchr_iter(b'\r', bytes).find(|&at| ends(at)) else { return text };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(at) = memchr::memchr(b'\r', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let run = rest.len() - rest.trim_start_matches('\r').len();
        let (returns, after) = rest.split_at(run);
        if after.starts_with('\n') {
            out.push_str(returns);
        } else {
            out.extend(std::iter::repeat_n('\n', run));
        }
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// How far into a text the first escape sequence of ISO-2022-JP is looked for, in bytes.
const ESCAPE_FAR: usize = 64 << 10;

/// ISO-2022-JP is all ASCII: escape sequences say that what follows is Japanese.
fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(ESCAPE_FAR)];
    let opens = |sequence: &[u8]| memchr::memmem::find(head, sequence).is_some();
    memchr::memchr(0x1B, head).is_some() && (opens(b"\x1B$B") || opens(b"\x1B$@"))
}

/// A note that a file names an encoding it is not in. A name that no encoding has says nothing.
fn contradicted(declared: Option<&str>, read_in: Encoding) -> Option<Note> {
    let declared = declared?;
    let named = Encoding::named(declared)?;
    let same = named == read_in || (reading::is_utf_16(named) && reading::is_utf_16(read_in));
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
        assert!(matches!(&of(page.as_bytes()).notes[..], [Note::Encoding { declared }] if declared == "gb2312"));
        let (bytes, _, _) = encoding_rs::GBK.encode(page);
        assert_eq!((of(&bytes).notes.len(), of(&bytes).encoding.name()), (0, "gb18030"));
        let (bytes, _, _) = encoding_rs::BIG5.encode("<html><head><meta charset=gb2312></head><body>這條街上沒有人");
        assert_eq!(of(&bytes).encoding.name(), "Big5");
        assert_eq!(of(&bytes).notes.len(), 1);
        assert_eq!(of(b"<html><head><meta charset=gb2312></head><body>ascii").notes, []);
        assert_eq!(of("<html><head><meta charset=klingon></head>海".as_bytes()).notes, []);
    }

    #[test]
    fn iso_2022_jp_is_known_by_its_escape_sequences() {
        let japanese = of(b"\x1B$B%m%0%$%s\x1B(B ok\n");
        assert_eq!((&*japanese.text, japanese.encoding.name()), ("ログイン ok\n", "ISO-2022-JP"));
        assert_eq!(of(b"\x1B[31mred\x1B[0m").encoding.name(), "UTF-8");
    }

    #[test]
    fn a_carriage_return_alone_ends_a_line() {
        assert_eq!(of("第一行\r第二行\r\r第三行\r".as_bytes()).text, "第一行\n第二行\n\n第三行\n");
        assert!(matches!(of("一\r\n二\r\r\n三\r\n".as_bytes()).text, Cow::Borrowed(_)));
        assert_eq!(of("一\r二\r\n三".as_bytes()).text, "一\n二\r\n三");
    }

    #[test]
    fn blank_lines_are_no_utf_16() {
        let page = "<html><body><p>今天上午，全市召开安全生产工作会议，各区县负责人参加了会议。</p></body></html>\n";
        for blank in ["\r\n", "\n", "\n\n \n", "        ", "--", "=", "\t\t\r\n"] {
            for encoding in [encoding_rs::GBK, encoding_rs::UTF_8] {
                let text = blank.repeat(100) + page;
                assert_eq!(of(&encoding.encode(&text).0).text, text, "{blank:?}");
            }
        }
    }

    #[test]
    fn random_bytes_are_no_text() {
        let mut state = 7_u64;
        for length in [40, 300, 3000, 30_000] {
            let bytes: Vec<u8> = std::iter::repeat_with(|| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 56) as u8
            })
            .take(length)
            .collect();
            assert_eq!(decode(&bytes, None), None, "{length}");
            // Without control characters, which alone would tell.
            let printable: Vec<u8> = bytes.iter().map(|byte| if *byte < 0x20 { byte | 0x80 } else { *byte }).collect();
            assert!(length < 300 || decode(&printable, None).is_none(), "{length}");
        }
    }

    #[test]
    fn what_is_no_text_is_none() {
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n", None), None);
        assert_eq!(decode(b"\0\0\0\0abc", None), None);
        assert!(decode("天津\u{FFFD}".as_bytes(), None).is_some());
    }
}
