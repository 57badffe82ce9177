//! The status line, or the prompt in its place.

use ratatui::layout::{Position, Rect};

use super::canvas::Canvas;
use super::{Areas, Role};
use crate::app::{App, Asking, LetterFor, Pane, Prompt, Shown};
use crate::chinese::in_script;
use crate::model::{AlongWords, Context, Format, count_zi};

/// Draws it; gives where the cursor stands, while something is typed.
pub(super) fn draw(app: &App, areas: &Areas, canvas: &mut Canvas) -> Option<Position> {
    if app.prompt().is_some() {
        return prompt(app, areas, canvas);
    }
    let area = areas.status;
    let lists = !areas.list.is_empty();
    let mut said = left_side(app, lists);
    if canvas.width(&said.text).min(said.least) + canvas.width(&app.hint(app.words.help_key)) + 4 > area.width {
        // Before the way to the help is lost, how the list is arranged is.
        said = left_side(app, false);
    }
    let taken = canvas.width(&said.text).min(said.least);
    let right = right_side(app, areas, area.width.saturating_sub(taken + 4), canvas);
    let width = canvas.width(&right).min(area.width);
    let left = Rect { x: area.x + 1, width: area.width.saturating_sub(width + 3), ..area };
    match said.tells_keys {
        true => canvas.hint(left, &said.text, said.role),
        false => canvas.line(left, &said.text, |_| said.role),
    };
    if area.width > width + 1 {
        canvas.text(Rect { x: area.right() - width - 1, width, ..area }, &right, Role::Quiet);
    }
    None
}

/// What stands at the left of the status line.
struct LeftSide {
    text: String,
    role: Role,
    /// It names keys: of these as many whole ones are shown as there is room for.
    tells_keys: bool,
    /// The cells that it needs: it is cut to so many before the place and the way to the help are.
    least: u16,
}

impl LeftSide {
    fn said(text: impl Into<String>, role: Role) -> Self {
        Self { text: text.into(), role, tells_keys: false, least: u16::MAX }
    }

    fn keys(text: String) -> Self {
        Self { text, role: Role::Quiet, tells_keys: true, least: u16::MAX }
    }
}

fn left_side(app: &App, lists: bool) -> LeftSide {
    let words = app.words;
    if let Some(what) = app.letter_awaited() {
        let words = words.notes();
        let said = match what {
            LetterFor::Mark => words.mark_letter,
            LetterFor::Jump => words.jump_letter,
        };
        return LeftSide::said(said, Role::Text);
    }
    if let Some(notice) = app.notice() {
        return LeftSide::said(notice.to_string(), Role::Text);
    }
    if let Some(numbers) = app.link_numbers() {
        let along = AlongWords::of(words.language);
        let said = format!("{}{}  {}", along.link_number, numbers.typed(), along.number_help);
        return LeftSide::said(said, Role::Text);
    }
    if let Some(count) = app.count() {
        return LeftSide::said(count.to_string(), Role::Text);
    }
    if let Some(died) = &app.loading().died {
        return LeftSide::said(format!("{}{died}", words.worker_died), Role::Failure);
    }
    if app.results().is_some() {
        return LeftSide::keys(app.hint(words.results_hint));
    }
    if app.is_selecting() {
        let (words, text) = (words.notes(), app.reader().selection_as_written().unwrap_or_default());
        let colour = words.colours()[app.highlight_colour().number()];
        let selected = format!("{}{}{}", words.selected, count_zi(&text), words.selected_end);
        let highlight = format!("{}{colour}{}", words.highlight, words.highlight_end);
        let said = format!("{selected}  {highlight}{}", words.selected_hint);
        return LeftSide::keys(app.hint(&said));
    }
    if let Some(said) = aid(app) {
        return LeftSide::keys(said);
    }
    if let Some(heading) = heading_at(app) {
        return LeftSide { least: 8, ..LeftSide::said(heading, Role::Quiet) };
    }
    if lists && app.focus() == Pane::List {
        return in_the_list(app);
    }
    let position = app.list().position().map_or(0, |at| at + 1);
    let mut text = format!("{}  {position}/{}", words.name, app.list().shown().len());
    if let Some(filter) = app.list().filter() {
        let (shown, all) = (app.list().shown().len(), app.list().len());
        text.push_str(&format!("  /{}{}  {shown}/{all}", filter.pattern(), matching(app)));
    }
    if !app.loading().done {
        text.push_str(&format!("  {} {}", words.loading, app.loading().read));
    } else if app.list().failed() > 0 {
        text.push_str(&format!("  {}", words.unreadable(app.list().failed())));
    }
    if lists && app.list().len() > 1 {
        text.push_str(&format!("  {}", app.list().arrangement().said(words.language)));
    }
    if app.loading().done && !app.loading().others.is_empty() {
        text.push_str(&format!("  {}", app.loading().others.sentence(words)));
    }
    LeftSide::said(text, Role::Quiet)
}

