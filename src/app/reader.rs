//! The *reader*: one article on its page, the place on the screen, and what was found in it.
//!
//! The position is a place in the text (the anchor) plus the rows that are still to be scrolled; it is clamped once a
//! frame, in [`Reader::settle`]. Resizing, another measure or another style change the page under the anchor and never
//! the anchor, so that going there and back shows the same place.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation;

use crate::model::{Article, BlockIx, BlockKind, EntryId, Failure, count_zi};
use crate::search::{Facts, FoldedArticle, Found, Query, word_at};
use crate::text::page::{Anchor, Labels, Page, PageStyle, Part, RowId};
use crate::text::{Locale, Pace, Settings, article_page};

use super::matches::Matches;
use super::viewport::Viewport;
use crate::model::Words;

/// How many pages are kept: going back to an article, or to a measure, costs nothing.
const PAGES: usize = 12;
/// How far a line of code scrolls at a time, in cells.
const CODE_STEP: u32 = 8;

/// What the reader pane shows.
#[derive(Clone, Debug, Default)]
pub enum Shown {
    /// Nothing was opened yet.
    #[default]
    Nothing,
    /// An article is being read from its file.
    Waiting(EntryId),
    /// The file is no article; why.
    Failed(EntryId, Failure),
    /// An article.
    Article(EntryId, Arc<Article>),
}

impl Shown {
    /// The entry it is about.
    pub fn id(&self) -> Option<EntryId> {
        match self {
            Self::Nothing => None,
            Self::Waiting(id) | Self::Failed(id, _) | Self::Article(id, _) => Some(*id),
        }
    }
}

/// Where a walk from match to match went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Walked {
    /// To a match.
    There,
    /// To a match, over the end or the start of the article.
    Around,
    /// There is no match.
    Nowhere,
}

/// What the reader did between two frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Read on, by so many 字.
    ReadOn(usize),
    /// Went to another place.
    Elsewhere,
}

/// What makes a page: the article, what is shown of it, and how it is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct PageKey {
    id: EntryId,
    cut: bool,
    style: PageStyle,
}

/// From where on the first match is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sought {
    /// From a place on, around the end if need be.
    From(Anchor),
    /// From wherever the screen is when the article comes.
    Here,
}

/// A longer article is looked through on a thread of its own, in bytes: up to here it takes less than a millisecond.
const AT_ONCE: usize = 128 << 10;

/// The reader pane's state.
#[derive(Default)]
pub struct Reader {
    shown: Shown,
    pages: VecDeque<(PageKey, Rc<Page>)>,
    page: Option<(PageKey, Rc<Page>)>,
    anchor: Option<Anchor>,
    top: RowId,
    pending: isize,
    /// To be brought onto the screen at the next settling.
    target: Option<Anchor>,
    places: HashMap<EntryId, Anchor>,
    cut: bool,
    query: Option<Arc<Query>>,
    folded: Option<(EntryId, FoldedArticle)>,
    /// Whether the article is too long to be looked through between two keys.
    long: bool,
    matches: Matches,
    /// Where the first match to be shown is looked for, once the hits are there: in an article that is still being
    /// read, or that is looked through elsewhere.
    sought: Option<Sought>,
    /// The number of the last question, and whether it has still to be asked.
    number: u64,
    unasked: bool,
    /// What was selected with the mouse.
    selection: Option<(BlockIx, Range<usize>)>,
    code_scroll: u32,
    rows: usize,
    progress: Option<Progress>,
}

impl Reader {
    /// What is shown.
    pub fn shown(&self) -> &Shown {
        &self.shown
    }

    /// The article on the screen.
    pub fn article(&self) -> Option<&Arc<Article>> {
        match &self.shown {
            Shown::Article(_, article) => Some(article),
            _ => None,
        }
    }

    /// Waits for an article.
    pub fn wait_for(&mut self, id: EntryId) {
        if self.shown.id() != Some(id) {
            self.put_away();
            self.shown = Shown::Waiting(id);
        }
    }

    /// Shows what the loader answered, if it is still wanted.
    pub fn answer(&mut self, id: EntryId, answer: Result<Arc<Article>, Failure>) {
        if !matches!(self.shown, Shown::Waiting(wanted) if wanted == id) {
            return;
        }
        match answer {
            Ok(article) => {
                self.anchor = self.places.get(&id).copied();
                self.long = article.body.iter().map(|block| block.text().len()).sum::<usize>() > AT_ONCE;
                self.shown = Shown::Article(id, article);
                self.folded = None;
                self.find_anew();
            }
            Err(reason) => self.shown = Shown::Failed(id, reason),
        }
    }

    /// Shows nothing.
    pub fn close(&mut self) {
        self.put_away();
        self.shown = Shown::Nothing;
    }

