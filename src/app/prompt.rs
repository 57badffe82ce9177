//! The *prompt*: where text is typed at the bottom of the screen, for a search, a filter, the name of an action, a note.

use std::sync::Arc;

use super::action_rows::ActionRows;
use super::completion::Completion;
use super::highlights::Highlights;
use super::hit_list::HitList;
use super::keys::Context;
use super::list::ListSnapshot;
use super::location::Location;
use super::passage_list::PassageList;
use super::prompt_action::PromptAction;
use super::reader::ReaderPosition;
use super::screen::{Browse, OpenedFrom};
use super::typed_text::{TypedText, row_of, rows};
use crate::model::{Annotation, AnnotationId, EntryId, SafeText};
use crate::search::{Matching, Query, QueryError};
use crate::text::Ruler;

/// The longest text of a prompt, in characters: each one typed searches anew, and no search is a whole page.
const LONGEST: usize = 256;
/// The longest note, in characters.
pub const LONGEST_NOTE: usize = 20_000;

/// What the prompt asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asking {
    /// What to find in the article.
    Find,
    /// What entries the list is to show.
    Filter,
    /// What to find in all articles.
    Archive,
    /// Which rows the overlay is to show.
    Rows,
    /// An action, by its name.
    Action {
        /// Where it is to be done.
        context: Context,
    },
    /// The file to write the article to.
    File {
        /// The one that is there already: it is written over if it is asked for again.
        standing: Option<String>,
    },
    /// The program to give the article to.
    Program,
    /// A keyword to add or remove.
    Keyword,
    /// A name for a keyword.
    Name {
        /// The keyword.
        word: String,
    },
    /// A word to look up in the dictionaries.
    Word,
    /// The tags of an article.
    Tags {
        /// Which.
        id: EntryId,
    },
    /// A query to be saved.
    SavedQuery {
        /// The saved search of which it is to be the query; none where it is a new one.
        id: Option<SafeText>,
    },
    /// The name of a saved search.
    SavedName {
        /// Which; none where it is a new one.
        id: Option<SafeText>,
        /// The query of a new one.
        query: String,
    },
    /// The key of a saved search.
    SavedKey {
        /// Which.
        id: SafeText,
    },
    /// A note.
    Note {
        /// To which annotation.
        id: AnnotationId,
    },
}

/// What stood before the prompt was opened: Esc puts back exactly that.
#[derive(Debug)]
pub(super) struct PromptBefore {
    pub matching: Matching,
    pub location: Location,
    pub displaced: Displaced,
}

/// What a prompt puts something else in place of, as long as it is open.
#[derive(Debug)]
pub(super) enum Displaced {
    /// Nothing; or nothing yet.
    Nothing,
    /// What was searched for in the article, from the first change on, and where the screen was if the article was there.
    Highlights(Highlights, Option<ReaderPosition>),
    /// The annotation that was of a number before a selection was highlighted for its note; none where none was.
    Annotation(AnnotationId, Option<Box<Annotation>>),
    /// The filter of the overlay, the row that was selected in it, and the first on the screen.
    Rows(Option<Arc<Query>>, usize, usize),
    /// The filter and the selection of the list, and what the article was opened from.
    List(ListSnapshot, OpenedFrom),
    /// The panes, where the results came up in their place, and the hits, from the first change on.
    Screen { panes: Option<Browse>, from_results: bool, hits: DisplacedHits },
}

/// The hits that stood before the prompt.
#[derive(Debug)]
pub(super) enum DisplacedHits {
    /// They still stand.
    Standing,
    /// What stood, if anything did, and the passages beside it.
    Were(Option<HitList>, Box<PassageList>),
}

/// A prompt with what was typed so far.
#[derive(Debug)]
pub struct Prompt {
    /// What is asked.
    pub asking: Asking,
    /// What is wrong with what was typed.
    pub wrong: Option<QueryError>,
    /// Why it was not taken as an answer, until something else is typed.
    pub refused: Option<&'static str>,
    /// The actions that fit, where one is asked for.
    pub actions: ActionRows,
    pub(super) before: PromptBefore,
    typed: TypedText,
    /// Whether the text is what stood before: the first letter typed replaces it.
    held: bool,
    /// How far back in what was asked before, and what was typed before going there.
    recalled: Option<(usize, String)>,
    completion: Option<Completion>,
}

impl Asking {
    /// Whether it asks for a query, which is followed while it is typed.
    pub fn is_query(&self) -> bool {
        matches!(self, Self::Find | Self::Filter | Self::Archive | Self::Rows | Self::SavedQuery { .. })
    }

