use super::super::fault::FaultKind;
use super::super::rows::{ARCHIVES, SEARCHES};
use super::*;
use crate::model::{
    KeptPlace, KeptSetting, KeptWord, LastView, OwnTags, SavedSearch, TraceChange, TraceKey, TracePart,
};

fn samples() -> ArchiveId {
    ArchiveId::default()
}

fn word(word: &str, slot: u8, on: bool) -> KeptWord {
    KeptWord { word: SafeText::line(word), name: None, slot, on }
}

fn searched(store: &mut StateStore, text: &str) {
    store.keep(&samples(), &[Change::Searched(SafeText::line(text))], PATIENCE).unwrap();
}

fn texts(memory: &Memory) -> Vec<&str> {
    memory.searches.iter().map(SafeText::as_str).collect()
}

#[test]
fn what_two_programs_keep_is_there_for_a_third() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/er/state.sqlite");
    let mut one = StateStore::open(&path, PATIENCE).unwrap();
    let mut other = StateStore::open(&path, PATIENCE).unwrap();
    searched(&mut one, "天津");
    searched(&mut other, "会议");
    searched(&mut one, "天津");
    one.keep(&samples(), &[Change::Keyword(word("核酸", 1, true))], PATIENCE).unwrap();
    other.keep(&samples(), &[Change::Keyword(word("津南区", 2, true))], PATIENCE).unwrap();
    let named = KeptWord { name: Some(SafeText::line("检测")), ..word("核酸", 3, false) };
    other.keep(&samples(), &[Change::Keyword(named.clone())], PATIENCE).unwrap();
    one.keep(&samples(), &[Change::Keyword(word("疫情", 0, true))], PATIENCE).unwrap();
    one.keep(&samples(), &[Change::NoKeyword(SafeText::line("疫情"))], PATIENCE).unwrap();
    let memory = StateStore::open(&path, PATIENCE).unwrap().memory(&samples(), &[]).unwrap();
    assert_eq!(texts(&memory), ["天津", "会议"]);
    assert_eq!(memory.keywords, [named, word("津南区", 2, true)]);
}

#[test]
fn old_searches_are_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = StateStore::open(&folder.path().join("state.sqlite"), PATIENCE).unwrap();
    for n in 0..SEARCHES + 10 {
        searched(&mut store, &n.to_string());
    }
    let memory = store.memory(&samples(), &[]).unwrap();
    assert_eq!(memory.searches.len(), usize::try_from(SEARCHES).unwrap());
    assert_eq!(memory.searches[0].as_str(), (SEARCHES + 9).to_string());
}

#[test]
fn a_file_that_is_no_database_or_of_a_later_version_is_an_error_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.sqlite");
    std::fs::write(&path, "这不是数据库，只是一些文字，足够长的一些文字。".repeat(100)).unwrap();
    let before = std::fs::read(&path).unwrap();
    assert!(matches!(StateStore::open(&path, PATIENCE), Err(Error::State { .. })));
    assert_eq!(std::fs::read(&path).unwrap(), before);
    let path = folder.path().join("later.sqlite");
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 1000).unwrap();
    let Err(error) = StateStore::open(&path, PATIENCE) else { panic!("opened") };
    assert!(error.to_string().contains("later version"), "{error}");
}

#[test]
fn a_row_that_is_none_of_ours_costs_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.sqlite");
    let mut store = StateStore::open(&path, PATIENCE).unwrap();
    searched(&mut store, "天津");
    store.keep(&samples(), &[Change::Keyword(word("核酸", 1, true))], PATIENCE).unwrap();
    let odd = "INSERT INTO keyword VALUES ('疫情', NULL, 300, 1, 9); INSERT INTO search VALUES (x'FFFF', 9)";
    store.database.execute_batch(odd).unwrap();
    let memory = store.memory(&samples(), &[]).unwrap();
    assert_eq!((texts(&memory), &memory.keywords), (vec!["天津"], &vec![word("核酸", 1, true)]));
}

#[test]
fn what_cannot_be_written_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state 100%.sqlite");
    let mut store = StateStore::open(&path, PATIENCE).unwrap();
    searched(&mut store, "天津");
    drop(store);
    assert_eq!(texts(&StateStore::glance(&path).unwrap().memory(&samples(), &[]).unwrap()), ["天津"]);
    assert!(StateStore::glance(&folder.path().join("none")).is_none());
}

fn arranged(store: &mut StateStore, archive: &ArchiveId, arrangement: &str) {
    let arrangement = arrangement.parse().expect("an arrangement");
    store.keep(archive, &[Change::Arranged(arrangement)], PATIENCE).unwrap();
}

