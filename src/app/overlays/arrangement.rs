//! The *arrangement* of the list: what it is sorted and grouped by, a letter for each choice. What was chosen holds at
//! once, and the list is seen again.

use unicode_width::UnicodeWidthStr;

use crate::app::App;
use crate::app::action::Action;
use crate::app::keys::Context;
use crate::app::overlay::{Overlay, OverlayLine, Window};
use crate::model::{Arrangement, Change, GroupBy, Language, ListingWords, SortBy};

/// What can be chosen; the key table has a letter for each.
pub(super) const CHOICES: [Action; 14] = [
    Action::SortBy(SortBy::Date),
    Action::SortBy(SortBy::Title),
    Action::SortBy(SortBy::Source),
    Action::SortBy(SortBy::Length),
    Action::SortBy(SortBy::Path),
    Action::SortBy(SortBy::Read),
    Action::GroupBy(None),
    Action::GroupBy(Some(GroupBy::Day)),
    Action::GroupBy(Some(GroupBy::Month)),
    Action::GroupBy(Some(GroupBy::Year)),
    Action::GroupBy(Some(GroupBy::Source)),
    Action::GroupBy(Some(GroupBy::Folder)),
    Action::GroupBy(Some(GroupBy::Category)),
    Action::GroupAsOrdered,
];

impl App {
    /// The choices, the order that holds selected.
    pub(in crate::app) fn open_arrangement(&mut self) {
        let sort = Action::SortBy(self.list.arrangement().sort);
        let at = CHOICES.iter().position(|action| *action == sort).unwrap_or_default();
        self.open_overlay(Overlay::Arrangement(Window::at(at)));
    }

    pub(super) fn act_on_arrangement(&mut self, action: Action) {
        let action = match (action, &self.overlay) {
            (Action::ChooseArrangement, Some(overlay)) => {
                CHOICES.get(overlay.window().position().0).copied().unwrap_or(action)
            }
            _ => action,
        };
        let before = self.list.arrangement();
        let arrangement = match action {
            Action::SortBy(sort) => before.sorted_by(sort),
            Action::GroupBy(group) => before.grouped_by(group),
            Action::GroupAsOrdered => before.grouped_as_ordered(),
            _ => return,
        };
        self.close_overlay();
        if arrangement != before {
            self.arrange(arrangement);
            self.save(Change::Arranged(self.list.arrangement()));
        }
    }

    pub(in crate::app) fn arrange(&mut self, arrangement: Arrangement) {
        self.arranged = true;
        self.list.arrange(arrangement);
        self.screen_number += 1;
    }
}

/// The row of a choice.
pub(super) fn line(app: &App, at: usize) -> Option<OverlayLine> {
    let action = CHOICES.get(at)?;
    let (holds, language) = (app.list.arrangement(), app.words.language);
    let said = name(*action, language)?;
    let (first, is) = match action {
        Action::SortBy(sort) => {
            let is = holds.sort == *sort;
            (sort.first(is && holds.reversed, language), is)
        }
        Action::GroupBy(group) => ("", holds.group == *group),
        Action::GroupAsOrdered => ("", !holds.is_group_chosen),
        _ => return None,
    };
    // A test holds that these names have one width on every terminal (W10).
    let column = CHOICES.iter().filter_map(|action| name(*action, language)).map(UnicodeWidthStr::width).max();
    let blanks = column.unwrap_or_default().saturating_sub(said.width()) + 2;
    let holds = if is { app.words.holds } else { "" };
    let between = if is && !first.is_empty() { "  " } else { "" };
    let text = format!("{said}{:blanks$}{first}{between}{holds}", "");
    Some(OverlayLine {
        label: app.keys().first_key(Context::Arrangement, *action).to_owned(),
        text,
        ..OverlayLine::default()
    })
}

/// What a choice is called.
fn name(action: Action, language: Language) -> Option<&'static str> {
    match action {
        Action::SortBy(sort) => Some(sort.said(language)),
        Action::GroupBy(group) => Some(Arrangement::said_of_groups(group, language)),
        Action::GroupAsOrdered => Some(ListingWords::of(language).as_ordered),
        _ => None,
    }
}
