//! What wakes the [event loop](super::event_loop).

use crate::lexicon::LexiconAnswer;
use crate::library::LibraryEvent;
use crate::model::{PictureFault, RequestId, SafeText};
use crate::pictures::{PictureAnswer, PictureSource};
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
    /// What the dictionaries say.
    Lexicon(LexiconAnswer),
    /// A sentence was said aloud, or why it was not.
    Spoken {
        request: RequestId,
        failed: Option<SafeText>,
    },
    /// What came of an order for pictures.
    Picture(PictureAnswer),
    /// A picture was fetched, or why it was not.
    Fetched {
        request: RequestId,
        source: PictureSource,
        bytes: Result<Vec<u8>, PictureFault>,
    },
    /// What the reader is to be told of.
    Warning(SafeText),
}
