//! Saved searches: the list is switched to them as to folders, and they are saved, named, keyed and removed.

use kanbao::app::{Message, Prompt};
use kanbao::model::{Change, Memory, SafeText, SavedSearch};

use crate::articles::post;
use crate::kit::Stage;

fn four() -> Stage {
    Stage::new(&[
        ("1.md", &post("海河龙舟赛", "2022-01-03 08:00:00", "新华社", "<p>天津的河上有风。</p>")),
        ("2.md", &post("短的一篇", "2022-01-02 08:00:00", "某报", "<p>正文说到天津。</p>")),
        ("3.md", &post("又一篇", "2022-01-01 08:00:00", "新华社", "<p>另一段正文。</p>")),
        ("4.md", &post("第四篇", "2021-12-01 08:00:00", "某报", "<p>北京。</p>")),
    ])
}

fn listed(stage: &Stage) -> String {
    let title =
        |id: &kanbao::model::EntryId| stage.app.list().entry(*id).map(|entry| entry.brief().title().to_string());
    stage.app.list().shown().iter().filter_map(title).collect::<Vec<_>>().join(" ")
}

/// The rows of the panel.
fn panel(stage: &Stage) -> Vec<String> {
    let picture = stage.picture();
    let rows = picture.lines().skip(2).take(usize::from(stage.size.height) - 3);
    let rows = rows.map(|row| row.trim_matches('|').split_whitespace().collect::<Vec<_>>().join(" "));
    rows.filter(|row| !row.is_empty()).collect()
}

