//! The *status line*: what keys do now at the left, or what is to be said, and where the reader is at the right.

use ratatui::layout::{Position, Rect};

use super::canvas::Canvas;
use super::list_entry::WIDE;
use super::prompt_line::{self, matching};
use super::{Areas, Role, hints, list_head, overlay};
use crate::app::{App, Context, HintItem, HintKey, LetterFor, NoticeKind, Pane, Shown, said_items};
use crate::chinese::in_script;
use crate::model::{AlongWords, Format, HintWords, count_zi};
use crate::text::Ruler;

/// Draws it; gives where the cursor stands, while something is typed.
pub(super) fn draw(app: &App, areas: &Areas, canvas: &mut Canvas) -> Option<Position> {
    if app.prompt().is_some() {
        return prompt_line::draw(app, areas, canvas);
    }
    let line = StatusLine::of(app, areas);
    match &line.left {
        LeftSide::Said(said, role) => _ = canvas.line(line.left_area, said, |_| *role),
        LeftSide::Keys(items) => canvas.hint(line.left_area, items, Role::Quiet),
    }
    canvas.hint(line.right_area, &line.right, Role::Quiet);
    None
}

/// The key of the hint at a position, if one is there.
pub(super) fn key_at(app: &App, areas: &Areas, at: Position) -> Option<HintKey> {
    let ruler = app.settings.ruler;
    if at.y != areas.status.y {
        return None;
    }
    let line = StatusLine::of(app, areas);
    let left = match &line.left {
        LeftSide::Said(..) => None,
        LeftSide::Keys(items) => hints::key_at(items, line.left_area, at.x, ruler),
    };
    left.or_else(|| hints::key_at(&line.right, line.right_area, at.x, ruler))
}

/// What stands where.
struct StatusLine {
    left: LeftSide,
    left_area: Rect,
    right: Vec<HintItem>,
    right_area: Rect,
}

/// What stands at the left.
enum LeftSide {
    /// Something that is said, cut where it is too long.
    Said(String, Role),
    /// What keys do: of these as many whole ones as there is room for.
    Keys(Vec<HintItem>),
}

impl StatusLine {
    fn of(app: &App, areas: &Areas) -> Self {
        let (status, ruler) = (areas.status, app.settings.ruler);
        let area = match app.overlay() {
            Some(_) => overlay::last_row(areas.screen),
            None => Rect { x: status.x + 1, width: status.width.saturating_sub(2), ..status },
        };
        let left = left_side(app);
        // Hints and headings are cut before the place and the way to the help are; what is to be said is not.
        let least = match &left {
            LeftSide::Said(said, Role::Quiet) => hints::cells(said, ruler).min(8),
            LeftSide::Said(said, _) => hints::cells(said, ruler),
            LeftSide::Keys(items) => items.first().map_or(0, |item| hints::cells(&item.text, ruler)),
        };
        // The time that is left is worth the end of a heading, and no key.
        let whole = match &left {
            LeftSide::Said(..) => least,
            LeftSide::Keys(items) => hints::width(items, ruler),
        };
        let beside = |left: u16| area.width.saturating_sub(left + if left > 0 { hints::GAP } else { 0 });
        let right = right_side(app, areas, [beside(whole), beside(least)], ruler);
        let width = hints::width(&right, ruler).min(area.width);
        let gap = if matches!(left, LeftSide::Said(..)) { 1 } else { hints::GAP };
        let taken = if width > 0 { width + gap } else { 0 };
        let left_area = Rect { width: area.width.saturating_sub(taken), ..area };
        let right_area = Rect { x: area.right() - width, width, ..area };
        Self { left, left_area, right, right_area }
    }
}

fn left_side(app: &App) -> LeftSide {
    let words = app.words;
    let text = |said: String| LeftSide::Said(said, Role::Text);
    if let Some(what) = app.letter_awaited() {
        let words = words.notes();
        return text(match what {
            LetterFor::Mark => words.mark_letter.to_owned(),
            LetterFor::Jump => words.jump_letter.to_owned(),
        });
    }
    if let Some(numbers) = app.link_numbers().filter(|_| app.overlay().is_none()) {
        let along = AlongWords::of(words.language);
        return text(format!("{}{}  {}", along.link_number, numbers.typed(), along.number_help));
    }
    if let Some(count) = app.count() {
        return text(count.to_string());
    }
    if let Some(notice) = app.notice() {
        return match notice.kind {
            NoticeKind::Failure => LeftSide::Said(format!("! {}", notice.text), Role::Failure),
            NoticeKind::Answer | NoticeKind::News => text(notice.text.to_string()),
        };
    }
    if let Some(overlay) = app.overlay() {
        return LeftSide::Keys(overlay::keys(app, overlay));
    }
    if let Some(died) = &app.loading().died {
        return LeftSide::Said(format!("{}{died}", words.worker_died), Role::Failure);
    }
    if let Some(heading) = heading_at(app) {
        return LeftSide::Said(heading, Role::Quiet);
    }
    LeftSide::Keys(keys(app))
}

