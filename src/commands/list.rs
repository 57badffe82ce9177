//! `kanbao list`: one line for each article, newest first; those without a date by their names, as people count.

use std::cmp::Reverse;
use std::ops::ControlFlow;

use serde::Serialize;

use super::gather;
use super::{Outcome, Output, complain};
use crate::config::ListOptions;
use crate::error::Error;
use crate::model::{Article, Meta, NaturalKey, Origin};
use crate::search::{Document, Facts, Folded, Query};
use crate::text;

/// An article's line, as JSON has it.
#[derive(Serialize)]
struct ListLine {
    #[serde(flatten)]
    meta: Meta,
    /// The body's length in 字.
    length: usize,
}

/// Lists the articles. Files that cannot be read are named on stderr.
///
/// # Errors
/// When stdout cannot be written to.
pub fn list(options: &ListOptions) -> Result<Outcome, Error> {
    let importer = super::importer(&options.archive)?;
    let filter = options.filter.as_deref().map(|typed| super::query(typed, &options.matching)).transpose()?;
    // As the list in the reader is filtered: by the title and the fields, not by the text.
    let passes = |meta: &Meta, query: &Query| {
        let title = Folded::new(&meta.title);
        query.matches(&Document { meta, title: title.view(), body: None, facts: Facts::default() })
    };
    let reduce = |_: &Origin, article: Result<Article, Error>| -> Result<Option<ListLine>, Error> {
        let article = article?;
        let listed = filter.as_ref().is_none_or(|query| passes(&article.meta, query));
        Ok(listed.then(|| ListLine { length: article.length(), meta: article.meta }))
    };
    let mut out = Output::new();
    let mut outcome = Outcome::Done;
    let mut lines: Vec<ListLine> = Vec::new();
    let others = gather::articles(&options.archive.paths, &importer, reduce, |line| {
        match line {
            Ok(line) => lines.extend(line),
            Err(error) => {
                complain(&error);
                outcome = Outcome::Incomplete;
            }
        }
        ControlFlow::Continue(())
    });
    super::say_others(&others);
    // Newest first; those of one time, and those of none, by their names.
    lines.sort_by_cached_key(|line| (Reverse(line.meta.published), NaturalKey::of(&line.meta.path)));
    for line in &lines {
        if options.json {
            out.json(line)?;
        } else {
            let meta = &line.meta;
            let date = meta.published.map_or_else(|| " ".repeat(10), |published| published.date());
            let source = meta.source.first().or(meta.author.as_ref()).map_or("-", |source| source.as_str());
            out.line(&text::printable(&format!("{date}\t{source}\t{}\t{}", meta.title, meta.path)))?;
        }
        if out.is_closed() {
            break;
        }
    }
    out.finish()?;
    Ok(outcome)
}
