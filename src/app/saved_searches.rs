//! The *saved searches*: which there are, what each finds, and which of them the list shows.
//!
//! What looks at titles, fields and marks is answered by the list; what looks into texts by the library, off this thread,
//! which tells of each article which of them it answers, and of each that comes or changes later.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::model::{EntryId, RequestId, SafeText, SavedSearch, Words};
use crate::search::{Matching, MemberMask, Query};

/// The program's own, by their ids, with their queries and keys.
const BUILT_IN: [(&str, &str, char); 4] = [
    ("unread", "is:unread", '1'),
    ("starred", "is:starred", '2'),
    ("today", "date:today", '3'),
    ("noted", "is:noted", '4'),
];

/// Where a saved search is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SavedBy {
    /// The program has it.
    Program,
    /// The configuration has it: it is not changed here.
    Configuration,
    /// The reader saved it.
    Reader,
}

/// A saved search, and what it finds.
#[derive(Clone, Debug)]
pub struct KnownSearch {
    /// What was saved.
    pub saved: SavedSearch,
    /// Where it is from.
    pub by: SavedBy,
    /// The query, where it is understood.
    pub(super) query: Option<Arc<Query>>,
    /// The articles that answer it, where it looks into texts.
    pub(super) members: FxHashSet<EntryId>,
    /// How many entries answer it, as far as that is known.
    pub(super) count: Option<usize>,
}

/// A saved search as it was before a change, by its id; none where there was none.
pub(super) type SavedChange = (SafeText, Option<(SavedSearch, SavedBy)>);

/// What the library is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct AskedMembers {
    pub request: RequestId,
    /// Of which version of the saved searches it is, and which of them is shown.
    pub of: (u64, Option<SafeText>),
    /// The saved searches, by their ids, and their queries.
    pub searches: Vec<(SafeText, SafeText)>,
    /// The version of the traces, where any of them asks for marks.
    pub traces: Option<u64>,
    pub matching: Option<Matching>,
}

/// All of them.
#[derive(Debug, Default)]
pub struct SavedSearches {
    all: Vec<KnownSearch>,
    /// Which one the list shows.
    pub(super) shown: Option<SafeText>,
    /// One more with each change of them, or of how they are understood.
    pub(super) version: u64,
    pub(super) asked: AskedMembers,
    /// How queries were understood.
    pub(super) matching: Option<Matching>,
}

impl SavedSearches {
    /// Those of the program and of the configuration.
    pub(super) fn given(configured: Vec<SavedSearch>) -> Self {
        let mut own = Self::default();
        for (number, (id, query, key)) in (0..).zip(BUILT_IN) {
            let line = SafeText::line;
            let saved = SavedSearch { id: line(id), name: line(""), query: line(query), key: Some(key), number };
            own.put(saved, SavedBy::Program);
        }
        for saved in configured {
            own.put(saved, SavedBy::Configuration);
        }
        own
    }

    /// All of them, in their order.
    pub fn all(&self) -> &[KnownSearch] {
        &self.all
    }

    pub(super) fn all_mut(&mut self) -> &mut [KnownSearch] {
        &mut self.all
    }

    /// The one that the list shows.
    pub fn shown(&self) -> Option<&KnownSearch> {
        self.get(self.shown.as_ref()?)
    }

    /// The one of an id.
    pub(super) fn get(&self, id: &SafeText) -> Option<&KnownSearch> {
        self.all.iter().find(|known| known.saved.id == *id)
    }

    /// Where the one of an id stands.
    pub(super) fn position(&self, id: &SafeText) -> Option<usize> {
        self.all.iter().position(|known| known.saved.id == *id)
    }

    /// The one that a character opens.
    pub(super) fn of_key(&self, key: char) -> Option<&KnownSearch> {
        self.all.iter().find(|known| known.saved.key == Some(key))
    }

