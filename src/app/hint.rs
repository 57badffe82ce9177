//! A *hint*: what keys do where the reader is, item by item: `Enter 打开`, `< > 换色`. An item is shown whole or not at
//! all, and knows which of its keys stands where, so that the mouse can press it.

use std::ops::Range;

use super::action::Action;
use super::prompt_action::PromptAction;

/// What a key of a hint means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HintKey {
    /// An action.
    Act(Action),
    /// What it means where text is typed.
    Type(PromptAction),
}

/// An item of a hint: its keys and what they do; or only something that is said between others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HintItem {
    /// As it is written.
    pub text: String,
    /// Where in the text each key stands.
    pub(super) keys: Vec<(Range<usize>, HintKey)>,
}

impl HintItem {
    /// Something that is said and has no key.
    pub fn said(text: impl Into<String>) -> Self {
        Self { text: text.into(), keys: Vec::new() }
    }

    /// The key under a byte of the text; under what is said of several that of the first. None where there is none.
    pub fn key_at(&self, byte: usize) -> Option<HintKey> {
        let own = self.keys.iter().find(|(range, _)| range.contains(&byte));
        own.or(self.keys.first()).map(|(_, key)| *key)
    }
}

/// Those of items that say something.
pub fn said_items(items: impl IntoIterator<Item = HintItem>) -> Vec<HintItem> {
    items.into_iter().filter(|item| !item.text.is_empty()).collect()
}
