//! A picture in *cells*: two colours each, one for a half.

use image::RgbImage;

use crate::model::{PictureArt, Rgb};

/// The pixels that cells take: twice as many rows, or columns where they are halved sideways.
pub(super) fn pixels(columns: u16, rows: u16, sideways: bool) -> (u32, u32) {
    let (columns, rows) = (u32::from(columns), u32::from(rows));
    if sideways { (columns * 2, rows) } else { (columns, rows * 2) }
}

/// The cells of as many pixels.
pub(super) fn draw(image: &RgbImage, sideways: bool) -> PictureArt {
    let colour = |x: u32, y: u32| {
        let [red, green, blue] = image.get_pixel(x, y).0;
        Rgb(red, green, blue)
    };
    let (columns, rows) = match sideways {
        true => (image.width() / 2, image.height()),
        false => (image.width(), image.height() / 2),
    };
    let each = (0..rows).flat_map(|y| (0..columns).map(move |x| (x, y)));
    let cell = |(x, y): (u32, u32)| match sideways {
        true => [colour(2 * x, y), colour(2 * x + 1, y)],
        false => [colour(x, 2 * y), colour(x, 2 * y + 1)],
    };
    PictureArt::Cells(each.map(cell).collect())
}
