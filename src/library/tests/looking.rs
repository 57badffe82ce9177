//! The library on a folder that changes, and on what it kept of it in an earlier run.

use std::collections::BTreeMap;
use std::fs;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use tempfile::TempDir;

use super::{keywords, query, rest};
use crate::library::catalogue::Catalogue;
use crate::library::{Importer, Library, LibraryEvent, Origins};
use crate::model::{EntryId, RequestId};

/// A folder, what is kept of it, and a library that is open on it.
struct Run {
    library: Library,
    events: Receiver<LibraryEvent>,
    /// The titles of the entries, as the events say.
    titles: BTreeMap<EntryId, String>,
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("news")).unwrap();
    for number in 0..40 {
        write(&folder, &format!("{number}.txt"), &format!("标题{number}\n\n第{number}篇讲天津的桥，11：30开會。\n"));
    }
    rest(folder.path());
    folder
}

/// The last is written behind the sign that all is done.
fn until_kept(folder: &TempDir) {
    let paths = [folder.path().join("news")];
    let importer = Importer::default();
    let known = || Catalogue::open(&folder.path().join("cache"), &paths, importer.options()).unwrap();
    while known().order().is_none() {
        std::thread::yield_now();
    }
}

fn write(folder: &TempDir, name: &str, text: &str) {
    fs::write(folder.path().join("news").join(name), text).unwrap();
}

impl Run {
    fn new(folder: &TempDir) -> Self {
        let (sender, events) = channel();
        let origins = Origins::Paths(vec![folder.path().join("news")]);
        let cache = Some(folder.path().join("cache"));
        let library = Library::start(origins, Importer::default(), cache, move |event| sender.send(event).is_ok());
        Self { library, events, titles: BTreeMap::new() }
    }

    fn next(&mut self) -> LibraryEvent {
        let event = self.events.recv_timeout(Duration::from_secs(30)).expect("an event");
        match &event {
            LibraryEvent::Entries(batch) => {
                self.titles.extend(batch.iter().map(|(id, entry)| (*id, entry.brief().title().into_owned())));
            }
            LibraryEvent::Gone(ids) => ids.iter().for_each(|id| _ = self.titles.remove(id)),
            LibraryEvent::Uncached { why } | LibraryEvent::Died { why, .. } => panic!("{why}"),
            _ => {}
        }
        event
    }

    /// Waits until the titles are so.
    fn until(&mut self, is_so: impl Fn(&Vec<String>) -> bool) {
        while !is_so(&self.titles.values().cloned().collect()) {
            self.next();
        }
    }

    fn done(&mut self) {
        while !matches!(self.next(), LibraryEvent::Done) {}
    }

    fn body(&mut self, title: &str) -> String {
        let id = *self.titles.iter().find(|(_, own)| own.as_str() == title).expect(title).0;
        self.library.open(id);
        loop {
            if let LibraryEvent::Opened { id: own, answer } = self.next()
                && own == id
            {
                return answer.expect("an article").article().body.iter().map(|block| block.text()).collect();
            }
        }
    }
}

#[test]
fn what_an_earlier_run_knew_is_listed_at_once_and_only_changes_are_imported() {
    let folder = folder();
    Run::new(&folder).done();
    until_kept(&folder);
    write(&folder, "7.txt", "另一个标题\n\n第七篇改写了，讲船。\n");
    fs::remove_file(folder.path().join("news/8.txt")).unwrap();
    write(&folder, "99.txt", "新来的\n\n新来的一篇，讲塔。\n");
    rest(folder.path());
    let mut run = Run::new(&folder);
    let LibraryEvent::Entries(first) = run.next() else { panic!("the entries come first") };
    assert_eq!(first.len(), 40, "all at once");
    run.until(|titles| {
        titles.contains(&"另一个标题".to_owned()) && titles.contains(&"新来的".to_owned()) && titles.len() == 40
    });
    assert_eq!(run.body("标题3"), "第3篇讲天津的桥，11：30开會。");
    assert_eq!(run.body("另一个标题"), "第七篇改写了，讲船。");
}

#[test]
fn a_list_that_is_known_as_a_whole_is_done_before_files_are_looked_at() {
    let folder = folder();
    Run::new(&folder).done();
    until_kept(&folder);
    // In its place: the folder does not show it.
    write(&folder, "7.txt", "另一个标题\n\n第七篇改写了，讲船。\n");
    let mut run = Run::new(&folder);
    run.done();
    assert!(run.titles.len() == 40 && run.titles.values().any(|title| title == "标题7"));
    run.until(|titles| titles.contains(&"另一个标题".to_owned()) && titles.len() == 40);
}

