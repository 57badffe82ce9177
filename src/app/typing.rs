//! *Typing*: what a prompt's text does while it is typed, when it is answered and when it is given up.
//!
//! One way for all prompts: the prompt opens with what stands, the first letter typed replaces it, Enter takes it, Esc puts
//! back exactly what stood before. A query that is wrong is never asked: the last one that was understood stands until it
//! is put right, and Enter does nothing but leave what is wrong on the screen.

use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent};

use super::App;
use super::command::Command;
use super::keys::is_plain;
use super::prompt::{Asking, Displaced, DisplacedHits, LONGEST_NOTE, Prompt, PromptBefore};
use super::prompt_action::PromptAction;
use super::screen::{OpenedFrom, Screen};
use crate::model::{Change, SafeText};
use crate::search::Query;

impl App {
    pub(super) fn ask(&mut self, asking: Asking, text: &str) {
        self.ask_in_place_of(asking, text, Displaced::Nothing);
    }

    pub(super) fn ask_in_place_of(&mut self, asking: Asking, text: &str, displaced: Displaced) {
        let before = PromptBefore { matching: self.matching, location: self.location(), displaced };
        if matches!(asking, Asking::Note { .. }) {
            // What can be done while it is written is said in its place.
            self.notices.set_aside();
        }
        self.prompt = Some(Prompt::new(asking, text, before));
    }

    /// Asks what to find in the article.
    pub(super) fn ask_find(&mut self) {
        self.commands.push(Command::WarmUp);
        let text = self.reader.query().map(|query| query.pattern().to_owned()).unwrap_or_default();
        self.ask(Asking::Find, &text);
    }

    /// Asks by what to filter the list.
    pub(super) fn ask_filter(&mut self) {
        self.commands.push(Command::WarmUp);
        let text = self.list.filter().map(|query| query.pattern().to_owned()).unwrap_or_default();
        // Kept with the prompt: the selection that follows the typing must not lose the results.
        let opened_from = match &mut self.screen {
            Screen::Browse(browse) => std::mem::take(&mut browse.opened_from),
            Screen::Results(_) => OpenedFrom::List,
        };
        let displaced = Displaced::List(self.list.snapshot(), opened_from);
        self.ask_in_place_of(Asking::Filter, &text, displaced);
    }

    /// Asks what to find in all articles; what was asked before stands.
    pub(super) fn ask_archive(&mut self) {
        self.commands.push(Command::WarmUp);
        // Where the reader is, before the results come up over it.
        let (matching, location) = (self.matching, self.location());
        let (panes, from_results) = self.put_up_results();
        let is_new = self.results().is_none_or(|results| results.hits.is_none());
        let hits = if is_new { DisplacedHits::Were(None, Box::default()) } else { DisplacedHits::Standing };
        let stands = self.results().and_then(|results| results.hits.as_ref());
        let text = stands.map_or_else(|| self.archive_query.clone(), |hits| hits.query().pattern().to_owned());
        let displaced = Displaced::Screen { panes, from_results, hits };
        self.prompt = Some(Prompt::new(Asking::Archive, &text, PromptBefore { matching, location, displaced }));
        if is_new {
            self.search_archive(self.matching.understand(&text).query);
        }
    }

    /// A key where text is typed; says whether the screen may look otherwise now.
    pub(super) fn key_in_prompt(&mut self, key: KeyEvent) -> bool {
        let Some(prompt) = &self.prompt else { return false };
        if let Some(does) = self.keys().in_prompt(prompt.asking.context(), key) {
            return self.act_in_prompt(does);
        }
        // Whatever keys were taken away, there is a way out.
        let has_key = |name| self.keys().key_for(prompt.asking.context(), name).is_some();
        match key.code {
            KeyCode::Esc if !has_key("abandon") => return self.act_in_prompt(PromptAction::Abandon),
            KeyCode::Enter if !has_key("answer") => return self.act_in_prompt(PromptAction::Answer),
            _ => {}
        }
        let (Some(prompt), KeyCode::Char(c)) = (&mut self.prompt, key.code) else { return false };
        if !is_plain(key) {
            return false;
        }
        let before = prompt.look();
        match prompt.type_character(c) {
            true => self.typed(),
            false => self.say_full(),
        }
        self.prompt.as_ref().is_none_or(|prompt| prompt.look() != before)
    }

    /// Pasted text: only a prompt takes it.
    pub(super) fn paste(&mut self, text: &SafeText) -> bool {
        let Some(prompt) = &mut self.prompt else { return false };
        if !prompt.paste(text) {
            self.say_full();
        }
        self.typed();
        true
    }

