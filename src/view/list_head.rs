//! The *head* of the list: what is open and, at the right, what is to be known of all that is listed.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::{Areas, Role, list_entry};
use crate::app::App;

/// What is said at the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeadFact {
    /// How many could not be read.
    Failed,
    /// How many were not read.
    Unread,
    /// How they are arranged.
    Order,
}

/// The blanks between two facts.
const GAP: u16 = 2;

/// What there is to be said, from the left, as much as there is room for in a head of some width: what is open comes first,
/// then what was not read.
fn facts(app: &App, width: u16) -> Vec<(HeadFact, String)> {
    let (list, words) = (app.list(), app.words);
    let readable = list.readable();
    let unread = (readable > 0).then(|| format!("{} {}/{readable}", words.unread, list.unread()));
    let failed = (list.failed() > 0 && app.loading().done).then(|| words.unreadable(list.failed()));
    let is_wide = width >= list_entry::WIDE;
    let order = (is_wide && list.len() > 1).then(|| list.arrangement().said(words.language));
    let mut room = width.saturating_sub(2 + cells(app, &name(app)));
    let mut said: Vec<(HeadFact, String)> = Vec::new();
    let by_weight = [(HeadFact::Unread, unread), (HeadFact::Failed, failed), (HeadFact::Order, order)];
    for (fact, text) in by_weight.into_iter().filter_map(|(fact, text)| Some((fact, text?))) {
        let taken = cells(app, &text) + GAP;
        if taken <= room || said.is_empty() {
            room = room.saturating_sub(taken);
            said.push((fact, text));
        }
    }
    said.sort_by_key(|(fact, _)| *fact as u8);
    said
}

/// The facts, each with its place.
fn placed(app: &App, area: Rect) -> Vec<(HeadFact, Rect, String)> {
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), height: 1, ..area };
    let mut end = inner.right();
    let mut placed = Vec::new();
    for (fact, text) in facts(app, area.width).into_iter().rev() {
        let width = cells(app, &text).min(end - inner.x);
        placed.push((fact, Rect { x: end - width, width, ..inner }, text));
        end = (end - width).saturating_sub(GAP).max(inner.x);
    }
    placed
}

fn cells(app: &App, text: &str) -> u16 {
    u16::try_from(app.settings.ruler.width(text)).unwrap_or(u16::MAX)
}

/// What is open, or the saved search that is shown.
fn name(app: &App) -> String {
    app.saved_searches().shown().map_or_else(|| app.archive_name(), |known| known.name(app.words).to_owned())
}

/// What stands under a cell of the head.
pub(super) fn fact_at(app: &App, areas: &Areas, x: u16, y: u16) -> Option<HeadFact> {
    let at = (x, y);
    placed(app, areas.list_head).into_iter().find_map(|(fact, place, _)| place.contains(at.into()).then_some(fact))
}

/// Whether it says how many could not be read.
pub(super) fn says_failed(app: &App, areas: &Areas) -> bool {
    let said = |(fact, _): &(HeadFact, String)| *fact == HeadFact::Failed;
    !areas.list_head.is_empty() && facts(app, areas.list_head.width).iter().any(said)
}

pub(super) fn draw(app: &App, area: Rect, canvas: &mut Canvas) {
    if area.is_empty() {
        return;
    }
    let facts = placed(app, area);
    let end = facts.last().map_or(area.right().saturating_sub(1), |(_, place, _)| place.x.saturating_sub(1));
    let left = Rect { x: area.x + 1, width: end.saturating_sub(area.x + 1), height: 1, ..area };
    let x = canvas.line(left, &name(app), |_| Role::Strong) + 1;
    if app.saved_searches().shown().is_some() {
        let count = app.words.count_articles(app.list().shown().len());
        canvas.line(Rect { x, width: left.right().saturating_sub(x), ..left }, &count, |_| Role::Quiet);
    }
    for (_, place, text) in &facts {
        canvas.text(*place, text, Role::Quiet);
    }
}
