//! The *frame*: the bytes that make of one picture on the screen another.
//!
//! Runs of text go out as they are. The cursor is placed at the start of a run and after every glyph whose width the
//! terminal may see differently ([`Certainty`]); a few cells that need not be written are, where a move would cost more.
//! Blanks are written with whatever pen nobody sees on them, or erased (EL, ECH) where there are many. Of the whole
//! picture and of what is left to write after a [scroll](Scroll), the shorter is sent; but a scroll that spares only
//! little is none, for where frames are not marked (T07) the eye sees it jump.
//!
//! What belongs to a link is written between the marks of it (OSC 8), and a cell differs where its link does: so a page
//! without links costs no byte more.
//!
//! T05: what a terminal leaves of a wide glyph of which one half was overwritten is its own affair. So both halves are
//! written: a cell that a glyph reached into differs from one where another begins, whatever is in them.

mod album;
mod certainty;
mod pen;
mod picture;
mod scroll;
mod stream;

use ratatui::layout::Position;

pub(super) use album::Album;
pub(super) use certainty::Certainty;
use pen::Pen;
pub(super) use picture::Picture;
use scroll::Scroll;
pub(super) use stream::ByteStream;

/// Blanks up to this number are written, more to the end of a row are erased: EL has so many bytes.
const BLANKS_BEFORE_EL: u16 = 3;
/// The same of blanks in the middle of a row: ECH and the move after it.
const BLANKS_BEFORE_ECH: u16 = 10;
/// Less than this is never worth a scroll.
const SCROLL_FROM: usize = 48;
/// Cells that are written rather than jumped over, at most.
const BRIDGE: u16 = 8;

/// What a terminal can do beyond the common.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ability {
    pub certainty: Certainty,
    /// Whether it has left and right margins.
    pub margins: bool,
}

/// The bytes that make of the picture that is shown the next one; none where they look the same. The two are of one
/// size; the pen is the terminal's own before and after.
pub(super) fn update(shown: &Picture, next: &Picture, ability: Ability) -> ByteStream {
    let mut best = write(shown, next, ability, None);
    if best.len() < SCROLL_FROM {
        return best;
    }
    let most = best.len() / 4 * 3;
    for scroll in Scroll::candidates(shown, next, ability.margins) {
        let mut moved = shown.clone();
        scroll.apply(&mut moved);
        let scrolled = write(&moved, next, ability, Some(&scroll));
        if scrolled.len() < best.len().min(most) {
            best = scrolled;
        }
    }
    best
}

fn write(shown: &Picture, next: &Picture, ability: Ability, scroll: Option<&Scroll>) -> ByteStream {
    let size = next.size();
    let mut stream = ByteStream::new(size.width);
    if let Some(scroll) = scroll {
        stream.send_and_lose_cursor(&scroll.sequence());
    }
    for y in 0..size.height {
        RowWriter { shown, next, certainty: ability.certainty, stream: &mut stream, y, blanks: None }.write();
    }
    stream.hold_link(0, None);
    stream.hold(Pen::default());
    stream
}

/// One row that is being written.
struct RowWriter<'p> {
    shown: &'p Picture,
    next: &'p Picture,
    certainty: Certainty,
    stream: &'p mut ByteStream,
    y: u16,
    /// Columns from the first blank that is to be written to the last one, with nothing but blanks between them.
    blanks: Option<(u16, u16)>,
}