    /// Says that a note is as long as it can be.
    fn say_full(&mut self) {
        if self.prompt.as_ref().is_some_and(|prompt| matches!(prompt.asking, Asking::Note { .. })) {
            let words = self.words.prompts();
            self.say(format!("{}{LONGEST_NOTE}{}", words.note_full, words.note_full_end));
        }
    }

    /// Does what an action means in the prompt; says whether the screen may look otherwise now.
    pub(super) fn act_in_prompt(&mut self, does: PromptAction) -> bool {
        let (cells, ruler) = (self.viewport.note_cells, self.settings.ruler);
        let Some(prompt) = &mut self.prompt else { return false };
        match does {
            PromptAction::Answer => self.answer_prompt(),
            PromptAction::Abandon => self.abandon_prompt(),
            PromptAction::DeleteBack if prompt.text().is_empty() && !matches!(prompt.asking, Asking::Tags { .. }) => {
                self.abandon_prompt();
            }
            PromptAction::Older | PromptAction::Newer => {
                let Some(asked) = self.typed_before.of(&prompt.asking) else { return false };
                if prompt.recall(asked, does == PromptAction::Older) {
                    self.typed();
                }
            }
            PromptAction::Exact | PromptAction::Readings => {
                if !prompt.asking.is_query() && prompt.asking != Asking::Keyword {
                    return false;
                }
                match does {
                    PromptAction::Exact => self.matching.exact = !self.matching.exact,
                    _ => self.matching.readings = !self.matching.readings,
                }
                self.typed();
            }
            PromptAction::NextCompletion | PromptAction::PreviousCompletion => {
                let forward = does == PromptAction::NextCompletion;
                if matches!(prompt.asking, Asking::Action { .. }) {
                    self.walk_completions(forward);
                } else if !prompt.complete(forward) {
                    return false;
                }
            }
            PromptAction::RowUp | PromptAction::RowDown => {
                prompt.walk_rows(does == PromptAction::RowDown, cells, ruler);
            }
            PromptAction::Help => self.open_help(),
            PromptAction::WriteOutside => self.write_note_outside(),
            _ => {
                let before = prompt.look();
                let edited = prompt.edit(does);
                let changed = edited || prompt.look() != before;
                if edited {
                    self.typed();
                }
                return changed;
            }
        }
        true
    }

    /// The prompt's text changed: search and filter follow while it is typed.
    fn typed(&mut self) {
        let Some(prompt) = &mut self.prompt else { return };
        prompt.refused = None;
        if let Asking::Action { context } = prompt.asking {
            return self.complete(context);
        }
        if !prompt.asking.is_query() {
            prompt.offer(&self.matching);
            return;
        }
        let understood = self.matching.understand(prompt.text());
        let wrong = understood.wrong.is_some();
        prompt.wrong = understood.wrong;
        if wrong {
            return;
        }
        let query = understood.query;
        match prompt.asking {
            Asking::Find => self.find_while_typed(query),
            Asking::Filter => {
                self.list.set_filter(query);
                if self.viewport.both {
                    self.follow_selection();
                }
            }
            Asking::Archive => self.search_while_typed(query),
            Asking::Rows => self.filter_rows(query),
            _ => {}
        }
    }

    fn find_while_typed(&mut self, query: Option<Arc<Query>>) {
        let Some(prompt) = &mut self.prompt else { return };
        if matches!(prompt.before.displaced, Displaced::Nothing) {
            prompt.before.displaced = {
                let position = self.reader.article().is_some().then(|| self.reader.position());
                Displaced::Highlights(self.reader.take_highlights(), position)
            };
        }
        let from = prompt.before.location.anchor;
        let empty = query.is_none();
        self.reader.search(query, from);
        let was_there = matches!(
            self.prompt.as_ref().map(|prompt| &prompt.before.displaced),
            Some(Displaced::Highlights(_, Some(_)))
        );
        if was_there && (empty || self.reader.matches().is_empty()) {
            self.reader.go_to(from);
        }
    }

    fn search_while_typed(&mut self, query: Option<Arc<Query>>) {
        let (Some(prompt), Screen::Results(results)) = (&mut self.prompt, &mut self.screen) else { return };
        if let Displaced::Screen { hits: hits @ DisplacedHits::Standing, .. } = &mut prompt.before.displaced {
            *hits = DisplacedHits::Were(results.hits.take(), Box::new(std::mem::take(&mut results.passages)));
        }
        self.search_archive(query);
    }

