//! What the status line says of the *place*: what the screen is under, how far that is, how long the rest takes.

use kanbao::library;
use kanbao::model::{Format, Origin, SafeText};

use crate::articles::post;
use crate::kit::Stage;

fn long() -> String {
    let prose = "<p>会议结束时，城市还在灯光里。记者离开的时候，看见路口的红灯变绿，一辆送菜的货车驶过。</p>";
    let heading = "<h2>13日晚11：30会议：推进社会面“清零”，确保早日控制住疫情</h2>";
    let body = format!("{}{heading}{}", prose.repeat(20), prose.repeat(40));
    post("开会时间一天比一天晚", "2022-01-14 08:00:00", "某报", &body)
}

#[test]
fn what_there_is_no_room_for_goes_in_its_order() {
    let text = long();
    let said = |columns, keys: &str| {
        let stage = Stage::new(&[("a.md", text.as_str())]).at(columns, 24).after("<Enter>]").after(keys);
        stage.status()
    };
    // The heading is cut, down to four Han; then the time goes, what is looked for, and the way to the help.
    for (columns, keys, wanted) in [
        (100, "", "目 13日晚11：30会议：推进社会面“清零”，确保早日控制住疫情                    40%  余 4分钟  ? 按键"),
        (80, "", "目 13日晚11：30会议：推进社会面“清零”，确保早日控制住疫⋯ 40%  余 4分钟  ? 按键"),
        (40, "", "目 13日晚11：30⋯ 37%  余 4分钟  ? 按键"),
        (30, "", "目 13日晚11：30⋯ 36%  ? 按键"),
        (22, "", "目 13日晚11：30⋯ 35%"),
        (80, "/记者<Enter>", "目 13日晚11：30会议：推进社会面“清零”，确⋯ /记者  21/60  40%  余 4分钟  ? 按键"),
        (40, "/记者<Enter>", "目 13日晚11⋯ /记者  21/60  37%  ? 按键"),
        (32, "/记者<Enter>", "目 13日晚1⋯ 21/60  36%  ? 按键"),
        (24, "/记者<Enter>", "目 13日晚1⋯ 21/60  35%"),
        (
            100,
            "G",
            "目 13日晚11：30会议：推进社会面“清零”，确保早日控制住疫情                             100%  ? 按键",
        ),
    ] {
        assert_eq!(said(columns, keys), wanted, "{columns} {keys}");
    }
}

#[test]
fn the_time_left_runs_down_to_nothing() {
    let text = long();
    let mut stage = Stage::new(&[("a.md", text.as_str())]).at(80, 24).after("<Enter>");
    let mut left = Vec::new();
    while stage.app.reader().percent() != Some(100) {
        left.push(stage.app.minutes_left().expect("some"));
        stage.keys(" ");
    }
    assert!(left.is_sorted_by(|one, next| one >= next) && left[0] > 4 && left.last() < Some(&4), "{left:?}");
    assert_eq!(stage.app.minutes_left(), None);
    assert!(
        Stage::new(&[("a.md", text.as_str())]).english().after("<Enter>").status().contains("  6 min left  ? keys")
    );
}

#[test]
fn a_chapter_of_a_book_is_named_where_no_heading_is() {
    let text = post("第三回　贾雨村夤缘复旧职", "2022-01-14 08:00:00", "红楼梦", &"<p>却说雨村。</p>".repeat(40));
    let mut article = library::parse(&Origin::File("a.md".into()), text.as_bytes()).expect("an article");
    article.meta.format = Format::Epub;
    article.meta.source = vec![SafeText::line("红楼梦")];
    let mut stage = Stage::new(&[]);
    stage.add_article("a", article);
    stage.settle();
    stage.keys("<Enter>j");
    assert!(stage.status().starts_with("目 第三回　贾雨村夤缘复旧职  红楼梦"), "{}", stage.status());
    stage.keys("h");
    assert!(!stage.status().contains("红楼梦"), "{}", stage.status());
}
