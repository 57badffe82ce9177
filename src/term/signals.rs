//! *Signals*: what the system and other programs ask of us.
//!
//! They are heard on a thread of their own and answered by the UI thread, which alone may touch the terminal. Only a
//! second deadly signal is answered here: it means that the UI thread does not listen.

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use rustix::process::kill_current_process_group;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::{Handle, Signals};
use signal_hook::{SigId, flag, low_level};

use super::loan;

/// A signal that ends us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending(i32);

impl Ending {
    /// The exit status a shell gives to a program that ended so: 128 + the signal's number (143 for SIGTERM).
    pub fn exit_code(self) -> u8 {
        u8::try_from(128 + self.0).unwrap_or(1)
    }

    /// Ends the process by this signal, so that the parent sees what ended us. The terminal is given back first, but
    /// nothing else is dropped: write down what has to be kept before.
    pub fn end(self) -> ! {
        loan::restore();
        let _ = low_level::emulate_default_handler(self.0);
        process::exit(self.exit_code().into())
    }
}

/// A signal that came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// SIGTERM, SIGHUP, SIGINT or SIGQUIT: write down what has to be kept, leave, end. After SIGHUP the terminal may be
    /// gone.
    End(Ending),
    /// SIGTSTP: call [`Terminal::suspend`](super::Terminal::suspend).
    Suspend,
    /// SIGCONT: call [`Terminal::wake`](super::Terminal::wake) and redraw.
    Continue,
    /// The thread died: no signal is heard any more, not even one to end. This is the last of it.
    Died,
}

const DEADLY: [i32; 4] = [SIGTERM, SIGHUP, SIGINT, SIGQUIT];

/// Those that a key sends to the program that has the terminal.
const KEYS: [i32; 2] = [SIGINT, SIGQUIT];

/// The thread that hears signals. Dropping it ends it; signals then do again what they always do.
#[derive(Debug)]
pub struct SignalThread {
    handle: Handle,
    flags: Vec<SigId>,
    ending: Arc<AtomicUsize>,
    continued: Arc<AtomicBool>,
    /// Whether another program has the terminal, and its keys.
    lent: Arc<AtomicBool>,
}

impl SignalThread {
    /// Starts hearing. `send` passes a signal on to the UI thread and says whether it is still there.
    ///
    /// # Errors
    /// When the system takes no handler for a signal, or has no thread left.
    pub fn start(send: impl Fn(Signal) -> bool + Send + 'static) -> io::Result<Self> {
        let ending = Arc::new(AtomicUsize::new(0));
        let continued = Arc::new(AtomicBool::new(false));
        let mut flags = vec![flag::register(SIGCONT, Arc::clone(&continued))?];
        for signal in DEADLY {
            // Set by the handler itself: `suspend` looks at it right after it is woken.
            let number = usize::try_from(signal).unwrap_or_default();
            flags.push(flag::register_usize(signal, Arc::clone(&ending), number)?);
        }
        let lent = Arc::new(AtomicBool::new(false));
        let elsewhere = Arc::clone(&lent);
        let mut signals = Signals::new(DEADLY.iter().chain(&[SIGTSTP, SIGCONT]))?;
        let handle = signals.handle();
        thread::Builder::new().name("signals".into()).spawn(move || {
            // A worker always answers, even dead.
            if panic::catch_unwind(AssertUnwindSafe(|| hear(&mut signals, &elsewhere, &send))).is_err() {
                send(Signal::Died);
            }
        })?;
        Ok(Self { handle, flags, ending, continued, lent })
    }

    /// The deadly signal that came last, if any did.
    pub fn ending(&self) -> Option<Ending> {
        let number = i32::try_from(self.ending.load(Ordering::SeqCst)).unwrap_or_default();
        (number != 0).then_some(Ending(number))
    }

    /// Another program has the terminal now, or has it no longer: what its keys ask of it is not asked of us.
    pub(super) fn lend(&self, lent: bool) {
        self.lent.store(lent, Ordering::SeqCst);
        for key in KEYS {
            let number = usize::try_from(key).unwrap_or_default();
            let _ = self.ending.compare_exchange(number, 0, Ordering::SeqCst, Ordering::SeqCst);
        }
    }

    /// Stops the process group and returns when it was continued; false if it was not stopped after all.
    ///
    /// From the background, and where the terminal is gone, it is stopped by the signal for reading from the
    /// background: the system itself lets that fall where no shell is left that could wake the group. A stop from the
    /// foreground knows no such care, but then the shell lives.
    pub(super) fn sleep(&self, in_foreground: bool) -> io::Result<bool> {
        use rustix::process::Signal;
        self.continued.store(false, Ordering::SeqCst);
        kill_current_process_group(if in_foreground { Signal::STOP } else { Signal::TTIN })?;
        // Another thread may be the one that takes the signal; until it does, this one runs on. A second of running is
        // more than that ever takes.
        for _ in 0..200 {
            if self.continued.load(Ordering::SeqCst) {
                return Ok(true);
            }
            thread::sleep(Duration::from_millis(5));
        }
        Ok(false)
    }
}

/// Passes signals on until the handle is closed.
fn hear(signals: &mut Signals, lent: &AtomicBool, send: &impl Fn(Signal) -> bool) {
    let mut asked_to_end = false;
    for number in signals.forever() {
        if lent.load(Ordering::SeqCst) && KEYS.contains(&number) {
            continue;
        }
        if lent.load(Ordering::SeqCst) && number == SIGTSTP {
            // It stops, and the shell is to notice: we stop with it.
            let _ = low_level::emulate_default_handler(SIGTSTP);
            continue;
        }
        let signal = match number {
            SIGTSTP => Signal::Suspend,
            SIGCONT => Signal::Continue,
            deadly => Signal::End(Ending(deadly)),
        };
        let heard = !asked_to_end && send(signal);
        if let Signal::End(ending) = signal {
            if !heard {
                ending.end();
            }
            asked_to_end = true;
        }
    }
}

impl Drop for SignalThread {
    fn drop(&mut self) {
        self.handle.close();
        for id in self.flags.drain(..) {
            low_level::unregister(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn exit_codes_are_a_shells() {
        assert_eq!(Ending(SIGTERM).exit_code(), 143);
        assert_eq!(Ending(SIGHUP).exit_code(), 129);
        assert_eq!(Ending(SIGINT).exit_code(), 130);
    }

    #[test]
    fn a_thread_that_dies_says_so() {
        let (sender, signals) = mpsc::channel();
        let _thread = SignalThread::start(move |signal| {
            assert_ne!(signal, Signal::Continue, "this is how it dies");
            sender.send(signal).is_ok()
        });
        low_level::raise(SIGCONT).expect("a signal that does nothing");
        assert_eq!(signals.recv_timeout(Duration::from_secs(10)), Ok(Signal::Died));
    }
}
