//! The *results*: articles of the whole archive that answer a query, live while one types.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::{EntryId, Timestamp};
use crate::search::Query;
use crate::search::SearchHit;

/// The order of results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The best first.
    #[default]
    Relevance,
    /// The newest first.
    Date,
}

/// The results of one query.
#[derive(Debug)]
pub struct Results {
    query: Arc<Query>,
    number: u64,
    order: Order,
    all: Vec<(SearchHit, Option<Timestamp>)>,
    known: HashMap<EntryId, usize>,
    selected: usize,
    /// Whether the reader has moved among the results; until then the first is selected, whatever comes.
    chosen: bool,
    top: usize,
    searched: usize,
}

impl Results {
    /// No results yet.
    pub(super) fn new(query: Arc<Query>, number: u64, order: Order) -> Self {
        Self {
            query,
            number,
            order,
            all: Vec::new(),
            known: HashMap::new(),
            selected: 0,
            chosen: false,
            top: 0,
            searched: 0,
        }
    }

    /// Takes results in; those of another question are passed over. `published` tells when an article was.
    pub(super) fn take(
        &mut self,
        number: u64,
        results: Vec<SearchHit>,
        searched: usize,
        published: impl Fn(EntryId) -> Option<Timestamp>,
    ) {
        if number != self.number {
            return;
        }
        let selected = self.selected().map(|outcome| outcome.id);
        for outcome in results {
            if self.known.insert(outcome.id, 0).is_none() {
                let at = published(outcome.id);
                self.all.push((outcome, at));
            }
        }
        self.searched = searched;
        self.sort(selected);
    }

    fn sort(&mut self, selected: Option<EntryId>) {
        match self.order {
            Order::Relevance => {
                self.all.sort_by(|(a, at), (b, bt)| b.score.total_cmp(&a.score).then(bt.cmp(at)).then(a.id.cmp(&b.id)));
            }
            Order::Date => self.all.sort_by(|(a, at), (b, bt)| bt.cmp(at).then(a.id.cmp(&b.id))),
        }
        let place = selected.and_then(|id| self.all.iter().position(|(outcome, _)| outcome.id == id));
        self.selected = place.filter(|_| self.chosen).unwrap_or(0);
    }

    /// Whether there is a first answer, be it that nothing was found.
    pub fn answered(&self) -> bool {
        self.searched > 0
    }

    /// What was asked.
    pub fn query(&self) -> &Arc<Query> {
        &self.query
    }

    /// The number of the question.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// How many articles have been looked through.
    pub fn searched(&self) -> usize {
        self.searched
    }

    /// The order.
    pub fn order(&self) -> Order {
        self.order
    }

    /// The other order; the same result stays selected.
    pub(super) fn toggle_order(&mut self) {
        self.order = match self.order {
            Order::Relevance => Order::Date,
            Order::Date => Order::Relevance,
        };
        let selected = self.selected().map(|outcome| outcome.id);
        self.sort(selected);
    }

    /// How many articles answer.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether none does.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// How many hits there are in all of them.
    pub fn hits(&self) -> usize {
        self.all.iter().map(|(outcome, _)| outcome.count).sum()
    }

    /// The results from the top of the screen on, with their numbers.
    pub fn from_top(&self) -> impl Iterator<Item = (usize, &SearchHit)> {
        self.all.iter().map(|(outcome, _)| outcome).enumerate().skip(self.top)
    }

    /// The number of the selected result.
    pub fn position(&self) -> usize {
        self.selected
    }

    /// The selected result.
    pub fn selected(&self) -> Option<&SearchHit> {
        self.all.get(self.selected).map(|(outcome, _)| outcome)
    }

    /// Selects another result; says whether it did.
    pub(super) fn select_by(&mut self, by: isize) -> bool {
        let last = self.all.len().saturating_sub(1);
        let to = self.selected.saturating_add_signed(by).min(last);
        self.chosen = true;
        std::mem::replace(&mut self.selected, to) != to
    }

    /// Selects the result so many below the top of the screen; false when there is none.
    pub(super) fn select_row(&mut self, row: usize) -> bool {
        let at = self.top + row;
        if at >= self.all.len() {
            return false;
        }
        self.chosen = true;
        self.selected = at;
        true
    }

    /// Scrolls the least that brings the selection onto a screen of `height` results.
    pub(super) fn settle(&mut self, height: usize) {
        let height = height.max(1);
        self.top = self.top.clamp((self.selected + 1).saturating_sub(height), self.selected);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Matching;
    use crate::model::SafeText;

    fn outcome(id: usize, score: f32) -> SearchHit {
        SearchHit {
            id: EntryId(id),
            score,
            count: 1,
            place: None,
            snippet: SafeText::default(),
            cut_before: false,
            cut_after: false,
            lit: Vec::new(),
        }
    }

    fn ids(results: &Results) -> Vec<usize> {
        results.from_top().map(|(_, outcome)| outcome.id.0).collect()
    }

    #[test]
    fn the_best_first_and_what_was_chosen_stays() {
        let query = Matching::default().understand("天津").query.expect("a query");
        let mut results = Results::new(query, 7, Order::Relevance);
        let day = |id: EntryId| Some(Timestamp::new(jiff::Timestamp::from_second(id.0 as i64).ok()?, Timestamp::CHINA));
        results.take(7, vec![outcome(1, 2.0), outcome(2, 5.0)], 10, day);
        results.take(6, vec![outcome(9, 9.0)], 99, day);
        assert_eq!((ids(&results), results.searched()), (vec![2, 1], 10));
        results.take(7, vec![outcome(3, 8.0), outcome(1, 2.0)], 20, day);
        assert_eq!(ids(&results), [3, 2, 1], "each once");
        assert_eq!(results.selected().map(|outcome| outcome.id.0), Some(3), "the first until one is chosen");
        results.select_by(1);
        results.take(7, vec![outcome(4, 6.0)], 30, day);
        assert_eq!((ids(&results), results.selected().map(|outcome| outcome.id.0)), (vec![3, 4, 2, 1], Some(2)));
        results.toggle_order();
        assert_eq!((ids(&results), results.selected().map(|outcome| outcome.id.0)), (vec![4, 3, 2, 1], Some(2)));
    }
}
