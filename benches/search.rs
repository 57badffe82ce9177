//! How fast text is folded and searched. Throughput is in bytes of the original text; `cargo bench --bench search`
//! prints it. Every ratio (folded to plain search, first pass to library alone) is measured in the same run.

use std::hint::black_box;
use std::sync::Arc;
use std::sync::mpsc::channel;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use ib_matcher::matcher::{IbMatcher, PinyinMatchConfig};
use ib_matcher::pinyin::PinyinNotation;
use kanbao::library::{Library, LibraryEvent};
use kanbao::model::{Article, Block, BlockKind, Meta, Origin, RequestId, SafeText, Timestamp};
use kanbao::search::fold::FoldedStack;
use kanbao::search::{DoublePinyin, Facts, Folded, FoldedArticle, Folds, FuzzyPinyin, PinyinTyping};
use kanbao::search::{Query, QueryOptions};

const HAN: &str = "海河边的风比城里凉一些。卖早点的推车在桥头停下，锅里的油响起来，排队的人把手揣进袖子，谁也不说话；\
    等第一套煎饼摊好了，话才跟着热气冒出来。";
const TRADITIONAL: &str = "海河邊的風比城裡涼一些。賣早點的推車在橋頭停下，鍋裡的油響起來，排隊的人把手揣進袖子，誰也不說話；\
    等第一套煎餅攤好了，話才跟著熱氣冒出來。";
const MIXED: &str = "编译器 rustc 1.95 在 2026年4月14日发布，单核约 3.2 GHz 的机器上冷编译要 74.5 秒，增量只要 1.3 秒；\
    他说“够快了”，她回了一句 “not yet”，附上 https://example.cn/bench?id=42 的链接（见第3节）。";
const LATIN: &str = "The quick brown fox jumps over the lazy dog, and the terminal draws it in eighty columns, as it has \
    done since the days of the teletype; nobody asked for more. ";
/// What is looked for, once in twenty megabytes.
const NEEDLE: &str = "天津市委";
const MEGABYTE: usize = 1_000_000;

fn repeated(unit: &str, bytes: usize) -> String {
    unit.repeat(bytes / unit.len() + 1)
}

/// Twenty megabytes of a book in one block, with the needle near the end.
fn book() -> String {
    let mut text = repeated(&[HAN, MIXED].concat(), 20 * MEGABYTE);
    text.push_str(NEEDLE);
    text.push_str(HAN);
    text
}

fn options() -> QueryOptions {
    QueryOptions::new(Timestamp::new(jiff::Timestamp::UNIX_EPOCH, Timestamp::CHINA))
}

fn query(typed: &str, readings: bool) -> Query {
    Query::parse(typed, &QueryOptions { readings, ..options() }).expect("a query")
}

fn article(title: &str, texts: impl IntoIterator<Item = String>) -> Article {
    let block = |text: String| Block::plain(BlockKind::Paragraph, SafeText::body(&text));
    let meta = Meta { title: SafeText::line(title), ..Meta::default() };
    Article { meta, body: texts.into_iter().map(block).collect(), ..Article::default() }
}

fn folding(c: &mut Criterion) {
    let mut group = c.benchmark_group("fold");
    for (name, unit) in [("han", HAN), ("traditional", TRADITIONAL), ("mixed", MIXED), ("latin", LATIN)] {
        let text = repeated(unit, 20 * MEGABYTE);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |b| b.iter(|| Folded::new(black_box(&text)).text().len()));
    }
    // A text of one's own, such as a book.
    if let Some(text) = std::env::var_os("KANBAO_TEXT").and_then(|path| std::fs::read_to_string(path).ok()) {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function("KANBAO_TEXT", |b| b.iter(|| Folded::new(black_box(&text)).text().len()));
    }
    let paragraphs: Vec<String> = vec![repeated(&[HAN, MIXED].concat(), 900); 20 * MEGABYTE / 900];
    group.throughput(Throughput::Bytes(paragraphs.iter().map(String::len).sum::<usize>() as u64));
    group.bench_function("blocks", |b| {
        b.iter(|| {
            let mut stack = FoldedStack::default();
            for text in &paragraphs {
                stack.push(black_box(text));
            }
            stack.len()
        });
    });
    let article = article("书", paragraphs.clone());
    group.bench_function("an article, on all cores", |b| {
        b.iter(|| FoldedArticle::new(black_box(&article)).body().len());
    });
    let case = Folds::ALL.without(Folds::CASE);
    group.bench_function("blocks, case kept", |b| {
        b.iter(|| paragraphs.iter().map(|text| Folded::by(black_box(text), case).text().len()).sum::<usize>());
    });
    group.finish();
}

