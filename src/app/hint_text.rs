//! *Hint texts* name keys: those that are bound, whatever the configuration makes of them.

use super::App;
use super::action::Action;
use super::hint::{HintItem, HintKey};
use super::keys::Context;
use super::prompt_action::PromptAction;

impl App {
    /// Says a text in which names of actions stand for their keys.
    pub(super) fn say_hint(&mut self, text: &str) {
        let said = self.hint(text);
        self.say(said);
    }

    /// A text in which `{next-article}` stands for a key that does that where keys are looked up now.
    pub fn hint(&self, text: &str) -> String {
        self.hint_in(self.context(), text)
    }

    /// The same in a context; `{reader.find}` stands for a key of another one. What has no key there is named as it is typed
    /// after `:`.
    pub fn hint_in(&self, context: Context, text: &str) -> String {
        self.item_in(context, text).text
    }

    /// The items of a hint, which two blanks part, where keys are looked up now.
    pub fn hint_items(&self, text: &str) -> Vec<HintItem> {
        self.hint_items_in(self.context(), text)
    }

    /// The same in a context.
    pub fn hint_items_in(&self, context: Context, text: &str) -> Vec<HintItem> {
        text.split("  ").map(|item| self.item_in(context, item)).collect()
    }

    /// A text with the keys that stand in it.
    fn item_in(&self, context: Context, text: &str) -> HintItem {
        let mut item = HintItem { text: String::with_capacity(text.len()), ..HintItem::default() };
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            item.text.push_str(before);
            let Some((name, behind)) = after.split_once('}').filter(|(name, _)| is_name(name)) else {
                item.text.push('{');
                rest = after;
                continue;
            };
            let (context, name) = match name.split_once('.') {
                Some((context, name)) => (Context::named(context).unwrap_or(Context::Common), name),
                None => (context, name),
            };
            let start = item.text.len();
            match self.keys().key_for(context, name) {
                Some(key) => item.text.push_str(key),
                None => item.text.push_str(&format!(":{name}")),
            }
            let means = match context.is_typing() {
                true => PromptAction::named(name).map(HintKey::Type),
                false => Action::named(name).map(HintKey::Act),
            };
            item.keys.extend(means.map(|means| (start..item.text.len(), means)));
            rest = behind;
        }
        item.text.push_str(rest);
        item
    }
}

/// Whether it is how actions are called.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'.'))
}
