//! A saved HTML page: what its head says, its *main content*, and the credits around that.
//!
//! The main content is the element whose name says so (names are data), if it holds most of what the densest element
//! holds; else the densest: the one whose own paragraphs have the most text that is no link.

use std::collections::HashMap;

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use scraper::{Html, Node};

use super::clean::{apply, clean, credit, dateline, is_dateline};
use super::document::Document;
use super::furniture::{self, Field, Rules, Zone};
use super::html::{self, Walk, attr, name, tokens};
use super::kinds::{Kind, Parse};
use super::piece::{Piece, assemble};
use super::prose::{skeleton, trim};
use super::{dates, title};
use crate::model::{Article, BlockKind, Format, Meta, SafeText};

/// A saved page, or part of one.
pub(super) const KIND: Kind = Kind { fits, parse: Parse::One(parse) };

fn fits(document: &Document<'_>) -> bool {
    let text = document.head();
    let head: String = text.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']).chars().take(2048).collect();
    let head = head.to_ascii_lowercase();
    if ["<!doctype html", "<html", "<head", "<body", "<?xml"].iter().any(|start| head.starts_with(start))
        || head.contains("<html") && head.starts_with('<')
    {
        return true;
    }
    let tags = ["<p>", "<p ", "<br", "<div", "</p>", "</div>", "<span", "<img", "<a "]
        .iter()
        .map(|tag| text.matches(tag).count())
        .sum::<usize>();
    (document.is_named(&["html", "htm", "xhtml", "shtml", "mhtml"]) && tags > 0) || (head.starts_with('<') && tags >= 3)
}

/// Parses a page.
pub(super) fn parse(document: &Document<'_>) -> Article {
    let rules = document.rules(Format::Html);
    let prepared = html::prepare(document.text);
    let parsed = html::document(&prepared, document.limits());
    let mut meta = Meta { format: Format::Html, notes: parsed.note.into_iter().collect(), ..Meta::default() };
    let page_title = head(&mut meta, &parsed.html);
    let main = main_content(&parsed.html);
    let walk = Walk::over(&parsed.html, main, rules);
    let mut pieces = walk.pieces;
    pieces.extend(parsed.rest.lines().map(trim).filter(|line| !line.is_empty()).map(Piece::paragraph));
    for piece in pieces.iter_mut().filter(|piece| piece.is_paragraph() && piece.kept()) {
        if let Some(hit) = rules.line(trim(piece.text()), Zone::Body)
            && hit.rule.name == "script-text"
        {
            piece.cut_for(&hit.rule.name);
        }
    }
    find_title(&mut meta, &pieces, &page_title);
    around(&mut meta, &mut pieces, rules);
    clean(&mut meta, &mut pieces, rules);
    for (field, value) in walk.credits {
        credit(&mut meta, field, &value);
    }
    pieces.retain(|piece| !piece.text().is_empty() || !piece.is_paragraph());
    assemble(meta, pieces)
}

/// Reads the page's head; gives the text of `title`.
fn head(meta: &mut Meta, html: &Html) -> String {
    let mut page_title = String::new();
    let mut said: HashMap<String, &str> = HashMap::new();
    let mut canonical = None;
    for node in html.tree.root().descendants() {
        match name(&node) {
            "html" => meta.lang = attr(&node, "lang").map(SafeText::line).filter(|lang| !lang.is_empty()),
            "title" if page_title.is_empty() => {
                page_title =
                    node.descendants().filter_map(|child| child.value().as_text().map(|t| t.to_string())).collect();
            }
            "meta" => {
                let key = attr(&node, "property").or(attr(&node, "name")).or(attr(&node, "itemprop"));
                if let (Some(key), Some(value)) = (key, attr(&node, "content").map(trim))
                    && !value.is_empty()
                {
                    let key: String = key.to_ascii_lowercase().split_whitespace().collect();
                    said.entry(key).or_insert(value);
                }
            }
            "link" if attr(&node, "rel") == Some("canonical") => canonical = attr(&node, "href"),
            "body" => break,
            _ => {}
        }
    }
    let one = |keys: &[&str]| keys.iter().find_map(|key| said.get(*key).copied());
    let line = |value: &str| Some(SafeText::line(value)).filter(|value| !value.is_empty());
    meta.title = one(&["og:title", "twitter:title"]).map(SafeText::line).unwrap_or_default();
    meta.published = one(&[
        "article:published_time",
        "og:published_time",
        "og:time",
        "weibo:article:create_at",
        "publishdate",
        "pubdate",
        "datepublished",
        "apub:time",
        "publish_time",
        "dc.date",
        "date",
    ])
    .and_then(dates::parse);
    meta.url = one(&["og:url"]).or(canonical).filter(|url| url.starts_with("http")).and_then(line);
    meta.lead_image = one(&["og:image", "twitter:image"]).filter(|src| src.starts_with("http")).and_then(line);
    let named =
        |value: &&str| value.chars().any(char::is_alphabetic) && !value.contains('@') && value.chars().count() < 40;
    meta.author = one(&["article:author", "og:article:author", "author"])
        .filter(named)
        .filter(|v| !v.starts_with("http"))
        .and_then(line);
    if let Some(source) = one(&["mediaid", "source", "og:site_name", "article:source"]).filter(named) {
        let source = source.trim_start_matches("来源：").trim_start_matches("来源:");
        credit(meta, Field::Source, source.split_whitespace().next().unwrap_or_default());
    }
    page_title
}