    /// Takes in what was kept. What was done before it came holds.
    pub(super) fn take(&mut self, kept: Vec<SavedSearch>) {
        for saved in kept {
            let is_program = BUILT_IN.iter().any(|(id, ..)| *id == saved.id.as_str());
            if saved.query.is_empty() {
                self.remove(&saved.id);
            } else {
                self.put(saved, if is_program { SavedBy::Program } else { SavedBy::Reader });
            }
        }
    }

    /// Adds one, or puts it in the place of the one that has its id. A key is of one only: of the last.
    pub(super) fn put(&mut self, saved: SavedSearch, by: SavedBy) {
        if let Some(key) = saved.key {
            for known in &mut self.all {
                if known.saved.key == Some(key) && known.saved.id != saved.id {
                    known.saved.key = None;
                }
            }
        }
        self.version += 1;
        let mut new = KnownSearch { saved, by, query: None, members: FxHashSet::default(), count: None };
        if let Some(matching) = self.matching {
            new.query = matching.understand(&new.saved.query).query;
        }
        match self.all.iter_mut().find(|known| known.saved.id == new.saved.id) {
            Some(known) if known.saved.query == new.saved.query => known.saved = new.saved,
            Some(known) => *known = new,
            None => {
                let before = |known: &KnownSearch| (known.by, known.saved.number) <= (by, new.saved.number);
                let at = self.all.partition_point(before);
                self.all.insert(at, new);
            }
        }
    }

    /// Removes the one of an id.
    pub(super) fn remove(&mut self, id: &SafeText) {
        self.version += 1;
        self.all.retain(|known| known.saved.id != *id);
    }

    /// Understands the queries, unless they are; says whether they were not.
    pub(super) fn understand(&mut self, matching: Matching) -> bool {
        if self.matching == Some(matching) {
            return false;
        }
        self.matching = Some(matching);
        self.version += 1;
        for known in &mut self.all {
            known.query = matching.understand(&known.saved.query).query;
        }
        true
    }

    /// The first key that nothing has yet: a digit, then a letter.
    pub(super) fn free_key(&self, is_free: impl Fn(char) -> bool) -> Option<char> {
        ('1'..='9').chain('a'..='z').find(|key| self.of_key(*key).is_none() && is_free(*key))
    }

    /// An id for one of that name that no other has.
    pub(super) fn new_id(&self, name: &str) -> SafeText {
        let named = |number: usize| match number {
            1 => SafeText::line(&format!("+{name}")),
            number => SafeText::line(&format!("+{name} {number}")),
        };
        // One more than there are has one that is free.
        (1..=self.all.len() + 1).map(named).find(|id| self.get(id).is_none()).unwrap_or_default()
    }

    /// The number of the next one.
    pub(super) fn next_number(&self) -> u32 {
        self.all.iter().map(|known| known.saved.number + 1).max().unwrap_or_default()
    }

    /// Those that look into texts, the one that is shown first, as many as can be asked together.
    pub(super) fn looking_into_texts(&self) -> Vec<&KnownSearch> {
        let looks = |known: &&KnownSearch| known.query.as_ref().is_some_and(|query| query.asks_text());
        let mut all: Vec<&KnownSearch> = self.all.iter().filter(looks).collect();
        all.sort_by_key(|known| Some(&known.saved.id) != self.shown.as_ref());
        all.truncate(MemberMask::PLACES);
        all
    }

    /// Takes in which articles answer those that were asked; gives what is new of the one that is shown.
    pub(super) fn take_members(&mut self, members: &[(EntryId, MemberMask)]) -> Vec<(EntryId, bool)> {
        let mut new = Vec::new();
        if members.is_empty() {
            // Nobody has answered yet.
            return new;
        }
        for (place, (id, query)) in self.asked.searches.iter().enumerate() {
            let is_shown = self.shown.as_ref() == Some(id);
            let is_asked = |known: &&mut KnownSearch| known.saved.id == *id && known.saved.query == *query;
            let Some(known) = self.all.iter_mut().find(is_asked) else { continue };
            for (article, mask) in members {
                let is_member = mask.has(place);
                let changed = if is_member { known.members.insert(*article) } else { known.members.remove(article) };
                if changed && is_shown {
                    new.push((*article, is_member));
                }
            }
            known.count = Some(known.members.len());
        }
        new
    }

