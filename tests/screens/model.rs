//! A *model* of a terminal, stricter than any real one: it obeys only the sequences we send, gives every code point the
//! cells a terminal would, and where half of a wide glyph is overwritten, erased or scrolled away the other half is
//! garbage until something writes there too. Real terminals differ in what they leave there (T05).
//!
//! Where terminals differ in what they do, it panics: a relative move, an erasure or a scroll in the last column after a
//! glyph was written there (some wrap at once, some later), an erasure or a scroll with a pen that shows on blanks, text
//! written inside of margins that were left on.

use std::rc::Rc;

use kanbao::model::ScreenLink;
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
    /// The link that it is of; empty for none.
    link: Rc<str>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Pen {
    fg: Option<u8>,
    bg: Option<u8>,
    modifier: Modifier,
}

impl Pen {
    /// What of it can be seen where there is no letter.
    fn on_blank(self) -> Self {
        match self.modifier.intersects(Modifier::REVERSED | Modifier::UNDERLINED | Modifier::CROSSED_OUT) {
            true => self,
            false => Self { bg: self.bg, ..Self::default() },
        }
    }
}

/// How a terminal measures.
#[derive(Clone, Copy, Debug)]
pub struct Measures {
    /// Whether what is ambiguous takes two cells.
    pub ambiguous_wide: bool,
    /// Whether emoji, and marks that should combine, take a cell less or more than we think.
    pub odd: bool,
}

/// A terminal's screen.
pub struct Model {
    columns: usize,
    rows: usize,
    measures: Measures,
    cells: Vec<Cell>,
    /// The column is one too large after the last one was written.
    at: (usize, usize),
    pen: Pen,
    /// The link that what is written is of; empty for none.
    link: Rc<str>,
    /// First row and last of the scroll region.
    region: (usize, usize),
    /// First column and last between margins, where there are margins.
    margins: Option<(usize, usize)>,
    pub cursor_shown: bool,
}

