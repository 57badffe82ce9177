//! The law of `show --markdown`: what is written is the same article when it is read again. Over the samples, over the
//! documents of `KANBAO_CORPUS`, over random articles.

use std::path::{Path, PathBuf};

use kanbao::commands::markdown;
use kanbao::library;
use kanbao::model::{
    Alignment, Article, Block, BlockKind, ContentKey, Inline, InlineStyle, ListItem, Meta, Origin, SafeText, Span,
    Timestamp,
};
use proptest::prelude::*;

/// The article that its Markdown is.
fn again(article: &Article) -> (String, Article) {
    let written = markdown::write(article);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    std::fs::write(&path, &written).unwrap();
    let read = library::read(&Origin::File(path)).unwrap();
    (written, read)
}

/// What is not the same in two articles: the first thing.
fn difference(one: &Article, other: &Article) -> Option<String> {
    let known = |meta: &Meta| Meta {
        path: SafeText::default(),
        // Of a short text it is made of the file's name too.
        content: ContentKey::default(),
        format: kanbao::model::Format::Text,
        encoding: SafeText::default(),
        undecodable: 0,
        notes: Vec::new(),
        ..meta.clone()
    };
    let (first, second) = (known(&one.meta), known(&other.meta));
    if first != second {
        return Some(format!("{first:#?}\n{second:#?}"));
    }
    // The names of places are not written.
    let plain = |block: &Block| {
        let mut block = block.clone();
        block.inline.spans.retain(|span| span.style != InlineStyle::Anchor);
        block
    };
    let blocks = one.body.iter().map(plain).zip(other.body.iter().map(plain)).find(|(one, other)| one != other);
    if let Some((one, other)) = blocks {
        return Some(format!("{one:#?}\n{other:#?}"));
    }
    (one.body.len() != other.body.len()).then(|| format!("{} blocks, then {}", one.body.len(), other.body.len()))
}

