//! An *encoding*: how characters stand in bytes, by one of the names people give it.

use std::fmt;
use std::str::FromStr;

/// A character encoding that can be read. `Display` gives the name by which articles' details say it.
///
/// GB2312 and GBK are read as gb18030, which holds both, and are one with it: files are labelled with either and have
/// characters of the third.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// One that the web has: an encoding of the WHATWG's Encoding Standard.
    Web(&'static encoding_rs::Encoding),
    /// One that browsers have given up, or never had.
    Old(OldEncoding),
}

/// An encoding that old files are in and that the WHATWG's list has left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OldEncoding {
    /// Unicode in four bytes, the least significant first.
    Utf32Le,
    /// Unicode in four bytes, the most significant first.
    Utf32Be,
    /// Unicode in ASCII: UTF-16 in base64 between `+` and `-`.
    Utf7,
    /// GB2312 in ASCII: pairs of characters between `~{` and `~}`.
    Hz,
    /// Chinese in ASCII: escape sequences and shifts, GB2312 and CNS 11643.
    Iso2022Cn,
    /// Korean in ASCII: one escape sequence and shifts, KS X 1001.
    Iso2022Kr,
    /// Traditional Chinese by its own national standard, CNS 11643.
    EucTw,
    /// Korean of the PC of before Windows: KS X 1001's second form, syllables by their letters.
    Johab,
}

impl OldEncoding {
    /// Each of them.
    pub const EACH: [Self; 8] = [
        Self::Utf32Le,
        Self::Utf32Be,
        Self::Utf7,
        Self::Hz,
        Self::Iso2022Cn,
        Self::Iso2022Kr,
        Self::EucTw,
        Self::Johab,
    ];

    /// The name by which articles' details say it: IANA's where there is one.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf32Le => "UTF-32LE",
            Self::Utf32Be => "UTF-32BE",
            Self::Utf7 => "UTF-7",
            Self::Hz => "HZ-GB-2312",
            Self::Iso2022Cn => "ISO-2022-CN",
            Self::Iso2022Kr => "ISO-2022-KR",
            Self::EucTw => "EUC-TW",
            Self::Johab => "Johab",
        }
    }
}

/// Other names of these.
const OLD_NAMES: &[(&str, OldEncoding)] = &[
    ("utf-32", OldEncoding::Utf32Le),
    ("utf32", OldEncoding::Utf32Le),
    ("utf32le", OldEncoding::Utf32Le),
    ("utf32be", OldEncoding::Utf32Be),
    ("ucs-4", OldEncoding::Utf32Be),
    ("utf7", OldEncoding::Utf7),
    ("unicode-1-1-utf-7", OldEncoding::Utf7),
    ("hz", OldEncoding::Hz),
    ("hz-gb2312", OldEncoding::Hz),
    ("hzgb2312", OldEncoding::Hz),
    ("iso2022cn", OldEncoding::Iso2022Cn),
    ("iso-2022-cn-ext", OldEncoding::Iso2022Cn),
    ("iso2022kr", OldEncoding::Iso2022Kr),
    ("csiso2022kr", OldEncoding::Iso2022Kr),
    ("x-euc-tw", OldEncoding::EucTw),
    ("euctw", OldEncoding::EucTw),
    ("euc_tw", OldEncoding::EucTw),
    ("cns11643", OldEncoding::EucTw),
    ("cp1361", OldEncoding::Johab),
    ("ms1361", OldEncoding::Johab),
    ("ksc5601-1992", OldEncoding::Johab),
];

