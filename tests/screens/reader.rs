//! The reader pane: moving, the place in the text, the setting.

use std::collections::BTreeMap;
use std::sync::Arc;

use kanbao::app::{Command, Copied, Message, Shown};
use kanbao::model::{Article, BlockIx, BlockKind, Entry, EntryId, Origin};
use kanbao::search::StoredArticle;
use kanbao::text::Ruler;
use kanbao::text::page::PagePart;
use kanbao::view::Palette;
use proptest::prelude::*;
use ratatui::style::Modifier;
use unicode_segmentation::UnicodeSegmentation;

use crate::articles::{EVERYTHING, library, post};
use crate::kit::Stage;

fn open() -> Stage {
    Stage::new(&[("everything.md", EVERYTHING)]).at(60, 12).after("<Enter>")
}

fn first(stage: &Stage) -> String {
    stage.text()[0].clone()
}

#[test]
fn every_key_moves_the_text() {
    let mut stage = open();
    let page = stage.text();
    stage.keys("j");
    assert_eq!(first(&stage), page[1]);
    stage.keys("<Down>");
    assert_eq!(first(&stage), page[2]);
    stage.keys("k<Up>k");
    assert_eq!(first(&stage), page[0]);
    stage.keys("d");
    assert_eq!(first(&stage), page[5]);
    stage.keys("<C-u>");
    assert_eq!(first(&stage), page[0]);
    // A page turn keeps two rows for the eye.
    stage.keys("<PgDn>");
    assert_eq!(stage.text()[..2], page[page.len() - 2..]);
    stage.keys(" ");
    stage.keys("b<PgUp>");
    assert_eq!(stage.text(), page);
    stage.keys("G");
    assert_eq!(stage.text().last().map(String::as_str), Some("文件：everything.md"));
    assert!(stage.status().contains("100%"));
    stage.keys("j");
    assert_eq!(stage.text().last().map(String::as_str), Some("文件：everything.md"), "no further than the end");
    stage.keys("<Home>");
    assert_eq!(stage.text(), page);
    stage.keys("<End>g");
    assert_eq!(stage.text(), page);
}

#[test]
fn headings() {
    let mut stage = open();
    stage.keys("]");
    assert!(stage.text()[..2].contains(&"会议开到深夜".to_owned()), "{:?}", stage.text());
    stage.keys("]");
    assert!(stage.text()[..2].contains(&"各区的数字".to_owned()), "{:?}", stage.text());
    stage.keys("]");
    assert_eq!(stage.status().split("  ").next(), Some("没有别的小标题了"));
    stage.keys("[");
    assert!(stage.text()[..2].contains(&"会议开到深夜".to_owned()), "{:?}", stage.text());
    stage.keys("[");
    assert_eq!(stage.status().split("  ").next(), Some("没有别的小标题了"));
    // From the middle of a section back to its own heading.
    stage.keys("g]jjj[");
    assert!(stage.text()[..2].contains(&"会议开到深夜".to_owned()), "{:?}", stage.text());
}

#[test]
fn next_and_previous_article() {
    let mut stage = library().at(60, 20).after("<Enter>");
    stage.keys("J");
    assert_eq!(first(&stage), "第1篇 天津早晨");
    stage.keys("J");
    assert_eq!(first(&stage), "第2篇 天津早晨");
    stage.keys("KK");
    assert_eq!(first(&stage), "开会时间一天比一天晚！天津市委、市政府连夜部署“清零”行动");
    stage.keys("K");
    assert!(stage.status().starts_with("没有别的文章了"));
    stage.keys("qGlJ");
    assert!(stage.status().starts_with("没有别的文章了"));
}

#[test]
fn an_article_is_found_where_it_was_left() {
    let mut stage = library().at(60, 12).after("<Enter>dd");
    let left = stage.text();
    stage.keys("JdK");
    assert_eq!(stage.text(), left);
}

