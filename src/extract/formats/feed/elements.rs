//! The feeds in XML: RSS 0.9x, 1.0 and 2.0, Atom, and what calls itself by any of these names.

use url::Url;

use super::item::{FeedItem, FeedText};
use crate::extract::document::TextDocument;
use crate::extract::markup::html::{decode_references, has_tags, whole};
use crate::extract::markup::xml::{self, Element, Tree};

/// The elements that hold a feed.
const ROOTS: &[&str] = &["rss", "feed", "rdf", "channel"];
/// The elements that hold an item.
const ITEMS: &[&str] = &["item", "entry"];

/// Whether a document is a feed: its first element says so.
pub(super) fn fits(document: &TextDocument<'_>) -> bool {
    let head = document.head();
    let Some(root) = xml::root(head) else { return false };
    let local = root.rsplit(':').next().unwrap_or(root).to_ascii_lowercase();
    // RDF holds other things too, and a fragment may be nothing but a channel or an entry.
    match local.as_str() {
        "rss" => ["<channel", "<item"].iter().any(|inner| head.contains(inner)),
        "feed" => ["<entry", ":entry", "<title", "xmlns"].iter().any(|inner| head.contains(inner)),
        "rdf" => head.contains("purl.org/rss") || head.contains("<channel") || head.contains("netscape.com/rdf"),
        "channel" => head.contains("<item"),
        "entry" => head.contains("http://www.w3.org/2005/Atom"),
        _ => false,
    }
}

/// The items of a feed, and what is wrong with the file.
pub(super) fn items(document: &TextDocument<'_>) -> (Vec<FeedItem>, Option<String>) {
    let tree = Tree::read(document.text, document.limits);
    if let Some(limit) = &tree.limit {
        document.limit_reached(limit);
    }
    let is_item = |element: &Element<'_, '_>| ITEMS.contains(&key(element).as_str());
    let feed = tree.all().find(|element| ROOTS.contains(&element.local().as_str()));
    let channel = tree.all().find(|element| key(element) == "channel").or(feed);
    let about = channel.map(|channel| Feed::of(&channel)).unwrap_or_default();
    let mut items: Vec<FeedItem> = tree
        .all()
        .filter(|element| is_item(element) && !element.ancestors().skip(1).any(|around| is_item(&around)))
        .map(|element| item(&element, &about))
        .collect();
    if items.is_empty() {
        // There is nothing in it yet: what it says of itself is shown.
        items.extend(channel.map(|channel| FeedItem { sources: Vec::new(), ..item(&channel, &about) }));
    }
    (items, tree.fault)
}

/// What a feed says of all its items.
#[derive(Default)]
struct Feed {
    title: Option<String>,
    link: Option<Url>,
    lang: Option<String>,
    authors: Vec<String>,
}

impl Feed {
    fn of(channel: &Element<'_, '_>) -> Self {
        let mut feed = Self::default();
        for child in channel.children().filter(|child| !ITEMS.contains(&child.local().as_str())) {
            match key(&child).as_str() {
                "title" => feed.title = feed.title.take().or_else(|| Some(title(&child).line().to_string())),
                "link" => feed.link = feed.link.take().or_else(|| link(&child).and_then(|url| Url::parse(&url).ok())),
                "language" | "dc:language" => feed.lang = Some(child.text().trim().to_owned()),
                "author" => feed.authors.extend(person(&child)),
                _ => {}
            }
        }
        feed.title = feed.title.filter(|title| !title.is_empty());
        feed.lang = feed.lang.or_else(|| channel.ancestors().find_map(|element| element.attribute("xml:lang")));
        feed
    }
}

