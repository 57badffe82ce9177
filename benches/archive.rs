//! How fast bytes become articles: decoding by encoding, parsing by format. Throughput is in bytes of the file.
//!
//! Each document is parsed at two sizes, and their ratio is printed: near 10 where time grows with the size, 100 where
//! it grows with its square. A format is a line of [`FORMATS`] and a function that makes a document of some size.

#[path = "documents.rs"]
mod documents;

use std::hint::black_box;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use documents::{PROSE, hexo, html, scraped, text, written};
use kanbao::library;
use kanbao::model::Origin;

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
