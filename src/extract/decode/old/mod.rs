//! The *old encodings*: what files are in that were written before the web had chosen its own, read by code of our own,
//! for the library that knows the web's encodings leaves them out on purpose.
//!
//! | module | encodings |
//! | --- | --- |
//! | `utf_32` | UTF-32 |
//! | `utf_7` | UTF-7 |
//! | `shifted` | ISO-2022-KR, ISO-2022-CN, HZ: seven bits, shifted to and fro |
//! | `euc_tw` | EUC-TW, by way of Big5 |
//! | `johab` | Johab |

mod euc_tw;
mod johab;
mod shifted;
mod utf_32;
mod utf_7;

use crate::model::OldEncoding;

/// Reads all of `bytes` in an old encoding; what cannot be read is U+FFFD, and how often that was.
pub(super) fn decode(bytes: &[u8], encoding: OldEncoding) -> (String, usize) {
    match encoding {
        OldEncoding::Utf32Le => utf_32::decode(bytes, u32::from_le_bytes),
        OldEncoding::Utf32Be => utf_32::decode(bytes, u32::from_be_bytes),
        OldEncoding::Utf7 => utf_7::decode(bytes),
        OldEncoding::Hz => shifted::decode_hz(bytes),
        OldEncoding::Iso2022Cn => shifted::decode_iso_2022(bytes),
        OldEncoding::Iso2022Kr => shifted::decode_iso_2022(bytes),
        OldEncoding::EucTw => euc_tw::decode(bytes),
        OldEncoding::Johab => johab::decode(bytes),
    }
}

/// The encoding that bytes without any above 0x7F announce by their escape sequences, unless that is one of the web's.
pub(super) fn announced(bytes: &[u8]) -> Option<OldEncoding> {
    shifted::announced(bytes).or_else(|| utf_7::is_likely(bytes).then_some(OldEncoding::Utf7))
}

/// The form of UTF-32 that bytes are in, by their mark or by where their zeros are.
pub(super) fn utf_32(bytes: &[u8]) -> Option<OldEncoding> {
    utf_32::detect(bytes)
}

/// Text on its way, and how much of it could not be read.
#[derive(Default)]
struct Reading {
    text: String,
    undecodable: usize,
}

impl Reading {
    fn bad(&mut self) {
        self.text.push(char::REPLACEMENT_CHARACTER);
        self.undecodable += 1;
    }

    /// A character, or that there is none.
    fn put(&mut self, c: Option<char>) {
        match c {
            Some(c) => self.text.push(c),
            None => self.bad(),
        }
    }

    /// A character of two bytes, as one of the web's encodings has it.
    fn put_pair(&mut self, encoding: &'static encoding_rs::Encoding, pair: [u8; 2]) {
        match encoding.decode_without_bom_handling_and_without_replacement(&pair) {
            Some(text) => self.text.push_str(&text),
            None => self.bad(),
        }
    }

    fn end(self) -> (String, usize) {
        (self.text, self.undecodable)
    }
}

#[cfg(test)]
mod tests {
    use super::super::decode;

    const HANT: &str = "舊書店的老闆說，這些字盤他還捨不得丟掉，風把門吹得響。\n";
    const HANS: &str = "旧稿是用老编码写的，讲的是桥头的早市。\n";
    const KOREAN: &str = "시장 사람들은 새벽부터 말없이 천막을 세운다. 家와 ㄱㅏ까지.\n";

    fn read(bytes: &[u8]) -> (String, &'static str, usize) {
        let decoded = decode(bytes, None).expect("text");
        (decoded.text.into_owned(), decoded.encoding.name(), decoded.undecodable)
    }

