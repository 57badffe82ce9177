//! The *table* of furniture (`assets/furniture.toml`, which says what each key means) and what is looked up in it.

use std::sync::LazyLock;

use regex_lite::Regex;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::element_index::names_in;
use crate::extract::pattern::{Pattern, portable};
use crate::model::Format;

pub(super) static SOURCE: &str = include_str!("../../../assets/furniture.toml");

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
    pub(super) fn holds(self, zone: Zone) -> bool {
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
pub(crate) enum CreditField {
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

#[derive(Debug, Deserialize)]
struct Content {
    tokens: Vec<String>,
    /// Runs of words in a class name or an id that name an article's box as well.
    words: Vec<String>,
    /// Words of the class name or id of what says who wrote a post.
    authors: Vec<String>,
    /// What notices of a site say, as letters in lower case.
    notices: Vec<String>,
}

/// How highlighters name the boxes and the lines of code that is in no `pre`.
#[derive(Debug, Deserialize)]
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
pub(super) struct ReasonName {
    pub name: String,
    pub zh: String,
}

/// What stands before a name in a credit, `责任编辑` in `责任编辑：李四`, and what the name is then.
#[derive(Debug, Deserialize)]
pub(crate) struct Credit {
    /// The rule that is named for the cut.
    pub rule: String,
    pub field: Option<CreditField>,
    labels: Vec<String>,
    /// Whether a blank may stand for the colon where such a credit stands alone.
    #[serde(default)]
    pub bare: bool,
}

/// What Chinese names begin with.
#[derive(Debug, Deserialize)]
struct Surnames {
    single: String,
    compound: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct FurnitureTable {
    pub rule: Vec<Rule>,
    pub reason: Vec<ReasonName>,
    pub credit: Vec<Credit>,
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

/// The table of the program.
#[expect(clippy::expect_used, reason = "a broken asset is a test failure")]
pub(super) static TABLE: LazyLock<FurnitureTable> =
    LazyLock::new(|| toml::from_str(SOURCE).expect("assets/furniture.toml is compiled in, and a test reads it"));

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
    static RANKS: LazyLock<FxHashMap<&str, usize>> = LazyLock::new(|| ranks(&TABLE.content.tokens, 0));
    static WORDS: LazyLock<FxHashMap<&str, usize>> =
        LazyLock::new(|| ranks(&TABLE.content.words, TABLE.content.tokens.len()));
    RANKS.get(token).copied().or_else(|| names_in(token).filter_map(|name| WORDS.get(name.as_str()).copied()).min())
}

fn ranks(names: &[String], first: usize) -> FxHashMap<&str, usize> {
    names.iter().enumerate().map(|(rank, name)| (name.as_str(), first + rank)).collect()
}

/// Whether a class name or id is one of what says who wrote a post.
pub(crate) fn is_author(token: &str) -> bool {
    names_in(token).any(|name| TABLE.content.authors.contains(&name))
}

/// Whether a line, given as its letters, is a notice of the site: who owns it, who is answerable for it.
pub(crate) fn is_notice(letters: &str) -> bool {
    TABLE.content.notices.iter().any(|notice| letters.contains(notice.as_str()))
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
