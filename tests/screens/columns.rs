//! The text in two columns: one long text that goes down the first and then the second, and turns as a book does.

use std::time::Instant;

use kanbao::app::{Message, Target};
use kanbao::text::page::{Anchor, Page};
use kanbao::view::Role;
use proptest::prelude::*;
use ratatui::layout::Position;

use crate::articles::{EVERYTHING, post};
use crate::drawing::unlike;
use crate::kit::Stage;

/// A long article of which no two rows are alike, in two columns.
fn long() -> Stage {
    let body =
        format!("{}<h2>最后的小标题</h2><p>这是最后一段，<a href=\"http://a.example/\">到此为止</a>。</p>", unlike());
    let text = post("无一行相同", "2022-02-01 00:00:00", "某报", &body);
    Stage::new(&[("a.md", text.as_str())]).at(160, 45).after("<Enter>W")
}

fn page(stage: &Stage) -> std::rc::Rc<Page> {
    std::rc::Rc::clone(stage.app.reader().page().expect("a page"))
}

/// All rows of the page as they are drawn.
fn rows(stage: &Stage) -> Vec<String> {
    let page = page(stage);
    let text = |row: &kanbao::text::page::PageRow| {
        let pieces = row.pieces.as_slice().iter();
        pieces.map(|piece| page.text(row.part)[piece.row.start..piece.row.text_end].replace('\u{A0}', " ")).collect()
    };
    page.rows_from(page.first()).map(|(_, row)| text(row)).map(|row: String| row.trim().to_owned()).collect()
}

/// The rows on the screen, without what is blank below the end.
fn shown(stage: &Stage) -> Vec<String> {
    let (page, text) = (page(stage), stage.text());
    let left = page.rows_from(stage.app.reader().top()).count();
    assert!(text[left.min(text.len())..].iter().all(String::is_empty), "{text:#?}");
    text.into_iter().take(left).collect()
}

#[test]
fn a_picture_of_two_columns() {
    let prose =
        "<p>会议结束时，城市还在灯光里。记者离开的时候，看见路口的红灯变绿，一辆送菜的货车驶过，往桥那边去了。</p>";
    let text = EVERYTHING.replace("\n</div>\n", &format!("{}</div>", prose.repeat(30)));
    let pictures = [(200, 50, ""), (160, 45, ""), (100, 30, "z ")].map(|(columns, rows, keys)| {
        let stage = Stage::new(&[("everything.md", text.as_str())]).at(columns, rows).after("<Enter>W<Esc>");
        stage.after(keys).picture()
    });
    insta::assert_snapshot!(pictures.join("\n\n"));
}

#[test]
fn where_there_is_no_room_there_is_one_column() {
    for (columns, rows) in [(120, 30), (80, 24), (40, 12), (20, 6)] {
        let open = || Stage::new(&[("everything.md", EVERYTHING)]).at(columns, rows).after("<Enter>");
        let (one, two) = (open(), open().after("W"));
        assert!(two.app.settings.two_columns && two.text() == one.text(), "{columns}x{rows}");
    }
    let mut stage = long();
    assert!(stage.status().starts_with("正文分两栏"), "{}", stage.status());
    stage.resize(120, 30);
    stage.keys("WW");
    assert!(stage.status().starts_with("正文分两栏（这里不够宽"), "{}", stage.status());
    // With the list away there is room.
    stage.keys("z");
    assert_eq!(stage.areas().columns(), 2);
    stage.keys(":set columns 1<Enter>");
    assert_eq!(stage.areas().columns(), 1);
}

