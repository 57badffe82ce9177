//! A *rule* of the table or of the user's own, and what it finds in a text.

use serde::Deserialize;

#[cfg(test)]
use super::class_names::each_name;
use super::compiled::CompiledRule;
use super::kinds::{At, Becomes, CreditField, Ends, Position};
use crate::extract::credits::people;
use crate::extract::pattern::Pattern;
use crate::model::Format;

/// One rule. `assets/furniture.toml` says what each key means.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    pub name: String,
    /// What it is called in Chinese: that of the table is looked up by its name, that of a user's own is not needed.
    #[expect(dead_code, reason = "a rule may have one")]
    zh: Option<String>,
    pub at: At,
    #[serde(default)]
    pub position: Position,
    #[serde(default)]
    pub formats: Vec<Format>,
    /// Of a rule of the table its lines, tokens and words stand in the compiled one.
    #[serde(default)]
    pub(super) lines: Vec<String>,
    #[serde(default)]
    pub(super) tokens: Vec<String>,
    #[serde(default)]
    pub(super) words: Vec<String>,
    #[serde(default, deserialize_with = "pattern")]
    pub(super) pattern: Option<Pattern>,
    #[serde(default, deserialize_with = "pattern")]
    pub(super) only: Option<Pattern>,
    pub field: Option<CreditField>,
    pub ends: Option<Ends>,
    pub becomes: Option<Becomes>,
    /// Whether an element in the middle of a line is cut too, on a page whose main content is known.
    #[serde(default)]
    pub in_lines: bool,
    pub(super) max: Option<usize>,
    #[serde(default)]
    pub cuts_prose: bool,
    pub(super) share: Option<usize>,
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are the rule's documentation and its test"))]
    #[serde(default)]
    pub(super) cuts: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "see above"))]
    #[serde(default)]
    pub(super) leaves: Vec<String>,
}

fn pattern<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Pattern>, D::Error> {
    Ok(Some(Pattern::new(&String::deserialize(deserializer)?)))
}

/// A rule that matches, and what it has found.
pub(crate) struct RuleMatch<'f> {
    pub rule: &'f Rule,
    /// The value of a credit; empty when the credit has none on its own line.
    pub value: Option<String>,
    /// Where the matched part begins, of a rule for the end of a paragraph.
    pub start: usize,
    /// Whether it is one of the rule's `lines`: a word alone, which may be a heading.
    pub word: bool,
}

impl Rule {
    /// A rule of the table.
    pub(super) fn compiled(rule: &CompiledRule) -> Self {
        Self {
            name: rule.name.to_owned(),
            zh: rule.zh.map(str::to_owned),
            at: rule.at,
            position: rule.position,
            formats: rule.formats.to_vec(),
            lines: Vec::new(),
            tokens: Vec::new(),
            words: Vec::new(),
            pattern: rule.pattern.map(Pattern::spelled),
            only: rule.only.map(Pattern::spelled),
            field: rule.field,
            ends: rule.ends,
            becomes: rule.becomes,
            in_lines: rule.in_lines,
            max: rule.max,
            cuts_prose: rule.cuts_prose,
            share: rule.share,
            cuts: Vec::new(),
            leaves: Vec::new(),
        }
    }

    /// The longest text the rule may cut, in characters.
    pub fn max(&self) -> usize {
        self.max.unwrap_or(if self.at == At::Element { 300 } else { 80 })
    }

    /// How much of a page's running text an element may hold that is cut, in hundredths.
    pub fn share(&self) -> usize {
        self.share.unwrap_or(35)
    }

    /// What it finds in a text.
    pub(super) fn matches(&self, text: &str) -> Option<RuleMatch<'_>> {
        if self.lines.iter().any(|line| line == text) {
            return Some(self.on_line());
        }
        self.by_pattern(text)
    }

    /// What it finds where the text is one of its lines.
    pub(super) fn on_line(&self) -> RuleMatch<'_> {
        RuleMatch { rule: self, value: None, start: 0, word: true }
    }

    /// What it finds where its pattern matches the whole of a line and it has no field.
    pub(super) fn on_whole(&self) -> RuleMatch<'_> {
        RuleMatch { word: false, ..self.on_line() }
    }

    /// Whether its pattern is found in a text.
    pub(super) fn has_pattern_of(&self, text: &str) -> bool {
        self.pattern.as_ref().is_some_and(|pattern| pattern.is_in(text))
    }

    /// What its pattern finds in a text.
    pub(super) fn by_pattern(&self, text: &str) -> Option<RuleMatch<'_>> {
        let found = self.pattern.as_ref()?.find(text)?;
        // A reporter has to have a name.
        if self.field == Some(CreditField::Reporters) && people::names(found.value.unwrap_or_default()).is_empty() {
            return None;
        }
        Some(RuleMatch {
            rule: self,
            value: found.value.filter(|_| self.field.is_some()).map(|value| value.trim().to_owned()),
            start: found.start,
            word: false,
        })
    }

    /// Whether one of its tokens or words is in a class name or id.
    #[cfg(test)]
    pub(super) fn names(&self, token: &str) -> bool {
        let mut known = self.tokens.iter().any(|own| own.eq_ignore_ascii_case(token));
        each_name(token, |name| known |= self.words.iter().any(|word| word.as_bytes() == name));
        known
    }

    /// A book has no furniture: only what is meant for books holds there.
    pub(super) fn for_format(&self, format: Format) -> bool {
        self.formats.is_empty() && format != Format::Epub || self.formats.contains(&format)
    }

    /// Whether it says what the text of an element has to be, and this is such a text.
    pub fn names_only(&self, text: &str) -> bool {
        self.only.as_ref().is_some_and(|only| only.is_in(text))
    }

    /// Whether an element's text is of the one form the rule may cut, if it says one.
    pub fn is_only(&self, text: &str) -> bool {
        self.only.as_ref().is_none_or(|only| only.is_in(text))
    }

    /// The value of a credit that is an element of its own.
    pub fn value(&self, text: &str) -> Option<String> {
        self.matches(text).and_then(|hit| hit.value)
    }
}
