//! Search in an article, and keywords.

use kanbao::app::Message;
use kanbao::view::Palette;
use ratatui::style::Modifier;

use crate::articles::{EVERYTHING, library, post};
use crate::kit::Stage;

fn open() -> Stage {
    Stage::new(&[("everything.md", EVERYTHING)]).at(60, 30).after("<Enter>")
}

fn article(body: &str) -> Stage {
    Stage::new(&[("a.md", &post("题目", "2023-01-01 00:00:00", "某报", body))]).at(60, 20).after("<Enter>")
}

#[test]
fn matches_light_up_while_one_types() {
    let mut stage = open();
    stage.keys("/");
    assert!(stage.lit().is_empty());
    stage.keys("会");
    let one = stage.lit().join("\n");
    assert!(one.contains("M[会]"), "{one}");
    stage.keys("议");
    let two = stage.lit();
    assert!(two[0].contains("召开疫情防控视频M[会议]"), "{two:?}");
    assert!(two[1].contains("m[会议]强调"), "{two:?}");
    stage.keys("<BS>");
    assert_eq!(stage.lit().join("\n"), one);
    stage.keys("<BS>");
    assert!(stage.lit().is_empty());
}

#[test]
fn enter_keeps_n_walks_and_the_end_is_said() {
    let mut stage = open().after("/会议<Enter>");
    assert!(stage.status().contains("/会议  1/6"), "{}", stage.status());
    for n in 2..=6 {
        stage.keys("n");
        assert!(stage.status().contains(&format!("{n}/6")), "{}", stage.status());
        assert!(stage.lit().iter().any(|row| row.contains("M[会议]")), "the match is on the screen");
    }
    stage.keys("n");
    assert!(stage.status().starts_with("已到文末，从头找起") && stage.status().contains("1/6"), "{}", stage.status());
    stage.keys("N");
    assert!(stage.status().starts_with("已到文首，从末尾找起") && stage.status().contains("6/6"), "{}", stage.status());
    stage.keys("N");
    assert!(!stage.status().contains("已到") && stage.status().contains("5/6"), "{}", stage.status());
    stage.keys("<Esc>");
    assert!(stage.lit().is_empty() && !stage.status().contains("/6"));
    stage.keys("n");
    assert!(stage.status().starts_with("还没有查找过，按 / 开始"));
}

#[test]
fn where_one_of_how_many_is_seen_on_every_screen_that_has_a_row_for_it() {
    for (columns, rows) in [(100, 30), (80, 24), (40, 12), (20, 5), (12, 4)] {
        let mut stage = open();
        stage.resize(columns, rows);
        stage.keys("/会议<Enter>nn");
        assert!(stage.status().contains("3/6"), "{columns}x{rows}: {}", stage.status());
        stage.keys("nnnn");
        assert!(stage.status().contains("1/6"), "{columns}x{rows}: {}", stage.status());
    }
}

#[test]
fn esc_in_the_prompt_goes_back_to_where_one_was() {
    let mut stage = open().at(60, 12).after("d");
    let before = stage.text();
    stage.keys("/gdp");
    assert_ne!(stage.text(), before);
    stage.keys("<Esc>");
    assert_eq!(stage.text(), before);
    assert!(stage.lit().is_empty());
    // What is not found leaves the text where it was, and says so on Enter.
    stage.keys("/没有这个词");
    assert_eq!(stage.text(), before);
    assert!(stage.status().contains(" 0/0  C-x"), "{}", stage.status());
    stage.keys("<Enter>");
    assert!(stage.status().starts_with("没有找到  没有这个词"), "{}", stage.status());
    stage.keys("n");
    assert!(stage.status().starts_with("没有找到"), "{}", stage.status());
}

#[test]
fn a_match_across_a_row_break_and_across_styles() {
    // 没有睡 is a link, and at some of these widths a row ends in the middle.
    let mut broken = 0;
    for columns in [20, 22, 24, 26, 28, 31, 40, 60] {
        let stage = open().at(columns, 30).after("/他们没有睡");
        let parts: Vec<String> =
            stage.lit().iter().filter_map(|row| Some(row.split_once("M[")?.1.split_once(']')?.0.to_owned())).collect();
        assert_eq!(parts.concat(), "他们没有睡", "{columns}");
        broken += usize::from(parts.len() > 1);
    }
    assert!(broken > 0);
}

