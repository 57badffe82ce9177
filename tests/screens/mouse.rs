//! What the mouse can take hold of and press: the scrollbar, the line between the panes, links, headings, rows, hints.

use kanbao::app::{Action, Command, HintKey, Overlay, Pane, PromptAction, Target};
use kanbao::model::{Change, EntryId};

use crate::articles::{library, post};
use crate::kit::Stage;

/// A long article, beside another one.
fn long() -> Stage {
    let body = "<p>海河边的早晨，卖煎饼的人已经支起了摊子。</p>".repeat(60);
    let text = post("长篇", "2023-01-01 00:00:00", "某报", &body);
    Stage::new(&[("long.md", &text), ("b.md", &post("别的", "2022-01-01 00:00:00", "某报", "<p>短。</p>"))])
}

fn percent(stage: &Stage) -> u8 {
    stage.app.reader().percent().expect("an article")
}

/// The column and the row of the first cell of a text.
pub fn find(stage: &Stage, text: &str) -> (u16, u16) {
    let (buffer, _) = stage.draw();
    for y in 0..stage.size.height {
        let glyphs = crate::look::glyphs(&buffer, 0..stage.size.width, y);
        let row: String = glyphs.iter().map(|(_, cell)| cell.symbol()).collect();
        if let Some(at) = row.find(text) {
            let mut byte = 0;
            for (x, cell) in glyphs {
                if byte == at {
                    return (x, y);
                }
                byte += cell.symbol().len();
            }
        }
    }
    panic!("{text} is not on the screen:\n{}", stage.picture());
}

#[test]
fn the_scrollbar_is_pressed_and_dragged() {
    let mut stage = long().after("l");
    let bar = stage.areas().scrollbar;
    assert!(stage.app.reader().thumb(bar.height).is_some_and(|thumb| thumb.start == 0));
    // Pressed below the thumb its middle comes there.
    stage.click(bar.x, bar.y + bar.height / 2);
    let thumb = stage.app.reader().thumb(bar.height).expect("a thumb");
    assert!(thumb.contains(&(bar.height / 2)), "{thumb:?}");
    // Taken by its first row it stays where it is, and comes along, beside the bar too, to both ends.
    let before = percent(&stage);
    stage.press(bar.x, bar.y + thumb.start);
    assert_eq!(percent(&stage), before);
    stage.drag(3, bar.y + thumb.start + 4);
    assert_eq!(stage.app.reader().thumb(bar.height), Some(thumb.start + 4..thumb.end + 4));
    stage.drag(bar.x, 29);
    assert_eq!(percent(&stage), 100);
    stage.drag(bar.x - 20, 0);
    assert_eq!(percent(&stage), 0);
    stage.let_go(bar.x - 20, 0);
    stage.drag(bar.x, 20);
    assert_eq!((percent(&stage), stage.app.reader().selection()), (0, None), "it was let go");
    // A text that is all there has nothing to scroll.
    stage.keys("J");
    assert_eq!(stage.target(bar.x, 10), Target::Reader);
}

#[test]
fn the_line_between_the_panes_is_dragged_and_its_place_kept() {
    let mut stage = long().at(120, 30);
    stage.send(kanbao::app::Message::Memory(Box::default()));
    let width = |stage: &Stage| stage.areas().list.width;
    let before = width(&stage);
    let x = stage.areas().rule.x;
    stage.press(x, 9);
    stage.drag(x, 9);
    stage.drag(x + 6, 12);
    assert_eq!((width(&stage), stage.areas().rule.x), (before + 6, x + 6));
    stage.kept.clear();
    stage.let_go(x + 6, 12);
    assert_eq!(stage.app.list_width, Some(before + 6));
    // Too far to either side it stops where keys do, and leaves the text its room.
    for (to, least) in [(0, 24), (119, 120 - 46)] {
        let x = stage.areas().rule.x;
        stage.press(x, 9);
        stage.drag(to, 9);
        stage.let_go(to, 9);
        assert_eq!((width(&stage), stage.app.list_width), (least, Some(least)), "{to}");
    }
    // Pressed and let go nothing has changed.
    let x = stage.areas().rule.x;
    stage.kept.clear();
    stage.click(x, 9);
    assert!(stage.kept.iter().all(|change| !matches!(change, Change::Set(_))));
}

