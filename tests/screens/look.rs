//! *Looking* at the stage: its screen as a buffer, as text, and as what is lit in it.

use kanbao::model::ScreenLink;
use kanbao::view::{self, Role};
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use crate::kit::Stage;

impl Stage {
    /// The screen, and where the cursor is if it is to be seen.
    pub fn draw(&self) -> (Buffer, Option<Position>) {
        let mut buffer = Buffer::empty(Rect::from((Position::ORIGIN, self.size)));
        let cursor = view::draw(&self.app, &self.areas(), self.palette, &mut buffer, None);
        sound(&buffer);
        (buffer, cursor)
    }

    /// The links on the screen.
    pub fn links(&self) -> Vec<ScreenLink> {
        let mut buffer = Buffer::empty(Rect::from((Position::ORIGIN, self.size)));
        let mut links = Vec::new();
        view::draw(&self.app, &self.areas(), self.palette, &mut buffer, Some(&mut links));
        links
    }

    /// The screen as text, each row after a `|`.
    pub fn picture(&self) -> String {
        let (buffer, cursor) = self.draw();
        let mut lines: Vec<String> =
            (0..self.size.height).map(|y| format!("|{}", row(&buffer, y).trim_end())).collect();
        lines.extend(cursor.map(|at| format!("cursor {},{}", at.x, at.y)));
        lines.join("\n")
    }

    /// The status line.
    pub fn status(&self) -> String {
        row(&self.draw().0, self.size.height - 1).trim().to_owned()
    }

    /// The rows of the text, from the top, without their margins: of two columns down the first and then the second.
    pub fn text(&self) -> Vec<String> {
        let (buffer, _) = self.draw();
        let columns = [self.areas().text, self.areas().second];
        let places = columns.into_iter().flat_map(|area| (area.top()..area.bottom()).map(move |y| (area, y)));
        places.map(|(area, y)| cells(&buffer, area.left()..area.right() + 2, y).trim().to_owned()).collect()
    }

    /// The rows of the list pane.
    pub fn list(&self) -> Vec<String> {
        let (buffer, _) = self.draw();
        let area = self.areas().list;
        (area.top()..area.bottom())
            .map(|y| cells(&buffer, area.left()..area.right(), y).trim_end().to_owned())
            .collect()
    }

    /// The rows on which something is lit, with what is lit in brackets: `m[…]` a match, `M[…]` the current one, `0[…]`
    /// a keyword by its colour.
    pub fn lit(&self) -> Vec<String> {
        let (buffer, _) = self.draw();
        let mut lines = Vec::new();
        for y in 0..self.size.height {
            let mut line = String::new();
            let mut open = None;
            for (_, cell) in glyphs(&buffer, 0..self.size.width, y) {
                let light = self.light(cell);
                if light != open {
                    line.push_str(if open.is_some() { "]" } else { "" });
                    line.extend(light.map(|light| format!("{light}[")));
                    open = light;
                }
                line.push_str(cell.symbol());
            }
            if line.contains('[') {
                lines.push(line.trim().to_owned());
            }
        }
        lines
    }

    /// The text that has a style.
    pub fn styled(&self, style: Style) -> String {
        let (buffer, _) = self.draw();
        let colours = (style.fg.unwrap_or(Color::Reset), style.bg.unwrap_or(Color::Reset));
        let has = |cell: &Cell| (cell.fg, cell.bg) == colours && cell.modifier == style.add_modifier;
        let rows = (0..self.size.height).flat_map(|y| glyphs(&buffer, 0..self.size.width, y));
        rows.filter(|(_, cell)| has(cell)).map(|(_, cell)| cell.symbol().to_owned()).collect()
    }

    fn light(&self, cell: &Cell) -> Option<char> {
        let is = |role| {
            let style = self.palette.style(role);
            let colours = (style.fg.unwrap_or(Color::Reset), style.bg.unwrap_or(Color::Reset));
            (cell.fg, cell.bg) == colours && cell.modifier.contains(style.add_modifier)
        };
        // In the bar of a selected row a match has the bar's colours.
        let in_bar = is(Role::Selected) && cell.modifier.contains(Modifier::BOLD | Modifier::UNDERLINED);
        if is(Role::CurrentMatch) || in_bar {
            return Some('M');
        }
        if is(Role::Match) {
            return Some('m');
        }
        let slots = self.app.keywords().iter().map(|word| word.slot());
        slots.filter(|&slot| is(Role::Keyword(slot))).map(|slot| char::from(b'0' + slot.index() as u8)).next()
    }
}

/// The law of every buffer: a cell holds one cluster without controls (T06), no wide glyph leaves the screen (T03), and
/// nothing lies under one.
fn sound(buffer: &Buffer) {
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut end = 0;
        for x in buffer.area.left()..buffer.area.right() {
            let cell = &buffer[(x, y)];
            if x < end {
                assert_eq!(cell.symbol(), " ", "under the glyph that ends at {end},{y}");
                continue;
            }
            assert_eq!(cell.symbol().graphemes(true).count(), 1, "{x},{y}: {:?}", cell.symbol());
            assert!(!cell.symbol().contains(char::is_control), "{x},{y}: {:?}", cell.symbol());
            end = x + cell.cell_width();
            assert!(end <= buffer.area.right(), "{:?} leaves the screen at {x},{y}", cell.symbol());
        }
    }
}

/// The cells of a row that hold a glyph: not those that a wide one covers.
pub fn glyphs(buffer: &Buffer, columns: std::ops::Range<u16>, y: u16) -> Vec<(u16, &Cell)> {
    let mut found = Vec::new();
    let mut x = columns.start;
    while x < columns.end.min(buffer.area.right()) {
        let cell = &buffer[(x, y)];
        found.push((x, cell));
        x += cell.cell_width().max(1);
    }
    found
}

fn cells(buffer: &Buffer, columns: std::ops::Range<u16>, y: u16) -> String {
    // A no-break space is drawn as a space, and looks like one here too.
    glyphs(buffer, columns, y).iter().map(|(_, cell)| cell.symbol().replace('\u{A0}', " ")).collect()
}

fn row(buffer: &Buffer, y: u16) -> String {
    cells(buffer, 0..buffer.area.width, y)
}
