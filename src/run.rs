//! The reader's only loop: drain events, apply, settle, draw once. Blocks when nothing happens; there is no tick.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use crossterm::event::{MouseButton, MouseEventKind};
use ratatui::layout::{Position, Size};

use crate::app::{App, Effect, Errand};
use crate::cli::ReadOptions;
use crate::config::{Config, Widths, Word};
use crate::error::Error;
use crate::library::{Importer, Library, LibraryEvent, Origins, scan};
use crate::model::{Origin, SafeText, Timestamp, Words};
use crate::search::{Keywords, Matching};
use crate::state::{self, StateWriter};
use crate::term::{Input, InputThread, Probe, Screen, Signal, SignalThread, Terminal, Woken};
use crate::text::page::Anchor;
use crate::view::{self, Areas, Palette, Scene};

/// Rows that the wheel moves at a time.
const WHEEL: isize = 3;
/// So long the first screen waits for something to show: reading a file takes less, and a screen that says "reading"
/// for an instant is only a flicker.
const FIRST_SCREEN: Duration = Duration::from_millis(40);

/// Two clicks in this time are one double click.
const DOUBLE: Duration = Duration::from_millis(400);

/// What wakes the loop.
enum Event {
    Input(Input),
    Signal(Signal),
    Library(LibraryEvent),
    State(state::Event),
}

/// Why the loop ends.
enum End {
    /// The reader wants to leave.
    Quit,
    /// A signal or the loss of the terminal; the exit code.
    Code(u8),
}

/// Opens the reader and stays in it until the end; gives the exit code.
///
/// # Errors
/// When the configuration cannot be understood or the terminal cannot be used.
pub fn run(options: &ReadOptions) -> Result<u8, Error> {
    let config = Config::load(options)?;
    // Of several paths a missing one is an entry that says so; of one there would be nothing to read at all.
    if let [path] = &options.archive.paths[..] {
        scan::find(path)?;
    }
    let terminal = |source| Error::Write { path: SafeText::line("terminal"), source };
    let (sender, events) = mpsc::channel();

    // The loader works while the terminal is asked how wide it draws.
    let hear = sender.clone();
    let reading = &config.reading;
    let reader = Importer::new(reading.limits, &reading.rules).map_err(|message| reading.wrong_rule(&message))?;
    let reader = reader.in_encoding(options.archive.encoding);
    let starts_in_reader = starts_in_reader(&options.archive.paths, &reader);
    let library =
        Library::start(origins(&options.archive.paths), reader, move |event| hear.send(Event::Library(event)).is_ok());
    let hear = sender.clone();
    let keeper = state::path().and_then(|path| {
        let deliver = move |event| drop(hear.send(Event::State(event)));
        StateWriter::start(path, deliver).ok()
    });
    let hear = sender.clone();
    let signals = SignalThread::start(move |signal| hear.send(Event::Signal(signal)).is_ok()).map_err(terminal)?;
    let mut guard = Terminal::enter(config.mouse).map_err(terminal)?;
    let heard = guard.probe();
    let screen = Screen::new(&heard.probe).map_err(terminal)?;
    let input =
        InputThread::start(heard.early, move |input| sender.send(Event::Input(input)).is_ok()).map_err(terminal)?;

    let mut settings = config.settings;
    settings.ruler = config.widths.or(answered(&heard.probe)).ruler();
    let mut keywords = Keywords::default();
    for Word { word, name, colour } in &config.keywords {
        keywords.add(word);
        keywords.set_name(word, name.as_deref().unwrap_or_default());
        if let Some(slot) = colour {
            keywords.set_slot(word, *slot);
        }
    }
    let mut app = App::new(Words::of(config.language), settings, keywords);
    app.matching = Matching { now: Timestamp::new(jiff::Timestamp::now(), Timestamp::CHINA), ..config.matching };
    if starts_in_reader {
        app.start_in_reader(!options.archive.paths.is_empty());
    }
    let palette = if config.colour { Palette::Sixteen } else { Palette::Plain };
    let size = screen.size().map_err(terminal)?;
    let mut reading = Reading { app, library, screen, palette, size, scene: None, anew: false, keeper, pressed: None };
    let end = reading.until_the_end(&events, &mut guard, &input, &signals).map_err(terminal)?;
    guard.leave();
    if let Some(lost) = reading.keeper.take().and_then(StateWriter::close) {
        eprintln!("kanbao: {lost}");
    }
    Ok(match end {
        End::Quit => 0,
        End::Code(code) => code,
    })
}

