//! The words of the *page*: its columns, what was cut from it, how much of it is left.

use super::Words;
use crate::model::Language;

impl Words {
    /// The words of the page.
    pub fn pages(&self) -> &'static PageWords {
        PageWords::of(self.language)
    }

    /// How long reading takes: minutes, from two hours on hours.
    pub fn reading_time(&self, minutes: usize) -> String {
        match minutes {
            ..120 => format!("{minutes}{}", self.minutes),
            _ => format!("{}{}", minutes.div_ceil(60), self.hours),
        }
    }

    /// How long the rest of a text takes.
    pub fn time_left(&self, minutes: usize) -> String {
        format!("{}{}{}", self.pages().left, self.reading_time(minutes), self.pages().left_end)
    }
}

words! { PageWords;
    /// The setting.
    columns: "正文栏数，1 或 2", "columns of text, 1 or 2";
    /// The text stands in two columns now.
    two_columns: "正文分两栏", "Two columns of text";
    /// It would, were there room.
    no_room_for_two: "正文分两栏（这里不够宽，仍是一栏）", "Two columns of text (there is room for one here)";
    /// Before and after the time that the rest of the text takes.
    left: "余 ", "";
    left_end: "", " left";
    /// It stands in one.
    one_column: "正文一栏", "One column of text";
}
