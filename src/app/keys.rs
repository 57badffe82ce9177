//! The *key table*: which key means what in which context, made from the key sheet.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::App;
use super::action::Action;
use super::prompt_action::PromptAction;
use crate::model::{Key, KeyCap, KeySheet, Language, Words};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

pub use crate::model::{Binding, Context, Group};

/// The key table.
#[derive(Debug)]
pub struct KeyTable {
    sheet: KeySheet,
    /// What a key means; nothing where it was taken what it means in the contexts after.
    meanings: HashMap<(Context, Key), Option<Action>>,
    /// The same where text is typed.
    in_prompt: HashMap<(Context, Key), Option<PromptAction>>,
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
            "saved" => words.finding().title,
            "copying" => words.copying,
            "aids" => words.aids().group_aids,
            "scrolling" => words.aids().group_scrolling,
            "aloud" => words.aids().group_aloud,
            "dictionary" => words.aids().dictionary,
            "picture" => words.pictures().group,
            "notes" => words.notes().title,
            "annotating" => words.notes().group_annotating,
            "along" => words.group_along,
            "set" => words.group_set,
            "help" => words.help,
            "details" => words.details,
            "prompt" => words.group_prompt,
            "editing" => words.prompts().group_editing,
            "actions" => words.prompts().group_actions,
            "note" => words.prompts().group_note,
            _ => words.group_program,
        }
    }
}

impl KeyTable {
    /// The table of a sheet.
    pub fn new(sheet: KeySheet) -> Self {
        let (mut meanings, mut in_prompt) = (HashMap::new(), HashMap::new());
        for (group, binding) in sheet.groups().iter().flat_map(|group| group.bindings().iter().map(move |b| (group, b)))
        {
            let keys = binding.keys.iter().filter_map(|name| Key::named(name)).map(|key| (group.context, key));
            if group.context.is_typing() {
                let does = PromptAction::named(&binding.action);
                in_prompt.extend(keys.map(|key| (key, does)));
            } else {
                let action = Action::named(&binding.action);
                meanings.extend(keys.map(|key| (key, action)));
            }
        }
        Self { sheet, meanings, in_prompt }
    }

    /// The table in assets.
    pub fn get() -> &'static Self {
        static TABLE: OnceLock<KeyTable> = OnceLock::new();
        TABLE.get_or_init(|| Self::new(KeySheet::standard()))
    }

    /// The groups, in the order of the help.
    pub fn groups(&self) -> &[Group] {
        self.sheet.groups()
    }

    /// What a key means where text is typed, in a context or in those it looks into next; nothing where it is text.
    pub fn in_prompt(&self, context: Context, key: KeyEvent) -> Option<PromptAction> {
        let key = key_of(key)?;
        context.outwards().find_map(|context| self.in_prompt.get(&(context, key)).copied()).flatten()
    }

    /// What a key means in a context, or in the contexts it looks into next.
    pub fn meaning(&self, context: Context, key: KeyEvent) -> Option<Action> {
        let key = key_of(key)?;
        context.outwards().find_map(|context| self.meanings.get(&(context, key)).copied()).flatten()
    }

    /// A key that does what is called so in a context: the first that is not taken there for something else. None where
    /// there is no such key.
    pub fn key_for<'t>(&'t self, context: Context, name: &'t str) -> Option<&'t str> {
        self.keys_for(context, name).next()
    }

    /// All keys that do what is called so in a context.
    pub fn keys_for<'t>(&'t self, context: Context, name: &'t str) -> impl Iterator<Item = &'t str> {
        let bindings = context.outwards().flat_map(move |outer| {
            let groups = self.groups().iter().filter(move |group| group.context == outer);
            groups.flat_map(|group| group.bindings()).filter(move |binding| binding.action == name)
        });
        let does = move |key: &&String| {
            let Some(key) = Key::named(key) else { return false };
            let mut outer = context.outwards();
            match context.is_typing() {
                true => outer.find_map(|outer| self.in_prompt.get(&(outer, key))) == Some(&PromptAction::named(name)),
                false => outer.find_map(|outer| self.meanings.get(&(outer, key))) == Some(&Action::named(name)),
            }
        };
        bindings.flat_map(|binding| &binding.keys).filter(does).map(String::as_str)
    }

    /// Whether an action of that name belongs to a context, or to those that it looks into.
    pub fn is_in(&self, context: Context, name: &str) -> bool {
        let has = self.contexts_of(name);
        context.outwards().any(|outer| has.contains(&outer))
    }

    /// The line of the help of an action: as it has it in a context, else the first there is.
    pub fn line_of(&self, context: Context, name: &str, language: Language) -> &str {
        let of = |outer: Option<Context>| {
            let groups = self.groups().iter().filter(move |group| outer.is_none_or(|outer| group.context == outer));
            groups.flat_map(|group| group.bindings()).find(|binding| binding.action == name)
        };
        let binding = context.outwards().find_map(|outer| of(Some(outer))).or_else(|| of(None));
        binding.map_or("", |binding| binding.line(language))
    }

    /// The contexts that have an action of that name.
    pub fn contexts_of(&self, name: &str) -> Vec<Context> {
        self.sheet.contexts_of(name)
    }

    /// The first key that an action has in a context itself; empty where it has none there.
    pub fn first_key(&self, context: Context, action: Action) -> &str {
        let groups = self.groups().iter().filter(|group| group.context == context);
        let mut bindings = groups.flat_map(|group| group.bindings());
        let binding = bindings.find(|binding| Action::named(&binding.action) == Some(action));
        binding.and_then(|binding| binding.keys.first()).map_or("", String::as_str)
    }
}

