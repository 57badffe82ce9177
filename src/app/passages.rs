//! The *passages* beside the results: the hits of the selected article, asked for outside as the selection comes to it, one
//! of them selected while the keys are theirs.

use super::hit_list::HitList;
use super::list::wanted_traces;
use super::motion::{ListStep, Motion};
use std::sync::Arc;

use super::passage_list::PassageList;
use super::results::Results;
use super::screen::Screen;
use super::{App, Command};
use crate::model::RequestId;
use crate::search::{Passage, PassagePlace, Passages};
use crate::text::page::{Anchor, PagePart};

impl Results {
    /// The passages that are of the selected article, and not of the one before.
    fn passages_of_selected(&self) -> Option<&PassageList> {
        let selected = self.hits.as_ref().and_then(HitList::selected)?;
        Some(&self.passages).filter(|passages| passages.article() == Some(selected.id))
    }
}

impl App {
    /// Asks for the passages of the selected result, where they can be seen and are not asked for already.
    pub(super) fn settle_passages(&mut self) {
        let (rows, cells) = (self.viewport.passage_rows, self.viewport.passage_cells);
        let Screen::Results(results) = &self.screen else { return };
        let wanted = results.hits.as_ref().and_then(|hits| Some((hits.selected()?.id, hits.request())));
        let asked = results.passages.asked.map(|(id, search, _)| (id, search));
        let question = (rows > 0 && wanted != asked).then(|| self.request());
        let Screen::Results(results) = &mut self.screen else { return };
        if rows == 0 {
            results.passages.set_focus(false);
            return;
        }
        let passages = &mut results.passages;
        match (wanted, question) {
            (None, _) => *passages = PassageList::default(),
            (Some((article, search)), Some(request)) => {
                passages.asked = Some((article, search, request));
                let Some(query) = results.hits.as_ref().map(|hits| Arc::clone(hits.query())) else { return };
                let traces = wanted_traces(&self.list, &query);
                // Two rows, of which a Han takes two cells.
                let budget = cells.saturating_sub(2).max(8) as usize;
                self.commands.push(Command::Passages { request, article, query, traces, budget });
            }
            (Some(_), None) => {}
        }
        if let Screen::Results(results) = &mut self.screen {
            results.passages.settle(rows, cells, self.settings.ruler);
        }
    }

    /// The passages that were asked for.
    pub(super) fn take_passages(&mut self, request: RequestId, came: Passages) -> bool {
        let Some(results) = self.results_mut() else { return false };
        let passages = &mut results.passages;
        let Some((article, ..)) = passages.asked.filter(|(.., own)| *own == request) else { return false };
        passages.take(article, came);
        self.results().is_some() && self.overlay.is_none()
    }

    /// Keys go to the passages from now on, or back to the results; says whether there are any to go to.
    pub(super) fn turn_to_passages(&mut self, to_passages: bool) -> bool {
        let Screen::Results(results) = &mut self.screen else { return false };
        if !to_passages {
            return results.passages.set_focus(false);
        }
        if self.viewport.passage_rows == 0 || results.passages_of_selected().is_none_or(|own| own.first().is_empty()) {
            return false;
        }
        let place = results.hits.as_ref().and_then(HitList::selected).and_then(|hit| hit.place);
        let passages = &mut results.passages;
        if !passages.set_focus(true) {
            // Where Enter on the result would have led.
            let is_it = |passage: &Passage| Some(passage.place) == place.map(PassagePlace::Body);
            passages.select(passages.first().iter().position(is_it).unwrap_or(0));
        }
        true
    }

    /// To the next passage, or the one before; into them first.
    pub(super) fn walk_passages(&mut self, forward: bool, times: usize) {
        let is_in = self.are_passages_in_focus();
        if !self.turn_to_passages(true) || !is_in {
            return;
        }
        let by = isize::try_from(times).unwrap_or(isize::MAX);
        if !self.step_passages(ListStep::By(if forward { by } else { -by })) {
            self.say(self.words.listing().no_more_passages);
        }
    }

    /// Moves among the passages, if keys go to them; says whether they do.
    pub(super) fn go_among_passages(&mut self, motion: Motion) -> bool {
        let page = self.viewport.passage_rows;
        let is_in = self.are_passages_in_focus();
        if is_in {
            self.step_passages(motion.step(page));
        }
        is_in
    }

    fn step_passages(&mut self, step: ListStep) -> bool {
        let Screen::Results(results) = &mut self.screen else { return false };
        results.passages.step(step)
    }

    /// Whether there is room for the passages beside the results.
    pub fn shows_passages(&self) -> bool {
        self.viewport.passage_rows > 0
    }

    pub(super) fn are_passages_in_focus(&self) -> bool {
        self.results().is_some_and(|results| results.passages.has_focus())
    }

    /// The place of the selected passage, if keys go to them.
    pub(super) fn passage_place(&self) -> Option<Anchor> {
        let passages = self.results()?.passages_of_selected().filter(|passages| passages.has_focus())?;
        Some(match passages.first().get(passages.position())?.place {
            PassagePlace::Title(byte) => Anchor { part: PagePart::Head(0), byte },
            PassagePlace::Body(place) => Anchor { part: PagePart::Body(place.block), byte: place.byte },
        })
    }

    /// Opens the article at a passage.
    pub(super) fn open_passage(&mut self, at: usize) {
        if self.turn_to_passages(true) {
            self.step_passages(ListStep::To(at));
            self.open_hit(None);
        }
    }
}
