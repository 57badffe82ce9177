//! *Typing*: what a prompt's text does while it is typed, when it is answered and when it is abandoned.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::prompt::{Asking, Prompt};
use super::{App, Effect, Pane};
use crate::model::Timestamp;
use crate::search::{Options, Query};

impl App {
    pub(super) fn key_in_prompt(&mut self, key: KeyEvent) -> Option<Effect> {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Enter => self.answered(),
            KeyCode::Esc => self.abandoned(),
            KeyCode::Char('c' | 'g') if control => self.abandoned(),
            KeyCode::Backspace if self.prompt.as_ref().is_some_and(|prompt| prompt.text().is_empty()) => {
                self.abandoned()
            }
            _ => {
                let changed = self.prompt.as_mut()?.edit(key);
                if changed { self.typed() } else { None }
            }
        }
    }

    /// The prompt's text changed: search and filter follow while one types.
    pub(super) fn typed(&mut self) -> Option<Effect> {
        let prompt = self.prompt.as_ref()?;
        let query = understood(prompt.text());
        match prompt.asking {
            Asking::Search { from, .. } => {
                let empty = query.is_none();
                self.reader.search(query, from);
                if empty || self.reader.hits().is_empty() {
                    self.reader.go_to(from);
                }
                None
            }
            Asking::Filter => {
                self.list.set_filter(query);
                self.follow_selection()
            }
            Asking::Keyword => None,
        }
    }

    pub(super) fn answered(&mut self) -> Option<Effect> {
        let prompt = self.prompt.take()?;
        match prompt.asking {
            Asking::Search { .. } => {
                let looked = self.reader.query().is_some() && self.reader.article().is_some();
                if looked && self.reader.hits().is_empty() {
                    self.say(format!("{}  {}", self.words.not_found, prompt.text()));
                }
                None
            }
            Asking::Filter => {
                self.list.choose();
                self.follow_selection()
            }
            Asking::Keyword => {
                if !prompt.text().trim().is_empty() {
                    let lit = self.keywords.toggle(prompt.text());
                    let said = if lit { self.words.keyword_added } else { self.words.keyword_removed };
                    self.say(format!("{said}  {}", prompt.text()));
                }
                None
            }
        }
    }

    pub(super) fn abandoned(&mut self) -> Option<Effect> {
        let prompt = self.prompt.take()?;
        match prompt.asking {
            Asking::Search { from, before } => {
                self.reader.search(before.as_deref().and_then(understood), from);
                self.reader.go_to(from);
                None
            }
            Asking::Filter => {
                self.list.set_filter(None);
                self.follow_selection()
            }
            Asking::Keyword => None,
        }
    }

    pub(super) fn ask_search(&mut self) {
        self.prompt = Some(match self.focus {
            Pane::List => Prompt::new(Asking::Filter, self.list.filter().map_or("", Query::pattern)),
            Pane::Reader => {
                let before = self.reader.query().map(|query| query.pattern().to_owned());
                Prompt::new(Asking::Search { from: self.reader.anchor(), before }, "")
            }
        });
    }
}

/// What is asked so far: while a phrase or a group is still open, the query with it closed.
fn understood(typed: &str) -> Option<Query> {
    let now = Timestamp::new(jiff::Timestamp::now(), Timestamp::CHINA);
    Query::parse(typed, &Options::new(now)).or_else(|error| error.meant.map(|meant| *meant).ok_or(())).ok()
}
