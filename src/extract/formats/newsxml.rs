//! *News XML*: articles in an XML of somebody's own: a corpus (`<doc><title>…<datetime>…<body>…`), an agency's wire
//! (NITF, NewsML), SGML that was never XML. Fields are known by what their elements are called; the names are data.
//!
//! A file may hold one article or thousands, under a root or without one: where elements of one name stand side by side
//! and each has a title or a text, each is an article.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;
use url::Url;

use super::parser::{DocumentParser, ParseFn};
use super::plain;
use super::post;
use crate::extract::clean::clean;
use crate::extract::credits::credit;
use crate::extract::credits::dates;
use crate::extract::document::TextDocument;
use crate::extract::draft::{DraftBlock, assemble};
use crate::extract::furniture::{CreditField, FurnitureRules};
use crate::extract::markup::html::has_tags;
use crate::extract::markup::xml::{self, Element, Tree};
use crate::extract::prose::trim;
use crate::model::{Article, Format, Meta, Note, SafeText};

/// News in an XML of its own, or an XML without any.
pub(crate) const PARSER: DocumentParser = DocumentParser { fits, parse: ParseFn::Many(parse) };

/// What an element says of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NewsField {
    Title,
    /// What stands between title and text.
    Lead,
    Body,
    /// A paragraph: the text of articles that have no element around it.
    Paragraph,
    Published,
    Updated,
    Author,
    Editor,
    Source,
    Url,
    Category,
    Tag,
    Language,
}

/// The fields and the names of their elements, in lower case and without prefix, the surest first.
const NAMES: &[(NewsField, &[&str])] = &[
    (
        NewsField::Title,
        &["contenttitle", "hl1", "headline", "title", "doctitle", "newstitle", "news_title", "标题", "head", "summary"],
    ),
    (NewsField::Lead, &["hl2", "subheadline", "subtitle", "sub_title", "abstract", "standfirst", "副标题", "摘要"]),
    (
        NewsField::Body,
        &[
            "body.content",
            "inlinexml",
            "datacontent",
            "body",
            "content",
            "contenttext",
            "text",
            "short_text",
            "fulltext",
            "full_text",
            "maintext",
            "article_content",
            "news_content",
            "正文",
            "内容",
        ],
    ),
    (NewsField::Paragraph, &["p", "para", "paragraph"]),
    (
        NewsField::Published,
        &[
            "date.issue",
            "datetime",
            "pubdate",
            "pub_date",
            "publishdate",
            "publish_date",
            "publishtime",
            "publish_time",
            "pubtime",
            "published",
            "date",
            "time",
            "发布时间",
            "日期",
            "时间",
            "story.date",
            "versioncreated",
            "firstcreated",
            "contentcreated",
            "created",
            "dateandtime",
            "sent",
        ],
    ),
    (NewsField::Updated, &["thisrevisioncreated", "updated", "modified", "lastmod"]),
    (NewsField::Author, &["author", "byline", "creator", "writer", "reporter", "journalist", "作者", "记者"]),
    (NewsField::Editor, &["editor", "编辑", "责任编辑"]),
    (
        NewsField::Source,
        &["source", "media", "newspaper", "distributor", "provider", "publisher", "agency", "website", "来源"],
    ),
    (NewsField::Url, &["url", "link", "weburl", "source_url", "网址", "链接"]),
    (NewsField::Category, &["category", "channel", "section", "column", "栏目", "分类"]),
    (NewsField::Tag, &["keyword", "keywords", "tags", "tag", "关键词"]),
    (NewsField::Language, &["language", "lang"]),
];

/// The attributes that say what an empty element has to say.
const VALUES: &[&str] = &["norm", "literal", "key", "tag", "value", "name", "content"];

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