fn item(element: &Element<'_, '_>, feed: &Feed) -> FeedItem {
    let mut item = FeedItem::default();
    let mut bodies: Vec<(usize, FeedText, Option<Url>)> = Vec::new();
    let mut guid = None;
    let mut own_link = None;
    let mut text = |rank: usize, element: &Element<'_, '_>| {
        let body = body(element);
        if !body.is_empty() {
            bodies.push((rank, body, base(element)));
        }
    };
    for child in fields(element) {
        let value = || child.text().trim().to_owned();
        match key(&child).as_str() {
            "title" | "dc:title" => {
                item.title = item.title.take().filter(|title| !title.is_empty()).or_else(|| Some(title(&child)));
            }
            // The whole before what may be only its beginning.
            "content:encoded" | "content" if child.attribute("src").is_none() => text(0, &child),
            "xhtml:body" | "body" => text(1, &child),
            "description" | "summary" | "subtitle" | "tagline" | "info" => text(2, &child),
            "dc:description" | "itunes:summary" | "media:description" => text(3, &child),
            "media:group" | "media:content" => {
                for inner in child.descendants() {
                    match key(&inner).as_str() {
                        "media:description" => text(3, &inner),
                        "media:thumbnail" | "media:content" => item.images.extend(picture(&inner)),
                        _ => {}
                    }
                }
                item.images.extend(picture(&child));
            }
            "media:thumbnail" | "enclosure" | "itunes:image" | "image" => item.images.extend(picture(&child)),
            "author" | "dc:creator" | "itunes:author" => item.authors.extend(person(&child)),
            "category" | "dc:subject" => {
                let label = child.attribute("label").or_else(|| child.attribute("term")).unwrap_or_else(value);
                item.categories.push(label);
            }
            "keywords" | "itunes:keywords" | "media:keywords" => {
                item.tags.extend(value().split([',', '，', ';', '；', '、']).map(|tag| tag.trim().to_owned()));
            }
            "pubdate"
            | "published"
            | "issued"
            | "dc:date"
            | "date"
            | "dcterms:issued"
            | "dcterms:created"
            | "dcterms:date"
            | "created"
            | "prism:publicationdate" => item.published.push(value()),
            "updated" | "modified" | "dcterms:modified" | "lastbuilddate" => item.updated.push(value()),
            // The page itself before the one that counts its readers.
            "feedburner:origlink" => item.url = Some(child.address()),
            "link" => own_link = own_link.or_else(|| link(&child)),
            "guid" if child.attribute("ispermalink").is_none_or(|is| is != "false") => guid = Some(child.address()),
            "id" => guid = guid.or_else(|| Some(child.address())),
            "source" => {
                let name =
                    child.children().find(|inner| key(inner) == "title").map_or_else(value, |inner| inner.text());
                item.sources.push(name);
            }
            "dc:publisher" | "dc:source" => item.sources.push(value()),
            "dc:language" => item.lang = Some(value()),
            _ => {}
        }
    }
    bodies.sort_by_key(|(rank, ..)| *rank);
    // What should be the whole may be three dots.
    if let [(_, body, _), (_, summary, _), ..] = bodies.as_slice()
        && body.length() * 2 < summary.length()
    {
        bodies.swap(0, 1);
    }
    let mut bodies = bodies.into_iter();
    let body_base = bodies.next().and_then(|(_, body, base)| {
        item.body = Some(body);
        base
    });
    item.summary = bodies.next().map(|(_, summary, _)| summary);
    let base = base(element).or_else(|| feed.link.clone());
    let web = |url: &String| Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    let resolved = |url: String| match &base {
        Some(base) => whole(base, &url).unwrap_or(url),
        None => url,
    };
    item.url = item.url.or(own_link).map(resolved).filter(web).or(guid.filter(web));
    item.images = std::mem::take(&mut item.images).into_iter().map(resolved).collect();
    // Without a base of its own an item stands where its page is.
    let page = item.url.as_deref().and_then(|url| Url::parse(url).ok());
    item.base = body_base.or(page).or(base);
    item.lang = item
        .lang
        .or_else(|| element.ancestors().find_map(|element| element.attribute("xml:lang")))
        .or_else(|| feed.lang.clone());
    if item.authors.is_empty() {
        item.authors.clone_from(&feed.authors);
    }
    item.sources.extend(feed.title.clone());
    item
}

/// The elements that hold a line of text and nothing else; where one holds more, it was never closed.
const LEAVES: &[&str] = &["title", "link", "guid", "id", "pubdate", "dc:date", "dc:creator", "category", "comments"];

