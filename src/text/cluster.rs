//! A paragraph as *clusters*: what layout moves about, one grapheme cluster at a time, each with its width and with
//! whether a row may begin at it.
//!
//! Break opportunities come from icu_segmenter's newest rules (Unicode 18) with its Chinese and Japanese overrides;
//! [`super::tailor`] adds Chinese typesetting on top. Most of a Chinese page is plain Han after plain Han, where the
//! answer is always "two cells, a row may begin here"; so the segmenter is asked about the rest only, the *islands*:
//! runs of anything else, from one *seam* (a place over which no context reaches) to the next. An island between two
//! seams is always cut the same way, so the answer is kept: a mark between Han, a word between words.

use icu_locale_core::{LanguageIdentifier, langid};
use icu_segmenter::LineSegmenter;
use icu_segmenter::LineSegmenterBorrowed;
use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness, LineBreakWordOption};
use rustc_hash::FxHashMap;
use unicode_segmentation::UnicodeSegmentation;

use super::class;
use super::rules::{LineBreak, Locale, Rules, WordBreak};
use super::seam::{Seam, island_end, lone, plain_at};
use super::tailor;
use super::url;
use super::width::Ruler;

/// A set of properties of a cluster.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Traits(u16);

impl Traits {
    /// A row may begin here.
    pub const BREAK: Self = Self(1);
    /// A space that hangs at a row's end and vanishes at its start.
    pub const SPACE: Self = Self(1 << 1);
    /// Han or kana.
    pub const HAN: Self = Self(1 << 2);
    /// A Western letter or digit.
    pub const WESTERN: Self = Self(1 << 3);
    /// May hang in the margin (F03, L02).
    pub const HANGS: Self = Self(1 << 4);
    /// May stand with one cell left (F05).
    pub const TRIMS: Self = Self(1 << 5);
    /// Never at a row's start (B01, B02, B06 to B08).
    pub const NO_START: Self = Self(1 << 6);
    /// Never at a row's end (B03).
    pub const NO_END: Self = Self(1 << 7);
    /// A tab: its width depends on the column.
    pub const TAB: Self = Self(1 << 8);

    /// A space that goes with the break for good.
    pub const VANISHES: Self = Self(1 << 9);

    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

/// One grapheme cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cluster {
    /// Its bytes.
    pub len: u32,
    /// Its cells; 0 for what is not drawn and for tabs.
    pub cells: u8,
    /// What it is.
    pub traits: Traits,
}

const PLAIN: Traits = Traits::HAN;

/// Islands longer than this are not remembered: they hardly come back.
const REMEMBERED_BYTES: usize = 24;
/// How many islands are remembered.
const REMEMBERED_ISLANDS: usize = 4096;

/// What is known of an island: its clusters, and whether a row may begin after it.
type KnownIsland = (Box<[Cluster]>, bool);

/// Cuts paragraphs into clusters, by one set of rules and one ruler.
pub(super) struct Cutter {
    rules: Rules,
    ruler: Ruler,
    segmenter: LineSegmenterBorrowed<'static>,
    /// Answers for islands between two seams, by the kinds of both.
    known: [FxHashMap<Box<str>, KnownIsland>; 4],
    /// The island at hand as the tailoring sees it; kept to save allocations.
    chars: Vec<tailor::Unit>,
    /// What the ASCII characters are.
    ascii: Box<[Cluster; 128]>,
}

