//! The *score*: how well an article answers a query, for the order of results.
//!
//! Every word, phrase and regular expression of the query that is not excluded adds up:
//!
//! - 10 for the title;
//! - 4 for a heading;
//! - for the body the logarithm of how often it is there, taken down for long articles, which have everything
//!   somewhere: ln(1 + n) / ln(e + characters / 1000), so that the count alone never weighs as much as the title;
//! - a phrase counts one and a half times: it says more than a word;
//! - what is found by its reading only counts three tenths: `li` may mean 李, or 力. That is if it is made of words: of
//!   the neighbours by chance that sound so too, 天津市卫生局 for `tjsw`, all together count for less than a word does.
//!
//! Words that stand in the article side by side, as they were typed, add 6 in the title and 2 in the body.
//!
//! Excluded parts and other fields only choose; they add nothing. No word counts for being rare: the score of an
//! article does not depend on the archive around it, so results can be shown while the scan still runs.

use std::ops::Range;

use super::document::Document;
use super::find::{Find, Hit};
use super::word::is_words;
use crate::model::Place;

const TITLE: f32 = 10.0;
const HEADING: f32 = 4.0;
const PHRASE: f32 = 1.5;
const READING: f32 = 0.3;
/// What is found by its reading and is no word.
const CHANCE: f32 = 0.001;
/// All such in a body do not weigh more.
const MOST_BY_CHANCE: f32 = 0.02;
/// So many places in a body are looked at to see whether they are words; the others are taken to be as these.
const LOOKED_AT: usize = 64;

/// How well one part of a query is answered.
pub(super) struct TermScore {
    /// What it adds to the score.
    pub(super) score: f32,
    /// The first place of the body that is found by its reading and made of words.
    pub(super) words_at: Option<Place>,
}

/// What one part of a query adds, with what it found.
pub(super) fn of_term(title: &[Find], body: &[Hit], document: &Document<'_>, phrase: bool) -> TermScore {
    let weight = |by_reading: bool, text: &str, range: &Range<usize>| match by_reading {
        false => 1.0,
        true if is_words(text, range.clone()) => READING,
        true => CHANCE,
    };
    let best = |weights: &mut dyn Iterator<Item = f32>| weights.fold(0.0, f32::max);
    let weights = title.iter().take(LOOKED_AT).map(|find| weight(find.by_reading, &document.meta.title, &find.range));
    let mut score = TITLE * best(&mut weights.into_iter());
    let mut words_at = None;
    if let Some(content) = &document.body {
        let of_hit = |hit: &Hit| weight(hit.by_reading, content.text(hit.block), &hit.range);
        let headings = body.iter().filter(|hit| content.is_heading(hit.block));
        score += HEADING * best(&mut headings.take(1).map(of_hit));
        let letters = body.iter().filter(|hit| !hit.by_reading).count();
        let mut looked_at = Looked::default();
        for hit in body.iter().filter(|hit| hit.by_reading).take(LOOKED_AT) {
            let is_words = of_hit(hit) > CHANCE;
            looked_at.add(is_words);
            words_at = words_at.or(is_words.then(|| hit.place()));
        }
        let count = letters as f32 + looked_at.weight(body.len() - letters);
        // Bytes of the fold are about three a character of Chinese.
        let thousands = content.folded.text().len() as f32 / 3000.0;
        score += count.ln_1p() / (std::f32::consts::E + thousands).ln();
    }
    TermScore { score: if phrase { score * PHRASE } else { score }, words_at }
}

/// What was seen of the places found by their reading.
#[derive(Default)]
struct Looked {
    words: usize,
    others: usize,
}

impl Looked {
    fn add(&mut self, is_words: bool) {
        if is_words {
            self.words += 1;
        } else {
            self.others += 1;
        }
    }

    /// What so many places weigh, of which these were looked at.
    fn weight(&self, places: usize) -> f32 {
        let share = places as f32 / (self.words + self.others).max(1) as f32;
        self.words as f32 * share * READING + (self.others as f32 * share * CHANCE).min(MOST_BY_CHANCE)
    }
}

/// What words add that stand side by side.
pub(super) fn of_side_by_side(in_title: bool, in_body: bool) -> f32 {
    (if in_title { 6.0 } else { 0.0 }) + (if in_body { 2.0 } else { 0.0 })
}
