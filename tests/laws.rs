//! The laws of layout, over random mixed text: Han, kana, Hangul, Latin, digits, marks, emoji, combining marks, RTL.

use std::sync::Arc;

use kanbao::chinese::Script;
use kanbao::model::{
    Alignment, Article, Block, BlockIx, BlockKind, Inline, InlineStyle, Language, ListItem, Meta, SafeText, Span, Words,
};
use kanbao::text::page::{
    Anchor, Extra, Labels, Page, PageExtras, PagePart, PageRow, PageStyle, ParagraphStyle, Pieces, Pinyin, Readings,
};
use kanbao::text::{Level, LineBreak, Locale, OverflowWrap, Row, Ruler, Rules, Shape, Typesetter, WordBreak, walk};
use proptest::prelude::*;

const STOPS: &str = "。．，、：；！？”’」』）》〉】〗〕］｝·～／";
const OPENINGS: &str = "“‘「『（《〈【〖〔［｛";

/// A piece of text of one kind: pieces next to each other make the seams that layout has to get right.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[一-龥]{1,12}",
        1 => "[ぁ-ゖァ-ヺー々]{1,8}",
        1 => "[가-힣]{1,5}( [가-힣]{1,5}){0,3}",
        2 => "[A-Za-z]{1,14}( [a-z]{1,9}){0,3}",
        2 => "[0-9]{1,5}([.,:：][0-9]{1,3}){0,2}(%|℃| km|GB|元|年)?",
        5 => prop::sample::select(vec!["。", "，", "、", "：", "；", "！", "？", "”", "’", "」", "）", "》", "】", "·", "～", "／"])
            .prop_map(str::to_owned),
        3 => prop::sample::select(vec!["“", "‘", "「", "（", "《", "【"]).prop_map(str::to_owned),
        1 => prop::sample::select(vec!["——", "……", "—", "…", "…………", "⸺"]).prop_map(str::to_owned),
        1 => prop::sample::select(vec![
            "😀", "👨\u{200D}👩\u{200D}👧", "❤\u{FE0F}", "🇨🇳", "👍\u{1F3FD}", "1\u{FE0F}\u{20E3}", "e\u{301}", "葛\u{E0100}",
            "ﾊﾞ", "\u{200B}", "\u{2060}", "\u{A0}", "①②③", "C++", "GB/T", "@用户", "#话题", "https://example.cn/a/b?c=d",
        ]).prop_map(str::to_owned),
        1 => "[א-ת]{1,6}|[ا-ي]{1,6}",
        1 => prop::sample::select(vec![" ", "  ", "\u{3000}", "\t"]).prop_map(str::to_owned),
    ]
}

fn paragraph() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..24).prop_map(|pieces| pieces.concat())
}

fn rules() -> impl Strategy<Value = Rules> {
    let locale = prop::sample::select(vec![Locale::ZhHans, Locale::ZhHant, Locale::Ja, Locale::Ko, Locale::Und]);
    let level = prop::sample::select(vec![Level::None, Level::Basic, Level::Gb, Level::Strict]);
    let line_break = prop::sample::select(vec![LineBreak::Loose, LineBreak::Normal, LineBreak::Strict]);
    let word_break = prop::sample::select(vec![WordBreak::Normal, WordBreak::KeepAll, WordBreak::BreakAll]);
    (locale, level, line_break, word_break).prop_map(|(locale, level, line_break, word_break)| Rules {
        locale,
        level,
        line_break,
        word_break,
        addresses: locale != Locale::Und,
    })
}

fn shape(measure: u32) -> impl Strategy<Value = Shape> {
    (any::<[bool; 6]>(), 0..=4u32).prop_map(move |([hang, trim, orphan, autospace, balance, keep_words], indent)| {
        Shape {
            measure,
            indent: indent.min(measure.saturating_sub(2)),
            hang,
            trim,
            orphan,
            autospace,
            balance,
            keep_words,
            overflow_wrap: OverflowWrap::Anywhere,
        }
    })
}

fn ruler() -> impl Strategy<Value = Ruler> {
    any::<[bool; 5]>().prop_map(|[ambiguous_wide, emoji_variation, emoji_sequences, flags, recent_emoji]| Ruler {
        ambiguous_wide,
        emoji_variation,
        emoji_sequences,
        flags,
        recent_emoji,
    })
}

