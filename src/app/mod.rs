//! The *app*: the state of the reader program, and what actions do to it. No I/O, no drawing.
//!
//! [`App::apply`] changes the state and says at most that something has to be done outside (an [`Effect`]);
//! [`App::settle`] lays out and clamps, once a frame; the view reads the result.

mod action;
mod choosing;
mod details;
mod errand;
mod everywhere;
mod keys;
mod left;
mod list;
mod matches;
mod panel;
mod prompt;
mod reader;
mod results;
mod typing;
mod viewport;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

use crossterm::event::KeyEvent;

use crate::model::{Article, Change, Entry, EntryId, Failure, KeptWord, Memory, RequestId, SafeText, Words};
use crate::search::{Keywords, Matching, Slot};
use crate::text::page::{Anchor, ParagraphStyle};
use crate::text::{Pace, Settings};
use left::Left;

pub use action::Action;
pub use errand::Errand;
pub use keys::{Binding, Group, KeyTable, PromptAction, PromptBinding};
pub use list::List;
pub use matches::{Matches, hit_anchor};
pub use panel::{About, Line, Panel};
pub use prompt::{Asking, Prompt};
pub use reader::{Progress, Reader, Shown, Walked};
pub use results::{Order, Results};
pub use viewport::Viewport;

/// Something that has to be done outside of the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Read an article; the answer comes back through [`App::article`].
    Open(EntryId),
    /// Leave.
    Quit,
    /// Stop until the shell continues us.
    Suspend,
    /// Draw from nothing.
    Redraw,
}

/// The pane that keys go to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The list of articles.
    #[default]
    List,
    /// The article.
    Reader,
}

/// How far the loader is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loading {
    /// Files found.
    pub found: usize,
    /// Files read.
    pub read: usize,
    /// Whether everything is read.
    pub done: bool,
    /// What the loader said when it died.
    pub died: Option<SafeText>,
}

/// The state of the reader program.
pub struct App {
    /// The words of the interface.
    pub words: &'static Words,
    /// The list pane.
    pub list: List,
    /// The reader pane.
    pub reader: Reader,
    /// The words that are lit.
    pub keywords: Keywords,
    /// How text is set.
    pub settings: Settings,
    /// How far the loader is.
    pub loading: Loading,
    pace: Pace,
    focus: Pane,
    list_hidden: bool,
    prompt: Option<Prompt>,
    panel: Option<Panel>,
    notice: Option<SafeText>,
    /// What was searched for, the last first.
    searches: Vec<SafeText>,
    /// How what is typed is compared.
    pub matching: Matching,
    results: Option<Results>,
    /// Whether the results are on the screen.
    in_results: bool,
    /// Whether the article was opened from the results: going back goes there.
    from_results: bool,
    /// How often articles have the keywords, by their number, and the number of the question.
    counts: HashMap<EntryId, Vec<u32>>,
    counting: u64,
    terms: Option<(EntryId, Vec<(SafeText, usize)>)>,
    /// The keywords that were there from the start: the configuration or the command line has them.
    given: Vec<String>,
    /// Where the reader was before the results came onto the screen.
    left: Option<Left>,
    /// The number of the last question to the search desk.
    asked: u64,
    /// What is to be done outside and has not been handed out yet.
    errands: Vec<Errand>,
    room: Viewport,
    /// The loader may still bring newer articles: what is shown then follows the list's top.
    untouched: bool,
}

impl App {
    /// A program without any article yet.
    pub fn new(words: &'static Words, settings: Settings, keywords: Keywords) -> Self {
        let mut app = Self {
            words,
            list: List::default(),
            reader: Reader::default(),
            keywords,
            settings,
            loading: Loading::default(),
            pace: Pace::default(),
            focus: Pane::List,
            list_hidden: false,
            prompt: None,
            panel: None,
            notice: None,
            searches: Vec::new(),
            matching: Matching::default(),
            results: None,
            in_results: false,
            from_results: false,
            counts: HashMap::new(),
            counting: 0,
            terms: None,
            given: Vec::new(),
            left: None,
            asked: 0,
            errands: Vec::new(),
            room: Viewport::default(),
            untouched: true,
        };
        app.given = app.keywords.iter().map(|keyword| keyword.pattern().to_owned()).collect();
        if !app.keywords.is_empty() {
            app.count_keywords();
        }
        app
    }

