//! Selecting text by keys and with the mouse.

use kanbao::app::{Command, Copied, Message};
use kanbao::view;
use ratatui::layout::Position;

use crate::articles::post;
use crate::kit::Stage;

/// An article of two paragraphs, and a list.
fn article() -> Stage {
    let body = "<p>天津的会议开到深夜。“河上的风很凉。”他说！</p><p>第二段说的是海河。海河很长。</p><ul><li>甲项。</li><li>乙项。</li></ul>";
    Stage::new(&[("a.md", &post("会议", "2022-01-14 08:00:00", "某报", body))]).after("l")
}

fn selected(stage: &Stage) -> String {
    stage.app.reader().selection_as_written().unwrap_or_default()
}

#[test]
fn keys_select_and_extend() {
    let mut stage = article();
    stage.keys("V");
    assert_eq!(selected(&stage), "天津的会议开到深夜。");
    assert!(stage.status().starts_with("已选 9字  Enter 标绿  c 换色  y 复制"), "{}", stage.status());
    for (keys, expected) in [
        (")", "天津的会议开到深夜。“河上的风很凉。”"),
        ("h", "天津的会议开到深夜。“河上的风很凉。"),
        ("l", "天津的会议开到深夜。“河上的风很凉。”"),
        ("}", "天津的会议开到深夜。“河上的风很凉。”他说！"),
        ("j", "天津的会议开到深夜。“河上的风很凉。”他说！\n\n第二段说的是海河。"),
        ("2}", "天津的会议开到深夜。“河上的风很凉。”他说！\n\n第二段说的是海河。海河很长。\n\n甲项。\n乙项。"),
        ("{{", "天津的会议开到深夜。“河上的风很凉。”他说！"),
        // Nothing is no selection: over the end that stays, and the other end.
        ("{", "天津的会议开到深夜。“河上的风很凉。”他说！"),
        ("ow", "的会议开到深夜。“河上的风很凉。”他说！"),
    ] {
        stage.keys(keys);
        assert_eq!(selected(&stage), expected, "{keys}");
    }
    stage.keys("<Esc>");
    assert_eq!((selected(&stage).as_str(), stage.app.is_selecting()), ("", false));
    stage.keys("j");
    assert!(!stage.app.is_selecting(), "keys mean the text again");
    // Where nothing can be selected it is said.
    let stage = Stage::new(&[("a.md", "---\ntitle: 空\n---\n")]).after("lV");
    assert!(stage.status().starts_with("这里没有可选的文字"), "{}", stage.status());
}

#[test]
fn what_keys_do_with_a_selection() {
    let mut stage = article().after("V)y");
    let copied = stage.commands.iter().filter_map(|command| match command {
        Command::Copy(Copied::Selection(text)) => Some(text.as_str()),
        _ => None,
    });
    assert_eq!(copied.collect::<Vec<_>>(), ["天津的会议开到深夜。“河上的风很凉。”"]);
    assert!(!stage.app.is_selecting());
    // The words at the end of the first sentence: found in the article, and lit in all.
    stage.keys("V}{{owwo");
    assert!(!selected(&stage).is_empty());
    stage.keys("<Esc>V*");
    assert_eq!(stage.app.reader().matches().len(), 1);
    // Over the end of a paragraph: the part before it.
    stage.keys("<Esc>V)}jj*");
    assert_eq!(stage.app.reader().matches().len(), 1, "{}", stage.status());
    stage.keys("<Esc>Vm<Enter>");
    assert!(stage.app.keywords().iter().any(|word| word.pattern().starts_with("天津的会议")));
}

#[test]
fn the_selection_stays_on_the_screen() {
    let body: String = (1..=80).map(|n| format!("<p>第{n}段，河上的风比城里凉一些。</p>")).collect();
    let mut stage = Stage::new(&[("a.md", &post("长", "2022-01-14 08:00:00", "某报", &body))]).after("l30jV");
    let first = selected(&stage);
    assert!(stage.text().iter().any(|row| row.contains(first.trim_end_matches('。'))), "{first}");
    stage.keys("40j");
    let last = selected(&stage).rsplit("\n\n").next().unwrap_or_default().to_owned();
    assert!(stage.text().iter().any(|row| row.contains(&last)), "{last} {:?}", stage.text());
    stage.keys("o");
    assert!(stage.text().iter().any(|row| row.contains(&first)));
    stage.keys("40k");
    assert_eq!(stage.app.reader().selection().map(|span| span.start.block.0), Some(0));
}

