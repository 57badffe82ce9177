//! An *overlay*: rows over everything else: the keys, the details of an article, its matches, the keywords, key terms. What
//! each shows and what its keys do stands in a file of its own under `overlays`.

use std::ops::Range;
use std::sync::Arc;

use super::keys::Context;
use super::links::Link;
use super::motion::Motion;
use super::open_book::OpenBook;
use super::pictures::PictureOverlay;
use super::remote::Remote;
use crate::model::{AnnotationId, Definitions, EntryId, HighlightColour, RequestId, SafeText, Statistics};
use crate::search::{Query, Slot};

/// The key terms of an article, and how often it has each.
pub type KeyTerms = Vec<(SafeText, usize)>;

/// What lies over the screen.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// The key table.
    Help(Window),
    /// Everything that is known about an article.
    Details(EntryId, Window),
    /// The matches in the article.
    Matches(Window),
    /// The keywords.
    Keywords(Window),
    /// The key terms of an article.
    Terms {
        /// The article.
        article: EntryId,
        /// The request; it may be answered twice, the second time weighed against the archive.
        request: RequestId,
        /// The terms.
        terms: Remote<KeyTerms>,
        /// The rows on the screen.
        window: Window,
    },
    /// The order of the list and its groups.
    Arrangement(Window),
    /// The headings of the article; of a chapter the others of its book around them.
    Outline {
        /// The book that the article is a chapter of.
        book: OpenBook,
        /// The rows on the screen.
        window: Window,
    },
    /// The links of an article.
    Links {
        /// The article.
        article: EntryId,
        /// Its links.
        links: Vec<Link>,
        /// The rows on the screen.
        window: Window,
    },
    /// What was highlighted and noted.
    Notes {
        /// In everything, and not only in the article.
        everywhere: bool,
        /// Which they are.
        rows: Vec<AnnotationId>,
        /// The rows on the screen.
        window: Window,
    },
    /// The saved searches.
    Saved(Window),
    /// What of the article can be copied.
    Copying(Window),
    /// What was read.
    Statistics(Box<Statistics>, Window),
    /// A picture of the article.
    Picture(Box<PictureOverlay>, Window),
    /// What was said at the bottom of the screen.
    Messages(Window),
    /// What the dictionaries say of a word.
    Dictionary {
        /// What was looked up.
        asked: SafeText,
        /// What was looked up before it, the last one last.
        before: Vec<SafeText>,
        /// What was found.
        answer: Remote<Box<Definitions>>,
        /// The rows on the screen.
        window: Window,
    },
}

/// The rows of an overlay that are on the screen.
#[derive(Clone, Debug, Default)]
pub struct Window {
    pub(super) top: usize,
    /// The selected row, where rows are selected.
    pub(super) selected: usize,
    /// How many rows there are in all.
    pub(super) count: usize,
    pub(super) lines: Vec<OverlayLine>,
    /// How many rows are on the screen at once.
    pub(super) shown: usize,
    /// What the rows that are shown have in them.
    pub(super) filter: Option<Arc<Query>>,
    /// The numbers of those rows among all, where there is a filter.
    pub(super) fitting: Option<Vec<usize>>,
}

/// One row of an overlay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OverlayLine {
    /// What stands at its left; empty where the row goes on from the one above.
    pub label: String,
    /// What it says.
    pub text: String,
    /// Whether it is the heading of the rows below.
    pub heading: bool,
    /// What is lit in its text, as a match.
    pub lit: Vec<Range<usize>>,
    /// What of its text is the point.
    pub strong: Range<usize>,
    /// What of its text is not the point.
    pub quiet: Range<usize>,
    /// What stands at its right end.
    pub end: String,
    /// The colour of its label.
    pub slot: Option<Slot>,
    /// The colour of the highlight that it is.
    pub colour: Option<HighlightColour>,
    /// Whether it is the selected one.
    pub selected: bool,
}

