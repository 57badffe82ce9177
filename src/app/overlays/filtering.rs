//! *Filtering* the rows of an overlay: those stay in which a query finds something.

use std::sync::Arc;

use super::help;
use crate::app::App;
use crate::app::overlay::Overlay;
use crate::app::prompt::{Asking, Displaced};
use crate::search::Query;

impl App {
    /// Asks which rows to show.
    pub(super) fn ask_rows(&mut self) {
        let Some(overlay) = &self.overlay else { return };
        let window = overlay.window();
        let (filter, selected, top) = (window.filter.clone(), window.selected, window.top);
        let text = filter.as_ref().map(|query| query.pattern().to_owned()).unwrap_or_default();
        self.ask_in_place_of(Asking::Rows, &text, Displaced::Rows(filter, selected, top));
    }

    /// Leaves the rows in which a query finds something; all without one.
    pub(in crate::app) fn filter_rows(&mut self, query: Option<Arc<Query>>) {
        self.put_back_rows(query, 0, 0);
    }

    /// Filters the rows as they were, and selects one.
    pub(in crate::app) fn put_back_rows(&mut self, filter: Option<Arc<Query>>, selected: usize, top: usize) {
        let Some(mut overlay) = self.overlay.take() else { return };
        overlay.window_mut().filter = filter;
        let fitting = self.fitting_rows(&overlay);
        let window = overlay.window_mut();
        (window.fitting, window.selected, window.top) = (fitting, selected, top);
        self.overlay = Some(overlay);
    }

    /// The rows in which the filter of an overlay finds something, by their numbers; none where there is no filter.
    pub(super) fn fitting_rows(&self, overlay: &Overlay) -> Option<Vec<usize>> {
        let filter = overlay.window().filter.as_deref()?;
        if matches!(overlay, Overlay::Help(_)) {
            return Some(help::fitting(&help::lines(self), filter));
        }
        let fits = |at: &usize| self.text_of_row(overlay, *at).is_none_or(|text| !filter.find_in(&text).is_empty());
        Some((0..self.all_rows_of(overlay)).filter(fits).collect())
    }

    /// What a row is found by; none where rows are not filtered.
    fn text_of_row(&self, overlay: &Overlay, at: usize) -> Option<String> {
        match overlay {
            Overlay::Outline { book, .. } => super::outline::text(self, book.row(self.reader.headings(), at)?),
            Overlay::Links { links, .. } => links.get(at).map(|link| format!("{}\n{}", link.text, link.href)),
            Overlay::Notes { rows, .. } => {
                let annotation = self.annotations().get(*rows.get(at)?)?;
                let (note, quotation) = (&annotation.note, &annotation.quotation.exact);
                Some(format!("{note}\n{quotation}\n{}", annotation.cited.title))
            }
            Overlay::Keywords(_) => {
                let keyword = self.keywords.iter().nth(at)?;
                Some(format!("{}\n{}", keyword.name(), keyword.pattern()))
            }
            _ => None,
        }
    }
}