#[test]
fn it_turns_as_a_book_does() {
    let mut stage = long();
    let (all, height) = (rows(&stage), usize::from(stage.areas().text.height));
    assert_eq!(shown(&stage), all[..2 * height]);
    stage.keys(" ");
    assert_eq!(shown(&stage), all[2 * height..4 * height]);
    stage.keys("b");
    assert_eq!(shown(&stage), all[..2 * height]);
    // Half a page is a column, a row is a row of the one long text.
    stage.keys("d");
    assert_eq!(shown(&stage), all[height..3 * height]);
    stage.keys("<C-u>j");
    assert_eq!(shown(&stage), all[1..=2 * height]);
    stage.keys("k");
    // The last page holds what is left; from there the same pages lead back.
    let mut pages = vec![shown(&stage)];
    while stage.app.reader().percent() != Some(100) {
        stage.keys(" ");
        pages.push(shown(&stage));
        assert!(pages.len() < 99);
    }
    assert_eq!(pages.concat(), all);
    let last = pages.last().expect("a page");
    assert!(last.len() < 2 * height, "{}", last.len());
    stage.keys(" ");
    assert_eq!(&shown(&stage), last, "no further");
    stage.keys("j");
    assert_eq!(&shown(&stage), last, "by rows neither");
    // What comes over it and goes again leaves it where it is.
    stage.keys("?<Esc>J");
    assert_eq!(&shown(&stage), last);
    for page in pages.iter().rev().skip(1) {
        stage.keys("b");
        assert_eq!(&shown(&stage), page);
    }
    // The end by its key is a full screen.
    stage.keys("G");
    assert_eq!(shown(&stage), all[all.len() - 2 * height..]);
}

#[test]
fn the_mouse_works_in_both() {
    let mut stage = long();
    let areas = stage.areas();
    let (first, second) = (areas.text, areas.second);
    let text = stage.text();
    let foot = text[usize::from(first.height) - 1].clone();
    let head = text[usize::from(first.height)].clone();
    assert!(matches!(stage.target(second.x, second.y), Target::Text(_)));
    assert!(matches!(stage.target(second.x - 3, second.y), Target::Reader), "between them");
    // From the foot of the first to the head of the second is one selection.
    stage.release(first.x, first.bottom() - 1, second.x + 2, second.y);
    let selected = stage.app.reader().selection_as_written().expect("a selection");
    let expected = format!("{foot}{}", head.chars().take(2).collect::<String>());
    assert_eq!(selected.replace("\n\n", ""), expected);
    assert!(stage.app.is_selecting());
    stage.keys("<Esc>");
    // Text that is near is that of the nearer column.
    let near = |x: u16| kanbao::view::text_beside(&stage.app, &areas, Position::new(x, second.y + 3));
    let at = |x: u16| stage.target(x, second.y + 3);
    assert_eq!(near(second.x - 2), at(second.x + 4));
    assert!(
        matches!((at(second.x + 4), near(areas.scrollbar.x)), (Target::Text(first), Target::Text(last)) if first < last)
    );
    // At the foot of the first column nothing has to scroll: the text goes on in the second.
    assert_eq!(areas.edge(Position::new(first.x, first.bottom() - 1)), None);
    assert_eq!(areas.edge(Position::new(first.x, first.y)), Some(-1));
    assert_eq!(areas.edge(Position::new(second.x, second.y)), None);
    assert_eq!(areas.edge(Position::new(second.x, second.bottom())), Some(1));
    // A word in the second column is found where it is.
    stage.double_click(second.x + 4, second.y + 2);
    let word = stage.styled(stage.palette.style(Role::Selection));
    assert!(!word.is_empty() && stage.text()[usize::from(first.height) + 2].contains(&word), "{word}");
    assert!(stage.status().contains(&format!("/{word}  1/")), "{}", stage.status());
    let before = stage.text();
    stage.wheel(second.x, second.y, 1);
    assert_eq!(stage.text()[..9], before[3..12]);
}