fn origins(paths: &[PathBuf]) -> Origins {
    if paths.is_empty() { Origins::Samples } else { Origins::Paths(paths.to_vec()) }
}

/// One file is read, not listed, unless it is a packed one; a newcomer lands on the guided tour.
fn starts_in_reader(paths: &[PathBuf], reader: &Importer) -> bool {
    match paths {
        [] => true,
        [path] => match scan::find(path) {
            // What comes through a pipe is not waited for here.
            Ok(Some(Origin::Stdin)) => true,
            Ok(Some(Origin::File(path))) if !path.is_file() => false,
            Ok(Some(origin)) => !reader.is_list(&Arc::new(origin)),
            _ => false,
        },
        _ => false,
    }
}

fn answered(probe: &Probe) -> Widths {
    Widths { ambiguous: probe.ambiguous, vs16: probe.vs16, flag: probe.flag, zwj: probe.zwj }
}

/// The loop's state.
struct Reading {
    app: App,
    library: Library,
    screen: Screen,
    palette: Palette,
    size: Size,
    scene: Option<Scene>,
    anew: bool,
    /// What is kept between runs; none where there is no place for it.
    keeper: Option<StateWriter>,
    /// Where and when the button was pressed last, and on which text.
    pressed: Option<(Position, Instant, Option<Anchor>)>,
}

impl Reading {
    fn until_the_end(
        &mut self,
        events: &Receiver<Event>,
        guard: &mut Terminal,
        input: &InputThread,
        signals: &SignalThread,
    ) -> std::io::Result<End> {
        let mut outside = Outside { guard, input, signals };
        let deadline = Instant::now() + FIRST_SCREEN;
        while !self.has_something_to_show() {
            let Ok(event) = events.recv_timeout(deadline.saturating_duration_since(Instant::now())) else { break };
            if let Some(end) = self.take(event, &mut outside)? {
                return Ok(end);
            }
            self.settle(&mut outside)?;
        }
        loop {
            if let Some(end) = self.settle(&mut outside)? {
                return Ok(end);
            }
            self.draw()?;
            // Everybody who could wake us holds a sender; when all are gone there is nothing to wait for.
            let Ok(first) = events.recv() else { return Ok(End::Code(1)) };
            let mut next = Some(first);
            while let Some(event) = next {
                if let Some(end) = self.take(event, &mut outside)? {
                    return Ok(end);
                }
                next = events.try_recv().ok();
            }
        }
    }

    fn has_something_to_show(&self) -> bool {
        self.app.reader.article().is_some() || self.app.loading.done
    }

    fn areas(&self) -> Areas {
        view::areas(&self.app, self.size)
    }

    fn settle(&mut self, outside: &mut Outside<'_>) -> std::io::Result<Option<End>> {
        let room = self.areas().room();
        let effect = self.app.settle(room);
        self.app.keep_pace(Instant::now());
        match effect {
            Some(effect) => self.effect(effect, outside),
            None => Ok(None),
        }
    }

    fn draw(&mut self) -> std::io::Result<()> {
        let areas = self.areas();
        let scene = Scene::of(&self.app, &areas);
        let anew = std::mem::take(&mut self.anew) || self.scene.as_ref() != Some(&scene);
        self.scene = Some(scene);
        self.screen.park_cursor(view::resting_place(&self.app, &areas));
        let (app, palette) = (&self.app, self.palette);
        let render = |frame: &mut ratatui::Frame<'_>| view::draw(app, &areas, palette, frame);
        if anew { self.screen.redraw(render) } else { self.screen.draw(render) }
    }

