//! What stands above the prompt while it is typed in: the actions that fit, or the note that is being written.

use ratatui::layout::{Position, Rect};
use unicode_segmentation::UnicodeSegmentation;

use super::canvas::Canvas;
use super::{Areas, Role, hints, list_entry};
use crate::app::{App, Context, HintItem, HintKey, Prompt};

/// The most rows that the actions take.
const ROWS: u16 = 12;
/// The widest that the rows are, in cells.
const WIDEST: u16 = 100;
/// The cells of a name, where there is room for so many.
const NAME: u16 = 26;
/// The cells of the keys.
const KEYS: u16 = 18;
/// The widest that a note is, in cells.
const NOTE: u16 = 74;

/// The actions that fit, above the status line: the selected one is on the screen.
pub(super) fn completions(prompt: &Prompt, areas: &Areas, canvas: &mut Canvas) {
    let all = prompt.actions.rows();
    let room = areas.status.y.min(ROWS);
    let count = u16::try_from(all.len()).unwrap_or(u16::MAX).min(room);
    let width = areas.screen.width.min(WIDEST);
    if count == 0 || width < 12 {
        return;
    }
    let selected = prompt.actions.selected();
    let top = (selected.unwrap_or(0) + 1).saturating_sub(usize::from(count));
    let panel = Rect { x: areas.screen.x, y: areas.status.y - count, width: areas.screen.width, height: count };
    canvas.blank(panel);
    let name = NAME.min(width * 3 / 5);
    let keys = if width >= 64 { KEYS } else { 0 };
    for (y, (at, row)) in (panel.y..panel.bottom()).zip(all.iter().enumerate().skip(top)) {
        let line = Rect { x: panel.x + 1, y, width: width - 1, height: 1 };
        let (strong, text) = if row.applies { (Role::Strong, Role::Text) } else { (Role::Quiet, Role::Quiet) };
        if selected == Some(at) {
            canvas.text(Rect { x: panel.x, width: 1, ..line }, list_entry::SELECTED, Role::Text);
        }
        canvas.line(Rect { width: name - 1, ..line }, &row.text, |_| strong);
        if keys > 0 {
            canvas.line(Rect { x: line.x + name, width: keys - 1, ..line }, &row.keys, |_| Role::Quiet);
        }
        let behind = name + keys;
        canvas.line(Rect { x: line.x + behind, width: line.width.saturating_sub(behind), ..line }, &row.line, |_| text);
        if selected == Some(at) {
            canvas.paint(Rect { width: panel.width - 1, ..line }, Role::Selected);
        }
    }
}

/// The cells that a row of a note has.
pub(super) fn note_cells(screen: Rect) -> u32 {
    u32::from(screen.width.min(NOTE).saturating_sub(2))
}

/// Where it is said what keys do while a note is written.
fn note_row(status: Rect) -> Rect {
    Rect { x: status.x + 1, width: status.width.saturating_sub(2), ..status }
}

fn note_keys(app: &App) -> Vec<HintItem> {
    app.hint_items_in(Context::Note, app.words.prompts().note_hint)
}

/// The key of the hint under a column, while a note is written.
pub(super) fn note_key_at(app: &App, status: Rect, column: u16) -> Option<HintKey> {
    match app.notice() {
        Some(_) => None,
        None => hints::key_at(&note_keys(app), note_row(status), column, app.settings.ruler),
    }
}

/// The note that is being written, above what can be done with it; gives where the cursor stands.
pub(super) fn note(app: &App, prompt: &Prompt, areas: &Areas, canvas: &mut Canvas) -> Position {
    let cells = note_cells(areas.screen);
    let (rows, at) = prompt.rows(cells, app.settings.ruler);
    // Below what it is on, as far as that leaves a third of the screen.
    let most = (areas.status.y * 2 / 3).max(1);
    let count = u16::try_from(rows.len()).unwrap_or(u16::MAX).clamp(most.min(3), most);
    let (status, screen) = (areas.status, areas.screen);
    let title = u16::from(status.y > count);
    let panel = Rect { x: screen.x, y: status.y - count - title, width: screen.width, height: count + title + 1 };
    canvas.blank(panel);
    let words = app.words;
    if title > 0 {
        let head = Rect { x: panel.x + 1, height: 1, width: panel.width.saturating_sub(2), ..panel };
        let x = canvas.text(head, words.notes().note.trim_end(), Role::Title);
        let length = prompt.text().chars().count();
        let number = words.length(length, None);
        canvas.text(Rect { x: x + 2, width: head.right().saturating_sub(x + 2), ..head }, &number, Role::Quiet);
    }
    match app.notice() {
        Some(notice) => _ = canvas.line(note_row(status), &notice.text, |_| Role::Text),
        None => canvas.hint(note_row(status), &note_keys(app), Role::Quiet),
    }
    let top = (at + 1).saturating_sub(usize::from(count));
    let mut cursor = Position::new(panel.x + 1, panel.y + title);
    for (y, (number, row)) in (panel.y + title..status.y).zip(rows.iter().enumerate().skip(top)) {
        let mut x = panel.x + 1;
        let mut byte = row.start;
        let typed = prompt.before_cursor().len();
        if number == at {
            cursor = Position::new(x, y);
        }
        for cluster in prompt.text()[row.clone()].graphemes(true) {
            let style = canvas.style(Role::Text);
            canvas.cluster(x, y, screen.right(), cluster, style);
            x = (x + canvas.width(cluster)).min(screen.right());
            byte += cluster.len();
            if number == at && byte <= typed {
                cursor = Position::new(x.min(screen.right() - 1), y);
            }
        }
    }
    cursor
}
