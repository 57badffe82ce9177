//! *Run*: opens the reader: its threads, the terminal, the state; then stays in the `event_loop` until the end.

mod colours;
mod config_watch;
mod configured;
mod edge_scroll;
mod editor;
mod event_loop;
mod fetch;
mod lent_program;
mod loop_event;
mod messages;
mod new_file;
mod note_file;
mod outside;
mod pictures;
mod speaker;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc;

use crate::app::{App, Message, NoticeKind, PictureNews};
use crate::commands;
use crate::config::ReadOptions;
use crate::config::{Config, ConfigFault, Hyperlinks, Widths};
use crate::error::Error;
use crate::lexicon::LexiconService;
use crate::library::{Importer, Library, Origins, cache_folder, scan};
use crate::model::{Origin, SafeText, TraceRows, Words, diagnostic};
use crate::state::{self, StateWriter};
use crate::term::{InputThread, Probe, SignalThread, Terminal, TerminalScreen};
use colours::Colours;
use configured::HeldConfig;
use event_loop::{EventLoop, Helpers, LoopEnd};
use loop_event::LoopEvent;
use outside::Outside;
use pictures::{PictureTerminal, Pictures};
use speaker::Speaker;

/// Opens the reader and stays in it until the end; gives the exit code.
///
/// # Errors
/// When there is nothing to read or the terminal cannot be used.
#[expect(clippy::print_stderr, reason = "the screen is left by then: what was lost is said as a command would")]
pub fn run(options: &ReadOptions) -> Result<u8, Error> {
    let config = Config::load(options);
    // Of several paths a missing one is an entry that says so; of one there would be nothing to read at all.
    if let [path] = &options.archive.paths[..] {
        scan::find(path)?;
    }
    let terminal = |source| Error::Write { path: SafeText::line("terminal"), source };
    let (sender, events) = mpsc::channel();

    let (importer, wrong) = commands::understood(&config.importing);
    let faults = [&config.faults[..], &wrong].concat();
    let importer = importer.in_encoding(options.archive.encoding);
    let files = importer.picture_files(&options.archive.paths);
    let starts_in_reader = starts_in_reader(&options.archive.paths, &importer);
    let cache = if options.archive.no_cache { None } else { cache_folder() };

    let hear = sender.clone();
    let signals = SignalThread::start(move |signal| hear.send(LoopEvent::Signal(signal)).is_ok()).map_err(terminal)?;
    let mut guard = Terminal::enter(config.mouse).map_err(terminal)?;
    guard.ask();
    // The import begins while the terminal makes up its mind.
    let hear = sender.clone();
    let library = Library::start(origins(&options.archive.paths), importer, cache, move |event| {
        hear.send(LoopEvent::Library(event)).is_ok()
    });
    let hear = sender.clone();
    let roots = state::archive_roots(&options.archive.paths);
    let state = state::path().map(|path| {
        let deliver = move |event| drop(hear.send(LoopEvent::State(event)));
        StateWriter::start(path, state::archive_id(&options.archive.paths), roots.files(), deliver)
    });
    let (state, stateless) = match state.transpose() {
        Ok(state) => (state, None),
        Err(error) => (None, Some(error)),
    };
    let heard = guard.hear();
    let mut screen = TerminalScreen::new(&heard.probe).map_err(terminal)?;
    screen.tell_links(config.hyperlinks == Hyperlinks::Told);
    let hear = sender.clone();
    let lexicon = LexiconService::new(config.dictionaries.clone(), move |answer| {
        // Nobody listens any more where the program ends.
        let _ = hear.send(LoopEvent::Lexicon(answer));
    });
    let speaker = Speaker::new(config.programs.speak.clone(), Words::of(config.language), sender.clone());
    let outside =
        Outside { programs: config.programs.clone(), words: Words::of(config.language), tell: sender.clone() };
    let held = HeldConfig::new(options.clone(), &config, answered(&heard.probe), sender.clone());
    let pictures = Pictures::new(
        files,
        PictureTerminal {
            answers: heard.probe.pictures,
            wanted: config.pictures.protocol,
            depth: config.depth,
            sideways: held.held().settings.ruler.ambiguous_wide,
        },
        sender.clone(),
    );
    let input =
        InputThread::start(heard.early, move |input| sender.send(LoopEvent::Input(input)).is_ok()).map_err(terminal)?;

    let mut app = App::configured(held.held());
    app.update(Message::Picture(PictureNews::Device(pictures.device())));
    app.update(Message::Picture(PictureNews::MayFetch(config.pictures.fetch)));
    app.configure_saved(config.saved);
    if starts_in_reader {
        app.start_in_reader(!options.archive.paths.is_empty());
    }
    app.await_memory(roots, options.fresh);
    if state.is_none() {
        app.update(Message::Memory(Box::default()));
        app.update(Message::Traces(TraceRows::default()));
    }
    if let Some(notice) = ConfigFault::notice(&faults) {
        app.update(Message::Notice(NoticeKind::Failure, notice));
    }
    if let Some(error) = stateless {
        let why = diagnostic(&error.to_string(), config.language).into_owned();
        app.update(Message::Notice(NoticeKind::Failure, SafeText::line(&format!("{}{why}", app.words.state_unkept))));
    }
    let colours = Colours::new(config.theme, config.depth, heard.probe.colours, config.told_colours);
    let helpers = Helpers { library, lexicon, state, outside, config: held, speaker, pictures };
    let mut event_loop = EventLoop::new(app, helpers, screen, colours).map_err(terminal)?;
    let end = event_loop.until_the_end(&events, &mut guard, &input, &signals).map_err(terminal)?;
    guard.leave();
    if let Some(lost) = event_loop.close() {
        eprintln!("kanbao: {lost}");
    }
    Ok(match end {
        LoopEnd::Quit => 0,
        LoopEnd::Code(code) => code,
    })
}

fn origins(paths: &[PathBuf]) -> Origins {
    if paths.is_empty() { Origins::Samples } else { Origins::Paths(paths.to_vec()) }
}

/// One file is read, not listed, unless it is a packed one; a newcomer lands on the guided tour.
fn starts_in_reader(paths: &[PathBuf], importer: &Importer) -> bool {
    match paths {
        [] => true,
        [path] => match scan::find(path) {
            // What comes through a pipe is not waited for here.
            Ok(Some(Origin::Stdin)) => true,
            Ok(Some(origin)) if origin.path().is_some_and(|path| !path.is_file()) => false,
            Ok(Some(origin)) => !importer.is_list(&Arc::new(origin)),
            _ => false,
        },
        _ => false,
    }
}

fn answered(probe: &Probe) -> Widths {
    Widths { ambiguous: probe.ambiguous, vs16: probe.vs16, flag: probe.flag, zwj: probe.zwj }
}

/// Whether the reader can be opened at all: on a terminal that is not dumb.
pub fn can_read() -> bool {
    crate::term::is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}
