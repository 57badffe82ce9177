//! *Text*: paragraphs into rows, as a typesetter would set them on a grid of cells.
//!
//! The rules are named in the docs and tests by the numbers of the typography rules: B line breaking, F filling,
//! P paragraphs, L languages, W widths. Everything here is a pure function of its input.

mod bar;
mod class;
mod cluster;
mod credits;
mod fill;
mod pace;
pub mod page;
mod rules;
mod seam;
mod settings;
mod tailor;
mod typesetter;
mod url;
mod width;

pub use bar::bar;
pub use class::is_opening;
pub use credits::{article_page, cut_places};
pub use fill::{OverflowWrap, Row, Shape, TAB_STOP};
pub use pace::Pace;
pub use rules::{Level, LineBreak, Locale, Rules, WordBreak};
pub use settings::{MEASURES, SCROLL_SPEEDS, Settings, SidePanel};
pub use typesetter::{Typesetter, interface_rows, walk};
pub use width::{Glyph, Ruler};

/// P02: what people type to indent a paragraph, which the typesetter does itself.
pub fn is_indent(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{3000}' | '\u{A0}')
}

/// The code points that only steer line breaking (X05).
const STEERING: [char; 4] = ['\u{200B}', '\u{2060}', '\u{FEFF}', '\u{AD}'];

/// Whether there is anything in the text that only steers line breaking. Much faster than looking at each character.
pub fn is_steered(text: &str) -> bool {
    STEERING.iter().any(|c| memchr::memmem::find(text.as_bytes(), c.encode_utf8(&mut [0; 4]).as_bytes()).is_some())
}

/// Text without the code points that only steer line breaking: what goes to a pipe or a file.
pub fn visible(text: &str) -> std::borrow::Cow<'_, str> {
    if is_steered(text) { text.replace(STEERING, "").into() } else { text.into() }
}

/// The same with no more marks on a character than are drawn (X07): what is shown of an article on stdout.
pub fn printable(text: &str) -> std::borrow::Cow<'_, str> {
    let text = visible(text);
    match width::unpiled(&text) {
        Some(unpiled) => unpiled.into(),
        None => text,
    }
}
