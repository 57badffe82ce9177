//! The search of *all articles*: asking, moving among the results, into an article and back.

use std::sync::Arc;

use super::action::Action;
use super::command::Command;
use super::hit_list::{HitList, Order};
use super::list::wanted_traces;
use super::motion::{ListStep, Motion};
use super::overlay::{Overlay, Window};
use super::prompt::Asking;
use super::results::Results;
use super::screen::{Browse, OpenedFrom, Screen};
use super::{App, Pane};
use crate::search::Query;
use crate::text::page::{Anchor, PagePart};

impl App {
    /// What actions mean among the results. What belongs to the text has nothing to act on here.
    pub(super) fn act_in_results(&mut self, action: Action, count: Option<usize>) {
        if let Some(motion) = Motion::of(action, count) {
            if !self.go_among_passages(motion) {
                self.step_hits(motion);
            }
            return;
        }
        match action {
            Action::OpenResult => self.open_hit(None),
            Action::OtherPane if self.are_passages_in_focus() => _ = self.turn_to_passages(false),
            Action::OtherPane => _ = self.turn_to_passages(true),
            Action::NextMatch | Action::PreviousMatch => {
                self.walk_passages(action == Action::NextMatch, count.unwrap_or(1));
            }
            Action::Back | Action::Clear | Action::LeaveResults if self.turn_to_passages(false) => {}
            Action::Back | Action::Clear | Action::LeaveResults => self.leave_results(),
            Action::EditQuery => self.ask_archive(),
            Action::ToggleOrder => self.toggle_order(),
            Action::SavedSearches => self.open_saved(),
            Action::Keywords => self.open_overlay(Overlay::Keywords(Window::default())),
            Action::ToggleRead => self.toggle_read(),
            Action::MarkListed => self.mark_listed(),
            Action::ToggleStar => self.toggle_star(),
            Action::Tag => self.ask_tags(),
            Action::Undo => self.undo_mark(),
            Action::ToggleKeyword => self.ask(Asking::Keyword, ""),
            _ => {}
        }
    }

    pub(super) fn step_hits(&mut self, motion: Motion) {
        let page = self.viewport.results;
        if let Some(hits) = self.hits_mut() {
            hits.step(motion.step(page));
        }
    }

    fn hits_mut(&mut self) -> Option<&mut HitList> {
        self.results_mut()?.hits.as_mut()
    }

    /// The results, wherever they are.
    pub(super) fn results_mut(&mut self) -> Option<&mut Results> {
        match &mut self.screen {
            Screen::Results(results) => Some(results),
            Screen::Browse(Browse { opened_from: OpenedFrom::Results(results), .. }) => Some(results),
            Screen::Browse(_) => None,
        }
    }

    fn toggle_order(&mut self) {
        let Screen::Results(results) = &mut self.screen else { return };
        let Some(hits) = &mut results.hits else { return };
        hits.toggle_order();
        let order = hits.order();
        results.order = order;
        self.say(match order {
            Order::Relevance => self.words.by_relevance,
            Order::Date => self.words.by_date,
        });
    }

    /// Searches all articles for a query, or for nothing; the results are up. The search before is given up.
    pub(super) fn search_archive(&mut self, query: Option<Arc<Query>>) {
        let request = query.is_some().then(|| self.request());
        // What cannot be read is not searched.
        let all = self.list.len().saturating_sub(self.list.failed());
        let Screen::Results(results) = &mut self.screen else { return };
        let Some((query, request)) = query.zip(request) else {
            results.hits = None;
            return self.commands.push(Command::StopSearch);
        };
        results.hits = Some(HitList::new(Arc::clone(&query), request, results.order, all));
        let budget = self.viewport.snippet.max(8);
        let traces = wanted_traces(&self.list, &query);
        self.commands.push(Command::Search { request, query, traces, budget });
    }

