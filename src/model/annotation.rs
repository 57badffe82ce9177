//! An *annotation*: a stretch of an article that the reader highlighted, with a note or without one. And *bookmarks*:
//! places that were given a letter.

use std::hash::Hasher;

use siphasher::sip::SipHasher13;

use super::{Meta, Place, Quotation, SafeText, TextSpan, Timestamp, TraceKey};

/// The number of an annotation: made of where it was made, so that the same stretch is not highlighted twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnnotationId(pub u64);

impl AnnotationId {
    /// Of a span in an article.
    pub fn of(key: TraceKey, span: TextSpan) -> Self {
        let mut hasher = SipHasher13::new();
        hasher.write_u64(key.content);
        for Place { block, byte } in [span.start, span.end] {
            hasher.write_u64(block.0 as u64);
            hasher.write_u64(byte as u64);
        }
        Self(hasher.finish())
    }
}

/// The colour of a highlight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum HighlightColour {
    /// Green.
    #[default]
    Green,
    /// Cyan.
    Cyan,
    /// Blue.
    Blue,
    /// Red.
    Red,
}

impl HighlightColour {
    /// All of them, in their order, with their names.
    pub const EACH: [(Self, &'static str); 4] =
        [(Self::Green, "green"), (Self::Cyan, "cyan"), (Self::Blue, "blue"), (Self::Red, "red")];

    /// Its number.
    pub fn number(self) -> usize {
        Self::EACH.iter().position(|(colour, _)| *colour == self).unwrap_or_default()
    }

    /// The colour of a number; they begin anew behind the last.
    pub fn numbered(number: usize) -> Self {
        Self::EACH[number % Self::EACH.len()].0
    }

    /// The next one, or the one before.
    #[must_use]
    pub fn turned(self, forward: bool) -> Self {
        Self::numbered(self.number() + if forward { 1 } else { Self::EACH.len() - 1 })
    }

    /// Its name, as exports have it.
    pub fn name(self) -> &'static str {
        Self::EACH[self.number()].1
    }
}

/// What is to be known of an article where a note on it is read without it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Citation {
    /// Its title.
    pub title: SafeText,
    /// Who wrote it.
    pub author: Option<SafeText>,
    /// Who printed it.
    pub source: Option<SafeText>,
    /// The day it was published, as 2022-01-12.
    pub date: Option<SafeText>,
    /// Where it is on the web.
    pub url: Option<SafeText>,
}

impl Citation {
    /// Of an article.
    pub fn of(meta: &Meta) -> Self {
        Self {
            title: meta.title.clone(),
            author: meta.author.clone(),
            source: meta.source.first().cloned(),
            date: meta.published.map(Timestamp::date).map(|date| SafeText::line(&date)),
            url: meta.url.clone(),
        }
    }
}

/// A highlight, and the note on it if there is one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotation {
    /// By what it is known.
    pub id: AnnotationId,
    /// By what its article is known.
    pub key: TraceKey,
    /// Where that really is.
    pub path: SafeText,
    /// Where it is in the article.
    pub span: TextSpan,
    /// What stands there.
    pub quotation: Quotation,
    /// Its colour.
    pub colour: HighlightColour,
    /// What the reader wrote; empty where that is nothing.
    pub note: SafeText,
    /// When it was made, in seconds since 1970; 0 where that is only now.
    pub made: i64,
    /// What is known of the article.
    pub cited: Citation,
}

/// A place that was given a letter: a small one is of its article alone, a capital one leads there from everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bookmark {
    /// The letter.
    pub letter: char,
    /// By what the article is known.
    pub key: TraceKey,
    /// Where that really is.
    pub path: SafeText,
    /// The place.
    pub place: Place,
}

impl Bookmark {
    /// Whether its letter is of its article alone.
    pub fn is_of_article(&self) -> bool {
        !self.letter.is_uppercase()
    }

    /// Whether another one takes its place.
    pub fn is_replaced_by(&self, other: &Self) -> bool {
        self.letter == other.letter && (!self.is_of_article() || self.key.content == other.key.content)
    }
}
