//! A *query*: what the reader typed, understood once and asked of many articles. The same language in the list, in the
//! article and over the whole archive:
//!
//! | typed | asks for |
//! | --- | --- |
//! | `天津 疫情` | articles that have every word in title or body |
//! | `"保津南就是保全市"` `“…”` `「…」` | the phrase, by its letters |
//! | `-核酸` | not that |
//! | `天津 OR 北京`, `天津\|北京` | one of them; binds looser than words side by side |
//! | `(天津 OR 北京) 疫情`, `（…）` | a group |
//! | `/第[一二]章/` | a regular expression; ends at a `/` that ends a word |
//! | `title:` `source:` `author:` `editor:` `category:` `tag:` `path:` | a word, phrase, group or regular expression in that field |
//! | `date:2022-01-12` `date:2022-01` `date:2021..2022-03` `date:>=2022` `date:7d` | published then; see [`Days`] |
//! | `lang:zh` `lang:zh-Hant` | in a language, by the start of its tag |
//! | `is:read` `is:unread` `is:starred` `is:noted` | what the reader did with it |
//! | `is:unreadable` | in the list: a file that is no article, or cannot be read |
//!
//! Fields may be named in Chinese (标题 来源 作者 编辑 分类 标签 路径 日期 语言 是) and take a full-width colon. A word that
//! is no field's name keeps its colon: `11:30` is a word. So are parentheses that open and close inside a word, a
//! slash that starts a path, and a dash inside a word or on its own.
//!
//! Words and phrases are compared under the [folds](super::fold::Folds); a capital in one makes case count for it and
//! means letters only, a word without one is also found by its [reading](super::reading). A regular expression sees
//! the original text, not its fold, with `^` and `$` at line ends; case counts if it has a capital. Words and phrases
//! cross the author's line breaks, but no find goes from one block to another.
//!
//! What is found, and lit, are the words, phrases and regular expressions that are not excluded and not of another
//! field than the title. All of them, once the article as a whole matches.

mod ast;
mod date;
mod error;
mod expression;
mod field;
mod parse;
mod sieve;
mod term;
#[cfg(test)]
mod tests;

use std::ops::Range;

use memchr::memmem::Finder;

pub use date::Days;
pub use error::{QueryError, Wrong};
pub(super) use term::Literal;

use self::ast::{EntryMark, Matcher, QueryNode, TextField};
use super::cancel::Cancel;
use super::document::{Body, Document, TextRef, day};
use super::find::{Find, Found, Hit, tidy_all};
use super::fold::{Folded, Folds};
use super::reading::PinyinTyping;
use super::score;
use crate::model::{BlockIx, SafeText, Timestamp};

/// How a query is understood.
#[derive(Clone, Copy, Debug)]
pub struct QueryOptions {
    /// What does not count when texts are compared.
    pub folds: Folds,
    /// Whether words are found by their readings (pinyin, romaji) too.
    pub readings: bool,
    /// How pinyin is typed.
    pub pinyin: PinyinTyping,
    /// The present, from which `date:7d` counts back.
    pub now: Timestamp,
}

impl QueryOptions {
    /// Everything folded, readings on.
    pub fn new(now: Timestamp) -> Self {
        Self { folds: Folds::ALL, readings: true, pinyin: PinyinTyping::default(), now }
    }

    /// As it is typed: nothing folded, letters only.
    #[must_use]
    pub fn exact(self) -> Self {
        Self { folds: Folds::NONE, readings: false, ..self }
    }
}

/// A question to articles.
#[derive(Clone, Debug)]
pub struct Query {
    pattern: String,
    node: QueryNode,
    /// Where several words stand side by side: the words as one phrase, which answers better than the words apart.
    side_by_side: Option<Finder<'static>>,
}

impl Query {
    /// Understands what was typed.
    ///
    /// # Errors
    /// Where it cannot be understood, or is not complete; the error says where.
    pub fn parse(typed: &str, options: &QueryOptions) -> Result<Self, QueryError> {
        let parsed = parse::parse(typed, options)?;
        match parsed.open {
            None => Ok(Self { side_by_side: side_by_side(&parsed.node), pattern: typed.to_owned(), node: parsed.node }),
            Some(error) => Err(error),
        }
    }

    /// What the reader typed.
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    /// Whether a document answers the query.
    pub fn matches(&self, document: &Document<'_>) -> bool {
        holds(&self.node, document)
    }

    /// Whether it asks for more of an article than its title and its text.
    pub fn asks_fields(&self) -> bool {
        let is_title = |field: &TextField| matches!(field, TextField::Anywhere | TextField::Title);
        any(&self.node, &|node| !matches!(node, QueryNode::Text(field, _) if is_title(field)))
    }

    /// Whether it looks for anything in texts: then an article has to be asked, and its title and fields do not tell.
    pub fn asks_text(&self) -> bool {
        any(&self.node, &|node| matches!(node, QueryNode::Text(TextField::Anywhere, _)))
    }

