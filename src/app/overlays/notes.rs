//! The *notes*: what was highlighted in the article, or in everything, and what was noted to it.

use crate::app::App;
use crate::app::action::Action;
use crate::app::annotating::anchor;
use crate::app::command::Command;
use crate::app::overlay::{Overlay, OverlayLine, Window};
use crate::app::prompt::Asking;
use crate::app::sight::Sight;
use crate::model::{Annotation, AnnotationId};

/// So many characters of a title stand at the right.
const TITLE: usize = 12;

impl App {
    /// Opens the notes of the article, or those of all.
    pub(in crate::app) fn open_notes(&mut self, everywhere: bool) {
        if !everywhere && self.reader.article().is_none() {
            return self.say_nothing_to_open();
        }
        let top = self.reader.anchor();
        let rows = self.note_rows(everywhere);
        let is_behind = |id: &AnnotationId| {
            let placed = self.annotations().placed().iter().find(|placed| placed.id == *id);
            placed.and_then(|placed| placed.span).is_some_and(|span| anchor(span.start) >= top)
        };
        // Of the article the first on the screen, of all the newest.
        let first = if everywhere { 0 } else { rows.iter().position(is_behind).unwrap_or(0) };
        self.open_overlay(Overlay::Notes { everywhere, rows, window: Window::at(first) });
    }

    fn note_rows(&self, everywhere: bool) -> Vec<AnnotationId> {
        match everywhere {
            true => self.annotations().all().iter().rev().map(|annotation| annotation.id).collect(),
            false => self.annotations().placed().iter().map(|placed| placed.id).collect(),
        }
    }

    pub(super) fn act_among_notes(&mut self, action: Action) {
        let Some(Overlay::Notes { everywhere, rows, .. }) = &self.overlay else { return };
        let everywhere = *everywhere;
        if action == Action::OtherNotes {
            return self.open_notes(!everywhere);
        }
        if action == Action::UndoNote {
            return self.undo_note(everywhere);
        }
        let selected = self.selected_row().and_then(|at| rows.get(at));
        let Some(annotation) = selected.and_then(|id| self.annotations().get(*id)).cloned() else { return };
        let (id, words) = (annotation.id, self.words.notes());
        match action {
            Action::GoToNote => {
                self.close_overlay();
                if !self.visit_sight(annotation.key, Sight::Annotation(id)) {
                    self.say(words.elsewhere);
                }
            }
            Action::EditNote => self.ask(Asking::Note { id }, &annotation.note),
            Action::WriteNote => self.commands.push(Command::WriteNote { id, text: annotation.note.to_string() }),
            Action::RemoveNote => {
                self.change_annotation(id, None, words.removed);
                if let Some(Overlay::Notes { rows, .. }) = &mut self.overlay {
                    rows.retain(|own| *own != id);
                }
            }
            Action::NextColour | Action::PreviousColour => {
                let colour = annotation.colour.turned(action == Action::NextColour);
                let annotation = Annotation { colour, ..annotation };
                self.change_annotation(id, Some(annotation), words.recoloured);
            }
            _ => {}
        }
    }

    /// Undoes what was done to an annotation, and nothing that cannot be seen here. The panel may be empty by it.
    fn undo_note(&mut self, everywhere: bool) {
        if !self.changed_annotation_last() {
            return self.say(self.words.nothing_to_undo);
        }
        self.undo_mark();
        self.place_annotations();
        let now = self.note_rows(everywhere);
        if let Some(Overlay::Notes { rows, .. }) = &mut self.overlay {
            *rows = now;
        }
    }
}

/// The row of an annotation: its colour, the note, what is quoted.
pub(super) fn line(app: &App, id: AnnotationId, everywhere: bool) -> Option<OverlayLine> {
    let annotation = app.annotations().get(id)?;
    let words = app.words.notes();
    // The first line, and how many more there are.
    let mut lines = annotation.note.lines().filter(|line| !line.trim().is_empty());
    let note = lines.next().unwrap_or_default().replace('\t', " ");
    let more = Some(lines.count()).filter(|more| *more > 0).map(|more| app.words.more_lines(more));
    let gap = if note.is_empty() { "" } else { "  " };
    let text = format!("{note}{gap}{}", annotation.quotation.exact.replace(['\n', '\t'], " "));
    let quiet = if note.is_empty() { 0..0 } else { note.len()..text.len() };
    let placed = app.annotations().placed().iter().find(|placed| placed.id == id);
    let end: String = match (placed, everywhere) {
        (Some(placed), _) if placed.span.is_none() => words.lost.to_owned(),
        (_, true) => annotation.cited.title.chars().take(TITLE).collect(),
        _ => String::new(),
    };
    let end = more.into_iter().chain(Some(end).filter(|end| !end.is_empty())).collect::<Vec<_>>().join("  ");
    let label = words.colours()[annotation.colour.number()].to_owned();
    Some(OverlayLine { label, text, quiet, end, colour: Some(annotation.colour), ..OverlayLine::default() })
}
