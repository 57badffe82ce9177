//! The *help*: the key table, group by group, and the query language by example.

use crate::app::keys::{Binding, KeyTable};
use crate::app::overlay::OverlayLine;
use crate::model::Words;
use crate::search::Query;

/// Its rows.
pub(super) fn lines(table: &KeyTable, words: &'static Words) -> Vec<OverlayLine> {
    let blank = || OverlayLine { text: String::from(" "), ..OverlayLine::default() };
    let heading = |text: &str| OverlayLine { text: text.to_owned(), heading: true, ..OverlayLine::default() };
    let line = |label: String, text: &str| OverlayLine { label, text: text.to_owned(), ..OverlayLine::default() };
    let rows = |binding: &Binding| {
        let labels = labels(&binding.keys, words.config().no_key);
        let texts = std::iter::once(binding.line(words.language)).chain(std::iter::repeat(" "));
        labels.into_iter().zip(texts).map(|(label, text)| line(label, text)).collect::<Vec<_>>()
    };
    let mut lines = Vec::new();
    for group in table.groups() {
        lines.push(heading(group.heading(words)));
        lines.extend(group.bindings().iter().flat_map(rows));
        lines.push(blank());
    }
    lines.push(heading(words.group_query));
    lines.extend(words.query_help().into_iter().map(|(typed, means)| line(typed.to_owned(), means)));
    lines
}

/// The rows in which a query finds something, each under the heading of its group. A row that goes on below itself has its
/// text in the first.
pub(super) fn fitting(lines: &[OverlayLine], query: &Query) -> Vec<usize> {
    let mut fitting = Vec::new();
    let mut heading = None;
    for (at, line) in lines.iter().enumerate() {
        if line.heading {
            heading = Some(at);
        } else if !query.find_in(&format!("{}\n{}", line.label, line.text)).is_empty() {
            fitting.extend(heading.take());
            fitting.push(at);
        }
    }
    fitting
}

/// The cells that keys take in a row, where there is room for so many.
const CELLS: usize = 16;

/// The keys of an action, in as many rows as they take; what stands for them where there are none.
fn labels(keys: &[String], no_key: &str) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for key in keys {
        match rows.last_mut() {
            Some(row) if row.len() + 1 + key.len() <= CELLS => row.push_str(&format!(" {key}")),
            _ => rows.push(key.clone()),
        }
    }
    if rows.is_empty() {
        rows.push(no_key.to_owned());
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_are_too_many_for_a_row_go_on_in_the_next() {
        let keys = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(labels(&keys("Space PgDn C-f C-v"), "-"), ["Space PgDn C-f", "C-v"]);
        assert_eq!(labels(&keys("j Down"), "-"), ["j Down"]);
        assert_eq!(labels(&[], "-"), ["-"]);
    }
}
