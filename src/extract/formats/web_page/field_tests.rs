//! Pages as different houses build them, small and made up, and the fields of each.

use crate::extract::extractor::parse;
use crate::model::Origin;

pub(super) const PROSE: &str = "<p>海河边的早点摊六点就开了火，排队的人把手揣在袖子里，谁也不催。</p>\
    <p>摊主说，今年入冬以后生意比去年好，豆浆要多磨两锅，油条却还是那些。</p>\
    <p>到了八点，人散了，桌子收起来，只剩下炉子还热着，猫趴在旁边。</p>";

/// The fields of a page: `when | author | sources | editor | original title`.
pub(super) fn told(page: &str) -> String {
    let page = page.replace("PROSE", PROSE);
    let page = format!("<!DOCTYPE html><html>{page}</html>");
    let meta = parse(&Origin::File("a.html".into()), page.as_bytes()).expect("an article").meta;
    let line = |text: Option<&str>| text.unwrap_or("-").to_owned();
    let sources: Vec<&str> = meta.source.iter().map(|source| source.as_str()).collect();
    [
        meta.published.map_or_else(|| String::from("-"), |at| at.shown()),
        line(meta.author.as_deref()),
        if sources.is_empty() { String::from("-") } else { sources.join(", ") },
        line(meta.editor.as_deref()),
        line(meta.original_title.as_deref()),
    ]
    .join(" | ")
}

/// A page with a head, what stands between title and text, and what stands behind the text.
pub(super) fn page(head: &str, above: &str, below: &str) -> String {
    format!(
        "<head><title>早点摊的冬天_某某网</title>{head}</head><body><div class=nav><a href=/>首页</a></div><div class=main>\
         <h1>早点摊的冬天</h1>{above}<div class=article-content>PROSE{below}</div></div></body>"
    )
}

