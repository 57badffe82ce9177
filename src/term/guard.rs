//! The *guard*: the terminal while it is ours. It is given back as it was found, once, whatever ends us (T11).
//!
//! What is needed to give it back lies in one static, because a panic hook and a second deadly signal have to reach it
//! from wherever they are.

use std::io::{self, Write};
use std::marker::PhantomData;
use std::panic::{self, PanicHookInfo};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Duration;

use rustix::process::{getpgrp, getsid};
use rustix::termios::Termios;

use super::probe::{self, Heard};
use super::tty::{self, Tty};
use super::{Early, InputThread, Probe, SignalThread, sequences};

/// The one loan there can be.
static LOAN: Mutex<Option<Loan>> = Mutex::new(None);
/// Whether the terminal is in our modes now.
static ENTERED: AtomicBool = AtomicBool::new(false);
/// What other threads would have printed into our screen when they panicked; printed when the terminal is back.
static LAST_WORDS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// How long a terminal may take to answer the probe (W04).
const PROBE_LIMIT: Duration = Duration::from_millis(200);

/// Whether what is written now reaches our screen.
pub(super) fn is_entered() -> bool {
    ENTERED.load(Ordering::SeqCst)
}

/// What suspending came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Woken {
    /// The terminal is ours again, with nothing of ours on it: redraw everything.
    Again,
    /// There is no shell that could bring us back, so we did not stop.
    NeverSlept,
    /// We were woken to end. The terminal is not ours.
    ToEnd,
}

/// The terminal, borrowed. Dropping it gives the terminal back.
///
/// Belongs to the thread that entered it, the UI thread: a panic of that thread, and no other, ends the loan.
#[derive(Debug)]
pub struct Terminal {
    tty: Tty,
    /// Woken from a sleep of our own, with that SIGCONT still to be heard.
    rested: bool,
    stays_on_its_thread: PhantomData<*const ()>,
}

impl Terminal {
    /// Borrows the terminal: raw mode, alternate screen, no cursor, bracketed paste, and the mouse if `mouse`.
    ///
    /// # Errors
    /// When standard output is no terminal (nothing was sent), when the terminal cannot be used (nothing is left
    /// changed), or when it is borrowed already.
    pub fn enter(mouse: bool) -> io::Result<Self> {
        install_hook();
        let tty = Tty::open()?;
        let mut place = lock();
        if place.is_some() {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, "the terminal is in use already"));
        }
        io::stdout().flush()?;
        let mut loan = Loan {
            found: tty.settings()?,
            tty: tty.try_clone()?,
            mouse,
            synchronized: false,
            graphemes: false,
            ui: thread::current().id(),
        };
        if let Err(error) = loan.enter() {
            loan.leave();
            return Err(error);
        }
        *place = Some(loan);
        Ok(Self { tty, rested: false, stays_on_its_thread: PhantomData })
    }

    /// Asks the terminal how wide it draws and which modes it knows. To be called before the input thread starts. Asks
    /// nothing and assumes nothing where `TERM` is `dumb` or `KANBAO_WIDTH` is set; gives up after 200 ms.
    pub fn probe(&mut self) -> Heard {
        if !probe::is_wanted() {
            return Heard { probe: Probe::default(), early: Early::default() };
        }
        let (heard, graphemes) = probe::ask(&self.tty, PROBE_LIMIT);
        if let Some(loan) = lock().as_mut() {
            loan.synchronized = heard.probe.synchronized;
            loan.graphemes = graphemes;
        }
        heard
    }

    /// Switches reports of the mouse on or off; off, the terminal's own selection works without a modifier.
    pub fn set_mouse(&mut self, on: bool) -> io::Result<()> {
        if let Some(loan) = lock().as_mut().filter(|loan| loan.mouse != on) {
            loan.mouse = on;
            if is_entered() {
                tty::write_all(if on { sequences::MOUSE_ON } else { sequences::MOUSE_OFF }.as_bytes())?;
            }
        }
        Ok(())
    }

    /// Gives the terminal back. It can be given back more than once; errors are ignored, for it may be gone.
    pub fn leave(&mut self) {
        if let Some(loan) = lock().as_mut() {
            loan.leave();
        }
    }

    /// Stops us as a shell expects of Ctrl-Z: gives the terminal back, stops the process group (a pager's parent stops
    /// with it), and takes the terminal again when `fg` wakes us.
    ///
    /// # Errors
    /// When the terminal cannot be taken again: it is gone.
    pub fn suspend(&mut self, input: &InputThread, signals: &SignalThread) -> io::Result<Woken> {
        if !has_job_control() {
            return Ok(Woken::NeverSlept);
        }
        input.pause();
        self.leave();
        loop {
            signals.sleep()?;
            if self.tty.is_foreground() {
                break;
            }
            // Awake, but in the background: `bg` did it, and there is nothing a reader could do there, or a shell
            // that is about to end us (`kill %1` sends SIGTERM and SIGCONT).
            thread::sleep(Duration::from_millis(50));
            if signals.ending().is_some() {
                return Ok(Woken::ToEnd);
            }
        }
        self.enter_again()?;
        self.rested = true;
        input.resume();
        Ok(Woken::Again)
    }

    /// What to do when SIGCONT came: if we were stopped without being asked (SIGSTOP), the shell has changed the
    /// terminal since. Takes it again, or goes back to sleep if we were woken in the background.
    ///
    /// # Errors
    /// As [`suspend`](Self::suspend).
    pub fn wake(&mut self, input: &InputThread, signals: &SignalThread) -> io::Result<Woken> {
        if !self.tty.is_foreground() {
            return self.suspend(input, signals);
        }
        if !std::mem::take(&mut self.rested) {
            self.enter_again()?;
        }
        Ok(Woken::Again)
    }

    fn enter_again(&mut self) -> io::Result<()> {
        lock().as_mut().map_or(Ok(()), Loan::enter)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if let Some(mut loan) = lock().take() {
            loan.leave();
        }
        let words = std::mem::take(&mut *LAST_WORDS.lock().unwrap_or_else(PoisonError::into_inner));
        for word in words {
            let _ = writeln!(io::stderr(), "{word}");
        }
    }
}