/// What each key costs before anything is looked for.
fn understanding(c: &mut Criterion) {
    let mut group = c.benchmark_group("parse");
    for (name, typed) in
        [("letters", "天津市委"), ("spelling", "tianjinshiwei"), ("ten words", "a b c ab cd ef gh ij kl mn")]
    {
        group.bench_function(name, |b| b.iter(|| query(black_box(typed), true)));
    }
    group.finish();
}

/// A key typed while reading a book of twenty megabytes that was folded before.
fn in_an_article(c: &mut Criterion) {
    let mut group = c.benchmark_group("in a 20 MB article");
    group.sample_size(20);
    let article = article("书", [book()]);
    let folded = FoldedArticle::new(&article);
    let document = folded.document(&article, Facts::default());
    group.throughput(Throughput::Bytes(article.body.iter().map(|block| block.text().len()).sum::<usize>() as u64));
    for (name, typed, readings) in [
        ("once", NEEDLE, true),
        ("everywhere", "海河", true),
        ("one character", "的", true),
        ("a capital", "GHz", true),
        ("two words", "海河 天津", true),
        ("a phrase", "\"海河边的风\"", true),
        ("by initials", "tjsw", true),
        ("by spelling", "tianjinshiwei", true),
        ("by spelling, everywhere", "haihe", true),
        ("letters, readings off", "rustc", false),
        ("letters, readings on", "rustc", true),
        ("a regular expression", "/天津.委/", true),
        ("nothing", "没有这句", true),
    ] {
        let query = query(typed, readings);
        let hits = query.find(&document).map_or(0, |found| found.body.len());
        println!("{name}: {hits} hits");
        group.bench_function(name, |b| b.iter(|| black_box(&query).find(&document).map(|found| found.body.len())));
    }
    group.finish();
}

/// Pinyin as it may be typed, in a book of twenty megabytes: its letters, sounds that count as one, a scheme.
fn typing(c: &mut Criterion) {
    let mut group = c.benchmark_group("pinyin over 20 MB");
    group.sample_size(20);
    let article = article("书", [book()]);
    let folded = FoldedArticle::new(&article);
    let document = folded.document(&article, Facts::default());
    group.throughput(Throughput::Bytes(article.body.iter().map(|block| block.text().len()).sum::<usize>() as u64));
    let letters = PinyinTyping::default();
    let some = PinyinTyping { fuzzy: FuzzyPinyin::named(["z-zh", "an-ang"]), ..letters };
    let all = PinyinTyping { fuzzy: FuzzyPinyin::ALL, ..letters };
    let keys = PinyinTyping { scheme: Some(DoublePinyin::Xiaohe), ..letters };
    let fuzzy_keys = PinyinTyping { fuzzy: FuzzyPinyin::ALL, ..keys };
    for (name, typed, pinyin) in [
        ("initials", "tjsw", letters),
        ("initials, two pairs", "tjsw", some),
        ("initials, all pairs", "tjsw", all),
        ("initials, a scheme", "tjsw", keys),
        ("spelt", "tianjinshiwei", letters),
        ("spelt, two pairs", "tianjinshiwei", some),
        ("spelt, all pairs", "tianjinshiwei", all),
        ("spelt, a scheme", "tmjbuiww", keys),
        ("spelt, a scheme and all pairs", "tmjbuiww", fuzzy_keys),
    ] {
        let query = Query::parse(typed, &QueryOptions { pinyin, ..options() }).expect("a query");
        let hits = query.find(&document).map_or(0, |found| found.body.len());
        println!("{name}: {hits} hits");
        group.bench_function(name, |b| b.iter(|| black_box(&query).find(&document).map(|found| found.body.len())));
    }
    group.finish();
    let mut group = c.benchmark_group("parse of tianjinshiwei");
    for (name, pinyin) in [("letters", letters), ("all pairs", all), ("a scheme and all pairs", fuzzy_keys)] {
        let options = QueryOptions { pinyin, ..options() };
        group.bench_function(name, |b| b.iter(|| Query::parse(black_box("tianjinshiwei"), &options)));
    }
    group.finish();
}

