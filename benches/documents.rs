//! *Documents* of any size, made up, for the benches.

pub const PROSE: [&str; 4] = [
    "海河边的风比城里凉一些。卖早点的推车在桥头停下，锅里的油响起来，排队的人把手揣进袖子，谁也不说话；\
     等第一套煎饼摊好了，话才跟着热气冒出来。",
    "“今天的面发得好，”掌柜说，“昨夜里没刮风。”他把案板擦了两遍，又把灯拧亮，照着账本上的数目一行行往下念。",
    "编译器在2026年4月14日发布，单核约3.2 GHz的机器上冷编译要74.5秒，增量只要1.3秒，比去年快了一倍。",
    "渡口的老人记得，从前过河要等满一船人才开；现在有了桥，人人都走得急，反倒没有工夫看一眼水。",
];

/// Paragraphs of about `bytes` bytes, each given to `paragraph`.
pub fn written(bytes: usize, mut paragraph: impl FnMut(usize, &str) -> String) -> String {
    let mut text = String::with_capacity(bytes + 1024);
    for (number, prose) in PROSE.iter().cycle().enumerate() {
        if text.len() >= bytes {
            break;
        }
        text.push_str(&paragraph(number, prose));
    }
    text
}

/// An exported post: paragraphs, subheads, links, images.
pub fn hexo(bytes: usize) -> String {
    let body = written(bytes, |number, prose| match number % 8 {
        3 => format!("<p><strong>第{number}节</strong></p><p>　　{prose}</p>\n"),
        5 => format!("<p>{prose}<a href=\"https://example.cn/{number}\"><font>更多</font></a>{prose}</p>\n"),
        7 => format!(
            "<div class=\"img_wrapper\"><img src=\"https://example.cn/{number}.jpg\" alt=\"图\"></div><p>{prose}</p>\n"
        ),
        _ => format!("<p>　　{prose}</p>\n"),
    });
    format!(
        "---\ntitle: 桥头的早晨\nauthor: 晚报\ndate: 2024-03-08 09:30\n---\n<div>{body}<p>责任编辑：顾小样</p></div>\n"
    )
}

/// A saved page: menus and lists around the article.
pub fn html(bytes: usize) -> String {
    let menu = |number: usize| format!("<li><a href=\"/{number}.html\">栏目{number}</a></li>");
    let menu: String = (0..60).map(menu).collect();
    let body = written(bytes, |_, prose| format!("<p class=\"text\" style=\"text-indent:2em\">{prose}</p>\n"));
    format!(
        "<!DOCTYPE html><html><head><title>桥头的早晨_要闻_晚报</title><script>var a = {{}};</script></head><body>\
         <ul class=\"menu\">{menu}</ul><h1>桥头的早晨</h1><div class=\"info\">2024-03-08 09:30 来源：晚报</div>\
         <div class=\"article\">{body}</div><ul class=\"hot\">{menu}</ul><div class=\"footer\">版权所有</div></body></html>"
    )
}

/// The text dump of a page.
pub fn scraped(bytes: usize) -> String {
    let body = written(bytes, |number, prose| match number % 10 {
        4 => format!("第{number}节\n{prose}\n"),
        9 => format!("{prose}\n{{image={number}}}\n"),
        _ => format!("{prose}\n"),
    });
    format!(
        "登录\n注册\n首页\n新闻\n桥头的早晨是怎么开始的\n2024-03-08 09:30:00\n来源：\n晚报\n{body}责任编辑：顾小样\n评论列表\n共(0)条\n推荐\n"
    )
}

/// A plain text with chapters.
pub fn text(bytes: usize) -> String {
    let body = written(bytes, |number, prose| match number % 40 {
        0 => format!("第{}回 桥头\n\n　　{prose}\n\n", number / 40 + 1),
        _ => format!("　　{prose}{prose}\n\n"),
    });
    format!("桥头的早晨\n\n{body}")
}
