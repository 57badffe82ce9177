//! *Filling*: clusters into rows, rules F01 to F11.
//!
//! Greedy, in one pass. Where a cluster does not fit, in this order (F07): the row ends there if it may; the mark
//! hangs in the margin; a closing mark stands on its one printed cell; optional spaces are given up; the row ends at
//! the last place where it may (追出); the row ends at the last cluster that fits.

use super::cluster::{Cluster, Traits};

/// One row: a range of the paragraph, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// First byte.
    pub start: usize,
    /// One past the last byte that is drawn: trailing spaces hang invisibly after it (P08).
    pub text_end: usize,
    /// One past the last byte: the next row's start, so that rows rejoin to the paragraph.
    pub end: usize,
    /// The cells of what is drawn, without indent. At most the measure, or up to two more for a mark that hangs.
    pub cells: u32,
    /// Whether autospaces (P05) are drawn in it.
    pub spaced: bool,
}

/// What happens to a word wider than the line: CSS `overflow-wrap`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OverflowWrap {
    /// It is broken at any cluster (B21).
    #[default]
    Anywhere,
    /// It sticks out.
    Normal,
}

/// The shape that rows are filled into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shape {
    /// The length of a row in cells.
    pub measure: u32,
    /// What the first row leaves blank at its start.
    pub indent: u32,
    /// F03: marks may hang in the two columns after the measure.
    pub hang: bool,
    /// F05: a closing mark at a row's end counts one cell.
    pub trim: bool,
    /// F09: the last row holds at least two Han.
    pub orphan: bool,
    /// P05: a blank cell between Han and Western letters.
    pub autospace: bool,
    /// P09: rows as even in length as their number allows.
    pub balance: bool,
    /// P09: a row of Chinese ends between two words, where no word is wider than a row.
    pub keep_words: bool,
    /// What a word wider than the row does.
    pub overflow_wrap: OverflowWrap,
}

impl Shape {
    /// Everything that helps the reader, at one measure.
    pub fn reading(measure: u32) -> Self {
        Self {
            measure,
            indent: 0,
            hang: true,
            trim: true,
            orphan: true,
            autospace: false,
            balance: false,
            keep_words: false,
            overflow_wrap: OverflowWrap::Anywhere,
        }
    }
}

/// X06: tab stops, in cells.
pub const TAB_STOP: u32 = 4;

/// At narrower rows than this an emergency break takes no care of kinsoku: there would be nothing left to break at.
const CAREFUL_FROM: u32 = 4;

/// Where a row ends, in clusters.
#[derive(Clone, Copy)]
struct Cut {
    next: usize,
    spaced: bool,
}

/// Fills `clusters` into rows and appends them; `base` is the byte at which the first cluster begins.
pub(super) fn fill(clusters: &[Cluster], base: usize, shape: &Shape, rows: &mut Vec<Row>) {
    if clusters.is_empty() {
        rows.push(Row { start: base, text_end: base, end: base, cells: 0, spaced: false });
        return;
    }
    if !shape.balance {
        return fill_once(clusters, base, shape, rows);
    }
    // P09: the narrowest measure that needs no more rows.
    let from = rows.len();
    fill_once(clusters, base, shape, rows);
    let count = rows.len() - from;
    if count < 2 {
        return;
    }
    let (mut low, mut high) = (shape.measure / 2, shape.measure);
    let mut best = rows.split_off(from);
    while low + 1 < high {
        let middle = low.midpoint(high);
        let mut tried = Vec::with_capacity(count);
        fill_once(clusters, base, &Shape { measure: middle, hang: false, ..*shape }, &mut tried);
        if tried.len() <= count && tried.iter().all(|row| row.cells <= shape.measure) {
            high = middle;
            best = tried;
        } else {
            low = middle;
        }
    }
    rows.append(&mut best);
}

fn fill_once(clusters: &[Cluster], base: usize, shape: &Shape, rows: &mut Vec<Row>) {
    let from = rows.len();
    let mut first = 0;
    let mut before_last = 0;
    let mut start = base;
    let mut limit = shape.measure.saturating_sub(shape.indent);
    while first < clusters.len() {
        let cut = end_of_row(clusters, first, limit, shape);
        rows.push(row(&clusters[first..cut.next], start, cut.spaced));
        start = rows.last().map_or(start, |row| row.end);
        if cut.next < clusters.len() {
            before_last = first;
        } else if shape.orphan && rows.len() - from >= 2 {
            mend_orphan(clusters, before_last, first, shape, rows);
        }
        first = cut.next;
        limit = shape.measure;
    }
}

/// Measures a row that is decided.
fn row(clusters: &[Cluster], start: usize, spaced: bool) -> Row {
    let inked = clusters.iter().rposition(|c| !c.traits.has(Traits::SPACE) && c.cells > 0).map_or(0, |i| i + 1);
    let kept = clusters.iter().rposition(|c| !c.traits.has(Traits::VANISHES)).map_or(0, |i| i + 1);
    let mut cells = 0;
    let mut previous = Traits::default();
    for cluster in &clusters[..inked] {
        cells += advance(*cluster, cells, spaced && gap(previous, cluster.traits));
        previous = cluster.traits;
    }
    let bytes = |part: &[Cluster]| part.iter().map(|c| c.len as usize).sum::<usize>();
    let text_end = start + bytes(&clusters[..kept]);
    Row { start, text_end, end: text_end + bytes(&clusters[kept..]), cells, spaced }
}

/// The cells by which a cluster moves the column.
fn advance(cluster: Cluster, column: u32, gap: bool) -> u32 {
    match cluster.traits.has(Traits::TAB) {
        true => TAB_STOP - column % TAB_STOP,
        false => u32::from(cluster.cells) + u32::from(gap),
    }
}