    /// Where its keys are looked up.
    pub fn context(&self) -> Context {
        match self {
            Self::Action { .. } => Context::Actions,
            Self::Note { .. } => Context::Note,
            _ => Context::Prompt,
        }
    }

    /// The characters that can be typed.
    fn longest(&self) -> usize {
        if matches!(self, Self::Note { .. }) { LONGEST_NOTE } else { LONGEST }
    }
}

impl Prompt {
    /// A prompt that holds what stands, if anything does.
    pub(super) fn new(asking: Asking, text: &str, before: PromptBefore) -> Self {
        // A note and tags are gone on with; a query is rather another one.
        let goes_on = matches!(asking, Asking::Note { .. } | Asking::Action { .. } | Asking::Tags { .. });
        let (held, actions) = (!text.is_empty() && !goes_on, ActionRows::default());
        let typed = TypedText::new(text);
        Self { asking, wrong: None, refused: None, actions, before, typed, held, recalled: None, completion: None }
    }

    /// What is typed can be completed from now on.
    pub(super) fn complete_from(&mut self, completion: Completion, matching: &Matching) {
        self.completion = Some(completion);
        self.offer(matching);
    }

    /// Something else was typed: what it can be completed by.
    pub(super) fn offer(&mut self, matching: &Matching) {
        let (text, before) = (self.text().to_owned(), self.before_cursor().to_owned());
        if let Some(completion) = &mut self.completion {
            completion.offer(&text, &before, matching);
        }
    }

    /// What is typed can be completed by these; and which of them was put in.
    pub fn offered(&self) -> (&[SafeText], Option<usize>) {
        self.completion.as_ref().map_or((&[], None), Completion::offered)
    }

    /// Puts in the next of what is offered, or the one before; false where nothing is.
    pub(super) fn complete(&mut self, forward: bool) -> bool {
        let before = self.before_cursor().to_owned();
        let Some((start, tag)) = self.completion.as_mut().and_then(|own| own.choose(&before, forward)) else {
            return false;
        };
        let (kept, after) = (format!("{}{tag}", &before[..start]), self.text()[before.len()..].to_owned());
        self.typed.replace_around(&kept, &after);
        true
    }

    /// Whether the text is what stood before, which the first letter typed replaces.
    pub fn is_held(&self) -> bool {
        self.held
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        self.typed.text()
    }

    /// What was typed before the cursor.
    pub fn before_cursor(&self) -> &str {
        self.typed.before_cursor()
    }

    /// A character is typed; says whether there was room for it.
    pub(super) fn type_character(&mut self, c: char) -> bool {
        self.replace_held();
        let has_room = self.typed.text().chars().count() < self.asking.longest();
        if has_room {
            self.typed.insert(c.encode_utf8(&mut [0; 4]));
            self.recalled = None;
        }
        has_room
    }

    fn replace_held(&mut self) {
        if std::mem::take(&mut self.held) {
            self.typed.replace("");
        }
    }

    /// Moves in the text or deletes from it; says whether the text changed.
    pub(super) fn edit(&mut self, does: PromptAction) -> bool {
        let before = (self.typed.text().to_owned(), self.typed.cursor());
        if does == PromptAction::NewLine && before.0.chars().count() >= self.asking.longest() {
            return false;
        }
        self.typed.edit(does);
        let edited = before.0 != self.typed.text();
        // A key that moves in what stands, or edits it, makes it typed text; one that means nothing leaves it.
        let moved = before.1 != self.typed.cursor() || matches!(does, PromptAction::LineStart | PromptAction::LineEnd);
        if edited || moved {
            self.held = false;
        }
        if edited {
            self.recalled = None;
        }
        edited
    }

    /// What of it is on the screen: to tell whether a key changed anything.
    pub(super) fn look(&self) -> (String, usize, bool) {
        (self.typed.text().to_owned(), self.typed.cursor(), self.held)
    }

    /// Moves a row up or down, where a row has so many cells.
    pub(super) fn walk_rows(&mut self, down: bool, cells: u32, ruler: Ruler) {
        self.typed.walk_rows(down, cells, ruler);
    }

    /// The rows of a text of several lines, where a row has so many cells, and the one that the cursor is in.
    pub fn rows(&self, cells: u32, ruler: Ruler) -> (Vec<std::ops::Range<usize>>, usize) {
        let rows = rows(self.text(), cells, ruler);
        let at = row_of(&rows, self.before_cursor().len());
        (rows, at)
    }