#[test]
fn what_stands_above_the_text_is_read() {
    for (above, wanted) in [
        // Spans, links, buttons.
        (
            "<div><span>2019-03-08 10:20</span><span>来源：<a href=/s>某某晚报</a></span><a href=#>举报</a></div>",
            "2019-03-08 10:20 | - | 某某晚报 | - | -",
        ),
        (
            "<div>2019年03月08日10:20　来源：<a href=/s>某某晚报</a><a href=#>参与互动</a></div>",
            "2019-03-08 10:20 | - | 某某晚报 | - | -",
        ),
        (
            "<p><span>来源</span><span>某某晚报</span><span>发布时间</span><span>2019-03-08 10:20</span></p>",
            "2019-03-08 10:20 | - | 某某晚报 | - | -",
        ),
        ("<p><i>2019/3/8</i> <i>10:20</i> <em id=source>某某晚报</em></p>", "2019-03-08 10:20 | - | 某某晚报 | - | -"),
        (
            "<div class=info>来源：某某晚报 | 2019年3月8日 10:20 | 作者：王芳 | 编辑：李四</div>",
            "2019-03-08 10:20 | 王芳 | 某某晚报 | 李四 | -",
        ),
        (
            "<div class=info>发稿时间：2019-03-08 10:20:00 来源： 某某晚报 责任编辑：李四</div>",
            "2019-03-08 10:20 | - | 某某晚报 | 李四 | -",
        ),
        (
            "<table><tr><td>2019-03-08 10:20</td><td>来 源：</td><td>某某晚报</td><td>作 者：</td><td>王芳</td></tr></table>",
            "2019-03-08 10:20 | 王芳 | 某某晚报 | - | -",
        ),
        (
            "<div>稿源：某某晚报 字号：<a href=#>大</a> <a href=#>中</a> <a href=#>小</a> 2019-03-08</div>",
            "2019-03-08 | - | 某某晚报 | - | -",
        ),
        // A name beside the date.
        (
            "<div class=meta><span>2019-03-08 10:20</span><span>·</span><span><a href=/u>某某社</a></span></div>",
            "2019-03-08 10:20 | - | 某某社 | - | -",
        ),
        (
            "<div><span>北方传媒</span><span>2019-03-08 10:20</span><span>阅读 12</span></div>",
            "2019-03-08 10:20 | - | 北方传媒 | - | -",
        ),
        ("<div>2019-03-08 10:20 王芳</div>", "2019-03-08 10:20 | 王芳 | - | - | -"),
        ("<div><span>2019-03-08</span> <span>国内</span> <span>要闻</span></div>", "2019-03-08 | - | - | - | -"),
        // Who published and who wrote.
        (
            "<div id=meta_content><span class=rich_media_meta>王芳</span><span id=profileBt><a id=js_name>北方读书</a></span><em id=publish_time>2019-03-08 10:20</em></div>",
            "2019-03-08 10:20 | 王芳 | 北方读书 | - | -",
        ),
        (
            "<p class=author-name><a href=/u>早点地图</a></p><span class=date>2019-03-08</span><span class=time>10:20</span><span class=account-authentication>优质美食领域创作者</span>",
            "2019-03-08 10:20 | - | 早点地图 | - | -",
        ),
        (
            "<div><a class=follow-nickName href=/u>夜行的猫</a><span>于 2019-03-08 10:20:30 发布</span></div>",
            "2019-03-08 10:20 | 夜行的猫 | - | - | -",
        ),
        (
            "<div><span class=author><a href=/u>王芳</a></span><span class=date>2019/03/08 10:20</span></div>",
            "2019-03-08 10:20 | 王芳 | - | - | -",
        ),
        ("<p>某某晚报记者 王芳 李四</p><p>2019-03-08 10:20</p>", "2019-03-08 10:20 | 王芳、李四 | - | - | -"),
        ("<p>文/王芳</p><p>2019-03-08 10:20 来源：某某晚报</p>", "2019-03-08 10:20 | 王芳 | 某某晚报 | - | -"),
        (
            "<p><span class=txt_info>박상우</span><span>입력 2019. 3. 8. 10:20</span></p>",
            "2019-03-08 10:20 | 박상우 | - | - | -",
        ),
        // What is none.
        (
            "<div>最新推荐文章于 2019-05-07 22:12:13 发布 <a class=nick href=/u>夜行的猫</a> 于 2019-03-08 10:20:30 发布</div>",
            "2019-03-08 10:20 | 夜行的猫 | - | - | -",
        ),
        (
            "<div><span>更新于 2019-05-07</span><span>发布于 2019-03-08</span><span>发布于：</span><span>北京市</span></div>",
            "2019-03-08 | - | - | - | -",
        ),
        (
            "<div><a href=#>字体放大</a> <a href=#>字体缩小</a> 2019-03-08 <a href=#>打印</a></div>",
            "2019-03-08 | - | - | - | -",
        ),
        ("<div>作者：admin 来源：未知 2019-03-08</div>", "2019-03-08 | - | - | - | -"),
        (
            "<div>posted @ 2019-03-08 10:20 <a class=postauthor>夜行的猫</a> 阅读(12) 评论(3) 编辑 收藏</div>",
            "2019-03-08 10:20 | 夜行的猫 | - | - | -",
        ),
    ] {
        assert_eq!(told(&page("", above, "")), wanted, "{above}");
    }
}

