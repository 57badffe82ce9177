//! *Input*: what the reader does at the terminal.

use crossterm::event::{KeyEvent, MouseEvent};

use crate::model::{Rgb, SafeText};

/// Something the reader did at the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed, or repeats. Releases are not reported.
    Key(KeyEvent),
    /// Text was pasted: made safe, controls and colours dropped, line ends kept as `\n` (T09).
    Paste(SafeText),
    /// A button or the wheel; column and row count from 0.
    Mouse(MouseEvent),
    /// The terminal has another size.
    Resize {
        /// Cells in a row.
        columns: u16,
        /// Rows.
        rows: u16,
    },
    /// The terminal got (true) or lost the focus. We do not ask for this report.
    Focus(bool),
    /// One of the terminal's own colours, as it answers late or was asked again for.
    Colour {
        /// Which of the two.
        which: OwnColour,
        /// The colour.
        colour: Rgb,
    },
    /// The terminal's colours are others now: dark ones (true) or light ones.
    Scheme(bool),
    /// The terminal is gone; this is the last input.
    Closed,
}

/// One of the colours that a terminal has itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnColour {
    /// That of letters.
    Text,
    /// That of the ground.
    Ground,
}
