//! The *reader pane*: one article on its page, the place on the screen, and what was found in it.
//!
//! The position is a place in the text (the anchor) plus the rows that are still to be scrolled; it is clamped once a
//! frame, in [`ReaderPane::settle`]. Resizing, another measure or another style change the page under the anchor and
//! never the anchor, so that going there and back shows the same place.

mod aloud;
mod find;
mod outline;
mod position;
mod progress;
mod selection;
pub(super) mod text_unit;

use std::collections::{HashMap, VecDeque};
use std::hash::{Hash, Hasher};
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHasher;

use crate::model::{Article, BlockIx, EntryId, Failure, Words};
use crate::search::StoredArticle;
use crate::text::page::{Anchor, Labels, Page, PagePart, PageStyle, RowId};
use crate::text::{Locale, Pace, Settings, article_page};

use super::highlights::{Highlights, Sought};
use super::matches::Matches;
use super::viewport::Viewport;
use position::PendingMoves;
use selection::TextSelection;

pub use progress::Progress;
pub(super) use selection::body_from;
pub use text_unit::TextUnit;

/// How many pages are kept: going back to an article, or to a measure, costs nothing.
const PAGES: usize = 12;
/// The bytes of text that the pages kept may hold beside the one on the screen. A page holds its article.
const PAGES_TEXT: usize = 4 << 20;

/// What the reader pane shows.
#[derive(Clone, Debug, Default)]
pub enum Shown {
    /// Nothing was opened yet.
    #[default]
    Nothing,
    /// An article that was asked for.
    Waiting(EntryId),
    /// The file is no article; why.
    Failed(EntryId, Failure),
    /// An article.
    Article(EntryId, Arc<StoredArticle>),
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

/// What makes a page: the article, what is shown of it, and how it is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct PageKey {
    id: EntryId,
    cut: bool,
    style: PageStyle,
    /// The rows of its pictures, as a number.
    pictures: u64,
}

/// A place in the article, and the row it was on, which is meant as long as the page is the same: a blank row has no
/// place in the text of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ReaderPosition {
    anchor: Anchor,
    row: Option<(PageKey, RowId)>,
}

/// How an article was left, to be shown so again.
#[derive(Clone, Debug)]
struct LeftAt {
    position: ReaderPosition,
    cut: bool,
    code_scroll: u32,
    selection: Option<TextSelection>,
    current: Option<usize>,
}

/// The reader pane's state.
#[derive(Default)]
pub struct ReaderPane {
    shown: Shown,
    pages: VecDeque<(PageKey, Rc<Page>)>,
    page: Option<(PageKey, Rc<Page>)>,
    anchor: Option<Anchor>,
    top: RowId,
    /// The row that the reader went to: it is at the top of every screen that is not too long for the text behind it.
    meant: RowId,
    /// The row that is meant by the anchor, if the next page is this one.
    resume: Option<(PageKey, RowId)>,
    pending: PendingMoves,
    /// Where turning pages led to, in two columns: the last of them may be only partly full.
    turned_to: Option<RowId>,
    /// To be brought onto the screen at the next settling.
    sought_anchor: Option<Anchor>,
    /// To be gone to when the page is there: per cent of the text.
    target_percent: Option<usize>,
    left: HashMap<EntryId, LeftAt>,
    /// A place in the whole article that is to be gone to when all of it is there.
    expected: Option<Anchor>,
    cut: bool,
    highlights: Highlights,
    selection: Option<TextSelection>,
    /// Whether keys move an end of the selection.
    selecting: bool,
    code_scroll: u32,
    /// The rows on the screen, in all columns.
    rows: usize,
    columns: usize,
    /// The headings of the article.
    headings: Vec<BlockIx>,
    progress: Option<Progress>,
    /// Where what is shown is only the two ends of the article, and the rest is being read: the first block of the end.
    seam: Option<BlockIx>,
    /// Where in the whole the reader meant to go by going to a place in the ends: per cent of the text.
    meant_percent: Option<usize>,
}

impl ReaderPane {
    /// What is shown.
    pub fn shown(&self) -> &Shown {
        &self.shown
    }

    /// The article on the screen.
    pub fn article(&self) -> Option<&Arc<Article>> {
        match &self.shown {
            Shown::Article(_, stored) => Some(stored.article()),
            _ => None,
        }
    }

    /// Whether an article is waited for.
    pub fn is_waiting(&self) -> bool {
        matches!(self.shown, Shown::Waiting(_))
    }

    /// Waits for an article.
    pub fn wait_for(&mut self, id: EntryId) {
        if self.shown.id() != Some(id) {
            self.put_away();
            self.shown = Shown::Waiting(id);
        }
    }