#[test]
fn resizing_keeps_the_place_and_comes_back_to_it() {
    let mut stage = open().after("ddj");
    let (before, words) = (stage.text(), "市民说");
    let anchor = stage.app.reader().anchor();
    for (columns, rows) in [(100, 30), (20, 5), (40, 12), (2, 2), (1, 1), (200, 60), (60, 12)] {
        stage.resize(columns, rows);
        assert_eq!(stage.app.reader().anchor(), anchor, "{columns}x{rows}");
    }
    assert_eq!(stage.text(), before);
    // A narrower page begins with the row that holds the place.
    stage.resize(30, 8);
    let page = stage.app.reader().page().expect("a page");
    assert_eq!(stage.app.reader().top(), page.locate(anchor));
    stage.resize(100, 30);
    stage.keys("<lt>");
    assert!(stage.text().concat().contains(words) || stage.text().concat().contains("检测"));
    stage.keys(">");
    stage.resize(60, 12);
    assert_eq!(stage.text(), before);
}

#[test]
fn every_option_of_the_text_keeps_the_place_and_comes_back_to_it() {
    let mut stage = open().after("ddj");
    let (before, anchor) = (stage.text(), stage.app.reader().anchor());
    for (there, back) in [("<lt>", ">"), ("=", "="), ("p", "p"), ("a", "a"), ("w", "w"), ("R", "RR")] {
        let settings = stage.app.settings;
        stage.keys(there);
        assert_ne!(stage.app.settings, settings, "{there} changes something");
        assert_eq!(stage.app.reader().anchor(), anchor, "{there}");
        let page = stage.app.reader().page().expect("a page");
        let top = page.anchor(stage.app.reader().top());
        assert!(top.part == anchor.part && page.locate(anchor) >= stage.app.reader().top(), "{there}: {top:?}");
        stage.keys(back);
        assert_eq!(stage.app.reader().anchor(), anchor, "{there} and {back}");
        assert_eq!(stage.text(), before, "{there} and {back}");
    }
}

#[test]
fn the_measure_is_64_at_most_and_centred() {
    let stage = library().at(200, 30).after("<Enter>z");
    let areas = stage.areas();
    assert_eq!(areas.text.width, 64);
    let (left, right) = (areas.text.x, areas.reader.right() - areas.text.right());
    assert!(left.abs_diff(right) <= 3, "{left} and {right}");
}

#[test]
fn styles_are_shown_and_readings_turn() {
    let mut stage = open().after("G");
    let style = |stage: &Stage, words: &str| {
        let (buffer, _) = stage.draw();
        let first = words.chars().next().expect("a word").to_string();
        buffer.content().iter().find(|cell| cell.symbol() == first).map(|cell| cell.modifier).expect("it is there")
    };
    for palette in [Palette::Sixteen, Palette::Plain] {
        stage.palette = palette;
        assert!(style(&stage, "十").contains(Modifier::CROSSED_OUT), "struck");
        assert!(style(&stage, "八").contains(Modifier::UNDERLINED), "inserted");
        assert!(style(&stage, "每").contains(Modifier::ITALIC | Modifier::UNDERLINED), "marked");
        assert_eq!(style(&stage, "票"), Modifier::empty());
    }
    let rows = |stage: &Stage| {
        stage.text().into_iter().skip_while(|row| !row.contains("とう") && !row.contains("東")).collect::<Vec<_>>()
    };
    assert!(rows(&stage)[0].contains("10³人，東京（とうきょう）也一样。"), "{:?}", rows(&stage));
    stage.keys("R");
    assert_eq!(rows(&stage)[0], "とうきょう");
    stage.keys("R");
    assert!(rows(&stage)[0].contains("10³人，東京也一样。"), "{:?}", rows(&stage));
    // What is not in the text is not found in it.
    stage.keys("R/とうきょう<Enter>");
    assert!(stage.status().contains('0') || stage.status().contains("没有"), "{}", stage.status());
}

#[test]
fn settings_say_what_they_did() {
    let mut stage = library().after("<Enter>");
    for (keys, said) in [
        ("<lt>", "每行字数 30"),
        (">", "每行字数 32"),
        ("=", "行间空一行"),
        ("=", "行间不空"),
        ("p", "段落：空行分段"),
        ("p", "段落：首行缩进"),
        ("a", "中西文之间留空"),
        ("a", "中西文之间不留空"),
        ("w", "代码折行"),
        ("w", "代码不折行，用 H L 左右移动"),
        ("R", "注音在字上"),
        ("R", "不显示注音"),
        ("R", "注音在字后"),
        // Pinyin is shown somewhere: only where turns.
        ("P", "生僻字注拼音"),
        ("R", "注音在字上"),
        ("R", "注音在字后"),
    ] {
        stage.keys(keys);
        assert!(stage.status().starts_with(said), "{} after {keys}", stage.status());
    }
}

