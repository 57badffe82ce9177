//! What is *binary*: files that are no text in any encoding.

/// The first bytes of files that are no text.
const SIGNATURES: &[&[u8]] = &[
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

/// Whether the bytes begin as a known kind of file does that is no text.
pub(super) fn has_signature(bytes: &[u8]) -> bool {
    SIGNATURES.iter().any(|signature| bytes.starts_with(signature)) || bytes.get(4..8) == Some(b"ftyp")
}

/// How much of a file is looked at, in bytes.
const HEAD: usize = 8192;

/// Whether there are more zeros or control characters than any text of single bytes has. One stray zero in a long text
/// is damage; a short file with one is no text.
pub(super) fn has_controls(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    // Of nearly all files this is the answer, and it is counted many bytes at a time.
    let low = head.iter().filter(|&&byte| byte < 0x20).count();
    if low * 10 <= head.len() && memchr::memchr(0, head).is_none() {
        return false;
    }
    let zeros = memchr::memchr_iter(0, head).count();
    let space = head.iter().filter(|&&byte| matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1B)).count();
    zeros * 200 > head.len() || (low - space) * 10 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_and_programs_are_binary_and_damaged_text_is_not() {
        assert!(has_signature(b"\x89PNG\r\n\x1a\n"));
        assert!(has_signature(b"\0\0\0\x20ftypmp42"));
        assert!(!has_signature(b"\xCC\xEC\xBD\xF2 gbk"));
        assert!(has_controls(b"\0\0\0\0abc"));
        assert!(!has_controls(b"\xCC\xEC\xBD\xF2 gbk\x1B[0m\r\n"));
        assert!(!has_controls(&[b"a".repeat(1000).as_slice(), b"\0"].concat()));
    }
}
