//! The *prompt*: one line of typing at the bottom of the screen, for a search, a filter or a keyword.
//!
//! Typing is tui-input's work: it moves and deletes by grapheme cluster.

use crossterm::event::{Event, KeyCode, KeyEvent};
use tui_input::Input;
use tui_input::backend::crossterm::EventHandler;

use crate::model::SafeText;
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
    /// A keyword to add or remove.
    Keyword,
}

/// A prompt with what was typed so far.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What is asked.
    pub asking: Asking,
    input: Input,
}

impl Prompt {
    /// A prompt that already holds `text`.
    pub fn new(asking: Asking, text: &str) -> Self {
        Self { asking, input: Input::new(text.to_owned()) }
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
        self.input.handle_event(&Event::Key(key)).is_some_and(|changed| changed.value)
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