/// Names that are in use and are no labels of the WHATWG's list: those of Microsoft's code pages, of Python and Java.
const MORE_NAMES: &[(&str, &encoding_rs::Encoding)] = &[
    ("cp932", encoding_rs::SHIFT_JIS),
    ("windows-932", encoding_rs::SHIFT_JIS),
    ("shiftjis", encoding_rs::SHIFT_JIS),
    ("cp936", encoding_rs::GB18030),
    ("ms936", encoding_rs::GB18030),
    ("windows-936", encoding_rs::GB18030),
    ("cp20936", encoding_rs::GB18030),
    ("cp54936", encoding_rs::GB18030),
    ("euc-cn", encoding_rs::GB18030),
    ("euccn", encoding_rs::GB18030),
    ("euc_cn", encoding_rs::GB18030),
    ("gb18030-2000", encoding_rs::GB18030),
    ("gb18030-2005", encoding_rs::GB18030),
    ("gb18030-2022", encoding_rs::GB18030),
    ("cp949", encoding_rs::EUC_KR),
    ("ms949", encoding_rs::EUC_KR),
    ("uhc", encoding_rs::EUC_KR),
    ("euckr", encoding_rs::EUC_KR),
    ("euc_kr", encoding_rs::EUC_KR),
    ("cp51949", encoding_rs::EUC_KR),
    ("cp950", encoding_rs::BIG5),
    ("ms950", encoding_rs::BIG5),
    ("windows-950", encoding_rs::BIG5),
    ("big5hkscs", encoding_rs::BIG5),
    ("cp51932", encoding_rs::EUC_JP),
    ("eucjp", encoding_rs::EUC_JP),
    ("euc_jp", encoding_rs::EUC_JP),
    ("cp65001", encoding_rs::UTF_8),
    ("utf_8", encoding_rs::UTF_8),
    ("utf16", encoding_rs::UTF_16LE),
    ("utf16le", encoding_rs::UTF_16LE),
    ("utf16be", encoding_rs::UTF_16BE),
];

impl Encoding {
    /// The encoding of a name: a label of the WHATWG's Encoding Standard, or another that is in use, in upper or lower
    /// case. `None` for a name that none has.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim();
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        let own = OldEncoding::EACH.into_iter().find(|old| is(old.name()));
        let other = || OLD_NAMES.iter().find(|(known, _)| is(known)).map(|&(_, old)| old);
        if let Some(old) = own.or_else(other) {
            return Some(Self::Old(old));
        }
        let more = || MORE_NAMES.iter().find(|(known, _)| is(known)).map(|&(_, encoding)| encoding);
        let encoding = encoding_rs::Encoding::for_label_no_replacement(name.as_bytes()).or_else(more)?;
        (encoding != encoding_rs::X_USER_DEFINED).then(|| Self::from(encoding))
    }

    /// The name by which articles' details say it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Web(encoding) => encoding.name(),
            Self::Old(old) => old.name(),
        }
    }

    /// The decoder of one that the web has.
    pub fn web(self) -> Option<&'static encoding_rs::Encoding> {
        match self {
            Self::Web(encoding) => Some(encoding),
            Self::Old(_) => None,
        }
    }
}

impl From<&'static encoding_rs::Encoding> for Encoding {
    fn from(encoding: &'static encoding_rs::Encoding) -> Self {
        Self::Web(if encoding == encoding_rs::GBK { encoding_rs::GB18030 } else { encoding })
    }
}

impl FromStr for Encoding {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::named(name).ok_or_else(|| "no encoding that can be read has this name".to_owned())
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_chinas_encoding_means_gb18030() {
        for name in ["gb2312", "GB2312", "GBK", "gb18030", "x-gbk", "cp936", "CP936", " gb_2312-80 ", "euc-cn"] {
            assert_eq!(Encoding::named(name).map(Encoding::name), Some("gb18030"), "{name}");
        }
    }

    #[test]
    fn names_of_code_pages_are_known_and_what_cannot_be_read_is_not() {
        for (name, known) in [
            ("cp949", "EUC-KR"),
            ("Shift-JIS", "Shift_JIS"),
            ("big5-hkscs", "Big5"),
            ("utf8", "UTF-8"),
            ("hz-gb-2312", "HZ-GB-2312"),
            ("ISO-2022-KR", "ISO-2022-KR"),
            ("cp1361", "Johab"),
            ("UTF-32", "UTF-32LE"),
        ] {
            assert_eq!(Encoding::named(name).map(Encoding::name), Some(known), "{name}");
        }
        for name in ["", "klingon", "x-user-defined"] {
            assert_eq!(Encoding::named(name), None, "{name}");
        }
    }
}
