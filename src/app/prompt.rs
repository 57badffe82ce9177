//! The *prompt*: one line of typing at the bottom of the screen, for a search, a filter or a keyword.
//!
//! Typing is tui-input's work: it moves and deletes by grapheme cluster.

use std::sync::Arc;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use tui_input::Input;
use tui_input::backend::crossterm::EventHandler;

use super::completion::Completion;
use super::highlights::Highlights;
use super::hit_list::HitList;
use super::list::ListSnapshot;
use super::location::Location;
use super::reader::ReaderPosition;
use super::screen::{Browse, OpenedFrom};
use crate::model::{AnnotationId, EntryId, SafeText};
use crate::search::{Matching, Query, QueryError};

/// The longest text of a prompt, in characters: each one typed searches anew, and no search is a whole page.
const LONGEST: usize = 256;

/// What the prompt asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asking {
    /// What to find in the article.
    Find,
    /// What entries the list is to show.
    Filter,
    /// What to find in all articles.
    Archive,
    /// Which headings the outline is to show.
    Heading,
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
    pub notice: Option<SafeText>,
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
    /// The filter of the outline.
    Outline(Option<Arc<Query>>),
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
    /// What stood, if anything did.
    Were(Option<HitList>),
}

/// A prompt with what was typed so far.
#[derive(Debug)]
pub struct Prompt {
    /// What is asked.
    pub asking: Asking,
    /// What is wrong with what was typed.
    pub wrong: Option<QueryError>,
    pub(super) before: PromptBefore,
    input: Input,
    /// Whether the text is what stood before: the first letter typed replaces it.
    held: bool,
    /// How far back in what was asked before, and what was typed before going there.
    recalled: Option<(usize, String)>,
    completion: Option<Completion>,
}

impl Asking {
    /// Whether it asks for a query, which is followed while it is typed.
    pub fn is_query(&self) -> bool {
        matches!(self, Self::Find | Self::Filter | Self::Archive | Self::Heading | Self::SavedQuery { .. })
    }
}

impl Prompt {
    /// A prompt that holds what stands, if anything does.
    pub(super) fn new(asking: Asking, text: &str, before: PromptBefore) -> Self {
        let input = Input::new(text.to_owned());
        // A note and tags are gone on with; a query is rather another one.
        let held = !text.is_empty() && !matches!(asking, Asking::Note { .. } | Asking::Tags { .. });
        Self { asking, wrong: None, before, input, held, recalled: None, completion: None }
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
        let cursor = kept.chars().count();
        self.input = Input::new(kept + &after).with_cursor(cursor);
        true
    }

    /// What was said before it was opened stands again when it is given up.
    pub(super) fn keep_notice(&mut self, notice: Option<SafeText>) {
        self.before.notice = notice;
    }

    /// Whether the text is what stood before, which the first letter typed replaces.
    pub fn is_held(&self) -> bool {
        self.held
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// What was typed before the cursor.
    pub fn before_cursor(&self) -> &str {
        let text = self.input.value();
        let end = text.char_indices().nth(self.input.cursor()).map_or(text.len(), |(at, _)| at);
        &text[..end]
    }

    /// A key that edits; says whether the text changed.
    pub fn edit(&mut self, key: KeyEvent) -> bool {
        let types = matches!(key.code, KeyCode::Char(_)) && key.modifiers.difference(KeyModifiers::SHIFT).is_empty();
        if types && std::mem::take(&mut self.held) {
            self.input = Input::default();
        }
        if types && self.input.value().chars().count() >= LONGEST {
            return false;
        }
        let before = (self.input.value().to_owned(), self.input.cursor());
        if key.code == KeyCode::Char('w') && key.modifiers.contains(KeyModifiers::CONTROL) {
            self.rub_out_word();
        } else {
            let _ = self.input.handle_event(&Event::Key(key));
        }
        let edited = before.0 != self.input.value();
        // A key that moves in what stands, or edits it, makes it typed text; one that means nothing leaves it.
        let moved = before.1 != self.input.cursor() || matches!(key.code, KeyCode::Home | KeyCode::End);
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
        (self.input.value().to_owned(), self.input.cursor(), self.held)
    }

    /// Deletes back to the white space before the cursor, as a shell does: what lies between two Han is no end of a
    /// word where 天津市委 was typed as one.
    fn rub_out_word(&mut self) {
        let before = self.before_cursor();
        let after = self.text()[before.len()..].to_owned();
        let word = before.trim_end();
        let kept = word
            .rfind(char::is_whitespace)
            .map_or("", |at| &word[..at + word[at..].chars().next().map_or(0, char::len_utf8)])
            .to_owned();
        let cursor = kept.chars().count();
        self.input = Input::new(kept + &after).with_cursor(cursor);
    }

    /// Puts what was asked before in place of what was typed: `older`, or back towards it. Only what begins as the
    /// typed text does comes up. Says whether the text changed.
    pub fn recall(&mut self, asked: &[SafeText], older: bool) -> bool {
        // What stood before was not typed: any older one may take its place.
        let own = if self.held { "" } else { self.input.value() };
        let typed = self.recalled.as_ref().map_or(own, |(_, typed)| typed).to_owned();
        let held = self.held.then(|| self.input.value().to_owned());
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
        let changed = self.input.value() != text;
        self.held = false;
        self.input = Input::new(text);
        changed
    }

    /// T09: pasted text goes in as one line, made safe.
    pub fn paste(&mut self, text: &SafeText) {
        let line = SafeText::line(text);
        if std::mem::take(&mut self.held) {
            self.input = Input::default();
        }
        let room = LONGEST.saturating_sub(self.input.value().chars().count());
        for c in line.chars().take(room) {
            self.input.handle(tui_input::InputRequest::InsertChar(c));
        }
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
        let before =
            PromptBefore { matching: Matching::default(), notice: None, location, displaced: Displaced::Nothing };
        let mut prompt = Prompt::new(Asking::Filter, "", before);
        prompt.paste(&SafeText::line(text));
        prompt
    }

    #[test]
    fn the_first_letter_replaces_what_stands_and_other_keys_edit_it() {
        let held = |text| {
            let mut prompt = typed("");
            prompt.input = Input::new(String::from(text));
            prompt.held = true;
            prompt
        };
        let key = |code| KeyEvent::from(code);
        for (code, text) in
            [(KeyCode::Char('x'), "x"), (KeyCode::Backspace, "天"), (KeyCode::Left, "天津"), (KeyCode::End, "天津")]
        {
            let mut prompt = held("天津");
            prompt.edit(key(code));
            assert_eq!(prompt.text(), text);
            prompt.edit(key(KeyCode::Char('y')));
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
        prompt.edit(KeyEvent::from(KeyCode::Char('x')));
        assert!(!prompt.recall(&asked, true) && prompt.text() == "天津x", "typing begins anew");
        assert_eq!(prompt.before_cursor(), "天津x");
    }

    #[test]
    fn a_word_is_rubbed_out_to_the_space_before_it() {
        let rub = KeyEvent::new(KeyCode::Char('w'), KeyModifiers::CONTROL);
        let mut prompt = typed("天津市委　疫情防控 ");
        assert!(prompt.edit(rub) && prompt.text() == "天津市委　");
        prompt.edit(KeyEvent::from(KeyCode::Home));
        assert!(!prompt.edit(rub));
        prompt.edit(KeyEvent::from(KeyCode::Right));
        assert!(prompt.edit(rub) && prompt.text() == "津市委　" && prompt.before_cursor().is_empty());
    }
}
