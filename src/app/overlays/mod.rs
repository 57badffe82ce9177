//! The *overlays*: what each shows and what its keys do; one file an overlay. Rows are made once a frame: those that are
//! read go on below themselves where they are long, for a path that is cut short is of no use; those that one is selected
//! of take one row each, and only as many are made as are on the screen: a letter has a million matches in a book.

mod arrangement;
mod copying;
mod details;
mod dictionary;
mod filtering;
pub(super) mod help;
mod keywords;
mod links;
mod matches;
mod messages;
mod notes;
mod outline;
mod picture;
mod saved;
mod side;
mod statistics;
mod terms;

use super::App;
use super::action::Action;
use super::keys::Context;
use super::motion::Motion;
use super::overlay::{Overlay, OverlayLine};
use crate::text::{Ruler, interface_rows};

impl App {
    pub(super) fn open_overlay(&mut self, overlay: Overlay) {
        self.overlay = Some(overlay);
        self.screen_number += 1;
    }

    pub(super) fn close_overlay(&mut self) {
        self.overlay = None;
        self.leave_help();
        self.screen_number += 1;
    }

    /// What an action means while an overlay is open. One that means nothing there does nothing.
    pub(super) fn act_in_overlay(&mut self, action: Action, count: Option<usize>) {
        if self.overlay.as_ref().is_some_and(|overlay| overlay.window().position().1 == 0) {
            // It was opened since the last frame.
            self.settle_overlay();
        }
        let (page, rows) =
            (self.viewport.overlay_rows, self.overlay.as_ref().map_or(0, |overlay| self.rows_of(overlay)));
        match action {
            Action::Clear if self.overlay.as_ref().is_some_and(|overlay| overlay.window().filter.is_some()) => {
                self.filter_rows(None);
            }
            Action::FilterRows => self.ask_rows(),
            Action::Back | Action::Clear | Action::CloseHelp => self.close_overlay(),
            _ if matches!(self.overlay, Some(Overlay::Picture(..))) => self.act_on_picture(action, count),
            _ => match (Motion::of(action, count), &mut self.overlay) {
                (Some(motion), Some(overlay)) => overlay.go(motion, page, rows),
                (None, Some(overlay)) => match overlay.context() {
                    Context::Matches => self.act_among_matches(action),
                    Context::Keywords => self.act_among_keywords(action),
                    Context::Terms => self.act_among_terms(action),
                    Context::Arrangement => self.act_on_arrangement(action),
                    Context::Outline => self.act_in_outline(action),
                    Context::Links => self.act_among_links(action),
                    Context::Notes => self.act_among_notes(action),
                    Context::Saved => self.act_among_saved(action),
                    Context::Copying => self.act_on_copying(action),
                    Context::Dictionary => self.act_on_definitions(action),
                    _ => {}
                },
                (_, None) => {}
            },
        }
    }

    /// A click on a row selects it; another one does what Enter does there.
    pub(super) fn click_in_overlay(&mut self, row: usize, again: bool) {
        let action = self.overlay.as_ref().map(Overlay::context).and_then(|context| match context {
            Context::Matches => Some(Action::GoToMatch),
            Context::Keywords => Some(Action::WalkToKeyword),
            Context::Terms => Some(Action::FindTerm),
            Context::Arrangement => Some(Action::ChooseArrangement),
            Context::Outline => Some(Action::GoToHeading),
            Context::Links => Some(Action::FollowLink),
            Context::Notes => Some(Action::GoToNote),
            Context::Saved => Some(Action::ChooseSaved),
            Context::Copying => Some(Action::ChooseCopy),
            _ => None,
        });
        if let (Some(action), Some(overlay)) = (action, &mut self.overlay) {
            overlay.window_mut().selected = row;
            if again {
                self.act_in_overlay(action, None);
            }
        }
    }

    /// The number of the selected row of the overlay among all, if any is shown.
    fn selected_row(&self) -> Option<usize> {
        let overlay = self.overlay.as_ref()?;
        let last = self.rows_of(overlay).checked_sub(1)?;
        overlay.window().among_all(overlay.window().position().0.min(last))
    }

    /// How many rows of an overlay are shown.
    pub(super) fn rows_of(&self, overlay: &Overlay) -> usize {
        match &overlay.window().fitting {
            Some(fitting) if overlay.has_selection() => fitting.len(),
            _ => self.all_rows_of(overlay),
        }
    }

    /// How many rows an overlay has: as the state is now, before a frame has made them, where rows are selected.
    fn all_rows_of(&self, overlay: &Overlay) -> usize {
        match overlay {
            Overlay::Matches(_) => self.reader.matches().len(),
            Overlay::Keywords(_) => self.keywords.len(),
            Overlay::Terms { terms, .. } => terms.here().map_or(0, Vec::len),
            Overlay::Arrangement(_) => arrangement::CHOICES.len(),
            Overlay::Outline { book, .. } => book.len() + self.reader.headings().len(),
            Overlay::Links { links, .. } => links.len(),
            Overlay::Notes { rows, .. } => rows.len(),
            Overlay::Saved(_) => self.saved.all().len() + 1,
            Overlay::Copying(_) => copying::CHOICES.len(),
            Overlay::Help(_)
            | Overlay::Details(..)
            | Overlay::Statistics(..)
            | Overlay::Dictionary { .. }
            | Overlay::Picture(..)
            | Overlay::Messages(_) => overlay.window().count,
        }
    }

