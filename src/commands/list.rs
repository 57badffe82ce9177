//! `kanbao list`: one line for each article, arranged as the list of the reader is; with a heading above each group.

use std::ops::ControlFlow;

use serde::Serialize;

use super::{Outcome, Output, complain};
use crate::config::ListOptions;
use crate::error::Error;
use crate::library::ArchiveArticle;
use crate::model::{Meta, SortBy};
use crate::search::{Document, Facts, Folded, Heading, OrderFacts, OrderKeys, Query};
use crate::text;

/// An article's line, as JSON has it.
#[derive(Serialize)]
struct ListLine {
    #[serde(flatten)]
    meta: Meta,
    /// The body's length in 字.
    length: usize,
    #[serde(skip)]
    is_read: bool,
}

/// The same, in a group.
#[derive(Serialize)]
struct GroupedLine<'l> {
    #[serde(flatten)]
    line: &'l ListLine,
    /// The day, the month, or the name of the group; null for what is in none.
    group: Option<String>,
}

/// Lists the articles. Files that cannot be read are named on stderr.
///
/// # Errors
/// When stdout cannot be written to.
pub fn list(options: &ListOptions) -> Result<Outcome, Error> {
    let importer = super::importer(&options.archive)?;
    let filter = options.filter.as_deref().map(|typed| super::query(typed, &options.matching)).transpose()?;
    let asks_for_marks = filter.as_ref().is_some_and(Query::asks_for_marks);
    let traces = super::traces(&options.archive, asks_for_marks || options.sort == SortBy::Read);
    let facts = |meta: &Meta| traces.as_ref().map_or_else(Facts::default, |traces| Facts::of(traces, meta));
    // As the list in the reader is filtered: by the title and the fields, not by the text.
    let passes = |meta: &Meta, query: &Query| {
        let title = Folded::new(&meta.title);
        query.matches(&Document { meta, title: title.view(), body: None, facts: facts(meta) })
    };
    let reduce = |article: ArchiveArticle<'_>| -> Result<Option<ListLine>, Error> {
        let (meta, length) = article.summary()?;
        let listed = filter.as_ref().is_none_or(|query| passes(&meta, query));
        let is_read = facts(&meta).read.or(meta.read) == Some(true);
        Ok(listed.then_some(ListLine { meta, length, is_read }))
    };
    let mut out = Output::new();
    let mut outcome = Outcome::Done;
    let mut lines: Vec<ListLine> = Vec::new();
    let others = super::gather(&options.archive, &importer, reduce, |line| {
        match line {
            Ok(line) => lines.extend(line),
            Err(error) => {
                if !options.quiet {
                    complain(&error);
                }
                outcome = Outcome::Incomplete;
            }
        }
        ControlFlow::Continue(())
    });
    if !options.quiet {
        super::say_others(&others);
    }
    let mut keys = OrderKeys::new(options.arrangement());
    keys.set_all(lines.len(), |at| {
        let ListLine { meta, length, is_read } = lines.get(at)?;
        Some(OrderFacts { meta, length: *length, failed: false, read: *is_read })
    });
    let mut order: Vec<usize> = (0..lines.len()).collect();
    keys.sort(&mut order, |at| at);
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
        for line in listed.iter().filter_map(|at| lines.get(*at)) {
            print(line, heading, options.json, &mut out)?;
            if out.is_closed() {
                break;
            }
        }
    }
    out.finish()?;
    Ok(outcome)
}

/// One article.
fn print(line: &ListLine, heading: Option<&Heading>, json: bool, out: &mut Output) -> Result<(), Error> {
    match (json, heading) {
        (true, None) => out.json(line),
        (true, Some(heading)) => {
            let group = match heading {
                Heading::Without | Heading::Unreadable => None,
                heading => Some(heading.to_string()),
            };
            out.json(&GroupedLine { line, group })
        }
        (false, _) => {
            let meta = &line.meta;
            let date = meta.published.map_or_else(|| " ".repeat(10), |published| published.date());
            let source = meta.source.first().or(meta.author.as_ref()).map_or("-", |source| source.as_str());
            out.line(&text::printable(&format!("{date}\t{source}\t{}\t{}", meta.title, meta.path)))
        }
    }
}
