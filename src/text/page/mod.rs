//! A *page*: all rows of an article at one measure, each anchored to a place in the text.
//!
//! A page is lazy. It knows at once how the article falls into *sections* (a block, or a piece of a very long one) and
//! lays out a section when somebody looks at it, so that a screen of a 20 MB article costs what a screen of a short one
//! costs. Positions in per cent and in the scrollbar are therefore counted in bytes of text, which need no layout, and
//! not in rows.

mod lay;
mod style;
mod table;

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use crate::model::{Article, Block, BlockIx, BlockKind, SafeText};

use super::fill::Row;
use super::rules::{Level, LineBreak, Rules, WordBreak};
use super::typesetter::Typesetter;

pub use style::{Labels, PageStyle, ParagraphStyle};

/// A longer block is laid out in pieces of about this many bytes, each of which begins on a new row. A paragraph that
/// long is no paragraph that somebody wrote; its pieces part at ends of sentences.
const PIECE: usize = 8 * 1024;

/// The part of a page that a row shows. Parts are ordered as they stand on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// A line before the body: title, byline.
    Head(usize),
    /// Something that was cut, in its place.
    Cut {
        /// The block it stood before.
        before: BlockIx,
        /// Its number among all that was cut.
        at: usize,
    },
    /// A block of the body.
    Body(BlockIx),
    /// A line after the body: credits.
    Tail(usize),
}

impl Part {
    fn order(self) -> (u8, usize, u8, usize) {
        match self {
            Self::Head(at) => (0, at, 0, 0),
            Self::Cut { before, at } => (1, before.0, 0, at),
            Self::Body(block) => (1, block.0, 1, 0),
            Self::Tail(at) => (2, at, 0, 0),
        }
    }
}

impl Ord for Part {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order().cmp(&other.order())
    }
}

impl PartialOrd for Part {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What is set around the blocks of an article.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// Lines before the body.
    pub head: Vec<(Extra, SafeText)>,
    /// What was cut, each with the block it stood before, in order; empty where it is not shown.
    pub cut: Vec<(BlockIx, SafeText)>,
    /// Lines after the body.
    pub tail: Vec<(Extra, SafeText)>,
}

/// A place on a page that outlives its layout: a byte of a part's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor {
    /// The part.
    pub part: Part,
    /// The byte in its text.
    pub byte: usize,
}

impl Anchor {
    /// The top of every page.
    pub const TOP: Self = Self { part: Part::Head(0), byte: 0 };
}

/// What a line before or after the body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Extra {
    /// The article's title.
    Title,
    /// Source, date, editor, length, reading time.
    Byline,
    /// Credits after the text.
    Credit,
    /// Something that was cut.
    Cut,
}

/// The number of a row on a page: its section and its row in the section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId {
    section: usize,
    row: usize,
}

/// What stands before a row's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// A list item's bullet, by depth.
    Bullet(u8),
    /// A list item's number.
    Number(u32),
    /// The label of an image's caption.
    Image,
    /// The label of a pointer to another article.
    Related,
    /// A thematic break, in place of text.
    Rule,
}

/// What markers are drawn with: of one width on every terminal (W10), which a test looks after.
pub const GLYPHS: [&str; 4] = ["‣", "◦", "-", "＊　＊　＊"];

impl Marker {
    /// What is drawn for it.
    pub fn text(self, labels: &Labels) -> Cow<'static, str> {
        match self {
            Self::Bullet(depth) => Cow::Borrowed(GLYPHS[usize::from(depth.min(2))]),
            Self::Number(number) if number < 100 => Cow::Owned(format!("{number:>2}.")),
            Self::Number(number) => Cow::Owned(format!("{number:>4}.")),
            Self::Image => Cow::Borrowed(labels.image),
            Self::Related => Cow::Borrowed(labels.related),
            Self::Rule => Cow::Borrowed(GLYPHS[3]),
        }
    }
}

/// A row's text at a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The column it begins in, from the left edge of the measure.
    pub x: u32,
    /// The bytes of the part's text.
    pub row: Row,
}

