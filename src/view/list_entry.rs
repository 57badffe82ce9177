//! An *entry* of the list: its title, and beside or below it where it is from, when it was published, how far it was read
//! and how long it takes.
//!
//! ```text
//! ›开会时间一天比一天晚！天津市⋯
//!    14日 上观新闻      "*43%  9分       on two rows
//!
//! ›开会时间一天比一天晚！天津市委、市政府⋯   上观新闻      01-14  "*43%  9分     on one
//!  3,465字  梁斌  #天津
//! ```
//!
//! What was not read is loud and has a mark at its left, what was read is quiet. Of the date there stands what the heading
//! of the group does not say. The selected entry has a row more: the rest of its title or, where the list is alone on the
//! screen and the title needs no other row, what is not in the columns.

use std::borrow::Cow;

use ratatui::layout::Rect;
use unicode_segmentation::UnicodeSegmentation;

use super::canvas::Canvas;
use super::role::{Role, has_ground};
use crate::app::{App, Pane};
use crate::chinese::Script;
use crate::model::{Entry, EntryId, GroupBy, Language};
use crate::search::{Keyword, Slot};
use crate::text::{Locale, Rules, Shape, Typesetter};

/// From this width on an entry takes one row.
pub(super) const WIDE: u16 = 64;

/// The mark of a keyword that an article has; of one cell everywhere (W10).
pub(super) const KEYWORD: &str = "▐";
/// The mark of one whose colour is a ground; of one cell everywhere.
pub(super) const KEYWORD_TOO: &str = "▗";

/// The mark of the selected entry; neutral, one cell everywhere (W10).
pub(super) const SELECTED: &str = "›";
/// The mark of an entry that is no article, or could not be read.
const FAILED: &str = "!";

/// The mark of an entry that was not read; neutral, one cell everywhere (W10).
pub(super) const UNREAD: &str = "▪";
/// The mark of an entry that has a star.
pub(super) const STARRED: &str = "*";
/// Before a tag of the reader's own.
pub(super) const TAG: &str = "#";
/// Before an entry with a highlight or a note.
pub(super) const NOTED: &str = "\"";

/// The cells of the source in a wide pane.
const SOURCE: u16 = 12;
/// The cells of the marks, and how far an article was read.
const MARKS: u16 = 6;
/// An article that takes so many minutes is said to take hours.
const MANY_MINUTES: usize = 100;

/// The place of an entry in the list.
#[derive(Clone, Copy)]
pub(super) struct EntryPlace {
    /// Its rows, without the one more of the selected entry.
    pub area: Rect,
    /// The rows more that it has.
    pub more: u16,
    /// Whether nothing beside the list says more of the entry.
    pub alone: bool,
}

pub(super) fn draw(app: &App, id: EntryId, place: EntryPlace, canvas: &mut Canvas) {
    let Some(entry) = app.list().entry(id) else { return };
    let selected = app.list().selected() == Some(id);
    edge(app, id, entry, place.area, canvas);
    let rows = match place.area.width >= WIDE {
        true => wide(app, id, entry, place, canvas),
        false => narrow(app, id, entry, place, canvas),
    };
    if selected && app.focus() == Pane::List {
        canvas.paint(Rect { height: rows, ..place.area }, Role::Selected);
    }
}

fn inner(area: Rect) -> Rect {
    Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area }
}

/// What stands at the left of an entry: that it is selected, that it failed, or that it was not read.
fn edge(app: &App, id: EntryId, entry: &Entry, area: Rect, canvas: &mut Canvas) {
    if app.list().selected() == Some(id) {
        canvas.text(area, SELECTED, if app.focus() == Pane::List { Role::Text } else { Role::SelectedElsewhere });
    } else if entry.failure.is_some() {
        canvas.text(area, FAILED, Role::Failure);
    } else if app.list().is_unread(id) {
        canvas.text(area, UNREAD, Role::Quiet);
    }
}

