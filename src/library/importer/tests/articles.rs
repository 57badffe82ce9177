//! What the parts of the archive make together of small documents, and of anything at all.

use proptest::prelude::*;

use crate::error::Error;
use crate::library::parse;
use crate::model::{Article, Note, Origin, SafeText};

fn read(name: &str, text: &str) -> Result<Article, Error> {
    parse(&Origin::File(name.into()), text.as_bytes())
}

/// An article as lines: title, blocks, then what was cut.
fn picture(name: &str, text: &str) -> String {
    let article = read(name, text).unwrap();
    let mut lines = vec![format!("# {}", article.meta.title)];
    lines.extend(article.body.iter().map(|block| format!("{}|{}", block.kind.name(), block.text().replace('\n', "⏎"))));
    lines.extend(article.removed.iter().map(|cut| format!("-{}|{}", cut.reason.0, cut.text.replace('\n', "⏎"))));
    lines.join("\n")
}

fn post(body: &str) -> String {
    picture("a.md", &format!("---\ntitle: 题目\nauthor: 某报\n---\n\n<div>   \n{body}\n</div>"))
}

const PROSE: &str = "天津市今天召开会议，部署下一步的工作。";

#[test]
fn paragraphs_lose_their_indent_and_empty_ones_vanish() {
    assert_eq!(
        post("<p>　　甲。</p><p>　　</p><p>&nbsp;</p><p>乙\u{A0}丙</p>"),
        "# 题目\nparagraph|甲。\nparagraph|乙\u{A0}丙"
    );
}

#[test]
fn text_straight_in_the_root_is_read() {
    assert_eq!(post("甲<br>乙<br><br>　　丙"), "# 题目\nparagraph|甲\nparagraph|乙\nparagraph|丙");
}

#[test]
fn bold_lines_are_headings_unless_all_is_bold() {
    assert_eq!(
        post(
            "<p><strong>小标题</strong></p><p>正文<b>重点</b>。</p><p cms-style=\"strong-Bold\">又一题</p><p><font cms-style=\"strong-Bold\">这是一句话。</font></p>"
        ),
        "# 题目\nheading|小标题\nparagraph|正文重点。\nheading|又一题\nparagraph|这是一句话。"
    );
    let all = post("<p><b>甲</b></p><p><b>乙</b></p><p><b>丙</b></p><p><b>丁</b></p><p>戊</p>");
    assert!(!all.contains("heading"), "{all}");
}

#[test]
fn lists_nest_and_are_one_block() {
    let text = "---\ntitle: a\n---\n<ol><li>甲<ul><li>乙</li></ul></li><li><p>丙</p></li></ol>";
    let article = read("a.md", text).unwrap();
    let crate::model::BlockKind::List { items } = &article.body[0].kind else { panic!("{:?}", article.body) };
    let seen: Vec<_> = items.iter().map(|i| (&article.body[0].text()[i.range.clone()], i.depth, i.number)).collect();
    assert_eq!(seen, [("甲", 0, Some(1)), ("乙", 1, None), ("丙", 0, Some(2))]);
}

#[test]
fn data_tables_are_kept_and_layout_tables_are_not() {
    assert_eq!(
        post("<table><tr><th>区</th><th>数</th></tr><tr><td>津南</td><td>33<br>例</td></tr></table>"),
        "# 题目\ntable|区\t数⏎津南\t33 例"
    );
    assert_eq!(
        post(&format!("<table><tr><td><p>{PROSE}</p><img src=\"http://a/b.jpg\"><p>乙</p></td></tr></table>")),
        format!("# 题目\nparagraph|{PROSE}\nimage|\nparagraph|乙")
    );
}

#[test]
fn code_keeps_its_tags_and_loses_its_button() {
    assert_eq!(
        post(
            "<pre><code class=\"copyable\">if (a) &#123;\n  <Route path=\"/\"></Route>\n&#125;\n<span class=\"copy-code-btn\">复制代码</span></code></pre>"
        ),
        "# 题目\ncode|if (a) {⏎  <Route path=\"/\"></Route>⏎}\n-copy-button|复制代码"
    );
}

#[test]
fn figures_captions_and_lazy_images() {
    let body = r#"<div class="img_wrapper"><img src="data:x" data-original="http://a/1.jpg" alt="图说文字"><span class="img_descr">图说文字</span></div>
        <figure><img src="http://a/2.jpg" alt><figcaption>策略一</figcaption></figure><blockquote>引文</blockquote>"#;
    assert_eq!(post(body), "# 题目\nimage|图说文字\nimage|策略一\nquote|引文");
}

