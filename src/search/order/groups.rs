//! The *groups* of a list: which group each entry is in, what it is called, and where it stands among the others.

use std::fmt;

use rustc_hash::FxHashMap;

use crate::model::{Entry, GroupBy, NaturalKey, SafeText, TitleOrder};

/// What a group is called.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Heading {
    /// The year, the month and the day of what was published then.
    Day(i16, i8, i8),
    /// The year and the month.
    Month(i16, i8),
    /// The year.
    Year(i16),
    /// A source, a folder or a category.
    Named(SafeText),
    /// What has nothing of the kind.
    Without,
    /// What could not be read.
    Unreadable,
}

/// `2022-01-14`, `2022-01`, `2022`, or the name; `-` where there is none.
impl fmt::Display for Heading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(year, month, day) => write!(f, "{year:04}-{month:02}-{day:02}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Named(name) => f.write_str(name),
            Self::Without | Self::Unreadable => f.write_str("-"),
        }
    }
}

/// The groups of entries, which are known by number. Without a [`GroupBy`] there are none.
#[derive(Debug, Default)]
pub(super) struct Groups {
    by: Option<GroupBy>,
    /// The group of each entry.
    of: Vec<u32>,
    headings: Vec<Heading>,
    days: FxHashMap<(i16, i8, i8), u32>,
    names: FxHashMap<Box<str>, u32>,
    others: [Option<u32>; 2],
    /// The place of each group; older groups have theirs among each other whatever comes later.
    ranks: Vec<u32>,
    turned: bool,
}

impl Groups {
    /// No entries yet. `turned`: the oldest days and months first, names from the last to the first.
    pub fn new(by: Option<GroupBy>, turned: bool) -> Self {
        Self { by, turned, ..Self::default() }
    }

    /// Puts an entry into its group.
    pub fn set(&mut self, number: usize, entry: &Entry) {
        let Some(by) = self.by else { return };
        if number >= self.of.len() {
            self.of.resize(number + 1, 0);
        }
        self.of[number] = self.group(by, entry);
    }

    /// The group of an entry.
    pub fn of(&self, number: usize) -> Option<u32> {
        self.of.get(number).copied()
    }

    /// What a group is called.
    pub fn heading(&self, group: u32) -> Option<&Heading> {
        self.headings.get(group as usize)
    }

    /// Where the group of an entry stands; 0 where there are no groups. As of the last [`Groups::rank`].
    pub fn rank_of(&self, number: usize) -> u32 {
        self.of.get(number).and_then(|group| self.ranks.get(*group as usize)).copied().unwrap_or_default()
    }

    /// Gives every group its place, if there is one without.
    pub fn rank(&mut self) {
        if self.ranks.len() == self.headings.len() {
            return;
        }
        let mut titles = TitleOrder::default();
        let mut key = |heading: &Heading| {
            let (class, days, bytes) = match heading {
                Heading::Day(year, month, day) => (0, self.place(*year, *month, *day), Vec::new()),
                Heading::Month(year, month) => (0, self.place(*year, *month, 0), Vec::new()),
                Heading::Year(year) => (0, self.place(*year, 0, 0), Vec::new()),
                Heading::Named(name) if self.by == Some(GroupBy::Folder) => (0, 0, NaturalKey::of(name).into_bytes()),
                Heading::Named(name) => {
                    let mut bytes = Vec::new();
                    titles.push(name, &mut bytes);
                    (0, 0, bytes)
                }
                Heading::Without => (1, 0, Vec::new()),
                Heading::Unreadable => (2, 0, Vec::new()),
            };
            let name = match heading {
                Heading::Named(name) => name.clone(),
                _ => SafeText::default(),
            };
            (class, days, bytes, name)
        };
        let mut order: Vec<u32> = (0..self.headings.len() as u32).collect();
        order.sort_by_cached_key(|group| key(&self.headings[*group as usize]));
        if self.turned {
            let named = self.headings.iter().filter(|heading| matches!(heading, Heading::Named(_))).count();
            order[..named].reverse();
        }
        self.ranks.resize(order.len(), 0);
        for (rank, group) in order.into_iter().enumerate() {
            self.ranks[group as usize] = rank as u32;
        }
    }

    fn place(&self, year: i16, month: i8, day: i8) -> i32 {
        let days = i32::from(year) * 512 + i32::from(month) * 32 + i32::from(day);
        if self.turned { days } else { -days }
    }

    fn group(&mut self, by: GroupBy, entry: &Entry) -> u32 {
        if entry.failure.is_some() {
            return self.other(1, Heading::Unreadable);
        }
        let brief = entry.brief();
        let day = brief.published().map(|published| published.day());
        match (by, day) {
            (GroupBy::Day | GroupBy::Month | GroupBy::Year, None) => self.other(0, Heading::Without),
            (GroupBy::Day, Some((year, month, day))) => self.on(year, month, day, Heading::Day(year, month, day)),
            (GroupBy::Month, Some((year, month, _))) => self.on(year, month, 0, Heading::Month(year, month)),
            (GroupBy::Year, Some((year, ..))) => self.on(year, 0, 0, Heading::Year(year)),
            (GroupBy::Source, _) => self.named(brief.source().as_deref()),
            (GroupBy::Category, _) => self.named(brief.category().as_deref()),
            (GroupBy::Folder, _) => self.named(folder(&entry.origin.display())),
        }
    }

    fn new_group(headings: &mut Vec<Heading>, heading: Heading) -> u32 {
        headings.push(heading);
        headings.len() as u32 - 1
    }

    fn on(&mut self, year: i16, month: i8, day: i8, heading: Heading) -> u32 {
        *self.days.entry((year, month, day)).or_insert_with(|| Self::new_group(&mut self.headings, heading))
    }

    fn other(&mut self, which: usize, heading: Heading) -> u32 {
        *self.others[which].get_or_insert_with(|| Self::new_group(&mut self.headings, heading))
    }

    fn named(&mut self, name: Option<&str>) -> u32 {
        let Some(name) = name.filter(|name| !name.is_empty()) else { return self.other(0, Heading::Without) };
        match self.names.get(name) {
            Some(group) => *group,
            None => {
                let group = Self::new_group(&mut self.headings, Heading::Named(SafeText::line(name)));
                self.names.insert(name.into(), group);
                group
            }
        }
    }
}

/// The folder of a path; of an item (`feed.xml#3`) the file that holds it. None of a bare name.
fn folder(path: &str) -> Option<&str> {
    if let Some((whole, item)) = path.rsplit_once('#')
        && !item.is_empty()
        && item.bytes().all(|byte| byte.is_ascii_digit())
    {
        return Some(whole);
    }
    let (folder, _) = path.rsplit_once('/')?;
    Some(if folder.is_empty() { "/" } else { folder })
}
