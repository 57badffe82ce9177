//! The *matches* in the article, one a row with the text around it.

use crate::app::App;
use crate::app::action::Action;
use crate::app::overlay::{Overlay, OverlayLine, Window};
use crate::search::snippet;

impl App {
    pub(in crate::app) fn open_matches(&mut self) {
        if self.reader.query().is_none() {
            self.say_hint(self.words.no_search);
        } else if self.reader.matches().is_empty() && !self.reader.is_looking() {
            self.say(self.words.not_found);
        } else {
            let current = self.reader.matches().current().unwrap_or(0);
            self.open_overlay(Overlay::Matches(Window::at(current)));
        }
    }

    pub(super) fn act_among_matches(&mut self, action: Action) {
        if let (Action::GoToMatch, Some(row)) = (action, self.selected_row()) {
            self.close_overlay();
            self.leave_trace();
            self.reader.go_to_match(row);
        }
    }
}

/// The row of a match, with as much around it as fits into so many cells.
pub(super) fn line(app: &App, at: usize, cells: u32) -> Option<OverlayLine> {
    let (matches, article) = (app.reader.matches(), app.reader.article()?);
    let (text, range) = match (matches.title().get(at), matches.in_body(at)) {
        (Some(find), _) => (article.meta.title.as_str(), &find.range),
        (None, hit) => (article.body.get(hit?.block.0)?.text(), &hit?.range),
    };
    // A cell is half a Han; what is too much is cut at the right.
    let budget = (cells / 2).saturating_sub(1).max(8) as usize;
    let cut = snippet(text, std::slice::from_ref(range), budget);
    let (before, after) = (if cut.cut_before { "⋯" } else { "" }, if cut.cut_after { "⋯" } else { "" });
    let line = format!("{before}{}{after}", text[cut.range].replace(['\n', '\t'], " "));
    let lit = cut.hits.into_iter().map(|hit| hit.start + before.len()..hit.end + before.len()).collect();
    Some(OverlayLine { label: (at + 1).to_string(), text: line, lit, ..OverlayLine::default() })
}
