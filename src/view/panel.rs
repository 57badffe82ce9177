//! A panel, over everything else.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::{Areas, Role, list};
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
    let words = app.words;
    let (title, hint) = match panel.about() {
        About::Help => (words.help, words.panel_hint),
        About::Details => (words.details, words.panel_hint),
        About::Matches => (words.matches, words.choice_hint),
        About::Keywords => (words.keywords, words.keywords_hint),
        About::Terms => (words.terms, words.terms_hint),
    };
    let x = canvas.text(Rect { height: 1, ..inner }, title, Role::Title);
    if let (chosen, count @ 1..) = panel.position()
        && panel.about().is_choice()
    {
        let number = format!("{}/{count}", chosen + 1);
        canvas.text(
            Rect { x: x + 2, width: inner.right().saturating_sub(x + 2), height: 1, ..inner },
            &number,
            Role::Quiet,
        );
    }
    // Beside the title, or below the lines where it is too long for that.
    let width = canvas.width(hint);
    let place = match canvas.width(title) + 16 + width <= inner.width {
        true => Rect { x: inner.right() - width, width, height: 1, ..inner },
        false => Rect { y: inner.bottom().saturating_sub(1), height: 1, ..inner },
    };
    canvas.line(place, hint, |_| Role::Quiet);
    let keys = match panel.about() {
        About::Matches => 7.min(labels(inner)),
        _ => labels(inner),
    };
    for (y, line) in (inner.y + 2..inner.bottom().saturating_sub(1)).zip(panel.lines()) {
        let row = Rect { y, height: 1, ..inner };
        if line.heading {
            canvas.line(row, &line.text, |_| Role::Quiet);
            continue;
        }
        let label = match (line.slot, panel.about()) {
            (Some(slot), _) => Role::Keyword(slot),
            (None, About::Matches) => Role::Quiet,
            (None, _) => Role::Strong,
        };
        if line.chosen {
            canvas.text(Rect { x: row.x - 1, width: 1, ..row }, list::SELECTED, Role::Text);
        }
        canvas.line(Rect { width: keys, ..row }, &line.label, |_| label);
        let rest = Rect { x: row.x + keys + 1, width: row.width.saturating_sub(keys + 1), ..row };
        canvas.line(rest, &line.text, |at| match line.lit.iter().any(|range| range.contains(&at)) {
            true if line.chosen => Role::CurrentMatch,
            true => Role::Match,
            false => Role::Text,
        });
        if line.chosen {
            canvas.paint(row, Role::Selected);
        }
    }
}
