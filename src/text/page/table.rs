//! Tables: columns aligned by cell width, cells wrapped in their columns.

use std::ops::Range;

use super::shown::{ShownText, written_piece};
use super::{PagePart, PageRow, PageStyle, Pieces};
use crate::model::Alignment;
use crate::text::fill::{Row, Shape};
use crate::text::typesetter::Typesetter;
use crate::text::width::Ruler;

/// Blank cells between columns.
const GUTTER: u32 = 2;
/// A column whose cells wrap is no narrower than this, four Han: where there is no room for that, the table is set as a
/// list of its cells.
const NARROWEST: u32 = 8;
/// A number or a word that is no longer than this is never broken in a column.
const LONGEST_WORD: u32 = 16;

/// What a table is made of: its cells as ranges of the text, and how they stand.
#[derive(Clone, Copy)]
pub(super) struct TableCells<'a> {
    pub rows: &'a [Vec<Range<usize>>],
    pub header: bool,
    pub align: &'a [Option<Alignment>],
}

/// Lays a table out.
pub(super) fn lay(
    style: &PageStyle,
    part: PagePart,
    shown: &ShownText<'_>,
    TableCells { rows: cells, header, align }: TableCells<'_>,
    setter: &mut Typesetter,
    rows: &mut Vec<PageRow>,
) {
    let columns = cells.iter().map(Vec::len).max().unwrap_or(0);
    let natural: Vec<u32> = (0..columns)
        .map(|column| {
            cells
                .iter()
                .filter_map(|row| row.get(column))
                .map(|cell| style.ruler.width(&shown.text()[shown.range(cell.clone())]))
                .max()
        })
        .map(|widest| widest.unwrap_or(0))
        .collect();
    let least = |(column, natural): (usize, &u32)| {
        let texts = cells.iter().filter_map(|row| row.get(column)).map(|cell| &shown.text()[shown.range(cell.clone())]);
        let word = texts.map(|text| longest_word(text, style.ruler)).max().unwrap_or(0);
        (*natural).min(word.clamp(NARROWEST, LONGEST_WORD))
    };
    let least: Vec<u32> = natural.iter().enumerate().map(least).collect();
    match column_widths(&natural, &least, style.measure) {
        Some(widths) => {
            let columns: Vec<(u32, Alignment)> = widths
                .into_iter()
                .enumerate()
                .map(|(column, width)| {
                    (width, stands(shown, cells, header, column, align.get(column).copied().flatten()))
                })
                .collect();
            aligned(style, part, shown, cells, header, &columns, setter, rows);
        }
        None => stacked(style, part, shown, cells, header, setter, rows),
    }
}

/// The longest stretch of a text without a place to break that is of letters and digits.
fn longest_word(text: &str, ruler: Ruler) -> u32 {
    text.split(|c: char| !c.is_ascii_graphic()).map(|word| ruler.width(word)).max().unwrap_or(0)
}