/// The title: what the head says, cut to what the page shows.
fn find_title(meta: &mut Meta, pieces: &[Piece], page_title: &str) {
    let said = if meta.title.is_empty() { page_title } else { meta.title.as_str() };
    let whole = skeleton(said);
    // A heading of the page that the head's title begins with is the title without the site behind it.
    let shown = pieces
        .iter()
        .take_while(|piece| piece.outside || !piece.is_paragraph())
        .chain(pieces.iter().filter(|piece| !piece.outside).take(4))
        .filter(|piece| matches!(piece.block.kind, BlockKind::Heading { .. } | BlockKind::Paragraph) && piece.kept())
        .filter(|piece| {
            let text = skeleton(piece.text());
            text.chars().count() >= 4 && whole.starts_with(&text) && !piece.text().contains('\n')
        })
        .max_by_key(|piece| piece.text().len());
    let heading = || {
        pieces
            .iter()
            .find(|piece| matches!(piece.block.kind, BlockKind::Heading { level: 1 }) && piece.kept())
            .map(|piece| piece.text().to_owned())
    };
    let title = match shown {
        Some(piece) => piece.text().to_owned(),
        None if whole.is_empty() => heading().unwrap_or_default(),
        None => title::without_site(said).to_owned(),
    };
    meta.title = SafeText::line(&title);
}

/// How far from the main content its title and credits can stand, in pieces.
const NEAR: usize = 40;

/// Reads the credits around the main content and cuts everything that is outside of it.
fn around(meta: &mut Meta, pieces: &mut [Piece], rules: Rules<'_>) {
    let first = pieces.iter().position(|piece| !piece.outside).unwrap_or(0);
    let last = pieces.iter().rposition(|piece| !piece.outside).unwrap_or(0);
    let wanted = skeleton(&meta.title);
    let titled = (first.saturating_sub(NEAR * 3)..first)
        .rev()
        .find(|&at| !wanted.is_empty() && skeleton(pieces[at].text()) == wanted);
    let from = titled.unwrap_or(first.saturating_sub(NEAR / 2));
    let near = |at: usize| (from..first).contains(&at) || (last + 1..last + 1 + NEAR / 2).contains(&at);
    let exact = meta.published.take();
    for at in 0..pieces.len() {
        if !pieces[at].outside || !pieces[at].kept() || pieces[at].is_image() {
            continue;
        }
        let text = trim(pieces[at].text()).to_owned();
        let zone = if at < first { Zone::Head } else { Zone::Tail };
        if !wanted.is_empty() && skeleton(&text) == wanted {
            pieces[at].cut_for("repeated-title");
        } else if near(at) {
            // The items of a list are lines too.
            if text.contains('\n') {
                for hit in text.lines().filter_map(|line| rules.line(trim(line), zone)) {
                    if let (Some(field), Some(value)) = (hit.rule.field, &hit.value) {
                        credit(meta, field, value);
                        pieces[at].cut_for(&hit.rule.name);
                    }
                }
            } else if is_dateline(&text) {
                dateline(meta, &mut pieces[at], rules);
            } else if let Some(hit) = rules.line(&text, zone).filter(|hit| hit.rule.becomes.is_none()) {
                apply(meta, pieces, at, &hit, rules);
            }
        } else if let Some(hit) = rules.line(&text, zone) {
            pieces[at].cut_for(&hit.rule.name);
        }
    }
    // The date the page shows is the one the reader sees: the head's may be the day only, or that of an upload. Where
    // both are the same minute, the head's knows the second.
    meta.published = match (meta.published, exact) {
        (Some(shown), Some(exact)) if shown.minute() == exact.minute() => Some(exact),
        (shown, exact) => shown.or(exact),
    };
    for (at, piece) in pieces.iter_mut().enumerate().filter(|(_, piece)| piece.outside) {
        piece.cut_for(if at < first { "page-head" } else { "page-tail" });
    }
}

