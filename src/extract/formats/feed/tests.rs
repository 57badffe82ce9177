use super::*;
use crate::extract::extractor::parse;
use crate::model::Origin;

fn read(text: &str) -> Vec<Article> {
    let document = TextDocument::by_default("a.xml", text);
    match crate::extract::formats::registry::recognise(&document).parse {
        ParseFn::Many(parse) => parse(&document),
        ParseFn::One(_) | ParseFn::Listed(_) => panic!("no feed: {text}"),
    }
}

/// Articles as lines: what is known of each, its blocks, what was cut.
fn picture(text: &str) -> String {
    let mut lines = Vec::new();
    for article in read(text) {
        let meta = &article.meta;
        let join = |list: &[SafeText]| list.iter().map(SafeText::as_str).collect::<Vec<_>>().join("/");
        lines.push(format!("# {}", meta.title));
        for (name, value) in [
            ("at", meta.published.map(|at| at.to_string())),
            ("updated", meta.updated.map(|at| at.to_string())),
            ("by", meta.author.as_ref().map(ToString::to_string)),
            ("from", Some(join(&meta.source)).filter(|sources| !sources.is_empty())),
            ("in", Some(join(&meta.categories)).filter(|names| !names.is_empty())),
            ("tags", Some(join(&meta.tags)).filter(|names| !names.is_empty())),
            ("url", meta.url.as_ref().map(ToString::to_string)),
            ("image", meta.lead_image.as_ref().map(ToString::to_string)),
        ] {
            lines.extend(value.map(|value| format!("{name}: {value}")));
        }
        for block in &article.body {
            let src = match &block.kind {
                crate::model::BlockKind::Image { src } => src.as_deref().unwrap_or_default(),
                _ => block.inline.spans.iter().find_map(|span| span.href.as_deref()).unwrap_or_default(),
            };
            lines.push(format!(
                "{}|{}{}",
                block.kind.name(),
                block.text().replace('\n', "⏎"),
                [" ", src].concat().trim_end()
            ));
        }
        lines.extend(article.removed.iter().map(|cut| format!("-{}|{}", cut.reason.0, cut.text)));
    }
    lines.join("\n")
}

const PROSE: &str = "天津市今天召开会议，部署下一步的工作。";

#[test]
fn rss_with_what_is_added_to_it() {
    let feed = format!(
        "<?xml version=\"1.0\" encoding=\"gb2312\"?><rss xmlns:dc=\"x\"><channel><title>某报</title><link>https://a.example/</link>\
         <language>zh-cn</language><item><title><![CDATA[甲 & 乙]]></title><link>https://a.example/1?a=1&amp;copy=2</link>\
         <description>开头的几个字与正文不同</description><content:encoded><![CDATA[<p>{PROSE}</p><p><img src=\"/i.jpg\"><a href=\"../b\">丙</a></p>]]></content:encoded>\
         <dc:creator>张三</dc:creator><category>要闻</category><category>天津</category><pubDate>Fri, 14 Jan 2022 01:57:37 GMT</pubDate>\
         <enclosure url=\"https://a.example/e.png\" type=\"image/png\"/></item>\
         <item><description>&lt;p&gt;无题的一条&lt;/p&gt;</description><guid isPermaLink=\"false\">https://a.example/x</guid><pubDate>2022-01-15 10:00:00 CST</pubDate></item>\
         </channel></rss>"
    );
    assert_eq!(
        picture(&feed),
        format!(
            "# 甲 & 乙\nat: 2022-01-14T09:57:37+08:00\nby: 张三\nfrom: 某报\nin: 要闻/天津\nurl: https://a.example/1?a=1&copy=2\n\
             image: https://a.example/e.png\nparagraph|{PROSE}\nimage| https://a.example/i.jpg\nparagraph|丙 https://a.example/b\n\
             -summary|开头的几个字与正文不同\n# 无题的一条\nat: 2022-01-15T10:00:00+08:00\nfrom: 某报\nparagraph|无题的一条"
        )
    );
}

#[test]
fn atom_with_relative_addresses() {
    let feed = "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://a.example/x/\"><title>某刊</title><author><name>李四</name></author>\
         <entry><title type=\"html\">甲&amp;amp;&lt;b&gt;乙&lt;/b&gt;</title><link rel=\"self\" href=\"s\"/><link href=\"1.html\"/>\
         <published>2022-01-14T09:57:37+09:00</published><updated>2022-02-01T00:00:00Z</updated><category term=\"k\" label=\"科技\"/>\
         <summary>一句</summary><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>一句<em>话</em></p><img src=\"a.png\"/></div></content></entry>\
         <entry><title type=\"text\">a &lt;b&gt; c</title><updated>2022-02-01T00:00:00Z</updated><content type=\"text\">x &lt; y</content></entry></feed>";
    assert_eq!(
        picture(feed),
        "# 甲&乙\nat: 2022-01-14T09:57:37+09:00\nupdated: 2022-02-01T08:00:00+08:00\nby: 李四\nfrom: 某刊\nin: 科技\n\
         url: https://a.example/x/1.html\nparagraph|一句话\nimage| https://a.example/x/a.png\n\
         # a <b> c\nat: 2022-02-01T08:00:00+08:00\nby: 李四\nfrom: 某刊\nparagraph|x < y"
    );
}