fn arrangement(store: &StateStore, archive: &ArchiveId) -> String {
    store.memory(archive, &[]).unwrap().arrangement.map_or_else(|| "-".to_owned(), |kept| kept.to_string())
}

#[test]
fn each_archive_has_an_arrangement_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.sqlite");
    let mut one = StateStore::open(&path, PATIENCE).unwrap();
    let mut other = StateStore::open(&path, PATIENCE).unwrap();
    let news = ArchiveId::of([&b"/news"[..], b"/a"]);
    assert_eq!(news, ArchiveId::of([&b"/a"[..], b"/news", b"/a"]), "in whichever order they are named");
    arranged(&mut one, &news, "title reversed month");
    arranged(&mut other, &samples(), "path");
    arranged(&mut other, &ArchiveId::of([&b"/a"[..]]), "length folder");
    assert_eq!(
        (arrangement(&one, &news), arrangement(&one, &samples())),
        ("title reversed month".into(), "path".into())
    );
    arranged(&mut other, &news, "date");
    assert_eq!(
        (arrangement(&one, &news), arrangement(&one, &ArchiveId::of([&b"/b"[..]]))),
        ("date".into(), "-".into())
    );
    // Of a later version, or damaged: as if nothing had been kept.
    let odd = "UPDATE archive SET arrangement = 'size week' WHERE arrangement = 'path';
               UPDATE archive SET arrangement = x'FF' WHERE arrangement = 'date'";
    one.database.execute_batch(odd).unwrap();
    assert_eq!((arrangement(&one, &news), arrangement(&one, &samples())), ("-".into(), "-".into()));
}

#[test]
fn the_archives_that_were_not_arranged_for_long_are_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = StateStore::open(&folder.path().join("state.sqlite"), PATIENCE).unwrap();
    let archive = |number: i64| ArchiveId::of([number.to_string().as_bytes()]);
    for number in 0..ARCHIVES + 3 {
        arranged(&mut store, &archive(number), "path");
        arranged(&mut store, &archive(0), "title");
    }
    let count: i64 = store.database.query_row("SELECT count(*) FROM archive", [], |row| row.get(0)).unwrap();
    assert!(count <= ARCHIVES, "{count}");
    assert_eq!((arrangement(&store, &archive(0)), arrangement(&store, &archive(1))), ("title".into(), "-".into()));
}

#[test]
fn a_database_of_an_older_version_is_brought_up_to_date_and_can_be_glanced_at_before() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.sqlite");
    let old = Connection::open(&path).unwrap();
    old.execute_batch(STEPS[0]).unwrap();
    old.execute_batch("INSERT INTO search VALUES ('天津', 1)").unwrap();
    old.pragma_update(None, "user_version", 1).unwrap();
    drop(old);
    let glanced = StateStore::glance(&path).unwrap().memory(&samples(), &[]).unwrap();
    assert_eq!((texts(&glanced), glanced.arrangement), (vec!["天津"], None));
    let mut store = StateStore::open(&path, PATIENCE).unwrap();
    assert_eq!(texts(&store.memory(&samples(), &[]).unwrap()), ["天津"]);
    arranged(&mut store, &samples(), "source");
    assert_eq!(arrangement(&StateStore::open(&path, PATIENCE).unwrap(), &samples()), "source");
}

fn key(content: u64, file: u64) -> TraceKey {
    TraceKey { content, file }
}

fn traced(key: TraceKey, part: TracePart) -> Change {
    Change::Traced(vec![TraceChange { key, path: SafeText::line("/news/a.md"), part }])
}

