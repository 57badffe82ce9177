//! The *fit*: which part of a picture stands in how many cells.

use super::{PictureDevice, PictureView, PictureWay};

/// Where pixels are drawn, a picture is made no more times as large as this to fill the room there is.
const LARGER: f64 = 3.0;

/// A part of a picture in cells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PictureFit {
    /// Columns that it takes.
    pub columns: u16,
    /// Rows that it takes.
    pub rows: u16,
    /// The part: its left and its upper edge, its width and its height, in pixels of the picture.
    pub part: (f64, f64, f64, f64),
    /// How many pixels of the screen one of the picture takes.
    pub scale: f64,
}

/// The cells that a view of a picture of that size takes, and the part of it that is in them. Never wider or higher than
/// there is room, and at least one cell.
pub fn picture_fit((width, height): (u32, u32), view: &PictureView, device: &PictureDevice) -> PictureFit {
    let (wide, high) = (f64::from(width.max(1)), f64::from(height.max(1)));
    let cell = (f64::from(device.cell.0.max(1)), f64::from(device.cell.1.max(1)));
    let room = (f64::from(view.columns.max(1)) * cell.0, f64::from(view.rows.max(1)) * cell.1);
    let largest = match device.way {
        // A cell has two points: one of the picture takes no more than a column.
        PictureWay::Cells { .. } | PictureWay::Words => cell.0,
        PictureWay::Sixel | PictureWay::Iterm | PictureWay::Kitty => LARGER,
    };
    let scale = (room.0 / wide).min(room.1 / high).min(largest) * view.factor();
    let cells = |size: f64, cell: f64, most: u16| ((size * scale / cell).round() as u32).clamp(1, most.max(1).into());
    let (columns, rows) = (cells(wide, cell.0, view.columns), cells(high, cell.1, view.rows));
    // What does not fit is cut around the middle that is asked for.
    let seen = |cells: u32, cell: f64, size: f64| (f64::from(cells) * cell / scale).min(size);
    let part = (seen(columns, cell.0, wide), seen(rows, cell.1, high));
    let edge = |middle: u16, part: f64, size: f64| {
        let at = f64::from(middle.min(1000)) / 1000.0 * size - part / 2.0;
        at.clamp(0.0, (size - part).max(0.0))
    };
    // Of what fits nothing is cut for a cell that is not quite filled.
    let whole = |cells: u32, part: f64, cell: f64, size: f64| {
        if size * scale <= (f64::from(cells) + 0.5) * cell { size } else { part }
    };
    let part = (whole(columns, part.0, cell.0, wide), whole(rows, part.1, cell.1, high));
    PictureFit {
        columns: columns as u16,
        rows: rows as u16,
        part: (edge(view.middle.0, part.0, wide), edge(view.middle.1, part.1, high), part.0, part.1),
        scale,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(way: PictureWay) -> PictureDevice {
        PictureDevice { way, cell: (10, 20), ..PictureDevice::default() }
    }

    #[test]
    fn a_picture_keeps_its_shape_and_its_room() {
        let kitty = device(PictureWay::Kitty);
        let cells = |size, columns, rows| {
            let fit = picture_fit(size, &PictureView::whole(columns, rows), &kitty);
            assert_eq!(fit.part, (0.0, 0.0, f64::from(size.0), f64::from(size.1)), "{size:?}");
            (fit.columns, fit.rows)
        };
        assert_eq!(cells((800, 600), 80, 20), (53, 20));
        assert_eq!(cells((4000, 100), 80, 20), (80, 1));
        assert_eq!(cells((100, 4000), 80, 20), (1, 20));
        assert_eq!(cells((100, 100), 80, 20), (30, 15), "not more than three times as large");
        assert_eq!(cells((1, 1), 80, 20), (1, 1));
        assert_eq!(cells((1_000_000, 1), 1, 1), (1, 1));
    }

    #[test]
    fn in_cells_a_point_of_the_picture_takes_no_more_than_a_column() {
        let of = |size| {
            let fit = picture_fit(size, &PictureView::whole(80, 20), &device(PictureWay::Cells { indexed: false }));
            (fit.columns, fit.rows)
        };
        assert_eq!(of((16, 16)), (16, 8));
        assert_eq!(of((800, 600)), (53, 20));
    }

    #[test]
    fn what_is_larger_than_the_room_is_cut_around_the_middle() {
        let device = device(PictureWay::Kitty);
        let at = |zoom, middle| picture_fit((800, 400), &PictureView { columns: 80, rows: 20, zoom, middle }, &device);
        let whole = at(0, (0, 0));
        assert_eq!((whole.columns, whole.rows, whole.part), (80, 20, (0.0, 0.0, 800.0, 400.0)));
        let larger = at(2, (500, 500));
        assert_eq!((larger.columns, larger.rows), (80, 20));
        let (x, y, width, height) = larger.part;
        assert!((width - 800.0 / 2.25).abs() < 0.1 && (height - 400.0 / 2.25).abs() < 0.1);
        assert!((x + width / 2.0 - 400.0).abs() < 0.1 && (y + height / 2.0 - 200.0).abs() < 0.1);
        assert_eq!((at(2, (0, 0)).part.0, at(2, (0, 0)).part.1), (0.0, 0.0));
        let (x, _, width, _) = at(2, (1000, 0)).part;
        assert!((x + width - 800.0).abs() < 0.1, "no further than its edge");
    }
}