fn set(text: &str, rules: Rules, ruler: Ruler, shape: &Shape) -> Vec<Row> {
    let mut rows = Vec::new();
    Typesetter::new(rules, ruler).set(text, 0..text.len(), shape, &mut rows);
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    /// F11: rows rejoin to the paragraph; what is not drawn at their ends is only space and what has no width.
    #[test]
    fn nothing_is_lost_or_doubled(
        text in paragraph(), rules in rules(), ruler in ruler(),
        shape in (1..=200u32).prop_flat_map(shape),
    ) {
        let rows = set(&text, rules, ruler, &shape);
        let mut at = 0;
        for row in &rows {
            prop_assert_eq!(row.start, at);
            prop_assert!(row.start <= row.text_end && row.text_end <= row.end);
            prop_assert!(text.is_char_boundary(row.text_end) && text.is_char_boundary(row.end));
            let gone = &text[row.text_end..row.end];
            prop_assert!(gone.chars().all(|c| c.is_whitespace() || ruler.cells(c.encode_utf8(&mut [0; 4])) == 0), "{gone:?}");
            at = row.end;
        }
        prop_assert_eq!(at, text.len());
        prop_assert_eq!(&rows, &set(&text, rules, ruler, &shape), "F11: the same input gives the same rows");
    }

    /// F02: no row is wider than the measure and the two columns for a hanging mark, as long as a wide character fits.
    #[test]
    fn no_row_is_too_wide(
        text in paragraph(), rules in rules(), ruler in ruler(),
        shape in (2..=200u32).prop_flat_map(shape),
    ) {
        for (number, row) in set(&text, rules, ruler, &shape).iter().enumerate() {
            let room = if number == 0 { shape.measure - shape.indent } else { shape.measure };
            let hung = if shape.hang { 2 } else { u32::from(shape.trim) };
            let widest = (room + hung).max(4);
            prop_assert!(row.cells <= widest, "{:?} takes {} of {room}", &text[row.start..row.text_end], row.cells);
        }
    }

    /// B01 to B03: no stop or closing mark begins a row, no opening mark ends one, where there is any other way.
    #[test]
    fn kinsoku(text in paragraph(), measure in 4..=200u32, indent in 0..=4u32, gb in any::<bool>()) {
        // A zero-width space is the author's own break: it is obeyed anywhere (B20).
        let text = text.replace('\u{200B}', "");
        let rules = Rules { level: if gb { Level::Gb } else { Level::Strict }, ..Rules::reading(Locale::ZhHans) };
        // Marks and the words they hold on to, longer together than a row, have no legal break at all (B21).
        let is_cjk = |c: char| matches!(c, '々' | 'ぁ'..='ヿ' | '一'..='龥' | '가'..='힣');
        let cells = |run: &str| run.chars().map(|c| u32::from(Ruler::default().cells(c.encode_utf8(&mut [0; 4])))).sum();
        let longest: u32 = text.split(is_cjk).map(cells).max().unwrap_or(0);
        let indent = if measure < 8 { 0 } else { indent };
        prop_assume!(longest + indent + 4 <= measure);
        let shape = Shape { indent, ..Shape::reading(measure) };
        let rows = set(&text, rules, Ruler::default(), &shape);
        for pair in rows.windows(2) {
            let (above, below) = (&text[pair[0].start..pair[0].text_end], &text[pair[1].start..pair[1].text_end]);
            let (last, first) = (above.chars().next_back(), below.chars().next());
            prop_assert!(!first.is_some_and(|c| STOPS.contains(c)), "{above} / {below}");
            prop_assert!(!last.is_some_and(|c| OPENINGS.contains(c)), "{above} / {below}");
        }
    }

    /// The walk over a row, which draws it, measures what the filling measured.
    #[test]
    fn drawing_measures_as_filling_does(
        text in paragraph(), rules in rules(), ruler in ruler(),
        shape in (2..=80u32).prop_flat_map(shape),
    ) {
        for row in set(&text, rules, ruler, &shape) {
            let mut width = 0;
            kanbao::text::walk(&text, &row, ruler, |_, cluster, column| {
                if !cluster.chars().all(char::is_whitespace) || cluster == "\u{A0}" {
                    width = width.max(column + u32::from(ruler.cells(cluster)));
                }
            });
            prop_assert_eq!(width, row.cells, "{:?}", &text[row.start..row.text_end]);
        }
    }
}

