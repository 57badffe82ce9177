//! An overlay, over everything else.

use ratatui::layout::{Position, Rect};

use super::canvas::Canvas;
use super::{Areas, Role, list_entry};
use crate::app::{App, HintItem, Overlay};
use crate::model::{AlongWords, HintWords, PictureWords};

/// The cells that labels take, where there is room for so many.
const LABELS: u16 = 16;
/// The widest that an overlay gets, in cells.
const WIDEST: u16 = 72;

/// Where an overlay stands.
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

/// The cells of a whole line.
pub(super) fn width(screen: Rect) -> u32 {
    u32::from(inner(screen).width)
}

/// The row that can be selected under a row of the screen, by its number.
pub(super) fn row_at(overlay: &Overlay, screen: Rect, y: u16) -> Option<usize> {
    let (_, rows) = room(screen);
    let row = usize::from(y.checked_sub(inner(screen).y + 2)?);
    let at = overlay.window().top() + row;
    let (_, count) = overlay.window().position();
    (overlay.has_selection() && row < rows && at < count).then_some(at)
}

/// The row on which its keys and the position stand.
pub(super) fn last_row(screen: Rect) -> Rect {
    let inner = inner(screen);
    Rect { y: inner.bottom().saturating_sub(1), height: 1.min(inner.height), ..inner }
}

/// What the keys of an overlay do.
pub(super) fn keys(app: &App, overlay: &Overlay) -> Vec<HintItem> {
    app.hint_items_in(overlay.context(), head(app, overlay).1)
}

/// Whether a position is beside the overlay.
pub(super) fn is_beside(screen: Rect, at: Position) -> bool {
    let inner = inner(screen);
    !(inner.x.saturating_sub(1)..=inner.right()).contains(&at.x)
}

/// Which row is selected, of how many; where none is, how far down the rows are that are shown.
pub(super) fn position(overlay: &Overlay) -> String {
    if let Overlay::Picture(picture, _) = overlay {
        let drawn = picture.drawn().and_then(|drawn| drawn.as_ref().ok());
        return drawn.map_or_else(String::new, |drawn| format!("{}%", drawn.scale));
    }
    let window = overlay.window();
    match window.position() {
        (_, 0) => String::new(),
        (selected, count) if overlay.has_selection() => format!("{}/{count}", selected + 1),
        (_, count) => window.percent_of(count).map_or_else(String::new, |percent| format!("{percent}%")),
    }
}

/// What an overlay is called, and what its keys do.
fn head(app: &App, overlay: &Overlay) -> (&'static str, &'static str) {
    let words = app.words;
    match overlay {
        Overlay::Help(_) => (words.help, HintWords::of(words.language).help),
        Overlay::Details(..) => (words.details, words.overlay_hint),
        Overlay::Matches(_) => (words.matches, words.choice_hint),
        Overlay::Keywords(_) => (words.keywords, words.keywords_hint),
        Overlay::Terms { .. } => (words.terms, words.terms_hint),
        Overlay::Arrangement(_) => (words.arrangement, words.arrangement_hint),
        Overlay::Outline { .. } => (words.outline, words.outline_hint),
        Overlay::Links { .. } => (words.links, words.links_hint),
        Overlay::Notes { everywhere: false, .. } => (words.notes().title, words.notes().hint),
        Overlay::Notes { .. } => (words.notes().title_all, words.notes().hint),
        Overlay::Statistics(..) => (AlongWords::of(words.language).statistics, words.overlay_hint),
        Overlay::Saved(_) => (words.finding().title, words.finding().hint),
        Overlay::Messages(_) => (HintWords::of(words.language).messages, words.overlay_hint),
        Overlay::Copying(_) => (words.copying, words.copying_hint),
        Overlay::Dictionary { .. } => (words.aids().dictionary, words.aids().dictionary_hint),
        Overlay::Picture(..) => (PictureWords::of(words.language).title, PictureWords::of(words.language).hint),
    }
}

