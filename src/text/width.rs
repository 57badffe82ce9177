//! The *ruler*: how many cells a grapheme cluster takes, and what is drawn for it.
//!
//! One function answers for layout, drawing, cursor and mouse (rule W01), with what the probe found out about the
//! terminal. Terminals disagree about ambiguous characters, emoji sequences and newer code points; where they do, the
//! ruler draws something on which they all agree and measures that.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

use crate::model::script::{is_plain_wide, is_private_use};

/// What is known about the terminal's own measuring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ruler {
    /// East Asian Ambiguous characters (“ ” … — · ① →) take two cells (W02).
    pub ambiguous_wide: bool,
    /// A text symbol with U+FE0F (❤️) takes two cells (W06).
    pub emoji_variation: bool,
    /// An emoji sequence with joiners or a skin tone is drawn as one emoji of two cells (W06).
    pub emoji_sequences: bool,
    /// A pair of regional indicators is drawn as a flag of two cells.
    pub flags: bool,
    /// Emoji of Unicode 15 and later take two cells (W08).
    pub recent_emoji: bool,
}

impl Default for Ruler {
    /// What xterm, VTE, tmux and most others do; the answer where no probe could ask.
    fn default() -> Self {
        Self { ambiguous_wide: false, emoji_variation: false, emoji_sequences: false, flags: true, recent_emoji: false }
    }
}

/// What is sent to the terminal for one grapheme cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph<'a> {
    /// The characters; empty for a cluster that is not drawn at all.
    pub text: Cow<'a, str>,
    /// The cells they take.
    pub cells: u8,
}

/// X07: combining marks beyond this number are not drawn.
const MARKS_AT_MOST: usize = 4;

impl Ruler {
    /// A ruler for a terminal that draws ambiguous characters in two cells.
    pub fn wide() -> Self {
        Self { ambiguous_wide: true, ..Self::default() }
    }

    /// The cells of one code point by itself.
    fn char_cells(self, c: char) -> u8 {
        if matches!(c, '\u{FF9E}' | '\u{FF9F}') {
            return 1; // W09: the half-width sound marks are spacing characters.
        }
        let width = if self.ambiguous_wide { c.width_cjk() } else { c.width() };
        width.map_or(0, |w| w.min(2) as u8)
    }

    /// The cells of a grapheme cluster. Tabs are measured where the column is known; here they count 0.
    pub fn cells(self, cluster: &str) -> u8 {
        let mut chars = cluster.chars();
        match (chars.next(), chars.next()) {
            (None, _) => 0,
            (Some(' '..='~'), None) => 1,
            (Some(c), None) if is_plain_wide(c) => 2,
            _ => self.glyph(cluster).cells,
        }
    }

    /// The cells of a text. Tabs count 0 here too.
    pub fn width(self, text: &str) -> u32 {
        text.graphemes(true).map(|cluster| u32::from(self.cells(cluster))).sum()
    }

