//! The *statistics*: what was read today, this week and this year, by day and by source.

use crate::app::App;
use crate::app::command::Command;
use crate::app::overlay::{Overlay, OverlayLine, Window};
use crate::model::{AlongWords, ReadSum, Statistics};
use crate::text::{Ruler, bar};

/// The cells of the longest bar.
const BAR: usize = 16;
/// The cells of a column of numbers.
const COLUMN: usize = 12;
/// A bar of fewer cells than these says nothing.
const LEAST_BAR: usize = 4;
/// So many sources are shown.
const SOURCES: usize = 30;

impl App {
    pub(in crate::app) fn open_statistics(&mut self) {
        self.commands.push(Command::Statistics);
    }

    /// Shows what was read.
    pub(in crate::app) fn take_statistics(&mut self, statistics: Statistics) -> bool {
        self.open_overlay(Overlay::Statistics(Box::new(statistics), Window::default()));
        true
    }
}

/// Its rows.
pub(super) fn lines(app: &App, statistics: &Statistics) -> Vec<OverlayLine> {
    let along = AlongWords::of(app.words.language);
    let ruler = app.settings.ruler;
    let blank = || OverlayLine { text: String::from(" "), ..OverlayLine::default() };
    let heading = |text: &str| OverlayLine { text: text.to_owned(), heading: true, ..OverlayLine::default() };
    let columns = |sum: &ReadSum| {
        let articles = app.words.count_articles(usize::try_from(sum.articles).unwrap_or(usize::MAX));
        [
            articles,
            app.words.length(usize::try_from(sum.zi).unwrap_or(usize::MAX), None),
            format!("{}{}", sum.minutes, app.words.minutes),
        ]
    };
    let days = statistics.days.iter().map(|day| &day.sum);
    let sources = statistics.sources.iter().take(SOURCES).map(|source| &source.sum);
    let all = [&statistics.today, &statistics.week, &statistics.year].into_iter().chain(days).chain(sources);
    let widest = all
        .map(|sum| columns(sum).map(|text| cells_of(&text, ruler)))
        .fold([0; 3], |widest, own| [widest[0].max(own[0]), widest[1].max(own[1]), widest[2].max(own[2])]);
    let room = app.viewport.overlay_text as usize;
    // Where the columns would break, they stand closer, and then the last goes; the bar has what is left.
    let own: usize = widest.iter().sum();
    let gap = if widest.iter().all(|cells| cells + 2 <= COLUMN) && room >= 3 * COLUMN { COLUMN } else { 0 };
    let shown = if own + 2 <= room || gap > 0 { 3 } else { 2 };
    let taken = if gap > 0 { 3 * gap } else { widest[..shown].iter().sum::<usize>() + shown };
    let longest = BAR.min(room.saturating_sub(taken));
    let row = |label: String, sum: &ReadSum, most: u64| {
        let columns = columns(sum).into_iter().zip(widest).take(shown);
        let columns: String = columns.map(|(text, cells)| padded(text, gap.max(cells + 1), ruler)).collect();
        let text = if longest < LEAST_BAR { columns } else { columns + &bar(sum.zi, most, longest, ruler) };
        OverlayLine { label, text: text.trim_end().to_owned(), ..OverlayLine::default() }
    };
    let periods = [(along.today, &statistics.today), (along.week, &statistics.week), (along.year, &statistics.year)];
    let mut lines: Vec<OverlayLine> = periods.into_iter().map(|(name, sum)| row(name.to_owned(), sum, 0)).collect();
    lines.extend([blank(), heading(along.last_days)]);
    let most = statistics.days.iter().map(|day| day.sum.zi).max().unwrap_or_default();
    lines.extend(statistics.days.iter().map(|day| row(day.date.strftime("%m-%d").to_string(), &day.sum, most)));
    if !statistics.sources.is_empty() {
        lines.extend([blank(), heading(along.by_source)]);
    }
    let most = statistics.sources.first().map_or(0, |source| source.sum.zi);
    lines.extend(statistics.sources.iter().take(SOURCES).map(|source| {
        let name = source.source.as_deref().map_or(along.no_source, |name| name);
        row(name.to_owned(), &source.sum, most)
    }));
    lines
}

/// A text with blanks up to the next column, which is so many cells further on.
fn padded(text: String, column: usize, ruler: Ruler) -> String {
    let cells = cells_of(&text, ruler);
    text + &" ".repeat(column.saturating_sub(cells).max(1))
}

fn cells_of(text: &str, ruler: Ruler) -> usize {
    ruler.width(text) as usize
}