    /// Applies one event.
    fn take(&mut self, event: Event, outside: &mut Outside<'_>) -> std::io::Result<Option<End>> {
        let effect = match event {
            Event::Input(Input::Key(key)) => self.app.key(key),
            Event::Input(Input::Paste(text)) => self.app.paste(&text),
            Event::Input(Input::Mouse(mouse)) => self.mouse(mouse.kind, Position::new(mouse.column, mouse.row)),
            Event::Input(Input::Resize { columns, rows }) => {
                self.size = Size::new(columns, rows);
                // Of the same size as before too: it may have had another in between.
                self.anew = true;
                None
            }
            Event::Input(Input::Focus(_)) => None,
            Event::Input(Input::Closed) => return Ok(Some(End::Code(1))),
            Event::Signal(Signal::End(ending)) => return Ok(Some(End::Code(ending.exit_code()))),
            Event::Signal(Signal::Suspend) => Some(Effect::Suspend),
            Event::Signal(Signal::Continue) => {
                let woken = outside.guard.wake(outside.input, outside.signals)?;
                return self.woken(woken, outside);
            }
            Event::Library(event) => self.app.library(event),
            Event::State(state::Event::Memory(memory)) => {
                self.app.remember(memory);
                None
            }
            Event::State(state::Event::Failed(error)) => {
                self.app.warn(&error.to_string());
                None
            }
        };
        self.run_errands();
        match effect {
            Some(effect) => self.effect(effect, outside),
            None => Ok(None),
        }
    }

    fn run_errands(&mut self) {
        for errand in self.app.take_errands() {
            match errand {
                Errand::Keep(change) => {
                    if let Some(keeper) = &self.keeper {
                        keeper.keep(change);
                    }
                }
                Errand::Find { request, id, query } => self.library.find(request, id, &query),
                Errand::Search { request, query, budget } => self.library.search(request, &query, budget),
                Errand::StopSearch => self.library.stop_search(),
                Errand::Count { request, keywords } => self.library.count(request, &keywords),
                Errand::Terms { request, id } => self.library.terms(request, id),
                Errand::WarmUp => self.library.warm_up(),
            }
        }
    }

    fn effect(&mut self, effect: Effect, outside: &mut Outside<'_>) -> std::io::Result<Option<End>> {
        match effect {
            Effect::Quit => return Ok(Some(End::Quit)),
            Effect::Open(id) => self.library.open(id),
            Effect::Redraw => self.anew = true,
            Effect::Suspend => {
                let woken = outside.guard.suspend(outside.input, outside.signals)?;
                return self.woken(woken, outside);
            }
        }
        Ok(None)
    }

    fn woken(&mut self, woken: Woken, outside: &Outside<'_>) -> std::io::Result<Option<End>> {
        match woken {
            Woken::Again => {
                // The window may have been resized while we slept.
                self.size = self.screen.size()?;
                self.anew = true;
                Ok(None)
            }
            Woken::NeverSlept => Ok(None),
            Woken::ToEnd => Ok(Some(End::Code(outside.signals.ending().map_or(1, |ending| ending.exit_code())))),
        }
    }

    fn mouse(&mut self, kind: MouseEventKind, at: Position) -> Option<Effect> {
        let areas = self.areas();
        let (pane, entry) = areas.pane_at(at, &self.app)?;
        match kind {
            MouseEventKind::ScrollDown => self.app.wheel(pane, WHEEL),
            MouseEventKind::ScrollUp => self.app.wheel(pane, -WHEEL),
            MouseEventKind::Down(MouseButton::Left) => {
                let place = view::place_at(&self.app, &areas, at);
                let again =
                    self.pressed.take().is_some_and(|(before, when, _)| before == at && when.elapsed() < DOUBLE);
                self.pressed = Some((at, Instant::now(), place));
                let effect = self.app.click(pane, entry);
                if let Some(place) = place.filter(|_| again) {
                    self.app.double_click(place);
                }
                effect
            }
            // Without reports of motion: what lies between press and release is selected when it is released.
            MouseEventKind::Up(MouseButton::Left) => {
                let (_, _, place) = self.pressed.filter(|(from, ..)| *from != at)?;
                if let (Some(from), Some(to)) = (place, view::place_at(&self.app, &areas, at)) {
                    self.app.select(from, to);
                }
                None
            }
            _ => None,
        }
    }
}

/// What an effect may have to do with.
struct Outside<'t> {
    guard: &'t mut Terminal,
    input: &'t InputThread,
    signals: &'t SignalThread,
}

/// Whether the reader can be opened at all: on a terminal that is not dumb.
pub fn can_read() -> bool {
    crate::term::is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}
