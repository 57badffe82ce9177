//! The *settings*: what the reader can change about the setting of the text, while reading.

use super::page::{Labels, PageStyle, ParagraphStyle, Pinyin, Readings};
use super::rules::Locale;
use super::width::Ruler;
use crate::chinese::Script;

/// P10: the shortest and the longest measure a reader can choose, in cells: 20 and 40 Han.
pub const MEASURES: std::ops::RangeInclusive<u32> = 40..=80;

/// The slowest and the fastest that the text scrolls by itself, in 字 a minute.
pub const SCROLL_SPEEDS: std::ops::RangeInclusive<u32> = 30..=3_000;

/// What of the article stands beside its text, where the screen is wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SidePanel {
    /// Its headings.
    Outline,
    /// What was highlighted and noted in it.
    Notes,
    /// What was found in it.
    Matches,
}

/// How text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The longest row in cells; a narrower window is used in full.
    pub measure: u32,
    /// Whether pictures stand in the text, small, and not only what is said of them.
    pub pictures: bool,
    /// Whether the text stands in two columns, where there is room for them.
    pub two_columns: bool,
    /// What stands beside it, where there is room.
    pub side_panel: Option<SidePanel>,
    /// How paragraphs are told apart.
    pub paragraph: ParagraphStyle,
    /// A blank row after each row.
    pub line_gap: bool,
    /// A cell between Han and Latin.
    pub autospace: bool,
    /// Whether code wraps.
    pub wrap_code: bool,
    /// Where the readings of ruby stand.
    pub readings: Readings,
    /// How fast the text scrolls by itself, in 字 a minute.
    pub scroll_speed: u32,
    /// Which characters of Chinese have their pinyin.
    pub pinyin: Pinyin,
    /// The script that Chinese is shown in; as it is written without one.
    pub script: Option<Script>,
    /// What is known about the terminal's widths.
    pub ruler: Ruler,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            measure: 64,
            pictures: false,
            two_columns: false,
            side_panel: None,
            paragraph: ParagraphStyle::Book,
            line_gap: false,
            autospace: false,
            wrap_code: false,
            readings: Readings::After,
            scroll_speed: 300,
            pinyin: Pinyin::None,
            script: None,
            ruler: Ruler::default(),
        }
    }
}

impl Settings {
    /// The style of a page whose rows are `measure` cells long; `hang` says whether there are two more for a hanging mark.
    pub fn page_style(&self, measure: u32, hang: bool, locale: Locale, labels: Labels) -> PageStyle {
        PageStyle {
            paragraph: self.paragraph,
            line_gap: self.line_gap,
            autospace: self.autospace,
            wrap_code: self.wrap_code,
            readings: self.readings,
            pinyin: if locale.is_chinese() { self.pinyin } else { Pinyin::None },
            script: self.script_for(locale),
            hang,
            ..PageStyle::new(measure, locale, self.ruler, labels)
        }
    }

    /// The script that a text in `locale` is shown in; none where it stays as it is. Traditional Chinese as it is written
    /// is Traditional: what there looks simplified (后, 里, 余) is meant.
    pub fn script_for(&self, locale: Locale) -> Option<Script> {
        self.script.filter(|script| match script {
            Script::Simplified => locale.is_chinese(),
            Script::Traditional => locale == Locale::ZhHans,
        })
    }

    /// Two Han more or less; says whether anything changed.
    pub fn change_measure(&mut self, by: i32) -> bool {
        let wanted = self.measure.saturating_add_signed(by).clamp(*MEASURES.start(), *MEASURES.end());
        std::mem::replace(&mut self.measure, wanted) != wanted
    }
}