#[test]
fn the_samples_are_read_again() {
    for origin in library::samples() {
        let article = library::read(&origin).unwrap();
        let (written, read) = again(&article);
        assert_eq!(difference(&article, &read), None, "{}\n{written}", origin.display());
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// A larger file takes long in a test, in bytes.
const LARGEST: u64 = 1 << 20;

#[test]
fn the_corpus_is_read_again() {
    let Some(folder) = std::env::var_os("KANBAO_CORPUS").map(PathBuf::from) else {
        println!("KANBAO_CORPUS is not set: this runs on the samples only");
        return;
    };
    let mut paths = Vec::new();
    files(&folder, &mut paths);
    paths.sort();
    let mut failed = Vec::new();
    let mut read = 0;
    for path in paths {
        if path.metadata().is_ok_and(|about| about.len() > LARGEST) {
            continue;
        }
        let Ok(article) = library::read(&Origin::File(path.clone())) else { continue };
        read += 1;
        let (_, other) = again(&article);
        if let Some(difference) = difference(&article, &other) {
            failed.push(format!("{}\n{difference}", path.display()));
        }
    }
    println!("{read} documents");
    assert!(
        failed.is_empty(),
        "{} of {read}:\n{}",
        failed.len(),
        failed.iter().take(8).cloned().collect::<Vec<_>>().join("\n\n")
    );
}

/// A piece of inline text.
#[derive(Clone, Debug)]
enum Piece {
    Plain(String),
    /// Text that one span of this style lies on.
    Set(InlineStyle, &'static str),
    Ruby(&'static str, &'static str),
    Break,
}

const SIGNS: &str =
    "*_~=`$|<>[](){}!#+-.:&%^\\\"'/@;, 0127abXé“”‘’。，：！（）《》、…—·天津会议漢字かなカナ가나🎉\u{3000}";

fn word() -> impl Strategy<Value = String> {
    let signs: Vec<char> = SIGNS.chars().collect();
    let sign = prop::sample::select(signs);
    prop_oneof![
        3 => prop::collection::vec(sign, 1..9).prop_map(|chars| chars.into_iter().collect()),
        1 => prop::sample::select(vec![
            "1. ", "- ", "> ", "## ", "+ ", "***", "---", "===", "~~~", "```", "    ", "[x] ", "[^1]", "![a](b)", "[a](b)",
            "<b>", "</p>", "<!-- a -->", "&amp;", "&#33;", "&nbsp;", "https://e.com/a_b_c", "www.e.com", "a@e.com", "\\", "\\(x\\)",
            "$x$", "$$", "{% raw %}", "{{ x }}", "[[甲|乙]]", "%%甲%%", " ^abc", "::: tip", ": 甲", "|---|", "3*4*5", "2**3",
            "《かな》", "甲：乙", "#标签 #另", "10^6", "H_2O", "==", "=", "~", "<https://e.com>", "1)", "12.", "  ", "\t",
        ]).prop_map(str::to_owned),
    ]
}

fn piece() -> impl Strategy<Value = Piece> {
    use InlineStyle::{Code, Math, Sub, Sup};
    prop_oneof![
        8 => word().prop_map(Piece::Plain),
        1 => prop::sample::select(vec!["⁶", "ⁿ⁺¹", "^{0.5}", "^π", "[1]", "①", "ˢᵗ"]).prop_map(|text| Piece::Set(Sup, text)),
        1 => prop::sample::select(vec!["₂", "_总", "_{i,j}"]).prop_map(|text| Piece::Set(Sub, text)),
        1 => prop::sample::select(vec!["$x_1*y_2$", "\\(a_b\\)", "$$a*b$$", "\\[x^2\\]"]).prop_map(|text| Piece::Set(Math, text)),
        1 => prop::sample::select(vec!["a`b", "``", "x*y*z", " a ", "a  b", "<b>", "|", "\\", "[a](b)", "&amp;", "$x$", "` `"])
            .prop_map(|text| Piece::Set(Code, text)),
        1 => prop::sample::select(vec![("漢字", "かんじ"), ("東", "とう"), ("a*b", "x_y")]).prop_map(|(base, reading)| Piece::Ruby(base, reading)),
        1 => Just(Piece::Break),
    ]
}

/// Inline text in its normal form: what readers make of any markup. `lines` says whether it may have more than one.
fn inline(lines: bool) -> impl Strategy<Value = Inline> {
    let styles = vec![
        InlineStyle::Strong,
        InlineStyle::Emphasis,
        InlineStyle::Struck,
        InlineStyle::Inserted,
        InlineStyle::Marked,
        InlineStyle::Link,
    ];
    let over = prop::collection::vec((prop::sample::select(styles), 0.0..1.0f64, 0.0..1.0f64, 0..5usize), 0..4);
    (prop::collection::vec(piece(), 1..8), over).prop_map(move |(pieces, over)| {
        let mut text = String::from("甲");
        let mut spans: Vec<Span> = Vec::new();
        // Places at which a span may begin or end.
        let mut places = vec![0];
        for piece in pieces {
            let start = text.len();
            match piece {
                Piece::Plain(word) => {
                    let word = if lines { word } else { word.replace('\t', " ") };
                    places.extend(word.char_indices().map(|(at, _)| start + at));
                    text.push_str(&word);
                }
                Piece::Set(style, own) => {
                    // Between two of a kind there is something, and a formula is between marks that are none of its own.
                    text.push('，');
                    let start = text.len();
                    text.push_str(own);
                    spans.push(Span::styled(start..text.len(), style));
                    places.extend([start, text.len()]);
                    text.push('，');
                }
                Piece::Ruby(base, reading) => {
                    text.push_str(base);
                    spans.push(Span::ruby(start..text.len(), SafeText::line(reading)));
                    places.extend(base.char_indices().map(|(at, _)| start + at));
                }
                Piece::Break => text.push_str(if lines { "\n" } else { " " }),
            }
        }
        text.push('末');
        places.push(text.len());
        places.sort_unstable();
        places.dedup();
        for (style, from, length, address) in over {
            let first = (from * (places.len() - 1) as f64) as usize;
            let last = first + 1 + (length * (places.len() - 1 - first) as f64) as usize;
            let range = places[first]..places[last.min(places.len() - 1)];
            let of_style = |span: &&Span| span.style == style && span.start <= range.end && range.start <= span.end;
            if range.is_empty() || text[range.clone()].contains('\n') || spans.iter().any(|span| of_style(&span)) {
                continue;
            }
            let href =
                ["https://e.com/a_(b)?x=1&y=*", "https://e.com/a b)", "mailto:a@e.com", "../甲 乙.md#节(1)", "笔记#节"]
                    [address];
            spans.push(match style {
                InlineStyle::Link => Span::link(range, SafeText::line(href)),
                style => Span::styled(range, style),
            });
        }
        let mut inline = Inline { text: SafeText::from(text), spans };
        inline.sort_spans();
        inline
    })
}

fn joined(parts: Vec<Inline>, between: char) -> (Inline, Vec<std::ops::Range<usize>>) {
    let (mut text, mut spans, mut ranges) = (String::new(), Vec::new(), Vec::new());
    for part in parts {
        if !ranges.is_empty() {
            text.push(between);
        }
        let at = text.len();
        text.push_str(&part.text);
        ranges.push(at..text.len());
        spans.extend(part.spans.into_iter().map(|span| Span { start: span.start + at, end: span.end + at, ..span }));
    }
    (Inline { text: SafeText::from(text), spans }, ranges)
}

fn list() -> impl Strategy<Value = Block> {
    (prop::collection::vec((inline(true), 0..3u8, 1..200u32, any::<bool>()), 1..6), any::<bool>()).prop_map(
        |(items, counts)| {
            let (texts, how): (Vec<Inline>, Vec<_>) =
                items.into_iter().map(|(text, depth, number, own)| (text, (depth, number, own))).unzip();
            let (inline, ranges) = joined(texts, '\n');
            let mut before: Option<u8> = None;
            let items = ranges.into_iter().zip(how).map(|(range, (depth, number, own))| {
                let depth = depth.min(before.map_or(0, |before| before + 1));
                before = Some(depth);
                let numbered = if depth == 0 { counts } else { own };
                ListItem { range, depth, number: numbered.then_some(number) }
            });
            Block { kind: BlockKind::List { items: items.collect() }, inline }
        },
    )
}

fn table() -> impl Strategy<Value = Block> {
    let align = prop_oneof![
        Just(None),
        Just(Some(Alignment::Left)),
        Just(Some(Alignment::Center)),
        Just(Some(Alignment::Right))
    ];
    (1..4usize, 1..4usize, any::<bool>(), prop::collection::vec(align, 3))
        .prop_flat_map(|(columns, rows, header, align)| {
            let cell = prop_oneof![4 => inline(false), 1 => Just(Inline::default())];
            let cells = prop::collection::vec(prop::collection::vec(cell, columns), rows);
            (cells, Just(header), Just(align[..columns].to_vec()))
        })
        .prop_map(|(mut cells, header, mut align)| {
            // A head has something in it, and so has a table.
            cells[0][0] = Inline::plain(SafeText::from("头"));
            let (mut rows, mut lines) = (Vec::new(), Vec::new());
            for row in cells {
                let (line, ranges) = joined(row, '\t');
                lines.push(line);
                rows.push(ranges);
            }
            let (inline, starts) = joined(lines, '\n');
            for (row, line) in rows.iter_mut().zip(starts) {
                for cell in row.iter_mut() {
                    *cell = cell.start + line.start..cell.end + line.start;
                }
            }
            if align.iter().all(Option::is_none) {
                align.clear();
            }
            Block { kind: BlockKind::Table { rows, header, align }, inline }
        })
}

fn block() -> impl Strategy<Value = Block> {
    let code = prop::collection::vec(word(), 1..6).prop_map(|lines| {
        let text = format!("甲{}", lines.join("\n")).replace('\u{3000}', "x").trim_end().to_owned();
        Block::plain(BlockKind::Code { lang: None }, SafeText::body(&text))
    });
    let image =
        (prop::option::of(prop::sample::select(vec!["https://e.com/a b.jpg", "a_(b.png", "图/一.png?x=&lt;"])), word())
            .prop_map(|(src, word)| {
                let caption = SafeText::body(&word.replace('\t', " ").trim().replace("  ", "\n"));
                let caption = if caption.trim().is_empty() { SafeText::default() } else { caption };
                Block::plain(BlockKind::Image { src: src.map(SafeText::line) }, caption)
            });
    prop_oneof![
        6 => inline(true).prop_map(|inline| Block { kind: BlockKind::Paragraph, inline }),
        2 => (1..=6u8, inline(false)).prop_map(|(level, inline)| Block { kind: BlockKind::Heading { level }, inline }),
        2 => prop::collection::vec(inline(false), 1..3)
            .prop_map(|lines| Block { kind: BlockKind::Quote, inline: joined(lines, '\n').0 }),
        3 => list(),
        2 => table(),
        1 => code,
        1 => (word(), prop::sample::select(vec!["rust", "c++", "objective-c"])).prop_map(|(text, lang)| {
            let text = SafeText::body(&format!("甲{}", text.trim_end()));
            Block::plain(BlockKind::Code { lang: Some(SafeText::line(lang)) }, text)
        }),
        1 => image,
        1 => Just(Block::plain(BlockKind::Rule, SafeText::default())),
        1 => Just({
            let text = SafeText::from("相关：*甲*");
            let href = SafeText::line("https://e.com/1");
            let spans = vec![Span::link("相关：".len()..text.len(), href.clone())];
            Block { kind: BlockKind::Related { href: Some(href) }, inline: Inline { text, spans } }
        }),
    ]
}

/// The text of footnotes and what refers to them.
fn footnotes(body: &mut Vec<Block>, notes: Vec<Inline>) {
    let mut marks = (String::from("见"), Vec::new());
    for number in 1..=notes.len() {
        let start = marks.0.len();
        marks.0.push_str(&format!("[{number}]"));
        marks.1.push(Span::link(start..marks.0.len(), SafeText::line(&format!("#fn-{number}"))));
        marks.0.push('，');
    }
    body.push(Block { kind: BlockKind::Paragraph, inline: Inline { text: SafeText::from(marks.0), spans: marks.1 } });
    body.push(Block::plain(BlockKind::Rule, SafeText::default()));
    for (at, note) in notes.into_iter().enumerate() {
        let label = format!("[{}]", at + 1);
        let back = Span::link(0..label.len(), SafeText::line(&format!("#fnref-{}", at + 1)));
        let label = Inline { text: SafeText::from(label), spans: vec![back] };
        body.push(Block { kind: BlockKind::Paragraph, inline: joined(vec![label, note], ' ').0 });
    }
}

fn article() -> impl Strategy<Value = Article> {
    let line = || word().prop_map(|word| SafeText::line(&format!("甲{word}")));
    let one = || prop::option::of(line());
    let many = || prop::collection::vec(line(), 0..3);
    let meta = (line(), one(), one(), one(), many(), many(), many(), prop::option::of(0..4_000_000_000i64));
    (meta, prop::collection::vec(block(), 1..6), prop::collection::vec(inline(true), 0..3)).prop_map(
        |(meta, mut body, notes)| {
            let (title, author, editor, original_title, tags, source, categories, seconds) = meta;
            if !notes.is_empty() {
                footnotes(&mut body, notes);
            }
            let published = seconds.and_then(|seconds| {
                Some(Timestamp::new(jiff::Timestamp::from_second(seconds).ok()?, Timestamp::CHINA))
            });
            let url = Some(SafeText::line("https://e.com/?a=1&amp;b=2"));
            let lang = Some(SafeText::line("zh-Hans"));
            let lead_image = Some(SafeText::line("https://e.com/1.jpg"));
            let meta = Meta {
                title,
                author,
                editor,
                original_title,
                tags,
                source,
                categories,
                published,
                url,
                lang,
                lead_image,
                ..Meta::default()
            };
            Article { meta, body, removed: Vec::new() }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_article_is_read_again(article in article()) {
        let (written, read) = again(&article);
        if let Some(difference) = difference(&article, &read) {
            return Err(TestCaseError::fail(format!("{difference}\n{written}")));
        }
    }
}
