//! What one article costs: the processor time from the bytes of a file to its article, on one thread. Made-up documents
//! of the usual sizes, a post, a dump and a text of 7 kB and a page of 100 kB; with `KANBAO_CORPUS` also the real files
//! in it, each folder with its mean. Then, of articles as they are in a made-up archive, what each stage costs: a stage
//! that no function of the library does alone is what is left of one that does it too.
//!
//! `cargo bench --bench articles` prints both tables. With a word behind `--` only what has it in its name is parsed, for
//! two seconds: for a profiler.

#[path = "documents.rs"]
mod documents;
#[allow(dead_code, unused_imports, reason = "other benches use the rest of it")]
mod made;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use documents::{hexo, html, scraped, text};
use kanbao::library::{self, Importer};
use kanbao::model::{Article, Origin};
use kanbao::search::FoldedArticle;
use made::{Form, MadeArticle};
use rustix::time::{ClockId, clock_gettime};

/// A document: its kind, the name of its file, its bytes.
struct Document {
    kind: String,
    name: String,
    bytes: Vec<u8>,
}

fn made() -> Vec<Document> {
    let of = |kind: &str, name: &str, text: String| Document {
        kind: kind.to_owned(),
        name: name.to_owned(),
        bytes: text.into_bytes(),
    };
    vec![
        of("made: post, 7 kB", "a.md", hexo(7_000)),
        of("made: dump, 7 kB", "a.txt", scraped(7_000)),
        of("made: text, 7 kB", "b.txt", text(7_000)),
        of("made: page, 100 kB", "a.html", html(100_000)),
    ]
}

/// The real files: small ones as articles, large ones as pages.
fn real() -> Vec<Document> {
    let Some(corpus) = std::env::var_os("KANBAO_CORPUS").map(PathBuf::from) else {
        println!("KANBAO_CORPUS is not set: only made-up documents are measured");
        return Vec::new();
    };
    let mut found = Vec::new();
    for folder in ["seeds", "rsshub", "rsshub2", "scraped", "html", "web"] {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(corpus.join(folder))
            .into_iter()
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|end| end == "md" || end == "txt" || end == "html"))
            .collect();
        paths.sort();
        for path in paths {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let Ok(bytes) = std::fs::read(&path) else { continue };
            found.push(Document { kind: format!("real: {folder}"), name, bytes });
        }
    }
    found
}

fn parse(document: &Document) -> usize {
    let origin = Origin::File(Path::new(&document.name).to_owned());
    library::parse(&origin, black_box(&document.bytes)).map_or(0, |article| article.body.len())
}

/// The shortest of some runs: what the work takes when nothing else is in the way.
fn fastest(document: &Document) -> Duration {
    const ROUNDS: usize = 9;
    let once = time(1, document).max(Duration::from_micros(10));
    let parses = (Duration::from_millis(3).as_nanos() / once.as_nanos()).clamp(1, 100) as u32;
    (0..ROUNDS).map(|_| time(parses, document) / parses).min().unwrap_or_default()
}

fn time(parses: u32, document: &Document) -> Duration {
    let start = clock();
    for _ in 0..parses {
        black_box(parse(document));
    }
    clock().saturating_sub(start)
}

/// How long this thread has been at work.
fn clock() -> Duration {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec.unsigned_abs(), now.tv_nsec as u32)
}

/// A file of a made-up archive, on the disk and in memory.
struct File {
    form: Form,
    path: PathBuf,
    bytes: Vec<u8>,
    article: Article,
}

/// Articles of a made-up archive, of every form.
fn files(folder: &Path) -> Vec<File> {
    const ARTICLES: usize = 600;
    let file = |number| {
        let made = MadeArticle::new(1, number);
        let extension = Path::new(&made.path()).extension().unwrap_or_default().to_owned();
        let path = folder.join(number.to_string()).with_extension(extension);
        let bytes = made.file();
        std::fs::write(&path, &bytes).ok()?;
        let article = library::parse(&Origin::File(path.clone()), &bytes).ok()?;
        Some(File { form: made.form, path, bytes, article })
    };
    (0..ARTICLES).filter_map(file).collect()
}

/// The processor time of some work on each file, in milliseconds a file: the least of some rounds.
fn each<T>(files: &[&File], mut work: impl FnMut(&File) -> T) -> f64 {
    let mut round = |_| {
        let start = clock();
        for file in files {
            black_box(work(file));
        }
        clock().saturating_sub(start)
    };
    let least = (0..7).map(&mut round).min().unwrap_or_default();
    least.as_secs_f64() * 1e3 / files.len().max(1) as f64
}

/// What each stage of an article costs, by the form of its file.
fn stages() {
    let Ok(folder) = tempfile::tempdir() else { return };
    let files = files(folder.path());
    let importer = Importer::default();
    let names = ["read", "decode", "extract", "the rest", "all", "fold"];
    print!("\n{:20} {:>5} {:>9}", "made-up archive, ms", "files", "mean kB");
    for name in names {
        print!(" {name:>9}");
    }
    println!();
    let forms = [Form::Post, Form::Markdown, Form::Scraped, Form::Page].map(Some);
    for form in [None].into_iter().chain(forms) {
        let of: Vec<&File> = files.iter().filter(|file| form.is_none_or(|form| file.form == form)).collect();
        let origin = |file: &File| Origin::File(file.path.clone());
        let read = each(&of, |file| std::fs::read(&file.path));
        let decode = each(&of, |file| library::decode(&file.bytes, None).is_some());
        let parse = each(&of, |file| library::parse(&origin(file), &file.bytes));
        let all = each(&of, |file| importer.read(&origin(file)));
        let fold = each(&of, |file| FoldedArticle::new(&file.article));
        let size = of.iter().map(|file| file.bytes.len()).sum::<usize>() as f64 / 1e3 / of.len() as f64;
        let name = form.map_or_else(|| "all".to_owned(), |form| format!("{form:?}").to_lowercase());
        print!("{name:20} {:>5} {size:>9.1}", of.len());
        for stage in [read, decode, parse - decode, all - read - parse, all, fold] {
            print!(" {stage:>9.3}");
        }
        println!();
    }
    println!("extract: recognised, parsed, furniture and credits; the rest: found, opened and handed on");
}

fn main() {
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let documents: Vec<Document> = made().into_iter().chain(real()).collect();
    if let Some(wanted) = wanted {
        let chosen: Vec<&Document> = documents
            .iter()
            .filter(|document| format!("{} {}", document.kind, document.name).contains(&wanted))
            .collect();
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(2) && !chosen.is_empty() {
            for document in &chosen {
                black_box(parse(document));
            }
        }
        return;
    }
    let mut kinds: Vec<&str> = documents.iter().map(|document| document.kind.as_str()).collect();
    kinds.dedup();
    println!("{:20} {:>5} {:>9} {:>11} {:>10} {:>11}", "", "files", "mean kB", "mean ms", "ms/100 kB", "slowest ms");
    for kind in kinds {
        let of: Vec<&Document> = documents.iter().filter(|document| document.kind == kind).collect();
        let times: Vec<f64> = of.iter().map(|document| fastest(document).as_secs_f64() * 1e3).collect();
        let size = of.iter().map(|document| document.bytes.len()).sum::<usize>() as f64 / 1e3;
        let (all, slowest) = (times.iter().sum::<f64>(), times.iter().copied().fold(0.0, f64::max));
        println!(
            "{kind:20} {:>5} {:>9.1} {:>11.3} {:>10.2} {slowest:>11.3}",
            of.len(),
            size / of.len() as f64,
            all / of.len() as f64,
            all / size * 100.0,
        );
    }
    stages();
}