#[test]
fn what_stands_below_the_text_needs_a_label() {
    let dated = "<div>2019-03-08 10:20</div>";
    for (above, below, wanted) in [
        (
            dated,
            "<div class=ep-source><span><img class=icon src=a.png> 本文来源：某某晚报</span><span class=ep-editor>责任编辑：李四_NB1234</span></div>",
            "2019-03-08 10:20 | - | 某某晚报 | 李四 | -",
        ),
        (dated, "<p>（责任编辑：李四）</p>", "2019-03-08 10:20 | - | - | 李四 | -"),
        (dated, "<div><span>【纠错】</span> <span>责任编辑： 李四</span></div>", "2019-03-08 10:20 | - | - | 李四 | -"),
        (
            dated,
            "<p>来源：某某晚报</p><p>作者：王芳</p><p>编辑 李四</p>",
            "2019-03-08 10:20 | 王芳 | 某某晚报 | 李四 | -",
        ),
        ("", "<div>发布日期：2019-03-08 责任编辑：李四</div>", "2019-03-08 | - | - | 李四 | -"),
        // Other articles have dates, names and sources too.
        (
            "",
            "</div><div class=list><p>别的早点</p><p>2019-08-06 15:09:13</p><p>别的晚饭</p><p>2019-08-06 11:53:24</p>",
            "- | - | - | - | -",
        ),
        (
            dated,
            "</div><div class=list><h3>更多</h3><p><a href=/1>桥上的人都在看河里的灯</a> 来源：另一家报</p>",
            "2019-03-08 10:20 | - | - | - | -",
        ),
        ("", "</div><div class=rel><a href=/1>最新报道一</a><span>2019年11月03日</span>", "- | - | - | - | -"),
    ] {
        assert_eq!(told(&page("", above, below)), wanted, "{above} {below}");
    }
}

#[test]
fn the_head_knows_more_or_is_all_there_is() {
    for (head, above, wanted) in [
        // The minute of the day that is shown, and the year of one without it.
        (
            "<meta name=pubdate content='2019-03-08 10:20:30'>",
            "<div>2019年3月8日</div>",
            "2019-03-08 10:20 | - | - | - | -",
        ),
        ("<meta name=pubdate content='2019-03-09 01:00:00'>", "<div>2019年3月8日</div>", "2019-03-08 | - | - | - | -"),
        (
            "<meta itemprop=dateUpdate content='2019-03-08 10:20:30'>",
            "<div>发布时间：03-08 10:20</div>",
            "2019-03-08 10:20 | - | - | - | -",
        ),
        (
            "<meta itemprop=datePublished content='2019-01-02 08:00'>",
            "<div><span>12-30</span><span>23:10</span></div>",
            "2018-12-30 23:10 | - | - | - | -",
        ),
        ("", "<div>发布时间：03-08 10:20</div>", "- | - | - | - | -"),
        (
            "<script type='application/ld+json'>{\"@context\":\"https://ziyuan.baidu.com/contexts/cambrian.jsonld\",\"@id\":\"https://a.example/1\",\"title\":\"早点摊的冬天\",\"pubDate\":\"2019-03-08T10:20:30\"}</script>",
            "",
            "2019-03-08 10:20 | - | - | - | -",
        ),
        // Sites, slogans, makers and editors are no authors.
        (
            "<meta name=author content=某易><meta name=mediaid content=某某晚报>",
            "<div>2019-03-08</div>",
            "2019-03-08 | - | 某某晚报 | - | -",
        ),
        (
            "<meta name=author content='某某晚报'><meta property=og:site_name content=某某晚报>",
            "<div>2019-03-08</div>",
            "2019-03-08 | - | 某某晚报 | - | -",
        ),
        (
            "<meta name=author content='Discuz! Team and Comsenz UI Team'>",
            "<div>2019-03-08</div>",
            "2019-03-08 | - | - | - | -",
        ),
        ("<meta name=author content=李四>", "<div>2019-03-08 责任编辑：李四</div>", "2019-03-08 | - | - | 李四 | -"),
        (
            "<meta name=author content=王芳>",
            "<div>2019-03-08 来源：某某晚报</div>",
            "2019-03-08 | 王芳 | 某某晚报 | - | -",
        ),
        ("<meta name=author content=王芳>", "<div>2019-03-08 作者：李四</div>", "2019-03-08 | 李四 | - | - | -"),
        (
            "<meta name=author content=104363><meta name=source content='来源：某某网-文化频道 原创稿'>",
            "<div>2019-03-08</div>",
            "2019-03-08 | - | 某某网-文化频道 | - | -",
        ),
        ("<meta property=og:site_name content=微信公众平台>", "<div>2019-03-08</div>", "2019-03-08 | - | - | - | -"),
        (
            "<meta property=og:site_name content='某某新闻网_看天下'>",
            "<div>2019-03-08</div>",
            "2019-03-08 | - | 某某新闻网 | - | -",
        ),
        (
            "<meta property=og:site_name content='某某新闻网'>",
            "<div>2019-03-08 来源：某某晚报</div>",
            "2019-03-08 | - | 某某晚报 | - | -",
        ),
        ("<meta property=article:author content=某某号>", "<div>2019-03-08</div>", "2019-03-08 | - | 某某号 | - | -"),
    ] {
        assert_eq!(told(&page(head, above, "")), wanted, "{head} {above}");
    }
}

