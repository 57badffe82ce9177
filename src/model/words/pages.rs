//! The words of the *page*: its columns, what was cut from it, how much of it is left.

use super::Words;
use crate::model::Language;

impl Words {
    /// The words of the page.
    pub fn pages(&self) -> &'static PageWords {
        PageWords::of(self.language)
    }
}

words! { PageWords;
    /// The setting.
    columns: "正文栏数，1 或 2", "columns of text, 1 or 2";
    /// The text stands in two columns now.
    two_columns: "正文分两栏", "Two columns of text";
    /// It would, were there room.
    no_room_for_two: "正文分两栏（这里不够宽，仍是一栏）", "Two columns of text (there is room for one here)";
    /// It stands in one.
    one_column: "正文一栏", "One column of text";
}
