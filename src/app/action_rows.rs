//! *Rows of actions*: the actions and settings that fit what was typed, the best first.

use super::completion::Offers;

/// One of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActionRow {
    /// What it puts into the prompt.
    pub text: String,
    /// What it does.
    pub line: String,
    /// The keys that do it.
    pub keys: String,
    /// Whether it means something where it is asked for.
    pub applies: bool,
}

/// Those of what was typed, and the one that Tab has come to.
#[derive(Debug, Default)]
pub struct ActionRows {
    pub(super) offers: Offers<ActionRow>,
    /// Whether the first is done where none was walked to.
    pub(super) takes_first: bool,
}

impl ActionRows {
    /// All of them.
    pub fn rows(&self) -> &[ActionRow] {
        self.offers.all()
    }

    /// The one that would be done.
    pub fn selected(&self) -> Option<usize> {
        self.offers.walked().or((self.takes_first && !self.rows().is_empty()).then_some(0))
    }
}

/// How well a name fits what was typed, 0 best: it itself, its beginning, the initials of its words, a part of it.
pub(super) fn fit(name: &str, typed: &str) -> Option<u8> {
    let typed = typed.trim().to_lowercase();
    let joined = typed.split_whitespace().collect::<Vec<_>>().join("-");
    let (bare, wanted) = (name.replace('-', ""), joined.replace('-', ""));
    let initials: String = name.split('-').filter_map(|word| word.chars().next()).collect();
    match () {
        () if name == joined => Some(0),
        () if name.starts_with(&joined) || bare.starts_with(&wanted) => Some(1),
        () if initials.starts_with(&typed) => Some(2),
        () if name.contains(&joined) => Some(3),
        () => None,
    }
}

/// The count before a name, and the name: `30 end`, `30end`.
pub(super) fn parted(typed: &str) -> (Option<usize>, &str) {
    let typed = typed.trim_start();
    let digits = typed.len() - typed.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    (typed[..digits].parse().ok(), typed[digits..].trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_how_it_begins_by_initials_and_by_its_parts() {
        for (typed, rank) in [
            ("next-article", Some(0)),
            ("next article", Some(0)),
            ("ne", Some(1)),
            ("nexta", Some(1)),
            ("na", Some(2)),
            ("art", Some(3)),
            ("previous", None),
        ] {
            assert_eq!(fit("next-article", typed), rank, "{typed}");
        }
        assert_eq!(parted(" 30 end"), (Some(30), "end"));
        assert_eq!(parted("30end "), (Some(30), "end"));
        assert_eq!(parted("end"), (None, "end"));
        assert_eq!(parted("30"), (Some(30), ""));
    }

    #[test]
    fn the_first_is_done_until_another_is_walked_to() {
        let mut actions = ActionRows { offers: Offers::of(vec![ActionRow::default(); 2]), takes_first: true };
        assert_eq!(actions.selected(), Some(0));
        actions.offers.walk(false);
        assert_eq!(actions.selected(), Some(1));
        assert_eq!(ActionRows { offers: Offers::default(), takes_first: true }.selected(), None);
    }
}