impl Cutter {
    pub fn new(rules: Rules, ruler: Ruler) -> Self {
        static ZH: LanguageIdentifier = langid!("zh");
        static JA: LanguageIdentifier = langid!("ja");
        let mut options = LineBreakOptions::default();
        options.strictness = Some(match rules.line_break {
            LineBreak::Loose => LineBreakStrictness::Loose,
            LineBreak::Normal => LineBreakStrictness::Normal,
            LineBreak::Strict => LineBreakStrictness::Strict,
        });
        options.word_option = Some(match rules.word_break {
            WordBreak::Normal => LineBreakWordOption::Normal,
            WordBreak::KeepAll => LineBreakWordOption::KeepAll,
            WordBreak::BreakAll => LineBreakWordOption::BreakAll,
        });
        options.content_locale = match rules.locale {
            Locale::ZhHans | Locale::ZhHant => Some(&ZH),
            Locale::Ja => Some(&JA),
            Locale::Ko | Locale::Und => None,
        };
        let segmenter = LineSegmenter::new_neo_for_non_complex_scripts(options);
        let ascii = Box::new(std::array::from_fn(|byte| {
            let c = char::from_u32(byte as u32).unwrap_or(' ');
            Self::look_at(rules.locale, ruler, c.encode_utf8(&mut [0; 4]))
        }));
        Self { rules, ruler, segmenter, known: Default::default(), chars: Vec::new(), ascii }
    }

    /// Appends the clusters of `text`, which has no line break in it, and before which `seam` was cut.
    pub fn cut(&mut self, text: &str, seam: Option<Seam>, out: &mut Vec<Cluster>) {
        let plain_break = match self.rules.word_break {
            WordBreak::KeepAll => Traits::default(),
            WordBreak::Normal | WordBreak::BreakAll => Traits::BREAK,
        };
        out.reserve(text.len() / 3 + 1);
        let bytes = text.as_bytes();
        let mut at = 0; // everything before is cut
        // Whether a row may begin at `at`.
        let mut next_break = match seam {
            None => Traits::default(),
            Some(Seam::Plain) => plain_break,
            Some(Seam::Words) => Traits::BREAK,
        };
        let mut left = seam;
        while at < bytes.len() {
            // A run of plain characters; the last one stays back, for a mark may follow that combines with it.
            let mut run = at;
            while let Some(next) = plain_at(bytes, run) {
                run = next;
            }
            if run > at + 3 {
                out.push(Cluster { len: 3, cells: 2, traits: PLAIN.with(next_break) });
                let more = (run - at) / 3 - 2;
                out.extend(std::iter::repeat_n(Cluster { len: 3, cells: 2, traits: PLAIN.with(plain_break) }, more));
                next_break = plain_break;
                at = run - 3;
            }
            if run == bytes.len() {
                if run > at {
                    out.push(Cluster { len: 3, cells: 2, traits: PLAIN.with(next_break) });
                }
                return;
            }
            // The island: the plain character before it (if any), and what is not plain up to the next seam.
            if run > at {
                left = Some(Seam::Plain);
            }
            let (end, right) = island_end(bytes, run);
            next_break = self.cut_island(text, at..end, run, (left, right), next_break, out);
            (at, left) = (end, right);
        }
    }

    /// Cuts `text[range]`, an island whose own text begins at `core`, between two seams (`None` at the ends of the
    /// text). Returns whether a row may begin at its end.
    fn cut_island(
        &mut self,
        text: &str,
        range: std::ops::Range<usize>,
        core: usize,
        (left, right): (Option<Seam>, Option<Seam>),
        first_break: Traits,
        out: &mut Vec<Cluster>,
    ) -> Traits {
        let from = out.len();
        let may_break = |known: bool| if known { Traits::BREAK } else { Traits::default() };
        let own = &text[core..range.end];
        // Between two seams an island is always cut the same way.
        let shelf = match (left, right) {
            (Some(left), Some(right)) if own.len() <= REMEMBERED_BYTES => Some(left as usize * 2 + right as usize),
            _ => None,
        };
        if let Some((clusters, tail)) = shelf.and_then(|shelf| self.known[shelf].get(own)) {
            out.extend_from_slice(clusters);
            out[from].traits = out[from].traits.with(first_break);
            return may_break(*tail);
        }
        // The character after the seam is context.
        let context = match right {
            Some(_) => range.end + text[range.end..].chars().next().map_or(0, char::len_utf8),
            None => range.end,
        };
        let tail = self.ask(&text[range.start..context], range.len(), out);
        if let Some(shelf) = shelf.filter(|&shelf| self.known[shelf].len() < REMEMBERED_ISLANDS) {
            self.known[shelf].insert(own.into(), (out[from..].into(), tail));
        }
        out[from].traits = out[from].traits.with(first_break);
        may_break(tail)
    }

