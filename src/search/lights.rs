//! *Lights*: what is lit in a text when a search and keywords claim the same places.
//!
//! The current match is over the other matches, matches are over keywords, and among keywords the longer word is over
//! the shorter (see [`Keywords`](super::Keywords)). A keyword that a match covers in part stays lit where it is not
//! covered, so that ten keywords and a search together hide nothing of each other but the bytes in dispute.

use std::ops::Range;

use super::Slot;

/// How a stretch of text is lit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    /// The match that was walked to.
    Current,
    /// A match.
    Match,
    /// A keyword.
    Keyword(Slot),
}

/// The lit stretches of a text, in order, none overlapping another. `matches` and `keywords` are each in order and
/// free of overlaps; `current` is one of the matches or none.
pub fn lights(
    current: Option<&Range<usize>>,
    matches: &[Range<usize>],
    keywords: &[(Range<usize>, Slot)],
) -> Vec<(Range<usize>, Light)> {
    let current = current.map(|range| (range.clone(), Light::Current));
    let matches: Vec<_> = matches.iter().map(|range| (range.clone(), Light::Match)).collect();
    let keywords: Vec<_> = keywords.iter().map(|(range, slot)| (range.clone(), Light::Keyword(*slot))).collect();
    over(current.as_slice(), &over(&matches, &keywords))
}

/// `upper` over what is left of `lower` between them.
fn over(upper: &[(Range<usize>, Light)], lower: &[(Range<usize>, Light)]) -> Vec<(Range<usize>, Light)> {
    let mut lit = Vec::with_capacity(upper.len() + lower.len());
    let mut upper = upper.iter().peekable();
    let mut covered = 0;
    for (range, light) in lower {
        let mut from = range.start.max(covered);
        while let Some((above, over)) = upper.next_if(|(above, _)| above.start < range.end) {
            if from < above.start {
                lit.push((from..above.start, *light));
            }
            lit.push((above.clone(), *over));
            covered = above.end;
            from = from.max(above.end);
        }
        if from < range.end {
            lit.push((from..range.end, *light));
        }
    }
    lit.extend(upper.cloned());
    lit
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A letter a byte: C, M, the keyword's number, or a dot.
    fn picture(current: Option<Range<usize>>, matches: &[Range<usize>], keywords: &[(Range<usize>, usize)]) -> String {
        let keywords: Vec<(Range<usize>, Slot)> =
            keywords.iter().filter_map(|(range, slot)| Some((range.clone(), Slot::new(*slot)?))).collect();
        let mut bytes = vec!['.'; 12];
        let mut end = 0;
        for (range, light) in lights(current.as_ref(), matches, &keywords) {
            assert!(range.start >= end && range.start < range.end);
            end = range.end;
            let letter = match light {
                Light::Current => 'C',
                Light::Match => 'M',
                Light::Keyword(slot) => char::from_digit(slot.index() as u32, 10).unwrap_or('?'),
            };
            bytes[range].fill(letter);
        }
        bytes.into_iter().collect()
    }

    #[test]
    fn pictures() {
        assert_eq!(picture(None, &[], &[(1..3, 0), (3..5, 1)]), ".0011.......");
        assert_eq!(picture(None, &[2..4, 8..9], &[(0..6, 1)]), "11MM11..M...");
        assert_eq!(picture(Some(2..4), &[2..4, 6..8], &[(0..7, 2), (7..10, 3)]), "22CC22MM33..");
        assert_eq!(picture(Some(0..2), &[0..2, 2..4], &[]), "CCMM........");
        assert_eq!(picture(None, &[0..4, 4..8], &[(1..3, 0), (5..9, 1)]), "MMMMMMMM1...");
    }

    fn stretches() -> impl Strategy<Value = Vec<Range<usize>>> {
        prop::collection::btree_set(0usize..12, 0..8).prop_map(|cuts| {
            let cuts: Vec<usize> = cuts.into_iter().collect();
            cuts.chunks_exact(2).map(|pair| pair[0]..pair[1]).collect()
        })
    }

    proptest! {
        /// Every byte has the light of the highest that claims it.
        #[test]
        fn the_highest_claim_holds(matches in stretches(), words in stretches(), pick in 0usize..5) {
            let current = matches.get(pick).cloned();
            let words: Vec<(Range<usize>, usize)> = words.into_iter().zip([0, 1, 2, 3, 4, 5]).collect();
            let shown = picture(current.clone(), &matches, &words);
            for (at, letter) in shown.chars().enumerate() {
                let word = words.iter().find(|(range, _)| range.contains(&at));
                let expected = if current.as_ref().is_some_and(|range| range.contains(&at)) { 'C' }
                    else if matches.iter().any(|range| range.contains(&at)) { 'M' }
                    else { word.and_then(|(_, slot)| char::from_digit(*slot as u32, 10)).unwrap_or('.') };
                prop_assert_eq!(letter, expected);
            }
        }
    }
}
