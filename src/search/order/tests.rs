use std::sync::Arc;

use super::*;
use crate::model::{Arrangement, Entry, Failure, GroupBy, Meta, Origin, PackedMeta, SafeText, SortBy, Timestamp};

/// `title|date|source|length|path`; a date of `-` is none, of `!` a file that cannot be read.
fn entries(lines: &str) -> Vec<Entry> {
    let line = |line: &str| {
        let [title, date, source, length, path] = line.trim().split('|').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let published = format!("{date}T00:00:00Z").parse().ok().map(|at| Timestamp::new(at, Timestamp::CHINA));
        let meta = Meta {
            title: SafeText::line(title),
            published,
            source: [source].iter().filter(|source| !source.is_empty()).map(|source| SafeText::line(source)).collect(),
            ..Meta::default()
        };
        let failure = (date == "!").then_some(Failure::Empty);
        let origin = Arc::new(Origin::File(path.into()));
        Entry { origin, packed: PackedMeta::new(&meta), length: length.parse().unwrap_or(0), failure }
    };
    lines.trim().lines().map(line).collect()
}

const SOME: &str = "
    天津|2022-01-12|新浪|300|b/第十回.txt
    北京|2022-01-12|人民|200|b/第2回.txt
    GDP|2021-12-31||400|a/10.txt
    坏|!||0|a/0.txt
    重庆|-|新浪|100|a/9.txt
";

fn facts(entry: &Entry) -> OrderFacts<'_> {
    OrderFacts { entry, read: entry.brief().read_there() == Some(true) }
}

/// The titles as they are arranged, a heading before each group.
fn arranged(keys: &mut OrderKeys, arrangement: &str, entries: &[Entry]) -> String {
    let entry = |at: usize| Some(facts(entries.get(at)?));
    keys.rearrange(arrangement.parse().expect("an arrangement"), entries.len(), entry);
    let mut order: Vec<usize> = (0..entries.len()).collect();
    keys.sort(&mut order, |at| at, entry);
    said(keys, &order, entries)
}

fn said(keys: &OrderKeys, order: &[usize], entries: &[Entry]) -> String {
    let mut last = None;
    let mut said = Vec::new();
    for &at in order {
        let group = keys.group(at);
        if let Some(heading) = group.filter(|_| group != last).and_then(|group| keys.heading(group)) {
            said.push(format!("[{heading}]"));
        }
        last = group;
        said.push(entries[at].brief().title().to_string());
    }
    said.join(" ")
}

fn keys(entries: &[Entry]) -> OrderKeys {
    let mut keys = OrderKeys::new(Arrangement::default());
    keys.set_each(&(0..entries.len()).collect::<Vec<_>>(), |at| Some(facts(entries.get(at)?)));
    keys
}

#[test]
fn each_order_and_its_reverse() {
    let entries = entries(SOME);
    let mut keys = keys(&entries);
    for (arrangement, order) in [
        ("date", "北京 天津 GDP 重庆 坏"),
        ("date reversed", "GDP 北京 天津 重庆 坏"),
        ("title", "GDP 北京 重庆 天津 坏"),
        ("title reversed", "天津 重庆 北京 GDP 坏"),
        ("source", "北京 天津 重庆 GDP 坏"),
        ("source reversed", "天津 重庆 北京 GDP 坏"),
        ("length", "GDP 天津 北京 重庆 坏"),
        ("length reversed", "重庆 北京 天津 GDP 坏"),
        ("path", "重庆 GDP 北京 天津 坏"),
        ("path reversed", "天津 北京 GDP 重庆 坏"),
        ("read", "北京 天津 GDP 重庆 坏"),
    ] {
        assert_eq!(arranged(&mut keys, arrangement, &entries), order, "{arrangement}");
    }
}

