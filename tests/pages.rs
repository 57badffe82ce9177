//! Whole web pages, written for this: which element is the article, and what of the page is none of it.

use std::fmt::Write as _;

use kanbao::library;
use kanbao::model::{Article, BlockKind, Origin};

const TITLE: &str = "渡口的旧船修好了";
const FIRST: &str = "停在渡口三年的旧木船昨天下了水，船工试了两个来回，没有漏。";
const SECOND: &str = "村里的孩子跑来看，船工说，开春以后坐船过河不收钱。";

fn read(page: &str) -> Article {
    library::parse(&Origin::File("page.html".into()), page.as_bytes()).expect(page)
}

fn page(head: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>{TITLE} - 某县新闻网</title>{head}</head><body>{body}</body></html>"
    )
}

fn texts(article: &Article) -> Vec<&str> {
    article.body.iter().map(|block| block.text()).filter(|text| !text.is_empty()).collect()
}

/// A short article as templates lay it out.
fn articles() -> Vec<String> {
    let text = format!("<p>{FIRST}</p><p>{SECOND}</p>");
    vec![
        format!("<div class=main><h1>{TITLE}</h1><div class=article>{text}</div></div>"),
        format!("<article><h1>{TITLE}</h1><div class=entry>{text}</div></article>"),
        format!(
            "<div class='wrap subscribe-enabled'><div class=head><h1>{TITLE}</h1></div><div class=x7>{text}</div></div>"
        ),
        format!("<div id=left><div class=title><h2>{TITLE}</h2></div><div id=content>{text}</div></div>"),
        format!("<section class='has-sidebar story'><h1>{TITLE}</h1>{text}</section>"),
    ]
}

/// What stands below it, and is longer.
fn others() -> Vec<(&'static str, String)> {
    let many = |item: &dyn Fn(usize) -> String| (0..12).map(item).collect::<String>();
    let teaser = "邻县的一条新闻讲的是另外一件事，摘要写得不短，点进去才看得到后面说了什么，这里只是开头的几十个字。";
    let teasers =
        many(&|n| format!("<div class=item><h3><a href=/n/{n}>邻县的第{n}条新闻</a></h3><p>{teaser}</p></div>"));
    let rows = many(&|n| format!("<li><div><h3><a href=/n/{n}>邻县的第{n}条新闻</a></h3><p>{teaser}</p></div></li>"));
    let comments = many(&|n| {
        format!(
            "<li><b>网友{n}</b><p>第{n}条评论说的是自己小时候坐船的事，说得很长，说到河水，也说到河对岸的集市。</p></li>"
        )
    });
    let cards = many(&|n| format!("<article class=card><a href=/p/{n}><img src={n}.jpg></a><p>{teaser}</p></article>"));
    let story = many(&|n| {
        format!("<p>下一篇文章的第{n}段讲一位戏班老板的一生，和渡口没有关系，可是比正文长得多，谁读了都会奇怪。</p>")
    });
    vec![
        ("a sidebar by its tag", format!("<aside>{teasers}</aside>")),
        ("a sidebar by its class", format!("<div class='right-col sidebar'>{teasers}</div>")),
        ("comments", format!("<div id=comments class=comments-area><ol>{comments}</ol></div>")),
        ("a stream without a name", format!("<div class=zz><ul>{rows}</ul></div>")),
        ("other articles", format!("<h3>猜你喜欢</h3><div class=grid>{cards}</div>")),
        ("the next article", format!("<div class=q1><h1>戏班老板的一生</h1>{story}</div>")),
        ("a footer", format!("<footer>{teasers}</footer>")),
        ("a pop-up", format!("<div class=modal>{story}</div>")),
    ]
}

#[test]
fn a_short_article_wins_over_longer_texts_beside_it() {
    let description = format!("<meta property=og:title content={TITLE}><meta name=description content='{FIRST}'>");
    for article in articles() {
        for (what, other) in others() {
            for body in [format!("<div id=page>{article}{other}</div>"), format!("{article}<div>{other}</div>")] {
                let found = read(&page(&description, &body));
                assert_eq!(texts(&found), [FIRST, SECOND], "beside {what}: {article}");
                assert_eq!(found.meta.title.as_str(), TITLE, "beside {what}: {article}");
            }
        }
    }
}

