//! *Annotating*: what is selected is highlighted, with a note or without; that is kept, changed and undone.

use super::App;
use super::annotations::{Annotations, is_of};
use super::command::Command;
use super::prompt::{Asking, Displaced};
use super::traces::MarkBefore;
use crate::model::{
    Annotation, AnnotationId, Change, Citation, EntryId, HighlightColour, Place, Quotation, SafeText, TraceKey,
};
use crate::text::page::{Anchor, PagePart};

/// What a tab is in a note that an editor wrote.
const TAB: &str = "    ";

/// A place of the body, on the page.
pub(super) fn anchor(place: Place) -> Anchor {
    Anchor { part: PagePart::Body(place.block), byte: place.byte }
}

impl App {
    /// The highlights and notes.
    pub fn annotations(&self) -> &Annotations {
        &self.annotations
    }

    /// The colour in which the next selection is highlighted.
    pub fn highlight_colour(&self) -> HighlightColour {
        self.highlight_colour
    }

    /// Highlights what is selected; asks for a note on it.
    pub(super) fn highlight_selection(&mut self, with_note: bool) {
        let Some(annotation) = self.annotation_of_selection() else { return self.say(self.words.notes().not_yet) };
        let id = annotation.id;
        let note = annotation.note.to_string();
        self.reader.unselect();
        let before = self.annotations.get(id).cloned().map(Box::new);
        self.change_annotation(id, Some(annotation), self.words.notes().highlighted);
        if with_note {
            self.ask_in_place_of(Asking::Note { id }, &note, Displaced::Annotation(id, before));
        }
    }

    /// A note on a selection was given up: the highlight that was made for it is none, or again what it was before.
    pub(super) fn put_back_annotation(&mut self, id: AnnotationId, before: Option<Annotation>) {
        self.put_annotation(id, before);
        // Nothing is left of it that could be undone.
        self.undo.pop_if(|last| matches!(last.before, MarkBefore::Annotation(changed, _) if changed == id));
    }

    fn annotation_of_selection(&self) -> Option<Annotation> {
        let span = self.reader.selection()?;
        let article = self.reader.article().filter(|_| self.reader.is_whole())?;
        let (key, path) = self.list.key(self.reader.shown().id()?)?;
        let id = AnnotationId::of(key, span);
        let known = self.annotations.get(id);
        Some(Annotation {
            id,
            key,
            path,
            span,
            quotation: Quotation::of(&article.body, span),
            colour: self.highlight_colour,
            note: known.map(|known| known.note.clone()).unwrap_or_default(),
            made: known.map_or(0, |known| known.made),
            cited: Citation::of(&article.meta),
        })
    }

    /// The next colour for what is selected.
    pub(super) fn turn_highlight_colour(&mut self) {
        self.highlight_colour = self.highlight_colour.turned(true);
    }

    /// Puts an annotation in the place of the one of its number, or removes that; says so, and how it is undone.
    pub(super) fn change_annotation(&mut self, id: AnnotationId, to: Option<Annotation>, said: &str) {
        let before = self.annotations.get(id).cloned();
        self.put_annotation(id, to);
        let undo = if self.overlay.is_some() { self.words.notes().undo_hint } else { self.words.undo_hint };
        self.say(format!("{said}  {}", self.hint(undo)));
        self.push_undo(said.to_owned(), MarkBefore::Annotation(id, before.map(Box::new)));
    }

    /// The same, without a word.
    pub(super) fn put_annotation(&mut self, id: AnnotationId, to: Option<Annotation>) {
        match to {
            Some(annotation) => {
                self.save(Change::Annotated(Box::new(annotation.clone())));
                self.annotations.put(annotation);
            }
            None => {
                self.annotations.remove(id);
                self.save(Change::NoAnnotation(id));
            }
        }
        self.noted_changed();
    }

    /// Gives the note that is being written to an editor.
    pub(super) fn write_note_outside(&mut self) {
        let Some(prompt) = &self.prompt else { return };
        if let Asking::Note { id } = prompt.asking {
            self.commands.push(Command::WriteNote { id, text: prompt.text().to_owned() });
        }
    }

    /// A note came back from an editor: it is kept, and no longer being written here.
    pub(super) fn take_note(&mut self, id: AnnotationId, text: &SafeText) -> bool {
        self.prompt.take_if(|prompt| prompt.asking == Asking::Note { id });
        self.set_note(id, &text.replace('\t', TAB));
        true
    }

    /// A note was written.
    pub(super) fn set_note(&mut self, id: AnnotationId, text: &str) {
        let Some(mut annotation) = self.annotations.get(id).cloned() else { return };
        let note = SafeText::body(text.trim_end().trim_start_matches(['\n', '\r']));
        if note != annotation.note {
            let words = self.words.notes();
            let said = if note.is_empty() { words.note_removed } else { words.note_kept };
            annotation.note = note;
            self.change_annotation(id, Some(annotation), said);
        }
    }

    /// Takes in the annotations that earlier runs made.
    pub(super) fn take_annotations(&mut self, kept: Vec<Annotation>) {
        if !kept.is_empty() {
            self.annotations.take(kept);
            self.noted_changed();
        }
    }

    fn noted_changed(&mut self) {
        self.list.set_noted(self.annotations.all().iter().map(|annotation| annotation.key));
        self.list.traces_changed();
    }

    /// Looks up where the annotations of the article on the screen are, once a frame.
    pub(super) fn place_annotations(&mut self) {
        let (Some(id), Some(article)) =
            (self.reader.shown().id(), self.reader.article().filter(|_| self.reader.is_whole()))
        else {
            return self.annotations.place_none();
        };
        let Some((key, _)) = self.list.key(id) else { return self.annotations.place_none() };
        let (article, list) = (std::sync::Arc::clone(article), &self.list);
        let has_text = |content| list.ids().any(|id| list.has_content(id, content));
        let moved = self.annotations.place(id, &article, key, has_text);
        for annotation in moved {
            self.save(Change::Annotated(Box::new(annotation)));
        }
    }

    /// The entry that is known by a key: that of its text, else that of its file.
    pub(super) fn entry_of(&self, key: TraceKey) -> Option<EntryId> {
        let list = &self.list;
        let key_of = |id: EntryId| list.key(id).map(|(key, _)| key);
        // What is on the screen is meant where several have one text.
        let shown = self.reader.shown().id().filter(|id| key_of(*id) == Some(key));
        shown
            .or_else(|| list.ids().find(|id| list.has_content(*id, key.content)))
            .or_else(|| list.ids().find(|id| key_of(*id).is_some_and(|own| is_of(key, own))))
    }
}