#[test]
fn rdf_has_its_items_outside_of_the_channel() {
    let feed = "<rdf:RDF xmlns=\"http://purl.org/rss/1.0/\"><channel rdf:about=\"x\"><title>某网</title></channel>\
         <item rdf:about=\"y\"><title>甲</title><link>http://a.example/1</link><dc:date>2006-09-03T21:14:05</dc:date>\
         <description>第一行\n第二行</description></item></rdf:RDF>";
    assert_eq!(
        picture(feed),
        "# 甲\nat: 2006-09-03T21:14:05+08:00\nfrom: 某网\nurl: http://a.example/1\nparagraph|第一行\nparagraph|第二行"
    );
}

#[test]
fn json_feed() {
    let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "某站", "home_page_url": "https://a.example", "authors": [{"name": "王五"}],
        "items": [{"id": "1", "url": "/1", "title": "甲", "content_html": "<p>一</p><p>二</p>", "date_published": "2022-01-14T09:57:37+08:00",
        "tags": ["x"], "image": "/i.png"}, {"id": "2", "content_text": "没有题目的一条。又一句。"}]}"#;
    let whole = "# 甲\nat: 2022-01-14T09:57:37+08:00\nby: 王五\nfrom: 某站\ntags: x\nurl: https://a.example/1\nimage: https://a.example/i.png\n\
         paragraph|一\nparagraph|二\n# 没有题目的一条\nby: 王五\nfrom: 某站\nparagraph|没有题目的一条。又一句。";
    assert_eq!(picture(feed), whole);
    // Cut off in the second item: the first is there.
    let cut = &feed[..feed.find("没有").unwrap()];
    assert_eq!(picture(cut), whole.split("\n# 没有").next().unwrap());
    assert!(matches!(read(cut)[0].meta.notes.as_slice(), [Note::Malformed { .. }]));
    assert!(read(feed)[0].meta.notes.is_empty());
}

#[test]
fn a_broken_feed_gives_what_can_be_read_and_says_so() {
    let item = |number: u8| {
        format!("<item><title>题{number}</title><description>正文 R&D {number}<br>下一行</description></item>")
    };
    let bodies = |text: &str| -> Vec<String> {
        read(text).iter().map(|a| format!("{}:{}", a.meta.title, a.body.len())).collect()
    };
    for (feed, count) in [
        (format!("<rss><channel>{}{}", item(1), item(2)), 2),
        (format!("<rss><channel>{}</description></x>{}</channel></rss>", item(1), item(2)), 2),
        (
            format!(
                "<rss><channel>{}<item><title>题2</title><link>http://a.example/2\n<description>正文<br>二</description></item></channel></rss>",
                item(1)
            ),
            2,
        ),
        (
            format!(
                "<rss><channel>{}<item><title>题2<description><![CDATA[正文<br>二</description></item></channel></rss>",
                item(1)
            ),
            2,
        ),
    ] {
        let found = bodies(&feed);
        assert_eq!(found.len(), count, "{feed}");
        assert_eq!(found[0], "题1:2", "{feed}");
        assert!(found[1].starts_with("题2"), "{feed}: {found:?}");
        assert!(matches!(read(&feed)[0].meta.notes.as_slice(), [Note::Malformed { .. }]), "{feed}");
    }
}

#[test]
fn a_feed_without_items_says_what_it_is() {
    let feed = "<?xml version=\"1.0\"?><rss><channel><title>某报</title><link>http://a.example/</link><description>某地的报</description></channel></rss>";
    assert_eq!(picture(feed), "# 某报\nurl: http://a.example/\nparagraph|某地的报");
    let origin = Origin::File("a.xml".into());
    let empty = "<?xml version=\"1.0\"?><rss><channel></channel></rss>";
    assert!(matches!(parse(&origin, empty.as_bytes()), Err(crate::error::Error::NoArticle { .. })));
}

#[test]
fn bodies_that_were_escaped_twice_are_html() {
    for (description, text) in [
        ("&amp;lt;p&amp;gt;双重转义的&amp;lt;b&amp;gt;正文&amp;lt;/b&amp;gt;。&amp;lt;/p&amp;gt;", "双重转义的正文。"),
        ("前一段。&amp;lt;br/&amp;gt;后一段。", "前一段。|后一段。"),
        ("讲 &amp;lt;p&amp;gt; 标签的一篇。", "讲 <p> 标签的一篇。"),
        ("5 &amp;lt; 6，6 &amp;gt; 5。", "5 < 6，6 > 5。"),
    ] {
        for kind in ["", " type=\"html\""] {
            let feed = format!(
                "<rss><channel><item><title>题</title><description{kind}>{description}</description></item></channel></rss>"
            );
            let document = TextDocument::by_default("a.xml", &feed);
            let articles = super::parse_xml(&document);
            let texts: Vec<String> = articles[0].body.iter().map(|block| block.text().replace('\n', "|")).collect();
            assert_eq!(texts.join("|"), text, "{description}{kind}");
        }
    }
}
