//! A *panel*: lines over everything else: the keys, the details of the article.
//!
//! Its lines are laid out once a frame at the width there is; long ones go on below themselves, for a path that is cut
//! short is of no use to anybody.

use super::action::Action;
use super::details;
use super::keys::KeyTable;
use super::settings::Room;
use super::words::Words;
use crate::model::Article;
use crate::text::{Locale, Row, Ruler, Rules, Shape, Typesetter};

/// What a panel is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The key table.
    Help,
    /// Everything that is known about the article.
    Details,
}

/// One row of a panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What stands at its left; empty where the row goes on from the one above.
    pub label: String,
    /// What it says.
    pub text: String,
    /// Whether it is the heading of the rows below.
    pub heading: bool,
}

/// An open panel.
#[derive(Clone, Debug)]
pub struct Panel {
    about: About,
    top: usize,
    lines: Vec<Line>,
}

impl Panel {
    /// A panel from its first row.
    pub(super) fn new(about: About) -> Self {
        Self { about, top: 0, lines: Vec::new() }
    }

    /// What it is about.
    pub fn about(&self) -> About {
        self.about
    }

    /// The rows from the top of the screen on.
    pub fn lines(&self) -> &[Line] {
        self.lines.get(self.top..).unwrap_or_default()
    }

    /// Lays the lines out and clamps, once a frame.
    pub(super) fn settle(&mut self, article: Option<&Article>, room: Room, words: &'static Words, ruler: Ruler) {
        let whole = match self.about {
            About::Help => help(words),
            About::Details => article.map(|article| details::lines(article, words)).unwrap_or_default(),
        };
        self.lines = whole.into_iter().flat_map(|line| broken(line, room.panel_text, ruler)).collect();
        self.top = self.top.min(self.lines.len().saturating_sub(room.panel_rows));
    }

    /// Scrolls by rows.
    pub(super) fn scroll(&mut self, rows: isize) {
        self.top = self.top.saturating_add_signed(rows);
    }

    /// Does what an action means here; false closes the panel.
    pub(super) fn apply(&mut self, action: Action, room: Room) -> bool {
        let page = isize::try_from(room.panel_rows.max(1)).unwrap_or(isize::MAX);
        match action {
            Action::LineDown => self.scroll(1),
            Action::LineUp => self.scroll(-1),
            Action::HalfDown | Action::PageDown => self.scroll(page),
            Action::HalfUp | Action::PageUp => self.scroll(-page),
            Action::Top => self.top = 0,
            Action::End => self.top = usize::MAX / 2,
            _ => return false,
        }
        true
    }
}

/// A line in as many rows as its text takes.
fn broken(line: Line, cells: u32, ruler: Ruler) -> Vec<Line> {
    if line.heading || cells < 2 {
        return vec![line];
    }
    let mut rows: Vec<Row> = Vec::new();
    let shape = Shape { hang: false, ..Shape::reading(cells) };
    Typesetter::new(Rules::reading(Locale::ZhHans), ruler).set(&line.text, 0..line.text.len(), &shape, &mut rows);
    let mut label = line.label;
    let text = |row: Row| line.text[row.start..row.text_end].to_owned();
    rows.into_iter().map(|row| Line { label: std::mem::take(&mut label), text: text(row), heading: false }).collect()
}

/// The key table, group by group.
fn help(words: &'static Words) -> Vec<Line> {
    let blank = || Line { label: String::new(), text: String::from(" "), heading: false };
    let mut lines = Vec::new();
    for group in KeyTable::get().groups() {
        lines.push(Line { label: String::new(), text: group.heading(words).to_owned(), heading: true });
        lines.extend(group.bindings().iter().map(|binding| Line {
            label: binding.keys.join(" "),
            text: binding.line(words.language).to_owned(),
            heading: false,
        }));
        lines.push(blank());
    }
    lines
}
