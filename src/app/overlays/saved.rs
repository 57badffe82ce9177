//! The *saved searches*: the list can be switched to each of them, or back to everything.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use unicode_width::UnicodeWidthStr;

use crate::app::App;
use crate::app::action::Action;
use crate::app::keys::Context;
use crate::app::overlay::{Overlay, OverlayLine, Window};
use crate::app::prompt::Asking;
use crate::app::saved_searches::{KnownSearch, SavedBy, SavedChange};
use crate::app::traces::MarkBefore;
use crate::model::{Change, SafeText, SavedSearch};

/// What opens the row of everything.
const ALL: char = '0';
/// A name takes no more cells than this, where a query stands behind it.
const NAME: usize = 24;

impl App {
    /// Opens the saved searches, the one that the list shows selected.
    pub(in crate::app) fn open_saved(&mut self) {
        let shown = self.saved.shown.as_ref().and_then(|id| self.saved.position(id));
        self.understand_saved();
        self.open_overlay(Overlay::Saved(Window::at(shown.map_or(0, |at| at + 1))));
    }

    /// A key that opens one of them, while they are up; false where it is another.
    pub(in crate::app) fn key_among_saved(&mut self, key: KeyEvent) -> bool {
        let (KeyCode::Char(typed), Some(Overlay::Saved(_))) = (key.code, &self.overlay) else { return false };
        let is_plain = key.modifiers.difference(KeyModifiers::SHIFT).is_empty();
        let id = match typed {
            _ if !is_plain || !self.is_free_key(typed) => return false,
            ALL => None,
            typed => match self.saved.of_key(typed) {
                Some(known) => Some(known.saved.id.clone()),
                None => return false,
            },
        };
        self.count = None;
        self.choose_saved(id);
        true
    }

    fn choose_saved(&mut self, id: Option<SafeText>) {
        self.understand_saved();
        if id.as_ref().and_then(|id| self.saved.get(id)).is_some_and(|known| !known.is_understood()) {
            return self.say(self.words.finding().not_understood);
        }
        self.close_overlay();
        self.switch_list(id);
    }

    pub(super) fn act_among_saved(&mut self, action: Action) {
        let Some(row) = self.selected_row() else { return };
        let chosen = row.checked_sub(1).and_then(|at| self.saved.all().get(at)).cloned();
        match (action, chosen) {
            (Action::ChooseSaved, chosen) => self.choose_saved(chosen.map(|known| known.saved.id)),
            (Action::AddSaved, _) => {
                let query = self.query_to_save();
                self.ask(Asking::SavedQuery { id: None }, &query);
            }
            (Action::UndoSaved, _) => self.undo_saved(),
            (_, None) => self.say(self.words.finding().all_stays),
            (_, Some(known)) if known.by == SavedBy::Configuration => self.say(self.words.finding().configured),
            (Action::EditSaved, Some(KnownSearch { saved, .. })) => {
                self.ask(Asking::SavedQuery { id: Some(saved.id) }, &saved.query);
            }
            (Action::RenameSaved, Some(known)) => {
                let name = known.name(self.words).to_owned();
                self.ask(Asking::SavedName { id: Some(known.saved.id), query: String::new() }, &name);
            }
            (Action::RekeySaved, Some(KnownSearch { saved, .. })) => {
                let key = saved.key.map(String::from).unwrap_or_default();
                self.ask(Asking::SavedKey { id: saved.id }, &key);
            }
            (Action::RemoveSaved, Some(known)) => self.change_saved(known.saved.id, None, self.words.finding().removed),
            _ => {}
        }
    }

    /// What would be saved: what the list is filtered by, or what was asked of all articles last.
    fn query_to_save(&self) -> String {
        let asked = self.results().and_then(|results| results.hits.as_ref()).map(|hits| hits.query());
        let query = asked.or_else(|| self.list.filter()).map(|query| query.pattern().to_owned());
        query.unwrap_or_else(|| self.archive_query.clone())
    }

    /// A query was typed to be saved, or in the place of the one that was.
    pub(in crate::app) fn save_query(&mut self, id: Option<&SafeText>, query: &str) {
        if query.trim().is_empty() {
            return;
        }
        let Some(known) = id.and_then(|id| self.saved.get(id)).cloned() else {
            return self.ask(Asking::SavedName { id: None, query: query.to_owned() }, query);
        };
        let saved = SavedSearch { query: SafeText::line(query), ..known.saved };
        self.change_saved(saved.id.clone(), Some((saved, known.by)), self.words.finding().changed);
    }

    /// A name was typed for a saved search, or for a query that is one from now on.
    pub(in crate::app) fn name_saved(&mut self, id: Option<&SafeText>, query: &str, name: &str) {
        let name = SafeText::line(name.trim());
        if let Some(known) = id.and_then(|id| self.saved.get(id)).cloned() {
            let saved = SavedSearch { name, ..known.saved };
            return self.change_saved(saved.id.clone(), Some((saved, known.by)), self.words.finding().changed);
        }
        let id = self.saved.new_id(&name);
        let key = self.saved.free_key(|key| self.is_free_key(key));
        let saved =
            SavedSearch { id: id.clone(), name, query: SafeText::line(query), key, number: self.saved.next_number() };
        self.change_saved(id.clone(), Some((saved, SavedBy::Reader)), self.words.finding().saved);
        if let (Some(at), Some(overlay)) = (self.saved.position(&id), &mut self.overlay) {
            overlay.window_mut().selected = at + 1;
        }
    }

