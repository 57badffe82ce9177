//! What one article costs: the processor time from the bytes of a file to its article, on one thread. Made-up documents
//! of the usual sizes, a post, a dump and a text of 7 kB and a page of 100 kB; with `KANBAO_CORPUS` also the real files
//! in it, each folder with its mean.
//!
//! `cargo bench --bench articles` prints the table. With a word behind `--` only what has it in its name is parsed, for
//! two seconds: for a profiler.

#[path = "documents.rs"]
mod documents;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use documents::{hexo, html, scraped, text};
use kanbao::library;
use kanbao::model::Origin;
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
}
