//! The *messages*: what was said at the bottom of the screen, the last first, with the time.

use crate::app::App;
use crate::app::notices::NoticeKind;
use crate::app::overlay::{Overlay, OverlayLine, Window};
use crate::model::HintWords;

impl App {
    /// Shows what was said; shown already it is closed.
    pub(in crate::app) fn toggle_messages(&mut self) {
        match self.overlay {
            Some(Overlay::Messages(_)) => self.close_overlay(),
            _ => self.open_overlay(Overlay::Messages(Window::default())),
        }
    }
}

/// Its rows.
pub(super) fn lines(app: &App) -> Vec<OverlayLine> {
    let said = app.notices.past();
    if said.len() == 0 {
        let text = HintWords::of(app.words.language).no_messages.to_owned();
        return vec![OverlayLine { text, ..OverlayLine::default() }];
    }
    said.map(|past| {
        let sign = if past.notice.kind == NoticeKind::Failure { "! " } else { "" };
        let text = format!("{sign}{}", past.notice.text);
        OverlayLine { label: past.time.clone().unwrap_or_default(), text, ..OverlayLine::default() }
    })
    .collect()
}
