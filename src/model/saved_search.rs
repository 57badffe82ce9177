//! A *saved search*: a query with a name, which the list can be switched to as to a folder.

use super::SafeText;

/// A saved search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedSearch {
    /// By what it is known, whatever it is called.
    pub id: SafeText,
    /// What it is called; empty for one of the program's own that has no other name.
    pub name: SafeText,
    /// The query, as it is typed; empty for one of the program's own that was removed.
    pub query: SafeText,
    /// The letter or digit that opens it.
    pub key: Option<char>,
    /// Its place among the others.
    pub number: u32,
}

impl SavedSearch {
    /// Whether a character can open a saved search.
    pub fn is_key(key: char) -> bool {
        key.is_ascii_alphanumeric()
    }
}