impl Model {
    pub fn new(columns: u16, rows: u16, measures: Measures) -> Self {
        let mut model = Self {
            columns: 0,
            rows: 0,
            measures,
            cells: Vec::new(),
            at: (0, 0),
            pen: Pen::default(),
            link: "".into(),
            region: (0, 0),
            margins: None,
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
        self.region = (0, self.rows - 1);
        self.margins = None;
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
            } else if let Some(link) = rest.strip_prefix("\x1b]8;") {
                let (link, behind) = link.split_once("\x1b\\").expect("the end of a link");
                assert!(link.chars().all(|c| matches!(c, '!'..='~')), "{link:?} is sent");
                self.link = link.strip_prefix(';').unwrap_or(link).into();
                rest = behind;
            } else {
                if c == '\r' {
                    self.at.0 = 0;
                } else {
                    assert!(!c.is_control(), "{c:?} is sent");
                    self.write(c);
                }
                rest = &rest[c.len_utf8()..];
            }
        }
        assert!(self.pen == Pen::default(), "a frame ends with {:?}", self.pen);
        assert!(self.link.is_empty(), "a frame ends in a link to {}", self.link);
        assert!(self.region == (0, self.rows - 1) && self.margins.is_none(), "a frame ends with a scroll region");
    }

    fn obey(&mut self, body: &str, last: &str) {
        let numbers: Vec<usize> = body.split(';').map(|number| number.parse().unwrap_or(0)).collect();
        let count = numbers[0].max(1);
        match (body, last) {
            ("?25", "h") => self.cursor_shown = true,
            ("?25", "l") => self.cursor_shown = false,
            // DECLRMM. Reset, it takes the margins away (VT520 manual).
            ("?69", "h") => self.margins = Some((0, self.columns - 1)),
            ("?69", "l") => self.margins = None,
            // DECSLRM, which the same letter without the mode is not (SCOSC).
            (_, "s") => {
                assert!(self.margins.is_some(), "margins are set where there are none");
                let (left, right) = (numbers[0] - 1, numbers[1] - 1);
                assert!(left < right && right < self.columns, "margins {left} to {right}");
                (self.margins, self.at) = (Some((left, right)), (0, 0));
            }
            // DECSTBM. The cursor goes home.
            ("", "r") => (self.region, self.at) = ((0, self.rows - 1), (0, 0)),
            (_, "r") => {
                let (top, bottom) = (numbers[0] - 1, numbers[1] - 1);
                assert!(top < bottom && bottom < self.rows, "a region from {top} to {bottom}");
                (self.region, self.at) = ((top, bottom), (0, 0));
            }
            (_, "H") => {
                self.at = (numbers.get(1).copied().unwrap_or(1).max(1) - 1, count - 1);
                assert!(self.at.0 < self.columns && self.at.1 < self.rows, "the cursor goes to {:?}", self.at);
            }
            (_, "G") => {
                self.at.0 = count - 1;
                assert!(self.at.0 < self.columns, "the cursor goes to column {}", self.at.0);
            }
            (_, "C") => {
                self.on_the_screen("moves on");
                self.at.0 += count;
                self.on_the_screen("has moved on");
            }
            (_, "D") => {
                self.on_the_screen("moves back");
                self.at.0 = self.at.0.checked_sub(count).expect("columns to move back");
            }
            ("2", "J") => self.erase(0, self.cells.len()),
            ("", "K") => {
                self.on_the_screen("erases a line");
                let row = self.at.1 * self.columns;
                self.erase(row + self.at.0, row + self.columns);
            }
            (_, "X") => {
                self.on_the_screen("erases characters");
                let start = self.at.1 * self.columns + self.at.0;
                assert!(self.at.0 + count <= self.columns, "{count} characters are erased at {:?}", self.at);
                self.erase(start, start + count);
            }
            (_, "M") => self.move_lines(count as isize),
            (_, "L") => self.move_lines(-(count as isize)),
            (_, "m") => self.style(&numbers),
            _ => panic!("ESC[{body}{last} is sent"),
        }
    }

    fn on_the_screen(&self, what: &str) {
        assert!(self.at.0 < self.columns, "the cursor {what} behind the last column");
    }

    /// Erases cells, which must all lie in one row or be the whole screen.
    fn erase(&mut self, start: usize, end: usize) {
        assert!(self.pen.on_blank() == Pen::default(), "erased with {:?}", self.pen);
        assert!(self.link.is_empty(), "erased in a link to {}", self.link);
        let whole = end - start > self.columns;
        for at in start..end {
            if !whole {
                self.split(at / self.columns * self.columns, at % self.columns);
            }
            self.cells[at] = blank();
        }
    }

    /// DL, or IL where it is negative: the lines from the cursor to the end of the region, between the margins.
    fn move_lines(&mut self, by: isize) {
        self.on_the_screen("moves lines");
        assert!(self.pen.on_blank() == Pen::default(), "lines are moved with {:?}", self.pen);
        let (left, right) = self.margins.unwrap_or((0, self.columns - 1));
        let (top, bottom) = (self.at.1, self.region.1);
        assert!((self.region.0..=bottom).contains(&top), "lines are moved outside of the region");
        assert!((left..=right).contains(&self.at.0), "lines are moved outside of the margins");
        // A glyph that a margin cuts is lost.
        for y in top..=bottom {
            let row = y * self.columns;
            if self.cells[row + left].text.is_empty() {
                self.split(row, left);
                self.cells[row + left] = garbage();
            }
            if right + 1 < self.columns && self.cells[row + right + 1].text.is_empty() {
                self.split(row, right + 1);
                self.cells[row + right + 1] = garbage();
            }
        }
        let old = self.cells.clone();
        for y in top..=bottom {
            let from = y.checked_add_signed(by).filter(|from| (top..=bottom).contains(from));
            for x in left..=right {
                self.cells[y * self.columns + x] = match from {
                    Some(from) => old[from * self.columns + x].clone(),
                    None => blank(),
                };
            }
        }
        // IL and DL leave the cursor in its column or in the first: terminals differ.
        self.at.0 = self.columns;
    }

    fn style(&mut self, numbers: &[usize]) {
        let pen = &mut self.pen;
        let Some((&first, mut rest)) = numbers.split_first() else { return };
        match first {
            0 => *pen = Pen::default(),
            1 => pen.modifier |= Modifier::BOLD,
            2 => pen.modifier |= Modifier::DIM,
            3 => pen.modifier |= Modifier::ITALIC,
            4 => pen.modifier |= Modifier::UNDERLINED,
            7 => pen.modifier |= Modifier::REVERSED,
            9 => pen.modifier |= Modifier::CROSSED_OUT,
            22 => pen.modifier -= Modifier::BOLD | Modifier::DIM,
            23 => pen.modifier -= Modifier::ITALIC,
            24 => pen.modifier -= Modifier::UNDERLINED,
            27 => pen.modifier -= Modifier::REVERSED,
            29 => pen.modifier -= Modifier::CROSSED_OUT,
            30..38 => pen.fg = Some(first as u8 - 30),
            39 => pen.fg = None,
            40..48 => pen.bg = Some(first as u8 - 40),
            49 => pen.bg = None,
            90..98 => pen.fg = Some(first as u8 - 82),
            100..108 => pen.bg = Some(first as u8 - 92),
            38 | 48 => {
                let [5, colour, ref more @ ..] = *rest else { panic!("SGR {numbers:?} is sent") };
                *(if first == 38 { &mut pen.fg } else { &mut pen.bg }) = Some(colour as u8);
                rest = more;
            }
            _ => panic!("SGR {numbers:?} is sent"),
        }
        self.style(rest);
    }

    fn width(&self, c: char) -> usize {
        match c {
            '\u{FF9E}' | '\u{FF9F}' => 1,
            c if is_odd(c) && self.measures.odd => 3 - c.width().unwrap_or(0).clamp(1, 2),
            c if self.measures.ambiguous_wide => c.width_cjk().unwrap_or(0),
            c => c.width().unwrap_or(0),
        }
    }

    fn write(&mut self, c: char) {
        assert!(self.margins.is_none() && self.region == (0, self.rows - 1), "{c} is written inside of margins");
        let width = self.width(c);
        let (x, y) = self.at;
        if width == 0 {
            let mut before = x - 1;
            while self.cells[y * self.columns + before].text.is_empty() {
                before -= 1;
            }
            return self.cells[y * self.columns + before].text.push(c);
        }
        if self.measures.odd && x + width > self.columns {
            // It is not ours to say what becomes of it there; but the cursor is behind the last column.
            return self.at.0 = self.columns;
        }
        assert!(x + width <= self.columns && y < self.rows, "{c} is written at {x},{y}, out of the screen");
        let row = y * self.columns;
        for covered in x..x + width {
            self.split(row, covered);
        }
        self.cells[row + x] = Cell { text: c.into(), cells: width, pen: self.pen, link: Rc::clone(&self.link) };
        if width == 2 {
            self.cells[row + x + 1] =
                Cell { text: String::new(), cells: 0, pen: self.pen, link: Rc::clone(&self.link) };
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
        self.compare(buffer, |_| true)
    }

    /// Compares the cells with what every terminal sees alike.
    pub fn same_where_certain(&self, buffer: &Buffer) -> Result<(), String> {
        self.compare(buffer, |symbol| {
            let mut chars = symbol.chars();
            let lone = chars.next().filter(|_| chars.next().is_none());
            lone.is_some_and(|c| c.width() == c.width_cjk() && !is_odd(c))
        })
    }

    /// Compares the links of all cells with those that are to be there.
    pub fn has_links(&self, links: &[ScreenLink]) -> Result<(), String> {
        let mut wanted: Vec<String> = vec![String::new(); self.cells.len()];
        for link in links {
            let from = usize::from(link.y) * self.columns + usize::from(link.x);
            let said = format!("id={:x};{}", link.id, link.address.as_str());
            wanted[from..from + usize::from(link.width)].fill(said);
        }
        let shown = self.cells.iter().map(|cell| &*cell.link);
        match shown.zip(&wanted).position(|(shown, wanted)| shown != wanted) {
            Some(at) => Err(format!("{at}: a link to {:?}, not {:?}", self.cells[at].link, wanted[at])),
            None => Ok(()),
        }
    }

    fn compare(&self, buffer: &Buffer, counts: impl Fn(&str) -> bool) -> Result<(), String> {
        assert_eq!((self.columns, self.rows), (buffer.area.width.into(), buffer.area.height.into()));
        for y in 0..self.rows {
            let mut x = 0;
            while x < self.columns {
                let wanted = &buffer[(x as u16, y as u16)];
                let width = usize::from(wanted.cell_width().max(1));
                let shown = &self.cells[y * self.columns + x..y * self.columns + x + width];
                let text: String = shown.iter().map(|cell| cell.text.as_str()).collect();
                let pen = Pen { fg: index(wanted.fg), bg: index(wanted.bg), modifier: wanted.modifier };
                let seen = |pen: Pen| if wanted.symbol() == " " { pen.on_blank() } else { pen };
                if counts(wanted.symbol())
                    && (text != wanted.symbol() || shown.iter().any(|cell| seen(cell.pen) != seen(pen)))
                {
                    return Err(format!("{x},{y}: {shown:?} for {wanted:?}\n{}", self.picture()));
                }
                // What a terminal does not cover of a glyph it sees otherwise is blank, and nothing that stood there.
                let is_lone = !counts(wanted.symbol()) && wanted.symbol().chars().count() == 1;
                if is_lone && shown.iter().skip(1).any(|cell| !["", " ", GARBAGE].contains(&cell.text.as_str())) {
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

/// What terminals measure as they like: emoji, marks, symbols, and what is newer than they are.
fn is_odd(c: char) -> bool {
    let is_mark = c.width() == Some(0);
    is_mark || matches!(c, '\u{2600}'..='\u{27BF}' | '\u{1F000}'..='\u{1FFFF}' | '\u{FFFD}' | '\u{E00}'..='\u{E7F}')
}

fn blank() -> Cell {
    Cell { text: " ".into(), cells: 1, pen: Pen::default(), link: "".into() }
}

fn garbage() -> Cell {
    Cell { text: GARBAGE.into(), cells: 1, pen: Pen { bg: Some(255), ..Pen::default() }, link: "".into() }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn model(columns: u16, rows: u16, text: &str) -> Model {
        let mut model = Model::new(columns, rows, Measures { ambiguous_wide: false, odd: false });
        model.feed(b"\x1b[2J");
        for (y, row) in text.split('/').enumerate() {
            model.feed(format!("\x1b[{};1H{row}", y + 1).as_bytes());
        }
        model
    }

    fn shows(model: &Model, text: &str) {
        model.same_as(&Buffer::with_lines(text.split('/'))).unwrap();
    }

    #[test]
    fn half_a_glyph_is_garbage() {
        let buffer = Buffer::with_lines(["a 文"]);
        let mut model = model(4, 1, "中文");
        model.feed("\x1b[1;1Ha".as_bytes());
        assert!(model.same_as(&buffer).is_err());
        model.feed("\x1b[1;2H ".as_bytes());
        model.same_as(&buffer).unwrap();
        model.feed("\x1b[1;2H文".as_bytes());
        assert!(model.same_as(&buffer).is_err());
        model.feed("\x1b[1;1Ha 文".as_bytes());
        model.same_as(&buffer).unwrap();
        model.feed("\x1b[7m\x1b[1;2H \x1b[m".as_bytes());
        assert!(model.same_as(&buffer).is_err(), "a wrong background");
        model.feed("\x1b[2m\x1b[1;2H \x1b[m".as_bytes());
        model.same_as(&buffer).unwrap();
    }

    #[test]
    fn erasing() {
        let mut line = model(6, 1, "中文ab");
        line.feed(b"\x1b[1;5H\x1b[K");
        shows(&line, "中文  ");
        line.feed(b"\r\x1b[2X");
        shows(&line, "  文  ");
        line.feed(b"\x1b[4G\x1b[K");
        assert!(line.same_as(&Buffer::with_lines(["      "])).is_err(), "half a glyph was erased");
    }

    #[test]
    fn a_region_scrolls() {
        let mut rows = model(2, 4, "一/二/三/四");
        rows.feed(b"\x1b[2;4r\x1b[2H\x1b[M\x1b[r");
        shows(&rows, "一/三/四/  ");
        rows.feed(b"\x1b[1;3r\x1b[1H\x1b[2L\x1b[r");
        shows(&rows, "  /  /一/  ");
    }

    #[test]
    fn what_is_between_margins_scrolls() {
        let mut rows = model(5, 3, "一a二/三b四/五c六");
        rows.feed(b"\x1b[?69h\x1b[4;5s\x1b[1;3r\x1b[1;4H\x1b[M\x1b[?69l\x1b[r");
        shows(&rows, "一a四/三b六/五c  ");
        rows.feed(b"\x1b[?69h\x1b[2;4s\x1b[1;3r\x1b[1;2H\x1b[M\x1b[?69l\x1b[r");
        assert!(rows.picture().contains(GARBAGE), "the margins cut glyphs");
    }
}
