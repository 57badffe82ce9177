//! How fast bytes become articles: decoding by encoding, parsing by format. Throughput is in bytes of the file.
//!
//! Each document is parsed at two sizes, and their ratio is printed: near 10 where time grows with the size, 100 where
//! it grows with its square. A format is a line of [`FORMATS`] and a function that makes a document of some size.

use std::hint::black_box;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use kanbao::library;
use kanbao::model::Origin;

const PROSE: [&str; 4] = [
    "海河边的风比城里凉一些。卖早点的推车在桥头停下，锅里的油响起来，排队的人把手揣进袖子，谁也不说话；\
     等第一套煎饼摊好了，话才跟着热气冒出来。",
    "“今天的面发得好，”掌柜说，“昨夜里没刮风。”他把案板擦了两遍，又把灯拧亮，照着账本上的数目一行行往下念。",
    "编译器在2026年4月14日发布，单核约3.2 GHz的机器上冷编译要74.5秒，增量只要1.3秒，比去年快了一倍。",
    "渡口的老人记得，从前过河要等满一船人才开；现在有了桥，人人都走得急，反倒没有工夫看一眼水。",
];

/// Paragraphs of about `bytes` bytes, each given to `paragraph`.
fn written(bytes: usize, mut paragraph: impl FnMut(usize, &str) -> String) -> String {
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
fn hexo(bytes: usize) -> String {
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
fn html(bytes: usize) -> String {
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
fn scraped(bytes: usize) -> String {
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
fn text(bytes: usize) -> String {
    let body = written(bytes, |number, prose| match number % 40 {
        0 => format!("第{}回 桥头\n\n　　{prose}\n\n", number / 40 + 1),
        _ => format!("　　{prose}{prose}\n\n"),
    });
    format!("桥头的早晨\n\n{body}")
}

/// A format's name, the name of a file of it, and what makes one of so many bytes.
type Document = (&'static str, &'static str, fn(usize) -> String);

const FORMATS: &[Document] =
    &[("hexo", "a.md", hexo), ("html", "a.html", html), ("scraped", "a.txt", scraped), ("text", "a.txt", text)];

/// The smaller size, in bytes, and the larger.
const SIZES: [usize; 2] = [100_000, 1_000_000];

fn parse(name: &str, bytes: &[u8]) -> usize {
    library::parse(&Origin::File(name.into()), bytes).map_or(0, |article| article.body.len())
}

fn parsing(c: &mut Criterion) {
    let mut group = c.benchmark_group("parse");
    group.sample_size(20);
    for (format, name, make) in FORMATS {
        let documents = SIZES.map(make);
        for (times, document) in ["x1", "x10"].iter().zip(&documents) {
            group.throughput(Throughput::Bytes(document.len() as u64));
            group.bench_function(format!("{format} {times}"), |b| {
                b.iter(|| parse(name, black_box(document.as_bytes())));
            });
        }
        let size = documents[1].len() as f64;
        let [small, large] = documents.map(|document| fastest(|| parse(name, document.as_bytes())));
        let speed = size / large.as_secs_f64() / 1e6;
        let ratio = large.as_secs_f64() / small.as_secs_f64();
        println!("{format}: {speed:.1} MB/s on one core; ten times the size takes {ratio:.1} times as long");
    }
    group.finish();
}

/// The shortest of some runs: what the work takes when nothing else is in the way.
fn fastest(mut work: impl FnMut() -> usize) -> Duration {
    let run = |_| {
        let start = clock();
        black_box(work());
        clock().saturating_sub(start)
    };
    (0..15).map(run).min().unwrap_or_default()
}

/// How long this thread has been at work, where the system tells; else how long it has been.
fn clock() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let worked = told.and_then(|told| told.split(' ').next()?.parse().ok());
    worked.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// An article of 12 kB and a book of 2 MB, in each encoding; nothing but their bytes says which it is.
fn decoding(c: &mut Criterion) {
    let mut group = c.benchmark_group("decode");
    let japanese = "朝の市場ではラジオの天気予報だけが話をしている。店の人はまだ何も言わない。\n";
    let korean = "저울이 먼저 깨어나는 시간에 시장 사람들은 말이 없다. 천막 위로 비가 내린다.\n";
    for (label, prose) in [
        ("utf-8", PROSE[0]),
        ("gb18030", PROSE[0]),
        ("big5", "渡口的老人記得，從前過河要等滿一船人才開；現在有了橋，人人都走得急。\n"),
        ("shift_jis", japanese),
        ("euc-jp", japanese),
        ("euc-kr", korean),
    ] {
        let Some(encoding) = encoding_rs::Encoding::for_label(label.as_bytes()) else { continue };
        for (size, bytes) in [("12 kB", 12_000), ("2 MB", 2_000_000)] {
            let text = written(bytes * 3 / 2, |_, _| format!("<p>{prose}</p>\n"));
            let (bytes, _, _) = encoding.encode(&text);
            group.throughput(Throughput::Bytes(bytes.len() as u64));
            group.bench_function(format!("{label} {size}"), |b| {
                b.iter(|| library::decode(black_box(&bytes), None).map(|decoded| decoded.text.len()));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, decoding, parsing);
criterion_main!(benches);
