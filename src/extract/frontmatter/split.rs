//! *Splitting* a text into its front matter and what follows it.

use serde_json::Value;

use super::syntax::{CHINESE_KEYS, Syntax, entry, is_invisible};
use crate::extract::prose::trim;

/// A text parted into its front matter and what follows it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Split<'a> {
    pub(super) syntax: Syntax,
    pub(super) head: &'a str,
    /// The text behind the front matter.
    pub body: &'a str,
    /// What is wrong with its frame.
    pub(super) fault: Option<&'static str>,
}

/// The longest front matter that is looked for, in bytes.
pub(crate) const LONGEST: usize = 64 << 10;

/// What was found where a front matter would be.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Opening<'a> {
    /// No front matter.
    None,
    /// One, and the text behind it.
    Split(Split<'a>),
    /// What begins as one and goes on for longer than any is: it is read as text.
    TooLong,
}

impl<'a> From<Option<Split<'a>>> for Opening<'a> {
    fn from(split: Option<Split<'a>>) -> Self {
        split.map_or(Self::None, Self::Split)
    }
}

/// Parts a text into its front matter and the rest.
pub(crate) fn split(text: &str) -> Opening<'_> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c));
    match text.as_bytes().first() {
        None => Opening::None,
        Some(b'-') => fenced(text, '-', Syntax::Yaml),
        Some(b'+') => fenced(text, '+', Syntax::Toml),
        Some(b'{') => json(text),
        Some(b';') => fenced(text, ';', Syntax::Json),
        Some(b'"') => braceless(text),
        Some(_) => match unopened(text) {
            Opening::None => labelled(text).into(),
            opening => opening,
        },
    }
}

/// Whether a line is nothing but three of a sign or more.
fn is_fence(line: &str, sign: char) -> bool {
    let line = line.trim_end().trim_matches(is_invisible);
    line.len() >= 3 && line.bytes().all(|byte| char::from(byte) == sign)
}

fn fenced(text: &str, sign: char, syntax: Syntax) -> Opening<'_> {
    let begins = |line: &str| entry(line, syntax).is_some() || (syntax == Syntax::Toml && line.starts_with('['));
    let opened = || {
        let (first, inside) = text.split_once('\n')?;
        let opening = inside.lines().find(|line| !trim(line).is_empty() && !line.starts_with('#'))?;
        // One with nothing in it is one all the same.
        let empty = || is_fence(opening, sign) && trim(inside.split(opening).next().unwrap_or_default()).is_empty();
        let brace = syntax == Syntax::Json && opening.trim_start().starts_with('{');
        (is_fence(first, sign) && (begins(opening) || brace || empty())).then_some(inside)
    };
    let Some(inside) = opened() else { return Opening::None };
    let mut at = 0;
    for line in inside.split_inclusive('\n') {
        if at > LONGEST {
            return Opening::TooLong;
        }
        if is_fence(line, sign) || (syntax == Syntax::Yaml && line.trim_end() == "...") {
            let body = &inside[at + line.len()..];
            return Opening::Split(Split { syntax, head: &inside[..at], body, fault: None });
        }
        at += line.len();
    }
    // It is not closed: it goes as far as its lines look like it.
    let head = run(inside, syntax);
    let fault = Some("the closing line of the front matter is missing");
    tells(head, syntax).then(|| Split { syntax, head, body: &inside[head.len()..], fault }).into()
}

/// Entries of JSON without the braces around them, up to a line of `;;;`.
fn braceless(text: &str) -> Opening<'_> {
    let syntax = Syntax::Json;
    let end = || {
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            if at > LONGEST {
                return None;
            }
            if is_fence(line, ';') {
                return Some((at, at + line.len()));
            }
            at += line.len();
        }
        None
    };
    let opens = text.lines().next().is_some_and(|line| entry(line, syntax).is_some());
    let Some((end, behind)) = opens.then(end).flatten() else { return Opening::None };
    Opening::Split(Split { syntax, head: &text[..end], body: &text[behind..], fault: None })
}

