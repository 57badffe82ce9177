//! An *arrangement*: the order of a list, and what its rows are grouped by.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use super::Language;

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
    /// The year it was published.
    Year,
    /// Whose text it is, the nearest source.
    Source,
    /// The folder it is in.
    Folder,
    /// The widest of its categories.
    Category,
}

/// How a list is arranged. `Display` and `FromStr` are the form in which it is kept: `title reversed month`; `title none`
/// has no groups whatever the order, `title` those of the order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Arrangement {
    /// The order, inside of a group.
    pub sort: SortBy,
    /// The other way round. What has no date or no source stays last, and what could not be read behind that.
    pub reversed: bool,
    /// The groups; their order is their own.
    pub group: Option<GroupBy>,
    /// Whether the groups were chosen; else they are [those of the order](SortBy::groups).
    pub is_group_chosen: bool,
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

    /// The groups that go with the order, where rows are dear or not: those of a newspaper's archive. A list in which an
    /// article takes one row has the month in the column of its dates.
    pub fn groups(self, rows_are_dear: bool) -> Option<GroupBy> {
        match self {
            Self::Date if rows_are_dear => Some(GroupBy::Year),
            Self::Date => Some(GroupBy::Month),
            Self::Source => Some(GroupBy::Source),
            Self::Title | Self::Length | Self::Path | Self::Read => None,
        }
    }

    /// What the order is called: `按标题`.
    pub fn said(self, language: Language) -> &'static str {
        let said = match self {
            Self::Date => ("按日期", "by date"),
            Self::Title => ("按标题", "by title"),
            Self::Source => ("按来源", "by source"),
            Self::Length => ("按字数", "by length"),
            Self::Path => ("按路径", "by path"),
            Self::Read => ("按读没读", "by read"),
        };
        in_language(said, language)
    }

    /// What comes first in it, or last where it is reversed.
    pub fn first(self, reversed: bool, language: Language) -> &'static str {
        let said = match (self, reversed) {
            (Self::Date, false) => ("新的在前", "newest first"),
            (Self::Date, true) => ("旧的在前", "oldest first"),
            (Self::Title | Self::Source, false) => ("数字、字母、拼音", "digits, letters, pinyin"),
            (Self::Title | Self::Source, true) => ("拼音、字母、数字", "pinyin, letters, digits"),
            (Self::Length, false) => ("长的在前", "longest first"),
            (Self::Length, true) => ("短的在前", "shortest first"),
            (Self::Path, false) => ("第2章在第10章之前", "2 before 10"),
            (Self::Path, true) => ("第10章在第2章之前", "10 before 2"),
            (Self::Read, false) => ("没读的在前", "unread first"),
            (Self::Read, true) => ("读过的在前", "read first"),
        };
        in_language(said, language)
    }
}

fn in_language((chinese, english): (&'static str, &'static str), language: Language) -> &'static str {
    language.choose(chinese, english)
}

impl GroupBy {
    /// All of them, with their names.
    pub const EACH: [(Self, &'static str); 6] = [
        (Self::Day, "day"),
        (Self::Month, "month"),
        (Self::Year, "year"),
        (Self::Source, "source"),
        (Self::Folder, "folder"),
        (Self::Category, "category"),
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        Self::EACH.iter().find(|(own, _)| *own == self).map_or("", |(_, name)| name)
    }

    /// What grouping by it is called: `按月分组`. Of no groups [`Arrangement::said_of_groups`] knows the name too.
    fn said(self, language: Language) -> &'static str {
        let said = match self {
            Self::Day => ("按日分组", "grouped by day"),
            Self::Month => ("按月分组", "grouped by month"),
            Self::Year => ("按年分组", "grouped by year"),
            Self::Source => ("按来源分组", "grouped by source"),
            Self::Folder => ("按文件夹分组", "grouped by folder"),
            Self::Category => ("按分类分组", "grouped by category"),
        };
        in_language(said, language)
    }

    /// What the group is called of what is in none.
    pub fn without(self, language: Language) -> &'static str {
        let said = match self {
            Self::Day | Self::Month | Self::Year => ("没有日期", "undated"),
            Self::Source => ("没有来源", "no source"),
            Self::Folder => ("不在文件夹里", "in no folder"),
            Self::Category => ("没有分类", "no category"),
        };
        in_language(said, language)
    }
}

impl Arrangement {
    /// What is said behind an order that is turned round, in Chinese.
    pub const REVERSED: &str = " 倒序";

    /// With another order. The one that holds already is turned round.
    #[must_use]
    pub fn sorted_by(self, sort: SortBy) -> Self {
        Self { sort, reversed: self.sort == sort && !self.reversed, ..self }
    }

