//! The *app*: the state of the reader program, and what happens to it. No I/O, no drawing, no threads.
//!
//! [`App::update`] takes one [`Message`] and says whether the screen may look otherwise now; [`App::settle`] lays out and
//! clamps, once a frame; what is wanted of outside leaves as [`Command`]s by [`App::commands`]; the view reads the result.

mod action;
mod action_names;
mod action_prompt;
mod action_rows;
mod aloud;
mod annotating;
mod annotations;
mod answers;
mod archive_search;
mod articles;
mod bookmarks;
mod browse;
mod command;
mod completion;
mod configured;
mod exporting;
mod getters;
mod highlights;
mod hint;
mod hint_text;
mod hit_list;
mod keys;
mod keyword_counts;
mod keywords;
mod link_numbers;
mod links;
mod list;
mod listing;
mod loading;
mod location;
mod matches;
mod message;
mod motion;
mod mouse;
mod notices;
mod open_book;
mod overlay;
mod overlays;
mod pane;
mod passage_list;
mod passages;
mod pictures;
mod prompt;
mod prompt_action;
mod reader;
mod remote;
mod requests;
mod results;
mod resume;
mod saved_searches;
mod screen;
mod scrolling;
mod set_text;
mod sight;
mod switching;
mod tagging;
mod taking;
mod target;
mod traces;
mod typed_before;
mod typed_text;
mod typing;
mod viewport;
mod visits;

use std::time::Instant;

use crossterm::event::KeyEvent;

use crate::model::{Bookmark, EntryId, HighlightColour, LastView, RequestId, Words};
use crate::search::{Keywords, Matching};
use crate::text::{Pace, Settings};

pub use action::{Action, CopyWhat};
pub use action_rows::{ActionRow, ActionRows};
pub use annotations::{Annotations, PlacedAnnotation};
pub use bookmarks::LetterFor;
pub use command::{Command, Copied};
pub use configured::Configured;
pub use hint::{HintItem, HintKey, said_items};
pub use hit_list::{HitList, Order};
pub use keys::{Binding, Context, Group, KeyTable};
pub use link_numbers::LinkNumbers;
pub use links::Link;
pub use list::{List, ListRow, MonthCounts};
pub use loading::Loading;
pub use matches::{Matches, hit_anchor};
pub use message::Message;
pub use notices::{Notice, NoticeKind};
pub use overlay::{Overlay, OverlayLine, Window};
pub use pane::Pane;
pub use passage_list::PassageList;
pub use pictures::{ArticlePicture, PictureNews, PictureOverlay};
pub use prompt::{Asking, LONGEST_NOTE, Prompt};
pub use prompt_action::PromptAction;
pub use reader::{Progress, ReaderPane, Shown, TextUnit};
pub use results::Results;
pub use saved_searches::{KnownSearch, SavedBy, SavedSearches};
pub use screen::{Browse, OpenedFrom, Screen};
pub use set_text::LIST_WIDTHS;
pub use target::{Grip, Target};
pub use viewport::Viewport;

use keyword_counts::KnownCounts;
use motion::count_with;
use resume::{GoneArticle, Resuming};
use set_text::SaidSettings;
use sight::Sight;
use target::Press;
use traces::{MarkUndo, ReadingTrack};
use visits::Visits;

/// The state of the reader program.
pub struct App {
    /// The words of the interface.
    pub words: &'static Words,
    /// How text is set.
    pub settings: Settings,
    /// How what is typed is compared.
    pub matching: Matching,
    /// The cells of the list pane beside the text; none for as many as there are best.
    pub list_width: Option<u16>,
    /// Whether the head of the list has bars of the months.
    pub list_months: bool,
    mouse: mouse::MouseUse,
    /// The keys, where they are others than those of the program.
    keys: Option<KeyTable>,
    list: List,
    reader: ReaderPane,
    keywords: Keywords,
    /// Whether the list was arranged in this run: then what an earlier one kept comes too late.
    arranged: bool,
    counts: KnownCounts,
    loading: Loading,
    pace: Pace,
    screen: Screen,
    overlay: Option<Overlay>,
    /// What the help was opened over.
    under_help: Option<Box<overlays::help::UnderHelp>>,
    prompt: Option<Prompt>,
    notices: notices::Notices,
    /// The digits typed before an action.
    count: Option<usize>,
    typed_before: typed_before::TypedBefore,
    /// What is read aloud.
    aloud: Option<aloud::Aloud>,
    /// How the text scrolls by itself.
    scrolling: Option<scrolling::AutoScroll>,
    pictures: pictures::PictureState,
    /// The links on the screen, while they have numbers.
    link_numbers: Option<LinkNumbers>,
    /// What was asked of all articles last: it stands in the prompt when it opens again.
    archive_query: String,
    /// The places that were left by a jump.
    visits: Visits,
    viewport: Viewport,
    pressed: Option<Press>,
    /// The number of what is on the screen, one more with each that comes: what was pressed on another is not on this one.
    screen_number: u64,
    /// The actions on marks that can be undone, the last one last.
    undo: Vec<MarkUndo>,
    track: ReadingTrack,
    annotations: Annotations,
    highlight_colour: HighlightColour,
    bookmarks: Vec<Bookmark>,
    /// What the next letter is for.
    letter_awaited: Option<LetterFor>,
    /// Where to go in an article as soon as it is there.
    sight: Option<(EntryId, Sight)>,
    saved: SavedSearches,
    resuming: Resuming,
    gone: Option<GoneArticle>,
    /// Whether articles open at their beginnings, wherever they were left.
    fresh: bool,
    /// Whether one article was opened by itself.
    started_alone: bool,
    /// The settings as the configuration has them; none where nothing is kept between runs.
    configured: Option<SaidSettings>,
    /// How the archive was looked at when that was kept last.
    kept_view: Option<LastView>,
    commands: Vec<Command>,
    last_request: RequestId,
}

