//! Tables and code: columns that stand as they are meant to, at any width.

use crate::articles::post;
use crate::kit::Stage;

const WIDE: &str = "<table><tr><th>姓名</th><th>职务</th><th>所在地区与分管的工作内容说明</th><th>备注</th><th>人数</th>\
    <th>金额（万元）</th></tr><tr><td>李某某</td><td>副区长</td><td>分管疫情防控和社会事业发展，另外还负责交通运输与城市管理</td>\
    <td>新任</td><td>12</td><td>1,234.5</td></tr><tr><td>王某</td><td>局长</td><td>财政</td><td></td><td>3</td><td>56.0</td></tr>\
    </table>";
const ALIGNED: &str = "<table><tr><th>区</th><th style=\"text-align:right\">新增</th><th align=\"center\">累计</th><th>占比</th></tr>\
    <tr><td>津南区</td><td style=\"text-align:right\">33例</td><td align=\"center\">1,290</td><td>12.5%</td></tr>\
    <tr><td>河西区</td><td style=\"text-align:right\">5例</td><td align=\"center\">7</td><td>3%</td></tr></table>";
const MARKDOWN: &str = "# 表格\n\n| 左 | 中 | 右 | 无 |\n|:---|:---:|---:|---|\n| 甲 | 乙乙乙 | 12 | 34 |\n\
    | 甲甲甲甲 | 乙 | 1234.5 | 5,678 |\n";

#[test]
fn a_picture_of_tables() {
    let html = post("表格", "2022-01-14 08:00:00", "某报", &format!("{ALIGNED}<p>另一张。</p>{WIDE}"));
    let picture = |name: &str, text: &str, columns, rows| {
        Stage::new(&[(name, text)]).at(columns, rows).after("<Enter>").picture()
    };
    let pictures = [
        picture("a.md", MARKDOWN, 80, 10),
        picture("a.md", &html, 80, 24),
        picture("a.md", &html, 60, 30),
        picture("a.md", &html, 40, 36),
        picture("a.md", &html, 24, 44),
    ];
    insta::assert_snapshot!(pictures.join("\n\n"));
}

/// A number is read as one: wherever a table has columns it is on one row.
#[test]
fn no_number_is_broken_in_a_column() {
    let html = post("表格", "2022-01-14 08:00:00", "某报", WIDE);
    let mut stage = Stage::new(&[("a.md", html.as_str())]).at(80, 60).after("<Enter>");
    for columns in (20..=100).rev() {
        stage.resize(columns, 60);
        let text = stage.text();
        assert!(text.iter().any(|row| row.ends_with("1,234.5")), "{columns}: {text:#?}");
    }
}

#[test]
fn a_row_of_code_says_where_it_goes_on() {
    let code = format!("<pre><code>let row = \"{}\";\nlet short = 1;</code></pre>", "一二三四五六七八九十".repeat(5));
    let html = post("代码", "2022-01-14 08:00:00", "某报", &code);
    let mut stage = Stage::new(&[("a.md", html.as_str())]).at(60, 20).after("<Enter>");
    let rows = |stage: &Stage| stage.text().into_iter().skip(4).take(2).collect::<Vec<_>>();
    let before = rows(&stage);
    assert!(
        before[0].starts_with("let row") && before[0].ends_with('»') && before[1] == "let short = 1;",
        "{before:?}"
    );
    stage.keys("LL");
    let within = rows(&stage);
    assert!(within[0].starts_with('«') && within[0].ends_with('»'), "{within:?}");
    assert_eq!(within[1], "«", "{within:?}");
    stage.keys("9L");
    let end = rows(&stage);
    assert!(end[0].starts_with('«') && end[0].ends_with(';'), "{end:?}");
    stage.keys("99H");
    assert_eq!(rows(&stage), before);
    // Wrapped code goes on nowhere.
    stage.keys("w");
    assert!(!stage.text().concat().contains(['«', '»']));
}
