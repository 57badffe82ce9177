//! The reader pane: the page's rows from the top on, lit up where something was found.

use std::ops::Range;

use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::canvas::Canvas;
use super::links::{PartLink, links_of};
use super::{Areas, Role};
use crate::app::{App, Shown, hit_anchor};
use crate::model::{BlockIx, BlockKind, HighlightColour, InlineStyle, Span};
use crate::search::{self, Slot};
use crate::text::page::{Anchor, Extra, Marker, Page, PagePart, PageRow, RowId, RowPiece};
use crate::text::{interface_rows, walk};

pub(super) fn draw(app: &App, areas: &Areas, canvas: &mut Canvas) {
    let words = app.words;
    match app.reader().shown() {
        Shown::Article(..) => match app.reader().page() {
            Some(page) => {
                rows(app, page, areas, canvas);
                link_numbers(app, page, areas, canvas);
                scrollbar(app, page, areas, canvas);
            }
            None => message(app, areas.text, words.loading, "", canvas),
        },
        Shown::Waiting(_) => message(app, areas.text, words.loading, "", canvas),
        Shown::Failed(id, reason) => {
            let path = app.list().entry(*id).map(|entry| entry.origin.display()).unwrap_or_default();
            let what = format!("{}\n{path}\n{}", words.unreadable, words.failure(reason));
            message(app, areas.text, &what, &app.hint(words.unreadable_hint), canvas);
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
    let mut y = area.y + area.height.saturating_sub(4) / 3;
    for (text, role) in [(what, Role::Text), (hint, Role::Quiet)] {
        y = paragraph(app, Rect { y, height: area.bottom().saturating_sub(y), ..area }, text, role, canvas) + 1;
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
    for (line, (id, row)) in page.rows_from(app.reader().top()).take(usize::from(areas.text.height)).enumerate() {
        lights.turn_to(app, page, row.part, canvas.tells_links());
        let y = areas.text.y + u16::try_from(line).unwrap_or(0);
        let place = Rect { y, height: 1, ..areas.text };
        // A mark may hang in the columns between the measure and the scrollbar, nothing else (F02).
        let right = (place.right() + 2).min(areas.scrollbar.x.max(place.right())).min(areas.reader.right());
        if let Some((x, marker)) = row.marker {
            draw_marker(page, marker, x, place, canvas);
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
        let Some((x, y)) = cell_of(app, page, areas, place) else { continue };
        // At the end of a line it stands as far to the left as it has to.
        let width = canvas.width(&number);
        let x = x.min(areas.scrollbar.x.max(areas.text.right()).saturating_sub(width));
        let at = Rect { x, y, width, height: 1 };
        canvas.blank(at);
        canvas.text(at, &number, Role::CurrentMatch);
    }
}

/// The cell in which a place of the text stands, if it is on the screen.
fn cell_of(app: &App, page: &Page, areas: &Areas, place: Anchor) -> Option<(u16, u16)> {
    let rows = page.rows_from(app.reader().top()).take(usize::from(areas.text.height));
    for (line, (_, row)) in rows.enumerate().filter(|(_, (_, row))| row.part == place.part) {
        let mut found = None;
        for piece in row.pieces.as_slice().iter().filter(|piece| piece.written.is_none()) {
            walk(page.text(row.part), &piece.row, app.settings.ruler, |byte, _, column| {
                if byte == place.byte {
                    found = Some(piece.x + column);
                }
            });
        }
        if let Some(column) = found {
            let (x, y) = (u16::try_from(column).ok()?, u16::try_from(line).ok()?);
            return Some((areas.text.x + x, areas.text.y + y));
        }
    }
    None
}

/// The place in the text under a cell of the screen.
pub(super) fn place_at(app: &App, areas: &Areas, at: Position) -> Option<Anchor> {
    let page = app.reader().page().filter(|_| areas.text.contains(at))?;
    let (_, row) = page.rows_from(app.reader().top()).nth(usize::from(at.y - areas.text.y))?;
    let scroll = if is_code(page, row.part) && !page.style().wrap_code { app.reader().code_scroll() } else { 0 };
    let wanted = u32::from(at.x - areas.text.x) + scroll;
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
    let page = app.reader().page().filter(|_| areas.text.contains(at))?;
    let (_, row) = page.rows_from(app.reader().top()).nth(usize::from(at.y - areas.text.y))?;
    match row.part {
        PagePart::Body(block) if matches!(row.marker, Some((_, Marker::Image { .. }))) => Some(block),
        _ => None,
    }
}

/// The place in the text on the row that is nearest to a cell, in the nearest column.
pub(super) fn nearest_place(app: &App, areas: &Areas, at: Position) -> Option<Anchor> {
    let area = areas.text;
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
        Marker::NoteRule => (&*text, Role::Rule),
        _ => (&*text, Role::Marker),
    };
    canvas.text(Rect { x, width: place.right().saturating_sub(x), ..place }, text, role);
}

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
    let mut overflows = false;
    // The columns of the link that is being drawn.
    let mut linked: Option<(&PartLink, Range<u16>)> = None;
    page.walk(id, piece, |at, cluster, column| {
        let Some(column) = (piece.x + column).checked_sub(scroll).or((scroll == 0).then_some(0)) else { return };
        let width = u32::from(ruler.cells(cluster));
        if scroll > 0 && column < piece.x {
            return;
        }
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
    if overflows && is_code(page, row.part) {
        let style = canvas.style(Role::Marker);
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

/// What is lit in the part that is being drawn.
#[derive(Default)]
struct Lights {
    part: Option<PagePart>,
    spans: Vec<Span>,
    keywords: Vec<(Range<usize>, Slot)>,
    matches: Vec<Range<usize>>,
    current: Option<Range<usize>>,
    selection: Option<Range<usize>>,
    annotations: Vec<(Range<usize>, HighlightColour)>,
    spoken: Option<Range<usize>>,
    /// The links, where the terminal is told of them.
    links: Vec<PartLink>,
}

/// Only this much of a part is looked through for keywords: the rows on a screen, with room to spare. A book may be
/// one paragraph.
const WINDOW: usize = 64 * 1024;

impl Lights {
    /// Finds what is lit in another part.
    fn turn_to(&mut self, app: &App, page: &Page, part: PagePart, tells_links: bool) {
        if self.part == Some(part) {
            return;
        }
        let links = if tells_links { links_of(page, part) } else { Vec::new() };
        *self = Self { part: Some(part), links, ..Self::default() };
        let text = page.text(part);
        let (start, window) = window(app, page, part, text);
        let keywords = app.keywords().find_in(window).into_iter();
        self.keywords = keywords.map(|(range, slot)| (range.start + start..range.end + start, slot)).collect();
        match part {
            PagePart::Body(at) => {
                let hits = search::in_block(app.reader().matches().body(), at);
                let from = hits.partition_point(|hit| hit.range.end <= start);
                let near = hits[from..].iter().take_while(|hit| hit.range.start < start + window.len());
                self.matches = near.map(|hit| hit.range.clone()).collect();
                let current = app.reader().matches().current_in_body();
                self.selection = app.reader().selection().and_then(|span| span.in_block(at, text.len()));
                self.current = current.filter(|hit| hit.block == at).map(|hit| hit.range.clone());
                self.spoken = app.sentence_aloud().and_then(|span| span.in_block(at, text.len()));
                self.annotations = app.annotations().in_block(at, text.len());
                self.spans = page.article().body.get(at.0).map(|block| block.inline.spans.clone()).unwrap_or_default();
            }
            PagePart::Head(0) => {
                let range = |find: &search::Find| find.range.clone();
                self.matches = app.reader().matches().title().iter().map(range).collect();
                self.current = app.reader().matches().current_in_title().map(range);
            }
            PagePart::Head(_) | PagePart::Cut { .. } | PagePart::Tail(_) => {}
        }
    }

    /// A selection wins over matches, matches over keywords, keywords over highlights, these over the author's own styles. What is struck out is
    /// so under any light.
    fn style_at(&self, at: usize, base: Role, canvas: &Canvas) -> Style {
        // Spans of several styles may lie on one another; each adds its own.
        let here = self.spans.iter().take_while(|span| span.start <= at).filter(|span| at < span.end);
        let roles = here.filter_map(|span| role_of(span.style));
        match self.lit(at) {
            Some(role) => {
                let struck = roles.filter(|role| *role == Role::Struck);
                // In the colours of the light: those of what is struck out are for another ground.
                struck.fold(canvas.style(role), |style, _| style.add_modifier(Modifier::CROSSED_OUT))
            }
            None => {
                let highlight = self.annotations.iter().rfind(|(range, _)| range.contains(&at));
                let spoken = self.spoken.as_ref().filter(|range| range.contains(&at));
                let roles = roles.chain(highlight.map(|(_, colour)| Role::Highlight(*colour)));
                let roles = roles.chain(spoken.map(|_| Role::Spoken));
                roles.fold(canvas.style(base), |style, role| style.patch(canvas.style(role)))
            }
        }
    }

    fn lit(&self, at: usize) -> Option<Role> {
        if self.selection.as_ref().is_some_and(|range| range.contains(&at)) {
            return Some(Role::Selection);
        }
        if self.current.as_ref().is_some_and(|range| range.contains(&at)) {
            return Some(Role::CurrentMatch);
        }
        // Both are in order and do not overlap.
        let found = self.matches.partition_point(|range| range.end <= at);
        if self.matches.get(found).is_some_and(|range| range.contains(&at)) {
            return Some(Role::Match);
        }
        let found = self.keywords.partition_point(|(range, _)| range.end <= at);
        let keyword = self.keywords.get(found).filter(|(range, _)| range.contains(&at));
        keyword.map(|(_, slot)| Role::Keyword(*slot))
    }
}

/// The role of a style; none for what looks like its text: a reading's base, a formula, signs that stand high or low by
/// themselves.
fn role_of(style: InlineStyle) -> Option<Role> {
    match style {
        InlineStyle::Link => Some(Role::Link),
        InlineStyle::Code => Some(Role::InlineCode),
        InlineStyle::Strong => Some(Role::Strong),
        InlineStyle::Emphasis => Some(Role::Emphasis),
        InlineStyle::Struck => Some(Role::Struck),
        InlineStyle::Inserted => Some(Role::Inserted),
        InlineStyle::Marked => Some(Role::Marked),
        InlineStyle::Ruby | InlineStyle::Sup | InlineStyle::Sub | InlineStyle::Math | InlineStyle::Anchor => None,
    }
}

/// The stretch of a part's text around the top of the screen.
fn window<'t>(app: &App, page: &Page, part: PagePart, text: &'t str) -> (usize, &'t str) {
    if text.len() <= WINDOW {
        return (0, text);
    }
    let top = page.anchor(app.reader().top());
    let from = if top.part == part { top.byte.saturating_sub(1024) } else { 0 };
    let start = text.floor_char_boundary(from);
    (start, &text[start..text.floor_char_boundary(start + WINDOW)])
}

/// A match, in the scrollbar.
pub(super) const TICK: &str = "-";
/// At the end of a row of code that goes on.
pub(super) const MORE: &str = "»";
/// Half a cell, and of one cell on every terminal (W10).
pub(super) const THUMB: &str = "▐";

/// The scrollbar: a thumb as long as the part of the text that is on the screen, and a tick at each match.
fn scrollbar(app: &App, page: &Page, areas: &Areas, canvas: &mut Canvas) {
    let bar = areas.scrollbar;
    if bar.is_empty() || bar.height == 0 {
        return;
    }
    let rows = areas.text.height;
    let bottom = page.moved(app.reader().top(), isize::try_from(rows).unwrap_or(1) - 1);
    let from = page.fraction(page.anchor(app.reader().top()));
    let to = page.fraction_through(bottom);
    let height = f64::from(bar.height);
    if from > 0.0 || to < 1.0 {
        let first = (from * height).floor() as u16;
        let last = ((to * height).ceil() as u16).clamp(first + 1, bar.height.max(first + 1));
        for y in first..last.min(bar.height) {
            canvas.text(Rect { y: bar.y + y, height: 1, ..bar }, THUMB, Role::Thumb);
        }
    }
    // Hits are in the order of the text: each row of the bar looks for the first that falls into it. A search for one
    // letter in a book has millions of them.
    let row_of = |hit: &search::Hit| ((page.fraction(hit_anchor(hit)) * height) as u16).min(bar.height - 1);
    if !app.reader().matches().title().is_empty() {
        canvas.text(Rect { height: 1, ..bar }, TICK, Role::Tick);
    }
    let mut hits = app.reader().matches().body();
    while let Some(hit) = hits.first() {
        let y = row_of(hit);
        canvas.text(Rect { y: bar.y + y, height: 1, ..bar }, TICK, Role::Tick);
        hits = &hits[hits.partition_point(|hit| row_of(hit) <= y)..];
    }
}
