//! The list pane: an entry on two rows, or on one where the pane is wide.
//!
//! ```text
//!  新浪               未读 9/12
//! ›开会时间一天比一天晚！天津市⋯       narrow
//!  2022-01-14 上观新闻  *43% 2150字
//!
//! ›开会时间一天比一天晚！天津市委、市政府⋯   上观新闻   2022-01-14  *43%    2150字     wide
//! ```
//!
//! What was not read is loud and has a mark at its left, what was read is quiet; a star and how far an article was read
//! stand before its length.

use std::borrow::Cow;

use ratatui::layout::Rect;
use unicode_segmentation::UnicodeSegmentation;

use super::canvas::Canvas;
use super::role::has_ground;
use super::{Areas, Role};
use crate::app::{App, ListRow, Pane};
use crate::chinese::Script;
use crate::model::{Entry, EntryId, Language};
use crate::search::{Heading, Keyword, Slot};
use crate::text::{Locale, Rules, Shape, Typesetter};

/// From this width on an entry takes one row.
pub(super) const WIDE: u16 = 64;

/// The mark of a keyword that an article has; of one cell everywhere (W10).
pub(super) const KEYWORD: &str = "▐";
/// The mark of one whose colour is a ground; of one cell everywhere.
pub(super) const KEYWORD_TOO: &str = "▗";

/// The mark of the selected entry; neutral, one cell everywhere (W10).
pub(super) const SELECTED: &str = "›";

/// The mark of an entry that was not read; neutral, one cell everywhere (W10).
pub(super) const UNREAD: &str = "▪";
/// The mark of an entry that has a star.
pub(super) const STARRED: &str = "*";
/// Before a tag of the reader's own.
pub(super) const TAG: &str = "#";
/// Before an entry with a highlight or a note.
pub(super) const NOTED: &str = "\"";

pub(super) fn draw(app: &App, areas: &Areas, canvas: &mut Canvas) {
    let area = areas.list;
    head(app, areas.list_head, canvas);
    if app.list().shown().is_empty() {
        return empty(app, area, canvas);
    }
    let mut bottom = area.y;
    for (y, row) in rows(app, areas) {
        let unfolded = unfolded(app, areas, row);
        let place = Rect { y, height: areas.entry_rows + unfolded, ..area };
        bottom = place.bottom();
        match row {
            ListRow::Heading(said, count) => heading(app, said, count, Rect { height: 1, ..place }, canvas),
            ListRow::Entry(id) => draw_entry(app, id, place, 1 + unfolded, canvas),
        }
    }
    others(app, Rect { y: bottom, height: area.bottom().saturating_sub(bottom), ..area }, canvas);
}

/// What stands in the pane, each with its first row on the screen.
fn rows<'a>(app: &'a App, areas: &Areas) -> impl Iterator<Item = (u16, ListRow<'a>)> {
    let rows = app.list().rows(usize::from(areas.list.height), usize::from(areas.entry_rows));
    let top = areas.list.y;
    rows.into_iter().map(move |(y, row)| (top + u16::try_from(y).unwrap_or(u16::MAX), row))
}

/// The rows more that an entry takes: the selected one shows its title on two rows where one is too short.
fn unfolded(app: &App, areas: &Areas, row: ListRow<'_>) -> u16 {
    if app.list().selected().is_none_or(|id| row != ListRow::Entry(id)) {
        return 0;
    }
    let rows = app.list().unfolded(usize::from(areas.list.height), usize::from(areas.entry_rows));
    u16::try_from(rows).unwrap_or_default()
}

/// The cells of the columns right of the titles in a wide pane: star and per cent 5, date 10, source 12, a length, a
/// blank between each. English takes more room for a length.
fn columns_width(app: &App) -> u16 {
    30 + length_width(app)
}

fn length_width(app: &App) -> u16 {
    let cells = app.settings.ruler.width(&app.words.length(99_999, None));
    9.max(u16::try_from(cells).unwrap_or(u16::MAX))
}

/// The cells of a title in a pane of some width.
pub(super) fn title_width(app: &App, pane: u16) -> u16 {
    let inner = pane.saturating_sub(2);
    if pane >= WIDE { inner.saturating_sub(columns_width(app) + 1) } else { inner }
}

/// The entry under a row of the screen.
pub(super) fn entry_at(app: &App, areas: &Areas, y: u16) -> Option<EntryId> {
    rows(app, areas).find_map(|(top, row)| match row {
        ListRow::Entry(id) if (top..top + areas.entry_rows + unfolded(app, areas, row)).contains(&y) => Some(id),
        _ => None,
    })
}

/// The entry below the heading that is on a row of the screen.
pub(super) fn group_at(app: &App, areas: &Areas, y: u16) -> Option<EntryId> {
    let mut rows = rows(app, areas);
    rows.find(|(top, row)| *top == y && matches!(row, ListRow::Heading(..)))?;
    rows.find_map(|(_, row)| if let ListRow::Entry(id) = row { Some(id) } else { None })
}