    /// What to draw for a grapheme cluster, and its width.
    pub fn glyph(self, cluster: &str) -> Glyph<'_> {
        let mut chars = cluster.chars();
        let Some(first) = chars.next() else { return Glyph { text: Cow::Borrowed(""), cells: 0 } };
        if chars.as_str().is_empty() { self.lone(first, cluster) } else { self.sequence(first, cluster) }
    }

    fn lone(self, c: char, cluster: &str) -> Glyph<'_> {
        let letter = regional_letter(c);
        if let Some(letter) = letter {
            return Glyph { text: Cow::Owned(letter.to_string()), cells: 1 };
        }
        // X08: no terminal has the font that draws it.
        if is_private_use(c) || is_recent_emoji(c) && !self.recent_emoji {
            return Glyph { text: Cow::Borrowed("\u{FFFD}"), cells: self.char_cells('\u{FFFD}') };
        }
        match self.char_cells(c) {
            // W07: a zero-width code point is never sent; X07: a mark without a base stands on a no-break space.
            0 if is_mark(c) => Glyph { text: Cow::Owned(format!("\u{A0}{c}")), cells: 1 },
            0 => Glyph { text: Cow::Borrowed(""), cells: 0 },
            cells => Glyph { text: Cow::Borrowed(cluster), cells },
        }
    }

    fn sequence(self, first: char, cluster: &str) -> Glyph<'_> {
        if let (Some(a), Some(b)) = (regional_letter(first), cluster.chars().nth(1).and_then(regional_letter)) {
            return match self.flags {
                true => Glyph { text: Cow::Borrowed(cluster), cells: 2 },
                false => Glyph { text: Cow::Owned(format!("{a}{b}")), cells: 2 },
            };
        }
        if is_private_use(first) || is_recent_emoji(first) && !self.recent_emoji {
            return self.lone(first, &cluster[..first.len_utf8()]);
        }
        let is_sequence = cluster.contains('\u{200D}') && self.char_cells(first) > 0 && !first.is_alphabetic()
            || cluster.chars().skip(1).any(is_skin_tone);
        if is_sequence {
            if self.emoji_sequences {
                return Glyph { text: Cow::Borrowed(cluster), cells: 2 };
            }
            let with_selector = cluster[first.len_utf8()..].starts_with('\u{FE0F}');
            let end = first.len_utf8() + if with_selector { '\u{FE0F}'.len_utf8() } else { 0 };
            return match with_selector {
                true => self.sequence(first, &cluster[..end]),
                false => self.lone(first, &cluster[..end]),
            };
        }
        if cluster.contains('\u{FE0F}') && self.emoji_variation && self.char_cells(first) > 0 {
            return Glyph { text: Cow::Borrowed(cluster), cells: 2 };
        }
        self.base_and_marks(first, cluster)
    }

    /// A base with what combines with it: every spacing part counts, marks beyond [`MARKS_AT_MOST`] and code points
    /// without a width or a shape are left out.
    fn base_and_marks(self, first: char, cluster: &str) -> Glyph<'_> {
        let mut text = String::with_capacity(cluster.len());
        let mut cells = 0;
        let mut marks = 0;
        for c in cluster.chars() {
            let width = self.char_cells(c);
            if width > 0 {
                cells = width.saturating_add(cells);
            } else if matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}') {
                continue;
            } else if is_variation(c) || is_conjoining(c) || matches!(c, '\u{200C}' | '\u{200D}') {
                // Ideographic variation selectors, conjoining jamo and joiners inside a cluster have no cell of their
                // own and pile nothing up.
            } else {
                marks += 1;
                if marks > MARKS_AT_MOST {
                    continue;
                }
            }
            text.push(c);
        }
        if cells == 0 && !text.is_empty() {
            if self.char_cells(first) == 0 && is_mark(first) {
                text.insert(0, '\u{A0}');
                cells = 1;
            } else {
                text.clear();
            }
        }
        let text = if text == cluster { Cow::Borrowed(cluster) } else { Cow::Owned(text) };
        Glyph { text, cells }
    }
}

/// X07 for text that goes out as it is: marks beyond [`MARKS_AT_MOST`] are left out, and one at the start of a line
/// stands on a no-break space. `None` where there is nothing to do.
pub(super) fn unpiled(text: &str) -> Option<String> {
    let mut out: Option<String> = None;
    let mut marks = 0;
    let mut stands = false;
    for (at, c) in text.char_indices() {
        let mut fate = Pile::Keep;
        if c >= '\u{300}' && !is_plain_wide(c) && is_mark(c) {
            marks += 1;
            if marks > MARKS_AT_MOST {
                fate = Pile::Drop;
            } else if !std::mem::replace(&mut stands, true) {
                fate = Pile::Base;
            }
        } else if !is_variation(c) {
            marks = 0;
            stands = c != '\n';
        }
        if out.is_none() && fate != Pile::Keep {
            out = Some(text[..at].to_owned());
        }
        if let Some(out) = &mut out
            && fate != Pile::Drop
        {
            out.extend((fate == Pile::Base).then_some('\u{A0}'));
            out.push(c);
        }
    }
    out
}

/// What becomes of a character in a pile of marks.
#[derive(PartialEq, Eq)]
enum Pile {
    Keep,
    Drop,
    /// Kept, on a no-break space.
    Base,
}

fn is_mark(c: char) -> bool {
    use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};
    c.general_category_group() == GeneralCategoryGroup::Mark && !is_variation(c)
}

fn is_variation(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{180B}'..='\u{180D}' | '\u{E0100}'..='\u{E01EF}')
}

fn is_conjoining(c: char) -> bool {
    matches!(c, '\u{1160}'..='\u{11FF}' | '\u{D7B0}'..='\u{D7FF}')
}

fn is_skin_tone(c: char) -> bool {
    matches!(c, '\u{1F3FB}'..='\u{1F3FF}')
}

