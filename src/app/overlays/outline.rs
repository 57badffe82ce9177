//! The *outline* of the article: its headings, each with how far into the text it is. The one that the screen is under is
//! selected at first; a filter leaves those that match.

use crate::app::App;
use crate::app::action::Action;
use crate::app::overlay::{Overlay, OverlayLine, Window};
use crate::model::{BlockIx, BlockKind};
use crate::text::page::{Anchor, PagePart};

impl App {
    pub(in crate::app) fn open_outline(&mut self) {
        if self.reader.headings().is_empty() {
            return self.say(self.words.no_headings);
        }
        self.open_overlay(Overlay::Outline(Window::at(self.reader.heading().unwrap_or(0))));
    }

    pub(super) fn act_in_outline(&mut self, action: Action) {
        let heading = self.selected_row().and_then(|row| self.reader.headings().get(row).copied());
        if let (Action::GoToHeading, Some(block)) = (action, heading) {
            self.close_overlay();
            self.leave_for(Anchor { part: PagePart::Body(block), byte: 0 });
        }
    }
}

/// The row of a heading.
pub(super) fn line(app: &App, block: BlockIx) -> Option<OverlayLine> {
    let heading = app.reader.block(block)?;
    let BlockKind::Heading { level } = heading.kind else { return None };
    let indent = "  ".repeat(usize::from(level.saturating_sub(app.reader.highest_heading())));
    let text = heading.text().replace(['\n', '\t'], " ");
    let percent = app.reader.percent_of(block).map(|percent| format!("{percent}%")).unwrap_or_default();
    Some(OverlayLine { text: format!("{indent}{text}"), end: percent, ..OverlayLine::default() })
}
