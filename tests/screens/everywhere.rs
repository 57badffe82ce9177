//! Searching all articles, and the panels one chooses from.

use kanbao::app::{Message, Pane, Shown};
use kanbao::model::{Change, EntryId, KeptWord, Memory, SafeText};

use crate::articles::{library, post};
use crate::kit::Stage;

/// Four articles about meetings, one of them only in traditional characters.
fn desk() -> Stage {
    let files = [
        (
            "a.md",
            post(
                "天津市委的会议",
                "2022-01-10 08:00:00",
                "天津日报",
                "<p>会议开到深夜，11：30才散。</p><p>第二天又是会议。</p>",
            ),
        ),
        ("b.md", post("早晨", "2022-01-11 08:00:00", "天津日报", "<p>海河边的早晨，卖煎饼的人说起昨晚的会议。</p>")),
        ("c.md", post("夜歸", "2022-01-12 08:00:00", "上观新闻", "<p>開完會議回家，已經是11:30。</p>")),
        ("d.md", post("别的", "2022-01-13 08:00:00", "上观新闻", "<p>与前面几篇都没有关系。</p>")),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    Stage::new(&files)
}

fn found(stage: &Stage) -> Vec<usize> {
    let hits = stage.app.results().and_then(|results| results.hits.as_ref()).expect("results");
    hits.from_top().map(|(_, hit)| hit.id.0).collect()
}

fn open(stage: &Stage) -> Option<EntryId> {
    match stage.app.reader().shown() {
        Shown::Article(id, _) => Some(*id),
        _ => None,
    }
}

#[test]
fn results_come_while_one_types_and_the_best_are_first() {
    let mut stage = desk().after("s会议");
    assert_eq!(found(&stage), [0, 2, 1], "title first, of equals the newest");
    stage.keys("<BS><BS>11:30");
    assert_eq!(found(&stage), [2, 0]);
    stage.keys("<BS><BS><BS><BS><BS>hydh<Enter>");
    assert!(found(&stage).is_empty());
    assert!(stage.picture().contains("没有文章含有 hydh"), "{}", stage.picture());
    stage.keys("/<BS><BS>");
    assert_eq!(found(&stage), [0, 2, 1], "hy is 会议 by its initials");
}

#[test]
fn from_the_results_into_an_article_at_its_hit_and_back() {
    let mut stage = desk().after("s会议<Enter>j<Enter>");
    assert_eq!((open(&stage), stage.app.focus()), (Some(EntryId(2)), Pane::Reader));
    assert_eq!(stage.app.reader().matches().len(), 1);
    assert_eq!(stage.app.reader().matches().current(), Some(0));
    assert_eq!(stage.app.list().selected(), Some(EntryId(2)), "the list goes along");
    stage.keys("J");
    assert_eq!(open(&stage), Some(EntryId(1)), "the next result, not the next article");
    stage.keys("q");
    assert_eq!(stage.app.results().and_then(|results| Some(results.hits.as_ref()?.position())), Some(2));
    stage.keys("o");
    assert_eq!(found(&stage), [2, 1, 0], "by date");
    stage.keys("q");
    assert!(stage.app.results().is_none() && stage.commands.is_empty());
    stage.keys("s<Enter>");
    assert_eq!(found(&stage).len(), 3, "what was asked before is there again");
}

#[test]
fn escape_gives_up_what_was_typed() {
    let mut stage = desk().after("s会议<Esc>");
    assert!(stage.app.results().is_none());
    stage.keys("s早晨<Enter>s夜<Esc>");
    assert_eq!(found(&stage), [1]);
}

#[test]
fn a_click_opens_a_result() {
    let mut stage = desk().after("s会议<Enter>");
    stage.click(10, 6);
    assert_eq!(open(&stage), Some(EntryId(2)));
}

#[test]
fn a_wrong_query_says_where() {
    let mut stage = desk().after("s夜 (天津");
    assert!(stage.status().contains("括号没有关上"), "{}", stage.status());
    assert_eq!(found(&stage), [2, 0], "what was understood last stands");
    stage.keys("<Enter>");
    assert!(stage.app.prompt().is_some() && stage.status().contains("括号没有关上"), "it is never asked");
    assert_eq!(found(&stage), [2, 0]);
    stage.keys(")<Enter>");
    assert!(stage.app.prompt().is_none());
    assert_eq!(found(&stage), [0]);
    stage.keys("q");
    stage.keys("<Esc>l/date:2022-13");
    assert!(stage.status().contains("不是日期"), "{}", stage.status());
}

#[test]
fn exact_and_without_pinyin() {
    let mut stage = desk().after("s会议<C-x>");
    assert_eq!(found(&stage), [0, 1], "會議 is not 会议 now");
    assert!(stage.status().contains("[逐字]"), "{}", stage.status());
    stage.keys("<C-x><BS><BS>hy");
    assert_eq!(found(&stage).len(), 3);
    stage.keys("<C-r>");
    assert!(found(&stage).is_empty() && stage.status().contains("[不用拼音]"));
}

#[test]
fn matches_are_listed_and_jumped_to() {
    let mut stage = library().after("<Enter>/会议<Enter>f");
    let shown: Vec<String> = stage.picture().lines().map(ToOwned::to_owned).collect();
    assert!(shown[0].contains("匹配") && shown[29].contains("1/"), "{}", shown[29]);
    let hits = stage.app.reader().matches().len();
    assert!(hits > 3);
    assert!(stage.lit().len() >= hits, "{:?}", stage.lit());
    stage.keys("jj<Enter>");
    assert_eq!((stage.app.reader().matches().current(), stage.app.overlay().is_some()), (Some(2), false));
    stage.keys("<Esc>f");
    assert!(stage.app.overlay().is_none() && stage.status().contains("还没有查找过"));
}

#[test]
fn keywords_are_switched_recoloured_named_and_removed() {
    let mut stage = desk().after("m会议<Enter>m早晨<Enter>");
    let marked = stage.list().iter().filter(|row| row.contains('▐')).count();
    assert_eq!(marked, 3, "{:#?}", stage.list());
    stage.keys("lM");
    let keyword = |stage: &Stage| {
        let word = stage.app.keywords().iter().next().expect("a keyword");
        (word.name().to_owned(), word.slot().index(), word.is_on())
    };
    assert!(stage.picture().contains("本篇    全部        篇"), "{}", stage.picture());
    assert!(stage.picture().contains("   0       5         3"), "{}", stage.picture());
    stage.keys(" >r");
    assert!(stage.app.prompt().is_some());
    stage.keys("<BS><BS>开会<Enter>");
    assert_eq!(keyword(&stage), ("开会".to_owned(), 1, false));
    let last = stage.kept.last().cloned();
    let expected =
        KeptWord { word: SafeText::line("会议"), name: Some(SafeText::line("开会")), slot: 1, on: false };
    assert_eq!(last, Some(Change::Keyword(expected.clone())));
    stage.keys("<BS>xq");
    assert_eq!(stage.app.keywords().iter().map(|word| word.pattern()).collect::<Vec<_>>(), ["早晨"]);
    assert_eq!(stage.kept.last(), Some(&Change::NoKeyword(SafeText::line("会议"))));
    let mut next = desk();
    next.send(Message::Memory(Box::new(Memory {
        searches: vec![SafeText::line("天津")],
        keywords: vec![expected],
        ..Memory::default()
    })));
    assert_eq!(keyword(&next), ("开会".to_owned(), 1, false));
    next.keys("s<Up>");
    assert_eq!(found(&next), [0]);
}

#[test]
fn a_keyword_is_walked_to() {
    let mut stage = library().after("<Enter>m会议<Enter>");
    stage.resize(60, 6);
    let top = stage.text();
    stage.keys("M<Enter>");
    assert!(stage.app.overlay().is_none());
    assert_eq!(stage.app.reader().matches().current(), Some(0));
    stage.keys("nnn");
    assert_ne!(stage.text(), top);
    assert!(stage.lit().iter().any(|row| row.contains("M[会议]")), "{:?}", stage.lit());
    stage.keys("gMN");
    let matches = stage.app.reader().matches();
    assert_eq!((matches.current(), stage.app.overlay().is_none()), (Some(matches.len() - 1), true), "the one before");
}

#[test]
fn key_words_are_picked_to_be_found() {
    let mut stage = library().after("<Enter>t");
    let terms: Vec<String> =
        stage.app.overlay().expect("the terms").window().lines().iter().map(|line| line.label.clone()).collect();
    assert!(terms.iter().any(|term| term == "清零"), "{terms:?}");
    assert!(!terms.iter().any(|term| term == "会议"), "{terms:?}");
    let at = terms.iter().position(|term| term == "清零").expect("the term");
    stage.keys(&"j".repeat(at));
    stage.keys("<Enter>");
    assert_eq!(stage.app.reader().query().map(|query| query.pattern().to_owned()), Some("清零".to_owned()));
    assert!(!stage.app.reader().matches().is_empty());
}

#[test]
fn what_is_selected_can_be_found_and_lit() {
    let mut stage = desk().after("l/深夜<Enter><Esc>");
    stage.keys("hG<Enter>");
    let areas = stage.areas();
    let (x, y) = (
        areas.text.x + 4,
        areas.text.y + stage.text().iter().position(|row| row.starts_with("会议开到")).expect("it") as u16,
    );
    stage.release(x + 4, y, x + 11, y);
    assert_eq!(stage.app.reader().selected_text().as_deref(), Some("开到深夜"));
    stage.keys("t");
    assert_eq!(stage.app.reader().matches().len(), 1);
    stage.keys("m<Enter>");
    assert!(stage.app.keywords().iter().any(|word| word.pattern() == "开到深夜"));
    stage.double_click(x, y);
    assert_eq!(stage.app.reader().selected_text().as_deref(), Some("会议"));
    assert_eq!(stage.app.reader().matches().len(), 3);
}

#[test]
fn leaving_the_results_leads_back_to_where_one_was() {
    let mut stage = library().at(60, 20).after("<Enter>/海河<Enter>d");
    let before = (stage.picture(), stage.app.reader().shown().id());
    stage.keys("s会议<Enter>j<Enter>");
    assert_ne!(stage.app.reader().shown().id(), before.1);
    stage.keys("q");
    assert!(stage.app.results().is_some());
    stage.keys("q");
    assert_eq!((stage.picture(), stage.app.reader().shown().id()), before);
    stage.keys("s会议<Esc>");
    assert_eq!((stage.picture(), stage.app.reader().shown().id()), before, "nothing was opened");
}

#[test]
fn a_term_that_is_made_a_keyword_says_so_where_it_stands() {
    let mut stage = library().after("<Enter>t");
    assert!(!stage.picture().contains("已加亮"));
    stage.keys("m");
    assert_eq!(stage.picture().matches("已加亮").count(), 2, "on its row, and below: {}", stage.picture());
    stage.keys("m");
    assert!(stage.picture().contains("不再加亮"), "{}", stage.picture());
}

#[test]
fn a_keyword_of_the_configuration_will_be_there_again() {
    let mut stage = library().after("<Enter>m会议<Enter>");
    stage.app = kanbao::app::App::new(stage.app.words, stage.app.settings, stage.app.keywords().clone());
    stage.keys("Mx");
    assert!(stage.status().contains("下次还会加亮"), "{}", stage.status());
}
