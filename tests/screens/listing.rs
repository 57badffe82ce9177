//! The head of the list: the months, what could not be read, the order; and the list at every size.

use kanbao::app::{Pane, Target};
use kanbao::model::EntryId;

use crate::articles::post;
use crate::kit::Stage;

/// Articles of four years, more of some months than of others; one has a long title, one has no date, and one cannot be
/// read.
fn years() -> Stage {
    let mut files = Vec::new();
    for n in 0..60 {
        let (year, month, day) = (2019 + n / 16, 1 + n * n % 12, 1 + n % 28);
        let body = format!("<p>{}</p>", "海河边的早晨，卖煎饼的人已经支起了摊子。".repeat(1 + n % 7 * 30));
        let title = match n % 9 {
            4 => format!("第{n}篇 开会时间一天比一天晚！天津市委、市政府昨天深夜再开会：保津南就是保全市"),
            _ => format!("第{n}篇 天津早晨"),
        };
        let source = ["天津日报", "新浪新闻综合", "上观新闻"][n % 3];
        files.push((format!("{n}.md"), post(&title, &format!("{year}-{month:02}-{day:02} 08:00:00"), source, &body)));
    }
    files.push(("undated.md".to_owned(), post("没有日期的", "Invalid Date", "某报", "<p>正文。</p>")));
    files.push(("broken.md".to_owned(), String::new()));
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Stage::new(&files)
}

/// The row of the months.
fn bars(stage: &Stage) -> String {
    let row = usize::from(stage.areas().months.y);
    stage.picture().lines().nth(row).and_then(|row| row.split('│').next()).unwrap_or_default().trim().to_owned()
}

fn shown(stage: &Stage) -> usize {
    stage.app.list().shown().len()
}

#[test]
fn the_list_at_every_size() {
    for (columns, rows) in [(100, 30), (80, 24), (40, 12), (160, 45), (60, 20), (20, 6)] {
        let stage = years().at(columns, rows).after("jjjju*");
        insta::assert_snapshot!(format!("list_{columns}x{rows}"), stage.picture());
    }
    let stage = years().english().at(100, 30).after("jjjju*");
    insta::assert_snapshot!("list_in_english", stage.picture());
    let stage = years().wide().at(100, 30).after("jjjj");
    insta::assert_snapshot!("list_where_blocks_are_wide", stage.picture());
}

#[test]
fn a_bar_leads_to_the_first_article_of_its_months() {
    let mut stage = years();
    let months = stage.areas().months;
    assert!(bars(&stage).starts_with("| 2019 ") && bars(&stage).ends_with(" 2022"), "{}", bars(&stage));
    let (x, first, end) = (months.x..months.right())
        .rev()
        .find_map(|x| match stage.target(x, months.y) {
            Target::Months(first, end) => Some((x, first, end)),
            _ => None,
        })
        .expect("a bar");
    assert!(end > first);
    stage.keys("G");
    stage.click(x, months.y);
    assert_eq!((stage.app.list().position(), stage.app.focus()), (Some(0), Pane::List));
    assert_eq!(stage.app.reader().shown().id(), stage.app.list().selected());
    let oldest = (months.x..months.right()).find(|x| matches!(stage.target(*x, months.y), Target::Months(..)));
    stage.click(oldest.expect("a bar"), months.y);
    let id = stage.app.list().selected().expect("an entry");
    let published = stage.app.list().entry(id).and_then(|entry| entry.brief().published()).expect("a date");
    assert!(published.date().starts_with("2019"), "{}", published.date());
    assert_eq!(stage.target(months.x, months.y), Target::List, "the years lead nowhere");
    // They are those of what is listed.
    let all = bars(&stage);
    stage.keys("/date:2020..2021<Enter>");
    assert!(bars(&stage).starts_with("| 2020 ") && bars(&stage) != all, "{}", bars(&stage));
    stage.keys("/date:2020-01<Enter>");
    assert_eq!(bars(&stage), "|", "one month is no picture");
}

#[test]
fn the_months_can_be_switched_off() {
    let mut stage = years();
    assert!(!stage.areas().months.is_empty());
    stage.keys(":set list-months false<Enter>");
    assert!(stage.areas().months.is_empty() && stage.areas().list.y == 2);
    stage.keys(":set list-months true<Enter>");
    assert_eq!((stage.areas().months.height, stage.areas().list.y), (1, 3));
    // They take no row of a small terminal.
    assert!(years().at(80, 24).areas().months.is_empty());
}

#[test]
fn what_could_not_be_read_is_listed_alone() {
    let mut stage = years().after("!");
    assert_eq!((shown(&stage), stage.app.list().selected()), (1, Some(EntryId(61))));
    assert!(stage.status().contains("/is:unreadable  1/62  1/1"), "{}", stage.status());
    assert!(stage.list().iter().any(|row| row.contains("文件是空的")), "{:?}", stage.list());
    stage.keys("!");
    assert_eq!(shown(&stage), 62);
    stage.keys("!<Esc>");
    assert_eq!(shown(&stage), 62);
    // By a click on how many they are.
    let mut stage = years().at(80, 24);
    let head = stage.picture().lines().next().unwrap_or_default().to_owned();
    assert!(head.contains("1 篇读不了  未读 61/61  按日期"), "{head}");
    let x = (0..80).find(|x| stage.target(*x, 0) == Target::Unreadable).expect("a place");
    stage.click(x, 0);
    assert_eq!(shown(&stage), 1);
    let mut none = Stage::new(&[("a.md", &post("早晨", "2022-01-01 08:00:00", "某报", "<p>正文。</p>"))]);
    none.keys("!");
    assert!(none.status().contains("没有读不了的") && shown(&none) == 1, "{}", none.status());
}

#[test]
fn the_months_are_the_same_however_the_list_is_grouped() {
    let grouped = bars(&years());
    for keys in ["SN", "Ss", "SY", "St"] {
        let mut stage = years().after(keys);
        assert_eq!(bars(&stage), grouped, "{keys}");
        stage.add("late.md", &post("最新的", "2023-11-01 08:00:00", "某报", "<p>正文。</p>"));
        stage.settle();
        assert!(bars(&stage).ends_with(" 2023"), "{keys}: {}", bars(&stage));
    }
}

#[test]
fn an_archive_of_a_few_months_gives_its_bars_no_rows() {
    let of_one = [("a.md", post("甲", "2022-01-13 08:00:00", "某报", "<p>文。</p>"))];
    let files: Vec<(&str, &str)> = of_one.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let mut stage = Stage::new(&files).at(160, 45);
    assert!(stage.areas().months.is_empty());
    // With more of them they come, and a filter does not take them away again.
    stage.add("b.md", &post("乙", "2022-02-13 08:00:00", "某报", "<p>文。</p>"));
    stage.add("c.md", &post("丙", "2022-05-13 08:00:00", "某报", "<p>文。</p>"));
    stage.settle();
    assert!(!stage.areas().months.is_empty());
    stage.keys("/甲<Enter>");
    assert!(!stage.areas().months.is_empty());
}
