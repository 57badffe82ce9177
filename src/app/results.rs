//! The *results* screen: what was asked of the whole archive, and where the reader was before it came up.

use super::hit_list::{HitList, Order};
use super::list::ListSnapshot;
use super::location::Location;
use super::passage_list::PassageList;

/// The results of a search in all articles.
#[derive(Debug)]
pub struct Results {
    /// What answers; `None` while nothing has been asked yet.
    pub hits: Option<HitList>,
    /// The hits of the selected one of these, beside them where there is room.
    pub passages: PassageList,
    /// The order in which the next answers are shown.
    pub(super) order: Order,
    /// Where the reader was, to be led back there.
    pub(super) came_from: Location,
    /// Whether the list was hidden there, and what was selected in it: alone on the screen it may have had another
    /// entry selected than the article that was shown last.
    pub(super) list_hidden: bool,
    pub(super) selection: ListSnapshot,
    /// Whether the list is hidden beside an article that is read from the results.
    pub(super) reading_alone: bool,
}

impl Results {
    /// A screen on which nothing has been asked.
    pub(super) fn new(came_from: Location, list_hidden: bool, selection: ListSnapshot) -> Self {
        Self {
            hits: None,
            passages: PassageList::default(),
            order: Order::default(),
            came_from,
            list_hidden,
            selection,
            reading_alone: list_hidden,
        }
    }
}
