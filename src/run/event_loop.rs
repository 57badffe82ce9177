//! The *event loop*, the reader's only one: drain what has happened, update the state, carry out its commands, settle, and
//! draw once if something changed. It blocks while nothing happens, and wakes by itself only when what goes on
//! has asked for a time.

mod terminal;

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::Size;

use super::colours::Colours;
use super::configured::HeldConfig;
use super::edge_scroll::EdgeScroll;
use super::loop_event::LoopEvent;
use super::messages::{defined, failed, message_of, mouse_message, picture_news, state_message, told};
use super::outside::Outside;
use super::pictures::Pictures;
use super::speaker::Speaker;
use crate::app::{App, Command, Message, NoticeKind, PictureNews};
use crate::commands::markdown::write as markdown;
use crate::config::Hyperlinks;
use crate::error::Error;
use crate::lexicon::LexiconService;
use crate::library::Library;
use crate::model::{ScreenLink, Statistics, Timestamp};
use crate::state::{self, StateWriter};
use crate::term::{Input, InputThread, Signal, SignalThread, Terminal, TerminalScreen};
use crate::view::{self, Areas, Scene};

/// So long the first screen waits for something to show: reading a file takes less, and a screen that says "reading"
/// for an instant is only a flicker.
const FIRST_SCREEN: Duration = Duration::from_millis(40);
/// The most events between two frames: while ten thousand entries pour in, keys are answered all the same.
const DRAIN: usize = 64;

/// Why the loop ends.
pub(super) enum LoopEnd {
    /// The reader wants to leave.
    Quit,
    /// A signal or the loss of the terminal; the exit code.
    Code(u8),
}

/// Those who do what the state asks for.
pub(super) struct Helpers {
    pub library: Library,
    pub lexicon: LexiconService,
    /// What is kept between runs; none where there is no place for it.
    pub state: Option<StateWriter>,
    pub outside: Outside,
    pub config: HeldConfig,
    pub speaker: Speaker,
    pub pictures: Pictures,
}

/// The loop's state.
pub(super) struct EventLoop {
    app: App,
    library: Library,
    lexicon: LexiconService,
    state: Option<StateWriter>,
    outside: Outside,
    config: HeldConfig,
    speaker: Speaker,
    pictures: Pictures,
    screen: TerminalScreen,
    colours: Colours,
    size: Size,
    scene: Option<Scene>,
    edge_scroll: EdgeScroll,
    /// Whether the screen may differ from what was drawn last.
    changed: bool,
    /// Whether everything is to be drawn from nothing.
    anew: bool,
}

/// The terminal's threads, which stopping and waking have to do with.
struct TerminalThreads<'t> {
    guard: &'t mut Terminal,
    input: &'t InputThread,
    signals: &'t SignalThread,
}

impl EventLoop {
    pub fn new(app: App, helpers: Helpers, screen: TerminalScreen, colours: Colours) -> std::io::Result<Self> {
        let size = screen.size()?;
        let Helpers { library, lexicon, state, outside, config, speaker, pictures } = helpers;
        let (scene, changed, anew, edge_scroll) = (None, true, false, EdgeScroll::default());
        Ok(Self {
            app,
            library,
            lexicon,
            state,
            outside,
            config,
            speaker,
            pictures,
            screen,
            colours,
            size,
            scene,
            edge_scroll,
            changed,
            anew,
        })
    }

    /// Comes to an end; says what of the state could not be kept.
    pub fn close(self) -> Option<Error> {
        self.state.and_then(StateWriter::close)
    }

    pub fn until_the_end(
        &mut self,
        events: &Receiver<LoopEvent>,
        guard: &mut Terminal,
        input: &InputThread,
        signals: &SignalThread,
    ) -> std::io::Result<LoopEnd> {
        let end = self.go_round(events, &mut TerminalThreads { guard, input, signals });
        // The last keys have not been settled: where the reader is now is kept.
        self.app.settle(self.areas().viewport());
        self.save_all();
        end
    }

