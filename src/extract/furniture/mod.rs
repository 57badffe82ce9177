//! *Furniture*: what a web page puts around an article. The rules are data (`assets/furniture.toml`, which says what
//! each key means); this is only the reader of that table.

use std::sync::{LazyLock, OnceLock};

use regex_lite::Regex;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::pattern::{Pattern, portable};
use crate::extract::credits::people;
use crate::model::{Format, Limits};

static SOURCE: &str = include_str!("../../../assets/furniture.toml");

/// What a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum At {
    Line,
    Start,
    End,
    Element,
    Image,
    Link,
    Code,
}

/// Where in a document a rule holds: before the first prose, after the last, either, or anywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Position {
    #[default]
    Any,
    Head,
    Tail,
    Edges,
}

/// Where in a document a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Zone {
    Head,
    Body,
    Tail,
}

impl Position {
    fn holds(self, zone: Zone) -> bool {
        match self {
            Self::Any => true,
            Self::Head => zone == Zone::Head,
            Self::Tail => zone == Zone::Tail,
            Self::Edges => zone != Zone::Body,
        }
    }
}

/// The field of the meta a credit belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Field {
    Source,
    Editor,
    Author,
    Reporters,
    OriginalTitle,
    Url,
    Updated,
}

/// How surely the article is over where a line of this rule stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Ends {
    Soft,
    Hard,
}

/// What becomes of a match that is not cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Becomes {
    Related,
    Caption,
    InlineImage,
}

/// One rule of the table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    pub name: String,
    /// What it is called in Chinese.
    pub zh: Option<String>,
    pub at: At,
    #[serde(default)]
    pub position: Position,
    #[serde(default)]
    pub formats: Vec<Format>,
    #[serde(default)]
    lines: Vec<String>,
    #[serde(default)]
    tokens: Vec<String>,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default, deserialize_with = "pattern")]
    pattern: Option<Pattern>,
    #[serde(default, deserialize_with = "pattern")]
    only: Option<Pattern>,
    pub field: Option<Field>,
    pub ends: Option<Ends>,
    pub becomes: Option<Becomes>,
    max: Option<usize>,
    #[serde(default)]
    pub cuts_prose: bool,
    share: Option<usize>,
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are the rule's documentation and its test"))]
    #[serde(default)]
    cuts: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "see above"))]
    #[serde(default)]
    leaves: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Content {
    tokens: Vec<String>,
}

/// How highlighters name the boxes and the lines of code that is in no `pre`.
#[derive(Debug, Default, Deserialize)]
struct Code {
    tokens: Vec<String>,
    lines: Vec<String>,
}

/// A pair of marks that are taken off so that what is between them is read.
#[derive(Debug, Deserialize)]
pub(crate) struct Unwrap {
    /// What both marks have in them: a document without it is not searched for them.
    pub needs: String,
    #[serde(deserialize_with = "regex")]
    pub open: Option<Regex>,
    #[serde(deserialize_with = "regex")]
    pub close: Option<Regex>,
}

/// Why something is cut that no rule asks for.
#[derive(Debug, Deserialize)]
struct Reason {
    name: String,
    zh: String,
}

/// What stands before a name in a credit, `责任编辑` in `责任编辑：李四`, and what the name is then.
#[derive(Debug, Deserialize)]
pub(crate) struct Credit {
    /// The rule that is named for the cut.
    pub rule: String,
    pub field: Option<Field>,
    labels: Vec<String>,
    /// Whether a blank may stand for the colon where such a credit stands alone.
    #[serde(default)]
    pub bare: bool,
}

/// What Chinese names begin with.
#[derive(Debug, Default, Deserialize)]
struct Surnames {
    single: String,
    compound: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Table {
    rule: Vec<Rule>,
    reason: Vec<Reason>,
    credit: Vec<Credit>,
    names: Surnames,
    content: Content,
    code: Code,
    unwrap: Vec<Unwrap>,
}

fn pattern<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Pattern>, D::Error> {
    Ok(Some(Pattern::new(&String::deserialize(deserializer)?)))
}

fn regex<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Regex>, D::Error> {
    let source = String::deserialize(deserializer)?;
    Regex::new(&portable(&source)).map(Some).map_err(serde::de::Error::custom)
}

/// The table is part of the program and a test reads it; were it broken all the same, articles would show uncut.
static TABLE: LazyLock<Table> = LazyLock::new(|| toml::from_str(SOURCE).unwrap_or_default());

/// A rule that matches, and what it has found.
pub(crate) struct Hit<'f> {
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

