//! The *traces* that the reader leaves: what was read, what has a star, how far each article was read; and the way back
//! from what a key did to them.

use super::App;
use super::pane::Pane;
use super::reader::Shown;
use super::saved_searches::SavedChange;
use super::screen::Screen;
use crate::model::{
    Annotation, AnnotationId, Change, EntryId, Finish, KeptPlace, SafeText, TraceChange, TracePart, TraceRows,
};

/// So many actions can be undone.
const UNDONE: usize = 100;

/// What an action changed, and what is said of it.
#[derive(Debug)]
pub(super) struct MarkUndo {
    pub said: String,
    pub before: MarkBefore,
}

/// What was changed, as it was before.
#[derive(Debug)]
pub(super) enum MarkBefore {
    Traces(Vec<(EntryId, TracePart)>),
    /// An annotation that was another one, or none.
    Annotation(AnnotationId, Option<Box<Annotation>>),
    /// A saved search, and the one that it took its key from.
    Saved(Vec<SavedChange>),
}

/// What is kept of the article on the screen.
#[derive(Debug, Default)]
pub(super) struct ReadingTrack {
    /// The article, and the place that was kept last; at first where it was opened.
    place: Option<(EntryId, KeptPlace)>,
    /// Whether its end has been on the screen since it was opened, or gone away from.
    ended: bool,
}

impl App {
    /// Marks the article that is meant as read, or as unread if it is.
    pub(super) fn toggle_read(&mut self) {
        let Some(id) = self.target() else { return self.say_nothing_to_open() };
        if self.list.entry(id).is_some_and(|entry| entry.failure.is_some()) {
            return self.say(self.words.unreadable);
        }
        let read = !self.list.is_read(id);
        let said = if read { self.words.marked_read } else { self.words.marked_unread };
        self.mark(&[id], &TracePart::Read(Some(read)), said.to_owned());
        self.keep_finish(id, read);
    }

    /// Keeps that an article has been read to its end now, or that this was taken back. What was marked with all that is
    /// listed was not read.
    fn keep_finish(&mut self, id: EntryId, read: bool) {
        let Some(entry) = self.list.entry(id) else { return };
        let (brief, path) = (entry.brief(), entry.origin.display());
        let roots = self.list.traces().roots();
        let content = roots.key(brief.content(), &path).content;
        if !read {
            return self.save(Change::Unfinished(content));
        }
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let finish = Finish {
            content,
            path: roots.real(&path),
            source: SafeText::line(&brief.source().unwrap_or_default()),
            zi: number(entry.length),
            minutes: number(self.pace.minutes(entry.length)),
        };
        self.save(Change::Finished(finish));
    }

    /// Gives the article that is meant a star, or takes it away.
    pub(super) fn toggle_star(&mut self) {
        let Some(id) = self.target() else { return self.say_nothing_to_open() };
        let starred = !self.list.is_starred(id);
        let said = if starred { self.words.starred } else { self.words.unstarred };
        self.mark(&[id], &TracePart::Starred(Some(starred)), said.to_owned());
    }

    /// Marks everything that is listed as read, but for files that cannot be: the entries of the list, or the results.
    pub(super) fn mark_listed(&mut self) {
        let listed: Vec<EntryId> = match &self.screen {
            Screen::Results(results) => results.hits.iter().flat_map(|hits| hits.ids()).collect(),
            Screen::Browse(_) => self.list.shown().to_vec(),
        };
        let unread: Vec<EntryId> = listed.into_iter().filter(|id| self.list.is_unread(*id)).collect();
        if unread.is_empty() {
            return self.say(self.words.nothing_unread);
        }
        let said = format!("{} {}", self.words.count_articles(unread.len()), self.words.marked_read);
        self.mark(&unread, &TracePart::Read(Some(true)), said);
    }

    pub(super) fn mark(&mut self, ids: &[EntryId], part: &TracePart, said: String) {
        let before: Vec<(EntryId, TracePart)> = ids.iter().map(|&id| (id, self.part_before(id, part))).collect();
        self.trace(ids.iter().map(|&id| (id, part.clone())));
        self.say(format!("{said}  {}", self.hint(self.words.undo_hint)));
        self.push_undo(said, MarkBefore::Traces(before));
    }

    pub(super) fn push_undo(&mut self, said: String, before: MarkBefore) {
        self.undo.push(MarkUndo { said, before });
        if self.undo.len() > UNDONE {
            self.undo.remove(0);
        }
    }

    /// What a part of a trace is now, to be put back.
    fn part_before(&self, id: EntryId, part: &TracePart) -> TracePart {
        let trace = self.list.trace(id).copied().unwrap_or_default();
        match part {
            TracePart::Read(_) => TracePart::Read(trace.read),
            TracePart::Starred(_) => TracePart::Starred(trace.starred),
            TracePart::Place(_) => TracePart::Place(trace.place.unwrap_or_default()),
            TracePart::Tags(_) => TracePart::Tags(self.list.own_tags(id).iter().cloned().collect()),
            TracePart::Here => TracePart::Here,
        }
    }

