//! An *arrangement*: the order of a list, and what its rows are grouped by.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

/// What a list is in the order of. Where that is the same, or not known, the newest comes first, and those of one time
/// stand in the natural order of their paths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SortBy {
    /// When it was published, the newest first.
    #[default]
    Date,
    /// The title: digits, Latin letters, other letters, then Han by their pinyin.
    Title,
    /// Whose text it is, in the order of titles.
    Source,
    /// The length of the body, the longest first.
    Length,
    /// The path, in natural order.
    Path,
    /// Whether it has been read: what has not comes first.
    Read,
}

/// What the rows of a list are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum GroupBy {
    /// The day it was published.
    Day,
    /// The month it was published.
    Month,
    /// Whose text it is, the nearest source.
    Source,
    /// The folder it is in.
    Folder,
    /// The widest of its categories.
    Category,
}

/// How a list is arranged. `Display` and `FromStr` are the form in which it is kept: `title reversed month`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Arrangement {
    /// The order, inside of a group.
    pub sort: SortBy,
    /// The other way round. What has no date or no source stays last, and what could not be read behind that.
    pub reversed: bool,
    /// The groups; their order is their own.
    pub group: Option<GroupBy>,
}

impl SortBy {
    /// All of them, with their names.
    pub const EACH: [(Self, &'static str); 6] = [
        (Self::Date, "date"),
        (Self::Title, "title"),
        (Self::Source, "source"),
        (Self::Length, "length"),
        (Self::Path, "path"),
        (Self::Read, "read"),
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        Self::EACH.iter().find(|(own, _)| *own == self).map_or("", |(_, name)| name)
    }
}

impl GroupBy {
    /// All of them, with their names.
    pub const EACH: [(Self, &'static str); 5] = [
        (Self::Day, "day"),
        (Self::Month, "month"),
        (Self::Source, "source"),
        (Self::Folder, "folder"),
        (Self::Category, "category"),
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        Self::EACH.iter().find(|(own, _)| *own == self).map_or("", |(_, name)| name)
    }
}

impl Arrangement {
    /// With another order. The one that holds already is turned round.
    #[must_use]
    pub fn sorted_by(self, sort: SortBy) -> Self {
        Self { sort, reversed: self.sort == sort && !self.reversed, ..self }
    }

    /// With other groups, or none.
    #[must_use]
    pub fn grouped_by(self, group: Option<GroupBy>) -> Self {
        Self { group, ..self }
    }
}

const REVERSED: &str = "reversed";

impl fmt::Display for Arrangement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sort.name())?;
        if self.reversed {
            write!(f, " {REVERSED}")?;
        }
        self.group.map_or(Ok(()), |group| write!(f, " {}", group.name()))
    }
}

/// A text that is no arrangement: of a later version, perhaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoArrangement;

impl FromStr for Arrangement {
    type Err = NoArrangement;

    fn from_str(text: &str) -> Result<Self, NoArrangement> {
        let mut words = text.split(' ').peekable();
        let sort = words.next().and_then(|word| named(&SortBy::EACH, word)).ok_or(NoArrangement)?;
        let reversed = words.next_if_eq(&REVERSED).is_some();
        let group = words.next().map(|word| named(&GroupBy::EACH, word).ok_or(NoArrangement)).transpose()?;
        if words.next().is_some() { Err(NoArrangement) } else { Ok(Self { sort, reversed, group }) }
    }
}

fn named<T: Copy>(each: &[(T, &str)], word: &str) -> Option<T> {
    each.iter().find(|(_, name)| *name == word).map(|(own, _)| *own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again() {
        for (sort, _) in SortBy::EACH {
            for reversed in [false, true] {
                for group in GroupBy::EACH.iter().map(|(group, _)| Some(*group)).chain([None]) {
                    let arrangement = Arrangement { sort, reversed, group };
                    assert_eq!(arrangement.to_string().parse(), Ok(arrangement), "{arrangement}");
                }
            }
        }
        for none in ["", "size", "date month reversed", "date week", "date month month", "date "] {
            assert_eq!(none.parse::<Arrangement>(), Err(NoArrangement), "{none}");
        }
    }

    #[test]
    fn the_order_that_holds_is_turned_round() {
        let by_title = Arrangement::default().sorted_by(SortBy::Title);
        assert!(!by_title.reversed);
        let turned = by_title.sorted_by(SortBy::Title).grouped_by(Some(GroupBy::Month));
        assert_eq!(turned.to_string(), "title reversed month");
        assert!(!turned.sorted_by(SortBy::Title).reversed && !turned.sorted_by(SortBy::Path).reversed);
    }
}
