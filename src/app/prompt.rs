//! The *prompt*: one line of typing at the bottom of the screen, for a search, a filter or a keyword.
//!
//! Typing is tui-input's work: it moves and deletes by grapheme cluster.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use tui_input::Input;
use tui_input::backend::crossterm::EventHandler;

use crate::model::SafeText;
use crate::search::QueryError;
use crate::text::page::Anchor;

/// The longest text of a prompt, in characters: each one typed searches anew, and nobody looks for a whole page.
const LONGEST: usize = 256;

/// What the prompt asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asking {
    /// What to find in the article; and where the reader was when asked, to go back on Esc.
    Search {
        /// The top of the screen.
        from: Anchor,
        /// What was searched for before, to be kept on Esc.
        before: Option<String>,
    },
    /// What titles the list is to show.
    Filter,
    /// What to find in all articles; and what was asked before, to be kept on Esc.
    Archive {
        /// What was asked before.
        before: Option<String>,
        /// Whether its results were on the screen.
        inside: bool,
    },
    /// A keyword to add or remove.
    Keyword,
    /// A name for a keyword.
    Name {
        /// The keyword.
        word: String,
    },
}

/// A prompt with what was typed so far.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What is asked.
    pub asking: Asking,
    /// What is wrong with what was typed.
    pub wrong: Option<QueryError>,
    /// Whether it is so wrong that nothing can be asked.
    pub hopeless: bool,
    input: Input,
    /// How far back in what was asked before, and what was typed before going there.
    recalled: Option<(usize, String)>,
}

impl Prompt {
    /// A prompt that already holds `text`.
    pub fn new(asking: Asking, text: &str) -> Self {
        Self { asking, wrong: None, hopeless: false, input: Input::new(text.to_owned()), recalled: None }
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
        if matches!(key.code, KeyCode::Char(_)) && self.input.value().chars().count() >= LONGEST {
            return false;
        }
        let changed = match key.code {
            KeyCode::Char('w') if key.modifiers.contains(KeyModifiers::CONTROL) => self.rub_out_word(),
            _ => self.input.handle_event(&Event::Key(key)).is_some_and(|changed| changed.value),
        };
        if changed {
            self.recalled = None;
        }
        changed
    }

    /// Deletes back to the white space before the cursor, as a shell does: what lies between two Han is no end of a
    /// word to somebody who typed 天津市委 as one.
    fn rub_out_word(&mut self) -> bool {
        let before = self.before_cursor();
        let after = self.text()[before.len()..].to_owned();
        let word = before.trim_end();
        let kept = word
            .rfind(char::is_whitespace)
            .map_or("", |at| &word[..at + word[at..].chars().next().map_or(0, char::len_utf8)])
            .to_owned();
        let changed = kept.len() < before.len();
        let cursor = kept.chars().count();
        self.input = Input::new(kept + &after).with_cursor(cursor);
        changed
    }

    /// Puts what was asked before in place of what was typed: `older`, or back towards it. Only what begins as the
    /// typed text does comes up. Says whether the text changed.
    pub fn recall(&mut self, asked: &[SafeText], older: bool) -> bool {
        let typed = self.recalled.as_ref().map_or(self.input.value(), |(_, typed)| typed).to_owned();
        let mut fitting = asked.iter().enumerate().filter(|(_, text)| text.starts_with(&typed) && **text != *typed);
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
        self.input = Input::new(text);
        changed
    }

    /// T09: pasted text goes in as one line, made safe.
    pub fn paste(&mut self, text: &SafeText) {
        let line = SafeText::line(text);
        let room = LONGEST.saturating_sub(self.input.value().chars().count());
        for c in line.chars().take(room) {
            self.input.handle(tui_input::InputRequest::InsertChar(c));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_before_comes_up_by_how_it_begins() {
        let asked: Vec<SafeText> = ["天津", "会议", "天气", "天津"].iter().map(|text| SafeText::line(text)).collect();
        let mut prompt = Prompt::new(Asking::Filter, "天");
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
        let mut prompt = Prompt::new(Asking::Filter, "天津市委　疫情防控 ");
        assert!(prompt.edit(rub) && prompt.text() == "天津市委　");
        prompt.edit(KeyEvent::from(KeyCode::Home));
        assert!(!prompt.edit(rub));
        prompt.edit(KeyEvent::from(KeyCode::Right));
        assert!(prompt.edit(rub) && prompt.text() == "津市委　" && prompt.before_cursor().is_empty());
    }
}
