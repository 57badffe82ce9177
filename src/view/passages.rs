//! The *passages* beside the results: every hit of the selected article with the text around it, numbered.
//!
//! ```text
//!  天津津南区第二轮全员核酸采样工作有序进行中
//!
//!   1  ⋯在第166场天津市新型冠状病毒肺炎疫情防控工作新闻发布会上，
//!      津南区人民政府副区长⋯
//!   2  ⋯据天津市疫情防控指挥部消息，根据现场流调⋯
//! ```

use ratatui::layout::Rect;

use super::canvas::{CUT, Canvas};
use super::{Role, list_entry};
use crate::app::App;
use crate::chinese::Script;
use crate::search::Passage;
use crate::text::{Locale, Rules, Shape, Typesetter};

/// Rows above them.
const HEAD: u16 = 2;
/// The cells of the number and of what stands around it.
const NUMBER: u16 = 6;
/// The widest that a row of a passage is.
const WIDEST: u16 = 80;

/// The area of the texts.
pub(super) fn body(area: Rect) -> Rect {
    let head = HEAD.min(area.height);
    let width = area.width.saturating_sub(NUMBER + 1).min(WIDEST);
    Rect { x: area.x + NUMBER.min(area.width), y: area.y + head, width, height: area.height - head }
}

/// The number of the passage on a row of the screen.
pub(super) fn passage_at(app: &App, area: Rect, y: u16) -> Option<usize> {
    app.results()?.passages.at_row(usize::from(y.checked_sub(body(area).y)?))
}

pub(super) fn draw(app: &App, area: Rect, canvas: &mut Canvas) {
    let Some(passages) = app.results().map(|results| &results.passages) else { return };
    let Some(entry) = passages.article().and_then(|id| app.list().entry(id)) else { return };
    let script = list_entry::script_of(app, entry);
    let head = Rect { x: area.x + 1, width: area.width.saturating_sub(2), height: area.height.min(1), ..area };
    let (place, texts) = (format!("{}/{}", passages.position() + 1, passages.all()), body(area));
    let right = if passages.has_focus() { canvas.width(&place) } else { 0 };
    let title = Rect { width: head.width.saturating_sub(right + 2), ..head };
    canvas.line_in(script, title, &entry.brief().title(), |_| Role::Strong);
    canvas.text(Rect { x: head.right() - right, width: right, ..head }, &place, Role::Quiet);
    if passages.all() == 0 {
        let said = app.words.listing().no_passages;
        super::reader::paragraph(app, Rect { x: head.x, width: head.width, ..texts }, said, Role::Quiet, canvas);
        return;
    }
    let mut y = texts.y;
    for (at, rows, passage) in passages.from_top() {
        let rows = u16::try_from(rows).unwrap_or(1);
        if y + rows > texts.bottom() {
            break;
        }
        let selected = passages.has_focus() && passages.position() == at;
        let number = (at + 1).to_string();
        let width = canvas.width(&number);
        let numbered = Rect { x: (texts.x - 2).saturating_sub(width).max(area.x + 1), y, width: NUMBER, height: 1 };
        canvas.text(numbered, &number, Role::Quiet);
        text(app, passage, script, Rect { y, height: rows, ..texts }, selected, canvas);
        if selected {
            canvas.text(Rect { x: area.x, y, width: 1, height: 1 }, list_entry::SELECTED, Role::Text);
            let width = texts.right() - area.x;
            canvas.paint(Rect { x: area.x, y, width, height: rows }, Role::Selected);
        }
        y += rows;
    }
}

/// A passage on as many rows as it has, its hit lit.
fn text(app: &App, passage: &Passage, script: Option<Script>, area: Rect, selected: bool, canvas: &mut Canvas) {
    let lit = if selected { Role::CurrentMatch } else { Role::Match };
    let role = |at: usize| if passage.lit.contains(&at) { lit } else { Role::Text };
    let text = passage.text.as_str();
    let mut row = Rect { height: 1, ..area };
    if passage.cut_before {
        let x = canvas.text(row, CUT, Role::Quiet);
        row = Rect { x, width: row.right().saturating_sub(x), ..row };
    }
    let mut from = 0;
    if area.height > 1 {
        let mut setter = Typesetter::new(Rules::reading(Locale::ZhHans), app.settings.ruler);
        let shape =
            Shape { hang: false, trim: false, orphan: false, keep_words: true, ..Shape::reading(u32::from(row.width)) };
        let mut rows = Vec::new();
        setter.set(text, 0..text.len(), &shape, &mut rows);
        if let [first, _, ..] = &*rows {
            canvas.line_in(script, row, &text[..first.text_end], role);
            (from, row) = (first.end, Rect { y: area.y + 1, height: 1, ..area });
        }
    }
    let end = canvas.line_in(script, row, &text[from..], |at| role(from + at));
    if passage.cut_after && canvas.width(&text[from..]) < row.width {
        canvas.text(Rect { x: end, width: row.right().saturating_sub(end), ..row }, CUT, Role::Quiet);
    }
}