#[test]
fn original_titles_are_out_of_the_text() {
    for (above, below) in [
        ("<p class=otitle>（原标题：早点摊入冬）</p>", ""),
        ("", "<p>（原题为《早点摊入冬》）</p>"),
        ("<p>原标题：早点摊入冬</p>", ""),
        ("<p>[原题]早点摊入冬</p>", ""),
        ("<p>（原标题：早点摊入冬）天还没有亮，炉子里的火已经红了，第一锅油条正在下。</p>", ""),
        ("", "<p>天黑以后，桌子又摆了出来，这一次卖的是面。（原标题：早点摊入冬）</p>"),
        ("<p style='display:none'>原标题：早点摊入冬</p>", ""),
    ] {
        let text = page("", &format!("<div>2019-03-08</div></div><div class=article-content>{above}"), below);
        assert_eq!(told(&text), "2019-03-08 | - | - | - | 早点摊入冬", "{above}{below}");
        let text = format!("<!DOCTYPE html><html>{}</html>", text.replace("PROSE", PROSE));
        let article = parse(&Origin::File("a.html".into()), text.as_bytes()).expect("an article");
        assert!(article.body.iter().all(|block| !block.text().contains("原")), "{:?}", article.body);
        assert!(article.body.len() >= 3);
    }
}

