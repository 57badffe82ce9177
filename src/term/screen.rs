//! The *screen*: what ratatui draws on.
//!
//! A frame is gathered whole and leaves in one write, marked as one frame where the terminal knows the mark (T07).
//! While the terminal is not ours (suspended, or restored by a panic in the middle of a frame) nothing is written.
//!
//! Of ratatui we take the buffer that is drawn on. What of it is sent, and how, is [ours](super::frame): its backend for
//! crossterm moves the cursor after every wide glyph.

use std::io;

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::{Frame, Terminal};

use super::frame::{self, Ability, Certainty, Picture};
use super::{Probe, loan, sequences, tty};

/// A ratatui terminal whose frames are written whole.
#[derive(Debug)]
pub struct TerminalScreen {
    frames: Frames,
    synchronized: bool,
}

impl TerminalScreen {
    /// A screen on the terminal that was entered.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn new(probe: &Probe) -> io::Result<Self> {
        Ok(Self { frames: Frames::new(size()?, probe)?, synchronized: probe.synchronized })
    }

    /// Columns and rows.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn size(&self) -> io::Result<Size> {
        size()
    }

    /// Where the cursor rests while it is hidden: the focused row, so that an input method's window opens there (T08).
    pub fn park_cursor(&mut self, position: impl Into<Position>) {
        self.frames.park_cursor(position);
    }

    /// Draws one frame: writes what differs from the frame before.
    ///
    /// # Errors
    /// When the terminal cannot be written to: it is gone.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame)) -> io::Result<()> {
        self.frame(false, render)
    }

    /// Draws one frame from nothing: after a page turn, a resize, a closed overlay, or when the terminal was not ours
    /// for a while (T04).
    ///
    /// # Errors
    /// As [`draw`](Self::draw).
    pub fn redraw(&mut self, render: impl FnOnce(&mut Frame)) -> io::Result<()> {
        self.frame(true, render)
    }

    fn frame(&mut self, from_nothing: bool, render: impl FnOnce(&mut Frame)) -> io::Result<()> {
        let bytes = self.frames.next(size()?, from_nothing, render)?;
        if bytes.is_empty() || !loan::is_entered() {
            return Ok(());
        }
        if !self.synchronized {
            return tty::write_all(&bytes);
        }
        tty::write_all(&[sequences::BEGIN_FRAME.as_bytes(), &bytes, sequences::END_FRAME.as_bytes()].concat())
    }
}

fn size() -> io::Result<Size> {
    tty::size(rustix::stdio::stdout()).map(Size::from)
}

/// The bytes of one frame after the other: all of [`TerminalScreen`] but the terminal.
#[derive(Debug)]
pub struct Frames {
    terminal: Terminal<BufferBackend>,
    ability: Ability,
    /// What is on the screen.
    shown: Picture,
    /// Where the cursor was left.
    cursor: Option<Position>,
    cursor_shown: bool,
    park: Option<Position>,
}

impl Frames {
    /// Frames of a terminal of that size, of which nothing is known to be on the screen.
    ///
    /// # Errors
    /// Never in fact: nothing is written.
    pub fn new(size: Size, probe: &Probe) -> io::Result<Self> {
        Ok(Self {
            terminal: Terminal::new(BufferBackend { size, cursor: Position::ORIGIN, cursor_shown: false })?,
            ability: Ability { certainty: Certainty::new(probe.ambiguous), margins: probe.margins },
            shown: Picture::blank(size),
            cursor: None,
            cursor_shown: false,
            park: None,
        })
    }

    /// Where the cursor rests while it is hidden.
    pub fn park_cursor(&mut self, position: impl Into<Position>) {
        self.park = Some(position.into());
    }

    /// The bytes that bring the next frame onto the screen, from the frame before or from nothing. Empty where nothing
    /// differs.
    ///
    /// # Errors
    /// Never in fact: nothing is written.
    pub fn next(&mut self, size: Size, from_nothing: bool, render: impl FnOnce(&mut Frame)) -> io::Result<Vec<u8>> {
        self.terminal.backend_mut().size = size;
        let next = Picture::of(self.terminal.draw(render)?.buffer);
        let mut bytes = Vec::new();
        if from_nothing || size != self.shown.size() {
            // Another program that had the terminal meanwhile may have left anything behind.
            bytes.extend_from_slice(sequences::FROM_NOTHING.as_bytes());
            self.shown = Picture::blank(size);
            (self.cursor, self.cursor_shown) = (None, false);
        }
        let BufferBackend { cursor, cursor_shown, .. } = *self.terminal.backend();
        if self.cursor_shown && !cursor_shown {
            bytes.extend_from_slice(sequences::HIDE_CURSOR.as_bytes());
        }
        let mut stream = frame::update(&self.shown, &next, self.ability);
        self.shown = next;
        if let Some(wanted) = if cursor_shown { Some(cursor) } else { self.park }
            && (stream.len() > 0 || self.cursor != Some(wanted))
        {
            stream.go_to(wanted);
            self.cursor = Some(wanted);
        }
        bytes.append(&mut stream.into_bytes());
        if cursor_shown && !self.cursor_shown {
            bytes.extend_from_slice(sequences::SHOW_CURSOR.as_bytes());
        }
        self.cursor_shown = cursor_shown;
        Ok(bytes)
    }
}

/// The backend of which ratatui thinks that it draws on it. It keeps where the cursor is wanted, and asks the terminal
/// nothing.
#[derive(Debug)]
struct BufferBackend {
    size: Size,
    cursor: Position,
    cursor_shown: bool,
}

impl Backend for BufferBackend {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, _: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.cursor_shown = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.cursor_shown = true;
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
