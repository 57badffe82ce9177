//! `kanbao search`: where a query is found in the articles' titles and bodies. Exit status as grep.

use std::ops::{ControlFlow, Range};

use serde::Serialize;

use super::file_tally::FileTally;
use super::{Outcome, Output, json_line};
use crate::config::SearchOptions;
use crate::error::Error;
use crate::library::ArchiveArticle;
use crate::model::{Article, SafeText, TraceTable};
use crate::search::{Facts, FoldedArticle, Query};
use crate::text;

/// Characters shown before and after a match.
const CONTEXT: usize = 24;

/// One match, as JSON has it.
#[derive(Serialize)]
struct MatchLine<'a> {
    path: &'a SafeText,
    title: &'a SafeText,
    /// The block's number in the body; null for the title.
    block: Option<usize>,
    /// Bytes of the block's text (or the title's).
    start: usize,
    end: usize,
    /// The match with what stands around it.
    text: &'a str,
}

/// Searches the articles.
///
/// # Errors
/// When stdout cannot be written to.
pub fn search(options: &SearchOptions) -> Result<Outcome, Error> {
    let importer = super::importer(&options.archive);
    let mut out = Output::new();
    let query = super::query(&options.query, &options.matching, &options.archive)?;
    let traces = super::traces(&options.archive, query.asks_for_marks());
    let mut found = false;
    let mut reading = FileTally::of(&options.archive);
    let mut result = Ok(());
    let reduce = |article: ArchiveArticle<'_>| -> Result<String, Error> {
        if !article.may_match(&query, traces.as_ref()) {
            return Ok(String::new());
        }
        let (article, folded) = article.folded()?;
        report(&article, &folded, &query, traces.as_ref(), options.json)
    };
    super::gather(&options.archive, &importer, reduce, |lines| {
        match lines {
            Ok(lines) => {
                reading.take();
                found |= !lines.is_empty();
                result = out.bytes(lines.as_bytes());
            }
            // What is no article has nothing to be found in; what cannot be read may have.
            Err(error @ Error::Read { .. }) => reading.fault(&error),
            Err(error @ Error::Write { .. }) => result = Err(error),
            Err(error) => reading.mention(&error),
        }
        if result.is_err() || out.is_closed() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    result?;
    out.finish()?;
    // What was not found may be in what could not be read.
    let in_trouble = reading.has_failed() || !found && reading.is_incomplete();
    Ok(match (in_trouble, found) {
        (true, _) => Outcome::Trouble,
        (false, true) => Outcome::Done,
        (false, false) => Outcome::NotFound,
    })
}

/// The lines of an article's hits; none where it does not match. In text form one for each block with hits.
fn report(
    article: &Article,
    folded: &FoldedArticle,
    query: &Query,
    traces: Option<&TraceTable>,
    json: bool,
) -> Result<String, Error> {
    let title = &article.meta.title;
    let path = &article.meta.path;
    let mut lines = String::new();
    let facts = traces.map_or_else(Facts::default, |traces| Facts::of(traces, &article.meta));
    let Some(found) = query.find(&folded.document(article, facts)) else { return Ok(lines) };
    // An article may match without anything in it to be shown, by its date or by what is not in it: then its title is.
    if found.title.is_empty() && found.body.is_empty() {
        if json {
            lines = json_line(&MatchLine { path, title, block: None, start: 0, end: 0, text: title })?;
        } else {
            push_line(&mut lines, path, title);
        }
        return Ok(lines);
    }
    let in_title = found.title.into_iter().map(|find| (None, find.range));
    let in_body = found.body.into_iter().map(|hit| (Some(hit.block.0), hit.range));
    let mut last: Option<(Option<usize>, usize)> = None;
    for (block, range) in in_title.chain(in_body) {
        let text = match block {
            None => title.as_str(),
            Some(at) => article.body.get(at).map_or("", |block| block.text()),
        };
        let around = around(text, &range);
        if json {
            let text = &text[around];
            let line = MatchLine { path, title, block, start: range.start, end: range.end, text };
            lines.push_str(&json_line(&line)?);
        } else if last.is_none_or(|(before, end)| before != block || range.start >= end) {
            push_line(&mut lines, path, &text[around.clone()].replace(['\n', '\t'], " "));
            last = Some((block, around.end));
        }
    }
    Ok(lines)
}

fn push_line(lines: &mut String, path: &SafeText, excerpt: &str) {
    lines.push_str(&text::printable(&format!("{path}: {excerpt}")));
    lines.push('\n');
}

/// The match and what stands around it.
fn around(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text[..range.start].char_indices().rev().take(CONTEXT).last().map_or(range.start, |(at, _)| at);
    let end = text[range.end..].char_indices().nth(CONTEXT).map_or(text.len(), |(at, _)| range.end + at);
    start..end
}
