//! *Notices*: what is said at the bottom of the screen. Each stays until it could be read, and then until the next key. What
//! comes meanwhile waits its turn, but for the answer to a key, which is said at once. All can be read again in a panel.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::App;
use crate::model::SafeText;
use crate::text::Ruler;

/// So many can be read again.
const KEPT: usize = 100;
/// Any notice is looked at for so long.
const LEAST: Duration = Duration::from_millis(1200);
/// A cell of it takes so much longer: six or seven Han a second.
const CELL: Duration = Duration::from_millis(75);
/// However long it is, it does not stay for longer than this.
const MOST: Duration = Duration::from_secs(8);

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// It answers a key.
    Answer,
    /// Something happened by itself.
    News,
    /// Something went wrong.
    Failure,
}

/// A notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it says.
    pub text: SafeText,
    /// What it is about.
    pub kind: NoticeKind,
    /// How long it is still to be read; nothing until it was on the screen.
    left: Option<Duration>,
}

/// A notice that was said, and when; nothing until that is known.
#[derive(Clone, Debug)]
pub(super) struct PastNotice {
    pub notice: Notice,
    pub time: Option<String>,
}

/// Those that are said, that wait, and that were said.
#[derive(Debug, Default)]
pub(super) struct Notices {
    shown: Option<Notice>,
    /// When the one that is shown could be read; nothing while it is not on the screen.
    due: Option<Instant>,
    /// A key was pressed since: it goes as soon as it could be read.
    passed: bool,
    waiting: VecDeque<Notice>,
    past: VecDeque<PastNotice>,
    said: usize,
    /// What time it is, as it was told last.
    now: Option<Instant>,
}

impl Notices {
    /// The one that is said now.
    pub fn shown(&self) -> Option<&Notice> {
        self.shown.as_ref()
    }

    /// How many were said so far.
    pub fn said(&self) -> usize {
        self.said
    }

    /// Those that were said, the last one first.
    pub fn past(&self) -> impl ExactSizeIterator<Item = &PastNotice> {
        self.past.iter().rev()
    }

    /// Says something. An answer is said at once, what it interrupts later; anything else waits until what is said now
    /// could be read.
    fn add(&mut self, kind: NoticeKind, text: SafeText) {
        let notice = Notice { text, kind, left: None };
        self.remember(&notice);
        self.said += 1;
        let is_read = self.shown.is_none() || self.could_be_read();
        match kind {
            NoticeKind::Answer => {
                let interrupted = self.shown.take_if(|shown| shown.kind != NoticeKind::Answer);
                if let Some(interrupted) = interrupted.filter(|_| !is_read) {
                    let left = self.left();
                    self.waiting.push_front(Notice { left, ..interrupted });
                }
                // An answer that was set aside is of a key before.
                self.waiting.retain(|waiting| waiting.kind != NoticeKind::Answer);
                self.show(Some(notice));
            }
            _ if is_read && self.waiting.is_empty() => self.show(Some(notice)),
            _ => self.waiting.push_back(notice),
        }
    }

    fn remember(&mut self, notice: &Notice) {
        // What is said again and again is one thing.
        if self.past.back().is_some_and(|last| last.notice.text == notice.text) {
            self.past.pop_back();
        }
        if self.past.len() == KEPT {
            self.past.pop_front();
        }
        self.past.push_back(PastNotice { notice: notice.clone(), time: None });
    }

    fn show(&mut self, notice: Option<Notice>) {
        (self.shown, self.due, self.passed) = (notice, None, false);
    }

    fn show_next(&mut self) {
        let next = self.waiting.pop_front();
        self.show(next);
    }

    fn could_be_read(&self) -> bool {
        self.due.zip(self.now).is_some_and(|(due, now)| due <= now)
    }

    /// How long the one that is said is still to be read.
    fn left(&self) -> Option<Duration> {
        let own = self.shown.as_ref().and_then(|shown| shown.left);
        self.due.zip(self.now).map(|(due, now)| due.saturating_duration_since(now)).or(own)
    }

    /// The reader goes on: what could be read is gone, what could not goes as soon as it could.
    pub fn pass(&mut self) {
        match self.could_be_read() {
            true => self.show_next(),
            false => self.passed = true,
        }
    }

    /// What is said now is not to be said any longer.
    pub fn drop_shown(&mut self) {
        self.show_next();
    }

    /// What could not yet be read is said again later: its place is needed.
    pub fn set_aside(&mut self) {
        let (left, is_read) = (self.left(), self.could_be_read());
        if let Some(shown) = self.shown.take().filter(|_| !is_read) {
            self.waiting.push_front(Notice { left, ..shown });
        }
        self.show(None);
    }

    /// When the next one is due, if that is to happen by itself.
    pub fn wake_at(&self) -> Option<Instant> {
        self.due.filter(|_| self.passed || !self.waiting.is_empty())
    }

    /// The time has come for the next one; says whether anything changed.
    pub fn tick(&mut self, now: Instant) -> bool {
        let is_due = self.wake_at().is_some_and(|due| due <= now);
        if is_due {
            self.show_next();
        }
        is_due
    }