fn block() -> impl Strategy<Value = Block> {
    let line = || paragraph().prop_map(|text| text.replace(['\n', '\t'], " "));
    let joined = |lines: Vec<String>| {
        let mut ranges = Vec::new();
        let mut text = String::new();
        for line in lines {
            if !text.is_empty() {
                text.push('\n');
            }
            ranges.push(text.len()..text.len() + line.len());
            text.push_str(&line);
        }
        (text, ranges)
    };
    prop_oneof![
        4 => paragraph().prop_map(|text| (BlockKind::Paragraph, text)),
        1 => line().prop_map(|text| (BlockKind::Heading { level: 2 }, text)),
        1 => paragraph().prop_map(|text| (BlockKind::Quote, text)),
        1 => prop::collection::vec(line(), 1..5).prop_map(move |lines| {
            let (text, ranges) = joined(lines);
            let items = ranges.into_iter().enumerate().map(|(at, range)| {
                ListItem { range, depth: (at % 3) as u8, number: (at % 2 == 0).then_some(at as u32 + 1) }
            });
            (BlockKind::List { items: items.collect() }, text)
        }),
        1 => prop::collection::vec(prop::collection::vec(line(), 3), 1..4).prop_map(|cells| {
            let mut text = String::new();
            let mut rows = Vec::new();
            for (at, row) in cells.into_iter().enumerate() {
                if at > 0 {
                    text.push('\n');
                }
                let mut ranges = Vec::new();
                for (column, cell) in row.into_iter().enumerate() {
                    if column > 0 {
                        text.push('\t');
                    }
                    ranges.push(text.len()..text.len() + cell.len());
                    text.push_str(&cell);
                }
                rows.push(ranges);
            }
            (BlockKind::Table { rows, header: true, align: vec![None, Some(Alignment::Right), Some(Alignment::Center)] }, text)
        }),
        1 => paragraph().prop_map(|text| (BlockKind::Code { lang: None }, text)),
        1 => line().prop_map(|text| (BlockKind::Image { src: None }, text)),
        1 => line().prop_map(|text| (BlockKind::Related { href: None }, text)),
        1 => Just((BlockKind::Rule, String::new())),
    ]
    .prop_flat_map(|(kind, text)| {
        let places = prop::collection::vec((0.0..1.0f64, 0.0..1.0f64, any::<bool>()), 0..4);
        (Just(kind), Just(text), places)
    })
    .prop_map(|(kind, text, places)| {
        let safe = SafeText::body(&text);
        // Cleaning keeps this text as it is, so that the ranges hold.
        assert_eq!(safe.as_str(), text);
        let spans = if matches!(kind, BlockKind::Code { .. }) { Vec::new() } else { spans(&text, &places) };
        Block { kind, inline: Inline { text: safe, spans } }
    })
}

/// Readings and struck text anywhere in a text, but over no line break or cell.
fn spans(text: &str, places: &[(f64, f64, bool)]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for &(from, length, ruby) in places {
        let at = |share: f64| text.floor_char_boundary((text.len() as f64 * share) as usize);
        let start = at(from).max(spans.last().map_or(0, |span| span.end));
        let range = start..at(from + length * (1.0 - from)).max(start);
        if !range.is_empty() && !text[range.clone()].contains(['\n', '\t']) {
            spans.push(match ruby {
                true => Span::ruby(range, SafeText::line("よみがな")),
                false => Span::styled(range, InlineStyle::Struck),
            });
        }
    }
    spans
}

fn page(body: Vec<Block>, style: PageStyle) -> Page {
    let meta = Meta { title: SafeText::line("题目"), ..Meta::default() };
    let head =
        vec![(Extra::Title, SafeText::line("题目很长的一篇文章")), (Extra::Byline, SafeText::line("来源  日期"))];
    let tail = vec![(Extra::Credit, SafeText::line("文件"))];
    let cut = (0..=body.len()).step_by(2).map(|at| (BlockIx(at), SafeText::line("[编辑] 责任编辑：某某某"))).collect();
    let around = PageExtras { head, cut, tail, pictures: Vec::new() };
    Page::new(Arc::new(Article { meta, body, removed: Vec::new() }), around, style)
}

