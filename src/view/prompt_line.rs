//! The *prompt line*: what is asked and typed, how many that finds or what is wrong with it, and at the right what keys do.

use ratatui::layout::{Position, Rect};

use super::canvas::Canvas;
use super::hints;
use super::{Areas, Role};
use crate::app::{App, Asking, HintItem, HintKey, Prompt};
use crate::model::{AlongWords, HintWords};

/// What of the prompt stands where.
struct PromptLine {
    label: String,
    /// Where text is typed.
    field: Rect,
    /// How many were found, or what is wrong.
    count: String,
    count_area: Rect,
    /// What is wrong, where that has to stand on the row above.
    above: Option<String>,
    /// What keys do; nothing where there is no room for all of it.
    hint: Vec<HintItem>,
    hint_area: Rect,
}

impl PromptLine {
    fn of(app: &App, prompt: &Prompt, areas: &Areas) -> Self {
        let (area, ruler) = (areas.status, app.settings.ruler);
        let label = app.hint(label(app, prompt));
        // A label that leaves no room for typing is left out.
        let label = if hints::cells(&label, ruler) + 8 <= area.width { label } else { String::new() };
        let start = area.x + hints::cells(&label, ruler);
        let count = count(app, prompt);
        // What is wrong stands beside what was typed where there is room for both, else on the row above.
        let wrong = prompt.wrong.as_ref().map(|wrong| wrong.what.said(app.words).into_owned());
        let wrong = wrong.or(prompt.refused.map(str::to_owned)).filter(|said| !said.is_empty());
        let beside = wrong.as_ref().map_or(count.clone(), |said| format!("{said}  {count}").trim_end().to_owned());
        let typed = start + hints::cells(prompt.text(), ruler) + 3;
        let fits = typed + hints::cells(&beside, ruler) <= area.right();
        let above = wrong.filter(|_| !fits && area.y > 0);
        let count = if fits { beside } else { count };
        let count_cells = hints::cells(&count, ruler);
        // Keys keep their place at the right until what is typed comes to it.
        let hint = hint(app, prompt);
        let hint_cells = hints::width(&hint, ruler);
        let has_room = typed + count_cells + hints::GAP + hint_cells < area.right();
        let (hint, taken) = if has_room { (hint, hint_cells + 1 + hints::GAP) } else { (Vec::new(), 1) };
        let hint_area = Rect { x: area.right().saturating_sub(hint_cells + 1), width: hint_cells, ..area };
        let is_counted = area.width >= 30;
        let count_width = if is_counted { count_cells } else { 0 };
        let end = area.right().saturating_sub(taken);
        let count_area = Rect { x: end.saturating_sub(count_width), width: count_width, ..area };
        let behind = if is_counted { end.saturating_sub(count_width) } else { area.right() };
        let field = Rect { x: start, width: behind.saturating_sub(start).max(1), ..area };
        Self { label, field, count, count_area, above, hint, hint_area }
    }
}

/// The key of the hint under a column.
pub(super) fn key_at(app: &App, prompt: &Prompt, areas: &Areas, column: u16) -> Option<HintKey> {
    let line = PromptLine::of(app, prompt, areas);
    hints::key_at(&line.hint, line.hint_area, column, app.settings.ruler)
}

/// Draws it; gives where the cursor stands.
pub(super) fn draw(app: &App, areas: &Areas, canvas: &mut Canvas) -> Option<Position> {
    let prompt = app.prompt()?;
    let area = areas.status;
    let line = PromptLine::of(app, prompt, areas);
    canvas.text(area, &line.label, Role::Prompt);
    if let Some(wrong) = &line.above {
        let above = Rect { y: area.y - 1, height: 1, ..area };
        canvas.blank(above);
        canvas.line(Rect { x: above.x + 1, width: above.width.saturating_sub(1), ..above }, wrong, |_| Role::Failure);
    }
    offers(app, area, canvas);
    // Scrolled so far that the insertion cell, and a wide character in it, is on the screen.
    let before = canvas.width(prompt.before_cursor());
    let hidden = (before + 2).saturating_sub(line.field.width);
    let mut column = 0;
    let field = line.field;
    let mut at = 0;
    for cluster in unicode_segmentation::UnicodeSegmentation::graphemes(prompt.text(), true) {
        let width = canvas.width(cluster);
        if column >= hidden && column - hidden + width <= field.width {
            // Where it is wrong: in the colour of failure, and underlined where there is none.
            let wrong = prompt.wrong.as_ref().is_some_and(|wrong| wrong.at.contains(&at));
            // What stood before is selected: the first letter typed replaces it.
            let plain = if prompt.is_held() { Role::Selection } else { Role::Text };
            let style = canvas.style(if wrong { Role::Wrong } else { plain });
            canvas.cluster(field.x + column - hidden, field.y, field.right(), cluster, style);
        }
        column += width;
        at += cluster.len();
    }
    canvas.text(line.count_area, &line.count, Role::Quiet);
    canvas.hint(line.hint_area, &line.hint, Role::Quiet);
    Some(Position::new((field.x + before.saturating_sub(hidden)).min(area.right().saturating_sub(1)), area.y))
}

