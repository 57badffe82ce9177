//! What was cut: in its place, quiet, named in the interface's language, reached by keys.

use kanbao::view::Role;

use crate::articles::post;
use crate::kit::Stage;

const PROSE: &str = "<p>海河边的早晨，卖煎饼的人已经支起了摊子，排队的人说起昨天晚上的会议。</p>";
const ADVERT: &str = "<p>更多原创资讯请下载“看报新闻”APP</p>";

fn article() -> Stage {
    let (much, more) = (PROSE.repeat(30), PROSE.repeat(20));
    let body = format!("{much}{ADVERT}{more}{ADVERT}{much}<p>责任编辑：某甲</p>");
    Stage::new(&[("a.md", &post("早晨", "2022-01-14 08:00:00", "某报", &body))]).at(80, 24).after("<Enter>")
}

#[test]
fn keys_lead_from_cut_to_cut() {
    let mut stage = article();
    let before = stage.text();
    // The first shows what was cut.
    stage.keys("}");
    assert_eq!(stage.text()[0], "┆ 推广  更多原创资讯请下载“看报新闻”APP");
    assert!(stage.status().starts_with("已显示剪去的 3 处，} 下一处，v 收起"), "{}", stage.status());
    stage.keys("j{");
    assert_eq!(stage.text()[0], "┆ 推广  更多原创资讯请下载“看报新闻”APP", "from behind it to itself");
    let first = stage.app.reader().anchor();
    stage.keys("}");
    assert!(stage.app.reader().anchor() > first && stage.text()[0].starts_with("┆ 推广"), "{:#?}", stage.text());
    assert!(stage.status().contains("剪去 3  "), "the sign while it is shown: {}", stage.status());
    stage.keys("}");
    assert!(stage.text().iter().any(|row| row.starts_with("┆ 编辑署名  责任编辑")), "{:#?}", stage.text());
    stage.keys("}");
    assert!(stage.status().starts_with("没有别的剪去的内容了"), "{}", stage.status());
    stage.keys("3{");
    assert_eq!(stage.app.reader().anchor(), first);
    stage.keys("{");
    assert!(stage.status().starts_with("没有别的剪去的内容了"), "{}", stage.status());
    // It is quiet, and its bar quieter.
    let (bar, quiet) = (stage.palette.style(Role::Rule), stage.palette.style(Role::Quiet));
    assert!(stage.styled(bar).contains('┆') && stage.styled(quiet).contains("推广"));
    stage.keys("vg");
    assert_eq!(stage.text(), before);
    assert!(!stage.status().contains("剪去"), "{}", stage.status());
    // With the list focused } is the list's.
    stage.resize(120, 24);
    stage.keys("h}");
    assert!(stage.app.reader().cut_shown().is_none());
}

#[test]
fn where_nothing_was_cut_that_is_said() {
    let stage = Stage::new(&[("a.md", &post("早晨", "2022-01-14 08:00:00", "某报", PROSE))]).after("<Enter>}");
    assert!(stage.status().starts_with("这一篇没有剪去什么"), "{}", stage.status());
    // A terminal in which ┆ takes two cells has a bar of one.
    let mut wide = article().wide();
    wide.keys("v}");
    assert!(wide.text().iter().any(|row| row.starts_with("¦ 推广")), "{:#?}", wide.text());
}

#[test]
fn a_picture_of_what_was_cut() {
    let pictures = [(100, 30), (80, 24), (40, 12)].map(|(columns, rows)| {
        let mut stage = article().at(columns, rows).after("}kkkk<Esc>");
        let cut = stage.picture();
        stage.keys("i");
        format!("{cut}\n\n{}", stage.picture())
    });
    insta::assert_snapshot!(pictures.join("\n\n"));
}
