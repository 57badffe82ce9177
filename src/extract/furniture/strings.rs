//! *Strings* of the table, one after the other in one text: a pointer to each would be written by the loader whenever the
//! program starts.

/// Strings, each known by its place.
#[derive(Debug)]
pub(super) struct Strings {
    /// All of them in a row.
    pub text: &'static str,
    /// Where each of them ends.
    pub ends: &'static [u16],
}

impl Strings {
    /// The string at a place; empty beyond the last.
    pub fn at(&self, place: usize) -> &'static str {
        let start = place.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let end = self.ends.get(place).copied();
        start.zip(end).map_or("", |(start, end)| &self.text[usize::from(start)..usize::from(end)])
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &'static str> {
        (0..self.ends.len()).map(|place| self.at(place))
    }
}
