//! The *guard*: the terminal while it is ours. It is given back as it was found, once, whatever ends us (T11).
//!
//! What is needed to give it back is the [`Loan`].

use std::io::{self, Write};
use std::marker::PhantomData;
use std::panic::{self, PanicHookInfo};
use std::sync::{Mutex, Once, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{getpgrp, getppid, getsid};

use super::input_thread::InputThread;
use super::loan::{self, Loan, is_entered};
use super::probe::{self, Early, Heard, Probe};
use super::signals::SignalThread;
use super::tty::{self, Tty};

/// What other threads would have printed into our screen when they panicked; printed when the terminal is back.
static LAST_WORDS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// How long a terminal may take to answer the probe (W04).
const PROBE_LIMIT: Duration = Duration::from_millis(200);

/// What suspending came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Woken {
    /// The terminal is ours again, with nothing of ours on it: redraw everything.
    Again,
    /// There is no shell that could wake us, so we did not stop.
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
    /// Until when answers of the terminal are waited for, if it was asked.
    answers_due: Option<Instant>,
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
        let mut place = loan::lock();
        if place.is_some() {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, "the terminal is in use already"));
        }
        io::stdout().flush()?;
        let mut loan = Loan::new(&tty, mouse)?;
        if let Err(error) = loan.enter() {
            loan.leave();
            return Err(error);
        }
        *place = Some(loan);
        Ok(Self { tty, answers_due: None, rested: false, stays_on_its_thread: PhantomData })
    }

    /// Asks the terminal how wide it draws, in which colours, and which modes it knows. Asks nothing and assumes nothing where `TERM` is
    /// `dumb` or `KANBAO_WIDTH` is set.
    pub fn ask(&mut self) {
        if probe::is_wanted() && probe::ask().is_ok() {
            self.answers_due = Some(Instant::now() + PROBE_LIMIT);
        }
    }

    /// Hears what it answers to what it was asked; gives up 200 ms after that. To be called before the input thread
    /// starts.
    pub fn hear(&mut self) -> Heard {
        let Some(due) = self.answers_due.take() else {
            return Heard { probe: Probe::default(), early: Early::default() };
        };
        let (heard, graphemes) = probe::hear(&self.tty, due);
        if let Some(loan) = loan::lock().as_mut() {
            loan.told(heard.probe.synchronized, graphemes, heard.probe.schemes);
        }
        heard
    }

    /// Gives the terminal back. It can be given back more than once; errors are ignored, for it may be gone.
    pub fn leave(&mut self) {
        if let Some(loan) = loan::lock().as_mut() {
            loan.leave();
        }
    }

    /// Stops us as a shell expects of Ctrl-Z: gives the terminal back, stops the process group (a pager's parent stops
    /// with it), and takes the terminal again when `fg` wakes us.
    ///
    /// # Errors
    /// When the terminal cannot be taken again: it is gone.
    pub fn suspend(&mut self, input: &InputThread, signals: &SignalThread) -> io::Result<Woken> {
        if !has_shell() {
            return Ok(Woken::NeverSlept);
        }
        input.pause();
        self.leave();
        loop {
            // The signal that ends us may be heard after one that came behind it (SIGCONT follows SIGHUP when a
            // terminal goes): its mark is set first.
            if signals.ending().is_some() {
                return Ok(Woken::ToEnd);
            }
            let stopped = signals.sleep(self.tty.is_foreground())?;
            if self.tty.is_foreground() {
                break;
            }
            if !stopped {
                // The system knows of no shell that could wake us, and the terminal is not ours.
                return Ok(Woken::ToEnd);
            }
            // Awake, but in the background: `bg` did it, and there is nothing a reader could do there, or a shell
            // that is about to end us (`kill %1` sends SIGTERM and SIGCONT).
            thread::sleep(Duration::from_millis(50));
        }
        enter_again()?;
        self.rested = true;
        input.resume();
        Ok(Woken::Again)
    }

    /// Gives the terminal to something else until that is done, and takes it again. The keys that interrupt or stop a
    /// program are not ours meanwhile.
    ///
    /// # Errors
    /// When the terminal cannot be taken again: it is gone.
    pub fn lend<T>(
        &mut self,
        input: &InputThread,
        signals: &SignalThread,
        job: impl FnOnce(&Self) -> T,
    ) -> io::Result<T> {
        input.pause();
        self.leave();
        signals.lend(true);
        let done = job(self);
        signals.lend(false);
        enter_again()?;
        input.resume();
        Ok(done)
    }

    /// Has the mouse reported, or leaves it to the terminal.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn report_mouse(&mut self, wanted: bool) -> io::Result<()> {
        loan::lock().as_mut().map_or(Ok(()), |loan| loan.report_mouse(wanted))
    }

    /// Says something on the terminal that is lent, and waits for Enter.
    pub fn ask_to_go_on(&self, what: &str) {
        let mut line = [0; 256];
        let _ = tty::write_all(format!("\n[{what}] ").as_bytes());
        loop {
            match self.tty.read(&mut line) {
                Ok(Some(0)) | Err(_) => return,
                Ok(Some(count)) if line[..count].contains(&b'\n') => return,
                Ok(_) => {}
            }
        }
    }

    /// What to do when SIGCONT came: if we were stopped without being asked (SIGSTOP), the shell has changed the
    /// terminal since. Takes it again, or goes back to sleep if we were woken in the background.
    ///
    /// # Errors
    /// As [`suspend`](Self::suspend).
    pub fn wake(&mut self, input: &InputThread, signals: &SignalThread) -> io::Result<Woken> {
        if signals.ending().is_some() {
            return Ok(Woken::ToEnd);
        }
        if !self.tty.is_foreground() {
            return self.suspend(input, signals);
        }
        if !std::mem::take(&mut self.rested) {
            enter_again()?;
        }
        Ok(Woken::Again)
    }
}

fn enter_again() -> io::Result<()> {
    loan::lock().as_mut().map_or(Ok(()), Loan::enter)
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if let Some(mut loan) = loan::lock().take() {
            loan.leave();
        }
        let words = std::mem::take(&mut *LAST_WORDS.lock().unwrap_or_else(PoisonError::into_inner));
        for word in words {
            let _ = writeln!(io::stderr(), "{word}");
        }
    }
}

/// Whether a shell would notice that we stopped, and could wake us. A group with the session's leader in it has none
/// above it (`xterm -e kanbao`, a container); one whose parent is of another session has lost it (the shell was killed,
/// and the system has given its children away). A stop would be for ever.
fn has_shell() -> bool {
    let session = getsid(None);
    let parent = getppid();
    session.is_ok_and(|own| own != getpgrp() && parent.is_some_and(|parent| getsid(Some(parent)) == Ok(own)))
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
                    loan::restore();
                }
                old(info);
            }
        }));
    });
}

fn is_ui_thread() -> bool {
    // If the lock is taken, the panic may come from under it; then the loan ends when it is dropped.
    loan::is_of(thread::current().id())
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
