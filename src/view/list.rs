//! The list pane: entries under the headings of their groups, on two rows or, where the pane is wide, on one.
//!
//! ```text
//!  新浪               未读 9/12
//!
//!  2022年 1月             3篇
//! ›开会时间一天比一天晚！天津市⋯
//!    14日 上观新闻      *43% 9分
//! ```

use std::borrow::Cow;

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::list_entry::EntryPlace;
use super::{Areas, Role, list_entry, list_head, list_months};
use crate::app::{App, ListRow};
use crate::model::{EntryId, Language};
use crate::search::Heading;

pub(super) fn draw(app: &App, areas: &Areas, canvas: &mut Canvas) {
    let area = areas.list;
    list_head::draw(app, areas.list_head, canvas);
    list_months::draw(app, areas.months, canvas);
    if app.list().shown().is_empty() {
        return empty(app, area, canvas);
    }
    let mut bottom = area.y;
    for (y, row) in rows(app, areas) {
        let place = Rect { y, height: areas.entry_rows, ..area };
        match row {
            ListRow::Heading(said, count) => {
                heading(app, said, count, Rect { height: 1, ..place }, canvas);
                bottom = y + 1;
            }
            ListRow::Entry(id) => {
                let more = rows_more(app, areas, id);
                list_entry::draw(app, id, EntryPlace { area: place, more, alone: areas.reader.is_empty() }, canvas);
                bottom = place.bottom() + more;
            }
        }
    }
    others(app, Rect { y: bottom, height: area.bottom().saturating_sub(bottom), ..area }, canvas);
}

/// What stands in the pane, each with its first row on the screen.
fn rows<'a>(app: &'a App, areas: &Areas) -> impl Iterator<Item = (u16, ListRow<'a>)> {
    let rows = app.list().rows(usize::from(areas.list.height), usize::from(areas.entry_rows));
    let top = areas.list.y;
    rows.into_iter().map(move |(y, row)| (top + u16::try_from(y).unwrap_or(u16::MAX), row))
}

/// The rows more that an entry takes.
fn rows_more(app: &App, areas: &Areas, id: EntryId) -> u16 {
    if app.list().selected() != Some(id) {
        return 0;
    }
    let rows = app.list().rows_of_selected(usize::from(areas.list.height), usize::from(areas.entry_rows));
    u16::try_from(rows).unwrap_or_default()
}

/// The entry under a row of the screen.
pub(super) fn entry_at(app: &App, areas: &Areas, y: u16) -> Option<EntryId> {
    rows(app, areas).find_map(|(top, row)| match row {
        ListRow::Entry(id) if (top..top + areas.entry_rows + rows_more(app, areas, id)).contains(&y) => Some(id),
        _ => None,
    })
}

/// The entry below the heading that is on a row of the screen.
pub(super) fn group_at(app: &App, areas: &Areas, y: u16) -> Option<EntryId> {
    let mut rows = rows(app, areas);
    rows.find(|(top, row)| *top == y && matches!(row, ListRow::Heading(..)))?;
    rows.find_map(|(_, row)| if let ListRow::Entry(id) = row { Some(id) } else { None })
}

/// The row of the screen on which an entry begins.
pub(super) fn row_of(app: &App, areas: &Areas, id: EntryId) -> Option<u16> {
    rows(app, areas).find_map(|(y, row)| (row == ListRow::Entry(id)).then_some(y))
}

/// The heading of a group: what it is called, and at the right how many are in it.
fn heading(app: &App, heading: &Heading, count: usize, area: Rect, canvas: &mut Canvas) {
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let count = app.words.count_articles(count);
    let right = canvas.width(&count).min(inner.width);
    let left = Rect { width: inner.width.saturating_sub(right + 1), ..inner };
    canvas.line(left, &said(app, heading), |_| Role::Group);
    canvas.text(Rect { x: inner.right() - right, width: right, ..inner }, &count, Role::Group);
}

/// What a group is called.
fn said<'h>(app: &App, heading: &'h Heading) -> Cow<'h, str> {
    let language = app.words.language;
    match (heading, language) {
        (Heading::Named(name), _) => Cow::Borrowed(name),
        (Heading::Without, _) => {
            let group = app.list().arrangement().group;
            Cow::Borrowed(group.map_or("", |group| group.without(language)))
        }
        (Heading::Unreadable, _) => Cow::Borrowed(app.words.failed),
        (Heading::Year(_) | Heading::Month(..) | Heading::Day(..), Language::English) => {
            Cow::Owned(heading.to_string())
        }
        (Heading::Year(year), _) => Cow::Owned(format!("{year}年")),
        (Heading::Month(year, month), _) => Cow::Owned(format!("{year}年{month:2}月")),
        (Heading::Day(year, month, day), _) => Cow::Owned(format!("{year}年{month:2}月{day:2}日")),
    }
}

/// Behind the last entry: how many files are no articles.
fn others(app: &App, area: Rect, canvas: &mut Canvas) {
    let others = &app.loading().others;
    if !others.is_empty() && app.list().filter().is_none() && area.height > 1 {
        let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), y: area.y + 1, height: area.height - 1 };
        super::reader::paragraph(app, inner, &others.sentence(app.words), Role::Quiet, canvas);
    }
}

/// An empty list says why, and what to do.
fn empty(app: &App, area: Rect, canvas: &mut Canvas) {
    let words = app.words;
    let (what, hint) = match (app.list().filter(), app.loading().done) {
        (None, _) if app.is_looking_for_members() => (words.looking.to_owned(), String::new()),
        (None, _) if app.saved_searches().shown().is_some() => {
            (words.finding().nothing.to_owned(), app.hint(words.finding().nothing_hint))
        }
        (Some(query), _) => (format!("{} {}", words.no_title, query.pattern()), app.hint(words.no_title_hint)),
        (None, true) if !app.loading().others.is_empty() => {
            (words.nothing_here.to_owned(), app.loading().others.sentence(words))
        }
        (None, true) => (words.nothing_here.to_owned(), app.hint(words.nothing_here_hint)),
        (None, false) => (format!("{} {}", words.loading, super::canvas::CUT), String::new()),
    };
    super::reader::message(
        app,
        Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area },
        &what,
        &hint,
        canvas,
    );
}
