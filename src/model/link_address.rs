//! The *address of a link* as the terminal is told it (X09): of a scheme that opens a page or a letter, every byte that is
//! not plainly a letter or sign of an address as `%` and its number, and not too long.

use percent_encoding::{AsciiSet, CONTROLS, percent_encode};

/// Bytes that are encoded besides those beyond ASCII: all but `!` to `~`.
const UNPLAIN: &AsciiSet = &CONTROLS.add(b' ');
/// The schemes that are told.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];
/// The longest address that is told, in bytes.
const LONGEST: usize = 2000;

/// An address that may be told to the terminal: `!` to `~` and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LinkAddress(String);

impl LinkAddress {
    /// The address that a link names; none where it is of another kind, or too long.
    pub fn of(href: &str) -> Option<Self> {
        let href = href.trim();
        let whole = if href.starts_with("//") { format!("https:{href}") } else { href.to_owned() };
        let (scheme, rest) = whole.split_once(':')?;
        let is_known = SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known)) && !rest.is_empty();
        let encoded = percent_encode(whole.as_bytes(), UNPLAIN).to_string();
        (is_known && encoded.len() <= LONGEST).then_some(Self(encoded))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A stretch of one row of the screen that leads to an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScreenLink {
    /// Its first column, from 0.
    pub x: u16,
    /// Its row, from 0.
    pub y: u16,
    /// Its columns.
    pub width: u16,
    /// By what a terminal knows the stretches of one link on several rows.
    pub id: u32,
    /// Where it leads.
    pub address: LinkAddress,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(href: &str) -> Option<String> {
        LinkAddress::of(href).map(|address| address.as_str().to_owned())
    }

    #[test]
    fn x09_only_what_opens_a_page_or_a_letter_is_told() {
        assert_eq!(of("https://news.cn/a?b=c;d#e").as_deref(), Some("https://news.cn/a?b=c;d#e"));
        assert_eq!(of("//news.cn/a").as_deref(), Some("https://news.cn/a"));
        assert_eq!(of("MAILTO:a@b.cn").as_deref(), Some("MAILTO:a@b.cn"));
        for href in ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.b", "a.md", "#one", "", "http:", "x:y"] {
            assert_eq!(of(href), None, "{href}");
        }
    }

    #[test]
    fn x09_no_byte_of_it_is_anything_to_a_terminal() {
        assert_eq!(of("http://新.cn/a b").as_deref(), Some("http://%E6%96%B0.cn/a%20b"));
        assert_eq!(of("http://a\x1b\\\x07\u{9C}\n.b").as_deref(), Some("http://a%1B\\%07%C2%9C%0A.b"));
        assert_eq!(of(&format!("http://a/{}", "x".repeat(1991))).map(|address| address.len()), Some(2000));
        assert_eq!(of(&format!("http://a/{}", "x".repeat(1992))), None);
    }
}
