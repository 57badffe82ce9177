//! A *panel*: lines over everything else: the keys, the details of the article, its matches, keywords, key words.
//!
//! Its lines are made once a frame for the rows there are. Those that are read go on below themselves where they are
//! long, for a path that is cut short is of no use to anybody; those that are chosen from take one row each, and only
//! as many are made as are on the screen: a letter has a million matches in a book.

use std::ops::Range;

use super::App;
use super::details;
use super::keys::KeyTable;
use crate::model::SafeText;
use crate::model::Words;
use crate::search::{Keyword, Slot, snippet};
use crate::text::{Locale, Row, Ruler, Rules, Shape, Typesetter};

/// What a panel is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The key table.
    Help,
    /// Everything that is known about the article.
    Details,
    /// The matches in the article.
    Matches,
    /// The keywords.
    Keywords,
    /// The key terms of the article.
    Terms,
}

impl About {
    /// Whether one of its lines is chosen.
    pub fn is_choice(self) -> bool {
        matches!(self, Self::Matches | Self::Keywords | Self::Terms)
    }
}

/// One row of a panel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// What stands at its left; empty where the row goes on from the one above.
    pub label: String,
    /// What it says.
    pub text: String,
    /// Whether it is the heading of the rows below.
    pub heading: bool,
    /// What is lit in its text, as a match.
    pub lit: Vec<Range<usize>>,
    /// The colour of its label.
    pub slot: Option<Slot>,
    /// Whether it is the one that is chosen.
    pub chosen: bool,
}

/// An open panel.
#[derive(Clone, Debug)]
pub struct Panel {
    about: About,
    top: usize,
    chosen: usize,
    /// How many lines there are in all.
    count: usize,
    lines: Vec<Line>,
}

impl Panel {
    /// A panel from its first row.
    pub(super) fn new(about: About) -> Self {
        Self { about, top: 0, chosen: 0, count: 0, lines: Vec::new() }
    }

    /// With another line chosen than the first.
    pub(super) fn at(self, chosen: usize) -> Self {
        Self { chosen, top: chosen.saturating_sub(3), ..self }
    }

    /// What it is about.
    pub fn about(&self) -> About {
        self.about
    }

    /// The rows on the screen.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The number of the chosen line, and how many there are.
    pub fn position(&self) -> (usize, usize) {
        (self.chosen, self.count)
    }

    /// Makes the lines and clamps, once a frame.
    pub(super) fn settle(&mut self, app: &App) {
        let (rows, cells) = (app.room.panel_rows, app.room.panel_text);
        if self.about.is_choice() {
            self.count = match self.about {
                About::Matches => app.reader.matches().len(),
                About::Keywords => app.keywords.len(),
                _ => terms(app).len(),
            };
            self.chosen = self.chosen.min(self.count.saturating_sub(1));
            self.top = self.top.clamp((self.chosen + 1).saturating_sub(rows.max(1)), self.chosen);
            self.top = self.top.min(self.count.saturating_sub(rows.max(1)));
            let shown = self.top..self.count.min(self.top + rows);
            self.lines = shown.filter_map(|at| line(app, self.about, at)).collect();
            if let Some(line) = self.lines.get_mut(self.chosen - self.top) {
                line.chosen = true;
            }
            if self.count == 0 {
                let text = if self.about == About::Keywords { app.words.no_keywords } else { app.words.loading };
                self.lines = vec![Line { text: text.to_owned(), ..Line::default() }];
            }
            return;
        }
        let whole = match self.about {
            About::Help => help(app.words),
            _ => app.reader.article().map(|article| details::lines(article, app.words)).unwrap_or_default(),
        };
        let ruler = app.settings.ruler;
        let all: Vec<Line> = whole.into_iter().flat_map(|line| broken(line, cells, ruler)).collect();
        self.count = all.len();
        self.top = self.top.min(self.count.saturating_sub(rows));
        self.lines = all.into_iter().skip(self.top).collect();
    }