/// Below its title; gives the rows that the title takes.
fn narrow(app: &App, id: EntryId, entry: &Entry, place: EntryPlace, canvas: &mut Canvas) -> u16 {
    let selected = app.list().selected() == Some(id);
    let inner = inner(place.area);
    let (_, rows) = title(app, id, entry, Rect { height: 1 + place.more, ..inner }, selected, canvas);
    if place.area.height < 2 {
        return rows;
    }
    let below = Rect { x: inner.x + 2, y: inner.y + rows, width: inner.width.saturating_sub(2), height: 1 };
    if let Some(failure) = &entry.failure {
        canvas.line(below, &app.words.failure(failure), |_| Role::Failure);
        return rows;
    }
    let length = duration(app, entry);
    let column = canvas.width(&length).max(duration_width(app));
    let marked = marks(app, id);
    let right = column + if marked.is_empty() { 0 } else { canvas.width(&marked) + 1 };
    let right = right.min(below.width);
    let mut x = below.x;
    let date = date_in_group(app, entry);
    if !date.is_empty() {
        x = canvas.text(Rect { width: below.width.saturating_sub(right), ..below }, &date, Role::Quiet) + 1;
    }
    let free = Rect { x, width: (below.right() - right).saturating_sub(x + 1), ..below };
    let keywords = keyword_marks(app, id, free, canvas);
    let room = free.width.saturating_sub(keywords);
    // A source of which nothing but ⋯ would be seen says nothing.
    if room > 2 {
        let source = source(entry);
        if !source.is_empty() {
            let room = Rect { x, width: room, ..below };
            x = canvas.line_in(script_of(app, entry), room, &source, |_| Role::Quiet) + 1;
        }
        let end = free.x + room;
        tags(app, id, Rect { x, width: end.saturating_sub(x), ..below }, canvas);
    }
    canvas.text(Rect { x: below.right() - right, width: right, ..below }, &marked, Role::Quiet);
    to_right(canvas, below, below.right(), column, &length);
    if place.more > 0 && rows == 1 && place.alone {
        more(app, entry, Rect { y: below.y + 1, ..below }, canvas);
    }
    rows
}

/// In columns; gives the rows that the title takes.
fn wide(app: &App, id: EntryId, entry: &Entry, place: EntryPlace, canvas: &mut Canvas) -> u16 {
    let selected = app.list().selected() == Some(id);
    let inner = inner(place.area);
    let (dated, lasts) = (date_width(app), duration_width(app));
    let width = SOURCE + 2 + dated + 1 + MARKS + 1 + lasts;
    let columns = Rect { x: inner.right().saturating_sub(width), width, ..inner };
    let left = Rect { width: inner.width.saturating_sub(width + 2), ..inner };
    let keywords = keyword_marks(app, id, left, canvas);
    let titled = Rect { width: left.width.saturating_sub(keywords), height: 1 + place.more, ..left };
    let (x, rows) = title(app, id, entry, titled, selected, canvas);
    let end = Rect { x: x + 2, y: titled.y + rows - 1, width: titled.right().saturating_sub(x + 2), height: 1 };
    tags(app, id, end, canvas);
    if place.more > 0 && rows == 1 && place.alone && entry.failure.is_none() {
        let width = left.width.saturating_sub(2);
        more(app, entry, Rect { x: left.x + 2, y: inner.y + 1, width, height: 1 }, canvas);
    }
    if let Some(failure) = &entry.failure {
        canvas.line(columns, &app.words.failure(failure), |_| Role::Failure);
        return rows;
    }
    canvas.line_in(script_of(app, entry), Rect { width: SOURCE, ..columns }, &source(entry), |_| Role::Quiet);
    let dates = columns.x + SOURCE + 2;
    canvas.text(Rect { x: dates, width: dated, ..columns }, &date_in_group(app, entry), Role::Quiet);
    to_right(canvas, columns, columns.right() - lasts - 1, MARKS, &marks(app, id));
    to_right(canvas, columns, columns.right(), lasts, &duration(app, entry));
    rows
}

