//! Archives, made up: how kanbao fares with a thousand articles and with a million, beside the programs that are
//! installed of rg, newsboat, w3m and less.
//!
//! ```text
//! cargo bench --bench archives                          the tables for 1,000 and 10,000 articles
//! cargo bench --bench archives -- 100000 [--runs N] [--seed N] [--program PATH] [--only WORD]
//! cargo bench --bench archives -- make 10000 FOLDER [--seed N] [--feeds FOLDER]
//! ```
//!
//! `make` writes an archive into a folder: files of 7 kB in the mean, spread as sizes of articles are, of exported posts
//! mostly, in folders of years and months. The same seed gives the same files, and a smaller archive is the beginning of
//! a larger one. `--feeds` writes the same articles as feeds, with the list of them that newsboat reads.
//!
//! The tables are Markdown. What is compared runs in turn, so many times; shown are medians, and the median of the
//! ratios to the last row of a group. The disk is warm for all; *first time* is with empty folders for what a program
//! keeps, *again* with what it has kept. Time of the processor is that of all cores, user and system; the peak of a
//! command is at least what this program has itself, some 5 MB. rg compares bytes: what is in another encoding or in
//! traditional characters it does not find.

#[allow(dead_code, reason = "the tests use the rest of it")]
#[path = "../../tests/pty/session.rs"]
mod session;

#[path = "../installed.rs"]
mod installed;
#[allow(dead_code, unused_imports, reason = "other benches use the rest of it")]
#[path = "../made/mod.rs"]
mod made;

mod measure;
mod rows;
mod table;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use rows::Bench;

/// What is asked on the command line.
struct Asked {
    words: Vec<String>,
    seed: u64,
    runs: Option<usize>,
    program: PathBuf,
    feeds: Option<PathBuf>,
    /// Part of the titles of the tables that are wanted.
    only: String,
}

impl Asked {
    fn new() -> Result<Self, String> {
        let program = env!("CARGO_BIN_EXE_kanbao").into();
        let mut asked = Self { words: Vec::new(), seed: 1, runs: None, program, feeds: None, only: String::new() };
        let mut args = std::env::args().skip(1);
        while let Some(arg) = args.next() {
            let mut value = || args.next().ok_or(format!("{arg} wants a value"));
            match arg.as_str() {
                // Cargo's own.
                "--bench" => {}
                "--seed" => asked.seed = number(&value()?)?,
                "--runs" => asked.runs = Some(number::<usize>(&value()?)?.max(1)),
                "--program" => {
                    let program = value()?;
                    asked.program =
                        Path::new(&program).canonicalize().map_err(|error| format!("{program}: {error}"))?;
                }
                "--only" => asked.only = value()?,
                "--feeds" => asked.feeds = Some(value()?.into()),
                option if option.starts_with('-') => return Err(format!("{option}: unknown")),
                _ => asked.words.push(arg),
            }
        }
        Ok(asked)
    }
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.replace([',', '_'], "").parse().map_err(|_| format!("{text} is no number"))
}

fn main() -> ExitCode {
    let done = Asked::new().and_then(|asked| match asked.words.split_first() {
        Some((word, [articles, folder])) if word == "make" => make(&asked, number(articles)?, Path::new(folder)),
        Some((word, _)) if word == "make" => Err("make ARTICLES FOLDER [--seed N] [--feeds FOLDER]".to_owned()),
        None => [1_000, 10_000].into_iter().try_for_each(|articles| tables(&asked, articles)),
        Some(_) => asked.words.iter().try_for_each(|articles| tables(&asked, number(articles)?)),
    });
    done.map_or_else(
        |error| {
            eprintln!("{error}");
            ExitCode::FAILURE
        },
        |()| ExitCode::SUCCESS,
    )
}

fn make(asked: &Asked, articles: usize, folder: &Path) -> Result<(), String> {
    let start = Instant::now();
    let bytes = made::make(articles, asked.seed, folder, asked.feeds.as_deref()).map_err(|error| error.to_string())?;
    let seconds = start.elapsed().as_secs_f64();
    println!("{articles} articles, {:.1} MB, in {seconds:.1} s: {}", bytes as f64 / 1e6, folder.display());
    Ok(())
}

