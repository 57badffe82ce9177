//! A *literal*: what was typed as a word or phrase, ready to be looked for.

use std::ops::Range;
use std::sync::Arc;

use memchr::memmem::Finder;
use rayon::prelude::*;

use crate::model::{BlockIx, script};
use crate::search::cancel::Cancel;
use crate::search::document::{Body, TextRef};
use crate::search::find::{Find, Hit, tidy};
use crate::search::fold::{Folded, FoldedStack, Folds};
use crate::search::reading::{Candidate, PinyinTyping, ReadingQuery};
use crate::search::window::Windows;

/// Dots of which three become one.
const DOTS: [char; 3] = ['.', '。', '·'];
/// Characters at the ends of a pattern whose fold depends on what stands beside them: a pattern ending in a dot is
/// not in the fold of a text where three dots became one.
const LOOSE: [char; 6] = ['.', '。', '·', '…', '-', ' '];

/// A word or phrase.
///
/// Invariant: it is not empty under its folds.
#[derive(Clone, Debug)]
pub(in crate::search) struct Literal {
    /// The pattern under the full fold.
    folded: String,
    folds: Folds,
    /// Finds the pattern under the full fold: what is found, or where to look closer. `None` if nothing of the pattern
    /// is left there.
    finder: Option<Finder<'static>>,
    /// How many characters of the pattern stand before and behind that of the finder.
    beside: (usize, usize),
    /// How far apart two places of the finder's pattern at least are, in bytes.
    period: usize,
    /// Finds the pattern under its own folds, where they are not all.
    strict: Option<Finder<'static>>,
    reading: Option<Arc<ReadingQuery>>,
    phrase: bool,
}

impl Literal {
    /// A literal; `None` if there is nothing to look for in what was typed. A capital makes case count. A word without
    /// one is also looked for by its reading where that is asked, a phrase never is.
    pub(in crate::search) fn new(
        typed: &str,
        folds: Folds,
        readings: Option<PinyinTyping>,
        phrase: bool,
    ) -> Option<Self> {
        let typed = typed.trim();
        let full = Folded::new(typed);
        let folds = own_folds(typed, &full, folds);
        let own = Folded::by(typed, folds);
        if own.text().trim().is_empty() {
            return None;
        }
        let strict = (folds != Folds::ALL).then(|| Finder::new(own.text()).into_owned());
        let needle = if strict.is_some() { firm(full.text()) } else { full.text() };
        // The needle is a part of the text that it was taken from.
        let (before, behind) = full.text().split_once(needle).unwrap_or_default();
        let beside = (before.chars().count(), behind.chars().count());
        let finder = (!needle.is_empty()).then(|| Finder::new(needle).into_owned());
        let readings = readings.filter(|_| !phrase);
        let reading = readings.and_then(|typing| ReadingQuery::new(typed, typing)).map(Arc::new);
        Some(Self {
            period: period(needle.as_bytes()),
            folded: full.text().to_owned(),
            folds,
            finder,
            beside,
            strict,
            reading,
            phrase,
        })
    }

    /// The pattern under the full fold.
    pub(in crate::search) fn folded(&self) -> &str {
        &self.folded
    }

    /// Whether it is a phrase.
    pub(super) fn is_phrase(&self) -> bool {
        self.phrase
    }

    /// Whether case and everything else is folded, and nothing has to be looked at twice.
    pub(super) fn is_plain(&self) -> bool {
        self.strict.is_none()
    }

    /// Whether both ask the same.
    pub(in crate::search) fn same_as(&self, other: &Self) -> bool {
        let needle = |literal: &Self| literal.strict.as_ref().map(|finder| finder.needle().to_owned());
        self.folds == other.folds && self.folded == other.folded && needle(self) == needle(other)
    }