    fn put_away(&mut self) {
        if let (Some(id), Some(anchor)) = (self.shown.id(), self.anchor) {
            self.places.insert(id, anchor);
        }
        self.page = None;
        self.anchor = None;
        self.pending = 0;
        self.target = None;
        self.cut = false;
        self.code_scroll = 0;
        self.selection = None;
        self.matches = Matches::default();
        self.sought = None;
        self.unasked = false;
    }

    /// Makes the page if need be, applies what is pending, and clamps: once a frame, before drawing.
    pub fn settle(&mut self, room: Viewport, settings: &Settings, words: &'static Words, pace: Pace) {
        let Shown::Article(id, article) = &self.shown else { return };
        let locale = article.meta.lang.as_ref().map_or(Locale::default(), |tag| Locale::from_tag(tag));
        let labels = Labels { image: words.image, related: words.related };
        let key =
            PageKey { id: *id, cut: self.cut, style: settings.page_style(room.measure, room.hang, locale, labels) };
        self.rows = room.reader_rows.max(1);
        let turned = self.page.as_ref().is_none_or(|(known, _)| *known != key);
        if turned {
            let page = self.page_for(key, &Arc::clone(article), words, pace);
            self.top = page.locate(self.anchor.unwrap_or(Anchor::TOP));
            self.page = Some((key, page));
        }
        let Some((_, page)) = &self.page else { return };
        let page = Rc::clone(page);
        let lowest = page.last_top(self.rows);
        let moves = self.pending != 0 || self.target.is_some();
        let (from, searched) = (self.top, self.target.is_some());
        let mut top = page.moved(self.top, std::mem::take(&mut self.pending));
        if let Some(target) = self.target.take() {
            top = self.showing(&page, top, target);
        }
        self.top = top.min(lowest);
        self.progress = match () {
            () if turned || searched || self.top < from => Some(Progress::Elsewhere),
            () if self.top > from => Some(self.read_between(&page, from)),
            () => self.progress,
        };
        // The anchor follows the screen only when the reader moves: a page that is too short for the place, for a
        // while, must not lose it.
        if moves || self.anchor.is_none() {
            self.anchor = Some(page.anchor(self.top));
        }
    }

    fn page_for(&mut self, key: PageKey, article: &Arc<Article>, words: &'static Words, pace: Pace) -> Rc<Page> {
        if let Some(at) = self.pages.iter().position(|(known, _)| *known == key)
            && let Some((_, page)) = self.pages.remove(at)
        {
            self.pages.push_front((key, Rc::clone(&page)));
            return page;
        }
        let page = Rc::new(article_page(article, key.cut, key.style, words, pace));
        self.pages.push_front((key, Rc::clone(&page)));
        self.pages.truncate(PAGES);
        page
    }

    /// The top row that shows `target`, moving no more than need be: a target off the screen comes to its upper third.
    fn showing(&self, page: &Page, top: RowId, target: Anchor) -> RowId {
        let row = page.locate(target);
        let bottom = page.moved(top, isize::try_from(self.rows).unwrap_or(1) - 1);
        if top <= row && row <= bottom {
            return top;
        }
        page.moved(row, -isize::try_from(self.rows / 3).unwrap_or(0))
    }

    /// What scrolling down from `from` to the top of the screen was: reading, if it was not much more than a screen.
    fn read_between(&self, page: &Page, from: RowId) -> Progress {
        let screens = isize::try_from(self.rows * 3 / 2).unwrap_or(isize::MAX);
        if page.moved(from, screens) < self.top {
            return Progress::Elsewhere;
        }
        let rows = page.rows_from(from).take_while(|(id, _)| *id < self.top);
        let pieces = rows.flat_map(|(_, row)| row.pieces.as_slice().iter().map(|piece| (row.part, piece.row)));
        Progress::ReadOn(pieces.map(|(part, row)| count_zi(&page.text(part)[row.start..row.text_end])).sum())
    }

    /// What the reader did since this was asked last.
    pub fn take_progress(&mut self) -> Option<Progress> {
        self.progress.take()
    }

    /// The page on the screen.
    pub fn page(&self) -> Option<&Rc<Page>> {
        self.page.as_ref().map(|(_, page)| page)
    }

    /// The first row on the screen.
    pub fn top(&self) -> RowId {
        self.top
    }

    /// The place at the top of the screen.
    pub fn anchor(&self) -> Anchor {
        self.anchor.unwrap_or(Anchor::TOP)
    }

    /// Goes back to a place at the next settling.
    pub fn go_to(&mut self, anchor: Anchor) {
        if let Some(page) = self.page() {
            self.top = page.locate(anchor);
        }
        self.anchor = Some(anchor);
        self.pending = 0;
        self.target = None;
    }

