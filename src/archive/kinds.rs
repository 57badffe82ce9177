//! *Recognising*: which of the kinds of file a text is, by its text first and its name second.
//!
//! A kind is one file with a `KIND` in it and one line in [`KINDS`].

use super::document::Document;
use super::{dump, hexo, page, plain};
use crate::model::Article;

/// One kind of file.
pub(super) struct Kind {
    /// Whether a document is of this kind. It is asked after all the kinds before it have said no.
    pub fits: fn(&Document<'_>) -> bool,
    /// Makes articles of it.
    pub parse: Parse,
}

/// How many articles a document of a kind holds.
pub(super) enum Parse {
    One(fn(&Document<'_>) -> Article),
    /// A feed, a corpus: each item is an article of its own.
    #[expect(dead_code, reason = "the kinds that hold several come with the next commits")]
    Many(fn(&Document<'_>) -> Vec<Article>),
}

/// The kinds, the surest first; the last fits everything.
static KINDS: &[&Kind] = &[&hexo::KIND, &page::KIND, &dump::KIND, &plain::KIND];

/// The kind of a document.
pub(super) fn recognise(document: &Document<'_>) -> &'static Kind {
    KINDS.iter().copied().find(|kind| (kind.fits)(document)).unwrap_or(&plain::KIND)
}

#[cfg(test)]
mod tests {
    use super::super::reader::Reader;
    use super::*;
    use crate::model::Format;

    #[test]
    fn each_kind_is_known_by_its_text() {
        let reader = Reader::default();
        let format = |name: &str, text: &str| {
            let document = Document { name, text, reader: &reader };
            match recognise(&document).parse {
                Parse::One(parse) => parse(&document).meta.format,
                Parse::Many(parse) => parse(&document)[0].meta.format,
            }
        };
        assert_eq!(format("a.md", "\n---\ntitle: a\n---\n<p>x</p>"), Format::Hexo);
        assert_eq!(format("a.txt", "<!DOCTYPE html><html></html>"), Format::Html);
        assert_eq!(format("a.html", "<p>正文</p>"), Format::Html);
        assert_eq!(format("a.txt", "登陆注册\n814681\n\n题目\n"), Format::Scraped);
        assert_eq!(format("a.txt", "题目\n\n{image=1}\n"), Format::Scraped);
        assert_eq!(format("a.txt", "红楼梦\n\n第一回\n"), Format::Text);
        assert_eq!(format("a.md", "# 题目\n\n正文。"), Format::Text);
    }
}