/// Exporters may leave the opening line away: entries, then a line of `---`.
fn unopened(text: &str) -> Opening<'_> {
    let syntax = Syntax::Yaml;
    if text.lines().next().and_then(|line| entry(line, syntax)).is_none() {
        return Opening::None;
    }
    let head = run(text, syntax);
    let rest = &text[head.len()..];
    if !tells(head, syntax) {
        return Opening::None;
    }
    match rest.split_inclusive('\n').next().filter(|line| is_fence(line, '-')) {
        Some(line) => Opening::Split(Split { syntax, head, body: &rest[line.len()..], fault: None }),
        None if head.len() > LONGEST => Opening::TooLong,
        None => Opening::None,
    }
}

/// Lines of labels, up to one that says that the text begins or to an empty one.
fn labelled(text: &str) -> Option<Split<'_>> {
    entry(text.lines().next()?, Syntax::Labels)?;
    let head = run(text, Syntax::Labels);
    let rest = &text[head.len()..];
    let (line, body) = rest.split_once('\n').unwrap_or((rest, ""));
    let begins = ["正文：", "正文:", "内容：", "内容:"].iter().find_map(|label| trim(line).strip_prefix(label));
    let body = match begins {
        Some("") => body,
        Some(_) => rest.split_once(['：', ':'])?.1,
        None => rest,
    };
    tells(head, Syntax::Labels).then_some(Split { syntax: Syntax::Labels, head, body, fault: None })
}

/// The lines at the beginning that look like front matter: entries, items and what is indented.
fn run(text: &str, syntax: Syntax) -> &str {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let fits = entry(line.trim_end(), syntax).is_some_and(|(key, _)| !matches!(key, "正文" | "内容"))
            || line.starts_with(['#', ' ', '\t'])
            || line.starts_with("- ")
            || (syntax == Syntax::Toml && line.starts_with('['));
        if !fits || at > LONGEST || trim(line).is_empty() {
            break;
        }
        at += line.len();
    }
    &text[..at]
}

/// Whether a head without its frame is surely one: it has a title and something else.
fn tells(head: &str, syntax: Syntax) -> bool {
    let keys = || head.lines().filter_map(|line| entry(line, syntax)).map(|(key, _)| key.to_lowercase());
    let known = |key: &String| syntax != Syntax::Labels || CHINESE_KEYS.contains(&key.as_str());
    keys().filter(known).count() >= 2 && keys().any(|key| matches!(key.as_str(), "title" | "标题" | "標題"))
}

/// A JSON object with text behind it. An object alone is data.
fn json(text: &str) -> Opening<'_> {
    let window = &text[..text.floor_char_boundary(LONGEST)];
    let mut values = serde_json::Deserializer::from_str(window).into_iter::<serde_json::Map<String, Value>>();
    let end = match values.next() {
        None => return Opening::None,
        Some(Ok(map)) if map.is_empty() => return Opening::None,
        Some(Ok(_)) => values.byte_offset(),
        // A brace on a line of its own ends it all the same.
        Some(Err(error)) => match window.find("\n}").map(|end| end + 2) {
            Some(end) if tells(&window[..end], Syntax::Json) => end,
            None if error.is_eof() && window.len() < text.len() && tells(window, Syntax::Json) => {
                return Opening::TooLong;
            }
            _ => return Opening::None,
        },
    };
    let body = text[end..].trim_start_matches([';', ' ', '\t', '\r', '\n']);
    let has_text = !trim(body).is_empty() && !body.starts_with(['{', ',']);
    has_text.then(|| Split { syntax: Syntax::Json, head: &text[..end], body, fault: None }).into()
}

impl Split<'_> {
    /// Whether a line of it says so, to the letter.
    pub fn says(&self, line: &str) -> bool {
        !self.is_labelled() && self.head.lines().any(|own| own.trim_end() == line)
    }

    /// Whether it is the head of a dump, with plain text behind it.
    pub fn is_labelled(&self) -> bool {
        self.syntax == Syntax::Labels
    }

    /// Whether it goes on for longer than any front matter, and the rest of it is in the text.
    pub fn is_cut(&self) -> bool {
        self.is_labelled() && self.head.len() > LONGEST
    }
}