impl App {
    /// The keys that hold.
    pub fn keys(&self) -> &KeyTable {
        self.keys.as_ref().unwrap_or_else(|| KeyTable::get())
    }

    /// Makes the keys those of a sheet.
    pub fn set_keys(&mut self, sheet: KeySheet) {
        self.keys = Some(KeyTable::new(sheet));
    }
}

/// The key that was pressed; `None` for those that have no name here.
fn key_of(key: KeyEvent) -> Option<Key> {
    if key.modifiers.contains(KeyModifiers::SUPER) {
        return None;
    }
    let cap = match key.code {
        KeyCode::Char(character) => KeyCap::Character(character),
        KeyCode::F(number) => KeyCap::Function(number),
        KeyCode::Up => KeyCap::Named("Up"),
        KeyCode::Down => KeyCap::Named("Down"),
        KeyCode::Left => KeyCap::Named("Left"),
        KeyCode::Right => KeyCap::Named("Right"),
        KeyCode::Home => KeyCap::Named("Home"),
        KeyCode::End => KeyCap::Named("End"),
        KeyCode::PageUp => KeyCap::Named("PgUp"),
        KeyCode::PageDown => KeyCap::Named("PgDn"),
        KeyCode::Enter => KeyCap::Named("Enter"),
        KeyCode::Esc => KeyCap::Named("Esc"),
        KeyCode::Tab => KeyCap::Named("Tab"),
        KeyCode::BackTab => KeyCap::Named("S-Tab"),
        KeyCode::Backspace => KeyCap::Named("Backspace"),
        KeyCode::Delete => KeyCap::Named("Delete"),
        _ => return None,
    };
    let held = |modifier| key.modifiers.contains(modifier);
    Some(Key { cap, control: held(KeyModifiers::CONTROL), alt: held(KeyModifiers::ALT) })
}

/// Whether a key types its character.
pub(super) fn is_plain(key: KeyEvent) -> bool {
    key.modifiers.difference(KeyModifiers::SHIFT).is_empty()
}

