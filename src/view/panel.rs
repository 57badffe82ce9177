//! A panel, over everything else.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::{Areas, Role};
use crate::app::{About, App, Panel};

/// The cells that labels take, where there is room for so many.
const LABELS: u16 = 16;
/// The widest that a panel gets, in cells.
const WIDEST: u16 = 72;

/// Where a panel stands.
fn inner(screen: Rect) -> Rect {
    let width = screen.width.min(WIDEST);
    Rect { x: (screen.width - width) / 2 + 1, width: width.saturating_sub(2), ..screen }
}

fn labels(inner: Rect) -> u16 {
    LABELS.min(inner.width / 3).max(4)
}

/// The cells that a line's text has, and the rows that are shown at once.
pub(super) fn room(screen: Rect) -> (u32, usize) {
    let inner = inner(screen);
    (u32::from(inner.width.saturating_sub(labels(inner) + 1)), usize::from(screen.height.saturating_sub(3)))
}

pub(super) fn draw(app: &App, areas: &Areas, panel: &Panel, canvas: &mut Canvas) {
    canvas.blank(areas.screen);
    let inner = inner(areas.screen);
    let title = match panel.about() {
        About::Help => app.words.help,
        About::Details => app.words.details,
    };
    canvas.text(Rect { height: 1, ..inner }, title, Role::Title);
    let hint = canvas.width(app.words.panel_hint).min(inner.width);
    if canvas.width(title) + 2 + hint <= inner.width {
        let place = Rect { x: inner.right() - hint, width: hint, height: 1, ..inner };
        canvas.text(place, app.words.panel_hint, Role::Quiet);
    }
    let keys = labels(inner);
    for (y, line) in (inner.y + 2..inner.bottom().saturating_sub(1)).zip(panel.lines()) {
        let row = Rect { y, height: 1, ..inner };
        if line.heading {
            canvas.line(row, &line.text, |_| Role::Quiet);
            continue;
        }
        canvas.line(Rect { width: keys, ..row }, &line.label, |_| Role::Emphasis);
        let rest = Rect { x: row.x + keys + 1, width: row.width.saturating_sub(keys + 1), ..row };
        canvas.line(rest, &line.text, |_| Role::Text);
    }
}
