//! *Links* that are only an address in the text: where they begin and end among Chinese.
//!
//! Nothing stands between an address and the words around it: `详见https://a.example/b，然后`. It ends before what is no
//! character of an address, before marks at its end, and before Han that follows a word of it.

use std::ops::Range;

use crate::model::script::is_cjk;

/// The longest address that is looked for, in characters.
const LONGEST: usize = 2000;

const SCHEMES: &[&str] = &["https://", "http://", "ftp://"];

/// An address in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AddressInText {
    pub range: Range<usize>,
    /// What is put in front of it to make it whole.
    pub prefix: &'static str,
}

/// The addresses of a text, in order.
pub(super) fn addresses(text: &str) -> Vec<AddressInText> {
    let mut found: Vec<AddressInText> = Vec::new();
    let mut at = 0;
    while let Some(next) = next_sign(text, at) {
        let from = found.last().map_or(0, |last| last.range.end);
        let address = match text.as_bytes()[next] {
            b':' => web(text, next, from),
            b'@' => mail(text, next, from),
            _ => www(text, next),
        };
        at = address.as_ref().map_or(next + 1, |address| address.range.end);
        found.extend(address);
    }
    found
}

/// Where the next sign of an address is: `://`, `@`, `www.`.
fn next_sign(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let rest = bytes.get(at..)?;
    let signs = memchr::memchr3_iter(b':', b'@', b'w', rest).map(|found| at + found);
    signs.into_iter().find(|&sign| match bytes[sign] {
        b':' => bytes[sign..].starts_with(b"://"),
        b'w' => bytes[sign..].starts_with(b"www."),
        _ => true,
    })
}

fn web(text: &str, colon: usize, from: usize) -> Option<AddressInText> {
    let scheme = SCHEMES.iter().find(|scheme| {
        let start = (colon + 3).checked_sub(scheme.len()).filter(|start| *start >= from);
        start.and_then(|start| text.get(start..colon + 3)).is_some_and(|own| own.eq_ignore_ascii_case(scheme))
    })?;
    let start = colon + 3 - scheme.len();
    if text[..start].ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let end = end_of(text, colon + 3)?;
    Some(AddressInText { range: start..end, prefix: "" })
}

fn www(text: &str, start: usize) -> Option<AddressInText> {
    const PREFIX: usize = "www.".len();
    if text[..start].ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '-' | '_' | '@')) {
        return None;
    }
    let end = end_of(text, start)?;
    text.get(start + PREFIX..end)
        .is_some_and(|rest| rest.contains('.'))
        .then_some(AddressInText { range: start..end, prefix: "http://" })
}

/// The end of an address whose host begins at a place.
fn end_of(text: &str, host: usize) -> Option<usize> {
    let mut end = host;
    let mut path = false;
    for (at, c) in text[host..].char_indices().take(LONGEST) {
        let at = host + at;
        let goes_on = match c {
            '/' | '?' | '#' => {
                path = true;
                true
            }
            c if c.is_ascii() => {
                c.is_ascii_alphanumeric()
                    || (if path {
                        is_path_mark(c)
                    } else {
                        matches!(c, '.' | '-' | ':' | '@' | '[' | ']' | '_' | '~' | '%')
                    })
            }
            // The name of a page: behind a mark, and not right behind the host.
            c if is_cjk(c) => path && is_page_name(&text[host..at]),
            // A token that stands for a sign.
            c => {
                super::shielded::is_token(c) || !path && c.is_alphabetic() || path && !is_cjk(c) && c.is_alphanumeric()
            }
        };
        if !goes_on {
            break;
        }
        end = at + c.len_utf8();
    }
    let end = host + trimmed(&text[host..end]);
    let host_end = text[host..end].find(['/', '?', '#']).map_or(end, |length| host + length);
    (host_end > host && text[host..host_end].contains(|c: char| c.is_alphanumeric())).then_some(end)
}

fn is_path_mark(c: char) -> bool {
    matches!(
        c,
        '-' | '.'
            | '_'
            | '~'
            | ':'
            | '@'
            | '!'
            | '$'
            | '&'
            | '\''
            | '('
            | ')'
            | '*'
            | '+'
            | ','
            | ';'
            | '='
            | '%'
            | '['
            | ']'
            | '|'
    )
}

/// Whether what stands before Han in an address lets it be the name of a page: `…/wiki/` and `…?q=`, but not `…/guide`.
fn is_page_name(before: &str) -> bool {
    let deep = |text: &str| text.matches('/').count() > 1;
    before.ends_with(is_cjk) || before.ends_with(['=', '_', '-', '%', '#']) || before.ends_with('/') && deep(before)
}

/// The length of an address without the marks that end the sentence around it.
fn trimmed(address: &str) -> usize {
    let count = |c: char| address.matches(c).count();
    // How many brackets are closed that were not opened.
    let mut round = count(')').saturating_sub(count('('));
    let mut square = count(']').saturating_sub(count('['));
    let ends = |c: char| match c {
        '.' | ',' | ':' | ';' | '!' | '?' | '\'' | '*' | '|' | '~' | '$' | '&' => true,
        ')' if round > 0 => {
            round -= 1;
            true
        }
        ']' if square > 0 => {
            square -= 1;
            true
        }
        _ => false,
    };
    address.trim_end_matches(ends).len()
}

/// An address of mail around an `@`.
fn mail(text: &str, sign: usize, from: usize) -> Option<AddressInText> {
    let from = from.min(sign);
    let own = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-' | '_');
    let start = text[from..sign]
        .rfind(|c| !own(c))
        .map_or(from, |before| before + from + text[before + from..].chars().next().map_or(1, char::len_utf8));
    let behind = &text[sign + 1..];
    let end = behind.find(|c: char| !own(c) || matches!(c, '+' | '_')).unwrap_or(behind.len());
    let host = behind[..end].trim_end_matches(['.', '-']);
    let (_, top) = host.rsplit_once('.')?;
    let good = !top.is_empty() && top.bytes().all(|byte| byte.is_ascii_alphabetic()) && start < sign;
    let other = behind[end..].starts_with('@') || text[start..].starts_with('.');
    (good && !other).then(|| AddressInText { range: start..sign + 1 + host.len(), prefix: "mailto:" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        let seen =
            |text: &str| addresses(text).iter().map(|found| &text[found.range.clone()]).collect::<Vec<_>>().join(" ");
        for (text, found) in [
            (
                "访问 https://e.com/docs（说明），https://e.com/guide，详见。https://e.com。",
                "https://e.com/docs https://e.com/guide https://e.com",
            ),
            ("详见https://e.com/guide了解更多「https://e.com/a?b=1」", "https://e.com/guide https://e.com/a?b=1"),
            (
                "https://zh.wiki.example/wiki/天津 与 https://e.com/s?q=天津&p=2。",
                "https://zh.wiki.example/wiki/天津 https://e.com/s?q=天津&p=2",
            ),
            ("https://e.com/查看，http://www.e.com查看", "https://e.com/ http://www.e.com"),
            (
                "(see https://e.com/a_(b)). \"https://e.com/c\", https://e.com/d.",
                "https://e.com/a_(b) https://e.com/c https://e.com/d",
            ),
            ("见www.e.com/a、mail a.b@e.com。写信给c@d.org吧", "www.e.com/a a.b@e.com c@d.org"),
            ("http:// 与 xhttps://e.com 与 www.无 与 a@b 与 @某人", ""),
            ("https://例子.测试/路。", ""),
        ] {
            assert_eq!(seen(text), found, "{text}");
        }
    }
}
