//! The *months* of the list in its head: a bar for each, as high as there are articles of it, between the first year and
//! the last. The one of the selected article stands out; a click leads to the first article of a bar.
//!
//! ```text
//!  2018 ▁▂▁  ▃▂█▁▁▂▅▂▁ 2022
//! ```
//!
//! Where there is not room for every month a bar stands for a quarter, half a year, a year or more. Where the blocks would
//! take two cells, dots take their place (W10).

use std::ops::Range;

use ratatui::layout::Rect;

use super::Role;
use super::canvas::Canvas;
use crate::app::{App, MonthCounts};

/// From nothing to a full cell, in eighths.
pub(super) const BLOCKS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
/// The same in quarters, of one cell everywhere.
pub(super) const DOTS: [&str; 5] = [" ", "⣀", "⣤", "⣶", "⣿"];
/// The months that a bar can stand for.
const STEPS: [usize; 10] = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600];
/// The cells of a year.
const YEAR: u16 = 4;

/// The bars in an area.
struct Bars<'m> {
    months: &'m MonthCounts,
    /// The months of each.
    step: usize,
    /// The months by which the first bar begins before the first month.
    before: usize,
    count: usize,
    /// The column of the first, and the rows that they have.
    x: u16,
    rows: Range<u16>,
    /// Whether the years stand below them.
    years_below: bool,
}

impl<'m> Bars<'m> {
    fn of(app: &'m App, area: Rect) -> Option<Self> {
        let months = app.list().months().filter(|months| months.len() >= MonthCounts::FEWEST)?;
        let years_below = area.height > 1;
        let labels = if years_below { 0 } else { 2 * (YEAR + 1) };
        let room = usize::from(area.width.checked_sub(2 + labels).filter(|room| *room >= 8)?);
        let (_, month) = months.year_and_month(0);
        let before = |step: usize| usize::try_from(month).unwrap_or_default() % step.min(12);
        let bars = |step: usize| (before(step) + months.len()).div_ceil(step);
        let step = STEPS.into_iter().find(|step| bars(*step) <= room)?;
        let x = area.x + 1 + if years_below { 0 } else { YEAR + 1 };
        let rows = area.y..if years_below { area.bottom() - 1 } else { area.bottom() };
        Some(Self { months, step, before: before(step), count: bars(step), x, rows, years_below })
    }

    /// The months of a bar.
    fn months(&self, bar: usize) -> Range<usize> {
        let start = (bar * self.step).saturating_sub(self.before);
        start..((bar + 1) * self.step).saturating_sub(self.before).min(self.months.len())
    }

    /// The bar of a month.
    fn bar_of(&self, month: usize) -> usize {
        (month + self.before) / self.step
    }

    /// The bar at a column.
    fn at(&self, x: u16) -> Option<usize> {
        Some(usize::from(x.checked_sub(self.x)?)).filter(|bar| *bar < self.count)
    }
}

/// The months of the bar at a cell, if any article is of them.
pub(super) fn months_at(app: &App, area: Rect, x: u16) -> Option<Range<usize>> {
    let bars = Bars::of(app, area)?;
    let months = bars.months(bars.at(x)?);
    (bars.months.sum(months.clone()) > 0).then_some(months)
}

pub(super) fn draw(app: &App, area: Rect, canvas: &mut Canvas) {
    if area.is_empty() {
        return;
    }
    let Some(bars) = Bars::of(app, area) else { return };
    let glyphs: &[&str] = if app.settings.ruler.ambiguous_wide { &DOTS } else { &BLOCKS };
    let full = glyphs.len() - 1;
    let highest = (0..bars.count).map(|bar| bars.months.sum(bars.months(bar))).max().unwrap_or(1).max(1);
    let selected = app.list().selected().and_then(|id| app.list().month_of(id)).map(|month| bars.bar_of(month));
    let levels = u64::try_from(bars.rows.len() * full).unwrap_or(1);
    for (bar, x) in (0..bars.count).zip(bars.x..) {
        let height = (bars.months.sum(bars.months(bar)) * levels).div_ceil(highest);
        let mut height = usize::try_from(height).unwrap_or_default();
        let role = if selected == Some(bar) { Role::SelectedElsewhere } else { Role::Quiet };
        for y in bars.rows.clone().rev() {
            let part = height.min(full);
            canvas.text(Rect { x, y, width: 1, height: 1 }, glyphs[part], role);
            height -= part;
        }
    }
    years(&bars, area, canvas);
}

/// The first year and the last, or below the bars each that there is room for.
fn years(bars: &Bars<'_>, area: Rect, canvas: &mut Canvas) {
    let mut label = |x: u16, y: u16, year: i32| {
        canvas.text(Rect { x, y, width: area.right().saturating_sub(x), height: 1 }, &format!("{year:4}"), Role::Quiet)
    };
    let (first, _) = bars.months.year_and_month(0);
    let (last, _) = bars.months.year_and_month(bars.months.len() - 1);
    if !bars.years_below {
        label(area.x + 1, area.y, first);
        let end = bars.x + u16::try_from(bars.count).unwrap_or_default() + 1;
        if last != first {
            label(end, area.y, last);
        }
        return;
    }
    let mut free = area.x + 1;
    let mut year_before = None;
    for (bar, x) in (0..bars.count).zip(bars.x..) {
        let (year, _) = bars.months.year_and_month(bars.months(bar).start);
        if year_before != Some(year) && x >= free && x + YEAR < area.right() {
            free = label(x, area.bottom() - 1, year) + 1;
        }
        year_before = Some(year);
    }
}