/// Text that ends before a column, in so much room as it may have.
fn to_right(canvas: &mut Canvas, row: Rect, end: u16, room: u16, text: &str) {
    let width = canvas.width(text).min(room).min(row.width);
    canvas.text(Rect { x: end.saturating_sub(width), width, ..row }, text, Role::Quiet);
}

/// What the columns do not say of an entry.
fn more(app: &App, entry: &Entry, area: Rect, canvas: &mut Canvas) {
    let meta = entry.meta();
    let mut said = vec![app.words.length(entry.length, meta.lang.as_deref())];
    let source = source(entry);
    let people = [meta.author, meta.editor].into_iter().flatten();
    said.extend(people.filter(|name| **name != *source).map(|name| name.to_string()));
    canvas.line_in(script_of(app, entry), area, &said.join("  "), |_| Role::Quiet);
}

/// Whether an entry has a note and a star, and how far it was read; empty where there is nothing to say.
fn marks(app: &App, id: EntryId) -> String {
    let place = app.list().trace(id).and_then(|trace| trace.place);
    let is_whole = place.is_some_and(|place| place.percent == 100);
    let far = match (app.list().is_read(id), place) {
        (true, _) if is_whole => app.words.read_whole.to_owned(),
        (true, _) => app.words.read.to_owned(),
        (false, Some(place)) if place.percent > 0 => format!("{}%", place.percent),
        (false, _) => String::new(),
    };
    let star = if app.list().is_starred(id) { STARRED } else { "" };
    let note = if app.list().is_noted(id) { NOTED } else { "" };
    format!("{note}{star}{far}")
}

/// How long it takes to read an article, at the reader's pace.
fn duration(app: &App, entry: &Entry) -> String {
    let words = app.words.listing();
    match app.minutes(entry.length) {
        minutes @ ..MANY_MINUTES => format!("{minutes}{}", words.minutes),
        minutes => format!("{}{}", minutes.div_ceil(60), words.hours),
    }
}

/// The cells that this takes, but of the longest books.
fn duration_width(app: &App) -> u16 {
    cells(app, &format!("99{}", app.words.listing().minutes))
}

fn cells(app: &App, text: &str) -> u16 {
    u16::try_from(app.settings.ruler.width(text)).unwrap_or(u16::MAX)
}

/// What the heading of the group does not say of the date; the whole date where there is none.
fn date_in_group(app: &App, entry: &Entry) -> String {
    let Some(published) = entry.brief().published() else { return String::new() };
    let (_, month, day) = published.day();
    match (app.list().arrangement().group, app.words.language) {
        (Some(GroupBy::Day), _) => published.minute().split(' ').next_back().unwrap_or_default().to_owned(),
        (Some(GroupBy::Month), Language::Chinese | Language::Traditional) => format!("{day:2}日"),
        (Some(GroupBy::Month | GroupBy::Year), _) => format!("{month:02}-{day:02}"),
        _ => published.date(),
    }
}

/// The cells that this takes.
fn date_width(app: &App) -> u16 {
    match app.list().arrangement().group {
        Some(GroupBy::Day | GroupBy::Month | GroupBy::Year) => 5,
        _ => 10,
    }
}