#[test]
fn what_has_a_name_loses_without_a_description_too() {
    for article in articles().into_iter().take(2) {
        for (what, other) in
            others().into_iter().filter(|(what, _)| what.starts_with("a sidebar") || *what == "comments")
        {
            let found = read(&page("", &format!("<div id=page>{article}</div>{other}")));
            assert!(texts(&found).starts_with(&[FIRST, SECOND]), "beside {what}: {article}");
        }
    }
}

/// A long article in a box that a word of furniture names, and in parts.
#[test]
fn what_holds_the_title_or_the_described_text_is_never_furniture() {
    let text: String = (0..9).fold(format!("<p>{FIRST}</p>"), |mut text, n| {
        let _ = write!(text, "<p>第{n}天，船工换了一块船板，刷了一遍桐油，等它干透，再刷一遍。</p>");
        text
    });
    for class in ["newsletter", "comments", "sidebar", "related", "popup", "footer"] {
        let body = format!(
            "<div class='{class}'><h1>{TITLE}</h1>{text}</div><div class=list><p>这里是邻县的一条消息，讲的是修路。</p></div>"
        );
        let found = read(&page(&format!("<meta name=description content='{FIRST}'>"), &body));
        assert!(texts(&found).len() >= 10 && texts(&found).contains(&FIRST), "{class}: {:?}", texts(&found));
    }
    let halves = format!(
        "<div class=a1><h1>{TITLE}</h1><div class='part one'><p>{FIRST}</p><p>{SECOND}</p></div><div class='part two'>{text}</div></div>"
    );
    let found = read(&page("", &halves));
    assert_eq!(texts(&found).len(), 12, "{:?}", texts(&found));
}

#[test]
fn a_string_of_a_script_is_the_article_only_where_nothing_contradicts_it() {
    let shown = format!("<h1>{TITLE}</h1><div class=article><p>{FIRST}</p><p>{SECOND}</p></div>");
    let names = (0..300).fold(String::new(), |names, n| format!("{names}css_box_text_{n},"));
    let notice = "本站转载的文章都注明了出处，如有不妥，请来信告知，我们会在三天之内处理，谢谢您的支持。".repeat(12);
    for script in [format!("var list = '{names}';"), format!("var tips = \"{notice}\";")] {
        let found = read(&page("", &format!("{shown}<script>{script}</script>")));
        assert_eq!(texts(&found), [FIRST, SECOND]);
    }
    let whole = format!("<p>{FIRST}</p><p>{SECOND}</p>").repeat(8);
    let empty = format!("<h1>{TITLE}</h1><div id=app></div><script>var data = {{content: '{whole}'}}</script>");
    assert_eq!(texts(&read(&page("", &empty))).len(), 16, "an empty page has its article in a script");
}

/// How a post of a thread is laid out: its number, who wrote it, when, and the text.
type Layout = fn(usize, &str, &str, &str) -> String;

