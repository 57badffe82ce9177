//! An *encoding*: how characters stand in bytes, by one of the names people give it.

use std::fmt;
use std::str::FromStr;

/// A character encoding that can be read. `Display` gives the name by which articles' details say it.
///
/// GB2312 and GBK are read as gb18030, which holds both, and are one with it: files are labelled with either and have
/// characters of the third.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

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
        let more =
            || MORE_NAMES.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)).map(|&(_, encoding)| encoding);
        let encoding = encoding_rs::Encoding::for_label_no_replacement(name.as_bytes()).or_else(more)?;
        (encoding != encoding_rs::X_USER_DEFINED).then(|| Self::from(encoding))
    }

    /// The name by which articles' details say it.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The decoder's own.
    pub fn decoder(self) -> &'static encoding_rs::Encoding {
        self.0
    }
}

impl From<&'static encoding_rs::Encoding> for Encoding {
    fn from(encoding: &'static encoding_rs::Encoding) -> Self {
        Self(if encoding == encoding_rs::GBK { encoding_rs::GB18030 } else { encoding })
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
        for (name, known) in
            [("cp949", "EUC-KR"), ("Shift-JIS", "Shift_JIS"), ("big5-hkscs", "Big5"), ("utf8", "UTF-8")]
        {
            assert_eq!(Encoding::named(name).map(Encoding::name), Some(known), "{name}");
        }
        for name in ["", "klingon", "hz-gb-2312", "iso-2022-kr", "x-user-defined"] {
            assert_eq!(Encoding::named(name), None, "{name}");
        }
    }
}
