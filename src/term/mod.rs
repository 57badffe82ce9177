//! The *terminal*: borrowed from the reader's shell, and given back as it was found.
//!
//! [`Terminal`] is the loan itself: raw mode, the alternate screen and the modes we switch on are taken and given back
//! together, whatever ends the loan: `q`, a panic, a signal, Ctrl-Z. [`TerminalScreen`] draws on it, one write a frame.
//! [`InputThread`] and [`SignalThread`] turn what comes from outside into values for the one event channel. A
//! [`Probe`] is what the terminal answered when asked how wide it draws, and in which colours.
//!
//! ```no_run
//! # enum Event { Input(kanbao::term::Input), Signal(kanbao::term::Signal) }
//! use kanbao::term::{InputThread, TerminalScreen, SignalThread, Terminal};
//! let (sender, events) = std::sync::mpsc::channel();
//! let hear = sender.clone();
//! // Before the terminal is changed, so that no signal finds it changed and no thread that hears it.
//! let signals = SignalThread::start(move |signal| hear.send(Event::Signal(signal)).is_ok())?;
//! let mut terminal = Terminal::enter(true)?;
//! terminal.ask();
//! let heard = terminal.hear();
//! let mut screen = TerminalScreen::new(&heard.probe)?;
//! let input = InputThread::start(heard.early, move |input| sender.send(Event::Input(input)).is_ok())?;
//! screen.draw(|buffer, _links| {
//!     buffer.set_string(0, 0, "看报", ratatui::style::Style::new());
//!     None
//! })?;
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! Why input is not read by crossterm: its reader never returns from a terminal that is gone (end of file and EIO are
//! retried for ever, at a full core), cannot be paused, takes a mode report (`ESC[?2026;2$y`, which over a slow line
//! comes late) for the start of a longer sequence and swallows the keys after it, and throws away what was typed while
//! the probe waited. Its event types are used; the bytes are decoded in `decode`.

mod clipboard;
mod colours;
mod decode;
mod frame;
mod guard;
mod hyperlinks;
mod input;
mod input_thread;
mod loan;
mod pictures;
mod probe;
mod screen;
pub mod sequences;
mod signals;
mod tty;

pub use clipboard::copy;
pub use colours::{ask_colours, colour_depth, told_colours};
pub use guard::{Terminal, Woken};
pub use hyperlinks::takes_links;
pub use input::{Input, OwnColour};
pub use input_thread::InputThread;
pub use pictures::{PictureAnswers, PictureProtocol, picture_device};
pub use probe::{Early, Heard, Probe};
pub use screen::{Frames, TerminalScreen};
pub use signals::{Ending, Signal, SignalThread};
pub use tty::{columns, is_terminal};