#[test]
fn what_changes_while_it_is_open_is_noticed() {
    let folder = folder();
    let mut run = Run::new(&folder);
    run.done();
    write(&folder, "50.txt", "半路来的\n\n半路来的一篇，讲塔。\n");
    run.until(|titles| titles.contains(&"半路来的".to_owned()));
    write(&folder, "3.txt", "改了的\n\n改了的一篇，讲河。\n");
    run.until(|titles| titles.contains(&"改了的".to_owned()) && !titles.contains(&"标题3".to_owned()));
    assert_eq!(run.body("改了的"), "改了的一篇，讲河。");
    fs::create_dir(folder.path().join("news/sub")).unwrap();
    write(&folder, "sub/60.txt", "深处的\n\n深处的一篇，讲海。\n");
    run.until(|titles| titles.contains(&"深处的".to_owned()));
    fs::remove_file(folder.path().join("news/3.txt")).unwrap();
    fs::rename(folder.path().join("news/5.txt"), folder.path().join("news/55.txt")).unwrap();
    run.until(|titles| !titles.contains(&"改了的".to_owned()) && titles.len() == 41);
    fs::remove_dir_all(folder.path().join("news/sub")).unwrap();
    run.until(|titles| !titles.contains(&"深处的".to_owned()));
}

#[test]
fn a_search_of_what_is_kept_finds_what_a_search_of_what_was_imported_finds() {
    let folder = folder();
    let found = |run: &mut Run| {
        let mut all = Vec::new();
        for (number, typed) in ["天津", "11:30", "kaihui", "第7篇", "没有", "-桥", "title:标题3"].iter().enumerate()
        {
            let request = RequestId(number as u64 + 1);
            run.library.search(request, &query(typed), None, 40);
            let mut hits = Vec::new();
            loop {
                if let LibraryEvent::Hits { request: own, hits: more, searched } = run.next()
                    && own == request
                {
                    hits.extend(more.iter().map(|hit| (run.titles[&hit.id].clone(), hit.count)));
                    if searched == 40 {
                        break;
                    }
                }
            }
            hits.sort();
            all.push((*typed, hits));
        }
        run.library.count(RequestId(90), &keywords(&["天津", "没有"]));
        let mut counts = BTreeMap::new();
        loop {
            if let LibraryEvent::Counts { request: RequestId(90), counts: more, counted } = run.next() {
                counts.extend(more.into_iter().map(|(id, counts)| (run.titles[&id].clone(), counts)));
                if counted == 40 {
                    return (all, counts);
                }
            }
        }
    };
    let mut first = Run::new(&folder);
    first.done();
    let right = found(&mut first);
    drop(first);
    until_kept(&folder);
    let mut second = Run::new(&folder);
    second.done();
    assert!(second.titles.len() == 40 && right.0[0].1.len() == 40);
    assert_eq!(found(&mut second), right);
}

#[test]
fn who_answers_saved_searches_is_told_of_what_is_kept_and_of_what_changes() {
    let folder = folder();
    let asked = |run: &mut Run| {
        let queries = ["天津", "第7篇", "-第7篇 title:标题7", "没有"].map(query).to_vec();
        run.library.members(RequestId(1), queries, None);
        // Another search puts it off, and takes nothing away.
        run.library.search(RequestId(2), &query("桥"), None, 40);
        let mut members = BTreeMap::new();
        loop {
            if let LibraryEvent::Members { members: more, asked, .. } = run.next() {
                members.extend(more.into_iter().map(|(id, mask)| (id, [0, 1, 2, 3].map(|at| mask.has(at)))));
                if asked == 40 {
                    let titled = members.into_iter().map(|(id, mask)| (run.titles[&id].clone(), mask));
                    return titled.collect::<BTreeMap<String, [bool; 4]>>();
                }
            }
        }
    };
    let mut first = Run::new(&folder);
    // Asked before anything is known.
    let right = asked(&mut first);
    let count = |at: usize| right.values().filter(|mask| mask[at]).count();
    assert_eq!((right.len(), [0, 1, 2, 3].map(count)), (40, [40, 1, 0, 0]));
    drop(first);
    until_kept(&folder);
    let mut second = Run::new(&folder);
    assert_eq!(asked(&mut second), right);
    write(&folder, "9.txt", "标题9\n\n什么都没有。\n");
    loop {
        if let LibraryEvent::Members { members, .. } = second.next()
            && let [(id, mask)] = members[..]
        {
            assert_eq!((second.titles[&id].as_str(), mask.has(0), mask.has(3)), ("标题9", false, true));
            break;
        }
    }
}
