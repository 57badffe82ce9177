//! The *rows of a picture*: drawn in cells here, or handed over to the terminal that draws them itself.

use std::sync::Arc;

use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use super::canvas::Canvas;
use crate::app::App;
use crate::model::{DrawnPicture, PictureArt, PictureWay, Rgb, ScreenStrip};

/// What halves a cell: its upper half, and where that would take two cells, its right half.
const UPPER: &str = "▀";
const RIGHT: &str = "▐";
/// What is drawn of a picture, in its place; of one that is kept apart from the text nothing.
pub(super) fn art(app: &App, drawn: &DrawnPicture, place: Rect, from: u16, canvas: &mut Canvas) {
    let PictureArt::Cells(cells) = &drawn.art else { return };
    let device = app.picture_device();
    let indexed = device.way == PictureWay::Cells { indexed: true };
    let colour = |Rgb(red, green, blue): Rgb| match indexed {
        true => Color::Indexed(Rgb(red, green, blue).index()),
        false => Color::Rgb(red, green, blue),
    };
    for y in 0..place.height {
        let row = usize::from(from + y) * usize::from(drawn.columns);
        for x in 0..place.width {
            let Some([one, other]) = cells.get(row + usize::from(x)) else { continue };
            let (sign, fore, ground) = match (one == other, device.sideways) {
                (true, _) => (" ", *one, *one),
                (false, true) => (RIGHT, *other, *one),
                (false, false) => (UPPER, *one, *other),
            };
            let style = Style::new().fg(colour(fore)).bg(colour(ground));
            canvas.cluster(place.x + x, place.y + y, place.right(), sign, style);
        }
    }
}

/// The rows of a picture from one on, in their place.
pub(super) fn strips_of(drawn: &DrawnPicture, place: Rect, from: u16) -> Vec<ScreenStrip> {
    let PictureArt::Strips(picture) = &drawn.art else { return Vec::new() };
    let strip = |at: u16| ScreenStrip {
        x: place.x,
        y: place.y + at,
        width: drawn.columns,
        row: from + at,
        picture: Arc::clone(picture),
    };
    (0..place.height).map(strip).collect()
}