/// Pinyin through the first pass, and by the library alone on the same text.
fn pinyin(c: &mut Criterion) {
    let mut group = c.benchmark_group("pinyin over 2 MB");
    group.sample_size(10);
    let text = repeated(&[HAN, MIXED].concat(), 2 * MEGABYTE) + NEEDLE;
    let article = article("书", [text.clone()]);
    let folded = FoldedArticle::new(&article);
    let document = folded.document(&article, Facts::default());
    group.throughput(Throughput::Bytes(text.len() as u64));
    for typed in ["tjsw", "tianjinshiwei", "haihe", "shi"] {
        let query = query(typed, true);
        group.bench_function(format!("{typed}, first pass"), |b| {
            b.iter(|| query.find(&document).map(|found| found.body.len()));
        });
        let notations = PinyinNotation::Ascii | PinyinNotation::AsciiFirstLetter;
        let matcher: IbMatcher =
            IbMatcher::builder(typed).is_pattern_partial(true).pinyin(PinyinMatchConfig::notations(notations)).build();
        group.bench_function(format!("{typed}, library alone"), |b| {
            b.iter(|| {
                let (mut from, mut count) = (0, 0);
                while let Some(found) = matcher.find(&text[from..]) {
                    from += found.end();
                    count += 1;
                }
                count
            });
        });
    }
    group.finish();
}

/// Ten thousand articles of 3.7 KB in a library, on all cores: from the request to the last answer.
fn archive(c: &mut Criterion) {
    const ARTICLES: usize = 10_000;
    let mut group = c.benchmark_group("10 000 articles");
    group.sample_size(20);
    let (sender, events) = channel();
    let library = Library::empty(|_, _| panic!("an article was dropped"), move |event| sender.send(event).is_ok());
    let mut bytes = 0;
    for number in 0..ARTICLES {
        let texts = (0..6).map(|part| {
            let needle = if number % 100 == 7 && part == 3 { NEEDLE } else { "" };
            repeated(if (number + part) % 3 == 0 { MIXED } else { HAN }, 600) + needle
        });
        let article = article(&format!("第{number}篇"), texts);
        bytes += article.body.iter().map(|block| block.text().len()).sum::<usize>();
        library.add(Arc::new(Origin::File(format!("{number}.md").into())), Ok(article));
    }
    group.throughput(Throughput::Bytes(bytes as u64));
    let mut request = RequestId(0);
    let mut search = |query: &Arc<Query>| {
        request.0 += 1;
        library.search(request, query, None, 40);
        let mut found = 0;
        loop {
            match events.recv().expect("an answer") {
                LibraryEvent::Hits { request: of, hits, searched } if of == request => {
                    found += hits.len();
                    if searched == ARTICLES {
                        return found;
                    }
                }
                _ => {}
            }
        }
    };
    for (name, typed, readings) in [
        ("rare", NEEDLE, true),
        ("one character", "津", true),
        ("in all", "海河", true),
        ("two words", "天津 海河", true),
        ("excluded", "-海河", true),
        ("by initials", "tjsw", true),
        ("by spelling", "tianjin", true),
        ("letters, readings off", "rustc", false),
    ] {
        let query = Arc::new(query(typed, readings));
        println!("{name}: {} articles", search(&query));
        group.bench_function(name, |b| b.iter(|| search(&query)));
    }
    group.finish();
}

criterion_group!(benches, folding, understanding, in_an_article, typing, pinyin, archive);
criterion_main!(benches);