    /// What is on the screen since now is read from now on; what is covered is not.
    fn keep_time(&mut self, now: Instant, is_covered: bool, ruler: Ruler) {
        self.now = Some(now);
        if is_covered {
            let left = self.left();
            if let Some(shown) = &mut self.shown {
                shown.left = left;
            }
            self.due = None;
            return;
        }
        if self.shown.is_none() {
            self.show_next();
        }
        if let (None, Some(shown)) = (self.due, &self.shown) {
            self.due = Some(now + shown.left.unwrap_or_else(|| reading_time(shown, ruler)));
        }
    }
}

/// How long a notice is to be read: a failure is half as much longer.
fn reading_time(notice: &Notice, ruler: Ruler) -> Duration {
    let time = (LEAST + CELL * ruler.width(&notice.text)).min(MOST);
    if notice.kind == NoticeKind::Failure { time * 3 / 2 } else { time }
}

impl App {
    /// What is said now.
    pub fn notice(&self) -> Option<&Notice> {
        self.notices.shown()
    }

    /// Answers a key.
    pub(super) fn say(&mut self, text: impl AsRef<str>) {
        self.notify(NoticeKind::Answer, SafeText::line(text.as_ref()));
    }

    /// Says something of any kind.
    pub(super) fn notify(&mut self, kind: NoticeKind, text: SafeText) {
        self.notices.add(kind, text);
    }

    /// Says when what is on the screen now came there, and what time it is for those who read it again.
    pub fn keep_notices(&mut self, now: Instant, time: impl FnOnce() -> String) {
        let is_covered = self.prompt.is_some() || self.letter_awaited.is_some() || self.count.is_some();
        let is_covered = is_covered || self.overlay.is_none() && self.link_numbers.is_some();
        self.notices.keep_time(now, is_covered, self.settings.ruler);
        let untimed = |past: &&mut PastNotice| past.time.is_none();
        if self.notices.past.back().is_some_and(|last| last.time.is_none()) {
            let time = time();
            self.notices.past.iter_mut().rev().take_while(untimed).for_each(|past| past.time = Some(time.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(notices: &Notices) -> &str {
        notices.shown().map_or("", |notice| &notice.text)
    }

    fn add(notices: &mut Notices, kind: NoticeKind, text: &str) {
        notices.add(kind, SafeText::line(text));
    }

    #[test]
    fn what_is_long_or_a_failure_takes_longer_and_nothing_for_ever() {
        let time =
            |kind, text: &str| reading_time(&Notice { text: SafeText::line(text), kind, left: None }, Ruler::default());
        let short = time(NoticeKind::Answer, "已复制");
        assert!(short < time(NoticeKind::Answer, "没有找到这样的文章"));
        assert!(short < time(NoticeKind::Failure, "已复制"));
        assert_eq!(time(NoticeKind::News, &"长".repeat(1000)), MOST);
    }

    #[test]
    fn an_answer_is_said_at_once_and_what_it_interrupts_afterwards() {
        let (mut notices, start, ruler) = (Notices::default(), Instant::now(), Ruler::default());
        add(&mut notices, NoticeKind::Failure, "失败");
        notices.keep_time(start, false, ruler);
        let whole = notices.left();
        // Half of its time later.
        let later = start + Duration::from_secs(1);
        notices.keep_time(later, false, ruler);
        add(&mut notices, NoticeKind::Answer, "一");
        add(&mut notices, NoticeKind::Answer, "二");
        add(&mut notices, NoticeKind::News, "新");
        assert_eq!(said(&notices), "二");
        notices.keep_time(later, false, ruler);
        let due = notices.wake_at().expect("others wait");
        assert!(notices.tick(due));
        assert_eq!(said(&notices), "失败");
        notices.keep_time(due, false, ruler);
        assert_eq!(
            notices.left(),
            whole.map(|whole| whole.saturating_sub(Duration::from_secs(1))),
            "the rest of its time"
        );
        let due = notices.wake_at().expect("one waits");
        assert!(notices.tick(due));
        assert_eq!(said(&notices), "新");
        notices.keep_time(due, false, ruler);
        assert_eq!(notices.wake_at(), None, "the last one stays until a key");
        let past: Vec<&str> = notices.past().map(|past| &*past.notice.text).collect();
        assert_eq!(past, ["新", "二", "一", "失败"]);
    }

    #[test]
    fn what_is_covered_is_not_read() {
        let (mut notices, start, ruler) = (Notices::default(), Instant::now(), Ruler::default());
        add(&mut notices, NoticeKind::News, "新");
        notices.keep_time(start, true, ruler);
        notices.pass();
        assert!(notices.wake_at().is_none() && said(&notices) == "新");
        notices.keep_time(start + MOST * 2, false, ruler);
        let due = notices.wake_at().expect("a key was pressed");
        assert!(due > start + MOST * 2);
        assert!(!notices.tick(start + MOST * 2) && notices.tick(due));
        assert_eq!(said(&notices), "");
    }
}