/// While the list has the focus: what it is filtered by and how far it has come, and then what can be done.
fn in_the_list(app: &App) -> LeftSide {
    let (list, words) = (app.list(), app.words);
    let filter = list
        .filter()
        .map(|query| format!("/{}{}  {}/{}", query.pattern(), matching(app), list.shown().len(), list.len()));
    let loading = (!app.loading().done).then(|| format!("{} {}", words.loading, app.loading().read));
    let facts = filter.into_iter().chain(loading).collect::<Vec<_>>().join("  ");
    let least = u16::try_from(app.settings.ruler.width(&facts)).unwrap_or(u16::MAX);
    let gap = if facts.is_empty() { "" } else { "  " };
    LeftSide { least, ..LeftSide::keys(format!("{facts}{gap}{}", app.hint(words.listing().hint))) }
}

/// What goes on by itself, and the keys for it.
fn aid(app: &App) -> Option<String> {
    let aids = app.words.aids();
    if app.is_scrolling() {
        let speed = app.settings.scroll_speed;
        return Some(format!(
            "{}{speed}{}  {}",
            aids.scrolling,
            aids.scrolling_speed,
            app.hint_in(Context::Scrolling, aids.scrolling_hint)
        ));
    }
    match app.is_read_aloud() {
        (true, false) => Some(format!("{}  {}", aids.reading_aloud, app.hint_in(Context::Aloud, aids.aloud_hint))),
        (true, true) => Some(format!("{}  {}", aids.aloud_paused, app.hint_in(Context::Aloud, aids.aloud_paused_hint))),
        (false, _) => None,
    }
}

/// The heading that the screen is under, while the article is read.
fn heading_at(app: &App) -> Option<String> {
    let reader = app.reader();
    let reads = app.focus() == Pane::Reader && app.results().is_none() && app.loading().done;
    if !reads || app.count().is_some() || app.loading().died.is_some() {
        return None;
    }
    let heading = reader.heading().and_then(|at| reader.block(*reader.headings().get(at)?));
    let text = match heading {
        Some(heading) => heading.text().replace(['\n', '\t'], " "),
        None => chapter_of(app)?,
    };
    let script = reader.page().and_then(|page| page.style().script);
    let shown = script.map_or_else(|| text.clone(), |script| in_script(&text, script).into_owned());
    Some(format!("{}{shown}", app.words.under))
}

/// The chapter of a book that is read, and the book.
fn chapter_of(app: &App) -> Option<String> {
    let meta = &app.reader().article()?.meta;
    let book = meta.source.first().filter(|_| meta.format == Format::Epub)?;
    Some(format!("{}  {book}", meta.title))
}