/// What was found and what was changed.
#[derive(Debug)]
struct Loan {
    tty: Tty,
    found: Termios,
    mouse: bool,
    synchronized: bool,
    graphemes: bool,
    ui: ThreadId,
}

impl Loan {
    fn enter(&mut self) -> io::Result<()> {
        let mut modes = String::new();
        // Set first, so that whatever fails below is taken back.
        if ENTERED.swap(true, Ordering::SeqCst) {
            // We never left, but a shell has used our screen. Entering it twice would forget the normal one's cursor.
            modes.push_str(sequences::LEAVE_ALTERNATE);
        }
        self.tty.set(&tty::raw(&self.found))?;
        modes.push_str(sequences::ENTER_ALTERNATE);
        modes.push_str(sequences::HIDE_CURSOR);
        modes.push_str(sequences::PASTE_ON);
        if self.graphemes {
            modes.push_str(sequences::GRAPHEMES_ON);
        }
        if self.mouse {
            modes.push_str(sequences::MOUSE_ON);
        }
        tty::write_all(modes.as_bytes())
    }

    fn leave(&mut self) {
        if !ENTERED.swap(false, Ordering::SeqCst) {
            return;
        }
        let mut modes = String::new();
        if self.synchronized {
            // A panic in the middle of a frame would leave the screen frozen.
            modes.push_str(sequences::END_FRAME);
        }
        modes.push_str(sequences::RESET_STYLE);
        if self.mouse {
            modes.push_str(sequences::MOUSE_OFF);
        }
        if self.graphemes {
            modes.push_str(sequences::GRAPHEMES_OFF);
        }
        modes.push_str(sequences::PASTE_OFF);
        modes.push_str(sequences::SHOW_CURSOR);
        modes.push_str(sequences::LEAVE_ALTERNATE);
        let _ = tty::write_all(modes.as_bytes());
        if self.tty.is_foreground() {
            let _ = self.tty.set(&self.found);
        }
    }
}

/// Gives the terminal back from wherever we are, unless the UI thread is at it.
pub(super) fn restore() {
    if let Ok(mut place) = LOAN.try_lock()
        && let Some(loan) = place.as_mut()
    {
        loan.leave();
    }
}

fn lock() -> MutexGuard<'static, Option<Loan>> {
    LOAN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a shell would notice that we stopped. A group with the session's leader in it has none above it (`xterm -e
/// kanbao`, a container): the system ignores Ctrl-Z there, and a stop would be for ever.
fn has_job_control() -> bool {
    getsid(None).is_ok_and(|session| session != getpgrp())
}

/// Makes the message of a panic readable: on the normal screen, after the terminal is given back.
fn install_hook() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let old = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let keep = is_entered() && !is_ui_thread() && rustix::termios::isatty(rustix::stdio::stderr());
            if keep {
                keep_words(info);
            } else {
                if is_ui_thread() {
                    restore();
                }
                old(info);
            }
        }));
    });
}

fn is_ui_thread() -> bool {
    // If the lock is taken, the panic may come from under it; then the loan ends when it is dropped.
    LOAN.try_lock().is_ok_and(|place| place.as_ref().is_some_and(|loan| loan.ui == thread::current().id()))
}

/// A worker's panic is caught where the worker is started, and the reader reads on; the words are for afterwards.
fn keep_words(info: &PanicHookInfo<'_>) {
    let thread = thread::current();
    let words = format!("thread '{}' {info}", thread.name().unwrap_or("<unnamed>"));
    if let Ok(mut kept) = LAST_WORDS.try_lock()
        && kept.len() < 16
    {
        kept.push(words);
    }
}
