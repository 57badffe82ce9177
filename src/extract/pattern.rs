//! A *pattern* of the furniture table.
//!
//! The first article must not wait until fifty patterns are compiled, and ten thousand articles must not be searched
//! slowly. So a pattern is built by regex-lite, which takes a thirtieth of the time to build, and when it has been
//! asked often, once more by regex, which takes a fraction of the time to search. Both are given a spelling that means
//! the same to them; a test holds that they agree.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Asked so often, a pattern is worth the other engine: about a hundred articles.
const OFTEN: u32 = 3000;

/// A compiled pattern.
#[derive(Debug)]
pub(crate) struct Pattern {
    source: String,
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
    /// A pattern, to be compiled when it is asked or prepared. One that cannot be compiled matches nothing; a test
    /// holds that there is none in the table.
    pub fn new(pattern: &str) -> Self {
        let source = portable(pattern);
        Self { source, quick: OnceLock::new(), asked: AtomicU32::new(0), fast: OnceLock::new() }
    }

    /// The expression, as both engines read it.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Compiles the pattern, if that has not been done.
    pub fn prepare(&self) -> Option<&regex_lite::Regex> {
        self.quick.get_or_init(|| regex_lite::Regex::new(&self.source).ok()).as_ref()
    }

    /// The first match.
    pub fn find<'t>(&self, text: &'t str) -> Option<PatternMatch<'t>> {
        if self.asked.load(Ordering::Relaxed) < OFTEN {
            self.asked.fetch_add(1, Ordering::Relaxed);
            return self.find_quick(text);
        }
        match self.fast.get_or_init(|| regex::Regex::new(&self.source).ok()) {
            Some(fast) => {
                let captures = fast.captures(text)?;
                let value = captures.name("value").or_else(|| captures.name("value2")).map(|m| m.as_str());
                Some(PatternMatch { start: captures.get(0).map_or(0, |m| m.start()), value })
            }
            None => self.find_quick(text),
        }
    }

    fn find_quick<'t>(&self, text: &'t str) -> Option<PatternMatch<'t>> {
        let captures = self.prepare()?.captures(text)?;
        let value = captures.name("value").or_else(|| captures.name("value2")).map(|m| m.as_str());
        Some(PatternMatch { start: captures.get(0).map_or(0, |m| m.start()), value })
    }
}

/// A pattern that means the same to both engines: regex-lite's `\s`, `\d` and `\w` are ASCII, regex's are Unicode, and
/// pages in Chinese are full of U+3000 and U+00A0, which are spaces here.
pub(crate) fn portable(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() * 2);
    let mut in_class = false;
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            in_class = c == '[' || in_class && c != ']';
            out.push(c);
            continue;
        }
        let Some(escaped) = chars.next() else {
            out.push('\\');
            break;
        };
        let class = match escaped {
            's' => r"\t\n\r\x0B\x0C \x{A0}\x{3000}",
            'd' => "0-9",
            'w' => "0-9A-Za-z_",
            _ => {
                out.extend(['\\', escaped]);
                continue;
            }
        };
        if in_class {
            out.push_str(class);
        } else {
            out.push('[');
            out.push_str(class);
            out.push(']');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_engines_agree() {
        let pattern = Pattern::new(r"^来源\s*[:：]\s*(?P<value>[^\s。]{1,9})\d*$");
        for text in ["来源：天津日报", "来源\u{3000}:\u{A0}上观新闻12", "来源：", "本文来源：某处"]
        {
            let quick = pattern.find_quick(text);
            pattern.asked.store(OFTEN, Ordering::Relaxed);
            assert_eq!(pattern.find(text), quick, "{text}");
        }
    }
}
