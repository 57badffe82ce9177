//! The results of a search in all articles.
//!
//! ```text
//! 天津 核酸                                            12篇 45处  已查 2000  按相关排列
//!
//! ›天津津南区第二轮全员核酸采样工作有序进行中          新浪新闻综合  2022-01-12    14处
//!    ⋯按照“不漏一人、应检尽检”要求，设置核酸筛查场所363个，开通采样通道⋯
//! ```

use ratatui::layout::Rect;

use super::canvas::{CUT, Canvas};
use super::{Areas, Role, list_entry};
use crate::app::{App, HitList, Order};
use crate::search::SearchHit;

/// Rows that a result takes, with the blank one after it.
pub(super) const ROWS: u16 = 3;
/// Rows above the results.
const HEAD: u16 = 2;

/// The area that results stand in.
pub(super) fn body(area: Rect) -> Rect {
    let head = HEAD.min(area.height);
    Rect { y: area.y + head, height: area.height - head, ..area }
}

/// How many results are on the screen, and the characters of a snippet.
pub(super) fn room(area: Rect) -> (usize, usize) {
    (usize::from(body(area).height.div_ceil(ROWS).max(1)), usize::from(area.width.saturating_sub(6) / 2))
}

/// The number of the hit under a row of the screen.
pub(super) fn hit_at(hits: &HitList, area: Rect, y: u16) -> Option<usize> {
    let row = y.checked_sub(body(area).y)?;
    Some(hits.top() + usize::from(row / ROWS)).filter(|&at| at < hits.len())
}

pub(super) fn draw(app: &App, areas: &Areas, canvas: &mut Canvas) {
    let area = areas.results;
    let words = app.words;
    let Some(results) = app.results().and_then(|results| results.hits.as_ref()) else {
        if let Some(wrong) = app.prompt().and_then(|prompt| prompt.wrong.as_ref()) {
            return super::reader::message(app, shrunk(area), &wrong.what.said(app.words), "", canvas);
        }
        return super::search_start::draw(app, area, canvas);
    };
    head(app, results, area, canvas);
    if results.is_empty() {
        let what = match results.answered() && app.loading().done {
            true => format!("{} {}", words.no_results, results.query().pattern()),
            false => words.looking.to_owned(),
        };
        let hint =
            if results.answered() && app.loading().done { app.hint(words.no_results_hint) } else { String::new() };
        return super::reader::message(app, shrunk(body(area)), &what, &hint, canvas);
    }
    let area = body(area);
    for (row, (number, outcome)) in results.from_top().take(usize::from(area.height.div_ceil(ROWS))).enumerate() {
        let y = area.y + u16::try_from(row).unwrap_or(u16::MAX).saturating_mul(ROWS);
        let place = Rect { y, height: ROWS.min(area.bottom().saturating_sub(y)), ..area };
        result(app, results, outcome, number == results.position(), place, canvas);
    }
}

fn shrunk(area: Rect) -> Rect {
    Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area }
}

fn head(app: &App, results: &HitList, area: Rect, canvas: &mut Canvas) {
    let words = app.words;
    let order = match results.order() {
        Order::Relevance => words.by_relevance,
        Order::Date => words.by_date,
    };
    let found = format!("{} {}", words.count_articles(results.len()), words.count_hits(results.hits() as u64));
    let all = results.all();
    let searched = match results.searched() {
        searched if searched < all => format!("{} {searched}/{all}", words.searched),
        searched => format!("{} {searched}", words.searched),
    };
    let row = Rect { height: 1, ..shrunk(area) };
    let right = [format!("{found}  {searched}  {order}"), format!("{found}  {order}"), found]
        .into_iter()
        .find(|text| canvas.width(text) + 10 <= row.width)
        .unwrap_or_default();
    let width = canvas.width(&right);
    let asked = format!("{}{}", results.query().pattern(), super::status::matching(app));
    canvas.line(Rect { width: row.width.saturating_sub(width + 2), ..row }, &asked, |_| Role::Title);
    canvas.text(Rect { x: row.right() - width.min(row.width), width, ..row }, &right, Role::Quiet);
}

fn result(app: &App, results: &HitList, outcome: &SearchHit, selected: bool, place: Rect, canvas: &mut Canvas) {
    let Some(entry) = app.list().entry(outcome.id) else { return };
    if selected {
        canvas.text(Rect { height: 1, ..place }, list_entry::SELECTED, Role::Text);
    }
    let row = Rect { height: 1, ..shrunk(place) };
    // From the right: how often, the date, the source where there is room.
    let count = app.words.count_hits(outcome.count as u64);
    let date = list_entry::date(entry);
    let meta = if outcome.count > 0 { format!("{date}  {count:>6}") } else { date.clone() };
    let right = canvas.width(&meta).min(row.width / 2);
    let source = list_entry::source(entry);
    let room = if row.width >= 72 { (row.width / 2).saturating_sub(right + 2) } else { 0 };
    let source_width = canvas.width(&source).min(room);
    let width = right + if source_width > 2 { source_width + 2 } else { 0 };
    let title = entry.brief().title();
    let lit = results.query().find_in(&title);
    let script = list_entry::script_of(app, entry);
    canvas.line_in(script, Rect { width: row.width.saturating_sub(width + 1), ..row }, &title, |at| {
        match lit.iter().any(|range| range.contains(&at)) {
            true if selected => Role::CurrentMatch,
            true => Role::Match,
            false => Role::Strong,
        }
    });
    canvas.line(Rect { x: row.right() - right, width: right, ..row }, &meta, |_| Role::Quiet);
    if width > right {
        let place = Rect { x: row.right() - width, width: source_width, ..row };
        canvas.line_in(script, place, &source, |_| Role::Quiet);
    }
    if selected {
        canvas.paint(Rect { height: 1, ..place }, Role::Selected);
    }
    if place.height < 2 || outcome.snippet.is_empty() {
        return;
    }
    let row = Rect { x: row.x + 2, y: row.y + 1, width: row.width.saturating_sub(2), ..row };
    let x = if outcome.cut_before { canvas.text(row, CUT, Role::Quiet) } else { row.x };
    let rest = Rect { x, width: row.right().saturating_sub(x), ..row };
    let end = canvas.line_in(script, rest, &outcome.snippet, |at| {
        match outcome.lit.iter().any(|range| range.contains(&at)) {
            true => Role::Match,
            false => Role::Text,
        }
    });
    if outcome.cut_after && canvas.width(&outcome.snippet) < rest.width {
        canvas.text(Rect { x: end, width: rest.right().saturating_sub(end), ..rest }, CUT, Role::Quiet);
    }
}