/// The row of the screen on which an entry begins.
pub(super) fn row_of(app: &App, areas: &Areas, id: EntryId) -> Option<u16> {
    rows(app, areas).find_map(|(y, row)| (row == ListRow::Entry(id)).then_some(y))
}

fn draw_entry(app: &App, id: EntryId, place: Rect, title_rows: u16, canvas: &mut Canvas) {
    let Some(entry) = app.list().entry(id) else { return };
    let selected = app.list().selected() == Some(id);
    if place.width >= WIDE {
        wide(app, id, entry, place, title_rows, canvas);
    } else {
        narrow(app, id, entry, place, title_rows, canvas);
    }
    if selected && app.focus() == Pane::List {
        canvas.paint(Rect { height: title_rows, ..place }, Role::Selected);
    }
}

/// What is open, and at the right how many of the articles that are listed were not read.
fn head(app: &App, area: Rect, canvas: &mut Canvas) {
    if area.is_empty() {
        return;
    }
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let listed = app.list().shown().len();
    let readable = app.list().readable();
    let mut unread =
        if readable > 0 { format!("{} {}/{readable}", app.words.unread, app.list().unread()) } else { String::new() };
    if app.list().failed() > 0 && app.loading().done {
        let gap = if unread.is_empty() { "" } else { "  " };
        let failed = format!("{}{gap}", app.words.unreadable(app.list().failed()));
        // What is open comes first, and what was not read.
        if canvas.width(&failed) + canvas.width(&unread) + canvas.width(&app.archive_name()) < inner.width {
            unread.insert_str(0, &failed);
        }
    }
    let right = canvas.width(&unread).min(inner.width);
    let left = Rect { width: inner.width.saturating_sub(right + 1), ..inner };
    match app.saved_searches().shown() {
        Some(known) => {
            let (name, count) = (known.name(app.words), app.words.count_articles(listed));
            let name = Rect { width: canvas.width(name).min(left.width), ..left };
            let x = canvas.line(name, known.name(app.words), |_| Role::Strong) + 1;
            canvas.line(Rect { x, width: left.right().saturating_sub(x), ..left }, &count, |_| Role::Quiet)
        }
        None => canvas.line(left, &app.archive_name(), |_| Role::Strong),
    };
    canvas.text(Rect { x: inner.right() - right, width: right, ..inner }, &unread, Role::Quiet);
}

/// What stands at the left of an entry: that it is selected, or that it was not read.
fn edge(app: &App, id: EntryId, area: Rect, selected: bool, canvas: &mut Canvas) {
    if selected {
        canvas.text(area, SELECTED, if app.focus() == Pane::List { Role::Text } else { Role::SelectedElsewhere });
    } else if app.list().is_unread(id) {
        canvas.text(area, UNREAD, Role::Quiet);
    }
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

/// The heading of a group: what it is called, and at the right how many are in it.
fn heading(app: &App, heading: &Heading, count: usize, area: Rect, canvas: &mut Canvas) {
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let count = app.words.count_articles(count);
    let right = canvas.width(&count).min(inner.width);
    let left = Rect { width: inner.width.saturating_sub(right + 1), ..inner };
    canvas.line(left, &said(app, heading), |_| Role::Quiet);
    canvas.text(Rect { x: inner.right() - right, width: right, ..inner }, &count, Role::Quiet);
    canvas.paint(inner, Role::Group);
}

/// What a group is called.
fn said<'h>(app: &App, heading: &'h Heading) -> Cow<'h, str> {
    let language = app.words.language;
    match (heading, language) {
        (Heading::Named(name), _) => Cow::Borrowed(name),
        (Heading::Without, _) => {
            let group = app.list().arrangement().group;
            Cow::Borrowed(group.map_or("", |group| group.without(language)))
        }
        (Heading::Unreadable, _) => Cow::Borrowed(app.words.failed),
        (Heading::Month(..) | Heading::Day(..), Language::English) => Cow::Owned(heading.to_string()),
        (Heading::Month(year, month), _) => Cow::Owned(format!("{year}年{month:2}月")),
        (Heading::Day(year, month, day), _) => Cow::Owned(format!("{year}年{month:2}月{day:2}日")),
    }
}

/// Behind the last entry: how many files are no articles.
fn others(app: &App, area: Rect, canvas: &mut Canvas) {
    let others = &app.loading().others;
    if !others.is_empty() && app.list().filter().is_none() && area.height > 1 {
        let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), y: area.y + 1, height: area.height - 1 };
        super::reader::paragraph(app, inner, &others.sentence(app.words), Role::Quiet, canvas);
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