/// One row of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRow {
    /// What it shows.
    pub part: Part,
    /// The byte that the row is anchored to.
    pub byte: usize,
    /// What stands before the text, and in which column.
    pub marker: Option<(u32, Marker)>,
    /// The text: none in a blank row, several in a row of a table.
    pub pieces: Pieces,
    /// Whether it is a table's header.
    pub header: bool,
}

/// The pieces of a row: nearly always one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pieces {
    /// A blank row.
    None,
    /// A row of running text.
    One(Piece),
    /// A row of a table.
    Many(Box<[Piece]>),
}

impl Pieces {
    /// The pieces, left to right.
    pub fn as_slice(&self) -> &[Piece] {
        match self {
            Self::None => &[],
            Self::One(piece) => std::slice::from_ref(piece),
            Self::Many(pieces) => pieces,
        }
    }
}

/// A stretch of the page that is laid out at once.
struct Section {
    part: Part,
    range: Range<usize>,
    /// Blank rows before it.
    gap: u8,
    /// Whether it begins its block.
    opens: bool,
    /// The bytes of text before it on the page.
    bytes_before: usize,
    rows: OnceCell<Box<[PageRow]>>,
}

/// An article's rows at one measure.
pub struct Page {
    article: Arc<Article>,
    style: PageStyle,
    around: Around,
    sections: Vec<Section>,
    bytes: usize,
    setters: RefCell<Setters>,
}

/// The typesetters of a page: for prose, for code that is wrapped, for bylines.
struct Setters {
    prose: Typesetter,
    code: Typesetter,
    /// Rows break at spaces only: for bylines, whose fields keep together.
    fields: Typesetter,
}

impl Page {
    /// The page of an article, with what stands around its blocks. Lays nothing out yet.
    pub fn new(article: Arc<Article>, around: Around, style: PageStyle) -> Self {
        let code =
            Rules { word_break: WordBreak::BreakAll, level: Level::None, line_break: LineBreak::Loose, ..style.rules };
        let fields = Rules { word_break: WordBreak::KeepAll, ..style.rules };
        let setters = Setters {
            prose: Typesetter::new(style.rules, style.ruler),
            code: Typesetter::new(code, style.ruler),
            fields: Typesetter::new(fields, style.ruler),
        };
        let mut page = Self { article, style, around, sections: Vec::new(), bytes: 0, setters: RefCell::new(setters) };
        page.cut_into_sections();
        page
    }

    fn cut_into_sections(&mut self) {
        let article = Arc::clone(&self.article);
        for at in 0..self.around.head.len() {
            self.push_extra(Part::Head(at), u8::from(self.around.head[at].0 == Extra::Byline && at > 0));
        }
        let mut before: Option<&Block> = None;
        let mut cut = 0;
        for (at, block) in article.body.iter().enumerate() {
            let parted = self.push_cut(&mut cut, at);
            let gap = if parted { 1 } else { self.style.gap_between(before, block) };
            let part = Part::Body(BlockIx(at));
            let mut opens = true;
            for range in pieces_of(&block.kind, block.text()) {
                self.push_section(part, range, if opens { gap } else { 0 }, opens);
                opens = false;
            }
            before = Some(block);
        }
        self.push_cut(&mut cut, usize::MAX);
        for at in 0..self.around.tail.len() {
            self.push_extra(Part::Tail(at), u8::from(at == 0));
        }
    }

    /// Pushes what was cut before a block; says whether anything was.
    fn push_cut(&mut self, from: &mut usize, block: usize) -> bool {
        let first = *from;
        while let Some(&(before, _)) = self.around.cut.get(*from).filter(|(before, _)| before.0 <= block) {
            self.push_extra(Part::Cut { before, at: *from }, u8::from(*from == first));
            *from += 1;
        }
        *from > first
    }

    fn push_extra(&mut self, part: Part, gap: u8) {
        let end = self.text(part).len();
        self.push_section(part, 0..end, gap, true);
    }

    fn push_section(&mut self, part: Part, range: Range<usize>, gap: u8, opens: bool) {
        let bytes_before = self.bytes;
        self.bytes += range.len();
        self.sections.push(Section { part, range, gap, opens, bytes_before, rows: OnceCell::new() });
    }

