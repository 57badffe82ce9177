//! A *hit list*: the articles that answer one query of the whole archive, as they come, one of them selected.

use std::collections::HashSet;
use std::sync::Arc;

use super::motion::ListStep;
use super::remote::Remote;
use crate::model::{EntryId, RequestId, Timestamp};
use crate::search::{Query, SearchHit};

/// The order of results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The best first.
    #[default]
    Relevance,
    /// The newest first.
    Date,
}

/// The articles that answer one query.
#[derive(Debug)]
pub struct HitList {
    query: Arc<Query>,
    request: RequestId,
    /// How many articles have been looked through, once there is a first answer.
    searched: Remote<usize>,
    /// How many there were to be looked through when it was asked.
    all: usize,
    order: Order,
    hits: Vec<(SearchHit, Option<Timestamp>)>,
    known: HashSet<EntryId>,
    selected: usize,
    /// Whether the reader has moved among the hits; until then the first is selected, whatever comes.
    chosen: bool,
    top: usize,
}

impl HitList {
    /// A query that was just asked, of so many articles.
    pub(super) fn new(query: Arc<Query>, request: RequestId, order: Order, all: usize) -> Self {
        Self {
            query,
            request,
            searched: Remote::Asked(request),
            all,
            order,
            hits: Vec::new(),
            known: HashSet::new(),
            selected: 0,
            chosen: false,
            top: 0,
        }
    }

    /// Takes hits in, each article once; says whether they answer this request. `published` tells when an article was.
    pub(super) fn take(
        &mut self,
        request: RequestId,
        hits: Vec<SearchHit>,
        searched: usize,
        published: impl Fn(EntryId) -> Option<Timestamp>,
    ) -> bool {
        if request != self.request {
            return false;
        }
        let selected = self.selected().map(|hit| hit.id);
        for hit in hits {
            if self.known.insert(hit.id) {
                let at = published(hit.id);
                self.hits.push((hit, at));
            }
        }
        self.searched = Remote::Here(searched);
        self.sort(selected);
        true
    }

    /// The articles.
    pub(super) fn ids(&self) -> impl Iterator<Item = EntryId> + '_ {
        self.hits.iter().map(|(hit, _)| hit.id)
    }

    /// Articles are no more.
    pub(super) fn remove(&mut self, gone: &HashSet<EntryId>) {
        let selected = self.selected().map(|hit| hit.id).filter(|id| !gone.contains(id));
        let before = self.selected;
        self.hits.retain(|(hit, _)| !gone.contains(&hit.id));
        self.known.retain(|id| !gone.contains(id));
        let place = selected.and_then(|id| self.hits.iter().position(|(hit, _)| hit.id == id));
        self.selected = place.unwrap_or(before).min(self.hits.len().saturating_sub(1));
    }

    fn sort(&mut self, selected: Option<EntryId>) {
        match self.order {
            Order::Relevance => {
                self.hits
                    .sort_by(|(a, at), (b, bt)| b.score.total_cmp(&a.score).then(bt.cmp(at)).then(a.id.cmp(&b.id)));
            }
            Order::Date => self.hits.sort_by(|(a, at), (b, bt)| bt.cmp(at).then(a.id.cmp(&b.id))),
        }
        let place = selected.and_then(|id| self.hits.iter().position(|(hit, _)| hit.id == id));
        self.selected = place.filter(|_| self.chosen).unwrap_or(0);
    }

    /// Whether there is a first answer, be it that nothing was found.
    pub fn answered(&self) -> bool {
        self.searched.here().is_some()
    }

    /// What was asked.
    pub fn query(&self) -> &Arc<Query> {
        &self.query
    }

    /// The number of the request.
    pub fn request(&self) -> RequestId {
        self.request
    }

    /// How many articles have been looked through.
    pub fn searched(&self) -> usize {
        self.searched.here().copied().unwrap_or(0)
    }

    /// How many there were to be looked through when it was asked.
    pub fn all(&self) -> usize {
        self.all
    }

    /// The order.
    pub fn order(&self) -> Order {
        self.order
    }

    /// The other order; the same hit stays selected.
    pub(super) fn toggle_order(&mut self) {
        self.order = match self.order {
            Order::Relevance => Order::Date,
            Order::Date => Order::Relevance,
        };
        let selected = self.selected().map(|hit| hit.id);
        self.sort(selected);
    }

    /// How many articles answer.
    pub fn len(&self) -> usize {
        self.hits.len()
    }

    /// Whether none does.
    pub fn is_empty(&self) -> bool {
        self.hits.is_empty()
    }

    /// How many hits there are in all of them.
    pub fn hits(&self) -> usize {
        self.hits.iter().map(|(hit, _)| hit.count).sum()
    }

    /// The hits from the top of the screen on, with their numbers.
    pub fn from_top(&self) -> impl Iterator<Item = (usize, &SearchHit)> {
        self.hits.iter().map(|(hit, _)| hit).enumerate().skip(self.top)
    }

    /// The number of the selected hit.
    pub fn position(&self) -> usize {
        self.selected
    }

    /// The selected hit.
    pub fn selected(&self) -> Option<&SearchHit> {
        self.hits.get(self.selected).map(|(hit, _)| hit)
    }

    /// Selects another hit; says whether it did.
    pub(super) fn step(&mut self, step: ListStep) -> bool {
        let to = step.from(self.selected, self.hits.len());
        self.chosen = true;
        std::mem::replace(&mut self.selected, to) != to
    }

    /// The first hit on the screen.
    pub fn top(&self) -> usize {
        self.top
    }

    /// Scrolls the least that brings the selection onto a screen of `height` hits.
    pub(super) fn settle(&mut self, height: usize) {
        let height = height.max(1);
        self.top = self.top.clamp((self.selected + 1).saturating_sub(height), self.selected);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SafeText;
    use crate::search::Matching;

    fn hit(id: usize, score: f32) -> SearchHit {
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

    fn ids(results: &HitList) -> Vec<usize> {
        results.from_top().map(|(_, hit)| hit.id.0).collect()
    }

    #[test]
    fn the_best_first_and_what_was_chosen_stays() {
        let query = Matching::default().understand("天津").query.expect("a query");
        let mut results = HitList::new(query, RequestId(7), Order::Relevance, 10);
        let day = |id: EntryId| Some(Timestamp::new(jiff::Timestamp::from_second(id.0 as i64).ok()?, Timestamp::CHINA));
        results.take(RequestId(7), vec![hit(1, 2.0), hit(2, 5.0)], 10, day);
        results.take(RequestId(6), vec![hit(9, 9.0)], 99, day);
        assert_eq!((ids(&results), results.searched()), (vec![2, 1], 10));
        results.take(RequestId(7), vec![hit(3, 8.0), hit(1, 2.0)], 20, day);
        assert_eq!(ids(&results), [3, 2, 1], "each once");
        assert_eq!(results.selected().map(|hit| hit.id.0), Some(3), "the first until one is chosen");
        results.step(ListStep::By(1));
        results.take(RequestId(7), vec![hit(4, 6.0)], 30, day);
        assert_eq!((ids(&results), results.selected().map(|hit| hit.id.0)), (vec![3, 4, 2, 1], Some(2)));
        results.toggle_order();
        assert_eq!((ids(&results), results.selected().map(|hit| hit.id.0)), (vec![4, 3, 2, 1], Some(2)));
    }
}