#[test]
fn each_group_stands_in_its_place() {
    let entries = entries(SOME);
    let mut keys = keys(&entries);
    for (arrangement, order) in [
        ("date month", "[2022-01] 北京 天津 [2021-12] GDP [-] 重庆 [-] 坏"),
        ("date reversed month", "[2021-12] GDP [2022-01] 北京 天津 [-] 重庆 [-] 坏"),
        ("title reversed day", "[2022-01-12] 天津 北京 [2021-12-31] GDP [-] 重庆 [-] 坏"),
        ("title source", "[人民] 北京 [新浪] 重庆 天津 [-] GDP [-] 坏"),
        ("source reversed source", "[新浪] 天津 重庆 [人民] 北京 [-] GDP [-] 坏"),
        ("path reversed folder", "[b] 天津 北京 [a] GDP 重庆 [-] 坏"),
        ("path folder", "[a] 重庆 GDP [b] 北京 天津 [-] 坏"),
    ] {
        assert_eq!(arranged(&mut keys, arrangement, &entries), order, "{arrangement}");
    }
}

#[test]
fn folders_of_items_and_of_bare_names() {
    let entries = entries("一|-||1|feed.xml#2\n二|-||1|a.md\n三|-||1|/b.md\n四|-||1|x/a#b.md");
    let mut keys = keys(&entries);
    assert_eq!(arranged(&mut keys, "path folder", &entries), "[/] 三 [feed.xml] 一 [x] 四 [-] 二");
}

/// Many entries, of few dates, titles, sources and folders.
fn many(count: usize) -> Vec<Entry> {
    let line = |at: usize| {
        let random = at.wrapping_mul(0x9E37_79B9) >> 7;
        let date = if random.is_multiple_of(11) {
            "-".to_owned()
        } else {
            format!("20{:02}-{:02}-01", random % 20, random % 7 + 1)
        };
        let title = ["天津", "重庆", "GDP", "あさひ", "第3回"][random % 5];
        let source = ["", "新浪", "人民"][random % 3];
        let date = if random.is_multiple_of(97) { "!" } else { &date };
        format!("{title}{}|{date}|{source}|{}|f{}/{}.md", random % 3, random % 50, random % 9, random % 1000)
    };
    entries(&(0..count).map(line).collect::<Vec<_>>().join("\n"))
}

#[test]
fn however_entries_come_the_order_is_one() {
    let entries = many(9000);
    for (sort, _) in SortBy::EACH {
        for group in [None, Some(GroupBy::Month), Some(GroupBy::Folder)] {
            let order = Arrangement { sort, reversed: group.is_none(), ..Arrangement::default() };
            let arrangement = order.grouped_by(group);
            let entry = |at: usize| Some(facts(entries.get(at)?));
            let mut at_once = OrderKeys::default();
            at_once.rearrange(arrangement, entries.len(), entry);
            let mut order: Vec<usize> = (0..entries.len()).collect();
            at_once.sort(&mut order, |at| at, entry);
            assert!(order.windows(2).all(|two| at_once.compare(two[0], two[1], entry).is_lt()), "{arrangement}");
            let mut keys = OrderKeys::new(arrangement);
            let mut merged = Vec::new();
            for batch in (0..entries.len()).rev().collect::<Vec<_>>().chunks(1000) {
                keys.set_each(batch, entry);
                keys.merge(&mut merged, batch.to_vec(), |at| at, entry);
            }
            assert!(merged == order, "{arrangement}");
            let mut each = OrderKeys::new(arrangement);
            each.set_each(&order, entry);
            let mut sorted: Vec<usize> = (0..entries.len()).collect();
            each.sort(&mut sorted, |at| at, entry);
            assert!(sorted == order, "{arrangement}");
        }
    }
}

#[test]
fn an_entry_that_has_another_path_stands_where_that_belongs() {
    let mut own = entries("甲|2022-01-12||1|a.md\n乙|2022-01-12||1|b.md\n丙|2022-01-12||1|c.md");
    let mut keys = keys(&own);
    let mut order = vec![0, 1, 2];
    keys.sort(&mut order, |at| at, |at| Some(facts(own.get(at)?)));
    assert_eq!(order, [0, 1, 2]);
    own[0].origin = Arc::new(Origin::File("d.md".into()));
    keys.set_each(&[0], |at| Some(facts(own.get(at)?)));
    assert!(keys.compare(0, 2, |at| Some(facts(own.get(at)?))).is_gt());
    keys.merge(&mut vec![1, 2], vec![0], |at| at, |at| Some(facts(own.get(at)?)));
    keys.sort(&mut order, |at| at, |at| Some(facts(own.get(at)?)));
    assert_eq!(order, [1, 2, 0]);
}
