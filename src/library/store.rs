//! The *article store*: the articles that are in memory, and the only owner of them and of their folds.

use std::collections::BTreeMap;
use std::sync::{Arc, Weak};

use rustc_hash::FxHashMap;

use super::weight::weight;
use crate::model::{Article, EntryId};
use crate::search::StoredArticle;

/// How many bytes of articles and their folds are held. Ten thousand news articles of 3.7 KB of text weigh 117 MB with
/// their folds (see [`weight`]): most archives are searched from memory, at its speed. Of a larger one a part is imported
/// again for each search. Folds are made when something is searched for; until then half of it is not even taken.
pub(super) const BUDGET: usize = 128 << 20;

/// Articles by their entries, under a budget of bytes.
///
/// Invariant: what is held, but for the open article, never weighs more than the budget.
pub(super) struct ArticleStore {
    budget: usize,
    bytes: usize,
    held: FxHashMap<EntryId, HeldArticle>,
    /// What is held, by its last use: the first goes first.
    order: BTreeMap<LastUse, EntryId>,
    uses: u64,
    /// The article that was opened last. It is held whatever it weighs.
    open: Option<OpenArticle>,
    /// Articles that were opened: one that was dropped, and that something else still holds, is not imported again.
    lent: FxHashMap<EntryId, Weak<Article>>,
}

struct OpenArticle {
    id: EntryId,
    stored: Arc<StoredArticle>,
    weight: usize,
}

struct HeldArticle {
    stored: Arc<StoredArticle>,
    weight: usize,
    last_use: LastUse,
}

/// When an article was used last. One that was never opened goes before all that were.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct LastUse {
    opened: bool,
    number: u64,
}

impl ArticleStore {
    /// An empty store that holds so many bytes.
    pub fn new(budget: usize) -> Self {
        Self {
            budget,
            bytes: 0,
            held: FxHashMap::default(),
            order: BTreeMap::new(),
            uses: 0,
            open: None,
            lent: FxHashMap::default(),
        }
    }

    /// An article, for looking at: that is no use that counts.
    pub fn get(&self, id: EntryId) -> Option<Arc<StoredArticle>> {
        if let Some(open) = self.open.as_ref().filter(|open| open.id == id) {
            return Some(Arc::clone(&open.stored));
        }
        self.held.get(&id).map(|held| Arc::clone(&held.stored))
    }

    /// Opens an article, if it is in memory.
    pub fn open(&mut self, id: EntryId) -> Option<Arc<StoredArticle>> {
        if self.open.as_ref().is_none_or(|open| open.id != id) {
            let (stored, weight) = match self.held.get(&id) {
                Some(held) => (Arc::clone(&held.stored), held.weight),
                None => {
                    let article = self.lent.get(&id)?.upgrade()?;
                    let weight = weight(&article);
                    (Arc::new(StoredArticle::new(article)), weight)
                }
            };
            self.open_as(id, &stored, weight);
        }
        self.get(id)
    }

    /// Opens an article that was imported for it. The one that was open before is held on, if there is room for it.
    pub fn open_as(&mut self, id: EntryId, stored: &Arc<StoredArticle>, weight: usize) {
        self.remove(id);
        self.lent.retain(|_, article| article.strong_count() > 0);
        self.lent.insert(id, Arc::downgrade(stored.article()));
        match self.open.replace(OpenArticle { id, stored: Arc::clone(stored), weight }) {
            Some(before) if before.id != id => self.hold(before),
            _ => {}
        }
    }

    /// Takes an article that was imported to be listed or searched, if there is room: nothing is dropped for it.
    pub fn offer(&mut self, id: EntryId, stored: &Arc<StoredArticle>, weight: usize) {
        if self.get(id).is_none() && self.bytes + weight <= self.budget {
            self.insert(id, Arc::clone(stored), weight, false);
        }
    }

