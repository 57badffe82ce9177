//! The *package* of a book: what it says of itself, its files, and the *spine*, the order in which they are read.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use crate::extract::markup::xml::Tree;
use crate::model::{BookAbout, Limits, SafeText};

/// The package, all paths as they are in the zip.
#[derive(Debug, Default)]
pub(super) struct Package {
    pub about: BookAbout,
    /// The chapters in order; behind them what the book says is not read in this order (`linear="no"`): covers, notes.
    pub spine: Vec<String>,
    /// The table of contents, as a page and in the older form.
    pub nav: Option<String>,
    pub ncx: Option<String>,
    /// The limit that was reached.
    pub limit: Option<String>,
}

/// A file of the book as the manifest has it.
struct ManifestItem {
    path: String,
    media: String,
    properties: String,
}

impl Package {
    /// Reads the package from its XML; `path` is where that stands in the zip.
    pub fn parse(xml: &str, path: &str, limits: &Limits) -> Self {
        let mut package = Self::default();
        let mut items: HashMap<String, ManifestItem> = HashMap::new();
        let (mut spine, mut aside): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        let mut ncx = None;
        let tree = Tree::read(xml, limits);
        package.limit.clone_from(&tree.limit);
        for element in tree.all() {
            // With or without the prefix of the package's own name space.
            let attribute = |name: &str| element.attribute(name).or_else(|| element.attribute(&format!("opf:{name}")));
            let line = || Some(SafeText::line(&element.text())).filter(|line| !line.is_empty());
            let about = &mut package.about;
            match element.local().as_str() {
                "title" => about.title = about.title.take().or_else(line),
                "creator" => about.creators.extend(line()),
                "language" => about.language = about.language.take().or_else(line),
                "subject" => about.subjects.extend(line()),
                "date" if attribute("event").is_some_and(|event| event == "modification") => {
                    about.updated = Some(element.text());
                }
                "date" => about.published = about.published.take().or_else(|| Some(element.text())),
                "meta" if attribute("property").is_some_and(|property| property == "dcterms:modified") => {
                    about.updated = Some(element.text());
                }
                "item" => {
                    if let (Some(id), Some(href)) = (attribute("id"), attribute("href")) {
                        let said = |name| attribute(name).unwrap_or_default();
                        let (media, properties) = (said("media-type"), said("properties"));
                        items.insert(id, ManifestItem { path: resolve(path, &href), media, properties });
                    }
                }
                "spine" => ncx = attribute("toc"),
                "itemref" if attribute("linear").is_some_and(|linear| linear == "no") => {
                    aside.extend(attribute("idref"));
                }
                "itemref" => spine.extend(attribute("idref")),
                _ => {}
            }
        }
        let is_nav = |item: &ManifestItem| item.properties.split_whitespace().any(|property| property == "nav");
        let is_page =
            |item: &&ManifestItem| item.media.is_empty() || item.media.contains("html") || item.media.contains("xml");
        package.nav = items.values().find(|item| is_nav(item)).map(|item| item.path.clone());
        package.ncx = ncx
            .and_then(|id| items.get(&id))
            .or_else(|| items.values().find(|item| item.media == "application/x-dtbncx+xml"))
            .map(|item| item.path.clone());
        // The table of contents is in the list; an image may be in the spine by itself. A file is in it once.
        let mut seen = HashSet::new();
        let chapters =
            spine.iter().chain(&aside).filter_map(|id| items.get(id)).filter(is_page).filter(|item| !is_nav(item));
        let chapters = chapters.filter(|item| seen.insert(&item.path));
        package.spine = chapters.map(|item| item.path.clone()).collect();
        package
    }
}

/// The path in the zip of what a file of it refers to: without a fragment, its escapes read, its `..` gone. Accents are
/// one with their letters, however they are written: programs on different systems write them differently.
pub(super) fn resolve(from: &str, href: &str) -> String {
    let href = href.split(['#', '?']).next().unwrap_or_default();
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = if href.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in href.split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.retain(|part| !matches!(*part, "" | "."));
    let path = unescape(&parts.join("/"));
    if path.is_ascii() { path } else { path.nfc().collect() }
}

/// `%20` and its like.
fn unescape(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_read_whatever_its_prefixes_are() {
        let xml = r#"<?xml version="1.0"?><opf:package xmlns:opf="x" xmlns:dc="y"><opf:metadata>
            <dc:title>城南&amp;旧事&#x3001;续</dc:title><dc:creator opf:role="aut">林某</dc:creator><dc:creator>李某</dc:creator>
            <dc:language>zh-CN</dc:language><dc:date opf:event="modification">2020-02-02</dc:date>
            <dc:date opf:event="publication">2011-04-01</dc:date></opf:metadata>
            <opf:manifest><opf:item id="c1" href="text/%E4%B8%80.xhtml#top" media-type="application/xhtml+xml"/>
            <opf:item id="nav" href="nav.xhtml" properties="scripted nav" media-type="application/xhtml+xml"/>
            <opf:item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>
            <opf:item id="pic" href="a.jpg" media-type="image/jpeg"/>
            <opf:item id="x" href="../toc.ncx" media-type="application/x-dtbncx+xml"/></opf:manifest>
            <opf:spine toc="x"><opf:itemref idref="cover" linear="no"/><opf:itemref idref="nav"/><opf:itemref idref="pic"/><opf:itemref idref="c1"/><opf:itemref idref="no"/></opf:spine>"#;
        let package = Package::parse(xml, "OEBPS/book.opf", &Limits::default());
        let about = &package.about;
        assert_eq!(about.title.as_deref(), Some("城南&旧事、续"));
        assert_eq!(about.author().as_deref(), Some("林某、李某"));
        assert_eq!(about.language.as_deref(), Some("zh-CN"));
        assert_eq!((about.published.as_deref(), about.updated.as_deref()), (Some("2011-04-01"), Some("2020-02-02")));
        assert_eq!(package.spine, ["OEBPS/text/一.xhtml", "OEBPS/cover.xhtml"]);
        assert_eq!((package.nav.as_deref(), package.ncx.as_deref()), (Some("OEBPS/nav.xhtml"), Some("toc.ncx")));
    }

    #[test]
    fn references_are_resolved_inside_of_the_book() {
        for (from, href, path) in [
            ("OEBPS/a.opf", "text/1.html", "OEBPS/text/1.html"),
            ("a.opf", "1.html#c", "1.html"),
            ("OEBPS/toc/a.ncx", "../text/%20a%2.html", "OEBPS/text/ a%2.html"),
            ("OEBPS/a.opf", "../../../etc/passwd", "etc/passwd"),
            ("", "/OEBPS/./1.html", "OEBPS/1.html"),
            ("", "e\u{301}te\u{301}.html", "\u{e9}t\u{e9}.html"),
            ("", "%E3%81%8B%E3%82%99.html", "が.html"),
        ] {
            assert_eq!(resolve(from, href), path);
        }
    }
}
