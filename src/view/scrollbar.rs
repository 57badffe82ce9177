//! The *scrollbar* of the text: how much of it is on the screen, and where the matches are.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::{Areas, Role};
use crate::app::{App, hit_anchor};
use crate::search;
use crate::text::page::Page;

/// A match, in the scrollbar.
pub(super) const TICK: &str = "-";
/// Half a cell, and of one cell on every terminal (W10).
pub(super) const THUMB: &str = "▐";

/// The scrollbar: a thumb as long as the part of the text that is on the screen, and a tick at each match.
pub(super) fn draw(app: &App, page: &Page, areas: &Areas, canvas: &mut Canvas) {
    let bar = areas.scrollbar;
    if bar.is_empty() || bar.height == 0 {
        return;
    }
    for y in app.reader().thumb(bar.height).unwrap_or_default() {
        canvas.text(Rect { y: bar.y + y, height: 1, ..bar }, THUMB, Role::Thumb);
    }
    let height = f64::from(bar.height);
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
