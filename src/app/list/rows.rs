//! The *rows* of the list on the screen: entries, and above each group its heading. The heading of the group that the
//! first entry is in stands on the first row, however far down that group one is.
//!
//! The selected entry has a row more than the others, for the rest of its title, whether its title needs one or not: what
//! stands above and below the two entries that the selection moves between stays where it is.

use super::List;
use crate::model::EntryId;
use crate::search::Heading;

/// What a row of the list pane is the first row of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListRow<'l> {
    /// The heading of a group, and how many of the entries that are shown are in it.
    Heading(&'l Heading, usize),
    /// An entry.
    Entry(EntryId),
}

/// The room of the list pane.
#[derive(Clone, Copy)]
struct Room {
    rows: usize,
    /// The rows that an entry takes.
    entry: usize,
    /// The rows more that the selected one takes.
    more: usize,
    /// Whether there are headings.
    headings: bool,
}

impl List {
    /// What stands on a screen of `rows` rows, of which an entry takes `entry_rows`: from the top down, each with its
    /// first row.
    pub fn rows(&self, rows: usize, entry_rows: usize) -> Vec<(usize, ListRow<'_>)> {
        let room = self.room(rows, entry_rows);
        let mut placed = Vec::new();
        let mut y = 0;
        for at in self.top..self.shown().len() {
            let heading = usize::from(room.headings && (at == self.top || self.begins_group(at)));
            let entry = self.rows_of(at, room);
            if y + heading + entry > room.rows {
                break;
            }
            if let Some(heading) = self.heading_of(at).filter(|_| heading > 0) {
                placed.push((y, heading));
            }
            y += heading;
            placed.push((y, ListRow::Entry(self.shown()[at])));
            y += entry;
        }
        placed
    }

    /// Scrolls the least that brings the selection onto a screen of `rows` rows, of which an entry takes `entry_rows`.
    pub fn settle(&mut self, rows: usize, entry_rows: usize) {
        self.take_in();
        self.follow_rows(entry_rows == 1);
        let room = self.room(rows, entry_rows);
        let at = self.at.unwrap_or(0);
        let count = self.shown().len();
        let lowest = self.first_above(at, room);
        self.top = self.top.clamp(lowest, at).min(self.first_above(count.saturating_sub(1), room));
        self.page = self.rows(rows, entry_rows).iter().filter(|(_, row)| matches!(row, ListRow::Entry(_))).count();
    }

    /// The rows more that the selected entry takes on a screen of `rows` rows, of which any other takes `entry_rows`.
    pub fn rows_of_selected(&self, rows: usize, entry_rows: usize) -> usize {
        self.room(rows, entry_rows).more
    }

    /// How many entries the screen shows, at least one.
    pub fn page(&self) -> usize {
        self.page.max(1)
    }

    /// The first entry of a screen on which entry `at` is the last.
    fn first_above(&self, at: usize, room: Room) -> usize {
        let mut first = at;
        // One of them is the selected one, whichever that is.
        let mut taken = room.more + room.entry + usize::from(room.headings);
        while first > 0 {
            // The heading of the first entry is on the screen in any case.
            taken += room.entry + usize::from(room.headings && self.begins_group(first));
            if taken > room.rows {
                break;
            }
            first -= 1;
        }
        first
    }

    /// The place of the first entry of the next group, or of the group before; the same where there is none. From inside
    /// of a group the way back leads to its own first entry.
    pub fn group_from(&self, at: usize, forward: bool) -> usize {
        let shown = self.shown();
        let group = |at: usize| shown.get(at).and_then(|id| self.keys.group(id.0));
        let Some(own) = group(at) else { return at };
        if forward {
            let next = at + shown[at..].partition_point(|id| self.keys.group(id.0) == Some(own));
            return if next < shown.len() { next } else { at };
        }
        let first_of = |at: usize| {
            let own = group(at);
            shown[..at].iter().rposition(|id| self.keys.group(id.0) != own).map_or(0, |before| before + 1)
        };
        match first_of(at) {
            first if first == at && at > 0 => first_of(at - 1),
            first => first,
        }
    }

    /// The place of the first entry of the group that an entry is in.
    pub fn first_of_group(&self, id: EntryId) -> Option<usize> {
        let at = self.shown().iter().position(|&own| own == id)?;
        Some(if self.begins_group(at) { at } else { self.group_from(at, false) })
    }

    fn room(&self, rows: usize, entry: usize) -> Room {
        let entry = entry.max(1);
        // Where there is not room for both, what is read is the entry.
        let headings = self.arrangement().group.is_some() && rows > entry;
        // Where two entries are all that there is room for, the second stays.
        let more = usize::from(rows > 2 * entry + usize::from(headings));
        Room { rows: rows.max(entry), entry, more, headings }
    }

    /// The rows that the entry at a place takes.
    fn rows_of(&self, at: usize, room: Room) -> usize {
        room.entry + if self.at == Some(at) { room.more } else { 0 }
    }

    /// Whether an entry is the first of its group.
    fn begins_group(&self, at: usize) -> bool {
        let group = |at: usize| self.shown().get(at).and_then(|id| self.keys.group(id.0));
        at == 0 || group(at) != group(at - 1)
    }

    fn heading_of(&self, at: usize) -> Option<ListRow<'_>> {
        let group = self.keys.group(self.shown().get(at)?.0)?;
        let count = self.counts.get(group as usize).copied().unwrap_or_default();
        Some(ListRow::Heading(self.keys.heading(group)?, count as usize))
    }
}
