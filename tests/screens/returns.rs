//! Faults on the way into an article and back: from the results, the list, a filter.

use kanbao::app::{OpenedFrom, Pane};
use kanbao::model::EntryId;

use crate::articles::{library, post};
use crate::faults::{meetings, shown};
use crate::kit::Stage;

#[test]
fn q_among_articles_of_the_results_leads_to_the_results_from_both_panes() {
    for (size, keys) in [((120, 30), "<Tab>"), ((80, 24), "h")] {
        let mut stage = meetings().at(size.0, size.1).after("s会议<Enter><Enter>");
        stage.keys(keys);
        stage.keys("q");
        assert!(stage.app.results().is_some() && stage.commands.is_empty(), "{keys}");
    }
}

#[test]
fn esc_in_the_filter_keeps_the_results() {
    let mut stage = meetings().at(120, 30).after("s会议<Enter><Enter><Tab>/早<Esc>q");
    assert!(stage.app.results().is_some());
    stage = meetings().at(120, 30).after("s会议<Enter><Enter><Tab>/早<Enter>q");
    assert!(stage.app.results().is_none(), "another article was chosen");
}

#[test]
fn after_another_article_was_chosen_the_next_one_is_the_next_article() {
    let mut stage = meetings().after("s会议<Enter><Enter>");
    stage.keys("<Tab>j");
    let selected = stage.app.list().position().expect("a selection");
    let text = stage.areas().text;
    stage.click(text.x + 2, text.y + 4);
    assert_eq!(stage.app.focus(), Pane::Reader);
    stage.keys("J");
    assert_eq!(stage.app.list().position(), Some(selected + 1), "the next article, not the next result");
    // Looking at the list alone changes nothing.
    let mut stage = meetings().after("s会议<Enter><Enter><Tab><Tab>");
    assert!(matches!(stage.app.browse().map(|browse| &browse.opened_from), Some(OpenedFrom::Results(_))));
    stage.keys("q");
    assert!(stage.app.results().is_some());
}

#[test]
fn an_article_meant_in_the_list_is_no_result() {
    for key in ["i<Esc>", "t<Esc>"] {
        let mut stage = meetings().at(80, 24).after("s会议<Enter><Enter><Tab>j");
        stage.keys(key);
        stage.keys("<Enter>");
        let at = stage.app.list().position().expect("a selection");
        stage.keys("J");
        assert_eq!(stage.app.list().position(), Some(at + 1), "{key}");
    }
}

#[test]
fn a_list_hidden_among_results_stays_hidden() {
    let mut stage = meetings().at(120, 30).after("s会议<Enter><Enter>z");
    assert!(stage.areas().list.is_empty());
    stage.keys("J");
    assert!(stage.areas().list.is_empty(), "the next result");
    stage.keys("q<Enter>");
    assert!(stage.areas().list.is_empty(), "from the results again");
    stage.keys("qq");
    assert!(!stage.areas().list.is_empty(), "as it was before them");
}

#[test]
fn a_result_outside_the_filter_stays_open() {
    for size in [(120, 30), (80, 24)] {
        let mut stage = meetings().at(size.0, size.1).after("/早点<Enter>");
        assert_eq!(stage.app.list().shown().len(), 1);
        stage.keys("s会议<Enter>jj<Enter>");
        let opened = shown(&stage);
        assert!(opened.is_some_and(|id| id != EntryId(5)));
        stage.keys("<Tab><Tab>");
        assert_eq!((shown(&stage), stage.app.list().selected()), (opened, opened), "{size:?}");
        stage.keys("<Tab>");
        assert_eq!(stage.app.list().shown().len(), 2, "it is listed as a guest of the filter");
        stage.keys("g<Enter>");
        assert_eq!((shown(&stage), stage.app.list().shown().len()), (Some(EntryId(5)), 1), "{size:?}");
    }
}

#[test]
fn leaving_the_results_leads_to_the_article_that_was_shown() {
    // Shown beside the list, or left for another selection of the list alone; from either pane; with a filter.
    for (size, keys) in [
        ((120, 30), "jj<Enter>dd"),
        ((120, 30), "jj"),
        ((120, 30), ""),
        ((120, 30), "/早晨<Enter>jj"),
        ((80, 24), "jj<Enter>ddqj"),
        ((80, 24), "jj<Enter>dd"),
        ((80, 24), "jj"),
        ((80, 24), "/早晨<Enter>jj"),
    ] {
        for left in ["Jqq", "qq", "hqq", "q<Esc>", "qh"] {
            let mut stage = library().at(size.0, size.1).after(keys);
            let state = |stage: &Stage| {
                let list = stage.app.list();
                let list = (list.selected(), list.shown().len());
                (shown(stage), stage.app.reader().anchor(), stage.app.focus(), list)
            };
            let before = state(&stage);
            stage.keys("s会议<Enter>jj<Enter>");
            stage.keys(left);
            assert!(stage.app.results().is_none(), "{keys} {left}");
            assert_eq!(state(&stage), before, "{keys} {left}");
        }
    }
}

#[test]
fn a_query_that_is_given_up_leaves_the_hit_that_was_walked_to() {
    let mut stage = meetings().at(160, 40).after("s会议<Enter>n");
    let before = stage.picture();
    assert!(before.contains("│›  1"), "{before}");
    for typed in ["没有的(", "早", "<C-u>"] {
        stage.keys("/");
        stage.keys(typed);
        stage.keys("<Esc>");
        assert_eq!(stage.picture(), before, "{typed}");
    }
}

#[test]
fn what_was_read_before_a_jump_is_gone_back_to() {
    let place = |stage: &Stage| (shown(stage), stage.app.reader().anchor());
    // A result, and another article of the list.
    for jump in ["s早点<Enter><Enter>", "hG<Enter>"] {
        let mut stage = meetings().at(120, 30).after("jj<Enter>");
        let before = place(&stage);
        stage.keys(jump);
        let there = place(&stage);
        assert_ne!(there.0, before.0, "{jump}");
        stage.keys("<C-o>");
        assert_eq!(place(&stage), before, "{jump}");
        stage.keys("<C-t>");
        assert_eq!(place(&stage).0, there.0, "{jump}: and on again");
    }
    // A match of the panel, and a place of a keyword.
    let text: String = (1..=60).map(|n| format!("<p>第{n}段，河上的风比城里凉一些。</p>")).collect();
    for (keys, jump) in [("/第5<Enter>", "fG<Enter>"), ("", "Mm第59段<Enter><Enter>")] {
        let mut stage = Stage::new(&[("a.md", &post("长篇", "2022-01-13 08:00:00", "某报", &text))]).at(120, 30);
        stage.keys("l");
        stage.keys(keys);
        let before = place(&stage);
        stage.keys(jump);
        assert_ne!(place(&stage), before, "{jump}");
        stage.keys("<C-o>");
        assert_eq!(place(&stage), before, "{jump}");
    }
    // The list looked at and the same article opened again is no jump.
    let mut stage = meetings().at(120, 30).after("jj<Enter>hjk<Enter>");
    let before = place(&stage);
    stage.keys("<C-o>");
    assert_eq!(place(&stage), before);
}