/// What stands at the right, as much of it as there is room for beside the left: the time that is left goes first, then
/// what was looked for, the way to the help, how far the reader is; last the number of the match. Nothing about an article
/// that is not on the screen.
fn right_side(app: &App, areas: &Areas, room: u16, canvas: &Canvas) -> String {
    if let Some(results) = app.results() {
        let hits = results.hits.as_ref().filter(|hits| !hits.is_empty());
        return hits.map_or_else(String::new, |hits| format!("{}/{}", hits.position() + 1, hits.len()));
    }
    let read = !areas.reader.is_empty();
    let lists = !areas.list.is_empty() && app.focus() == Pane::List && !app.list().is_empty();
    let place = lists.then(|| format!("{}/{}", app.list().position().map_or(0, |at| at + 1), app.list().shown().len()));
    let query = app.reader().query().filter(|_| read).map(|query| {
        let current = app.reader().matches().current().map_or(0, |at| at + 1);
        (format!("/{}{}", query.pattern(), matching(app)), format!("{current}/{}", app.reader().matches().len()))
    });
    let (pattern, count) = query.unzip();
    let percent = match app.reader().shown() {
        Shown::Article(..) if read => app.reader().percent_said(),
        _ => None,
    };
    let left = percent.as_ref().and_then(|_| app.minutes_left()).map(|minutes| app.words.time_left(minutes));
    let help = Some(app.hint(app.words.help_key));
    let joined = |parts: &[&Option<String>]| parts.iter().copied().flatten().cloned().collect::<Vec<_>>().join("  ");
    [
        joined(&[&place, &pattern, &count, &percent, &left, &help]),
        joined(&[&place, &pattern, &count, &percent, &help]),
        joined(&[&place, &count, &percent, &left, &help]),
        joined(&[&place, &count, &percent, &help]),
        joined(&[&place, &count, &percent]),
        joined(&[&place, &count]),
    ]
    .into_iter()
    .find(|text| canvas.width(text) <= room)
    .unwrap_or_else(|| count.or(place).unwrap_or_default())
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

fn prompt(app: &App, areas: &Areas, canvas: &mut Canvas) -> Option<Position> {
    let prompt = app.prompt()?;
    let area = areas.status;
    let along = AlongWords::of(app.words.language);
    let label = match prompt.asking {
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
    };
    let label = &app.hint(label);
    // How many were found, at the right; or what is wrong with what was typed.
    let count = match prompt.asking {
        Asking::Archive if prompt.text().is_empty() => {
            let hint = app.hint_in(Context::Prompt, app.words.asking().hint);
            if canvas.width(label) + canvas.width(&hint) + 12 <= area.width { hint } else { String::new() }
        }
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
    let count = match prompt.asking.is_query() {
        true => format!("{} {count}", matching(app)).trim().to_owned(),
        false => count,
    };
    let mut start = area.x;
    // A label that leaves no room for typing is left out.
    if canvas.width(label) + 8 <= area.width {
        start = canvas.text(area, label, Role::Prompt);
    }
    // What is wrong stands beside what was typed where there is room for both, else on the row above.
    let wrong = prompt
        .wrong
        .as_ref()
        .map(|wrong| wrong.what.said(app.words).into_owned())
        .or(prompt.refused.map(str::to_owned));
    let wrong = wrong.filter(|said| !said.is_empty());
    let beside = wrong.as_ref().map_or(count.clone(), |said| format!("{said}  {count}").trim_end().to_owned());
    let fits = start + canvas.width(prompt.text()) + 3 + canvas.width(&beside) <= area.right();
    if let Some(wrong) = wrong.filter(|_| !fits && area.y > 0) {
        let above = Rect { y: area.y - 1, height: 1, ..area };
        canvas.blank(above);
        canvas.line(Rect { x: above.x + 1, width: above.width.saturating_sub(1), ..above }, &wrong, |_| Role::Failure);
    }
    offers(app, area, canvas);
    let count = if fits { beside } else { count };
    let right = canvas.width(&count) + 1;
    let room = area.right().saturating_sub(start).saturating_sub(if area.width >= 30 { right } else { 0 }).max(1);
    // Scrolled so far that the insertion cell, and a wide character in it, is on the screen.
    let before = canvas.width(prompt.before_cursor());
    let hidden = (before + 2).saturating_sub(room);
    let mut column = 0;
    let field = Rect { x: start, width: room, ..area };
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
    if area.width >= 30 {
        canvas.text(Rect { x: area.right() - right, width: right, ..area }, &count, Role::Quiet);
    }
    Some(Position::new((start + before.saturating_sub(hidden)).min(area.right().saturating_sub(1)), area.y))
}
