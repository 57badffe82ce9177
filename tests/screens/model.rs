//! A *model* of a terminal, stricter than any real one: it obeys only the sequences we send, gives every code point the
//! cells a terminal would, and where half of a wide glyph is overwritten the other half is garbage until something
//! writes there too. Real terminals differ in what they leave there (T05).

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthChar;

/// What shows where half a glyph was left behind, or where a resize left anything at all.
const GARBAGE: &str = "\u{FFFF}";

#[derive(Clone, Debug, PartialEq)]
struct Cell {
    /// Empty in the second column of a wide glyph.
    text: String,
    /// The columns of the glyph that begins here.
    cells: usize,
    pen: Pen,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Pen {
    fg: Option<u8>,
    bg: Option<u8>,
    modifier: Modifier,
}

/// A terminal's screen.
pub struct Model {
    columns: usize,
    rows: usize,
    ambiguous_wide: bool,
    cells: Vec<Cell>,
    at: (usize, usize),
    pen: Pen,
    pub cursor_shown: bool,
}

impl Model {
    pub fn new(columns: u16, rows: u16, ambiguous_wide: bool) -> Self {
        let mut model = Self {
            columns: 0,
            rows: 0,
            ambiguous_wide,
            cells: Vec::new(),
            at: (0, 0),
            pen: Pen::default(),
            cursor_shown: true,
        };
        model.resize(columns, rows);
        model
    }

    /// Terminals keep, wrap anew or clear what was there: what is on the screen after it is not known.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        (self.columns, self.rows) = (columns.into(), rows.into());
        self.cells = vec![garbage(); self.columns * self.rows];
        self.at = (0, 0);
    }

    pub fn cursor(&self) -> (u16, u16) {
        (self.at.0 as u16, self.at.1 as u16)
    }