/// P05: whether an autospace belongs between two clusters.
fn gap(before: Traits, after: Traits) -> bool {
    before.has(Traits::HAN) && after.has(Traits::WESTERN) || before.has(Traits::WESTERN) && after.has(Traits::HAN)
}

fn end_of_row(clusters: &[Cluster], first: usize, limit: u32, shape: &Shape) -> Cut {
    let cut = greedy(clusters, first, limit, shape, shape.autospace);
    if !shape.autospace || cut.next == clusters.len() {
        return cut;
    }
    // F07 (4): rather than pushing out, give up the row's optional spaces.
    let tight = greedy(clusters, first, limit, shape, false);
    let full = greedy_stop(clusters, first, limit, true);
    if cut.next < full && tight.next > cut.next { tight } else { cut }
}

/// The first cluster that does not fit into `limit` cells.
fn greedy_stop(clusters: &[Cluster], first: usize, limit: u32, spaced: bool) -> usize {
    let mut cells = 0;
    let mut previous = Traits::default();
    for (at, cluster) in clusters.iter().enumerate().skip(first) {
        cells += advance(*cluster, cells, spaced && gap(previous, cluster.traits));
        if cells > limit && !cluster.traits.has(Traits::SPACE) {
            return at;
        }
        previous = cluster.traits;
    }
    clusters.len()
}

fn greedy(clusters: &[Cluster], first: usize, limit: u32, shape: &Shape, spaced: bool) -> Cut {
    let mut cells = 0;
    let mut last_break = first;
    let mut previous = Traits::default();
    let mut at = first;
    while at < clusters.len() {
        let cluster = &clusters[at];
        if cluster.traits.has(Traits::BREAK) && at > first {
            last_break = at;
        }
        let wider = cells + advance(*cluster, cells, spaced && gap(previous, cluster.traits));
        if wider > limit && !cluster.traits.has(Traits::SPACE) && cluster.cells > 0 {
            let next = overflow(clusters, first, at, last_break, cells, limit, shape);
            return Cut { next, spaced };
        }
        cells = wider;
        previous = cluster.traits;
        at += 1;
    }
    Cut { next: clusters.len(), spaced }
}

/// F07: where the row ends when the cluster `at` does not fit after `cells` cells.
fn overflow(
    clusters: &[Cluster],
    first: usize,
    at: usize,
    last_break: usize,
    cells: u32,
    limit: u32,
    shape: &Shape,
) -> usize {
    if last_break == at && at > first {
        return at;
    }
    let traits = clusters[at].traits;
    let hangs = shape.hang && traits.has(Traits::HANGS) && cells <= limit && limit >= 2;
    let trims = shape.trim && traits.has(Traits::TRIMS) && cells < limit;
    if (hangs || trims) && at > first {
        let next = at + 1 + trailing(&clusters[at + 1..]);
        if next == clusters.len() || clusters[next].traits.has(Traits::BREAK) {
            return next;
        }
    }
    if last_break > first {
        return last_break;
    }
    match shape.overflow_wrap {
        OverflowWrap::Anywhere => emergency(clusters, first, at, limit),
        OverflowWrap::Normal => {
            (at + 1..clusters.len()).find(|&i| clusters[i].traits.has(Traits::BREAK)).unwrap_or(clusters.len())
        }
    }
}

/// How many clusters belong to the row's end without taking room: spaces and what is not drawn.
fn trailing(clusters: &[Cluster]) -> usize {
    clusters.iter().take_while(|c| c.traits.has(Traits::SPACE) || c.cells == 0).count()
}

/// B21: the last boundary that fits, but not one that puts a stop at a row's start or an opening mark at its end.
fn emergency(clusters: &[Cluster], first: usize, at: usize, limit: u32) -> usize {
    let fits = at.max(first + 1);
    let careful = |&i: &usize| !clusters[i].traits.has(Traits::NO_START) && !clusters[i - 1].traits.has(Traits::NO_END);
    if limit < CAREFUL_FROM || fits >= clusters.len() {
        return fits;
    }
    (first + 1..=fits).rev().find(careful).unwrap_or(fits)
}

/// F09: moves one Han from the row before the last, with the marks that go with it, when the last row holds only one.
fn mend_orphan(clusters: &[Cluster], before: usize, last: usize, shape: &Shape, rows: &mut Vec<Row>) {
    let han = |range: &[Cluster]| range.iter().filter(|c| c.traits.has(Traits::HAN)).count();
    let tail = &clusters[last..];
    if han(tail) != 1 || tail.iter().any(|c| c.traits.has(Traits::WESTERN) || c.traits.has(Traits::SPACE)) {
        return;
    }
    let start = (before + 1..last)
        .rev()
        .take(3)
        .find(|&at| clusters[at].traits.has(Traits::BREAK) || clusters[at].traits.has(Traits::SPACE));
    let Some(start) = start.filter(|&at| clusters[at].traits.has(Traits::BREAK)) else { return };
    // The row that gets longer has to hold what it gets.
    if end_of_row(clusters, start, shape.measure, shape).next < clusters.len() {
        return;
    }
    if han(&clusters[start..last]) == 0 || clusters[start..last].iter().any(|c| c.traits.has(Traits::WESTERN)) {
        return;
    }
    let (Some(_), Some(shorter)) = (rows.pop(), rows.pop()) else { return };
    let shorter = row(&clusters[before..start], shorter.start, shorter.spaced);
    let longer = row(&clusters[start..], shorter.end, shape.autospace);
    rows.extend([shorter, longer]);
}
