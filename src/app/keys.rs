//! The *key table*: which key means what, read from assets. The help is made from it, so no key can lack its line.

use std::collections::HashMap;
use std::sync::OnceLock;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use serde::Deserialize;

use super::action::Action;
use crate::model::{Language, Words};

/// The key table.
#[derive(Debug)]
pub struct KeyTable {
    groups: Vec<Group>,
    meanings: HashMap<Key, Action>,
    prompt: Vec<PromptBinding>,
    in_prompt: HashMap<Key, PromptAction>,
}

/// What a key can mean in a prompt, besides editing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PromptAction {
    /// What was asked before.
    Older,
    /// Back towards what was typed.
    Newer,
    /// Exactly as typed, or folded.
    Exact,
    /// By readings too, or not.
    Readings,
}

/// A key of the prompt and its line in the help.
#[derive(Debug, Deserialize)]
pub struct PromptBinding {
    does: PromptAction,
    /// The keys, as the table writes them.
    pub keys: Vec<String>,
    zh: String,
    en: String,
}

impl PromptBinding {
    /// The line in the help.
    pub fn line(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}

/// Bindings that belong together in the help.
#[derive(Debug, Deserialize)]
pub struct Group {
    name: String,
    bindings: Vec<Binding>,
}

/// An action's keys and its line in the help.
#[derive(Debug, Deserialize)]
pub struct Binding {
    action: String,
    /// The keys, as the table writes them.
    pub keys: Vec<String>,
    zh: String,
    en: String,
}

#[derive(Debug, Deserialize)]
struct File {
    group: Vec<Group>,
    prompt: Vec<PromptBinding>,
}

/// A key with what is held down. Shift is part of the character for those that type one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Key {
    code: KeyCode,
    control: bool,
}

impl Binding {
    /// The line in the help.
    pub fn line(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}

impl Group {
    /// The heading in the help.
    pub fn heading(&self, words: &'static Words) -> &'static str {
        match self.name.as_str() {
            "move" => words.group_move,
            "articles" => words.group_articles,
            "find" => words.group_find,
            "set" => words.group_set,
            _ => words.group_program,
        }
    }

    /// Its bindings, in order.
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }
}

impl KeyTable {
    /// The table in assets.
    pub fn get() -> &'static Self {
        static TABLE: OnceLock<KeyTable> = OnceLock::new();
        TABLE.get_or_init(|| Self::parse(include_str!("../../assets/keys.toml")))
    }

    /// A table from its text. What cannot be understood in it means nothing; a test holds that there is no such thing
    /// in the table we ship.
    fn parse(text: &str) -> Self {
        let (groups, prompt) = toml::from_str::<File>(text).map(|file| (file.group, file.prompt)).unwrap_or_default();
        let keys = prompt.iter().flat_map(|b| b.keys.iter().map(|key| (parse_key(key), b.does)));
        let in_prompt = keys.filter_map(|(key, does)| Some((key?, does))).collect();
        let bindings = groups.iter().flat_map(|group| &group.bindings);
        let pairs = bindings.flat_map(|b| b.keys.iter().map(|key| (parse_key(key), Action::named(&b.action))));
        let meanings = pairs.filter_map(|(key, action)| Some((key?, action?))).collect();
        Self { groups, meanings, prompt, in_prompt }
    }

    /// The groups, in the order of the help.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The keys of the prompt, in the order of the help.
    pub fn prompt(&self) -> &[PromptBinding] {
        &self.prompt
    }

    /// What a key means in a prompt.
    pub fn in_prompt(&self, key: KeyEvent) -> Option<PromptAction> {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        self.in_prompt.get(&Key { code: key.code, control }).copied()
    }

    /// What a key means.
    pub fn meaning(&self, key: KeyEvent) -> Option<Action> {
        if key.modifiers.intersects(KeyModifiers::ALT | KeyModifiers::SUPER) {
            return None;
        }
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        self.meanings.get(&Key { code: key.code, control }).copied()
    }
}

fn parse_key(name: &str) -> Option<Key> {
    let (control, name) = match name.strip_prefix("C-") {
        Some(rest) => (true, rest),
        None => (false, name),
    };
    let mut chars = name.chars();
    let code = match (name, chars.next(), chars.next()) {
        (_, Some(c), None) => KeyCode::Char(c),
        ("Up", ..) => KeyCode::Up,
        ("Down", ..) => KeyCode::Down,
        ("Left", ..) => KeyCode::Left,
        ("Right", ..) => KeyCode::Right,
        ("Home", ..) => KeyCode::Home,
        ("End", ..) => KeyCode::End,
        ("PgUp", ..) => KeyCode::PageUp,
        ("PgDn", ..) => KeyCode::PageDown,
        ("Enter", ..) => KeyCode::Enter,
        ("Esc", ..) => KeyCode::Esc,
        ("Tab", ..) => KeyCode::Tab,
        ("Space", ..) => KeyCode::Char(' '),
        ("F1", ..) => KeyCode::F(1),
        _ => return None,
    };
    Some(Key { code, control })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_a_key_and_a_line_and_no_key_two_meanings() {
        let table = KeyTable::get();
        let bindings: Vec<&Binding> = table.groups.iter().flat_map(|group| &group.bindings).collect();
        for (action, name) in Action::ALL {
            let binding = bindings.iter().find(|b| b.action == name).unwrap_or_else(|| panic!("{name} has no key"));
            assert!(!binding.keys.is_empty() && !binding.zh.is_empty() && !binding.en.is_empty(), "{name}");
            assert_eq!(Action::named(name), Some(action));
        }
        assert_eq!(bindings.len(), Action::ALL.len(), "a binding for something that is no action");
        let keys: usize = bindings.iter().map(|b| b.keys.len()).sum();
        assert_eq!(table.meanings.len(), keys, "a key that is not understood, or that means two things");
    }

    #[test]
    fn the_keys_of_the_prompt_are_understood() {
        let table = KeyTable::get();
        let keys: usize = table.prompt.iter().map(|b| b.keys.len()).sum();
        assert_eq!((table.prompt.len(), table.in_prompt.len()), (4, keys));
    }

    #[test]
    fn w10_every_line_of_the_help_has_one_width_on_every_terminal() {
        use unicode_width::UnicodeWidthStr;
        for binding in KeyTable::get().groups.iter().flat_map(|group| &group.bindings) {
            for text in [&binding.zh, &binding.en].into_iter().chain(&binding.keys) {
                assert_eq!(text.width(), text.width_cjk(), "{text}");
            }
        }
    }
}
