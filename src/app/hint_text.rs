//! *Hint texts* name keys: those that are bound, whatever the configuration makes of them.

use super::App;
use super::keys::Context;

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
        let mut said = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            said.push_str(before);
            let Some((name, behind)) = after.split_once('}').filter(|(name, _)| is_name(name)) else {
                said.push('{');
                rest = after;
                continue;
            };
            let (context, name) = match name.split_once('.') {
                Some((context, name)) => (Context::named(context).unwrap_or(Context::Common), name),
                None => (context, name),
            };
            match self.keys().key_for(context, name) {
                Some(key) => said.push_str(key),
                None => said.push_str(&format!(":{name}")),
            }
            rest = behind;
        }
        said + rest
    }
}

/// Whether it is how actions are called.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'.'))
}