    /// Makes the rows and clamps, once a frame.
    pub(super) fn settle_overlay(&mut self) {
        if matches!(self.overlay, Some(Overlay::Picture(..))) {
            return self.settle_picture();
        }
        // Copied out for a moment: what it shows is the rest of the state.
        let Some(mut overlay) = self.overlay.take() else { return };
        let rows = self.viewport.overlay_rows;
        let fitting = self.fitting_rows(&overlay);
        (overlay.window_mut().fitting, overlay.window_mut().shown) = (fitting, rows);
        if overlay.has_selection() {
            let count = self.rows_of(&overlay);
            let window = overlay.window_mut();
            window.count = count;
            window.selected = window.selected.min(count.saturating_sub(1));
            window.top = window.top.clamp((window.selected + 1).saturating_sub(rows.max(1)), window.selected);
            window.top = window.top.min(count.saturating_sub(rows.max(1)));
            let (selected, shown) = (window.selected, window.top..count.min(window.top + rows));
            let line = |at| match &overlay {
                Overlay::Matches(_) => matches::line(self, at, self.viewport.overlay_text),
                Overlay::Keywords(_) => keywords::line(self, at),
                Overlay::Terms { terms, .. } => terms::line(self, terms.here()?, at),
                Overlay::Arrangement(_) => arrangement::line(self, at),
                Overlay::Outline { book, .. } => outline::line(self, book, at),
                Overlay::Links { links, .. } => links::line(links, at),
                Overlay::Notes { rows, everywhere, .. } => notes::line(self, *rows.get(at)?, *everywhere),
                Overlay::Saved(_) => saved::line(self, at),
                Overlay::Copying(_) => copying::line(self, at),
                Overlay::Help(_)
                | Overlay::Details(..)
                | Overlay::Statistics(..)
                | Overlay::Dictionary { .. }
                | Overlay::Picture(..)
                | Overlay::Messages(_) => None,
            };
            let filter = overlay.window().filter.as_deref();
            let lit = |text: &str| filter.map_or_else(Vec::new, |query| query.find_in(text));
            let row = |at: usize| {
                let line = line(overlay.window().among_all(at)?)?;
                let lit = if filter.is_some() { lit(&line.text) } else { line.lit };
                Some(OverlayLine { selected: at == selected, lit, ..line })
            };
            let mut lines: Vec<OverlayLine> = shown.filter_map(row).collect();
            if count == 0 {
                let text = self.hint_in(overlay.context(), self.nothing_in(&overlay));
                lines = vec![OverlayLine { text, ..OverlayLine::default() }];
            }
            overlay.window_mut().lines = lines;
        } else {
            let whole = match &overlay {
                Overlay::Details(article, _) => details::lines(self, *article),
                Overlay::Messages(_) => messages::lines(self),
                Overlay::Statistics(statistics, _) => statistics::lines(self, statistics),
                Overlay::Dictionary { asked, answer, .. } => {
                    dictionary::lines(self, asked, answer, self.viewport.overlay_width)
                }
                _ => help::lines(self),
            };
            let whole = match &overlay.window().fitting {
                Some(fitting) if fitting.is_empty() => {
                    vec![OverlayLine { text: self.words.not_found.to_owned(), ..OverlayLine::default() }]
                }
                Some(fitting) => fitting.iter().filter_map(|at| whole.get(*at).cloned()).collect(),
                None => whole,
            };
            let (cells, ruler) = (self.viewport.overlay_text, self.settings.ruler);
            let all: Vec<OverlayLine> = match &overlay {
                // They are set in rows already.
                Overlay::Dictionary { .. } => whole,
                _ => whole.into_iter().flat_map(|line| broken(line, cells, ruler)).collect(),
            };
            let window = overlay.window_mut();
            window.count = all.len();
            window.top = window.top.min(window.count.saturating_sub(rows));
            window.lines = all.into_iter().skip(window.top).collect();
        }
        self.overlay = Some(overlay);
    }

    /// What an overlay without a row says.
    fn nothing_in(&self, overlay: &Overlay) -> &'static str {
        match overlay {
            _ if overlay.window().filter.is_some() => self.words.not_found,
            Overlay::Keywords(_) => self.words.no_keywords,
            Overlay::Notes { .. } => self.words.notes().no_notes,
            Overlay::Terms { terms, .. } if terms.here().is_some() => self.words.no_terms,
            Overlay::Matches(_) if !self.reader.is_looking() => self.words.not_found,
            _ => self.words.loading,
        }
    }
}

/// A line in as many rows as its text takes.
fn broken(line: OverlayLine, cells: u32, ruler: Ruler) -> Vec<OverlayLine> {
    if line.heading || cells < 2 {
        return vec![line];
    }
    let mut label = line.label;
    texts_of_rows(&line.text, cells, ruler)
        .into_iter()
        .map(|text| OverlayLine { label: std::mem::take(&mut label), text, ..OverlayLine::default() })
        .collect()
}

/// The rows of so many cells that a text takes.
fn texts_of_rows(text: &str, cells: u32, ruler: Ruler) -> Vec<String> {
    interface_rows(text, cells, ruler).into_iter().map(|row| text[row.start..row.text_end].to_owned()).collect()
}
