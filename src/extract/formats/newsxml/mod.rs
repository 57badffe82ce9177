//! *News XML*: articles in an XML of their own: a corpus (`<doc><title>…<datetime>…<body>…`), an agency's wire
//! (NITF, NewsML), SGML that was never XML. Fields are known by what their elements are called; the names are data.
//!
//! A file may hold one article or thousands, under a root or without one: where elements of one name stand side by side
//! and each has a title or a text, each is an article.

mod body;
mod fields;
mod values;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;
use url::Url;

use body::drafts_of;
use fields::{NewsField, field};
use values::{names_in, value, without_label};

use super::parser::{DocumentParser, ParseFn};
use super::{plain, post};
use crate::extract::credits::{credit, dates};
use crate::extract::document::TextDocument;
use crate::extract::draft::{DraftBlock, assemble};
use crate::extract::furniture::{CreditField, FurnitureRules};
use crate::extract::markup::xml::{self, Element, Tree};
use crate::extract::prose::trim;
use crate::model::{Article, Format, Meta, Note, SafeText};

/// News in an XML of its own, or an XML without any.
pub(crate) const PARSER: DocumentParser = DocumentParser { fits, parse: ParseFn::Many(parse) };

/// The roots of XML that holds no articles whatever its elements are called, and those of pages.
const OTHER_ROOTS: &[&str] = &["opml", "svg", "math", "plist", "urlset", "sitemapindex", "project", "manifest"];
const PAGE_ROOTS: &[&str] = &[
    "html",
    "head",
    "body",
    "div",
    "p",
    "a",
    "br",
    "img",
    "span",
    "table",
    "ul",
    "ol",
    "section",
    "font",
    "center",
    "h1",
    "h2",
    "h3",
    "h4",
    "strong",
    "b",
    "em",
    "i",
    "blockquote",
    "pre",
    "figure",
    "script",
    "style",
    "link",
    "meta",
    "main",
    "header",
    "nav",
    "iframe",
    "title",
    "form",
    "hr",
    "video",
    "code",
];

fn fits(document: &TextDocument<'_>) -> bool {
    let head = document.head();
    let Some(root) = xml::root(head) else { return false };
    let root = root.rsplit(':').next().unwrap_or(root).to_ascii_lowercase();
    let is_xml = head.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']).starts_with("<?xml");
    if PAGE_ROOTS.contains(&root.as_str()) || (!is_xml && root == "article") {
        return false;
    }
    is_xml
        || Tree::read(head, document.limits)
            .all()
            .any(|element| matches!(field(&element), Some((NewsField::Body | NewsField::Paragraph, _))))
}

/// From so many articles on they are made on all cores.
const MANY: usize = 64;

fn parse(document: &TextDocument<'_>) -> Vec<Article> {
    let root = xml::root(document.head()).unwrap_or_default().to_ascii_lowercase();
    if OTHER_ROOTS.contains(&root.as_str()) {
        return Vec::new();
    }
    let tree = Tree::read(document.text, document.limits);
    if let Some(limit) = &tree.limit {
        document.limit_reached(limit);
    }
    let elements: Vec<Element<'_, '_>> = tree.all().collect();
    // What each says, asked once: finding out takes a comparison with every name there is.
    let fields: Vec<Option<(NewsField, usize)>> = elements.iter().map(field).collect();
    let rules = document.rules(Format::Xml);
    let note = tree.fault.as_deref().map(|message| Note::Malformed { message: SafeText::line(message) });
    let make = |range: Range<usize>| {
        let said = range.clone().filter_map(|at| fields[at].map(|(field, rank)| (field, rank, elements[at])));
        let mut article = article(&said.collect::<Vec<_>>(), rules)?;
        article.meta.notes.extend(note.clone());
        Some(article)
    };
    let ranges = split(&tree, &fields);
    if ranges.len() < MANY {
        ranges.into_iter().filter_map(make).collect()
    } else {
        ranges.into_par_iter().filter_map(make).collect()
    }
}

/// The stretches of elements that are one article each.
fn split(tree: &Tree<'_>, fields: &[Option<(NewsField, usize)>]) -> Vec<Range<usize>> {
    let tells = |at: usize| matches!(fields[at], Some((NewsField::Title | NewsField::Body | NewsField::Paragraph, _)));
    let mut level: Vec<Element<'_, '_>> = tree.tops().collect();
    loop {
        let carriers: Vec<&Element<'_, '_>> =
            level.iter().filter(|element| !tells(element.place()) && element.range().any(tells)).collect();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for carrier in &carriers {
            *counts.entry(carrier.local()).or_default() += 1;
        }
        if let Some((name, _)) = counts.into_iter().max_by_key(|(_, count)| *count).filter(|(_, count)| *count > 1) {
            return carriers.iter().filter(|element| element.local() == name).map(|element| element.range()).collect();
        }
        let fields_here = level.iter().any(|element| tells(element.place()));
        match carriers.as_slice() {
            [only] if !fields_here => level = only.children().collect(),
            _ => return std::iter::once(0..fields.len()).collect(),
        }
    }
}

