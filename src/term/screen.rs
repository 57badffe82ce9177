//! The *screen*: what ratatui draws on.
//!
//! A frame is gathered whole and leaves in one write, marked as one frame where the terminal knows the mark (T07).
//! While the terminal is not ours (suspended, or restored by a panic in the middle of a frame) nothing is written.
//!
//! Of ratatui we take the buffer that is drawn on, and its widgets. What of it is sent, and how, is [ours](super::frame):
//! its backend for crossterm moves the cursor after every wide glyph. So its terminal, which holds two buffers and
//! compares them, has nothing to do here.

use std::io;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use super::frame::{self, Ability, Album, Certainty, Picture};
use super::{Probe, loan, sequences, tty};
use crate::model::{ScreenLink, ScreenStrip};

/// A place for the links of a frame; none where the terminal is not told of them.
type LinkPlace<'l> = Option<&'l mut Vec<ScreenLink>>;

/// A screen whose frames are written whole.
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
        Ok(Self { frames: Frames::new(size()?, probe), synchronized: probe.synchronized })
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

    /// From now on the terminal is told of links, or it is not.
    pub fn tell_links(&mut self, telling: bool) {
        self.frames.tell_links(telling);
    }

    /// The rows of pictures that are to stand on the next frame. Nothing else is drawn in their cells.
    pub fn place(&mut self, strips: Vec<ScreenStrip>) {
        if let Some(strip) = strips.first() {
            loan::draws_pictures(strip.picture.kept);
        }
        self.frames.place(strips);
    }

    /// Draws one frame: writes what differs from the frame before. `render` draws on the blank buffer it is given, and
    /// says where the cursor is to be seen, if it is; it gets a place for the links that it draws where the terminal is
    /// told of them.
    ///
    /// # Errors
    /// When the terminal cannot be written to: it is gone.
    pub fn draw(&mut self, render: impl FnOnce(&mut Buffer, LinkPlace<'_>) -> Option<Position>) -> io::Result<()> {
        self.frame(false, render)
    }

    /// Draws one frame from nothing: after a page turn, a resize, a closed overlay, or when the terminal was not ours
    /// for a while (T04).
    ///
    /// # Errors
    /// As [`draw`](Self::draw).
    pub fn redraw(&mut self, render: impl FnOnce(&mut Buffer, LinkPlace<'_>) -> Option<Position>) -> io::Result<()> {
        self.frame(true, render)
    }

    fn frame(
        &mut self,
        from_nothing: bool,
        render: impl FnOnce(&mut Buffer, LinkPlace<'_>) -> Option<Position>,
    ) -> io::Result<()> {
        let bytes = self.frames.next(size()?, from_nothing, render);
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
    /// What the next frame is drawn on; blank.
    buffer: Buffer,
    ability: Ability,
    /// What is on the screen.
    shown: Picture,
    /// Where the cursor was left.
    cursor: Option<Position>,
    cursor_shown: bool,
    park: Option<Position>,
    /// Whether the terminal is told of links.
    tells_links: bool,
    /// The rows of pictures of the next frame.
    strips: Vec<ScreenStrip>,
    /// What the terminal keeps of pictures.
    album: Album,
}

impl Frames {
    /// Frames of a terminal of that size, of which nothing is known to be on the screen.
    pub fn new(size: Size, probe: &Probe) -> Self {
        Self {
            buffer: Buffer::empty(Rect::from((Position::ORIGIN, size))),
            ability: Ability { certainty: Certainty::new(probe.ambiguous), margins: probe.margins },
            shown: Picture::blank(size),
            cursor: None,
            cursor_shown: false,
            park: None,
            tells_links: false,
            strips: Vec::new(),
            album: Album::default(),
        }
    }

    /// Where the cursor rests while it is hidden.
    pub fn park_cursor(&mut self, position: impl Into<Position>) {
        self.park = Some(position.into());
    }

    /// From now on the terminal is told of links, or it is not.
    pub fn tell_links(&mut self, telling: bool) {
        self.tells_links = telling;
    }

    /// The rows of pictures that are to stand on the next frame.
    pub fn place(&mut self, strips: Vec<ScreenStrip>) {
        self.strips = strips;
    }

    /// The bytes that bring the next frame onto the screen, from the frame before or from nothing. Empty where nothing
    /// differs. `render` draws it on a blank buffer, and says where the cursor is to be seen, if it is; it
    /// gets a place for the links that it draws where the terminal is told of them.
    pub fn next(
        &mut self,
        size: Size,
        from_nothing: bool,
        render: impl FnOnce(&mut Buffer, LinkPlace<'_>) -> Option<Position>,
    ) -> Vec<u8> {
        if self.buffer.area.as_size() != size {
            self.buffer = Buffer::empty(Rect::from((Position::ORIGIN, size)));
        }
        let mut links = self.tells_links.then(Vec::new);
        let cursor = render(&mut self.buffer, links.as_mut());
        let next = Picture::of(std::mem::take(&mut self.buffer)).with_links(links.unwrap_or_default());
        let next = next.with_strips(std::mem::take(&mut self.strips));
        let mut bytes = Vec::new();
        if from_nothing || size != self.shown.size() {
            // Another program that had the terminal meanwhile may have left anything behind.
            bytes.extend_from_slice(sequences::FROM_NOTHING.as_bytes());
            bytes.extend_from_slice(self.album.forget_all().as_bytes());
            self.shown.clear(size);
            (self.cursor, self.cursor_shown) = (None, false);
        }
        if self.cursor_shown && cursor.is_none() {
            bytes.extend_from_slice(sequences::HIDE_CURSOR.as_bytes());
        }
        bytes.extend_from_slice(self.album.remove(self.shown.strips(), next.strips()).as_bytes());
        let mut stream = frame::update(&self.shown, &next, self.ability);
        self.album.draw(self.shown.strips(), next.strips(), &mut stream);
        // The two take turns, so that no frame costs memory.
        self.buffer = std::mem::replace(&mut self.shown, next).into_buffer();
        if let Some(wanted) = cursor.or(self.park)
            && (stream.len() > 0 || self.cursor != Some(wanted))
        {
            stream.go_to(wanted);
            self.cursor = Some(wanted);
        }
        bytes.append(&mut stream.into_bytes());
        if cursor.is_some() && !self.cursor_shown {
            bytes.extend_from_slice(sequences::SHOW_CURSOR.as_bytes());
        }
        self.cursor_shown = cursor.is_some();
        bytes
    }
}