    /// Whether it looks for anything in titles.
    pub fn asks_title(&self) -> bool {
        any(&self.node, &|node| matches!(node, QueryNode::Text(TextField::Anywhere | TextField::Title, _)))
    }

    /// Whether it asks for more of an article than its title, when it was published and what the reader did with it.
    pub fn asks_whole_meta(&self) -> bool {
        let is_brief = |field: &TextField| matches!(field, TextField::Anywhere | TextField::Title);
        any(&self.node, &|node| match node {
            QueryNode::Text(field, _) => !is_brief(field),
            node => matches!(node, QueryNode::Lang(_)),
        })
    }

    /// What the query finds in a document, if the document answers it.
    pub fn find(&self, document: &Document<'_>) -> Option<Found> {
        self.find_unless(document, &Cancel::default())
    }

    /// The same, until it is cancelled: then what is answered means nothing.
    pub fn find_unless(&self, document: &Document<'_>, cancel: &Cancel) -> Option<Found> {
        // A single word is looked for once: it matches if it is found.
        let single_word = matches!(self.node, QueryNode::Text(TextField::Anywhere | TextField::Title, _));
        if !single_word && !self.matches(document) {
            return None;
        }
        let mut found = Found::default();
        let title = document.title();
        let mut single = true;
        each_positive(&self.node, &mut |place, matcher| {
            if !matches!(place, TextField::Anywhere | TextField::Title) {
                return;
            }
            let finds = find_in_text(matcher, title);
            let hits = match (&document.body, place) {
                (Some(body), TextField::Anywhere) => find_in_body(matcher, body, cancel),
                _ => Vec::new(),
            };
            let of_term = score::of_term(&finds, &hits, document, is_phrase(matcher));
            found.score += of_term.score;
            found.words_at = found.words_at.or(of_term.words_at);
            if found.title.is_empty() && found.body.is_empty() {
                (found.title, found.body) = (finds, hits);
            } else {
                single = false;
                found.title.extend(finds);
                found.body.extend(hits);
            }
        });
        if single_word && found.title.is_empty() && found.body.is_empty() {
            return None;
        }
        if !single {
            found.title = tidy_all(found.title);
            found.body = tidy_hits(found.body);
        }
        if let Some(finder) = &self.side_by_side {
            let has = |text: &str| finder.find(text.as_bytes()).is_some();
            let in_body = document.body.is_some_and(|body| has(body.folded.text()));
            found.score += score::of_side_by_side(has(document.title.text()), in_body);
        }
        Some(found)
    }

    /// Whether it asks what the reader did with an article, its tags too: then the facts have to be known.
    pub fn asks_for_marks(&self) -> bool {
        any(&self.node, &|node| matches!(node, QueryNode::Is(_) | QueryNode::Text(TextField::Tag, _)))
    }

    /// Where the query's words, phrases and regular expressions are in a text on its own (a title, a caption): in
    /// order, none overlapping another. Those that ask for a field other than the title are left out.
    pub fn find_in(&self, text: &str) -> Vec<Range<usize>> {
        let fold = Folded::new(text);
        let text = TextRef { original: text, folded: fold.view() };
        let mut finds = Vec::new();
        each_positive(&self.node, &mut |place, matcher| {
            if matches!(place, TextField::Anywhere | TextField::Title) {
                finds.extend(find_in_text(matcher, text));
            }
        });
        tidy_all(finds).into_iter().map(|find| find.range).collect()
    }
}

/// Whether a part of a question is of some kind.
fn any(node: &QueryNode, is: &dyn Fn(&QueryNode) -> bool) -> bool {
    match node {
        QueryNode::All(nodes) | QueryNode::Any(nodes) => nodes.iter().any(|node| any(node, is)),
        QueryNode::Not(node) => any(node, is),
        node => is(node),
    }
}

/// Calls for every text that is asked for and not excluded.
fn each_positive<'n>(node: &'n QueryNode, call: &mut impl FnMut(TextField, &'n Matcher)) {
    fn walk<'n>(node: &'n QueryNode, asked: bool, call: &mut impl FnMut(TextField, &'n Matcher)) {
        match node {
            QueryNode::All(nodes) | QueryNode::Any(nodes) => nodes.iter().for_each(|node| walk(node, asked, call)),
            QueryNode::Not(node) => walk(node, !asked, call),
            QueryNode::Text(place, matcher) if asked => call(*place, matcher),
            QueryNode::Text(..) | QueryNode::Date(_) | QueryNode::Lang(_) | QueryNode::Is(_) => {}
        }
    }
    walk(node, true, call);
}