    /// Begins in the text and not in the list, which `alone` hides; the first article opens as soon as it is there.
    pub fn start_in_reader(&mut self, alone: bool) {
        self.focus = Pane::Reader;
        self.list_hidden = alone;
    }

    /// The pane that has the focus.
    pub fn focus(&self) -> Pane {
        self.focus
    }

    /// Whether the list is hidden.
    pub fn list_hidden(&self) -> bool {
        self.list_hidden
    }

    /// The prompt, while one is open.
    pub fn prompt(&self) -> Option<&Prompt> {
        self.prompt.as_ref()
    }

    /// The panel that is open over everything.
    pub fn panel(&self) -> Option<&Panel> {
        self.panel.as_ref()
    }

    /// What the last action had to say.
    pub fn notice(&self) -> Option<&SafeText> {
        self.notice.as_ref()
    }

    /// Entries from the loader.
    pub fn entries(&mut self, batch: Vec<(EntryId, Entry)>) -> Option<Effect> {
        self.list.add(batch);
        // With both panes on the screen the newest article is open beside the list, until the reader chooses.
        if self.untouched { self.follow_selection() } else { None }
    }

    /// The loader's answer to [`Effect::Open`].
    pub fn article(&mut self, id: EntryId, answer: Result<Arc<Article>, Failure>) {
        self.reader.answer(id, answer);
    }

    /// What is remembered of earlier runs. What was done in this one before it came stays in front.
    pub fn remember(&mut self, memory: Memory) {
        for text in memory.searches {
            if !self.searches.contains(&text) {
                self.searches.push(text);
            }
        }
        for kept in &memory.keywords {
            if self.keywords.add(&kept.word) {
                if let Some(slot) = Slot::new(usize::from(kept.slot)) {
                    self.keywords.set_slot(&kept.word, slot);
                }
                self.keywords.set_name(&kept.word, kept.name.as_deref().unwrap_or_default());
                self.keywords.set_on(&kept.word, kept.on);
            }
        }
        self.count_keywords();
    }

    /// What is to be done outside since this was asked last.
    pub fn take_errands(&mut self) -> Vec<Errand> {
        if let Some((number, id, query)) = self.reader.question() {
            self.errands.push(Errand::Find { request: RequestId(number), id, query });
        }
        std::mem::take(&mut self.errands)
    }

    fn changed(&mut self, change: Change) {
        self.errands.push(Errand::Keep(change));
    }

    /// Something outside went wrong that the reader has to know.
    pub fn warn(&mut self, text: &str) {
        self.say(text);
    }

    /// A keyword has changed: it is to be remembered as it is now, and counted.
    fn keyword_changed(&mut self, word: &str) {
        let found = self.keywords.iter().find(|keyword| keyword.pattern() == word);
        let kept = SafeText::line(word);
        let change = match found {
            Some(keyword) => Change::Keyword(KeptWord {
                word: kept,
                name: Some(SafeText::line(keyword.name())).filter(|_| keyword.name() != word),
                slot: u8::try_from(keyword.slot().index()).unwrap_or_default(),
                on: keyword.is_on(),
            }),
            None => Change::NoKeyword(kept),
        };
        self.changed(change);
        self.count_keywords();
    }

    fn toggle_keyword(&mut self, word: &str) {
        if self.keywords.toggle(word) {
            self.say(format!("{}  {word}", self.words.keyword_added));
        } else {
            self.say_removed(word);
        }
        self.keyword_changed(word);
    }

