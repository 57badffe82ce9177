//! The *sight*: where to go in an article as soon as all of it is there.

use super::App;
use super::annotating::anchor;
use crate::model::{AnnotationId, EntryId, Place, TraceKey};

/// Where to go in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sight {
    /// To an annotation.
    Annotation(AnnotationId),
    /// To a place.
    Place(Place),
    /// To the part of it that the link to it names.
    Part(String),
}

impl App {
    /// Jumps to something in an article that is known by a key; says whether that is listed.
    pub(super) fn visit_sight(&mut self, key: TraceKey, sight: Sight) -> bool {
        let Some(id) = self.entry_of(key) else { return false };
        self.visit(id);
        self.set_sight(id, sight);
        true
    }

    /// Goes somewhere in the article that is shown, as soon as it is there.
    pub(super) fn set_sight(&mut self, id: EntryId, sight: Sight) {
        self.sight = Some((id, sight));
    }

    /// Goes to where something is waited for, once a frame. Where another article is shown by now, that is not waited for
    /// any more.
    pub(super) fn settle_sight(&mut self) {
        let Self { sight, reader, .. } = self;
        sight.take_if(|(id, _)| reader.shown().id() != Some(*id));
        let Some((_, sight)) = sight.take_if(|_| reader.is_whole()) else { return };
        match sight {
            Sight::Place(place) => self.reader.go_to(anchor(place)),
            Sight::Annotation(id) => self.go_to_annotation(id),
            Sight::Part(part) => {
                let place = self.reader.anchor_named(&part).or_else(|| self.reader.heading_named(&part));
                if let Some(place) = place {
                    self.reader.go_to(place);
                }
            }
        }
    }

    fn go_to_annotation(&mut self, id: AnnotationId) {
        let placed = self.annotations.placed().iter().find(|placed| placed.id == id);
        match placed.and_then(|placed| placed.span) {
            Some(span) => self.reader.show(anchor(span.start)),
            None => return self.say(self.words.notes().lost),
        }
        let note = self.annotations.get(id).map(|annotation| annotation.note.replace('\n', " "));
        if let Some(note) = note.filter(|note| !note.is_empty()) {
            self.say(note);
        }
    }
}
