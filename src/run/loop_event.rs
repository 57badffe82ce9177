//! What wakes the [event loop](super::event_loop).

use crate::library::LibraryEvent;
use crate::model::SafeText;
use crate::state::StateEvent;
use crate::term::{Input, Signal};

/// What wakes the loop.
pub(super) enum LoopEvent {
    Input(Input),
    Signal(Signal),
    Library(LibraryEvent),
    State(StateEvent),
    /// The file of the configuration may be another one.
    Config,
    /// What the reader is to be told of.
    Warning(SafeText),
}
