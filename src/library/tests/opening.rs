//! Opening articles, and what is held of them.

use std::sync::Weak;

use super::*;

#[test]
fn only_the_last_of_the_requests_that_wait_is_answered() {
    let (started, begins) = channel();
    let (gate, opened) = channel::<()>();
    let (started, opened) = (Mutex::new(started), Mutex::new(opened));
    let import = move |number| {
        started.lock().unwrap().send(number).unwrap();
        opened.lock().unwrap().recv().unwrap();
        meeting(number)
    };
    let desk = Desk::importing(10, 0, import);
    desk.library.open(EntryId(1));
    assert_eq!(begins.recv().unwrap(), 1);
    // One is being imported; of the others only the last is still wanted.
    (2..=8).for_each(|id| desk.library.open(EntryId(id)));
    gate.send(()).unwrap();
    gate.send(()).unwrap();
    assert!(
        matches!(desk.next(), LibraryEvent::Opened { id: EntryId(1), answer: Ok(_) }),
        "what was begun is finished"
    );
    assert!(matches!(desk.next(), LibraryEvent::Opened { id: EntryId(8), answer: Ok(_) }));
    assert_eq!(desk.imported(), [1, 8]);
}

#[test]
fn the_open_article_is_held_whatever_it_weighs_and_only_as_long_as_it_is_open() {
    let desk = Desk::new(3, 0);
    let mut dropped: Vec<Weak<Article>> = Vec::new();
    for round in 0..10 {
        let stored = desk.open(1).unwrap();
        dropped.push(Arc::downgrade(stored.article()));
        drop(stored);
        desk.library.find(RequestId(round), EntryId(1), &query("天津"));
        assert!(matches!(desk.next(), LibraryEvent::Found { answer: Ok(found), .. } if found.body.len() == 1));
        assert_eq!(desk.search(100 + round, "天津", 3), [0, 1, 2]);
        assert!(dropped.iter().all(|article| article.strong_count() == 1), "one owner");
        assert!(desk.imported().iter().filter(|&&number| number == 1).count() <= 1);
    }
    desk.open(2).unwrap();
    assert!(dropped.iter().all(|article| article.strong_count() == 0), "it was too heavy to be held on");
}

#[test]
fn what_is_still_shown_elsewhere_is_not_imported_again() {
    let desk = Desk::new(3, 0);
    let shown = Arc::clone(desk.open(1).unwrap().article());
    desk.open(2).unwrap();
    assert_eq!(desk.imported(), [1, 2]);
    let again = desk.open(1).unwrap();
    assert!(Arc::ptr_eq(&shown, again.article()));
    assert_eq!(desk.imported(), [0; 0]);
}

#[test]
fn a_search_leaves_what_was_opened_where_it_is() {
    // Room for a few of the forty.
    let desk = Desk::new(40, 20_000);
    for id in [20, 21, 22, 23] {
        desk.open(id).unwrap();
    }
    desk.imported();
    assert_eq!(desk.search(1, "开会", 40), meetings(40));
    let again = desk.imported();
    assert!(again.len() > 20 && again.iter().all(|number| !(20..24).contains(number)), "{again:?}");
    for id in [20, 21, 22, 23] {
        desk.open(id).unwrap();
    }
    assert_eq!(desk.imported(), [0; 0]);
}
