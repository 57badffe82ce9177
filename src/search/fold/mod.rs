//! The *fold* of a text: the form it is matched in. Never shown, never copied, always with the way back to the
//! original bytes.
//!
//! A search for 会议 at 11:30 must find 會議 at 11：30, and show what the article really says. So both the
//! question and the text are folded, compared byte by byte, and what was found is led back through a map. What equals
//! what is a set of switches, [`Folds`]:
//!
//! | switch | what becomes one | so that |
//! | --- | --- | --- |
//! | width | compatibility forms (NFKC): `Ａ` `：` `ｱ` `㍿` `①` and `A` `:` `ア` `株式会社` `1` | `11:30` finds `11：30` |
//! | case | capitals and small letters, `ß` and `ss` | `gdp` finds `GDP` |
//! | script | Traditional and Simplified, character by character, and variants (爲/為, 裡/裏) | 會議 finds 会议 |
//! | kana | hiragana and katakana; small kana stay small | `らーめん` finds `ラーメン` |
//! | marks | quotes `“ ” „ 「 」` and `"`, `‘ ’ 『 』` and `'`; a run of dashes `—— – － -` and `-`; `…… ... 。。。` and `…`; the dots `· • ・` | `"清零"` finds `“清零”` and 「清零」 |
//! | accents | letters with and without accents, composed or not | `cafe` finds `café` |
//! | space | a run of white space and hard line breaks is one space, and none beside a CJK character | a find crosses the author's line breaks |
//! | invisible | zero-width characters, soft hyphens, variation selectors, joiners that join nothing: dropped | `微信` finds `微<ZWSP>信` |
//!
//! With every switch off text is still compared in canonical form (NFC): `é` in one code point or in two is the same
//! text. 「 」 count as quotes because they are the quotes of Traditional Chinese, where `“清零”` is written 「清零」.
//!
//! The folds are the work of one table lookup a character (`table`); the few that depend on their neighbours (white
//! space, runs of dashes and dots, combining marks) are settled while the fold is written (`machine`). A fold of a
//! fold is the same fold, and equal texts fold equally wherever they stand, so that finding in the fold of a whole
//! archive and finding in the fold of one block agree.

mod han;
mod machine;
mod map;
mod table;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use map::OffsetMap;
use map::Segment;

/// A set of things that do not count when texts are compared; see the [module](self).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Folds(u8);

impl Folds {
    /// None: only canonical equivalence (NFC). `--exact`.
    pub const NONE: Self = Self(0);
    /// Full-width, half-width and other compatibility forms.
    pub const WIDTH: Self = Self(1);
    /// Capitals and small letters.
    pub const CASE: Self = Self(1 << 1);
    /// Traditional and Simplified characters.
    pub const SCRIPT: Self = Self(1 << 2);
    /// Hiragana and katakana.
    pub const KANA: Self = Self(1 << 3);
    /// Quotes, dashes, ellipses, middle dots.
    pub const MARKS: Self = Self(1 << 4);
    /// Accents on letters.
    pub const ACCENTS: Self = Self(1 << 5);
    /// White space and line breaks.
    pub const SPACE: Self = Self(1 << 6);
    /// Characters that are not seen.
    pub const INVISIBLE: Self = Self(1 << 7);
    /// All of them.
    pub const ALL: Self = Self(u8::MAX);
    /// Every single switch, with the name it has on the command line and in the config.
    pub const EACH: [(Self, &'static str); 8] = [
        (Self::WIDTH, "width"),
        (Self::CASE, "case"),
        (Self::SCRIPT, "script"),
        (Self::KANA, "kana"),
        (Self::MARKS, "marks"),
        (Self::ACCENTS, "accents"),
        (Self::SPACE, "space"),
        (Self::INVISIBLE, "invisible"),
    ];

    /// All but those of these names; names that are none are passed over.
    pub fn all_but<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let named =
            |name: &str| Self::EACH.iter().find(|(_, known)| *known == name).map_or(Self::NONE, |(fold, _)| *fold);
        names.into_iter().fold(Self::ALL, |folds, name| folds.without(named(name)))
    }

    /// Whether all of `other` are in it.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// With `other` too.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Without `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Those that are in both.
    #[must_use]
    pub const fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    fn index(self) -> usize {
        usize::from(self.0)
    }
}

impl Default for Folds {
    fn default() -> Self {
        Self::ALL
    }
}

/// The fold of one text, with the way back. Owns its text; [`FoldedRef`] is the same thing borrowed.
///
/// Invariant: the way back is monotone, and leads from a non-empty range of the fold on character boundaries to a
/// non-empty range of the original on character boundaries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    text: String,
    segments: Vec<Segment>,
}

impl Folded {
    /// Folds `text` by every fold there is.
    pub fn new(text: &str) -> Self {
        Self::by(text, Folds::ALL)
    }

