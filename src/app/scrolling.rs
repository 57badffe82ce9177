//! *Scrolling by itself*: a row leaves the screen when the 字 in it have been read, at a speed that the reader's own
//! scrolling corrects: on means faster, back means slower. It stands still while something lies over the text. Text in two
//! columns does not move under the eye, which would have to follow it from one into the other: its pages turn when all
//! that is on them has been read.

use std::time::{Duration, Instant};

use super::action::Action;
use super::motion::Motion;
use super::{App, Pane};
use crate::model::EntryId;
use crate::text::SCROLL_SPEEDS;
use crate::text::page::Anchor;

/// A blank row is looked at for this part of the time that a full one takes.
const BLANK: f64 = 0.125;
/// A correction is weighed against what scrolled since the one before, and at least against so many full rows.
const LEAST_ROWS: f64 = 8.0;
/// The most that one correction can mean.
const FACTORS: std::ops::RangeInclusive<f64> = 0.8..=1.25;
/// How much of what a correction means is believed.
const WEIGHT: f64 = 0.5;
/// What a key for faster does.
const STEP: f64 = 1.1;
/// What is later than this was not scrolled because the program did not run.
const LATE: Duration = Duration::from_secs(1);

/// A text that scrolls by itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct AutoScroll {
    article: EntryId,
    /// When the first row on the screen leaves it, or the page is turned.
    due: Option<Instant>,
    /// When it became the first.
    since: Option<Instant>,
    /// The 字 that scrolled by since the last correction.
    zi: f64,
    /// Where it stood when something came to lie over it.
    paused_at: Option<Anchor>,
}

impl App {
    /// Whether the text scrolls by itself.
    pub fn is_scrolling(&self) -> bool {
        self.scrolling.is_some()
    }

    /// When the program wants to be woken; never where nothing is to be done by itself.
    pub fn wake_at(&self) -> Option<Instant> {
        self.scroll_due().into_iter().chain(self.notices.wake_at()).min()
    }

    /// When the text scrolls on.
    fn scroll_due(&self) -> Option<Instant> {
        self.scrolling.filter(|_| !self.is_covered())?.due
    }

    /// Begins, or stops.
    pub(super) fn toggle_scrolling(&mut self) {
        if self.stop_scrolling() {
            return self.say(self.words.aids().scrolling_stopped);
        }
        let Some(article) = self.reader.shown().id().filter(|_| self.reader.article().is_some()) else {
            return self.say_nothing_to_open();
        };
        if self.reader.percent() == Some(100) {
            return self.say(self.words.aids().scrolled_to_end);
        }
        self.stop_aloud();
        self.reader.unselect();
        self.set_focus(Pane::Reader);
        self.scrolling = Some(AutoScroll { article, due: None, since: None, zi: 0.0, paused_at: None });
    }

    /// Stops; says whether it scrolled.
    pub(super) fn stop_scrolling(&mut self) -> bool {
        self.scrolling.take().is_some()
    }

    /// The time has come for what was to happen by itself.
    pub(super) fn tick(&mut self, now: Instant) -> bool {
        let is_due = self.scroll_due().is_some_and(|due| due <= now);
        let changed = self.notices.tick(now);
        let Some(scroll) = self.scrolling.as_mut().filter(|_| is_due) else { return changed };
        scroll.since = scroll.due.take();
        let columns = self.viewport.columns;
        let rows = if columns > 1 { self.viewport.reader_rows } else { 1 };
        scroll.zi += self.reader.zi_scrolled(isize::try_from(rows).unwrap_or(1));
        if columns > 1 {
            self.reader.turn_pages(1);
        } else {
            self.reader.scroll(1);
        }
        true
    }

    /// When what is on the screen now scrolls on; `now` is when it came there.
    pub fn keep_time(&mut self, now: Instant) {
        let Some(mut scroll) = self.scrolling else { return };
        if self.browse().is_some() && !self.is_reading() || self.reader.shown().id() != Some(scroll.article) {
            self.scrolling = None;
            return;
        }
        let here = self.reader.anchor();
        if self.is_covered() {
            (scroll.due, scroll.since) = (None, None);
            scroll.paused_at = scroll.paused_at.or(Some(here));
        } else if scroll.paused_at.take().is_some_and(|before| before != here) {
            // What lay over it led elsewhere.
            self.scrolling = None;
            return;
        } else if self.reader.percent() == Some(100) {
            self.scrolling = None;
            return self.say(self.words.aids().scrolled_to_end);
        } else if scroll.due.is_none() {
            let from = scroll.since.take().filter(|since| now.saturating_duration_since(*since) < LATE);
            scroll.due = Some(from.unwrap_or(now) + self.time());
        }
        self.scrolling = Some(scroll);
    }

    /// How long the first row on the screen is looked at; in two columns, all rows.
    fn time(&self) -> Duration {
        let rows = if self.viewport.columns > 1 { self.viewport.reader_rows } else { 1 };
        let zi = self.reader.zi_of_rows(rows, self.full_row() * BLANK);
        Duration::from_secs_f64(zi * 60.0 / f64::from(self.settings.scroll_speed.max(1)))
    }

    /// The 字 of a full row.
    fn full_row(&self) -> f64 {
        f64::from(self.viewport.measure.max(2)) / 2.0
    }

    /// Whether something lies over the text, or is typed.
    pub(super) fn is_covered(&self) -> bool {
        let asked = self.prompt.is_some() || self.letter_awaited.is_some() || self.link_numbers.is_some();
        asked || self.overlay.is_some() || self.browse().is_none()
    }

    /// The reader has scrolled by so many rows, while the text scrolls by itself: it is too slow, or too fast.
    pub(super) fn correct_speed(&mut self, rows: isize) {
        let zi = self.reader.zi_scrolled(rows);
        let least = self.full_row() * LEAST_ROWS;
        let Some(scroll) = &mut self.scrolling else { return };
        let before = std::mem::take(&mut scroll.zi).max(least);
        (scroll.due, scroll.since) = (None, None);
        let factor = ((before + zi) / before).clamp(*FACTORS.start(), *FACTORS.end());
        self.scale_speed(1.0 + (factor - 1.0) * WEIGHT);
    }

    /// Faster by a key, or slower.
    pub(super) fn step_speed(&mut self, faster: bool, times: usize) {
        let times = i32::try_from(times).unwrap_or(i32::MAX);
        self.scale_speed(if faster { STEP.powi(times) } else { STEP.powi(-times) });
        if let Some(scroll) = &mut self.scrolling {
            (scroll.due, scroll.since) = (None, None);
        }
    }

    fn scale_speed(&mut self, factor: f64) {
        let before = self.said_settings();
        let speed = f64::from(self.settings.scroll_speed) * factor;
        let speed = if factor < 1.0 { speed.floor() } else { speed.ceil() };
        let (slowest, fastest) = (f64::from(*SCROLL_SPEEDS.start()), f64::from(*SCROLL_SPEEDS.end()));
        self.settings.scroll_speed = speed.clamp(slowest, fastest) as u32;
        self.keep_settings(&before);
    }

    /// A key was pressed that does something else: the text stands still. What lies over it now goes away again.
    pub(super) fn heed_scrolling(&mut self, action: Action) {
        let goes_on = match Motion::of(action, None) {
            Some(motion) => matches!(motion, Motion::Lines(_) | Motion::HalfPages(_) | Motion::Pages(_)),
            None => {
                matches!(action, Action::AutoScroll | Action::ScrollFaster | Action::ScrollSlower | Action::Redraw)
            }
        };
        if !goes_on && !self.is_covered() {
            self.stop_scrolling();
        }
    }
}
