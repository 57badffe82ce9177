//! The *mouse*: what a press, a release and the wheel mean on what lies under them.

use std::time::Instant;

use super::action::Action;
use super::motion::Motion;
use super::overlay::Overlay;
use super::target::{Press, Target};
use super::{App, Pane};

impl App {
    pub(super) fn press(&mut self, target: Target, cell: (u16, u16), when: Instant) -> bool {
        // What is typed comes first: behind a prompt nothing moves.
        if self.prompt.is_some() {
            return false;
        }
        let press = Press::new(target, cell, when, self.screen_number);
        let before = self.pressed.replace(press);
        if before.is_some_and(|before| press.was_meant_for(&before)) {
            return false;
        }
        let doubled = before.is_some_and(|before| press.doubles(&before));
        self.click(target);
        if let (true, Some(at)) = (doubled, press.text(self.screen_number)) {
            self.reader.select_word(at);
            self.search_selection(at);
            self.pressed = None;
        }
        true
    }

    fn click(&mut self, target: Target) {
        self.count = None;
        self.letter_awaited = None;
        if self.overlay.is_some() {
            let row = match target {
                Target::Overlay(row) => row,
                _ => None,
            };
            return self.click_in_overlay(row);
        }
        self.notice = None;
        self.stop_scrolling();
        self.list.choose();
        match target {
            Target::Hit(at) => self.open_hit(Some(at)),
            Target::Entry(id) => {
                self.set_focus(Pane::List);
                self.reader.unselect();
                self.list.select(id);
                if self.viewport.both { self.follow_selection() } else { self.read(id) }
            }
            Target::List => self.set_focus(Pane::List),
            Target::Picture(block) => {
                self.set_focus(Pane::Reader);
                self.reader.unselect();
                self.view_picture_of(block);
            }
            Target::Months(first, end) => self.go_to_months(first..end),
            Target::Unreadable => self.list_unreadable(),
            Target::Text(_) | Target::Reader => {
                self.set_focus(Pane::Reader);
                self.reader.unselect();
            }
            Target::Results | Target::Overlay(_) | Target::Nothing => {}
        }
    }

    /// The mouse moves with the button down: what lies between is selected, and seen.
    pub(super) fn drag(&mut self, target: Target) -> bool {
        let pressed = self.pressed.and_then(|press| press.text(self.screen_number));
        match (pressed, target) {
            (Some(from), Target::Text(to)) if self.overlay.is_none() && self.prompt.is_none() => {
                let before = self.reader.selection();
                // Back on the first character: nothing yet, or no longer.
                if from == to {
                    self.reader.unselect();
                } else {
                    self.reader.select(from, to);
                }
                self.reader.selection() != before
            }
            _ => false,
        }
    }

    /// The text moves on under the mouse while something is being selected; says whether it can.
    pub(super) fn drag_on(&mut self, rows: isize) -> bool {
        let selects = self.pressed.and_then(|press| press.text(self.screen_number)).is_some();
        if !selects || self.overlay.is_some() || self.prompt.is_some() {
            return false;
        }
        self.list.choose();
        self.reader.scroll(rows);
        true
    }

    /// The button was pressed at one place of the text and released at another: what lies between is selected, and keys
    /// go on from there.
    pub(super) fn release(&mut self, target: Target) -> bool {
        let pressed = self.pressed.and_then(|press| press.text(self.screen_number));
        let dragged = self.reader.selection().is_some() && !self.reader.is_selecting();
        match (pressed, target) {
            _ if self.overlay.is_some() || self.prompt.is_some() => false,
            (Some(from), Target::Text(to)) if from != to => {
                self.reader.select(from, to);
                if !self.reader.begin_selecting_there() {
                    self.say(self.words.notes().only_text);
                }
                true
            }
            // A click on what is said of a picture.
            (Some(from), Target::Text(_)) if !dragged && self.view_picture_at(from) => true,
            // Beside the text: what was drawn holds.
            (Some(_), Target::Text(_)) | (None, _) => false,
            (Some(_), _) => dragged && self.reader.begin_selecting_there(),
        }
    }

    pub(super) fn wheel(&mut self, target: Target, rows: isize) -> bool {
        if self.prompt.is_some() {
            return false;
        }
        let motion = Motion::Lines(rows);
        let in_all = self.overlay.as_ref().map_or(0, |overlay| self.rows_of(overlay));
        if matches!(self.overlay, Some(Overlay::Picture(..))) {
            let action = if rows < 0 { Action::ZoomIn } else { Action::ZoomOut };
            self.act_in_overlay(action, None);
            return true;
        }
        if let Some(overlay) = &mut self.overlay {
            overlay.go(motion, self.viewport.overlay_rows, in_all);
            return true;
        }
        match target {
            Target::Hit(_) | Target::Results => self.step_hits(Motion::Lines(rows.signum())),
            Target::Text(_) | Target::Picture(_) | Target::Reader => {
                self.list.choose();
                self.reader.scroll(rows);
                self.correct_speed(rows);
            }
            Target::Entry(_) | Target::List | Target::Months(..) | Target::Unreadable => {
                self.list.choose();
                self.list.step(Motion::Lines(rows.signum()).step(1));
                if self.viewport.both {
                    self.follow_selection();
                }
            }
            Target::Overlay(_) | Target::Nothing => return false,
        }
        true
    }
}