    /// Folds `text` by some folds. Text beyond 2 GiB is not folded, so never found.
    pub fn by(text: &str, folds: Folds) -> Self {
        let mut folded = Self::default();
        folded.text.reserve(text.len());
        machine::fold(text, table::table(folds), &mut folded.text, &mut folded.segments);
        folded
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The fold, borrowed.
    pub fn view(&self) -> FoldedRef<'_> {
        FoldedRef { text: &self.text, segments: &self.segments }
    }

    /// The bytes of the original that a range of the fold stands for; see [`FoldedRef::original`].
    pub fn original(&self, folded: Range<usize>) -> Range<usize> {
        self.view().original(folded)
    }
}

/// A borrowed fold: of a text of its own, or of one that stands among others in a [`FoldedStack`].
#[derive(Clone, Copy, Debug, Default)]
pub struct FoldedRef<'f> {
    text: &'f str,
    segments: &'f [Segment],
}

impl<'f> FoldedRef<'f> {
    /// The folded text.
    pub fn text(self) -> &'f str {
        self.text
    }

    /// The bytes of the original that `folded`, a non-empty range of the fold on character boundaries, stands for. A
    /// character that became several is always covered whole. Characters that fold to nothing belong to a range where
    /// they lie inside it, or where they are marks on its last character.
    pub fn original(self, folded: Range<usize>) -> Range<usize> {
        self.offset_map().original(folded)
    }

    /// The way back for many ranges in ascending order: cheaper than asking for each alone.
    pub fn offset_map(self) -> OffsetMap<'f> {
        OffsetMap::new(self.segments)
    }
}

/// Many folds in one place: the blocks of an article, one after the other, parted by [`FoldedStack::SEPARATOR`]. One
/// pass over one string looks through all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoldedStack {
    text: String,
    segments: Vec<Segment>,
    /// Where each fold starts: byte of `text`, index into `segments`.
    starts: Vec<(usize, usize)>,
}

impl FoldedStack {
    /// Stands between two folds. No fold with [`Folds::SPACE`] has it inside, so no find crosses it.
    pub const SEPARATOR: char = '\n';

    /// Adds the full fold of a text.
    pub fn push(&mut self, text: &str) {
        if !self.starts.is_empty() {
            self.text.push(Self::SEPARATOR);
        }
        self.starts.push((self.text.len(), self.segments.len()));
        machine::fold(text, table::table(Folds::ALL), &mut self.text, &mut self.segments);
    }

    /// An empty stack with room for the folds of so many texts of so many bytes in all.
    pub fn with_room(texts: usize, bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes + texts), segments: Vec::new(), starts: Vec::with_capacity(texts) }
    }

    /// Stacks one after the other as one, with no more room than they need. Each is let go as soon as it is in: the folds
    /// of a long article take as much memory as the article.
    pub fn concat(parts: Vec<Self>) -> Self {
        let sum = |count: fn(&Self) -> usize| parts.iter().map(count).sum::<usize>();
        let mut all = Self::with_room(sum(Self::len), sum(|part| part.text.len()));
        all.segments.reserve_exact(sum(|part| part.segments.len()));
        for part in parts {
            all.append(&part);
        }
        all
    }

    /// Adds the folds of another stack.
    pub fn append(&mut self, other: &Self) {
        if other.is_empty() {
            return;
        }
        if !self.is_empty() {
            self.text.push(Self::SEPARATOR);
        }
        let (text, segments) = (self.text.len(), self.segments.len());
        self.text.push_str(&other.text);
        // They count from the start of their own fold.
        self.segments.extend_from_slice(&other.segments);
        self.starts.extend(other.starts.iter().map(|&(start, first)| (start + text, first + segments)));
    }

    /// All folds as one string.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many folds there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The bytes of [`text`](Self::text) that are the fold of that number. Empty for a number there is not.
    pub fn range(&self, index: usize) -> Range<usize> {
        let Some(&(start, _)) = self.starts.get(index) else { return self.text.len()..self.text.len() };
        let end = self.starts.get(index + 1).map_or(self.text.len(), |&(next, _)| next - Self::SEPARATOR.len_utf8());
        start..end
    }

    /// The fold of that number. Empty for a number there is not.
    pub fn get(&self, index: usize) -> FoldedRef<'_> {
        let Some(&(_, first)) = self.starts.get(index) else { return FoldedRef::default() };
        let last = self.starts.get(index + 1).map_or(self.segments.len(), |&(_, next)| next);
        FoldedRef { text: &self.text[self.range(index)], segments: &self.segments[first..last] }
    }

    /// The number of the fold that a byte of [`text`](Self::text) lies in.
    pub fn index_at(&self, byte: usize) -> usize {
        self.starts.partition_point(|&(start, _)| start <= byte).saturating_sub(1)
    }
}
