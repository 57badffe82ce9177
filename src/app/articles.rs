//! Which *article* is meant, which is open, and the way from one to the next.

use std::sync::Arc;

use super::command::Command;
use super::location::Location;
use super::motion::ListStep;
use super::screen::{OpenedFrom, Screen};
use super::{App, Pane};
use crate::model::EntryId;

impl App {
    /// Which article a key means: the selected entry where the list has the focus, the selected hit among the results,
    /// else the one that is shown.
    pub fn target(&self) -> Option<EntryId> {
        match &self.screen {
            Screen::Results(results) => results.hits.as_ref()?.selected().map(|hit| hit.id),
            Screen::Browse(browse) if browse.focus == Pane::List => self.list.selected(),
            Screen::Browse(_) => self.reader.shown().id(),
        }
    }

    /// The article that a key means, opened if it is not: what is shown of it comes from there. Without one the reader is
    /// told why.
    pub(super) fn article_meant(&mut self) -> Option<EntryId> {
        let Some(id) = self.target() else {
            self.say_nothing_to_open();
            return None;
        };
        if let Some(failure) = self.list.entry(id).and_then(|entry| entry.failure.as_ref()) {
            let why = self.words.failure(failure);
            self.say(why);
            return None;
        }
        self.open_from_list(id);
        Some(id)
    }

    pub(super) fn say_nothing_to_open(&mut self) {
        self.say(if self.loading.done { self.words.nothing_listed } else { self.words.loading });
    }

    /// Whether the reader pane is on the screen.
    pub(super) fn is_article_on_screen(&self) -> bool {
        self.browse().is_some_and(|browse| browse.focus == Pane::Reader || self.viewport.both)
    }

    pub(super) fn open(&mut self, id: EntryId) {
        if self.reader.shown().id() != Some(id) {
            self.reader.wait_for(id);
            self.screen_number += 1;
            self.commands.push(Command::Open(id));
        }
    }

    /// Into the article: it is opened and has the focus.
    pub(super) fn read(&mut self, id: EntryId) {
        self.set_focus(Pane::Reader);
        self.open_from_list(id);
    }

    /// Opens an article by the list: the results from which another one was opened are done with.
    pub(super) fn open_from_list(&mut self, id: EntryId) {
        if self.reader.shown().id() != Some(id) {
            self.leave_hits_behind();
        }
        self.open(id);
    }

    fn leave_hits_behind(&mut self) {
        if let Screen::Browse(browse) = &mut self.screen
            && matches!(std::mem::take(&mut browse.opened_from), OpenedFrom::Results(_))
        {
            self.commands.push(Command::StopSearch);
        }
    }

    /// Opens what is selected, or nothing if nothing is.
    pub(super) fn follow_selection(&mut self) {
        match self.list.selected() {
            Some(id) => self.open_from_list(id),
            None => self.reader.close(),
        }
    }

    /// The selected entry is the one that is shown, wherever both can be seen: the pane with the focus decides. Reading
    /// takes the selection along even where the list is not up.
    pub(super) fn agree(&mut self) {
        let Screen::Browse(browse) = &self.screen else { return };
        let shown = self.reader.shown().id();
        match (browse.focus, shown) {
            _ if self.list.selected() == shown => {}
            (Pane::Reader, Some(id)) => self.list.select(id),
            _ if self.viewport.both => self.follow_selection(),
            _ => {}
        }
    }

    /// So many articles on, or back: among the results where the article was opened from them, else in the list.
    pub(super) fn go_to_neighbour(&mut self, by: isize) {
        let from_results = matches!(
            self.browse(),
            Some(browse) if browse.focus == Pane::Reader && matches!(browse.opened_from, OpenedFrom::Results(_))
        );
        if from_results {
            return self.go_to_neighbour_hit(by);
        }
        if !self.list.step(ListStep::By(by)) {
            return self.say(self.words.no_more);
        }
        // Where the list alone is up its selection moves, and nothing is read.
        if let Some(id) = self.list.selected().filter(|_| self.is_article_on_screen()) {
            if self.focus() == Pane::Reader {
                self.leave_trace();
            }
            self.open_from_list(id);
        }
    }

    /// Where the reader is.
    pub(super) fn location(&self) -> Location {
        Location {
            article: self.reader.shown().id(),
            anchor: self.reader.anchor(),
            query: self.reader.query().map(Arc::clone),
            focus: self.focus(),
        }
    }

    /// Back to where the reader was. The screen is that of the panes by now.
    pub(super) fn go_back_to(&mut self, location: Location) {
        let Location { article, anchor, query, focus } = location;
        if let Screen::Browse(browse) = &mut self.screen {
            browse.focus = focus;
        }
        let Some(id) = article else {
            if self.reader.shown().id().is_some() {
                self.reader.close();
                self.screen_number += 1;
            }
            return;
        };
        self.open(id);
        self.reader.put_back(query, anchor);
    }
}