#[test]
fn houses_build_their_pages_in_their_own_ways() {
    for (body, wanted) in [
        // The account stands beside the article, tags behind the date, the editor is a label without a name.
        (
            "<head><title>早点摊的冬天_豆浆_油条</title><meta name=mediaid content=北方早点><meta itemprop=datePublished content='2019-03-08 10:20'></head><body><div class=left><div class=user-info><h4><a href=/u>北方早点</a></h4><dl><dd><em>12</em>文章</dd></dl></div></div><div class=main><div class=text-title><h1>早点摊的冬天<span class=article-tag>原创</span></h1><div class=article-info><span class=time>2019-03-08 10:20</span><span class=tag><i>/</i><a href=/t>豆浆</a><i>/</i><a href=/t>油条</a></span></div></div><article class=article>PROSE<p data-role=editor-name>责任编辑：<span></span></p></article></div><div class=hot><h3>推荐阅读</h3><a href=/1>桥上的人都在看河里的灯火和月亮</a><span>今天 08:20</span></div></body>",
            "2019-03-08 10:20 | - | 北方早点 | - | -",
        ),
        // What is hidden in a card says the name again; the time is in a script.
        (
            "<head><title></title><meta property=og:title content=早点摊的冬天><meta property=og:site_name content=微信公众平台><meta name=author content=王芳></head><body><div id=img-content><h1 class=rich_media_title>早点摊的冬天</h1><div id=meta_content><span class='rich_media_meta'>原创</span><span class=rich_media_meta>王芳</span><span class=rich_media_meta_nickname id=profileBt><a href='javascript:void(0);' id=js_name>北方读书</a><div style='display:none'><strong class=profile_nickname>北方读书</strong><label>微信号</label><span>beifang</span></div></span><em id=publish_time></em></div><div class=rich_media_content id=js_content style='visibility:hidden'>PROSE</div></div><script>var ct = \"1552011630\";</script></body>",
            "2019-03-08 10:20 | 王芳 | 北方读书 | - | -",
        ),
        (
            "<head><title>早点摊的冬天_新闻频道_某视网(a.example)</title><meta name=author content=李四></head><body><div class=cnt><h1>早点摊的冬天</h1><div class=function><span class=info><i>来源：<a href=/>某视网</a> 2019年03月08日 10:20:11</i></span></div><div class=text>PROSE</div><div class=zebian><span>编辑：李四</span> <span>责任编辑：</span></div></div></body>",
            "2019-03-08 10:20 | - | 某视网 | 李四 | -",
        ),
        (
            "<head><title>早点摊的冬天_市政厅_某湃新闻</title></head><body><div><h1>早点摊的冬天</h1><div class=news_about><p>某湃新闻记者 王芳</p><p>2019-03-08 10:20 <span>来源：某湃新闻</span></p></div><div class=news_txt>PROSE</div><div>责任编辑：李四</div><div>校对：赵琳</div></div><div class=hot><h2>热新闻</h2><p><a href=/1>桥上的人都在看河里的灯火和月亮</a></p><p>2019-04-01 08:00 来源：另一家报</p></div></body>",
            "2019-03-08 10:20 | 王芳 | 某湃新闻 | 李四 | -",
        ),
        (
            "<head><title>早点摊的冬天_夜行的猫_某浪博客</title></head><body><div><h2 class=titName>早点摊的冬天</h2><span class=time>(2019-03-08 10:20:30)</span><div class=articalTag>标签：<h3><a href=/t>豆浆</a></h3> 分类：<a href=/c>海河</a></div><div class=articalContent>PROSE</div></div></body>",
            "2019-03-08 10:20 | 夜行的猫 | - | - | -",
        ),
        (
            "<head><title>早点摊的冬天</title><meta name=PubDate content='2019-03-08 10:20'></head><body><div>今天是：2024年05月20日 星期一</div><div>您现在的位置：<a href=/>首页</a> > <a href=/x>政务公开</a></div><div><div class=title>早点摊的冬天</div><div class=info><span>发布日期：2019-03-08</span><span>信息来源：区商务局</span><span>浏览次数：12</span><span>字号：[<a>大</a> <a>中</a>]</span></div><div class=TRS_Editor>PROSE</div><a>打印本页</a></div></body>",
            "2019-03-08 10:20 | - | 区商务局 | - | -",
        ),
        (
            "<head><title>早点摊的冬天_某某日报</title></head><body><div>2019年03月08日　星期五</div><div>第A02版：要闻</div><div><p><b>早点摊的冬天</b></p><p>本报记者 王芳</p><div class=article-content>PROSE</div></div></body>",
            "2019-03-08 | 王芳 | - | - | -",
        ),
        (
            "<head><title>早点摊的冬天</title></head><body><div>2024年05月20日　星期一</div><h1>早点摊的冬天</h1><div class=article-content>PROSE</div></body>",
            "- | - | - | - | -",
        ),
        (
            "<head><title>早点摊的冬天_某涯社区</title></head><body><h1><span>早点摊的冬天</span></h1><div><span>楼主：<a href=/u>夜行的猫</a></span><span>时间：2019-03-08 10:20:30</span><span>点击：1234</span></div><div class=article-content>PROSE</div></body>",
            "2019-03-08 10:20 | 夜行的猫 | - | - | -",
        ),
        (
            "<head><title>早点摊的冬天 | 河边笔记</title><meta property=og:site_name content=河边笔记></head><body><article><h1>早点摊的冬天</h1><div class=entry-meta><span>Posted on <time datetime='2019-03-08T10:20:30+08:00'>2019年3月8日</time></span><span class=byline> by <span class='author vcard'><a class='url fn n' href=/author/cat>夜行的猫</a></span></span></div><div class=entry-content>PROSE</div></article></body>",
            "2019-03-08 10:20 | 夜行的猫 | 河边笔记 | - | -",
        ),
        (
            "<head><title>早点摊的冬天</title></head><body><h1>早点摊的冬天</h1><p><span class=source>每日某某</span><span class=time>2019-03-08 10:20:30</span></p><div class=article-content><p>某经记者：王芳    某经编辑：李四</p>PROSE</div></body>",
            "2019-03-08 10:20 | 王芳 | 每日某某 | 李四 | -",
        ),
    ] {
        assert_eq!(told(body), wanted, "{body}");
    }
}

