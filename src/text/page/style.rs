//! How a page is set: everything the reader can change about it.

use crate::chinese::Script;
use crate::model::{Block, BlockKind, PictureWords, Words};
use crate::text::{Locale, Ruler, Rules};

/// P01: how paragraphs are told apart. Never by both at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ParagraphStyle {
    /// First line indented by 2 em, no gap.
    #[default]
    Book,
    /// No indent, one blank row.
    Web,
}

/// Where the readings of ruby stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Readings {
    /// Behind their base: 東京（とうきょう）.
    #[default]
    After,
    /// In a row above it.
    Above,
    /// Nowhere.
    Hidden,
}

/// Which characters of Chinese have their pinyin with them, where the [readings] of ruby stand; where those are hidden,
/// behind its words.
///
/// [readings]: Readings
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Pinyin {
    /// None.
    #[default]
    None,
    /// Those that are not common.
    Rare,
    /// All.
    All,
}

/// The words on a page that are not the article's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Labels {
    /// Before an image's caption.
    pub image: ImageLabel,
    /// Before a pointer to another article.
    pub related: &'static str,
}

/// What says which picture of the article one is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ImageLabel {
    /// Before its number.
    pub before: &'static str,
    /// Between its number and how many there are.
    pub between: &'static str,
    /// After that.
    pub after: &'static str,
}

impl Labels {
    /// Those of an interface.
    pub fn of(words: &Words) -> Self {
        let PictureWords { before, between, after, .. } = *words.pictures();
        Self { image: ImageLabel { before, between, after }, related: words.related }
    }
}

impl ImageLabel {
    /// The label of a picture.
    pub fn text(&self, number: usize, of: usize) -> String {
        format!("{}{number}{}{of}{}", self.before, self.between, self.after)
    }
}

/// Everything that decides how an article falls into rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PageStyle {
    /// The length of a row in cells, even where there is room (F01).
    pub measure: u32,
    /// How paragraphs are told apart.
    pub paragraph: ParagraphStyle,
    /// P11: a blank row after each row of text.
    pub line_gap: bool,
    /// P05: a blank cell between Han and Western letters.
    pub autospace: bool,
    /// Whether code is wrapped at the measure.
    pub wrap_code: bool,
    /// Where readings stand.
    pub readings: Readings,
    /// Which characters have their pinyin.
    pub pinyin: Pinyin,
    /// The script that Chinese is shown in, where that is another than it is written in.
    pub script: Option<Script>,
    /// Whether struck text is written between signs (`~~`), because nothing can be crossed out.
    pub signs: bool,
    /// Whether marks may hang: whether the two columns after the measure are there (F02).
    pub hang: bool,
    /// The rules of line breaking.
    pub rules: Rules,
    /// The ruler.
    pub ruler: Ruler,
    /// Labels in the language of the interface.
    pub labels: Labels,
}

impl PageStyle {
    /// The default style at a measure, for an article in `locale`.
    pub fn new(measure: u32, locale: Locale, ruler: Ruler, labels: Labels) -> Self {
        Self {
            measure,
            paragraph: ParagraphStyle::default(),
            line_gap: false,
            autospace: false,
            wrap_code: false,
            readings: Readings::default(),
            pinyin: Pinyin::default(),
            script: None,
            signs: false,
            hang: true,
            rules: Rules::reading(locale),
            ruler,
            labels,
        }
    }

    /// P01: the blank cells before a paragraph's first row: 2 em, or less where a row is hardly longer than that.
    pub fn indent(&self) -> u32 {
        match self.paragraph {
            ParagraphStyle::Book if self.measure >= 16 => 4,
            ParagraphStyle::Book if self.measure >= 8 => 2,
            _ => 0,
        }
    }

    /// The blank rows between two blocks.
    pub(super) fn gap_between(&self, before: Option<&Block>, after: &Block) -> u8 {
        use BlockKind::{Code, Heading, Image, List, Paragraph, Quote, Related, Rule, Table};
        let Some(before) = before else { return 1 };
        // Verse stands apart, stanza from stanza.
        let verse = |block: &Block| block.kind == Paragraph && block.text().contains('\n');
        if verse(before) || verse(after) {
            return 1;
        }
        match (&before.kind, &after.kind) {
            // A heading belongs to what follows it.
            (Heading { .. }, Paragraph | List { .. } | Quote) if self.paragraph == ParagraphStyle::Book => 0,
            // A list ends with a blank row: the paragraph behind it is none of its items.
            (Paragraph, Paragraph | List { .. }) | (List { .. }, List { .. }) | (Quote, Quote)
                if self.paragraph == ParagraphStyle::Book =>
            {
                0
            }
            (Image { .. }, Image { .. }) | (Related { .. }, Related { .. }) => 0,
            (
                Paragraph
                | Heading { .. }
                | List { .. }
                | Quote
                | Code { .. }
                | Table { .. }
                | Image { .. }
                | Related { .. }
                | Rule,
                _,
            ) => 1,
        }
    }
}
