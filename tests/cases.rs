//! Small inputs that came out wrong once, row by row as their list has them (`cases` of the corpus). What each has to
//! become is written here as marks of it, none of its text beyond that; kinds of one's own stand in the tests beside
//! the code.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use kanbao::library::Importer;
use kanbao::model::{Article, Block, BlockKind, InlineStyle, Limits, Origin};

/// A file of the cases, read; nothing where there is no corpus.
fn case(name: &str) -> Option<Vec<Article>> {
    let Some(folder) = std::env::var_os("KANBAO_CORPUS").map(PathBuf::from) else {
        println!("KANBAO_CORPUS is not set: {name} is not read");
        return None;
    };
    let origin = Arc::new(Origin::File(folder.join("cases").join(name)));
    let mut articles = Vec::new();
    let _ = Importer::new(Limits::default(), &[]).unwrap().each(&origin, &mut |_, article| {
        articles.push(article.unwrap_or_else(|error| panic!("{name}: {error:?}")));
        ControlFlow::Continue(())
    });
    Some(articles)
}

fn one(name: &str) -> Option<Article> {
    let mut articles = case(name)?;
    assert_eq!(articles.len(), 1, "{name}");
    articles.pop()
}

fn kinds(article: &Article) -> Vec<&'static str> {
    let kind = |block: &Block| match block.kind {
        BlockKind::Heading { .. } => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::Quote => "quote",
        BlockKind::List { .. } => "list",
        BlockKind::Table { .. } => "table",
        BlockKind::Code { .. } => "code",
        BlockKind::Image { .. } => "image",
        BlockKind::Rule => "rule",
        BlockKind::Related { .. } => "related",
    };
    article.body.iter().map(kind).collect()
}

fn texts(article: &Article) -> Vec<&str> {
    article.body.iter().map(|block| block.text()).collect()
}

fn all(article: &Article) -> String {
    texts(article).join("\n")
}

fn has(article: &Article, style: InlineStyle, text: &str) -> bool {
    let spans = article.body.iter().flat_map(|block| block.inline.spans.iter().map(move |span| (block, span)));
    spans.filter(|(_, span)| span.style == style).any(|(block, span)| &block.text()[span.start..span.end] == text)
}

fn source(article: &Article) -> Vec<&str> {
    article.meta.source.iter().map(|source| source.as_str()).collect()
}

/// How an article of three made-up paragraphs begins and ends.
const BUS: [&str; 2] = ["小镇今天", "镇上的老人"];

fn is_bus(article: &Article, more: usize) {
    let texts = texts(article);
    assert_eq!(texts.len(), 2 + more, "{texts:?}");
    assert!(texts[0].starts_with(BUS[0]) && texts[1].starts_with(BUS[1]), "{texts:?}");
}

#[test]
fn posts_with_marks_among_bare_text_are_markdown() {
    for (name, first) in
        [("hx-more", "摘要。"), ("hx-br", "第一段。"), ("hx-iframe", "第一段。"), ("hx-u", "第一段 下划线。")]
    {
        let Some(article) = one(&format!("posts/{name}.md")) else { return };
        let kept: Vec<&str> = texts(&article).into_iter().filter(|text| !text.is_empty()).collect();
        assert_eq!(kept, [first, "第二段。", "第三段。"], "{name}");
    }
    let Some(article) = one("posts/hx-sup.md") else { return };
    assert_eq!(texts(&article), ["第一段 10²。", "第二段。", "第三段。"]);
}

#[test]
fn line_breaks_that_mean_something_stay() {
    let lines = |name: &str| one(name).map(|article| all(&article).lines().map(str::to_owned).collect::<Vec<_>>());
    let Some(poem) = lines("posts/md-poem.md") else { return };
    for line in [
        "床前明月光",
        "疑是地上霜",
        "举头望明月",
        "低头思故乡",
        "1、鸡蛋",
        "2、豆浆",
        "地址：天津市河东区",
        "电话：12345",
    ] {
        assert!(poem.iter().any(|own| own == line), "{line}: {poem:?}");
    }
    let Some(talk) = lines("posts/hx-dlg.md") else { return };
    for line in [
        "甲：来了？",
        "乙：来了。",
        "甲：走。",
        "问：你是谁？",
        "答：我是我。",
        "1、苹果；",
        "一行诗，",
        "又一行，",
        "再一行。",
    ] {
        assert!(talk.iter().any(|own| own == line), "{line}: {talk:?}");
    }
}

