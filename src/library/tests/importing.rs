//! Finding, importing and listing.

use std::collections::{HashMap, HashSet};
use std::io::Write;

use super::*;
use crate::error::Error;
use crate::library::{Importer, Origins};
use crate::model::{Entry, OtherFiles, Part};

type Import = Box<dyn Fn(&Arc<Origin>, &mut ArticleSink<'_>) -> ControlFlow<()> + Send + Sync>;

fn start(folder: &tempfile::TempDir, budget: usize, import: Import) -> (Library, Receiver<LibraryEvent>) {
    let (sender, events) = channel();
    let library = Library::with(import, budget, move |event| sender.send(event).is_ok());
    library.import(Origins::Paths(vec![folder.path().to_owned()]), None);
    (library, events)
}

/// One article of each origin.
fn one(read: impl Fn(&Origin) -> Article + Send + Sync + 'static) -> Import {
    Box::new(move |origin, found| found(Arc::clone(origin), Ok(read(origin))))
}

fn next(events: &Receiver<LibraryEvent>) -> LibraryEvent {
    events.recv_timeout(Duration::from_mins(1)).expect("an event")
}

/// All entries, in batches as they came.
fn batches(events: &Receiver<LibraryEvent>) -> Vec<Vec<(EntryId, Entry)>> {
    let mut batches = Vec::new();
    loop {
        match next(events) {
            LibraryEvent::Entries(batch) => batches.push(batch),
            LibraryEvent::Progress { found, read } => assert!(read <= found),
            LibraryEvent::Done => return batches,
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn every_entry_comes_once_and_then_it_is_done() {
    let folder = folder(1500);
    let (_library, events) = start(&folder, ROOM, Box::new(|origin, found| Importer::default().each(origin, found)));
    let batches = batches(&events);
    assert_eq!(batches[0].len(), 1, "the first as soon as it is there");
    assert!(batches.iter().all(|batch| batch.len() <= 256), "a key is answered between two batches");
    let mut seen = HashSet::new();
    assert!(batches.iter().flatten().all(|(id, entry)| seen.insert(*id) && entry.failure.is_none()));
    assert_eq!(seen.len(), 1500);
}

#[test]
fn an_article_is_imported_once_for_list_and_reader() {
    let imports = Arc::new(Mutex::new(HashMap::<usize, usize>::new()));
    let counted = Arc::clone(&imports);
    let folder = folder(20);
    let read = move |origin: &Origin| {
        *counted.lock().unwrap().entry(number(origin)).or_default() += 1;
        article("标题", "正文")
    };
    let (library, events) = start(&folder, ROOM, one(read));
    batches(&events);
    library.open(EntryId(7));
    assert!(matches!(next(&events), LibraryEvent::Opened { id: EntryId(7), answer: Ok(_) }));
    assert_eq!(imports.lock().unwrap().values().copied().collect::<Vec<_>>(), [1; 20]);
}

#[test]
fn opening_goes_before_listing() {
    let folder = folder(400);
    let (passes, pass) = channel::<()>();
    let pass = Mutex::new(pass);
    // Each import waits for a pass; 390 needs none.
    let read = move |origin: &Origin| {
        if number(origin) != 390 {
            pass.lock().unwrap().recv().unwrap();
        }
        article("标题", "正文")
    };
    let (library, events) = start(&folder, ROOM, one(read));
    passes.send(()).unwrap();
    while !matches!(next(&events), LibraryEvent::Entries(_)) {}
    // All importers wait. As soon as the scan has found that entry it can be opened.
    loop {
        library.open(EntryId(390));
        match next(&events) {
            LibraryEvent::Opened { answer: Ok(_), .. } => break,
            LibraryEvent::Done => panic!("everything was imported first"),
            _ => {}
        }
    }
    (0..399).for_each(|_| passes.send(()).unwrap());
    while !matches!(next(&events), LibraryEvent::Done) {}
}

#[test]
fn a_panic_is_an_entry() {
    let folder = folder(3);
    let (_library, events) = start(&folder, ROOM, one(|_| panic!("on purpose")));
    let entries: Vec<_> = batches(&events).into_iter().flatten().collect();
    assert_eq!(entries.len(), 3);
    assert!(
        entries
            .iter()
            .all(|(_, entry)| matches!(&entry.failure, Some(Failure::Broken(why)) if why.as_str() == "on purpose"))
    );
}

#[test]
fn what_is_no_article_is_counted_and_no_entry() {
    let folder = folder(6);
    std::fs::write(folder.path().join("a.png"), "x").unwrap();
    let import = |origin: &Arc<Origin>, found: &mut ArticleSink<'_>| match number(origin) % 2 {
        0 => found(Arc::clone(origin), Ok(article("标题", "正文"))),
        _ => {
            let kind = SafeText::line("pdf");
            found(Arc::clone(origin), Err(Error::OtherFile { path: origin.display(), kind }))
        }
    };
    let (_library, events) = start(&folder, ROOM, Box::new(import));
    let (mut listed, mut others) = (0, OtherFiles::default());
    loop {
        match next(&events) {
            LibraryEvent::Entries(entries) => listed += entries.len(),
            LibraryEvent::OtherFiles(counted) => others = counted,
            LibraryEvent::Done => break,
            _ => {}
        }
    }
    assert_eq!((listed, others.total()), (3, 4));
}

#[test]
fn each_article_of_a_file_is_an_entry_that_can_be_opened() {
    let folder = folder(1);
    let import = |origin: &Arc<Origin>, found: &mut ArticleSink<'_>| match &**origin {
        Origin::Part { part: Part::Item(number), .. } => {
            found(Arc::clone(origin), Ok(article("标题", &format!("第{number}条"))))
        }
        _ => (1..=3).try_for_each(|number| {
            let part = Origin::Part { whole: Arc::clone(origin), part: Part::Item(number) };
            found(Arc::new(part), Ok(article("标题", &format!("第{number}条"))))
        }),
    };
    // Nothing is held, so it is imported again.
    let (library, events) = start(&folder, 0, Box::new(import));
    let entries: Vec<_> = batches(&events).into_iter().flatten().collect();
    let shown: Vec<String> = entries.iter().map(|(_, entry)| entry.origin.display().to_string()).collect();
    assert!(shown.iter().zip(1..).all(|(path, number)| path.ends_with(&format!("00000#{number}"))), "{shown:?}");
    for (id, text) in [(EntryId(0), "第1条"), (EntryId(2), "第3条")] {
        library.open(id);
        let LibraryEvent::Opened { answer: Ok(stored), .. } = next(&events) else { panic!("no article") };
        assert_eq!(stored.article().body[0].text(), text);
    }
}

/// A zip of so many posts, of which every third is about a meeting.
fn zip_of(folder: &Path, count: usize) {
    let mut zip = zip::ZipWriter::new(std::fs::File::create(folder.join("news.zip")).unwrap());
    for number in 0..count {
        zip.start_file(format!("{number}.md"), zip::write::SimpleFileOptions::default()).unwrap();
        let text = if number % 3 == 0 { "11：30在天津開會。" } else { "别的事，也在天津。" };
        write!(zip, "---\ntitle: 第{number}篇\n---\n<p>{text}</p>").unwrap();
    }
    zip.finish().unwrap();
}

#[test]
fn a_packed_file_streams_its_entries_and_each_can_be_opened() {
    let folder = folder(0);
    zip_of(folder.path(), 300);
    let (library, events) = start(&folder, 0, Box::new(|origin, found| Importer::default().each(origin, found)));
    let batches = batches(&events);
    assert_eq!(batches[0].len(), 1);
    // In the order of the zip.
    let entries: Vec<_> = batches.into_iter().flatten().collect();
    let titles: Vec<_> = entries.iter().map(|(_, entry)| entry.brief().title()).collect();
    assert_eq!((titles.len(), &*titles[0], &*titles[299]), (300, "第0篇", "第299篇"));
    assert!(entries.iter().zip(0..).all(|((id, _), number)| *id == EntryId(number)));
    for id in [EntryId(0), EntryId(211)] {
        library.open(id);
        let LibraryEvent::Opened { answer: Ok(stored), .. } = next(&events) else { panic!("no article") };
        assert_eq!(stored.article().meta.title, format!("第{}篇", id.0).as_str());
    }
}

#[test]
fn a_packed_file_is_gone_through_once_for_a_search() {
    let folder = folder(0);
    zip_of(folder.path(), 700);
    let walks = Tally::default();
    let counted = walks.clone();
    let import = move |origin: &Arc<Origin>, found: &mut ArticleSink<'_>| {
        counted.add();
        Importer::default().each(origin, found)
    };
    let (library, events) = start(&folder, 0, Box::new(import));
    batches(&events);
    library.search(RequestId(1), &query("开会"), None, 40);
    let mut found = Vec::new();
    loop {
        if let LibraryEvent::Hits { hits, searched, .. } = next(&events) {
            found.extend(hits.into_iter().map(|hit| hit.id.0));
            if searched == 700 {
                break;
            }
        }
    }
    found.sort_unstable();
    assert_eq!((found, walks.get()), (meetings(700), 2));
}

#[test]
fn the_articles_that_arrive_answer_while_they_are_at_hand() {
    let folder = folder(900);
    let imports = Tally::default();
    let counted = imports.clone();
    let (gate, opened) = channel::<()>();
    let opened = Mutex::new(opened);
    let read = move |origin: &Origin| {
        if counted.add() == 1 {
            opened.lock().unwrap().recv().unwrap();
        }
        meeting(number(origin))
    };
    let (library, events) = start(&folder, 0, one(read));
    library.search(RequestId(1), &query("开会"), None, 40);
    library.count(RequestId(2), &keywords(&["天津"]));
    gate.send(()).unwrap();
    let (mut listed, mut found, mut all, mut rows) = (HashSet::new(), Vec::new(), 0, 0);
    while all < 900 || rows < 900 {
        match next(&events) {
            LibraryEvent::Entries(batch) => listed.extend(batch.into_iter().map(|(id, _)| id)),
            LibraryEvent::Hits { hits, searched, .. } => {
                assert!(hits.iter().all(|hit| listed.contains(&hit.id)), "entries come before their hits");
                found.extend(hits.into_iter().map(|hit| hit.id.0));
                all = searched;
            }
            LibraryEvent::Counts { counts, .. } => rows += counts.len(),
            LibraryEvent::Progress { .. } | LibraryEvent::Done => {}
            other => panic!("{other:?}"),
        }
    }
    found.sort_unstable();
    assert_eq!(found, meetings(900));
    // Those that arrived before the requests may have been imported again; not all of them.
    assert!(imports.get() < 2 * 900, "{} imports", imports.get());
}

#[test]
fn the_ends_of_a_large_text_come_before_the_whole() {
    let folder = tempfile::tempdir().unwrap();
    let paragraph = |n: usize| format!("　　第{n}天，天还没有亮，卖早点的推车就在桥头停下了，锅里的油响起来。\n");
    let paragraphs: String = (0..60_000).map(paragraph).collect();
    std::fs::write(folder.path().join("large.txt"), format!("桥头\n\n{paragraphs}")).unwrap();
    let line: String = paragraphs.lines().map(str::trim_start).collect();
    std::fs::write(folder.path().join("line.txt"), &line).unwrap();
    std::fs::write(folder.path().join("small.txt"), "桥头\n\n天还没有亮。\n").unwrap();
    let (sender, events) = channel();
    let origins = Origins::Paths(vec![folder.path().join("large.txt")]);
    let library = Library::start(origins, Importer::default(), None, move |event| sender.send(event).is_ok());
    let (mut lengths, mut ends) = (Vec::new(), None);
    let whole = loop {
        match next(&events) {
            LibraryEvent::Entries(batch) => {
                lengths.extend(batch.iter().map(|(_, entry)| entry.length));
                library.open(batch[0].0);
            }
            LibraryEvent::Excerpt { article, seam, .. } => ends = Some((article, seam.0)),
            LibraryEvent::Opened { answer, .. } => break answer.unwrap(),
            _ => {}
        }
    };
    let (ends, seam) = ends.expect("the ends");
    let (part, all) = (&ends.article().body, &whole.article().body);
    assert_eq!(ends.article().meta.title, "桥头");
    assert!(seam > 100 && part[..seam] == all[..seam]);
    assert!(part.len() - seam > 100 && part[seam..] == all[all.len() + seam - part.len()..]);
    assert!(ends.text_bytes() < 128 << 10, "it can be searched at once");
    // The first is a guess, for the ends are all that is known then.
    assert_eq!(lengths.len(), 2);
    assert!(lengths[0].abs_diff(lengths[1]) * 20 < lengths[1] && lengths[1] == whole.article().length());

    let excerpt = |name: &str| Importer::default().excerpt(&Arc::new(Origin::File(folder.path().join(name))));
    let text = excerpt("line.txt").expect("the ends").article;
    assert!(text.body.iter().all(|block| line.contains(block.text())), "no character is cut");
    assert!(excerpt("small.txt").is_none());
}
