//! What is *binary*: files that are no text in any encoding.

/// What stands where in a file of which kind; the kinds are named by their usual extensions.
const SIGNATURES: &[(usize, &[u8], &str)] = &[
    (0, b"\x89PNG", "png"),
    (0, b"\xFF\xD8\xFF", "jpg"),
    (0, b"GIF8", "gif"),
    (0, b"II*\0", "tiff"),
    (0, b"MM\0*", "tiff"),
    (0, b"8BPS", "psd"),
    (0, b"\0\0\x01\0", "ico"),
    (4, b"ftypavif", "avif"),
    (4, b"ftypheic", "heic"),
    (4, b"ftypmif1", "heic"),
    (4, b"ftypM4A", "m4a"),
    (4, b"ftypqt", "mov"),
    (4, b"ftyp", "mp4"),
    (0, b"\x1A\x45\xDF\xA3", "mkv"),
    (0, b"FLV\x01", "flv"),
    (0, b"OggS", "ogg"),
    (0, b"fLaC", "flac"),
    (0, b"ID3", "mp3"),
    (0, b"\xFF\xFB", "mp3"),
    (0, b"\xFF\xF3", "mp3"),
    (0, b"%PDF-", "pdf"),
    (0, b"%!PS", "ps"),
    (0, b"AT&TFORM", "djvu"),
    (60, b"BOOKMOBI", "mobi"),
    (0, b"ITSF", "chm"),
    (0, b"{\\rtf", "rtf"),
    (0, b"\xD0\xCF\x11\xE0", "doc"),
    (30, b"mimetypeapplication/vnd.oasis.opendocument", "odt"),
    (0, b"PK\x03\x04", "zip"),
    (0, b"PK\x05\x06", "zip"),
    (0, b"\x1F\x8B", "gz"),
    (0, b"BZh", "bz2"),
    (0, b"\xFD7zXZ", "xz"),
    (0, b"7z\xBC\xAF", "7z"),
    (0, b"Rar!", "rar"),
    (0, b"\x28\xB5\x2F\xFD", "zst"),
    (0, b"SQLite format 3", "sqlite"),
    (0, b"wOFF", "woff"),
    (0, b"wOF2", "woff2"),
    (0, b"OTTO\0", "otf"),
    (0, b"\0\x01\0\0\0", "ttf"),
    (0, b"ttcf\0", "ttc"),
    (0, b"\x7FELF", "elf"),
    (0, b"\xCA\xFE\xBA\xBE", "class"),
    (0, b"MZ\x90", "exe"),
];

/// The kind of file that bytes begin as which is no text, if it is known; named by its usual extension.
pub(crate) fn kind_of(bytes: &[u8]) -> Option<&'static str> {
    let is =
        |&&(at, signature, _): &&(usize, &[u8], &str)| bytes.get(at..).is_some_and(|rest| rest.starts_with(signature));
    // Of this family the kind stands behind the length.
    let riff = || match bytes.strip_prefix(b"RIFF")?.get(4..8)? {
        b"WEBP" => Some("webp"),
        b"AVI " => Some("avi"),
        b"WAVE" => Some("wav"),
        _ => None,
    };
    let known = SIGNATURES.iter().find(is).map(|&(.., kind)| kind);
    // Two letters are too few to know it by: its length is said behind them, and four zeros.
    let bitmap = || bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]);
    known.or_else(riff).or_else(|| bitmap().then_some("bmp"))
}

/// How much of a file is looked at, in bytes.
const HEAD: usize = 8192;
/// So many bytes are counted at a time.
const MANY: usize = 128;

/// Whether there are more zeros or control characters than any text of single bytes has: more than `most` in a hundred.
/// One stray zero in a long text is damage; a short file with one is no text.
pub(super) fn has_controls(bytes: &[u8], most: usize) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    // Of nearly all files this is the answer, and it is counted many bytes at a time: the count of so many fits a byte.
    let count = |bytes: &[u8]| usize::from(bytes.iter().map(|&byte| u8::from(byte < 0x20)).sum::<u8>());
    let (blocks, rest) = head.as_chunks::<MANY>();
    let low = blocks.iter().map(|block| count(block)).sum::<usize>() + count(rest);
    if low * 100 <= head.len() * most && memchr::memchr(0, head).is_none() {
        return false;
    }
    let zeros = memchr::memchr_iter(0, head).count();
    let space = head.iter().filter(|&&byte| matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1B)).count();
    zeros * 200 > head.len() || (low - space) * 100 > head.len() * most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_and_programs_are_binary_and_damaged_text_is_not() {
        for (bytes, kind) in [
            (&b"\x89PNG\r\n\x1a\n"[..], Some("png")),
            (b"\0\0\0\x20ftypmp42", Some("mp4")),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some("webp")),
            (b"BM\x36\x10\0\0\0\0\0\0\x36\0", Some("bmp")),
            (b"{\\rtf1\\ansi", Some("rtf")),
            (b"BM is short for bench mark.", None),
            (b"\xCC\xEC\xBD\xF2 gbk", None),
        ] {
            assert_eq!(kind_of(bytes), kind, "{bytes:?}");
        }
        assert!(has_controls(b"\0\0\0\0abc", 10));
        assert!(!has_controls(b"\xCC\xEC\xBD\xF2 gbk\x1B[0m\r\n", 3));
        assert!(!has_controls(&[b"a".repeat(1000).as_slice(), b"\0"].concat(), 3));
    }
}