    fn say_removed(&mut self, word: &str) {
        let again = self.given.iter().any(|given| given == word);
        let given = if again { format!("  ({})", self.words.keyword_given) } else { String::new() };
        self.say(format!("{}  {word}{given}", self.words.keyword_removed));
    }

    fn follow_selection(&mut self) -> Option<Effect> {
        let begins_in_reader = self.untouched && self.focus == Pane::Reader;
        if !self.room.both && !begins_in_reader {
            return None;
        }
        match self.list.selected() {
            Some(id) => self.open(id),
            None => {
                self.reader.close();
                None
            }
        }
    }

    fn open(&mut self, id: EntryId) -> Option<Effect> {
        if self.reader.shown().id() == Some(id) {
            return None;
        }
        self.reader.wait_for(id);
        Some(Effect::Open(id))
    }

    /// Lays out and clamps, once a frame. May ask for the article that has come into view.
    pub fn settle(&mut self, room: Viewport) -> Option<Effect> {
        let opened = room.both && !self.room.both && self.reader.shown().id().is_none();
        self.room = room;
        let effect = if opened { self.follow_selection() } else { None };
        self.list.settle(room.list_entries);
        if let Some(results) = &mut self.results {
            results.settle(room.results);
        }
        if room.reader_rows > 0 {
            self.reader.settle(room, &self.settings, self.words, self.pace);
        }
        if let Some(panel) = self.panel.take() {
            // Taken out for a moment: what it shows is the rest of the state.
            let mut panel = panel;
            panel.settle(self);
            self.panel = Some(panel);
        }
        effect
    }

    /// Learns the reader's pace from what was settled last; `now` is when that came onto the screen.
    pub fn keep_pace(&mut self, now: Instant) {
        match self.reader.take_progress() {
            Some(Progress::ReadOn(zi)) => self.pace.read_on(zi, now),
            Some(Progress::Elsewhere) => self.pace.went_elsewhere(now),
            None => {}
        }
    }

    /// What a key does.
    pub fn key(&mut self, key: KeyEvent) -> Option<Effect> {
        if self.prompt.is_some() {
            return self.key_in_prompt(key);
        }
        let action = KeyTable::get().meaning(key)?;
        self.apply(action)
    }

    /// Pasted text: only a prompt takes it.
    pub fn paste(&mut self, text: &SafeText) -> Option<Effect> {
        self.prompt.as_mut()?.paste(text);
        self.typed()
    }

    fn say(&mut self, text: impl AsRef<str>) {
        self.notice = Some(SafeText::line(text.as_ref()));
    }

