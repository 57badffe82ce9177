//! The reader pane: the page's rows from the top on, lit up where something was found.

use std::ops::Range;

use ratatui::layout::{Position, Rect};

use super::canvas::Canvas;
use super::lights::Lights;
use super::links::PartLink;
use super::{Areas, Role, scrollbar};
use crate::app::{App, Shown};
use crate::model::{BlockIx, BlockKind, HintWords, ScreenStrip};
use crate::text::page::{Anchor, Extra, Marker, Page, PagePart, PageRow, RowId, RowPiece};
use crate::text::{interface_rows, walk};

pub(super) fn draw(app: &App, areas: &Areas, canvas: &mut Canvas) {
    let words = app.words;
    match app.reader().shown() {
        Shown::Article(..) => match app.reader().page() {
            Some(page) => {
                rows(app, page, areas, canvas);
                link_numbers(app, page, areas, canvas);
                scrollbar::draw(app, page, areas, canvas);
            }
            None => message(app, areas.text, words.loading, "", canvas),
        },
        Shown::Waiting(_) => message(app, areas.text, words.loading, "", canvas),
        Shown::Failed(id, reason) => {
            let path = app.list().entry(*id).map(|entry| entry.origin.display()).unwrap_or_default();
            let what = format!("{}\n{path}\n{}", words.unreadable, words.failure(reason));
            // Where it is alone there is no next one.
            let is_alone = app.list().shown().len() <= 1;
            let hint = if is_alone { HintWords::of(words.language).unreadable_alone } else { words.unreadable_hint };
            message(app, areas.text, &what, &app.hint(hint), canvas);
        }
        Shown::Nothing if app.list().is_empty() && app.loading().done => {
            message(app, areas.text, words.nothing_here, &app.hint(words.nothing_here_hint), canvas);
        }
        Shown::Nothing if app.list().is_empty() => message(app, areas.text, words.loading, "", canvas),
        // The list says why it is empty.
        Shown::Nothing if app.list().shown().is_empty() => {}
        // Where the last run ended is being looked for.
        Shown::Nothing if app.is_resuming() => message(app, areas.text, words.loading, "", canvas),
        Shown::Nothing => message(app, areas.text, &app.hint(words.nothing_open), "", canvas),
    }
}

/// A message in the middle of an otherwise empty pane, and what to do about it.
pub(super) fn message(app: &App, area: Rect, what: &str, hint: &str, canvas: &mut Canvas) {
    let rows = |text: &str| interface_rows(text, u32::from(area.width), app.settings.ruler).len();
    // Where there is no room for a blank row between both, there is none.
    let blank = u16::from(rows(what) + rows(hint) < usize::from(area.height));
    let mut y = area.y + area.height.saturating_sub(4) / 3 * blank;
    for (text, role) in [(what, Role::Text), (hint, Role::Quiet)] {
        y = paragraph(app, Rect { y, height: area.bottom().saturating_sub(y), ..area }, text, role, canvas) + blank;
    }
}

/// Sets a text of the interface from the top of an area on, as much of it as there is room for; gives the row after it.
pub(super) fn paragraph(app: &App, area: Rect, text: &str, role: Role, canvas: &mut Canvas) -> u16 {
    let rows = interface_rows(text, u32::from(area.width), app.settings.ruler);
    let mut y = area.y;
    for row in rows.into_iter().take(usize::from(area.height)) {
        canvas.text(Rect { y, height: 1, ..area }, &text[row.start..row.text_end], role);
        y += 1;
    }
    y
}

fn rows(app: &App, page: &Page, areas: &Areas, canvas: &mut Canvas) {
    let mut lights = Lights::default();
    for (number, (id, row)) in page.rows_from(app.reader().top()).take(areas.text_rows()).enumerate() {
        lights.turn_to(app, page, row.part, canvas.tells_links());
        let place = areas.row_place(number);
        let right = areas.row_end(place);
        if let Some((x, marker)) = row.marker {
            draw_marker(page, marker, x, place, canvas);
        }
        if let (Some(from), PagePart::Body(block)) = (row.picture, row.part)
            && let Some(drawn) = app.inline_picture(block)
            && from < drawn.rows
        {
            let width = drawn.columns.min(place.width);
            super::picture_rows::art(app, drawn, Rect { width, ..place }, from, canvas);
        }
        for piece in row.pieces.as_slice() {
            draw_piece(app, page, (id, row), piece, &lights, place, right, canvas);
        }
    }
}

