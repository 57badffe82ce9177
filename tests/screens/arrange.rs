//! The arrangement of the list: its orders and groups, how they are chosen, what is said and kept of them.

use kanbao::app::{Message, Pane, Target};
use kanbao::model::{Arrangement, Change, EntryId, Memory};

use crate::articles::{library, post};
use crate::kit::Stage;

/// Articles of three months, two sources and two folders, one without a date and one that cannot be read.
fn shelf() -> Stage {
    let short = "<p>正文。</p>";
    let long = "<p>海河边的早晨，卖煎饼的人已经支起了摊子。</p>";
    Stage::new(&[
        ("b/2.md", &post("天津的早晨", "2022-01-14 08:00:00", "新浪财经", long)),
        ("b/10.md", &post("重庆的夜", "2022-01-02 08:00:00", "人民日报", short)),
        ("a/1.md", &post("GDP增长", "2021-12-31 08:00:00", "新浪财经", short)),
        ("a/3.md", &post("北京的傍晚", "2021-11-05 08:00:00", "人民日报", long)),
        ("undated.md", &post("没有日期的", "Invalid Date", "某报", short)),
        ("broken.md", ""),
    ])
}

/// The titles and headings of the list, without what stands below a title.
fn rows(stage: &Stage) -> Vec<String> {
    let (columns, rows) = (stage.size.width, stage.size.height);
    assert!(columns >= 100 && rows >= 20, "the pane has two rows an entry, and they fit");
    let mut said = Vec::new();
    let mut list = stage.list().into_iter().filter(|row| !row.is_empty());
    while let Some(row) = list.next() {
        let is_heading = row.ends_with('篇');
        // Nothing of it was read, which is looked at elsewhere.
        said.push(row.replace(['▪', '!'], " ").split_whitespace().collect::<Vec<_>>().join(" "));
        if !is_heading {
            list.next();
        }
    }
    said
}

/// The head of the list.
fn head(stage: &Stage) -> String {
    stage.picture().lines().next().unwrap_or_default().trim_end().to_owned()
}

fn holds(stage: &Stage) -> String {
    stage.app.list().arrangement().to_string()
}

#[test]
fn a_letter_chooses_an_order_and_the_same_one_turns_it_round() {
    // Groups of their own have tests of theirs.
    for (keys, order, said) in [
        ("", "›天津的早晨 重庆的夜 GDP增长 北京的傍晚 没有日期的 broken.md", "1 篇读不了  未读 5/5  按日期"),
        ("Sd", "北京的傍晚 GDP增长 重庆的夜 ›天津的早晨 没有日期的 broken.md", "1 篇读不了  未读 5/5  按日期 倒序"),
        ("SdSd", "›天津的早晨 重庆的夜 GDP增长 北京的傍晚 没有日期的 broken.md", "1 篇读不了  未读 5/5  按日期"),
        ("ot", "GDP增长 北京的傍晚 重庆的夜 没有日期的 ›天津的早晨 broken.md", "1 篇读不了  未读 5/5  按标题"),
        ("Ss", "没有日期的 重庆的夜 北京的傍晚 ›天津的早晨 GDP增长 broken.md", "1 篇读不了  未读 5/5  按来源"),
        ("Sl", "›天津的早晨 北京的傍晚 重庆的夜 GDP增长 没有日期的 broken.md", "1 篇读不了  未读 5/5  按字数"),
        ("SlSl", "重庆的夜 GDP增长 没有日期的 ›天津的早晨 北京的傍晚 broken.md", "1 篇读不了  未读 5/5  按字数 倒序"),
        ("Sp", "GDP增长 北京的傍晚 ›天津的早晨 重庆的夜 没有日期的 broken.md", "1 篇读不了  未读 5/5  按路径"),
        ("Sr", "›天津的早晨 重庆的夜 GDP增长 北京的傍晚 没有日期的 broken.md", "1 篇读不了  未读 5/5  按读没读"),
        (
            "S<Enter>",
            "北京的傍晚 GDP增长 重庆的夜 ›天津的早晨 没有日期的 broken.md",
            "1 篇读不了  未读 5/5  按日期 倒序",
        ),
        ("Sj<Enter>", "GDP增长 北京的傍晚 重庆的夜 没有日期的 ›天津的早晨 broken.md", "1 篇读不了  未读 5/5  按标题"),
    ] {
        let stage = shelf().after("SN").after(keys);
        assert_eq!(rows(&stage).join(" "), order, "{keys}");
        assert_eq!(stage.app.reader().shown().id(), Some(EntryId(0)), "{keys}: what is read stays");
        let head = head(&stage.at(80, 24));
        assert!(head.ends_with(said), "{keys}: {head}");
    }
}