/// Makes an archive in a process of its own: what it had of memory would be told as that of all that is run after it.
fn made_by_another(articles: usize, seed: u64, archive: &Path, feeds: &Path) -> Result<(), String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = Command::new(own);
    command.args(["make", &articles.to_string()]).arg(archive);
    command.args(["--seed", &seed.to_string(), "--feeds"]).arg(feeds).stdout(Stdio::null());
    let status = command.status().map_err(|error| error.to_string())?;
    if status.success() { Ok(()) } else { Err(format!("no archive was made: {status}")) }
}

/// The bytes of all files in a folder.
fn size(folder: &Path) -> std::io::Result<u64> {
    std::fs::read_dir(folder)?.try_fold(0, |all, entry| {
        let entry = entry?;
        let metadata = entry.metadata()?;
        Ok(all + if metadata.is_dir() { size(&entry.path())? } else { metadata.len() })
    })
}

/// A table of the rows that belong together.
type Group = fn(&Bench) -> Vec<table::Row>;

fn tables(asked: &Asked, articles: usize) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let (archive, feeds) = (folder.path().join("archive"), folder.path().join("feeds"));
    made_by_another(articles, asked.seed, &archive, &feeds)?;
    let bytes = size(&archive).map_err(|error| error.to_string())?;
    let runs = asked.runs.unwrap_or(if articles > 20_000 { 3 } else { 5 });
    let bench = Bench { kanbao: asked.program.clone(), archive, feeds, articles, runs };
    println!("\n## {articles} articles, {:.1} MB, {runs} runs, {}", bytes as f64 / 1e6, machine());
    println!("\n{}", bench.expected());
    let groups: [(&str, Group); 5] = [
        ("all articles, first time", Bench::first_time),
        ("all articles, again", Bench::again),
        ("a phrase, command line", Bench::phrase),
        ("a phrase, typed in the reader", Bench::typed),
        ("one article, a page", Bench::one),
    ];
    let mut measured = Vec::new();
    for (title, rows) in groups.into_iter().filter(|(title, _)| title.contains(&asked.only)) {
        let rows = rows(&bench);
        table::print_head(title);
        table::print(&rows);
        measured.push((title, rows));
    }
    println!("\nIn short: {articles} articles, {} cores: {}.", cores(), in_short(&measured).join("; "));
    Ok(())
}

/// What README.md may quote of the tables.
fn in_short(measured: &[(&str, Vec<table::Row>)]) -> Vec<String> {
    let row = |title: &str, name: &str| {
        let (_, rows) = measured.iter().find(|(own, _)| own.contains(title))?;
        rows.iter().find(|row| row.name.contains(name)).map(|row| row.sample)
    };
    let time = |title, name| row(title, name).map(|sample| format!("{} ms", table::milliseconds(sample.wall)));
    let rest = |title, name| Some(format!("{:.0} MB", row(title, name)?.rest? as f64 / 1e6));
    [
        (
            "listed the first time",
            time("first time", "kanbao list"),
            time("first time", "newsboat"),
            "newsboat's import",
        ),
        ("in the reader again", time("again", "the reader"), time("again", "newsboat"), "newsboat"),
        ("a phrase found", time("command line", "many, again"), time("command line", "rg"), "rg -l"),
        ("as one types", time("typed", "many: all"), time("typed", "newsboat"), "newsboat"),
        ("memory at rest", rest("again", "the reader"), rest("again", "newsboat"), "newsboat"),
    ]
    .into_iter()
    .filter_map(|(what, ours, theirs, peer)| {
        let theirs = theirs.map_or_else(String::new, |theirs| format!(" ({peer} {theirs})"));
        Some(format!("{what} {}{theirs}", ours?))
    })
    .collect()
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// What it runs on.
fn machine() -> String {
    let read = |path| std::fs::read_to_string(path).unwrap_or_default();
    let model = read("/proc/cpuinfo")
        .lines()
        .find_map(|line| Some(line.strip_prefix("model name")?.trim_start_matches([' ', '\t', ':']).to_owned()));
    let load = read("/proc/loadavg").split(' ').next().unwrap_or_default().to_owned();
    format!("{} cores ({}), load {load} before", cores(), model.unwrap_or_default())
}
