//! The *open styles*: in which inline styles text is set where the walk is.

use ego_tree::NodeRef;
use scraper::Node;

use super::dom::{MEANT, attr, is_bare, name, tokens};
use super::element::declarations;
use super::inline::Setting;
use crate::model::{InlineStyle, SafeText};

/// How many elements of each style are open.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct OpenStyles {
    open: [u16; InlineStyle::EACH.len()],
    /// How many elements are open whose blanks are all meant.
    verbatim: u16,
}

impl OpenStyles {
    /// An element begins.
    pub fn open(&mut self, node: NodeRef<'_, Node>, tag: &str) {
        self.count(node, tag, |count| count.saturating_add(1));
    }

    /// The same element ends.
    pub fn close(&mut self, node: NodeRef<'_, Node>, tag: &str) {
        self.count(node, tag, |count| count.saturating_sub(1));
    }

    fn count(&mut self, node: NodeRef<'_, Node>, tag: &str, turn: impl Fn(u16) -> u16) {
        if is_bare(&node) {
            if let Some(style) = by_name(tag, None) {
                let count = &mut self.open[style as usize];
                *count = turn(*count);
            }
            return;
        }
        let meant = attr(&node, MEANT);
        let said = [is_bold(node).then_some(InlineStyle::Strong), is_struck(node).then_some(InlineStyle::Struck)];
        for style in [by_name(tag, meant)].into_iter().chain(said).flatten() {
            let count = &mut self.open[style as usize];
            *count = turn(*count);
        }
        if meant.is_some() && matches!(tag, "code" | "span") {
            self.verbatim = turn(self.verbatim);
        }
    }

    /// How text is set now, in a link or in none.
    pub fn setting(&self, href: Option<SafeText>) -> Setting {
        let open = InlineStyle::EACH.into_iter().filter(|style| self.open[*style as usize] > 0);
        open.fold(Setting::linked(href), Setting::with)
    }

    /// Whether blanks are as they were written.
    pub fn is_verbatim(&self) -> bool {
        self.verbatim > 0
    }
}

/// The style that an element of this name sets what is in it in.
fn by_name(tag: &str, meant: Option<&str>) -> Option<InlineStyle> {
    match tag {
        "strong" | "b" | "summary" => Some(InlineStyle::Strong),
        "em" | "i" | "cite" | "dfn" | "var" => Some(InlineStyle::Emphasis),
        "code" | "kbd" | "samp" | "tt" => Some(InlineStyle::Code),
        "del" | "s" | "strike" => Some(InlineStyle::Struck),
        "ins" | "u" => Some(InlineStyle::Inserted),
        "mark" => Some(InlineStyle::Marked),
        "span" if meant == Some("math") => Some(InlineStyle::Math),
        _ => None,
    }
}

/// Bold by an attribute: `<font cms-style="strong-Bold">`, the same on a `<p>`, or a style.
fn is_bold(node: NodeRef<'_, Node>) -> bool {
    let heavy = |value: &str| value.starts_with("bold") || value.parse::<u16>().is_ok_and(|weight| weight >= 600);
    attr(&node, "cms-style").is_some_and(|style| style.contains("strong"))
        || name(&node) == "span" && tokens(&node).any(says_bold)
        || mentions(node, "font-weight")
            && declarations(node).any(|(name, value)| name == "font-weight" && heavy(&value))
}

/// Whether one of the words of a class name is that its text is bold: `bjh-strong`.
fn says_bold(token: &str) -> bool {
    token.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| matches!(word, "strong" | "bold" | "bolder"))
}

/// Struck out by its style.
fn is_struck(node: NodeRef<'_, Node>) -> bool {
    let line = |name: &str| matches!(name, "text-decoration" | "text-decoration-line");
    mentions(node, "line-through")
        && declarations(node).any(|(name, value)| line(&name) && value.contains("line-through"))
}

/// Whether the style of an element has a word in it: most have not, and need not be read.
fn mentions(node: NodeRef<'_, Node>, word: &str) -> bool {
    attr(&node, "style").is_some_and(|style| {
        memchr::memmem::find(style.as_bytes(), word.as_bytes()).is_some()
            || style.bytes().any(|byte| byte.is_ascii_uppercase()) && style.to_ascii_lowercase().contains(word)
    })
}