/// What is asked.
fn label(app: &App, prompt: &Prompt) -> &'static str {
    let along = AlongWords::of(app.words.language);
    match prompt.asking {
        Asking::Find => app.words.search,
        Asking::Filter => app.words.filter,
        Asking::Archive => app.words.search_archive,
        Asking::Rows => app.words.prompts().rows,
        Asking::Action { .. } => app.words.prompts().action,
        Asking::File { standing: None } => along.write_to,
        Asking::File { .. } => along.write_over,
        Asking::Program => along.pipe_to,
        Asking::Word => app.words.aids().look_up,
        Asking::Keyword => app.words.keyword,
        Asking::Name { .. } => app.words.keyword_name,
        Asking::Note { .. } => app.words.notes().note,
        Asking::Tags { .. } => app.words.finding().tags,
        Asking::SavedQuery { .. } => app.words.finding().ask_query,
        Asking::SavedName { .. } => app.words.finding().ask_name,
        Asking::SavedKey { .. } => app.words.finding().ask_key,
    }
}

/// What keys do while that is asked.
fn hint(app: &App, prompt: &Prompt) -> Vec<HintItem> {
    let words = HintWords::of(app.words.language);
    let text = match &prompt.asking {
        Asking::Action { .. } => app.words.prompts().action_hint,
        Asking::Archive => app.words.asking().hint,
        // What can be done stands below what is written.
        Asking::Note { .. } => return Vec::new(),
        asking if asking.is_query() || *asking == Asking::Keyword => words.prompt_query,
        _ => words.prompt,
    };
    app.hint_items_in(prompt.asking.context(), text)
}

/// How many were found, at the right, and how what is typed is compared.
fn count(app: &App, prompt: &Prompt) -> String {
    let count = match prompt.asking {
        _ if prompt.text().is_empty() => String::new(),
        Asking::Find if app.reader().is_looking() => app.words.looking.to_owned(),
        Asking::Find => {
            format!("{}/{}", app.reader().matches().current().map_or(0, |at| at + 1), app.reader().matches().len())
        }
        Asking::Filter => format!("{}/{}", app.list().shown().len(), app.list().len()),
        Asking::Archive => {
            let hits = app.results().and_then(|results| results.hits.as_ref());
            hits.map_or_else(String::new, |hits| hits.len().to_string())
        }
        Asking::Rows => app.overlay().map_or_else(String::new, |overlay| overlay.window().position().1.to_string()),
        _ => String::new(),
    };
    match prompt.asking.is_query() {
        true => format!("{} {count}", matching(app)).trim().to_owned(),
        false => count,
    }
}

/// What can be put in the place of what is typed, on the row above, from the one on that was put in.
fn offers(app: &App, area: Rect, canvas: &mut Canvas) {
    let Some((offered, chosen)) = app.prompt().map(Prompt::offered) else { return };
    if offered.is_empty() || area.y == 0 {
        return;
    }
    let above = Rect { y: area.y - 1, height: 1, ..area };
    canvas.blank(above);
    let mut x = canvas.text(Rect { x: above.x + 1, ..above }, app.words.finding().tab, Role::Quiet);
    let first = chosen.unwrap_or_default();
    for (at, tag) in offered.iter().enumerate().skip(first) {
        let width = canvas.width(tag);
        if x + width > above.right() {
            break;
        }
        let role = if chosen == Some(at) { Role::Selection } else { Role::Quiet };
        x = canvas.text(Rect { x, width, ..above }, tag, role) + 2;
    }
}

/// How texts are compared, where that is not as usual: after what is looked for.
pub(super) fn matching(app: &App) -> String {
    let matching = app.matching;
    let said = [(matching.exact, app.words.exact), (!matching.readings, app.words.no_readings)];
    said.into_iter().filter(|(is, _)| *is).map(|(_, said)| format!(" [{said}]")).collect()
}