/// The body of a page without its prose, a subhead with a `#`.
pub(super) fn extras(body: &str) -> String {
    let page = format!("<!DOCTYPE html><html>{}</html>", page("", "", body).replace("PROSE", PROSE));
    let article = parse(&Origin::File("a.html".into()), page.as_bytes()).expect("an article");
    let told = article.body.iter().filter(|block| !PROSE.contains(block.text()));
    told.map(|block| format!("{}{}", if block.kind.name() == "heading" { "#" } else { "" }, block.text()))
        .collect::<Vec<_>>()
        .join(" | ")
}

#[test]
fn edit_links_and_page_numbers_are_no_text_and_bold_classes_are_bold() {
    let more = "<p>后来桥修好了，摊子又多了两家，早上的雾里全是说话的声音，谁也没有催。</p>";
    for (body, wanted) in [
        ("<h2>来历<span class=mw-editsection><span>[</span><a href=/e>编辑</a><span>]</span></span></h2>", "#来历"),
        ("<div class=mw-heading><h2>来历</h2><span class=mw-editsection>[<a href=/e>編集</a>]</span></div>", "#来历"),
        ("<h3>来历</h3><p>[edit]</p>", "#来历"),
        ("<p align=center><a href=a_2.html>下一页</a></p>", ""),
        ("<div class=page>1 <a href=2>2</a> <a href=3>3</a></div>", ""),
        (
            "<p><a href=1>首页</a> <a href=1>上一页</a> <a href=1>1</a> 2 <a href=3>3</a> <a href=3>下一页</a> <a href=3>尾页</a></p>",
            "",
        ),
        ("<p>第2页/共3页</p>", ""),
        ("<p>1 3 5 7</p>", "1 3 5 7"),
        ("<p><span class=bjh-p><span class=bjh-strong>沿河有什么</span></span></p>", "#沿河有什么"),
        ("<p><span class='text bold'>沿河有什么</span></p>", "#沿河有什么"),
        ("<p><span class=boldness>沿河有什么</span></p>", "沿河有什么"),
        ("<p><span class=bjh-strong>沿河</span>有什么</p>", "沿河有什么"),
    ] {
        let told = extras(&format!("{body}{more}"));
        let told = told.split(" | ").filter(|text| !more.contains(*text)).collect::<Vec<_>>().join(" | ");
        assert_eq!(told, wanted, "{body}");
    }
}

#[test]
fn buttons_name_nobody_and_papers_are_no_people() {
    for (above, wanted) in [
        (
            "<p>时间：2019-03-08　来源：某区商务局　浏览次数：<span>12</span>　字体：[<a>大</a> <a>中</a>]　<a>打印</a> <a>关闭</a></p>",
            "2019-03-08 | - | 某区商务局 | - | -",
        ),
        ("<p>2019-03-08 <a href='javascript:void(0)'>高亮</a></p>", "2019-03-08 | - | - | - | -"),
        ("<p>北方晚报讯（记者 王芳 通讯员 李四）</p>", "- | 王芳 | 北方晚报 | - | -"),
        (
            "<div>文/王芳 图/李四<br>2019-03-08 10:20 北方晚报 阅读 3万</div>",
            "2019-03-08 10:20 | 王芳 | 北方晚报 | - | -",
        ),
        (
            "<div>记者 王芳 南方日报<span>2019/3/8 10:20</span><button>收藏</button></div>",
            "2019-03-08 10:20 | 王芳 | 南方日报 | - | -",
        ),
        ("<div>記者 王芳／台北報導</div><div>2019-03-08</div>", "2019-03-08 | 王芳 | - | - | -"),
        (
            "<div>北方新聞網／ 記者王芳／高雄即時報導</div><div>2019-03-08</div>",
            "2019-03-08 | 王芳 | 北方新聞網 | - | -",
        ),
    ] {
        assert_eq!(told(&page("", above, "")), wanted, "{above}");
    }
    assert_eq!(told(&page("", "", "<p>（作者：李四 系某某大学教授）</p>")), "- | 李四 | - | - | -");
}
