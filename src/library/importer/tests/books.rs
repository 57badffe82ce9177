//! Books, as programs write them and as they should not.

use super::kit::{articles, listed, post, zip};
use crate::model::{Article, Format};

const CONTAINER: &str = r#"<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"
    version="1.0"><rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/>
    </rootfiles></container>"#;

const PACKAGE: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>灯下集</dc:title><dc:creator>林晚</dc:creator><dc:language>zh-CN</dc:language><dc:date>2019-05-04</dc:date>
<dc:subject>散文</dc:subject></metadata><manifest>
<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>
<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>
<item id="two" href="text/two.xhtml" media-type="application/xhtml+xml"/>
<item id="one" href="text/one.xhtml" media-type="application/xhtml+xml"/>
<item id="three" href="text/three.xhtml" media-type="application/xhtml+xml"/>
</manifest><spine><itemref idref="cover"/><itemref idref="nav"/><itemref idref="one"/><itemref idref="two"/>
<itemref idref="three"/></spine></package>"#;

const NAV: &str = r#"<html xmlns:epub="http://www.idpf.org/2007/ops"><body><nav epub:type="toc"><ol>
<li><a href="text/one.xhtml">一　灯</a></li></ol></nav></body></html>"#;

fn page(title: &str, body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\">\
         <head>{title}</head><body>{body}</body></html>"
    )
}

pub fn book() -> Vec<u8> {
    let paragraph = "<p>灯芯剪了三回，信还没有写完，窗外的雨倒先停了。</p>";
    zip(&[
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", CONTAINER.as_bytes()),
        ("OEBPS/content.opf", PACKAGE.as_bytes()),
        ("OEBPS/nav.xhtml", NAV.as_bytes()),
        ("OEBPS/cover.xhtml", page("<title>封面</title>", "<div></div>").as_bytes()),
        ("OEBPS/text/three.xhtml", page("<title>灯下集</title>", paragraph).as_bytes()),
        ("OEBPS/text/two.xhtml", page("<title/>", &format!("<h2>二　雨</h2>{paragraph}")).as_bytes()),
        (
            "OEBPS/text/one.xhtml",
            page("<title>灯下集</title>", &format!("<h1><a id=\"p1\"/>一　灯</h1>{paragraph}{paragraph}")).as_bytes(),
        ),
    ])
}

#[test]
fn chapters_come_in_the_order_of_the_spine_with_their_titles() {
    let expected = ["book.epub#2 = 一　灯", "book.epub#3 = 二　雨", "book.epub#4 = 灯下集 4"];
    assert_eq!(listed("book.epub", &book()), expected);
    assert_eq!(listed("renamed.zip", &book()).len(), 3);
}

#[test]
fn a_cover_aside_is_not_the_first_and_names_match_however_they_are_composed() {
    let package = PACKAGE
        .replace("<itemref idref=\"cover\"/>", "<itemref idref=\"cover\" linear=\"no\"/>")
        .replace("text/one.xhtml", "text/cafe\u{301}.xhtml")
        .replace("text/two.xhtml", "text/%E3%81%8C.xhtml");
    let page = |title: &str| page("<title/>", &format!("<h1>{title}</h1><p>灯芯剪了三回，信还没有写完。</p>"));
    let book = zip(&[
        ("META-INF/container.xml", CONTAINER.as_bytes()),
        ("OEBPS/content.opf", package.as_bytes()),
        ("OEBPS/cover.xhtml", page("封面").as_bytes()),
        ("OEBPS/nav.xhtml", NAV.replace("text/one.xhtml", "text/caf\u{e9}.xhtml").as_bytes()),
        ("OEBPS/text/caf\u{e9}.xhtml", page("甲").as_bytes()),
        ("OEBPS/text/か\u{3099}.xhtml", page("乙").as_bytes()),
        ("OEBPS/text/three.xhtml", page("丙").as_bytes()),
    ]);
    let expected = ["book.epub#1 = 一　灯", "book.epub#2 = 乙", "book.epub#3 = 丙", "book.epub#4 = 封面"];
    assert_eq!(listed("book.epub", &book), expected);
}

#[test]
fn the_book_is_the_source_and_says_the_rest() {
    let chapters = articles("book.epub", &book());
    let Article { meta, body, .. } = &chapters[0];
    assert_eq!(
        (meta.format, meta.author.as_deref(), meta.lang.as_deref()),
        (Format::Epub, Some("林晚"), Some("zh-Hans"))
    );
    assert_eq!(meta.source.iter().map(|source| source.as_str()).collect::<Vec<_>>(), ["灯下集"]);
    assert_eq!(meta.tags.iter().map(|tag| tag.as_str()).collect::<Vec<_>>(), ["散文"]);
    assert!(meta.published.is_some_and(|published| published.to_string().starts_with("2019-05-04")));
    let texts: Vec<&str> = body.iter().map(|block| block.text()).collect();
    assert_eq!(
        texts, ["灯芯剪了三回，信还没有写完，窗外的雨倒先停了。"; 2],
        "the title is said once, and an anchor is no link"
    );
    assert!(body.iter().all(|block| block.inline.spans.is_empty()));
}

#[test]
fn a_book_in_a_zip_has_its_chapters_too() {
    let all = zip(&[("shelf/灯下集.epub", &book()), ("a.md", &post("甲"))]);
    let lines = listed("all.zip", &all);
    assert_eq!(lines[0], "all.zip/shelf/灯下集.epub#2 = 一　灯");
    assert_eq!(lines.len(), 4);
}

#[test]
fn a_book_without_its_package_is_a_zip_of_pages() {
    let page = page("<title>灯</title>", &"<p>灯芯剪了三回，信还没有写完，窗外的雨倒先停了。</p>".repeat(3));
    let broken = zip(&[("mimetype", b"application/epub+zip"), ("text/one.xhtml", page.as_bytes())]);
    let lines = listed("book.epub", &broken);
    assert!(lines.contains(&"book.epub/text/one.xhtml = 灯".to_owned()), "{lines:?}");
}