    fn matches(&self, text: &str) -> Option<Hit<'_>> {
        if self.lines.iter().any(|line| line == text) {
            return Some(Hit { rule: self, value: None, start: 0, word: true });
        }
        let found = self.pattern.as_ref()?.find(text)?;
        // Who is named as a reporter has to have a name.
        if self.field == Some(Field::Reporters) && people::names(found.value.unwrap_or_default()).is_empty() {
            return None;
        }
        Some(Hit {
            rule: self,
            value: found.value.map(|value| value.trim().to_owned()),
            start: found.start,
            word: false,
        })
    }

    /// Whether one of its tokens or words is in a class name or id.
    #[cfg(test)]
    fn names(&self, token: &str) -> bool {
        self.tokens.iter().any(|own| own.eq_ignore_ascii_case(token))
            || names_in(token).any(|name| self.words.contains(&name))
    }

    /// A book has no furniture: only what is meant for books holds there.
    fn for_format(&self, format: Format) -> bool {
        self.formats.is_empty() && format != Format::Epub || self.formats.contains(&format)
    }
}

/// The longest name in `words`, in words.
const LONGEST_NAME: usize = 3;

/// The runs of up to [`LONGEST_NAME`] words in a class name or an id: `postAuthor__bio` holds `post`, `post-author`,
/// `post-author-bio`, `author`, `author-bio` and `bio`.
fn names_in(token: &str) -> impl Iterator<Item = String> {
    let mut words = String::with_capacity(token.len() + 8);
    let mut starts: Vec<usize> = Vec::new();
    let mut before = ' ';
    for c in token.chars().take(LONGEST_TOKEN) {
        if c.is_ascii_alphanumeric() {
            let begins = !before.is_ascii_alphanumeric()
                || c.is_ascii_uppercase() && !before.is_ascii_uppercase()
                || c.is_ascii_digit() != before.is_ascii_digit();
            if begins {
                words.push('-');
                starts.push(words.len());
            }
            words.push(c.to_ascii_lowercase());
        }
        before = c;
    }
    (0..starts.len()).flat_map(move |at| {
        let ends = starts[at..].iter().skip(1).map(|next| next - 1).chain([words.len()]).take(LONGEST_NAME);
        ends.map(|end| words[starts[at]..end].to_owned()).collect::<Vec<_>>()
    })
}

/// The longest class name that is read, in characters.
const LONGEST_TOKEN: usize = 80;

/// The places of the rules for elements, by the names they know.
#[derive(Debug, Default)]
struct Names {
    tokens: FxHashMap<String, Vec<usize>>,
    words: FxHashMap<String, Vec<usize>>,
}

/// The rules that hold: the user's own first, then those of the table.
#[derive(Debug, Default)]
pub(crate) struct Furniture {
    own: Vec<Rule>,
    names: OnceLock<Names>,
}

impl Furniture {
    /// The table with the user's own rules before it. Each is a `[[rule]]` as the table has them; it may go without
    /// examples.
    ///
    /// # Errors
    /// What is wrong with the first rule that is none, and which it is.
    pub fn with(own: &[toml::Table]) -> Result<Self, String> {
        let read = |(at, table): (usize, &toml::Table)| -> Result<Rule, String> {
            let rule: Rule = table.clone().try_into().map_err(|error| format!("rule {}: {error}", at + 1))?;
            match &rule.pattern {
                Some(pattern) if pattern.prepare().is_none() => {
                    Err(format!("rule {}: {} is no regular expression", rule.name, pattern.source()))
                }
                _ => Ok(rule),
            }
        };
        Ok(Self { own: own.iter().enumerate().map(read).collect::<Result<_, _>>()?, names: OnceLock::new() })
    }

    /// Reads the table and compiles its patterns, ahead of those who will ask them.
    pub fn prepare(&self) {
        for pattern in self.rules().filter_map(|rule| rule.pattern.as_ref()) {
            pattern.prepare();
        }
        self.names();
    }

    fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.own.iter().chain(&TABLE.rule)
    }

    fn nth(&self, place: usize) -> Option<&Rule> {
        self.own.get(place).or_else(|| TABLE.rule.get(place.checked_sub(self.own.len())?))
    }

    fn names(&self) -> &Names {
        self.names.get_or_init(|| {
            let mut names = Names::default();
            for (place, rule) in self.rules().enumerate().filter(|(_, rule)| rule.at == At::Element) {
                for token in &rule.tokens {
                    names.tokens.entry(token.to_ascii_lowercase()).or_default().push(place);
                }
                for word in &rule.words {
                    names.words.entry(word.to_ascii_lowercase()).or_default().push(place);
                }
            }
            names
        })
    }

    /// The rules for one kind of file.
    pub fn of<'f>(&'f self, format: Format, limits: &'f Limits) -> Rules<'f> {
        Rules { furniture: self, limits, format }
    }
}

/// The rules that hold for one kind of file, and the limits of reading it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules<'f> {
    furniture: &'f Furniture,
    /// How much of a file is too much.
    pub limits: &'f Limits,
    format: Format,
}

impl<'f> Rules<'f> {
    /// The kind of file.
    pub fn format(self) -> Format {
        self.format
    }

    fn at(self, at: At) -> impl Iterator<Item = &'f Rule> {
        self.furniture.rules().filter(move |rule| rule.at == at && rule.for_format(self.format))
    }

    fn first(self, at: At, text: &str, zone: Zone) -> Option<Hit<'f>> {
        // Counting stops early: the longest rule cuts 20,000 characters.
        let length = text.chars().take(20_001).count();
        self.at(at)
            .filter(|rule| rule.position.holds(zone))
            .filter(|rule| at == At::End || length <= rule.max())
            .find_map(|rule| rule.matches(text))
    }

    /// The rule for a whole line or paragraph.
    pub fn line(self, text: &str, zone: Zone) -> Option<Hit<'f>> {
        self.first(At::Line, text, zone)
    }

    /// The rule for the end of a paragraph: only so many characters of it are looked at, for no credit is longer.
    pub fn end(self, text: &str) -> Option<Hit<'f>> {
        const LONGEST: usize = 100;
        let tail = text.char_indices().rev().nth(LONGEST - 1).map_or(0, |(at, _)| at);
        let hit = self.first(At::End, &text[tail..], Zone::Body)?;
        Some(Hit { start: tail + hit.start, ..hit }).filter(|hit| hit.start > 0)
    }

    /// The rules that read something from the beginning of a paragraph and cut nothing.
    pub fn start(self, text: &str) -> impl Iterator<Item = Hit<'f>> {
        const LONGEST: usize = 120;
        let head = &text[..text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at)];
        self.at(At::Start).filter_map(move |rule| rule.matches(head))
    }

    /// The rule for a link that stands alone, by its address.
    pub fn link(self, href: &str) -> Option<Hit<'f>> {
        self.first(At::Link, href, Zone::Body)
    }

    /// The rule for an image by its address.
    pub fn image(self, src: &str) -> Option<Hit<'f>> {
        self.first(At::Image, src, Zone::Body)
    }

    /// The rule for a line of code.
    pub fn code(self, text: &str) -> Option<Hit<'f>> {
        self.first(At::Code, text, Zone::Body)
    }

    /// The rule for an element by one of its classes or its id.
    pub fn element<'t>(self, tokens: impl Iterator<Item = &'t str>) -> Option<&'f Rule> {
        let mut first: Option<usize> = None;
        let mut see = |places: Option<&Vec<usize>>| {
            for &place in places.into_iter().flatten() {
                let holds = self.furniture.nth(place).is_some_and(|rule| rule.for_format(self.format));
                if holds && first.is_none_or(|first| place < first) {
                    first = Some(place);
                }
            }
        };
        let names = self.furniture.names();
        for token in tokens {
            see(names.tokens.get(token.to_ascii_lowercase().as_str()));
            for name in names_in(token) {
                see(names.words.get(name.as_str()));
            }
        }
        first.and_then(|place| self.furniture.nth(place))
    }
}

impl Rule {
    /// Whether an element's text is of the one form the rule may cut.
    pub fn is_only(&self, text: &str) -> bool {
        self.only.as_ref().is_none_or(|only| only.find(text).is_some())
    }

