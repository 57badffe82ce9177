//! The loader on small folders, with readers that count, wait and panic.

use std::sync::mpsc::{Receiver, channel};

use super::*;
use crate::model::{Block, BlockKind, Part};

fn start(
    count: usize,
    read: impl Fn(&Origin) -> Result<Article, Error> + Send + Sync + 'static,
) -> (Loader, Receiver<Event>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..count {
        std::fs::write(folder.path().join(format!("{n:05}.txt")), "标题\n\n正文在这里，不长也不短。").unwrap();
    }
    let (sender, receiver) = channel();
    let origins = Origins::Paths(vec![folder.path().to_owned()]);
    let read = move |origin: &Arc<Origin>, found: &mut ArticleSink<'_>| found(Arc::clone(origin), read(origin));
    (Loader::start_with(origins, move |event| sender.send(event).is_ok(), read, || {}), receiver, folder)
}

fn next(receiver: &Receiver<Event>) -> Event {
    receiver.recv_timeout(Duration::from_secs(20)).expect("the loader answers")
}

fn article(text: &str) -> Article {
    let block = Block::plain(BlockKind::Paragraph, SafeText::body(text));
    Article { body: vec![block], ..Article::default() }
}

#[test]
fn every_entry_comes_once_and_then_it_is_done() {
    let (_loader, receiver, _folder) = start(700, crate::library::read);
    let mut seen = HashSet::new();
    let mut first = None;
    loop {
        match next(&receiver) {
            Event::Entries(entries) => {
                first = first.or(Some(entries.len()));
                assert!(entries.iter().all(|(id, entry)| seen.insert(*id) && entry.failure.is_none()));
            }
            Event::Done => break,
            Event::Progress { found, read } => assert!(read <= found),
            Event::Read(..) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((first, seen.len()), (Some(1), 700));
}

#[test]
fn an_article_is_read_once_for_list_and_reader() {
    let reads = Arc::new(Mutex::new(HashMap::<Origin, usize>::new()));
    let counted = Arc::clone(&reads);
    let (loader, receiver, _folder) = start(20, move |origin| {
        *counted.lock().unwrap().entry(origin.clone()).or_default() += 1;
        Ok(article("正文"))
    });
    while !matches!(next(&receiver), Event::Done) {}
    loader.open(EntryId(7));
    assert!(matches!(next(&receiver), Event::Article(EntryId(7), Ok(_))));
    assert!(reads.lock().unwrap().values().all(|&count| count == 1));
}

#[test]
fn opening_goes_before_scanning() {
    let (loader, receiver, _folder) = start(400, |_| {
        std::thread::sleep(Duration::from_millis(10));
        Ok(article("正文"))
    });
    while !matches!(next(&receiver), Event::Entries(_)) {}
    // By now the scan has found them all, or soon will; ask for one that is far behind.
    std::thread::sleep(Duration::from_millis(100));
    loader.open(EntryId(390));
    let mut before = 0;
    loop {
        match next(&receiver) {
            Event::Article(EntryId(390), answer) => break assert!(answer.is_ok()),
            Event::Entries(entries) => before += entries.len(),
            Event::Done => panic!("everything was read first"),
            _ => {}
        }
    }
    assert!(before < 200, "{before} entries came first");
}

#[test]
fn a_panic_is_an_entry_and_an_answer() {
    let (loader, receiver, _folder) = start(3, |_| panic!("on purpose"));
    let mut failed = 0;
    loop {
        match next(&receiver) {
            Event::Entries(entries) => {
                failed += entries.iter().filter(|(_, entry)| entry.failure.is_some()).count();
            }
            Event::Done => break,
            _ => {}
        }
    }
    assert_eq!(failed, 3);
    for id in [1, 99] {
        loader.open(EntryId(id));
        assert!(matches!(next(&receiver), Event::Article(EntryId(at), Err(_)) if at == id));
    }
}

#[test]
fn each_article_of_a_file_is_an_entry_that_can_be_opened() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "x").unwrap();
    let (sender, receiver) = channel();
    let origins = Origins::Paths(vec![folder.path().to_owned()]);
    let read = |origin: &Arc<Origin>, found: &mut ArticleSink<'_>| match &**origin {
        Origin::Part { part: Part::Item(number), .. } => {
            found(Arc::clone(origin), Ok(article(&format!("第{number}条"))))
        }
        _ => (1..=3).try_for_each(|number| {
            let part = Origin::Part { whole: Arc::clone(origin), part: Part::Item(number) };
            found(Arc::new(part), Ok(article(&format!("第{number}条"))))
        }),
    };
    let loader = Loader::start_with(origins, move |event| sender.send(event).is_ok(), read, || {});
    let mut entries = Vec::new();
    loop {
        match next(&receiver) {
            Event::Entries(batch) => entries.extend(batch),
            Event::Done => break,
            _ => {}
        }
    }
    let shown: Vec<String> = entries.iter().map(|(_, entry)| entry.origin.display().to_string()).collect();
    assert!(shown.iter().zip(1..).all(|(path, number)| path.ends_with(&format!("a.txt#{number}"))), "{shown:?}");
    for (id, text) in [(EntryId(0), "第1条"), (EntryId(2), "第3条")] {
        // Read again, not from the cache.
        loader.shared.state().cache = Cache::default();
        loader.open(id);
        let Event::Article(_, Ok(article)) = next(&receiver) else { panic!("no article") };
        assert_eq!(article.body[0].text(), text);
    }
}

#[test]
fn what_is_too_much_falls_out_of_the_cache_the_oldest_first() {
    let mut cache = Cache::default();
    let large = Arc::new(article(&"字".repeat(8 << 20)));
    for n in 0..4 {
        cache.keep(EntryId(n), &large);
    }
    assert!(cache.bytes <= CACHE);
    assert!(!cache.articles.contains_key(&EntryId(0)) && cache.articles.contains_key(&EntryId(3)));
}

#[test]
fn a_packed_file_streams_its_entries_and_each_can_be_opened() {
    use std::io::Write;
    let folder = tempfile::tempdir().unwrap();
    let mut zip = zip::ZipWriter::new(std::fs::File::create(folder.path().join("news.zip")).unwrap());
    for number in 0..300 {
        zip.start_file(format!("{number}.md"), zip::write::SimpleFileOptions::default()).unwrap();
        write!(zip, "---\ntitle: 第{number}篇\n---\n<p>正文在这里，不长也不短。</p>").unwrap();
    }
    zip.finish().unwrap();
    let (sender, receiver) = channel();
    let origins = Origins::Paths(vec![folder.path().to_owned()]);
    let loader = Loader::start(origins, Importer::default(), move |event| sender.send(event).is_ok());
    let (mut entries, mut first) = (Vec::new(), None);
    loop {
        match next(&receiver) {
            Event::Entries(batch) => {
                first = first.or(Some(batch.len()));
                entries.extend(batch);
            }
            Event::Done => break,
            _ => {}
        }
    }
    // In the order of the zip, the first as soon as it was read.
    let titles: Vec<&str> = entries.iter().map(|(_, entry)| entry.meta.title.as_str()).collect();
    assert_eq!((first, titles.len(), titles[0], titles[299]), (Some(1), 300, "第0篇", "第299篇"));
    assert!(entries.iter().zip(0..).all(|((id, _), number)| *id == EntryId(number)));
    for id in [EntryId(0), EntryId(211)] {
        loader.shared.state().cache = Cache::default();
        loader.open(id);
        let Event::Article(_, Ok(article)) = next(&receiver) else { panic!("no article") };
        assert_eq!(article.meta.title, format!("第{}篇", id.0).as_str());
    }
}
