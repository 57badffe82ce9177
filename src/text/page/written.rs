//! What Chinese is shown with that is not in the article: the pinyin of its words, and its other script.

use std::ops::Range;

use super::{Extra, Page, PagePart, PageStyle, Pinyin, Section};
use crate::chinese::{self, Script};
use crate::model::{BlockIx, BlockKind, InlineStyle, Span};

/// The characters of a word in a row that have their pinyin: the bytes of each, and its syllable.
pub(super) type SpeltWord = Vec<(Range<usize>, &'static str)>;

/// The words of `range` of a text that have their pinyin, in order. Not what has a reading of its own, is code or a formula.
pub(super) fn words(text: &str, spans: &[Span], range: Range<usize>, style: &PageStyle) -> Vec<SpeltWord> {
    if style.pinyin == Pinyin::None {
        return Vec::new();
    }
    let mut found: Vec<SpeltWord> = Vec::new();
    let mut bare = Bare::of(spans, |span| span.reading.is_some() || is_literal(span));
    for word in chinese::pinyin(&text[range.clone()]) {
        let mut own: SpeltWord = Vec::new();
        for read in word.characters {
            let place = read.range.start + range.start..read.range.end + range.start;
            if (style.pinyin == Pinyin::Rare && read.is_common) || !bare.has(place.start) {
                continue;
            }
            if own.last().is_some_and(|(before, _)| before.end < place.start) {
                found.push(std::mem::take(&mut own));
            }
            own.push((place, read.syllable));
        }
        if !own.is_empty() {
            found.push(own);
        }
    }
    found
}

/// The syllables of a word in one, as they are written: an apostrophe stands before one that begins with a vowel.
pub(super) fn spelt(syllables: impl Iterator<Item = &'static str>) -> String {
    let mut out = String::new();
    for syllable in syllables {
        if !out.is_empty() && syllable.starts_with(|c| "aāáǎàoōóǒòeēéěèê".contains(c)) {
            out.push('\'');
        }
        out.push_str(syllable);
    }
    out
}

/// What is shown for characters of a section in a script, by their bytes in the part's text.
pub(super) fn in_script(page: &Page, section: &Section, script: Script) -> Vec<(usize, char)> {
    let spans = match section.part {
        PagePart::Body(BlockIx(at)) => match page.article.body.get(at) {
            Some(block) if !matches!(block.kind, BlockKind::Code { .. }) => &block.inline.spans[..],
            _ => return Vec::new(),
        },
        part if page.extra(part) == Some(Extra::Address) => return Vec::new(),
        _ => &[],
    };
    let text = &page.text(section.part)[section.range.clone()];
    let mut bare = Bare::of(spans, is_literal);
    let shown = chinese::converted(text, script).into_iter().map(|(at, other)| (at + section.range.start, other));
    shown.filter(|&(at, _)| bare.has(at)).collect()
}

/// What means something to a machine, letter by letter.
fn is_literal(span: &Span) -> bool {
    matches!(span.style, InlineStyle::Code | InlineStyle::Math)
}

/// The text outside of some spans, asked from left to right.
struct Bare<'s, F> {
    spans: &'s [Span],
    covers: F,
    next: usize,
    /// The end of the furthest span that covers and begins before the place that was asked for last.
    covered: usize,
}

impl<'s, F: Fn(&Span) -> bool> Bare<'s, F> {
    fn of(spans: &'s [Span], covers: F) -> Self {
        Self { spans, covers, next: 0, covered: 0 }
    }

    fn has(&mut self, at: usize) -> bool {
        while let Some(span) = self.spans.get(self.next).filter(|span| span.start <= at) {
            if (self.covers)(span) {
                self.covered = self.covered.max(span.end);
            }
            self.next += 1;
        }
        at >= self.covered
    }
}