    /// Whether it may be in a text, told from its full fold: false where it is not.
    pub(in crate::search) fn may_be_in(&self, folded: &[u8]) -> bool {
        let letters = self.finder.as_ref().is_none_or(|finder| finder.find(folded).is_some());
        letters || self.reading.as_ref().is_some_and(|reading| reading.may_be_in(folded))
    }

    /// Where it is in a text, in order, none overlapping another.
    pub(in crate::search) fn find_in(&self, text: TextRef<'_>) -> Vec<Find> {
        let mut finds: Vec<Find> =
            self.letters_in(text).into_iter().map(|range| Find { range, by_reading: false }).collect();
        if let Some(reading) = &self.reading {
            finds.extend(reading.find_in(text).into_iter().map(|range| Find { range, by_reading: true }));
            finds = tidy(finds);
        }
        finds
    }

    /// Whether it is in a text.
    pub(in crate::search) fn is_in(&self, text: TextRef<'_>) -> bool {
        match (&self.finder, &self.strict) {
            (Some(finder), None) if finder.find(text.folded.text().as_bytes()).is_some() => return true,
            (_, Some(_)) if !self.letters_in(text).is_empty() => return true,
            _ => {}
        }
        self.reading.as_ref().is_some_and(|reading| !reading.find_in(text).is_empty())
    }

    /// Where its letters are in a text.
    fn letters_in(&self, text: TextRef<'_>) -> Vec<Range<usize>> {
        let folded = text.folded.text();
        let mut map = text.folded.offset_map();
        let Some(strict) = &self.strict else {
            let Some(finder) = &self.finder else { return Vec::new() };
            let length = finder.needle().len();
            return finder.find_iter(folded.as_bytes()).map(|at| map.original(at..at + length)).collect();
        };
        let windows = match &self.finder {
            None => std::iter::once(0..text.original.len()).collect(),
            Some(finder) => {
                let mut windows = Windows::new(text.original);
                let length = finder.needle().len();
                let mut from = 0;
                // Overlapping places too: of the two, only the second may be as it was typed.
                while let Some(at) = finder.find(&folded.as_bytes()[from..]) {
                    let (before, behind) = self.beside;
                    windows.push_with(map.original(from + at..from + at + length), before, behind);
                    from += at + self.period;
                }
                windows.finish()
            }
        };
        let mut found = Vec::new();
        for window in windows {
            let fold = Folded::by(&text.original[window.clone()], self.folds);
            let mut map = fold.view().offset_map();
            let length = strict.needle().len();
            found.extend(strict.find_iter(fold.text().as_bytes()).map(|at| {
                let range = map.original(at..at + length);
                window.start + range.start..window.start + range.end
            }));
        }
        found
    }

    /// Where it is in a body, in reading order, none overlapping another. Nothing that can be relied on once it was
    /// cancelled.
    pub(in crate::search) fn find_in_body(&self, body: &Body<'_>, cancel: &Cancel) -> Vec<Hit> {
        let parts = parts(body.folded);
        if let [part] = parts.as_slice() {
            return self.find_in_part(body, part);
        }
        let find = |part: &StackPart| if cancel.is_cancelled() { Vec::new() } else { self.find_in_part(body, part) };
        let found: Vec<Vec<Hit>> = parts.par_iter().map(find).collect();
        let mut hits = Vec::with_capacity(found.iter().map(Vec::len).sum());
        for part in found {
            hits.extend(part);
        }
        hits
    }

    fn find_in_part(&self, body: &Body<'_>, part: &StackPart) -> Vec<Hit> {
        if let (Some(finder), None, None) = (&self.finder, &self.strict, &self.reading) {
            return plain_hits(finder, body.folded, part);
        }
        if let Some(reading) = self.reading.as_ref().filter(|_| self.strict.is_none()) {
            return self.read_in_part(reading, body, part);
        }
        let mut hits = Vec::new();
        for block in self.blocks(body.folded, part) {
            let original = body.text(block);
            let text = TextRef { original, folded: body.folded.get(block.0) };
            let hit = |find: Find| Hit { block, range: find.range, by_reading: find.by_reading };
            hits.extend(self.find_in(text).into_iter().map(hit));
        }
        hits
    }