    #[test]
    fn each_is_known_by_its_bytes() {
        let johab = b"\xAF\xA1\xB8w \xACa\x9Cq\x97i\xB7e \xAC\x81\xA5b\xA6\x81\xC8\xE1 \xA0i\xB4\xF4\xB7\xA1 \xC0\xE5\xA0b\xB7i \xADA\xB6\x85\x94a. \xE0;\xB5\xC1 \x88A\x84a\x8Ca\xBB\xA1.\n";
        assert_eq!(read(johab), (KOREAN.to_owned(), "Johab", 0));
        let shifted = b"\x1B$)C\x0E=C@e\x0F \x0E;g6w5i@:\x0F \x0E;u:.:NEM\x0F \x0E8;>x@L\x0F \x0EC587@;\x0F \x0E<<?n4Y\x0F. \x0EJ+?M\x0F \x0E$!$?1nAv\x0F.\n";
        assert_eq!(read(shifted), (KOREAN.to_owned(), "ISO-2022-KR", 0));
        let euc = b"\xF7\xAE\xD5\xF3\xCD\xB3\xCE\xFB\xC8\xD2\xF5\xFE\xEB\xA9\xA1\xA2\xDD\xD5\xCB\xE8\xC7\xF3\xED\xF5\xC5\xEC\xF5\xE4\xDA\xEF\xC4\xE2\xDA\xB5\xC7\xA3\xDA\xE0\xA1\xA2\xD3\xF8\xCA\xC4\xCF\xDC\xC9\xCC\xDA\xB5\xFB\xC0\xA1\xA4\n";
        assert_eq!(read(euc), (HANT.to_owned(), "EUC-TW", 0));
        let cns = b"\x1B$)G\x0Ew.UsM3N{HRu~k)!\x22]UKhGsmuEludZoDbZ5G#Z`!\x22SxJDO\x5CILZ5{@!$\x0F\n";
        assert_eq!(read(cns), (HANT.to_owned(), "ISO-2022-CN", 0));
        let gb = b"\x1B$)A\x0E>I8eJGSC@O1`BkP45D#,=25DJGGEM75DTgJP!#\x0F\n";
        assert_eq!(read(gb), (HANS.to_owned(), "ISO-2022-CN", 0));
        let hz = b"a ~~ b\n~{>I8eJGSC@O1`BkP45D#,=25DJGGEM75DTgJP!#~}\n";
        assert_eq!(read(hz), (format!("a ~ b\n{HANS}"), "HZ-GB-2312", 0));
        let utf_7 = b"mail: a+-b? +Zed6P2YvdSiAAX8WeAFRmXaE/wyLsnaEZi9oZVk0doRl6V4CMAI\n";
        assert_eq!(read(utf_7), (format!("mail: a+b? {HANS}"), "UTF-7", 0));
    }

    #[test]
    fn utf_32_is_known_with_and_without_its_mark() {
        for text in ["海河边的风。\n", "plain ascii", "안녕하세요 여러분", "𠮷野家で昼飯"] {
            for (mark, marked) in [("", ""), ("\u{FEFF}", " marked")] {
                let marked_text = format!("{mark}{text}");
                let big: Vec<u8> = marked_text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
                let little: Vec<u8> = marked_text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
                assert_eq!(read(&big), (text.to_owned(), "UTF-32BE", 0), "{text}{marked}");
                assert_eq!(read(&little), (text.to_owned(), "UTF-32LE", 0), "{text}{marked}");
                let cut = &little[..little.len() - 1];
                assert!(read(cut).1 == "UTF-32LE" && read(cut).2 == 1, "{text}{marked}");
            }
        }
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        for text in [
            "let a = ~{ b }; // ~} closes\n",
            "1+1=2, a+b-c, c++ and +86-22-2345\n",
            "Zm9v+YmFy/YmF6+ZGVhZGJlZWY+Y2FmZWJhYmU=\n",
            "\x1B[31mred\x1B[0m \x1B$ money\n",
        ] {
            assert_eq!(read(text.as_bytes()), (text.to_owned(), "UTF-8", 0));
        }
        // What is lost is lost up to the end of its line.
        let damaged = b"\x1B$)C\x0E=C@e \x0E;g6\xFFw5i@:\nnext\n";
        assert!(super::decode(damaged, crate::model::OldEncoding::Iso2022Kr).0.ends_with("\nnext\n"));
    }
}
