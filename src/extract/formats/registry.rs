//! *Recognising*: which format a text is in, by its text first and its name second.
//!
//! A format is one file or folder with a `PARSER` in it and one line in [`PARSERS`].

use super::parser::DocumentParser;
use super::{feed, hexo, markdown, newsxml, plain, reading_list, scraped, web_page};
use crate::extract::document::TextDocument;

/// The formats, the surest first; the last fits everything.
static PARSERS: &[&DocumentParser] = &[
    &feed::JSON,
    &feed::XML,
    &reading_list::JSON,
    &reading_list::CSV,
    &reading_list::BOOKMARKS,
    &markdown::PARSER,
    &hexo::PARSER,
    &newsxml::PARSER,
    &web_page::PARSER,
    &scraped::PARSER,
    &plain::PARSER,
];

/// Whether the beginning or the end of a JSON or CSV file says that it is a list of articles.
pub(crate) fn is_article_list(ends: &str) -> bool {
    feed::is_json_feed(ends) || reading_list::says_so(ends)
}

/// The parser of a document.
pub(crate) fn recognise(document: &TextDocument<'_>) -> &'static DocumentParser {
    PARSERS.iter().copied().find(|parser| (parser.fits)(document)).unwrap_or(&plain::PARSER)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::formats::parser::ParseFn;
    use crate::model::Format;

    fn format(name: &str, text: &str) -> Format {
        let document = TextDocument::by_default(name, text);
        match recognise(&document).parse {
            ParseFn::One(parse) => parse(&document).meta.format,
            ParseFn::Many(parse) => parse(&document)[0].meta.format,
            ParseFn::Listed(parse) => parse(&document)[0].article.meta.format,
        }
    }

    #[test]
    fn each_format_is_known_by_its_text() {
        assert_eq!(format("a.md", "\n---\ntitle: a\n---\n<p>x</p>"), Format::Hexo);
        assert_eq!(format("a.txt", "---\ntitle: a\n---\n<div>\n<p># 甲</p>\n\n<p>1. 乙</p>\n</div>\n"), Format::Hexo);
        assert_eq!(format("a.md", "---\ntitle: a\n---\n正文。\n\n- 甲\n"), Format::Markdown);
        assert_eq!(format("a.md", "+++\ntitle = 'a'\n+++\n正文。\n"), Format::Markdown);
        assert_eq!(format("a.txt", "{\"title\": \"a\"}\n\n正文**重点**。\n"), Format::Markdown);
        assert_eq!(format("a.txt", "标题：a\n日期：2022年1月1日\n正文：\n　　正文。\n"), Format::Text);
        assert_eq!(format("a.md", "# 题目\n\n正文。"), Format::Markdown);
        assert_eq!(format("a.md", "<p align=center><img src=a></p>\n\n# 题\n\n正文。\n"), Format::Markdown);
        assert_eq!(format("a.txt", "# 题\n\n见[甲](http://a)。\n\n```\nx\n```\n"), Format::Markdown);
        assert_eq!(format("a.txt", "题目\n\n1. 甲\n- 乙\n# 丙\n#话题# 丁\n"), Format::Text);
        assert_eq!(format("a.txt", "<!DOCTYPE html><html></html>"), Format::Html);
        assert_eq!(format("a.md", "<!DOCTYPE html><html><body><p># x</p></body></html>"), Format::Html);
        assert_eq!(format("a.html", "<p>正文</p>"), Format::Html);
        assert_eq!(format("a.txt", "登陆注册\n814681\n\n题目\n"), Format::Scraped);
        assert_eq!(format("a.txt", "题目\n\n{image=1}\n"), Format::Scraped);
        assert_eq!(format("a.txt", "红楼梦\n\n第一回\n"), Format::Text);
    }

    #[test]
    fn feeds_and_news_are_known_whatever_they_are_called() {
        let item = "<item><title>a</title><description>b</description></item>";
        let entry = "<entry><title>a</title><content>b</content></entry>";
        for text in [
            format!("<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel>{item}</channel></rss>"),
            format!("\u{FEFF}\n\n<!-- x --><rss><channel>{item}"),
            format!("Warning: something\n<?xml version=\"1.0\"?><rss><channel>{item}</channel></rss>"),
            format!("<feed xmlns=\"http://www.w3.org/2005/Atom\">{entry}</feed>"),
            format!(
                "<atom:feed xmlns:atom=\"http://www.w3.org/2005/Atom\">{}</atom:feed>",
                entry.replace("entry", "atom:entry")
            ),
            format!("<rdf:RDF xmlns=\"http://purl.org/rss/1.0/\"><channel/>{item}</rdf:RDF>"),
            String::from(
                "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{\"id\": \"1\", \"content_text\": \"b\"}]}",
            ),
        ] {
            for name in ["a.xml", "a.html", "a.md", "a"] {
                assert_eq!(format(name, &text), Format::Feed, "{text}");
            }
        }
        for text in [
            "<doc><title>a</title><body>b</body></doc>",
            "<nitf><body><body.content><p>a</p></body.content></body></nitf>",
        ] {
            assert_eq!(format("a.txt", text), Format::Xml, "{text}");
        }
        // What only looks like it.
        let page = "<html><head><link rel=alternate type=application/rss+xml href=/feed><title>rss</title></head><body><p>a</p></body></html>";
        assert_eq!(format("feed.xml", page), Format::Html);
        assert_eq!(format("a.xml", &format!("<?xml version=\"1.0\"?>{page}")), Format::Html);
        assert_eq!(format("a.html", "<article><h1>a</h1><p>b</p><p>c</p></article>"), Format::Html);
        assert_eq!(format("a.html", "<body><p>a</p><content>b</content></body>"), Format::Html);
        assert_eq!(format("a.json", "{\"name\": \"jsonfeed\", \"version\": \"1\"}"), Format::Text);
        assert_eq!(format("a.txt", "<rss> 是一种格式。"), Format::Text);
    }
}