#[test]
fn code_does_not_wrap_and_scrolls() {
    let mut stage = open().at(41, 12).after("G");
    let code = |stage: &Stage| stage.text().into_iter().find(|row| row.contains("行代码") || row.contains("不折行"));
    // A wide glyph stands where the mark has to: it makes room.
    let row = code(&stage).expect("the line");
    assert!(row.starts_with("println!(\"这一行代码很长") && row.ends_with('»'), "{row}");
    for columns in 20..60 {
        stage.resize(columns, 12);
        let row = stage.text().into_iter().find(|row| row.starts_with("println")).expect("the line");
        assert!(row.ends_with('»'), "{columns}: {row}");
    }
    stage.resize(41, 12);
    stage.keys("LLLLLLLL");
    let row = code(&stage).expect("the line");
    assert!(row.ends_with("不折行\");"), "{row}");
    stage.keys("HHHHHHHH");
    assert!(code(&stage).expect("the line").starts_with("println"));
    stage.keys("w");
    let text = stage.text().concat();
    assert!(text.contains("左右移动才能看完") || text.contains("不折行"), "{text}");
    assert!(!text.contains('»'));
}

#[test]
fn failures_and_waiting_say_so() {
    let mut stage = Stage::new(&[("a.png", "\0\0\0"), ("everything.md", EVERYTHING)]).after("<Enter>J");
    assert!(matches!(stage.app.reader().shown(), Shown::Failed(..)));
    assert!(stage.picture().contains("是 png 文件，不是文章"));
    stage.keys("K");
    assert!(first(&stage).starts_with("开会时间"));
}

#[test]
fn combining_marks_pile_up_no_higher_than_four() {
    let zalgo = format!("<p>重a{}字</p>", "\u{301}".repeat(50));
    let stage = Stage::new(&[("z.md", &post("题", "2023-01-01 00:00:00", "某报", &zalgo))]);
    assert!(stage.picture().contains(&format!("重a{}字", "\u{301}".repeat(4))) || stage.picture().contains("重á"));
    assert!(!stage.picture().contains(&"\u{301}".repeat(5)));
}

/// What no row of running text may begin with.
fn is_stop(c: char) -> bool {
    "，。、；：！？）」』】》〉”’…".contains(c)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// At any size from 2 columns up: no character is lost, no row is wider than the measure and its margin for one
    /// mark, none begins with a stop.
    #[test]
    fn nothing_is_lost_at_any_size(columns in 2u16..130, rows in 2u16..40, wide: bool) {
        let mut stage = Stage::new(&[("everything.md", EVERYTHING)]);
        if wide {
            stage = stage.wide();
        }
        stage.resize(columns, rows);
        stage.keys("<Enter>w");
        let areas = stage.areas();
        let measure = u32::from(areas.text.width);
        let hang = if areas.viewport().hang { 2 } else { 0 };
        prop_assert!(!areas.text.is_empty());
        let page = std::rc::Rc::clone(stage.app.reader().page().expect("a page"));
        let ruler: Ruler = stage.app.settings.ruler;
        let mut seen: BTreeMap<PagePart, Vec<char>> = BTreeMap::new();
        for (_, row) in page.rows_from(page.first()) {
            for piece in row.pieces.as_slice() {
                let text = &piece.text(page.text(row.part))[piece.row.start..piece.row.text_end];
                if piece.written.is_none() {
                    seen.entry(row.part).or_default().extend(text.chars());
                }
                let cells: u32 = text.graphemes(true).map(|cluster| u32::from(ruler.cells(cluster))).sum();
                prop_assert!(measure < 2 || piece.x + cells <= measure + hang, "{text:?} at {} of {measure}", piece.x);
                let running = match row.part {
                    PagePart::Body(at) => {
                        matches!(page.article().body[at.0].kind, BlockKind::Paragraph | BlockKind::Heading { .. } | BlockKind::Quote)
                    }
                    PagePart::Head(_) | PagePart::Cut { .. } | PagePart::Tail(_) => true,
                };
                if running && measure >= 8 && piece.row.start > 0 {
                    prop_assert!(!text.starts_with(is_stop), "{text:?}");
                }
            }
        }
        let sorted = |chars: &mut dyn Iterator<Item = char>| {
            let mut kept: Vec<char> = chars.filter(|c| !c.is_whitespace()).collect();
            kept.sort_unstable();
            kept
        };
        for (at, block) in page.article().body.iter().enumerate() {
            let drawn = seen.get(&PagePart::Body(BlockIx(at))).cloned().unwrap_or_default();
            prop_assert_eq!(sorted(&mut drawn.into_iter()), sorted(&mut block.text().chars()));
        }
        // And it can be drawn, from the top to the end.
        for keys in ["g", " ", "G", "?", "<Esc>", "/会议", "<Enter>", "v", "i"] {
            stage.keys(keys);
            stage.draw();
        }
    }
}