/// The numbers of the links, each over the beginning of its link.
fn link_numbers(app: &App, page: &Page, areas: &Areas, canvas: &mut Canvas) {
    let Some(numbers) = app.link_numbers() else { return };
    for (place, number) in numbers.labels() {
        let Some((column, row)) = cell_of(app, page, areas, place) else { continue };
        // At the end of a line it stands as far to the left as it has to.
        let width = canvas.width(&number);
        let x = (row.x + column).min(areas.row_end(row).saturating_sub(width));
        let at = Rect { x, width, ..row };
        canvas.blank(at);
        canvas.text(at, &number, Role::CurrentMatch);
    }
}

/// The column in which a place of the text stands, and where its row does, if it is on the screen.
fn cell_of(app: &App, page: &Page, areas: &Areas, place: Anchor) -> Option<(u16, Rect)> {
    let rows = page.rows_from(app.reader().top()).take(areas.text_rows());
    for (number, (_, row)) in rows.enumerate().filter(|(_, (_, row))| row.part == place.part) {
        let mut found = None;
        for piece in row.pieces.as_slice().iter().filter(|piece| piece.written.is_none()) {
            walk(page.text(row.part), &piece.row, app.settings.ruler, |byte, _, column| {
                if byte == place.byte {
                    found = Some(piece.x + column);
                }
            });
        }
        if let Some(column) = found {
            return Some((u16::try_from(column).ok()?, areas.row_place(number)));
        }
    }
    None
}

/// The place in the text under a cell of the screen.
pub(super) fn place_at(app: &App, areas: &Areas, at: Position) -> Option<Anchor> {
    let page = app.reader().page()?;
    let (number, place) = areas.row_at(at)?;
    let (_, row) = page.rows_from(app.reader().top()).nth(number)?;
    let scroll = if is_code(page, row.part) && !page.style().wrap_code { app.reader().code_scroll() } else { 0 };
    let wanted = u32::from(at.x - place.x) + scroll;
    let mut found = None;
    for piece in row.pieces.as_slice().iter().filter(|piece| piece.written.is_none()) {
        walk(page.text(row.part), &piece.row, app.settings.ruler, |byte, cluster, column| {
            let from = piece.x + column;
            if (from..from + u32::from(app.settings.ruler.cells(cluster))).contains(&wanted) {
                found = Some(Anchor { part: row.part, byte });
            }
        });
    }
    found
}

/// The picture on whose row a cell of the screen is.
pub(super) fn picture_at(app: &App, areas: &Areas, at: Position) -> Option<BlockIx> {
    let page = app.reader().page()?;
    let (number, _) = areas.row_at(at)?;
    let (_, row) = page.rows_from(app.reader().top()).nth(number)?;
    let is_picture = row.picture.is_some() || matches!(row.marker, Some((_, Marker::Image { .. })));
    match row.part {
        PagePart::Body(block) if is_picture => Some(block),
        _ => None,
    }
}

/// The rows of the pictures in the text that the terminal draws itself.
pub(super) fn strips(app: &App, areas: &Areas) -> Vec<ScreenStrip> {
    let Some(page) = app.reader().page() else { return Vec::new() };
    let rows = page.rows_from(app.reader().top()).take(areas.text_rows()).enumerate();
    let strips = rows.filter_map(|(number, (_, row))| {
        let (Some(from), PagePart::Body(block)) = (row.picture, row.part) else { return None };
        let drawn = app.inline_picture(block).filter(|drawn| from < drawn.rows)?;
        Some(super::picture_rows::strips_of(drawn, areas.row_place(number), from))
    });
    strips.flatten().collect()
}

/// The place in the text on the row that is nearest to a cell, in the nearest column.
pub(super) fn nearest_place(app: &App, areas: &Areas, at: Position) -> Option<Anchor> {
    let area = areas.column_near(at);
    if area.is_empty() {
        return None;
    }
    let y = at.y.clamp(area.y, area.bottom() - 1);
    let x = at.x.clamp(area.x, area.right() - 1);
    let columns = (area.x..=x).rev().chain(x..area.right());
    columns.map(|x| Position::new(x, y)).find_map(|cell| place_at(app, areas, cell))
}

fn draw_marker(page: &Page, marker: Marker, x: u32, place: Rect, canvas: &mut Canvas) {
    let x = place.x + u16::try_from(x).unwrap_or(0);
    let text = marker.text(&page.style().labels);
    let x = match marker {
        Marker::Rule => place.x + place.width.saturating_sub(canvas.width(&text)) / 2,
        _ => x,
    };
    let (text, role) = match marker {
        // ─ is ambiguous (W10): where it would take two cells, signs of one stand for it.
        Marker::NoteRule if !canvas.ruler().ambiguous_wide => (NOTE_RULE, Role::Rule),
        Marker::Cut if !canvas.ruler().ambiguous_wide => (CUT_BAR, Role::Rule),
        Marker::NoteRule | Marker::Cut => (&*text, Role::Rule),
        _ => (&*text, Role::Marker),
    };
    canvas.text(Rect { x, width: place.right().saturating_sub(x), ..place }, text, role);
}

