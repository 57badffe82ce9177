//! *Visits*: the places that were left by a jump, the way back to them, and on again.

use super::location::Location;
use super::{App, Pane};
use crate::model::EntryId;
use crate::text::page::Anchor;

/// So many places are remembered each way.
const KEPT: usize = 200;

/// The places to go back to and on to, the nearest last.
#[derive(Debug, Default)]
pub(super) struct Visits {
    back: Vec<Location>,
    on: Vec<Location>,
    /// Where the reader was when they went to the list.
    reading: Option<Location>,
}

impl App {
    /// Jumps to a place in the article that is shown.
    pub(super) fn leave_for(&mut self, anchor: Anchor) {
        self.leave_trace();
        self.set_focus(Pane::Reader);
        self.reader.go_to(anchor);
    }

    /// Jumps to another article.
    pub(super) fn visit(&mut self, id: EntryId) {
        self.leave_trace();
        self.read(id);
    }

    /// Remembers the place that is about to be left.
    pub(super) fn leave_trace(&mut self) {
        let here = self.location();
        if here.article.is_some() {
            self.visits.on.clear();
            push(&mut self.visits.back, here);
        }
    }

    /// The reader goes to the list.
    pub(super) fn leave_text(&mut self) {
        self.visits.reading = Some(self.location()).filter(|here| here.article.is_some());
    }

    /// The reader opens an article in the list: another one than they came from is a jump.
    pub(super) fn open_listed(&mut self, id: EntryId) {
        if let Some(left) = self.visits.reading.take().filter(|left| left.article != Some(id)) {
            self.visits.on.clear();
            push(&mut self.visits.back, left);
        }
        self.read(id);
    }

    /// So many places back, or on.
    pub(super) fn walk_visits(&mut self, back: bool, times: usize) {
        for _ in 0..times {
            let here = self.location();
            let (from, to) = match back {
                true => (&mut self.visits.back, &mut self.visits.on),
                false => (&mut self.visits.on, &mut self.visits.back),
            };
            let Some(place) = from.pop() else {
                return self.say(if back { self.words.no_way_back } else { self.words.no_way_on });
            };
            push(to, here);
            self.go_back_to(place);
        }
    }
}

fn push(places: &mut Vec<Location>, place: Location) {
    if places.len() == KEPT {
        places.remove(0);
    }
    places.push(place);
}
