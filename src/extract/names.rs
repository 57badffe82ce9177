//! *Names* of an article: its tags, its categories, who wrote it. Each stands once in its list, in the order in which
//! they are met; no article has more of a kind than [`MOST`], and where one has, a note says so.

use crate::model::{Note, SafeText};

/// The most names of one kind.
pub(crate) const MOST: usize = 64;

/// The names of one kind. Empty ones are none.
pub(crate) fn collect(names: impl IntoIterator<Item = SafeText>, kind: &str, notes: &mut Vec<Note>) -> Vec<SafeText> {
    let mut list = Vec::new();
    for name in names {
        add(&mut list, name, kind, notes);
    }
    list
}

/// Adds a name to those of its kind.
pub(crate) fn add(list: &mut Vec<SafeText>, name: SafeText, kind: &str, notes: &mut Vec<Note>) {
    if name.is_empty() || list.contains(&name) {
        return;
    }
    if list.len() < MOST {
        list.push(name);
        return;
    }
    let note = Note::Limit { message: SafeText::line(&format!("more than {MOST} {kind}")) };
    if !notes.contains(&note) {
        notes.push(note);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_is_full_says_so_once() {
        let names = |count: usize| (0..count).map(|number| SafeText::line(&format!("名{}", number / 2)));
        let mut notes = Vec::new();
        assert_eq!(collect(names(2 * MOST), "tags", &mut notes).len(), MOST);
        assert!(notes.is_empty(), "{notes:?}");
        assert_eq!(collect(names(4 * MOST), "tags", &mut notes).len(), MOST);
        assert_eq!(notes, [Note::Limit { message: SafeText::line("more than 64 tags") }]);
        assert!(collect([SafeText::default()], "tags", &mut notes).is_empty());
    }
}
