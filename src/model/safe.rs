//! *Safe text*: text that may be shown in a terminal as it is.
//!
//! Articles are written by strangers and a terminal obeys control characters, so bytes become text in one place and
//! leave it as this type (rules X01 to X08 of the typography rules). Everything the screen or stdout shows in text
//! form is a [`SafeText`] or a literal of the program.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use borsh::{BorshDeserialize, BorshSerialize};
use compact_str::CompactString;
use serde::{Deserialize, Serialize, Serializer};
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// Text with nothing in it that a terminal could obey.
///
/// Invariant: no C0 control but `\n` and `\t`, no DEL, no C1, no bidi control, no unassigned or
/// noncharacter code point, no `\r`. Zero-width code points that steer line breaking (U+200B, U+2060, U+FEFF, U+00AD)
/// may be inside: layout needs them, drawing drops them.
///
/// Up to 24 bytes (an encoding, a language, most sources and authors) are held without memory of their own: a list of a
/// hundred thousand articles has half a million such texts.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(from = "String")]
pub struct SafeText(CompactString);

impl SafeText {
    /// Cleans the text of an article: line ends become `\n`, controls are spelled out (`ESC` as `^[`, U+009B as `<9B>`,
    /// U+202E as `<U+202E>`), what has no sense in running text is dropped or becomes U+FFFD.
    pub fn body(raw: &str) -> Self {
        Self(clean(raw, Controls::Spelled).into())
    }

    /// As [`SafeText::body`], for text that goes on into other text: without a copy where there is nothing to clean.
    pub fn cleaned(raw: &str) -> Cow<'_, str> {
        clean(raw, Controls::Spelled)
    }

    /// As [`SafeText::body`], for text that only passes through layout: without a copy where there is nothing to clean,
    /// and with the joiners that join nothing, which keep a row from ending (X05). [`drop_idle_joiners`] takes them out
    /// of what is written.
    pub fn for_layout(raw: &str) -> Cow<'_, str> {
        clean(raw, Controls::SpelledJoinersKept)
    }

    /// Cleans a string that is shown on one line (a title, a file name, an error): controls are dropped, line ends and
    /// tabs become single spaces, the ends are trimmed.
    pub fn line(raw: &str) -> Self {
        let cleaned = clean(raw, Controls::Dropped);
        if !cleaned.contains(['\n', '\t']) {
            return Self(cleaned.trim().into());
        }
        let mut out = CompactString::with_capacity(cleaned.len());
        for word in cleaned.split(['\n', '\t']).map(str::trim).filter(|word| !word.is_empty()) {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
        out.shrink_to_fit();
        Self(out)
    }

    /// The text as a plain `&str`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A part of the text, which is as safe as the whole.
    ///
    /// # Panics
    /// When `range` is not on character boundaries.
    #[must_use]
    pub fn slice(&self, range: std::ops::Range<usize>) -> Self {
        Self(self.0[range].into())
    }
}

