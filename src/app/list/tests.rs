use std::borrow::Cow;

use super::*;
use crate::model::{Failure, Meta, Origin, PackedMeta, SafeText, SortBy, Timestamp};
use crate::search::Matching;

/// An entry of a day of 2022, or of none.
fn entry(title: &str, day: u32) -> Entry {
    let published = format!("2022-01-{day:02}T00:00:00Z").parse().ok().map(|at| Timestamp::new(at, Timestamp::CHINA));
    let meta = Meta { title: SafeText::line(title), published, ..Meta::default() };
    let origin = Arc::new(Origin::File(format!("{title}.md").into()));
    Entry { origin, packed: PackedMeta::new(&meta), length: title.len(), failure: None }
}

/// Entries of the days 1, 2, 3 and so on.
fn list(titles: &str) -> List {
    let mut list = List::default();
    let entries = titles.split(' ').zip(1..).map(|(title, day)| (EntryId(day as usize - 1), entry(title, day)));
    list.add(entries.collect());
    list.settle(10, 1);
    list
}

fn title(list: &List, id: EntryId) -> Cow<'_, str> {
    list.entry(id).map(|entry| entry.brief().title()).unwrap_or_default()
}

fn titles(list: &List) -> String {
    list.shown().iter().map(|id| title(list, *id)).collect::<Vec<_>>().join(" ")
}

/// The title that is selected, where that is where the list says.
fn selected(list: &List) -> String {
    assert_eq!(list.position().map(|at| list.shown()[at]), list.selected());
    list.selected().map(|id| title(list, id).into_owned()).unwrap_or_default()
}

fn filter(typed: &str) -> Option<Arc<Query>> {
    Matching::default().understand(typed).query
}

#[test]
fn what_is_selected_stays_selected_while_entries_come() {
    let mut list = list("甲 乙");
    assert_eq!((titles(&list).as_str(), &*selected(&list)), ("乙 甲", "乙"));
    list.add(vec![(EntryId(9), entry("丙", 9))]);
    assert_eq!(&*selected(&list), "乙", "nothing moves before the next frame");
    list.settle(10, 1);
    assert_eq!((titles(&list).as_str(), &*selected(&list)), ("丙 乙 甲", "丙"), "the newest until one is chosen");
    list.step(ListStep::By(1));
    list.add(vec![(EntryId(4), entry("丁", 5)), (EntryId(3), entry("戊", 31))]);
    assert!(list.step(ListStep::By(1)), "from where it is now");
    assert_eq!((titles(&list).as_str(), &*selected(&list)), ("戊 丙 丁 乙 甲", "甲"));
    assert_eq!(list.len(), 5);
}

#[test]
fn an_entry_that_changes_moves_and_stays_selected() {
    let mut list = list("甲 乙 丙");
    list.step(ListStep::To(2));
    list.replace(EntryId(0), entry("甲一", 8));
    list.replace(EntryId(0), entry("甲二", 9));
    list.settle(10, 1);
    assert_eq!((titles(&list).as_str(), &*selected(&list), list.len()), ("甲二 丙 乙", "甲二", 3));
    list.set_filter(filter("甲二"));
    assert_eq!(titles(&list), "甲二");
    list.replace(EntryId(0), entry("寅", 9));
    list.replace(EntryId(2), entry("甲二十", 3));
    list.settle(10, 1);
    assert_eq!((titles(&list).as_str(), &*selected(&list)), ("甲二十", "甲二十"), "it no longer passes");
    let failed = Entry { failure: Some(Failure::Empty), ..entry("乙", 2) };
    list.replace(EntryId(1), failed);
    assert_eq!(list.failed(), 1);
    list.replace(EntryId(1), entry("乙", 2));
    list.set_filter(None);
    assert_eq!((titles(&list).as_str(), list.failed()), ("寅 甲二十 乙", 0));
}

