//! The *outline* of the article: its headings, each with how far into the text it is. The one that the screen is under is
//! selected at first; a filter leaves those that match. Of a chapter of a book the other chapters stand around its
//! headings, each with how far into the book it begins.

use crate::app::App;
use crate::app::action::Action;
use crate::app::open_book::{OpenBook, OutlineRow};
use crate::app::overlay::{Overlay, OverlayLine, Window};
use crate::model::BlockKind;
use crate::text::page::{Anchor, PagePart};

impl App {
    pub(in crate::app) fn open_outline(&mut self) {
        let book = self.open_book();
        if self.reader.headings().is_empty() && book.is_empty() {
            return self.say(self.words.no_headings);
        }
        let under = self.reader.heading().map_or(book.until().saturating_sub(1), |heading| heading + book.until());
        self.open_overlay(Overlay::Outline { book, window: Window::at(under) });
    }

    pub(super) fn act_in_outline(&mut self, action: Action) {
        let Some(Overlay::Outline { book, .. }) = &self.overlay else { return };
        let row = self.selected_row().and_then(|row| book.row(self.reader.headings(), row));
        let (Action::GoToHeading, Some(row)) = (action, row) else { return };
        self.close_overlay();
        match row {
            OutlineRow::Heading(block) => self.leave_for(Anchor { part: PagePart::Body(block), byte: 0 }),
            OutlineRow::Chapter(id, _) if self.reader.shown().id() == Some(id) => self.leave_for(Anchor::TOP),
            OutlineRow::Chapter(id, _) => self.visit(id),
        }
    }
}

/// What a row is called.
pub(super) fn text(app: &App, row: OutlineRow) -> Option<String> {
    Some(match row {
        OutlineRow::Chapter(id, _) => app.list().entry(id)?.brief().title().into_owned(),
        OutlineRow::Heading(block) => app.reader.block(block)?.text().replace(['\n', '\t'], " "),
    })
}

/// A row in words.
pub(super) fn line(app: &App, book: &OpenBook, at: usize) -> Option<OverlayLine> {
    let row = book.row(app.reader.headings(), at)?;
    let said = text(app, row)?;
    let (deep, percent) = match row {
        OutlineRow::Chapter(_, percent) => (0, Some(percent)),
        OutlineRow::Heading(block) => {
            let BlockKind::Heading { level } = app.reader.block(block)?.kind else { return None };
            let under = level.saturating_sub(app.reader.highest_heading());
            // Among chapters a per cent is one of the book.
            let percent = app.reader.percent_of(block).filter(|_| book.is_empty());
            (usize::from(under) + usize::from(!book.is_empty()), percent)
        }
    };
    let end = percent.map(|percent| format!("{percent}%")).unwrap_or_default();
    Some(OverlayLine { text: format!("{}{said}", "  ".repeat(deep)), end, ..OverlayLine::default() })
}