impl Deref for SafeText {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for SafeText {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// A string from outside (a cache file, JSON) is cleaned like any other.
impl From<String> for SafeText {
    fn from(raw: String) -> Self {
        match clean(&raw, Controls::Spelled) {
            Cow::Borrowed(_) => Self(raw.into()),
            Cow::Owned(cleaned) => Self(cleaned.into()),
        }
    }
}

impl BorshSerialize for SafeText {
    fn serialize<W: borsh::io::Write>(&self, writer: &mut W) -> borsh::io::Result<()> {
        BorshSerialize::serialize(self.as_str(), writer)
    }
}

/// As from any other place outside.
impl BorshDeserialize for SafeText {
    fn deserialize_reader<R: borsh::io::Read>(reader: &mut R) -> borsh::io::Result<Self> {
        String::deserialize_reader(reader).map(Self::from)
    }
}

impl Serialize for SafeText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl From<&str> for SafeText {
    fn from(raw: &str) -> Self {
        Self::body(raw)
    }
}

impl fmt::Display for SafeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for SafeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl PartialEq<str> for SafeText {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for SafeText {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

/// What becomes of a control character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Controls {
    /// X01: caret notation, so that the reader sees that something was there.
    Spelled,
    /// As `Spelled`; U+200C and U+200D stay wherever they are.
    SpelledJoinersKept,
    /// X01 for titles and lists: nothing.
    Dropped,
}

/// Whether there is any joiner in the text; much faster than looking at each character.
pub fn has_joiners(text: &str) -> bool {
    ["\u{200C}", "\u{200D}"].iter().any(|c| memchr::memmem::find(text.as_bytes(), c.as_bytes()).is_some())
}

/// Text without the joiners (U+200C, U+200D) that stand in no cluster that needs them (X05).
pub fn drop_idle_joiners(text: &str) -> Cow<'_, str> {
    let joiner = |c: char| matches!(c, '\u{200C}' | '\u{200D}');
    if !has_joiners(text) {
        return Cow::Borrowed(text);
    }
    let kept = text.char_indices().filter(|&(at, c)| {
        !joiner(c) || matches!(Joined::of(&text[..at], &text[at + c.len_utf8()..]), Joined::Cluster)
    });
    Cow::Owned(kept.map(|(_, c)| c).collect())
}

/// What becomes of one code point.
enum Fate {
    Keep,
    Drop,
    Newline,
    Caret(char),
    Angle,
    Replace,
}

fn clean(raw: &str, controls: Controls) -> Cow<'_, str> {
    let Some(first) = first_unsafe(raw, controls) else {
        return Cow::Borrowed(raw);
    };
    let mut out = String::with_capacity(raw.len() + 16);
    out.push_str(&raw[..first]);
    let mut rest = raw[first..].char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        if c == '\r' {
            // CRLF is one line end, a lone CR too (old Mac files).
            if rest.peek().is_none_or(|&(_, next)| next != '\n') {
                out.push('\n');
            }
            continue;
        }
        let at = first + at;
        match fate(c, || Joined::judge(controls, &raw[..at], &raw[at + c.len_utf8()..])) {
            Fate::Keep => out.push(c),
            Fate::Drop => {}
            Fate::Newline => out.push('\n'),
            Fate::Replace => out.push(char::REPLACEMENT_CHARACTER),
            Fate::Caret(_) | Fate::Angle if controls == Controls::Dropped => {}
            Fate::Caret(letter) => {
                out.push('^');
                out.push(letter);
            }
            Fate::Angle => {
                let code = u32::from(c);
                out.push_str(&if code < 0x100 { format!("<{code:02X}>") } else { format!("<U+{code:04X}>") });
            }
        }
    }
    Cow::Owned(out)
}

/// X02: every code point is judged by itself; sequences are never parsed, so an unterminated one swallows nothing.
fn fate(c: char, joined: impl FnOnce() -> Joined) -> Fate {
    match c {
        '\n' | '\t' | ' '..='~' | '\u{A0}'..='\u{AC}' | '\u{AE}'..='\u{2FF}' => Fate::Keep,
        '\u{4E00}'..='\u{9FFF}' | '\u{3001}'..='\u{303F}' | '\u{FF01}'..='\u{FF5E}' => Fate::Keep,
        // X06
        '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::Newline,
        // X01
        '\0'..='\u{1F}' => Fate::Caret(char::from(c as u8 + b'@')),
        '\u{7F}' => Fate::Caret('?'),
        '\u{80}'..='\u{9F}' => Fate::Angle,
        // X04
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Fate::Angle,
        '\u{200E}' | '\u{200F}' | '\u{61C}' => Fate::Drop,
        // X05: these four are for layout, which drops them when it draws.
        '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' => Fate::Keep,
        '\u{200C}' | '\u{200D}' => match joined() {
            Joined::Cluster => Fate::Keep,
            Joined::Nothing => Fate::Drop,
        },
        '\u{2061}'..='\u{2065}' | '\u{206A}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}' | '\u{180E}' => Fate::Drop,
        '\u{E0000}'..='\u{E0FFF}' if !('\u{E0100}'..='\u{E01EF}').contains(&c) => Fate::Drop,
        // X08
        _ => match c.general_category() {
            // What a font of its own drew is text: somebody wrote it. The screen has no such font, see `Ruler::glyph`.
            GeneralCategory::Unassigned | GeneralCategory::Surrogate => Fate::Replace,
            GeneralCategory::Control => Fate::Angle,
            _ => Fate::Keep,
        },
    }
}

/// Whether a joiner (U+200C, U+200D) stands inside a cluster that needs it.
enum Joined {
    Cluster,
    Nothing,
}

impl Joined {
    fn judge(controls: Controls, before: &str, after: &str) -> Self {
        match controls {
            Controls::SpelledJoinersKept => Self::Cluster,
            Controls::Spelled | Controls::Dropped => Self::of(before, after),
        }
    }

