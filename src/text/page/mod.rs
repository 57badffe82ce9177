//! A *page*: all rows of an article at one measure, each anchored to a place in the text.
//!
//! A page is lazy. It knows at once how the article falls into *sections* (a block, or a stretch of a very long one) and
//! lays out a section when it is looked at, so that a screen of a 20 MB article costs what a screen of a short one
//! costs. Positions in per cent and in the scrollbar are therefore counted in bytes of text, which need no layout, and
//! not in rows.

mod lay;
mod part;
mod row;
mod shown;
mod stretch;
mod style;
mod table;
mod written;

use std::cell::{OnceCell, RefCell};
use std::ops::Range;
use std::sync::Arc;

use crate::model::{Article, Block, BlockIx, BlockKind, Footnotes};

use super::rules::{Level, LineBreak, Rules, WordBreak};
use super::typesetter::{Typesetter, walk};

pub use part::{Anchor, Extra, PageExtras, PagePart};
pub use row::{GLYPHS, Marker, PageRow, Pieces, RowId, RowPiece};
pub use style::{ImageLabel, Labels, PageStyle, ParagraphStyle, Pinyin, Readings};

/// A stretch of the page that is laid out at once.
struct Section {
    part: PagePart,
    range: Range<usize>,
    /// Blank rows before it.
    gap: u8,
    /// Whether it begins its block.
    opens: bool,
    /// The bytes of text before it on the page.
    bytes_before: usize,
    rows: OnceCell<Box<[PageRow]>>,
    /// What is shown for some of its characters, by their bytes.
    shown: OnceCell<Box<[(usize, char)]>>,
}

/// An article's rows at one measure.
pub struct Page {
    article: Arc<Article>,
    style: PageStyle,
    around: PageExtras,
    notes: Option<Footnotes>,
    /// The pictures, in their order.
    pictures: Vec<BlockIx>,
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
    pub fn new(article: Arc<Article>, around: PageExtras, style: PageStyle) -> Self {
        let code = Rules {
            word_break: WordBreak::BreakAll,
            level: Level::None,
            line_break: LineBreak::Loose,
            addresses: false,
            ..style.rules
        };
        let fields = Rules { word_break: WordBreak::KeepAll, ..style.rules };
        let setters = Setters {
            prose: Typesetter::new(style.rules, style.ruler),
            code: Typesetter::new(code, style.ruler),
            fields: Typesetter::new(fields, style.ruler),
        };
        let (notes, setters) = (Footnotes::of(&article.body), RefCell::new(setters));
        let pictures = pictures_of(&article);
        let mut page = Self { article, style, around, notes, pictures, sections: Vec::new(), bytes: 0, setters };
        page.cut_into_sections();
        page
    }

    fn cut_into_sections(&mut self) {
        let article = Arc::clone(&self.article);
        for at in 0..self.around.head.len() {
            self.push_extra(PagePart::Head(at), u8::from(self.around.head[at].0 == Extra::Byline && at > 0));
        }
        let mut before: Option<&Block> = None;
        let mut cut = 0;
        for (at, block) in article.body.iter().enumerate() {
            let parted = self.push_cut(&mut cut, at);
            let gap = match self.notes {
                _ if parted => 1,
                // The rule above the footnotes stands with them.
                Some(notes) if notes.from == at => u8::from(!notes.has_rule),
                _ => self.style.gap_between(before, block),
            };
            let part = PagePart::Body(BlockIx(at));
            let mut opens = true;
            for range in stretch::stretches_of(&block.kind, block.text()) {
                self.push_section(part, range, if opens { gap } else { 0 }, opens);
                opens = false;
            }
            before = Some(block);
        }
        self.push_cut(&mut cut, usize::MAX);
        for at in 0..self.around.tail.len() {
            self.push_extra(PagePart::Tail(at), u8::from(at == 0));
        }
    }

    /// Pushes what was cut before a block; says whether anything was.
    fn push_cut(&mut self, from: &mut usize, block: usize) -> bool {
        let first = *from;
        while let Some(&(before, _)) = self.around.cut.get(*from).filter(|(before, _)| before.0 <= block) {
            self.push_extra(PagePart::Cut { before, at: *from }, u8::from(*from == first));
            *from += 1;
        }
        *from > first
    }

    fn push_extra(&mut self, part: PagePart, gap: u8) {
        let end = self.text(part).len();
        self.push_section(part, 0..end, gap, true);
    }