/// The field of an element, and how sure its name is: the lower the surer.
fn field(element: &Element<'_, '_>) -> Option<(NewsField, usize)> {
    let local = element.local();
    let known =
        NAMES.iter().find_map(|(field, names)| Some((*field, names.iter().position(|name| *name == local)?)))?;
    // `head` is a headline in some corpora, and in others holds one.
    (local != "head" || element.children().next().is_none()).then_some(known)
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
    let mut meta = Meta {
        format: Format::Xml,
        title: line(NewsField::Title).unwrap_or_default(),
        published: date(NewsField::Published),
        updated: date(NewsField::Updated),
        author: values(NewsField::Author).first().map(|author| SafeText::line(without_label(author))),
        editor: line(NewsField::Editor),
        url: values(NewsField::Url).iter().find(|url| post::is_web(url)).map(|url| SafeText::line(url)),
        categories: names(&values(NewsField::Category)),
        tags: names(&values(NewsField::Tag)),
        lang: line(NewsField::Language),
        ..Meta::default()
    };
    if let Some(source) = values(NewsField::Source).first() {
        credit(&mut meta, CreditField::Source, source);
    }
    meta.published = meta.published.or_else(|| meta.url.as_deref().and_then(dates::in_address));
    let base = meta.url.as_deref().and_then(|url| Url::parse(url).ok());
    let leads = said.iter().filter(|(field, _, element)| *field == NewsField::Lead && !inside(element));
    let mut drafts: Vec<DraftBlock> = leads.flat_map(|(_, _, element)| plain::paragraphs(&value(element))).collect();
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

/// What an element says: its text, the text of what names a person in it, or an attribute.
fn value(element: &Element<'_, '_>) -> String {
    let name = element.descendants().find(|inner| matches!(inner.local().as_str(), "name" | "person"));
    let text = name.map_or_else(|| element.text(), |name| name.text());
    let text = printable(&text);
    let text = text.trim();
    if text.is_empty() {
        return VALUES.iter().find_map(|name| element.attribute(name)).unwrap_or_default();
    }
    text.to_owned()
}

/// SGML marks the ends of texts with control characters.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t' | '\r')).collect()
}

fn names(values: &[String]) -> Vec<SafeText> {
    const MOST: usize = 64;
    let mut names: Vec<SafeText> = Vec::new();
    for name in values.iter().flat_map(|value| value.split([',', '，', ';', '；', '、'])).map(SafeText::line) {
        if !name.is_empty() && names.len() < MOST && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// A byline without what says that it is one.
fn without_label(author: &str) -> &str {
    const LABELS: &[&str] = &["本报记者", "记者", "記者", "作者", "通讯员", "By ", "by ", "BY "];
    let mut name = trim(author);
    for label in LABELS {
        name = name.strip_prefix(label).map_or(name, |rest| trim(rest).trim_start_matches([':', '：'])).trim();
    }
    if name.is_empty() { author } else { name }
}

fn drafts_of(
    meta: &mut Meta,
    body: &Element<'_, '_>,
    base: Option<&Url>,
    rules: FurnitureRules<'_>,
) -> Vec<DraftBlock> {
    if has_tags(body.source()) && body.children().next().is_some() {
        return post::html_drafts(meta, &body.markup_with(as_html), base, rules);
    }
    let text = printable(&body.text());
    if has_tags(&text) {
        return post::html_drafts(meta, &text, base, rules);
    }
    let mut drafts = plain::paragraphs(&lines(&text));
    clean(meta, &mut drafts, rules);
    drafts
}

/// The tags of the wire formats that HTML calls otherwise.
const TAGS: &[(&str, &str)] =
    &[("hl2", "h2"), ("block", "div"), ("bq", "blockquote"), ("para", "p"), ("paragraph", "p"), ("media-caption", "p")];

fn as_html(tag: &str) -> String {
    let open = tag.strip_prefix('<').unwrap_or(tag);
    let (slash, name) = open.strip_prefix('/').map_or(("", open), |name| ("/", name));
    let length = name.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '.')).unwrap_or(name.len());
    match TAGS.iter().find(|(own, _)| own.eq_ignore_ascii_case(&name[..length])) {
        Some((_, html)) => format!("<{slash}{html}>"),
        None => tag.to_owned(),
    }
}

/// Paragraphs of a text in one line: parted by the indents of the next, or by the mark one corpus has in their place.
fn lines(text: &str) -> String {
    const MARKS: &[char] = &['\u{E40C}', '\u{E5E5}'];
    let text = text.replace(MARKS, "\u{3000}");
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("\u{3000}\u{3000}") {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        if !before.is_empty() && !before.ends_with('\n') {
            out.push('\n');
        }
        let text = after.trim_start_matches('\u{3000}');
        out.push_str(&after[..after.len() - text.len()]);
        rest = text;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests;
