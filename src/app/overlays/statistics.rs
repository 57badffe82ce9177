//! The *statistics*: what was read today, this week and this year, by day and by source.

use crate::app::App;
use crate::app::command::Command;
use crate::app::overlay::{Overlay, OverlayLine, Window};
use crate::model::{AlongWords, ReadSum, Statistics};
use crate::text::{Ruler, bar};
use unicode_segmentation::UnicodeSegmentation;

/// The cells of the longest bar.
const BAR: usize = 16;
/// The cells of a column of numbers.
const COLUMN: usize = 12;
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
    let row = |label: String, sum: &ReadSum, most: u64| {
        let articles = app.words.count_articles(usize::try_from(sum.articles).unwrap_or(usize::MAX));
        let columns = [
            articles,
            app.words.length(usize::try_from(sum.zi).unwrap_or(usize::MAX), None),
            format!("{}{}", sum.minutes, app.words.minutes),
        ];
        let columns = columns.map(|text| padded(text, ruler)).concat();
        let text = columns + &bar(sum.zi, most, BAR, ruler);
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

/// A text with blanks up to the next column.
fn padded(text: String, ruler: Ruler) -> String {
    let cells: usize = text.graphemes(true).map(|cluster| usize::from(ruler.cells(cluster))).sum();
    text + &" ".repeat(COLUMN.saturating_sub(cells).max(1))
}