/// Fields of an article: what each is, how sure its name is, and the element.
type FieldElements<'t, 'a> = [(NewsField, usize, Element<'t, 'a>)];

fn article(said: &FieldElements<'_, '_>, rules: FurnitureRules<'_>) -> Option<Article> {
    let bodies = bodies(said);
    let inside = |element: &Element<'_, '_>| {
        let after = bodies.partition_point(|body| body.place() < element.place());
        after > 0 && bodies[after - 1].holds(element)
    };
    // The surest name first; what stands in the text itself last.
    let values = |wanted: NewsField| -> Vec<String> {
        let mut found: Vec<_> = said.iter().filter(|(field, ..)| *field == wanted).collect();
        found.sort_by_key(|(_, rank, element)| (inside(element), *rank));
        found.iter().map(|(_, _, element)| value(element)).filter(|value| !value.is_empty()).collect()
    };
    let line = |wanted: NewsField| values(wanted).first().map(|value| SafeText::line(value));
    let date = |wanted: NewsField| values(wanted).iter().find_map(|text| dates::parse(text));
    let mut notes = Vec::new();
    let mut meta = Meta {
        format: Format::Xml,
        title: line(NewsField::Title).unwrap_or_default(),
        published: date(NewsField::Published),
        updated: date(NewsField::Updated),
        author: values(NewsField::Author).first().map(|author| SafeText::line(without_label(author))),
        editor: line(NewsField::Editor),
        url: values(NewsField::Url).iter().find(|url| post::is_web(url)).map(|url| SafeText::line(url)),
        categories: names_in(&values(NewsField::Category), "categories", &mut notes),
        tags: names_in(&values(NewsField::Tag), "tags", &mut notes),
        lang: line(NewsField::Language),
        ..Meta::default()
    };
    meta.notes = notes;
    if let Some(source) = values(NewsField::Source).first() {
        credit(&mut meta, CreditField::Source, source);
    }
    meta.published = meta.published.or_else(|| meta.url.as_deref().and_then(dates::in_address));
    let base = meta.url.as_deref().and_then(|url| Url::parse(url).ok());
    let leads = said.iter().filter(|(field, _, element)| *field == NewsField::Lead && !inside(element));
    let lead = |(_, _, element): &(_, _, _)| plain::paragraphs(&value(element), rules.limits, &mut meta.notes);
    let mut drafts: Vec<DraftBlock> = leads.flat_map(lead).collect();
    let lead = drafts.len();
    for body in &bodies {
        drafts.extend(drafts_of(&mut meta, body, base.as_ref(), rules));
    }
    let blank = drafts[lead..].iter().all(|draft| trim(draft.text()).is_empty() && !draft.is_image());
    (!blank).then(|| assemble(meta, drafts))
}

/// The elements that hold the text, in document order: of those that hold no other, the ones of the name that has most
/// of it.
fn bodies<'t, 'a>(said: &FieldElements<'t, 'a>) -> Vec<Element<'t, 'a>> {
    /// So many empty elements are passed over to find one with text.
    const EMPTY: usize = 64;
    let of = |wanted: NewsField| said.iter().filter(move |(field, ..)| *field == wanted);
    let all: Vec<_> = of(NewsField::Body).collect();
    // Those inside of an element are the next ones.
    let innermost = |at: usize| {
        let inside = all[at + 1..].iter().take(EMPTY).take_while(|(_, _, other)| all[at].2.holds(other));
        inside.into_iter().all(|(_, _, other)| trim(other.source()).is_empty())
    };
    let mut found: Vec<_> = (0..all.len()).filter(|&at| innermost(at)).map(|at| all[at]).collect();
    if found.is_empty() {
        let mut end = 0;
        // A paragraph in a paragraph is part of it.
        let mut outermost = |element: &Element<'_, '_>| {
            let begins = element.range().start >= end;
            end = if begins { element.range().end } else { end };
            begins
        };
        found = of(NewsField::Paragraph).filter(|(_, _, element)| outermost(element)).collect();
    }
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for (_, rank, element) in &found {
        *sizes.entry(*rank).or_default() += element.source().len();
    }
    let largest = sizes.iter().max_by_key(|(rank, size)| (**size, usize::MAX - **rank)).map(|(rank, _)| *rank);
    found.into_iter().filter(|(_, rank, _)| Some(*rank) == largest).map(|(_, _, element)| *element).collect()
}