/// Text of an element, and how much of it is links.
#[derive(Clone, Copy, Default)]
struct Weight {
    text: usize,
    link: usize,
    /// What the element's own paragraphs score.
    score: usize,
}

/// The element that holds the article; `None` for a page without one.
fn main_content(html: &Html) -> Option<NodeId> {
    let weights = weigh(html);
    let weight = |node: NodeRef<'_, Node>| weights.get(&node.id()).copied().unwrap_or_default();
    let elements = || html.tree.root().descendants().filter(|node| node.value().is_element());
    // Of equals the last in document order, which is the innermost.
    let densest = elements().max_by_key(|&node| weight(node).score).filter(|&node| weight(node).score > 0);
    let least = densest.map_or(1, |node| weight(node).text.saturating_sub(weight(node).link) / 2);
    let named = elements()
        .filter(|&node| {
            let own = weight(node);
            own.text.saturating_sub(own.link) >= least.max(1) && own.link * 2 <= own.text
        })
        .filter_map(|node| {
            let rank = tokens(&node).filter_map(furniture::content_rank).min();
            let body = (attr(&node, "itemprop") == Some("articleBody")).then_some(0);
            let semantic = (name(&node) == "article").then_some(100);
            rank.or(body).or(semantic).map(|rank| (rank, node))
        })
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, node)| node);
    named.or(densest).map(|node| node.id())
}

/// One pass over the tree: text and link text of every element, and for each the score of its paragraphs.
fn weigh(html: &Html) -> HashMap<NodeId, Weight> {
    let mut weights: HashMap<NodeId, Weight> = HashMap::new();
    let mut quiet = 0;
    let mut links = 0;
    for edge in html.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Text(text) if quiet == 0 => {
                    let length = text.chars().filter(|c| !c.is_whitespace()).count();
                    let Some(parent) = node.parent() else { continue };
                    let weight = weights.entry(parent.id()).or_default();
                    weight.text += length;
                    if links > 0 {
                        weight.link += length;
                    } else if length >= 16
                        && !matches!(name(&parent), "p" | "span" | "strong" | "b" | "font" | "li" | "em")
                    {
                        // Text straight in a block, parted by `<br>`.
                        weight.score += length;
                    }
                }
                _ if is_quiet(name(&node)) => quiet += 1,
                _ if name(&node) == "a" => links += 1,
                _ => {}
            },
            Edge::Close(node) => {
                match name(&node) {
                    "a" => links = usize::saturating_sub(links, 1),
                    quiet_name if is_quiet(quiet_name) => quiet = usize::saturating_sub(quiet, 1),
                    _ => {}
                }
                let own = weights.get(&node.id()).copied().unwrap_or_default();
                let Some(parent) = node.parent() else { continue };
                let prose = own.text.saturating_sub(own.link * 2);
                let paragraph = matches!(name(&node), "p" | "pre" | "blockquote" | "section" | "li") && prose >= 12;
                let up = weights.entry(parent.id()).or_default();
                up.text += own.text;
                up.link += own.link;
                if paragraph {
                    up.score += if name(&node) == "li" { prose / 4 } else { prose };
                    if let Some(grand) = parent.parent() {
                        weights.entry(grand.id()).or_default().score += prose / 3;
                    }
                }
            }
        }
    }
    weights
}

fn is_quiet(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "noscript" | "head" | "textarea" | "select" | "button" | "nav" | "footer" | "aside"
    )
}