    fn go_round(
        &mut self,
        events: &Receiver<LoopEvent>,
        threads: &mut TerminalThreads<'_>,
    ) -> std::io::Result<LoopEnd> {
        let mut waiting: Option<LoopEvent> = None;
        let deadline = Instant::now() + FIRST_SCREEN;
        while !self.has_something_to_show() && Instant::now() < deadline {
            let Ok(event) = events.recv_timeout(deadline.saturating_duration_since(Instant::now())) else { break };
            if let Some(end) = self.take(event, threads)? {
                return Ok(end);
            }
            if let Some(end) = self.settle(threads)? {
                return Ok(end);
            }
        }
        loop {
            if self.changed || self.anew {
                if let Some(end) = self.settle(threads)? {
                    return Ok(end);
                }
                self.draw()?;
            }
            // Everything that could wake the loop holds a sender; when all are gone there is nothing to wait for.
            let first = match waiting.take() {
                Some(event) => event,
                None => match self.next_event(events) {
                    Ok(event) => event,
                    Err(RecvTimeoutError::Timeout) => {
                        self.scroll_at_edge();
                        self.changed |= self.app.update(Message::Tick(Instant::now()));
                        continue;
                    }
                    Err(RecvTimeoutError::Disconnected) => return Ok(LoopEnd::Code(1)),
                },
            };
            for event in std::iter::once(first).chain(events.try_iter()).take(DRAIN) {
                // A click is on what was drawn, not on what has come since.
                if matches!(event, LoopEvent::Input(Input::Mouse(_))) && (self.changed || self.anew) {
                    waiting = Some(event);
                    break;
                }
                if let Some(end) = self.take(event, threads)? {
                    return Ok(end);
                }
            }
            if let Some(end) = self.carry_out(threads)? {
                return Ok(end);
            }
        }
    }

    /// The next event; none when the time has come that the state waits for, or for the text to move on under the mouse.
    fn next_event(&self, events: &Receiver<LoopEvent>) -> Result<LoopEvent, RecvTimeoutError> {
        match self.app.wake_at().into_iter().chain(self.edge_scroll.due()).min() {
            Some(at) => events.recv_timeout(at.saturating_duration_since(Instant::now())),
            None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
        }
    }

    /// The text moves on under a mouse that is held at its edge, and is selected up to there.
    fn scroll_at_edge(&mut self) {
        let Some((at, by)) = self.edge_scroll.step(Instant::now()) else { return };
        if !self.app.update(Message::DragOn(by)) {
            return self.edge_scroll.stop();
        }
        self.app.settle(self.areas().viewport());
        let target = view::text_beside(&self.app, &self.areas(), at);
        self.app.update(Message::Drag(target));
        self.changed = true;
    }

    fn has_something_to_show(&self) -> bool {
        let reader = self.app.reader();
        let is_here = reader.article().is_some() || self.app.loading().done && !reader.is_waiting();
        is_here && !self.app.is_awaiting_memory()
    }

    fn areas(&self) -> Areas {
        view::areas(&self.app, self.size)
    }

    fn settle(&mut self, threads: &mut TerminalThreads<'_>) -> std::io::Result<Option<LoopEnd>> {
        let viewport = self.areas().viewport();
        self.app.settle(viewport);
        self.app.keep_pace(Instant::now());
        self.app.keep_time(Instant::now());
        self.keep_notices();
        self.carry_out(threads)
    }

    fn keep_notices(&mut self) {
        self.app.keep_notices(Instant::now(), || jiff::Zoned::now().strftime("%H:%M:%S").to_string());
    }

