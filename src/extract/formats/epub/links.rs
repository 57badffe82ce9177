//! The *links* between the chapters of a book: each leads to a file of the book, and is made to lead to the chapter that the
//! file is, as the list names it: `book.epub#3`, and `book.epub#3#note` for a place in it.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use scraper::{Html, Node};

use super::package::resolve;
use crate::extract::markup::html::{MEANT, is_relative};
use crate::model::BookIndex;

/// What stands for something in a link.
const RESERVED: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'?').add(b':');

/// Makes the links of a chapter, whose number counts from 1, lead to chapters.
pub(super) fn resolve_links(html: &mut Html, book: &BookIndex, number: usize, file: &str) {
    let Some(own) = number.checked_sub(1).and_then(|at| book.chapters.get(at)) else { return };
    for node in html.tree.values_mut() {
        let Node::Element(element) = node else { continue };
        if element.name() != "a" {
            continue;
        }
        let Some((_, href)) = element.attrs.iter_mut().find(|(name, _)| &*name.local == "href") else { continue };
        let is_meant = match lead(&own.path, href, book, number, file) {
            Some(led) => {
                *href = led.into();
                true
            }
            None => href.starts_with('#'),
        };
        if is_meant {
            element.attrs.push((html5ever::QualName::new(None, html5ever::ns!(), MEANT.into()), String::new().into()));
        }
    }
}

/// Where a link leads that leads to a chapter.
fn lead(from: &str, href: &str, book: &BookIndex, number: usize, file: &str) -> Option<String> {
    let href = href.trim();
    if !is_relative(href) || href.starts_with('#') {
        return None;
    }
    let path = resolve(from, href);
    let chapter = 1 + book.chapters.iter().position(|chapter| chapter.path == path)?;
    let place = href.split_once('#').map(|(_, place)| place).filter(|place| !place.is_empty());
    Some(match (chapter == number, place) {
        (true, Some(place)) => format!("#{place}"),
        (_, Some(place)) => format!("{}#{chapter}#{place}", utf8_percent_encode(file, RESERVED)),
        (_, None) => format!("{}#{chapter}", utf8_percent_encode(file, RESERVED)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BookChapter;

    #[test]
    fn links_lead_to_chapters() {
        let chapter = |path: &str| BookChapter { path: path.to_owned(), title: None };
        let chapters = vec![chapter("t/c1.xhtml"), chapter("t/第二章.xhtml"), chapter("notes.xhtml")];
        let book = BookIndex { chapters, ..BookIndex::default() };
        for (href, led) in [
            ("%E7%AC%AC%E4%BA%8C%E7%AB%A0.xhtml", Some("50%25%20书.epub#2")),
            ("../notes.xhtml#n1", Some("50%25%20书.epub#3#n1")),
            ("c1.xhtml#mid", Some("#mid")),
            ("c1.xhtml", Some("50%25%20书.epub#1")),
            ("missing.xhtml", None),
            ("https://a.example/c1.xhtml", None),
            ("#mid", None),
            ("", None),
        ] {
            let led = led.map(|led| led.replace('书', "%E4%B9%A6"));
            assert_eq!(lead("t/c1.xhtml", href, &book, 1, "50% 书.epub"), led, "{href}");
        }
    }
}
