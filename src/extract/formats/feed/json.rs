//! JSON Feed, versions 1 and 1.1.

use memchr::memmem;
use serde_json::{Map, Value};
use url::Url;

use super::item::{FeedItem, FeedText};
use crate::extract::markup::html::{decode_references, whole};

/// Whether a text is a JSON Feed: an object that says so, anywhere, for its fields may be in any order.
pub(crate) fn fits(text: &str) -> bool {
    let says = |what: &str| memmem::find(text.as_bytes(), what.as_bytes()).is_some();
    text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').starts_with('{')
        && (says("jsonfeed.org/version") || says(r"jsonfeed.org\/version"))
        && says("\"version\"")
}

/// The items of a feed, and what is wrong with the file.
pub(super) fn items(source: &str) -> (Vec<FeedItem>, Option<String>) {
    let source = source.trim_start_matches('\u{FEFF}');
    let (feed, fault) = match serde_json::from_str::<Map<String, Value>>(source) {
        Ok(feed) => (feed, None),
        Err(error) => (broken(source), Some(error.to_string())),
    };
    let text = |key: &str| feed.get(key).and_then(Value::as_str).map(str::to_owned);
    let (title, lang) = (text("title").map(|title| decode_references(&title)), text("language"));
    let home = text("home_page_url").and_then(|url| Url::parse(&url).ok());
    let authors = people(&feed);
    let objects = feed.get("items").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object);
    let items = objects.map(|object| {
        let mut item = item(object, home.as_ref());
        item.lang = item.lang.or_else(|| lang.clone());
        item.sources.extend(title.clone());
        if item.authors.is_empty() {
            item.authors.clone_from(&authors);
        }
        item
    });
    (items.collect(), fault)
}

/// What can be read of a feed that is no JSON any more somewhere: the fields before its items, and its items one by
/// one up to the place.
fn broken(source: &str) -> Map<String, Value> {
    let Some(at) = source.find("\"items\"") else { return Map::new() };
    let head = source[..at].trim_end().trim_end_matches(',');
    let mut feed: Map<String, Value> = serde_json::from_str(&format!("{head}}}")).unwrap_or_default();
    let mut items = Vec::new();
    let mut rest = source[at..].split_once('[').map_or("", |(_, rest)| rest);
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        let Some(Ok(value)) = values.next() else { break };
        rest = &rest[values.byte_offset()..];
        items.push(value);
    }
    feed.insert(String::from("items"), Value::Array(items));
    feed
}

fn item(object: &Map<String, Value>, home: Option<&Url>) -> FeedItem {
    let text = |key: &str| object.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
    let list = |key: &str| -> Vec<String> {
        let values = object.get(key).and_then(Value::as_array).into_iter().flatten();
        values.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let resolved = |address: &str| home.and_then(|home| whole(home, address)).unwrap_or_else(|| address.to_owned());
    let url = text("url").or_else(|| text("external_url")).map(resolved);
    // An identifier is an address only where it looks like one.
    let url = url.or_else(|| text("id").filter(|id| id.starts_with("http")).map(str::to_owned));
    let body = text("content_html").map(|html| FeedText::html(html.to_owned()));
    let body = body.or_else(|| text("content_text").map(|plain| FeedText::Plain(plain.to_owned())));
    let summary = text("summary").map(|plain| FeedText::guessed(plain.to_owned()));
    let (body, summary) = if body.is_none() { (summary, None) } else { (body, summary) };
    let dates = |key: &str| text(key).map(str::to_owned).into_iter().collect();
    FeedItem {
        title: text("title").map(|title| FeedText::guessed(title.to_owned())),
        body,
        summary,
        authors: people(object),
        tags: list("tags"),
        published: dates("date_published"),
        updated: dates("date_modified"),
        base: url.as_deref().and_then(|url| Url::parse(url).ok()).or_else(|| home.cloned()),
        url,
        images: ["image", "banner_image"].into_iter().filter_map(text).map(resolved).collect(),
        lang: text("language").map(str::to_owned),
        ..FeedItem::default()
    }
}

/// The authors of a feed or an item; version 1 knew only one.
fn people(object: &Map<String, Value>) -> Vec<String> {
    let list = object.get("authors").and_then(Value::as_array).into_iter().flatten();
    let people = list.chain(object.get("author"));
    people.filter_map(|person| person.get("name")?.as_str()).map(str::to_owned).collect()
}
