//! How fast text is laid out: whole files of pure Han, of mixed text and of Latin, a screen of a page, and a resize of a
//! 20 MB article. Throughput is in bytes of text; `cargo bench` prints it.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use kanbao::model::{Article, Block, BlockIx, BlockKind, Language, SafeText, Words};
use kanbao::text::page::{Anchor, Labels, Page, PageExtras, PagePart, PageStyle};
use kanbao::text::{Locale, Ruler, Rules, Shape, Typesetter};

const HAN: &str = "海河边的风比城里凉一些。卖早点的推车在桥头停下，锅里的油响起来，排队的人把手揣进袖子，谁也不说话；\
    等第一套煎饼摊好了，话才跟着热气冒出来。";
const MIXED: &str = "编译器 rustc 1.95 在 2026年4月14日发布，单核约 3.2 GHz 的机器上冷编译要 74.5 秒，增量只要 1.3 秒；\
    他说“够快了”，她回了一句 “not yet”，附上 https://example.cn/bench?id=42 的链接（见第3节）。";
const LATIN: &str = "The quick brown fox jumps over the lazy dog, and the terminal draws it in eighty columns, as it has \
    done since the days of the teletype; nobody asked for more. ";

fn repeated(unit: &str, bytes: usize) -> String {
    unit.repeat(bytes / unit.len() + 1)
}

/// Paragraphs of about 600 bytes, 1 MB of them.
fn whole_files(c: &mut Criterion) {
    let mut group = c.benchmark_group("whole file");
    for (name, unit) in [("han", HAN), ("mixed", MIXED), ("latin", LATIN)] {
        let paragraph = repeated(unit, 600);
        let text = vec![paragraph.as_str(); 1_000_000 / paragraph.len()].join("\n");
        let shape = Shape::reading(64);
        let mut setter = Typesetter::new(Rules::reading(Locale::ZhHans), Ruler::default());
        let mut rows = Vec::new();
        setter.set(&text, 0..text.len(), &shape, &mut rows);
        println!("{name}: {} rows of {} bytes", rows.len(), text.len());
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |b| {
            b.iter(|| {
                rows.clear();
                setter.set(black_box(&text), 0..text.len(), &shape, &mut rows);
                rows.len()
            });
        });
    }
    group.finish();
}

fn article(bytes: usize, one_line: bool) -> Arc<Article> {
    let unit = [HAN, MIXED].concat();
    let body = match one_line {
        true => vec![Block::plain(BlockKind::Paragraph, SafeText::body(&repeated(&unit, bytes)))],
        false => {
            let block = Block::plain(BlockKind::Paragraph, SafeText::body(&repeated(&unit, 900)));
            vec![block; bytes / 900]
        }
    };
    Arc::new(Article { body, ..Article::default() })
}

fn style(measure: u32) -> PageStyle {
    PageStyle::new(measure, Locale::ZhHans, Ruler::default(), Labels::of(Words::of(Language::Chinese)))
}

/// The first screen of 50 rows that shows a place, on a page of another measure: what a resize costs.
fn resize(c: &mut Criterion) {
    let mut group = c.benchmark_group("screen after a resize");
    for (name, bytes, one_line) in
        [("8 kB", 8_000, false), ("20 MB", 20_000_000, false), ("20 MB in one line", 20_000_000, true)]
    {
        let article = article(bytes, one_line);
        let middle =
            if one_line { PagePart::Body(BlockIx(0)) } else { PagePart::Body(BlockIx(article.body.len() / 2)) };
        let byte = if one_line { article.body[0].text().floor_char_boundary(bytes / 2) } else { 0 };
        let mut measure = 40;
        group.bench_function(name, |b| {
            b.iter_batched(
                || {
                    measure = if measure >= 80 { 40 } else { measure + 2 };
                    (Arc::clone(&article), style(measure))
                },
                |(article, style)| {
                    let page = Page::new(article, PageExtras::default(), style);
                    let top = page.locate(Anchor { part: middle, byte });
                    let rows = page.rows_from(top).take(50).count();
                    black_box((page.last_top(50), rows));
                    page
                },
                BatchSize::PerIteration,
            );
        });
    }
    group.finish();
}

criterion_group!(benches, whole_files, resize);
criterion_main!(benches);
