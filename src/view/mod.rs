//! The *view*: drawing. [`areas`] says where things stand, [`draw`] puts them there; both only read the state.
//!
//! ```text
//! 100 columns and more                        fewer: one pane at a time
//! ┌ list ─────────┐│┌ reader ──────────────┐  ┌ reader ─────────────────┐
//! │ name  unread  │││      title           │  │      title              │
//! │›title         │││      byline          │  │      byline             │
//! │ date source 字│││                      │  │                         │
//! │               │││      text        hh ▐│  │      text           hh ▐│
//! └───────────────┘│└──────────────────────┘  └─────────────────────────┘
//! status, or the prompt                       status, or the prompt
//! ```
//!
//! `hh` are the two columns that only a hanging mark may enter (F02), `▐` the scrollbar. Cells are written one by one
//! by our own widths (T01); nothing here wraps text.

mod canvas;
mod columns;
mod hints;
mod lights;
mod links;
mod list;
mod list_entry;
mod list_head;
mod list_months;
mod overlay;
mod palette;
mod passages;
mod picture;
mod picture_rows;
mod prompt_line;
mod reader;
mod results;
mod role;
mod scene;
mod scrollbar;
mod search_start;
mod side;
mod status;
mod theme;
mod typing;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use crate::app::{Action, App, Asking, Grip, HintKey, LIST_WIDTHS, Overlay, Pane, Target, Viewport};
use crate::model::{ScreenLink, ScreenStrip};
use columns::TextAreas;

pub use palette::Palette;
pub use role::Role;
pub use scene::Scene;

/// With this many columns both panes are on the screen.
const BOTH_FROM: u16 = 100;
/// As many columns are left to the text, however wide the list was made.
const LEAST_READER: u16 = 46;
/// Rows and columns below which there is nothing to be drawn.
const SMALLEST: Size = Size { width: 2, height: 2 };

/// Where things stand on a screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// The whole screen.
    pub screen: Rect,
    /// The head of the list: what is open, and how much of it was not read; empty where there is no room.
    pub list_head: Rect,
    /// The months of what is listed, below the head; empty where there is no room.
    pub months: Rect,
    /// The list pane below its head; empty where it is hidden.
    pub list: Rect,
    /// The line between the panes; empty where only one is shown.
    pub rule: Rect,
    /// The reader pane; empty where it is hidden.
    pub reader: Rect,
    /// The text in the reader pane: the measure, without the columns for hanging marks; of two columns the first.
    pub text: Rect,
    /// The second column of the text; empty where it stands in one.
    pub second: Rect,
    /// Whether there is room for two columns, wanted or not.
    pub has_room_for_two: bool,
    /// The line between text and side panel; empty where there is no panel.
    pub side_rule: Rect,
    /// The side panel.
    pub side: Rect,
    /// Whether there is room for a side panel, wanted or not.
    pub has_room_beside: bool,
    /// The scrollbar.
    pub scrollbar: Rect,
    /// The results of a search in all articles, in place of the panes; empty where there are none.
    pub results: Rect,
    /// The hits of the selected result beside them; empty where there is no room.
    pub passages: Rect,
    /// The status line or the prompt.
    pub status: Rect,
    /// Rows an entry of the list takes.
    pub entry_rows: u16,
}

impl Areas {
    /// What of this the state has to know.
    pub fn viewport(&self) -> Viewport {
        let (overlay_text, overlay_rows) = overlay::room(self.screen);
        let panes = Rect { height: self.screen.height.saturating_sub(1), ..self.screen };
        let (results, snippet) = results::room(results::areas(panes)[0]);
        let passages = passages::body(self.passages);
        Viewport {
            list_rows: usize::from(self.list.height),
            entry_rows: usize::from(self.entry_rows.max(1)),
            // Where too few are in the archive they have no rows, until there are more.
            months: !self.months.is_empty() || self.list_head.height + self.list.height >= MONTHS_FROM - 1,
            reader_rows: self.text_rows(),
            columns: self.columns(),
            has_room_for_two: self.has_room_for_two,
            has_room_beside: self.has_room_beside,
            measure: u32::from(self.text.width),
            hang: self.text.right() + columns::HANG <= self.scrollbar.x,
            overlay_rows,
            overlay_text,
            note_cells: typing::note_cells(self.screen),
            list_cells: if self.reader.is_empty() { 0 } else { self.list.width },
            overlay_width: overlay::width(self.screen),
            picture: picture::cells(self.screen),
            results,
            snippet,
            passage_rows: usize::from(passages.height),
            passage_cells: u32::from(passages.width),
            both: !self.list.is_empty() && !self.reader.is_empty(),
        }
    }
}