#[test]
fn all_posts_of_a_thread_are_kept_in_order_under_who_wrote_them() {
    let posts = [
        ("船工老李", "2024-04-05 23:20", "船底换了三块板，桐油刷了四遍，明天下水。"),
        ("阿梅", "2024-04-06 10:00", "我去看了，真的不漏。"),
        ("过客", "2024-04-07 08:12", "下次还坐。"),
    ];
    let layouts: [(&str, Layout); 4] = [
        ("a table", |n, who, when, text| {
            format!(
                "<div id=post_{n}><table><tr><td>{who}<br>会员</td><td><em>发表于 {when}</em><div class=t_f id=postmessage_{n}>{text}</div></td></tr></table></div>"
            )
        }),
        ("boxes", |_, who, when, text| {
            format!(
                "<div class=reply-item><div class=hd><a class=username href=/u>{who}</a><span class=date>{when}</span></div><div class=post-content><p>{text}</p></div></div>"
            )
        }),
        ("a list", |_, who, when, text| {
            format!(
                "<li class=answer><span class=author-name>{who}</span><div class=rich-text><p>{text}</p></div><time>{when}</time></li>"
            )
        }),
        ("entries", |_, who, when, text| {
            format!(
                "<article class=live><time>{when}</time><b class=author>{who}</b><p>{text}</p><p>说这话的人后来又去了一趟渡口，在岸上站了很久，等最后一班船回来。</p></article>"
            )
        }),
    ];
    let clock: String =
        ["07:30", "8:05", "19:20:00"].iter().zip(&posts).fold(String::new(), |all, (time, (_, _, text))| {
            all + &format!(
                "<div class=live-item><div class=live-time>{time}</div><div class=live-con><p>{text}</p></div></div>"
            )
        });
    let live = read(&page("", &format!("<h1>{TITLE}</h1><div class=live-list>{clock}</div>")));
    assert_eq!(texts(&live), ["07:30", posts[0].2, "8:05", posts[1].2, "19:20:00", posts[2].2]);
    for (layout, post) in layouts {
        let list: String = posts.iter().enumerate().map(|(n, (who, when, text))| post(n, who, when, text)).collect();
        let body = format!(
            "<div id=ct><h1>{TITLE}</h1><div id=list>{list}</div></div><div id=ft><p>Copyright 2024 某县论坛 版权所有，未经授权不得转载。</p></div>"
        );
        let found = read(&page("", &body));
        let heads: Vec<&str> = found
            .body
            .iter()
            .filter(|block| matches!(block.kind, BlockKind::Heading { .. }))
            .map(|block| block.text())
            .collect();
        assert_eq!(heads.len(), 3, "{layout}: {:?}", texts(&found));
        for ((who, when, text), head) in posts.iter().zip(&heads) {
            assert!(head.contains(who) && head.contains(when), "{layout}: {head}");
            assert!(texts(&found).contains(text), "{layout}: {text}");
        }
        assert!(
            !texts(&found).iter().any(|text| text.contains("会员") || text.contains("Copyright")),
            "{layout}: {:?}",
            texts(&found)
        );
    }
}

#[test]
fn a_question_and_its_answers_are_one_page() {
    let post = |who: &str, text: &str| {
        format!(
            "<div class=layout><div class=votes>12</div><div class='cell'><div class='s-prose post-body'><p>{text}</p></div><div class=user-details><a class=username href=/u>{who}</a><time>2024-05-06 07:08</time></div></div></div>"
        )
    };
    let body = format!(
        "<div id=bar><h1>{TITLE}</h1><div id=question>{}</div><div id=answers><h2>2 个回答</h2><div class=answer>{}</div><div class=answer>{}</div></div></div><div class=hot><ul><li><a href=/1>别处的问题一</a></li><li><a href=/2>别处的问题二</a></li></ul></div>",
        post("问的人", "渡口的船什么时候再开？我上次去的时候，船还停在岸上，底朝天。"),
        post("答的人", "昨天下水了，开春以后天天开，过河不收钱。"),
        post("另一个", "早上七点到晚上六点，人满就走。")
    );
    let found = read(&page("", &body));
    let all = texts(&found);
    let order = ["问的人", "渡口的船", "答的人", "昨天下水", "另一个", "早上七点"];
    let places: Vec<Option<usize>> = order.iter().map(|word| all.iter().position(|text| text.contains(word))).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{all:?}");
    assert!(!all.iter().any(|text| text.contains("别处") || *text == "12"), "{all:?}");
}

#[test]
fn a_box_named_as_articles_are_is_the_article_though_it_waits_hidden_and_comments_are_longer() {
    let comments = (0..12).fold(String::new(), |mut all, n| {
        let _ = write!(all, "<li><strong>读者{n}</strong><p>这条留言讲了很长的故事，关于他小时候在渡口等船的那个早晨，以及后来的事情。</p></li>");
        all
    });
    for style in ["visibility: hidden; opacity: 0; ", "display:none", ""] {
        let body = format!(
            "<div class=wrap><h1>{TITLE}</h1><div class=rich_media_content id=js_content style='{style}'><section>{FIRST}</section><section>{SECOND}</section></div></div><div class=area><div class=comment><ul>{comments}</ul></div></div>"
        );
        assert_eq!(texts(&read(&page("", &body))), [FIRST, SECOND], "{style}");
    }
}

