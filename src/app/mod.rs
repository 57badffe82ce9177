//! The *app*: the state of the reader program, and what actions do to it. No I/O, no drawing.
//!
//! [`App::apply`] changes the state and says at most that something has to be done outside (an [`Effect`]);
//! [`App::settle`] lays out and clamps, once a frame; the view reads the result.

mod action;
mod credits;
mod details;
mod keys;
mod list;
mod pace;
mod panel;
mod prompt;
mod reader;
mod settings;
mod typing;
mod words;

use std::sync::Arc;
use std::time::Instant;

use crossterm::event::KeyEvent;

use crate::model::{Article, Change, Entry, EntryId, Failure, KeptWord, Memory, SafeText};
use crate::search::Keywords;
use crate::text::page::ParagraphStyle;

pub use action::Action;
pub use credits::byline;
pub use keys::{Binding, Group, KeyTable};
pub use list::List;
pub use pace::Pace;
pub use panel::{About, Line, Panel};
pub use prompt::{Asking, Prompt};
pub use reader::{Progress, Reader, Shown, Walked, hit_anchor, page_of};
pub use settings::{MEASURES, Room, Settings};
pub use words::{Language, Words};

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
    /// What is to be remembered and has not been handed out yet.
    changes: Vec<Change>,
    room: Room,
    /// The loader may still bring newer articles: what is shown then follows the list's top.
    untouched: bool,
}

impl App {
    /// A program without any article yet.
    pub fn new(words: &'static Words, settings: Settings, keywords: Keywords) -> Self {
        Self {
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
            changes: Vec::new(),
            room: Room::default(),
            untouched: true,
        }
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
        for kept in memory.keywords.iter().filter(|kept| kept.on) {
            self.keywords.add(&kept.word);
        }
    }

    /// What is to be remembered since this was asked last.
    pub fn take_changes(&mut self) -> Vec<Change> {
        std::mem::take(&mut self.changes)
    }

    /// Something outside went wrong that the reader has to know.
    pub fn warn(&mut self, text: &str) {
        self.say(text);
    }

    /// A keyword is to be remembered as it is now.
    fn keyword_changed(&mut self, word: &str) {
        let found = self.keywords.iter().find(|keyword| keyword.pattern() == word);
        let word = SafeText::line(word);
        self.changes.push(match found {
            Some(keyword) => Change::Keyword(KeptWord { word, slot: keyword.slot().index() as u8, on: true }),
            None => Change::NoKeyword(word),
        });
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
    pub fn settle(&mut self, room: Room) -> Option<Effect> {
        let opened = room.both && !self.room.both && self.reader.shown().id().is_none();
        self.room = room;
        let effect = if opened { self.follow_selection() } else { None };
        self.list.settle(room.list_entries);
        if room.reader_rows > 0 {
            self.reader.settle(room, &self.settings, self.words, self.pace);
        }
        if let Some(panel) = &mut self.panel {
            let article = self.reader.article().map(|article| &**article);
            panel.settle(article, room, self.words, self.settings.ruler);
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
        if let Some(panel) = &mut self.panel {
            if !panel.apply(action, self.room) {
                self.panel = None;
            }
            return None;
        }
        self.touch();
        match action {
            Action::Help => self.panel = Some(Panel::new(About::Help)),
            Action::Details if self.reader.article().is_some() => self.panel = Some(Panel::new(About::Details)),
            Action::Details => self.say(self.words.nothing_open),
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
            Action::ToggleKeyword => self.prompt = Some(Prompt::new(Asking::Keyword, "")),
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
        self.list.selected().and_then(|id| self.open(id))
    }

    fn neighbour(&mut self, by: isize) -> Option<Effect> {
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
        self.set_focus(Pane::List);
        None
    }

    fn clear(&mut self) -> Option<Effect> {
        if self.focus == Pane::List && self.list.filter().is_some() {
            self.list.set_filter(None);
            return self.follow_selection();
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
        self.set_focus(pane);
        match (pane, position) {
            (Pane::List, Some(position)) if position < self.list.shown().len() => {
                self.list.select_at(position);
                if self.room.both { self.follow_selection() } else { self.enter() }
            }
            _ => None,
        }
    }
}
