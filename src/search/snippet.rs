//! A *snippet*: the part of a text that shows what was found in it, cut where a reader would cut.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::model::script;

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The bytes of the text.
    pub range: Range<usize>,
    /// The hits in it, as bytes of the snippet.
    pub hits: Vec<Range<usize>>,
    /// Whether there is more text before it.
    pub cut_before: bool,
    /// Whether there is more text after it.
    pub cut_after: bool,
}

/// Marks after which a sentence or clause ends.
const ENDS: [char; 14] = ['。', '！', '？', '；', '，', '、', '：', '\n', '.', '!', '?', ';', ',', '…'];
/// Marks after which a sentence ends.
const SENTENCES: [char; 6] = ['。', '！', '？', '\n', '!', '?'];
/// Marks that close what an end has ended.
const CLOSING: [char; 10] = ['”', '’', '」', '』', '）', '》', '】', ')', '"', '\u{3000}'];

/// The snippet of at most `budget` characters (grapheme clusters) that shows most of `hits`, ranges of `text` in
/// order: the first such part, with a third of the room before its first hit, beginning after a sentence or clause
/// mark and ending at one where there is one near, and never inside a cluster or a Latin word. Without hits: the
/// beginning of the text. A hit longer than the budget is cut.
pub fn snippet(text: &str, hits: &[Range<usize>], budget: usize) -> Snippet {
    let budget = budget.max(1);
    let first = fullest(text, hits, budget);
    let anchor = first.map_or(0, |ix| hits[ix].start);
    let length = first.map_or(0, |ix| text[hits[ix].clone()].graphemes(true).take(budget).count());
    let room = if first.is_some() { (budget / 3).min(budget - length) } else { 0 };
    let start = start_near(text, anchor, room);
    let start = if start > 0 { after_closing(text, start, anchor, &[]) } else { start };
    let wanted = first.map_or(0, |ix| hits[ix].end);
    let end = end_near(text, start, budget, wanted);
    let end = match end < text.len() {
        // White space at the cut says nothing; the hit stays whole.
        true => end.min(wanted.max(start + text[start..end].trim_end().len())),
        false => end,
    };
    let inside = hits.iter().filter(|hit| hit.start < end && hit.end > start);
    let hits = inside.map(|hit| hit.start.max(start) - start..hit.end.min(end) - start).collect();
    Snippet { range: start..end, hits, cut_before: start > 0, cut_after: end < text.len() }
}

/// The first hit of those that have most hits within two thirds of the budget behind them.
fn fullest(text: &str, hits: &[Range<usize>], budget: usize) -> Option<usize> {
    /// More hits than that are not looked at: a snippet is no statistics.
    const LOOKED_AT: usize = 64;
    let hits = &hits[..hits.len().min(LOOKED_AT)];
    let room = budget - budget / 3;
    let mut best: Option<(usize, usize)> = None;
    for (ix, hit) in hits.iter().enumerate() {
        let reach = text[hit.start..].char_indices().nth(room).map_or(text.len(), |(at, _)| hit.start + at);
        let count = hits[ix..].iter().take_while(|other| other.end <= reach).count();
        if best.is_none_or(|(_, most)| count > most) {
            best = Some((ix, count));
        }
    }
    best.map(|(ix, _)| ix)
}

/// Where a snippet starts that has at most `room` clusters before `anchor`.
fn start_near(text: &str, anchor: usize, room: usize) -> usize {
    let mut start = anchor;
    let mut clause = None;
    let mut word = None;
    for cluster in text[..anchor].graphemes(true).rev().take(room) {
        if clause.is_none() && cluster.ends_with(ENDS) && start < anchor && !splits_word(text, start) {
            clause = Some(after_closing(text, start, anchor, &CLOSING));
        }
        if !splits_word(text, start) {
            word = Some(start);
        }
        start -= cluster.len();
    }
    if start == 0 {
        return 0;
    }
    if !splits_word(text, start) {
        word = Some(start);
    }
    // The clause's own beginning if it is there; else the farthest place between words.
    clause.or(word).unwrap_or(anchor)
}

/// Past the marks and spaces at `at`.
fn after_closing(text: &str, at: usize, limit: usize, marks: &[char]) -> usize {
    let skipped = text[at..limit].find(|c: char| !marks.contains(&c) && !c.is_whitespace());
    skipped.map_or(limit, |skipped| at + skipped)
}

