//! *Hits*: the places a query has in an article, and the way from one to the next.

use std::ops::Range;

use crate::model::{BlockIx, Place};

/// One place in a text where part of a query was found.
///
/// Invariant: `range` is not empty and on character boundaries of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Find {
    /// The bytes of the original text.
    pub range: Range<usize>,
    /// Whether it was found by its reading only (pinyin, romaji). What is found by its letters comes first.
    pub by_reading: bool,
}

/// One place in an article's body where part of a query was found.
///
/// Invariant: `range` is not empty and on character boundaries of the block's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The block.
    pub block: BlockIx,
    /// The bytes of its inline text.
    pub range: Range<usize>,
    /// Whether it was found by its reading only.
    pub by_reading: bool,
}

impl Hit {
    /// Where the hit starts.
    pub fn place(&self) -> Place {
        Place { block: self.block, byte: self.range.start }
    }
}

/// What a query has found in an article that matches it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// In the title, in order, none overlapping another.
    pub title: Vec<Find>,
    /// In the body, in reading order, none overlapping another.
    pub body: Vec<Hit>,
    /// How well the article answers; see the module `score`.
    pub score: f32,
    /// A place in the body that was found by its reading and is made of words; the first of them in most articles.
    pub words_at: Option<Place>,
}

impl Found {
    /// The hit to show first: the first that was found by its letters, else one that is made of words, else the first
    /// at all.
    pub fn first(&self) -> Option<usize> {
        let literal = self.body.iter().position(|hit| !hit.by_reading);
        let words = || self.body.iter().position(|hit| Some(hit.place()) == self.words_at);
        literal.or_else(words).or((!self.body.is_empty()).then_some(0))
    }
}

/// The part of `hits` (in reading order) that lies in one block.
pub fn in_block(hits: &[Hit], block: BlockIx) -> &[Hit] {
    let start = hits.partition_point(|hit| hit.block < block);
    let end = hits.partition_point(|hit| hit.block <= block);
    &hits[start..end]
}

/// Puts the finds of one word in order and takes out what overlaps. Letters win over readings, then what starts first, then what is
/// longer.
pub(super) fn tidy(mut finds: Vec<Find>) -> Vec<Find> {
    if finds.is_sorted_by(|a, b| a.range.end <= b.range.start) {
        return finds;
    }
    finds.sort_by_key(|find| (find.range.start, std::cmp::Reverse(find.range.end)));
    let mut letters: Vec<Range<usize>> = Vec::new();
    let mut kept: Vec<Find> = Vec::with_capacity(finds.len());
    for find in finds.iter().filter(|find| !find.by_reading) {
        if letters.last().is_none_or(|last| last.end <= find.range.start) {
            letters.push(find.range.clone());
        }
    }
    let mut next = letters.iter().peekable();
    let mut end = 0;
    for find in finds.into_iter().filter(|find| find.by_reading) {
        while let Some(range) = next.next_if(|range| range.start < find.range.end) {
            kept.push(Find { range: range.clone(), by_reading: false });
            end = end.max(range.end);
        }
        if find.range.start >= end {
            end = find.range.end;
            kept.push(find);
        }
    }
    kept.extend(next.map(|range| Find { range: range.clone(), by_reading: false }));
    kept
}

/// Puts the finds of several words in order and takes out what overlaps: what starts first stays, then what is longer,
/// then what was found by its letters.
pub(super) fn tidy_all(mut finds: Vec<Find>) -> Vec<Find> {
    finds.sort_by_key(|find| (find.range.start, std::cmp::Reverse(find.range.end), find.by_reading));
    let mut end = 0;
    finds.retain(|find| {
        let free = find.range.start >= end;
        if free {
            end = find.range.end;
        }
        free
    });
    finds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_of_one_block() {
        let hit = |block, start| Hit { block: BlockIx(block), range: start..start + 6, by_reading: false };
        let hits = [hit(0, 0), hit(0, 9), hit(2, 6)];
        assert_eq!(in_block(&hits, BlockIx(0)).len(), 2);
        assert!(in_block(&hits, BlockIx(1)).is_empty());
    }

    #[test]
    fn letters_are_shown_before_readings() {
        let hit = |start, by_reading| Hit { block: BlockIx(0), range: start..start + 6, by_reading };
        let found = |body| Found { body, ..Found::default() };
        assert_eq!(found(vec![hit(0, true), hit(9, false)]).first(), Some(1));
        assert_eq!(found(vec![hit(0, true)]).first(), Some(0));
        let words_at = Some(Place { block: BlockIx(0), byte: 9 });
        let found_words = |literal| Found { words_at, ..found(vec![hit(0, true), hit(9, true), hit(18, literal)]) };
        assert_eq!(found_words(true).first(), Some(1), "words before what is none");
        assert_eq!(found_words(false).first(), Some(2));
        assert_eq!(found(vec![]).first(), None);
    }

    #[test]
    fn what_overlaps_is_decided() {
        let tidied = |finds: &[(usize, usize, bool)]| -> Vec<(usize, usize, bool)> {
            let finds = finds.iter().map(|&(start, end, by_reading)| Find { range: start..end, by_reading }).collect();
            tidy(finds).into_iter().map(|find| (find.range.start, find.range.end, find.by_reading)).collect()
        };
        assert_eq!(tidied(&[(3, 6, false), (0, 6, false)]), [(0, 6, false)], "the first");
        assert_eq!(tidied(&[(0, 3, false), (0, 6, false)]), [(0, 6, false)], "the longer");
        assert_eq!(tidied(&[(0, 6, true), (3, 9, false)]), [(3, 9, false)], "letters");
        assert_eq!(tidied(&[(3, 9, false), (8, 12, true), (9, 12, true)]), [(3, 9, false), (9, 12, true)]);
        assert_eq!(tidied(&[(6, 9, false), (0, 3, true)]), [(0, 3, true), (6, 9, false)]);
    }
}
