//! What the reader did with articles: read, unread, starred; how the list shows it, and the way back.

use kanbao::model::{Change, TracePart};

use crate::articles::{library, post};
use crate::kit::Stage;

/// Three articles: a long one, and two that fit on the screen.
fn three() -> Stage {
    let long: String = (1..=60).map(|n| format!("<p>第{n}段，河上的风比城里凉一些。</p>")).collect();
    Stage::new(&[
        ("1.md", &post("长的一篇", "2022-01-03 08:00:00", "某报", &long)),
        ("2.md", &post("短的一篇", "2022-01-02 08:00:00", "某报", "<p>正文。</p>")),
        ("3.md", &post("又一篇", "2022-01-01 08:00:00", "某报", "<p>另一段正文。</p>")),
    ])
}

/// The rows of the list that are not empty and no headings, without what is the same for all.
fn rows(stage: &Stage) -> Vec<String> {
    let rows = stage.list().into_iter().filter(|row| !(row.is_empty() || row.ends_with('篇') && row.contains("  ")));
    rows.map(|row| row.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn head(stage: &Stage) -> String {
    stage.picture().lines().next().unwrap_or_default().split('│').next().unwrap_or_default().trim().to_owned()
}

/// The parts of traces that were to be kept, in their order.
fn kept(stage: &Stage) -> Vec<TracePart> {
    let traced = stage.kept.iter().filter_map(|change| match change {
        Change::Traced(changes) => Some(changes.iter().map(|change| change.part.clone())),
        _ => None,
    });
    traced.flatten().collect()
}

#[test]
fn what_cannot_be_read_is_not_marked() {
    let mut stage = Stage::new(&[
        ("1.md", &post("一篇", "2022-01-03 08:00:00", "某报", "<p>正文。</p>")),
        ("2.md", " "),
        ("3.md", &post("又一篇", "2022-01-01 08:00:00", "某报", "<p>另一段正文。</p>")),
    ]);
    assert!(head(&stage).ends_with("未读 2/2"), "{}", head(&stage));
    assert_eq!(rows(&stage).iter().filter(|row| row.starts_with('▪')).count(), 1, "{:?}", rows(&stage));
    stage.keys("U");
    assert!(stage.status().contains("2篇 标为已读"), "{}", stage.status());
    assert_eq!(kept(&stage), [TracePart::Read(Some(true)), TracePart::Read(Some(true))]);
    stage.keys("Gu");
    assert!(stage.status().contains("这个文件读不成文章"), "{}", stage.status());
}

#[test]
fn keys_mark_and_undo() {
    let mut stage = three();
    assert_eq!(head(&stage), "| 看报                 未读 3/3");
    assert_eq!(rows(&stage)[2..], ["▪短的一篇", "2日 某报 1分", "▪又一篇", "1日 某报 1分"]);
    stage.keys("ju");
    assert!(stage.status().contains("标为已读  Z 撤销"), "{}", stage.status());
    assert_eq!(
        (head(&stage).as_str(), rows(&stage)[3].as_str()),
        ("| 看报                 未读 2/3", "2日 某报 已读 1分")
    );
    stage.keys("*");
    assert_eq!(rows(&stage)[3], "2日 某报 *已读 1分");
    stage.keys("j");
    assert_eq!(rows(&stage)[2], "短的一篇", "what was read has no mark");
    // Everything that is listed, and nothing else; undone together.
    stage.keys("U");
    assert!(stage.status().contains("2篇 标为已读"), "{}", stage.status());
    assert!(head(&stage).ends_with("0/3"));
    stage.keys("U");
    assert!(stage.status().contains("列出的都已读"), "{}", stage.status());
    stage.keys("Z");
    assert!(stage.status().contains("已撤销：2篇 标为已读"), "{}", stage.status());
    assert!(head(&stage).ends_with("2/3"));
    stage.keys("ZZ");
    assert!(head(&stage).ends_with("3/3"));
    stage.keys("Z");
    assert!(stage.status().contains("没有可撤销的"), "{}", stage.status());
    assert_eq!(rows(&stage)[3], "2日 某报 1分");
    // Undoing is kept as what was never said.
    assert_eq!(kept(&stage).last(), Some(&TracePart::Read(None)));
    stage.keys("uu");
    assert_eq!(kept(&stage)[kept(&stage).len() - 2..], [TracePart::Read(Some(true)), TracePart::Read(Some(false))]);
}

#[test]
fn what_is_read_to_its_end_is_read() {
    let mut stage = three();
    // Passing by in the list is no reading, though all of it is seen.
    stage.keys("jjkk");
    assert!(head(&stage).ends_with("3/3") && stage.kept.is_empty(), "{:?}", stage.kept);
    stage.keys("l5j");
    assert_eq!(rows(&stage)[1], "3日 某报 6% 2分");
    stage.keys("G");
    assert_eq!(
        (rows(&stage)[1].as_str(), head(&stage).as_str()),
        ("3日 某报 读完 2分", "| 看报                 未读 2/3")
    );
    // Going back up does not take it back, nor does coming to the end again make it read that was marked as unread.
    stage.keys("u");
    assert!(head(&stage).ends_with("3/3"));
    stage.resize(100, 28);
    assert!(head(&stage).ends_with("3/3"));
    stage.keys("gG");
    assert!(head(&stage).ends_with("2/3"), "it was read again");
    // A short one is read when the text has the focus.
    stage.keys("J");
    assert!(head(&stage).ends_with("1/3"));
    assert_eq!(rows(&stage)[3], "2日 某报 读完 1分");
    stage.keys("g");
    // By the wheel, while the list has the focus.
    let mut stage = three();
    stage.wheel(60, 5, 100);
    assert!(head(&stage).ends_with("2/3"));
}

#[test]
fn what_is_gone_to_while_typing_is_no_reading() {
    let mut stage = three();
    stage.keys("l/第60段");
    assert!(stage.text().iter().any(|row| row.contains("第60段")));
    assert!(stage.kept.is_empty(), "{:?}", stage.kept);
    stage.keys("<Esc>");
    assert!(head(&stage).ends_with("3/3") && stage.kept.is_empty());
    stage.keys("/第60段<Enter>");
    assert!(head(&stage).ends_with("2/3"));
}

#[test]
fn the_filter_asks_what_was_done() {
    let mut stage = three().after("u*j");
    for (typed, listed) in [
        ("is:read", "长的一篇"),
        ("is:unread", "短的一篇 又一篇"),
        ("是:星标", "长的一篇"),
        ("is:noted", ""),
        ("is:unread 又", "又一篇"),
        ("-is:unread OR 又", "长的一篇 又一篇"),
    ] {
        stage.keys(&format!("/{typed}<Enter>"));
        let titles: Vec<String> = rows(&stage).iter().step_by(2).map(|row| row.replace(['▪', '›'], "")).collect();
        let titles = titles.into_iter().filter(|title| !title.contains("没有文章")).collect::<Vec<_>>().join(" ");
        assert_eq!(titles, listed, "{typed}");
        stage.keys("<Esc>");
    }
    // What is marked stays where it is until one goes on; then it is gone from what is unread.
    stage.keys("g/is:unread<Enter>u");
    assert_eq!((stage.app.list().shown().len(), stage.app.list().unread()), (2, 1));
    stage.keys("j");
    assert_eq!((stage.app.list().shown().len(), stage.app.list().unread()), (1, 1));
    stage.keys("Z");
    assert_eq!(stage.app.list().shown().len(), 2);
    stage.keys("U");
    assert_eq!((stage.app.list().shown().len(), stage.app.list().unread()), (1, 0), "but for the one that is shown");
}

#[test]
fn the_order_by_what_is_read_is_made_anew_when_it_is_chosen() {
    let mut stage = three().after("u");
    stage.keys("Sr");
    assert_eq!(rows(&stage).iter().step_by(2).cloned().collect::<Vec<_>>(), ["▪短的一篇", "▪又一篇", "›长的一篇"]);
    stage.keys("gu");
    assert_eq!(rows(&stage)[0], "›短的一篇", "nothing jumps away under the hand");
}

#[test]
fn a_search_of_all_articles_asks_it_too() {
    let mut stage = library().after("ju");
    let hits =
        |stage: &Stage| stage.app.results().and_then(|results| results.hits.as_ref()).map_or(0, |hits| hits.len());
    stage.keys("s煎饼<Enter>");
    assert_eq!(hits(&stage), 20);
    stage.keys("/煎饼 is:unread<Enter>");
    assert_eq!(hits(&stage), 19);
    stage.keys("/煎饼 is:read<Enter>");
    assert_eq!(hits(&stage), 1);
    // Among the results the same keys mean the hits.
    stage.keys("/煎饼 is:unread<Enter>*u");
    assert!(stage.status().contains("标为已读"), "{}", stage.status());
    stage.keys("U");
    assert!(stage.status().contains("18篇 标为已读"), "{}", stage.status());
    stage.keys("Z/is:starred<Enter>");
    assert_eq!(hits(&stage), 1);
}

#[test]
fn marks_in_english() {
    let mut stage = three().english().at(80, 24).after("u*j*ju");
    let said = |stage: &Stage, at: usize| stage.list()[at].split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(said(&stage, 0), "2022 3 articles");
    assert_eq!(said(&stage, 1), "长的一篇 某报 01-03 *read 2 min");
    assert_eq!(said(&stage, 2), "▪短的一篇 某报 01-02 * 1 min");
    assert_eq!(head(&stage).split_whitespace().collect::<Vec<_>>().join(" "), "| kanbao unread 1/3 by date");
    assert!(stage.status().contains("marked as read  Z undoes"), "{}", stage.status());
    stage.keys("Z");
    assert!(stage.status().contains("undone: marked as read"), "{}", stage.status());
}

#[test]
fn a_picture_of_marks() {
    let album = |columns, rows| three().at(columns, rows).after("l5jhj*ljhju").picture();
    insta::assert_snapshot!([album(100, 12), album(80, 8), album(40, 9)].join("\n\n"));
}

#[test]
fn what_was_read_to_its_end_is_counted_and_what_was_only_marked_is_not() {
    let finished = |stage: &Stage| -> Vec<String> {
        let said = stage.kept.iter().filter_map(|change| match change {
            Change::Finished(finish) => Some(format!("{} {} {}", finish.path, finish.source, finish.zi)),
            Change::Unfinished(_) => Some(String::from("-")),
            _ => None,
        });
        said.collect()
    };
    let read = "1.md 某报 ".to_owned();
    let mut stage = three().after("lG");
    assert!(finished(&stage).len() == 1 && finished(&stage)[0].starts_with(&read), "{:?}", finished(&stage));
    stage.keys("gG");
    assert_eq!(finished(&stage).len(), 1, "once");
    stage.keys("uZu");
    assert_eq!(finished(&stage)[1..], ["-".to_owned(), finished(&stage)[0].clone(), "-".to_owned()]);
    assert!(finished(&three().after("U")).is_empty());
}

#[test]
fn the_statistics_say_how_much_was_read() {
    use kanbao::app::Message;
    use kanbao::model::{Finish, SafeText, Statistics};
    let finish = |source: &str, zi| Finish {
        content: 1,
        path: SafeText::default(),
        source: SafeText::line(source),
        zi,
        minutes: 3,
    };
    let now: jiff::Zoned = "2022-01-12T12:00+08:00[+08:00]".parse().expect("a time");
    let second = now.timestamp().as_second();
    let finishes = [(second, finish("甲报", 1200)), (second - 86_400, finish("", 600))];
    let mut stage = three().after("I");
    assert!(stage.commands.iter().any(|command| matches!(command, kanbao::app::Command::Statistics)));
    stage.send(Message::Statistics(Statistics::of(&finishes, &now)));
    stage.keys("j");
    let picture = stage.picture();
    let text: Vec<String> = picture.lines().map(|row| row.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    for row in [
        "今天 1篇 1200字 3分钟",
        "本周 2篇 1800字 6分钟",
        "01-11 1篇 600字 3分钟 ████████",
        "甲报 1篇 1200字 3分钟 ████████████████",
    ] {
        assert!(text.iter().any(|line| line.ends_with(row)), "{row}: {text:#?}");
    }
    stage.keys("q");
    assert!(stage.app.overlay().is_none());
}
