//! The *input thread*: reads the terminal and passes on what the reader does there, to the one event channel.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use signal_hook::consts::SIGWINCH;
use signal_hook::low_level;

use super::decode::{Decoder, TerminalReply, Token};
use super::input::Input;
use super::probe::Early;
use super::tty::{self, Tty};

/// What the thread is to do, and whether it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum GateState {
    Reading,
    AskedToPause,
    Paused,
    AskedToEnd,
    Ended,
}

#[derive(Debug)]
struct Gate {
    state: Mutex<GateState>,
    changed: Condvar,
}

impl Gate {
    fn lock(&self) -> MutexGuard<'_, GateState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, state: GateState) {
        *self.lock() = state;
        self.changed.notify_all();
    }

    /// What the thread does when it is woken: sleeps while it is asked to. False: it has to end.
    fn pass(&self) -> bool {
        let mut state = self.lock();
        loop {
            match *state {
                GateState::Reading => return true,
                GateState::AskedToEnd | GateState::Ended => return false,
                GateState::AskedToPause => {
                    *state = GateState::Paused;
                    self.changed.notify_all();
                }
                GateState::Paused => state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }
}

/// The thread that reads the terminal. It costs nothing while nothing happens, and ends when it is dropped, when the
/// receiver is gone, or with the terminal.
#[derive(Debug)]
pub struct InputThread {
    gate: Arc<Gate>,
    bell: UnixStream,
}

impl InputThread {
    /// Starts reading. What came early, while the terminal was probed, is sent first. `send` passes an input on to the
    /// UI thread and says whether it is still there.
    ///
    /// # Errors
    /// When there is no terminal, or the system has no thread or wire left.
    pub fn start(early: Early, send: impl Fn(Input) -> bool + Send + 'static) -> io::Result<Self> {
        Self::read(Tty::open()?, early, send)
    }

    fn read(tty: Tty, early: Early, send: impl Fn(Input) -> bool + Send + 'static) -> io::Result<Self> {
        let (bell, woken) = wire()?;
        let (resized, window) = wire()?;
        let winch = low_level::pipe::register(SIGWINCH, window)?;
        let gate = Arc::new(Gate { state: Mutex::new(GateState::Reading), changed: Condvar::new() });
        let reader = InputReader { tty, woken, resized, gate: Arc::clone(&gate), decoder: early.decoder };
        thread::Builder::new().name("input".into()).spawn(move || {
            let gate = Arc::clone(&reader.gate);
            let here = early.typed.into_iter().all(&send);
            // A worker always answers, even dead.
            let end = panic::catch_unwind(AssertUnwindSafe(|| if here { reader.run(&send) } else { ReadEnd::Unheard }));
            low_level::unregister(winch);
            if !matches!(end, Ok(ReadEnd::Unheard)) {
                send(Input::Closed);
            }
            gate.set(GateState::Ended);
        })?;
        Ok(Self { gate, bell })
    }

    /// Keeps the thread from reading: the terminal belongs to another program for a while. Returns when it has stopped.
    pub fn pause(&self) {
        self.ask(GateState::AskedToPause, GateState::Paused);
    }

    /// Lets the thread read again.
    pub fn resume(&self) {
        let mut state = self.gate.lock();
        if matches!(*state, GateState::AskedToPause | GateState::Paused) {
            *state = GateState::Reading;
        }
        self.gate.changed.notify_all();
    }

    /// Asks, and waits a moment for it: nothing the thread does takes long, but the caller must not hang on it either.
    fn ask(&self, wish: GateState, done: GateState) {
        let mut state = self.gate.lock();
        if *state == GateState::Ended || *state == done {
            return;
        }
        *state = wish;
        self.gate.changed.notify_all();
        let _ = (&self.bell).write(&[0]);
        let waiting = |state: &mut GateState| *state != done && *state != GateState::Ended;
        let _ = self.gate.changed.wait_timeout_while(state, Duration::from_millis(200), waiting);
    }
}

impl Drop for InputThread {
    fn drop(&mut self) {
        self.ask(GateState::AskedToEnd, GateState::Ended);
    }
}

/// Why the thread ends.
enum ReadEnd {
    /// It is not heard any more.
    Unheard,
    /// The terminal is gone.
    Gone,
}

struct InputReader {
    tty: Tty,
    woken: UnixStream,
    resized: UnixStream,
    gate: Arc<Gate>,
    decoder: Decoder,
}

impl InputReader {
    fn run(mut self, send: &impl Fn(Input) -> bool) -> ReadEnd {
        let mut buffer = [0; 4096];
        loop {
            let limit = self.decoder.patience().map(tty::timespec);
            let mut fds = [&self.tty as &dyn std::os::fd::AsFd, &self.woken, &self.resized]
                .map(|fd| PollFd::from_borrowed_fd(fd.as_fd(), PollFlags::IN));
            let ready = match poll(&mut fds, limit.as_ref()) {
                Ok(ready) => ready,
                Err(Errno::INTR) => continue,
                Err(_) => return ReadEnd::Gone,
            };
            let [terminal, woken, resized] = fds.map(|fd| fd.revents());
            if !woken.is_empty() {
                drain(&self.woken);
                if !self.gate.pass() {
                    return ReadEnd::Unheard;
                }
                // Whatever was to be read may have been read by another program meanwhile.
                continue;
            }
            if !resized.is_empty() {
                drain(&self.resized);
                if let Ok((columns, rows)) = tty::size(&self.tty)
                    && !send(Input::Resize { columns, rows })
                {
                    return ReadEnd::Unheard;
                }
            }
            let tokens = if terminal.contains(PollFlags::IN) {
                match self.tty.read(&mut buffer) {
                    Ok(Some(0)) | Err(_) => return ReadEnd::Gone,
                    Ok(Some(count)) => self.decoder.feed(&buffer[..count]),
                    Ok(None) => continue,
                }
            } else if !terminal.is_empty() {
                return ReadEnd::Gone;
            } else if ready == 0 {
                self.decoder.give_up()
            } else {
                continue;
            };
            for token in tokens {
                let input = match token {
                    Token::Input(input) => Some(input),
                    Token::Answer(TerminalReply::Colour { which, colour }) => Some(Input::Colour { which, colour }),
                    Token::Answer(TerminalReply::Scheme { dark }) => Some(Input::Scheme(dark)),
                    // Any other is a late answer to the probe: the probe does not wait for it any more.
                    Token::Answer(_) => None,
                };
                if let Some(input) = input
                    && !send(input)
                {
                    return ReadEnd::Unheard;
                }
            }
        }
    }
}

/// Two ends of a wire: a byte into one wakes the thread that waits at the other.
fn wire() -> io::Result<(UnixStream, UnixStream)> {
    let (one, other) = UnixStream::pair()?;
    one.set_nonblocking(true)?;
    other.set_nonblocking(true)?;
    Ok((one, other))
}

fn drain(mut bell: &UnixStream) {
    let mut buffer = [0; 64];
    while bell.read(&mut buffer).is_ok_and(|count| count == buffer.len()) {}
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, channel};
    use std::time::Instant;

    use crossterm::event::KeyCode;

    use super::*;

    const SOON: Duration = Duration::from_secs(10);

    /// A thread that reads a pipe, the pipe, and what the thread says.
    fn reading() -> (InputThread, io::PipeWriter, Receiver<Input>) {
        let (ours, pipe) = io::pipe().expect("a pipe");
        let (sender, inputs) = channel();
        let early = Early { typed: vec![key('e')], decoder: Decoder::default() };
        let thread = InputThread::read(Tty::from(std::os::fd::OwnedFd::from(ours)), early, move |input| {
            sender.send(input).is_ok()
        });
        let thread = thread.expect("a thread");
        assert_eq!(inputs.recv_timeout(SOON), Ok(key('e')), "what came early comes first");
        (thread, pipe, inputs)
    }

    fn key(c: char) -> Input {
        Input::Key(KeyCode::Char(c).into())
    }

    #[test]
    fn the_end_of_the_terminal_is_told_once() {
        let (_thread, mut pipe, inputs) = reading();
        pipe.write_all(b"j").expect("the pipe");
        assert_eq!(inputs.recv_timeout(SOON), Ok(key('j')));
        drop(pipe);
        assert_eq!(inputs.recv_timeout(SOON), Ok(Input::Closed));
        assert!(inputs.recv_timeout(SOON).is_err(), "and the thread has let go of the channel");
    }

    #[test]
    fn a_paused_thread_reads_nothing() {
        let (thread, mut pipe, inputs) = reading();
        thread.pause();
        assert_eq!(*thread.gate.lock(), GateState::Paused);
        pipe.write_all(b"j").expect("the pipe");
        assert!(inputs.try_recv().is_err());
        thread.resume();
        assert_eq!(inputs.recv_timeout(SOON), Ok(key('j')));
    }

    #[test]
    fn it_ends_when_dropped_and_when_it_is_not_heard() {
        let (thread, _pipe, inputs) = reading();
        let start = Instant::now();
        drop(thread);
        assert!(inputs.recv_timeout(SOON).is_err() && start.elapsed() < SOON);

        let (thread, mut pipe, inputs) = reading();
        drop(inputs);
        pipe.write_all(b"j").expect("the pipe");
        let state = thread.gate.lock();
        let running = |state: &mut GateState| *state != GateState::Ended;
        let (state, _) = thread.gate.changed.wait_timeout_while(state, SOON, running).expect("no panic");
        assert_eq!(*state, GateState::Ended);
        drop(state);
    }
}