    /// The article.
    pub fn article(&self) -> &Arc<Article> {
        &self.article
    }

    /// How the page is set.
    pub fn style(&self) -> &PageStyle {
        &self.style
    }

    /// The text of a part.
    pub fn text(&self, part: Part) -> &str {
        match part {
            Part::Head(at) => self.around.head.get(at).map_or("", |(_, text)| text),
            Part::Cut { at, .. } => self.around.cut.get(at).map_or("", |(_, text)| text),
            Part::Body(BlockIx(at)) => self.article.body.get(at).map_or("", |block| block.text()),
            Part::Tail(at) => self.around.tail.get(at).map_or("", |(_, text)| text),
        }
    }

    /// What a line before or after the body is.
    pub fn extra(&self, part: Part) -> Option<Extra> {
        match part {
            Part::Head(at) => self.around.head.get(at).map(|(extra, _)| *extra),
            Part::Cut { .. } => Some(Extra::Cut),
            Part::Tail(at) => self.around.tail.get(at).map(|(extra, _)| *extra),
            Part::Body(_) => None,
        }
    }

    /// The rows of a section, laid out now if they were not yet. Never empty.
    fn rows(&self, section: usize) -> &[PageRow] {
        let Some(section) = self.sections.get(section) else { return &[] };
        section.rows.get_or_init(|| {
            let mut setters = self.setters.borrow_mut();
            lay::section(self, section, &mut setters).into_boxed_slice()
        })
    }

    /// The row of that number.
    pub fn row(&self, id: RowId) -> Option<&PageRow> {
        self.rows(id.section).get(id.row)
    }

    /// The first row.
    pub fn first(&self) -> RowId {
        RowId::default()
    }

    /// The last row.
    pub fn last(&self) -> RowId {
        let section = self.sections.len().saturating_sub(1);
        RowId { section, row: self.rows(section).len().saturating_sub(1) }
    }

    /// The row `by` rows further down (or up), clamped to the page.
    pub fn moved(&self, from: RowId, by: isize) -> RowId {
        let mut id = from;
        let mut left = by.unsigned_abs();
        while left > 0 {
            if by > 0 {
                let below = self.rows(id.section).len().saturating_sub(id.row + 1);
                if left <= below {
                    id.row += left;
                    return id;
                }
                if id.section + 1 >= self.sections.len() {
                    return self.last();
                }
                left -= below + 1;
                id = RowId { section: id.section + 1, row: 0 };
            } else {
                if left <= id.row {
                    id.row -= left;
                    return id;
                }
                if id.section == 0 {
                    return self.first();
                }
                left -= id.row + 1;
                id = RowId { section: id.section - 1, row: self.rows(id.section - 1).len().saturating_sub(1) };
            }
        }
        id
    }

    /// The rows from `from` on.
    pub fn rows_from(&self, from: RowId) -> impl Iterator<Item = (RowId, &PageRow)> {
        (from.section..self.sections.len()).flat_map(move |section| {
            let skip = if section == from.section { from.row } else { 0 };
            let rows = self.rows(section).iter().enumerate().skip(skip);
            rows.map(move |(row, laid)| (RowId { section, row }, laid))
        })
    }

    /// The lowest row that a screen of `height` rows may begin with, so that the page ends at its bottom.
    pub fn last_top(&self, height: usize) -> RowId {
        self.moved(self.last(), 1 - isize::try_from(height.max(1)).unwrap_or(1))
    }

    /// The row that shows an anchor's byte.
    pub fn locate(&self, anchor: Anchor) -> RowId {
        let after = self.sections.partition_point(|s| (s.part, s.range.start) <= (anchor.part, anchor.byte));
        let section = after.saturating_sub(1);
        let rows = self.rows(section);
        if rows.first().is_some_and(|row| row.part != anchor.part) {
            return RowId { section, row: 0 };
        }
        // Rows of a section are in order of their bytes; blank rows carry the byte of what they stand before. In a
        // table several rows begin at one byte: the one whose pieces hold the byte is meant.
        let has = |p: &Piece| p.row.start == anchor.byte || p.row.start < anchor.byte && anchor.byte < p.row.end;
        let holds = |row: &PageRow| row.pieces.as_slice().iter().any(has);
        let row = rows
            .iter()
            .rposition(holds)
            .or_else(|| rows.iter().rposition(|row| row.byte <= anchor.byte && !matches!(row.pieces, Pieces::None)));
        RowId { section, row: row.unwrap_or(0) }
    }

