//! The *position*: the place in the text at the top of the screen, and what moves it.

use std::ops::Range;
use std::rc::Rc;

use super::{LeftAt, ReaderPane, ReaderPosition, Shown};
use crate::app::motion::Motion;
use crate::model::{BlockIx, BlockKind, EntryId, KeptPlace};
use crate::text::cut_places;
use crate::text::page::{Anchor, Page, PagePart, RowId};

/// How far a line of code scrolls at a time, in cells.
const CODE_STEP: u32 = 8;

/// What is still to be moved by, at the next settling.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct PendingMoves {
    pub rows: isize,
    /// Pages of two columns.
    pub pages: isize,
}

impl ReaderPane {
    /// The first row on the screen.
    pub fn top(&self) -> RowId {
        self.top
    }

    /// The place at the top of the screen.
    pub fn anchor(&self) -> Anchor {
        self.anchor.unwrap_or(Anchor::TOP)
    }

    /// Where the screen is, to be gone back to by [`ReaderPane::resume`].
    pub(in crate::app) fn position(&self) -> ReaderPosition {
        ReaderPosition { anchor: self.anchor(), row: self.page.as_ref().map(|(key, _)| (*key, self.top)) }
    }

    /// Goes back to a position.
    pub(in crate::app) fn resume(&mut self, position: ReaderPosition) {
        self.go_to(position.anchor);
        match (position.row, &self.page) {
            (Some((key, row)), Some((known, _))) if key == *known => {
                self.stand_at(row);
                self.turned_to = Some(row);
            }
            _ => self.resume = position.row,
        }
    }

    /// The place as it is kept between runs; none where it is not known by what follows.
    pub(in crate::app) fn kept_place(&self) -> Option<KeptPlace> {
        let (anchor, percent) = (self.anchor?, self.percent()?);
        if self.seam.is_some() {
            return None;
        }
        let number = |number: usize| u32::try_from(number).unwrap_or(KeptPlace::HEAD - 1).min(KeptPlace::HEAD - 1);
        let (block, byte) = match anchor.part {
            PagePart::Head(_) => (KeptPlace::HEAD, 0),
            PagePart::Cut { before, .. } => (number(before.0), 0),
            PagePart::Body(block) => (number(block.0), number(anchor.byte)),
            PagePart::Tail(_) => (KeptPlace::TAIL, 0),
        };
        Some(KeptPlace { block, byte, percent })
    }

    /// An article was left at a place in an earlier run: it is shown there, unless it has been shown in this one and the
    /// reader has moved.
    pub(in crate::app) fn expect(&mut self, id: EntryId, place: Option<KeptPlace>) {
        let Some(place) = place else { return };
        let part = match place.block {
            KeptPlace::HEAD => PagePart::Head(0),
            KeptPlace::TAIL => PagePart::Tail(0),
            block => PagePart::Body(BlockIx(block as usize)),
        };
        let anchor = Anchor { part, byte: place.byte as usize };
        if matches!(self.shown, Shown::Article(shown, _) if shown == id) {
            let moved =
                self.anchor.is_some_and(|anchor| anchor != Anchor::TOP) || self.pending != PendingMoves::default();
            if !moved && self.sought_anchor.is_none() && !self.left.contains_key(&id) {
                self.expected = self.seam.map(|_| anchor);
                self.go_to(anchor);
            }
            return;
        }
        let position = ReaderPosition { anchor, row: None };
        let left = LeftAt { position, cut: false, code_scroll: 0, selection: None, current: None };
        self.left.entry(id).or_insert(left);
    }

    /// Goes back to a place at the next settling.
    pub fn go_to(&mut self, anchor: Anchor) {
        if let Some(page) = self.page() {
            let row = page.locate(anchor);
            self.stand_at(row);
        }
        self.anchor = Some(anchor);
        self.resume = None;
        self.turned_to = None;
        self.pending = PendingMoves::default();
        self.sought_anchor = None;
        self.target_percent = None;
    }

    /// Scrolls by rows at the next settling.
    pub fn scroll(&mut self, rows: isize) {
        self.pending.rows = self.pending.rows.saturating_add(rows);
    }

