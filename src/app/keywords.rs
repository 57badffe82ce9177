//! The *keywords*: words that are lit in every article; every change of them is kept between runs and counted anew.

use super::App;
use super::command::Command;
use crate::model::{Change, KeptWord, SafeText};

impl App {
    /// A keyword has changed: it is to be remembered as it is now, and counted.
    pub(super) fn keyword_changed(&mut self, word: &str) {
        let found = self.keywords.iter().find(|keyword| keyword.pattern() == word);
        let kept = SafeText::line(word);
        let change = match found {
            Some(keyword) => Change::Keyword(KeptWord {
                word: kept,
                name: Some(SafeText::line(keyword.name())).filter(|_| keyword.name() != word),
                slot: u8::try_from(keyword.slot().index()).unwrap_or_default(),
                on: keyword.is_on(),
            }),
            None => Change::NoKeyword(kept),
        };
        self.save(change);
        self.count_keywords();
    }

    pub(super) fn toggle_keyword(&mut self, word: &str) {
        if self.keywords.toggle(word) {
            self.say(format!("{}  {word}", self.words.keyword_added));
        } else {
            self.say_removed(word);
        }
        self.keyword_changed(word);
    }

    pub(super) fn say_removed(&mut self, word: &str) {
        let again = self.counts.is_given(word);
        let given = if again { format!("  ({})", self.words.keyword_given) } else { String::new() };
        self.say(format!("{}  {word}{given}", self.words.keyword_removed));
    }

    /// The keywords have changed: they are counted anew.
    pub(super) fn count_keywords(&mut self) {
        let request = self.request();
        self.counts.ask(request);
        self.commands.push(Command::Count { request, keywords: self.keywords.clone() });
    }
}