/// The key without an input method: where no text is typed, ｊ is j.
pub(super) fn half_width(mut key: KeyEvent) -> KeyEvent {
    if let KeyCode::Char(character) = key.code
        && let KeyCap::Character(half) = Key::typing(character)
    {
        key.code = KeyCode::Char(half);
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_a_key_and_a_line_and_no_key_two_meanings_in_a_context() {
        let table = KeyTable::get();
        let bindings: Vec<&Binding> = table.groups().iter().flat_map(|group| group.bindings()).collect();
        let names = Action::ALL.iter().map(|(_, name)| *name).chain(PromptAction::ALL.iter().map(|(_, name)| *name));
        for name in names {
            let binding = bindings.iter().find(|b| b.action == name).unwrap_or_else(|| panic!("{name} has no key"));
            let lines = [Language::Chinese, Language::English].map(|language| binding.line(language));
            assert!(!binding.keys.is_empty() && lines.iter().all(|line| !line.is_empty()), "{name}");
        }
        assert!(Action::ALL.iter().all(|(action, name)| Action::named(name) == Some(*action)));
        assert!(table.meanings.values().all(Option::is_some) && table.in_prompt.values().all(Option::is_some));
        let keys: usize = bindings.iter().map(|b| b.keys.len()).sum();
        assert_eq!(table.meanings.len() + table.in_prompt.len(), keys, "a key that means two things in one context");
    }

    #[test]
    fn an_overlay_gives_no_key_of_its_own_to_an_action_of_the_panes() {
        let table = KeyTable::get();
        let of = |context: Context| -> Vec<Action> {
            let own = table.meanings.iter().filter(|((of, _), _)| *of == context);
            own.filter_map(|(_, action)| *action).collect()
        };
        let panes: Vec<Action> = [Context::Panes, Context::List, Context::Reader].into_iter().flat_map(of).collect();
        let is_overlay = |context: &Context| {
            context.parent() == Some(Context::Common) && !matches!(context, Context::Panes | Context::Results)
        };
        for overlay in Context::EACH.into_iter().filter(is_overlay) {
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
    fn a_sheet_with_changes_is_what_holds() {
        let mut sheet = KeySheet::standard();
        for (context, key, action) in [
            (Context::Reader, "C-n", "line-down"),
            (Context::Reader, "x", "none"),
            (Context::List, "M-v", "page-up"),
            (Context::Prompt, "C-o", "older"),
        ] {
            sheet.set(context, Key::named(key).expect("a key"), action);
        }
        let table = KeyTable::new(sheet);
        let press = |code, modifiers| KeyEvent::new(KeyCode::Char(code), modifiers);
        let (plain, control) = (KeyModifiers::NONE, KeyModifiers::CONTROL);
        assert_eq!(table.meaning(Context::Reader, press('n', control)), Some(Action::LineDown));
        assert_eq!(table.meaning(Context::List, press('n', control)), None);
        assert_eq!(table.meaning(Context::Reader, press('x', plain)), None, "not what it means in the panes");
        assert_eq!(table.meaning(Context::List, press('x', plain)), Some(Action::ToggleCut));
        assert_eq!(table.meaning(Context::List, press('v', KeyModifiers::ALT)), Some(Action::PageUp));
        assert_eq!(table.meaning(Context::List, press('v', plain)), Some(Action::ToggleCut));
        assert_eq!(table.in_prompt(Context::Prompt, press('o', control)), Some(PromptAction::Older));
        assert_eq!(table.in_prompt(Context::Note, press('o', control)), Some(PromptAction::WriteOutside));
        assert_eq!(table.key_for(Context::Reader, "toggle-cut"), Some("v"), "x is taken there");
        assert_eq!(table.key_for(Context::Note, "older"), None, "its keys move there");
    }

    #[test]
    fn w10_every_line_of_the_help_has_one_width_on_every_terminal() {
        use unicode_width::UnicodeWidthStr;
        for binding in KeyTable::get().groups().iter().flat_map(|group| group.bindings()) {
            let lines = [Language::Chinese, Language::English].map(|language| binding.line(language));
            for text in lines.into_iter().chain(binding.keys.iter().map(String::as_str)) {
                assert_eq!(text.width(), text.width_cjk(), "{text}");
            }
        }
    }
}