    /// Moves by a motion at the next settling; says by how many rows that will be, where it is a matter of rows. A page has
    /// two rows in common with the one before; where the text stands in two columns it is both of them, as in a book, and
    /// half a page is one.
    pub fn go(&mut self, motion: Motion) -> isize {
        let rows = isize::try_from(self.rows).unwrap_or(1);
        self.meant_percent = match motion {
            Motion::End if self.seam.is_some() => Some(100),
            Motion::Goto(percent) if self.seam.is_some() => Some(percent),
            _ => None,
        };
        let by = match motion {
            Motion::Lines(lines) => lines,
            Motion::HalfPages(halves) => (rows / 2).max(1).saturating_mul(halves),
            Motion::Pages(pages) if self.columns > 1 => {
                self.turn_pages(pages);
                return rows.saturating_mul(pages);
            }
            Motion::Pages(pages) => (rows - 2).max(1).saturating_mul(pages),
            _ => 0,
        };
        match motion {
            Motion::Lines(_) | Motion::HalfPages(_) | Motion::Pages(_) => self.scroll(by),
            Motion::Top => self.go_to(Anchor::TOP),
            Motion::End => self.go_to_end(),
            Motion::Goto(percent) => match self.page().map(Rc::clone) {
                Some(page) => self.go_to(self.at_percent(&page, percent)),
                None => self.target_percent = Some(percent),
            },
        }
        by
    }

    /// Turns pages at the next settling: all that is on the screen is another text then.
    pub(in crate::app) fn turn_pages(&mut self, pages: isize) {
        self.pending.pages = self.pending.pages.saturating_add(pages);
    }

    /// Turns pages, until the end is on the screen: the last page ends where the text does, and may be partly full. Back
    /// from there leads through the same pages.
    pub(super) fn turn(&mut self, page: &Page, pages: isize) {
        let rows = isize::try_from(self.rows).unwrap_or(1);
        let lowest = page.last_top(self.rows);
        for _ in 0..pages.unsigned_abs() {
            let next = match pages < 0 {
                true => page.moved(self.top, -rows),
                false if self.top < lowest => page.moved(self.top, rows),
                false => break,
            };
            self.stand_at(next);
            self.turned_to = Some(self.top);
        }
    }

    /// A row is at the top of the screen.
    pub(super) fn stand_at(&mut self, row: RowId) {
        (self.top, self.meant) = (row, row);
    }

    /// The rows of a column.
    pub(super) fn column_rows(&self) -> isize {
        isize::try_from(self.rows / self.columns.max(1)).unwrap_or(1)
    }

    fn go_to_end(&mut self) {
        if let Some(page) = self.page().cloned() {
            self.stand_at(page.last());
            self.turned_to = None;
            self.pending = PendingMoves::default();
            self.sought_anchor = None;
            self.target_percent = None;
            self.anchor = Some(page.anchor(page.last_top(self.rows)));
        }
    }

    /// The place so many per cent of the way to the last screen.
    pub(super) fn at_percent(&self, page: &Rc<Page>, percent: usize) -> Anchor {
        let lowest = page.anchor(page.last_top(self.rows));
        match percent {
            0 => Anchor::TOP,
            100.. => lowest,
            _ => page.at_fraction(page.fraction(lowest) * percent as f64 / 100.0),
        }
    }

    /// To the next heading or the one before; says whether there is one.
    pub fn to_heading(&mut self, forward: bool) -> bool {
        let (Some(article), Some(page)) = (self.article(), self.page()) else { return false };
        // A heading stands at the top of the screen with the blank rows before it.
        let here = page.anchor(self.top);
        let at = match here.part {
            PagePart::Head(_) => None,
            PagePart::Cut { before: BlockIx(at), .. } => at.checked_sub(1).map(|block| (block, usize::MAX)),
            PagePart::Body(BlockIx(at)) => Some((at, here.byte)),
            PagePart::Tail(_) => Some((article.body.len(), 0)),
        };
        let mut headings = article.body.iter().enumerate().filter(|(_, b)| matches!(b.kind, BlockKind::Heading { .. }));
        let found = match forward {
            true => headings.find(|&(i, _)| at.is_none_or(|(block, _)| i > block)),
            false => headings.rfind(|&(i, _)| at.is_some_and(|(block, byte)| i < block || i == block && byte > 0)),
        };
        let Some((block, _)) = found else { return false };
        let before = page.anchor(self.top);
        let anchor = Anchor { part: PagePart::Body(BlockIx(block)), byte: 0 };
        let lowest = page.last_top(self.rows);
        if forward && page.locate(before) >= lowest {
            return false;
        }
        self.go_to(anchor);
        true
    }

    /// To the next place at which something was cut, which is shown from now on, or to the one before; says whether there
    /// is one.
    pub fn to_cut(&mut self, forward: bool) -> bool {
        let (Some(article), Some(page)) = (self.article(), self.page()) else { return false };
        let here = page.anchor(self.top);
        let places = cut_places(article);
        let before = places.partition_point(|part| *part < here.part);
        let found = match forward {
            // What stands at the top of the screen is reached already.
            true => {
                places.get(before + usize::from(self.cut && places.get(before).is_some_and(|part| is_at(*part, here))))
            }
            false => before.checked_sub(1).and_then(|at| places.get(at)),
        };
        let is_last = self.cut && forward && self.top >= page.last_top(self.rows);
        let Some(part) = found.copied().filter(|_| !is_last) else { return false };
        self.cut = true;
        self.go_to(Anchor { part, byte: 0 });
        true
    }