fn style() -> impl Strategy<Value = PageStyle> {
    let readings = prop_oneof![Just(Readings::After), Just(Readings::Above), Just(Readings::Hidden)];
    let pinyin = prop_oneof![Just(Pinyin::None), Just(Pinyin::Rare), Just(Pinyin::All)];
    let script = prop_oneof![Just(None), Just(Some(Script::Simplified)), Just(Some(Script::Traditional))];
    (1..=60u32, any::<[bool; 6]>(), readings, pinyin, script).prop_map(
        |(half, [web, line_gap, autospace, wrap_code, wide, signs], readings, pinyin, script)| PageStyle {
            readings,
            pinyin,
            script,
            signs,
            paragraph: if web { ParagraphStyle::Web } else { ParagraphStyle::Book },
            line_gap,
            autospace,
            wrap_code,
            hang: half > 6,
            ..PageStyle::new(
                half * 2,
                Locale::ZhHans,
                if wide { Ruler::wide() } else { Ruler::default() },
                Labels::of(Words::of(Language::Chinese)),
            )
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every character of every block is in exactly one row, and every row keeps to the measure.
    #[test]
    fn a_page_shows_all_of_its_article(body in prop::collection::vec(block(), 1..6), style in style()) {
        let page = page(body, style);
        let mut shown: Vec<Vec<(usize, usize)>> = vec![Vec::new(); page.article().body.len()];
        for (id, row) in page.rows_from(page.first()) {
            for piece in row.pieces.as_slice() {
                // In another script every character stands where its own does.
                let mut own = Vec::new();
                walk(piece.text(page.text(row.part)), &piece.row, style.ruler, |byte, cluster, column| {
                    own.push((byte, column, style.ruler.cells(cluster)));
                });
                let mut others = Vec::new();
                page.walk(id, piece, |byte, cluster, column| others.push((byte, column, style.ruler.cells(cluster))));
                prop_assert_eq!(own, others);
                let is_code = match row.part {
                    PagePart::Body(BlockIx(at)) => matches!(page.article().body[at].kind, BlockKind::Code { .. }),
                    PagePart::Head(_) | PagePart::Cut { .. } | PagePart::Tail(_) => false,
                };
                let hung = if style.hang { 2 } else { 1 };
                if !is_code || style.wrap_code {
                    prop_assert!(piece.x + piece.row.cells <= style.measure.max(4) + hung, "{row:?} at {}", style.measure);
                }
                if let PagePart::Body(BlockIx(at)) = row.part
                    && piece.written.is_none()
                {
                    shown[at].push((piece.row.start, piece.row.end));
                }
            }
        }
        for (block, mut ranges) in page.article().body.iter().zip(shown) {
            ranges.sort_unstable();
            let mut at = 0;
            for (start, end) in ranges {
                prop_assert!(start >= at, "shown twice: {:?}", &block.text()[start..at]);
                let missed = &block.text()[at..start];
                prop_assert!(missed.chars().all(|c| matches!(c, '\n' | '\t')), "lost: {missed:?}");
                at = end.max(at);
            }
            let missed = &block.text()[at..];
            prop_assert!(missed.chars().all(char::is_whitespace), "lost: {missed:?}");
        }
    }

    /// A place is found again on a page of any measure, and a row holds the place that it is anchored to.
    #[test]
    fn a_place_survives_another_measure(
        body in prop::collection::vec(block(), 1..6), one in style(), other in style(), share in 0.0..1.0f64,
    ) {
        let (one, other) = (page(body.clone(), one), page(body, other));
        let rows: Vec<_> = one.rows_from(one.first()).map(|(id, row)| (id, matches!(row.pieces, Pieces::None))).collect();
        let (id, blank) = rows[((rows.len() - 1) as f64 * share) as usize];
        let anchor = one.anchor(id);
        let there = other.locate(anchor);
        let Some(row) = other.row(there) else { return Err(TestCaseError::fail("no such row")) };
        prop_assert_eq!(row.part, anchor.part);
        if !blank && !matches!(row.pieces, Pieces::None) {
            prop_assert!(row.byte <= anchor.byte);
            let own = |row: &'_ PageRow| row.pieces.as_slice().iter().filter(|p| p.written.is_none()).map(|p| p.row).collect::<Vec<_>>();
            let holds = own(row).iter().any(|row| row.start <= anchor.byte && anchor.byte <= row.end);
            prop_assert!(holds, "{anchor:?} is not in {row:?}");
            // Empty items of a list all begin at one byte.
            // A row of which only a reading stands at its byte has that in common with the row behind it.
            let shows = |row: &Row| row.start <= anchor.byte && anchor.byte < row.end;
            let inked = one.row(id).is_some_and(|row| own(row).iter().any(shows));
            let back = one.locate(anchor);
            prop_assert!(!inked || back == id, "{:?} is found again as {:?}", one.row(id), one.row(back));
        }
    }

    /// Moving by rows is moving in the sequence of rows.
    #[test]
    fn moving_counts_rows(body in prop::collection::vec(block(), 1..6), style in style(), by in -60isize..60, from in 0usize..40) {
        let page = page(body, style);
        let ids: Vec<_> = page.rows_from(page.first()).map(|(id, _)| id).collect();
        let from = from.min(ids.len() - 1);
        let to = from.saturating_add_signed(by).min(ids.len() - 1);
        prop_assert_eq!(page.moved(ids[from], by), ids[to]);
        prop_assert_eq!(page.last(), ids[ids.len() - 1]);
        let fractions: Vec<f64> = ids.iter().map(|&id| page.fraction(page.anchor(id))).collect();
        prop_assert!(fractions.windows(2).all(|pair| pair[0] <= pair[1]), "the scrollbar goes one way");
        prop_assert!(page.fraction_through(page.last()) >= 1.0);
    }
}

/// A paragraph of any length is laid out in pieces, and only where it is looked at.
#[test]
fn a_book_in_one_line_costs_a_screen() {
    let book = "话说天下大势，分久必合，合久必分。".repeat(20_000);
    let style = PageStyle::new(64, Locale::ZhHans, Ruler::default(), Labels::default());
    let body = vec![Block::plain(BlockKind::Paragraph, SafeText::body(&book))];
    let page = page(body, style);
    let middle = Anchor { part: PagePart::Body(BlockIx(0)), byte: book.floor_char_boundary(book.len() / 2) };
    let row = page.locate(middle);
    assert!(page.rows_from(row).take(40).count() == 40);
    assert!(page.moved(row, -40) < row);
    assert!(page.laid_sections() <= 4, "{} sections were laid out for one screen", page.laid_sections());
    let rows: Vec<_> = page.rows_from(page.first()).filter(|(_, row)| row.part == middle.part).collect();
    let text: String =
        rows.iter().flat_map(|(_, row)| row.pieces.as_slice()).map(|p| &book[p.row.start..p.row.end]).collect();
    assert!(text == book, "the pieces rejoin to the book");
}

/// Layout takes time in proportion to the text, whatever it is made of: runs that rules look back over are bounded. A
/// text of this length laid out in the square of its length would take minutes.
#[test]
fn no_text_is_laid_out_in_the_square_of_its_length() {
    for unit in ["—", "…", " ", "\u{3000}", "a/", "“", "。", "e\u{301}", "1 ", "#", "’", "汉\u{600}"] {
        let text = unit.repeat(60_000);
        let rows = set(&text, Rules::reading(Locale::ZhHans), Ruler::default(), &Shape::reading(64));
        assert_eq!(rows.last().map(|row| row.end), Some(text.len()), "{unit:?}");
    }
}

/// Found by attack: a mark that is prepended to Han, a space that carries a mark, letters without a width of their own,
/// a cluster of more cells than a byte counts.
#[test]
fn odd_clusters_are_neither_lost_nor_a_panic() {
    let long = "\u{1100}".repeat(128);
    for text in ["汉\u{602}汉", "汉 \u{FF9E}", "汉字\u{11A8}", "汉 \u{301}", "汉字\u{E0100}\u{1161}", long.as_str()]
    {
        for measure in [2, 4, 10] {
            let rows = set(text, Rules::reading(Locale::ZhHans), Ruler::default(), &Shape::reading(measure));
            let shown: String = rows.iter().map(|row| &text[row.start..row.text_end]).collect();
            assert_eq!(shown.replace(' ', ""), text.replace(' ', ""), "at {measure}");
        }
    }
}
