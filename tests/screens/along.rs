//! What leads out of the text and back: the outline, links, footnotes, what is copied, and the way back from a jump.

use kanbao::app::{Command, Copied};
use kanbao::model::SafeText;

use crate::articles::post;
use crate::kit::Stage;

/// An article of three headings whose paragraphs fill a screen each.
fn chapters() -> String {
    let filler = |name: &str| format!("<p>{}</p>", format!("{name}讲的是海河边的早晨。").repeat(200));
    let chapter = |level: u8, title: &str, name: &str| format!("<h{level}>{title}</h{level}>{}", filler(name));
    let body = [chapter(2, "第一章 桥头", "甲"), chapter(3, "煎饼", "乙"), chapter(2, "第二章 码头", "丙")].concat();
    post("桥头的早晨", "2022-01-14 08:00:00", "某报", &body)
}

/// What the panel over the screen says, without blank rows.
fn panel(stage: &Stage) -> Vec<String> {
    let picture = stage.picture();
    let rows = picture.lines().map(|row| row.trim_start_matches('|').trim());
    rows.filter(|row| !row.is_empty()).map(|row| row.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// What was asked of outside.
fn taken(stage: &Stage) -> Vec<Copied> {
    let copies = stage.commands.iter().filter_map(|command| match command {
        Command::Copy(taken) => Some(taken.clone()),
        _ => None,
    });
    copies.collect()
}

/// The addresses that were to be opened.
fn browsed(stage: &Stage) -> Vec<String> {
    let asked = stage.commands.iter().filter_map(|command| match command {
        Command::Browse(address) => Some(address.to_string()),
        _ => None,
    });
    asked.collect()
}

#[test]
fn the_outline_leads_to_its_headings_and_back() {
    let mut stage = Stage::new(&[("a.md", &chapters())]).after("lc");
    let rows = panel(&stage);
    assert!(rows[0].starts_with("目录 3") && rows[4].ends_with(" 1/3"), "{rows:?}");
    assert_eq!(rows[1].split(' ').next(), Some("›第一章"));
    assert!(rows[2].starts_with("煎饼") && rows[2].ends_with('%'), "{rows:?}");
    let percent = |row: &str| row.split_whitespace().find(|word| word.ends_with('%')).unwrap_or_default().to_owned();
    let said = percent(&rows[3]);
    stage.keys("jj<Enter>");
    assert_eq!(percent(&stage.status()), said, "one place has one number");
    assert!(stage.text()[..2].iter().any(|row| row.contains("第二章")), "{:?}", stage.text());
    assert!(stage.status().starts_with("目 第二章 码头"), "{}", stage.status());
    // The one that the screen is under is selected.
    stage.keys("c");
    assert!(panel(&stage)[3].starts_with("›第二章"));
    stage.keys("<Esc><BS>");
    assert!(!stage.status().contains("第二章"), "{}", stage.status());
    stage.keys("<C-t>");
    assert!(stage.status().starts_with("目 第二章"), "{}", stage.status());
    stage.keys("<C-t>");
    assert!(stage.status().starts_with("没有可再去的地方"), "{}", stage.status());
}

#[test]
fn the_outline_is_filtered_as_one_types() {
    let with = |keys: &str| Stage::new(&[("a.md", &chapters())]).after(keys);
    let rows = panel(&with("lc/码"));
    assert!(rows[1].starts_with("›第二章"), "{rows:?}");
    assert!(!rows.iter().any(|row| row.contains("煎饼")));
    let stage = with("lc/码<Enter><Enter>");
    assert!(stage.status().starts_with("目 第二章"), "{}", stage.status());
    assert!(panel(&with("lc/码<Esc>")).iter().any(|row| row.contains("煎饼")), "Esc puts back what stood before");
}

#[test]
fn what_is_not_there_is_said() {
    let plain = post("甲", "2022-01-14 08:00:00", "某报", "<p>正文。</p>");
    for (keys, said) in [
        ("lc", "这一篇没有小标题"),
        ("lF", "这一篇没有链接"),
        ("lO", "这一篇没有网址"),
        ("lyy", "这一篇没有网址"),
        ("lys", "没有选中文字"),
        ("l<BS>", "没有可回去的地方"),
    ] {
        let stage = Stage::new(&[("a.md", &plain)]).after(keys);
        assert!(stage.status().starts_with(said), "{keys}: {}", stage.status());
    }
}

#[test]
fn what_is_copied_is_the_text_of_the_model() {
    let first = "第一段在这里，够长的一行字会在窄的屏幕上折成两行。";
    let text = format!(
        "---\ntitle: 桥头\ndate: 2022-01-14 08:00:00\nlink: https://a.example/1\n---\n　　{first}\n\n第二段。\n"
    );
    let copied = |keys: &str| taken(&Stage::new(&[("a.md", &text)]).at(40, 12).after("l").after(keys));
    assert_eq!(copied("yp"), [Copied::Paragraph(first.into())]);
    assert_eq!(copied("y<Enter>"), [Copied::Paragraph(first.into())]);
    assert_eq!(copied("ya"), [Copied::Text(format!("桥头\n\n{first}\n\n第二段。\n"))]);
    assert_eq!(copied("yc"), [Copied::Citation("《桥头》，2022-01-14，https://a.example/1".into())]);
    assert_eq!(copied("yy"), [Copied::Link(SafeText::line("https://a.example/1"))]);
    assert!(matches!(copied("ym")[..], [Copied::Markdown(_)]));
    assert_eq!(copied("ys"), []);
}

#[test]
fn links_lead_to_addresses_to_notes_and_to_nothing_else() {
    let text = "---\ntitle: 桥头\n---\n见[官网](https://a.example/x?y=1)与[附件](javascript:alert(1))。[^1]\n\n尾。\n\n[^1]: 注文在此。\n";
    let with = |keys: &str| Stage::new(&[("a.md", text)]).after("lF").after(keys);
    let rows = panel(&with(""));
    assert!(rows[1].starts_with("›1 官网 https://a.example/x?y=1"), "{rows:?}");
    assert!(!rows.iter().any(|row| row.contains("javascript")), "{rows:?}");
    assert_eq!(browsed(&with("<Enter>")), ["https://a.example/x?y=1"]);
    assert_eq!(taken(&with("y")), [Copied::Link(SafeText::line("https://a.example/x?y=1"))]);
    let noted = with("j<Enter>");
    assert!(browsed(&noted).is_empty() && noted.app.overlay().is_none());
}

#[test]
fn a_link_with_a_long_text_shows_where_it_leads() {
    let title = "这是一个很长的链接文字".repeat(8);
    let text = format!("---\ntitle: 桥头\n---\n见[{title}](https://a.example/2022/01/14/a/very/long/address.html)。\n");
    for (columns, least) in [(100, "https://a.example/20"), (40, "https://a")] {
        let rows = panel(&Stage::new(&[("a.md", &text)]).at(columns, 20).after("lF"));
        assert!(rows[1].contains("这是一个很长") && rows[1].contains(least), "{rows:?}");
    }
}

#[test]
fn links_lead_to_other_files_of_the_archive_and_to_parts_of_them() {
    let filler = format!("{}\n\n", "海河边的早晨。".repeat(200));
    let first = format!(
        "# 甲篇\n\n见[乙篇](sub/b.md#第二节)、[[丙篇]]、[下文](#尾声)、[[没有]]。\n\n{filler}## 尾声\n\n{filler}"
    );
    let second = format!("# 乙篇\n\n{filler}## 第二节\n\n回到[甲篇](../a.md)。\n\n{filler}");
    let files = [("a.md", &*first), ("sub/b.md", &*second), ("far/away/丙篇.md", "# 丙的题\n\n正文。\n")];
    let with = |keys: &str| Stage::new(&files).at(80, 24).after("/甲篇<Enter><Enter>").after(keys);
    let stage = with("F<Enter>");
    assert!(stage.text()[..2].iter().any(|row| row.contains("第二节")), "{:?}", stage.text());
    let stage = with("F<Enter><BS>");
    assert!(stage.text().iter().any(|row| row.contains("见乙篇")), "{:?}", stage.text());
    assert!(with("Fj<Enter>").text().iter().any(|row| row.contains("丙的题")));
    assert!(with("Fjj<Enter>").text()[..2].iter().any(|row| row.contains("尾声")));
    assert!(with("Fjjj<Enter>").status().starts_with("找不到它指的地方：没有"));
}

#[test]
fn notes_of_a_page_lead_there_and_back() {
    let filler = "<p>海河边的早晨，卖煎饼的人已经支起了摊子，桥上有风，水里有船。</p>".repeat(60);
    let page = format!(
        "<html><head><title>桥</title></head><body><article><h1>桥</h1><p>河上有许多桥，早晨的风从桥上吹过来\
         <sup id=\"ref-a\"><a href=\"#note-a\">[1]</a></sup>，带着一点咸味。</p>{filler}\
         <ol><li id=\"note-a\"><a href=\"#ref-a\">↑</a> 《天津的桥》，一九九八年。</li></ol></article></body></html>"
    );
    let with = |keys: &str| Stage::new(&[("a.html", &*page)]).at(80, 20).after("<Enter>").after(keys);
    assert!(!with("").text().iter().any(|row| row.contains("天津的桥")));
    assert!(with("F<Enter>").text().iter().any(|row| row.contains("天津的桥")), "there");
    assert!(with("GFG<Enter>").text().iter().any(|row| row.contains("许多桥")), "and back");
}

#[test]
fn links_on_the_screen_have_numbers_and_a_number_is_followed() {
    let many: String = (1..=12).map(|n| format!("见[网页{n}](https://a.example/{n})。\n\n")).collect();
    let text = format!("---\ntitle: 桥头\nlink: https://a.example/own\n---\n{many}");
    let with = |keys: &str| Stage::new(&[("a.md", &text)]).at(60, 30).after("l").after(keys);
    let stage = with(";");
    assert!(stage.status().starts_with("链接号   按数字打开"), "{}", stage.status());
    assert!(stage.text().iter().any(|row| row.contains("见10")), "{:?}", stage.text());
    assert_eq!(browsed(&with(";3")), ["https://a.example/3"]);
    assert_eq!(browsed(&with(";12")), ["https://a.example/12"]);
    assert_eq!(browsed(&with(";1<Enter>")), ["https://a.example/1"]);
    let stage = with(";1");
    assert!(stage.status().starts_with("链接号 1"), "{}", stage.status());
    assert!(!stage.text().iter().any(|row| row.contains("见2")), "only those that it can still become");
    // Another key means what it always does; Esc takes the numbers away.
    assert!(with(";y").app.overlay().is_some());
    let stage = with(";<Esc>");
    assert!(stage.app.link_numbers().is_none() && stage.text().iter().any(|row| row.contains("见网页10")));
    // What is off the screen has none: the first digit is all of a number.
    assert_eq!(browsed(&Stage::new(&[("a.md", &text)]).at(60, 10).after("l;12")), ["https://a.example/1"]);
    let plain = Stage::new(&[("a.md", "# 甲\n\n正文。\n")]).after("l;");
    assert!(plain.status().starts_with("屏幕上没有链接"), "{}", plain.status());
}