#[test]
fn links_below_the_text_are_none_of_it_whatever_their_addresses() {
    for link in ["https://news.example/1", "/n/1.html", "?id=1", "1.html"] {
        let body = format!(
            "<div class=art><h1>{TITLE}</h1><div class=con><p>{FIRST}</p><p>{SECOND}</p><p><strong>相关阅读：</strong></p><p><a href={link}>邻县的桥修好了</a></p><p><a href={link}>邻县的路也修好了</a></p></div></div>"
        );
        assert_eq!(texts(&read(&page("", &body))), [FIRST, SECOND], "{link}");
    }
}

#[test]
fn posts_and_answers_are_kept_however_short_they_are() {
    let forum = [("小李", "渡口通了吗？"), ("阿梅", "通了。"), ("过客", "七点开船。")].iter().fold(String::new(), |mut all, (who, text)| {
        let _ = write!(all, "<div class='post has-profile'><dl class=postprofile><dt><a class=username>{who}</a></dt></dl><div class=postbody><div class=text>{text}</div></div></div>");
        all
    });
    let found = read(&page("", &format!("<div id=body><h2><a>{TITLE}</a></h2>{forum}</div>")));
    let all = texts(&found).join("\n");
    for text in ["小李", "渡口通了吗？", "阿梅", "通了。", "过客", "七点开船。"] {
        assert!(all.contains(text), "{text}: {all}");
    }
    let answers = [("懂船的人", "船底要先刷桐油。"), ("路人", "问船工。")].iter().fold(String::new(), |mut all, (who, text)| {
        let _ = write!(all, "<div class=List-item><div class='Item AnswerItem'><div class=Info><a class=UserLink>{who}</a></div><div class=inner><span class=RichText><p>{text}</p></span></div><button>赞同 12</button></div></div>");
        all
    });
    let found = read(&page(
        "",
        &format!(
            "<h1>{TITLE}</h1><div class=Detail>木船停了三年，想知道下水之前要做些什么，有没有人懂。</div><div class=List>{answers}</div><div class=more><p>这里是别的问题。</p></div>"
        ),
    ));
    assert_eq!(
        texts(&found),
        ["木船停了三年，想知道下水之前要做些什么，有没有人懂。", "懂船的人", "船底要先刷桐油。", "路人", "问船工。"]
    );
}

#[test]
fn comments_and_asides_below_a_text_behind_the_title_are_none_of_it() {
    let long = format!("<p>{SECOND}{FIRST}</p>").repeat(9);
    for (open, close) in [("<div id=comments>", "</div>"), ("<aside>", "</aside>"), ("<footer>", "</footer>")] {
        let body = format!("<main><h1>{TITLE}</h1><p>今天下水了。</p></main>{open}<h3>别的话</h3>{long}{close}");
        assert_eq!(texts(&read(&page("", &body))), ["今天下水了。"], "{open}");
    }
}

#[test]
fn a_page_of_short_lines_and_empty_boxes_is_read_whole() {
    let body = "<a id=p1></a><h2>第一章<br>搬家</h2><p>搬了。</p><div></div><p>又搬了。</p>";
    assert!(texts(&read(&page("", body))).ends_with(&["搬了。", "又搬了。"]));
}

#[test]
fn what_is_out_of_the_window_is_no_text() {
    let spam = "外链推广文字，写得和真的一样长，读起来也像一句话，可是谁也看不见它。".repeat(8);
    for style in
        ["position:absolute;left:-9999px", "text-indent:-5000px", "display:none", "position:fixed;top:-2000px;"]
    {
        let body = format!(
            "<h1>{TITLE}</h1><div style='{style}'><p>{spam}</p></div><div class=article><p>{FIRST}</p><p>{SECOND}</p></div>"
        );
        let found = read(&page(&format!("<meta name=description content='{FIRST}'>"), &body));
        assert_eq!(texts(&found), [FIRST, SECOND], "{style}");
    }
}