    fn push_section(&mut self, part: PagePart, range: Range<usize>, gap: u8, opens: bool) {
        let bytes_before = self.bytes;
        self.bytes += range.len();
        self.sections.push(Section {
            part,
            range,
            gap,
            opens,
            bytes_before,
            rows: OnceCell::new(),
            shown: OnceCell::new(),
        });
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
    pub fn text(&self, part: PagePart) -> &str {
        match part {
            PagePart::Head(at) => self.around.head.get(at).map_or("", |(_, text)| text),
            PagePart::Cut { at, .. } => self.around.cut.get(at).map_or("", |(_, text)| text),
            PagePart::Body(BlockIx(at)) => self.article.body.get(at).map_or("", |block| block.text()),
            PagePart::Tail(at) => self.around.tail.get(at).map_or("", |(_, text)| text),
        }
    }

    /// What a line before or after the body is.
    pub fn extra(&self, part: PagePart) -> Option<Extra> {
        match part {
            PagePart::Head(at) => self.around.head.get(at).map(|(extra, _)| *extra),
            PagePart::Cut { .. } => Some(Extra::Cut),
            PagePart::Tail(at) => self.around.tail.get(at).map(|(extra, _)| *extra),
            PagePart::Body(_) => None,
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

    /// Walks over what is drawn of a piece of a row, as [`walk`] does, with what is shown for each cluster: another
    /// character, where Chinese is shown in another script. Bytes and columns are those of the text as it is written.
    pub fn walk(&self, id: RowId, piece: &RowPiece, mut visit: impl FnMut(usize, &str, u32)) {
        let Some(section) = self.sections.get(id.section) else { return };
        let text = piece.text(self.text(section.part));
        let shown = if piece.written.is_none() { self.shown(section) } else { &[] };
        if shown.is_empty() {
            return walk(text, &piece.row, self.style.ruler, visit);
        }
        let mut next = shown.partition_point(|&(byte, _)| byte < piece.row.start);
        walk(text, &piece.row, self.style.ruler, |byte, cluster, column| {
            while shown.get(next).is_some_and(|&(at, _)| at < byte) {
                next += 1;
            }
            match shown.get(next).filter(|&&(at, _)| at == byte) {
                Some((_, other)) => visit(byte, other.encode_utf8(&mut [0; 4]), column),
                None => visit(byte, cluster, column),
            }
        });
    }

    /// What is shown for some characters of a section, worked out now if it was not yet.
    fn shown<'s>(&self, section: &'s Section) -> &'s [(usize, char)] {
        let Some(script) = self.style.script else { return &[] };
        section.shown.get_or_init(|| written::in_script(self, section, script).into_boxed_slice())
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

    /// Walks over all rows once, until `visit` says false, and keeps none of them: for a page that is written out, not
    /// shown.
    pub fn pass(&mut self, mut visit: impl FnMut(&Self, RowId, &PageRow) -> bool) {
        for section in 0..self.sections.len() {
            if !self.rows(section).iter().enumerate().all(|(row, laid)| visit(self, RowId { section, row }, laid)) {
                return;
            }
            (self.sections[section].rows, self.sections[section].shown) = (OnceCell::new(), OnceCell::new());
        }
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
        let has = |p: &RowPiece| {
            let row = p.row;
            p.written.is_none() && (row.start == anchor.byte || row.start < anchor.byte && anchor.byte < row.end)
        };
        let holds = |row: &PageRow| row.pieces.as_slice().iter().any(has);
        let row = rows
            .iter()
            .rposition(holds)
            .or_else(|| rows.iter().rposition(|row| row.byte <= anchor.byte && !matches!(row.pieces, Pieces::None)));
        RowId { section, row: row.unwrap_or(0) }
    }

    /// The row of readings that stands above a row, if there is one; else the row itself.
    pub fn with_readings(&self, id: RowId) -> RowId {
        let above =
            (0..id.row).rev().take_while(|&row| self.rows(id.section).get(row).is_some_and(PageRow::is_written));
        RowId { row: above.last().unwrap_or(id.row), ..id }
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

    /// The pictures of the article, in their order.
    pub fn pictures(&self) -> &[BlockIx] {
        &self.pictures
    }

    /// How many rows of text are laid out so far: for tests that nothing is laid out in vain.
    pub fn laid_sections(&self) -> usize {
        self.sections.iter().filter(|section| section.rows.get().is_some()).count()
    }
}

/// The blocks that are pictures.
fn pictures_of(article: &Article) -> Vec<BlockIx> {
    let blocks = article.body.iter().enumerate();
    blocks.filter(|(_, block)| matches!(block.kind, BlockKind::Image { .. })).map(|(at, _)| BlockIx(at)).collect()
}
