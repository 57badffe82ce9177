//! A *target*: what lies under the mouse. The view finds it, the state knows what a click on it means.

use std::time::{Duration, Instant};

use super::hint::HintKey;
use crate::model::{BlockIx, EntryId};
use crate::text::page::Anchor;

/// Two presses within this time on the same target are a double click.
const DOUBLE: Duration = Duration::from_millis(400);

/// What lies under the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// An entry of the list.
    Entry(EntryId),
    /// The heading of a group of the list: the entry below it.
    Group(EntryId),
    /// The list, where there is no entry.
    List,
    /// A bar of the months in the list's head: its first month, and the one after its last.
    Months(usize, usize),
    /// How many could not be read, in the list's head.
    Unreadable,
    /// A row of the side panel, by its number.
    Side(usize),
    /// A place in the article's text.
    Text(Anchor),
    /// The row of a picture, where there is no text.
    Picture(BlockIx),
    /// The reader pane, where there is no text.
    Reader,
    /// A row of the scrollbar, of so many.
    Scrollbar {
        /// The row, from the top.
        row: u16,
        /// How many there are.
        rows: u16,
    },
    /// The line between the panes: so many cells are left of it.
    Border(u16),
    /// A result, by its number.
    Hit(usize),
    /// A passage beside the results, by its number.
    Passage(usize),
    /// The results, where there is none.
    Results,
    /// A row of an overlay that can be selected, by its number.
    Row(usize),
    /// An overlay, where there is no such row.
    Overlay,
    /// Beside an overlay.
    Beside,
    /// A key that a hint names.
    Hint(HintKey),
    /// Nothing that can be clicked.
    Nothing,
}

/// What is held while the button is down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grip {
    /// The thumb of the scrollbar, so many rows below its first.
    Thumb(u16),
    /// The line between the panes; the width of the list that was set before.
    Border(Option<u16>),
}

/// A press of the button. It counts only on the screen it was made on: what came to lie under the mouse since was not
/// pressed.
#[derive(Clone, Copy, Debug)]
pub struct Press {
    target: Target,
    /// The column and the row.
    cell: (u16, u16),
    when: Instant,
    screen: u64,
    /// What it took hold of.
    pub(super) grip: Option<Grip>,
}

impl Press {
    /// A press on a cell of a screen, by that screen's number.
    pub fn new(target: Target, cell: (u16, u16), when: Instant, screen: u64) -> Self {
        Self { target, cell, when, screen, grip: None }
    }

    /// Whether this press after `before` makes a double click.
    pub fn doubles(&self, before: &Self) -> bool {
        let soon = self.when.saturating_duration_since(before.when) < DOUBLE;
        soon && (self.target, self.screen) == (before.target, before.screen)
    }

    /// Whether this press comes so soon after one that brought up another screen that it was meant for what `before`
    /// was on: a double click on something that one click opens.
    pub fn was_meant_for(&self, before: &Self) -> bool {
        (self.cell, self.screen != before.screen) == (before.cell, true)
            && self.when.saturating_duration_since(before.when) < DOUBLE
    }

    /// Whether it was on the same row of an overlay as this one, however long ago.
    pub fn repeats(&self, before: &Self) -> bool {
        matches!(self.target, Target::Row(_)) && (self.target, self.screen) == (before.target, before.screen)
    }

    /// What it holds on the screen of this number.
    pub fn held(&self, screen: u64) -> Option<Grip> {
        self.grip.filter(|_| self.screen == screen)
    }

    /// The place in the text it was on, if that is still on the screen of this number.
    pub fn text(&self, screen: u64) -> Option<Anchor> {
        match self.target {
            Target::Text(anchor) if self.screen == screen => Some(anchor),
            _ => None,
        }
    }
}
