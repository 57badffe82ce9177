//! The *canvas*: ratatui's buffer, written one grapheme cluster a cell, by our own ruler (T01).

use std::num::NonZeroU16;
use std::ops::Range;

use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use super::hints;
use super::links::PartLink;
use super::palette::Palette;
use super::role::Role;
use crate::app::HintItem;
use crate::chinese::{Script, converted};
use crate::model::ScreenLink;
use crate::text::Ruler;

/// The end of a string that was cut; of one width on every terminal (T10).
pub(super) const CUT: &str = "⋯";

/// Where views draw.
pub(super) struct Canvas<'b> {
    buffer: &'b mut Buffer,
    ruler: Ruler,
    palette: Palette,
    /// The links that are drawn and not covered; none where nobody is told of them.
    links: Option<&'b mut Vec<ScreenLink>>,
}

impl<'b> Canvas<'b> {
    pub fn new(buffer: &'b mut Buffer, ruler: Ruler, palette: Palette, links: Option<&'b mut Vec<ScreenLink>>) -> Self {
        Self { buffer, ruler, palette, links }
    }

    /// Whether anybody is told of the links that are drawn.
    pub fn tells_links(&self) -> bool {
        self.links.is_some()
    }

    /// Some columns of a row lead to where a link leads.
    pub fn link(&mut self, link: &PartLink, columns: Range<u16>, y: u16) {
        if let Some(links) = &mut self.links
            && !columns.is_empty()
        {
            let (x, width) = (columns.start, columns.end - columns.start);
            links.push(ScreenLink { x, y, width, id: link.id, address: link.address.clone() });
        }
    }

    /// Whatever stands in an area leads nowhere any more.
    fn unlink(&mut self, area: Rect) {
        let Some(links) = self.links.as_deref_mut().filter(|links| !links.is_empty()) else { return };
        for link in std::mem::take(links) {
            if !(area.top()..area.bottom()).contains(&link.y) {
                links.push(link);
                continue;
            }
            let (from, to) = (link.x, link.x + link.width);
            for (x, end) in [(from, to.min(area.left())), (from.max(area.right()), to)] {
                if x < end {
                    links.push(ScreenLink { x, width: end - x, ..link.clone() });
                }
            }
        }
    }

    /// Whether roles differ by colour.
    pub fn has_colours(&self) -> bool {
        self.palette != Palette::Plain
    }

    pub fn ruler(&self) -> Ruler {
        self.ruler
    }

    pub fn style(&self, role: Role) -> Style {
        self.palette.style(role)
    }

    /// Writes a cluster at a column of a row, if it fits left of `right`; gives the column after it.
    ///
    /// A wide glyph that would straddle `right` is a blank instead (T03). Where ratatui would measure the cluster
    /// otherwise than the ruler does, it is told the width (T02).
    pub fn cluster(&mut self, x: u16, y: u16, right: u16, cluster: &str, style: Style) -> u16 {
        let glyph = self.ruler.glyph(cluster);
        let width = u16::from(glyph.cells);
        let right = right.min(self.buffer.area.right());
        if width == 0 || x >= right || y >= self.buffer.area.bottom() {
            return x;
        }
        if x + width > right {
            for blank in x..right {
                self.buffer[(blank, y)].set_symbol(" ").set_style(style);
            }
            return right;
        }
        debug_assert!(!glyph.text.chars().any(char::is_control), "T06: {:?}", glyph.text);
        if width == 2 && glyph.text.len() == 2 && glyph.text.is_ascii() {
            // A flag drawn as its two letters.
            for (i, letter) in glyph.text.chars().enumerate() {
                self.buffer[(x + i as u16, y)].set_char(letter).set_style(style);
            }
            return x + width;
        }
        let cell = &mut self.buffer[(x, y)];
        cell.set_symbol(&glyph.text).set_style(style);
        if glyph.text.cell_width() != width
            && let Some(width) = NonZeroU16::new(width)
        {
            cell.set_diff_option(CellDiffOption::ForcedWidth(width));
        }
        for covered in x + 1..x + width {
            self.buffer[(covered, y)].reset();
            self.buffer[(covered, y)].set_style(style);
        }
        x + width
    }