#[test]
fn no_word_of_a_class_cuts_a_row_of_a_table_or_a_part_of_a_list() {
    let body = format!(
        "<article><h1>{TITLE}</h1><p>{FIRST}</p><table><tr><th>船</th><th>次数</th></tr><tr class='row player-1'><td>甲船</td><td>12</td></tr><tr class='row hidden-md ad-2'><td>乙船</td><td>9</td></tr></table><ul class=rating><li>船况 8 分</li><li>服务 9 分</li></ul><dl><dt class=author>船主</dt><dd class=tags>老李</dd></dl><p>{SECOND}</p></article>"
    );
    let found = read(&page("", &body));
    let all = texts(&found).join("\n");
    for text in ["甲船", "12", "乙船", "9", "船况 8 分", "服务 9 分", "船主", "老李"] {
        assert!(all.contains(text), "{text}: {all}");
    }
}

#[test]
fn no_class_word_cuts_a_listing() {
    let code = |body: &str| -> Vec<String> {
        let article =
            read(&page("", &format!("<article><h1>{TITLE}</h1><p>{FIRST}</p>{body}<p>{SECOND}</p></article>")));
        assert!(texts(&article).contains(&SECOND), "{body}");
        let listing = |block: &kanbao::model::Block| match &block.kind {
            BlockKind::Code { lang } => Some(format!("{}|{}", lang.as_deref().unwrap_or("-"), block.text())),
            BlockKind::Paragraph if [FIRST, SECOND].contains(&block.text()) => None,
            BlockKind::Heading { .. } => None,
            other => Some(format!("{}|{}", other.name(), block.text())),
        };
        article.body.iter().filter_map(listing).collect()
    };
    for (body, listing) in [
        ("<pre class='line-numbers language-js'><code>row(3);\nrest();</code></pre>", "js|row(3);\nrest();"),
        ("<pre class='brush: php; toolbar: false; gutter: true'>row(3);</pre>", "php|row(3);"),
        (
            "<div class='code-toolbar'><pre><code>row(3);</code></pre><div class='toolbar'><span>Copy</span></div></div>",
            "-|row(3);",
        ),
        ("<pre class='line-numbers comments'>row 3</pre>", "-|row 3"),
        ("<div class='sidebar'><pre class='related'>row 3</pre></div>", "-|row 3"),
        ("<div class='share tools'><pre>row 3</pre></div>", "-|row 3"),
        (
            "<figure class='highlight lua'><table><tr><td class='gutter'><pre><span class='line'>1</span><br></pre></td><td class='code'><pre><span class='line'>row(3)</span><br></pre></td></tr></table></figure>",
            "lua|row(3)",
        ),
        (
            "<table class='lntable'><tr><td class='lntd'><pre><code><span class='lnt'>1\n</span></code></pre></td><td class='lntd'><pre><code class='language-go'>row(3)</code></pre></td></tr></table>",
            "go|row(3)",
        ),
        (
            "<div class='syntaxhighlighter java'><table><tr><td class='gutter'><div class='line number1'>1</div><div class='line number2'>2</div></td><td class='code'><div class='container'><div class='line number1'><code>row(3);</code></div><div class='line number2'><code>rest();</code></div></div></td></tr></table></div>",
            "java|row(3);\nrest();",
        ),
        (
            "<div class='language-ts line-numbers-mode'><span class='lang'>ts</span><pre><code>row(3)\nrest()</code></pre><div class='line-numbers-wrapper'><span class='line-number'>1</span><br><span class='line-number'>2</span><br></div></div>",
            "ts|row(3)\nrest()",
        ),
        (
            "<table><tr><td class='blob-num' data-line-number='1'></td><td class='blob-code'>row(3)</td></tr><tr><td class='blob-num' data-line-number='2'></td><td class='blob-code'>  rest()</td></tr></table>",
            "-|row(3)\n  rest()",
        ),
    ] {
        assert_eq!(code(body), [listing], "{body}");
    }
}