    /// The value of a credit that is an element of its own.
    pub fn value(&self, text: &str) -> Option<String> {
        self.matches(text).and_then(|hit| hit.value)
    }
}

/// The credit whose label `text` begins with, and the length of the label. Of several the longest.
pub(crate) fn credit_at(text: &str) -> Option<(&'static Credit, usize)> {
    let labels = TABLE.credit.iter().flat_map(|credit| credit.labels.iter().map(move |label| (credit, label)));
    labels
        .filter(|(_, label)| text.starts_with(label.as_str()))
        .max_by_key(|(_, label)| label.len())
        .map(|(credit, label)| (credit, label.len()))
}

/// Whether a word begins with a surname.
pub(crate) fn begins_with_surname(word: &str) -> bool {
    word.chars().next().is_some_and(|first| TABLE.names.single.contains(first))
        || TABLE.names.compound.iter().any(|surname| word.starts_with(surname.as_str()))
}

/// What a reason is called in Chinese, where the table knows it: the user's own rules need no name.
pub(crate) fn name(reason: &str) -> Option<&'static str> {
    let reasons = TABLE.reason.iter().map(|known| (&known.name, Some(&known.zh)));
    let rules = TABLE.rule.iter().map(|rule| (&rule.name, rule.zh.as_ref()));
    reasons.chain(rules).find(|(name, zh)| *name == reason && zh.is_some()).and_then(|(_, zh)| zh).map(String::as_str)
}

/// How surely a class name or id means "the article": the lower the surer; `None` for not at all.
pub(crate) fn content_rank(token: &str) -> Option<usize> {
    TABLE.content.tokens.iter().position(|own| own == token)
}

/// Whether a class name or id says that its element is laid out code.
pub(crate) fn is_code(token: &str) -> bool {
    TABLE.code.tokens.iter().any(|own| own == token)
}

/// Whether a class name says that its element is a line of code.
pub(crate) fn is_code_line(token: &str) -> bool {
    TABLE.code.lines.iter().any(|own| own == token)
}

/// The marks that hide real paragraphs.
pub(crate) fn unwraps() -> &'static [Unwrap] {
    &TABLE.unwrap
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_cuts_its_examples_and_leaves_the_others() {
        let table: Table = toml::from_str(SOURCE).expect("the table can be read");
        let table: &'static Table = Box::leak(Box::new(table));
        assert!(table.rule.len() > 25);
        let patterns = table.rule.iter().flat_map(|rule| rule.pattern.iter().chain(&rule.only));
        assert!(patterns.clone().all(|pattern| pattern.prepare().is_some()), "a pattern that is none");
        for rule in &table.rule {
            assert!(!rule.cuts.is_empty() && !rule.leaves.is_empty(), "{} has no examples", rule.name);
            assert!(rule.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", rule.name);
            let hits = |text: &str| match rule.at {
                At::Element => rule.names(text),
                At::End => rule.matches(text).is_some_and(|hit| hit.start > 0),
                At::Start => rule.matches(text).is_some_and(|hit| hit.value.is_some_and(|value| !value.is_empty())),
                _ => text.chars().count() <= rule.max() && rule.matches(text).is_some(),
            };
            for example in &rule.cuts {
                assert!(hits(example), "{} does not cut {example}", rule.name);
            }
            for example in &rule.leaves {
                assert!(!hits(example), "{} cuts {example}", rule.name);
            }
        }
    }

    #[test]
    fn every_reason_has_one_chinese_name() {
        for rule in &TABLE.rule {
            let name = name(&rule.name);
            assert!(name.is_some(), "{} has none", rule.name);
            assert!(rule.zh.as_deref().is_none_or(|zh| Some(zh) == name), "{} has two", rule.name);
        }
        for reason in &TABLE.reason {
            assert!(!TABLE.rule.iter().any(|rule| rule.name == reason.name), "{} is a rule", reason.name);
            assert_eq!(name(&reason.name), Some(reason.zh.as_str()));
        }
        for credit in &TABLE.credit {
            assert!(name(&credit.rule).is_some(), "{} is no rule", credit.rule);
        }
        assert_eq!(name("no-such-rule"), None);
    }
}
