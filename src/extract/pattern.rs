//! A *pattern* of the furniture table.
//!
//! It is run by regex-lite, which takes 25 µs to build where regex takes 500, and half as long again to search the short
//! texts that are left when [`furniture`](super::furniture) has asked what they need.

use std::borrow::Cow;
use std::sync::OnceLock;

use regex_lite::Regex;

use super::portable::portable;

/// A regular expression that is compiled when it is first asked.
#[derive(Debug)]
pub(crate) struct Pattern {
    source: Cow<'static, str>,
    regex: OnceLock<Option<Regex>>,
}

/// Where a pattern matched.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PatternMatch<'t> {
    /// The first byte of the match.
    pub start: usize,
    /// What its group `value` (or `value2`) holds.
    pub value: Option<&'t str>,
}

impl Pattern {
    /// A pattern as a person writes it. One that cannot be compiled matches nothing; a test holds that there is none in
    /// the table.
    pub fn new(pattern: &str) -> Self {
        Self { source: Cow::Owned(portable(pattern)), regex: OnceLock::new() }
    }

    /// A pattern that is spelled as the engine reads it.
    pub fn spelled(source: &'static str) -> Self {
        Self { source: Cow::Borrowed(source), regex: OnceLock::new() }
    }

    /// The expression, as the engine reads it.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The compiled pattern.
    pub fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| Regex::new(&self.source).ok()).as_ref()
    }

    /// Whether it matches somewhere in a text.
    pub fn is_in(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }

    /// The first match.
    pub fn find<'t>(&self, text: &'t str) -> Option<PatternMatch<'t>> {
        let captures = self.regex()?.captures(text)?;
        let value = captures.name("value").or_else(|| captures.name("value2")).map(|m| m.as_str());
        Some(PatternMatch { start: captures.get(0).map_or(0, |m| m.start()), value })
    }
}