/// What was cut comes back in its place, and the place on the screen stays while it comes and goes.
#[test]
fn what_was_cut_stands_in_its_place() {
    let prose = "<p>海河边的早晨，卖煎饼的人已经支起了摊子，排队的人说起昨天晚上的会议。</p>";
    let advert = "<p>更多原创资讯请下载“看报新闻”APP</p>";
    let body = format!("{}{advert}{}<p>责任编辑：某甲</p>", prose.repeat(12), prose.repeat(3));
    let mut stage = Stage::new(&[("a.md", &post("早晨", "2022-01-14 08:00:00", "某报", &body))]).after("<Enter>jjjjjj");
    let before = stage.text();
    stage.keys("v");
    assert!(stage.status().contains("剪去的 2 处"), "{}", stage.status());
    assert_eq!(stage.text()[0], before[0]);
    stage.keys("G");
    let shown = stage.text();
    let place = |part: &str| shown.iter().position(|row| row.contains(part)).unwrap_or_else(|| panic!("{shown:#?}"));
    let (advert, editor) = (place("┆ 推广  更多原创"), place("┆ 编辑署名  责任编辑：某甲"));
    let between = shown[advert..editor].iter().filter(|row| row.starts_with("海河边")).count();
    assert_eq!(between, 3, "{shown:#?}");
    stage.keys("gjjjjjjv");
    assert_eq!(stage.text(), before);
    stage.keys("G");
    assert!(!stage.text().iter().any(|row| row.contains("更多原创")));
}

/// An article of so many numbered paragraphs.
fn numbered(paragraphs: usize) -> Arc<StoredArticle> {
    let body: String = (0..paragraphs).map(|n| format!("<p>第{n}段，天还没有亮。</p>")).collect();
    let text = crate::articles::post("长文", "2022-02-01 00:00:00", "某报", &body);
    let article = kanbao::library::parse(&Origin::File("long.md".into()), text.as_bytes()).expect("an article");
    Arc::new(StoredArticle::new(Arc::new(article)))
}

/// Its first 30 paragraphs and the last 60 of 400.
fn excerpt() -> Message {
    let (first, last) = (numbered(30), numbered(400));
    let mut article = Article::clone(first.article());
    article.body.extend_from_slice(&last.article().body[340..]);
    let article = Arc::new(StoredArticle::new(Arc::new(article)));
    Message::Excerpt { id: EntryId(0), article, seam: BlockIx(30) }
}

/// A long article: its entry, its ends, all of it.
pub fn long_article() -> (Entry, Message, Arc<StoredArticle>) {
    let entry = kanbao::library::entry(Arc::new(Origin::File("long.md".into())), numbered(1).article());
    (entry, excerpt(), numbered(400))
}

/// A reader that waits for a long article.
fn waiting() -> Stage {
    let mut stage = Stage::silent().at(80, 24);
    let (entry, ..) = long_article();
    stage.send(Message::Entries(vec![(EntryId(0), entry)]));
    stage.settle();
    stage.after("<Enter>")
}