#[test]
fn each_group_has_a_heading_with_its_number() {
    let stage = shelf().after("SM");
    let month = "2022年 1月 2篇|›天津的早晨|重庆的夜|2021年12月 1篇|GDP增长|2021年11月 1篇|北京的傍晚|没有日期 1篇|没有日期的|读不了 1篇|broken.md";
    assert_eq!(rows(&stage).join("|"), month);
    assert!(head(&stage.at(80, 24)).ends_with("按日期 按月分组"));
    let stage = shelf().after("StSS");
    let source =
        "某报 1篇|没有日期的|人民日报 2篇|北京的傍晚|重庆的夜|新浪财经 2篇|GDP增长|›天津的早晨|读不了 1篇|broken.md";
    assert_eq!(rows(&stage).join("|"), source);
    let stage = shelf().after("SpSF/的<Enter>");
    let folder = "a 1篇|北京的傍晚|b 2篇|›天津的早晨|重庆的夜|不在文件夹里 1篇|没有日期的";
    assert_eq!(rows(&stage).join("|"), folder, "what is filtered away is not counted");
    assert_eq!(rows(&shelf().after("SDSN")), rows(&shelf().after("SN")));
    let stage = shelf().english().after("SM");
    assert!(stage.list().iter().any(|row| row.starts_with(" 2022-01 ") && row.ends_with("2 articles")));
    assert!(head(&stage.at(80, 24)).ends_with("by date, grouped by month"));
}

#[test]
fn the_heading_of_the_group_stays_at_the_top() {
    let mut stage = library().after("SM");
    stage.keys("15j");
    let rows = stage.list();
    assert!(rows[0].starts_with(" 2021年12月") && rows[0].ends_with("20篇"), "{}", rows[0]);
    assert!(!rows.iter().any(|row| row.contains("2022年")), "the group before is scrolled away");
    stage.keys("g");
    assert!(stage.list()[0].starts_with(" 2022年 1月"));
}

#[test]
fn a_heading_is_not_selected_and_leads_to_its_first_entry() {
    let mut stage = shelf().after("SM");
    let heading = stage.list().iter().position(|row| row.contains("12月")).expect("a heading") as u16;
    let heading = stage.areas().list.y + heading;
    assert_eq!(stage.target(3, heading), Target::Group(EntryId(2)));
    assert_eq!(stage.target(3, heading + 1), Target::Entry(EntryId(2)));
    stage.click(3, heading);
    assert_eq!(stage.app.list().selected(), Some(EntryId(2)), "the first of its group");
    stage.click(3, heading + 2);
    assert_eq!(stage.app.list().selected(), Some(EntryId(2)));
    stage.keys("k");
    assert_eq!(stage.app.list().selected(), Some(EntryId(1)));
    stage.keys("j");
    assert_eq!(stage.app.list().selected(), Some(EntryId(2)), "from entry to entry, whatever stands between");
}

