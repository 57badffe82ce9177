//! A *shielded text*: one in which what is no Markdown is out of the parser's sight, as *tokens*, and comes back when the
//! document has become HTML.

use super::tag;
use super::tag_kind::TagKind;
use crate::extract::markup::html::MEANT;
use crate::extract::prose::trim;

/// A token is a number between these two: code points that no text has.
const OPEN: char = '\u{FDD0}';
const CLOSE: char = '\u{FDD1}';

/// A text in which template tags are tokens.
#[derive(Debug, Default)]
pub(super) struct Shielded {
    pub text: String,
    /// Whether the rest of it was left as it is, after too many signs that opened nothing.
    pub is_cut: bool,
    tokens: Vec<ShieldToken>,
}

/// What stands for something in the text.
#[derive(Debug)]
struct ShieldToken {
    original: String,
    /// What it becomes in HTML.
    html: String,
    /// Whether it is text, and stays as it was inside of a tag of HTML.
    is_text: bool,
}

/// Whether a character is of a token.
pub(super) fn is_token(c: char) -> bool {
    matches!(c, OPEN | CLOSE)
}

impl Shielded {
    fn token(&mut self, original: &str, html: String) -> String {
        self.push(ShieldToken { original: original.to_owned(), html, is_text: false })
    }

    /// What is text, and no sign of Markdown.
    pub fn text_token(&mut self, text: &str) -> String {
        self.push(ShieldToken { original: text.to_owned(), html: tag::escape(text), is_text: true })
    }

    /// An exponent or an index between two signs, in a tag of HTML.
    pub fn shifted(&mut self, text: &str, tag: &str) -> String {
        let inside = tag::escape(&text[1..text.len() - 1]);
        self.push(ShieldToken { original: text.to_owned(), html: format!("<{tag}>{inside}</{tag}>"), is_text: true })
    }

    /// A formula: in its line, or several lines of its own.
    pub fn formula(&mut self, text: &str) -> String {
        let html = if text.contains('\n') {
            format!("<pre>{}</pre>", tag::escape(text.trim()))
        } else {
            format!("<span {MEANT}=\"math\">{}</span>", tag::escape(text))
        };
        self.push(ShieldToken { original: text.to_owned(), html, is_text: true })
    }

    fn push(&mut self, token: ShieldToken) -> String {
        self.tokens.push(token);
        format!("{OPEN}{}{CLOSE}", self.tokens.len() - 1)
    }

    pub fn aside(&mut self, original: &str) -> String {
        self.token(original, tag::comment(original))
    }

    pub fn token_for(&mut self, kind: TagKind, whole: &str) -> String {
        let html = match kind {
            TagKind::Tag => tag::inline(whole),
            TagKind::Aside => None,
            TagKind::Path => whole.split(['\'', '"']).nth(1).map(tag::escape),
            TagKind::Embed => {
                let inside = &whole[3..whole.len() - 2];
                let (file, shown) = inside.split_once('|').unwrap_or((inside, ""));
                tag::is_picture(file).then(|| tag::picture(file, shown))
            }
            TagKind::Wiki => {
                let inside = &whole[2..whole.len() - 2];
                let (page, shown) = inside.split_once('|').unwrap_or((inside, inside));
                // In a table the bar is escaped.
                let [page, shown] = [page, shown].map(|part| trim(part.trim_end_matches('\\')));
                Some(tag::wiki_link(page, shown))
            }
        };
        match html {
            Some(html) => self.token(whole, html),
            None => self.aside(whole),
        }
    }

    /// Text of code, with the tags as they were.
    pub fn restore(&self, text: &str) -> String {
        self.expand(text, |token, _| token.original.clone())
    }

    /// HTML, with what the tags become.
    pub fn reveal(&self, html: &str) -> String {
        self.expand(html, |token, before| {
            // Inside of a tag it is the value of an attribute.
            let in_tag = before.rfind('<').is_some_and(|lt| !before[lt..].contains('>'));
            match in_tag {
                true if token.is_text => tag::escape(&token.original),
                true => String::new(),
                false => token.html.clone(),
            }
        })
    }

    fn expand(&self, text: &str, becomes: impl Fn(&ShieldToken, &str) -> String) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(OPEN) {
            out.push_str(before);
            let (number, after) = after.split_once(CLOSE).unwrap_or(("", after));
            if let Some(token) = number.parse().ok().and_then(|number: usize| self.tokens.get(number)) {
                let from = out.floor_char_boundary(out.len().saturating_sub(4000));
                let text = becomes(token, &out[from..]);
                out.push_str(&text);
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }
}