    /// With other groups, or none, whatever the order is.
    #[must_use]
    pub fn grouped_by(self, group: Option<GroupBy>) -> Self {
        Self { group, is_group_chosen: true, ..self }
    }

    /// With the groups that go with its order, if none were chosen.
    #[must_use]
    pub fn with_groups_of_order(self, rows_are_dear: bool) -> Self {
        match self.is_group_chosen {
            true => self,
            false => Self { group: self.sort.groups(rows_are_dear), ..self },
        }
    }

    /// With the groups that go with its order, whatever that will be: they are [still to be found](Self::with_groups_of_order).
    #[must_use]
    pub fn grouped_as_ordered(self) -> Self {
        Self { is_group_chosen: false, ..self }
    }

    /// What grouping is called, or that there is none.
    pub fn said_of_groups(group: Option<GroupBy>, language: Language) -> &'static str {
        group.map_or_else(|| in_language(("不分组", "no groups"), language), |group| group.said(language))
    }

    /// What holds, as the head of the list has it: `按标题 倒序 按月分组`. Groups that go with the order are not said.
    pub fn said(self, language: Language) -> String {
        let mut said = self.sort.said(language).to_owned();
        if self.reversed {
            said.push_str(in_language((Self::REVERSED, ", reversed"), language));
        }
        if let Some(group) = self.group.filter(|_| self.is_group_chosen) {
            said.push_str(in_language((" ", ", "), language));
            said.push_str(group.said(language));
        }
        said
    }
}

const REVERSED: &str = "reversed";
/// No groups, where that was chosen.
const NONE: &str = "none";

impl fmt::Display for Arrangement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sort.name())?;
        if self.reversed {
            write!(f, " {REVERSED}")?;
        }
        match self.is_group_chosen {
            true => write!(f, " {}", self.group.map_or(NONE, GroupBy::name)),
            false => Ok(()),
        }
    }
}

/// A text that is no arrangement: of a later version, perhaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoArrangement;

impl fmt::Display for NoArrangement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no such order")
    }
}

impl std::error::Error for NoArrangement {}

impl FromStr for Arrangement {
    type Err = NoArrangement;

    fn from_str(text: &str) -> Result<Self, NoArrangement> {
        let mut words = text.split(' ').peekable();
        let sort = words.next().and_then(|word| named(&SortBy::EACH, word)).ok_or(NoArrangement)?;
        let reversed = words.next_if_eq(&REVERSED).is_some();
        let is_group_chosen = words.peek().is_some();
        let chosen = words.next().filter(|word| *word != NONE);
        let group = chosen.map(|word| named(&GroupBy::EACH, word).ok_or(NoArrangement)).transpose()?;
        if words.next().is_some() { Err(NoArrangement) } else { Ok(Self { sort, reversed, group, is_group_chosen }) }
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
                let of_order = Arrangement { sort, reversed, ..Arrangement::default() };
                let chosen = GroupBy::EACH.iter().map(|(group, _)| Some(*group)).chain([None]);
                for arrangement in chosen.map(|group| of_order.grouped_by(group)).chain([of_order]) {
                    assert_eq!(arrangement.to_string().parse(), Ok(arrangement), "{arrangement}");
                }
            }
        }
        for none in ["", "size", "date none month", "date month reversed", "date week", "date month month", "date "] {
            assert_eq!(none.parse::<Arrangement>(), Err(NoArrangement), "{none}");
        }
    }

    #[test]
    fn groups_go_with_the_order_until_others_are_chosen() {
        let list = Arrangement::default().with_groups_of_order(false);
        assert_eq!((list.group, list.to_string().as_str()), (Some(GroupBy::Month), "date"));
        assert_eq!(list.with_groups_of_order(true).group, Some(GroupBy::Year));
        let by_title = list.sorted_by(SortBy::Title).with_groups_of_order(false);
        assert_eq!(by_title.group, None);
        let none = list.grouped_by(None);
        assert_eq!((none.with_groups_of_order(false).group, none.to_string().as_str()), (None, "date none"));
        assert_eq!(none.sorted_by(SortBy::Source).with_groups_of_order(false).group, None);
        assert_eq!(none.grouped_as_ordered().with_groups_of_order(false), list);
    }

    #[test]
    fn w10_every_word_has_one_width_on_every_terminal() {
        use unicode_width::UnicodeWidthStr;
        for language in [Language::Chinese, Language::English] {
            let sorts = SortBy::EACH
                .iter()
                .flat_map(|(sort, _)| [sort.said(language), sort.first(false, language), sort.first(true, language)]);
            let groups = GroupBy::EACH.iter().flat_map(|(group, _)| [group.said(language), group.without(language)]);
            for word in sorts.chain(groups).chain([Arrangement::said_of_groups(None, language)]) {
                assert!(word.width() == word.width_cjk() && !word.is_empty(), "{word}");
            }
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
