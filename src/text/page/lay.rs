//! Laying out one section: which shape each kind of block is filled into, and where its rows stand.

use super::shown::ShownText;
use super::{
    Extra, Marker, Page, PagePart, PageRow, PageStyle, ParagraphStyle, Pieces, RowPiece, Section, Setters, table,
};
use crate::model::{Block, BlockIx, BlockKind, Inline, ListItem};
use crate::text::fill::{Row, Shape};

use table::TableCells;

/// A heading balances in so many rows at most; a longer one is a paragraph in bold.
const BALANCED_BYTES: usize = 600;

/// The rows of a section, with the blank rows before it.
pub(super) fn section(page: &Page, section: &Section, setters: &mut Setters) -> Vec<PageRow> {
    let style = &page.style;
    let mut rows = Vec::new();
    for _ in 0..section.gap {
        rows.push(blank(section.part, section.range.start));
    }
    let laid_from = rows.len();
    match section.part {
        PagePart::Head(_) | PagePart::Cut { .. } | PagePart::Tail(_) => extra(page, section, setters, &mut rows),
        PagePart::Body(BlockIx(at)) => {
            if let Some(block) = page.article.body.get(at) {
                let bare = page.notes.filter(|notes| notes.from == at && !notes.has_rule && section.opens);
                if bare.is_some() {
                    rows.push(PageRow {
                        marker: Some((0, Marker::NoteRule)),
                        ..blank(section.part, section.range.start)
                    });
                }
                let of_notes = page.notes.is_some_and(|notes| notes.hold(at));
                let picture =
                    page.pictures.binary_search(&BlockIx(at)).ok().map(|before| (before + 1, page.pictures.len()));
                body(style, section, block, (of_notes, picture), setters, &mut rows);
                let own = picture.and_then(|(number, _)| page.around.pictures.get(number - 1)).copied().unwrap_or(0);
                let row = |at| PageRow { picture: Some(at), ..blank(section.part, section.range.start) };
                rows.extend((0..own).map(row));
            }
        }
    }
    if rows.len() == laid_from {
        rows.push(blank(section.part, section.range.start));
    }
    let is_code = |part| match part {
        PagePart::Body(BlockIx(at)) => {
            page.article.body.get(at).is_some_and(|block| matches!(block.kind, BlockKind::Code { .. }))
        }
        _ => false,
    };
    if style.line_gap && !is_code(section.part) {
        rows = spread(rows);
    }
    rows
}

/// The rows of a block; `of_notes` says that it is one of the footnotes, or the rule above them, `picture` which picture
/// of how many it is.
fn body(
    style: &PageStyle,
    section: &Section,
    block: &Block,
    (of_notes, picture): (bool, Option<(usize, usize)>),
    setters: &mut Setters,
    rows: &mut Vec<PageRow>,
) {
    let text = block.text();
    match &block.kind {
        BlockKind::Table { rows: cells, header, align } => {
            let cells = TableCells { rows: cells, header: *header, align };
            let shown = ShownText::of(text, &block.inline.spans, section.range.clone(), style, false);
            table::lay(style, section.part, &shown, cells, &mut setters.prose, rows);
        }
        BlockKind::List { items } => list(style, section, &block.inline, items, setters, rows),
        BlockKind::Code { .. } => code(style, section, text, setters, rows),
        BlockKind::Rule if of_notes => {
            rows.push(PageRow { marker: Some((0, Marker::NoteRule)), ..blank(section.part, section.range.start) });
        }
        // A footnote begins with its mark, which tells it from the one above.
        BlockKind::Paragraph if of_notes => {
            let style = PageStyle { paragraph: ParagraphStyle::Web, ..*style };
            running(&style, section, &block.kind, &block.inline, None, setters, rows);
        }
        kind => running(style, section, kind, &block.inline, picture, setters, rows),
    }
}

/// P11: a blank row after each row of text.
fn spread(rows: Vec<PageRow>) -> Vec<PageRow> {
    let mut out = Vec::with_capacity(rows.len() * 2);
    for row in rows {
        let (part, byte, text) = (row.part, row.byte, !matches!(row.pieces, Pieces::None) && !row.is_written());
        out.push(row);
        if text {
            out.push(blank(part, byte));
        }
    }
    out
}