pub(super) fn draw(app: &App, areas: &Areas, overlay: &Overlay, canvas: &mut Canvas) {
    canvas.blank(areas.screen);
    let inner = inner(areas.screen);
    let (title, _) = head(app, overlay);
    let x = canvas.text(Rect { height: 1, ..inner }, title, Role::Title);
    let (_, count) = overlay.window().position();
    let count = Some(count).filter(|&count| overlay.has_selection() && count > 0);
    let filter = overlay.window().filter().map(|filter| format!("/{filter}"));
    let facts = [count.map(|count| count.to_string()), filter].into_iter().flatten().collect::<Vec<_>>().join("  ");
    let room = inner.right().saturating_sub(x + 2);
    canvas.line(Rect { x: x + 2, width: room, height: 1, ..inner }, &facts, |_| Role::Quiet);
    if matches!(overlay, Overlay::Keywords(_)) && count.is_some() {
        let heading = app.keywords_heading();
        let width = canvas.width(&heading).min(room);
        canvas.text(Rect { x: inner.right() - width, width, height: 1, ..inner }, &heading, Role::Quiet);
    }
    draw_rows(app, overlay, inner, canvas);
}

/// Its rows.
fn draw_rows(app: &App, overlay: &Overlay, inner: Rect, canvas: &mut Canvas) {
    let numbered = matches!(overlay, Overlay::Matches(_) | Overlay::Links { .. });
    let keys = match overlay {
        Overlay::Matches(_) => labels(inner).min(7),
        Overlay::Links { .. } => labels(inner).min(4),
        Overlay::Notes { .. } => labels(inner).min(5),
        Overlay::Messages(_) => labels(inner).min(9),
        Overlay::Arrangement(_) | Overlay::Copying(_) | Overlay::Saved(_) => 2,
        Overlay::Outline { .. } | Overlay::Dictionary { .. } => 0,
        _ => labels(inner),
    };
    // What the panels of the article have from it.
    let of_article = matches!(overlay, Overlay::Matches(_) | Overlay::Outline { .. } | Overlay::Links { .. });
    let script = app.reader().page().filter(|_| of_article).and_then(|page| page.style().script);
    for (y, line) in (inner.y + 2..inner.bottom().saturating_sub(1)).zip(overlay.window().lines()) {
        let row = Rect { y, height: 1, ..inner };
        if line.heading {
            canvas.line(row, &line.text, |_| Role::Quiet);
            continue;
        }
        let label = match line.slot {
            _ if line.colour.is_some() => line.colour.map_or(Role::Text, Role::Highlight),
            Some(slot) => Role::Keyword(slot),
            None if numbered => Role::Quiet,
            None => Role::Strong,
        };
        if line.selected {
            canvas.text(Rect { x: row.x - 1, width: 1, ..row }, list_entry::SELECTED, Role::Text);
        }
        canvas.line(Rect { width: keys, ..row }, &line.label, |_| label);
        let gap = keys + u16::from(keys > 0);
        let end = canvas.width(&line.end);
        if end > 0 {
            canvas.text(Rect { x: row.right().saturating_sub(end), width: end, ..row }, &line.end, Role::Quiet);
        }
        let taken = gap + if end > 0 { end + 2 } else { 0 };
        let rest = Rect { x: row.x + gap, width: row.width.saturating_sub(taken), ..row };
        let role = |at| match line.lit.iter().any(|range| range.contains(&at)) {
            true if line.selected => Role::CurrentMatch,
            true => Role::Match,
            false if line.quiet.contains(&at) => Role::Quiet,
            false if line.strong.contains(&at) => Role::Strong,
            false => Role::Text,
        };
        // However long a link's text is, its address begins on the row.
        let (text, address) = line.text.split_at(line.quiet.start.min(line.text.len()));
        let least = canvas.width(address).min(rest.width / 3);
        if matches!(overlay, Overlay::Links { .. }) && canvas.width(text) > rest.width - least {
            let width = rest.width - least;
            canvas.line_in(script, Rect { width: width.saturating_sub(1), ..rest }, text.trim_end(), role);
            let behind = |at| role(text.len() + at);
            canvas.line(Rect { x: rest.x + width, width: least, ..rest }, address, behind);
        } else {
            canvas.line_in(script, rest, &line.text, role);
        }
        if line.selected {
            // A label that shows a colour goes on showing it.
            let shows = if line.slot.is_some() || line.colour.is_some() { gap } else { 0 };
            canvas.paint(Rect { x: row.x + shows, width: row.width - shows, ..row }, Role::Selected);
        }
    }
}