/// The columns' widths: their natural ones where they fit, else the wide ones give way first, down to the least. `None`
/// where there is no room for that.
fn column_widths(natural: &[u32], least: &[u32], measure: u32) -> Option<Vec<u32>> {
    let count = u32::try_from(natural.len()).ok().filter(|&count| count > 0)?;
    let room = measure.checked_sub(GUTTER * (count - 1))?;
    if natural.iter().sum::<u32>() <= room {
        return Some(natural.iter().map(|&w| w.max(1)).collect());
    }
    if least.iter().sum::<u32>() > room {
        return None;
    }
    // Columns no wider than an even share of what is left keep their width, those that need more than that have what they
    // need; the rest share evenly.
    let mut widths: Vec<Option<u32>> = vec![None; natural.len()];
    let (mut left, mut open) = (room, count);
    loop {
        let share = left / open.max(1);
        let still_open = || (0..natural.len()).filter(|&i| widths[i].is_none());
        let mut known: Vec<(usize, u32)> =
            still_open().map(|i| (i, natural[i])).filter(|&(_, width)| width <= share).collect();
        if known.is_empty() {
            known = still_open().map(|i| (i, least[i])).filter(|&(_, width)| width > share).collect();
        }
        if known.is_empty() || open == 0 {
            // F01: whole ems. What is left over goes to the columns that wrap, an em each, from the left.
            let mut over = left.saturating_sub(open * (share & !1)) / 2;
            let filled = widths.iter().map(|width| {
                let ems = u32::from(width.is_none() && over > 0);
                over -= ems;
                width.unwrap_or(((share & !1) + 2 * ems).max(2)).max(1)
            });
            return Some(filled.collect());
        }
        for (i, width) in known {
            widths[i] = Some(width);
            left = left.saturating_sub(width);
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
    shown: &ShownText<'_>,
    cells: &[Vec<Range<usize>>],
    header: bool,
    columns: &[(u32, Alignment)],
    setter: &mut Typesetter,
    rows: &mut Vec<PageRow>,
) {
    for (number, row) in cells.iter().enumerate() {
        let laid: Vec<Vec<Row>> = row
            .iter()
            .zip(columns)
            .map(|(cell, &(width, _))| {
                let mut laid = Vec::new();
                setter.set(shown.text(), shown.range(cell.clone()), &cell_shape(style, width), &mut laid);
                laid
            })
            .collect();
        let height = laid.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..height {
            let mut x = 0;
            let mut byte = None;
            let mut pieces = Vec::new();
            for (cell, (width, align)) in laid.iter().zip(columns) {
                if let Some(&row) = cell.get(line) {
                    let over = width.saturating_sub(row.cells);
                    let blank = match align {
                        Alignment::Left => 0,
                        Alignment::Center => over / 2,
                        Alignment::Right => over,
                    };
                    let (begins, cell) = shown.pieces(x + blank, row, style);
                    byte = byte.or(Some(begins));
                    pieces.extend_from_slice(cell.as_slice());
                }
                x += width + GUTTER;
            }
            let byte = byte.unwrap_or(0);
            let header = header && number == 0;
            rows.push(PageRow {
                part,
                byte,
                marker: None,
                pieces: Pieces::Many(pieces.into_boxed_slice()),
                header,
                picture: None,
            });
        }
    }
}

/// How a column stands: as its author says, else at the right where it holds numbers only.
fn stands(
    shown: &ShownText<'_>,
    cells: &[Vec<Range<usize>>],
    header: bool,
    column: usize,
    said: Option<Alignment>,
) -> Alignment {
    let body = cells.iter().skip(usize::from(header)).filter_map(|row| row.get(column));
    let mut body =
        body.map(|cell| shown.text()[shown.range(cell.clone())].trim()).filter(|text| !text.is_empty()).peekable();
    said.unwrap_or_else(|| {
        let numbers = body.peek().is_some() && body.all(is_number);
        if numbers { Alignment::Right } else { Alignment::Left }
    })
}

/// Each cell on rows of its own, the cells after the first of a row inset, each behind what its column is called where
/// that is known and not too long.
fn stacked(
    style: &PageStyle,
    part: PagePart,
    shown: &ShownText<'_>,
    cells: &[Vec<Range<usize>>],
    header: bool,
    setter: &mut Typesetter,
    rows: &mut Vec<PageRow>,
) {
    let inset = if style.measure >= 8 { 2 } else { 0 };
    let names = cells.first().filter(|_| header && style.measure >= 24).map_or(&[][..], Vec::as_slice);
    let name_of = |column: usize| {
        let name = shown.text()[shown.range(names.get(column)?.clone())].trim();
        (!name.is_empty() && !name.contains(['\n', '\t']) && style.ruler.width(name) <= style.measure * 2 / 5)
            .then_some(name)
    };
    let behind = (1..names.len()).filter_map(name_of).map(|name| style.ruler.width(name) + GUTTER).max().unwrap_or(0);
    for (number, row) in cells.iter().enumerate() {
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let edge = if column > 0 { inset } else { 0 };
            let mut name = Some(column).filter(|&column| column > 0 && number > 0).and_then(name_of);
            let x = edge + name.map_or(0, |_| behind);
            let mut laid = Vec::new();
            setter.set(shown.text(), shown.range(cell.clone()), &cell_shape(style, style.measure - x), &mut laid);
            rows.extend(laid.into_iter().map(|row| {
                let (byte, mut pieces) = shown.pieces(x, row, style);
                if let Some(name) = name.take() {
                    let named = std::iter::once(written_piece(edge, name, style));
                    pieces = Pieces::Many(named.chain(pieces.as_slice().iter().cloned()).collect());
                }
                PageRow { part, byte, marker: None, pieces, header: header && number == 0, picture: None }
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
