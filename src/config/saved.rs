//! A *saved search* as the configuration has it.

use serde::Deserialize;

use crate::model::{SafeText, SavedSearch};

/// `[[search.saved]]`
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SavedConfig {
    /// What it is called.
    pub name: String,
    /// What is searched for.
    pub query: String,
    /// The letter or digit that opens it.
    pub key: Option<String>,
}

impl SavedConfig {
    /// The key, where it is one.
    pub fn key(&self) -> Option<char> {
        let mut typed = self.key.as_deref()?.chars();
        typed.next().filter(|key| typed.next().is_none() && *key != '0' && SavedSearch::is_key(*key))
    }

    /// The saved search, with its place among the others.
    pub fn saved(&self, number: u32) -> SavedSearch {
        SavedSearch {
            id: SafeText::line(&format!("={}", self.name)),
            name: SafeText::line(&self.name),
            query: SafeText::line(&self.query),
            key: self.key(),
            number,
        }
    }
}
