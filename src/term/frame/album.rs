//! The *album*: the pictures on the screen that the terminal draws itself, row by row, and what it keeps of them.
//!
//! Where a terminal draws a picture into its cells, what is written there later is drawn over it. Where it keeps pictures
//! apart from its text (kitty), it has each once, under a number, and what goes from the screen has to be taken away.

use std::collections::BTreeSet;

use ratatui::layout::Position;

use super::stream::ByteStream;
use crate::model::ScreenStrip;
use crate::term::sequences;

/// What the terminal keeps.
#[derive(Debug, Default)]
pub(in crate::term) struct Album {
    /// The numbers of the pictures it has.
    kept: BTreeSet<u32>,
}

impl Album {
    /// Takes away everything it keeps.
    pub fn forget_all(&mut self) -> &'static str {
        if std::mem::take(&mut self.kept).is_empty() { "" } else { sequences::NO_PICTURES }
    }

    /// Takes away what it keeps of the rows that are not on the next frame.
    pub fn remove(&mut self, shown: &[ScreenStrip], next: &[ScreenStrip]) -> String {
        let mut out = String::new();
        let gone = |number: &u32| !next.iter().any(|strip| strip.picture.number == *number);
        for number in self.kept.extract_if(.., gone) {
            out.push_str(&sequences::remove_picture(number));
        }
        let is_of =
            |one: &ScreenStrip, other: &ScreenStrip| (one.picture.number, one.row) == (other.picture.number, other.row);
        // One that only moves is moved by being placed again.
        let left = |strip: &&ScreenStrip| {
            self.kept.contains(&strip.picture.number) && !next.iter().any(|other| is_of(strip, other))
        };
        for strip in shown.iter().filter(left) {
            out.push_str(&sequences::remove_strip(strip.picture.number, strip.row));
        }
        out
    }

    /// Draws the rows that are not on the screen, or are elsewhere.
    pub fn draw(&mut self, shown: &[ScreenStrip], next: &[ScreenStrip], stream: &mut ByteStream) {
        let is_there = |strip: &ScreenStrip| {
            shown.iter().any(|own| {
                (own.x, own.y, own.row, own.picture.number) == (strip.x, strip.y, strip.row, strip.picture.number)
            })
        };
        for strip in next.iter().filter(|strip| !is_there(strip)) {
            let Some(bytes) = strip.picture.rows.get(usize::from(strip.row)) else { continue };
            if strip.picture.kept && self.kept.insert(strip.picture.number) {
                stream.send_bytes(&strip.picture.data);
            }
            stream.go_to(Position { x: strip.x, y: strip.y });
            stream.send_bytes(bytes);
            if !strip.picture.kept {
                // Terminals differ in where the cursor is after it.
                stream.lose_cursor();
            }
        }
    }
}
