//! The *screen*: what ratatui draws on.
//!
//! A frame is gathered whole and leaves in one write, marked as one frame where the terminal knows the mark (T07).
//! While the terminal is not ours (suspended, or restored by a panic in the middle of a frame) nothing is written.

use std::io::{self, Write};
use std::mem;

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Rect, Size};
use ratatui::{Frame, Terminal};

use super::{Probe, guard, sequences, tty};

/// A ratatui terminal whose frames are written whole.
#[derive(Debug)]
pub struct Screen {
    terminal: Terminal<Canvas>,
    synchronized: bool,
    park: Option<Position>,
}

impl Screen {
    /// A screen on the terminal that was entered.
    pub fn new(probe: &Probe) -> io::Result<Self> {
        let terminal = Terminal::new(Canvas::default())?;
        Ok(Self { terminal, synchronized: probe.synchronized, park: None })
    }

    /// Columns and rows.
    pub fn size(&self) -> io::Result<Size> {
        self.terminal.size()
    }

    /// Where the cursor rests while it is hidden: the focused row, so that an input method's window opens there (T08).
    pub fn park_cursor(&mut self, position: impl Into<Position>) {
        self.park = Some(position.into());
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
        if from_nothing {
            let size = self.terminal.size()?;
            // Whoever had the terminal meanwhile may have left the cursor either way.
            let canvas = self.terminal.backend_mut();
            canvas.bytes.extend_from_slice(sequences::HIDE_CURSOR.as_bytes());
            canvas.cursor_shown = false;
            // Not `clear`: that one asks the terminal where the cursor is, and the input thread would get the answer.
            self.terminal.resize(Rect::from((Position::ORIGIN, size)))?;
        }
        self.terminal.draw(render)?;
        let park = self.park;
        let canvas = self.terminal.backend_mut();
        if let Some(position) = park
            && !canvas.cursor_shown
            && (!canvas.bytes.is_empty() || canvas.cursor != position)
        {
            canvas.set_cursor_position(position)?;
        }
        let cells = mem::take(&mut canvas.bytes);
        if cells.is_empty() || !guard::is_entered() {
            return Ok(());
        }
        if !self.synchronized {
            return tty::write_all(&cells);
        }
        tty::write_all(&[sequences::BEGIN_FRAME.as_bytes(), &cells, sequences::END_FRAME.as_bytes()].concat())
    }
}

/// A backend that gathers what crossterm's would write, and asks the terminal nothing.
#[derive(Debug, Default)]
struct Canvas {
    bytes: Vec<u8>,
    cursor: Position,
    cursor_shown: bool,
}

impl Canvas {
    fn crossterm(&mut self) -> CrosstermBackend<&mut Vec<u8>> {
        CrosstermBackend::new(&mut self.bytes)
    }
}

impl Backend for Canvas {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut content = content.peekable();
        // An unchanged frame writes nothing at all.
        if content.peek().is_none() { Ok(()) } else { self.crossterm().draw(content) }
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if mem::take(&mut self.cursor_shown) { self.crossterm().hide_cursor() } else { Ok(()) }
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if mem::replace(&mut self.cursor_shown, true) { Ok(()) } else { self.crossterm().show_cursor() }
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        self.cursor = position;
        self.crossterm().set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        // Erased cells take the current background: none.
        self.bytes.write_all(sequences::RESET_STYLE.as_bytes())?;
        self.crossterm().clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        tty::size(rustix::stdio::stdout()).map(Size::from)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
