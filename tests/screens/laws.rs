//! The laws of the screen's state, on random walks: with results, filters, overlays, prompts, resizes between one pane and
//! two, and the mouse among the steps.

use std::sync::Arc;

use kanbao::app::{Command, HitList, OpenedFrom, Pane, Target};
use proptest::prelude::*;

use crate::articles::library;
use crate::kit::Stage;

#[derive(Clone, Debug)]
enum Step {
    Keys(&'static str),
    Resize(u16, u16),
    Wheel(u16, u16, isize),
    Click(u16, u16),
    DoubleClick(u16, u16),
    Drag(u16, u16, u16, u16),
    Entry,
}

fn step() -> impl Strategy<Value = Step> {
    let keys = prop::sample::select(vec![
        "j",
        "k",
        "d",
        "<C-u>",
        "u",
        "U",
        "*",
        "Z",
        " ",
        "b",
        "g",
        "G",
        "5j",
        "30G",
        "]",
        "[",
        "J",
        "K",
        "3J",
        "<Tab>",
        "h",
        "l",
        "z",
        "?",
        "i",
        "<Esc>",
        "<Enter>",
        "/",
        "s",
        "m",
        "M",
        "t",
        "f",
        "n",
        "N",
        "v",
        "=",
        "p",
        "R",
        "<lt>",
        "W",
        "X",
        ">",
        "H",
        "L",
        "o",
        "q",
        "x",
        "r",
        "会",
        "早",
        "(",
        "<BS>",
        "<Up>",
        "<C-x>",
        "<C-r>",
        "/会议<Enter>",
        "/早晨<Enter>",
        "/没有<Enter>",
        "s会议<Enter>",
        "s早晨<Enter>j<Enter>",
        "s会议<Esc>",
        "S",
        "St",
        "SM",
        "SF",
        "Sl",
        "SN",
        "}",
        "{",
        "m会议<Enter>",
        "y",
        "0",
    ]);
    let cell = || (0u16..170, 0u16..40);
    prop_oneof![
        20 => keys.prop_map(Step::Keys),
        2 => prop::sample::select(vec![(160, 40), (120, 30), (100, 24), (99, 24), (80, 24), (40, 12), (20, 5)])
            .prop_map(|(columns, rows)| Step::Resize(columns, rows)),
        1 => (cell(), -2isize..3).prop_map(|((x, y), notches)| Step::Wheel(x, y, notches)),
        2 => cell().prop_map(|(x, y)| Step::Click(x, y)),
        1 => cell().prop_map(|(x, y)| Step::DoubleClick(x, y)),
        1 => (cell(), cell()).prop_map(|((x, y), (to_x, to_y))| Step::Drag(x, y, to_x, to_y)),
        1 => Just(Step::Entry),
    ]
}

/// Whether the article's text can be seen, or lies right under an overlay.
fn is_read(stage: &Stage) -> bool {
    let both = !stage.areas().list.is_empty() && !stage.areas().reader.is_empty();
    stage.app.browse().is_some_and(|browse| both || browse.focus == Pane::Reader)
}

/// What an action could do to the article that is shown.
fn article_state(stage: &Stage) -> impl PartialEq + std::fmt::Debug + use<> {
    let reader = stage.app.reader();
    let query = reader.query().map(|query| Arc::as_ptr(query).addr());
    (reader.shown().id(), reader.anchor(), reader.code_scroll(), reader.selection(), reader.matches().current(), query)
}

fn take(stage: &mut Stage, step: &Step, entries: &mut usize) {
    match *step {
        Step::Keys(keys) => stage.keys(keys),
        Step::Resize(columns, rows) => stage.resize(columns, rows),
        Step::Wheel(x, y, notches) => stage.wheel(x, y, notches),
        Step::Click(x, y) => stage.click(x, y),
        Step::DoubleClick(x, y) => {
            let (first, typing) = (stage.target(x, y), stage.app.prompt().is_some());
            stage.click(x, y);
            let query = stage.app.reader().query().map(|query| Arc::as_ptr(query).addr());
            let (second, screen) = (stage.target(x, y), stage.app.reader().shown().id());
            stage.press(x, y);
            let after = stage.app.reader().query().map(|query| Arc::as_ptr(query).addr());
            // A second click counts only on the same target of the same screen; behind a prompt none does. What a hint
            // names is done by each.
            let counts = first == second && matches!(first, Target::Text(_) | Target::Row(_)) && !typing;
            let counts = counts || matches!(second, Target::Hint(_));
            assert!(counts || query == after, "{first:?}, then {second:?} on {screen:?}");
        }
        Step::Drag(x, y, to_x, to_y) => stage.release(x, y, to_x, to_y),
        Step::Entry => {
            *entries += 1;
            let body = "<p>后来读到的一篇，讲的也是会议。</p>";
            let text = crate::articles::post("后来的", "2021-12-20 09:30:00", "某报", body);
            stage.add(&format!("late-{entries}.md"), &text);
            stage.settle();
        }
    }
}

fn hold(stage: &mut Stage, step: &Step) -> Result<(), TestCaseError> {
    let both = !stage.areas().list.is_empty() && !stage.areas().reader.is_empty();
    if both && stage.app.browse().is_some() {
        let (selected, shown) = (stage.app.list().selected(), stage.app.reader().shown().id());
        prop_assert_eq!(selected, shown, "after {:?}: the selected entry is the one shown", step);
    }
    let quits = stage.commands.iter().any(|command| matches!(command, Command::Quit));
    let may = matches!(step, Step::Keys("q") | Step::Click(..) | Step::DoubleClick(..) | Step::Drag(..));
    prop_assert!(!quits || may, "{:?} ends the program", step);
    stage.commands.clear();
    Ok(())
}

/// Whether the article was opened from results, and how many there are.
fn opened_from(stage: &Stage) -> Option<usize> {
    match stage.app.browse().map(|browse| &browse.opened_from) {
        Some(OpenedFrom::Results(results)) => results.hits.as_ref().map(HitList::len),
        _ => None,
    }
}

/// Esc in a prompt restores exactly what stood before it.
fn esc_restores(stage: &mut Stage) -> Result<(), TestCaseError> {
    if stage.app.prompt().is_some() || stage.app.count().is_some() {
        return Ok(());
    }
    stage.catch_up();
    for (asked, typed) in
        [("m", "天"), ("r", "名"), ("/", "早"), ("s", "会"), ("/", "没有的("), ("s", "<Up>"), ("/", "<C-x>议")]
    {
        let before = stage.picture();
        let from = opened_from(stage);
        stage.keys(asked);
        if stage.app.prompt().is_none() {
            // It means nothing here, or was already something else: what it did is undone by nothing.
            if stage.picture() != before {
                return Ok(());
            }
            continue;
        }
        stage.keys(typed);
        stage.keys("<Esc>");
        prop_assert_eq!(stage.picture(), before, "{}{}", asked, typed);
        prop_assert_eq!(opened_from(stage), from, "{}{}", asked, typed);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_hold_on_every_walk(steps in prop::collection::vec(step(), 1..40), wide: bool) {
        let mut stage = library();
        let mut entries = 0;
        if !wide {
            stage.resize(80, 24);
        }
        for step in &steps {
            let before = (!is_read(&stage)).then(|| article_state(&stage));
            take(&mut stage, step, &mut entries);
            hold(&mut stage, step)?;
            // No action reaches an article that is not on the screen: it is opened first, or left alone.
            if let Some(before) = before
                && !is_read(&stage)
                && matches!(step, Step::Keys("n" | "N" | "f" | "]" | "[" | "v" | "x" | "H" | "L" | "G" | "d" | "5j"))
            {
                prop_assert_eq!(article_state(&stage), before, "{:?}", step);
            }
        }
        esc_restores(&mut stage)?;
        // q repeated ends the program, from wherever the walk led; in a prompt it is a letter.
        if stage.app.prompt().is_some() {
            stage.keys("<Esc>");
        }
        let mut times = 0;
        while !stage.commands.iter().any(|command| matches!(command, Command::Quit)) {
            stage.keys("q");
            times += 1;
            prop_assert!(times < 8, "q does not end it: {}", stage.picture());
        }
    }
}
