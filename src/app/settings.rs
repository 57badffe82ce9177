//! The *settings*: what the reader can change about the setting of the text, while reading.

use crate::text::page::{Labels, PageStyle, ParagraphStyle};
use crate::text::{Locale, Ruler};

/// P10: the shortest and the longest measure a reader can choose, in cells: 20 and 40 Han.
pub const MEASURES: std::ops::RangeInclusive<u32> = 40..=80;

/// How text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The longest row in cells; a narrower window is used in full.
    pub measure: u32,
    /// How paragraphs are told apart.
    pub paragraph: ParagraphStyle,
    /// A blank row after each row.
    pub line_gap: bool,
    /// A cell between Han and Latin.
    pub autospace: bool,
    /// Whether code wraps.
    pub wrap_code: bool,
    /// What is known about the terminal's widths.
    pub ruler: Ruler,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            measure: 64,
            paragraph: ParagraphStyle::Book,
            line_gap: false,
            autospace: false,
            wrap_code: false,
            ruler: Ruler::default(),
        }
    }
}

impl Settings {
    /// The page's style in a pane with room for `room` cells of text.
    pub fn page_style(&self, room: Room, locale: Locale, labels: Labels) -> PageStyle {
        PageStyle {
            paragraph: self.paragraph,
            line_gap: self.line_gap,
            autospace: self.autospace,
            wrap_code: self.wrap_code,
            hang: room.hang,
            ..PageStyle::new(room.measure, locale, self.ruler, labels)
        }
    }

    /// Two Han more or less; says whether anything changed.
    pub fn change_measure(&mut self, by: i32) -> bool {
        let wanted = self.measure.saturating_add_signed(by).clamp(*MEASURES.start(), *MEASURES.end());
        std::mem::replace(&mut self.measure, wanted) != wanted
    }
}

/// The room the view has for the panes, as far as the state has to know it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// Entries that the list shows at once; 0 where it is hidden.
    pub list_entries: usize,
    /// Rows of text that the reader shows at once; 0 where it is hidden.
    pub reader_rows: usize,
    /// The measure.
    pub measure: u32,
    /// Whether there are two columns for a hanging mark.
    pub hang: bool,
    /// Rows of a panel.
    pub panel_rows: usize,
    /// Cells of the text of a panel's line.
    pub panel_text: u32,
    /// Results that are shown at once.
    pub results: usize,
    /// Characters of a snippet.
    pub snippet: usize,
    /// Whether both panes are on the screen.
    pub both: bool,
}