#[test]
fn case_counts_only_with_a_capital_and_fullwidth_is_one_with_halfwidth() {
    for (typed, count) in [("gdp", "1/2"), ("GDP", "1/1"), ("11:30", "1/1"), ("\"清零\"", "1/4"), ("10：30", "1/1")]
    {
        let stage = open().after(&format!("/{typed}<Enter>"));
        assert!(stage.status().contains(count), "{typed}: {}", stage.status());
    }
}

#[test]
fn the_search_stays_for_the_next_article() {
    let mut stage = library().at(60, 20).after("<Enter>/海河<Enter>J");
    assert!(stage.status().contains("/海河  0/2"), "{}", stage.status());
    stage.keys("n");
    assert!(stage.status().contains("/海河  1/2"), "{}", stage.status());
}

#[test]
fn what_is_searched_before_the_article_is_there_is_found_when_it_comes() {
    for keys in ["l/会议", "l/会议<Enter>"] {
        let mut stage = Stage::silent();
        stage.add("everything.md", EVERYTHING);
        stage.settle();
        stage.keys(keys);
        assert!(!stage.status().contains("没有找到"), "nobody has looked yet: {}", stage.status());
        stage.answer();
        assert!(stage.status().contains("1/6"), "{}", stage.status());
        assert!(stage.lit().concat().contains("M[会议]"));
    }
}

#[test]
fn ticks_stand_in_the_scrollbar() {
    let stage = open().after("/会议<Enter>");
    let (buffer, _) = stage.draw();
    let bar = stage.areas().scrollbar;
    let ticks = (bar.top()..bar.bottom()).filter(|&y| buffer[(bar.x, y)].symbol() == "-").count();
    assert!((4..=6).contains(&ticks), "{ticks}");
    let stage = stage.after("<Esc>");
    let (buffer, _) = stage.draw();
    assert!((bar.top()..bar.bottom()).all(|y| buffer[(bar.x, y)].symbol() != "-"));
}

#[test]
fn t08_the_cursor_stands_on_the_insertion_cell() {
    let cursor = |stage: &Stage| stage.draw().1.map(|at| (at.x, at.y));
    let mut stage = open();
    assert_eq!(cursor(&stage), None);
    stage.keys("/");
    assert_eq!(cursor(&stage), Some((5, 29)));
    stage.keys("你好");
    assert_eq!(cursor(&stage), Some((9, 29)));
    stage.keys("a<Left>");
    assert_eq!(cursor(&stage), Some((9, 29)));
    stage.keys("<Left>");
    assert_eq!(cursor(&stage), Some((7, 29)));
    stage.keys("<Home>");
    assert_eq!(cursor(&stage), Some((5, 29)));
    stage.keys("<End>");
    assert_eq!(cursor(&stage), Some((10, 29)));
    // T10: a cluster of several code points goes as one.
    stage.keys("<C-u>葛\u{E0100}e\u{301}👨\u{200D}👩\u{200D}👧");
    assert_eq!(cursor(&stage), Some((5 + 2 + 1 + 2, 29)));
    stage.keys("<BS>");
    assert_eq!(cursor(&stage), Some((5 + 2 + 1, 29)));
    stage.keys("<BS>");
    assert_eq!(cursor(&stage), Some((5 + 2, 29)));
    stage.keys("<BS>");
    assert_eq!(cursor(&stage), Some((5, 29)));
    stage.keys("<Esc>");
    assert_eq!(cursor(&stage), None);
    // More than there is room for: the cursor stays on the screen, and so does the cell under it.
    stage.keys("/");
    for n in 0..60 {
        stage.keys("字");
        let (x, y) = cursor(&stage).expect("a cursor");
        assert!(x <= 58 && y == 29, "{x},{y} after {n}");
    }
    stage.resize(10, 3);
    assert!(cursor(&stage).expect("a cursor").0 < 10);
}

#[test]
fn t09_pasted_text_is_one_safe_line() {
    let mut stage = open().after("/");
    stage.paste("a\u{1b}[31m会\n议\tb");
    let prompt = stage.app.prompt().expect("a prompt").text().to_owned();
    assert!(!prompt.contains(char::is_control), "{prompt:?}");
    assert!(prompt.contains("会 议 b"), "{prompt:?}");
    stage.draw();
}