impl App {
    /// A program without any article yet.
    pub fn new(words: &'static Words, settings: Settings, keywords: Keywords) -> Self {
        let mut app = Self {
            words,
            settings,
            matching: Matching::default(),
            list_width: None,
            list_months: true,
            mouse: mouse::MouseUse::of(true),
            keys: None,
            list: List::default(),
            arranged: false,
            reader: ReaderPane::default(),
            counts: KnownCounts::of(&keywords),
            keywords,
            loading: Loading::default(),
            pace: Pace::default(),
            screen: Screen::Browse(Browse::default()),
            overlay: None,
            under_help: None,
            prompt: None,
            notices: notices::Notices::default(),
            count: None,
            typed_before: typed_before::TypedBefore::default(),
            aloud: None,
            scrolling: None,
            pictures: pictures::PictureState::default(),
            link_numbers: None,
            archive_query: String::new(),
            visits: Visits::default(),
            viewport: Viewport::default(),
            pressed: None,
            screen_number: 0,
            undo: Vec::new(),
            track: ReadingTrack::default(),
            annotations: Annotations::default(),
            highlight_colour: HighlightColour::default(),
            bookmarks: Vec::new(),
            letter_awaited: None,
            sight: None,
            saved: SavedSearches::given(Vec::new()),
            resuming: Resuming::default(),
            gone: None,
            fresh: false,
            started_alone: false,
            configured: None,
            kept_view: None,
            commands: Vec::new(),
            last_request: RequestId::default(),
        };
        if !app.keywords.is_empty() {
            app.count_keywords();
        }
        app
    }

    /// Takes in what happened; says whether the screen may look otherwise now.
    pub fn update(&mut self, message: Message) -> bool {
        match message {
            Message::Key(key) => self.key(key),
            Message::Paste(text) => self.paste(&text),
            Message::Press { .. } if self.link_numbers.take().is_some() => true,
            Message::Press { target, cell, when } => self.press(target, cell, when),
            Message::Drag(target) => self.drag(target),
            Message::DragOn(rows) => self.drag_on(rows),
            Message::Release(target) => self.release(target),
            Message::Wheel(target, rows) => self.wheel(target, rows),
            Message::Entries(batch) => self.take_entries(batch),
            Message::Gone(ids) => self.take_gone(&ids),
            Message::Statistics(statistics) => self.take_statistics(statistics),
            Message::FileStands(path) => self.ask_over(path),
            Message::NoteWritten(id, text) => self.take_note(id, &text),
            Message::Progress { found, read } => self.take_progress(found, read),
            Message::OtherFiles(others) => {
                self.loading.others = others;
                self.is_list_seen()
            }
            Message::AllRead => {
                self.all_are_listed();
                !std::mem::replace(&mut self.loading.done, true)
            }
            Message::Article(id, answer) => self.take_article(id, answer),
            Message::Excerpt { id, article, seam } => self.reader.show_excerpt(id, article, seam),
            Message::Found { request, found } => self.reader.found(request, found),
            Message::Hits { request, hits, searched } => self.take_hits(request, hits, searched),
            Message::Counts { request, counts } => self.counts.take(request, counts),
            Message::Members { request, members } => self.take_members(request, &members),
            Message::Passages { request, passages } => self.take_passages(request, passages),
            Message::Terms { request, terms } => self.take_terms(request, terms),
            Message::Defined { request, definitions } => self.take_definitions(request, definitions),
            Message::Spoken { request, failed } => self.take_spoken(request, failed),
            Message::Picture(news) => self.take_picture(news),
            Message::Tick(now) => self.tick(now),
            Message::Memory(memory) => self.take_memory(*memory),
            Message::Traces(rows) => self.take_traces(rows),
            Message::Notice(kind, text) => {
                self.notify(kind, text);
                true
            }
            Message::Died(text) => {
                self.loading.died = Some(text);
                true
            }
        }
    }

