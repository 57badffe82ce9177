//! The *screen*: what ratatui draws on.
//!
//! A frame is gathered whole and leaves in one write, marked as one frame where the terminal knows the mark (T07).
//! While the terminal is not ours (suspended, or restored by a panic in the middle of a frame) nothing is written.

use std::io::{self, Write};
use std::mem;

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};
use ratatui::layout::{Position, Rect, Size};
use ratatui::{Frame, Terminal};

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
        Ok(Self { frames: Frames::new(size()?)?, synchronized: probe.synchronized })
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
        let cells = self.frames.next(size()?, from_nothing, render)?;
        if cells.is_empty() || !loan::is_entered() {
            return Ok(());
        }
        if !self.synchronized {
            return tty::write_all(&cells);
        }
        tty::write_all(&[sequences::BEGIN_FRAME.as_bytes(), &cells, sequences::END_FRAME.as_bytes()].concat())
    }
}

fn blank(size: Size) -> Buffer {
    Buffer::empty(Rect::from((Position::ORIGIN, size)))
}

fn size() -> io::Result<Size> {
    tty::size(rustix::stdio::stdout()).map(Size::from)
}

/// The bytes of one frame after the other: all of [`TerminalScreen`] but the terminal.
#[derive(Debug)]
pub struct Frames {
    terminal: Terminal<ByteBackend>,
    park: Option<Position>,
}

impl Frames {
    /// Frames of a terminal of that size, of which nothing is known to be on the screen.
    ///
    /// # Errors
    /// Never in fact: nothing is written.
    pub fn new(size: Size) -> io::Result<Self> {
        Ok(Self {
            terminal: Terminal::new(ByteBackend { size, shown: blank(size), ..ByteBackend::default() })?,
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
        let canvas = self.terminal.backend_mut();
        canvas.size = size;
        if from_nothing {
            // Another program that had the terminal meanwhile may have left the cursor either way.
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
        Ok(mem::take(&mut canvas.bytes))
    }
}

/// A backend that gathers what crossterm's would write, and asks the terminal nothing.
#[derive(Debug, Default)]
struct ByteBackend {
    size: Size,
    /// What is on the screen.
    shown: Buffer,
    bytes: Vec<u8>,
    cursor: Position,
    cursor_shown: bool,
}

impl ByteBackend {
    fn crossterm(&mut self) -> CrosstermBackend<&mut Vec<u8>> {
        CrosstermBackend::new(&mut self.bytes)
    }
}

impl Backend for ByteBackend {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut cells: Vec<(u16, u16, Cell)> = Vec::new();
        for (x, y, cell) in content {
            let end = x + cell.cell_width().max(1);
            // T05: ratatui leaves the second column of a wide glyph alone when the first is overwritten. What a
            // terminal shows there then is its own affair, so both are written.
            let reach = (x..end).filter_map(|at| Some(at + self.shown.cell((at, y))?.cell_width().max(1))).max();
            let halves = (end..reach.unwrap_or(end)).filter_map(|at| Some((at, y, self.shown.cell((at, y))?.clone())));
            cells.push((x, y, cell.clone()));
            cells.extend(halves);
            for at in x..end {
                if let Some(shown) = self.shown.cell_mut((at, y)) {
                    shown.clone_from(cell);
                    if at > x {
                        shown.set_symbol(" ").set_diff_option(CellDiffOption::None);
                    }
                }
            }
        }
        // An unchanged frame writes nothing at all.
        if cells.is_empty() {
            return Ok(());
        }
        self.crossterm().draw(cells.iter().map(|(x, y, cell)| (*x, *y, cell)))
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
        self.shown = blank(self.size);
        // Erased cells take the current background: none.
        self.bytes.write_all(sequences::RESET_STYLE.as_bytes())?;
        self.crossterm().clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