    fn draw(&mut self) -> std::io::Result<()> {
        let areas = self.areas();
        let scene = Scene::of(&self.app, &areas);
        self.changed = false;
        let anew = std::mem::take(&mut self.anew) || self.scene.as_ref() != Some(&scene);
        self.scene = Some(scene);
        self.screen.place(view::strips(&self.app, &areas));
        self.screen.park_cursor(view::resting_place(&self.app, &areas));
        let (app, palette) = (&self.app, self.colours.palette());
        let render =
            |buffer: &mut Buffer, links: Option<&mut Vec<ScreenLink>>| view::draw(app, &areas, palette, buffer, links);
        if anew { self.screen.redraw(render) } else { self.screen.draw(render) }
    }

    /// Takes one event in.
    fn take(&mut self, event: LoopEvent, threads: &mut TerminalThreads<'_>) -> std::io::Result<Option<LoopEnd>> {
        let message = match event {
            LoopEvent::Input(Input::Key(key)) => {
                self.keep_notices();
                self.app.tell_time(Timestamp::new(jiff::Timestamp::now(), Timestamp::CHINA));
                Some(Message::Key(key))
            }
            LoopEvent::Input(Input::Paste(text)) => Some(Message::Paste(text)),
            LoopEvent::Input(Input::Mouse(mouse)) => {
                self.keep_notices();
                let areas = self.areas();
                self.edge_scroll.mouse(mouse, &areas, Instant::now());
                mouse_message(mouse, &self.app, &areas)
            }
            LoopEvent::Input(Input::Resize { columns, rows }) => {
                self.size = Size::new(columns, rows);
                // Of the same size as before too: it may have had another in between.
                self.anew = true;
                self.pictures.look_again().map(|device| Message::Picture(PictureNews::Device(device)))
            }
            LoopEvent::Input(Input::Focus(_)) => None,
            LoopEvent::Input(Input::Colour { which, colour }) => {
                self.anew |= self.colours.take(which, colour);
                None
            }
            LoopEvent::Input(Input::Scheme(dark)) => {
                self.anew |= self.colours.scheme(dark);
                None
            }
            LoopEvent::Input(Input::Closed) | LoopEvent::Signal(Signal::Died) => return Ok(Some(LoopEnd::Code(1))),
            LoopEvent::Signal(Signal::End(ending)) => return Ok(Some(LoopEnd::Code(ending.exit_code()))),
            LoopEvent::Signal(Signal::Suspend) => return self.suspend(threads),
            LoopEvent::Signal(Signal::Continue) => {
                let woken = threads.guard.wake(threads.input, threads.signals)?;
                return self.woken(woken, threads);
            }
            LoopEvent::Library(event) => Some(message_of(event)),
            LoopEvent::State(event) => Some(state_message(event, self.app.words)),
            LoopEvent::Config => {
                self.read_config(false);
                None
            }
            LoopEvent::Lexicon(answer) => Some(defined(answer)),
            LoopEvent::Spoken { request, failed } => Some(Message::Spoken { request, failed }),
            LoopEvent::Picture(answer) => Some(Message::Picture(picture_news(answer))),
            LoopEvent::Warning(text) => Some(Message::Notice(NoticeKind::Failure, text)),
        };
        if let Some(message) = message {
            self.changed |= self.app.update(message);
        }
        Ok(None)
    }