fn blank(part: PagePart, byte: usize) -> PageRow {
    PageRow { part, byte, marker: None, pieces: Pieces::None, header: false, picture: None }
}

/// A row of running text at column `x`.
fn text_row(part: PagePart, x: u32, row: Row) -> PageRow {
    PageRow {
        part,
        byte: row.start,
        marker: None,
        pieces: Pieces::One(RowPiece::own(x, row)),
        header: false,
        picture: None,
    }
}

/// A row of shown text at column `x`, and before it that of the readings above it. A marker goes with the text.
fn shown_rows(
    style: &PageStyle,
    part: PagePart,
    shown: &ShownText<'_>,
    marker: Option<(u32, Marker)>,
    x: u32,
    row: Row,
    rows: &mut Vec<PageRow>,
) {
    rows.extend(shown.above(part, x, &row, style));
    let (byte, pieces) = shown.pieces(x, row, style);
    rows.push(PageRow { part, byte, marker, pieces, header: false, picture: None });
}

fn shape(style: &PageStyle, measure: u32) -> Shape {
    Shape { autospace: style.autospace, hang: style.hang, trim: style.hang, ..Shape::reading(measure.max(1)) }
}

/// Title, byline, credits, what was cut.
fn extra(page: &Page, section: &Section, setters: &mut Setters, rows: &mut Vec<PageRow>) {
    let text = page.text(section.part);
    let kind = page.extra(section.part);
    let inset = if kind == Some(Extra::Cut) { inset(page.style.measure, 2) } else { 0 };
    let balance = kind == Some(Extra::Title) && text.len() <= BALANCED_BYTES;
    let keep_words = balance && page.style.rules.locale.is_chinese();
    let shape = Shape { balance, keep_words, ..shape(&page.style, page.style.measure - inset) };
    let mut laid = Vec::new();
    if kind == Some(Extra::Title) {
        let shown = ShownText::of(text, &[], section.range.clone(), &page.style, true);
        setters.prose.set(shown.text(), shown.range(section.range.clone()), &shape, &mut laid);
        for row in laid {
            shown_rows(&page.style, section.part, &shown, None, 0, row, rows);
        }
        return;
    }
    let setter = if kind == Some(Extra::Byline) { &mut setters.fields } else { &mut setters.prose };
    setter.set(text, section.range.clone(), &shape, &mut laid);
    let marker = (inset > 0).then_some((0, Marker::Cut));
    rows.extend(laid.into_iter().map(|row| PageRow { marker, ..text_row(section.part, inset, row) }));
}

/// Blank cells at the side: `wanted`, or less where the measure is too short for it.
fn inset(measure: u32, wanted: u32) -> u32 {
    if measure >= 8 + 2 * wanted { wanted } else { 0 }
}

/// Paragraphs, headings, quotes, captions, pointers, rules.
fn running(
    style: &PageStyle,
    section: &Section,
    kind: &BlockKind,
    inline: &Inline,
    picture: Option<(usize, usize)>,
    setters: &mut Setters,
    rows: &mut Vec<PageRow>,
) {
    let (text, measure) = (inline.text.as_str(), style.measure);
    let (mut x, mut shape, mut marker) = (0, shape(style, measure), None);
    match kind {
        // Verse: every line stands where the first one does.
        BlockKind::Paragraph if text[section.range.clone()].contains('\n') => {
            x = style.indent();
            shape.measure = measure - x;
        }
        BlockKind::Paragraph if section.opens => shape.indent = style.indent(),
        BlockKind::Heading { .. } => {
            shape.balance = text.len() <= BALANCED_BYTES;
            shape.keep_words = shape.balance && style.rules.locale.is_chinese();
        }
        BlockKind::Quote => {
            x = inset(measure, 4);
            shape.measure = measure - 2 * x;
        }
        BlockKind::Image { .. } => {
            let (number, of) = picture.unwrap_or((1, 1));
            let label = style.labels.image.text(number, of);
            let bare = style.ruler.width(label.trim_end()) > measure;
            let own = Marker::Image { number, of, bare };
            (x, shape.measure, marker) = labelled(style, &label, own);
            if marker.is_none() {
                // Its number is not lost where nothing can hang behind it: the text goes on below it.
                let cells = style.ruler.width(&label);
                marker = Some((0, own));
                if cells + 4 <= measure {
                    shape.indent = cells;
                } else if !text.is_empty() {
                    rows.push(PageRow { marker: marker.take(), ..blank(section.part, section.range.start) });
                }
            }
        }
        BlockKind::Related { .. } => {
            (x, shape.measure, marker) = labelled(style, style.labels.related, Marker::Related);
        }
        BlockKind::Rule => marker = Some((0, Marker::Rule)),
        _ => {}
    }
    let mut laid = Vec::new();
    let shown = ShownText::of(&inline.text, &inline.spans, section.range.clone(), style, true);
    setters.prose.set(shown.text(), shown.range(section.range.clone()), &shape, &mut laid);
    for (at, row) in laid.into_iter().enumerate() {
        let indent = if at == 0 { shape.indent } else { 0 };
        let marker = if at == 0 { marker } else { None };
        shown_rows(style, section.part, &shown, marker, x + indent, row, rows);
    }
}

