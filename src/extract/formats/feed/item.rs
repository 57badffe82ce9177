//! What a feed says of one *item*, in XML or JSON.

use url::Url;

use crate::extract::markup::html::{self, decode_references, has_tags};
use crate::extract::prose::trim;
use crate::model::SafeText;

/// FeedText as a feed gives it.
#[derive(Clone, Debug)]
pub(in crate::extract::formats) enum FeedText {
    Plain(String),
    Html(String),
}

impl FeedText {
    /// Text that is not said to be either: HTML where it has tags in it.
    pub fn guessed(text: String) -> Self {
        if has_tags(&text) {
            return Self::Html(text);
        }
        unescaped(&text).map_or_else(|| Self::Plain(decode_references(&text)), Self::Html)
    }

    /// Text that is said to be HTML; escaped once more than it should be, it still is.
    pub fn html(text: String) -> Self {
        let twice = if has_tags(&text) { None } else { unescaped(&text) };
        Self::Html(twice.unwrap_or(text))
    }

    pub fn is_empty(&self) -> bool {
        let (Self::Plain(text) | Self::Html(text)) = self;
        trim(text).is_empty()
    }

    /// How much of it is to be read, in characters; a picture counts as much as a sentence.
    pub fn length(&self) -> usize {
        const PICTURE: usize = 50;
        match self {
            Self::Plain(text) => trim(text).chars().count(),
            Self::Html(text) => {
                let shown = html::strip_tags(text);
                trim(&shown).chars().count() + PICTURE * text.matches("<img").count()
            }
        }
    }

    /// On one line, without tags.
    pub fn line(&self) -> SafeText {
        match self {
            Self::Plain(text) => SafeText::line(text),
            // A title that was escaped twice.
            Self::Html(text) => SafeText::line(&decode_references(&html::strip_tags(text).replace('\n', ""))),
        }
    }
}

/// HTML that was escaped twice: what its references stand for is an element with its end, and not only the name of a
/// tag that a text is about.
fn unescaped(text: &str) -> Option<String> {
    let decoded = text.contains("&lt;").then(|| decode_references(text)).filter(|decoded| has_tags(decoded))?;
    let ends = |tag: &str| decoded.contains(tag);
    let is_markup = decoded.trim_start().starts_with('<') && ends("</")
        || ["</p>", "</div>", "<br/>", "<br />"].into_iter().any(ends);
    is_markup.then_some(decoded)
}

/// What a feed says of one item.
#[derive(Debug, Default)]
pub(in crate::extract::formats) struct FeedItem {
    pub title: Option<FeedText>,
    pub body: Option<FeedText>,
    /// What it says in short, where it says the whole too.
    pub summary: Option<FeedText>,
    pub authors: Vec<String>,
    pub categories: Vec<String>,
    pub tags: Vec<String>,
    /// As they are written, the surest first.
    pub published: Vec<String>,
    pub updated: Vec<String>,
    pub url: Option<String>,
    /// What the relative addresses in its body are relative to.
    pub base: Option<Url>,
    pub images: Vec<String>,
    /// Nearest first.
    pub sources: Vec<String>,
    pub lang: Option<String>,
}
