//! Where a search of all articles begins.

use kanbao::app::Message;
use kanbao::model::{Memory, SafeText};

use crate::articles::{library, post};
use crate::kit::Stage;

/// A stage on which some things were searched for in earlier runs.
fn asked(searches: &[&str]) -> Stage {
    let mut stage = library();
    let searches = searches.iter().map(|text| SafeText::line(text)).collect();
    stage.send(Message::Memory(Box::new(Memory { searches, ..Memory::default() })));
    stage.settle();
    stage
}

const SEARCHES: [&str; 7] = [
    "天津",
    "核酸 -上海",
    "source:新华网",
    "\"开会时间一天比一天晚！天津市委、市政府昨天深夜再开会\"",
    "tjsw",
    "date:2022-01 会议",
    "红楼梦",
];

#[test]
fn it_begins_with_what_was_searched_for_and_how_to_ask() {
    for (columns, rows) in [(100, 30), (80, 24), (60, 20), (40, 12), (20, 6)] {
        let stage = asked(&SEARCHES).at(columns, rows).after("s");
        insta::assert_snapshot!(format!("asking_{columns}x{rows}"), stage.picture());
    }
    let stage = asked(&SEARCHES).english().at(80, 24).after("s");
    insta::assert_snapshot!("asking_in_english", stage.picture());
    let stage = asked(&[]).at(80, 24).after("s");
    assert!(!stage.picture().contains("查过的\n"), "{}", stage.picture());
    assert!(stage.picture().contains("写法"));
}

#[test]
fn what_was_searched_for_is_walked_into() {
    let mut stage = asked(&SEARCHES).at(80, 24).after("s<Up>");
    assert!(stage.status().contains("天津"), "{}", stage.status());
    assert!(stage.picture().contains("17篇"), "the results are there at once: {}", stage.picture());
    stage.keys("<C-p><Down><Down>");
    assert!(stage.picture().contains("写法"), "back at the beginning: {}", stage.picture());
    stage.keys("<Up><Enter>");
    assert!(stage.app.prompt().is_none());
    stage.keys("/<C-u>");
    assert!(stage.picture().contains("查过的"), "{}", stage.picture());
}

#[test]
fn as_long_as_the_archive_is_read_it_is_said_how_many_there_are() {
    let mut stage = Stage::silent().at(80, 24);
    stage.add("a.md", &post("早晨", "2022-01-01 08:00:00", "某报", "<p>正文。</p>"));
    stage.keys("s");
    let head = |stage: &Stage| stage.picture().lines().next().unwrap_or_default().trim_end().to_owned();
    assert!(head(&stage).ends_with("正在读取  1篇可查"), "{}", head(&stage));
    stage.add("b.md", "");
    stage.add("c.md", &post("傍晚", "2022-01-02 08:00:00", "某报", "<p>正文。</p>"));
    stage.send(Message::AllRead);
    stage.settle();
    assert!(head(&stage).ends_with("   2篇可查"), "{}", head(&stage));
}
