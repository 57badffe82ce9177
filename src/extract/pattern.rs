//! A *pattern* of the furniture table.
//!
//! The first article must not wait until patterns are compiled, and ten thousand articles must not be searched slowly. So
//! a pattern is built by regex-lite when it is first asked, which takes 25 µs, and by regex when it has been asked often,
//! which takes half a millisecond, and a fifth of the time to search. Both read the same spelling; a test holds that they
//! agree.

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
    /// Whether the case of letters does not count in it.
    is_caseless: bool,
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
        let is_caseless = source.contains("(?i");
        Self { source, is_caseless, quick: OnceLock::new(), asked: AtomicU32::new(0), fast: OnceLock::new() }
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
        match self.asked_fast(text, LINES) {
            Some(fast) => fast.replace_all(text, ""),
            None => self.regex().map_or(Cow::Borrowed(text), |regex| regex.replace_all(text, "")),
        }
    }

    /// Whether it matches somewhere in a text.
    pub fn is_in(&self, text: &str) -> bool {
        match self.asked_fast(text, 1) {
            Some(fast) => fast.is_match(text),
            None => self.regex().is_some_and(|regex| regex.is_match(text)),
        }
    }

    /// The first match.
    pub fn find<'t>(&self, text: &'t str) -> Option<PatternMatch<'t>> {
        match self.asked_fast(text, 1) {
            Some(fast) => find_fast(fast, text),
            None => find_quick(self.regex()?, text),
        }
    }

    /// The faster engine, if the pattern has been asked often; a question counts for so many lines.
    fn asked_fast(&self, text: &str, lines: u32) -> Option<&regex::Regex> {
        if self.asked.load(Ordering::Relaxed) < OFTEN {
            self.asked.fetch_add(lines, Ordering::Relaxed);
            return None;
        }
        self.fast_for(text)
    }

    /// The faster engine, for a text of which both engines say the same.
    fn fast_for(&self, text: &str) -> Option<&regex::Regex> {
        // To regex-lite every boundary of words is one of ASCII.
        let spelled = || self.source.replace(r"\b", r"(?-u:\b)");
        let fast = self.fast.get_or_init(|| regex::Regex::new(&spelled()).ok()).as_ref()?;
        // And so are all letters of which the case does not count: it knows no other small s and no other capital K.
        let odd =
            || ["\u{17F}", "\u{212A}"].iter().any(|c| memchr::memmem::find(text.as_bytes(), c.as_bytes()).is_some());
        (!self.is_caseless || text.is_ascii() || !odd()).then_some(fast)
    }

    /// The same with both engines, where they agree.
    #[cfg(test)]
    pub fn is_in_by_both(&self, text: &str) -> Option<bool> {
        let (quick, fast) = (self.regex()?, self.fast_for(text)?);
        let found = find_quick(quick, text);
        let agree =
            found == find_fast(fast, text) && [quick.is_match(text), fast.is_match(text)] == [found.is_some(); 2];
        agree.then_some(found.is_some())
    }
}

fn find_quick<'t>(quick: &regex_lite::Regex, text: &'t str) -> Option<PatternMatch<'t>> {
    let captures = quick.captures(text)?;
    let value = captures.name("value").or_else(|| captures.name("value2")).map(|m| m.as_str());
    Some(PatternMatch { start: captures.get(0).map_or(0, |m| m.start()), value })
}

fn find_fast<'t>(fast: &regex::Regex, text: &'t str) -> Option<PatternMatch<'t>> {
    let captures = fast.captures(text)?;
    let value = captures.name("value").or_else(|| captures.name("value2")).map(|m| m.as_str());
    Some(PatternMatch { start: captures.get(0).map_or(0, |m| m.start()), value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_often_is_answered_as_before() {
        for text in ["SKIP", "ſkip", "s\u{212A}ip", "step", "跳过 skip"] {
            let pattern = Pattern::new(r"(?i)\b(?<value>skip)$");
            let before = (pattern.is_in(text), pattern.find(text));
            (0..OFTEN).for_each(|_| _ = pattern.is_in(""));
            assert_eq!((pattern.is_in(text), pattern.find(text)), before, "{text}");
        }
    }
}