/// What keys do now; before it what goes on.
fn keys(app: &App) -> Vec<HintItem> {
    let words = app.words;
    let (hints, aids) = (HintWords::of(words.language), words.aids());
    if let Some(results) = app.results() {
        let listing = words.listing();
        return app.hint_items(match results.hits.as_ref().is_none_or(|hits| hits.is_empty()) {
            true => hints.results_empty,
            false if app.shows_passages() => listing.passages_hint,
            false => listing.results_hint,
        });
    }
    if app.is_selecting() {
        let (words, text) = (words.notes(), app.reader().selection_as_written().unwrap_or_default());
        let colour = words.colours()[app.highlight_colour().number()];
        let selected = format!("{}{}{}", words.selected, count_zi(&text), words.selected_end);
        let highlight = format!("{}{colour}{}", words.highlight, words.highlight_end);
        let highlight = app.hint_items(highlight.trim_end());
        let keys = app.hint_items(words.selected_hint);
        return std::iter::once(HintItem::said(selected)).chain(highlight).chain(keys).collect();
    }
    let goes_on = match (app.is_scrolling(), app.is_read_aloud()) {
        (true, _) => {
            let said = format!("{}{}{}", aids.scrolling, app.settings.scroll_speed, aids.scrolling_speed);
            Some((said, Context::Scrolling, aids.scrolling_hint))
        }
        (false, (true, false)) => Some((aids.reading_aloud.to_owned(), Context::Aloud, aids.aloud_hint)),
        (false, (true, true)) => Some((aids.aloud_paused.to_owned(), Context::Aloud, aids.aloud_paused_hint)),
        (false, (false, _)) => None,
    };
    if let Some((said, context, hint)) = goes_on {
        let keys = app.hint_items_in(context, hint);
        return std::iter::once(HintItem::said(said)).chain(keys).collect();
    }
    let list = app.list();
    let is_empty = list.shown().is_empty();
    app.hint_items(match app.focus() {
        Pane::List if list.filter().is_some() && is_empty => hints.list_nothing,
        Pane::List if list.filter().is_some() => hints.list_filtered,
        Pane::List if is_empty => hints.list_empty,
        Pane::List => hints.list,
        Pane::Reader if app.reader().article().is_none() => hints.reader_empty,
        Pane::Reader if app.reader().query().is_some() => hints.reader_found,
        Pane::Reader => hints.reader,
    })
}

/// The heading that the screen is under, while the article is read.
fn heading_at(app: &App) -> Option<String> {
    let reader = app.reader();
    let reads = app.focus() == Pane::Reader && app.results().is_none() && app.loading().done;
    if !reads || app.is_selecting() || app.is_scrolling() || app.is_read_aloud().0 {
        return None;
    }
    let heading = reader.heading().and_then(|at| reader.block(*reader.headings().get(at)?));
    let text = match heading {
        Some(heading) => heading.text().replace(['\n', '\t'], " "),
        None => chapter_of(app)?,
    };
    let script = reader.page().and_then(|page| page.style().script);
    let shown = script.map_or_else(|| text.clone(), |script| in_script(&text, script).into_owned());
    Some(format!("{}{shown}", app.words.under))
}

/// The chapter of a book that is read, and the book.
fn chapter_of(app: &App) -> Option<String> {
    let meta = &app.reader().article()?.meta;
    let book = meta.source.first().filter(|_| meta.format == Format::Epub)?;
    Some(format!("{}  {book}", meta.title))
}

