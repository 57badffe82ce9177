//! The hits of the selected result beside the results.

use kanbao::app::{Pane, Target};
use kanbao::model::EntryId;

use crate::articles::post;
use crate::kit::Stage;

/// Three articles: two with hits, the first with one in its title; one that only its source finds.
fn shelf() -> Stage {
    let long: String = (1..=12)
        .map(|n| format!("<p>第{n}段：在第{n}场新闻发布会上，天津市津南区人民政府副区长介绍了现场流调和核酸检测的情况，说到第{n}件事的时候停了一停，又接着说下去。</p>"))
        .collect();
    Stage::new(&[
        ("a.md", &post("天津津南区第二轮全员核酸采样工作", "2022-01-12 08:00:00", "新浪新闻综合", &long)),
        ("b.md", &post("夜归", "2022-01-11 08:00:00", "上观新闻", "<p>从天津回来。</p><p>天津的夜里下了雪。</p>")),
        ("c.md", &post("别的", "2022-01-10 08:00:00", "天津日报", "<p>与前面几篇都没有关系。</p>")),
    ])
}

/// The rows of the passages, without the results.
fn beside(stage: &Stage) -> Vec<String> {
    let picture = stage.picture();
    let rows = picture.lines().map(|row| row.split_once('│').map_or("", |(_, row)| row).trim_end().to_owned());
    rows.collect()
}

fn at(stage: &Stage) -> Option<usize> {
    let passages = &stage.app.results()?.passages;
    passages.has_focus().then(|| passages.position())
}

#[test]
fn they_follow_the_selection_and_stand_beside_it_from_100_columns_on() {
    let mut stage = shelf().after("s天津<Enter>");
    assert!(beside(&stage)[0].contains("天津津南区第二轮"), "{:?}", beside(&stage));
    assert!(
        beside(&stage)[2].contains("1  天津津南区第二轮") && beside(&stage)[3].contains("2  ⋯"),
        "{:?}",
        beside(&stage)
    );
    stage.keys("j");
    assert_eq!(beside(&stage)[..5], [" 夜归", "", "   1  从天津回来。", "   2  天津的夜里下了雪。", ""]);
    assert_eq!(at(&stage), None);
    for (columns, rows) in [(100, 30), (80, 24), (40, 12), (160, 45), (60, 20), (20, 6)] {
        let stage = shelf().at(columns, rows).after("s天津<Enter>nn");
        insta::assert_snapshot!(format!("passages_{columns}x{rows}"), stage.picture());
    }
    let stage = shelf().english().after("s天津<Enter>j");
    insta::assert_snapshot!("passages_in_english", stage.picture());
    // What only its fields answer has none.
    let stage = shelf().after("ssource:天津日报<Enter>");
    assert!(stage.picture().contains("文中没有要标出的"), "{}", stage.picture());
}

#[test]
fn keys_go_to_them_and_come_back_and_enter_opens_at_one() {
    let mut stage = shelf().after("s天津<Enter><Tab>");
    assert_eq!(at(&stage), Some(1), "where Enter on the result leads");
    stage.keys("jjk");
    assert_eq!(at(&stage), Some(2));
    stage.keys("5j<PgUp>G");
    assert_eq!(at(&stage), Some(12));
    stage.keys("j");
    assert_eq!(
        (at(&stage), stage.app.results().and_then(|own| own.hits.as_ref()).map(|own| own.position())),
        (Some(12), Some(0))
    );
    stage.keys("<Enter>");
    assert_eq!((stage.app.focus(), stage.app.reader().shown().id()), (Pane::Reader, Some(EntryId(0))));
    assert_eq!(stage.app.reader().matches().current(), Some(12));
    assert!(stage.text().iter().any(|row| row.contains("第12段")), "{:?}", stage.text());
    // Back among them, then to the results, then to where the search began.
    stage.keys("q");
    assert_eq!(at(&stage), Some(12));
    stage.keys("h");
    assert_eq!((at(&stage), stage.app.results().is_some()), (None, true));
    stage.keys("n");
    assert_eq!(at(&stage), Some(1));
    stage.keys("nNN");
    assert_eq!(at(&stage), Some(0));
    stage.keys("N");
    assert!(stage.status().contains("没有别处了"), "{}", stage.status());
    stage.keys("<Enter>");
    assert_eq!(stage.app.reader().matches().current(), Some(0), "the one in the title");
    stage.keys("q<Tab>q");
    assert!(stage.app.results().is_none());
    // Where there is no room for them there is nothing to go to.
    let mut stage = shelf().at(80, 24).after("s天津<Enter><Tab>nj");
    assert_eq!(
        (at(&stage), stage.app.results().and_then(|own| own.hits.as_ref()).map(|own| own.position())),
        (None, Some(1))
    );
    stage.resize(100, 30);
    stage.keys("<Tab>");
    stage.resize(80, 24);
    assert_eq!(at(&stage), None, "what is not seen has no focus");
}

#[test]
fn a_click_opens_the_article_at_one() {
    let mut stage = shelf().after("s天津<Enter>j");
    let area = stage.areas().passages;
    assert_eq!(stage.target(area.x + 8, 2), Target::Passage(0));
    // Nothing of the panes that come again when the results are left is under the mouse.
    assert_eq!(stage.target(area.x - 1, 5), Target::Results, "the line between");
    assert_eq!(stage.target(area.right() - 1, 2), Target::Passage(0), "where the scrollbar will be");
    stage.click(area.x + 8, 3);
    assert_eq!(stage.app.reader().shown().id(), Some(EntryId(1)));
    assert_eq!(stage.app.reader().matches().current(), Some(1));
    let mut stage = shelf().after("s天津<Enter>");
    stage.wheel(area.x + 8, 4, 1);
    stage.wheel(area.x + 8, 4, 1);
    assert_eq!(at(&stage), Some(2));
    assert_eq!(stage.target(area.x + 8, 29), Target::Nothing);
}
