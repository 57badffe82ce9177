//! The *mouse*: what a press, a release and the wheel mean on what lies under them.

use std::time::Instant;

use super::action::Action;
use super::command::Command;
use super::hint::HintKey;
use super::motion::{ListStep, Motion};
use super::overlay::Overlay;
use super::set_text::LIST_WIDTHS;
use super::target::{Grip, Press, Target};
use super::{App, Pane};
use crate::model::EntryId;
use crate::text::page::Anchor;

/// Whose the mouse is.
#[derive(Clone, Copy, Debug)]
pub(super) struct MouseUse {
    /// Ours, and not the terminal's, which selects and copies with it.
    pub is_ours: bool,
    /// What the terminal was told.
    told: bool,
}

impl MouseUse {
    /// As the terminal has been told.
    pub fn of(is_ours: bool) -> Self {
        Self { is_ours, told: is_ours }
    }

    /// What the terminal has to be told, if it does not know; it is told then.
    pub fn take_news(&mut self) -> Option<Command> {
        let known = std::mem::replace(&mut self.told, self.is_ours) == self.is_ours;
        (!known).then_some(Command::ReportMouse(self.is_ours))
    }
}

impl App {
    pub(super) fn press(&mut self, target: Target, cell: (u16, u16), when: Instant) -> bool {
        // What is typed comes first: behind a prompt nothing moves.
        if self.prompt.is_some() {
            return match target {
                Target::Hint(HintKey::Type(does)) => self.act_in_prompt(does),
                _ => false,
            };
        }
        let press = Press::new(target, cell, when, self.screen_number);
        let before = self.pressed.replace(press);
        if before.is_some_and(|before| press.was_meant_for(&before)) {
            return false;
        }
        let doubled = before.is_some_and(|before| press.doubles(&before));
        self.click(target, before.is_some_and(|before| press.repeats(&before)));
        if let (true, Some(at)) = (doubled, press.text(self.screen_number)) {
            self.reader.select_word(at);
            self.search_selection(at);
            self.pressed = None;
        }
        true
    }

    fn click(&mut self, target: Target, again: bool) {
        self.count = None;
        self.letter_awaited = None;
        if let Target::Hint(HintKey::Act(action)) = target {
            return self.act(action);
        }
        if self.overlay.is_some() {
            return match target {
                Target::Row(row) => self.click_in_overlay(row, again),
                Target::Beside => self.close_overlay(),
                _ => {}
            };
        }
        self.notices.pass();
        self.stop_scrolling();
        self.list.choose();
        match target {
            Target::Hit(at) => self.open_hit(Some(at)),
            Target::Passage(at) => self.open_passage(at),
            Target::Entry(id) => {
                self.set_focus(Pane::List);
                self.reader.unselect();
                self.list.select(id);
                if self.viewport.both { self.follow_selection() } else { self.read(id) }
            }
            Target::Group(id) => self.click_group(id),
            Target::List => self.set_focus(Pane::List),
            Target::Picture(block) => {
                self.set_focus(Pane::Reader);
                self.reader.unselect();
                self.view_picture_of(block);
            }
            Target::Side(row) => self.go_beside(row),
            Target::Months(first, end) => self.go_to_months(first..end),
            Target::Unreadable => self.list_unreadable(),
            Target::Text(_) | Target::Reader => {
                self.set_focus(Pane::Reader);
                self.reader.unselect();
            }
            Target::Scrollbar { row, rows } => {
                self.set_focus(Pane::Reader);
                self.take_thumb(row, rows);
            }
            Target::Border(_) => self.take_hold(Grip::Border(self.list_width)),
            Target::Results | Target::Row(_) | Target::Overlay | Target::Beside | Target::Hint(_) | Target::Nothing => {
            }
        }
    }

    /// The heading of a group leads to the first of its entries.
    fn click_group(&mut self, below: EntryId) {
        self.set_focus(Pane::List);
        let Some(first) = self.list.first_of_group(below) else { return };
        self.list.step(ListStep::To(first));
        if self.viewport.both {
            self.follow_selection();
        }
    }