#[test]
fn keywords_have_their_own_colours_and_matches_win() {
    let mut stage = open();
    stage.keys("m疫情防控视频会议<Enter>m清零<Enter>");
    assert!(stage.status().starts_with("已加亮  清零"), "{}", stage.status());
    let lit = stage.lit().join("\n");
    assert!(lit.contains("召开0[疫情防控视频会议]"), "{lit}");
    assert!(lit.contains("1[清零]"), "{lit}");
    stage.keys("/会议<Enter>");
    let lit = stage.lit().join("\n");
    assert!(lit.contains("召开0[疫情防控视频]M[会议]"), "{lit}");
    stage.keys("n");
    let lit = stage.lit().join("\n");
    assert!(lit.contains("召开0[疫情防控视频]m[会议]"), "{lit}");
    stage.keys("m清零<Enter>");
    assert!(stage.status().starts_with("不再加亮  清零"), "{}", stage.status());
    assert!(!stage.lit().join("\n").contains("1["));
    assert!(stage.lit().join("\n").contains("0[疫情防控视频]"), "the other keeps its colour");
}

#[test]
fn keywords_light_up_titles() {
    let mut stage = library().after("m天津<Enter>m会议<Enter>");
    let lit = stage.lit().join("\n");
    assert!(lit.contains("第1篇 0[天津]早晨"), "{lit}");
    assert!(lit.contains("第5篇 关于1[会议]的报道"), "{lit}");
    assert!(lit.contains("0[天津]市委、市政府"), "in the article's own title too: {lit}");
    // The filter's matches win there too.
    stage.keys("/津早");
    assert!(stage.lit().join("\n").contains("第2篇 0[天]m[津早]晨"), "{}", stage.lit().join("\n"));
}

#[test]
fn esc_or_nothing_adds_no_keyword() {
    let stage = open().after("m会议<Esc>m<Enter>m  <Enter>");
    assert!(stage.app.keywords().is_empty() && stage.lit().is_empty());
}

#[test]
fn a_match_wins_over_the_selected_row_and_is_seen_without_colours() {
    let mut stage = article("<p>天津市今天召开会议，会议强调。</p>").after("m天津<Enter>/会议<Enter>");
    stage.palette = Palette::Plain;
    let (buffer, _) = stage.draw();
    let weight = |symbol: &str| {
        let cells = buffer.content.iter().filter(|cell| cell.symbol() == symbol);
        cells.map(|cell| cell.modifier).collect::<Vec<_>>()
    };
    let coloured = buffer
        .content
        .iter()
        .any(|cell| cell.fg != ratatui::style::Color::Reset || cell.bg != ratatui::style::Color::Reset);
    assert!(!coloured, "NO_COLOR");
    let meeting = weight("会");
    assert!(
        meeting[0].contains(Modifier::REVERSED) && meeting[1].contains(Modifier::REVERSED) && meeting[0] != meeting[1]
    );
    assert!(
        weight("津").iter().any(|weight| weight.contains(Modifier::UNDERLINED) && !weight.contains(Modifier::REVERSED))
    );
}

#[test]
fn what_cannot_be_asked_stays_to_be_put_right() {
    for columns in [100, 60, 40, 24] {
        let mut stage = open();
        stage.resize(columns, 20);
        stage.keys("/会议 date:2022-13<Enter>");
        assert!(stage.app.prompt().is_some());
        let picture = stage.picture();
        assert!(picture.contains("2022-13") && picture.contains("不是日期"), "{columns}: {picture}");
        stage.keys("<BS>2<Enter>");
        assert!(stage.app.prompt().is_none());
    }
    // Nor is what is not finished yet: what is missing is said, and where it begins is marked.
    for (typed, said) in [
        ("\"会议", "引号没有关上"),
        ("会议 (天津", "括号没有关上"),
        ("/会[/", "正则式有误"),
        ("会议 /天", "正则式没有以 / 结束"),
        ("会议 OR ", "OR 两边都要有词"),
        ("()", "没有要找的话"),
    ] {
        let stage = open().after(&format!("/{typed}<Enter>"));
        assert!(stage.app.prompt().is_some_and(|prompt| prompt.wrong.is_some()), "{typed}");
        assert!(stage.picture().contains(said), "{typed}: {}", stage.picture());
    }
}