    /// Puts back what the last action changed that is not undone yet.
    pub(super) fn undo_mark(&mut self) {
        let Some(MarkUndo { said, before }) = self.undo.pop() else { return self.say(self.words.nothing_to_undo) };
        match before {
            MarkBefore::Traces(before) => {
                for (id, part) in &before {
                    if let TracePart::Read(read) = part
                        && (*read == Some(true) || self.list.is_read(*id))
                    {
                        self.keep_finish(*id, *read == Some(true));
                    }
                }
                self.trace(before.into_iter());
            }
            MarkBefore::Annotation(id, before) => self.put_annotation(id, before.map(|before| *before)),
            MarkBefore::Saved(before) => {
                for (id, before) in before {
                    self.put_saved(&id, before);
                }
            }
        }
        self.say(format!("{}{said}", self.words.undone));
    }

    /// Whether the last change that can be undone is of an annotation.
    pub(super) fn changed_annotation_last(&self) -> bool {
        matches!(self.undo.last(), Some(MarkUndo { before: MarkBefore::Annotation(..), .. }))
    }

    /// Whether the last change that can be undone is of a saved search.
    pub(super) fn changed_saved_last(&self) -> bool {
        matches!(self.undo.last(), Some(MarkUndo { before: MarkBefore::Saved(_), .. }))
    }

    /// Changes traces and keeps them, all together or none.
    fn trace(&mut self, parts: impl Iterator<Item = (EntryId, TracePart)>) {
        let changes: Vec<TraceChange> = parts.filter_map(|(id, part)| self.list.change_trace(id, part)).collect();
        if !changes.is_empty() {
            self.save(Change::Traced(changes));
            self.list.traces_changed();
        }
    }

    /// Keeps where articles are by now that have been moved or edited, so that they are known after the next move or edit
    /// too.
    pub(super) fn keep_moved(&mut self) {
        let changes = self.list.take_moved();
        if !changes.is_empty() {
            self.save(Change::Traced(changes));
        }
    }

    /// Takes in all traces that earlier runs left.
    pub(super) fn take_traces(&mut self, rows: TraceRows) -> bool {
        self.list.take_traces(rows, false);
        self.keep_moved();
        self.expect_place();
        self.is_list_seen()
    }

    /// Where the article that is shown was left in an earlier run, the reader goes there, unless it was moved in already.
    pub(super) fn expect_place(&mut self) {
        if let Some(id) = self.reader.shown().id() {
            self.reader.expect(id, self.kept_place(id));
        }
    }

    /// The place that an earlier run kept of an article; none where nothing of that is to be gone back to.
    pub(super) fn kept_place(&self, id: EntryId) -> Option<KeptPlace> {
        self.list.trace(id).and_then(|trace| trace.place).filter(|_| !self.fresh)
    }

    /// Keeps where the reader is in the article on the screen, and that it was read once its end was there while the
    /// text had the focus: what is only passed by in the list is not read.
    pub(super) fn keep_place(&mut self) {
        if self.prompt.is_some() {
            // What is gone to while one types may be given up again.
            return;
        }
        let in_text = self.browse().is_some_and(|browse| browse.focus == Pane::Reader);
        let (Shown::Article(id, _), true) = (self.reader.shown(), self.is_article_on_screen()) else { return };
        let (id, Some(place)) = (*id, self.reader.kept_place()) else { return };
        let known = self.track.place.filter(|(known, _)| *known == id).map(|(_, place)| place);
        let is_place = |known: KeptPlace| (known.block, known.byte) == (place.block, place.byte);
        if known.is_none() {
            // What was marked as unread at its end is not read for being opened there.
            let kept = self.list.trace(id).and_then(|trace| trace.place);
            let ended = kept.is_some_and(|kept| kept.percent == 100 && is_place(kept));
            self.track = ReadingTrack { place: None, ended };
        }
        // Another layout is no other place: what was kept stays until the reader moves.
        let moved = known.is_some_and(|known| !is_place(known));
        let is_end = place.percent == 100;
        let ends = is_end && (in_text || moved) && !std::mem::replace(&mut self.track.ended, true);
        self.track.ended &= is_end;
        let reads = ends && !self.list.is_read(id);
        if moved || reads {
            let read = reads.then_some((id, TracePart::Read(Some(true))));
            self.trace([(id, TracePart::Place(place))].into_iter().chain(read));
        }
        if reads {
            self.keep_finish(id, true);
        }
        if moved || known.is_none() {
            self.track.place = Some((id, place));
        }
    }
}
