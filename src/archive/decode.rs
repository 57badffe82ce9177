//! *Decoding*: bytes to text. Whatever the bytes are, text comes out; what cannot be read becomes U+FFFD (X03).

use std::borrow::Cow;

/// Text and the encoding it was read in.
pub(super) struct Decoded<'a> {
    pub text: Cow<'a, str>,
    /// The encoding's WHATWG name.
    pub encoding: &'static str,
}

/// Reads `bytes` as UTF-8, or as what their byte order mark says. The mark itself is not part of the text.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    let encoding = encoding_rs::Encoding::for_bom(bytes).map_or(encoding_rs::UTF_8, |(encoding, _)| encoding);
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    Decoded { text, encoding: encoding.name() }
}

/// The first bytes of files that are no text.
const MAGIC: &[&[u8]] = &[
    b"\x89PNG",
    b"\xFF\xD8\xFF",
    b"GIF8",
    b"%PDF-",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1F\x8B",
    b"BZh",
    b"\xFD7zXZ",
    b"7z\xBC\xAF",
    b"Rar!",
    b"\x7FELF",
    b"\xD0\xCF\x11\xE0",
    b"SQLite format 3",
    b"wOFF",
    b"wOF2",
    b"OggS",
    b"fLaC",
    b"ID3",
    b"\x28\xB5\x2F\xFD",
    b"\xCA\xFE\xBA\xBE",
    b"\0\0\x01\0",
    b"MZ\x90",
];

/// Whether the bytes are not text at all: a known signature, or a NUL in text that is not UTF-16 by its mark, or more
/// control characters than any text has.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    if MAGIC.iter().any(|magic| bytes.starts_with(magic)) || bytes.get(4..8) == Some(b"ftyp") {
        return true;
    }
    let wide = encoding_rs::Encoding::for_bom(bytes).is_some_and(|(encoding, _)| encoding != encoding_rs::UTF_8);
    let head = &bytes[..bytes.len().min(8192)];
    let nul = head.iter().filter(|&&b| b == 0).count();
    let controls =
        head.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1B)).count();
    // One stray NUL in a long text is damage, not a binary; a short file with one is.
    !wide && (nul * 200 > head.len() || controls * 10 > head.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_off_and_bad_bytes_become_replacement_characters() {
        assert_eq!(decode(b"\xEF\xBB\xBFab").text, "ab");
        assert_eq!(decode(b"a\xFFb").text, "a\u{FFFD}b");
        assert_eq!(decode(b"\xFF\xFE\x2D\x4E").text, "中");
        assert_eq!(decode(b"\xFF\xFE\x2D\x4E").encoding, "UTF-16LE");
    }

    #[test]
    fn pictures_and_programs_are_binary_and_damaged_text_is_not() {
        assert!(is_binary(b"\x89PNG\r\n\x1a\n"));
        assert!(is_binary(b"\0\0\0\0abc"));
        assert!(!is_binary("天津\u{FFFD}".as_bytes()));
        assert!(!is_binary(b"\xFF\xFE\x2D\x4E"));
        assert!(!is_binary(b"\xCC\xEC\xBD\xF2 gbk"));
    }
}
