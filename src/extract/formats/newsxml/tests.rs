use super::*;
use crate::error::Error;
use crate::extract::extractor::parse;
use crate::model::Origin;

fn picture(text: &str) -> String {
    let document = TextDocument::by_default("a.xml", text);
    assert!(fits(&document), "{text}");
    let mut lines = Vec::new();
    for article in super::parse(&document) {
        let meta = &article.meta;
        let at = meta.published.map(|at| at.to_string()).unwrap_or_default();
        let line = |value: &Option<SafeText>| value.as_deref().unwrap_or_default().to_owned();
        let source = meta.source.iter().map(SafeText::as_str).collect::<Vec<_>>().join("/");
        lines.push(format!("# {}|{at}|{}|{source}|{}", meta.title, line(&meta.author), line(&meta.url)));
        lines.extend(
            article.body.iter().map(|block| format!("{}|{}", block.kind.name(), block.text().replace('\n', "⏎"))),
        );
    }
    lines.join("\n")
}

#[test]
fn one_document_or_several_with_a_root_or_without() {
    let doc = |title: &str| {
        format!(
            "<doc><title>{title}</title><datetime>2022-10-08 09:15:00</datetime><body>　　甲。\n　　乙。</body></doc>"
        )
    };
    let shown = |title: &str| format!("# {title}|2022-10-08T09:15:00+08:00|||\nparagraph|甲。\nparagraph|乙。");
    assert_eq!(picture(&doc("一")), shown("一"));
    let two = format!("{}\n{}", shown("一"), shown("二"));
    assert_eq!(picture(&(doc("一") + &doc("二"))), two);
    assert_eq!(picture(&format!("<?xml version=\"1.0\"?><docs><info/>{}{}</docs>", doc("一"), doc("二"))), two);
    assert_eq!(picture(&(doc("一") + &doc("二")).to_uppercase().replace("DOC>", "Doc>")), two);
}

#[test]
fn a_corpus_of_lines() {
    let text = "<doc>\n<url>http://a.example/20120706/1.shtml?a=1&b=2</url>\n<docno>1</docno>\n<contenttitle>题　目</contenttitle>\n\
         <content>第一段。\u{E40C}第二段。　　第三段，R&D < 5。</content>\n</doc>\n<doc>\n<contenttitle></contenttitle>\n<content></content>\n</doc>\n\
         <doc id=7><summary>\n题二\n</summary><short_text>\n 正文。\n</short_text></doc>";
    assert_eq!(
        picture(text),
        "# 题　目|2012-07-06T00:00:00+08:00|||http://a.example/20120706/1.shtml?a=1&b=2\nparagraph|第一段。　第二段。\nparagraph|第三段，R&D < 5。\n\
         # 题二||||\nparagraph|正文。"
    );
}

#[test]
fn the_wire_formats() {
    let nitf = "<?xml version=\"1.0\"?><nitf><head><title>甲</title><date.issue norm=\"20200707T103000+0900\"/></head><body><body.head>\
         <hedline><hl1>甲题</hl1><hl2>副题</hl2></hedline><byline>记者 <person>华某</person></byline><distributor>某社</distributor></body.head>\
         <body.content><block><p>一，<location>某地</location>。</p><hl2>小题</hl2><ul><li>子</li></ul></block></body.content></body></nitf>";
    assert_eq!(
        picture(nitf),
        "# 甲题|2020-07-07T10:30:00+09:00|华某|某社|\nparagraph|副题\nparagraph|一，某地。\nheading|小题\nlist|子"
    );
    let newsml = "<newsItem xml:lang=\"zh\"><itemMeta><provider literal=\"某社\"/><versionCreated>2022-01-14T09:57:37+08:00</versionCreated></itemMeta>\
         <contentMeta><creator><name>陈某</name></creator><headline>乙题</headline></contentMeta><contentSet><inlineXML>\
         <html><head><title>x</title></head><body><p>一。</p><p>二。</p></body></html></inlineXML></contentSet></newsItem>";
    assert_eq!(picture(newsml), "# 乙题|2022-01-14T09:57:37+08:00|陈某|某社|\nparagraph|一。\nparagraph|二。");
    let sgml = "<REUTERS NEWID=\"1\"><DATE>1987-02-26</DATE><TEXT>&#2;<TITLE>A &lt;B> C</TITLE><BODY>One.\n&#3;</BODY></TEXT></REUTERS>\
         <REUTERS NEWID=\"2\"><TEXT><TITLE>D</TITLE><BODY>Two.</BODY></TEXT></REUTERS>";
    assert_eq!(picture(sgml), "# A <B> C|1987-02-26T00:00:00+08:00|||\nparagraph|One.\n# D||||\nparagraph|Two.");
}

#[test]
fn html_in_the_text() {
    assert_eq!(
        picture("<doc><title>甲</title><body><![CDATA[<p>一 <b>二</b></p><p>三</p>]]></body></doc>"),
        "# 甲||||\nparagraph|一 二\nparagraph|三"
    );
    assert_eq!(picture("<doc><title>甲</title><p>一</p><p>二</p></doc>"), "# 甲||||\nparagraph|一\nparagraph|二");
    assert_eq!(picture("<doc><title>甲</title><p>一<p>二</p></p></doc>"), "# 甲||||\nparagraph|一\nparagraph|二");
}

#[test]
fn xml_without_articles_is_none() {
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE laughs [<!ENTITY b \"c\"><!ENTITY d \"&b;&b;\">]><laughs>&d;</laughs>";
    let settings = "<?xml version=\"1.0\"?><project><name>a</name><version>1</version></project>";
    let list = "<?xml version=\"1.0\"?><opml><head><title>a</title></head><body><outline text=\"b\"/></body></opml>";
    for text in [bomb, settings, list] {
        let read = parse(&Origin::File("a.xml".into()), text.as_bytes());
        assert!(matches!(read, Err(Error::NoArticle { .. })), "{text}");
    }
}