    /// Does what an action means.
    pub fn apply(&mut self, action: Action) -> Option<Effect> {
        self.notice = None;
        match action {
            Action::Quit => return Some(Effect::Quit),
            Action::Suspend => return Some(Effect::Suspend),
            Action::Redraw => return Some(Effect::Redraw),
            _ => {}
        }
        if self.panel.is_some() {
            return self.apply_in_panel(action);
        }
        if self.in_results
            && let Some(effect) = self.apply_in_results(action)
        {
            return effect;
        }
        self.touch();
        match action {
            Action::Help => self.panel = Some(Panel::new(About::Help)),
            Action::Keywords => self.panel = Some(Panel::new(About::Keywords)),
            Action::Details => self.open_panel(About::Details),
            Action::Terms if self.search_selection(self.reader.anchor()) => {}
            Action::Terms => self.open_terms(),
            Action::Matches if self.reader.query().is_none() => self.say(self.words.no_search),
            Action::Matches if self.reader.matches().is_empty() => self.say(self.words.not_found),
            Action::Matches => self.open_panel(About::Matches),
            Action::SearchArchive => self.ask_archive(),
            Action::OtherPane if self.focus == Pane::List => return self.enter(),
            Action::OtherPane | Action::FocusList => self.set_focus(Pane::List),
            Action::FocusReader | Action::Open => return self.enter(),
            Action::ToggleList => {
                self.list_hidden = !self.list_hidden;
                if self.list_hidden {
                    return self.enter();
                }
            }
            Action::NextArticle => return self.neighbour(1),
            Action::PreviousArticle => return self.neighbour(-1),
            Action::Back => return self.back(),
            Action::Clear => return self.clear(),
            Action::Search => self.ask_search(),
            Action::ToggleKeyword => {
                let text = self.reader.selected_text().unwrap_or_default();
                self.prompt = Some(Prompt::new(Asking::Keyword, &text));
            }
            Action::NextMatch => self.walk(true),
            Action::PreviousMatch => self.walk(false),
            Action::ToggleCut => match self.reader.toggle_cut() {
                Some(0) => self.say(self.words.nothing_cut),
                Some(count) => self.say(format!("{} {count}", self.words.cut_shown)),
                None => {}
            },
            Action::Narrower | Action::Wider => {
                self.settings.change_measure(if action == Action::Wider { 4 } else { -4 });
                self.say(format!("{} {}", self.words.measure, self.settings.measure / 2));
            }
            Action::ToggleGap => {
                self.settings.line_gap = !self.settings.line_gap;
                self.say(if self.settings.line_gap { self.words.gap_on } else { self.words.gap_off });
            }
            Action::ToggleParagraphs => {
                let (style, said) = match self.settings.paragraph {
                    ParagraphStyle::Book => (ParagraphStyle::Web, self.words.web),
                    ParagraphStyle::Web => (ParagraphStyle::Book, self.words.book),
                };
                self.settings.paragraph = style;
                self.say(said);
            }
            Action::ToggleAutospace => {
                self.settings.autospace = !self.settings.autospace;
                self.say(if self.settings.autospace { self.words.autospace_on } else { self.words.autospace_off });
            }
            Action::ToggleCodeWrap => {
                self.settings.wrap_code = !self.settings.wrap_code;
                self.say(if self.settings.wrap_code { self.words.code_wrapped } else { self.words.code_scrolls });
            }
            Action::CodeLeft => self.reader.scroll_code(false),
            Action::CodeRight => self.reader.scroll_code(true),
            _ if self.focus == Pane::List => return self.move_in_list(action),
            _ => self.move_in_reader(action),
        }
        None
    }

    /// The reader is at work: nothing that the loader brings moves what is selected and shown.
    fn touch(&mut self) {
        if std::mem::take(&mut self.untouched) {
            self.list.choose();
        }
    }

    fn set_focus(&mut self, pane: Pane) {
        self.focus = pane;
        if pane == Pane::List {
            self.list_hidden = false;
        }
    }

    /// Into the reader, with the selected article.
    fn enter(&mut self) -> Option<Effect> {
        self.set_focus(Pane::Reader);
        self.from_results = false;
        self.list.selected().and_then(|id| self.open(id))
    }

    fn neighbour(&mut self, by: isize) -> Option<Effect> {
        if self.from_results && self.focus == Pane::Reader {
            return self.neighbour_result(by);
        }
        if !self.list.select_by(by) {
            self.say(self.words.no_more);
            return None;
        }
        self.list.selected().and_then(|id| self.open(id))
    }

    fn back(&mut self) -> Option<Effect> {
        if self.focus == Pane::List {
            return Some(Effect::Quit);
        }
        if std::mem::take(&mut self.from_results) && self.results.is_some() {
            self.in_results = true;
            return None;
        }
        self.set_focus(Pane::List);
        None
    }

    fn clear(&mut self) -> Option<Effect> {
        if self.focus == Pane::List && self.list.filter().is_some() {
            self.list.set_filter(None);
            return self.follow_selection();
        }
        if self.reader.unselect() {
            return None;
        }
        let here = self.reader.anchor();
        self.reader.search(None, here);
        None
    }

    fn walk(&mut self, forward: bool) {
        if self.reader.query().is_none() {
            return self.say(self.words.no_search);
        }
        match (self.reader.walk(forward), forward) {
            (Walked::There, _) => {}
            (Walked::Around, true) => self.say(self.words.wrapped_down),
            (Walked::Around, false) => self.say(self.words.wrapped_up),
            (Walked::Nowhere, _) => self.say(self.words.not_found),
        }
    }