    /// Scrolls by rows at the next settling.
    pub fn scroll(&mut self, rows: isize) {
        self.pending = self.pending.saturating_add(rows);
    }

    /// Scrolls by part of a screen, with two rows in common where it is a whole one.
    pub fn scroll_pages(&mut self, halves: isize) {
        let rows = isize::try_from(self.rows).unwrap_or(1);
        let step = if halves.abs() == 1 { rows / 2 } else { rows - 2 };
        self.scroll(step.max(1) * halves.signum());
    }

    /// To the first row.
    pub fn to_top(&mut self) {
        self.go_to(Anchor::TOP);
    }

    /// To the last row.
    pub fn to_end(&mut self) {
        if let Some(page) = self.page().cloned() {
            self.top = page.last();
            self.pending = 0;
            self.anchor = Some(page.anchor(page.last_top(self.rows)));
        }
    }

    /// To the next heading or the one before; says whether there is one.
    pub fn to_heading(&mut self, forward: bool) -> bool {
        let (Some(article), Some(page)) = (self.article(), self.page()) else { return false };
        // A heading stands at the top of the screen with the blank rows before it.
        let here = page.anchor(self.top);
        let at = match here.part {
            Part::Head(_) => None,
            Part::Cut { before: BlockIx(at), .. } => at.checked_sub(1).map(|block| (block, usize::MAX)),
            Part::Body(BlockIx(at)) => Some((at, here.byte)),
            Part::Tail(_) => Some((article.body.len(), 0)),
        };
        let mut headings = article.body.iter().enumerate().filter(|(_, b)| matches!(b.kind, BlockKind::Heading { .. }));
        let found = match forward {
            true => headings.find(|&(i, _)| at.is_none_or(|(block, _)| i > block)),
            false => headings.rfind(|&(i, _)| at.is_some_and(|(block, byte)| i < block || i == block && byte > 0)),
        };
        let Some((block, _)) = found else { return false };
        let before = page.anchor(self.top);
        let anchor = Anchor { part: Part::Body(BlockIx(block)), byte: 0 };
        let lowest = page.last_top(self.rows);
        if forward && page.locate(before) >= lowest {
            return false;
        }
        self.go_to(anchor);
        true
    }

    /// Shows what was cut, in its places, or hides it again. The place on the screen stays; says how much was cut, or
    /// nothing when it is hidden.
    pub fn toggle_cut(&mut self) -> Option<usize> {
        let cut = self.article()?.removed.len();
        self.cut = !self.cut;
        self.cut.then_some(cut)
    }

    /// Whether what was cut is shown.
    pub fn shows_cut(&self) -> bool {
        self.cut
    }

    /// The cells by which code is scrolled to the left.
    pub fn code_scroll(&self) -> u32 {
        self.code_scroll
    }

    /// Scrolls code sideways.
    pub fn scroll_code(&mut self, right: bool) {
        self.code_scroll = match right {
            true => self.code_scroll + CODE_STEP,
            false => self.code_scroll.saturating_sub(CODE_STEP),
        };
    }

    /// Searches the article, from a place on; `None` clears the search.
    pub fn search(&mut self, query: Option<Arc<Query>>, from: Anchor) {
        self.query = query;
        self.sought = self.query.as_ref().map(|_| match self.shown {
            Shown::Waiting(_) => Sought::Here,
            _ => Sought::From(from),
        });
        self.find_anew();
    }

    /// Searches the article that is being opened, and shows the match at a place of it.
    pub fn search_at(&mut self, query: Arc<Query>, place: Option<Anchor>) {
        self.query = Some(query);
        self.sought = Some(place.map_or(Sought::Here, Sought::From));
        self.find_anew();
    }

    /// Puts back what was searched for and where the reader was, in an article that may still be read.
    pub fn put_back(&mut self, query: Option<Arc<Query>>, anchor: Anchor) {
        self.query = query;
        self.sought = None;
        self.find_anew();
        match self.shown {
            Shown::Waiting(id) => _ = self.places.insert(id, anchor),
            _ => self.go_to(anchor),
        }
    }

    fn find_anew(&mut self) {
        self.matches.set_current(None);
        self.unasked = false;
        self.number += 1;
        let (Some(query), Shown::Article(id, article)) = (&self.query, &self.shown) else {
            self.matches = Matches::default();
            return;
        };
        if self.long {
            // What was found before stays until the answer comes: nothing flickers.
            self.unasked = true;
            return;
        }
        if self.folded.as_ref().is_none_or(|(known, _)| known != id) {
            self.folded = Some((*id, FoldedArticle::new(article)));
        }
        let Some((_, folded)) = &self.folded else { return };
        let found = query.find(&folded.document(article, Facts::default())).unwrap_or_default();
        self.take_found(found);
    }

