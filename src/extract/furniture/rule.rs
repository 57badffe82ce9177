//! What a *rule* finds in a text.

#[cfg(test)]
use super::element_index::names_in;
use super::table::{At, CreditField, Rule};
use crate::extract::credits::people;
use crate::model::Format;

/// A rule that matches, and what it has found.
pub(crate) struct RuleMatch<'f> {
    pub rule: &'f Rule,
    /// The value of a credit; empty when the credit has none on its own line.
    pub value: Option<String>,
    /// Where the matched part begins: 0 for a whole line.
    pub start: usize,
    /// Whether it is one of the rule's `lines`: a word alone, which may be a heading.
    pub word: bool,
}

impl Rule {
    /// The longest text the rule may cut, in characters.
    pub fn max(&self) -> usize {
        self.max.unwrap_or(if self.at == At::Element { 300 } else { 80 })
    }

    /// How much of a page's running text an element may hold that is cut, in hundredths.
    pub fn share(&self) -> usize {
        self.share.unwrap_or(35)
    }

    pub(super) fn matches(&self, text: &str) -> Option<RuleMatch<'_>> {
        if self.lines.iter().any(|line| line == text) {
            return Some(RuleMatch { rule: self, value: None, start: 0, word: true });
        }
        let found = self.pattern.as_ref()?.find(text)?;
        // A reporter has to have a name.
        if self.field == Some(CreditField::Reporters) && people::names(found.value.unwrap_or_default()).is_empty() {
            return None;
        }
        Some(RuleMatch {
            rule: self,
            value: found.value.map(|value| value.trim().to_owned()),
            start: found.start,
            word: false,
        })
    }

    /// Whether one of its tokens or words is in a class name or id.
    #[cfg(test)]
    pub(super) fn names(&self, token: &str) -> bool {
        self.tokens.iter().any(|own| own.eq_ignore_ascii_case(token))
            || names_in(token).any(|name| self.words.contains(&name))
    }

    /// A book has no furniture: only what is meant for books holds there.
    pub(super) fn for_format(&self, format: Format) -> bool {
        self.formats.is_empty() && format != Format::Epub || self.formats.contains(&format)
    }

    /// Whether an element's text is of the one form the rule may cut.
    pub fn is_only(&self, text: &str) -> bool {
        self.only.as_ref().is_none_or(|only| only.find(text).is_some())
    }

    /// The value of a credit that is an element of its own.
    pub fn value(&self, text: &str) -> Option<String> {
        self.matches(text).and_then(|hit| hit.value)
    }
}