    /// Shows what an article is now that is open, in the same place; says whether it is another one.
    pub fn renew(&mut self, id: EntryId, article: &Arc<StoredArticle>) -> bool {
        let is_same = |before: &StoredArticle| {
            Arc::ptr_eq(before.article(), article.article()) || before.article() == article.article()
        };
        match &self.shown {
            // The whole that takes the place of its ends is no other article.
            Shown::Article(own, before) if *own == id && self.seam.is_none() && !is_same(before) => {}
            _ => return false,
        }
        self.put_away();
        // They are of what it was.
        self.pages.retain(|(key, _)| key.id != id);
        self.shown = Shown::Waiting(id);
        self.answer(id, Ok(Arc::clone(article)))
    }

    /// Shows the two ends of an article, until the whole comes; says whether it is the one that is waited for.
    pub fn show_excerpt(&mut self, id: EntryId, article: Arc<StoredArticle>, seam: BlockIx) -> bool {
        if !matches!(self.shown, Shown::Waiting(wanted) if wanted == id) {
            return false;
        }
        let left_at = self.left.get(&id).map(|left| left.position.anchor.part);
        if left_at.is_some_and(|part| matches!(part, PagePart::Body(block) if block >= seam)) {
            // The place that is gone back to is not in the ends: another one is not shown for it.
            return false;
        }
        self.seam = Some(seam);
        self.shown = Shown::Article(id, article);
        if let Some(left) = self.left.get(&id).cloned() {
            self.anchor = Some(left.position.anchor);
            (self.cut, self.code_scroll, self.selection) = (left.cut, left.code_scroll, left.selection);
            let number = left.current.map(Sought::Number);
            self.highlights.sought = self.highlights.sought.or(number);
        }
        // What is sought is sought in the whole.
        if self.highlights.sought.is_none() {
            self.find_anew();
        }
        true
    }

    /// Shows an answer; says whether it is the one that is waited for.
    pub fn answer(&mut self, id: EntryId, answer: Result<Arc<StoredArticle>, Failure>) -> bool {
        match self.shown {
            Shown::Waiting(wanted) if wanted == id => {}
            Shown::Article(wanted, _) if wanted == id && self.seam.is_some() => return self.complete(id, answer),
            _ => return false,
        }
        match answer {
            Ok(article) => {
                self.shown = Shown::Article(id, article);
                if let Some(left) = self.left.get(&id).cloned() {
                    (self.anchor, self.resume) = (Some(left.position.anchor), left.position.row);
                    (self.cut, self.code_scroll, self.selection) = (left.cut, left.code_scroll, left.selection);
                    let number = left.current.map(Sought::Number);
                    self.highlights.sought = self.highlights.sought.or(number);
                }
                self.find_anew();
            }
            Err(reason) => self.shown = Shown::Failed(id, reason),
        }
        true
    }

    /// Puts the whole article in the place of its ends. The reader stays where the reader is.
    fn complete(&mut self, id: EntryId, answer: Result<Arc<StoredArticle>, Failure>) -> bool {
        let ends = self.article().map_or(0, |article| article.body.len());
        // It may be of blocks that have other numbers in the whole.
        self.unselect();
        let is_of_whole = self.expected.take().is_some_and(|expected| self.anchor == Some(expected));
        if let (Ok(whole), Some(seam), Some(anchor)) = (&answer, self.seam.take(), &mut self.anchor)
            && let PagePart::Body(block) = &mut anchor.part
            && (seam.0..ends).contains(&block.0)
            && !is_of_whole
        {
            // As far from the end as before.
            block.0 = (whole.article().body.len() + block.0).saturating_sub(ends);
        }
        self.seam = None;
        self.page = None;
        self.pages.retain(|(key, _)| key.id != id);
        self.target_percent = self.meant_percent.take();
        self.shown = match answer {
            Ok(article) => Shown::Article(id, article),
            Err(reason) => Shown::Failed(id, reason),
        };
        self.find_anew();
        true
    }

    /// Shows nothing.
    pub fn close(&mut self) {
        self.put_away();
        self.shown = Shown::Nothing;
    }

