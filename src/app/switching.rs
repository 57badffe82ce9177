//! *Switching*: the list shows a saved search in place of all there is, as if it were a folder.

use std::sync::Arc;

use super::App;
use super::command::Command;
use super::list::{ListBase, wanted_traces};
use super::overlay::Overlay;
use super::pane::Pane;
use super::saved_searches::{AskedMembers, SavedSearches};
use crate::model::{Change, EntryId, Memory, RequestId, SafeText, SavedSearch, Timestamp};
use crate::search::{MemberMask, Query};

impl App {
    /// The saved searches.
    pub fn saved_searches(&self) -> &SavedSearches {
        &self.saved
    }

    /// Says what time it is: which articles are of today is another question on another day.
    pub fn tell_time(&mut self, now: Timestamp) {
        if now.day() != self.matching.now.day() {
            self.matching.now = now;
        }
    }

    /// Those of the configuration are these.
    pub fn configure_saved(&mut self, configured: Vec<SavedSearch>) {
        self.saved = SavedSearches::given(configured);
    }

    /// Takes in those that earlier runs kept, and what the list showed.
    pub(super) fn take_saved(&mut self, memory: &mut Memory) {
        self.saved.take(std::mem::take(&mut memory.saved));
        let is_untouched = self.saved.shown.is_none() && !self.fresh && !self.started_alone;
        if let Some(id) = memory.shown_search.take().filter(|id| is_untouched && self.saved.get(id).is_some()) {
            self.saved.shown = Some(id);
            self.show_saved();
        }
    }

    /// The list shows the saved search of an id, or everything.
    pub(super) fn switch_list(&mut self, id: Option<SafeText>) {
        if self.results().is_some() {
            self.leave_results();
        }
        let changed = self.saved.shown != id;
        self.saved.shown = id;
        self.show_saved();
        self.list.choose();
        self.set_focus(Pane::List);
        self.screen_number += 1;
        if self.viewport.both {
            self.follow_selection();
        }
        if changed {
            self.save(Change::ShownSearch(self.saved.shown.clone()));
        }
    }

    /// The list shows what is to be shown.
    pub(super) fn show_saved(&mut self) {
        self.saved.understand(self.matching);
        let base = self.saved.shown().and_then(|known| {
            let query = Arc::clone(known.query.as_ref()?);
            let members = query.asks_text().then(|| known.members.clone());
            Some(ListBase { query, members })
        });
        self.list.set_base(base);
        self.ask_members();
    }

    /// Whether the articles of the saved search that the list shows are still being looked for.
    pub fn is_looking_for_members(&self) -> bool {
        let looks_into_texts = self.list.base().is_some_and(|base| base.members.is_some());
        looks_into_texts && self.saved.shown().is_some_and(|known| known.count().is_none())
    }

    /// Understands the saved searches as queries are understood now.
    pub(super) fn understand_saved(&mut self) {
        if self.saved.understand(self.matching) && self.list.base().is_some() {
            let filter = self.list.filter().cloned();
            self.show_saved();
            self.list.set_filter(filter);
        }
    }

    /// Keeps up what the saved searches find, once a frame, where that is wanted.
    pub(super) fn settle_saved(&mut self) {
        let is_panel_up = matches!(self.overlay, Some(Overlay::Saved(_)));
        if !is_panel_up && self.list.base().is_none() {
            return;
        }
        self.understand_saved();
        self.ask_members();
        if is_panel_up {
            self.count_saved();
        }
    }

    /// Asks the library who answers those that look into texts, unless that was asked.
    fn ask_members(&mut self) {
        let traces = self.list.traces_version();
        let (before, (version, shown)) = (&self.saved.asked, &self.saved.asked.of);
        let is_shown = *version == self.saved.version && *shown == self.saved.shown;
        if is_shown && before.traces.is_none_or(|before| before == traces) {
            return;
        }
        let looking = self.saved.looking_into_texts();
        let queries: Vec<Arc<Query>> = looking.iter().filter_map(|known| known.query.clone()).collect();
        let with_marks = queries.iter().find(|query| query.asks_for_marks());
        let asked = AskedMembers {
            request: self.saved.asked.request,
            searches: looking.iter().map(|known| (known.saved.id.clone(), known.saved.query.clone())).collect(),
            of: (self.saved.version, self.saved.shown.clone()),
            traces: with_marks.map(|_| traces),
            matching: Some(self.matching).filter(|_| !queries.is_empty()),
        };
        // Which one is shown changes their order, and nothing else.
        let same = |one: &AskedMembers, other: &AskedMembers| {
            (one.traces, one.matching, one.searches.len()) == (other.traces, other.matching, other.searches.len())
                && one.searches.iter().all(|search| other.searches.contains(search))
        };
        if same(&asked, &self.saved.asked) {
            self.saved.asked.of = asked.of;
            return;
        }
        let traces = with_marks.and_then(|query| wanted_traces(&self.list, query));
        let request = self.request();
        self.saved.asked = AskedMembers { request, ..asked };
        self.commands.push(Command::Members { request, queries, traces });
    }

    /// Counts what the list can answer.
    fn count_saved(&mut self) {
        let is_of_list = |query: &&Arc<Query>| !query.asks_text();
        let queries: Vec<Arc<Query>> = self
            .saved
            .all()
            .iter()
            .filter_map(|known| known.query.as_ref())
            .filter(is_of_list)
            .take(MemberMask::PLACES)
            .cloned()
            .collect();
        let mut counts = self.list.tally(&queries).iter();
        for known in self.saved.all_mut() {
            if known.query.as_ref().is_some_and(|query| !query.asks_text()) {
                known.count = counts.next().copied();
            }
        }
    }

    /// Which articles answer those that look into texts.
    pub(super) fn take_members(&mut self, request: RequestId, members: &[(EntryId, MemberMask)]) -> bool {
        if request != self.saved.asked.request {
            return false;
        }
        let new = self.saved.take_members(members);
        let is_listed = self.list.set_members(new.into_iter()) || self.list.base().is_some();
        matches!(self.overlay, Some(Overlay::Saved(_))) || is_listed && self.is_list_seen()
    }
}