#[test]
fn a_page_passes_over_no_entry_where_there_are_headings() {
    let mut stage = library().at(80, 12).after("SDg");
    let titles = |stage: &Stage| -> Vec<String> {
        let list = stage.app.list();
        list.shown().iter().filter_map(|id| Some(list.entry(*id)?.brief().title().to_string())).collect()
    };
    let all = titles(&stage);
    for _ in 0..4 {
        let (from, before) = (stage.app.list().position().expect("a place"), stage.list());
        stage.keys(" ");
        let (to, after) = (stage.app.list().position().expect("a place"), stage.list());
        assert!(to > from + 1);
        for title in &all[from..=to] {
            assert!(
                before.iter().chain(&after).any(|row| row.contains(title.split([' ', '！']).next().unwrap_or(title))),
                "{title} was not seen"
            );
        }
    }
}

#[test]
fn the_groups_are_walked() {
    let mut stage = shelf().after("SN");
    stage.keys("}");
    assert!(stage.status().contains("没有分组"), "{}", stage.status());
    stage.keys("SM}");
    assert_eq!(stage.app.list().selected(), Some(EntryId(2)));
    assert_eq!(stage.app.reader().shown().id(), Some(EntryId(2)));
    stage.keys("2}");
    assert_eq!(stage.app.list().position(), Some(4));
    stage.keys("9}");
    assert_eq!(stage.app.list().position(), Some(5));
    stage.keys("9{");
    assert_eq!(stage.app.list().position(), Some(0));
    stage.keys("j{");
    assert_eq!(stage.app.list().position(), Some(0), "first to the beginning of its own");
}

#[test]
fn what_is_chosen_is_kept_and_what_was_kept_holds() {
    let mut stage = shelf();
    stage.keys("S");
    stage.keys("<Esc>");
    stage.keys("SO");
    assert!(stage.kept.is_empty(), "nothing was changed");
    stage.keys("StSM");
    let kept: Vec<String> = stage
        .kept
        .iter()
        .map(|change| match change {
            Change::Arranged(arrangement) => arrangement.to_string(),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(kept, ["title", "title month"]);
    let memory = |text: &str| {
        let arrangement: Option<Arrangement> = text.parse().ok();
        Message::Memory(Box::new(Memory { arrangement, ..Memory::default() }))
    };
    stage.send(memory("path"));
    assert_eq!(holds(&stage), "title month", "what was done before it came stays");
    let mut next = shelf();
    next.send(memory("length reversed folder"));
    assert!(next.changed);
    next.settle();
    assert_eq!((holds(&next).as_str(), next.kept.len()), ("length reversed folder", 0));
    assert_eq!(next.app.list().position(), Some(0), "the first, as nothing was chosen yet");
    assert_eq!(next.app.list().selected(), next.app.reader().shown().id());
}

#[test]
fn the_choices_say_what_holds_and_a_click_chooses() {
    let mut stage = shelf().after("StStSMS");
    let picture = stage.picture();
    let text: Vec<&str> = picture.lines().collect();
    let row = |has: &str| text.iter().find(|row| row.contains(has)).copied().unwrap_or_default();
    assert!(row("按标题").contains("拼音、字母、数字  现在"), "{}", row("按标题"));
    assert!(row("按月分组").contains("现在") && !row("按日分组").contains("现在"));
    let y = text.iter().position(|row| row.contains("按路径")).expect("a choice") as u16;
    stage.click(40, y);
    assert_eq!((holds(&stage).as_str(), stage.app.overlay().is_none()), ("title reversed month", false), "selected");
    stage.click(40, y);
    assert_eq!((holds(&stage).as_str(), stage.app.overlay().is_none()), ("path month", true));
    assert_eq!(stage.app.focus(), Pane::List);
}

#[test]
fn entries_that_come_are_put_in_their_places() {
    let mut stage = shelf().after("StSMj");
    let selected = stage.app.list().selected();
    stage.add("c/1.md", &post("爱读书", "2021-12-02 08:00:00", "某报", "<p>正文。</p>"));
    stage.settle();
    let said = rows(&stage).join("|");
    assert!(said.contains("2021年12月 2篇|›GDP增长|爱读书|"), "{said}");
    assert_eq!(stage.app.list().selected(), selected);
}
