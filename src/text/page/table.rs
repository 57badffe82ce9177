//! Tables: columns aligned by cell width, cells wrapped in their columns.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{PagePart, PageRow, PageStyle, Pieces, RowPiece};
use crate::text::fill::{Row, Shape};
use crate::text::typesetter::Typesetter;

/// Blank cells between columns.
const GUTTER: u32 = 2;
/// A column narrower than this cannot be read: the table is set as a list of its cells instead.
const NARROWEST: u32 = 4;

/// Lays a table out.
pub(super) fn lay(
    style: &PageStyle,
    part: PagePart,
    text: &str,
    cells: &[Vec<Range<usize>>],
    header: bool,
    setter: &mut Typesetter,
    rows: &mut Vec<PageRow>,
) {
    let columns = cells.iter().map(Vec::len).max().unwrap_or(0);
    let natural: Vec<u32> = (0..columns)
        .map(|column| {
            cells.iter().filter_map(|row| row.get(column)).map(|cell| width(style, &text[cell.clone()])).max()
        })
        .map(|widest| widest.unwrap_or(0))
        .collect();
    match column_widths(&natural, style.measure) {
        Some(widths) => aligned(style, part, text, cells, header, &widths, setter, rows),
        None => stacked(style, part, text, cells, header, setter, rows),
    }
}

fn width(style: &PageStyle, text: &str) -> u32 {
    text.graphemes(true).map(|cluster| u32::from(style.ruler.cells(cluster))).sum()
}

/// The columns' widths: their natural ones where they fit, else the wide ones give way first. `None` where there is no
/// room for columns at all.
fn column_widths(natural: &[u32], measure: u32) -> Option<Vec<u32>> {
    let count = u32::try_from(natural.len()).ok().filter(|&count| count > 0)?;
    let room = measure.checked_sub(GUTTER * (count - 1))?;
    if natural.iter().sum::<u32>() <= room {
        return Some(natural.iter().map(|&w| w.max(1)).collect());
    }
    if room < NARROWEST * count {
        return None;
    }
    // Columns no wider than an even share of what is left keep their width; the rest share evenly.
    let mut widths: Vec<Option<u32>> = vec![None; natural.len()];
    let (mut left, mut open) = (room, count);
    loop {
        let share = left / open.max(1);
        let narrow = (0..natural.len()).filter(|&i| widths[i].is_none() && natural[i] <= share);
        let narrow: Vec<usize> = narrow.collect();
        if narrow.is_empty() || open == 0 {
            // F01: whole ems. What is left over goes to the columns that wrap, an em each, from the left.
            let mut over = left.saturating_sub(open * (share & !1)) / 2;
            let filled = widths.iter().map(|width| {
                let ems = u32::from(width.is_none() && over > 0);
                over -= ems;
                width.unwrap_or(((share & !1) + 2 * ems).max(2)).max(1)
            });
            return Some(filled.collect());
        }
        for i in narrow {
            widths[i] = Some(natural[i]);
            left -= natural[i];
            open -= 1;
        }
    }
}

fn cell_shape(style: &PageStyle, measure: u32) -> Shape {
    Shape { hang: false, trim: false, orphan: false, autospace: style.autospace, ..Shape::reading(measure) }
}

#[expect(clippy::too_many_arguments, reason = "a table's layout is all of this, and only `lay` calls it")]
fn aligned(
    style: &PageStyle,
    part: PagePart,
    text: &str,
    cells: &[Vec<Range<usize>>],
    header: bool,
    widths: &[u32],
    setter: &mut Typesetter,
    rows: &mut Vec<PageRow>,
) {
    let right: Vec<bool> = (0..widths.len())
        .map(|column| {
            let body = cells.iter().skip(usize::from(header)).filter_map(|row| row.get(column));
            let mut body = body.map(|cell| text[cell.clone()].trim()).filter(|text| !text.is_empty()).peekable();
            body.peek().is_some() && body.all(is_number)
        })
        .collect();
    for (number, row) in cells.iter().enumerate() {
        let columns: Vec<Vec<Row>> = row
            .iter()
            .zip(widths)
            .map(|(cell, &width)| {
                let mut laid = Vec::new();
                setter.set(text, cell.clone(), &cell_shape(style, width), &mut laid);
                laid
            })
            .collect();
        let height = columns.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..height {
            let mut x = 0;
            let mut pieces = Vec::new();
            for (column, laid) in columns.iter().enumerate() {
                if let Some(&row) = laid.get(line) {
                    let blank = if right[column] { widths[column].saturating_sub(row.cells) } else { 0 };
                    pieces.push(RowPiece { x: x + blank, row });
                }
                x += widths[column] + GUTTER;
            }
            let byte = pieces.first().map_or(0, |piece| piece.row.start);
            let header = header && number == 0;
            rows.push(PageRow { part, byte, marker: None, pieces: Pieces::Many(pieces.into_boxed_slice()), header });
        }
    }
}

/// Each cell on rows of its own, the cells after the first of a row inset.
fn stacked(
    style: &PageStyle,
    part: PagePart,
    text: &str,
    cells: &[Vec<Range<usize>>],
    header: bool,
    setter: &mut Typesetter,
    rows: &mut Vec<PageRow>,
) {
    for (number, row) in cells.iter().enumerate() {
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let x = if column > 0 && style.measure >= 8 { 2 } else { 0 };
            let mut laid = Vec::new();
            setter.set(text, cell.clone(), &cell_shape(style, style.measure - x), &mut laid);
            rows.extend(laid.into_iter().map(|row| PageRow {
                part,
                byte: row.start,
                marker: None,
                pieces: Pieces::One(RowPiece { x, row }),
                header: header && number == 0,
            }));
        }
    }
}

/// Whether a cell holds a number: such columns stand at the right.
fn is_number(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
        && text.chars().all(|c| {
            c.is_ascii_digit()
                || matches!(c, '.' | ',' | '%' | '+' | '-' | '±' | '−' | ' ' | '％' | '℃' | '¥' | '￥' | '$')
        })
}