#[test]
fn indented_sentences_are_paragraphs() {
    for (name, count) in [("posts/md-sp4.md", 3), ("posts/md-tab1.md", 2)] {
        let Some(article) = one(name) else { return };
        assert_eq!(kinds(&article), vec!["paragraph"; count], "{name}");
    }
}

#[test]
fn what_is_raised_struck_inserted_keeps_its_meaning() {
    let Some(article) = one("posts/html-sup.html") else { return };
    for text in ["3×10⁸", "100m²", "CO₂", "见注[1]", "10⁵", "²³⁵U"] {
        assert!(all(&article).contains(text), "{text}: {}", all(&article));
    }
    let Some(article) = one("posts/html-del.html") else { return };
    assert!(has(&article, InlineStyle::Struck, "100元") && has(&article, InlineStyle::Struck, "旧"));
    assert!(has(&article, InlineStyle::Inserted, "80元"));
    let Some(article) = one("pages/s_sup10.html") else { return };
    assert!(all(&article).contains("10⁶") && all(&article).contains("10⁻³") && all(&article).contains("H₂O"));
    assert!(has(&article, InlineStyle::Struck, "300元"));
    let Some(article) = one("pages/s_strike_sup.html") else { return };
    assert!(
        all(&article).contains("m²") && all(&article).contains("H₂O") && has(&article, InlineStyle::Struck, "五元")
    );
}

#[test]
fn readings_stay_with_their_base() {
    let Some(article) = one("posts/html-ruby.html") else { return };
    assert!(has(&article, InlineStyle::Ruby, "漢字"));
    let readings: Vec<&str> = article.body[0].inline.spans.iter().filter_map(|span| span.reading.as_deref()).collect();
    assert!(readings.contains(&"とうきょう") && readings.contains(&"かんじ"), "{readings:?}");
}

#[test]
fn formulas_and_stars_keep_every_character() {
    let Some(article) = one("posts/md-math.md") else { return };
    let text = all(&article);
    for formula in [
        "a_n = a_{n-2} + a_{n-1}",
        "x_{1}-y_{1}",
        "w_{j_1}",
        "\\bar{a}_{n} = b_{n}",
        "x^2",
        "$100 到 $200 之间",
        "\\alpha * \\beta * \\gamma",
        "a &= b \\\\",
    ] {
        assert!(text.contains(formula), "{formula}: {text}");
    }
    let Some(article) = one("posts/md-star.md") else { return };
    let text = all(&article);
    for kept in ["3*4*5=60", "a*b*c*d", "5* 与 4*", "2**3 与 4**5", "foo_bar_baz"] {
        assert!(text.contains(kept), "{kept}: {text}");
    }
    for bold in ["「重点」", "注意：", "“引号”", "《书名》", "（括号）"] {
        assert!(has(&article, InlineStyle::Strong, bold), "{bold}: {text}");
    }
}

#[test]
fn tables_align_and_addresses_end_where_chinese_begins() {
    let Some(article) = one("posts/md-table.md") else { return };
    assert!(kinds(&article).contains(&"table"));
    assert!(all(&article).contains("a|b") && all(&article).contains("不能丢"));
    let Some(article) = one("posts/md-auto.md") else { return };
    for link in ["https://example.com/docs", "https://example.com/guide", "https://example.com"] {
        assert!(has(&article, InlineStyle::Link, link), "{link}: {:?}", article.body[0].inline.spans);
    }
}

#[test]
fn titles_that_yaml_mangles_are_what_was_written() {
    for (name, title) in [
        ("fm-hash", "学习 C# 与 F# 的日子 #1"),
        ("fm-hash2", "#今日话题# 天津的早晨"),
        ("fm-bang", "!important 的故事"),
    ] {
        let Some(article) = one(&format!("posts/{name}.md")) else { return };
        assert_eq!(article.meta.title.as_str(), title, "{name}");
        assert!(!article.meta.notes.is_empty(), "{name}: a note says that it was mended");
    }
    let Some(article) = one("posts/fm-amp.md") else { return };
    assert!(article.meta.title.starts_with("“双碳” AT&T"), "{}", article.meta.title);
    let Some(article) = one("posts/fm-cr.md") else { return };
    assert_eq!(article.meta.title.as_str(), "回车文件");
    assert_eq!(kinds(&article), ["paragraph", "heading", "list"]);
    let Some(article) = one("posts/fm-empty.md") else { return };
    assert_eq!(texts(&article), ["正文第一段。"]);
    let Some(article) = one("posts/enc-cr-only.txt") else { return };
    assert_eq!(article.body.len(), 2, "{:?}", texts(&article));
}

