//! Searching and counting: from memory, and what was dropped.

use super::*;

#[test]
fn articles_that_come_later_are_found_too_and_each_once() {
    let desk = Desk::new(300, 16 << 20);
    desk.library.search(RequestId(1), &query("开会"), None, 40);
    (300..700).for_each(|number| desk.add(number));
    let found: Vec<usize> = desk.hits(1, 700).iter().map(|hit| hit.id.0).collect();
    assert_eq!(found, meetings(700));
    assert!(desk.search(2, "没有的词", 700).is_empty());
    assert!(desk.imported().is_empty(), "all of it is in memory");
}

#[test]
fn what_was_dropped_is_imported_again_and_found() {
    for budget in [0, 10_000] {
        let desk = Desk::new(1000, budget);
        for request in 1..3 {
            assert_eq!(desk.search(request, "开会", 1000), meetings(1000));
            let imported = desk.imported();
            assert!(imported.windows(2).all(|two| two[0] < two[1]), "each once");
            assert_eq!(imported.len() == 1000, budget == 0, "what is held is not imported");
        }
    }
}

#[test]
fn a_hit_has_its_place_and_a_lit_snippet() {
    let desk = Desk::new(0, ROOM);
    desk.library.add(file(0), Ok(article("天津会议", "前面一句。\n天津市委开會，天津。")));
    desk.library.search(RequestId(1), &query("会 天津"), None, 40);
    let hits = desk.hits(1, 1);
    let hit = &hits[0];
    assert_eq!((hit.count, hit.place.map(|place| place.byte)), (5, Some("前面一句。\n".len())));
    let lit: Vec<&str> = hit.lit.iter().map(|range| &hit.snippet[range.clone()]).collect();
    assert_eq!(lit, ["天津", "會", "天津"], "{}", hit.snippet.as_str());
}

#[test]
fn keywords_are_counted_by_article_and_once() {
    let desk = Desk::new(30, 0);
    desk.library.count(RequestId(1), &keywords(&["天津", "开会"]));
    let row = |id: usize| (id, vec![1, u32::from(id.is_multiple_of(3))]);
    assert_eq!(desk.counts(1, 30), (0..30).map(row).collect::<Vec<_>>());
    assert_eq!(desk.imported(), (0..30).collect::<Vec<_>>());
    // A new article is counted alone.
    desk.add(30);
    assert_eq!(desk.counts(1, 31), [row(30)]);
    assert!(desk.imported().is_empty());
    // What is known is answered at once.
    desk.library.count(RequestId(2), &keywords(&["开会"]));
    assert_eq!(desk.counts(2, 31).len(), 11);
    assert!(desk.imported().is_empty());
    desk.library.count(RequestId(3), &keywords(&["开会", "别的"]));
    assert_eq!(desk.counts(3, 31).len(), 31);
    assert_eq!(desk.imported().len(), 31);
    // No keyword, nothing to count.
    desk.library.count(RequestId(4), &keywords(&[]));
    assert_eq!(desk.counts(4, 31), []);
}

#[test]
fn a_search_counts_what_it_imports() {
    let desk = Desk::new(600, 0);
    desk.library.count(RequestId(1), &keywords(&["天津"]));
    assert_eq!(desk.search(2, "开会", 600), meetings(600));
    desk.library.count(RequestId(3), &keywords(&["天津"]));
    assert_eq!(desk.counts(3, 600).len(), 600);
    // Twice at most: by the count until the search came, and by the search.
    let imported = desk.imported();
    assert!(imported.len() < 1200, "{}", imported.len());
}

#[test]
fn the_last_request_to_find_is_answered() {
    let desk = Desk::new(0, 16 << 20);
    let long = article("书", &"天津的会议，".repeat(20_000));
    desk.library.add(file(0), Ok(long));
    for (request, typed) in (0..).zip(["天", "天津", "会议", "没有"]) {
        desk.library.find(RequestId(request), EntryId(0), &query(typed));
    }
    loop {
        match desk.next() {
            LibraryEvent::Found { request: RequestId(3), answer } => break assert!(answer.unwrap().body.is_empty()),
            LibraryEvent::Found { .. } => {}
            other => panic!("{other:?}"),
        }
    }
    desk.library.find(RequestId(9), EntryId(0), &query("会議"));
    assert!(
        matches!(desk.next(), LibraryEvent::Found { request: RequestId(9), answer: Ok(found) } if found.body.len() == 20_000)
    );
}