#[test]
fn a_click_on_a_link_follows_it_and_a_drag_over_it_selects() {
    let first =
        "---\ntitle: 甲\ndate: 2023-01-01\n---\n这里有[另一篇文章](b.md)，那里有[一个网页](https://news.cn/1)。\n";
    let files = [("a.md", first), ("b.md", "---\ntitle: 乙\ndate: 2022-01-01\n---\n短。\n")];
    let mut stage = Stage::new(&files).after("l");
    let (x, y) = find(&stage, "另一篇文章");
    stage.release(x, y, x + 4, y);
    assert_eq!(stage.app.reader().selected_text().as_deref(), Some("另一篇"));
    assert_eq!(stage.app.reader().shown().id(), Some(EntryId(0)), "what is selected is not followed");
    stage.keys("<Esc>");
    stage.click(x - 6, y);
    assert_eq!(stage.app.reader().shown().id(), Some(EntryId(0)), "beside it");
    let (page, row) = find(&stage, "一个网页");
    stage.click(page, row);
    assert!(
        stage.commands.iter().any(|c| matches!(c, Command::Browse(address) if address.as_str() == "https://news.cn/1"))
    );
    stage.click(x + 2, y);
    assert_eq!(stage.app.reader().shown().id(), Some(EntryId(1)));
    stage.keys("<BS>");
    assert_eq!(stage.app.reader().shown().id(), Some(EntryId(0)), "and back by a key");
}

#[test]
fn a_hint_is_pressed_as_its_keys_are() {
    let mut stage = library().at(80, 24);
    let (x, y) = find(&stage, "Enter 读");
    assert_eq!(stage.target(x, y), Target::Hint(HintKey::Act(Action::Open)));
    assert_eq!(stage.target(x + 6, y), Target::Hint(HintKey::Act(Action::Open)), "what is said of a key is of it");
    assert_eq!(stage.target(x + 8, y), Target::Nothing, "between two");
    let (x, y) = find(&stage, "S 排序");
    stage.click(x + 3, y);
    assert!(matches!(stage.app.overlay(), Some(Overlay::Arrangement(_))));
    let (x, y) = find(&stage, "q 关闭");
    stage.click(x, y);
    assert!(stage.app.overlay().is_none());
    let (x, y) = find(&stage, "? 按键");
    stage.click(x, y);
    assert!(matches!(stage.app.overlay(), Some(Overlay::Help(_))));
    // Of two keys each does its own.
    let (x, y) = find(&stage, "j k 滚动");
    assert_eq!(stage.target(x + 2, y), Target::Hint(HintKey::Act(Action::LineUp)));
    stage.click(x, y);
    assert_eq!(stage.app.overlay().map(|overlay| overlay.window().top()), Some(1));
    // Where text is typed too, and nowhere else there.
    stage.keys("q/会议");
    let (x, y) = find(&stage, "C-x 逐字");
    assert_eq!(stage.target(x, y), Target::Hint(HintKey::Type(PromptAction::Exact)));
    stage.click(x, y);
    assert!(stage.status().contains("[逐字]") && stage.app.prompt().is_some(), "{}", stage.status());
    stage.click(3, 5);
    assert!(stage.app.prompt().is_some());
    let (x, y) = find(&stage, "Esc 取消");
    stage.click(x, y);
    assert!(stage.app.prompt().is_none() && stage.app.list().filter().is_none());
    // The keys of a note, below what is written.
    stage.keys("<Enter>Vn记");
    let (x, y) = find(&stage, "Esc 放弃");
    stage.click(x, y);
    assert!(stage.app.prompt().is_none());
}

#[test]
fn a_row_of_a_panel_is_selected_and_done_by_a_second_click() {
    let mut stage = library().after("<Enter>/会议<Enter>f");
    let row = |stage: &Stage| stage.app.overlay().map(|overlay| overlay.window().position().0);
    stage.click(40, 4);
    assert_eq!(row(&stage), Some(2));
    stage.click(40, 2);
    assert_eq!(row(&stage), Some(0), "another one");
    stage.click(40, 0);
    assert!(stage.app.overlay().is_some(), "the title is no row");
    stage.click(40, 3);
    stage.click(50, 3);
    assert_eq!((row(&stage), stage.app.reader().matches().current()), (None, Some(1)));
    // What opens has nothing selected by the mouse.
    stage.keys("f");
    stage.click(40, 3);
    assert_eq!(row(&stage), Some(1));
    // The wheel, wherever it is; beside the panel a click closes it.
    stage.wheel(2, 10, -1);
    assert_eq!(row(&stage), Some(0));
    stage.click(2, 10);
    assert_eq!((row(&stage), stage.app.focus()), (None, Pane::Reader));
    // A panel whose rows are only read stays where it is clicked.
    stage.keys("i");
    stage.click(40, 5);
    assert!(stage.app.overlay().is_some());
}

#[test]
fn the_wheel_turns_what_is_under_it() {
    let mut stage = library().after("l");
    stage.wheel(5, 10, 1);
    assert_eq!(
        (stage.app.list().position(), stage.app.focus()),
        (Some(1), Pane::Reader),
        "the list, with the focus away"
    );
    stage.keys("gh");
    let top = stage.text();
    let bar = stage.areas().scrollbar;
    stage.keys("k");
    stage.wheel(bar.x, 4, 1);
    assert_ne!(stage.text(), top, "the text");
    assert_eq!(stage.app.focus(), Pane::List);
}
