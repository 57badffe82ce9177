//! *Certainty*: of which glyphs every terminal that answered the probe as this one did moves its cursor as far as we
//! count. After all others the cursor is placed anew, so that what a terminal sees differently stays where it is.

use unicode_width::UnicodeWidthChar;

use crate::model::script::is_plain_wide;

/// What is certain about widths.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::term) struct Certainty {
    /// The cells of ambiguous characters, if the terminal told.
    ambiguous: Option<u8>,
}

impl Certainty {
    /// With what the terminal told about ambiguous characters.
    pub fn new(ambiguous: Option<u8>) -> Self {
        Self { ambiguous }
    }

    /// Whether the terminal sees a glyph in so many cells. Of single characters only: about clusters, terminals differ.
    pub fn has(self, symbol: &str, width: u16) -> bool {
        let mut chars = symbol.chars();
        let (Some(c), None) = (chars.next(), chars.next()) else { return false };
        if matches!(c, ' '..='~') || is_plain_wide(c) {
            return true;
        }
        if is_plainly_ambiguous(c) {
            // unicode-width takes é for one cell everywhere, for it may be written as two characters; a terminal with
            // wide ambiguous characters may not.
            let is_settled = c == '·' || c > '\u{2FF}' || self.ambiguous == Some(1);
            return is_settled && self.ambiguous.map(u16::from) == Some(width);
        }
        let (narrow, wide) = (c.width().unwrap_or(0), c.width_cjk().unwrap_or(0));
        narrow == wide && narrow == usize::from(width) && is_long_known(c)
    }
}

/// Characters whose width no version of Unicode has changed, and that no terminal takes for an emoji.
fn is_long_known(c: char) -> bool {
    matches!(c,
        '\u{1E00}'..='\u{1EFF}' | '\u{2039}' | '\u{203A}' | '\u{22EF}' | '\u{2590}'
        | '\u{2E80}'..='\u{2FD5}' | '\u{3000}'..='\u{3029}' | '\u{3031}'..='\u{303C}'
        | '\u{3041}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FF01}'..='\u{FF9D}' | '\u{FFE0}'..='\u{FFE6}' | '\u{20000}'..='\u{3FFFD}')
        && !matches!(c, '\u{3297}' | '\u{3299}')
}

/// Ambiguous letters, quotes, dashes, dots, numbers in circles and lines: what terminals give one and the same width.
/// Not arrows, stars and other symbols, some of which some terminals draw as emoji.
fn is_plainly_ambiguous(c: char) -> bool {
    matches!(c,
        '\u{A0}'..='\u{2FF}' | '\u{370}'..='\u{4FF}' | '\u{2010}'..='\u{2027}' | '\u{2160}'..='\u{217F}'
        | '\u{2460}'..='\u{24BF}' | '\u{2500}'..='\u{257F}')
        && !matches!(c, '\u{A9}' | '\u{AD}' | '\u{AE}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_certain() {
        let (none, narrow, wide) = (Certainty::new(None), Certainty::new(Some(1)), Certainty::new(Some(2)));
        for certainty in [none, narrow, wide] {
            for text in ["中", "，", "「", "ｱ", "한", "Ａ", "\u{3000}", "ー", "㈱", "𠮷"] {
                assert!(certainty.has(text, if text == "ｱ" { 1 } else { 2 }), "{text}");
            }
            for text in ["a", " ", "~", "ü", "›", "⋯", "▐"] {
                assert_eq!(certainty.has(text, 1), text != "ü" || certainty.ambiguous == Some(1), "{text}");
            }
            for text in ["❤", "❤\u{FE0F}", "e\u{301}", "🇨🇳", "👍\u{1F3FD}", "ｶﾞ", "䷀", "→", "★", "\u{FFFD}"]
            {
                assert!(!certainty.has(text, 1) && !certainty.has(text, 2), "{text}");
            }
        }
        for text in ["“", "’", "…", "—", "·", "①", "Ж", "│"] {
            assert!(!none.has(text, 1) && narrow.has(text, 1) && wide.has(text, 2), "{text}");
            assert!(!narrow.has(text, 2) && !wide.has(text, 1), "{text}");
        }
    }
}
