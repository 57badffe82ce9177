//! A *reading list*: what programs that keep pages to be read later export, and the bookmarks of browsers. Each entry is
//! an article: with its text where the export has it, else with its address alone, and a note says so.
//!
//! | exported by | as | module |
//! | --- | --- | --- |
//! | wallabag, Omnivore, Pocket's API, Karakeep, Pinboard … | JSON | `json` |
//! | Pocket, Instapaper, Raindrop, Readwise Reader, Matter … | CSV | `csv` |
//! | Pocket, Instapaper, every browser (`NETSCAPE-Bookmark-file-1`) | HTML | `bookmarks` |
//!
//! The fields are known by their names, whoever wrote them: see `fields`.

mod bookmarks;
mod csv;
mod fields;
mod json;

use super::feed;
use super::parser::{DocumentParser, ListedArticle, ParseFn};
use crate::extract::document::TextDocument;
use crate::model::{Format, Note, SafeText};

use fields::ReadingItem;

/// A list in JSON.
pub(crate) const JSON: DocumentParser = DocumentParser {
    fits: |document| json::fits(document.text),
    parse: ParseFn::Listed(|it| articles(json::items(it.text), it)),
};
/// A list in CSV.
pub(crate) const CSV: DocumentParser = DocumentParser {
    fits: |document| csv::fits(document.text),
    parse: ParseFn::Listed(|it| articles(csv::items(it.text), it)),
};
/// A list of links in HTML.
pub(crate) const BOOKMARKS: DocumentParser = DocumentParser {
    fits: |document| bookmarks::fits(document.head()),
    parse: ParseFn::Listed(|it| articles(bookmarks::items(it), it)),
};

/// Whether the beginning or the end of a JSON or CSV file says that it is such a list.
pub(crate) fn says_so(ends: &str) -> bool {
    json::begins(ends) || csv::fits(ends)
}

/// The items of a list, and what is wrong with the file.
type Items = (Vec<ReadingItem>, Option<String>);

fn articles((items, fault): Items, document: &TextDocument<'_>) -> Vec<ListedArticle> {
    let note = fault.map(|message| Note::Malformed { message: SafeText::line(&message) });
    let made = |item: ReadingItem| {
        let ReadingItem { item, read, starred, text_at } = item;
        let address = item.url.clone();
        let mut article = feed::article(item, document.rules(Format::Feed));
        let meta = &mut article.meta;
        (meta.format, meta.read, meta.starred) = (Format::List, read, starred);
        if meta.title.is_empty() {
            meta.title = address.map(|address| SafeText::line(&address)).unwrap_or_default();
        }
        if article.body.is_empty() && meta.url.is_some() {
            meta.notes.push(Note::LinkOnly);
        }
        meta.notes.extend(note.clone());
        ListedArticle { article, text_at }
    };
    items.into_iter().map(made).collect()
}

#[cfg(test)]
mod tests;