#[test]
fn the_ends_of_a_long_article_are_read_before_the_whole_is_there() {
    let answer = |stage: &mut Stage, article| {
        stage.send(Message::Article(EntryId(0), Ok(article)));
        stage.settle();
        stage.picture()
    };
    // Reading on, the reader stays where the reader is.
    let mut stage = waiting();
    stage.send(excerpt());
    assert!(stage.changed);
    stage.settle();
    stage.keys("5j");
    let before = stage.picture();
    let after = answer(&mut stage, numbered(400));
    assert!(
        before.contains("第5段") && !before.contains("第0段") && after.contains("第5段") && !after.contains("第0段")
    );
    stage.keys("G");
    assert!(stage.picture().contains("第399段"));
    assert!(!stage.picture().contains("已重读"), "{}", stage.picture());

    // The end is the end of the whole, half the way the half; what is a little above the end is so in the whole.
    for (keys, wanted) in [("G", "第399段"), ("50G", "第200段"), ("G5k", "第392段")] {
        let mut stage = waiting();
        stage.send(excerpt());
        stage.settle();
        stage.keys(keys);
        let ends = stage.picture();
        let whole = answer(&mut stage, numbered(400));
        assert!(whole.contains(wanted) && (keys == "50G" || ends.contains(wanted)), "{keys}\n{ends}\n{whole}");
        assert!(keys != "G5k" || !whole.contains("第399段"));
    }

    // A query is asked of what is there.
    let mut stage = waiting();
    stage.send(excerpt());
    stage.settle();
    stage.keys("/天还<Enter>");
    assert!(stage.picture().contains("1/90"), "{}", stage.picture());
}

const HEADED: &str =
    "---\ntitle: 银行行长看头发\nlang: zh-Hans\n---\n## 皇后在后面\n\n行长的头发干净，`头发`不变。饕餮盛宴。\n";

#[test]
fn pinyin_is_shown_and_is_not_in_the_text() {
    let mut stage = Stage::new(&[("a.md", HEADED)]).at(100, 20).after("<Enter>");
    let rows = |stage: &Stage| stage.text().join("\n");
    stage.keys("P");
    assert!(rows(&stage).contains("饕餮(tāotiè)盛宴") && !rows(&stage).contains("yínháng"), "{}", rows(&stage));
    stage.keys("P");
    assert!(rows(&stage).contains("银行行长(yínhánghángzhǎng)看(kàn)"), "{}", rows(&stage));
    let bare = rows(&stage).replace(['\n', ' '], "");
    assert!(bare.contains("干净(gānjìng)，头发不变(bùbiàn)。"), "not in code: {bare}");
    stage.keys("R");
    assert!(rows(&stage).contains("yín háng háng zhǎng"), "above: {}", rows(&stage));
    stage.keys("/Yínháng<Enter>");
    assert!(stage.status().contains("没有"), "{}", stage.status());
    stage.keys("<Esc>P");
    assert!(!rows(&stage).contains("háng"), "{}", rows(&stage));
}

#[test]
fn another_script_is_shown_and_the_text_is_what_it_is() {
    let mut stage = Stage::new(&[("a.md", HEADED), ("b.md", "---\ntitle: 頭髮與皇后\nlang: ja\n---\n頭髮。\n")]);
    stage = stage.at(100, 20).after("<Enter>CC");
    let picture = stage.picture();
    assert!(picture.contains("銀行行長看頭髮"), "in the list and in the article: {picture}");
    assert!(picture.contains("皇后在後面") && picture.contains("行長的頭髮乾淨，头发不變"), "{picture}");
    // It is found as it is written, and as it is shown, and copied as it is written.
    for query in ["头发干净", "頭髮乾淨"] {
        stage.keys(&format!("/{query}<Enter>"));
        assert!(stage.status().contains("1/1"), "{query}: {}", stage.status());
    }
    stage.keys("<Esc>Vy");
    let copied = stage.commands.iter().rev().find_map(|command| match command {
        Command::Copy(Copied::Selection(text)) => Some(text.clone()),
        _ => None,
    });
    let copied = copied.unwrap_or_default();
    assert!(copied.contains("头发") || copied.contains("后面"), "{copied}");
    stage.keys("<Esc>C");
    assert!(stage.picture().contains("行长的头发干净"), "as it is written");
}