/// The rows of pictures that the terminal draws itself, where they are not covered.
pub fn strips(app: &App, areas: &Areas) -> Vec<ScreenStrip> {
    // What is typed may stand anywhere.
    let is_covered =
        app.prompt().is_some_and(|prompt| matches!(prompt.asking, Asking::Note { .. } | Asking::Action { .. }));
    match app.overlay() {
        Some(Overlay::Picture(own, _)) if !is_covered => picture::strips(areas, own),
        None if !is_covered && areas.results.is_empty() && !areas.reader.is_empty() => reader::strips(app, areas),
        _ => Vec::new(),
    }
}

/// What lies under a position.
pub fn hit_test(app: &App, areas: &Areas, at: Position) -> Target {
    if let Some(key) = key_at(app, areas, at) {
        return Target::Hint(key);
    }
    if let Some(overlay) = app.overlay() {
        return match overlay::row_at(overlay, areas.screen, at.y) {
            _ if overlay::is_beside(areas.screen, at) => Target::Beside,
            row => row.map_or(Target::Overlay, Target::Row),
        };
    }
    if areas.results.contains(at) {
        let hits = app.results().and_then(|results| results.hits.as_ref());
        return hits.and_then(|hits| results::hit_at(hits, areas.results, at.y)).map_or(Target::Results, Target::Hit);
    }
    if areas.passages.contains(at) {
        return passages::passage_at(app, areas.passages, at.y).map_or(Target::Results, Target::Passage);
    }
    if !areas.results.is_empty() {
        return if at.y < areas.status.y { Target::Results } else { Target::Nothing };
    }
    if areas.rule.contains(at) {
        return Target::Border(at.x - areas.list.x);
    }
    if areas.scrollbar.contains(at) && app.reader().thumb(areas.scrollbar.height).is_some() {
        return on_scrollbar(areas, at.y);
    }
    if areas.list_head.contains(at) {
        return match list_head::fact_at(app, areas, at.x, at.y) {
            Some(list_head::HeadFact::Failed) => Target::Unreadable,
            Some(list_head::HeadFact::Order) => Target::Hint(HintKey::Act(Action::Arrange)),
            Some(list_head::HeadFact::Unread) | None => Target::List,
        };
    }
    if areas.months.contains(at) {
        let months = list_months::months_at(app, areas.months, at.x);
        return months.map_or(Target::List, |months| Target::Months(months.start, months.end));
    }
    if areas.list.contains(at) {
        let group = list::group_at(app, areas, at.y).map(Target::Group);
        return group.or(list::entry_at(app, areas, at.y).map(Target::Entry)).unwrap_or(Target::List);
    }
    if areas.side.contains(at) {
        return side::row_at(app, areas, at).map_or(Target::Nothing, Target::Side);
    }
    if areas.reader.contains(at) {
        let beside = || reader::picture_at(app, areas, at).map_or(Target::Reader, Target::Picture);
        return reader::place_at(app, areas, at).map_or_else(beside, Target::Text);
    }
    Target::Nothing
}

/// The key of a hint that is under a position.
fn key_at(app: &App, areas: &Areas, at: Position) -> Option<HintKey> {
    if areas.list.is_empty() && areas.reader.is_empty() {
        return None;
    }
    match app.prompt() {
        Some(_) if at.y != areas.status.y => None,
        Some(prompt) if matches!(prompt.asking, Asking::Note { .. }) => typing::note_key_at(app, areas.status, at.x),
        Some(prompt) => prompt_line::key_at(app, prompt, areas, at.x),
        None => status::key_at(app, areas, at),
    }
}

/// What is under a mouse that is moved with its button down: of what it holds a place along it, wherever the mouse is.
pub fn drag_test(app: &App, areas: &Areas, at: Position) -> Target {
    match app.held() {
        Some(Grip::Thumb(_)) if !areas.scrollbar.is_empty() => on_scrollbar(areas, at.y),
        Some(Grip::Border(_)) if !areas.rule.is_empty() => Target::Border(at.x.saturating_sub(areas.list.x)),
        _ => hit_test(app, areas, at),
    }
}

fn on_scrollbar(areas: &Areas, y: u16) -> Target {
    let bar = areas.scrollbar;
    Target::Scrollbar { row: y.clamp(bar.y, bar.bottom().saturating_sub(1).max(bar.y)) - bar.y, rows: bar.height }
}