    /// Does what the state asks of outside.
    fn carry_out(&mut self, threads: &mut TerminalThreads<'_>) -> std::io::Result<Option<LoopEnd>> {
        for command in self.app.commands() {
            match command {
                Command::Open(id) => self.library.open(id),
                Command::Find { request, article, query } => self.library.find(request, article, &query),
                Command::Passages { request, article, query, traces, budget } => {
                    self.library.passages(request, article, &query, traces, budget);
                }
                Command::Search { request, query, traces, budget } => {
                    self.library.search(request, &query, traces, budget);
                }
                Command::StopSearch => self.library.stop_search(),
                Command::Count { request, keywords } => self.library.count(request, &keywords),
                Command::Terms { request, article } => self.library.terms(request, article),
                Command::Members { request, queries, traces } => self.library.members(request, queries, traces),
                Command::WarmUp => self.library.warm_up(),
                Command::Save(change) => {
                    if let Some(state) = &self.state {
                        state.keep(change);
                    }
                }
                Command::LookAgain => {
                    self.library.look_again();
                    self.read_config(false);
                }
                Command::ReportMouse(wanted) => threads.guard.report_mouse(wanted)?,
                Command::ReloadConfig => self.read_config(true),
                Command::WriteNote { id, text } => {
                    let message = match self.outside.note(&text) {
                        Ok((file, program)) => {
                            let (said, well) = self.lend(program, None, threads)?;
                            if well { self.outside.written(id, file) } else { failed(said) }
                        }
                        Err(said) => failed(said),
                    };
                    self.changed |= self.app.update(message);
                }
                Command::Copy(taken) => {
                    let said = self.outside.copy(taken)?;
                    self.changed |= self.app.update(Message::Notice(NoticeKind::Answer, said));
                }
                Command::Browse(address) => {
                    let message = told(self.outside.browse(&address));
                    self.changed |= self.app.update(message);
                }
                Command::Write { article, path, over } => {
                    let message = self.outside.write(&article, &path, over);
                    self.changed |= self.app.update(message);
                }
                Command::Pipe { article, program } => {
                    let piping = self.outside.piping(&program);
                    let message = self.lend_and_tell(piping, Some(markdown(&article)), threads)?;
                    self.changed |= self.app.update(message);
                }
                Command::Edit { path, near } => {
                    let editing = self.outside.editing(&path, near.as_deref());
                    let message = self.lend_and_tell(editing, None, threads)?;
                    self.library.look_again();
                    self.changed |= self.app.update(message);
                }
                Command::Statistics => {
                    let finishes = state::path().map(|path| state::finishes(&path)).unwrap_or_default();
                    let statistics = Statistics::of(&finishes, &jiff::Zoned::now());
                    self.changed |= self.app.update(Message::Statistics(statistics));
                }
                Command::LookUp { request, text } => self.lexicon.look_up(request, text),
                Command::Speak { request, text, language } => self.speaker.speak(request, &text, language.as_deref()),
                Command::Hush => self.speaker.hush(),
                Command::Picture { request, origin, address, view, alone } => {
                    self.pictures.draw(request, origin, address, view, alone);
                }
                Command::Measure { request, origin, addresses } => self.pictures.measure(request, &origin, addresses),
                Command::OpenFile(path) => {
                    let message = told(self.outside.open_file(&path));
                    self.changed |= self.app.update(message);
                }
                Command::Redraw => self.anew = true,
                Command::Suspend => {
                    if let Some(end) = self.suspend(threads)? {
                        return Ok(Some(end));
                    }
                }
                Command::Quit => return Ok(Some(LoopEnd::Quit)),
            }
        }
        Ok(None)
    }

    /// Hands over what is to be kept, at the end: nothing else that was asked for is of use any more.
    fn save_all(&mut self) {
        for command in self.app.commands() {
            if let (Command::Save(change), Some(state)) = (command, &self.state) {
                state.keep(change);
            }
        }
    }

    /// Reads the configuration again, if it is another one or if that is asked for: what of it can change holds at once.
    fn read_config(&mut self, asked: bool) {
        let Some(new) = self.config.read_again(asked) else { return };
        self.speaker.reconfigure(new.programs.speak.clone(), new.now.words);
        (self.outside.programs, self.outside.words) = (new.programs, new.now.words);
        self.screen.tell_links(new.hyperlinks == Hyperlinks::Told);
        self.colours.follow(new.theme);
        if let Some(device) = self.pictures.reconfigure(new.pictures.protocol, new.now.settings.ruler.ambiguous_wide) {
            self.app.update(Message::Picture(PictureNews::Device(device)));
        }
        self.app.reconfigure(&new.before, new.now);
        self.app.update(Message::Notice(new.kind, new.said));
        (self.changed, self.anew) = (true, true);
    }
}
