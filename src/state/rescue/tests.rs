use super::super::store::PATIENCE;
use super::*;
use crate::model::{ArchiveId, Change, KeptPlace, TraceChange, TraceKey, TracePart};

/// A database with the traces of so many articles, closed.
fn made(path: &Path, articles: u64) {
    let mut store = StateStore::open(path, PATIENCE).unwrap();
    let place = KeptPlace { block: 3, byte: 5, percent: 43 };
    let change = |number: u64| {
        // As the numbers are that texts have: all over.
        let key = TraceKey { content: number.wrapping_mul(0x9E37_79B9_7F4A_7C15), file: number + 1 };
        let path = SafeText::line(&format!("/home/me/news/2022/{number}.md"));
        TraceChange { key, path, part: TracePart::Place(place) }
    };
    let changes = [Change::Traced((0..articles).map(change).collect()), Change::Searched(SafeText::line("天津"))];
    store.keep(&ArchiveId::default(), &changes, PATIENCE).unwrap();
}

fn rescued(path: &Path) -> (StateStore, usize) {
    let Rescue { store, aside } = rescue(path, PATIENCE).unwrap();
    let (aside, saved) = aside.expect("it was damaged");
    assert!(Path::new(aside.as_str()).exists());
    (store, saved)
}

#[test]
fn around_damaged_pages_everything_is_saved() {
    const PAGE: usize = 4096;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.sqlite");
    made(&path, 20_000);
    let mut bytes = std::fs::read(&path).unwrap();
    let pages = bytes.len() / PAGE;
    // Ten pages all over, but for the first ones, where the tables begin.
    for n in 1..=10 {
        let at = PAGE * (20 + n * (pages - 30) / 11);
        bytes[at..at + PAGE].fill(0xFF);
    }
    std::fs::write(&path, bytes).unwrap();
    assert!(StateStore::open(&path, PATIENCE).unwrap().traces().is_err(), "it is damaged");
    let (store, saved) = rescued(&path);
    let rows = store.traces().unwrap();
    assert_eq!(saved, rows.traces.len() + rows.files.len() + 1);
    assert!(rows.traces.len() + rows.files.len() > 38_000, "{}", rows.traces.len() + rows.files.len());
    assert!(rows.traces.values().all(|trace| trace.place.is_some_and(|place| place.percent == 43)));
    assert_eq!(store.memory(&ArchiveId::default(), &[]).unwrap().searches.len(), 1);
}

#[test]
fn of_half_a_file_half_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.sqlite");
    made(&path, 20_000);
    let length = std::fs::metadata(&path).unwrap().len();
    std::fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(length / 2).unwrap();
    let (_, saved) = rescued(&path);
    assert!(saved > 5_000, "{saved}");
}

#[test]
fn of_what_is_no_database_nothing_is_saved_and_nothing_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.sqlite");
    let text = "这不是数据库，只是一些文字，足够长的一些文字。".repeat(100);
    std::fs::write(&path, &text).unwrap();
    let Rescue { aside, .. } = rescue(&path, PATIENCE).unwrap();
    let (aside, saved) = aside.unwrap();
    assert_eq!((std::fs::read_to_string(aside.as_str()).unwrap(), saved), (text.clone(), 0));
    // A second one has another name.
    std::fs::write(&path, &text).unwrap();
    let (other, _) = rescue(&path, PATIENCE).unwrap().aside.unwrap();
    assert_ne!(aside, other);
}

#[test]
fn of_two_programs_one_sets_it_aside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.sqlite");
    std::fs::write(&path, "这不是数据库，只是一些文字，足够长的一些文字。".repeat(100)).unwrap();
    let rescues: Vec<Rescue> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| rescue(&path, PATIENCE).unwrap())).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(rescues.iter().filter(|rescue| rescue.aside.is_some()).count(), 1);
}