    fn put_away(&mut self) {
        if let (Some(id), Some(_)) = (self.shown.id(), self.anchor) {
            let position = self.position();
            let (cut, code_scroll, selection) = (self.cut, self.code_scroll, self.selection.take());
            let current = self.highlights.matches.current();
            self.left.insert(id, LeftAt { position, cut, code_scroll, selection, current });
        }
        if let (Some(id), Some(_)) = (self.shown.id(), self.seam.take()) {
            // Its pages are of the ends only.
            self.pages.retain(|(key, _)| key.id != id);
        }
        self.meant_percent = None;
        self.expected = None;
        self.page = None;
        self.headings.clear();
        self.anchor = None;
        self.resume = None;
        self.pending = PendingMoves::default();
        self.turned_to = None;
        self.sought_anchor = None;
        self.target_percent = None;
        self.cut = false;
        self.code_scroll = 0;
        self.unselect();
        let query = self.highlights.query.take();
        self.highlights = Highlights { query, ..Highlights::default() };
    }

    /// Makes the page if need be, applies what is pending, and clamps: once a frame, before drawing.
    /// `pictures` has the rows that each picture takes.
    pub fn settle(
        &mut self,
        viewport: Viewport,
        settings: &Settings,
        words: &'static Words,
        pace: Pace,
        pictures: &[u16],
    ) {
        let Shown::Article(id, stored) = &self.shown else { return };
        let article = stored.article();
        let locale = article.meta.lang.as_ref().map_or(Locale::default(), |tag| Locale::from_tag(tag));
        let labels = Labels::of(words);
        let key = PageKey {
            id: *id,
            cut: self.cut,
            style: settings.page_style(viewport.measure, viewport.hang, locale, labels),
            pictures: number_of(pictures),
        };
        (self.rows, self.columns) = (viewport.reader_rows.max(1), viewport.columns.max(1));
        let turned = self.page.as_ref().is_none_or(|(known, _)| *known != key);
        if turned {
            let page = self.page_for(key, &Arc::clone(article), words, pace, pictures);
            let resumed = self.resume.take().filter(|(known, _)| *known == key).map(|(_, row)| row);
            let meant = || page.with_readings(page.locate(self.anchor.unwrap_or(Anchor::TOP)));
            let meant = resumed.unwrap_or_else(meant);
            self.turned_to = resumed.or(self.turned_to).map(|_| meant);
            self.stand_at(meant);
            self.page = Some((key, page));
            self.list_headings();
        }
        let Some((_, page)) = &self.page else { return };
        let page = Rc::clone(page);
        let lowest = page.last_top(self.rows);
        if let Some(percent) = self.target_percent.take() {
            self.go_to(self.at_percent(&page, percent));
        }
        let pending = std::mem::take(&mut self.pending);
        let moves = pending != PendingMoves::default() || self.sought_anchor.is_some();
        let (from, searched) = (self.top, self.sought_anchor.is_some());
        let limit = self.turned_to.filter(|_| self.columns > 1).map_or(lowest, |turned| lowest.max(turned));
        if moves {
            let mut top = page.moved(self.top, pending.rows);
            if let Some(target) = self.sought_anchor.take() {
                top = self.showing(&page, top, target);
            }
            self.stand_at(top.min(limit));
            self.turn(&page, pending.pages);
        } else {
            self.top = self.meant.min(limit);
        }
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

    fn page_for(
        &mut self,
        key: PageKey,
        article: &Arc<Article>,
        words: &'static Words,
        pace: Pace,
        pictures: &[u16],
    ) -> Rc<Page> {
        let page = match self.pages.iter().position(|(known, _)| *known == key).and_then(|at| self.pages.remove(at)) {
            Some((_, page)) => page,
            None => Rc::new(article_page(article, (key.cut, pictures), key.style, words, pace)),
        };
        self.pages.push_front((key, Rc::clone(&page)));
        self.pages.truncate(PAGES);
        let mut text = 0;
        let kept = self.pages.iter().skip(1).take_while(|(_, page)| {
            text += page.bytes();
            text <= PAGES_TEXT
        });
        let kept = kept.count();
        self.pages.truncate(1 + kept);
        page
    }

    /// What the reader did since this was asked last.
    pub fn take_progress(&mut self) -> Option<Progress> {
        self.progress.take()
    }

    /// The page on the screen.
    pub fn page(&self) -> Option<&Rc<Page>> {
        self.page.as_ref().map(|(_, page)| page)
    }

    /// Shows what was cut, in its places, or hides it again. The place on the screen stays; says how much was cut, or
    /// nothing when it is hidden.
    pub fn toggle_cut(&mut self) -> Option<usize> {
        let cut = self.article()?.removed.len();
        self.cut = !self.cut;
        self.cut.then_some(cut)
    }

    /// What was found.
    pub fn matches(&self) -> &Matches {
        &self.highlights.matches
    }
}

/// A number for the rows of pictures: another one for others.
fn number_of(pictures: &[u16]) -> u64 {
    let mut hasher = FxHasher::default();
    pictures.hash(&mut hasher);
    hasher.finish()
}
