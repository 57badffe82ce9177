//! A *session*: one program in one pseudo-terminal, from its start to its end.
//!
//! Waiting is for something to be seen, never for time to pass; what is not seen within ten seconds fails the test with
//! the screen as it was.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{ChildKiller, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

const LIMIT: Duration = Duration::from_secs(10);

/// How the terminal answers what it is asked.
#[derive(Clone, Debug)]
pub struct Answering {
    /// Not at all.
    pub silent: bool,
    /// The columns to answer to the first questions for the cursor, whatever was drawn; where it really is after them.
    pub columns: Vec<u16>,
    /// The states of modes 2026 and 2027; `None` as a terminal that does not know the question.
    pub modes: Option<(u8, u8)>,
    /// The colours of text and ground, where it knows the question; then it tells of changes of them too.
    pub colours: Option<(&'static str, &'static str)>,
    /// What it answers about pictures, and what it is.
    pub pictures: Option<(&'static str, &'static str)>,
    /// What is sent along before the first answer, as if typed.
    pub typed: Vec<u8>,
    /// How long the line takes.
    pub delay: Duration,
}

impl Default for Answering {
    fn default() -> Self {
        Self {
            silent: false,
            columns: Vec::new(),
            modes: Some((2, 0)),
            colours: None,
            pictures: None,
            typed: Vec::new(),
            delay: Duration::ZERO,
        }
    }
}

impl Answering {
    /// A terminal that draws ambiguous characters two cells wide, as `xterm -cjk_width`.
    pub fn wide() -> Self {
        Self { columns: vec![3, 2, 3, 9], modes: Some((0, 0)), ..Self::default() }
    }

    /// A terminal that answers nothing.
    pub fn silent() -> Self {
        Self { silent: true, ..Self::default() }
    }
}

/// What a program is started with.
#[derive(Debug)]
pub struct Setup {
    command: CommandBuilder,
    columns: u16,
    rows: u16,
    answering: Answering,
    home: TempDir,
}

impl Setup {
    /// A program in a terminal of 80 by 24, with an empty home of its own and nothing else of our environment but
    /// `PATH`.
    pub fn new(program: impl AsRef<Path>, args: &[&str]) -> Self {
        let home = TempDir::new().expect("a directory for the home");
        let mut command = CommandBuilder::new(program.as_ref());
        command.args(args);
        command.env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("HOME", home.path());
        for (name, folder) in
            [("CONFIG", ".config"), ("STATE", ".local/state"), ("CACHE", ".cache"), ("DATA", ".local/share")]
        {
            command.env(format!("XDG_{name}_HOME"), home.path().join(folder));
        }
        command.cwd(home.path());
        Self { command, columns: 80, rows: 24, answering: Answering::default(), home }
    }

    pub fn size(mut self, columns: u16, rows: u16) -> Self {
        (self.columns, self.rows) = (columns, rows);
        self
    }

    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    pub fn answering(mut self, answering: Answering) -> Self {
        self.answering = answering;
        self
    }

    /// The program's home, its working directory: what a test puts there, the program finds.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    pub fn spawn(self) -> Session {
        Session::start(self)
    }
}

/// The terminal's own side of the talk.
struct Replies {
    answering: Answering,
    asked: usize,
    pending: Vec<u8>,
}

impl vt100::Callbacks for Replies {
    fn unhandled_csi(
        &mut self,
        screen: &mut vt100::Screen,
        i1: Option<u8>,
        i2: Option<u8>,
        params: &[&[u16]],
        c: char,
    ) {
        if self.answering.silent {
            return;
        }
        let first = params.first().and_then(|param| param.first()).copied().unwrap_or_default();
        let reply = match (i1, i2, c) {
            (None, None, 'n') if first == 6 => {
                let (row, column) = screen.cursor_position();
                let column = self.answering.columns.get(self.asked).copied().unwrap_or(column + 1);
                self.asked += 1;
                format!("\x1b[{};{column}R", row + 1)
            }
            (None, None, 'c') => match self.answering.pictures {
                Some((answers, attributes)) => format!("{answers}\x1b[?{attributes}c"),
                None => "\x1b[?62;22c".to_owned(),
            },
            (Some(b'?'), Some(b'$'), 'p') => match (self.answering.modes, first) {
                (_, 2031) if self.answering.colours.is_some() => "\x1b[?2031;2$y".to_owned(),
                (Some((state, _)), 2026) | (Some((_, state)), 2027) => format!("\x1b[?{first};{state}$y"),
                _ => return,
            },
            _ => return,
        };
        self.pending.append(&mut self.answering.typed);
        self.pending.extend_from_slice(reply.as_bytes());
    }

    fn unhandled_osc(&mut self, _: &mut vt100::Screen, params: &[&[u8]]) {
        let colour = match (self.answering.colours, params) {
            (Some((text, _)), [b"10", b"?"]) => text,
            (Some((_, ground)), [b"11", b"?"]) => ground,
            _ => return,
        };
        let number = if params[0] == b"10" { 10 } else { 11 };
        self.pending.extend_from_slice(format!("\x1b]{number};rgb:{colour}\x07").as_bytes());
    }
}

