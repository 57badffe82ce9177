//! The *commands*: what kanbao does without a screen. One file each; options in, text on stdout.
//!
//! Commands write no escape sequence at all: their output goes into pipes and files.

mod cache;
mod columns;
mod config;
mod define;
mod doctor;
mod file_tally;
mod fold;
mod index;
mod list;
pub mod markdown;
mod notes;
mod search;
mod shell;
mod show;
mod stats;

use std::io::{self, BufWriter, Write};
use std::mem::ManuallyDrop;
use std::ops::ControlFlow;

use crate::config as settings;
use crate::config::{ArchiveOptions, ConfigFault, ImportConfig, MatchingOptions};
use crate::error::Error;
use crate::library::{self, Archive, ArchiveArticle, Importer};
use crate::model::{OtherFiles, SafeText, Timestamp, TraceTable, Words, fill};
use crate::search::{Matching, Query};
use crate::state;

pub use cache::cache;
pub use config::config;
pub use define::define;
pub use doctor::doctor;
pub use fold::fold;
pub use index::index;
pub use list::list;
pub use notes::notes;
pub use search::search;
pub use shell::{completions, man};
pub use show::{plain, show};
pub use stats::stats;

/// The importer, as the configuration and the command line have it. What is wrong with the configuration is said.
fn importer(options: &ArchiveOptions) -> Importer {
    let (importing, faults) = settings::import_config(&options.paths);
    let (importer, wrong) = understood(&importing);
    for fault in faults.iter().chain(&wrong).filter(|_| !options.quiet) {
        say(&fault.to_string());
    }
    importer.in_encoding(options.encoding)
}

/// The importer that reads as a configuration says, without the rules and patterns that are none; and which those are.
pub fn understood(importing: &ImportConfig) -> (Importer, Vec<ConfigFault>) {
    let (importer, rules, chapters) = Importer::of_what_holds(importing.limits, &importing.rules, &importing.chapters);
    let rules = rules.iter().map(|(number, message)| importing.wrong_rule(*number, message));
    let chapters = chapters.iter().map(|(number, message)| importing.wrong_chapter(*number, message));
    (importer, rules.chain(chapters).collect())
}

/// Goes through the articles of an archive, by the catalogue as far as it holds: makes of each what `reduce` says, on
/// all cores, and gives that to `each`, in order, until it breaks off.
fn gather<T: Send>(
    options: &ArchiveOptions,
    importer: &Importer,
    reduce: impl Fn(ArchiveArticle<'_>) -> T + Sync,
    each: impl FnMut(T) -> ControlFlow<()>,
) -> OtherFiles {
    let cache = if options.no_cache { None } else { library::cache_folder() };
    // What is known of an archive is a great many small things, and the program ends before anybody else wants their
    // memory.
    let archive = ManuallyDrop::new(Archive::open(&options.paths, importer, cache));
    let (others, failure) = archive.each(reduce, each);
    if let Some(error) = failure.filter(|_| !options.quiet) {
        complain(&error);
    }
    others
}

/// What the reader did with articles, where that is wanted: looked into, and never made.
fn traces(options: &ArchiveOptions, wanted: bool) -> Option<TraceTable> {
    let path = state::path().filter(|_| wanted)?;
    let rows = state::traces(&path)?;
    let mut traces = TraceTable::new(state::archive_roots(&options.paths));
    traces.take_all(rows);
    traces.set_noted(state::annotations(&path).unwrap_or_default().iter().map(|annotation| annotation.key));
    Some(traces)
}

/// Says on stderr what was passed over, because it is of a kind that articles are not.
fn say_others(options: &ArchiveOptions, others: &OtherFiles) {
    if !others.is_empty() && !options.quiet {
        say(&others.sentence(Words::of(settings::language())));
    }
}

/// The query that was asked for.
fn query(typed: &str, matching: &MatchingOptions, options: &ArchiveOptions) -> Result<Query, Error> {
    let now = Timestamp::new(jiff::Timestamp::now(), Timestamp::CHINA);
    let matching = Matching { now, ..settings::matching(matching, &options.paths) };
    Query::parse(typed, &matching.options()).map_err(|error| {
        let words = Words::of(settings::language());
        let said = error.what.said(words);
        let place = typed[..error.at.start].chars().count() + 1;
        let part = &typed[error.at];
        let shown: String = part.chars().take(LONGEST_PART).collect();
        let cut = if shown.len() < part.len() { "⋯" } else { "" };
        let own = words.sentences();
        let at = fill(own.query_at, &[&place, &format_args!("{shown}{cut}")]);
        Error::Query { message: SafeText::line(&format!("{at}{}{said}", own.colon)) }
    })
}

/// As much of a wrong query is said again, in characters.
const LONGEST_PART: usize = 40;

/// How a command ended, where it did not fail altogether.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything asked for was done.
    Done,
    /// Something could not be done, and stderr says what; the rest was.
    Incomplete,
    /// `search`: nothing was found.
    NotFound,
    /// `search`: something could not be read.
    Trouble,
}