    /// How much was cut, while it is shown.
    pub fn cut_shown(&self) -> Option<usize> {
        Some(self.article()?.removed.len()).filter(|_| self.cut)
    }

    /// The cells by which code is scrolled to the left.
    pub fn code_scroll(&self) -> u32 {
        self.code_scroll
    }

    /// Scrolls code sideways, so many times.
    pub fn scroll_code(&mut self, right: bool, times: u32) {
        let by = CODE_STEP.saturating_mul(times);
        self.code_scroll = match right {
            true => self.code_scroll.saturating_add(by).min(1 << 20),
            false => self.code_scroll.saturating_sub(by),
        };
    }

    /// Whether a place is on the screen.
    pub fn is_on_screen(&self, place: Anchor) -> bool {
        let Some(page) = self.page() else { return false };
        let bottom = page.moved(self.top, isize::try_from(self.rows).unwrap_or(1) - 1);
        (self.top..=bottom).contains(&page.locate(place))
    }

    /// The top row that shows `target`, moving no more than need be: a target off the screen comes to its upper third.
    pub(super) fn showing(&self, page: &Page, top: RowId, target: Anchor) -> RowId {
        let row = page.locate(target);
        let bottom = page.moved(top, isize::try_from(self.rows).unwrap_or(1) - 1);
        if top <= row && row <= bottom {
            return top;
        }
        page.moved(row, -(self.column_rows() / 3))
    }

    /// The rows of a scrollbar of so many that the thumb takes; none where all of the text is on the screen.
    pub fn thumb(&self, rows: u16) -> Option<Range<u16>> {
        let page = self.page()?;
        let bottom = page.moved(self.top, isize::try_from(self.rows).unwrap_or(1) - 1);
        let (from, to) = (page.fraction(page.anchor(self.top)), page.fraction_through(bottom));
        let height = f64::from(rows);
        let first = (from * height).floor() as u16;
        let last = ((to * height).ceil() as u16).clamp(first + 1, rows.max(first + 1));
        (from > 0.0 || to < 1.0).then_some(first..last.min(rows))
    }

    /// Scrolls to where the thumb begins on a row of a scrollbar of so many.
    pub fn move_thumb(&mut self, first: u16, rows: u16) {
        let (Some(page), Some(thumb)) = (self.page().map(Rc::clone), self.thumb(rows)) else { return };
        if first == thumb.start {
            return;
        }
        self.meant_percent = None;
        if first == 0 {
            self.go_to(Anchor::TOP);
        } else if first + (thumb.end - thumb.start) >= rows {
            self.go_to_end();
        } else {
            self.go_to(page.at_fraction((f64::from(first) + 0.5) / f64::from(rows)));
        }
    }

    /// How far the reader is, as it is said: in a long text with a decimal, for a screen of it is less than one per cent.
    pub fn percent_said(&self) -> Option<String> {
        /// From so many bytes on a text is long.
        const LONG: usize = 256 * 1024;
        if self.page()?.bytes() < LONG {
            return Some(format!("{}%", self.percent()?));
        }
        let tenths = self.far(self.page()?, self.top, 1000.0);
        Some(if tenths >= 1000.0 { "100%".to_owned() } else { format!("{:.1}%", tenths / 10.0) })
    }

    /// How much of the text the screen begins before, from 0 to 1; nothing where its end is on the screen.
    pub(in crate::app) fn fraction_left(&self) -> Option<f64> {
        let page = self.page().filter(|page| self.top < page.last_top(self.rows))?;
        Some(1.0 - page.fraction(page.anchor(self.top)))
    }

    /// How far the reader is, in per cent: 0 at the top, 100 where the end is on the screen.
    pub fn percent(&self) -> Option<u8> {
        Some(self.percent_at(self.page()?, self.top))
    }

    /// The same, were a row at the top.
    pub(super) fn percent_at(&self, page: &Page, top: RowId) -> u8 {
        self.far(page, top, 100.0) as u8
    }

    /// How far that is, in whole parts of which there are so many: all of them only where the end is on the screen.
    fn far(&self, page: &Page, top: RowId, parts: f64) -> f64 {
        let lowest = page.last_top(self.rows);
        if top >= lowest {
            return parts;
        }
        let whole = page.fraction(page.anchor(lowest)).max(f64::MIN_POSITIVE);
        (page.fraction(page.anchor(top)) / whole * parts).floor().min(parts - 1.0)
    }
}

/// Whether a place belongs to what was cut at the same place of the text.
fn is_at(part: PagePart, here: Anchor) -> bool {
    matches!((part, here.part), (PagePart::Cut { before: one, .. }, PagePart::Cut { before: other, .. }) if one == other)
}