struct State {
    parser: vt100::Parser<Replies>,
    bytes: Vec<u8>,
    closed: bool,
    exit: Option<ExitStatus>,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

type Writer = Arc<Mutex<Box<dyn Write + Send>>>;

/// A program at work in a terminal. Dropping it kills the program.
pub struct Session {
    master: Box<dyn MasterPty + Send>,
    writer: Writer,
    shared: Arc<Shared>,
    killer: Box<dyn ChildKiller + Send + Sync>,
    pid: Pid,
    home: TempDir,
}

impl Session {
    fn start(setup: Setup) -> Self {
        let size = PtySize { rows: setup.rows, cols: setup.columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut child = pair.slave.spawn_command(setup.command).expect("the program");
        drop(pair.slave);
        let pid = child.process_id().and_then(|id| Pid::from_raw(id.cast_signed())).expect("a process id");
        let killer = child.clone_killer();
        let replies = Replies { answering: setup.answering, asked: 0, pending: Vec::new() };
        let cells = |count| NonZeroU16::new(count).expect("cells");
        let parser = vt100::Parser::new_with_callbacks(cells(setup.rows), cells(setup.columns), 0, replies);
        let state = State { parser, bytes: Vec::new(), closed: false, exit: None };
        let shared = Arc::new(Shared { state: Mutex::new(state), changed: Condvar::new() });
        let writer: Writer = Arc::new(Mutex::new(pair.master.take_writer().expect("the way in")));
        let reader = pair.master.try_clone_reader().expect("the way out");

        let (heard, answers) = (Arc::clone(&shared), Arc::clone(&writer));
        thread::spawn(move || read(reader, &heard, &answers));
        let ended = Arc::clone(&shared);
        thread::spawn(move || {
            let exit = child.wait().expect("an exit status");
            ended.lock().exit = Some(exit);
            ended.changed.notify_all();
        });
        Self { master: pair.master, writer, shared, killer, pid, home: setup.home }
    }

    /// The program's home.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Types.
    pub fn send(&self, bytes: impl AsRef<[u8]>) {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer.write_all(bytes.as_ref()).expect("the program's terminal");
        writer.flush().expect("the program's terminal");
    }

    /// Makes the window another size.
    pub fn resize(&self, columns: u16, rows: u16) {
        let cells = |count| NonZeroU16::new(count).expect("cells");
        self.shared.lock().parser.screen_mut().set_size(cells(rows), cells(columns));
        self.master.resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).expect("a resize");
    }

    /// The program's process.
    pub fn pid(&self) -> Pid {
        self.pid
    }

    /// Sends a signal to the program.
    pub fn signal(&self, signal: Signal) {
        if self.shared.lock().exit.is_none() {
            kill_process(self.pid(), signal).expect("a signal");
        }
    }

    /// The screen's text, row by row.
    pub fn text(&self) -> String {
        self.shared.lock().parser.screen().contents()
    }

    /// Looks at the screen.
    pub fn look<T>(&self, at: impl FnOnce(&vt100::Screen) -> T) -> T {
        at(self.shared.lock().parser.screen())
    }

    /// Every byte the program has sent.
    pub fn bytes(&self) -> Vec<u8> {
        self.shared.lock().bytes.clone()
    }

    /// Waits for text on the screen.
    pub fn wait_for_text(&self, text: &str) {
        self.wait_until(text, |screen| screen.contents().contains(text));
    }

    /// Waits for the screen to be as it should.
    pub fn wait_until(&self, what: &str, seen: impl Fn(&vt100::Screen) -> bool) {
        self.wait_within(LIMIT, what, seen);
    }

    /// The same, within another time than usual.
    pub fn wait_within(&self, limit: Duration, what: &str, seen: impl Fn(&vt100::Screen) -> bool) {
        self.wait(limit, what, |state| seen(state.parser.screen()).then_some(()));
    }

    /// Waits for bytes the program sends.
    pub fn wait_for_bytes(&self, bytes: &[u8]) {
        let what = bytes.escape_ascii().to_string();
        self.wait(LIMIT, &what, |state| state.bytes.windows(bytes.len()).any(|window| window == bytes).then_some(()));
    }

    /// Waits for the program's end and for all it has written.
    pub fn wait_exit(&self) -> ExitStatus {
        let exit = self.wait(LIMIT, "the end", |state| state.exit.clone());
        // A grandchild may keep the terminal; then what there is has to do.
        let state = self.shared.lock();
        let _ = self.shared.changed.wait_timeout_while(state, Duration::from_secs(2), |state| !state.closed);
        exit
    }

    fn wait<T>(&self, limit: Duration, what: &str, seen: impl Fn(&State) -> Option<T>) -> T {
        let deadline = Instant::now() + limit;
        let mut state = self.shared.lock();
        loop {
            if let Some(seen) = seen(&state) {
                return seen;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() || (state.exit.is_some() && state.closed) {
                let (exit, screen) = (state.exit.clone(), state.parser.screen().contents());
                drop(state);
                panic!("waited for {what:?}; exit {exit:?}; the screen:\n{screen}");
            }
            (state, _) = self.shared.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if self.shared.lock().exit.is_none() {
            let _ = self.killer.kill();
        }
    }
}

fn read(mut reader: Box<dyn Read + Send>, shared: &Shared, writer: &Writer) {
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = reader.read(&mut buffer) {
        let (replies, delay) = {
            let mut state = shared.lock();
            state.bytes.extend_from_slice(&buffer[..count]);
            state.parser.process(&buffer[..count]);
            let replies = state.parser.callbacks_mut();
            (std::mem::take(&mut replies.pending), replies.answering.delay)
        };
        shared.changed.notify_all();
        if !replies.is_empty() {
            let writer = Arc::clone(writer);
            let reply = move || {
                let mut writer = writer.lock().unwrap_or_else(PoisonError::into_inner);
                let _ = writer.write_all(&replies).and_then(|()| writer.flush());
            };
            if delay.is_zero() {
                reply();
            } else {
                thread::spawn(move || {
                    thread::sleep(delay);
                    reply();
                });
            }
        }
    }
    shared.lock().closed = true;
    shared.changed.notify_all();
}
