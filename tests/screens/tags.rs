//! Tags of one's own: asked for, completed, undone, and found by.

use kanbao::model::{Change, TracePart};

use crate::articles::post;
use crate::kit::Stage;

/// Three articles; the first is a sports article by its file.
fn three() -> Stage {
    let sports = post("海河龙舟赛", "2022-01-03 08:00:00", "某报", "<p>河上的风。</p>").replacen(
        "title:",
        "categories:\n  - 体育\ntags:\n  - 龙舟\n  - two words\ntitle:",
        1,
    );
    Stage::new(&[
        ("1.md", &sports),
        ("2.md", &post("短的一篇", "2022-01-02 08:00:00", "某报", "<p>正文。</p>")),
        ("3.md", &post("又一篇", "2022-01-01 08:00:00", "某报", "<p>另一段正文。</p>")),
    ])
}

fn listed(stage: &Stage) -> String {
    let title =
        |id: &kanbao::model::EntryId| stage.app.list().entry(*id).map(|entry| entry.brief().title().to_string());
    stage.app.list().shown().iter().filter_map(title).collect::<Vec<_>>().join(" ")
}

fn own(stage: &Stage) -> String {
    let id = stage.app.list().selected().expect("an entry");
    stage.app.list().own_tags(id).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// The row above the prompt.
fn offered(stage: &Stage) -> String {
    let picture = stage.picture();
    let row = picture.lines().nth(usize::from(stage.size.height) - 2).unwrap_or_default();
    row.trim_matches(['|', ' ']).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn tags_are_typed_completed_and_undone() {
    let mut stage = three().after("jT");
    assert_eq!(offered(&stage), "Tab 补全 体育 龙舟", "those of the files; what has a space in it cannot be typed");
    stage.keys("天津，核酸<Enter>");
    assert!(stage.status().contains("标签：天津 核酸  Z 撤销"), "{}", stage.status());
    assert_eq!(own(&stage), "天津 核酸");
    assert!(stage.list().iter().any(|row| row.contains("某报 #天津 #核酸   1分")), "{:?}", stage.list());
    // One's own come first; the sound will do; what is typed already is not offered.
    stage.keys("jThs");
    assert_eq!(offered(&stage), "Tab 补全 核酸");
    stage.keys("<Tab> lz<Tab>");
    assert_eq!(stage.app.prompt().map(|prompt| prompt.text().to_owned()).as_deref(), Some("核酸 龙舟"));
    stage.keys("<Enter>");
    assert_eq!(own(&stage), "核酸 龙舟");
    // What an article has stands, and is taken away by a minus or by rubbing it out.
    stage.keys("T-核酸<Enter>");
    assert_eq!(own(&stage), "龙舟");
    stage.keys("T<BS><BS><BS><BS><BS><Enter>");
    assert_eq!(own(&stage), "");
    assert!(stage.status().contains("去掉了标签"), "{}", stage.status());
    stage.keys("Z");
    assert_eq!(own(&stage), "龙舟");
    stage.keys("ZZ");
    assert_eq!(own(&stage), "");
    // Escape leaves all as it was; the same again is no change.
    let kept = stage.kept.len();
    stage.keys("kTx<Esc>T<Enter>");
    assert_eq!((own(&stage).as_str(), stage.kept.len()), ("天津 核酸", kept));
    let last = stage.kept.iter().rev().find_map(|change| match change {
        Change::Traced(changes) => changes.first().map(|change| change.part.clone()),
        _ => None,
    });
    assert!(matches!(last, Some(TracePart::Tags(tags)) if tags.is_empty()));
}

#[test]
fn queries_find_ones_own_tags_and_those_of_the_files() {
    let mut stage = three().after("jT核酸 AI<Enter>");
    for (typed, titles) in [
        ("tag:核酸", "短的一篇"),
        ("标签：hs", "短的一篇"),
        ("tag:体育", "海河龙舟赛"),
        ("tag:龙舟", "海河龙舟赛"),
        ("tag:体育 OR tag:ai", "海河龙舟赛 短的一篇"),
        ("-tag:体育 -tag:ai", "又一篇"),
        ("category:核酸", ""),
    ] {
        stage.keys(&format!("/{typed}<Enter>"));
        assert_eq!(listed(&stage), titles, "{typed}");
        stage.keys("<Esc>");
    }
    // In all articles too; there the key means the hit.
    stage.keys("s正文 tag:核酸<Enter>");
    let hits =
        |stage: &Stage| stage.app.results().and_then(|results| results.hits.as_ref()).map_or(0, |hits| hits.len());
    assert_eq!(hits(&stage), 1);
    stage.keys("T疫情<Enter>/正文 tag:疫情<Enter>");
    assert_eq!(hits(&stage), 1);
    // What is no longer found stays until one goes on.
    stage.keys("q/tag:ai<Enter>T-AI<Enter>");
    assert_eq!(listed(&stage), "短的一篇");
    stage.keys("<Esc>ji");
    let details = stage.picture();
    assert!(!details.contains("我的标签"), "{details}");
}

#[test]
fn what_cannot_be_read_is_listed_alone() {
    let mut stage = three();
    stage.add("empty.md", " ");
    stage.add("4.md", " ");
    stage.settle();
    assert!(
        stage.picture().lines().next().is_some_and(|head| head.contains("2 篇读不了  未读 3/3")),
        "{}",
        stage.picture()
    );
    stage.keys("/is:读不了<Enter>");
    assert_eq!(stage.app.list().shown().len(), 2);
    stage.keys("<Esc>/-is:unreadable<Enter>");
    assert_eq!(listed(&stage), "海河龙舟赛 短的一篇 又一篇");
}

#[test]
fn a_picture_of_tags() {
    let album = |columns, rows| {
        let mut stage = three().at(columns, rows).after("jT核酸 天津<Enter>kT");
        let typing = stage.picture();
        stage.keys("<Esc>ji");
        format!("{typing}\n\n{}", stage.picture())
    };
    insta::assert_snapshot!([album(100, 14), album(80, 10), album(40, 10)].join("\n\n"));
}
