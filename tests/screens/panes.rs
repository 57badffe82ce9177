//! Panes: which are shown, which has the focus, the mouse, the help.

use kanbao::app::{Context, KeyTable, Pane};
use kanbao::model::{Key, KeySheet};

use crate::articles::library;
use crate::kit::Stage;

fn panes(stage: &Stage) -> (bool, bool) {
    let areas = stage.areas();
    (!areas.list.is_empty(), !areas.reader.is_empty())
}

#[test]
fn both_from_100_columns_on_one_at_a_time_below() {
    let mut stage = library();
    for (columns, expected) in [(100, (true, true)), (200, (true, true)), (99, (true, false)), (2, (true, false))] {
        stage.resize(columns, 24);
        assert_eq!(panes(&stage), expected, "{columns}");
    }
    stage.resize(99, 24);
    stage.keys("<Enter>");
    assert_eq!(panes(&stage), (false, true));
    stage.keys("h");
    assert_eq!(panes(&stage), (true, false));
}

#[test]
fn keys_that_move_the_focus() {
    let mut stage = library();
    for (keys, expected) in [
        ("<Tab>", Pane::Reader),
        ("<Tab>", Pane::List),
        ("l", Pane::Reader),
        ("h", Pane::List),
        ("<Enter>", Pane::Reader),
        ("q", Pane::List),
    ] {
        stage.keys(keys);
        assert_eq!(stage.app.focus(), expected, "{keys}");
    }
}

#[test]
fn tab_at_one_pane_shows_the_selected_article() {
    // Below 100 columns nothing has been opened yet when Tab turns to the reader.
    for key in ["<Tab>", "l", "<Enter>"] {
        let mut stage = library();
        stage = Stage::new(&[]).at(80, 24).with_all_of(&mut stage);
        stage.keys(key);
        assert!(stage.text()[0].starts_with("开会时间"), "{key}: {:?}", stage.text()[0]);
        stage.keys("hj");
        stage.keys(key);
        assert_eq!(stage.text()[0], "第1篇 天津早晨", "{key}");
    }
}

#[test]
fn z_hides_the_list() {
    let mut stage = library().after("z");
    assert_eq!(panes(&stage), (false, true));
    assert_eq!(stage.app.focus(), Pane::Reader);
    stage.keys("z");
    assert_eq!(panes(&stage), (true, true));
    stage.keys("zh");
    assert_eq!(panes(&stage), (true, true), "going to the list shows it");
    stage.resize(80, 24);
    stage.keys("z");
    assert_eq!(panes(&stage), (false, true));
    stage.keys("q");
    assert_eq!(panes(&stage), (true, false));
}

#[test]
fn the_help_is_the_key_table() {
    let mut stage = library().after("?");
    let mut seen = String::new();
    // As long as there is something new.
    loop {
        let before = stage.picture();
        seen.push_str(&before);
        stage.keys("j");
        if stage.picture() == before {
            break;
        }
    }
    for group in KeyTable::get().groups() {
        for binding in group.bindings() {
            assert!(seen.contains(&binding.keys.join(" ")), "{:?}", binding.keys);
            assert!(seen.contains(binding.line(stage.app.words.language)), "{:?}", binding.keys);
        }
    }
    // Every row of it can be reached, and the end is the end.
    assert!(stage.picture().contains("拼音或首字母"));
    let end = stage.picture();
    stage.keys("jjj");
    assert_eq!(stage.picture(), end);
    stage.keys("k");
    assert_ne!(stage.picture(), end);
    stage.keys("q");
    assert!(stage.app.overlay().is_none() && stage.commands.is_empty());
    for key in ["?", "<Esc>", "q"] {
        let stage = library().after("?").after(key);
        assert!(stage.app.overlay().is_none(), "{key} closes it");
        assert_eq!(stage.picture(), library().after("jk").picture());
    }
}

#[test]
fn an_input_method_that_is_left_on_changes_no_key() {
    for (full, half) in [("３ｊ", "3j"), ("？", "?"), ("\u{3000}", " "), ("Ｊ", "J"), ("、", "/")] {
        assert_ne!(library().after(half).picture(), library().picture(), "{half}");
        assert_eq!(library().after(full).picture(), library().after(half).picture(), "{full}");
    }
    assert!(library().after("/").after("ｊ").picture().contains("ｊ"), "what is typed is text");
}

#[test]
fn the_help_has_the_keys_that_hold_and_actions_without_one() {
    let mut sheet = KeySheet::standard();
    for (key, action) in [("Q", "none"), ("C-c", "none"), ("e", "line-down")] {
        sheet.set(Context::Common, Key::named(key).expect("a key"), action);
    }
    let mut stage = library();
    stage.app.set_keys(sheet);
    let mut stage = stage.after("?");
    stage.resize(100, 200);
    let seen = stage.picture();
    assert!(seen.contains("j Down e "), "{seen}");
    assert!(seen.lines().any(|line| line.contains("(无键)") && line.contains("退出")), "{seen}");
    assert!(stage.after("Q").commands.is_empty());
}

#[test]
fn the_wheel_scrolls_the_pane_under_it() {
    let mut stage = library().at(100, 12);
    let text = stage.text();
    let at = stage.app.list().position();
    stage.wheel(60, 5, 1);
    assert_eq!(stage.text()[0], text[3]);
    assert_eq!(stage.app.list().position(), at);
    stage.wheel(60, 5, -1);
    assert_eq!(stage.text(), text);
    stage.wheel(5, 5, 1);
    assert_ne!(stage.list(), Stage::list(&library().at(100, 12)));
    let before = stage.picture();
    // Over the line between and over the status line there is nothing to scroll.
    stage.wheel(stage.areas().rule.x, 5, 1);
    stage.wheel(50, 11, 1);
    assert_eq!(stage.picture(), before);
}

#[test]
fn a_click_selects() {
    let mut stage = library().at(100, 12);
    stage.click(5, 9);
    assert_eq!(stage.app.list().position(), Some(2));
    assert_eq!(stage.text()[0], "第2篇 天津早晨", "beside the list it opens");
    stage.click(5, 8);
    assert_eq!(stage.app.list().position(), Some(2), "an entry has two rows");
    stage.click(60, 5);
    assert_eq!(stage.app.focus(), Pane::Reader);
    stage.click(5, 2);
    assert_eq!((stage.app.focus(), stage.app.list().position()), (Pane::List, Some(0)));
    stage.click(60, 5);
    stage.click(5, 0);
    assert_eq!((stage.app.focus(), stage.app.list().position()), (Pane::List, Some(0)), "its head is the list's");
    // After the list has scrolled, what is clicked is what is seen.
    stage.keys("G");
    let second = stage.list()[3].trim_start_matches('▪').trim().to_owned();
    stage.click(5, 4);
    assert_eq!(stage.text()[0], second);
    // One pane: a click on a title opens it.
    let mut stage = library().at(80, 24);
    stage.click(5, 7);
    assert_eq!((stage.app.focus(), stage.text()[0].as_str()), (Pane::Reader, "第2篇 天津早晨"));
    // Below the last entry there is nothing to select.
    let mut stage = library().at(100, 30).after("/会议<Enter>");
    stage.click(5, 20);
    assert_eq!(stage.app.list().position(), Some(0));
}

#[test]
fn a_click_closes_the_help_and_leaves_a_prompt_alone() {
    let mut stage = library().after("?");
    stage.click(5, 4);
    assert!(stage.app.overlay().is_none());
    assert_eq!(stage.app.list().position(), Some(0));
    stage.keys("/会");
    let before = stage.picture();
    stage.click(60, 4);
    assert_eq!(stage.picture(), before);
}