/// Where a snippet from `start` ends that has at most `budget` clusters and shows the text up to `wanted` if it can.
fn end_near(text: &str, start: usize, budget: usize, wanted: usize) -> usize {
    let mut end = start;
    let (mut sentence, mut clause, mut word) = (None, None, None);
    // A sentence or clause that ends in the last third is a good place; an earlier one gives away too much.
    let late = budget - budget / 3;
    for (count, cluster) in (1..).zip(text[start..].graphemes(true)) {
        if count > budget {
            return sentence.or(clause).or(word).unwrap_or(end);
        }
        end += cluster.len();
        if end < wanted {
            continue;
        }
        let closing = cluster.ends_with(CLOSING);
        let closes = |place: Option<usize>| closing && place == Some(end - cluster.len());
        if count >= late && (cluster.ends_with(SENTENCES) || closes(sentence)) {
            sentence = Some(end);
        }
        if count >= late && (cluster.ends_with(ENDS) && !splits_word(text, end) || closes(clause)) {
            clause = Some(end);
        }
        if !splits_word(text, end) {
            word = Some(end);
        }
    }
    text.len()
}

/// Whether a cut at `at` would go through a Latin word or a number.
fn splits_word(text: &str, at: usize) -> bool {
    let part = |c: char| !script::is_han(c) && !script::is_kana(c) && c.is_alphanumeric();
    let joined = |c: char| part(c) || matches!(c, '\'' | '’' | '-' | '_');
    let (mut before, mut after) = (text[..at].chars().rev(), text[at..].chars());
    let (last, first) = (before.next(), after.next());
    let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    // 11：30, 3.5, 1,000: on either side of the mark.
    let mark = |c: Option<char>| matches!(c, Some('：' | ':' | '.' | '．' | ','));
    last.is_some_and(joined) && first.is_some_and(part)
        || mark(last) && digit(before.next()) && digit(first)
        || mark(first) && digit(last) && digit(after.next())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The snippet with its hits between « and », ⋯ where it was cut.
    fn shown(text: &str, word: &str, budget: usize) -> String {
        let hits: Vec<Range<usize>> = text.match_indices(word).map(|(at, found)| at..at + found.len()).collect();
        let snippet = snippet(text, if word.is_empty() { &[] } else { &hits }, budget);
        let part = &text[snippet.range.clone()];
        let mut out = String::from(if snippet.cut_before { "⋯" } else { "" });
        let mut done = 0;
        for hit in &snippet.hits {
            out.push_str(&format!("{}«{}»", &part[done..hit.start], &part[hit.clone()]));
            done = hit.end;
        }
        out + &part[done..] + if snippet.cut_after { "⋯" } else { "" }
    }

    #[test]
    fn pictures() {
        let news = "昨晚天气转凉。会议强调，要把疫情防控作为头等大事，尽快控制住疫情。散会时已是凌晨，街上没有人。";
        for (text, word, budget, expected) in [
            (news, "疫情", 30, "⋯要把«疫情»防控作为头等大事，尽快控制住«疫情»。⋯"),
            (news, "疫情", 12, "⋯要把«疫情»防控作为头等大事⋯"),
            (news, "凌晨", 16, "⋯散会时已是«凌晨»，街上没有人。"),
            (news, "昨晚", 10, "«昨晚»天气转凉。⋯"),
            (news, "", 9, "昨晚天气转凉。⋯"),
            (news, "没有这个", 9, "昨晚天气转凉。⋯"),
            ("短", "短", 30, "«短»"),
            ("13日晚11：30会议：推进清零", "会议", 18, "⋯晚11：30«会议»：推进清零"),
            ("会议在晚上11：30召开", "会议", 9, "«会议»在晚上⋯"),
            ("", "", 30, ""),
            ("the quick brown fox jumps over the lazy dog", "fox", 14, "⋯«fox» jumps over⋯"),
            ("the quick brown fox jumps over the lazy dog", "fox", 12, "⋯«fox» jumps⋯"),
            ("一二三四五六七八九十", "五六七八九", 3, "⋯«五六七»⋯"),
        ] {
            assert_eq!(shown(text, word, budget), expected, "{word} in {budget}");
        }
    }

    proptest! {
        #[test]
        fn a_snippet_is_a_part(
            text in "[天津市ab 。，“”\n1👩\u{200D}\u{301}é]{0,60}",
            word in "[天津ab]{1,2}",
            budget in 1usize..30,
        ) {
            let hits: Vec<Range<usize>> = text.match_indices(&word).map(|(at, found)| at..at + found.len()).collect();
            let snippet = snippet(&text, &hits, budget);
            let part = text.get(snippet.range.clone());
            prop_assert!(part.is_some());
            let part = part.unwrap_or_default();
            prop_assert!(part.graphemes(true).count() <= budget);
            prop_assert_eq!(snippet.hits.is_empty(), hits.is_empty());
            let mut end = 0;
            for hit in &snippet.hits {
                prop_assert!(hit.start >= end && hit.start < hit.end && part.get(hit.clone()).is_some());
                end = hit.end;
            }
            let boundaries: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
            prop_assert!(boundaries.contains(&snippet.range.end) || hits.iter().any(|hit| hit.contains(&snippet.range.end)));
        }
    }
}