/// The exit status of a command; what made it fail goes to stderr.
pub fn code(result: Result<Outcome, Error>) -> u8 {
    match result {
        Ok(Outcome::Done) => 0,
        Ok(Outcome::Incomplete | Outcome::NotFound) => 1,
        Ok(Outcome::Trouble) => 2,
        Err(error) => {
            complain(&error);
            // A query that is none is a wrong argument, and so is a command.
            if matches!(error, Error::Query { .. } | Error::NoCommand { .. }) { 2 } else { 1 }
        }
    }
}

/// The exit status of `search`, as grep's: an error is 2.
pub fn search_code(result: Result<Outcome, Error>) -> u8 {
    if result.is_err() { code(result).max(2) } else { code(result) }
}

/// Standard output, buffered. A reader that went away (a closed pipe) ends the command quietly.
pub(crate) struct Output {
    out: BufWriter<io::Stdout>,
    closed: bool,
}

impl Output {
    pub fn new() -> Self {
        Self { out: BufWriter::with_capacity(64 * 1024, io::stdout()), closed: false }
    }

    /// Whether the reading end is closed, so that work can stop.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    pub fn bytes(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let result = self.out.write_all(bytes);
        self.noticing(result)
    }

    pub fn line(&mut self, text: &str) -> Result<(), Error> {
        self.bytes(text.as_bytes())?;
        self.bytes(b"\n")
    }

    /// One object a line.
    pub fn json(&mut self, value: &impl serde::Serialize) -> Result<(), Error> {
        self.bytes(json_line(value)?.as_bytes())
    }

    pub fn finish(&mut self) -> Result<(), Error> {
        let result = self.out.flush();
        self.noticing(result)
    }

    fn noticing(&mut self, result: io::Result<()>) -> Result<(), Error> {
        match result {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            Err(source) => Err(Error::Write { path: SafeText::line("stdout"), source }),
        }
    }
}

/// An object on a line of its own.
pub(crate) fn json_line(value: &impl serde::Serialize) -> Result<String, Error> {
    let line = serde_json::to_string(value);
    line.map(|line| line + "\n").map_err(|error| Error::Write { path: SafeText::line("stdout"), source: error.into() })
}

/// What clap has to say: help and version in full on stdout, a usage error as one line on stderr: in words of the
/// interface's language where there are any. Gives the exit code.
pub fn usage(error: &clap::Error, words: Option<String>) -> u8 {
    let text = error.render().to_string();
    if !error.use_stderr() {
        let mut out = Output::new();
        let text = if settings::language().is_chinese() { with_wide_colons(&text) } else { text };
        return code(out.bytes(text.as_bytes()).and_then(|()| out.finish()).map(|()| Outcome::Done));
    }
    if let Some(said) = words {
        say(&fill(Words::of(settings::language()).sentences().see_help, &[&SafeText::line(&said)]));
        return 2;
    }
    // Its first paragraph: what is missing stands on lines of its own.
    let said = text.split("\n\n").next().unwrap_or_default();
    let said = SafeText::line(said.strip_prefix("error: ").unwrap_or(said));
    let _ = writeln!(io::stderr(), "kanbao: {said} (see kanbao --help)");
    2
}

/// A page of help whose headings end with the colon that the language has: clap ends them all with its own.
fn with_wide_colons(page: &str) -> String {
    let heading = |line: &&str| !line.starts_with([' ', '\t']) && line.ends_with(':');
    let line = |line| Some(line).filter(heading).map_or(format!("{line}\n"), |line| line.replace(':', "：\n"));
    page.lines().map(line).collect()
}

/// One line on stderr.
pub(crate) fn complain(error: &Error) {
    say(&error.said(Words::of(settings::language())));
}

/// The same, for what is no error.
fn say(what: &str) {
    // Nothing is left to be done when stderr is closed too.
    let _ = writeln!(io::stderr(), "kanbao: {what}");
}
