//! Faults of the mouse that were found by use.

use kanbao::app::{Message, Pane};
use kanbao::model::EntryId;

use crate::articles::library;
use crate::faults::{meetings, shown};
use crate::kit::Stage;

#[test]
fn a_double_click_counts_only_on_what_was_clicked_first() {
    let mut stage = library().at(80, 24);
    stage.double_click(10, 7);
    assert_eq!((stage.app.focus(), shown(&stage)), (Pane::Reader, Some(EntryId(2))));
    assert!(stage.app.reader().query().is_none(), "the word that came to lie there was not clicked");
    let mut stage = library().after("s会议<Enter>");
    stage.double_click(60, 2);
    assert_eq!(stage.app.reader().query().map(|query| query.pattern()), Some("会议"));
    // A press is forgotten when something else comes onto the screen, and so is a drag.
    let mut stage = library().at(80, 24).after("<Enter>");
    let at = |stage: &Stage| {
        let areas = stage.areas();
        let row = stage.text().iter().rposition(|row| row.chars().count() > 20).expect("a row of text");
        (areas.text.x + 8, areas.text.y + row as u16)
    };
    let (x, y) = at(&stage);
    stage.press(x, y);
    stage.keys("J");
    let target = stage.target(x, y);
    stage.send(Message::Release(target));
    assert!(stage.app.reader().selection().is_none());
    stage.keys("K");
    let (x, y) = at(&stage);
    stage.click(x, y);
    stage.keys("JK");
    stage.press(x, y);
    assert!(stage.app.reader().query().is_none());
    stage.click(x, y);
    stage.press(x, y);
    assert!(stage.app.reader().query().is_some(), "twice on the same word");
}

#[test]
fn a_double_click_on_a_result_opens_it_and_no_more() {
    let mut stage = meetings().at(120, 30).after("s会议<Enter>");
    let wanted =
        stage.app.results().and_then(|results| results.hits.as_ref()?.from_top().nth(1).map(|(_, hit)| hit.id));
    // What comes to lie under the second press is an entry of the list.
    stage.double_click(5, 7);
    assert_eq!((shown(&stage), stage.app.focus()), (wanted, Pane::Reader));
    assert_eq!(stage.app.list().selected(), wanted);
    stage.keys("q");
    assert!(stage.app.results().is_some());
    // Two entries clicked one soon after the other are two clicks.
    let mut stage = library();
    stage.click(5, 6);
    stage.press(5, 14);
    assert_eq!(stage.app.list().position(), Some(4));
}

#[test]
fn behind_a_prompt_the_mouse_moves_nothing() {
    for keys in ["<Enter>/会", "s会", "/第", "<Enter>m会议<Enter>Mr"] {
        let mut stage = meetings().after(keys);
        let before = stage.picture();
        for (x, y) in [(5, 3), (60, 8), (20, 2)] {
            stage.double_click(x, y);
            stage.wheel(x, y, 1);
            stage.release(x, y, x + 6, y);
        }
        assert_eq!(stage.picture(), before, "{keys}");
        assert!(stage.app.prompt().is_some());
    }
}