    /// The place that a row is anchored to.
    pub fn anchor(&self, id: RowId) -> Anchor {
        self.row(id).map_or(Anchor::TOP, |row| Anchor { part: row.part, byte: row.byte })
    }

    /// How much of the text lies before an anchor, from 0 to 1.
    pub fn fraction(&self, anchor: Anchor) -> f64 {
        let after = self.sections.partition_point(|s| (s.part, s.range.start) <= (anchor.part, anchor.byte));
        let Some(section) = self.sections.get(after.saturating_sub(1)) else { return 0.0 };
        let before = section.bytes_before + anchor.byte.saturating_sub(section.range.start).min(section.range.len());
        if self.bytes == 0 { 0.0 } else { before as f64 / self.bytes as f64 }
    }

    /// The bytes of text on the page.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// The place before which so much of the text lies, from 0 to 1.
    pub fn at_fraction(&self, fraction: f64) -> Anchor {
        let bytes = (self.bytes as f64 * fraction.clamp(0.0, 1.0)) as usize;
        let after = self.sections.partition_point(|section| section.bytes_before <= bytes);
        let Some(section) = self.sections.get(after.saturating_sub(1)) else { return Anchor::TOP };
        let byte = section.range.start + (bytes - section.bytes_before).min(section.range.len());
        Anchor { part: section.part, byte: self.text(section.part).floor_char_boundary(byte) }
    }

    /// How much of the text lies before the end of a row, from 0 to 1.
    pub fn fraction_through(&self, id: RowId) -> f64 {
        let next = self.moved(id, 1);
        if next == id { 1.0 } else { self.fraction(self.anchor(next)) }
    }

    /// How many rows of text are laid out so far: for tests that nothing is laid out in vain.
    pub fn laid_sections(&self) -> usize {
        self.sections.iter().filter(|section| section.rows.get().is_some()).count()
    }
}

/// The pieces a block is laid out in: nearly always one.
fn pieces_of(kind: &BlockKind, text: &str) -> Vec<Range<usize>> {
    let ends: &[char] = match kind {
        _ if text.len() <= 2 * PIECE => &[],
        BlockKind::Code { .. } | BlockKind::List { .. } => &['\n'],
        BlockKind::Paragraph | BlockKind::Quote => &['。', '！', '？', '”', '」', '．', '\n', '.', '!', '?'],
        BlockKind::Table { .. } | BlockKind::Heading { .. } | BlockKind::Image { .. } => &[],
        BlockKind::Related { .. } | BlockKind::Rule => &[],
    };
    if ends.is_empty() { std::iter::once(0..text.len()).collect() } else { cut_after(text, ends) }
}

/// Cuts text after the first of `ends` that follows each [`PIECE`] bytes; a text without any is cut where it is.
fn cut_after(text: &str, ends: &[char]) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    while text.len() - start > 2 * PIECE {
        let from = text.ceil_char_boundary(start + PIECE);
        let until = text.ceil_char_boundary(start + 2 * PIECE);
        let lines_only = ends == ['\n'];
        let window = if lines_only { &text[from..] } else { &text[from..until] };
        let end = match window.find(ends) {
            Some(found) => {
                // What closes the sentence goes with it: 。”
                let mut end = from + found;
                for c in text[end..].chars().take_while(|&c| ends.contains(&c)).take(8) {
                    end += c.len_utf8();
                }
                end
            }
            None if lines_only => text.len(),
            None => until,
        };
        pieces.push(start..end);
        start = end;
    }
    if start < text.len() {
        pieces.push(start..text.len());
    }
    pieces
}