    /// Moves by rows: what is chosen, or what is shown.
    pub(super) fn scroll(&mut self, rows: isize) {
        let place = if self.about.is_choice() { &mut self.chosen } else { &mut self.top };
        *place = place.saturating_add_signed(rows);
    }

    /// To the first line or the last.
    pub(super) fn jump(&mut self, to_end: bool) {
        self.scroll(if to_end { isize::MAX / 2 } else { isize::MIN });
    }
}

/// The key terms of the article that is open.
fn terms(app: &App) -> &[(SafeText, usize)] {
    app.reader.shown().id().and_then(|id| app.terms(id)).unwrap_or_default()
}

/// A line to choose.
fn line(app: &App, about: About, at: usize) -> Option<Line> {
    match about {
        About::Matches => {
            let (matches, article) = (app.reader.matches(), app.reader.article()?);
            let (text, range) = match (matches.title().get(at), matches.in_body(at)) {
                (Some(find), _) => (article.meta.title.as_str(), &find.range),
                (None, hit) => (article.body.get(hit?.block.0)?.text(), &hit?.range),
            };
            // A cell is half a Han; what is too much is cut at the right.
            let cut =
                snippet(text, std::slice::from_ref(range), (app.room.panel_text / 2).saturating_sub(1).max(8) as usize);
            let (before, after) = (if cut.cut_before { "⋯" } else { "" }, if cut.cut_after { "⋯" } else { "" });
            let line = format!("{before}{}{after}", text[cut.range].replace(['\n', '\t'], " "));
            let lit = cut.hits.into_iter().map(|hit| hit.start + before.len()..hit.end + before.len()).collect();
            Some(Line { label: (at + 1).to_string(), text: line, lit, ..Line::default() })
        }
        About::Keywords => {
            let keyword = app.keywords.iter().nth(at)?;
            let words = app.words;
            let id = app.reader.shown().id();
            let here = id.and_then(|id| app.counts(id).get(at)).copied().unwrap_or(0);
            let (articles, hits) = app.total(at);
            let (in_all, in_here) = (words.count_hits(hits), words.count_hits(u64::from(here)));
            let mut text =
                format!("{} {in_here}  {} {in_all}, {articles}{}", words.here, words.everywhere, words.articles);
            if !keyword.is_on() {
                text.push_str(&format!("  {}", words.off));
            }
            if keyword.name() != keyword.pattern() {
                text.push_str(&format!("  {}", keyword.pattern()));
            }
            Some(Line { label: keyword.name().to_owned(), text, slot: Some(keyword.slot()), ..Line::default() })
        }
        _ => {
            let (term, count) = terms(app).get(at)?;
            let lit = app.keywords.iter().find(|keyword| keyword.pattern() == term.as_str());
            let mut text = app.words.count_hits(*count as u64);
            if lit.is_some() {
                text.push_str(&format!("  {}", app.words.lit));
            }
            Some(Line { label: term.to_string(), text, slot: lit.map(Keyword::slot), ..Line::default() })
        }
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
    rows.into_iter().map(|row| Line { label: std::mem::take(&mut label), text: text(row), ..Line::default() }).collect()
}

/// The key table, group by group.
fn help(words: &'static Words) -> Vec<Line> {
    let blank = || Line { text: String::from(" "), ..Line::default() };
    let heading = |text: &str| Line { text: text.to_owned(), heading: true, ..Line::default() };
    let line = |keys: &[String], text: &str| Line { label: keys.join(" "), text: text.to_owned(), ..Line::default() };
    let mut lines = Vec::new();
    for group in KeyTable::get().groups() {
        lines.push(heading(group.heading(words)));
        lines.extend(group.bindings().iter().map(|binding| line(&binding.keys, binding.line(words.language))));
        lines.push(blank());
    }
    lines.push(heading(words.group_prompt));
    lines.extend(KeyTable::get().prompt().iter().map(|binding| line(&binding.keys, binding.line(words.language))));
    lines.push(blank());
    lines.push(heading(words.group_query));
    lines.extend(words.query_help().into_iter().map(|(typed, means)| Line {
        label: typed.to_owned(),
        text: means.to_owned(),
        ..Line::default()
    }));
    lines
}