    /// What is wanted of outside since this was asked last.
    pub fn commands(&mut self) -> Vec<Command> {
        let Self { reader, last_request, commands, mouse, .. } = self;
        if let Some((request, article, query)) = reader.question(|| requests::next(last_request)) {
            commands.push(Command::Find { request, article, query });
        }
        let mut wanted: Vec<Command> = Vec::new();
        for command in std::mem::take(commands).into_iter().chain(mouse.take_news()) {
            wanted.retain(|before| !before.is_superseded_by(&command));
            wanted.push(command);
        }
        wanted
    }

    /// Lays out and clamps, once a frame.
    pub fn settle(&mut self, viewport: Viewport) {
        self.viewport = viewport;
        let is_moot = |notice: &Notice| *notice.text == *self.hint(self.words.not_on_screen);
        if viewport.both && self.notice().is_some_and(is_moot) {
            self.notices.drop_shown();
        }
        if self.list.is_chosen() && !self.is_awaiting_memory() {
            self.resuming = Resuming::Done;
        }
        let is_shown = viewport.both || self.focus() == Pane::Reader;
        if self.list.take_in() && !self.list.is_chosen() && !self.is_resuming() && is_shown {
            // The first article is open, beside the list or alone, until the reader chooses.
            self.follow_selection();
        }
        self.settle_saved();
        self.agree();
        self.place_annotations();
        self.settle_sight();
        match &mut self.screen {
            // What is not on the screen stays where it is, to be found there again.
            Screen::Results(results) => {
                if let Some(hits) = &mut results.hits {
                    hits.settle(viewport.results);
                }
                self.settle_passages();
            }
            Screen::Browse(_) => {
                if viewport.list_rows > 0 {
                    self.list.settle(viewport.list_rows, viewport.entry_rows);
                    if viewport.months && self.list_months {
                        self.list.count_months();
                    }
                }
                if viewport.reader_rows > 0 {
                    let pictures = self.picture_rows(viewport);
                    self.reader.settle(viewport, &self.settings, self.words, self.pace, &pictures);
                }
            }
        }
        self.settle_inline_pictures();
        self.settle_overlay();
        self.keep_aloud();
        self.keep_place();
        self.keep_view();
    }

    /// Learns the reader's pace from what was settled last; `now` is when that came onto the screen.
    pub fn keep_pace(&mut self, now: Instant) {
        match self.reader.take_progress() {
            Some(Progress::ReadOn(zi)) => self.pace.read_on(zi, now),
            Some(Progress::Elsewhere) => self.pace.went_elsewhere(now),
            None => {}
        }
    }

    fn key(&mut self, key: KeyEvent) -> bool {
        if self.prompt.is_some() {
            return self.key_in_prompt(key);
        }
        // An input method that was left on changes no key.
        let key = keys::half_width(key);
        if let Some(what) = self.letter_awaited.take() {
            self.take_letter(what, key);
            return true;
        }
        if let Some(done) = self.key_among_numbers(key) {
            return done;
        }
        if self.key_among_saved(key) {
            return true;
        }
        if let Some(count) = count_with(self.count, key) {
            self.count = Some(count);
            return true;
        }
        match self.keys().meaning(self.context(), key) {
            Some(action) => {
                self.act(action);
                true
            }
            None => self.count.take().is_some(),
        }
    }

    /// Where keys are looked up.
    fn context(&self) -> Context {
        match &self.overlay {
            Some(overlay) => overlay.context(),
            None if self.is_selecting() => Context::Selection,
            None if self.is_reading() && self.aloud.is_some() => Context::Aloud,
            None if self.is_reading() && self.scrolling.is_some() => Context::Scrolling,
            None => self.screen.context(),
        }
    }

    /// Does what an action means on what is up.
    fn act(&mut self, action: Action) {
        let count = self.count.take();
        if count.is_some() && action == Action::Clear {
            return;
        }
        let notices = self.notices.said();
        match action {
            Action::Quit => self.commands.push(Command::Quit),
            Action::Suspend => self.commands.push(Command::Suspend),
            Action::AskAction => self.ask_action(count),
            Action::ReloadConfig => self.commands.push(Command::ReloadConfig),
            Action::Help => self.open_help(),
            Action::Messages => self.toggle_messages(),
            Action::ToggleMouse => _ = self.change_setting(action),
            Action::Redraw => self.commands.extend([Command::Redraw, Command::LookAgain]),
            _ if self.overlay.is_some() => self.act_in_overlay(action, count),
            _ if self.results().is_some() => self.act_in_results(action, count),
            _ => {
                self.act_in_panes(action, count);
                self.heed_scrolling(action);
            }
        }
        // What came with the action has just begun; under a prompt it is kept.
        if self.prompt.is_none() && self.notices.said() == notices {
            self.notices.pass();
        }
    }
}