#[test]
fn xhtml_shadow_trees_and_mixed_encodings_are_text() {
    let Some(article) = one("posts/html-x.xhtml") else { return };
    assert!(all(&article).contains("自闭合之后的文字不应丢失，锚点之后也是"));
    let Some(article) = one("posts/page-xmlns.html") else { return };
    assert!(all(&article).contains("今天天气很好"));
    let Some(article) = one("posts/html-shadow.html") else { return };
    assert!(all(&article).contains("影子树里的正文第二段"));
    let Some(article) = one("posts/enc-mixed.txt") else { return };
    assert_eq!(texts(&article).len(), 6);
    assert!(texts(&article)[0].contains("砖雕门楼") && texts(&article)[5].contains("海棠花"));
    assert!(!article.meta.notes.is_empty());
    let Some(article) = one("posts/txt-pua.txt") else { return };
    assert!(all(&article).chars().chain(article.meta.title.chars()).any(|c| ('\u{E000}'..='\u{F8FF}').contains(&c)));
    let Some(article) = one("pages/blank_100.html") else { return };
    assert!(all(&article).contains("安全生产工作会议"));
}

#[test]
fn inside_the_container_everything_stays() {
    for (name, wanted) in [
        ("recipe", vec!["heading", "list", "heading", "list", "paragraph"]),
        ("notice", vec!["paragraph", "table", "paragraph", "paragraph", "paragraph"]),
        ("v1-list-top", vec!["heading", "list", "heading", "paragraph", "paragraph", "paragraph", "paragraph"]),
        ("v2-list-end", vec!["paragraph", "paragraph", "paragraph", "paragraph", "heading", "list"]),
        ("v11-h3-ol", vec!["heading", "list", "heading", "list", "paragraph"]),
        ("v14-notice", vec!["paragraph", "table", "paragraph", "paragraph"]),
    ] {
        let Some(article) = one(&format!("posts/page-{name}.html")) else { return };
        assert_eq!(kinds(&article), wanted, "{name}: {}", all(&article));
    }
    let Some(article) = one("posts/page-v12-linklist.html") else { return };
    assert_eq!(kinds(&article).last(), Some(&"list"), "{:?}", texts(&article));
    let Some(article) = one("pages/player.html") else { return };
    for text in ["甲选手", "5035", "装卸码头", "画面 8 分", "李四"] {
        assert!(all(&article).contains(text), "{text}: {}", all(&article));
    }
}