#[test]
fn each_part_of_a_trace_is_kept_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.sqlite");
    let mut one = StateStore::open(&path, PATIENCE).unwrap();
    let mut other = StateStore::open(&path, PATIENCE).unwrap();
    let place = KeptPlace { block: KeptPlace::TAIL, byte: 7, percent: 43 };
    let of = key(u64::MAX, u64::MAX - 1);
    one.keep(&samples(), &[traced(of, TracePart::Place(place))], PATIENCE).unwrap();
    other.keep(&samples(), &[traced(of, TracePart::Starred(Some(true)))], PATIENCE).unwrap();
    one.keep(&samples(), &[traced(of, TracePart::Read(Some(false)))], PATIENCE).unwrap();
    let rows = other.traces().unwrap();
    let trace = rows.traces[&of.content];
    assert_eq!((trace.read, trace.starred, trace.place), (Some(false), Some(true), Some(place)));
    assert_eq!(rows.files[&of.file], of.content);
    // Another text in the same file: it goes on with the trace of the one before, which stays what it was.
    let edited = key(5, of.file);
    one.keep(&samples(), &[traced(edited, TracePart::Starred(None))], PATIENCE).unwrap();
    let rows = one.traces().unwrap();
    assert_eq!((rows.traces[&5].starred, rows.traces[&5].place), (None, Some(place)));
    assert_eq!((rows.traces[&of.content], rows.files[&of.file]), (trace, 5));
    // Its tags too, and once they are others they are its own.
    let tags = |text: &str| TracePart::Tags(OwnTags::typed(text));
    other.keep(&samples(), &[traced(key(7, 70), tags("天津 AI"))], PATIENCE).unwrap();
    one.keep(&samples(), &[traced(key(8, 70), TracePart::Here)], PATIENCE).unwrap();
    let kept = |store: &StateStore, content| store.traces().unwrap().tags[&content].to_string();
    assert_eq!((kept(&one, 7), kept(&one, 8)), (String::from("天津 AI"), String::from("天津 AI")));
    one.keep(&samples(), &[traced(key(8, 70), tags(""))], PATIENCE).unwrap();
    one.keep(&samples(), &[traced(key(8, 70), TracePart::Read(None))], PATIENCE).unwrap();
    assert_eq!((kept(&other, 7), kept(&other, 8)), (String::from("天津 AI"), String::new()));
    // What came through a pipe has no file.
    one.keep(&samples(), &[traced(key(6, 0), TracePart::Read(Some(true)))], PATIENCE).unwrap();
    assert_eq!(one.traces().unwrap().files.len(), 2);
}

#[test]
fn how_an_archive_was_left_comes_with_the_traces_that_are_wanted_first() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.sqlite");
    let mut store = StateStore::open(&path, PATIENCE).unwrap();
    let news = ArchiveId::of([&b"/news"[..]]);
    let view = LastView { article: key(1, 10), in_text: true, list_hidden: false };
    let setting =
        KeptSetting { name: SafeText::line("measure"), value: SafeText::line("36"), configured: SafeText::line("32") };
    let read = |key| traced(key, TracePart::Read(Some(true)));
    store.keep(&news, &[read(key(1, 10)), read(key(2, 20)), read(key(3, 30))], PATIENCE).unwrap();
    store.keep(&news, &[Change::Viewed(view.clone()), Change::Set(setting.clone())], PATIENCE).unwrap();
    let memory = store.memory(&news, &[20, 99]).unwrap();
    assert_eq!((memory.view, memory.settings), (Some(view), vec![setting]));
    let mut first: Vec<u64> = memory.first.traces.keys().copied().collect();
    first.sort_unstable();
    assert_eq!((first, memory.first.files.get(&20)), (vec![1, 2], Some(&2)));
    assert_eq!(store.memory(&samples(), &[]).unwrap().view, None);
    // What is none of ours is passed over.
    let odd = "UPDATE article SET percent = 300, block = -1 WHERE content = 2; UPDATE view SET in_text = 'yes'";
    store.database.execute_batch(odd).unwrap();
    assert_eq!(store.traces().unwrap().traces.len(), 2);
    assert_eq!(store.memory(&news, &[20]).unwrap().view, None);
}

#[test]
fn it_is_for_its_owner_alone() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("a/kanbao");
    let mode = |path: &Path| std::fs::metadata(path).unwrap().mode() & 0o777;
    let path = own.join("state.sqlite");
    let mut store = StateStore::open(&path, PATIENCE).unwrap();
    searched(&mut store, "天津");
    for name in ["state.sqlite", "state.sqlite-wal", "state.sqlite-shm"] {
        assert_eq!(mode(&own.join(name)), 0o600, "{name}");
    }
    assert_eq!(mode(&own), 0o700);
    drop(store);
    // As versions before this one left them.
    std::fs::set_permissions(&own, PermissionsExt::from_mode(0o755)).unwrap();
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).unwrap();
    drop(StateStore::open(&path, PATIENCE).unwrap());
    assert_eq!((mode(&own), mode(&path)), (0o700, 0o600));
}

#[test]
fn one_of_a_later_version_is_read_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.sqlite");
    let mut store = StateStore::open(&path, PATIENCE).unwrap();
    searched(&mut store, "天津");
    let later = "ALTER TABLE article ADD COLUMN more; DROP TABLE keyword; PRAGMA user_version = 99";
    store.database.execute_batch(later).unwrap();
    drop(store);
    let before = std::fs::read(&path).unwrap();
    let Err(fault) = StateStore::begin(&path, PATIENCE) else { panic!("opened") };
    assert_eq!(fault.kind, FaultKind::Newer);
    let glanced = StateStore::glance(&path).unwrap();
    assert!(glanced.traces().is_ok());
    assert_eq!(texts(&glanced.memory(&samples(), &[]).unwrap()), ["天津"], "what is not as it was is passed over");
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing was made beside it");
}