    fn move_in_list(&mut self, action: Action) -> Option<Effect> {
        let page = isize::try_from(self.room.list_entries.max(1)).unwrap_or(1);
        let by = match action {
            Action::LineDown => 1,
            Action::LineUp => -1,
            Action::HalfDown => (page / 2).max(1),
            Action::HalfUp => -(page / 2).max(1),
            Action::PageDown => page,
            Action::PageUp => -page,
            Action::Top => isize::MIN,
            Action::End => isize::MAX,
            // Headings are in the text: these two mean the reader wherever the focus is.
            _ => {
                self.move_in_reader(action);
                return None;
            }
        };
        self.list.select_by(by);
        self.follow_selection()
    }

    fn move_in_reader(&mut self, action: Action) {
        match action {
            Action::LineDown => self.reader.scroll(1),
            Action::LineUp => self.reader.scroll(-1),
            Action::HalfDown => self.reader.scroll_pages(1),
            Action::HalfUp => self.reader.scroll_pages(-1),
            Action::PageDown => self.reader.scroll_pages(2),
            Action::PageUp => self.reader.scroll_pages(-2),
            Action::Top => self.reader.to_top(),
            Action::End => self.reader.to_end(),
            Action::NextHeading | Action::PreviousHeading if !self.reader.to_heading(action == Action::NextHeading) => {
                self.say(self.words.no_heading);
            }
            _ => {}
        }
    }

    /// The wheel over a pane.
    pub fn wheel(&mut self, pane: Pane, rows: isize) -> Option<Effect> {
        if let Some(panel) = &mut self.panel {
            panel.scroll(rows);
            return None;
        }
        if self.in_results {
            if let Some(results) = &mut self.results {
                results.select_by(rows.signum());
            }
            return None;
        }
        self.touch();
        match pane {
            Pane::Reader => self.reader.scroll(rows),
            Pane::List => {
                self.list.select_by(rows.signum());
                return self.follow_selection();
            }
        }
        None
    }

    /// A click: on an entry of the list by its position, or into the text.
    pub fn click(&mut self, pane: Pane, position: Option<usize>) -> Option<Effect> {
        if self.panel.take().is_some() || self.prompt.is_some() {
            return None;
        }
        self.touch();
        self.notice = None;
        if self.in_results {
            let chosen = position.is_some_and(|row| self.results.as_mut().is_some_and(|r| r.select_row(row)));
            return if chosen { self.open_result() } else { None };
        }
        self.set_focus(pane);
        self.reader.unselect();
        match (pane, position) {
            (Pane::List, Some(position)) if position < self.list.shown().len() => {
                self.list.select_at(position);
                if self.room.both { self.follow_selection() } else { self.enter() }
            }
            _ => None,
        }
    }

    /// The button was pressed at one place of the text and released at another.
    pub fn select(&mut self, from: Anchor, to: Anchor) {
        self.reader.select(from, to);
        if self.reader.selection().is_some() {
            self.say(self.words.selected);
        }
    }

    /// A double click on a place of the text: its word is selected, and searched.
    pub fn double_click(&mut self, at: Anchor) {
        self.reader.select_word(at);
        self.search_selection(at);
    }

    /// Searches what is selected; false where nothing is.
    fn search_selection(&mut self, from: Anchor) -> bool {
        let Some(text) = self.reader.selected_text() else { return false };
        self.search_as_it_stands(&text, from);
        true
    }

    /// Searches a text as it stands: whatever is in it, it is no query.
    fn search_as_it_stands(&mut self, text: &str, from: Anchor) {
        let quoted = format!("\"{}\"", text.replace('"', " "));
        let plain = text.chars().all(|c| c.is_alphanumeric() && !c.is_ascii());
        let query = self.matching.understand(if plain { text } else { &quoted }).query;
        self.reader.search(query, from);
    }
}