#[test]
fn what_a_browser_does_not_show_as_text_is_removed() {
    assert_eq!(
        post(&format!(
            "<p>{PROSE}</p><script>let a</script><style>p&#123;&#125;</style><!-- x --><!----><iframe src=\"http://v/\"></iframe>"
        )),
        format!("# 题目\nparagraph|{PROSE}\n-script|let a\n-style|p&#123;&#125;\n-comment|x\n-embed|http://v/")
    );
}

#[test]
fn credits_glued_to_the_last_sentence_are_cut_off() {
    let text = format!("---\ntitle: a\n---\n<p>{PROSE}(完)【编辑:付子豪】</p>");
    let article = read("a.md", &text).unwrap();
    assert_eq!(article.body[0].text(), PROSE);
    assert_eq!(article.meta.editor.as_deref(), Some("付子豪"));
    let reasons: Vec<&str> = article.removed.iter().map(|cut| cut.reason.0.as_str()).collect();
    assert_eq!(reasons, ["end-mark", "editor-credit"]);
}

#[test]
fn a_dump_is_stripped_to_its_article() {
    let dump = format!(
        "登录\n首页\n新闻\n某地的一件新闻大事\n2022-01-12 17:24:190\n来源：\n某某日报\n字号\n{PROSE}\n小标题\n{PROSE}\n{{image=1}}\n相关新闻:另一件事情的报道\n{PROSE}\n责任编辑：\n李四\n评论列表\n网友甲\n这个评论写得很长，也有句号。\n"
    );
    assert_eq!(
        picture("a.txt", &dump),
        format!(
            "# 某地的一件新闻大事\nparagraph|{PROSE}\nparagraph|小标题\nparagraph|{PROSE}\nimage|\nrelated|相关新闻:另一件事情的报道\nparagraph|{PROSE}\n\
             -login-links|登录\n-navigation|首页\n-navigation|新闻\n-title|某地的一件新闻大事\n-published|2022-01-12 17:24:190\n\
             -source-credit|来源：\n-source-credit|某某日报\n-font-size|字号\n-editor-credit|责任编辑：\n-editor-credit|李四\n\
             -comments|评论列表\n-comments|网友甲\n-comments|这个评论写得很长，也有句号。"
        )
    );
}

#[test]
fn a_page_gives_its_main_content() {
    let page = format!(
        "<html lang=en><head><title>某地的新闻大事_要闻_某网</title><meta name=publishdate content=2022-01-12></head><body>\
         <div class=menu><a href=/>首页</a></div><h1>某地的新闻大事</h1><div>2022-01-12 17:24 来源：某报</div>\
         <div class=x><p>{PROSE}</p><p>{PROSE}</p><p>责任编辑：李四</p></div><div><p><a href=/1>别的新闻</a></p></div></body></html>"
    );
    let article = read("a.html", &page).unwrap();
    assert_eq!(article.meta.title, "某地的新闻大事");
    assert_eq!(article.meta.published.unwrap().to_string(), "2022-01-12T17:24:00+08:00");
    assert_eq!(article.meta.source, [SafeText::line("某报")]);
    assert_eq!(article.meta.editor.as_deref(), Some("李四"));
    assert_eq!(article.meta.lang.as_deref(), Some("zh-Hans"));
    assert_eq!(article.body.iter().map(|block| block.text()).collect::<Vec<_>>(), [PROSE, PROSE]);
}

#[test]
fn line_ends_and_marks_of_other_systems() {
    let text = format!("\u{FEFF}\r\n---\r\ntitle: 题目\r\n---\r\n<p>{PROSE}</p>\r\n");
    assert_eq!(picture("a.md", &text), format!("# 题目\nparagraph|{PROSE}"));
}

#[test]
fn how_a_file_was_read_stands_in_its_meta() {
    let bytes = b"\xD5\xFD\xCE\xC4 and more\n\n\xD5\xFD\xCE\xC4\xA1\xA3\xFF".as_slice();
    let meta = parse(&Origin::File("a.txt".into()), bytes).unwrap().meta;
    assert_eq!((meta.title.as_str(), meta.encoding.as_str(), meta.undecodable), ("正文 and more", "gb18030", 1));
    let deep = format!("<!DOCTYPE html><html><meta charset=big5><p>{PROSE}</p>{}<p>海河", "<div>".repeat(5000));
    let notes = read("a.html", &deep).unwrap().meta.notes;
    assert!(
        matches!(&notes[..], [Note::Limit { .. }, Note::Encoding { declared }] if *declared == "big5"),
        "{notes:?}"
    );
}

