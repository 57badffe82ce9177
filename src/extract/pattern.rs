//! A *pattern* of the furniture table.
//!
//! The first article must not wait until patterns are compiled, and ten thousand articles must not be searched slowly. So
//! a pattern is built by regex-lite when it is first asked, which takes 25 µs, and whether it matches is asked of regex
//! when that has been asked often: it takes half a millisecond to build and a fifth of the time to search. Both read
//! the same spelling; a test holds that they agree.

use std::borrow::Cow;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use super::portable::portable;

/// Asked so often, a pattern is worth the other engine.
const OFTEN: u32 = 400;

/// What is asked of a whole document counts for as many lines.
const LINES: u32 = 100;

/// A regular expression that is compiled when it is asked.
#[derive(Debug)]
pub(crate) struct Pattern {
    source: Cow<'static, str>,
    quick: OnceLock<Option<regex_lite::Regex>>,
    asked: AtomicU32,
    fast: OnceLock<Option<regex::Regex>>,
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
        Self::of(Cow::Owned(portable(pattern)))
    }

    /// A pattern that is spelled as the engines read it.
    pub fn spelled(source: &'static str) -> Self {
        Self::of(Cow::Borrowed(source))
    }

    fn of(source: Cow<'static, str>) -> Self {
        Self { source, quick: OnceLock::new(), asked: AtomicU32::new(0), fast: OnceLock::new() }
    }

    /// The expression, as the engines read it.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The compiled pattern.
    pub fn regex(&self) -> Option<&regex_lite::Regex> {
        self.quick.get_or_init(|| regex_lite::Regex::new(&self.source).ok()).as_ref()
    }

    /// A whole document without what it matches there.
    pub fn taken_out<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.asked.load(Ordering::Relaxed) < OFTEN {
            self.asked.fetch_add(LINES, Ordering::Relaxed);
        } else if let Some(fast) = self.fast() {
            return fast.replace_all(text, "");
        }
        self.regex().map_or(Cow::Borrowed(text), |regex| regex.replace_all(text, ""))
    }

    /// Whether it matches somewhere in a text.
    pub fn is_in(&self, text: &str) -> bool {
        if self.asked.load(Ordering::Relaxed) < OFTEN {
            self.asked.fetch_add(1, Ordering::Relaxed);
        } else if let Some(fast) = self.fast() {
            return fast.is_match(text);
        }
        self.regex().is_some_and(|regex| regex.is_match(text))
    }

    fn fast(&self) -> Option<&regex::Regex> {
        // To regex-lite every boundary of words is one of ASCII.
        let spelled = || self.source.replace(r"\b", r"(?-u:\b)");
        self.fast.get_or_init(|| regex::Regex::new(&spelled()).ok()).as_ref()
    }

    /// The first match.
    pub fn find<'t>(&self, text: &'t str) -> Option<PatternMatch<'t>> {
        let captures = self.regex()?.captures(text)?;
        let value = captures.name("value").or_else(|| captures.name("value2")).map(|m| m.as_str());
        Some(PatternMatch { start: captures.get(0).map_or(0, |m| m.start()), value })
    }

    /// The same with both engines, where they agree.
    #[cfg(test)]
    pub fn is_in_by_both(&self, text: &str) -> Option<bool> {
        let (quick, fast) = (self.regex()?.is_match(text), self.fast()?.is_match(text));
        (quick == fast).then_some(quick)
    }
}
