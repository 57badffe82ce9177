//! The *fold* of a text: the form it is matched in. Never shown, never copied, always with the way back to the
//! original bytes.
//!
//! Folding goes character by character, one to one or one to none, so a range of the fold always covers whole
//! characters of the original and the way back is exact. What is folded:
//!
//! | original | fold | so that |
//! | --- | --- | --- |
//! | full-width ASCII `Ａ` `１` `：` | `A` `1` `:` | `11:30` finds `11：30` |
//! | capitals, unless case counts | small letters | `gdp` finds `GDP` |
//! | `“ ” „ ‟`, `‘ ’ ‚ ‛` | `"`, `'` | `it's` finds `it’s` |
//! | U+3000, NBSP, other spaces, tab, `\n` | space | a line end the author asked for parts words, nothing more |
//! | zero-width code points, variation selectors | nothing | `微信` finds `微<ZWSP>信` |

use std::borrow::Cow;
use std::ops::Range;

/// Whether capitals and small letters are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Case {
    /// They are.
    #[default]
    Folded,
    /// They are not.
    Sensitive,
}

/// What a fold takes away. Two texts compare only under equal options.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct FoldOptions {
    /// What becomes of capitals.
    pub case: Case,
}

/// A text in the form it is matched in, with the way back.
///
/// Invariants: `segments` is sorted by `folded` and by `original`; it is empty exactly when every byte offset of the
/// fold is the same offset of the original (then nothing was folded, or only to characters of the same length).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold<'t> {
    text: Cow<'t, str>,
    segments: Vec<Segment>,
    options: FoldOptions,
}

/// A stretch of the fold that starts where the offsets of fold and original drift apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Segment {
    /// Where it starts in the fold.
    folded: usize,
    /// Where it starts in the original.
    original: usize,
    /// For one character that changed its length: its bytes in the original. 0 for a stretch copied at equal length.
    unit: usize,
}

impl<'t> Fold<'t> {
    /// Folds `text`. A text that folds to itself is borrowed and has no map.
    pub fn new(text: &'t str, options: FoldOptions) -> Self {
        let changed = text.char_indices().find(|&(_, c)| fold_char(c, options) != Some(c));
        let Some((start, _)) = changed else {
            return Self { text: Cow::Borrowed(text), segments: Vec::new(), options };
        };
        let mut folded = String::with_capacity(text.len());
        folded.push_str(&text[..start]);
        let mut segments: Vec<Segment> = Vec::new();
        // Whether the bytes to come lie at another distance than the segment (or the start) before them says.
        let mut drifted = false;
        for (at, c) in text[start..].char_indices() {
            let original = start + at;
            let Some(new) = fold_char(c, options) else {
                drifted = true;
                continue;
            };
            if new.len_utf8() != c.len_utf8() {
                segments.push(Segment { folded: folded.len(), original, unit: c.len_utf8() });
                drifted = true;
            } else if drifted {
                segments.push(Segment { folded: folded.len(), original, unit: 0 });
                drifted = false;
            }
            folded.push(new);
        }
        Self { text: Cow::Owned(folded), segments, options }
    }

    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What it was folded by.
    pub fn options(&self) -> FoldOptions {
        self.options
    }

    /// The bytes of the original that `folded`, a non-empty range of the fold on character boundaries, stands for.
    /// Characters that fold to nothing belong to a range only where they lie inside it.
    pub fn original(&self, folded: Range<usize>) -> Range<usize> {
        debug_assert!(folded.start < folded.end);
        let start = match self.segment_of(folded.start) {
            None => folded.start,
            Some(segment) => segment.original + if segment.unit > 0 { 0 } else { folded.start - segment.folded },
        };
        let end = match self.segment_of(folded.end - 1) {
            None => folded.end,
            Some(segment) if segment.unit > 0 => segment.original + segment.unit,
            Some(segment) => segment.original + (folded.end - segment.folded),
        };
        start..end
    }

    fn segment_of(&self, folded: usize) -> Option<Segment> {
        let after = self.segments.partition_point(|segment| segment.folded <= folded);
        after.checked_sub(1).map(|ix| self.segments[ix])
    }
}