#[test]
fn where_what_was_selected_is_gone_its_neighbour_is() {
    let mut list = list("甲 乙 丙 丁 戊");
    list.step(ListStep::To(1));
    list.remove(&[EntryId(3), EntryId(2)]);
    list.settle(10, 1);
    assert_eq!((titles(&list).as_str(), &*selected(&list)), ("戊 乙 甲", "乙"), "the next");
    list.remove(&[EntryId(0), EntryId(1), EntryId(7)]);
    list.settle(10, 1);
    assert_eq!((titles(&list).as_str(), &*selected(&list), list.len()), ("戊", "戊", 1), "or the one before");
    list.remove(&[EntryId(4)]);
    list.add(vec![(EntryId(4), entry("己", 1)), (EntryId(5), entry("庚", 2))]);
    list.remove(&[EntryId(5)]);
    list.settle(10, 1);
    assert_eq!((titles(&list).as_str(), &*selected(&list)), ("己", "己"), "it came again under the same number");
    list.remove(&[EntryId(4)]);
    list.settle(10, 1);
    assert_eq!((list.selected(), list.position(), list.is_empty()), (None, None, true));
}

#[test]
fn of_a_filtered_list_too() {
    let mut list = list("甲一 乙一 甲二 乙二 甲三");
    list.set_filter(filter("甲"));
    list.step(ListStep::To(1));
    assert_eq!((titles(&list).as_str(), &*selected(&list)), ("甲三 甲二 甲一", "甲二"));
    list.add(vec![(EntryId(5), entry("甲四", 4)), (EntryId(6), entry("乙三", 4))]);
    list.remove(&[EntryId(2)]);
    list.settle(10, 1);
    assert_eq!((titles(&list).as_str(), &*selected(&list)), ("甲三 甲四 甲一", "甲一"));
    list.select(EntryId(3));
    assert_eq!((titles(&list).as_str(), &*selected(&list)), ("甲三 乙二 甲四 甲一", "乙二"), "a guest");
    list.arrange("title".parse().unwrap());
    assert_eq!((titles(&list).as_str(), &*selected(&list)), ("甲一 甲三 甲四 乙二", "乙二"));
    list.step(ListStep::To(0));
    assert_eq!(titles(&list), "甲一 甲三 甲四");
    list.set_filter(None);
    assert_eq!((titles(&list).as_str(), &*selected(&list)), ("甲一 甲三 甲四 乙一 乙二 乙三", "甲一"));
}

/// What stands on a screen of so many rows.
fn screen(list: &mut List, rows: usize, entry_rows: usize) -> Vec<String> {
    list.settle(rows, entry_rows);
    let said = |(y, row): (usize, ListRow<'_>)| match row {
        ListRow::Heading(heading, count) => format!("{y} {heading} {count}"),
        ListRow::Entry(id) => format!("{y} {}", title(list, id)),
    };
    list.rows(rows, entry_rows).into_iter().map(said).collect()
}

#[test]
fn headings_stand_above_their_groups_and_the_first_one_sticks() {
    let mut list = list("甲 乙 丙 丁 戊");
    list.arrange("date day".parse().unwrap());
    list.replace(EntryId(3), entry("丁", 5));
    list.replace(EntryId(0), entry("甲", 5));
    // The selected entry has a row more.
    assert_eq!(screen(&mut list, 6, 1), ["0 2022-01-05 3", "1 甲", "3 丁", "4 戊"], "a heading has its entry below it");
    assert_eq!(list.page(), 3);
    assert_eq!(screen(&mut list, 8, 2), ["0 2022-01-05 3", "1 甲", "4 丁", "6 戊"]);
    list.step(ListStep::To(3));
    assert_eq!(screen(&mut list, 6, 1), ["0 2022-01-05 3", "1 丁", "2 戊", "3 2022-01-03 1", "4 丙"]);
    list.step(ListStep::To(99));
    assert_eq!(screen(&mut list, 6, 1), ["0 2022-01-03 1", "1 丙", "2 2022-01-02 1", "3 乙"]);
    assert_eq!(screen(&mut list, 1, 1), ["0 乙"], "what is read is the entry");
    assert_eq!(screen(&mut list, 2, 2), ["0 乙"]);
    assert_eq!(screen(&mut list, 1, 2), ["0 乙"]);
    list.set_filter(filter("甲 OR 丙"));
    assert_eq!(
        screen(&mut list, 5, 1),
        ["0 2022-01-05 1", "1 甲", "3 2022-01-03 1", "4 丙"],
        "it counts what is shown"
    );
}