    fn answer_prompt(&mut self) {
        // What cannot be asked stays to be put right; what is wrong with it is on the screen.
        let refused = self.refusal();
        if let (Some(prompt), Some(_)) = (&mut self.prompt, refused) {
            prompt.refused = refused;
            return;
        }
        let Some(prompt) = self.prompt.take_if(|prompt| prompt.wrong.is_none()) else { return };
        self.notices.pass();
        let text = &prompt.text().to_owned();
        self.keep_matching(&prompt.before.matching);
        if matches!(prompt.asking, Asking::Find | Asking::Filter | Asking::Archive) {
            self.remember_search(text);
        }
        match &prompt.asking {
            Asking::Find => {
                let looked = self.reader.query().is_some() && self.reader.article().is_some();
                if looked && self.reader.matches().is_empty() && !self.reader.is_looking() {
                    self.say(format!("{}  {text}", self.words.not_found));
                }
            }
            Asking::Filter => {
                self.list.choose();
                if self.viewport.both {
                    self.follow_selection();
                }
                let same = self.reader.shown().id() == prompt.before.location.article;
                match prompt.before.displaced {
                    Displaced::List(_, opened_from) if same => self.put_back_opened_from(opened_from),
                    Displaced::List(_, OpenedFrom::Results(_)) => self.commands.push(Command::StopSearch),
                    _ => {}
                }
            }
            Asking::Archive => {
                text.clone_into(&mut self.archive_query);
                if self.results().is_some_and(|results| results.hits.is_none()) {
                    self.leave_results();
                }
            }
            Asking::Rows => {}
            Asking::Action { context } => self.answer_action(*context, &prompt),
            Asking::Note { id } => self.set_note(*id, text),
            Asking::Tags { id } => self.set_tags(*id, text),
            Asking::SavedQuery { id } => self.save_query(id.as_ref(), text),
            Asking::SavedName { id, query } => self.name_saved(id.as_ref(), query, text),
            Asking::SavedKey { id } => self.key_saved(id, text),
            Asking::File { standing } => self.write_to(text, standing.as_deref()),
            Asking::Program => self.pipe_to(text),
            Asking::Word => self.look_up(text),
            Asking::Keyword if text.trim().is_empty() => {}
            Asking::Keyword => self.toggle_keyword(text),
            Asking::Name { word } => {
                self.keywords.set_name(word, text);
                self.keyword_changed(word);
            }
        }
    }

    /// Why what was typed cannot be taken as an answer; none where it can. Of a query the prompt knows that.
    fn refusal(&self) -> Option<&'static str> {
        let prompt = self.prompt.as_ref()?;
        match prompt.asking {
            Asking::Program => self.refused_program(prompt.text()),
            Asking::SavedKey { .. } => self.refused_key(prompt.text()),
            _ => None,
        }
    }

    fn put_back_opened_from(&mut self, opened_from: OpenedFrom) {
        if let Screen::Browse(browse) = &mut self.screen {
            browse.opened_from = opened_from;
        }
    }

    /// Puts back exactly what stood before the prompt.
    fn abandon_prompt(&mut self) {
        let Some(prompt) = self.prompt.take() else { return };
        let PromptBefore { matching, location, displaced } = prompt.before;
        self.matching = matching;
        match displaced {
            Displaced::Rows(filter, selected, top) => self.put_back_rows(filter, selected, top),
            Displaced::Nothing => {}
            Displaced::Annotation(id, before) => self.put_back_annotation(id, before.map(|before| *before)),
            Displaced::Highlights(highlights, position) => {
                self.reader.restore_highlights(highlights);
                if let Some(position) = position {
                    self.reader.resume(position);
                }
            }
            Displaced::List(snapshot, opened_from) => {
                self.list.restore(snapshot);
                if self.reader.shown().id() != location.article {
                    self.go_back_to(location);
                }
                self.put_back_opened_from(opened_from);
            }
            Displaced::Screen { panes, from_results, hits } => {
                if let (DisplacedHits::Were(hits, passages), Screen::Results(results)) = (hits, &mut self.screen) {
                    (results.hits, results.passages) = (hits, *passages);
                    self.resume_search();
                }
                if let Some(panes) = panes {
                    self.take_down_results(panes, from_results);
                }
            }
        }
    }

    /// Remembers what was asked, the last first.
    fn remember_search(&mut self, text: &str) {
        let text = SafeText::line(text);
        if text.is_empty() {
            return;
        }
        self.typed_before.searches.remember(text.clone());
        self.save(Change::Searched(text));
    }
}
