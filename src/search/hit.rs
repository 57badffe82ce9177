//! A *search hit*: an article that matches a query, with what the list of results shows of it.

use std::ops::Range;

use super::find::{Found, Hit, in_block};
use super::snippet::snippet;
use crate::model::{Article, BlockIx, EntryId, Place, SafeText};

/// An article that matches a query.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchHit {
    /// The article.
    pub id: EntryId,
    /// How well it matches.
    pub score: f32,
    /// How many hits there are, those in the title too.
    pub count: usize,
    /// The first hit in the body, by its letters if there is one.
    pub place: Option<Place>,
    /// The text around hits of the body; its beginning where there is none.
    pub snippet: SafeText,
    /// Whether there is more text before it.
    pub cut_before: bool,
    /// Whether there is more text after it.
    pub cut_after: bool,
    /// The hits in it.
    pub lit: Vec<Range<usize>>,
}

impl SearchHit {
    /// The hit of an article in which `found` was found, with a snippet of at most `budget` characters; none for 0.
    pub fn new(id: EntryId, article: &Article, found: &Found, budget: usize) -> Self {
        let first = found.first().and_then(|at| found.body.get(at));
        let mut hit = Self {
            id,
            score: found.score,
            count: found.title.len() + found.body.len(),
            place: first.map(Hit::place),
            snippet: SafeText::default(),
            cut_before: false,
            cut_after: false,
            lit: Vec::new(),
        };
        if budget > 0 {
            let block = first.map_or(BlockIx(0), |hit| hit.block);
            let text = article.body.get(block.0).map_or("", |block| block.text());
            let ranges: Vec<_> = in_block(&found.body, block).iter().map(|hit| hit.range.clone()).collect();
            let cut = snippet(text, &ranges, budget);
            // One byte for one: the hits stay where they are.
            hit.snippet = SafeText::from(text[cut.range].replace(['\n', '\t'], " "));
            (hit.lit, hit.cut_before, hit.cut_after) = (cut.hits, cut.cut_before, cut.cut_after);
        }
        hit
    }
}