    /// Articles are no more.
    pub(super) fn forget(&mut self, gone: &[EntryId]) {
        for known in &mut self.all {
            for id in gone {
                known.members.remove(id);
            }
            if known.count.is_some() && known.query.as_ref().is_some_and(|query| query.asks_text()) {
                known.count = Some(known.members.len());
            }
        }
    }
}

impl KnownSearch {
    /// What it is called.
    pub fn name<'s>(&'s self, words: &'static Words) -> &'s str {
        if !self.saved.name.is_empty() {
            return &self.saved.name;
        }
        let words = words.finding();
        match self.saved.id.as_str() {
            "unread" => words.unread,
            "starred" => words.starred,
            "today" => words.today,
            "noted" => words.noted,
            _ => &self.saved.query,
        }
    }

    /// How many articles it finds, as far as that is known.
    pub fn count(&self) -> Option<usize> {
        self.count
    }

    /// Whether its query can be asked.
    pub fn is_understood(&self) -> bool {
        self.query.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(id: &str, query: &str, key: Option<char>, number: u32) -> SavedSearch {
        let line = SafeText::line;
        SavedSearch { id: line(id), name: line(id), query: line(query), key, number }
    }

    fn ids(all: &SavedSearches) -> String {
        let said = |known: &KnownSearch| {
            format!("{}{}", known.saved.id, known.saved.key.map(String::from).unwrap_or_default())
        };
        all.all().iter().map(said).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn those_of_the_program_come_first_and_can_be_gone() {
        let mut all = SavedSearches::given(vec![saved("=a", "天津", Some('5'), 0)]);
        all.take(vec![saved("starred", "", None, 1), saved("+b", "北京", Some('3'), 7), saved("+c", "上海", None, 6)]);
        assert_eq!(ids(&all), "unread1 today noted4 =a5 +c +b3", "a key is of the last that has it");
        assert_eq!(
            (all.free_key(|key| key != '2'), all.new_id("b"), all.next_number()),
            (Some('6'), SafeText::line("+b 2"), 8)
        );
        all.put(saved("unread", "is:unread -体育", Some('1'), 0), SavedBy::Program);
        assert_eq!(
            (ids(&all), all.all()[0].saved.query.as_str()),
            (String::from("unread1 today noted4 =a5 +c +b3"), "is:unread -体育")
        );
    }

    #[test]
    fn what_looks_into_texts_has_its_members_told() {
        let mut all = SavedSearches::given(vec![saved("=a", "天津", None, 0), saved("=b", "北京 -is:read", None, 1)]);
        assert!(all.understand(Matching::default()) && !all.understand(Matching::default()));
        all.shown = Some(SafeText::line("=b"));
        let asked: Vec<(SafeText, SafeText)> =
            all.looking_into_texts().iter().map(|known| (known.saved.id.clone(), known.saved.query.clone())).collect();
        assert_eq!(asked.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["=b", "=a"]);
        all.asked.searches = asked;
        let told = |masks: [bool; 2]| MemberMask::of(masks.into_iter());
        let new = all.take_members(&[(EntryId(3), told([true, true])), (EntryId(4), told([false, true]))]);
        assert_eq!(new, [(EntryId(3), true)]);
        let count = |all: &SavedSearches, id: &str| all.get(&SafeText::line(id)).and_then(KnownSearch::count);
        assert_eq!((count(&all, "=a"), count(&all, "=b"), count(&all, "unread")), (Some(2), Some(1), None));
        // An article that changed answers anew; one that is gone is none.
        assert_eq!(all.take_members(&[(EntryId(3), told([false, true]))]), [(EntryId(3), false)]);
        all.forget(&[EntryId(4)]);
        assert_eq!((count(&all, "=a"), count(&all, "=b")), (Some(1), Some(0)));
    }
}
