//! `kanbao list`: one line for each article, newest first.

use std::cmp::Reverse;
use std::ops::ControlFlow;

use serde::Serialize;

use super::gather;
use super::{Outcome, Output, complain};
use crate::cli::ListOptions;
use crate::error::Error;
use crate::model::{Article, Meta};
use crate::search::{Facts, FoldedArticle, Query};
use crate::text;

/// An article's line, as JSON has it.
#[derive(Serialize)]
struct Line {
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
    let reader = super::reader(&options.archive)?;
    let filter = options.filter.as_deref().map(|typed| super::query(typed, &options.matching)).transpose()?;
    let passes = |article: &Article| {
        let answers = |query: &Query| query.matches(&FoldedArticle::new(article).document(article, Facts::default()));
        filter.as_ref().is_none_or(answers)
    };
    let mut out = Output::new();
    let mut outcome = Outcome::Done;
    let mut lines: Vec<Line> = Vec::new();
    gather::articles(&options.archive.paths, &reader, |_, article| {
        match article {
            Ok(article) if !passes(&article) => {}
            Ok(article) => lines.push(Line { length: article.length(), meta: article.meta }),
            Err(error) => {
                complain(&error);
                outcome = Outcome::Incomplete;
            }
        }
        ControlFlow::Continue(())
    });
    lines.sort_by_key(|line| Reverse(line.meta.published));
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