fn head(stage: &Stage) -> String {
    let picture = stage.picture();
    let row = picture.lines().next().unwrap_or_default().split('│').next().unwrap_or_default();
    row.trim_matches('|').split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_list_is_switched_to_one_and_back() {
    let mut stage = four().after("*j*`");
    assert_eq!(
        panel(&stage),
        [
            "›0 全部 现在 4篇",
            "1 未读 is:unread 4篇",
            "2 加星 is:starred 2篇",
            "3 今天 date:today 0篇",
            "4 有批注 is:noted 0篇"
        ]
    );
    stage.keys("2");
    assert_eq!((listed(&stage).as_str(), head(&stage).as_str()), ("海河龙舟赛 短的一篇", "加星 2篇 未读 2/2"));
    assert!(matches!(stage.kept.last(), Some(Change::ShownSearch(Some(id))) if id.as_str() == "starred"));
    // A filter goes on within it, Escape takes the filter away first and then the saved search.
    stage.keys("/短<Enter>");
    assert_eq!((listed(&stage).as_str(), head(&stage).as_str()), ("短的一篇", "加星 1篇 未读 1/1"));
    stage.keys("<Esc>");
    assert_eq!(listed(&stage), "海河龙舟赛 短的一篇");
    stage.keys("<Esc>");
    assert_eq!(
        (listed(&stage).as_str(), head(&stage).as_str()),
        ("海河龙舟赛 短的一篇 又一篇 第四篇", "看报 未读 4/4")
    );
    assert!(matches!(stage.kept.last(), Some(Change::ShownSearch(None))));
    // By Enter; what loses its star stays until one goes on.
    stage.keys("`jj<Enter>g*");
    assert_eq!(listed(&stage), "海河龙舟赛 短的一篇");
    // Another one of them has nothing to do with it.
    stage.keys("`jr日<Enter>q");
    assert_eq!(listed(&stage), "海河龙舟赛 短的一篇");
    stage.keys("j");
    assert_eq!(listed(&stage), "短的一篇");
    stage.keys("`");
    assert_eq!(panel(&stage)[2], "›2 加星 is:starred 现在 1篇");
    stage.keys("0");
    assert_eq!(listed(&stage), "海河龙舟赛 短的一篇 又一篇 第四篇");
    // Before a frame could pass.
    let mut quick = four();
    quick.keys_at_once("`4");
    assert_eq!(listed(&quick), "");
    stage.keys("`4");
    assert_eq!(listed(&stage), "");
    assert!(stage.picture().contains("没有文章符合") && stage.picture().contains("有批注 0篇"), "{}", stage.picture());
}

#[test]
fn what_is_filtered_by_or_searched_for_is_saved() {
    let mut stage = four().after("/来源：新华社<Enter>`a<Enter>新华社<Enter>");
    assert_eq!(panel(&stage)[5], "›5 新华社 来源：新华社 2篇");
    assert!(stage.status().contains("已存下  Z 撤销"), "{}", stage.status());
    let saved = |stage: &Stage| -> Vec<String> {
        let said = stage.kept.iter().filter_map(|change| match change {
            Change::SavedSearch(saved) => Some(format!("{} {} {:?}", saved.name, saved.query, saved.key)),
            Change::NoSavedSearch(id) => Some(format!("- {id}")),
            _ => None,
        });
        said.collect()
    };
    assert_eq!(saved(&stage), ["新华社 来源：新华社 Some('5')"]);
    stage.keys("<Enter>");
    assert_eq!((listed(&stage).as_str(), head(&stage).as_str()), ("海河龙舟赛 又一篇", "新华社 2篇 未读 2/2"));
    // From the results of a search: it looks into texts, and so does the list then.
    stage.keys("s天津<Enter>`a<Enter>天津<Enter>");
    assert_eq!(panel(&stage)[6], "›6 天津 天津 2篇");
    stage.keys("6");
    assert_eq!((listed(&stage).as_str(), head(&stage).as_str()), ("海河龙舟赛 短的一篇", "天津 2篇 未读 2/2"));
    // What is wrong is not saved, what is right can be another.
    stage.keys("`e(天津<Enter>");
    assert!(stage.app.prompt().is_some() && stage.status().contains("括号没有关上"), "{}", stage.status());
    stage.keys("<C-w>北京 OR 天津 -风<Enter>");
    assert_eq!(panel(&stage)[6], "›6 天津 北京 OR 天津 -风 现在 2篇");
    stage.keys("q");
    assert_eq!(listed(&stage), "短的一篇 第四篇");
    // Named, keyed, removed, and each undone.
    stage.keys("`r两城<Enter>=k<Enter>");
    assert!(stage.status().contains("键是一个字母或数字"), "{}", stage.status());
    // What is typed next is typed, and the reason goes.
    stage.keys("x");
    assert_eq!(stage.app.prompt().map(Prompt::text), Some("kx"));
    assert!(!stage.picture().contains("键是一个字母或数字"));
    stage.keys("<C-w>5<Enter>");
    assert_eq!(panel(&stage)[5..], ["新华社 来源：新华社 2篇", "›5 两城 北京 OR 天津 -风 现在 2篇"]);
    stage.keys("Z");
    assert_eq!(panel(&stage)[5..], ["5 新华社 来源：新华社 2篇", "›6 两城 北京 OR 天津 -风 现在 2篇"]);
    stage.keys("x");
    assert_eq!(panel(&stage).len(), 6);
    stage.keys("Z");
    assert_eq!(panel(&stage)[6], "6 两城 北京 OR 天津 -风 2篇", "the list shows all by now");
    assert_eq!(saved(&stage).iter().filter(|said| said.starts_with('-')).count(), 1);
    // One of the program's own is kept as removed.
    stage.keys("ggjx");
    assert_eq!(saved(&stage).last().map(String::as_str), Some("  None"));
    assert_eq!(panel(&stage)[1], "›2 加星 is:starred 0篇");
    stage.keys("gx");
    assert!(stage.status().contains("全部不能改"), "{}", stage.status());
}

#[test]
fn what_looks_into_texts_is_kept_up_as_articles_arrive() {
    let mut stage = four().after("`a天津 is:unread<Enter>天津<Enter>5");
    assert_eq!(listed(&stage), "海河龙舟赛 短的一篇");
    stage.add("5.md", &post("第五篇", "2022-01-05 08:00:00", "某报", "<p>也在天津。</p>"));
    stage.add("6.md", &post("第六篇", "2022-01-06 08:00:00", "某报", "<p>在上海。</p>"));
    stage.catch_up();
    assert_eq!((listed(&stage).as_str(), head(&stage).as_str()), ("第五篇 海河龙舟赛 短的一篇", "天津 3篇 未读 3/3"));
    // What was read is asked anew.
    stage.keys("gu");
    stage.catch_up();
    stage.keys("j");
    assert_eq!(listed(&stage), "海河龙舟赛 短的一篇");
    stage.keys("`");
    assert_eq!(panel(&stage)[1], "1 未读 is:unread 5篇");
    // Another search of all articles takes nothing away from it.
    stage.keys("qs上海<Enter>");
    stage.add("7.md", &post("第七篇", "2022-01-07 08:00:00", "某报", "<p>天津，上海。</p>"));
    stage.catch_up();
    stage.keys("q");
    assert_eq!(listed(&stage), "第七篇 海河龙舟赛 短的一篇");
}

#[test]
fn what_was_kept_comes_back() {
    let line = SafeText::line;
    let saved = |id: &str, query: &str, key, number| SavedSearch {
        id: line(id),
        name: line(id),
        query: line(query),
        key,
        number,
    };
    let kept = || {
        vec![
            saved("+天津", "天津", Some('t'), 9),
            saved("today", "", None, 0),
            saved("unread", "is:unread -北京", Some('u'), 0),
        ]
    };
    let memory = |shown: Option<&str>| Memory { saved: kept(), shown_search: shown.map(line), ..Memory::default() };
    let mut stage = four();
    stage.app.configure_saved(vec![saved("=某报", "source:某报", Some('5'), 0), saved("=坏", "(", None, 1)]);
    stage.send(Message::Memory(Box::new(memory(Some("+天津")))));
    stage.settle();
    assert_eq!((listed(&stage).as_str(), head(&stage).as_str()), ("海河龙舟赛 短的一篇", "+天津 2篇 未读 2/2"));
    stage.keys("`");
    let rows = [
        "0 全部 4篇",
        "u unread is:unread -北京 3篇",
        "2 加星 is:starred 0篇",
        "4 有批注 is:noted 0篇",
        "5 =某报 source:某报 2篇",
        "=坏 ( 写法有误",
        "›t +天津 天津 现在 2篇",
    ];
    assert_eq!(panel(&stage), rows);
    // What the configuration has is changed there; what is wrong is not shown.
    stage.keys("kkx");
    assert!(stage.status().contains("写在 config.toml 里"), "{}", stage.status());
    stage.keys("j<Enter>");
    assert!(stage.status().contains("写法有误"), "{}", stage.status());
    stage.keys("u");
    assert_eq!(listed(&stage), "海河龙舟赛 短的一篇 又一篇");
    // One that is no more is not shown.
    let mut stage = four();
    stage.send(Message::Memory(Box::new(memory(Some("+上海")))));
    stage.settle();
    assert_eq!(stage.app.list().shown().len(), 4);
}

#[test]
fn a_picture_of_saved_searches() {
    let album = |columns, rows| {
        let mut stage = four().at(columns, rows).after("s天津<Enter>`a<Enter>天津的<Enter>j*q*`");
        let panel = stage.picture();
        stage.keys("5");
        format!("{panel}\n\n{}", stage.picture())
    };
    insta::assert_snapshot!([album(100, 12), album(80, 10), album(40, 10)].join("\n\n"));
}

#[test]
fn today_is_another_day_after_midnight() {
    let day = |text: &str| {
        let at: jiff::Timestamp = text.parse().expect("a time");
        kanbao::model::Timestamp::new(at, kanbao::model::Timestamp::CHINA)
    };
    let mut stage = four();
    stage.app.tell_time(day("2022-01-02T10:00:00+08:00"));
    stage.keys("`3");
    assert_eq!(listed(&stage), "短的一篇");
    stage.app.tell_time(day("2022-01-03T00:00:01+08:00"));
    stage.keys("j");
    assert_eq!(listed(&stage), "海河龙舟赛");
    // What is selected then is shown, in the same frame.
    assert_eq!(stage.app.reader().shown().id(), stage.app.list().selected());
}