#[test]
fn how_texts_are_compared_is_seen_where_it_is_not_as_usual() {
    let mut stage = open().after("/会议<Enter>");
    assert!(!stage.status().contains('['));
    stage.keys("/<C-x>会议<Enter>");
    assert!(stage.status().contains("/会议 [逐字]"), "{}", stage.status());
    stage.keys("/<C-x><C-x><C-x><Esc>");
    assert!(stage.status().contains("/会议 [逐字]"), "Esc puts it back: {}", stage.status());
    stage.keys("/<C-x><C-r>会议<Enter>");
    assert!(stage.status().contains("/会议 [不用拼音]"), "{}", stage.status());
}

#[test]
fn a_match_in_the_title_is_one_of_them() {
    let mut stage = open().after("/开会时间<Enter>");
    assert!(stage.status().contains("1/1"), "{}", stage.status());
    assert!(stage.lit().iter().any(|row| row.contains("M[开会时间]")), "{:?}", stage.lit());
    stage.keys("/天津市<Enter>");
    let lit_first = stage.lit();
    assert!(lit_first[0].contains("M[天津市]"), "{lit_first:?}");
    stage.keys("n");
    let lit = stage.lit();
    assert!(lit[0].contains("m[天津市]") && lit.iter().any(|row| row.contains("M[天津市]")), "{lit:?}");
    stage.keys("f");
    assert!(stage.status().ends_with("2/2"), "{}", stage.status());
    stage.keys("k<Enter>");
    assert_eq!(stage.lit(), lit_first);
}

#[test]
fn a_match_covers_part_of_a_keyword_and_the_longer_keyword_the_shorter() {
    let stage = article("部署疫情防控视频会议。").after("m疫情<Enter>m疫情防控<Enter>/控视频<Enter>");
    let lit = stage.lit().join("\n");
    assert!(lit.contains("1[疫情防]M[控视频]"), "{lit}");
    let stage = article("部署疫情防控视频会议。").after("m疫情<Enter>m防控<Enter>m视频<Enter>/会议<Enter>");
    let lit = stage.lit().join("\n");
    assert!(lit.contains("0[疫情]1[防控]2[视频]M[会议]"), "{lit}");
}

#[test]
fn a_filter_says_of_how_many_and_a_long_search_how_far_it_is() {
    let mut stage = library().at(80, 24).after("/会议<Enter>");
    assert!(stage.status().contains("/会议  4/21"), "{}", stage.status());
    stage.keys("<Esc>s天津");
    let request = stage.app.results().and_then(|results| results.hits.as_ref()).expect("a search").request();
    assert!(!stage.picture().contains("已查"), "it is done: {}", stage.picture());
    // An answer on the way.
    stage.send(Message::Hits { request, hits: Vec::new(), searched: 12 });
    assert!(stage.picture().contains("已查 12/21"), "{}", stage.picture());
}

#[test]
fn a_hint_that_is_too_long_loses_whole_items() {
    for (columns, shown) in
        [(40, "Enter 打开  o 换排列  "), (24, "Enter 打开"), (80, "Enter 打开  o 换排列  / 改查  q 返回")]
    {
        let stage = library().at(columns, 12).after("s会议<Enter>");
        let status = stage.status();
        assert!(status.starts_with(shown) && !status.contains('⋯'), "{columns}: {status}");
    }
}

#[test]
fn a_long_text_has_a_decimal() {
    let body = "<p>海河边的早晨，卖煎饼的人已经支起了摊子。</p>".repeat(6000);
    let text = post("长篇", "2023-01-01 00:00:00", "某报", &body);
    let mut stage = Stage::new(&[("long.md", &text)]).at(80, 24).after("<Enter>");
    assert!(stage.status().contains("0.0%"), "{}", stage.status());
    stage.keys("<PgDn>");
    assert!(stage.status().contains("0.2%"), "{}", stage.status());
    stage.keys("G");
    assert!(stage.status().contains(" 100%"), "{}", stage.status());
}