/// Where the reader is, as much of it as there is room for beside the left, beside all of it and the least of it: the place
/// itself is the last to go, the time that is left the first. Nothing about what is not on the screen.
fn right_side(app: &App, areas: &Areas, [room, most]: [u16; 2], ruler: Ruler) -> Vec<HintItem> {
    use StatusPart::{Cut, Help, Left, Loading, Order, Percent, Place, Query};
    let parts = right_parts(app, areas);
    let wanted: [(&[StatusPart], u16); 8] = [
        (&[Loading, Order, Query, Cut, Place, Percent, Left, Help], room),
        (&[Loading, Query, Cut, Place, Percent, Left, Help], most),
        (&[Loading, Query, Cut, Place, Percent, Help], most),
        (&[Cut, Place, Percent, Left, Help], most),
        (&[Cut, Place, Percent, Help], most),
        (&[Place, Percent, Help], most),
        (&[Place, Percent], most),
        (&[Place], most),
    ];
    let of = |wanted: &[StatusPart]| {
        let each = parts.iter().filter(|(part, _)| wanted.contains(part));
        said_items(each.map(|(_, item)| item.clone()))
    };
    let mut each = wanted.into_iter().map(|(wanted, room)| (of(wanted), room));
    let fitting = each.find_map(|(items, room)| (hints::width(&items, ruler) <= room).then_some(items));
    // The number of the match is there whatever is said.
    fitting.unwrap_or_else(|| of(&[Place]))
}

/// A part of what stands at the right.
#[derive(Clone, Copy, PartialEq, Eq)]
enum StatusPart {
    /// How much of the archive was read.
    Loading,
    /// How the list is arranged, where its head does not say that.
    Order,
    /// How much was cut, while it is shown.
    Cut,
    /// What is looked for.
    Query,
    /// The number of the match, the entry, the result.
    Place,
    /// How far the text is.
    Percent,
    /// How long the rest of it takes.
    Left,
    /// The way to the help.
    Help,
}

fn right_parts(app: &App, areas: &Areas) -> Vec<(StatusPart, HintItem)> {
    let words = app.words;
    let mut parts = Vec::new();
    let mut put = |part, text: String| parts.push((part, HintItem::said(text)));
    if let Some(overlay) = app.overlay() {
        put(StatusPart::Place, overlay::position(overlay));
        return parts;
    }
    let loading = app.loading();
    if !loading.done {
        let of = if loading.found > loading.read { format!("/{}", loading.found) } else { String::new() };
        put(StatusPart::Loading, format!("{} {}{of}", words.loading, loading.read));
    }
    if let Some(results) = app.results() {
        if let Some(hits) = results.hits.as_ref().filter(|hits| !hits.is_empty()) {
            put(StatusPart::Place, format!("{}/{}", hits.position() + 1, hits.len()));
        }
    } else if app.focus() == Pane::List {
        let (list, read) = (app.list(), !areas.reader.is_empty());
        // A wide list says that in its head.
        if list.len() > 1 && areas.list.width < WIDE {
            put(StatusPart::Order, list.arrangement().said(words.language));
        }
        let failed = list.failed();
        if loading.done && failed > 0 && !areas.list.is_empty() && !list_head::says_failed(app, areas) {
            put(StatusPart::Loading, words.unreadable(failed));
        }
        if let Some(filter) = list.filter() {
            put(
                StatusPart::Query,
                format!("/{}{}  {}/{}", filter.pattern(), matching(app), list.shown().len(), list.len()),
            );
        }
        if let Some(query) = app.reader().query().filter(|_| read) {
            put(StatusPart::Query, format!("/{}{}  {}", query.pattern(), matching(app), match_number(app)));
        }
        if let Some(at) = list.position() {
            put(StatusPart::Place, format!("{}/{}", at + 1, list.shown().len()));
        }
    } else if !areas.reader.is_empty() {
        if let Some(query) = app.reader().query() {
            put(StatusPart::Query, format!("/{}{}", query.pattern(), matching(app)));
            put(StatusPart::Place, match_number(app));
        }
        if let Some(cut) = app.reader().cut_shown().filter(|&cut| cut > 0) {
            put(StatusPart::Cut, format!("{}{cut}", words.pages().cuts));
        }
        if matches!(app.reader().shown(), Shown::Article(..)) {
            put(StatusPart::Percent, app.reader().percent_said().unwrap_or_default());
            put(StatusPart::Left, app.minutes_left().map(|left| app.words.time_left(left)).unwrap_or_default());
        }
    }
    parts.extend(app.hint_items(words.help_key).into_iter().map(|item| (StatusPart::Help, item)));
    parts
}

/// The number of the match that was walked to, and how many there are.
fn match_number(app: &App) -> String {
    let matches = app.reader().matches();
    format!("{}/{}", matches.current().map_or(0, |at| at + 1), matches.len())
}
