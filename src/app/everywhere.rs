//! *Everywhere*: searching the whole archive, moving among the results, and into an article and back.

use std::sync::Arc;

use super::action::Action;
use super::results::{Order, Results};
use super::{App, Effect, Errand, Pane};
use crate::library::LibraryEvent;
use crate::model::{EntryId, RequestId, SafeText};
use crate::search::Query;
use crate::text::page::{Anchor, Part};

impl App {
    /// Searches all articles, or nothing.
    pub(super) fn search_archive(&mut self, query: Option<Arc<Query>>) {
        let Some(query) = query else {
            self.results = None;
            self.errands.push(Errand::StopSearch);
            return;
        };
        let order = self.results.as_ref().map_or(Order::default(), Results::order);
        self.asked += 1;
        let number = self.asked;
        self.results = Some(Results::new(Arc::clone(&query), number, order));
        self.errands.push(Errand::Search { request: RequestId(number), query, budget: self.room.snippet.max(8) });
    }

    /// What the library says.
    pub fn library(&mut self, event: LibraryEvent) -> Option<Effect> {
        match event {
            LibraryEvent::Entries(batch) => return self.entries(batch),
            LibraryEvent::Progress { found, read } => (self.loading.found, self.loading.read) = (found, read),
            LibraryEvent::Done => self.loading.done = true,
            LibraryEvent::Died { why, .. } => self.loading.died = Some(why),
            LibraryEvent::Opened { id, answer } => {
                self.article(id, answer.map(|stored| Arc::clone(stored.article())));
            }
            LibraryEvent::Found { request, answer } => self.reader.found(request.0, answer.unwrap_or_default()),
            LibraryEvent::Hits { request, hits, searched } => {
                let list = &self.list;
                let published = |id: EntryId| list.entry(id).and_then(|entry| entry.meta.published);
                if let Some(known) = &mut self.results {
                    known.take(request.0, hits, searched, published);
                }
            }
            LibraryEvent::Counts { request, counts, .. } => {
                if request.0 == self.counting {
                    self.counts.extend(counts);
                }
            }
            LibraryEvent::Terms { id, answer, .. } => self.terms = Some((id, answer.unwrap_or_default())),
        }
        None
    }

    /// The results, while they are on the screen.
    pub fn results(&self) -> Option<&Results> {
        self.results.as_ref().filter(|_| self.in_results)
    }

    /// Whether the screen is that of the results, be there any or not yet.
    pub fn in_results(&self) -> bool {
        self.in_results
    }

    /// Does what an action means among the results; `None` when it means what it means everywhere.
    pub(super) fn apply_in_results(&mut self, action: Action) -> Option<Option<Effect>> {
        let page = isize::try_from(self.room.results.max(1)).unwrap_or(1);
        let by = match action {
            Action::LineDown => 1,
            Action::LineUp => -1,
            Action::HalfDown => (page / 2).max(1),
            Action::HalfUp => -(page / 2).max(1),
            Action::PageDown => page,
            Action::PageUp => -page,
            Action::Top => isize::MIN,
            Action::End => isize::MAX,
            Action::Open | Action::FocusReader | Action::OtherPane => return Some(self.open_result()),
            Action::Back | Action::Clear | Action::FocusList => return Some(self.leave_results()),
            Action::Search | Action::SearchArchive => {
                self.ask_archive();
                return Some(None);
            }
            Action::ToggleOrder => {
                let order = self.results.as_mut().map(|results| {
                    results.toggle_order();
                    results.order()
                });
                match order {
                    Some(Order::Relevance) => self.say(self.words.by_relevance),
                    Some(Order::Date) => self.say(self.words.by_date),
                    None => {}
                }
                return Some(None);
            }
            Action::Help | Action::Keywords | Action::ToggleKeyword => return None,
            // What belongs to the text has nothing to act on here.
            _ => return Some(None),
        };
        if let Some(results) = &mut self.results {
            results.select_by(by);
        }
        Some(None)
    }

    /// Opens the selected result at its hit, the query lit.
    pub(super) fn open_result(&mut self) -> Option<Effect> {
        let results = self.results.as_ref()?;
        let (query, outcome) = (Arc::clone(results.query()), results.selected()?.clone());
        self.in_results = false;
        self.from_results = true;
        self.focus = Pane::Reader;
        self.list.select(outcome.id);
        let effect = self.open(outcome.id);
        let place = outcome.place.map(|place| Anchor { part: Part::Body(place.block), byte: place.byte });
        self.reader.search_at(query, place);
        effect
    }

    /// The next result or the one before, while reading from the results.
    pub(super) fn neighbour_result(&mut self, by: isize) -> Option<Effect> {
        let moved = self.results.as_mut().is_some_and(|results| results.select_by(by));
        if moved {
            return self.open_result();
        }
        self.say(self.words.no_more);
        None
    }

    /// The key terms of an article and how often it has each, if they are known.
    pub fn terms(&self, id: EntryId) -> Option<&[(SafeText, usize)]> {
        self.terms.as_ref().filter(|(known, _)| *known == id).map(|(_, terms)| terms.as_slice())
    }

    /// How often an article has each keyword, in the order of the keywords; nothing while that is not known.
    pub fn counts(&self, id: EntryId) -> &[u32] {
        self.counts.get(&id).map_or(&[], Vec::as_slice)
    }

    /// In how many articles a keyword is, and how often in all.
    pub(super) fn total(&self, keyword: usize) -> (usize, u64) {
        let counts = self.counts.values().filter_map(|counts| counts.get(keyword)).filter(|&&count| count > 0);
        counts.fold((0, 0), |(articles, hits), &count| (articles + 1, hits + u64::from(count)))
    }

    /// The keywords have changed: they are counted anew.
    pub(super) fn count_keywords(&mut self) {
        self.counts.clear();
        self.asked += 1;
        self.counting = self.asked;
        self.errands.push(Errand::Count { request: RequestId(self.counting), keywords: self.keywords.clone() });
    }
}
