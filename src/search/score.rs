//! The *score*: how well an article answers a query, for the order of results.
//!
//! Every word, phrase and regular expression of the query that is not excluded adds up:
//!
//! - 10 for the title;
//! - 4 for a heading;
//! - for the body the logarithm of how often it is there, taken down for long articles, which have everything
//!   somewhere: ln(1 + n) / ln(e + characters / 1000), so that the count alone never weighs as much as the title;
//! - a phrase counts one and a half times: it says more than a word;
//! - what is found by its reading only counts three tenths: somebody who types `li` may mean 李, or 力.
//!
//! Words that stand in the article side by side, as they were typed, add 6 in the title and 2 in the body.
//!
//! Excluded parts and other fields only choose; they add nothing. No word counts for being rare: the score of an
//! article does not depend on the archive around it, so results can be shown while the scan still runs.

use super::document::Document;
use super::find::{Find, Hit};

const TITLE: f32 = 10.0;
const HEADING: f32 = 4.0;
const PHRASE: f32 = 1.5;
const READING: f32 = 0.3;

/// What one part of a query adds, with what it found.
pub(super) fn of_term(title: &[Find], body: &[Hit], document: &Document<'_>, phrase: bool) -> f32 {
    let weight = |by_reading: bool| if by_reading { READING } else { 1.0 };
    let best = |weights: &mut dyn Iterator<Item = f32>| weights.fold(0.0, f32::max);
    let mut score = TITLE * best(&mut title.iter().map(|find| weight(find.by_reading)));
    if let Some(content) = &document.body {
        let headings = body.iter().filter(|hit| content.is_heading(hit.block));
        score += HEADING * best(&mut headings.take(1).map(|hit| weight(hit.by_reading)));
        let count: f32 = body.iter().map(|hit| weight(hit.by_reading)).sum();
        // Bytes of the fold are about three a character of Chinese.
        let thousands = content.folded.text().len() as f32 / 3000.0;
        score += count.ln_1p() / (std::f32::consts::E + thousands).ln();
    }
    if phrase { score * PHRASE } else { score }
}

/// What words add that stand side by side.
pub(super) fn of_side_by_side(in_title: bool, in_body: bool) -> f32 {
    (if in_title { 6.0 } else { 0.0 }) + (if in_body { 2.0 } else { 0.0 })
}