    /// Puts a text in the place of what was typed.
    pub(super) fn put(&mut self, text: &str) {
        self.held = false;
        self.typed.replace(text);
    }

    /// Puts what was asked before in place of what was typed: `older`, or back towards it. Only what begins as the
    /// typed text does comes up. Says whether the text changed.
    pub fn recall(&mut self, asked: &[SafeText], older: bool) -> bool {
        // What stood before was not typed: any older one may take its place.
        let own = if self.held { "" } else { self.typed.text() };
        let typed = self.recalled.as_ref().map_or(own, |(_, typed)| typed).to_owned();
        let held = self.held.then(|| self.typed.text().to_owned());
        let mut fitting = asked
            .iter()
            .enumerate()
            .filter(|(_, text)| text.starts_with(&typed) && **text != *typed && held.as_deref() != Some(text.as_str()));
        let at = self.recalled.as_ref().map(|(at, _)| *at);
        let next = match (at, older) {
            (None, true) => fitting.next(),
            (Some(at), true) => fitting.find(|(other, _)| *other > at),
            (Some(at), false) => fitting.take_while(|(other, _)| *other < at).last(),
            (None, false) => return false,
        };
        let text = match (next, older) {
            (Some((at, text)), _) => {
                self.recalled = Some((at, typed));
                text.to_string()
            }
            (None, true) => return false,
            (None, false) => {
                self.recalled = None;
                typed
            }
        };
        let changed = self.typed.text() != text;
        self.put(&text);
        changed
    }

    /// T09: pasted text goes in as one line, made safe; in a note as the lines it has. Says whether there was room for all.
    pub(super) fn paste(&mut self, text: &SafeText) -> bool {
        let text = match self.asking {
            Asking::Note { .. } => SafeText::body(&text.replace('\t', " ")),
            _ => SafeText::line(text),
        };
        self.replace_held();
        let room = self.asking.longest().saturating_sub(self.typed.text().chars().count());
        let taken: String = text.chars().take(room).collect();
        self.typed.insert(&taken);
        self.recalled = None;
        taken.len() == text.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::pane::Pane;
    use crate::text::page::Anchor;

    /// A prompt in which a text was typed.
    fn typed(text: &str) -> Prompt {
        let location = Location { article: None, anchor: Anchor::TOP, query: None, focus: Pane::List };
        let before = PromptBefore { matching: Matching::default(), location, displaced: Displaced::Nothing };
        let mut prompt = Prompt::new(Asking::Filter, "", before);
        prompt.paste(&SafeText::line(text));
        prompt
    }

    #[test]
    fn the_first_letter_replaces_what_stands_and_other_keys_edit_it() {
        let held = |text| {
            let mut prompt = typed("");
            prompt.put(text);
            prompt.held = true;
            prompt
        };
        for (does, text) in [
            (None, "x"),
            (Some(PromptAction::DeleteBack), "天"),
            (Some(PromptAction::CharacterBack), "天津"),
            (Some(PromptAction::LineEnd), "天津"),
        ] {
            let mut prompt = held("天津");
            match does {
                Some(does) => _ = prompt.edit(does),
                None => _ = prompt.type_character('x'),
            }
            assert_eq!(prompt.text(), text);
            prompt.type_character('y');
            assert!(prompt.text().len() > text.len(), "only the first letter does");
        }
        let mut prompt = held("天津");
        prompt.paste(&SafeText::line("会议"));
        assert_eq!(prompt.text(), "会议");
        let mut prompt = held("天津");
        let asked = ["天津", "早晨"].map(SafeText::line);
        assert!(prompt.recall(&asked, true) && prompt.text() == "早晨", "what stands is not asked for again");
    }

    #[test]
    fn what_was_asked_before_comes_up_by_how_it_begins() {
        let asked: Vec<SafeText> = ["天津", "会议", "天气", "天津"].iter().map(|text| SafeText::line(text)).collect();
        let mut prompt = typed("天");
        let mut seen = Vec::new();
        for older in [true, true, true, true, false, false, false, false] {
            prompt.recall(&asked, older);
            seen.push(prompt.text().to_owned());
        }
        assert_eq!(seen, ["天津", "天气", "天津", "天津", "天气", "天津", "天", "天"]);
        prompt.recall(&asked, true);
        prompt.type_character('x');
        assert!(!prompt.recall(&asked, true) && prompt.text() == "天津x", "typing begins anew");
        assert_eq!(prompt.before_cursor(), "天津x");
    }
}