/// A title with keywords and the filter's matches lit, on as many rows as the area has; gives the column after it, on the
/// last of them.
fn title(app: &App, id: EntryId, entry: &Entry, area: Rect, selected: bool, canvas: &mut Canvas) -> u16 {
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
    if area.height < 2 {
        return canvas.line_in(script, area, &text, role);
    }
    // It breaks where a headline does; what two rows do not hold ends with ⋯.
    let mut setter = Typesetter::new(Rules::reading(Locale::ZhHans), app.settings.ruler);
    let shape =
        Shape { hang: false, trim: false, orphan: false, keep_words: true, ..Shape::reading(u32::from(area.width)) };
    let mut rows = Vec::new();
    setter.set(&text, 0..text.len(), &shape, &mut rows);
    let Some(first) = rows.first() else { return area.x };
    canvas.line_in(script, area, &text[..first.text_end], role);
    let below = Rect { y: area.y + 1, height: 1, ..area };
    canvas.line_in(script, below, &text[first.end..], |at| role(first.end + at))
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

/// How long the article is.
fn length(app: &App, entry: &Entry) -> String {
    app.words.length(entry.length, entry.meta().lang.as_deref())
}

fn narrow(app: &App, id: EntryId, entry: &Entry, area: Rect, title_rows: u16, canvas: &mut Canvas) {
    let selected = app.list().selected() == Some(id);
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    edge(app, id, area, selected, canvas);
    title(app, id, entry, Rect { height: title_rows, ..inner }, selected, canvas);
    if area.height <= title_rows {
        return;
    }
    let below = Rect { y: inner.y + title_rows, height: 1, ..inner };
    if let Some(failure) = &entry.failure {
        canvas.line(below, &app.words.failure(failure), |_| Role::Failure);
        return;
    }
    let mut length = length(app, entry);
    let marked = marks(app, id);
    if !marked.is_empty() {
        length = format!("{marked} {length}");
    }
    let right = canvas.width(&length).min(below.width);
    let mut x = below.x;
    let date = date(entry);
    if !date.is_empty() {
        x = canvas.text(Rect { width: below.width.saturating_sub(right), ..below }, &date, Role::Quiet) + 1;
    }
    let free = Rect { x, width: (below.right() - right).saturating_sub(x + 1), ..below };
    let marks = keyword_marks(app, id, free, canvas);
    let room = free.width.saturating_sub(marks);
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
    canvas.text(Rect { x: below.right() - right, width: right, ..below }, &length, Role::Quiet);
}

fn wide(app: &App, id: EntryId, entry: &Entry, area: Rect, title_rows: u16, canvas: &mut Canvas) {
    let selected = app.list().selected() == Some(id);
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    edge(app, id, area, selected, canvas);
    let (room, width) = (length_width(app), columns_width(app));
    let columns = Rect { x: inner.right().saturating_sub(width), width, ..inner };
    let left = Rect { width: inner.width - width - 1, ..inner };
    let marks = keyword_marks(app, id, left, canvas);
    let titled = Rect { width: left.width.saturating_sub(marks), height: title_rows, ..left };
    let x = title(app, id, entry, titled, selected, canvas) + 2;
    let titled = Rect { y: titled.bottom() - 1, height: 1, ..titled };
    tags(app, id, Rect { x, width: titled.right().saturating_sub(x), ..titled }, canvas);
    if let Some(failure) = &entry.failure {
        canvas.line(columns, &app.words.failure(failure), |_| Role::Failure);
        return;
    }
    canvas.line_in(script_of(app, entry), Rect { width: 12, ..columns }, &source(entry), |_| Role::Quiet);
    canvas.text(Rect { x: columns.x + 13, width: 10, ..columns }, &date(entry), Role::Quiet);
    let mut to_right = |end: u16, room: u16, text: &str| {
        let width = canvas.width(text).min(room);
        canvas.text(Rect { x: columns.x + end - width, width, ..columns }, text, Role::Quiet);
    };
    to_right(29, 6, &self::marks(app, id));
    to_right(30 + room, room, &length(app, entry));
}

/// An empty list says why, and what to do.
fn empty(app: &App, area: Rect, canvas: &mut Canvas) {
    let words = app.words;
    let (what, hint) = match (app.list().filter(), app.loading().done) {
        (None, _) if app.is_looking_for_members() => (words.looking.to_owned(), String::new()),
        (None, _) if app.saved_searches().shown().is_some() => {
            (words.finding().nothing.to_owned(), app.hint(words.finding().nothing_hint))
        }
        (Some(query), _) => (format!("{} {}", words.no_title, query.pattern()), app.hint(words.no_title_hint)),
        (None, true) if !app.loading().others.is_empty() => {
            (words.nothing_here.to_owned(), app.loading().others.sentence(words))
        }
        (None, true) => (words.nothing_here.to_owned(), app.hint(words.nothing_here_hint)),
        (None, false) => (format!("{} {}", words.loading, super::canvas::CUT), String::new()),
    };
    super::reader::message(
        app,
        Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area },
        &what,
        &hint,
        canvas,
    );
}
