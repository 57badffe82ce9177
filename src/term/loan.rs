//! The *loan*: what was found on the terminal and what was changed, so that it can be given back.
//!
//! It lies in one static, because a panic hook and a second deadly signal have to reach it from wherever they are.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};

use rustix::termios::Termios;

use super::sequences;
use super::tty::{self, Tty};

/// The one loan there can be.
static LOAN: Mutex<Option<Loan>> = Mutex::new(None);
/// Whether the terminal is in our modes now.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Whether a picture was drawn by the terminal itself since we entered.
static DREW: AtomicBool = AtomicBool::new(false);
/// Whether one was that the terminal keeps apart from its text.
static KEEPS: AtomicBool = AtomicBool::new(false);

/// A picture is drawn by the terminal itself.
pub(super) fn draws_pictures(kept: bool) {
    DREW.store(true, Ordering::SeqCst);
    KEEPS.fetch_or(kept, Ordering::SeqCst);
}

/// Whether what is written now reaches our screen.
pub(super) fn is_entered() -> bool {
    ENTERED.load(Ordering::SeqCst)
}

/// What was found and what was changed.
#[derive(Debug)]
pub(super) struct Loan {
    tty: Tty,
    found: Termios,
    mouse: bool,
    synchronized: bool,
    graphemes: bool,
    schemes: bool,
    ui: ThreadId,
}

impl Loan {
    /// A loan by this thread, not entered yet.
    pub(super) fn new(tty: &Tty, mouse: bool) -> io::Result<Self> {
        let ui = thread::current().id();
        let (synchronized, graphemes, schemes) = (false, false, false);
        Ok(Self { found: tty.settings()?, tty: tty.try_clone()?, mouse, synchronized, graphemes, schemes, ui })
    }

    /// What the terminal told: whether frames can be marked, whether we switched cells to go by grapheme clusters, and
    /// whether it tells of changes of its colours now.
    pub(super) fn told(&mut self, synchronized: bool, graphemes: bool, schemes: bool) {
        (self.synchronized, self.graphemes, self.schemes) = (synchronized, graphemes, schemes);
    }

    /// Has the mouse reported or not from now on.
    pub(super) fn report_mouse(&mut self, wanted: bool) -> io::Result<()> {
        if std::mem::replace(&mut self.mouse, wanted) == wanted || !is_entered() {
            return Ok(());
        }
        tty::write_all(if wanted { sequences::MOUSE_ON } else { sequences::MOUSE_OFF }.as_bytes())
    }

    /// Takes the terminal: raw mode, alternate screen, no cursor, bracketed paste, and the mouse if it is wanted.
    pub(super) fn enter(&mut self) -> io::Result<()> {
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
        if self.schemes {
            modes.push_str(sequences::SCHEMES_ON);
        }
        if self.mouse {
            modes.push_str(sequences::MOUSE_ON);
        }
        tty::write_all(modes.as_bytes())
    }

    /// Gives it back. Errors are ignored, for it may be gone.
    pub(super) fn leave(&mut self) {
        if !ENTERED.swap(false, Ordering::SeqCst) {
            return;
        }
        let mut modes = String::new();
        if DREW.swap(false, Ordering::SeqCst) {
            // A panic in the middle of a picture would leave its string open.
            modes.push_str(sequences::END_STRING);
            if KEEPS.swap(false, Ordering::SeqCst) {
                modes.push_str(sequences::NO_PICTURES);
            }
            modes.push_str(sequences::RESET_STYLE);
            modes.push_str(sequences::ERASE_SCREEN);
        }
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
        if self.schemes {
            modes.push_str(sequences::SCHEMES_OFF);
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

/// The one loan, if there is one, for as long as the lock is held.
pub(super) fn lock() -> MutexGuard<'static, Option<Loan>> {
    LOAN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether the loan is of a thread. No, where the lock is taken: then a panic may come from under it, and the loan ends
/// when it is dropped.
pub(super) fn is_of(thread: ThreadId) -> bool {
    LOAN.try_lock().is_ok_and(|place| place.as_ref().is_some_and(|loan| loan.ui == thread))
}