/// The bar beside what was cut.
const CUT_BAR: &str = "┆";
/// The rule above the footnotes.
const NOTE_RULE: &str = "────────";

#[expect(clippy::too_many_arguments, reason = "one call, in the innermost loop of the drawing")]
fn draw_piece(
    app: &App,
    page: &Page,
    (id, row): (RowId, &PageRow),
    piece: &RowPiece,
    lights: &Lights,
    place: Rect,
    right: u16,
    canvas: &mut Canvas,
) {
    let base = if piece.written.is_some() { Role::Quiet } else { base_role(page, row) };
    let scroll = if is_code(page, row.part) && !page.style().wrap_code { app.reader().code_scroll() } else { 0 };
    let ruler = canvas.ruler();
    let (mut begins_before, mut overflows) = (false, false);
    // The columns of the link that is being drawn.
    let mut linked: Option<(&PartLink, Range<u16>)> = None;
    page.walk(id, piece, |at, cluster, column| {
        let Some(column) = (piece.x + column).checked_sub(scroll).filter(|&column| scroll == 0 || column >= piece.x)
        else {
            begins_before = true;
            return;
        };
        let width = u32::from(ruler.cells(cluster));
        if column + width > u32::from(right.saturating_sub(place.x)) {
            overflows = true;
            return;
        }
        let style = match piece.written {
            Some(_) => canvas.style(base),
            None => lights.style_at(at, base, canvas),
        };
        let x = place.x + column as u16;
        let end = canvas.cluster(x, place.y, right, cluster, style);
        let link = lights.links.iter().find(|link| piece.written.is_none() && link.range.contains(&at));
        match (&mut linked, link) {
            (None, None) => {}
            // A blank between its clusters is of it too.
            (Some((own, columns)), Some(link)) if std::ptr::eq(*own, link) => columns.end = end,
            (_, link) => {
                if let Some((own, columns)) = std::mem::replace(&mut linked, link.map(|link| (link, x..end))) {
                    canvas.link(own, columns, place.y);
                }
            }
        }
    });
    if let Some((own, columns)) = linked {
        canvas.link(own, columns, place.y);
    }
    let style = canvas.style(Role::Marker);
    if begins_before && is_code(page, row.part) {
        // In the columns before the code, where it has any.
        let first = Rect { width: 1, ..place };
        canvas.blank(first);
        canvas.cluster(first.x, first.y, right, LESS, style);
    }
    if overflows && is_code(page, row.part) {
        let last = Rect { x: right.saturating_sub(1), width: 1, ..place };
        // A wide glyph that ends here makes room as a whole.
        canvas.blank(last);
        canvas.cluster(last.x, last.y, right, MORE, style);
    }
}

fn is_code(page: &Page, part: PagePart) -> bool {
    block_kind(page, part).is_some_and(|kind| matches!(kind, BlockKind::Code { .. }))
}

fn block_kind(page: &Page, part: PagePart) -> Option<&BlockKind> {
    match part {
        PagePart::Body(BlockIx(at)) => page.article().body.get(at).map(|block| &block.kind),
        PagePart::Head(_) | PagePart::Cut { .. } | PagePart::Tail(_) => None,
    }
}

fn base_role(page: &Page, row: &PageRow) -> Role {
    match page.extra(row.part) {
        Some(Extra::Title) => return Role::Title,
        Some(Extra::Byline | Extra::Credit | Extra::Address | Extra::Cut) => return Role::Quiet,
        None => {}
    }
    match block_kind(page, row.part) {
        Some(BlockKind::Heading { .. }) => Role::Heading,
        Some(BlockKind::Quote) => Role::Quote,
        Some(BlockKind::Code { .. }) => Role::Code,
        Some(BlockKind::Image { .. } | BlockKind::Related { .. } | BlockKind::Rule) => Role::Quiet,
        Some(BlockKind::Table { .. }) if row.header => Role::TableHead,
        _ => Role::Text,
    }
}

/// At the beginning of a row of code that has begun further left.
pub(super) const LESS: &str = "«";
/// At the end of a row of code that goes on.
pub(super) const MORE: &str = "»";