/// The letter a regional indicator stands for.
fn regional_letter(c: char) -> Option<char> {
    match c {
        '\u{1F1E6}'..='\u{1F1FF}' => char::from_u32(u32::from(c) - 0x1F1E6 + u32::from('A')),
        _ => None,
    }
}

/// Emoji of Unicode 15 and later: older terminals give them 0 or 1 cells.
fn is_recent_emoji(c: char) -> bool {
    matches!(u32::from(c),
        0x1F6D8 | 0x1F6DC | 0x1FA75..=0x1FA77 | 0x1FA87..=0x1FA8F | 0x1FAAD..=0x1FAAF | 0x1FABB..=0x1FABF
        | 0x1FAC6..=0x1FACF | 0x1FADA..=0x1FADF | 0x1FAE8..=0x1FAEF | 0x1FAF7..=0x1FAFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> u8 {
        Ruler::default().cells(text)
    }

    #[test]
    fn w01_w02_w03_w09_widths() {
        let narrow = ["ｱ", "e\u{301}", "“", "…", "—", "·", "①", "⸺", "─", "★", "ﾞ", "⚠"];
        for text in narrow {
            assert_eq!(cells(text), 1, "{text}");
        }
        assert_eq!(Ruler::default().glyph("\u{E863}").text, "\u{FFFD}");
        for text in ["中", "葛\u{E0100}", "，", "한", "ﾊﾞ", "😀", "🇨🇳"] {
            assert_eq!(cells(text), 2, "{text}");
        }
        for text in ["“", "…", "—", "·", "①", "─", "★", "°"] {
            assert_eq!(Ruler::wide().cells(text), 2, "{text} where ambiguous is wide");
        }
        assert_eq!(Ruler::wide().cells("»"), 1, "neutral stays narrow");
    }

    #[test]
    fn w06_disputed_emoji_are_drawn_as_what_every_terminal_agrees_on() {
        let ruler = Ruler::default();
        assert_eq!(ruler.glyph("❤\u{FE0F}"), Glyph { text: "❤".into(), cells: 1 });
        assert_eq!(ruler.glyph("👨\u{200D}👩\u{200D}👧"), Glyph { text: "👨".into(), cells: 2 });
        assert_eq!(ruler.glyph("👍\u{1F3FD}"), Glyph { text: "👍".into(), cells: 2 });
        assert_eq!(ruler.glyph("🇨"), Glyph { text: "C".into(), cells: 1 });
        let able = Ruler { emoji_variation: true, emoji_sequences: true, ..ruler };
        assert_eq!(able.glyph("❤\u{FE0F}"), Glyph { text: "❤\u{FE0F}".into(), cells: 2 });
        assert_eq!(able.cells("👨\u{200D}👩\u{200D}👧"), 2);
        let flagless = Ruler { flags: false, ..ruler };
        assert_eq!(flagless.glyph("🇨🇳"), Glyph { text: "CN".into(), cells: 2 });
    }

    #[test]
    fn x07_marks_in_text_that_goes_out_as_it_is() {
        assert_eq!(unpiled("中文a\u{301}\u{302}\u{303}\u{304}，e\u{301}葛\u{E0100}\n"), None);
        let piled = format!("字a{}b\u{301}", "\u{301}".repeat(9));
        assert_eq!(unpiled(&piled), Some(format!("字a{}b\u{301}", "\u{301}".repeat(4))));
        assert_eq!(unpiled("\u{301}甲\n\u{302}"), Some("\u{A0}\u{301}甲\n\u{A0}\u{302}".to_owned()));
    }

    #[test]
    fn w07_w08_x07_what_is_not_drawn() {
        let ruler = Ruler::default();
        for text in ["\u{200B}", "\u{2060}", "\u{FEFF}", "\u{AD}"] {
            assert_eq!(ruler.glyph(text), Glyph { text: "".into(), cells: 0 });
        }
        assert_eq!(ruler.glyph("\u{1F6DC}").text, "\u{FFFD}");
        let zalgo = format!("a{}", "\u{301}".repeat(40));
        assert_eq!(ruler.glyph(&zalgo), Glyph { text: format!("a{}", "\u{301}".repeat(4)).into(), cells: 1 });
        assert_eq!(ruler.glyph("\u{301}"), Glyph { text: "\u{A0}\u{301}".into(), cells: 1 });
        assert_eq!(ruler.glyph("中\u{200B}"), Glyph { text: "中".into(), cells: 2 });
    }
}
