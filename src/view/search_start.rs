//! Where a *search* of all articles begins: what was searched for before, and how a query is written.
//!
//! ```text
//!  在所有文章里查找                                                     143篇可查
//!
//!  查过的
//!    天津                    核酸 -上海               source:新华网
//!
//!  写法
//!    天津 核酸               两个词都要有
//!    "保津南就是保全市"      整句
//! ```
//!
//! Where there is not room for both, what was searched for before comes first.

use ratatui::layout::Rect;

use super::Role;
use super::canvas::Canvas;
use crate::app::App;

/// The cells of one of the texts that stand beside one another.
const COLUMN: u16 = 24;
/// The most rows of what was searched for before.
const ROWS: u16 = 4;
/// Below so many rows there are no blank ones.
const BLANKS_FROM: u16 = 14;

pub(super) fn draw(app: &App, area: Rect, canvas: &mut Canvas) {
    let words = app.words.asking();
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let blank = u16::from(area.height >= BLANKS_FROM);
    let mut y = area.y;
    let row = |y: u16| Rect { y, height: u16::from(y < area.bottom()), ..area };
    head(app, row(y), canvas);
    y += 1 + u16::from(area.height > 4);
    let known = before(app, area.width);
    if !known.is_empty() {
        canvas.text(row(y), words.before, Role::Quiet);
        y += 1;
        for texts in known.iter().take(usize::from(ROWS.min(area.bottom().saturating_sub(y)))) {
            for (x, text) in (area.x + 2..area.right()).step_by(usize::from(COLUMN)).zip(texts) {
                let room = area.right().saturating_sub(x);
                let width = if area.width < 2 + 2 * COLUMN { room } else { room.min(COLUMN - 2) };
                canvas.line(Rect { x, width, ..row(y) }, text, |_| Role::Text);
            }
            y += 1;
        }
        y += blank;
    }
    // A heading has a line below it.
    if y + 1 >= area.bottom() {
        return;
    }
    canvas.text(row(y), words.writing, Role::Quiet);
    let examples = words.examples();
    let widest = examples.iter().map(|(example, _)| canvas.width(example)).max().unwrap_or_default();
    let column = (widest + 2).max(COLUMN).min(area.width / 2);
    for (example, line) in examples {
        y += 1;
        if y >= area.bottom() {
            return;
        }
        canvas.line(Rect { x: area.x + 2, width: column - 1, ..row(y) }, example, |_| Role::Text);
        let behind = Rect { x: area.x + 2 + column, width: area.width.saturating_sub(2 + column), ..row(y) };
        canvas.line(behind, line, |_| Role::Quiet);
    }
}

/// What this is, and at the right how many articles can be searched; as long as the archive is read, how many so far.
fn head(app: &App, row: Rect, canvas: &mut Canvas) {
    let words = app.words.asking();
    let count = app.list().len().saturating_sub(app.list().failed());
    let mut facts = format!("{count}{}", if count == 1 { words.searchable_one } else { words.searchable });
    if !app.loading().done {
        facts = format!("{}  {facts}", app.words.loading);
    }
    let width = canvas.width(&facts).min(row.width);
    canvas.text(Rect { x: row.right() - width, width, ..row }, &facts, Role::Quiet);
    canvas.line(Rect { width: row.width.saturating_sub(width + 2), ..row }, words.title, |_| Role::Strong);
}

/// What was searched for before, the last first, in rows of as many columns as a width has.
fn before(app: &App, width: u16) -> Vec<Vec<&str>> {
    let columns = usize::from((width.saturating_sub(2) / COLUMN).max(1));
    let texts: Vec<&str> = app.searches().iter().map(|text| text.as_str()).take(columns * usize::from(ROWS)).collect();
    texts.chunks(columns).map(<[&str]>::to_vec).collect()
}
