//! The *help*: the key table, group by group, and the query language by example.

use crate::app::keys::{Binding, KeyTable};
use crate::app::overlay::OverlayLine;
use crate::model::Words;

/// Its rows.
pub(super) fn lines(table: &KeyTable, words: &'static Words) -> Vec<OverlayLine> {
    let blank = || OverlayLine { text: String::from(" "), ..OverlayLine::default() };
    let heading = |text: &str| OverlayLine { text: text.to_owned(), heading: true, ..OverlayLine::default() };
    let line = |label: String, text: &str| OverlayLine { label, text: text.to_owned(), ..OverlayLine::default() };
    let keys = |binding: &Binding| match &binding.keys[..] {
        [] => words.config().no_key.to_owned(),
        keys => keys.join(" "),
    };
    let mut lines = Vec::new();
    for group in table.groups() {
        lines.push(heading(group.heading(words)));
        lines.extend(group.bindings().iter().map(|b| line(keys(b), b.line(words.language))));
        lines.push(blank());
    }
    lines.push(heading(words.group_prompt));
    lines.extend(table.prompt().iter().map(|b| line(keys(b), b.line(words.language))));
    lines.push(blank());
    lines.push(heading(words.group_query));
    lines.extend(words.query_help().into_iter().map(|(typed, means)| line(typed.to_owned(), means)));
    lines
}