#[test]
fn what_was_read_to_its_end_is_kept_with_when() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.sqlite");
    let mut store = StateStore::open(&path, PATIENCE).unwrap();
    let finish = |content| Finish {
        content,
        path: SafeText::line("/a.md"),
        source: SafeText::line("某报"),
        zi: 1200,
        minutes: 3,
    };
    let before = jiff::Timestamp::now().as_second();
    let changes = [u64::MAX, 7].map(|content| Change::Finished(finish(content)));
    store.keep(&samples(), &changes, PATIENCE).unwrap();
    store.keep(&samples(), &[Change::Unfinished(7)], PATIENCE).unwrap();
    let kept = crate::state::finishes(&path);
    assert_eq!(kept.iter().map(|(_, finish)| finish.clone()).collect::<Vec<_>>(), [finish(u64::MAX)]);
    assert!((before..before + 3600).contains(&kept[0].0), "{kept:?}");
    assert!(crate::state::finishes(&folder.path().join("none")).is_empty());
}

#[test]
fn annotations_and_bookmarks_are_kept_changed_and_removed() {
    use crate::model::{Annotation, AnnotationId, Bookmark, Citation, HighlightColour, Place, Quotation, TextSpan};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.sqlite");
    let mut store = StateStore::open(&path, PATIENCE).unwrap();
    let mut keep = |changes: &[Change]| store.keep(&samples(), changes, PATIENCE).unwrap();
    let key = TraceKey { content: u64::MAX, file: 3 };
    let span = TextSpan { start: Place::default(), end: Place { byte: 6, ..Place::default() } };
    let annotation = Annotation {
        id: AnnotationId::of(key, span),
        key,
        path: SafeText::line("/news/a.md"),
        span,
        quotation: Quotation { exact: SafeText::body("天津\n会议"), ..Quotation::default() },
        colour: HighlightColour::Blue,
        note: SafeText::body("一\n二"),
        made: 1000,
        cited: Citation { title: SafeText::line("会议"), ..Citation::default() },
    };
    let bookmark = |letter, content| Bookmark {
        letter,
        key: TraceKey { content, file: 0 },
        path: SafeText::default(),
        place: Place { byte: 9, ..Place::default() },
    };
    let now = Annotation { made: 0, note: SafeText::default(), ..annotation.clone() };
    let other = Annotation { id: AnnotationId(7), made: 2000, ..annotation.clone() };
    keep(&[Change::Annotated(Box::new(annotation.clone())), Change::Annotated(Box::new(other))]);
    // When it was made stays when it changes. What is small is each article's own.
    keep(&[Change::Annotated(Box::new(now)), Change::NoAnnotation(AnnotationId(7))]);
    let marks = [bookmark('B', 1), bookmark('B', 2), bookmark('a', 1), bookmark('a', 2)];
    keep(&marks.clone().map(Change::Bookmarked));
    let memory = StateStore::open(&path, PATIENCE).unwrap().memory(&samples(), &[]).unwrap();
    assert_eq!(memory.annotations, [Annotation { note: SafeText::default(), ..annotation }]);
    assert_eq!(memory.bookmarks, marks[1..]);
}

#[test]
fn saved_searches_are_kept_and_the_one_that_an_archive_shows() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.sqlite");
    let mut store = StateStore::open(&path, PATIENCE).unwrap();
    let news = ArchiveId::of([&b"/news"[..]]);
    let line = SafeText::line;
    let saved = |id: &str, query: &str, key, number| SavedSearch {
        id: line(id),
        name: line(id),
        query: line(query),
        key,
        number,
    };
    let (one, other) = (saved("+a", "天津 -体育", Some('7'), 9), saved("unread", "", None, 0));
    let kept =
        [Change::SavedSearch(one.clone()), Change::SavedSearch(other.clone()), Change::ShownSearch(Some(line("+a")))];
    store.keep(&news, &kept, PATIENCE).unwrap();
    let memory = store.memory(&news, &[]).unwrap();
    assert_eq!((memory.saved, memory.shown_search), (vec![other.clone(), one], Some(line("+a"))));
    assert_eq!(store.memory(&samples(), &[]).unwrap().shown_search, None, "of another archive");
    store.keep(&news, &[Change::NoSavedSearch(line("+a")), Change::ShownSearch(None)], PATIENCE).unwrap();
    let memory = store.memory(&news, &[]).unwrap();
    assert_eq!((memory.saved, memory.shown_search), (vec![other], None));
}