/// The fields of an item, those that stand in one that was never closed among them.
fn fields<'t, 'a>(item: &Element<'t, 'a>) -> Vec<Element<'t, 'a>> {
    let mut fields: Vec<Element<'t, 'a>> = item.children().collect();
    let mut at = 0;
    while let Some(field) = fields.get(at).copied() {
        at += 1;
        if LEAVES.contains(&key(&field).as_str()) {
            fields.extend(field.children().filter(|inner| !has_tags(&format!("<{}>", inner.name()))));
        }
    }
    fields
}

/// What `xml:base` says, from the outside in.
fn base(element: &Element<'_, '_>) -> Option<Url> {
    let mut bases: Vec<String> = element.ancestors().filter_map(|around| around.attribute("xml:base")).collect();
    let outermost = Url::parse(&bases.pop()?).ok()?;
    bases.iter().rev().try_fold(outermost, |base, inner| base.join(inner).ok())
}

/// The prefixes under which feeds write the names that have none.
const NEUTRAL: &[&str] = &["atom", "atom10", "atom03", "a10", "a", "rss", "default"];

/// The name of an element in lower case, its prefix only where that says something.
fn key(element: &Element<'_, '_>) -> String {
    let name = element.name().to_ascii_lowercase();
    match name.split_once(':') {
        Some((prefix, local)) if NEUTRAL.contains(&prefix) => local.to_owned(),
        _ => name,
    }
}

fn title(element: &Element<'_, '_>) -> FeedText {
    match element.attribute("type").as_deref() {
        Some("text") => FeedText::Plain(element.text()),
        _ => FeedText::guessed(element.text()),
    }
}

/// What an element holds: text, HTML that was escaped, or elements.
fn body(element: &Element<'_, '_>) -> FeedText {
    let markup = |element: &Element<'_, '_>| FeedText::Html(element.markup());
    match element.attribute("type").as_deref() {
        Some("xhtml" | "application/xhtml+xml") => markup(element),
        Some("text" | "text/plain") => FeedText::Plain(element.text()),
        Some("html" | "text/html") => FeedText::html(element.text()),
        // It was not escaped.
        _ if element.children().next().is_some() && has_tags(element.source()) => {
            let text = element.markup();
            FeedText::Html(if has_tags(&text) { text } else { decode_references(&text) })
        }
        _ => FeedText::guessed(element.text()),
    }
}

/// Where an element links to, unless that is not the page: itself, comments, a picture.
fn link(element: &Element<'_, '_>) -> Option<String> {
    let page = element.attribute("rel").is_none_or(|rel| matches!(rel.as_str(), "alternate" | "canonical" | ""));
    let address = element.attribute("href").unwrap_or_else(|| element.address());
    let address = address.split_whitespace().next().unwrap_or_default().to_owned();
    (page && !address.is_empty()).then_some(address)
}

/// The name of a person: an element of it, or the text; `someone@example.org (Name)` is the name.
fn person(element: &Element<'_, '_>) -> Option<String> {
    let named = element.children().find(|child| child.local() == "name").map(|name| name.text());
    let text =
        named.unwrap_or_else(|| if element.children().next().is_none() { element.text() } else { String::new() });
    let text = decode_references(text.trim());
    let name = match text.split_once(['(', '<']) {
        Some((before, name)) if before.contains('@') => name.trim_end_matches([')', ' ']).to_owned(),
        Some((name, after)) if after.contains('@') => name.trim().to_owned(),
        _ => text,
    };
    (!name.is_empty()).then_some(name)
}

/// The address of a picture: in an attribute, or for `image` in an element of it.
fn picture(element: &Element<'_, '_>) -> Option<String> {
    let key = key(element);
    let kind = element.attribute("medium").or_else(|| element.attribute("type")).unwrap_or_default();
    let address = element
        .attribute("url")
        .or_else(|| element.attribute("href"))
        .or_else(|| element.children().find(|child| child.local() == "url").map(|url| url.address()))
        .or_else(|| (key == "image").then(|| element.address()))?;
    let pictured = match key.as_str() {
        "media:content" | "enclosure" => kind.starts_with("image") || (kind.is_empty() && is_picture(&address)),
        _ => true,
    };
    (pictured && !address.is_empty()).then_some(address)
}

fn is_picture(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"].iter().any(|ending| path.ends_with(ending))
}