/// A mark for each keyword that the article has, in its colour; right of `area`. Gives the cells they take.
fn keyword_marks(app: &App, id: EntryId, area: Rect, canvas: &mut Canvas) -> u16 {
    let counts = app.counts(id);
    let has = app.keywords().iter().zip(counts).filter(|(word, count)| word.is_on() && **count > 0);
    // A colour of letters and the same colour as a ground are told apart by the size of the mark; without colours the
    // word's first character has to do.
    let mark = |word: &Keyword| match canvas.has_colours() {
        true => (word.slot(), if has_ground(word.slot()) { KEYWORD_TOO } else { KEYWORD }.to_owned()),
        false => (word.slot(), word.name().graphemes(true).next().unwrap_or_default().to_owned()),
    };
    let mut marks: Vec<(Slot, String)> = has.map(|(word, _)| mark(word)).collect();
    marks.sort_unstable();
    marks.dedup();
    let room = area.width / 2;
    let mut width = 0;
    marks.retain(|(_, mark)| {
        let cells = canvas.width(mark);
        let fits = width + cells <= room;
        width += if fits { cells } else { 0 };
        fits
    });
    let mut x = area.right() - width;
    for (slot, mark) in &marks {
        x = canvas.text(Rect { x, width: area.right() - x, height: 1, ..area }, mark, Role::Mark(*slot));
    }
    width + u16::from(width > 0)
}

/// A title with keywords and the filter's matches lit, on as many rows as it needs and the area has; gives the column after
/// it, and how many rows it takes.
fn title(app: &App, id: EntryId, entry: &Entry, area: Rect, selected: bool, canvas: &mut Canvas) -> (u16, u16) {
    let text = entry.brief().title();
    let lit = app.keywords().find_in(&text);
    let matches = app.list().filter().map(|query| query.find_in(&text)).unwrap_or_default();
    let plain = match (entry.failure.is_some(), selected && app.focus() != Pane::List) {
        (true, _) => Role::Quiet,
        (false, true) => Role::SelectedElsewhere,
        // The selected row is one bar.
        (false, false) if !selected && app.list().is_read(id) => Role::Quiet,
        (false, false) => Role::Text,
    };
    let role = |at: usize| {
        if matches.iter().any(|range| range.contains(&at)) {
            // The selected row is reversed; its match has to differ from that without colours too.
            return if selected { Role::CurrentMatch } else { Role::Match };
        }
        lit.iter().find(|(range, _)| range.contains(&at)).map_or(plain, |(_, slot)| Role::Keyword(*slot))
    };
    let script = script_of(app, entry);
    if area.height < 2 || canvas.width(&text) <= area.width {
        return (canvas.line_in(script, area, &text, role), 1);
    }
    // It breaks where a headline does; what two rows do not hold ends with ⋯.
    let mut setter = Typesetter::new(Rules::reading(Locale::ZhHans), app.settings.ruler);
    let shape =
        Shape { hang: false, trim: false, orphan: false, keep_words: true, ..Shape::reading(u32::from(area.width)) };
    let mut rows = Vec::new();
    setter.set(&text, 0..text.len(), &shape, &mut rows);
    let Some(first) = rows.first() else { return (area.x, 1) };
    canvas.line_in(script, area, &text[..first.text_end], role);
    let below = Rect { y: area.y + 1, height: 1, ..area };
    (canvas.line_in(script, below, &text[first.end..], |at| role(first.end + at)), 2)
}

/// The reader's own tags of an entry, where there is room for them.
fn tags(app: &App, id: EntryId, area: Rect, canvas: &mut Canvas) {
    let tags: String = app.list().own_tags(id).iter().map(|tag| format!("{TAG}{tag} ")).collect();
    // A tag of which nothing but ⋯ would be seen says nothing.
    if !tags.is_empty() && area.width > 3 {
        canvas.line(area, tags.trim_end(), |_| Role::Quiet);
    }
}

/// The script that an entry's texts are shown in.
pub(super) fn script_of(app: &App, entry: &Entry) -> Option<Script> {
    app.settings.script?;
    let locale = entry.brief().lang().map_or(Locale::default(), |tag| Locale::from_tag(&tag));
    app.settings.script_for(locale)
}

pub(super) fn source(entry: &Entry) -> Cow<'_, str> {
    entry.brief().source().unwrap_or_default()
}

pub(super) fn date(entry: &Entry) -> String {
    entry.brief().published().map(|published| published.date()).unwrap_or_default()
}