#[test]
fn the_mouse_selects_over_paragraphs_and_shows_it_while_it_is_dragged() {
    let mut stage = article();
    let areas = stage.areas();
    let row = |stage: &Stage, text: &str| {
        let at = stage.text().iter().position(|row| row.contains(text)).unwrap_or_else(|| panic!("{text}"));
        areas.text.y + at as u16
    };
    let (from, to) = (row(&stage, "天津的会议"), row(&stage, "第二段"));
    stage.press(areas.text.x + 4, from);
    let over = stage.target(areas.text.x + 8, to);
    stage.send(Message::Drag(over));
    assert!(stage.changed);
    assert_eq!(selected(&stage), "天津的会议开到深夜。“河上的风很凉。”他说！\n\n第二段");
    stage.send(Message::Drag(over));
    assert!(!stage.changed, "nothing new is nothing to draw");
    assert!(!stage.app.is_selecting());
    stage.send(Message::Release(over));
    stage.settle();
    assert!(stage.app.is_selecting());
    stage.keys(")");
    assert!(selected(&stage).ends_with("第二段说的是海河。"));
    // From the end to the start the end that moves is the start.
    let (x, last) = (areas.text.x, row(&stage, "第二段"));
    stage.release(x + 8, last, x + 4, from);
    stage.keys("w");
    assert!(selected(&stage).starts_with("的会议"), "{}", selected(&stage));
    stage.click(x + 6, last);
    assert_eq!(selected(&stage), "");
    // From the title there is nothing to be selected.
    let title = row(&stage, "会议");
    stage.release(x + 2, title, x + 8, last);
    assert!(stage.status().contains("只能选中正文"), "{}", stage.status());
}

#[test]
fn what_is_dragged_out_of_the_text_ends_where_the_text_does() {
    let mut stage = article();
    let areas = stage.areas();
    let row = |stage: &Stage, text: &str| {
        let at = stage.text().iter().rposition(|row| row.contains(text)).unwrap_or_else(|| panic!("{text}"));
        areas.text.y + at as u16
    };
    let (second, below) = (row(&stage, "第二段"), row(&stage, "文件"));
    stage.release(areas.text.x + 4, second, areas.text.x + 1, below);
    assert_eq!(selected(&stage), "第二段说的是海河。海河很长。\n\n甲项。\n乙项。");
    assert!(stage.app.is_selecting() && stage.status().starts_with("已选"), "{}", stage.status());
    stage.keys("<Esc>");
    let title = stage.text().iter().position(|row| row.contains("会议")).expect("the title") as u16;
    stage.release(areas.text.x + 8, second, areas.text.x + 2, areas.text.y + title);
    assert_eq!(selected(&stage), "天津的会议开到深夜。“河上的风很凉。”他说！\n\n第二段");
    // Held at the bottom edge, down to the end of a long article.
    let body: String = (1..=80).map(|n| format!("<p>第{n}段，河上的风比城里凉一些。</p>")).collect();
    let mut stage = Stage::new(&[("a.md", &post("长", "2022-01-14 08:00:00", "某报", &body))]).after("l");
    let first = row(&stage, "第1段");
    stage.press(areas.text.x + 4, first);
    let below = Position::new(areas.text.x + 20, areas.text.bottom() + 3);
    for _ in 0..200 {
        stage.send(Message::DragOn(1));
        stage.settle();
        let target = view::text_beside(&stage.app, &stage.areas(), below);
        stage.send(Message::Drag(target));
    }
    let whole = selected(&stage);
    assert!(whole.starts_with("第1段") && whole.ends_with("第80段，河上的风比城里凉一些。"), "{whole}");
    let target = view::text_beside(&stage.app, &stage.areas(), below);
    stage.send(Message::Release(target));
    stage.settle();
    assert!(stage.app.is_selecting() && selected(&stage) == whole, "{}", stage.status());
}

#[test]
fn a_picture_of_a_selection() {
    let album = |columns, rows| article().at(columns, rows).after("V)").picture();
    insta::assert_snapshot!([album(100, 12), album(80, 10), album(40, 9)].join("\n\n"));
}

#[test]
fn the_text_comes_along_while_the_mouse_is_held_at_its_edge() {
    let body: String = (1..=80).map(|n| format!("<p>第{n}段，河上的风比城里凉一些。</p>")).collect();
    let mut stage = Stage::new(&[("a.md", &post("长", "2022-01-14 08:00:00", "某报", &body))]).after("l");
    let areas = stage.areas();
    let first = stage.text().iter().position(|row| row.contains("第1段")).expect("the first paragraph") as u16;
    stage.press(areas.text.x + 4, areas.text.y + first);
    // Held below the last row, beside the text.
    let below = Position::new(areas.text.x + 2, areas.text.bottom() + 3);
    for _ in 0..40 {
        stage.send(Message::DragOn(1));
        assert!(stage.changed);
        stage.settle();
        let target = view::text_beside(&stage.app, &stage.areas(), below);
        stage.send(Message::Drag(target));
    }
    let last = stage.text().pop().expect("a row");
    let end = selected(&stage).rsplit("\n\n").next().unwrap_or_default().to_owned();
    assert!(selected(&stage).starts_with("第1段") && last.trim().starts_with(&end), "{end} {last}");
    let last_paragraph = stage.app.reader().selection().expect("a selection").end.block.0;
    assert!(last_paragraph > 60, "forty rows further: {last_paragraph}");
    // And back up over where it began.
    let above = Position::new(areas.text.x + 40, 0);
    for _ in 0..80 {
        stage.send(Message::DragOn(-1));
        stage.settle();
        let target = view::text_beside(&stage.app, &stage.areas(), above);
        stage.send(Message::Drag(target));
    }
    assert!(selected(&stage).len() <= "第1段，河上的风比城里凉一些。".len(), "{}", selected(&stage));
    // Nothing is selected from beside the text: it stays where it is.
    stage.click(areas.list.x + 1, areas.list.bottom() - 1);
    stage.send(Message::DragOn(1));
    assert!(!stage.changed);
}