#[test]
fn links_and_matches_are_reached_in_the_second_column() {
    let mut stage = long().after("G");
    stage.keys(";");
    let row = |stage: &Stage| stage.picture().lines().find(|row| row.contains("这是最后一段")).map(str::to_owned);
    let numbered = row(&stage).expect("the last paragraph");
    assert!(numbered.contains("这是最后一段，1此为止") || numbered.contains("这是最后一段，1 此为止"), "{numbered}");
    stage.keys("<Esc>");
    let links = stage.links();
    let second = stage.areas().second;
    assert!(links.iter().any(|link| link.x >= second.x && link.width == 8), "{links:?}");
    // A match that is on the screen moves nothing.
    let before = stage.text();
    stage.keys("/到此为止<Enter>");
    assert_eq!(stage.text(), before);
    assert!(stage.lit().iter().any(|row| row.contains("M[到此为止]。")), "{:#?}", stage.lit());
}

#[test]
fn by_itself_the_page_turns_when_it_was_read() {
    let mut stage = long().after(".");
    let now = Instant::now();
    stage.app.keep_time(now);
    let (before, due) = (shown(&stage), stage.app.wake_at().expect("a time"));
    let zi: usize = before.iter().map(|row| row.chars().filter(|c| c.is_alphanumeric()).count()).sum();
    let seconds = due.duration_since(now).as_secs_f64();
    let least = zi as f64 / 300.0 * 60.0 * 0.98;
    assert!((least..least * 1.3).contains(&seconds), "{seconds} for {zi}");
    stage.send(Message::Tick(due));
    stage.settle();
    assert_eq!(shown(&stage), rows(&stage)[before.len()..2 * before.len()]);
    assert!(stage.app.is_scrolling());
    // What is read aloud stays on the screen in either column.
    stage.keys(".r");
    let on_screen = shown(&stage);
    stage.keys("9)");
    assert_eq!(shown(&stage), on_screen);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// At any size every row of the text is in one place; turning the pages visits each once; columns that come and go,
    /// and other sizes, leave the place as it is.
    #[test]
    fn every_row_is_in_one_column(
        columns in 30u16..230,
        height in 4u16..60,
        (other_columns, other_height) in (90u16..230, 4u16..60),
        is_list_hidden: bool,
        steps in 0usize..40,
    ) {
        let text = post("无一行相同", "2022-02-01 00:00:00", "某报", &unlike());
        let mut stage = Stage::new(&[("a.md", text.as_str())]).at(columns, height).after("<Enter>W");
        if is_list_hidden {
            stage.keys("z");
        }
        let areas = stage.areas();
        prop_assert!(areas.text.width <= 80);
        if areas.columns() == 2 {
            prop_assert!(areas.text.width == areas.second.width && areas.text.right() + 6 == areas.second.x);
            prop_assert!(areas.second.right() + 2 <= areas.scrollbar.x && areas.text.x > areas.reader.x);
        }
        let all = rows(&stage);
        let mut seen = shown(&stage);
        let overlap = if areas.columns() == 2 { 0 } else { 2.min(areas.text_rows().saturating_sub(1)) };
        while stage.app.reader().percent() != Some(100) && areas.columns() == 2 {
            stage.keys(" ");
            seen.extend(shown(&stage).into_iter().skip(overlap));
        }
        if areas.columns() == 2 {
            prop_assert_eq!(&seen, &all);
        }
        for _ in 0..steps {
            stage.keys(["k", "b", "j", "<C-u>", "g "][steps % 5]);
        }
        let top = |stage: &Stage| (stage.app.reader().anchor(), stage.app.reader().top());
        let (before, drawn) = (top(&stage), shown(&stage));
        stage.keys("WW");
        prop_assert_eq!(stage.app.reader().anchor(), before.0);
        stage.resize(other_columns, other_height);
        prop_assert_eq!(stage.app.reader().anchor(), before.0);
        let place: Anchor = before.0;
        prop_assert!(stage.app.reader().is_on_screen(place));
        stage.resize(columns, height);
        prop_assert_eq!(stage.app.reader().anchor(), before.0);
        // A blank row has no place of its own in another setting.
        if !drawn[0].is_empty() {
            prop_assert_eq!(shown(&stage), drawn);
        }
    }
}
