//! A *simple* front matter: what exporters write, of which every parser of YAML says the same: keys, each of them once, and
//! its words, or its list, a line each. It is read here in a fiftieth of the time; whatever has more to it is for the parser.

use std::collections::BTreeMap;

use serde_json::Value;

/// The most lines that are read. The parser has limits of its own.
const MOST: usize = 500;

/// The fields of a head in YAML, if it is simple.
pub(super) fn read(head: &str) -> Option<BTreeMap<String, Value>> {
    let mut map = BTreeMap::new();
    let mut lines = head.lines().take(MOST + 1).peekable();
    let mut count = 0;
    while let Some(line) = lines.next() {
        let (key, rest) = line.split_once(':')?;
        if !is_key(key) || !(rest.is_empty() || rest.starts_with(' ')) {
            return None;
        }
        let mut value = scalar(rest)?;
        if value.is_null() {
            // How deep the items of its list stand.
            let mut depth = None;
            let mut list = Vec::new();
            while let Some(line) = lines.next_if(|line| line.starts_with([' ', '-'])) {
                let item = line.trim_start_matches(' ');
                let item = item.strip_prefix('-').filter(|words| words.starts_with(' '))?;
                if *depth.get_or_insert(line.len() - item.len()) != line.len() - item.len() {
                    return None;
                }
                list.push(Some(scalar(item)?).filter(|item| !item.is_null())?);
                count += 1;
            }
            if depth.is_some() {
                value = Value::Array(list);
            }
        }
        count += 1;
        if map.insert(key.to_owned(), value).is_some() || count > MOST {
            return None;
        }
    }
    Some(map)
}

/// Whether a key is a word in small letters that stands for nothing else.
fn is_key(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_lowercase())
        && key.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'_' | b'-'))
        && !is_meant(key)
}

/// A value on its line: null where there is none, its words as they stand there.
fn scalar(rest: &str) -> Option<Value> {
    let value = rest.trim_matches(' ');
    let Some(first) = value.chars().next() else { return Some(Value::Null) };
    if value.chars().any(is_odd) {
        return None;
    }
    if let '\'' | '"' = first {
        let inside = value[1..].strip_suffix(first).filter(|inside| !inside.contains(first))?;
        return (first == '\'' || !inside.contains('\\')).then(|| Value::String(inside.to_owned()));
    }
    let is_plain = !"-?:,[]{}#&*!|>%@`~=<".contains(first)
        && !value.ends_with(':')
        && memchr::memmem::find(value.as_bytes(), b": ").is_none()
        && memchr::memmem::find(value.as_bytes(), b" #").is_none();
    // What may be a number is one of these characters only.
    let may_count = |byte: u8| byte.is_ascii_alphanumeric() || b"+-._:~".contains(&byte);
    let is_word = || value.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'_'));
    match value {
        _ if !is_plain => None,
        "true" | "false" => Some(Value::String(value.to_owned())),
        _ if is_meant(value) || value.bytes().all(may_count) && !is_word() => None,
        _ => Some(Value::String(value.to_owned())),
    }
}

/// Whether a character is one that YAML does not allow everywhere, or that ends a line somewhere.
fn is_odd(c: char) -> bool {
    matches!(c, '\0'..='\u{1F}' | '\u{7F}'..='\u{A0}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFF}')
}

/// Whether a word stands for something else than itself: to one version of YAML or the other.
fn is_meant(word: &str) -> bool {
    const MEANT: &[&str] = &["true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf"];
    MEANT.iter().any(|meant| word.eq_ignore_ascii_case(meant))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{FrontMatter, Opening, split};
    use super::*;

    fn is_read_as_yaml(head: &str) -> Result<(), TestCaseError> {
        let text = format!("---\n{head}---\n");
        let Opening::Split(split) = split(&text) else { return Ok(()) };
        if let Some(simple) = FrontMatter::simple(&split) {
            prop_assert_eq!(simple, FrontMatter::parsed(&split), "{}", head);
        }
        Ok(())
    }

    #[test]
    fn what_exporters_write_is_simple() {
        let head = "title: 2022年6月18日，某地大事记\ncategories: \n - 金融\n - 渡口社\nheadimg: 'https://n.example.cn/a.jpg'\n\
            author: 渡口社\ncomments: false\ndate: Thu, 25 Apr 2019 15:43:52 GMT\nthumbnail: ''\nlayout: post\nempty:\n";
        assert!(read(head).is_some());
        is_read_as_yaml(head).expect("the same");
        for head in
            ["title: a: b\n", "title: @某人\n", "title: 1e3\n", "title: a\n  b\n", "title: |\n  b\n", "a:\n  b: c\n"]
        {
            assert!(read(head).is_none(), "{head}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn the_parser_says_the_same(
            lines in prop::collection::vec(
                (
                    prop::sample::select(vec![
                        "title:", "title: ", "date: ", "tags:", "tags: ", "- ", " - ", "  - ", "   ", "a-b: ", "no: ", "true: ",
                        "x: '", "x: \"", "TITLE: ", "extra: ", "title:  ", "date: 20", "x: &", "x: *", "y2: ", "标题: ",
                    ]),
                    prop::collection::vec(
                        prop::sample::select(vec![
                            "a", "甲", "1", "2022", " ", ":", "-", ".", "'", "\"", "#", "true", "null", "e3", "0x1F", "~", ",",
                            "[", "]", "{", "\\n", "\u{3000}", "\u{A0}", "：", "&", "%", "=", "<<", "yes", "inf", ".nan", "_", "/",
                            "\u{200B}", "\t", "!", "@", "|", ">", "GMT", "False", "1_000", "+", "\u{2028}", "\u{85}",
                        ]),
                        0..5,
                    ),
                ),
                0..7,
            ),
        ) {
            let line = |(key, words): &(&str, Vec<&str>)| format!("{key}{}\n", words.concat());
            let head: String = lines.iter().map(line).collect();
            is_read_as_yaml(&head)?;
        }
    }
}