    /// Obeys; panics at what we never send.
    pub fn feed(&mut self, bytes: &[u8]) {
        let mut rest = std::str::from_utf8(bytes).expect("UTF-8");
        while let Some(c) = rest.chars().next() {
            if let Some(body) = rest.strip_prefix("\x1b[") {
                let end = body.find(|c: char| c.is_ascii_alphabetic()).expect("a final byte");
                self.obey(&body[..end], &body[end..=end]);
                rest = &body[end + 1..];
            } else {
                assert!(!c.is_control(), "{c:?} is sent");
                self.write(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }

    fn obey(&mut self, body: &str, last: &str) {
        let numbers: Vec<usize> = body.split(';').map(|number| number.parse().unwrap_or(0)).collect();
        match (body, last) {
            ("?25", "h") => self.cursor_shown = true,
            ("?25", "l") => self.cursor_shown = false,
            (_, "H") => self.at = (numbers[1] - 1, numbers[0] - 1),
            ("2", "J") => self.cells.fill(Cell { text: " ".into(), cells: 1, pen: self.pen }),
            (_, "m") => self.style(&numbers),
            _ => panic!("ESC[{body}{last} is sent"),
        }
    }

    fn style(&mut self, numbers: &[usize]) {
        let pen = &mut self.pen;
        match *numbers {
            [0] => *pen = Pen::default(),
            [1] => pen.modifier |= Modifier::BOLD,
            [2] => pen.modifier |= Modifier::DIM,
            [3] => pen.modifier |= Modifier::ITALIC,
            [4] => pen.modifier |= Modifier::UNDERLINED,
            [7] => pen.modifier |= Modifier::REVERSED,
            [9] => pen.modifier |= Modifier::CROSSED_OUT,
            [22] => pen.modifier -= Modifier::BOLD | Modifier::DIM,
            [23] => pen.modifier -= Modifier::ITALIC,
            [24] => pen.modifier -= Modifier::UNDERLINED,
            [27] => pen.modifier -= Modifier::REVERSED,
            [29] => pen.modifier -= Modifier::CROSSED_OUT,
            [39] => pen.fg = None,
            [49] => pen.bg = None,
            [59] => {}
            [38, 5, colour] => pen.fg = Some(colour as u8),
            [48, 5, colour] => pen.bg = Some(colour as u8),
            // crossterm sends both colours in one sequence.
            [38, 5, colour, ref more @ ..] => {
                pen.fg = Some(colour as u8);
                self.style(more);
            }
            [39, ref more @ ..] if !more.is_empty() => {
                pen.fg = None;
                self.style(more);
            }
            _ => panic!("SGR {numbers:?} is sent"),
        }
    }

    fn write(&mut self, c: char) {
        let width = match c {
            '\u{FF9E}' | '\u{FF9F}' => 1,
            c if self.ambiguous_wide => c.width_cjk().unwrap_or(0),
            c => c.width().unwrap_or(0),
        };
        let (x, y) = self.at;
        if width == 0 {
            let mut before = x - 1;
            while self.cells[y * self.columns + before].text.is_empty() {
                before -= 1;
            }
            return self.cells[y * self.columns + before].text.push(c);
        }
        assert!(x + width <= self.columns && y < self.rows, "{c} is written at {x},{y}, out of the screen");
        let row = y * self.columns;
        for covered in x..x + width {
            self.split(row, covered);
        }
        self.cells[row + x] = Cell { text: c.into(), cells: width, pen: self.pen };
        if width == 2 {
            self.cells[row + x + 1] = Cell { text: String::new(), cells: 0, pen: self.pen };
        }
        self.at.0 += width;
    }

    /// The glyph in a column is about to be overwritten: what is left of it is garbage.
    fn split(&mut self, row: usize, x: usize) {
        if self.cells[row + x].text.is_empty() {
            self.cells[row + x - 1] = garbage();
        } else if self.cells[row + x].cells == 2 {
            self.cells[row + x + 1] = garbage();
        }
        self.cells[row + x] = garbage();
    }

    /// Compares every cell; the error names the first that differs.
    pub fn same_as(&self, buffer: &Buffer) -> Result<(), String> {
        assert_eq!((self.columns, self.rows), (buffer.area.width.into(), buffer.area.height.into()));
        for y in 0..self.rows {
            let mut x = 0;
            while x < self.columns {
                let wanted = &buffer[(x as u16, y as u16)];
                let width = usize::from(wanted.cell_width().max(1));
                let shown = &self.cells[y * self.columns + x..y * self.columns + x + width];
                let text: String = shown.iter().map(|cell| cell.text.as_str()).collect();
                let pen = Pen { fg: index(wanted.fg), bg: index(wanted.bg), modifier: wanted.modifier };
                if text != wanted.symbol() || shown.iter().any(|cell| cell.pen != pen) {
                    return Err(format!("{x},{y}: {shown:?} for {wanted:?}\n{}", self.picture()));
                }
                x += width;
            }
        }
        Ok(())
    }

    fn picture(&self) -> String {
        let rows = self.cells.chunks(self.columns.max(1));
        rows.map(|row| row.iter().map(|cell| cell.text.as_str()).collect::<String>() + "\n").collect()
    }
}

fn garbage() -> Cell {
    Cell { text: GARBAGE.into(), cells: 1, pen: Pen { bg: Some(255), ..Pen::default() } }
}

fn index(colour: Color) -> Option<u8> {
    match colour {
        Color::Black => Some(0),
        Color::Red => Some(1),
        Color::Green => Some(2),
        Color::Yellow => Some(3),
        Color::Blue => Some(4),
        Color::Magenta => Some(5),
        Color::Cyan => Some(6),
        Color::LightRed => Some(9),
        Color::LightBlue => Some(12),
        Color::LightMagenta => Some(13),
        Color::Reset => None,
        _ => panic!("{colour:?} is none of the theme's that we use"),
    }
}

#[test]
fn half_a_glyph_is_garbage() {
    let buffer = Buffer::with_lines(["a 文"]);
    let mut model = Model::new(4, 1, false);
    model.feed("\x1b[2J\x1b[1;1H中文".as_bytes());
    model.feed("\x1b[1;1Ha".as_bytes());
    assert!(model.same_as(&buffer).is_err());
    model.feed("\x1b[1;2H ".as_bytes());
    model.same_as(&buffer).unwrap();
    model.feed("\x1b[1;2H文".as_bytes());
    assert!(model.same_as(&buffer).is_err());
    model.feed("\x1b[1;1Ha 文\x1b[7m".as_bytes());
    model.same_as(&buffer).unwrap();
    model.feed("\x1b[1;2H ".as_bytes());
    assert!(model.same_as(&buffer).is_err(), "a wrong background");
}
