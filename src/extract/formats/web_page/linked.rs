//! *Linked data*: what a page says about its article in JSON-LD (schema.org), for machines.

use scraper::Html;
use serde_json::{Map, Value};

use crate::extract::document::TextDocument;
use crate::extract::markup::html::{attr, decode_references, name};
use crate::extract::prose::trim;

/// What the article of a page is said to be.
#[derive(Debug, Default)]
pub(super) struct Linked {
    pub headline: Option<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub authors: Vec<String>,
    pub publisher: Option<String>,
    pub image: Option<String>,
    pub url: Option<String>,
    pub lang: Option<String>,
    pub keywords: Vec<String>,
    pub description: Option<String>,
    /// The article's text, where the page repeats it.
    pub body: Option<String>,
}

/// The most objects of one page that are looked at.
const MOST_OBJECTS: usize = 2000;

impl Linked {
    /// Reads all linked data of a page: the first object that is an article.
    pub fn read(html: &Html, document: &TextDocument<'_>) -> Self {
        let scripts = html.tree.root().descendants().filter(|node| {
            name(node) == "script"
                && attr(node, "type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"))
        });
        let mut best = Self::default();
        for script in scripts {
            let text: String = script.children().filter_map(|child| child.value().as_text().map(|t| &**t)).collect();
            // Line ends inside of strings are common and are none of JSON's.
            let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            let Ok(value) = serde_json::from_str::<Value>(trim(&text).trim_end_matches(';')) else { continue };
            let mut budget = ObjectBudget { left: MOST_OBJECTS, reached: false };
            articles(&value, &mut budget, &mut |object| {
                let found = Self::of(object);
                if best.headline.is_none() && best.published.is_none() || best.body.is_none() && found.body.is_some() {
                    best = found;
                }
            });
            if budget.reached {
                document
                    .limit_reached(format!("more than {MOST_OBJECTS} objects of linked data: the rest is not read"));
            }
        }
        best
    }

    fn of(object: &Map<String, Value>) -> Self {
        let one = |key: &str| object.get(key).and_then(text);
        Self {
            headline: one("headline").or_else(|| one("name")).or_else(|| one("title")),
            published: one("datePublished").or_else(|| one("pubDate")).or_else(|| one("dateCreated")),
            modified: one("dateModified").or_else(|| one("upDate")),
            authors: object.get("author").map(names).unwrap_or_default(),
            publisher: one("publisher"),
            image: object.get("image").and_then(link),
            url: object.get("url").or_else(|| object.get("mainEntityOfPage")).and_then(link),
            lang: one("inLanguage"),
            keywords: object.get("keywords").map(names).unwrap_or_default(),
            description: one("description"),
            body: one("articleBody"),
        }
    }
}

/// How many more objects are looked at, and whether there were more.
struct ObjectBudget {
    left: usize,
    reached: bool,
}

/// Gives every object that is an article to `found`, the outer ones first.
fn articles(value: &Value, budget: &mut ObjectBudget, found: &mut dyn FnMut(&Map<String, Value>)) {
    match budget.left.checked_sub(1) {
        Some(left) => budget.left = left,
        None => {
            budget.reached = true;
            return;
        }
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| articles(item, budget, found)),
        Value::Object(object) => {
            let is_article = |kind: &str| {
                kind.ends_with("Article") || kind.ends_with("Posting") || matches!(kind, "Report" | "Review")
            };
            let kinds = match object.get("@type") {
                Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is_article),
                Some(kind) => kind.as_str().is_some_and(is_article),
                // What search engines in China ask for has no type.
                None => object.contains_key("pubDate") && object.contains_key("title"),
            };
            if kinds {
                found(object);
            }
            for key in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart"] {
                if let Some(inner) = object.get(key) {
                    articles(inner, budget, found);
                }
            }
        }
        _ => {}
    }
}

/// A value as text: a string, the name of a thing, the first of several.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(decode_references(trim(text))).filter(|text| !text.is_empty()),
        Value::Object(object) => ["name", "@value"].iter().find_map(|key| object.get(*key).and_then(text)),
        Value::Array(items) => items.iter().find_map(text),
        _ => None,
    }
}

fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(text).collect(),
        one => text(one).into_iter().collect(),
    }
}

/// The address of an image or a page.
fn link(value: &Value) -> Option<String> {
    match value {
        Value::String(link) => Some(trim(link).to_owned()).filter(|link| link.starts_with("http")),
        Value::Object(object) => ["url", "@id", "contentUrl"].iter().find_map(|key| object.get(*key).and_then(link)),
        Value::Array(items) => items.iter().find_map(link),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::markup::html;

    #[test]
    fn the_article_among_other_things_is_read() {
        let page = r#"<script type="application/ld+json">{"@type":"WebSite","name":"某网"}</script>
            <script type="application/ld+json">{"@graph":[{"@type":"BreadcrumbList"},{"@type":["NewsArticle"],
            "headline":"桥&amp;路","datePublished":"2022-01-12T17:24:19+08:00","author":[{"name":"张三"},{"name":"李四"}],
            "image":{"url":"https://a.example/1.jpg"},"articleBody":"一行
            两行"}]}</script>"#;
        let document = TextDocument::by_default("a.html", page);
        let linked = Linked::read(&html::document(page, document.limits).html, &document);
        assert_eq!(linked.headline.as_deref(), Some("桥&路"));
        assert_eq!(linked.authors, ["张三", "李四"]);
        assert_eq!(linked.image.as_deref(), Some("https://a.example/1.jpg"));
        assert!(linked.body.is_some() && linked.publisher.is_none());
    }
}