    /// Goes on with the search that the results on the screen are of: another one was made in between.
    pub(super) fn resume_search(&mut self) {
        let budget = self.viewport.snippet.max(8);
        let command = match self.hits_mut() {
            Some(hits) => {
                let (request, query) = (hits.request(), Arc::clone(hits.query()));
                let traces = wanted_traces(&self.list, &query);
                Command::Search { request, query, traces, budget }
            }
            None => Command::StopSearch,
        };
        self.commands.push(command);
    }

    /// The results come up in place of the panes. Gives the panes, and whether they were opened from the results; nothing
    /// where the results are up already.
    pub(super) fn put_up_results(&mut self) -> (Option<Browse>, bool) {
        let (location, selection) = (self.location(), self.list.snapshot());
        let Screen::Browse(browse) = &mut self.screen else { return (None, false) };
        let Browse { focus, list_hidden, opened_from } = std::mem::take(browse);
        let (results, from_results) = match opened_from {
            OpenedFrom::Results(mut results) => {
                results.reading_alone = list_hidden;
                (results, true)
            }
            OpenedFrom::List => (Box::new(Results::new(location, list_hidden, selection)), false),
        };
        self.screen = Screen::Results(results);
        self.screen_number += 1;
        (Some(Browse { focus, list_hidden, opened_from: OpenedFrom::List }), from_results)
    }

    /// Puts the panes up again as they were before [`App::put_up_results`].
    pub(super) fn take_down_results(&mut self, panes: Browse, from_results: bool) {
        let screen = std::mem::replace(&mut self.screen, Screen::Browse(panes));
        if let (Screen::Browse(browse), Screen::Results(results), true) = (&mut self.screen, screen, from_results) {
            browse.opened_from = OpenedFrom::Results(results);
        }
        self.screen_number += 1;
    }

    /// The results are left: the article that was shown before them is there again.
    pub(super) fn leave_results(&mut self) {
        let screen = std::mem::replace(&mut self.screen, Screen::Browse(Browse::default()));
        self.screen_number += 1;
        if let (Screen::Browse(browse), Screen::Results(results)) = (&mut self.screen, screen) {
            browse.list_hidden = results.list_hidden;
            self.list.restore_selection(&results.selection);
            self.go_back_to(results.came_from);
        }
        self.commands.push(Command::StopSearch);
    }

    /// Opens a hit, or the selected one, at its place or at that of the selected passage, the query lit.
    pub(super) fn open_hit(&mut self, at: Option<usize>) {
        let passage = self.passage_place().filter(|_| at.is_none());
        let Screen::Results(results) = &mut self.screen else { return };
        let Some(hits) = &mut results.hits else { return self.say(self.words.no_result) };
        if let Some(at) = at {
            hits.step(ListStep::To(at));
            results.passages.set_focus(false);
        }
        let Some(hits) = &mut results.hits else { return };
        let Some(hit) = hits.selected() else { return self.say(self.words.no_result) };
        let (id, place, query) = (hit.id, hit.place, Arc::clone(hits.query()));
        // The way back leads to what was read before, and not to the results.
        self.leave_trace();
        let Screen::Results(results) = &mut self.screen else { return };
        let list_hidden = results.reading_alone;
        let screen = Screen::Browse(Browse { focus: Pane::Reader, list_hidden, opened_from: OpenedFrom::List });
        let Screen::Results(results) = std::mem::replace(&mut self.screen, screen) else { return };
        if let Screen::Browse(browse) = &mut self.screen {
            browse.opened_from = OpenedFrom::Results(results);
        }
        self.screen_number += 1;
        self.list.select(id);
        self.open(id);
        let first = place.map(|place| Anchor { part: PagePart::Body(place.block), byte: place.byte });
        let place = passage.or(first);
        self.reader.search_at(query, place);
    }

    /// So many results on, or back, while reading from the results.
    pub(super) fn go_to_neighbour_hit(&mut self, by: isize) {
        if !self.hits_mut().is_some_and(|hits| hits.step(ListStep::By(by))) {
            return self.say(self.words.no_more);
        }
        self.put_up_results();
        self.open_hit(None);
    }
}
