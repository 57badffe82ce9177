//! A *motion*: an action that moves, with the count typed before it: `5j`, `2d`, `30G`.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::action::Action;

/// The largest count that can be typed.
const LARGEST_COUNT: usize = 999_999;

/// How far, and in what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// Rows or entries.
    Lines(isize),
    /// Halves of a page.
    HalfPages(isize),
    /// Pages.
    Pages(isize),
    /// To the top.
    Top,
    /// To the end.
    End,
    /// To this entry, from 1; in an article to this per cent.
    Goto(usize),
}

/// A motion in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListStep {
    /// By so many entries.
    By(isize),
    /// To the entry of this index, or the last.
    To(usize),
}

/// The count that a digit makes of what was typed before it; a first `0` is none.
pub(super) fn count_with(count: Option<usize>, key: KeyEvent) -> Option<usize> {
    let plain = key.modifiers.difference(KeyModifiers::SHIFT).is_empty();
    let digit = match key.code {
        KeyCode::Char(c) if plain => c.to_digit(10)? as usize,
        _ => return None,
    };
    (digit > 0 || count.is_some()).then(|| (count.unwrap_or(0) * 10 + digit).min(LARGEST_COUNT))
}

impl Motion {
    /// The motion that an action is.
    pub fn of(action: Action, count: Option<usize>) -> Option<Self> {
        let times = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        Some(match action {
            Action::LineDown => Self::Lines(times),
            Action::LineUp => Self::Lines(-times),
            Action::HalfDown => Self::HalfPages(times),
            Action::HalfUp => Self::HalfPages(-times),
            Action::PageDown => Self::Pages(times),
            Action::PageUp => Self::Pages(-times),
            Action::Top => Self::Top,
            Action::End => count.map_or(Self::End, Self::Goto),
            _ => return None,
        })
    }

    /// The same in a list that shows `page` entries at once.
    pub fn step(self, page: usize) -> ListStep {
        let page = isize::try_from(page.max(1)).unwrap_or(isize::MAX);
        match self {
            Self::Lines(lines) => ListStep::By(lines),
            Self::HalfPages(halves) => ListStep::By((page / 2).max(1).saturating_mul(halves)),
            Self::Pages(pages) => ListStep::By(page.saturating_mul(pages)),
            Self::Top => ListStep::To(0),
            Self::End => ListStep::To(usize::MAX),
            Self::Goto(number) => ListStep::To(number.saturating_sub(1)),
        }
    }
}

impl ListStep {
    /// The index this leads to from `at`, in a list of `count` entries.
    pub fn from(self, at: usize, count: usize) -> usize {
        let to = match self {
            Self::By(by) => at.saturating_add_signed(by),
            Self::To(to) => to,
        };
        to.min(count.saturating_sub(1))
    }
}