#[test]
fn the_way_from_group_to_group() {
    let mut list = list("甲 乙 丙 丁 戊");
    list.arrange("date none".parse().unwrap());
    assert_eq!((list.group_from(2, true), list.group_from(2, false)), (2, 2), "there are none");
    list.replace(EntryId(3), entry("丁", 5));
    list.replace(EntryId(0), entry("甲", 5));
    list.arrange("date day".parse().unwrap());
    let way = |forward| (0..5).map(|at| list.group_from(at, forward)).collect::<Vec<_>>();
    assert_eq!(way(true), [3, 3, 3, 4, 4]);
    assert_eq!(way(false), [0, 0, 0, 0, 3]);
}

/// After any changes the list is as one that had all at once, and the selection is where it says.
#[test]
fn however_it_came_about_the_list_is_one() {
    let mut random = 42_u64;
    let mut next = |below: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % below
    };
    let names = ["甲", "乙", "丙", "丁", "GDP", "あさひ"];
    let mut list = List::default();
    let mut there: Vec<Option<(String, u32)>> = vec![None; 60];
    for round in 0..3000 {
        let id = next(60);
        match next(8) {
            0..=3 => {
                let new = (format!("{}{}", names[next(6)], next(3)), next(32) as u32);
                list.add(vec![(EntryId(id), entry(&new.0, new.1))]);
                there[id] = Some(new);
            }
            4 => {
                list.remove(&[EntryId(id)]);
                there[id] = None;
            }
            5 => drop(list.step(ListStep::By(next(9) as isize - 4))),
            6 => {
                let sort = SortBy::EACH[next(6)].0;
                list.arrange(
                    list.arrangement()
                        .sorted_by(sort)
                        .grouped_by([None, "date day".parse().unwrap_or(list.arrangement()).group][next(2)]),
                );
            }
            _ if next(3) == 0 => list.set_filter([None, filter("甲"), filter("-甲")][next(3)].clone()),
            _ => list.select(EntryId(id)),
        }
        if next(3) > 0 {
            continue;
        }
        let guest = list.guest;
        list.settle(7, 1);
        let mut fresh = List::default();
        fresh.arrange(list.arrangement());
        fresh.set_filter(list.filter().cloned());
        fresh.guest = guest;
        let all = there.iter().enumerate().filter_map(|(id, new)| Some((EntryId(id), new.as_ref()?)));
        fresh.add(all.map(|(id, (title, day))| (id, entry(title, *day))).collect());
        fresh.settle(7, 1);
        assert_eq!((titles(&list), list.len()), (titles(&fresh), fresh.len()), "round {round}");
        selected(&list);
        assert_eq!(list.selected().is_none(), list.shown().is_empty(), "round {round}");
        let on_screen =
            list.rows(7, 1).iter().any(|(_, row)| list.selected().is_none_or(|id| *row == ListRow::Entry(id)));
        assert!(on_screen || list.shown().is_empty(), "round {round}");
    }
}

#[test]
fn what_cannot_be_read_is_neither_read_nor_unread() {
    let mut list = list("甲 乙 丙");
    list.replace(EntryId(1), Entry { failure: Some(Failure::Empty), ..entry("乙", 2) });
    list.settle(10, 1);
    let counts = |list: &List| (list.unread(), list.readable());
    assert_eq!((counts(&list), list.is_unread(EntryId(1)), list.is_unread(EntryId(0))), ((2, 2), false, true));
    assert_eq!(list.tally(&[filter("is:unread").unwrap(), filter("is:read").unwrap()]), [2, 0]);
    list.set_filter(filter("is:unread"));
    assert_eq!((titles(&list).as_str(), counts(&list)), ("丙 甲", (2, 2)));
    list.set_filter(filter("is:read"));
    assert_eq!(titles(&list), "");
    list.set_filter(filter("-甲"));
    assert_eq!((titles(&list).as_str(), counts(&list)), ("丙 乙", (1, 1)));
    list.set_filter(None);
    list.replace(EntryId(1), entry("乙", 2));
    list.settle(10, 1);
    assert_eq!(counts(&list), (3, 3), "once it can be read it was not");
    list.remove(&[EntryId(1)]);
    list.settle(10, 1);
    assert_eq!(counts(&list), (2, 2));
}
