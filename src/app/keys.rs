//! The *key table*: which key means what in which context, read from assets. The help is made from it, so no key can
//! lack its line.

use std::collections::HashMap;
use std::sync::OnceLock;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use serde::Deserialize;

use super::action::Action;
use crate::model::{Language, Words};

/// Where a key is looked up: in the context that has the focus, then in that context's parent, up to
/// [`Context::Common`]. No context gives a second meaning to an action of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Context {
    /// Everywhere but in a prompt.
    Common,
    /// Wherever the list or the article has the focus.
    Panes,
    /// The list.
    List,
    /// The article.
    Reader,
    /// The article, while keys move an end of the selection.
    Selection,
    /// The results of a search in all articles.
    Results,
    /// The help.
    Help,
    /// The details of an article.
    Details,
    /// The matches in the article.
    Matches,
    /// The keywords.
    Keywords,
    /// The key terms of an article.
    Terms,
    /// The order of the list and its groups.
    Arrangement,
    /// The headings of the article.
    Outline,
    /// The links of the article.
    Links,
    /// The highlights and notes.
    Notes,
    /// What of the article can be copied.
    Copying,
}

impl Context {
    /// Where a key is looked up next.
    fn parent(self) -> Option<Self> {
        match self {
            Self::Common => None,
            Self::List | Self::Reader => Some(Self::Panes),
            Self::Selection => Some(Self::Reader),
            Self::Panes
            | Self::Results
            | Self::Help
            | Self::Details
            | Self::Matches
            | Self::Keywords
            | Self::Terms
            | Self::Arrangement
            | Self::Outline
            | Self::Links
            | Self::Notes
            | Self::Copying => Some(Self::Common),
        }
    }
}

/// The key table.
#[derive(Debug)]
pub struct KeyTable {
    groups: Vec<Group>,
    meanings: HashMap<(Context, Key), Action>,
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
    context: Context,
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
struct KeyFile {
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
            "list" => words.group_list,
            "reader" => words.group_reader,
            "selection" => words.notes().group_selection,
            "selecting" => words.notes().group_selecting,
            "find" => words.group_find,
            "marks" => words.group_marks,
            "results" => words.group_results,
            "matches" => words.matches,
            "keywords" => words.keywords,
            "terms" => words.terms,
            "arrangement" => words.arrangement,
            "outline" => words.outline,
            "links" => words.links,
            "copying" => words.copying,
            "notes" => words.notes().title,
            "annotating" => words.notes().group_annotating,
            "along" => words.group_along,
            "set" => words.group_set,
            "help" => words.help,
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

    #[expect(clippy::expect_used, reason = "a broken asset is a test failure")]
    fn parse(text: &str) -> Self {
        let file: KeyFile = toml::from_str(text).expect("the key table is compiled in; a test reads it");
        let key = |name: &String| parse_key(name).expect("a key of the compiled-in table; a test reads it");
        let action = |name: &String| Action::named(name).expect("an action of the compiled-in table; a test reads it");
        let in_prompt = file.prompt.iter().flat_map(|b| b.keys.iter().map(|name| (key(name), b.does))).collect();
        let bindings =
            file.group.iter().flat_map(|group| group.bindings.iter().map(|binding| (group.context, binding)));
        let meanings = bindings
            .flat_map(|(context, b)| b.keys.iter().map(move |name| ((context, key(name)), action(&b.action))))
            .collect();
        Self { groups: file.group, meanings, prompt: file.prompt, in_prompt }
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

    /// What a key means in a context, or in the contexts it looks into next.
    pub fn meaning(&self, context: Context, key: KeyEvent) -> Option<Action> {
        if key.modifiers.intersects(KeyModifiers::ALT | KeyModifiers::SUPER) {
            return None;
        }
        let key = Key { code: key.code, control: key.modifiers.contains(KeyModifiers::CONTROL) };
        let contexts = std::iter::successors(Some(context), |context| context.parent());
        contexts.into_iter().find_map(|context| self.meanings.get(&(context, key)).copied())
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
        ("Backspace", ..) => KeyCode::Backspace,
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
    fn every_action_has_a_key_and_a_line_and_no_key_two_meanings_in_a_context() {
        let table = KeyTable::get();
        let bindings: Vec<&Binding> = table.groups.iter().flat_map(|group| &group.bindings).collect();
        for (action, name) in Action::ALL {
            let binding = bindings.iter().find(|b| b.action == name).unwrap_or_else(|| panic!("{name} has no key"));
            assert!(!binding.keys.is_empty() && !binding.zh.is_empty() && !binding.en.is_empty(), "{name}");
            assert_eq!(Action::named(name), Some(action));
        }
        let keys: usize = bindings.iter().map(|b| b.keys.len()).sum();
        assert_eq!(table.meanings.len(), keys, "a key that means two things in one context");
    }

    #[test]
    fn an_overlay_gives_no_key_of_its_own_to_an_action_of_the_panes() {
        let table = KeyTable::get();
        let of = |context: Context| -> Vec<Action> {
            let own = table.meanings.iter().filter(|((of, _), _)| *of == context);
            own.map(|(_, action)| *action).collect()
        };
        let panes: Vec<Action> = [Context::Panes, Context::List, Context::Reader].into_iter().flat_map(of).collect();
        for overlay in [
            Context::Help,
            Context::Details,
            Context::Matches,
            Context::Keywords,
            Context::Terms,
            Context::Arrangement,
            Context::Outline,
            Context::Links,
            Context::Copying,
        ] {
            assert!(of(overlay).iter().all(|action| !panes.contains(action)), "{overlay:?}");
        }
    }

    #[test]
    fn a_key_is_looked_up_from_its_context_outwards() {
        let meaning = |context, code| KeyTable::get().meaning(context, KeyEvent::from(code));
        assert_eq!(meaning(Context::List, KeyCode::Char('/')), Some(Action::Filter));
        assert_eq!(meaning(Context::Reader, KeyCode::Char('/')), Some(Action::Find));
        assert_eq!(meaning(Context::Results, KeyCode::Char('/')), Some(Action::EditQuery));
        assert_eq!(meaning(Context::Details, KeyCode::Char('/')), None);
        assert_eq!(meaning(Context::Keywords, KeyCode::Char(' ')), Some(Action::SwitchKeyword));
        assert_eq!(meaning(Context::Keywords, KeyCode::PageDown), Some(Action::PageDown));
        assert_eq!(meaning(Context::Keywords, KeyCode::Char('v')), None);
        assert_eq!(meaning(Context::Reader, KeyCode::Char(' ')), Some(Action::PageDown));
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
