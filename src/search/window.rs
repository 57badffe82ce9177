//! *Windows*: the few stretches of a text that a stricter question has to look at again.
//!
//! One fold, the full one, is kept of a text. A question that wants more (capitals that count, a fold switched off,
//! the characters before they were simplified) finds its candidates there, then folds the originals around them its
//! own way. That gives what folding the whole text that way would give, as long as a window is never cut where a fold
//! depends on what stands on the other side: windows are cut between two letters or ideographs only, and not inside
//! a Latin word.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::model::script;

/// Collects candidates, in order of their starts, into windows.
#[derive(Debug)]
pub(super) struct Windows<'t> {
    text: &'t str,
    done: Vec<Range<usize>>,
    open: Option<(Range<usize>, bool)>,
}

impl<'t> Windows<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, done: Vec::new(), open: None }
    }

    /// Adds a candidate. Windows in which none is `wanted` are left out in the end; one that is not still keeps its
    /// neighbours' matches from starting inside it.
    pub(super) fn push(&mut self, range: Range<usize>, wanted: bool) {
        if let Some((open, any)) = &mut self.open
            && range.start <= open.end
        {
            *any |= wanted;
            if range.end > open.end {
                open.end = cut_after(self.text, range.end);
            }
            return;
        }
        let window = cut_before(self.text, range.start)..cut_after(self.text, range.end);
        match &mut self.open {
            Some((open, any)) if window.start <= open.end => {
                open.end = window.end;
                *any |= wanted;
            }
            _ => {
                self.close();
                self.open = Some((window, wanted));
            }
        }
    }

    /// Adds a candidate with so many characters before and behind it that belong to it too.
    pub(super) fn push_with(&mut self, range: Range<usize>, before: usize, behind: usize) {
        let (mut start, mut end) = (range.start, range.end);
        for _ in 0..before {
            let last = self.text[..start].chars().next_back().map_or(0, char::len_utf8);
            start = cut_before(self.text, start - last);
        }
        for _ in 0..behind {
            let first = self.text[end..].chars().next().map_or(0, char::len_utf8);
            end = cut_after(self.text, end + first);
        }
        self.push(start..end, true);
    }

    fn close(&mut self) {
        self.done.extend(self.open.take().filter(|(_, wanted)| *wanted).map(|(range, _)| range));
    }

    /// The windows, in order; none touches another.
    pub(super) fn finish(mut self) -> Vec<Range<usize>> {
        self.close();
        self.done
    }
}

/// The last place at or before `at` where the text may be cut.
fn cut_before(text: &str, mut at: usize) -> usize {
    let mut after = text[at..].chars().next();
    for before in text[..at].chars().rev() {
        if may_cut(before, after) {
            break;
        }
        at -= before.len_utf8();
        after = Some(before);
    }
    at
}

/// The first place at or after `at` where the text may be cut.
fn cut_after(text: &str, mut at: usize) -> usize {
    let mut before = text[..at].chars().next_back();
    for after in text[at..].chars() {
        if before.is_some_and(|before| may_cut(before, Some(after))) {
            break;
        }
        at += after.len_utf8();
        before = Some(after);
    }
    at
}

fn may_cut(before: char, after: Option<char>) -> bool {
    let plain = |c: char| {
        // Nearly all are ideographs, and Unicode's tables are slow.
        script::is_common_han(c)
            || c.is_alphanumeric()
                && !is_combining_mark(c)
                && !matches!(c, '\u{1100}'..='\u{11FF}' | '\u{FF9E}' | '\u{FF9F}')
    };
    after.is_some_and(|after| plain(before) && plain(after) && !(is_latin(before) && is_latin(after)))
}

/// Letters and digits of one word: everything that is neither ideograph nor kana.
fn is_latin(c: char) -> bool {
    !script::is_han(c) && !script::is_kana(c)
}