    /// The question that has to be asked elsewhere, once.
    pub fn question(&mut self) -> Option<(u64, EntryId, Arc<Query>)> {
        if !std::mem::take(&mut self.unasked) {
            return None;
        }
        let id = self.shown.id().filter(|_| self.article().is_some())?;
        Some((self.number, id, Arc::clone(self.query.as_ref()?)))
    }

    /// The answer to a question; one that is stale is passed over.
    pub fn found(&mut self, number: u64, found: Found) {
        if number == self.number {
            self.take_found(found);
        }
    }

    fn take_found(&mut self, found: Found) {
        self.matches = Matches::new(found);
        let Some(sought) = self.sought.take() else { return };
        if self.matches.is_empty() {
            return;
        }
        let at = match sought {
            Sought::Here => None,
            Sought::From(from) => self.matches.from(from),
        };
        self.show_match(at.unwrap_or(self.matches.first()));
    }

    /// Whether an answer is still awaited.
    pub fn is_looking(&self) -> bool {
        self.sought.is_some() && self.query.is_some()
    }

    /// Selects from one place to another, both ends with them; nothing where they are not in one block.
    pub fn select(&mut self, from: Anchor, to: Anchor) {
        self.selection = None;
        let (Part::Body(block), Some(article)) = (from.part, self.article()) else { return };
        let Some(text) = article.body.get(block.0).map(|block| block.text()) else { return };
        if to.part == from.part {
            let (start, last) = (from.byte.min(to.byte), from.byte.max(to.byte));
            let end = text
                .get(last..)
                .and_then(|rest| rest.graphemes(true).next())
                .map_or(last, |last_of| last + last_of.len());
            self.selection = Some((block, start..end)).filter(|(_, range)| text.get(range.clone()).is_some());
        }
    }

    /// Selects the word at a place.
    pub fn select_word(&mut self, at: Anchor) {
        self.selection = None;
        let (Part::Body(block), Some(article)) = (at.part, self.article()) else { return };
        let text = article.body.get(block.0).map_or("", |block| block.text());
        self.selection = word_at(text, at.byte).map(|range| (block, range));
    }

    /// Selects nothing any more; says whether anything was.
    pub fn unselect(&mut self) -> bool {
        self.selection.take().is_some()
    }

    /// What is selected.
    pub fn selection(&self) -> Option<&(BlockIx, Range<usize>)> {
        self.selection.as_ref()
    }

    /// The text that is selected, on one line.
    pub fn selected_text(&self) -> Option<String> {
        let (block, range) = self.selection.as_ref()?;
        let text = self.article()?.body.get(block.0)?.text().get(range.clone())?;
        Some(text.replace(['\n', '\t'], " "))
    }

    /// Goes to a match by its number.
    pub fn go_to_match(&mut self, at: usize) {
        if at < self.matches.len() {
            self.show_match(at);
        }
    }

    /// Brings a place onto the screen at the next settling.
    pub fn show(&mut self, anchor: Anchor) {
        self.target = Some(anchor);
    }

    fn show_match(&mut self, at: usize) {
        self.matches.set_current(Some(at));
        self.target = self.matches.anchor(at);
    }

    /// To the next match or the one before, around the end.
    pub fn walk(&mut self, forward: bool) -> Walked {
        let Some(last) = self.matches.len().checked_sub(1) else { return Walked::Nowhere };
        // After the search was kept while another article was opened: from the screen on.
        let next = match (self.matches.current(), forward) {
            (Some(at), true) => Some(at + 1).filter(|&at| at <= last),
            (Some(at), false) => at.checked_sub(1),
            (None, true) => self.matches.from(self.anchor()),
            (None, false) => self.matches.before(self.anchor()),
        };
        self.show_match(next.unwrap_or(if forward { 0 } else { last }));
        if next.is_some() { Walked::There } else { Walked::Around }
    }

    /// The search.
    pub fn query(&self) -> Option<&Arc<Query>> {
        self.query.as_ref()
    }

    /// What was found.
    pub fn matches(&self) -> &Matches {
        &self.matches
    }

    /// How far the reader is, in per cent: 0 at the top, 100 where the end is on the screen.
    pub fn percent(&self) -> Option<u8> {
        let page = self.page()?;
        let lowest = page.last_top(self.rows);
        if self.top >= lowest {
            return Some(100);
        }
        let whole = page.fraction(page.anchor(lowest)).max(f64::MIN_POSITIVE);
        Some((page.fraction(page.anchor(self.top)) / whole * 100.0).min(99.0) as u8)
    }
}