    /// Writes text on the first row of `area` as far as it fits, without a mark where it is cut; gives the column
    /// after it.
    pub fn text(&mut self, area: Rect, text: &str, role: Role) -> u16 {
        let style = self.style(role);
        let mut x = area.x;
        for cluster in text.graphemes(true) {
            let width = u16::from(self.ruler.cells(cluster));
            if x + width > area.right() {
                break;
            }
            x = self.cluster(x, area.y, area.right(), cluster, style);
        }
        x
    }

    /// Writes text on the first row of `area`, ended by ⋯ at a cluster's end where it is too long (T10). The role of
    /// each byte is asked for. Gives the column after it.
    pub fn line(&mut self, area: Rect, text: &str, role: impl FnMut(usize) -> Role) -> u16 {
        self.line_in(None, area, text, role)
    }

    /// The same in a script, if that is another than the text's. Bytes are those of the text as it is written.
    pub fn line_in(
        &mut self,
        script: Option<Script>,
        area: Rect,
        text: &str,
        mut role: impl FnMut(usize) -> Role,
    ) -> u16 {
        let mut others = script.map(|script| converted(text, script)).unwrap_or_default().into_iter().peekable();
        let room = match self.ruler.width(text) <= u32::from(area.width) {
            true => area.width,
            false => area.width.saturating_sub(1),
        };
        let mut x = area.x;
        for (at, cluster) in text.grapheme_indices(true) {
            let width = u16::from(self.ruler.cells(cluster));
            if x + width > area.x + room {
                let style = self.style(role(at));
                return self.cluster(x, area.y, area.right(), CUT, style);
            }
            let style = self.style(role(at));
            x = match others.next_if(|&(place, _)| place == at) {
                Some((_, other)) => self.cluster(x, area.y, area.right(), other.encode_utf8(&mut [0; 4]), style),
                None => self.cluster(x, area.y, area.right(), cluster, style),
            };
        }
        x
    }

    /// Writes what keys do on the first row of `area`: as many whole items, from the left, as there is room for.
    pub fn hint(&mut self, area: Rect, items: &[HintItem], role: Role) {
        for (x, item) in hints::placed(items, area, self.ruler) {
            self.text(Rect { x, width: area.right() - x, ..area }, &item.text, role);
        }
    }

    /// The cells of a string.
    pub fn width(&self, text: &str) -> u16 {
        u16::try_from(self.ruler.width(text)).unwrap_or(u16::MAX)
    }

    /// Blanks an area: what is drawn there is covered, with its links.
    pub fn blank(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        for position in area.positions() {
            self.buffer[position].reset();
        }
        self.unlink(area);
        // A wide glyph that reached into the area from the left has lost its right half.
        if area.x > 0 {
            for y in area.top()..area.bottom() {
                let cell = &mut self.buffer[(area.x - 1, y)];
                if cell.cell_width() > 1 {
                    cell.reset();
                    self.unlink(Rect { x: area.x - 1, y, width: 1, height: 1 });
                }
            }
        }
    }

    /// Gives a whole area a role's style. A selected one becomes one bar: no other ground is in it, and nothing quiet.
    pub fn paint(&mut self, area: Rect, role: Role) {
        let style = self.style(role);
        let area = area.intersection(self.buffer.area);
        if role == Role::Selected {
            self.level(area);
        }
        self.buffer.set_style(area, style);
    }

    /// Takes the colours out of an area: what was on a ground of its own is bold and underlined from now on.
    fn level(&mut self, area: Rect) {
        let kept = Modifier::BOLD | Modifier::ITALIC | Modifier::UNDERLINED | Modifier::CROSSED_OUT;
        for position in area.positions() {
            let cell = &mut self.buffer[position];
            let was_lit = cell.bg != Color::Reset || cell.modifier.contains(Modifier::REVERSED);
            let lit = if was_lit { Modifier::BOLD | Modifier::UNDERLINED } else { Modifier::empty() };
            (cell.fg, cell.bg, cell.modifier) = (Color::Reset, Color::Reset, cell.modifier & kept | lit);
        }
    }
}
