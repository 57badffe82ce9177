//! The results of a search in all articles: each with its source, its date, how many hits it has, and the text around the
//! best of them.
//!
//! ```text
//!  天津 核酸                 12篇 45处  已查 1216/6000  按相关
//!
//! ›天津津南区第二轮全员核酸采样工作有序进行中
//!    新浪新闻综合    2022-01-12                           14处
//!    ⋯按照“不漏一人、应检尽检”要求，设置核酸筛查场所363个⋯
//! ```

use ratatui::layout::Rect;

use super::canvas::{CUT, Canvas};
use super::{Areas, Role, list_entry, search_start};
use crate::app::{App, HitList, Order};
use crate::search::SearchHit;

/// With so many columns the hits of the selected result stand beside the results.
const HITS_FROM: u16 = 100;
/// Rows that a result takes, with the blank one after it where there are so many rows.
const ROWS: u16 = 3;
const BLANK_FROM: u16 = 18;
/// Rows above the results.
const HEAD: u16 = 2;
/// The cells of a source and of a date.
const SOURCE: u16 = 14;
const DATE: u16 = 10;

/// Where the results stand, and the hits of the selected one; a line is between them.
pub(super) fn areas(area: Rect) -> [Rect; 2] {
    if area.width < HITS_FROM {
        return [area, Rect::default()];
    }
    let width = (area.width * 46 / 100).clamp(46, 70);
    let x = area.x + width + 1;
    [Rect { width, ..area }, Rect { x, width: area.right() - x, ..area }]
}

/// The area that results stand in.
fn body(area: Rect) -> Rect {
    let head = HEAD.min(area.height);
    Rect { y: area.y + head, height: area.height - head, ..area }
}

/// The rows of a result.
fn rows(area: Rect) -> u16 {
    ROWS + u16::from(area.height >= BLANK_FROM)
}

/// How many results are on the screen, and the characters of a snippet.
pub(super) fn room(area: Rect) -> (usize, usize) {
    (usize::from(body(area).height.div_ceil(rows(area)).max(1)), usize::from(area.width.saturating_sub(6) / 2))
}

/// The number of the hit under a row of the screen.
pub(super) fn hit_at(hits: &HitList, area: Rect, y: u16) -> Option<usize> {
    let row = y.checked_sub(body(area).y)?;
    Some(hits.top() + usize::from(row / rows(area))).filter(|&at| at < hits.len())
}

pub(super) fn draw(app: &App, areas: &Areas, canvas: &mut Canvas) {
    let area = areas.results;
    let words = app.words;
    let Some(results) = app.results().and_then(|results| results.hits.as_ref()) else {
        if let Some(wrong) = app.prompt().and_then(|prompt| prompt.wrong.as_ref()) {
            return super::reader::message(app, shrunk(area), &wrong.what.said(app.words), "", canvas);
        }
        return search_start::draw(app, area, canvas);
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
    let (each, area) = (rows(area), body(area));
    for (row, (number, outcome)) in results.from_top().take(usize::from(area.height.div_ceil(each))).enumerate() {
        let y = area.y + u16::try_from(row).unwrap_or(u16::MAX).saturating_mul(each);
        let place = Rect { y, height: each.min(area.bottom().saturating_sub(y)), ..area };
        result(app, results, outcome, number == results.position(), place, canvas);
    }
}

fn shrunk(area: Rect) -> Rect {
    Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area }
}

/// What is asked and, at the right, what has been found; how far the search is, as long as it goes on.
fn head(app: &App, results: &HitList, area: Rect, canvas: &mut Canvas) {
    let (words, listing) = (app.words, app.words.listing());
    let order = match results.order() {
        Order::Relevance => listing.by_relevance,
        Order::Date => listing.by_date,
    };
    let found = format!("{} {}", words.count_articles(results.len()), words.count_hits(results.hits() as u64));
    let (searched, all) = (results.searched(), results.all());
    let far = match searched < all || !app.loading().done {
        true => format!("  {} {searched}/{}", words.searched, all.max(searched)),
        false => String::new(),
    };
    let row = Rect { height: 1, ..shrunk(area) };
    let right = [format!("{found}{far}  {order}"), format!("{found}{far}"), format!("{found}  {order}"), found]
        .into_iter()
        .find(|text| canvas.width(text) + 10 <= row.width)
        .unwrap_or_default();
    let width = canvas.width(&right);
    let asked = format!("{}{}", results.query().pattern(), super::prompt_line::matching(app));
    canvas.line(Rect { width: row.width.saturating_sub(width + 2), ..row }, &asked, |_| Role::Strong);
    canvas.text(Rect { x: row.right() - width.min(row.width), width, ..row }, &right, Role::Quiet);
}

fn result(app: &App, results: &HitList, outcome: &SearchHit, selected: bool, place: Rect, canvas: &mut Canvas) {
    let Some(entry) = app.list().entry(outcome.id) else { return };
    // Keys that go to its hits do not move it.
    let has_focus = selected && !app.results().is_some_and(|results| results.passages.has_focus());
    if selected {
        let role = if has_focus { Role::Text } else { Role::SelectedElsewhere };
        canvas.text(Rect { height: 1, ..place }, list_entry::SELECTED, role);
    }
    let row = Rect { height: 1, ..shrunk(place) };
    let title = entry.brief().title();
    let lit = results.query().find_in(&title);
    let script = list_entry::script_of(app, entry);
    canvas.line_in(script, row, &title, |at| match lit.iter().any(|range| range.contains(&at)) {
        true if has_focus => Role::CurrentMatch,
        true => Role::Match,
        false if selected && !has_focus => Role::SelectedElsewhere,
        false => Role::Strong,
    });
    if has_focus {
        canvas.paint(Rect { height: 1, ..place }, Role::Selected);
    }
    let row = |y: u16| Rect { x: row.x + 2, y: row.y + y, width: row.width.saturating_sub(2), ..row };
    if place.height > 1 {
        let row = row(1);
        let count = if outcome.count > 0 { app.words.count_hits(outcome.count as u64) } else { String::new() };
        let right = canvas.width(&count).min(row.width);
        // A source of which nothing but ⋯ would be seen says nothing.
        let source = SOURCE.min(row.width.saturating_sub(right + DATE + 4));
        let mut x = row.x;
        if source > 2 {
            canvas.line_in(script, Rect { width: source, ..row }, &list_entry::source(entry), |_| Role::Quiet);
            x += source + 2;
        }
        let free = (row.right() - right).saturating_sub(x);
        canvas.text(Rect { x, width: free, ..row }, &list_entry::date(entry), Role::Quiet);
        canvas.text(Rect { x: row.right() - right, width: right, ..row }, &count, Role::Quiet);
    }
    if place.height > 2 {
        snippet(app, outcome, row(2), canvas);
    }
}

/// The text around the best hits.
fn snippet(app: &App, outcome: &SearchHit, row: Rect, canvas: &mut Canvas) {
    let script = app.list().entry(outcome.id).and_then(|entry| list_entry::script_of(app, entry));
    if outcome.snippet.is_empty() {
        return;
    }
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
