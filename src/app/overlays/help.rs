//! The *help*: the keys that work where it was opened, then those of other places, the mouse, and the query language by
//! example. It is opened over anything, a prompt too, and leads back to it.

use crate::app::App;
use crate::app::keys::{Binding, Context};
use crate::app::overlay::{Overlay, OverlayLine, Window};
use crate::app::prompt::Prompt;
use crate::model::MouseWords;
use crate::search::Query;

/// What the help was opened over.
#[derive(Debug)]
pub(in crate::app) struct UnderHelp {
    /// Where keys were looked up.
    context: Context,
    overlay: Option<Overlay>,
    prompt: Option<Prompt>,
}

impl App {
    /// Opens the help over what is up.
    pub(in crate::app) fn open_help(&mut self) {
        if matches!(self.overlay, Some(Overlay::Help(_))) {
            return;
        }
        let context = self.prompt.as_ref().map_or_else(|| self.context(), |prompt| prompt.asking.context());
        let (overlay, prompt) = (self.overlay.take(), self.prompt.take());
        self.under_help = Some(Box::new(UnderHelp { context, overlay, prompt }));
        self.open_overlay(Overlay::Help(Window::default()));
    }

    /// What the help was opened over is up again.
    pub(super) fn leave_help(&mut self) {
        if let Some(under) = self.under_help.take() {
            (self.overlay, self.prompt) = (under.overlay, under.prompt);
        }
    }
}

/// Its rows: of the groups first those whose keys work where it was opened, the nearest first.
pub(super) fn lines(app: &App) -> Vec<OverlayLine> {
    let (table, words) = (app.keys(), app.words);
    let context = app.under_help.as_ref().map_or(Context::Common, |under| under.context);
    let blank = || OverlayLine { text: String::from(" "), ..OverlayLine::default() };
    let heading = |text: &str| OverlayLine { text: text.to_owned(), heading: true, ..OverlayLine::default() };
    let line = |label: String, text: &str| OverlayLine { label, text: text.to_owned(), ..OverlayLine::default() };
    let rows = |binding: &Binding| {
        let labels = labels(&binding.keys, words.config().no_key);
        let texts = std::iter::once(binding.line(words.language)).chain(std::iter::repeat(" "));
        labels.into_iter().zip(texts).map(|(label, text)| line(label, text)).collect::<Vec<_>>()
    };
    let mut lines = Vec::new();
    let mut put = |title: &str, rows: Vec<OverlayLine>| {
        lines.push(heading(title));
        lines.extend(rows);
        lines.push(blank());
    };
    let of = |of: &dyn Fn(Context) -> bool| table.groups().iter().filter(|group| of(group.context)).collect::<Vec<_>>();
    let put_group = |put: &mut dyn FnMut(&str, Vec<OverlayLine>), group: &crate::app::keys::Group| {
        put(group.heading(words), group.bindings().iter().flat_map(rows).collect());
    };
    for here in context.outwards() {
        for group in of(&|context| context == here) {
            put_group(&mut put, group);
        }
    }
    let queries = || words.query_help().into_iter().map(|(typed, means)| line(typed.to_owned(), means)).collect();
    let is_typing = context.is_typing();
    if is_typing {
        put(words.group_query, queries());
    }
    let mouse = MouseWords::of(words.language);
    put(mouse.mouse, mouse.lines().into_iter().map(|(label, text)| line(label.to_owned(), text)).collect());
    for group in of(&|other| context.outwards().all(|here| here != other)) {
        put_group(&mut put, group);
    }
    if !is_typing {
        put(words.group_query, queries());
    }
    lines.pop();
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
