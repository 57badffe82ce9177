//! The *key sheet*: which key does what in which context, as it is written down: the table in assets, and what the
//! configuration changes of it. The help is made from it, so no key can lack its line.

use serde::Deserialize;

use super::{Context, Key, Language};

/// Bindings that belong together in the help.
#[derive(Clone, Debug, Deserialize)]
pub struct Group {
    /// Where its keys are looked up.
    pub context: Context,
    /// What it is called in the table.
    pub name: String,
    bindings: Vec<Binding>,
}

/// An action's keys and its line in the help.
#[derive(Clone, Debug, Deserialize)]
pub struct Binding {
    /// The action's name; [`KeySheet::NONE`] for keys that are to do nothing.
    pub action: String,
    /// The keys, as the table writes them; none where the configuration has taken them all away.
    pub keys: Vec<String>,
    zh: String,
    en: String,
}

impl Group {
    /// Its bindings, in order.
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }
}

impl Binding {
    /// The line in the help.
    pub fn line(&self, language: Language) -> &str {
        match language {
            Language::English => &self.en,
            chinese => chinese.written(&self.zh),
        }
    }
}

/// The sheet.
#[derive(Clone, Debug, Deserialize)]
pub struct KeySheet {
    #[serde(rename = "group")]
    groups: Vec<Group>,
    /// The line of keys that do nothing.
    none: Binding,
}

impl KeySheet {
    /// The action of keys that do nothing.
    pub const NONE: &'static str = "none";

    /// The sheet in assets.
    ///
    /// # Panics
    /// When the asset is broken, which a test would have found.
    #[expect(clippy::expect_used, reason = "a broken asset is a test failure")]
    pub fn standard() -> Self {
        serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/keys.json")))
            .expect("the key table is compiled in; a test reads it")
    }

    /// The groups, in the order of the help.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The names of the actions that keys of a context can have: its own and those of the contexts after it.
    pub fn actions_in(&self, context: Context) -> Vec<&str> {
        let own = |context: Context| self.bindings_of(context).map(|binding| binding.action.as_str());
        context.outwards().flat_map(own).filter(|action| *action != Self::NONE).collect()
    }

    /// The contexts that have an action of their own of that name.
    pub fn contexts_of(&self, action: &str) -> Vec<Context> {
        let mut contexts: Vec<Context> = Vec::new();
        for context in self.groups.iter().map(|group| group.context) {
            if !contexts.contains(&context) && self.bindings_of(context).any(|binding| binding.action == action) {
                contexts.push(context);
            }
        }
        contexts
    }

    fn bindings_of(&self, context: Context) -> impl Iterator<Item = &Binding> {
        self.groups.iter().filter(move |group| group.context == context).flat_map(|group| &group.bindings)
    }

    fn bindings_of_mut(&mut self, context: Context) -> impl Iterator<Item = &mut Binding> {
        self.groups.iter_mut().filter(move |group| group.context == context).flat_map(|group| &mut group.bindings)
    }

    /// Gives a key of a context an action, one of [`KeySheet::actions_in`] or [`KeySheet::NONE`], in place of the one it
    /// has there.
    pub fn set(&mut self, context: Context, key: Key, action: &str) {
        for binding in self.bindings_of_mut(context) {
            binding.keys.retain(|name| Key::named(name) != Some(key));
        }
        let is_nothing = action == Self::NONE;
        let means_something = context.outwards().any(|context| {
            self.bindings_of(context).any(|binding| binding.keys.iter().any(|name| Key::named(name) == Some(key)))
        });
        if is_nothing && !means_something {
            return;
        }
        let name = key.to_string();
        if let Some(binding) = self.bindings_of_mut(context).find(|binding| binding.action == action) {
            binding.keys.push(name);
            return;
        }
        let pattern = match is_nothing {
            true => Some(&self.none),
            false => {
                context.outwards().find_map(|outer| self.bindings_of(outer).find(|binding| binding.action == action))
            }
        };
        let Some(pattern) = pattern else { return };
        let binding = Binding { keys: vec![name], ..pattern.clone() };
        match self.groups.iter_mut().rev().find(|group| group.context == context) {
            Some(group) => group.bindings.push(binding),
            None => self.groups.push(Group { context, name: context.name(), bindings: vec![binding] }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(sheet: &KeySheet, context: Context, action: &str) -> Vec<String> {
        let found = sheet.bindings_of(context).find(|binding| binding.action == action);
        found.map(|binding| binding.keys.clone()).unwrap_or_default()
    }

    fn set(sheet: &mut KeySheet, context: Context, key: &str, action: &str) {
        sheet.set(context, Key::named(key).expect("a key"), action);
    }

    #[test]
    fn a_key_goes_from_one_action_to_another() {
        let mut sheet = KeySheet::standard();
        set(&mut sheet, Context::Common, "j", "page-down");
        assert_eq!(keys(&sheet, Context::Common, "line-down"), ["Down"]);
        assert_eq!(keys(&sheet, Context::Common, "page-down"), ["Space", "PgDn", "C-f", "j"]);
        // The last key is gone, the line stays.
        set(&mut sheet, Context::Common, "Down", "none");
        assert!(sheet.bindings_of(Context::Common).any(|binding| binding.action == "line-down"));
        assert_eq!(keys(&sheet, Context::Common, "line-down"), [""; 0]);
    }

    #[test]
    fn a_context_can_have_an_action_of_those_after_it() {
        let mut sheet = KeySheet::standard();
        set(&mut sheet, Context::Reader, "C-n", "line-down");
        set(&mut sheet, Context::Reader, "x", "none");
        set(&mut sheet, Context::Reader, "C-q", "none");
        set(&mut sheet, Context::Details, "n", "line-down");
        assert_eq!(keys(&sheet, Context::Reader, "line-down"), ["C-n"]);
        assert_eq!(keys(&sheet, Context::Common, "line-down"), ["j", "Down"]);
        assert_eq!(keys(&sheet, Context::Reader, "none"), ["x"], "C-q did nothing before");
        assert_eq!(keys(&sheet, Context::Panes, "toggle-cut"), ["v", "x"]);
        assert_eq!(keys(&sheet, Context::Details, "line-down"), ["n"]);
    }

    #[test]
    fn actions_belong_to_contexts() {
        let sheet = KeySheet::standard();
        assert!(sheet.actions_in(Context::Reader).contains(&"find"));
        assert!(sheet.actions_in(Context::Reader).contains(&"quit"));
        assert!(!sheet.actions_in(Context::List).contains(&"find"));
        assert_eq!(sheet.contexts_of("toggle-read"), [Context::Panes, Context::Results]);
        assert!(sheet.actions_in(Context::Actions).contains(&"older"));
        assert!(!sheet.actions_in(Context::Prompt).contains(&"line-down"));
        assert_eq!(sheet.contexts_of("new-line"), [Context::Note]);
    }
}
