//! The *outline* of the article: its headings, each with how far into the text it is. The one that the screen is under is
//! selected at first; a filter leaves those that match.

use std::sync::Arc;

use crate::app::App;
use crate::app::action::Action;
use crate::app::overlay::{Overlay, OverlayLine, Window};
use crate::app::prompt::{Asking, Displaced};
use crate::model::{BlockIx, BlockKind};
use crate::search::Query;
use crate::text::page::{Anchor, PagePart};

impl App {
    pub(in crate::app) fn open_outline(&mut self) {
        if self.reader.headings().is_empty() {
            return self.say(self.words.no_headings);
        }
        let window = Window::at(self.reader.heading().unwrap_or(0));
        self.open_overlay(Overlay::Outline { filter: None, window });
    }

    pub(super) fn act_in_outline(&mut self, action: Action) {
        let Some(Overlay::Outline { filter, .. }) = &self.overlay else { return };
        match action {
            Action::GoToHeading => {
                let Some(block) = self.selected_row().and_then(|row| self.outline(filter.as_deref()).nth(row)) else {
                    return;
                };
                self.close_overlay();
                self.leave_for(Anchor { part: PagePart::Body(block), byte: 0 });
            }
            Action::FilterOutline => {
                let filter = filter.clone();
                let text = filter.as_ref().map(|query| query.pattern().to_owned()).unwrap_or_default();
                self.ask_in_place_of(Asking::Heading, &text, Displaced::Outline(filter));
            }
            _ => {}
        }
    }

    /// Leaves the headings that match in the outline.
    pub(in crate::app) fn filter_outline(&mut self, query: Option<Arc<Query>>) {
        if let Some(Overlay::Outline { filter, window }) = &mut self.overlay {
            *filter = query;
            (window.selected, window.top) = (0, 0);
        }
    }

    /// The headings in the outline.
    pub(super) fn outline(&self, filter: Option<&Query>) -> impl Iterator<Item = BlockIx> {
        let fits = move |block: &BlockIx| {
            let text = self.reader.block(*block).map_or("", |block| block.text());
            filter.is_none_or(|query| !query.find_in(text).is_empty())
        };
        self.reader.headings().iter().copied().filter(fits)
    }
}

/// The row of a heading.
pub(super) fn line(app: &App, block: BlockIx, filter: Option<&Query>) -> Option<OverlayLine> {
    let heading = app.reader.block(block)?;
    let BlockKind::Heading { level } = heading.kind else { return None };
    let indent = "  ".repeat(usize::from(level.saturating_sub(app.reader.highest_heading())));
    let text = heading.text().replace(['\n', '\t'], " ");
    let lit = filter.map_or_else(Vec::new, |query| query.find_in(&text));
    let lit = lit.into_iter().map(|range| range.start + indent.len()..range.end + indent.len()).collect();
    let percent = app.reader.percent_of(block).map(|percent| format!("{percent}%")).unwrap_or_default();
    Some(OverlayLine { text: format!("{indent}{text}"), lit, end: percent, ..OverlayLine::default() })
}
