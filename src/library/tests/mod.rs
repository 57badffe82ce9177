//! The library on importers that count, wait and panic.

mod importing;
mod looking;
mod opening;
mod remembering;
mod searching;
mod terms;

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::event::LibraryEvent;
use super::facade::Library;
use super::importer::ArticleSink;
use crate::model::{Article, Block, BlockKind, EntryId, Failure, Meta, Origin, RequestId, SafeText, Timestamp};
use crate::search::{Keywords, Query, QueryOptions, SearchHit};

/// Lets the clock of the disk go on: what was written just now is not relied on. Leaves a file there.
fn rest(folder: &Path) {
    let clock = folder.join("clock");
    let now = || {
        std::fs::write(&clock, "x").unwrap();
        std::fs::metadata(&clock).unwrap().modified().unwrap()
    };
    let begun = now();
    while now() < begun + Duration::from_millis(40) {
        std::thread::yield_now();
    }
}

/// More than the articles of these tests weigh.
const ROOM: usize = 1 << 20;

fn article(title: &str, body: &str) -> Article {
    let block = Block::plain(BlockKind::Paragraph, SafeText::body(body));
    let meta = Meta { title: SafeText::line(title), ..Meta::default() };
    Article { meta, body: vec![block], removed: Vec::new() }
}

fn query(typed: &str) -> Arc<Query> {
    Arc::new(Query::parse(typed, &QueryOptions::new(Timestamp::default())).expect("a query"))
}

fn keywords(words: &[&str]) -> Keywords {
    let mut keywords = Keywords::default();
    for word in words {
        assert!(keywords.add(word));
    }
    keywords
}

fn file(number: usize) -> Arc<Origin> {
    Arc::new(Origin::File(number.to_string().into()))
}

/// The number of a file that [`file`] made.
fn number(origin: &Origin) -> usize {
    let Origin::File(path) = origin else { panic!("no file: {origin:?}") };
    path.file_name().and_then(|name| name.to_str()?.parse().ok()).expect("a number")
}

/// Every third article is about a meeting.
fn meeting(number: usize) -> Article {
    article("标题", if number.is_multiple_of(3) { "11：30在天津開會。" } else { "别的事，也在天津。" })
}

fn meetings(all: usize) -> Vec<usize> {
    (0..all).step_by(3).collect()
}

/// A library, what it says, and which files were imported.
struct Desk {
    library: Library,
    events: Receiver<LibraryEvent>,
    imports: Arc<Mutex<Vec<usize>>>,
}

impl Desk {
    /// A library of so many meetings that holds so many bytes.
    fn new(articles: usize, budget: usize) -> Self {
        Self::importing(articles, budget, meeting)
    }

