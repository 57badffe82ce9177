//! How lists and articles *end*: a blank row, and footnotes under a short rule.

use crate::kit::Stage;

const MARKDOWN: &str = "# 天津的两次会议\n\n深夜开了会[^1]，次日又开[^hao]。\n\n- 第一，压实各方责任\n- 第二，组织全员检测\n\n\
                        列在上面的是要点。\n\n[^1]: 据上观新闻，会议在晚十一点半开始，到第二天凌晨才结束，与会者都没有睡，也没有人离开会场。\n\
                        [^hao]: 同上。\n";

const WEB: &str = "<!DOCTYPE html><html><head><title>天津的两次会议</title></head><body><article><h1>天津的两次会议</h1>\
                   <p>深夜开了会<sup><a href=\"#n1\">[1]</a></sup>，次日又开<sup><a href=\"#n2\">[2]</a></sup>。这一段写得长一些，\
                   它是文章的正文，不是别的什么。</p><p>第二段也是正文，说的是同一件事，只是换了一个说法，再说一遍。</p>\
                   <ol><li id=\"n1\">据上观新闻，会议在晚十一点半开始。</li><li id=\"n2\">同上。</li></ol></article></body></html>";

#[test]
fn a_list_ends_with_a_blank_row_and_notes_stand_under_a_short_rule() {
    let album = [("a.md", MARKDOWN), ("a.html", WEB)].map(|(name, text)| {
        let stage = || Stage::new(&[(name, text)]);
        let sizes = [(80, 24), (40, 22)].map(|(columns, rows)| stage().at(columns, rows).after("<Enter>").picture());
        sizes.join("\n\n")
    });
    insta::assert_snapshot!(album.join("\n\n"));
}

#[test]
fn what_no_mark_leads_to_is_no_note() {
    let mut stage = Stage::new(&[("a.html", &WEB.replace("href=\"#n2\"", "href=\"#n3\""))]);
    stage.keys("<Enter>");
    assert!(!stage.text().iter().any(|row| row.starts_with("──")), "{:#?}", stage.text());
    assert!(stage.text().iter().any(|row| row.contains("同上。")));
}

#[test]
fn where_lines_are_wide_the_rule_is_not_drawn_with_them() {
    let mut stage = Stage::new(&[("a.md", MARKDOWN)]).wide();
    stage.keys("<Enter>");
    assert!(stage.text().iter().any(|row| row == "--------"), "{:#?}", stage.text());
}