#[test]
fn the_right_element_wins() {
    for name in ["short_cta", "short_side", "short_comments", "short_stream", "short_nested", "short_other", "hotwords"]
    {
        let Some(article) = one(&format!("pages/{name}.html")) else { return };
        is_bus(&article, 0);
    }
    let Some(article) = one("pages/wx_whitelist.html") else { return };
    assert!(article.body.len() > 7 && all(&article).contains("第0个场景"));
    let Some(article) = one("pages/poem.html") else { return };
    assert!(all(&article).contains("夜里看书灯一盏") && all(&article).contains("夜深人静时"));
    let Some(article) = one("pages/zhihu_multi.html") else { return };
    let text = all(&article);
    let places: Vec<Option<usize>> = ["甲", "第0件", "乙", "末班车太早"].iter().map(|mark| text.find(mark)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{text}");
    let Some(article) = one("pages/discuz.html") else { return };
    let text = all(&article);
    for mark in ["甲", "2024-4-5 23:20", "公交票价一元", "司机很和气", "乙", "下次还坐"] {
        assert!(text.contains(mark), "{mark}: {text}");
    }
    assert!(!text.contains("trademarks"));
    assert_eq!((article.meta.title.as_str(), article.meta.author.as_deref()), ("小镇公交", Some("甲")));
}

#[test]
fn fields_are_the_article_s_own() {
    let published = |article: &Article| article.meta.published.map(|at| at.minute());
    for (name, date, from) in [
        ("m_mindate", "2019-09-11", &["富达传媒"][..]),
        ("m_related_date", "2019-05-17", &["苏皖报道"]),
        ("m_bjh", "2019-10-08 12:00", &["加国必读"]),
        ("m_korea", "2024-05-13 12:52", &[]),
        ("m_csdn", "2024-05-06 15:47", &[]),
        ("m_163_source", "2019-09-07 13:43", &["红周刊", "红色周刊"]),
        ("m_youth", "2024-05-13 06:03", &["中国青年报"]),
        ("m_toutiao", "2024-05-09 22:30", &["新华社"]),
        ("m_wxsrc", "", &["某某公众号"]),
        ("m_163_end", "", &["红色周刊"]),
    ] {
        let Some(article) = one(&format!("pages/{name}.html")) else { return };
        assert!(published(&article).unwrap_or_default().starts_with(date), "{name}: {:?}", published(&article));
        let own = source(&article);
        assert!(own.first().map_or(from.is_empty(), |first| from.contains(first)), "{name}: {own:?}");
        assert_ne!(article.meta.author.as_deref(), Some("网易"), "{name}");
    }
    let Some(article) = one("pages/m_163_end.html") else { return };
    assert_eq!(article.meta.editor.as_deref(), Some("杨小"));
    let Some(article) = one("pages/m_youth.html") else { return };
    assert_eq!(article.meta.author, None);
    let Some(article) = one("pages/m_163_yt.html") else { return };
    assert_eq!(article.meta.original_title.as_deref(), Some("小镇终于有了公交"));
    assert!(!all(&article).contains("原标题"), "{}", all(&article));
}

#[test]
fn code_is_the_program_s_text() {
    for name in ["s_code_csdn", "s_code_juejin", "s_code_cnblogs"] {
        let Some(article) = one(&format!("pages/{name}.html")) else { return };
        let code: Vec<&str> = article
            .body
            .iter()
            .filter(|block| matches!(block.kind, BlockKind::Code { .. }))
            .map(|block| block.text().trim_end())
            .collect();
        assert_eq!(code, ["import json\nprint(1)"], "{name}");
        assert!(!all(&article).contains("复制") && !kinds(&article).contains(&"image"), "{name}: {}", all(&article));
    }
}

#[test]
fn captions_are_captions_and_a_picture_stands_once() {
    for name in ["s_cap_163", "s_cap_center", "s_cap_center_bold", "s_cap_wechat", "s_zhihu_div"] {
        let Some(article) = one(&format!("pages/{name}.html")) else { return };
        assert_eq!(kinds(&article), ["paragraph", "image", "paragraph", "paragraph"], "{name}: {}", all(&article));
        assert!(article.body[1].text().contains("市民排队上车"), "{name}: {}", article.body[1].text());
    }
    let Some(article) = one("pages/s_wiki_edit.html") else { return };
    assert!(!all(&article).contains("编辑"), "{}", all(&article));
    let Some(article) = one("pages/s_pageno.html") else { return };
    assert_eq!(article.body.len(), 3, "{:?}", texts(&article));
    let Some(article) = one("pages/s_bjh_h.html") else { return };
    assert_eq!(kinds(&article), ["paragraph", "heading", "paragraph", "paragraph"]);
}

#[test]
fn saved_archives_have_their_address() {
    for name in ["pages/a.mhtml", "pages/singlefile.html"] {
        let Some(article) = one(name) else { return };
        assert_eq!(article.meta.url.as_deref(), Some("https://news.example.com/2024/05/a.html"), "{name}");
        is_bus(&article, 1);
    }
}

#[test]
fn exports_of_reading_programs_are_lists() {
    let Some(articles) = case("posts/feed-wb.json") else { return };
    assert_eq!(articles[0].meta.title.as_str(), "wallabag 一");
    assert_eq!(articles[0].meta.url.as_deref(), Some("http://e.com/1"));
    assert_eq!(texts(&articles[0]), ["正文内容。"]);
    for (name, titles) in [
        ("posts/feed-omnivore.json", &["Omnivore 一"][..]),
        ("posts/feed-part_000000.csv", &["标题, 带逗号"]),
        ("posts/feed-pocket.html", &["第一篇文章的标题", "https://e.com/2", "第三篇"]),
        ("posts/feed-double.xml", &["A & B \"x\"", "标题 强调 & 符号"]),
    ] {
        let Some(articles) = case(name) else { return };
        assert_eq!(articles.iter().map(|article| article.meta.title.as_str()).collect::<Vec<_>>(), titles, "{name}");
    }
    let Some(articles) = case("posts/feed-pocket.html") else { return };
    assert_eq!(articles[0].meta.tags.len(), 2);
    assert!(articles.iter().all(|article| article.meta.published.is_some() && article.meta.url.is_some()));
    let Some(articles) = case("posts/feed-double.xml") else { return };
    assert!(has(&articles[0], InlineStyle::Strong, "正文"), "a text that is escaped twice is HTML");
}

#[test]
fn chapter_lines_are_headings_and_the_traps_beside_them_are_not() {
    let Some(article) = one("posts/txt-chap.txt") else { return };
    let heads: Vec<&str> = article
        .body
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Heading { .. }))
        .map(|block| block.text())
        .collect();
    for head in ["序章", "楔子", "第001章", "第一章 开头"] {
        assert!(heads.contains(&head), "{head}: {heads:?}");
    }
}
