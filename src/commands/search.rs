//! `kanbao search`: where a query is found in the articles' titles and bodies. Exit status as grep.

use std::ops::{ControlFlow, Range};

use serde::Serialize;

use super::gather;
use super::{Outcome, Output, complain};
use crate::cli::SearchOptions;
use crate::error::Error;
use crate::model::{Article, SafeText};
use crate::search::{Facts, FoldedArticle, Query};
use crate::text;

/// Characters shown before and after a match.
const CONTEXT: usize = 24;

/// One hit, as JSON has it.
#[derive(Serialize)]
struct Found<'a> {
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
    let reader = super::reader(&options.archive)?;
    let mut out = Output::new();
    let query = super::query(&options.query, &options.matching)?;
    let mut found = false;
    let mut failed = false;
    let mut result = Ok(());
    gather::articles(&options.archive.paths, &reader, |_, article| {
        match article {
            Ok(article) => {
                result = report(&article, &query, options.json, &mut out).map(|any| found |= any);
            }
            // What is no article has nothing to be found in; what cannot be read may have.
            Err(error @ Error::Read { .. }) => {
                complain(&error);
                failed = true;
            }
            Err(_) => {}
        }
        if result.is_err() || out.is_closed() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    result?;
    out.finish()?;
    Ok(match (failed, found) {
        (true, _) => Outcome::Trouble,
        (false, true) => Outcome::Done,
        (false, false) => Outcome::NotFound,
    })
}

/// Writes the hits of an article; says whether there are any. In text form a line for each block with hits.
fn report(article: &Article, query: &Query, json: bool, out: &mut Output) -> Result<bool, Error> {
    let title = &article.meta.title;
    let folded = FoldedArticle::new(article);
    let Some(found) = query.find(&folded.document(article, Facts::default())) else { return Ok(false) };
    // An article may answer without anything in it to be shown, by its date or by what is not in it: then its title is.
    if found.title.is_empty() && found.body.is_empty() {
        if json {
            out.json(&Found { path: &article.meta.path, title, block: None, start: 0, end: 0, text: title })?;
        } else {
            out.line(&text::printable(&format!("{}: {title}", article.meta.path)))?;
        }
        return Ok(true);
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
            let excerpt = &text[around];
            out.json(&Found {
                path: &article.meta.path,
                title,
                block,
                start: range.start,
                end: range.end,
                text: excerpt,
            })?;
        } else if last.is_none_or(|(before, end)| before != block || range.start >= end) {
            let excerpt = text[around.clone()].replace(['\n', '\t'], " ");
            let line = format!("{}: {}", article.meta.path, excerpt);
            out.line(&text::printable(&line))?;
            last = Some((block, around.end));
        }
    }
    Ok(true)
}

/// The match and what stands around it.
fn around(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text[..range.start].char_indices().rev().take(CONTEXT).last().map_or(range.start, |(at, _)| at);
    let end = text[range.end..].char_indices().nth(CONTEXT).map_or(text.len(), |(at, _)| range.end + at);
    start..end
}
