//! The side panel, at the right of the text.

use ratatui::layout::{Position, Rect};

use super::canvas::Canvas;
use super::{Areas, Role, list_entry};
use crate::app::App;

/// With this many columns there is room for it.
const FROM: u16 = 160;
/// The cells of the narrowest panel, and of the widest.
const NARROWEST: u16 = 30;
const WIDEST: u16 = 44;

/// What is left of the reader's pane, the line beside it, and the panel: with that as much as the text does not need.
pub(super) fn split(app: &App, screen: Rect, reader: Rect, needed: u16, least: u16) -> (Rect, Rect, Rect) {
    let width = reader.width.saturating_sub(needed + 1).clamp(NARROWEST, WIDEST);
    if app.settings.side_panel.is_none() || !has_room(screen, reader, least) {
        return (reader, Rect::default(), Rect::default());
    }
    let left = Rect { width: reader.width - width - 1, ..reader };
    let rule = Rect { x: left.right(), width: 1, ..reader };
    (left, rule, Rect { x: rule.right(), width, ..reader })
}

/// Whether there is room for it, with so many cells for the text at least.
pub(super) fn has_room(screen: Rect, reader: Rect, least: u16) -> bool {
    screen.width >= FROM && reader.width > least + NARROWEST
}

/// Where the rows stand: below the head and a blank row, with a cell before them for the sign of the one that is marked.
fn rows_of(areas: &Areas) -> Rect {
    let Rect { x, y, width, height } = areas.side;
    Rect { x: x + 2, y: y + 2, width: width.saturating_sub(3), height: height.saturating_sub(2) }
}

/// The row under a cell, by its number among all.
pub(super) fn row_at(app: &App, areas: &Areas, at: Position) -> Option<usize> {
    let rows = rows_of(areas);
    let side = app.side_rows(usize::from(rows.height), u32::from(rows.width))?;
    let row = usize::from(at.y.checked_sub(rows.y)?);
    (row < side.lines.len()).then_some(side.top + row)
}

pub(super) fn draw(app: &App, areas: &Areas, canvas: &mut Canvas) {
    let rows = rows_of(areas);
    let Some(side) = app.side_rows(usize::from(rows.height), u32::from(rows.width)) else { return };
    let head = Rect { x: rows.x, y: areas.side.y, height: 1, width: rows.width };
    let x = canvas.text(head, side.title, Role::Heading);
    let position = match side.position {
        (_, 0) => String::new(),
        (Some(at), count) => format!("{}/{count}", at + 1),
        (None, count) => count.to_string(),
    };
    let width = canvas.width(&position);
    if x + 2 + width <= head.right() {
        canvas.text(Rect { x: head.right() - width, width, ..head }, &position, Role::Quiet);
    }
    if side.lines.is_empty() {
        super::reader::paragraph(app, rows, &side.nothing, Role::Quiet, canvas);
    }
    let script = app.reader().page().and_then(|page| page.style().script);
    for (y, line) in (rows.y..rows.bottom()).zip(&side.lines) {
        let row = Rect { y, height: 1, ..rows };
        if line.selected {
            canvas.text(Rect { x: row.x - 1, width: 1, ..row }, list_entry::SELECTED, Role::Text);
        }
        let label = line.colour.map_or(Role::Quiet, Role::Highlight);
        let mut x = canvas.text(row, &line.label, label);
        x += u16::from(x > row.x);
        let plain = if line.selected { Role::Text } else { Role::Quiet };
        let role = |at| if line.lit.iter().any(|range| range.contains(&at)) { Role::Strong } else { plain };
        canvas.line_in(script, Rect { x, width: row.right().saturating_sub(x), ..row }, &line.text, role);
    }
}