/// Text behind a label, hanging: column, measure, marker.
fn labelled(style: &PageStyle, label: &str, marker: Marker) -> (u32, u32, Option<(u32, Marker)>) {
    let cells = style.ruler.width(label);
    if style.measure >= cells + 8 {
        (cells, style.measure - cells, Some((0, marker)))
    } else {
        (0, style.measure, None)
    }
}

/// A list: hanging indents by depth, numbers as wide as the widest of the list.
fn list(
    style: &PageStyle,
    section: &Section,
    inline: &Inline,
    items: &[ListItem],
    setters: &mut Setters,
    rows: &mut Vec<PageRow>,
) {
    let mut laid = Vec::new();
    let shown = ShownText::of(&inline.text, &inline.spans, section.range.clone(), style, true);
    // What a marker takes, by depth: as much as the widest number of the list.
    let mut rooms: Vec<u32> = Vec::new();
    for item in items {
        let depth = usize::from(item.depth);
        rooms.resize(rooms.len().max(depth + 1), 2);
        rooms[depth] = rooms[depth].max(item.number.map_or(2, |number| if number < 100 { 4 } else { 6 }));
    }
    // Where the text of the items above stands, by depth: a nested item's bullet goes under its parent's text.
    let mut columns: Vec<u32> = Vec::new();
    for item in
        items.iter().filter(|item| section.range.contains(&item.range.start) || item.range.start == section.range.end)
    {
        let room = rooms.get(usize::from(item.depth)).copied().unwrap_or(2);
        columns.truncate(usize::from(item.depth));
        let under = columns.last().copied().unwrap_or(style.indent() / 2);
        let edge = if style.measure >= under + 12 { under } else { 0 };
        let hanging = if style.measure >= edge + room + 6 { room } else { 0 };
        let x = edge + hanging;
        columns.resize(usize::from(item.depth), under);
        columns.push(x);
        laid.clear();
        setters.prose.set(shown.text(), shown.range(item.range.clone()), &shape(style, style.measure - x), &mut laid);
        for (at, row) in laid.drain(..).enumerate() {
            let marker = (at == 0 && hanging > 0)
                .then(|| (edge, item.number.map_or(Marker::Bullet(item.depth), Marker::Number)));
            shown_rows(style, section.part, &shown, marker, x, row, rows);
        }
    }
}

/// Code: a row a line, or wrapped at any cluster.
fn code(style: &PageStyle, section: &Section, text: &str, setters: &mut Setters, rows: &mut Vec<PageRow>) {
    let x = inset(style.measure, 2);
    let measure = if style.wrap_code { style.measure - x } else { u32::MAX / 2 };
    let shape = Shape { hang: false, trim: false, orphan: false, ..Shape::reading(measure) };
    let mut laid = Vec::new();
    setters.code.set(text, section.range.clone(), &shape, &mut laid);
    rows.extend(laid.into_iter().map(|row| text_row(section.part, x, row)));
}
