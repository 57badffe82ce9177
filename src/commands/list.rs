//! `kanbao list`: one line for each article, arranged as the list of the reader is; with a heading above each group.

use std::borrow::Cow;
use std::mem::ManuallyDrop;
use std::ops::ControlFlow;

use rayon::prelude::*;
use serde::Serialize;

use super::file_tally::FileTally;
use super::{Outcome, Output};
use crate::config::ListOptions;
use crate::error::Error;
use crate::library::ArchiveArticle;
use crate::model::{Entry, Meta, SafeText, SortBy, TraceTable};
use crate::search::{Document, Facts, Folded, Heading, OrderFacts, OrderKeys, Query};
use crate::text;

/// An article's line, as JSON has it.
#[derive(Serialize)]
struct ListLine {
    #[serde(flatten)]
    meta: Meta,
    /// The body's length in 字.
    length: usize,
    /// The tags that the reader gave it.
    own_tags: Vec<SafeText>,
}

/// The same, in a group.
#[derive(Serialize)]
struct GroupedLine {
    #[serde(flatten)]
    line: ListLine,
    /// The day, the month, or the name of the group; null for what is in none.
    group: Option<String>,
}

/// So many lines are made in a row by one core, and so many times that before they are written.
const CHUNK: usize = 1024;
const ROUND: usize = 16 * CHUNK;

/// Lists the articles. Files that cannot be read are named on stderr; the tally of files says when that is a failure.
///
/// # Errors
/// When stdout cannot be written to.
pub fn list(options: &ListOptions) -> Result<Outcome, Error> {
    let importer = super::importer(&options.archive);
    let filter =
        options.filter.as_deref().map(|typed| super::query(typed, &options.matching, &options.archive)).transpose()?;
    let asks_for_marks = filter.as_ref().is_some_and(Query::asks_for_marks);
    let traces = super::traces(&options.archive, asks_for_marks || options.json || options.sort == SortBy::Read);
    let facts = |meta: &Meta| traces.as_ref().map_or_else(Facts::default, |traces| Facts::of(traces, meta));
    // As the list in the reader is filtered: by the title and the fields, not by the text.
    let passes = |entry: &Entry, query: &Query| {
        let meta = entry.meta();
        let title = Folded::new(&meta.title);
        query.matches(&Document { meta: &meta, title: title.view(), body: None, facts: facts(&meta) })
    };
    let is_read = |entry: &Entry| match options.sort {
        SortBy::Read => facts(&entry.meta()).read.or(entry.brief().read_there()) == Some(true),
        _ => false,
    };
    // With each entry whether it was read, where the order asks for that.
    let reduce = |article: ArchiveArticle<'_>| -> Result<Option<(Entry, bool)>, Error> {
        let entry = article.entry()?;
        let listed = filter.as_ref().is_none_or(|query| passes(&entry, query));
        let is_read = is_read(&entry);
        Ok(listed.then_some((entry, is_read)))
    };
    let mut out = Output::new();
    let mut reading = FileTally::of(&options.archive);
    let mut entries: Vec<(Entry, bool)> = Vec::new();
    let others = super::gather(&options.archive, &importer, reduce, |entry| {
        match entry {
            Ok(entry) => {
                reading.take();
                entries.extend(entry);
            }
            Err(error) => reading.fault(&error),
        }
        ControlFlow::Continue(())
    });
    super::say_others(&options.archive, &others);
    // Neither are they given back at the end.
    let entries = ManuallyDrop::new(entries);
    let facts = |at: usize| entries.get(at).map(|(entry, read)| OrderFacts { entry, read: *read });
    let mut keys = OrderKeys::default();
    keys.rearrange(options.arrangement(), entries.len(), facts);
    let mut order: Vec<usize> = (0..entries.len()).collect();
    keys.sort(&mut order, |at| at, facts);
    // Of a group all are counted, whether they are listed or not.
    let groups: Vec<&[usize]> = order.chunk_by(|one, other| keys.group(*one) == keys.group(*other)).collect();
    let mut left = options.limit.unwrap_or(usize::MAX);
    for (number, group) in groups.into_iter().enumerate() {
        if left == 0 || out.is_closed() {
            break;
        }
        let heading = keys.group(group[0]).and_then(|group| keys.heading(group));
        if let Some(heading) = heading.filter(|_| !options.json) {
            let blank = if number > 0 { "\n" } else { "" };
            out.line(&text::printable(&format!("{blank}{heading} ({})", group.len())))?;
        }
        let listed = &group[..group.len().min(left)];
        left -= listed.len();
        let print = |at: &usize| {
            entries
                .get(*at)
                .map_or_else(|| Ok(String::new()), |(entry, _)| line(entry, heading, options.json, traces.as_ref()))
        };
        for round in listed.chunks(ROUND) {
            let chunk = |chunk: &[usize]| -> Result<String, Error> {
                let lines: String = chunk.iter().map(print).collect::<Result<_, Error>>()?;
                Ok(if options.json { lines } else { text::printable(&lines).into_owned() })
            };
            let lines: Vec<Result<String, Error>> = round.par_chunks(CHUNK).map(chunk).collect();
            for lines in lines {
                out.bytes(lines?.as_bytes())?;
            }
            if out.is_closed() {
                break;
            }
        }
    }
    out.finish()?;
    Ok(reading.outcome())
}

/// The line of an article, with its end.
fn line(entry: &Entry, heading: Option<&Heading>, json: bool, traces: Option<&TraceTable>) -> Result<String, Error> {
    if !json {
        let brief = entry.brief();
        let date = brief.published().map_or_else(|| " ".repeat(10), |published| published.date());
        let source = brief.source().unwrap_or(Cow::Borrowed("-"));
        return Ok(format!("{date}\t{source}\t{}\t{}\n", brief.title(), entry.origin.display()));
    }
    let meta = entry.meta();
    let own_tags = traces.map_or(&[][..], |traces| traces.tags(meta.content, &meta.path)).to_vec();
    let line = ListLine { meta, length: entry.length, own_tags };
    match heading {
        None => super::json_line(&line),
        Some(Heading::Without | Heading::Unreadable) => super::json_line(&GroupedLine { line, group: None }),
        Some(heading) => super::json_line(&GroupedLine { line, group: Some(heading.to_string()) }),
    }
}
