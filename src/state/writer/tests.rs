use super::*;
use crate::model::{TraceChange, TraceKey, TracePart};

/// A writer, and what it says.
fn writer(path: &Path) -> (StateWriter, Receiver<StateEvent>) {
    let (sender, events) = mpsc::channel();
    let deliver = move |event| drop(sender.send(event));
    (StateWriter::start(path.to_owned(), ArchiveId::default(), Vec::new(), deliver).unwrap(), events)
}

/// What it says first: the memory and all traces.
fn told(events: &Receiver<StateEvent>) -> (Memory, TraceRows) {
    let (Ok(StateEvent::Memory(memory)), Ok(StateEvent::Traces(traces))) = (events.recv(), events.recv()) else {
        panic!("no memory")
    };
    (*memory, traces)
}

fn searched(text: &str) -> Change {
    Change::Searched(SafeText::line(text))
}

fn searches(path: &Path) -> usize {
    StateStore::open(path, PATIENCE).unwrap().memory(&ArchiveId::default(), &[]).unwrap().searches.len()
}

#[test]
fn what_it_was_given_is_kept_when_it_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.sqlite");
    let (keeper, events) = writer(&path);
    for n in 0..50 {
        keeper.keep(searched(&n.to_string()));
    }
    drop(keeper);
    assert_eq!(told(&events), (Memory::default(), TraceRows::default()));
    assert!(events.recv().is_err(), "nothing failed");
    assert_eq!(searches(&path), 50);
}

#[test]
fn nothing_is_made_before_there_is_something_to_keep() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kanbao").join("state.sqlite");
    let (keeper, events) = writer(&path);
    assert_eq!(told(&events), (Memory::default(), TraceRows::default()));
    drop(keeper);
    assert!(!path.exists());
}

#[test]
fn what_cannot_be_kept_is_said_once_and_kept_later() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.sqlite");
    // A folder stands where the file would be.
    std::fs::create_dir(&path).unwrap();
    let (keeper, events) = writer(&path);
    assert_eq!(told(&events), (Memory::default(), TraceRows::default()));
    assert!(matches!(events.recv().unwrap(), StateEvent::Failed(_)));
    keeper.keep(searched("x"));
    keeper.keep(searched("y"));
    std::fs::remove_dir(&path).unwrap();
    // By itself, without another change.
    while !path.exists() || searches(&path) < 2 {
        assert!(events.try_recv().is_err(), "it is said again");
        std::thread::yield_now();
    }
    assert!(keeper.close().is_none());
}

#[test]
fn what_another_program_keeps_us_from_keeping_is_said_at_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.sqlite");
    drop(StateStore::open(&path, PATIENCE).unwrap());
    let (keeper, events) = writer(&path);
    told(&events);
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    for n in 0..4 {
        keeper.keep(searched(&n.to_string()));
    }
    // All four are waited for together.
    let error = keeper.close().map(|error| error.to_string()).unwrap_or_default();
    assert!(error.contains("locked"), "{error}");
}

#[test]
fn a_panic_is_said_and_what_came_since_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("panics");
    let (sender, events) = mpsc::channel();
    std::fs::write(&path, "").unwrap();
    // It panics until something is in the file.
    let open = |path: &Path, patience| match std::fs::metadata(path).is_ok_and(|file| file.len() > 0) {
        true => StateStore::begin(&path.with_extension("sqlite"), patience),
        false => panic!("on purpose"),
    };
    let deliver = move |event| drop(sender.send(event));
    let writer = StateWriter::start_with(path.clone(), ArchiveId::default(), Vec::new(), deliver, open).unwrap();
    assert_eq!(told(&events), (Memory::default(), TraceRows::default()), "nobody waits for a dead one");
    assert!(matches!(events.recv().unwrap(), StateEvent::Failed(error) if error.to_string().contains("on purpose")));
    writer.keep(searched("x"));
    std::fs::write(&path, "x").unwrap();
    writer.keep(searched("y"));
    assert!(writer.close().is_none());
    assert_eq!(searches(&path.with_extension("sqlite")), 2);
}

#[test]
fn one_of_a_later_version_is_read_and_nothing_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.sqlite");
    let mut store = StateStore::open(&path, PATIENCE).unwrap();
    store.keep(&ArchiveId::default(), &[searched("天津")], PATIENCE).unwrap();
    store.database.pragma_update(None, "user_version", 99).unwrap();
    drop(store);
    let before = std::fs::read(&path).unwrap();
    let (keeper, events) = writer(&path);
    assert_eq!(told(&events).0.searches, [SafeText::line("天津")]);
    assert!(matches!(events.recv().unwrap(), StateEvent::Newer));
    keeper.keep(searched("会议"));
    assert!(keeper.close().is_some_and(|error| error.to_string().contains("later version")));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_damaged_one_is_set_aside_and_what_can_be_read_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.sqlite");
    std::fs::write(&path, "这不是数据库，只是一些文字，足够长的一些文字。".repeat(100)).unwrap();
    let (keeper, events) = writer(&path);
    assert!(matches!(events.recv().unwrap(), StateEvent::SetAside(to, 0) if to.contains(".damaged-")));
    told(&events);
    keeper.keep(searched("会议"));
    assert!(keeper.close().is_none());
    assert_eq!(searches(&path), 1);
}

#[test]
fn a_database_that_is_damaged_or_removed_while_it_is_open_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.sqlite");
    let (keeper, events) = writer(&path);
    told(&events);
    let kept = |count| {
        while !path.exists()
            || StateStore::glance(&path).is_none_or(|store| {
                store.memory(&ArchiveId::default(), &[]).map_or(0, |memory| memory.searches.len()) < count
            })
        {
            std::thread::yield_now();
        }
    };
    keeper.keep(searched("x"));
    kept(1);
    // As another program sets it aside.
    std::fs::rename(&path, folder.path().join("elsewhere")).unwrap();
    let _ = std::fs::remove_file(folder.path().join("state.sqlite-wal"));
    let _ = std::fs::remove_file(folder.path().join("state.sqlite-shm"));
    keeper.keep(searched("y"));
    kept(1);
    assert!(keeper.close().is_none());
    assert_eq!(searches(&path), 1);
    assert!(events.try_recv().is_err(), "nothing is to be said of it");
}

#[test]
fn a_hundred_places_of_one_article_are_one_row() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.sqlite");
    let (keeper, events) = writer(&path);
    told(&events);
    let key = TraceKey { content: 1, file: 2 };
    for byte in 0..100 {
        let place = crate::model::KeptPlace { block: 1, byte, percent: 1 };
        let change = TraceChange { key, path: SafeText::line("a.md"), part: TracePart::Place(place) };
        keeper.keep(Change::Traced(vec![change]));
    }
    assert!(keeper.close().is_none());
    let rows = StateStore::open(&path, PATIENCE).unwrap().traces().unwrap();
    assert_eq!(rows.traces[&1].place.map(|place| place.byte), Some(99));
    assert_eq!((rows.traces.len(), rows.files.len()), (1, 1));
}