#[test]
fn what_is_no_article_says_why() {
    assert!(matches!(read("a.txt", " \n\u{3000}"), Err(Error::Empty { .. })));
    assert!(matches!(parse(&Origin::File("a.txt".into()), b"\x89PNG\r\n\x1A\n"), Err(Error::OtherFile { .. })));
    let missing = crate::library::read(&Origin::File("/no/such/file".into())).unwrap_err();
    assert!(missing.to_string().starts_with("/no/such/file: No such file"));
}

/// Lines as they stand in real files, and worse.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(PROSE.to_owned()),
        prop::sample::select(vec![
            "登陆注册",
            "814681",
            "首页",
            "评论列表",
            "责任编辑：",
            "来源：某报",
            "原标题：《某》",
            "2022-01-12 17:24:190",
            "{image=1}",
            "相关新闻:某某某某",
            "推荐",
            "第一回 某某",
            "---",
            "title: a",
            "<p>",
            "</p><b>",
            "<pre><div>",
            "<table><tr><td>甲",
            "<ul><li>乙",
            "<!-- ",
            "-->",
            "<img alt=某某某某 src=http://a/b>",
            "<blockquote>",
            "&#123;",
            "<a href=http://x>丙</a>",
            "<h2>丁",
            "\u{3000}\u{3000}戊",
            "(完)",
            "<br>",
            "<figure><figcaption>己",
            "</li>",
            "</table>",
            "</pre>",
            "<br/>",
            "\u{1b}[31m",
            "</blockquote>",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,30}",
    ]
}

fn check(article: &Article) {
    serde_json::to_string(article).unwrap();
    for block in &article.body {
        for span in &block.inline.spans {
            assert!(span.start < span.end && block.text().get(span.start..span.end).is_some());
        }
        assert!(block.inline.spans.is_sorted_by_key(|span| span.start));
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), name in "a\\.(md|txt|html)") {
        if let Ok(article) = parse(&Origin::File(name.into()), &bytes) {
            check(&article);
        }
    }

    #[test]
    fn no_document_makes_it_panic(
        head in prop::sample::select(vec!["", "\n---\ntitle: @a\n---\n<div>", "<html><body>", "登陆注册\n814681\n"]),
        lines in prop::collection::vec(line(), 0..30),
    ) {
        if let Ok(article) = read("a.txt", &format!("{head}{}", lines.join("\n"))) {
            check(&article);
        }
    }

    #[test]
    fn nothing_of_a_dump_is_lost(lines in prop::collection::vec(line(), 1..30)) {
        let text = format!("登陆注册\n814681\n{{image=1}}\n{}", lines.join("\n"));
        let Ok(article) = read("a.txt", &text) else { return Ok(()) };
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        let body: usize = article.body.iter().map(|block| letters(block.text())).sum();
        let cut: usize = article.removed.iter().map(|cut| letters(&cut.text)).sum();
        let images = article.body.iter().filter(|block| block.kind.name() == "image").count() * letters("image1");
        prop_assert_eq!(body + cut + images, letters(&SafeText::body(&text)), "{:?}", article);
    }
}

#[test]
fn an_article_inside_a_quote_a_list_or_a_table_is_read() {
    let prose = "<p>海河边的早点摊六点就开了火，排队的人把手揣在袖子里，谁也不催。</p>".repeat(6);
    let article = format!("<div class=\"article\">{prose}</div>");
    for (open, close) in [
        ("<blockquote>", "</blockquote>"),
        ("<ul><li>", "</li></ul>"),
        ("<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>", "</td></tr></table>"),
    ] {
        let page = format!(
            "<html><head><title>早点</title></head><body><p>导航</p>{open}{article}{close}<p>尾部</p></body></html>"
        );
        let origin = Origin::File("a.html".into());
        let article = parse(&origin, page.as_bytes()).expect("an article");
        let told = article.body.iter().filter(|block| block.text().contains("谁也不催")).count();
        assert_eq!(told, 6, "inside {open}: {:?}", article.body);
    }
}

#[test]
fn quotes_an_exporter_put_on_again_and_again_come_off() {
    let title = |written: &str| read("a.md", &format!("---\ntitle: {written}\n---\n<p>正文。</p>")).unwrap().meta.title;
    assert_eq!(title("\"\"\"\"\"\"\"'下半年的机会'\"\"\"\"\"\"\"").as_str(), "下半年的机会");
    assert_eq!(title("'\"下半年\"的机会'").as_str(), "\"下半年\"的机会");
}