    fn of(before: &str, after: &str) -> Self {
        use unicode_properties::UnicodeEmoji;
        let cursive = |c: char| matches!(c, '\u{600}'..='\u{109F}' | '\u{1780}'..='\u{18AF}' | '\u{A800}'..='\u{A8FF}');
        let pictograph = |c: char| !c.is_ascii() && c.is_emoji_char();
        let base = before.chars().rev().find(|&c| c != '\u{FE0F}' && !('\u{1F3FB}'..='\u{1F3FF}').contains(&c));
        match (base, after.chars().next()) {
            (Some(left), _) if cursive(left) => Self::Cluster,
            (Some(left), Some(right)) if pictograph(left) && pictograph(right) => Self::Cluster,
            _ => Self::Nothing,
        }
    }
}

/// Whether a byte can only belong to text that is clean: printable ASCII, the two controls that stay, the lead bytes of
/// U+4000 to U+9FFF, and whatever follows a lead byte that was looked at.
const PLAINLY_FINE: [bool; 256] = {
    let mut fine = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        fine[byte] = matches!(byte, 0x09 | 0x0A | 0x20..=0x7E | 0x80..=0xBF | 0xE4..=0xE9);
        byte += 1;
    }
    fine
};

/// So many bytes are looked at together.
const BLOCK: usize = 32;

/// How many bytes from a place on are plainly fine, or marks that Chinese is full of: CJK punctuation (U+3000 to U+303F),
/// full-width forms (U+FF01 to U+FF3F), quotes and dashes (U+2010 to U+2027). They are told block by block; the last block
/// may end within a character.
#[expect(
    clippy::manual_range_contains,
    clippy::needless_bitwise_bool,
    reason = "a loop without branches is one over words"
)]
fn fine_blocks(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    let block = |at: usize| bytes.get(at..)?.first_chunk::<BLOCK>();
    while let (Some(first), Some(second), Some(third)) = (block(at), block(at + 1), block(at + 2)) {
        let mut fine = true;
        for place in 0..BLOCK {
            let (lead, next, last) = (first[place], second[place], third[place]);
            let control = (lead < 0x20) & (lead != b'\t') & (lead != b'\n') | (lead == 0x7F);
            let mark = (lead == 0xE3) & (next == 0x80)
                | (lead == 0xEF) & (next == 0xBC) & (last != 0x80)
                | (lead == 0xE2) & (next == 0x80) & (last >= 0x90) & (last <= 0xA7);
            let han = (lead >= 0xE4) & (lead <= 0xE9);
            fine &= !control & ((lead < 0xC0) | han | mark);
        }
        if !fine {
            break;
        }
        at += BLOCK;
    }
    at
}

/// Where cleaning has to start. Nearly all text is clean.
fn first_unsafe(raw: &str, controls: Controls) -> Option<usize> {
    let bytes = raw.as_bytes();
    let mut at = 0;
    loop {
        at = raw.floor_char_boundary(fine_blocks(bytes, at));
        // The block that has something else in it, character by character.
        let end = at + BLOCK;
        while at < end {
            while let Some([0xE4..=0xE9, _, _, ..]) = bytes.get(at..) {
                at += 3;
            }
            at += bytes[at..].iter().position(|&byte| !PLAINLY_FINE[usize::from(byte)])?;
            match bytes[at..] {
                [0xE3, 0x80, ..] | [0xEF, 0xBC, 0x81..=0xBF, ..] | [0xE2, 0x80, 0x90..=0xA7, ..] => at += 3,
                _ => {
                    let c = raw[at..].chars().next()?;
                    let next = at + c.len_utf8();
                    if !matches!(fate(c, || Joined::judge(controls, &raw[..at], &raw[next..])), Fate::Keep) {
                        return Some(at);
                    }
                    at = next;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// What stands in a block is seen wherever it stands, and nothing else is.
        #[test]
        fn blocks_hide_nothing(
            words in prop::collection::vec(prop_oneof![
                6 => prop::sample::select(vec!["天津", "，", "“", "——", "abc ", "\n", "。》", "！（", "会议记录会议记录会议记录"]),
                1 => any::<char>().prop_map(|c| Box::leak(c.to_string().into_boxed_str()) as &str),
            ], 0..60),
        ) {
            let text = words.concat();
            let judged = text.char_indices().find(|&(at, c)| {
                let joined = || Joined::of(&text[..at], &text[at + c.len_utf8()..]);
                !matches!(fate(c, joined), Fate::Keep)
            });
            prop_assert_eq!(first_unsafe(&text, Controls::Spelled), judged.map(|(at, _)| at));
        }
    }
}
