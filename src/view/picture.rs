//! A picture over the screen, with what is said of it.
//!
//! ```text
//!  图  3／9                                   1200 x 800 像素  345 KB  PNG
//!
//!                            the picture
//!
//!  its caption, in two rows at most
//!  keys                                                             150%
//! ```

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::picture_rows::{art, strips_of};
use super::{Areas, Role};
use crate::app::{App, PictureOverlay};
use crate::model::{DrawnPicture, ScreenStrip};
use crate::text::interface_rows;

/// Rows that a caption takes at most.
const CAPTION: u16 = 2;

/// The room of the picture: what the head, the caption and the keys leave.
fn room(screen: Rect) -> Rect {
    let below = match screen.height {
        0..8 => 1,
        8..12 => 2,
        _ => CAPTION + 1,
    };
    let above = if screen.height < 8 { 1 } else { 2 };
    let side = u16::from(screen.width >= 24);
    Rect {
        x: screen.x + side,
        y: screen.y + above,
        width: screen.width.saturating_sub(2 * side),
        height: screen.height.saturating_sub(above + below),
    }
}

/// The columns and rows of a picture.
pub(super) fn cells(screen: Rect) -> (u16, u16) {
    let room = room(screen);
    (room.width, room.height)
}

/// Where a picture stands: in the middle of its room.
fn place(room: Rect, drawn: &DrawnPicture) -> Rect {
    let (width, height) = (drawn.columns.min(room.width), drawn.rows.min(room.height));
    Rect { x: room.x + (room.width - width) / 2, y: room.y + (room.height - height) / 2, width, height }
}

pub(super) fn draw(app: &App, areas: &Areas, overlay: &PictureOverlay, canvas: &mut Canvas) {
    canvas.blank(areas.screen);
    let words = app.words.pictures();
    let room = room(areas.screen);
    let bar = Rect { x: room.x, width: room.width, height: 1, ..areas.screen };
    let (number, of) = overlay.number();
    let x = canvas.text(bar, words.title, Role::Title);
    let rest = |x: u16| Rect { x, width: bar.right().saturating_sub(x), ..bar };
    let x = canvas.text(rest(x + 2), &format!("{number}{}{of}", words.between), Role::Quiet);
    let drawn = overlay.drawn();
    if let Some(Ok(drawn)) = drawn {
        let facts = &drawn.facts;
        let size = format!("{} x {}{}", facts.width, facts.height, words.pixels);
        let facts = format!("{size}  {}  {}", file_size(facts.bytes), facts.format);
        let shown = [facts, size].into_iter().find(|said| canvas.width(said) + x + 2 <= bar.right());
        if let Some(shown) = shown {
            canvas.text(rest(bar.right() - canvas.width(&shown)), &shown, Role::Quiet);
        }
    }
    let shows = app.picture_device().shows();
    match drawn {
        Some(Ok(drawn)) if shows => art(app, drawn, place(room, drawn), 0, canvas),
        Some(Ok(_)) => super::reader::message(app, room, words.too_few_colours, "", canvas),
        Some(Err(fault)) => {
            let address = overlay.picture().and_then(|picture| picture.address.as_deref()).unwrap_or_default();
            // However long the picture in it is.
            let address = &address[..address.floor_char_boundary(300)];
            super::reader::message(app, room, &words.fault(fault), address, canvas);
        }
        None => super::reader::message(app, room, words.loading, "", canvas),
    }
    let caption = overlay.picture().map(|picture| picture.caption.as_str()).unwrap_or_default();
    let below = Rect { y: room.bottom(), height: areas.screen.bottom().saturating_sub(room.bottom() + 1), ..room };
    said(app, below, caption, canvas);
}

/// A caption, in the middle where it fits on one row; what is too long ends with ⋯.
fn said(app: &App, area: Rect, caption: &str, canvas: &mut Canvas) {
    if area.height == 0 || caption.is_empty() {
        return;
    }
    let rows = interface_rows(caption, u32::from(area.width), app.settings.ruler);
    if let [_] = rows[..] {
        let x = area.x + area.width.saturating_sub(canvas.width(caption)) / 2;
        canvas.text(Rect { x, width: area.right() - x, height: 1, ..area }, caption, Role::Text);
        return;
    }
    for (at, row) in rows.iter().enumerate().take(usize::from(area.height)) {
        let place = Rect { y: area.y + at as u16, height: 1, ..area };
        let is_last = at + 1 == usize::from(area.height);
        let end = if is_last { caption.len() } else { row.text_end };
        canvas.line(place, &caption[row.start..end], |_| Role::Text);
    }
}

/// The rows of the picture over the screen, where the terminal draws them itself.
pub(super) fn strips(areas: &Areas, overlay: &PictureOverlay) -> Vec<ScreenStrip> {
    match overlay.drawn() {
        Some(Ok(drawn)) => strips_of(drawn, place(room(areas.screen), drawn), 0),
        _ => Vec::new(),
    }
}

/// A size as people read it.
fn file_size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} KB", (bytes + 500) / 1000),
        _ => crate::model::megabytes(bytes as u64),
    }
}