    /// The thumb is taken where it is; pressed elsewhere its middle comes there.
    fn take_thumb(&mut self, row: u16, rows: u16) {
        let Some(thumb) = self.reader.thumb(rows) else { return };
        let held = if thumb.contains(&row) { row - thumb.start } else { (thumb.end - thumb.start) / 2 };
        self.take_hold(Grip::Thumb(held));
        if !thumb.contains(&row) {
            self.reader.move_thumb(row.saturating_sub(held), rows);
        }
    }

    fn take_hold(&mut self, grip: Grip) {
        if let Some(press) = &mut self.pressed {
            press.grip = Some(grip);
        }
    }

    /// What is held while the button is down; where the mouse goes meanwhile is a place along it.
    pub fn held(&self) -> Option<Grip> {
        let is_free = self.overlay.is_none() && self.prompt.is_none();
        self.pressed.filter(|_| is_free)?.held(self.screen_number)
    }

    /// The mouse moves with the button down: what lies between is selected, and seen; what is held comes along.
    pub(super) fn drag(&mut self, target: Target) -> bool {
        match (self.held(), target) {
            (Some(Grip::Thumb(held)), Target::Scrollbar { row, rows }) => {
                self.list.choose();
                self.reader.move_thumb(row.saturating_sub(held), rows);
                return true;
            }
            (Some(Grip::Border(_)), Target::Border(cells)) => {
                let width = cells.clamp(*LIST_WIDTHS.start(), *LIST_WIDTHS.end());
                return self.list_width.replace(width) != Some(width);
            }
            (Some(_), _) => return false,
            (None, _) => {}
        }
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
    /// go on from there. Released where it was pressed it follows the link that is there.
    pub(super) fn release(&mut self, target: Target) -> bool {
        if let Some(grip) = self.held() {
            return self.let_go(grip);
        }
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
            (Some(from), Target::Text(_)) if !dragged => self.view_picture_at(from) || self.follow_link_at(from),
            // Beside the text: what was drawn holds.
            (Some(_), Target::Text(_)) | (None, _) => false,
            (Some(_), _) => dragged && self.reader.begin_selecting_there(),
        }
    }

    fn let_go(&mut self, grip: Grip) -> bool {
        if let Some(press) = &mut self.pressed {
            press.grip = None;
        }
        let Grip::Border(before) = grip else { return false };
        if self.list_width == before {
            return false;
        }
        // As wide as it is on the screen: the text keeps some room, however far the mouse went.
        let now = Some(self.viewport.list_cells).filter(|_| self.viewport.both).or(self.list_width);
        self.list_width = before;
        let said = self.said_settings();
        self.list_width = now;
        self.keep_settings(&said);
        true
    }

    /// Follows the link that is at a place of the text, as the list of the links does; says whether one is there.
    fn follow_link_at(&mut self, at: Anchor) -> bool {
        let (Some(id), Some(article)) = (self.reader.shown().id(), self.reader.article()) else { return false };
        let Some(link) = super::links::link_at(article, at, self.reader.page()) else { return false };
        self.follow(id, &link);
        true
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
            Target::Passage(_) => self.walk_passages(rows > 0, 1),
            Target::Hit(_) | Target::Results => self.step_hits(Motion::Lines(rows.signum())),
            Target::Text(_) | Target::Picture(_) | Target::Reader | Target::Side(_) | Target::Scrollbar { .. } => {
                self.list.choose();
                self.reader.scroll(rows);
                self.correct_speed(rows);
            }
            Target::Entry(_) | Target::Group(_) | Target::List | Target::Months(..) | Target::Unreadable => {
                self.list.choose();
                self.list.step(Motion::Lines(rows.signum()).step(1));
                if self.viewport.both {
                    self.follow_selection();
                }
            }
            _ => return false,
        }
        true
    }
}