    /// The same, whose articles `import` makes when they are imported again.
    fn importing(articles: usize, budget: usize, import: impl Fn(usize) -> Article + Send + Sync + 'static) -> Self {
        let (sender, events) = channel();
        let imports = Arc::new(Mutex::new(Vec::new()));
        let imported = Arc::clone(&imports);
        let import = move |origin: &Arc<Origin>, found: &mut ArticleSink<'_>| {
            let number = number(origin);
            imported.lock().unwrap().push(number);
            found(Arc::clone(origin), Ok(import(number)))
        };
        let library = Library::with(Box::new(import), budget, move |event| sender.send(event).is_ok());
        library.import_nothing();
        let desk = Self { library, events, imports };
        (0..articles).for_each(|number| desk.add(number));
        desk
    }

    fn add(&self, number: usize) {
        assert_eq!(self.library.add(file(number), Ok(meeting(number))), EntryId(number));
    }

    /// The next event that is not about the progress of the import.
    fn next(&self) -> LibraryEvent {
        loop {
            match self.events.recv_timeout(Duration::from_mins(1)).expect("an event") {
                LibraryEvent::Entries(_) | LibraryEvent::Progress { .. } => {}
                event => return event,
            }
        }
    }

    /// What was imported since this was asked last, in order of number.
    fn imported(&self) -> Vec<usize> {
        let mut imported = std::mem::take(&mut *self.imports.lock().unwrap());
        imported.sort_unstable();
        imported
    }

    fn open(&self, id: usize) -> Result<Arc<crate::search::StoredArticle>, Failure> {
        self.library.open(EntryId(id));
        match self.next() {
            LibraryEvent::Opened { id: EntryId(of), answer } if of == id => answer,
            other => panic!("{other:?}"),
        }
    }

    /// The articles that match, once so many have been searched.
    fn search(&self, request: u64, typed: &str, all: usize) -> Vec<usize> {
        self.library.search(RequestId(request), &query(typed), None, 40);
        self.hits(request, all).iter().map(|hit| hit.id.0).collect()
    }

    fn hits(&self, request: u64, all: usize) -> Vec<SearchHit> {
        let mut found = Vec::new();
        let mut before = 0;
        loop {
            if let LibraryEvent::Hits { request: RequestId(of), hits, searched } = self.next()
                && of == request
            {
                assert!(searched >= before, "{searched} after {before}");
                before = searched;
                found.extend(hits);
                if searched == all {
                    found.sort_unstable_by_key(|hit| hit.id);
                    return found;
                }
            }
        }
    }

    /// How often each article has the keywords, once they have been counted in so many.
    fn counts(&self, request: u64, all: usize) -> Vec<(usize, Vec<u32>)> {
        let mut rows = std::collections::BTreeMap::new();
        loop {
            if let LibraryEvent::Counts { request: RequestId(of), counts, counted } = self.next()
                && of == request
            {
                rows.extend(counts.into_iter().map(|(id, row)| (id.0, row)));
                if counted == all {
                    return rows.into_iter().collect();
                }
            }
        }
    }
}

/// A folder of so many small files.
fn folder(count: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..count {
        write(folder.path(), &format!("{n:05}"), "标题\n\n正文在这里，不长也不短。");
    }
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

#[test]
fn a_panicking_importer_answers_every_request() {
    let desk = Desk::importing(7, 0, |_| panic!("on purpose"));
    assert!(matches!(desk.open(3), Err(Failure::Broken(why)) if why.as_str() == "on purpose"));
    assert!(matches!(desk.open(99), Err(Failure::Broken(_))), "there is no such entry");
    desk.library.find(RequestId(1), EntryId(0), &query("会"));
    assert!(matches!(desk.next(), LibraryEvent::Found { request: RequestId(1), answer: Err(Failure::Broken(_)) }));
    desk.library.terms(RequestId(2), EntryId(0));
    assert!(matches!(desk.next(), LibraryEvent::Terms { request: RequestId(2), answer: Err(Failure::Broken(_)), .. }));
    assert!(matches!(desk.next(), LibraryEvent::Terms { request: RequestId(2), .. }), "once more, for the archive");
    assert!(desk.search(3, "会", 7).is_empty());
    desk.library.count(RequestId(4), &keywords(&["天津"]));
    assert!(desk.counts(4, 7).is_empty());
    // And all of them again.
    assert!(desk.open(3).is_err());
    assert!(desk.search(5, "会", 7).is_empty());
}

#[test]
fn a_library_without_articles_answers_too() {
    let desk = Desk::new(0, ROOM);
    assert!(desk.search(1, "会", 0).is_empty());
    desk.library.count(RequestId(2), &keywords(&["天津"]));
    assert!(desk.counts(2, 0).is_empty());
    desk.library.terms(RequestId(3), EntryId(0));
    assert!(matches!(desk.next(), LibraryEvent::Terms { answer: Err(_), .. }));
}

/// How often something happened.
#[derive(Clone, Default)]
struct Tally(Arc<AtomicUsize>);

impl Tally {
    fn add(&self) -> usize {
        self.0.fetch_add(1, Ordering::Relaxed) + 1
    }

    fn get(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}