/// The text that is nearest to a position beside it: on the nearest row, at its nearest end.
pub fn text_beside(app: &App, areas: &Areas, at: Position) -> Target {
    reader::nearest_place(app, areas, at).map_or(Target::Reader, Target::Text)
}

/// Where things stand.
pub fn areas(app: &App, size: Size) -> Areas {
    let screen = Rect::new(0, 0, size.width, size.height);
    if size.width < SMALLEST.width || size.height < SMALLEST.height {
        return Areas { screen, status: screen, entry_rows: 1, ..Areas::default() };
    }
    let status = Rect { y: screen.height - 1, height: 1, ..screen };
    let panes = Rect { height: screen.height - 1, ..screen };
    let has_hits = app.results().is_some_and(|results| results.hits.is_some());
    let [results, passages] = match app.results() {
        // Where a search begins nothing is found.
        Some(_) if has_hits => results::areas(panes),
        Some(_) => [panes, Rect::default()],
        None => <[Rect; 2]>::default(),
    };
    // While the results are up the panes keep their places: the article opens where it will be read.
    let list_hidden = app.browse().is_some_and(|browse| browse.list_hidden);
    let two = app.settings.two_columns;
    let (list, rule, reader) = match (size.width >= BOTH_FROM && !list_hidden, app.focus()) {
        (true, _) => {
            let beside = |two| beside_list(app, panes, two);
            match beside(two) {
                (_, _, reader) if two && !columns::has_room_for_two(left_by_side(app, screen, reader).0) => {
                    beside(false)
                }
                places => places,
            }
        }
        (false, Pane::List) => (panes, Rect::default(), Rect::default()),
        (false, Pane::Reader) => (Rect::default(), Rect::default(), panes),
    };
    let widest = if rule.is_empty() { panes } else { beside_list(app, panes, true).2 };
    let has_room_for_two = columns::has_room_for_two(left_by_side(app, screen, widest).0);
    let has_room_beside = side::has_room(screen, reader, LEAST_READER);
    let (reader, side_rule, side) = left_by_side(app, screen, reader);
    let TextAreas { first: text, second, scrollbar } = columns::text_areas(reader, app.settings.measure, two);
    let [list_head, months, list] = list_areas(list, app.list_months && !app.list().has_few_months());
    let entry_rows = if list.width >= list_entry::WIDE || list.height < 2 { 1 } else { 2 };
    Areas {
        screen,
        list_head,
        months,
        list,
        rule,
        reader,
        text,
        second,
        has_room_for_two,
        side_rule,
        side,
        has_room_beside,
        scrollbar,
        results,
        passages,
        status,
        entry_rows,
    }
}

/// What the side panel leaves of the reader's pane, the line between them, and the panel.
fn left_by_side(app: &App, screen: Rect, reader: Rect) -> (Rect, Rect, Rect) {
    let measure = app.settings.measure;
    let needed = if app.settings.two_columns { columns::wanted_by_two(measure) } else { measure as u16 + 4 };
    side::split(app, screen, reader, needed, LEAST_READER)
}

/// The list, the line and the reader's pane beside it, with as much room for one column of text as it wants, or for two.
fn beside_list(app: &App, panes: Rect, two: bool) -> (Rect, Rect, Rect) {
    // The reader's pane gets an even width, so that the measure in its middle has even margins.
    let wanted = (u32::from(panes.width) * 36 / 100).clamp(31, 62) as u16;
    let needed = if two { columns::wanted_by_two(app.settings.measure) } else { app.settings.measure as u16 + 4 };
    let width = match app.list_width {
        // As wide as it was set, where that leaves room for some text.
        Some(width) => width.clamp(*LIST_WIDTHS.start(), panes.width - LEAST_READER),
        None => wanted.min(panes.width.saturating_sub(needed + 1)).max(31),
    };
    let (list, rule) = (Rect { width, ..panes }, Rect { x: width, width: 1, ..panes });
    (list, rule, Rect { x: width + 1, width: panes.width - width - 1, ..panes })
}

/// A pane of so many rows has room for the months.
const MONTHS_FROM: u16 = 28;

