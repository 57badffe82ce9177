//! A *byte stream* to the terminal, which knows where the cursor is and which pen it holds, and goes from one to the
//! next by the shortest way.
//!
//! Only moves on one row are relative, and only where the column is known. After a glyph whose width is in doubt the
//! column is not; after the last column of a row nothing is, for there terminals differ in when they wrap.

use ratatui::layout::Position;

use super::pen::Pen;
use crate::model::ScreenLink;
use crate::term::sequences;

/// Where the terminal's cursor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CursorPlace {
    Unknown,
    OnRow(u16),
    At(Position),
}

/// Bytes for the terminal, and what it is like after them.
#[derive(Debug)]
pub(in crate::term) struct ByteStream {
    bytes: Vec<u8>,
    cursor: CursorPlace,
    pen: Pen,
    /// The link that is open, by its number; 0 where none is.
    link: u32,
    columns: u16,
}

impl ByteStream {
    /// A stream to a terminal of that many columns that holds its own pen.
    pub fn new(columns: u16) -> Self {
        Self { bytes: Vec::new(), cursor: CursorPlace::Unknown, pen: Pen::default(), link: 0, columns }
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    pub fn pen(&self) -> Pen {
        self.pen
    }

    /// Where the cursor is, if that is known.
    pub fn position(&self) -> Option<Position> {
        match self.cursor {
            CursorPlace::At(position) => Some(position),
            CursorPlace::OnRow(_) | CursorPlace::Unknown => None,
        }
    }

    /// The shortest way to a place.
    pub fn way(&self, to: Position) -> String {
        let absolute = match to {
            Position { x: 0, y: 0 } => "\x1b[H".to_owned(),
            Position { x: 0, y } => format!("\x1b[{}H", y + 1),
            Position { x, y } => format!("\x1b[{};{}H", y + 1, x + 1),
        };
        let at = match self.cursor {
            CursorPlace::At(at) if at == to => return String::new(),
            CursorPlace::At(at) if at.y == to.y => Some(at.x),
            CursorPlace::OnRow(y) if y == to.y => None,
            _ => return absolute,
        };
        if to.x == 0 {
            return "\r".to_owned();
        }
        let column = format!("\x1b[{}G", to.x + 1);
        let relative = at.map(|at| {
            let last = if to.x > at { 'C' } else { 'D' };
            match to.x.abs_diff(at) {
                1 => format!("\x1b[{last}"),
                columns => format!("\x1b[{columns}{last}"),
            }
        });
        relative.filter(|relative| relative.len() < column.len()).unwrap_or(column)
    }

    pub fn go_to(&mut self, to: Position) {
        let way = self.way(to);
        self.bytes.extend_from_slice(way.as_bytes());
        self.cursor = CursorPlace::At(to);
    }

    /// Takes a pen.
    pub fn hold(&mut self, pen: Pen) {
        let change = self.pen.change(pen);
        self.bytes.extend_from_slice(change.as_bytes());
        self.pen = pen;
    }

    /// The number of the link that what is written belongs to; 0 for none.
    pub fn link(&self) -> u32 {
        self.link
    }

    /// What is written from now on belongs to a link, or to none.
    pub fn hold_link(&mut self, number: u32, link: Option<&ScreenLink>) {
        if self.link == number {
            return;
        }
        self.link = if link.is_some() { number } else { 0 };
        self.send(&link.map_or_else(|| sequences::NO_LINK.to_owned(), sequences::link));
    }

    /// Takes a pen of which nothing is seen on blanks, and which belongs to no link.
    pub fn hold_for_blanks(&mut self) {
        self.hold_link(0, None);
        if !self.pen.is_unseen_on_blank() {
            self.hold(Pen::default());
        }
    }

    /// Writes a glyph. Where its width is in doubt, the cursor is on the row but nobody knows where.
    pub fn write(&mut self, symbol: &str, width: u16, is_certain: bool) {
        self.bytes.extend_from_slice(symbol.as_bytes());
        self.cursor = match self.cursor {
            CursorPlace::At(Position { x, y }) if x + width < self.columns => {
                if is_certain {
                    CursorPlace::At(Position { x: x + width, y })
                } else {
                    CursorPlace::OnRow(y)
                }
            }
            _ => CursorPlace::Unknown,
        };
    }

    /// Writes blanks.
    pub fn blanks(&mut self, count: u16) {
        for _ in 0..count {
            self.write(" ", 1, true);
        }
    }

    /// Sends a sequence that moves neither cursor nor pen.
    pub fn send(&mut self, sequence: &str) {
        self.bytes.extend_from_slice(sequence.as_bytes());
    }

    /// Sends what neither moves the cursor nor the pen.
    pub fn send_bytes(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Nobody knows where the cursor is.
    pub fn lose_cursor(&mut self) {
        self.cursor = CursorPlace::Unknown;
    }

    /// Sends a sequence after which the cursor is nobody knows where.
    pub fn send_and_lose_cursor(&mut self, sequence: &str) {
        self.send(sequence);
        self.lose_cursor();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: u16, y: u16) -> Position {
        Position { x, y }
    }

    #[test]
    fn the_shortest_way_from_place_to_place() {
        let mut stream = ByteStream::new(100);
        assert_eq!(stream.way(at(0, 0)), "\x1b[H");
        assert_eq!(stream.way(at(0, 11)), "\x1b[12H");
        assert_eq!(stream.way(at(5, 0)), "\x1b[1;6H");
        stream.go_to(at(40, 11));
        assert_eq!(stream.way(at(40, 11)), "");
        assert_eq!(stream.way(at(0, 11)), "\r");
        assert_eq!(stream.way(at(41, 11)), "\x1b[C");
        assert_eq!(stream.way(at(43, 11)), "\x1b[3C");
        assert_eq!(stream.way(at(36, 11)), "\x1b[4D");
        assert_eq!(stream.way(at(60, 11)), "\x1b[61G");
        assert_eq!(stream.way(at(40, 12)), "\x1b[13;41H");
        stream.write("①", 1, false);
        assert_eq!(stream.way(at(41, 11)), "\x1b[42G");
        assert_eq!(stream.way(at(0, 11)), "\r");
    }

    #[test]
    fn after_the_last_column_nothing_is_known() {
        let mut stream = ByteStream::new(10);
        stream.go_to(at(8, 2));
        stream.write("中", 2, true);
        assert_eq!(stream.way(at(0, 2)), "\x1b[3H");
        assert_eq!(stream.way(at(8, 2)), "\x1b[3;9H");
    }
}
