//! The side panel: contents, notes or matches beside the text on a wide screen, which follow it.

use kanbao::app::Target;

use crate::articles::post;
use crate::kit::Stage;

fn chapters() -> Stage {
    let prose =
        "<p>会议结束时，城市还在灯光里。记者离开的时候，看见路口的红灯变绿，一辆送菜的货车驶过。</p>".repeat(18);
    let body: String =
        (1..=9).map(|n| format!("<h2>第{n}章</h2>{prose}<h3>第{n}章的附记</h3><p>第{n}次会议开到深夜。</p>")).collect();
    Stage::new(&[("a.md", &post("很长的报道", "2022-01-14 08:00:00", "某报", &body))]).at(160, 45).after("<Enter>")
}

/// The rows of the panel.
fn panel(stage: &Stage) -> Vec<String> {
    let side = stage.areas().side;
    let rows = stage.picture();
    let cells = |row: &str| {
        let mut column = 0;
        let own = row.chars().skip(1).skip_while(|c| {
            let is_before = column < side.x;
            column += unicode_width::UnicodeWidthChar::width(*c).unwrap_or(0) as u16;
            is_before
        });
        own.collect::<String>().trim_end().to_owned()
    };
    rows.lines().take(usize::from(side.height)).map(cells).collect()
}

fn marked(stage: &Stage) -> String {
    panel(stage).into_iter().find(|row| row.contains('›')).unwrap_or_default().trim_start_matches([' ', '›']).to_owned()
}

#[test]
fn it_follows_the_text_and_leads_into_it() {
    let mut stage = chapters();
    assert!(stage.areas().side.is_empty());
    stage.keys("X");
    assert!(stage.status().starts_with("正文旁：目录"), "{}", stage.status());
    let rows = panel(&stage);
    assert!(rows[0].contains("目录") && rows[0].ends_with("18"), "{rows:#?}");
    assert_eq!(rows[2].trim(), "第1章");
    assert_eq!(rows[3], "    第1章的附记");
    assert_eq!(marked(&stage), "");
    stage.keys("]");
    assert_eq!(marked(&stage), "第1章");
    stage.keys("]]");
    assert_eq!(marked(&stage), "第2章");
    while marked(&stage) == "第2章" {
        stage.keys("j");
    }
    assert_eq!(marked(&stage), "第2章的附记");
    // A click leads there, and back again.
    let side = stage.areas().side;
    assert_eq!(stage.target(side.x + 4, side.y + 2 + 8), Target::Side(8));
    stage.click(side.x + 4, side.y + 2 + 8);
    assert_eq!((marked(&stage).as_str(), stage.text()[0].as_str()), ("第5章", "第5章"));
    stage.keys("<C-o>");
    assert_eq!(marked(&stage), "第2章的附记");
    // Notes, then matches.
    stage.keys("X");
    assert!(panel(&stage).concat().contains("还没有"), "{:#?}", panel(&stage));
    stage.keys("V<Enter>");
    assert!(marked(&stage).starts_with("绿 第2章的附记"), "{:#?}", panel(&stage));
    stage.keys("Xg");
    assert!(panel(&stage)[2].contains("还没有查找过"), "{:#?}", panel(&stage));
    stage.keys("/次会议<Enter>");
    assert!(panel(&stage)[0].ends_with("1/9") && marked(&stage).starts_with("1 第1次会议"), "{:#?}", panel(&stage));
    stage.keys("nn");
    assert!(marked(&stage).starts_with("3 第3次会议"), "{:#?}", panel(&stage));
    stage.keys("dddddd");
    assert!(marked(&stage).starts_with("6 第6次会议"), "{:#?}", panel(&stage));
    stage.keys("X");
    assert!(stage.areas().side.is_empty());
}

#[test]
fn there_is_room_for_it_on_a_wide_screen_only() {
    let mut stage = chapters().after("X");
    let text = stage.areas().text;
    assert_eq!((text.width, stage.areas().side.width), (64, 33));
    stage.resize(200, 50);
    assert_eq!((stage.areas().text.width, stage.areas().second.is_empty()), (64, true));
    stage.keys("W");
    let areas = stage.areas();
    assert!(areas.columns() == 2 && areas.second.right() + 2 <= areas.scrollbar.x && areas.scrollbar.x < areas.side.x);
    stage.resize(159, 45);
    assert!(stage.areas().side.is_empty());
    stage.keys(":set side-panel notes<Enter>");
    stage.resize(120, 30);
    stage.keys("X");
    assert!(stage.status().starts_with("正文旁：匹配（160 列以上才显示）"), "{}", stage.status());
}

#[test]
fn a_picture_of_the_side_panel() {
    let one = chapters().after("X]]<Esc>").picture();
    let two = chapters().at(200, 50).after("WXXX/次会议<Enter>n").picture();
    insta::assert_snapshot!(format!("{one}\n\n{two}"));
}
