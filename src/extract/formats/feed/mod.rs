//! A *feed*: RSS in all its versions, Atom, JSON Feed. Each item is an article.
//!
//! Feeds are read by what their elements are called, in whatever order and however broken the file is: one reader for
//! good feeds and bad ones. A library that reads good feeds only would have to be doubled by one for the others, and
//! the one there is turns every date into UTC, so that where it was written could not be told any more.

mod elements;
mod item;
mod json;

use rayon::prelude::*;

use super::parser::{DocumentParser, ParseFn};
use super::{plain, post};
use crate::extract::clean::clean;
use crate::extract::credits::credit;
use crate::extract::credits::dates;
use crate::extract::document::TextDocument;
use crate::extract::draft::{DraftBlock, assemble};
use crate::extract::furniture::said::is_empty_word;
use crate::extract::furniture::{CreditField, FurnitureRules};
use crate::extract::names;
use crate::extract::prose::{skeleton, trim};
use crate::model::{Article, Format, Meta, Note, SafeText, Timestamp};

/// A feed in XML.
pub(crate) const XML: DocumentParser = DocumentParser { fits: elements::fits, parse: ParseFn::Many(parse_xml) };

/// A JSON Feed.
pub(crate) const JSON: DocumentParser =
    DocumentParser { fits: |document| json::fits(document.text), parse: ParseFn::Many(parse_json) };

pub(crate) use json::fits as is_json_feed;

pub(super) use item::{FeedItem, FeedText};

/// From so many items on they are made on all cores.
const MANY: usize = 64;

/// Makes the articles of a feed. `fault` is what is wrong with its file.
fn articles(items: Vec<FeedItem>, document: &TextDocument<'_>, fault: Option<&str>) -> Vec<Article> {
    let rules = document.rules(Format::Feed);
    let note = fault.map(|message| Note::Malformed { message: SafeText::line(message) });
    let make = |item: FeedItem| {
        let mut article = article(item, rules);
        article.meta.notes.extend(note.clone());
        article
    };
    if items.len() < MANY { items.into_iter().map(make).collect() } else { items.into_par_iter().map(make).collect() }
}

fn parse_xml(document: &TextDocument<'_>) -> Vec<Article> {
    let (items, fault) = elements::items(document);
    articles(items, document, fault.as_deref())
}

fn parse_json(document: &TextDocument<'_>) -> Vec<Article> {
    let (items, fault) = json::items(document.text);
    articles(items, document, fault.as_deref())
}

/// The article of an item.
#[expect(clippy::needless_pass_by_value, reason = "an item is used up by becoming an article")]
pub(super) fn article(item: FeedItem, rules: FurnitureRules<'_>) -> Article {
    let mut notes = Vec::new();
    let mut lines =
        |list: &[String], kind: &str| names::collect(list.iter().map(|line| SafeText::line(line)), kind, &mut notes);
    let authors = lines(&item.authors, "authors");
    let (categories, tags) = (lines(&item.categories, "categories"), lines(&item.tags, "tags"));
    let date = |dates: &[String]| dates.iter().find_map(|text| date(text, item.lang.as_deref()));
    let updated = date(&item.updated);
    let published = date(&item.published).or(updated);
    let mut meta = Meta {
        format: Format::Feed,
        title: item.title.as_ref().map(FeedText::line).unwrap_or_default(),
        published,
        updated: updated.filter(|updated| Some(*updated) != published),
        author: joined(&authors.into_iter().filter(|name| !is_empty_word(name)).collect::<Vec<_>>()),
        categories,
        tags,
        url: item.url.as_deref().filter(|url| post::is_web(url)).map(SafeText::line),
        lead_image: item
            .images
            .iter()
            .find(|src| post::is_web(src) && rules.image(src).is_none())
            .map(|src| SafeText::line(src)),
        lang: item.lang.as_deref().map(SafeText::line).filter(|lang| !lang.is_empty()),
        notes,
        ..Meta::default()
    };
    for source in &item.sources {
        credit(&mut meta, CreditField::Source, source);
    }
    let mut drafts = match &item.body {
        Some(FeedText::Html(body)) => post::html_drafts(&mut meta, body, item.base.as_ref(), rules),
        Some(FeedText::Plain(body)) => {
            let mut drafts = plain::paragraphs(body, rules.limits, &mut meta.notes);
            clean(&mut meta, &mut drafts, rules);
            drafts
        }
        None => Vec::new(),
    };
    if let Some(summary) = item.summary.as_ref().map(FeedText::line).filter(|summary| !is_said(summary, &drafts)) {
        drafts.insert(0, DraftBlock::cut(&summary, "summary"));
    }
    let mut article = assemble(meta, drafts);
    if article.meta.title.is_empty() {
        article.meta.title = first_words(&article);
    }
    article
}

fn joined(names: &[SafeText]) -> Option<SafeText> {
    let between = if names.iter().all(|name| name.is_ascii()) { ", " } else { "、" };
    let names: Vec<&str> = names.iter().map(SafeText::as_str).collect();
    Some(SafeText::line(&names.join(between))).filter(|line| !line.is_empty())
}

/// A date; in a Chinese feed CST is China's time.
fn date(text: &str, lang: Option<&str>) -> Option<Timestamp> {
    let text = text.trim();
    let chinese = lang.is_some_and(|lang| lang.get(..2).is_some_and(|two| two.eq_ignore_ascii_case("zh")));
    match text.strip_suffix("CST").filter(|_| chinese) {
        Some(time) => dates::parse(&format!("{time}+0800")),
        None => dates::parse(text),
    }
}

/// Whether the body says what the summary says.
fn is_said(summary: &str, drafts: &[DraftBlock]) -> bool {
    const ENOUGH: usize = 20;
    let wanted: String = skeleton(summary).chars().take(ENOUGH).collect();
    let mut body = String::new();
    drafts.iter().any(|draft| {
        // A summary may begin in one paragraph and go on in the next.
        body.push_str(&skeleton(draft.text()));
        let found = body.contains(&wanted);
        let keep = body.char_indices().rev().nth(ENOUGH).map_or(0, |(at, _)| at);
        body.drain(..keep);
        found
    })
}

/// The beginning of an article that has no title: its first sentence, if that is short, or its first words.
fn first_words(article: &Article) -> SafeText {
    const LONGEST: usize = 40;
    let Some(text) = article.body.iter().map(|block| block.text()).find(|text| !trim(text).is_empty()) else {
        return SafeText::default();
    };
    let line = text.lines().next().unwrap_or_default();
    let sentence = line.find(['。', '！', '？']).map_or(line, |end| &line[..end]);
    let Some((end, next)) = sentence.char_indices().nth(LONGEST) else { return SafeText::line(sentence) };
    let words = &sentence[..end];
    // A word in Latin letters is not cut.
    let (words, more) = match words.rfind(' ').filter(|_| next.is_ascii_alphanumeric()) {
        Some(space) => (&words[..space], "…"),
        None => (words, "……"),
    };
    SafeText::line(&format!("{}{more}", trim(words)))
}

#[cfg(test)]
mod tests;
