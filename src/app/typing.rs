//! *Typing*: what a prompt's text does while it is typed, when it is answered and when it is abandoned.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::keys::{KeyTable, PromptAction};
use super::prompt::{Asking, Prompt};
use super::{App, Effect, Errand, Pane};
use crate::model::{Change, SafeText};

impl App {
    pub(super) fn key_in_prompt(&mut self, key: KeyEvent) -> Option<Effect> {
        if let Some(does) = KeyTable::get().in_prompt(key) {
            return self.prompt_action(does);
        }
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

    fn prompt_action(&mut self, does: PromptAction) -> Option<Effect> {
        match does {
            PromptAction::Older | PromptAction::Newer => {
                let changed = self.prompt.as_mut()?.recall(&self.searches, does == PromptAction::Older);
                if changed { self.typed() } else { None }
            }
            PromptAction::Exact => {
                self.matching.exact = !self.matching.exact;
                self.typed()
            }
            PromptAction::Readings => {
                self.matching.readings = !self.matching.readings;
                self.typed()
            }
        }
    }

    /// Remembers what was asked, the last first.
    fn remember_search(&mut self, text: &str) {
        let text = SafeText::line(text);
        if text.is_empty() {
            return;
        }
        self.searches.retain(|known| *known != text);
        self.searches.insert(0, text.clone());
        self.changed(Change::Searched(text));
    }

    /// The prompt's text changed: search and filter follow while one types.
    pub(super) fn typed(&mut self) -> Option<Effect> {
        let matching = self.matching;
        let prompt = self.prompt.as_mut()?;
        let understood = match prompt.asking {
            Asking::Keyword | Asking::Name { .. } => return None,
            _ => matching.understand(prompt.text()),
        };
        prompt.hopeless = understood.query.is_none() && understood.wrong.is_some();
        prompt.wrong = understood.wrong;
        match prompt.asking {
            Asking::Search { from, .. } => {
                let empty = understood.query.is_none();
                self.reader.search(understood.query, from);
                if empty || self.reader.matches().is_empty() {
                    self.reader.go_to(from);
                }
                None
            }
            Asking::Filter => {
                self.list.set_filter(understood.query);
                self.follow_selection()
            }
            Asking::Archive { .. } => {
                self.search_archive(understood.query);
                None
            }
            Asking::Keyword | Asking::Name { .. } => None,
        }
    }

    pub(super) fn answered(&mut self) -> Option<Effect> {
        // What cannot be asked stays to be put right; what is wrong with it is on the screen.
        let prompt = self.prompt.take_if(|prompt| !prompt.hopeless)?;
        if matches!(prompt.asking, Asking::Search { .. } | Asking::Filter | Asking::Archive { .. }) {
            self.remember_search(prompt.text());
        }
        match prompt.asking {
            Asking::Search { .. } => {
                let looked = self.reader.query().is_some() && self.reader.article().is_some();
                if looked && self.reader.matches().is_empty() && !self.reader.is_looking() {
                    self.say(format!("{}  {}", self.words.not_found, prompt.text()));
                }
                None
            }
            Asking::Filter => {
                self.list.choose();
                self.follow_selection()
            }
            Asking::Archive { .. } => {
                if self.results.is_none() {
                    return self.leave_results();
                }
                None
            }
            Asking::Keyword => {
                if !prompt.text().trim().is_empty() {
                    self.toggle_keyword(prompt.text());
                }
                None
            }
            Asking::Name { ref word } => {
                self.keywords.set_name(word, prompt.text());
                self.keyword_changed(word);
                None
            }
        }
    }

    pub(super) fn abandoned(&mut self) -> Option<Effect> {
        let prompt = self.prompt.take()?;
        match prompt.asking {
            Asking::Search { from, before } => {
                self.reader.search(before.and_then(|before| self.matching.understand(&before).query), from);
                self.reader.go_to(from);
                None
            }
            Asking::Filter => {
                self.list.set_filter(None);
                self.follow_selection()
            }
            Asking::Archive { before, inside } => {
                self.search_archive(before.and_then(|before| self.matching.understand(&before).query));
                if inside && self.results.is_some() { None } else { self.leave_results() }
            }
            Asking::Keyword | Asking::Name { .. } => None,
        }
    }

    pub(super) fn ask_search(&mut self) {
        self.errands.push(Errand::WarmUp);
        self.prompt = Some(match self.focus {
            _ if self.in_results => return self.ask_archive(),
            Pane::List => Prompt::new(Asking::Filter, self.list.filter().map_or("", |query| query.pattern())),
            Pane::Reader => {
                let before = self.reader.query().map(|query| query.pattern().to_owned());
                Prompt::new(Asking::Search { from: self.reader.anchor(), before }, "")
            }
        });
    }

    /// Asks what to find in all articles; what was asked before is there to be changed.
    pub(super) fn ask_archive(&mut self) {
        let before = self.results.as_ref().map(|results| results.query().pattern().to_owned());
        let text = before.clone().unwrap_or_default();
        self.errands.push(Errand::WarmUp);
        let inside = self.in_results;
        self.leave_for_results();
        self.prompt = Some(Prompt::new(Asking::Archive { before, inside }, &text));
    }
}