    /// Why what was typed is no key of a saved search; none where it is one, and where nothing was typed.
    pub(in crate::app) fn refused_key(&self, typed: &str) -> Option<&'static str> {
        let mut typed = typed.trim().chars();
        let is_key = |key: char| SavedSearch::is_key(key) && key != ALL && self.is_free_key(key);
        let is_right = typed.next().is_none_or(is_key) && typed.next().is_none();
        (!is_right).then(|| self.words.finding().no_key)
    }

    /// A key was typed for a saved search.
    pub(in crate::app) fn key_saved(&mut self, id: &SafeText, typed: &str) {
        let Some(known) = self.saved.get(id).cloned() else { return };
        let saved = SavedSearch { key: typed.trim().chars().next(), ..known.saved };
        self.change_saved(id.clone(), Some((saved, known.by)), self.words.finding().changed);
    }

    /// Whether a character means nothing else among the saved searches.
    fn is_free_key(&self, key: char) -> bool {
        self.keys().meaning(Context::Saved, KeyEvent::from(KeyCode::Char(key))).is_none()
    }

    /// Puts a saved search in the place of the one of its id, or removes that; says so, and how it is undone.
    fn change_saved(&mut self, id: SafeText, to: Option<(SavedSearch, SavedBy)>, said: &str) {
        let before = self.saved.get(&id).map(|known| (known.saved.clone(), known.by));
        // It may have taken its key from another.
        let key = to.as_ref().and_then(|(saved, _)| saved.key);
        let other = key.and_then(|key| self.saved.of_key(key)).filter(|known| known.saved.id != id);
        let other = other.map(|known| (known.saved.id.clone(), Some((known.saved.clone(), known.by))));
        self.put_saved(&id, to);
        let changed: Vec<SavedChange> = std::iter::once((id, before)).chain(other).collect();
        for (other, _) in changed.iter().skip(1) {
            let own = self.saved.get(other).filter(|known| known.by != SavedBy::Configuration);
            if let Some(saved) = own.map(|known| known.saved.clone()) {
                self.save(Change::SavedSearch(saved));
            }
        }
        self.say(format!("{said}  {}", self.hint(self.words.finding().undo_hint)));
        self.push_undo(said.to_owned(), MarkBefore::Saved(changed));
    }

    /// The same, without a word.
    pub(in crate::app) fn put_saved(&mut self, id: &SafeText, to: Option<(SavedSearch, SavedBy)>) {
        let is_shown = self.saved.shown.as_ref() == Some(id);
        let before = self.saved.get(id).cloned();
        match to {
            Some((saved, by)) => {
                if by != SavedBy::Configuration {
                    self.save(Change::SavedSearch(saved.clone()));
                }
                self.saved.put(saved, by);
            }
            None => {
                self.saved.remove(id);
                match before.as_ref().map(|known| known.by) {
                    // That it was removed is to be kept of one that would be there again.
                    Some(SavedBy::Program) => {
                        let gone = SavedSearch { id: id.clone(), ..SavedSearch::default() };
                        self.save(Change::SavedSearch(gone));
                    }
                    _ => self.save(Change::NoSavedSearch(id.clone())),
                }
            }
        }
        let query = |known: Option<&KnownSearch>| known.map(|known| known.saved.query.clone());
        if is_shown && query(before.as_ref()) != query(self.saved.get(id)) {
            if self.saved.get(id).is_none() {
                self.saved.shown = None;
                self.save(Change::ShownSearch(None));
            }
            self.show_saved();
        }
    }

    /// Undoes what was done to a saved search, and nothing that cannot be seen here.
    fn undo_saved(&mut self) {
        if !self.changed_saved_last() {
            return self.say(self.words.nothing_to_undo);
        }
        self.undo_mark();
    }
}

/// The row of everything, or of a saved search: its key, its name and its query, how many articles it finds.
pub(super) fn line(app: &App, at: usize) -> Option<OverlayLine> {
    let words = app.words.finding();
    let holds = |is: bool| if is { format!("  {}", app.words.holds) } else { String::new() };
    let Some(at) = at.checked_sub(1) else {
        let text = format!("{}{}", words.all, holds(app.saved.shown.is_none()));
        let end = app.words.count_articles(app.list.len());
        return Some(OverlayLine {
            label: ALL.to_string(),
            quiet: words.all.len()..text.len(),
            text,
            end,
            ..OverlayLine::default()
        });
    };
    let known = app.saved.all().get(at)?;
    let name = known.name(app.words);
    let widest = app.saved.all().iter().map(|known| known.name(app.words).width()).max().unwrap_or_default();
    let blanks = widest.min(NAME).saturating_sub(name.width()) + 2;
    let is_shown = app.saved.shown.as_ref() == Some(&known.saved.id);
    let text = format!("{name}{:blanks$}{}{}", "", known.saved.query, holds(is_shown));
    let end = match (known.is_understood(), known.count()) {
        (false, _) => words.not_understood.to_owned(),
        (true, Some(count)) => app.words.count_articles(count),
        (true, None) => app.words.looking.to_owned(),
    };
    let label = known.saved.key.map(String::from).unwrap_or_default();
    Some(OverlayLine { label, quiet: name.len()..text.len(), text, end, ..OverlayLine::default() })
}
