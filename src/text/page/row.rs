//! A *row* of a page: what it shows, where, and what it is anchored to.

use std::borrow::Cow;

use super::part::PagePart;
use super::style::Labels;
use crate::text::fill::Row;

/// The number of a row on a page: its section and its row in the section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId {
    pub(super) section: usize,
    pub(super) row: usize,
}

/// What stands before a row's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// A list item's bullet, by depth.
    Bullet(u8),
    /// A list item's number.
    Number(u32),
    /// The label of an image's caption: which picture of the article it is, from 1, and how many there are.
    Image {
        /// Its number.
        number: usize,
        /// How many there are.
        of: usize,
        /// Without its word, for which there is no room.
        bare: bool,
    },
    /// The label of a pointer to another article.
    Related,
    /// A thematic break, in place of text.
    Rule,
    /// The short rule above the footnotes.
    NoteRule,
    /// The bar beside what was cut.
    Cut,
}

/// What markers are drawn with: of one width on every terminal (W10), which a test looks after.
pub const GLYPHS: [&str; 6] = ["‣", "◦", "-", "＊　＊　＊", "¦", "--------"];

impl Marker {
    /// What is drawn for it.
    pub fn text(self, labels: &Labels) -> Cow<'static, str> {
        match self {
            Self::Bullet(depth) => Cow::Borrowed(GLYPHS[usize::from(depth.min(2))]),
            Self::Number(number) if number < 100 => Cow::Owned(format!("{number:>2}.")),
            Self::Number(number) => Cow::Owned(format!("{number:>4}.")),
            Self::Image { number, of, bare: false } => Cow::Owned(labels.image.text(number, of)),
            Self::Image { number, of, bare: true } => Cow::Owned(format!("{number}{}{of}", labels.image.between)),
            Self::Related => Cow::Borrowed(labels.related),
            Self::Rule => Cow::Borrowed(GLYPHS[3]),
            Self::Cut => Cow::Borrowed(GLYPHS[4]),
            Self::NoteRule => Cow::Borrowed(GLYPHS[5]),
        }
    }
}

/// A row's text at a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowPiece {
    /// The column it begins in, from the left edge of the measure.
    pub x: u32,
    /// The bytes of the part's text, or of what is written in.
    pub row: Row,
    /// What is written in here and is no text of the article: the reading of a word, the signs around struck text.
    pub written: Option<Box<str>>,
}

impl RowPiece {
    /// A piece of the part's own text.
    pub fn own(x: u32, row: Row) -> Self {
        Self { x, row, written: None }
    }

    /// The text that its bytes are of, in a part of this text.
    pub fn text<'t>(&'t self, part: &'t str) -> &'t str {
        self.written.as_deref().unwrap_or(part)
    }
}

/// One row of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRow {
    /// What it shows.
    pub part: PagePart,
    /// The byte that the row is anchored to.
    pub byte: usize,
    /// What stands before the text, and in which column.
    pub marker: Option<(u32, Marker)>,
    /// The text: none in a blank row, several in a row of a table.
    pub pieces: Pieces,
    /// Whether it is a table's header.
    pub header: bool,
    /// The row of a picture that has its place here, from 0.
    pub picture: Option<u16>,
}

/// The pieces of a row: nearly always one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pieces {
    /// A blank row.
    None,
    /// A row of running text.
    One(RowPiece),
    /// A row of a table.
    Many(Box<[RowPiece]>),
}

impl PageRow {
    /// Whether all that stands in it is written in: it belongs to the row below it.
    pub fn is_written(&self) -> bool {
        let pieces = self.pieces.as_slice();
        !pieces.is_empty() && pieces.iter().all(|piece| piece.written.is_some())
    }
}

impl Pieces {
    /// The pieces, left to right.
    pub fn as_slice(&self) -> &[RowPiece] {
        match self {
            Self::None => &[],
            Self::One(piece) => std::slice::from_ref(piece),
            Self::Many(pieces) => pieces,
        }
    }
}