    /// What is found by letters and by reading, in one pass over a part.
    fn read_in_part(&self, reading: &ReadingQuery, body: &Body<'_>, part: &StackPart) -> Vec<Hit> {
        let stack = body.folded;
        let text = &stack.text()[..part.end];
        let plain = self.finder.as_ref().map(|finder| plain_hits(finder, stack, part)).unwrap_or_default();
        let mut letters = plain.into_iter().peekable();
        let mut candidates = reading.candidates(text, part.start).peekable();
        let mut romaji = reading.romaji_candidate(text, part.start);
        let mut hits = Vec::new();
        loop {
            let next = [
                letters.peek().map(|hit| hit.block.0),
                candidates.peek().map(|candidate| stack.index_at(candidate.range.start)),
                romaji.map(|at| stack.index_at(at)),
            ];
            let Some(number) = next.into_iter().flatten().min() else { return hits };
            let (block, range) = (BlockIx(number), stack.range(number));
            let own = std::iter::from_fn(|| candidates.next_if(|candidate| candidate.range.start < range.end));
            let own: Vec<Candidate> = own
                .map(|Candidate { range: at, read }| Candidate {
                    range: at.start - range.start..at.end - range.start,
                    read,
                })
                .collect();
            let has_kana = romaji.is_some_and(|at| at < range.end);
            let found = std::iter::from_fn(|| letters.next_if(|hit| hit.block == block));
            let mut finds: Vec<Find> = found.map(|hit| Find { range: hit.range, by_reading: false }).collect();
            if has_kana || own.iter().any(|candidate| candidate.read) {
                let original = body.text(block);
                let text = TextRef { original, folded: stack.get(number) };
                let read = reading.find_among(own.into_iter(), text);
                finds.extend(read.into_iter().map(|range| Find { range, by_reading: true }));
                finds = tidy(finds);
            }
            if has_kana {
                let after = (range.end + FoldedStack::SEPARATOR.len_utf8()).min(text.len());
                romaji = reading.romaji_candidate(text, after);
            }
            hits.extend(finds.into_iter().map(|find| Hit { block, range: find.range, by_reading: find.by_reading }));
        }
    }

    /// Whether it is in a body.
    pub(super) fn is_in_body(&self, body: &Body<'_>) -> bool {
        if let (Some(finder), None) = (&self.finder, &self.strict) {
            if finder.find(body.folded.text().as_bytes()).is_some() {
                return true;
            }
            if self.reading.is_none() {
                return false;
            }
        }
        self.blocks(body.folded, &whole(body.folded)).any(|block| {
            let original = body.text(block);
            self.is_in(TextRef { original, folded: body.folded.get(block.0) })
        })
    }

    /// The blocks of a part that may have it, in order.
    fn blocks<'a>(&'a self, stack: &'a FoldedStack, part: &StackPart) -> impl Iterator<Item = BlockIx> + 'a {
        let text = &stack.text()[..part.end];
        let letters = move |from: usize| match &self.finder {
            Some(finder) => finder.find(&text.as_bytes()[from..]).map(|at| from + at),
            None => (from < text.len()).then_some(from),
        };
        let reading = self.reading.as_ref();
        let pinyin = move |from: usize| reading.and_then(|reading| reading.pinyin_candidate(text, from));
        let romaji = move |from: usize| reading.and_then(|reading| reading.romaji_candidate(text, from));
        // Each is asked again only once it has been passed by: one that is rare must not be looked for from every place
        // of one that is not.
        let start = part.start;
        let mut next = [letters(start), pinyin(start), romaji(start)];
        std::iter::from_fn(move || {
            let at = next.into_iter().flatten().min()?;
            let block = stack.index_at(at);
            let end = stack.range(block).end;
            let after = (end + FoldedStack::SEPARATOR.len_utf8()).min(text.len());
            let again = |place: Option<usize>, find: &dyn Fn(usize) -> Option<usize>| match place {
                Some(at) if at < after || after == text.len() => (after < text.len()).then(|| find(after)).flatten(),
                place => place,
            };
            next = [again(next[0], &letters), again(next[1], &pinyin), again(next[2], &romaji)];
            Some(BlockIx(block))
        })
    }
}