impl RowWriter<'_> {
    fn write(mut self) {
        let columns = self.next.size().width;
        let (mut start, mut in_doubt) = (0, 0);
        while start < columns {
            let is_edge = |&x: &u16| x == columns || self.next.width(self.at(x)) > 0;
            let end = (start + 1..=columns).find(is_edge).unwrap_or(columns);
            let cells = self.at(start)..self.at(start) + usize::from(end - start);
            let differs = cells.clone().any(|at| self.next.differs(at, self.shown));
            if (differs || start < in_doubt) && !cells.clone().any(|at| self.next.is_skipped(at)) {
                in_doubt = in_doubt.max(self.segment(start, end));
            }
            start = end;
        }
        self.write_blanks();
    }

    fn at(&self, x: u16) -> usize {
        self.next.at(x, self.y)
    }

    /// Writes the columns between two edges. Gives the column up to which a glyph in doubt may have been drawn.
    fn segment(&mut self, start: u16, end: u16) -> u16 {
        let (mut x, mut in_doubt) = (start, 0);
        while x < end {
            let at = self.at(x);
            let width = self.next.width(at).max(1);
            if self.next.is_blank(at) {
                self.blank(x);
            } else {
                self.write_blanks();
                in_doubt = in_doubt.max(self.glyph(x, width));
            }
            x += width;
        }
        in_doubt
    }

    fn blank(&mut self, x: u16) {
        match self.blanks {
            Some((first, last)) if (last + 1..x).all(|between| self.next.is_blank(self.at(between))) => {
                self.blanks = Some((first, x));
            }
            _ => {
                self.write_blanks();
                self.blanks = Some((x, x));
            }
        }
    }

    fn write_blanks(&mut self) {
        let Some((first, last)) = self.blanks.take() else { return };
        let count = last - first + 1;
        let goes_on = (last + 1..self.next.size().width).any(|x| !self.next.is_blank(self.at(x)));
        self.go_to(first);
        self.stream.hold_for_blanks();
        if !goes_on && count > BLANKS_BEFORE_EL {
            self.stream.send("\x1b[K");
        } else if goes_on && count > BLANKS_BEFORE_ECH {
            self.stream.send(&format!("\x1b[{count}X"));
        } else {
            self.stream.blanks(count);
        }
    }

    /// Writes one glyph, and gives the column up to which the terminal may have drawn it.
    fn glyph(&mut self, x: u16, width: u16) -> u16 {
        let at = self.at(x);
        let symbol = self.next.symbol(at);
        let is_certain = self.certainty.has(symbol, width);
        self.go_to(x);
        self.stream.hold(self.next.pen(at));
        let link = self.next.link(at);
        self.stream.hold_link(link, self.next.link_target(link));
        if is_certain {
            self.stream.write(symbol, width, true);
            return 0;
        }
        if (1..width).any(|column| !self.shown.is_blank(at + usize::from(column))) {
            // A terminal that draws it narrower would leave there what is there now.
            self.stream.blanks(width);
            self.go_to(x);
        }
        self.stream.write(symbol, width, false);
        // Two columns a character are the most that any terminal has for it.
        let most = 2 * u16::try_from(symbol.chars().count()).unwrap_or(u16::MAX / 2);
        if most > width { x + most } else { 0 }
    }

    /// Goes to a column: by writing again what stands before it where that is shorter than a move.
    fn go_to(&mut self, x: u16) {
        let to = Position { x, y: self.y };
        if let Some(from) = self.stream.position().filter(|at| at.y == self.y && at.x < x && x - at.x <= BRIDGE)
            && self.can_be_bridged(from.x, x, self.stream.way(to).len())
        {
            let mut at = from.x;
            while at < x {
                let width = self.next.width(self.at(at));
                self.stream.write(self.next.symbol(self.at(at)), width, true);
                at += width;
            }
        }
        self.stream.go_to(to);
    }

    /// Whether the glyphs from one column to another can be written again with the pen at hand, in so many bytes.
    fn can_be_bridged(&self, from: u16, to: u16, most: usize) -> bool {
        let (mut x, mut length) = (from, 0);
        while x < to {
            let at = self.at(x);
            let (symbol, width, pen) = (self.next.symbol(at), self.next.width(at), self.stream.pen());
            let is_right = if self.next.is_blank(at) { pen.is_unseen_on_blank() } else { pen == self.next.pen(at) };
            length += symbol.len();
            if width == 0
                || !is_right
                || self.next.link(at) != self.stream.link()
                || length > most
                || self.next.is_skipped(at)
                || !self.certainty.has(symbol, width)
            {
                return false;
            }
            x += width;
        }
        x == to
    }
}