    /// Asks the segmenter and the tailoring about `context`, whose first `len` bytes are to be cut. The first cluster
    /// carries no break: what is before it decides. Returns whether a row may begin at `len`.
    fn ask(&mut self, context: &str, len: usize, out: &mut Vec<Cluster>) -> bool {
        self.chars.clear();
        let mut breaks = self.segmenter.segment_str(context).skip_while(|&at| at == 0);
        let mut next_break = breaks.next();
        let first = out.len();
        let mut at = 0;
        while at < context.len() {
            let size = lone(context.as_bytes(), at)
                .unwrap_or_else(|| context[at..].graphemes(true).next().map_or(1, str::len));
            // A grapheme may reach over the island's end only after a prepended mark; the plain character stays apart.
            let size = if at < len { size.min(len - at) } else { size };
            while next_break.is_some_and(|b| b < at) {
                next_break = breaks.next();
            }
            let allowed = next_break == Some(at);
            let cluster = &context[at..at + size];
            self.chars.push(tailor::Unit { base: cluster.chars().next().unwrap_or(' '), allowed });
            if at < len {
                out.push(self.describe(cluster));
            }
            at += size;
        }
        if self.rules.locale.is_chinese() {
            tailor::chinese(&mut self.chars, self.rules.level);
        }
        if self.rules.addresses && memchr::memmem::find(context.as_bytes(), b"://").is_some() {
            url::tailor(&mut self.chars);
        }
        let kept = out.len() - first;
        for (cluster, unit) in out[first..].iter_mut().zip(&self.chars).skip(1) {
            if unit.allowed {
                cluster.traits = cluster.traits.with(Traits::BREAK);
            }
        }
        self.chars.get(kept).is_some_and(|unit| unit.allowed)
    }

    fn describe(&self, cluster: &str) -> Cluster {
        match cluster.as_bytes() {
            &[byte] => self.ascii[usize::from(byte & 0x7F)],
            _ => Self::look_at(self.rules.locale, self.ruler, cluster),
        }
    }

    fn look_at(locale: Locale, ruler: Ruler, cluster: &str) -> Cluster {
        let c = cluster.chars().next().unwrap_or(' ');
        let mut traits = Traits::default();
        let cells = if c == '\t' {
            traits = traits.with(Traits::TAB);
            0
        } else {
            ruler.cells(cluster)
        };
        let mut add = |is: bool, which: Traits| {
            if is {
                traits = traits.with(which);
            }
        };
        // A space with a mark on it is drawn; what only steers the breaking is not.
        let alone = cluster.len() == c.len_utf8();
        add(alone && class::is_breaking_space(c), Traits::SPACE);
        add(alone && (class::is_collapsing_space(c) || class::is_steering(c)), Traits::VANISHES);
        add(class::is_han_or_kana(c), Traits::HAN);
        add(class::is_western(c), Traits::WESTERN);
        add(locale == Locale::ZhHans && class::hangs_in_chinese(c), Traits::HANGS);
        add(locale == Locale::Ja && class::hangs_in_japanese(c), Traits::HANGS);
        add(locale == Locale::ZhHans && cells == 2 && (class::is_stop(c) || class::is_closing(c)), Traits::TRIMS);
        add(class::is_stop(c) || class::is_closing(c) || class::is_interpunct(c), Traits::NO_START);
        add(matches!(c, '.' | ',' | ':' | ';' | '!' | '?' | '％' | '%' | '…' | '⋯' | '～' | '／'), Traits::NO_START);
        add(class::is_opening(c), Traits::NO_END);
        Cluster { len: cluster.len() as u32, cells, traits }
    }
}

#[cfg(test)]
mod tests;