/// The part of a folded pattern that is in the full fold of every text that the pattern is in, whatever stands beside it
/// there: kana may take a voiced mark that follows and become another one, `ｶ` in `ｶﾞ`, and such a mark may be part of
/// what stands before.
fn firm(folded: &str) -> &str {
    let is_mark = |c: char| matches!(c, '\u{3099}'..='\u{309C}' | 'ﾞ' | 'ﾟ');
    folded.trim_matches(LOOSE).trim_start_matches(is_mark).trim_end_matches(script::is_kana).trim_matches(LOOSE)
}

/// The folds that a pattern is compared by, of those that were asked for.
pub(super) fn own_folds(typed: &str, full: &Folded, folds: Folds) -> Folds {
    let capital = typed.chars().any(char::is_uppercase);
    let folds = if capital { folds.without(Folds::CASE) } else { folds };
    // 好的。 is in 好的。。。, of which the full fold has an ellipsis: marks are then left as they are, if the pattern has
    // no others that fold.
    let dots = full.text().ends_with(DOTS) && !full.text().trim_matches(LOOSE).is_empty();
    let unmarked = folds.without(Folds::MARKS);
    let same = || Folded::by(typed, unmarked).text() == Folded::by(typed, folds).text();
    if dots && same() { unmarked } else { folds }
}

/// Part of a stack, in bytes: whole folds.
type StackPart = Range<usize>;

/// So many bytes of a body are looked through at a time, each part on a core of its own. What is shorter is not worth
/// parting.
const PART: usize = 512 << 10;

fn whole(stack: &FoldedStack) -> StackPart {
    0..stack.text().len()
}

/// A stack in parts: at least one.
fn parts(stack: &FoldedStack) -> Vec<StackPart> {
    let length = stack.text().len();
    let mut parts = Vec::new();
    let mut start = 0;
    while start < length && length - start > PART {
        // Up to where the fold after the next one starts.
        let end = (stack.range(stack.index_at(start + PART)).end + FoldedStack::SEPARATOR.len_utf8()).min(length);
        parts.push(start..end);
        start = end;
    }
    parts.push(start..length);
    parts
}

/// Hits of what the full fold answers alone: one pass over a part.
fn plain_hits(finder: &Finder<'_>, stack: &FoldedStack, part: &StackPart) -> Vec<Hit> {
    let length = finder.needle().len();
    let mut hits = Vec::new();
    let mut block = stack.index_at(part.start);
    let mut range = stack.range(block);
    let mut map = stack.get(block).offset_map();
    for at in finder.find_iter(&stack.text().as_bytes()[part.clone()]).map(|at| part.start + at) {
        if at >= range.end {
            block = stack.index_at(at);
            range = stack.range(block);
            map = stack.get(block).offset_map();
        }
        let start = at - range.start;
        let found = map.original(start..start + length);
        hits.push(Hit { block: BlockIx(block), range: found, by_reading: false });
    }
    hits
}

/// The smallest distance at which a pattern can overlap itself; its length where it cannot.
fn period(pattern: &[u8]) -> usize {
    let mut border = vec![0usize; pattern.len()];
    for at in 1..pattern.len() {
        let mut length = border[at - 1];
        while length > 0 && pattern[at] != pattern[length] {
            length = border[length - 1];
        }
        border[at] = length + usize::from(pattern[at] == pattern[length]);
    }
    (pattern.len() - border.last().copied().unwrap_or(0)).max(1)
}
