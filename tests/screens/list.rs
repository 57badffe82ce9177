//! The list pane: order, selection, filter.

use kanbao::app::{Command, Message, Pane};
use kanbao::model::{OtherFiles, SafeText};

use crate::articles::{EVERYTHING, library, post};
use crate::kit::Stage;

/// The title under the mark of the selection.
fn selected(stage: &Stage) -> String {
    let rows = stage.list();
    rows.iter()
        .find_map(|row| row.strip_prefix('›'))
        .unwrap_or_default()
        .split("  ")
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn newest_first_undated_after_them_unreadable_last() {
    let stage = Stage::new(&[
        ("broken.md", ""),
        ("undated.md", &post("没有日期", "Invalid Date", "某报", "<p>正文。</p>")),
        ("old.md", &post("旧的", "2020-01-01 00:00:00", "某报", "<p>正文。</p>")),
        ("new.md", &post("新的", "2023-01-01 00:00:00", "某报", "<p>正文。</p>")),
        // The same instant is later in Greenwich's words.
        ("zone.md", &post("同一天晚些", "Sun, 01 Jan 2023 01:00:00 GMT", "某报", "<p>正文。</p>")),
    ]);
    let rows: Vec<String> = stage.list().into_iter().filter(|row| !row.is_empty()).collect();
    assert_eq!(
        rows,
        [
            " 2023年 1月                2篇",
            "›同一天晚些",
            "    1日 某报               1分",
            "▪新的",
            "    1日 某报               1分",
            " 2020年 1月                1篇",
            "▪旧的",
            "    1日 某报               1分",
            " 没有日期                  1篇",
            "▪没有日期",
            "   某报                    1分",
            " 读不了                    1篇",
            "!broken.md",
            "   文件是空的",
        ]
    );
}

#[test]
fn files_that_are_no_articles_are_counted_behind_the_last_entry() {
    let mut stage = Stage::new(&[("new.md", &post("新的", "2023-01-01 00:00:00", "某报", "<p>正文。</p>"))]);
    let mut others = OtherFiles::default();
    for kind in ["pdf", "png", "pdf"] {
        others.count(&SafeText::line(kind));
    }
    stage.send(Message::OtherFiles(others));
    let rows: Vec<String> = stage.list().into_iter().filter(|row| !row.is_empty()).collect();
    assert_eq!(rows[3..].concat().replace(' ', ""), "3个文件不是文章：2个pdf，1个png");
    stage.keys("/新");
    assert_eq!(stage.list().into_iter().filter(|row| !row.is_empty()).count(), 3, "a filter asks for articles");
}

#[test]
fn undated_entries_stand_in_the_order_in_which_people_count() {
    let names = ["第十回.txt", "第2回.txt", "第一百回.txt", "序章.txt", "第十一回.txt", "第三回.txt"];
    let texts: Vec<(&str, String)> = names.iter().map(|name| (*name, format!("{name}\n\n正文在这里。"))).collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let mut stage = Stage::new(&texts);
    let mut read = Vec::new();
    for _ in names {
        read.push(selected(&stage).replace(".txt", ""));
        stage.keys("J");
    }
    assert_eq!(read, ["序章", "第2回", "第三回", "第十回", "第十一回", "第一百回"]);
}

#[test]
fn every_key_moves_the_selection() {
    let mut stage = library().at(80, 24);
    for (keys, expected, position) in [
        ("j", "第1篇 天津早晨", "2/21"),
        ("<Down>", "第2篇 天津早晨", "3/21"),
        ("k", "第1篇 天津早晨", "2/21"),
        ("<Up>", "开会时间一天比一天晚！天津市委、市政府连夜", "1/21"),
        ("k", "开会时间一天比一天晚！天津市委、市政府连夜", "1/21"),
        ("G", "第20篇 关于会议的报道", "21/21"),
        ("j", "第20篇 关于会议的报道", "21/21"),
        ("g", "开会时间一天比一天晚！天津市委、市政府连夜", "1/21"),
        ("<End>", "第20篇 关于会议的报道", "21/21"),
        ("<Home>", "开会时间一天比一天晚！天津市委、市政府连夜", "1/21"),
    ] {
        stage.keys(keys);
        assert_eq!(selected(&stage), expected, "after {keys}");
        assert!(stage.status().contains(position), "{} after {keys}", stage.status());
    }
    let mut stage = library().at(40, 12);
    // Three are on the first screen, for there are two headings, and the selected one takes three rows.
    stage.keys("<PgDn>");
    assert_eq!(selected(&stage), "第3篇 天津早晨");
    stage.keys("<PgDn><PgUp>");
    assert_eq!(selected(&stage), "第3篇 天津早晨");
    stage.keys("<Enter>");
    assert_eq!(stage.app.focus(), Pane::Reader);
    assert_eq!(stage.text()[0], "第3篇 天津早晨");
}

#[test]
fn the_selection_is_always_on_the_screen() {
    for (columns, rows) in [(100, 30), (80, 24), (40, 12), (20, 5), (20, 3), (10, 2)] {
        let mut stage = library().at(columns, rows);
        stage.keys("h");
        for keys in ["j", "G", "k", "<PgUp>", "g", "<PgDn>", "<PgDn>", "d", "<C-u>"] {
            stage.keys(keys);
            assert!(stage.list().iter().any(|row| row.starts_with('›')), "{columns}x{rows} after {keys}");
        }
    }
}

#[test]
fn titles_are_cut_between_grapheme_clusters() {
    let title = "家庭👨\u{200D}👩\u{200D}👧e\u{301}e\u{301}中文字葛\u{E0100}城🇨🇳中国";
    let selected = post("短", "2023-01-02 00:00:00", "某报", "<p>正文。</p>");
    let cut = post(title, "2023-01-01 00:00:00", "某报", "<p>正文。</p>");
    let mut stage = Stage::new(&[("a.md", &selected), ("b.md", &cut)]).at(40, 12);
    for columns in 4..40 {
        stage.resize(columns, 12);
        let rows = stage.list();
        let row = rows.iter().find_map(|row| row.strip_prefix('▪')).expect("the other entry");
        let whole = "家庭👨e\u{301}e\u{301}中文字葛\u{E0100}城🇨🇳中国";
        match row.strip_suffix('⋯') {
            Some(start) => {
                let rest = whole.strip_prefix(start).unwrap_or_else(|| panic!("{columns}: {row}"));
                assert!(!rest.starts_with(['\u{301}', '\u{E0100}', '🇳']), "{columns}: {row}");
            }
            None => assert_eq!(row, whole),
        }
    }
}

#[test]
fn the_selected_title_unfolds_where_it_does_not_fit() {
    let mut stage = library().at(40, 12).after("/开会<Enter>");
    assert_eq!(stage.list()[1..3], ["›开会时间一天比一天晚！天津市委、市政府", " 连夜部署“清零”行动"]);
    // A third row is not for it.
    stage.resize(24, 12);
    assert_eq!(stage.list()[1..3], ["›开会时间一天比一天晚！", " 天津市委、市政府连夜⋯"]);
    // On a screen for one entry it is as short as any other.
    stage.resize(40, 2);
    assert!(stage.list()[0].ends_with('⋯'), "{:?}", stage.list());
}

/// A step of the selection moves no row but those of the two entries it steps between, and the headings between these. On
/// the edge of the screen all rows move, by the rows of one entry and of the headings that come.
#[test]
fn a_step_through_the_list_leaves_the_other_rows_where_they_are() {
    for (columns, rows) in [(100, 30), (80, 24), (40, 12), (160, 45)] {
        let mut stage = library().at(columns, rows).after("h");
        let places = |stage: &Stage| -> Vec<(String, usize)> {
            let list = stage.list();
            let is_known = |row: &str| row.contains('第') || row.contains("开会");
            let rows = list.iter().enumerate().filter(|(_, row)| is_known(row));
            rows.map(|(y, row)| (row.trim_start_matches(['›', '▪', ' ']).chars().take(8).collect(), y)).collect()
        };
        for key in ["j"; 20].into_iter().chain(["k"; 20]) {
            let before = places(&stage);
            let (from, page) = (selected(&stage), stage.list());
            stage.keys(key);
            let to = selected(&stage);
            let after = places(&stage);
            let stays = |title: &str| !from.starts_with(title) && !to.starts_with(title);
            let moved: Vec<isize> = after
                .iter()
                .filter(|(title, _)| stays(title))
                .filter_map(|(title, y)| {
                    let (_, was) = before.iter().find(|(other, _)| other == title)?;
                    Some(was.cast_signed() - y.cast_signed())
                })
                .collect();
            let first = moved.first().copied().unwrap_or_default();
            let is_one = moved.iter().all(|by| *by == first);
            let most = if columns == 80 { 3 } else { 5 };
            assert!(is_one && first.abs() <= most, "{columns}x{rows} {key} {from} > {to}: {moved:?}\n{page:#?}");
        }
    }
}

#[test]
fn the_filter_follows_while_one_types() {
    let mut stage = library();
    let shown = |stage: &Stage| stage.app.list().shown().len();
    stage.keys("/");
    assert_eq!(shown(&stage), 21);
    stage.keys("会");
    assert_eq!(shown(&stage), 5);
    stage.keys("议");
    assert_eq!(shown(&stage), 4);
    assert!(stage.lit()[0].starts_with("›第5篇 关于M[会议]的报道          │"), "the selected row's own differs");
    assert!(stage.lit()[1].starts_with("▪第10篇 关于m[会议]的报道         │"), "{}", stage.lit()[1]);
    stage.keys("<BS>");
    assert_eq!(shown(&stage), 5);
    stage.keys("议<Enter>");
    assert!(stage.status().contains("/会议  4/21  1/4"), "{}", stage.status());
    stage.keys("jj");
    assert_eq!(selected(&stage), "第15篇 关于会议的报道");
    // J K stay among them too.
    stage.keys("J");
    assert_eq!(stage.text()[0], "第20篇 关于会议的报道");
    stage.keys("K");
    assert_eq!(stage.text()[0], "第15篇 关于会议的报道");
    stage.keys("<Esc>");
    assert_eq!(shown(&stage), 21);
    assert_eq!(selected(&stage), "第15篇 关于会议的报道", "clearing the filter keeps the selection");
}

#[test]
fn esc_in_the_prompt_clears_the_filter() {
    let mut stage = library().after("/会议<Esc>");
    assert_eq!(stage.app.list().shown().len(), 21);
    assert!(stage.app.prompt().is_none());
    // An empty filter shows everything, and so does one of blanks.
    stage.keys("/会议<Enter>/<BS><BS><Enter>");
    assert_eq!(stage.app.list().shown().len(), 21);
    stage.keys("/  ");
    assert_eq!(stage.app.list().shown().len(), 21);
}

#[test]
fn a_filter_finds_what_one_types_on_a_chinese_keyboard() {
    let mut stage = Stage::new(&[
        ("a.md", &post("晚11：30的“会议”", "2023-01-02 00:00:00", "某报", "<p>正文。</p>")),
        ("b.md", &post("GDP的增长", "2023-01-01 00:00:00", "某报", "<p>正文。</p>")),
    ]);
    for (typed, count) in [("11:30", 1), ("\"会议\"", 1), ("gdp", 1), ("GDP", 1), ("Gdp", 0)] {
        stage.keys(&format!("/{typed}"));
        assert_eq!(stage.app.list().shown().len(), count, "{typed}");
        stage.keys("<Esc>");
    }
}

#[test]
fn a_filter_of_hostile_text_is_shown_safely() {
    let mut stage = library().after("/");
    stage.paste("a\u{1b}[31m\u{202e}会\n议");
    assert!(stage.picture().contains("a^[[31m") || stage.picture().contains("a[31m"), "{}", stage.picture());
    stage.keys("<Enter>");
    stage.picture();
}

#[test]
fn what_comes_from_the_loader_later_leaves_the_selection_alone() {
    let mut stage = library().after("jj<Enter>");
    let before = stage.text();
    stage.add("new.md", &post("更新的", "2024-01-01 00:00:00", "某报", "<p>正文。</p>"));
    stage.settle();
    assert_eq!(selected(&stage), "第2篇 天津早晨");
    stage.keys("h");
    assert!(stage.status().contains("4/22"), "{}", stage.status());
    assert_eq!(stage.text(), before);
}

#[test]
fn until_somebody_touches_a_key_the_newest_article_is_shown() {
    let mut stage = Stage::new(&[("everything.md", EVERYTHING)]);
    stage.add("new.md", &post("更新的", "2024-01-01 00:00:00", "某报", "<p>正文。</p>"));
    stage.settle();
    assert_eq!(selected(&stage), "更新的");
    assert_eq!(stage.text()[0], "更新的");
}

#[test]
fn whoever_scrolls_or_clicks_has_chosen_too() {
    for touch in [|stage: &mut Stage| stage.wheel(60, 5, 1), |stage: &mut Stage| stage.click(60, 5)] {
        let mut stage = Stage::new(&[("everything.md", EVERYTHING)]);
        touch(&mut stage);
        stage.add("new.md", &post("更新的", "2024-01-01 00:00:00", "某报", "<p>正文。</p>"));
        stage.settle();
        assert!(selected(&stage).starts_with("开会时间"), "{}", selected(&stage));
        stage.keys("h");
        assert!(stage.status().contains("2/2"), "{}", stage.status());
    }
}

fn quit(stage: &Stage) -> bool {
    matches!(stage.commands[..], [Command::Quit])
}

#[test]
fn q_quits_from_the_list_and_from_the_reader_goes_back() {
    let mut stage = library().after("q");
    assert!(quit(&stage));
    stage = library().after("<Enter>q");
    assert_eq!((stage.commands.len(), stage.app.focus()), (0, Pane::List));
    stage.keys("q");
    assert!(quit(&stage));
    assert!(quit(&library().after("<Enter>Q")));
    assert!(quit(&library().after("<C-c>")));
    assert!(!quit(&library().after("/q")), "in a prompt it is a letter");
}
