//! The help: the key table, over everything else.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::{Areas, Role};
use crate::app::{App, KeyTable};

/// The cells that the keys take.
const KEYS: u16 = 16;

pub(super) fn draw(app: &App, areas: &Areas, top: usize, canvas: &mut Canvas) {
    let screen = areas.screen;
    let width = screen.width.min(64);
    let area = Rect { x: (screen.width - width) / 2, width, ..screen };
    canvas.blank(screen);
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    canvas.text(Rect { height: 1, ..inner }, app.words.help, Role::Title);
    let hint = canvas.width(app.words.help_hint).min(inner.width);
    if canvas.width(app.words.help) + 2 + hint <= inner.width {
        canvas.text(
            Rect { x: inner.right() - hint, width: hint, height: 1, ..inner },
            app.words.help_hint,
            Role::Quiet,
        );
    }
    let keys = KEYS.min(inner.width / 3).max(4);
    let rows = KeyTable::get().groups().iter().flat_map(|group| {
        let heading = std::iter::once((None, group.heading(app.words).to_owned()));
        let bindings = group
            .bindings()
            .iter()
            .map(|binding| (Some(binding.keys.join(" ")), binding.line(app.words.language).to_owned()));
        heading.chain(bindings).chain(std::iter::once((None, String::new())))
    });
    for (y, (key, line)) in (inner.y + 2..inner.bottom()).zip(rows.skip(top)) {
        let row = Rect { y, height: 1, ..inner };
        match key {
            Some(key) => {
                canvas.line(Rect { width: keys, ..row }, &key, |_| Role::Strong);
                canvas.line(
                    Rect { x: row.x + keys + 1, width: row.width.saturating_sub(keys + 1), ..row },
                    &line,
                    |_| Role::Text,
                );
            }
            None => {
                canvas.line(row, &line, |_| Role::Quiet);
            }
        }
    }
}