fn holds(node: &QueryNode, document: &Document<'_>) -> bool {
    let meta = document.meta;
    match node {
        QueryNode::All(nodes) => nodes.iter().all(|node| holds(node, document)),
        QueryNode::Any(nodes) => nodes.iter().any(|node| holds(node, document)),
        QueryNode::Not(node) => !holds(node, document),
        QueryNode::Date(days) => meta.published.is_some_and(|published| days.contains(day(published))),
        QueryNode::Lang(tag) => meta.lang.as_ref().is_some_and(|lang| has_prefix(lang, tag)),
        QueryNode::Is(EntryMark::Read) => document.is_read(),
        QueryNode::Is(EntryMark::Unread) => document.is_unread(),
        QueryNode::Is(EntryMark::Starred) => document.is_starred(),
        QueryNode::Is(EntryMark::Noted) => document.facts.noted,
        QueryNode::Is(EntryMark::Unreadable) => document.facts.unreadable,
        QueryNode::Text(place, matcher) => match place {
            TextField::Anywhere => {
                is_in_text(matcher, document.title())
                    || document.body.as_ref().is_some_and(|body| is_in_body(matcher, body))
            }
            TextField::Title => is_in_text(matcher, document.title()),
            // As a list names it: an export has whose text it is as its author.
            TextField::Source if meta.source.is_empty() => is_in_any(matcher, meta.author.as_slice()),
            TextField::Source => is_in_any(matcher, &meta.source),
            TextField::Author => is_in_any(matcher, meta.author.as_slice()),
            TextField::Editor => is_in_any(matcher, meta.editor.as_slice()),
            TextField::Category => is_in_any(matcher, &meta.categories),
            TextField::Tag => {
                let own = [document.facts.tags, &meta.categories, &meta.tags];
                own.into_iter().any(|texts| is_in_any(matcher, texts))
            }
            TextField::Path => is_in_any(matcher, std::slice::from_ref(&meta.path)),
        },
    }
}

/// Whether a language tag is `prefix`, or starts with it at a subtag: zh-Hans is zh, zhx is not.
fn has_prefix(tag: &str, prefix: &str) -> bool {
    let tag = tag.to_ascii_lowercase();
    tag.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

fn is_in_any(matcher: &Matcher, texts: &[SafeText]) -> bool {
    texts.iter().any(|text| {
        let fold = Folded::new(text);
        is_in_text(matcher, TextRef { original: text, folded: fold.view() })
    })
}

fn is_phrase(matcher: &Matcher) -> bool {
    matches!(matcher, Matcher::Literal(literal) if literal.is_phrase())
}

fn is_in_text(matcher: &Matcher, text: TextRef<'_>) -> bool {
    match matcher {
        Matcher::Literal(literal) => literal.is_in(text),
        Matcher::Regex(regex) => regex.find_iter(text.original).any(|found| !found.is_empty()),
    }
}

fn is_in_body(matcher: &Matcher, body: &Body<'_>) -> bool {
    match matcher {
        Matcher::Literal(literal) => literal.is_in_body(body),
        Matcher::Regex(regex) => (0..body.folded.len()).any(|ix| {
            let text = body.text(BlockIx(ix));
            regex.find_iter(text).any(|found| !found.is_empty())
        }),
    }
}

fn find_in_text(matcher: &Matcher, text: TextRef<'_>) -> Vec<Find> {
    match matcher {
        Matcher::Literal(literal) => literal.find_in(text),
        Matcher::Regex(regex) => {
            let found = regex.find_iter(text.original).filter(|found| !found.is_empty());
            found.map(|found| Find { range: found.range(), by_reading: false }).collect()
        }
    }
}

fn find_in_body(matcher: &Matcher, body: &Body<'_>, cancel: &Cancel) -> Vec<Hit> {
    let Matcher::Regex(regex) = matcher else {
        let Matcher::Literal(literal) = matcher else { return Vec::new() };
        return literal.find_in_body(body, cancel);
    };
    let mut hits = Vec::new();
    for block in (0..body.folded.len()).map(BlockIx) {
        if cancel.is_cancelled() {
            break;
        }
        let text = body.text(block);
        // One search goes no further than the block's end; a block may have a hundred thousand.
        let found = regex.find_iter(text).take_while(|_| !cancel.is_cancelled()).filter(|found| !found.is_empty());
        hits.extend(found.map(|found| Hit { block, range: found.range(), by_reading: false }));
    }
    hits
}

/// Puts the hits of several words in order and takes out what overlaps.
fn tidy_hits(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|hit| hit.block);
    let mut tidied = Vec::with_capacity(hits.len());
    for group in hits.chunk_by(|a, b| a.block == b.block) {
        let block = group.first().map_or(BlockIx(0), |hit| hit.block);
        let finds = group.iter().map(|hit| Find { range: hit.range.clone(), by_reading: hit.by_reading }).collect();
        let hit = |find: Find| Hit { block, range: find.range, by_reading: find.by_reading };
        tidied.extend(tidy_all(finds).into_iter().map(hit));
    }
    tidied
}

/// The words of a query of nothing but words, as they would stand side by side.
fn side_by_side(node: &QueryNode) -> Option<Finder<'static>> {
    let QueryNode::All(nodes) = node else { return None };
    let mut words = Vec::new();
    for node in nodes {
        match node {
            QueryNode::Text(TextField::Anywhere, Matcher::Literal(literal)) if literal.is_plain() => {
                words.push(literal.folded());
            }
            _ => return None,
        }
    }
    let phrase = Folded::new(&words.join(" "));
    Some(Finder::new(phrase.text()).into_owned())
}