/// The head of the list, its months and what is below them: three entries at least. The months take no row of a small
/// terminal, one of any other, and a few of a tall one.
fn list_areas(pane: Rect, has_months: bool) -> [Rect; 3] {
    let (head, gap, months, below) = match (pane.height, has_months) {
        (..7, _) => (0, 0, 0, 0),
        (..14, _) => (1, 0, 0, 0),
        (..MONTHS_FROM, _) | (_, false) => (1, 0, 0, 1),
        (..44, true) => (1, 0, 1, 1),
        (_, true) => (1, 1, 3, 1),
    };
    let from = |y: u16, height: u16| Rect { y: pane.y + y, height, ..pane };
    let list = head + gap + months + below;
    [from(0, head), from(head + gap, months), from(list, pane.height - list)]
}

/// Draws the state; gives where the cursor is to be seen, if it is. The links that are seen are put into `links`, where
/// anybody is told of them.
pub fn draw(
    app: &App,
    areas: &Areas,
    palette: Palette,
    buffer: &mut Buffer,
    links: Option<&mut Vec<ScreenLink>>,
) -> Option<Position> {
    let mut canvas = canvas::Canvas::new(buffer, app.settings.ruler, palette, links);
    let cursor = draw_on(app, areas, &mut canvas);
    palette.fill(buffer);
    cursor
}

fn draw_on(app: &App, areas: &Areas, canvas: &mut canvas::Canvas) -> Option<Position> {
    if areas.reader.is_empty() && areas.list.is_empty() {
        canvas.text(areas.screen, app.words.too_small, Role::Quiet);
        return None;
    }
    if areas.results.is_empty() {
        panes(app, areas, canvas);
    } else {
        results::draw(app, areas, canvas);
        if !areas.passages.is_empty() {
            let x = areas.results.right();
            rule(app, Rect { x, width: 1, ..areas.results }, canvas);
            passages::draw(app, areas.passages, canvas);
        }
    }
    if let Some(overlay) = app.overlay() {
        match overlay {
            Overlay::Picture(own, _) => picture::draw(app, areas, own, canvas),
            _ => overlay::draw(app, areas, overlay, canvas),
        }
    }
    let cursor = status::draw(app, areas, canvas);
    match app.prompt() {
        Some(prompt) if matches!(prompt.asking, Asking::Note { .. }) => Some(typing::note(app, prompt, areas, canvas)),
        Some(prompt) if matches!(prompt.asking, Asking::Action { .. }) => {
            typing::completions(prompt, areas, canvas);
            cursor
        }
        _ => cursor,
    }
}

fn panes(app: &App, areas: &Areas, canvas: &mut canvas::Canvas) {
    if !areas.list.is_empty() {
        list::draw(app, areas, canvas);
    }
    for line in [areas.rule, areas.side_rule].into_iter().filter(|line| !line.is_empty()) {
        rule(app, line, canvas);
    }
    if !areas.reader.is_empty() {
        reader::draw(app, areas, canvas);
    }
    if !areas.side.is_empty() {
        side::draw(app, areas, canvas);
    }
}

/// The line between two panes.
fn rule(app: &App, area: Rect, canvas: &mut canvas::Canvas) {
    // ─ │ are ambiguous (W10): where they would take two cells, a blank column parts the panes as well.
    let line = if app.settings.ruler.ambiguous_wide { " " } else { "│" };
    for y in area.top()..area.bottom() {
        canvas.text(Rect { y, height: 1, ..area }, line, Role::Rule);
    }
}

/// Where the hidden cursor rests (T08): the focused row, where an input method opens its window.
pub fn resting_place(app: &App, areas: &Areas) -> Position {
    match app.focus() {
        Pane::List if !areas.list.is_empty() => {
            let y = app.list().selected().and_then(|id| list::row_of(app, areas, id)).unwrap_or(areas.list.y);
            Position::new(areas.list.x, y.min(areas.list.bottom().saturating_sub(1)))
        }
        _ => areas.text.as_position(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// W10: what the view draws of its own has one width on every terminal. The line between the panes is the one
    /// exception; it is blank where it would be two cells wide.
    #[test]
    fn w10_every_glyph_of_the_view_has_one_width_on_every_terminal() {
        use unicode_width::UnicodeWidthStr;
        let own = [
            canvas::CUT,
            list_entry::SELECTED,
            list_entry::UNREAD,
            list_entry::STARRED,
            list_entry::KEYWORD,
            list_entry::KEYWORD_TOO,
            scrollbar::THUMB,
            scrollbar::TICK,
            reader::LESS,
            reader::MORE,
        ];
        for glyph in own.into_iter().chain(list_months::DOTS).chain(crate::text::page::GLYPHS) {
            assert_eq!(glyph.width(), glyph.width_cjk(), "{glyph}");
        }
    }
}