/// What one character is matched as; `None` where it does not count.
fn fold_char(c: char, options: FoldOptions) -> Option<char> {
    let c = match c {
        // Nearly everything in a Chinese text; first, to be quick.
        '\u{3001}'..='\u{A63F}' | '\u{AC00}'..='\u{D7AF}' => return Some(c),
        '\t' | '\n' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => return Some(' '),
        '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => return None,
        // They choose a glyph, not a character: text or emoji form, the form of an ideograph.
        '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => return None,
        '“' | '”' | '„' | '‟' => return Some('"'),
        '‘' | '’' | '‚' | '‛' => return Some('\''),
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    Some(match options.case {
        Case::Sensitive => c,
        Case::Folded => small(c),
    })
}

/// The small form of a letter. Always one character (`İ` is `i`), so that a range never ends inside a letter.
fn small(c: char) -> char {
    match c {
        'ς' => 'σ',
        _ if c.is_ascii() => c.to_ascii_lowercase(),
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn folded(text: &str) -> String {
        Fold::new(text, FoldOptions::default()).as_str().to_owned()
    }

    /// Text of the characters that fold and of some that do not.
    fn texts() -> impl Strategy<Value = String> {
        let odd = prop::sample::select(
            "会议aAＡａ：11:30İςß“”‘’'\"。，,.\u{3000}\u{A0}\n\t\u{200B}\u{2060}\u{FEFF}\u{AD}葛\u{E0100}❤\u{FE0F}ﾊﾞé"
                .chars()
                .collect::<Vec<_>>(),
        );
        prop::collection::vec(prop_oneof![4 => odd, 1 => any::<char>()], 0..24)
            .prop_map(|chars| chars.into_iter().collect())
    }

    #[test]
    fn the_table() {
        assert_eq!(folded("１１：３０（ＧＤＰ）"), "11:30(gdp)");
        assert_eq!(folded("他说：“保津南”，it’s"), "他说:\"保津南\",it's");
        assert_eq!(folded("新\u{3000}闻\u{A0}网\n站\t页"), "新 闻 网 站 页");
        assert_eq!(folded("微\u{200B}信\u{FEFF}、葛\u{E0100}飾"), "微信、葛飾");
        assert_eq!(folded("İΣς。～"), "iσσ。~");
        let exact = FoldOptions { case: Case::Sensitive };
        assert_eq!(Fold::new("ＧＤＰ Gdp", exact).as_str(), "GDP Gdp");
    }

    #[test]
    fn text_that_folds_to_itself_is_borrowed() {
        let fold = Fold::new("推进社会面清零、gdp 5.1%。", FoldOptions::default());
        assert!(matches!(fold.text, Cow::Borrowed(_)));
        assert!(fold.segments.is_empty());
    }

    #[test]
    fn the_map_is_sparse() {
        assert!(Fold::new("GDP 增长", FoldOptions::default()).segments.is_empty(), "same lengths need no map");
        assert_eq!(Fold::new("会议：推进工作", FoldOptions::default()).segments.len(), 2);
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in texts()) {
            let once = folded(&text);
            prop_assert_eq!(&folded(&once), &once);
        }

        /// The map is monotone, stays on character boundaries and inside the text, and leads back to the same fold.
        #[test]
        fn the_way_back(text in texts()) {
            let fold = Fold::new(&text, FoldOptions::default());
            let mut end = 0;
            for (at, c) in fold.as_str().char_indices() {
                let range = fold.original(at..at + c.len_utf8());
                prop_assert!(range.start >= end && range.end > range.start && range.end <= text.len());
                prop_assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end));
                prop_assert_eq!(text[range.clone()].chars().count(), 1);
                prop_assert_eq!(folded(&text[range.clone()]), c.to_string());
                prop_assert_eq!(folded(&text[end..range.start]), "");
                end = range.end;
            }
            prop_assert_eq!(folded(&text[end..]), "");
        }
    }
}