    /// Holds an article that was opened; what was used longest ago makes room.
    fn hold(&mut self, OpenArticle { id, stored, weight }: OpenArticle) {
        if weight > self.budget {
            return;
        }
        while self.bytes + weight > self.budget {
            let Some((_, &oldest)) = self.order.first_key_value() else { return };
            self.remove(oldest);
        }
        self.insert(id, stored, weight, true);
    }

    fn insert(&mut self, id: EntryId, stored: Arc<StoredArticle>, weight: usize, opened: bool) {
        self.remove(id);
        self.uses += 1;
        let last_use = LastUse { opened, number: self.uses };
        self.order.insert(last_use, id);
        self.bytes += weight;
        self.held.insert(id, HeldArticle { stored, weight, last_use });
    }

    /// Drops all there is of an article, even if it is open: it is not what it was.
    pub fn forget(&mut self, id: EntryId) {
        self.remove(id);
        self.lent.remove(&id);
        if self.open.as_ref().is_some_and(|open| open.id == id) {
            self.open = None;
        }
    }

    fn remove(&mut self, id: EntryId) {
        if let Some(HeldArticle { weight, last_use, .. }) = self.held.remove(&id) {
            self.order.remove(&last_use);
            self.bytes -= weight;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    impl ArticleStore {
        fn weight_held(&self) -> usize {
            self.held.values().map(|held| held.weight).sum()
        }

        fn ids(&self) -> Vec<usize> {
            let mut ids: Vec<usize> = self.held.keys().map(|id| id.0).collect();
            ids.sort_unstable();
            ids
        }
    }

    fn stored() -> Arc<StoredArticle> {
        Arc::new(StoredArticle::new(Arc::new(Article::default())))
    }

    fn open(store: &mut ArticleStore, ids: impl IntoIterator<Item = usize>) {
        for id in ids {
            if store.open(EntryId(id)).is_none() {
                store.open_as(EntryId(id), &stored(), 10);
            }
        }
    }

    #[test]
    fn what_was_used_longest_ago_goes_first() {
        let mut store = ArticleStore::new(40);
        open(&mut store, [0, 1, 2, 3, 4]);
        assert_eq!(store.ids(), [0, 1, 2, 3], "beside the open one");
        // Looking at an article does not count, opening it does.
        assert!(store.get(EntryId(1)).is_some());
        open(&mut store, [0, 5]);
        assert_eq!(store.ids(), [0, 2, 3, 4]);
        open(&mut store, [6, 7]);
        assert_eq!(store.ids(), [0, 4, 5, 6]);
    }

    #[test]
    fn what_was_never_opened_drops_nothing_and_goes_before_all_that_was() {
        let mut store = ArticleStore::new(40);
        open(&mut store, [0, 1, 2]);
        (10..20).for_each(|id| store.offer(EntryId(id), &stored(), 10));
        assert_eq!(store.ids(), [0, 1, 10, 11]);
        open(&mut store, [3, 4]);
        assert_eq!(store.ids(), [0, 1, 2, 3]);
    }

    #[test]
    fn one_that_is_over_the_budget_is_held_only_while_it_is_open() {
        let mut store = ArticleStore::new(40);
        open(&mut store, [0, 1]);
        store.open_as(EntryId(9), &stored(), 1000);
        assert!(store.get(EntryId(9)).is_some());
        open(&mut store, [2]);
        assert!(store.get(EntryId(9)).is_none() && store.ids() == [0, 1]);
    }

    proptest! {
        #[test]
        fn the_budget_holds(uses in prop::collection::vec((0usize..12, 1usize..60, prop::bool::ANY), 0..60)) {
            let mut store = ArticleStore::new(100);
            for (id, weight, is_opened) in uses {
                let id = EntryId(id);
                if !is_opened {
                    store.offer(id, &stored(), weight);
                } else if store.open(id).is_none() {
                    store.open_as(id, &stored(), weight);
                }
                prop_assert_eq!(store.bytes, store.weight_held());
                prop_assert!(store.bytes <= 100);
                prop_assert_eq!(store.order.len(), store.held.len());
                prop_assert!(!is_opened || store.get(id).is_some());
            }
        }
    }
}