impl Overlay {
    /// Where its keys are looked up.
    pub fn context(&self) -> Context {
        match self {
            Self::Help(_) => Context::Help,
            Self::Details(..) => Context::Details,
            Self::Matches(_) => Context::Matches,
            Self::Keywords(_) => Context::Keywords,
            Self::Terms { .. } => Context::Terms,
            Self::Arrangement(_) => Context::Arrangement,
            Self::Outline { .. } => Context::Outline,
            Self::Links { .. } => Context::Links,
            Self::Notes { .. } => Context::Notes,
            Self::Saved(_) => Context::Saved,
            Self::Copying(_) => Context::Copying,
            Self::Statistics(..) => Context::Statistics,
            Self::Messages(_) => Context::Messages,
            Self::Dictionary { .. } => Context::Dictionary,
            Self::Picture(..) => Context::Picture,
        }
    }

    /// Whether one of its rows is selected.
    pub fn has_selection(&self) -> bool {
        match self {
            Self::Help(_)
            | Self::Details(..)
            | Self::Statistics(..)
            | Self::Dictionary { .. }
            | Self::Messages(_)
            | Self::Picture(..) => false,
            Self::Matches(_)
            | Self::Keywords(_)
            | Self::Terms { .. }
            | Self::Arrangement(_)
            | Self::Outline { .. }
            | Self::Links { .. }
            | Self::Notes { .. }
            | Self::Saved(_)
            | Self::Copying(_) => true,
        }
    }

    /// Its rows.
    pub fn window(&self) -> &Window {
        match self {
            Self::Help(window)
            | Self::Details(_, window)
            | Self::Statistics(_, window)
            | Self::Picture(_, window)
            | Self::Matches(window)
            | Self::Keywords(window)
            | Self::Terms { window, .. }
            | Self::Outline { window, .. }
            | Self::Links { window, .. }
            | Self::Notes { window, .. }
            | Self::Dictionary { window, .. }
            | Self::Messages(window)
            | Self::Arrangement(window)
            | Self::Saved(window)
            | Self::Copying(window) => window,
        }
    }

    pub(super) fn window_mut(&mut self) -> &mut Window {
        match self {
            Self::Help(window)
            | Self::Details(_, window)
            | Self::Statistics(_, window)
            | Self::Picture(_, window)
            | Self::Matches(window)
            | Self::Keywords(window)
            | Self::Terms { window, .. }
            | Self::Outline { window, .. }
            | Self::Links { window, .. }
            | Self::Notes { window, .. }
            | Self::Dictionary { window, .. }
            | Self::Messages(window)
            | Self::Arrangement(window)
            | Self::Saved(window)
            | Self::Copying(window) => window,
        }
    }

    /// Moves by a motion among `rows` rows, of which `page` are on the screen.
    pub(super) fn go(&mut self, motion: Motion, page: usize, rows: usize) {
        let has_selection = self.has_selection();
        let window = self.window_mut();
        let (place, places) = match has_selection {
            true => (&mut window.selected, rows),
            false => (&mut window.top, (rows + 1).saturating_sub(page)),
        };
        *place = motion.step(page).from(*place, places);
    }
}

impl Window {
    /// With another row selected than the first.
    pub(super) fn at(selected: usize) -> Self {
        Self { selected, top: selected.saturating_sub(3), ..Self::default() }
    }

    /// The rows on the screen.
    pub fn lines(&self) -> &[OverlayLine] {
        &self.lines
    }

    /// The number of the selected row, and how many there are.
    pub fn position(&self) -> (usize, usize) {
        (self.selected, self.count)
    }

    /// What the rows that are shown have in them; nothing where all are shown.
    pub fn filter(&self) -> Option<&str> {
        self.filter.as_deref().map(Query::pattern)
    }

    /// The number that a shown row has among all.
    pub(super) fn among_all(&self, row: usize) -> Option<usize> {
        self.fitting.as_ref().map_or(Some(row), |fitting| fitting.get(row).copied())
    }

    /// How far down the rows are that are shown, of so many in all: 100 where the last is among them. None where all are.
    pub fn percent_of(&self, count: usize) -> Option<usize> {
        let below = count.saturating_sub(self.top + self.shown);
        (self.top > 0 || below > 0).then(|| 100 * self.top / (self.top + below).max(1))
    }

    /// The first row on the screen.
    pub fn top(&self) -> usize {
        self.top
    }
}
