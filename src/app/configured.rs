//! What the *configuration* says of the state, at the start and when it is read again.

use super::App;
use super::keys::KeyTable;
use super::mouse::MouseUse;
use super::set_text::said;
use crate::model::{KeySheet, Words};
use crate::search::{Keywords, Matching};
use crate::text::Settings;

/// What the configuration says.
#[derive(Clone, Debug)]
pub struct Configured {
    /// The words of the interface.
    pub words: &'static Words,
    /// How text is set.
    pub settings: Settings,
    /// The cells of the list pane beside the text.
    pub list_width: Option<u16>,
    /// Whether the head of the list has bars of the months.
    pub list_months: bool,
    /// Whether the mouse is ours, and not the terminal's.
    pub mouse: bool,
    /// How what is typed is compared.
    pub matching: Matching,
    /// The words that are lit.
    pub keywords: Keywords,
    /// The keys, where they are others than those of the program.
    pub keys: Option<KeySheet>,
}

impl App {
    /// A program without any article yet, as the configuration has it.
    pub fn configured(config: &Configured) -> Self {
        let mut app = Self::new(config.words, config.settings, config.keywords.clone());
        app.matching = config.matching;
        (app.list_width, app.list_months) = (config.list_width, config.list_months);
        app.mouse = MouseUse::of(config.mouse);
        app.keys = config.keys.clone().map(KeyTable::new);
        app
    }

    /// The configuration is another one: of the settings those change of which it says something else than before, so
    /// that what keys changed holds until then.
    pub fn reconfigure(&mut self, before: &Configured, now: Configured) {
        self.words = now.words;
        self.settings.ruler = now.settings.ruler;
        let said_by = |config: &Configured| {
            said(&config.settings, (config.list_width, config.list_months), &config.matching, config.mouse)
        };
        let said_now = said_by(&now);
        for ((name, value), (_, old)) in said_now.iter().zip(said_by(before)) {
            if *value != old {
                self.set_by_name(name, value);
            }
        }
        let Matching { exact, readings, now: present, .. } = self.matching;
        self.matching = Matching { exact, readings, now: present, ..now.matching };
        if self.configured.is_some() {
            self.configured = Some(said_now);
        }
        self.keys = now.keys.map(KeyTable::new);
        self.change_given_keywords(&before.keywords, &now.keywords);
    }

    /// Other keywords are given: those that are new or have changed are as they are given, those that are no longer
    /// given are gone. What was added by keys stays.
    fn change_given_keywords(&mut self, before: &Keywords, now: &Keywords) {
        let look = |keywords: &Keywords| -> Vec<(String, String, usize)> {
            let each = keywords.iter();
            each.map(|word| (word.pattern().to_owned(), word.name().to_owned(), word.slot().index())).collect()
        };
        let (old, new) = (look(before), look(now));
        if old == new {
            return;
        }
        for (word, ..) in old.iter().filter(|(word, ..)| !new.iter().any(|(own, ..)| own == word)) {
            self.keywords.remove(word);
        }
        for keyword in now.iter() {
            let word = keyword.pattern();
            let own = (word.to_owned(), keyword.name().to_owned(), keyword.slot().index());
            if old.contains(&own) {
                continue;
            }
            self.keywords.add(word);
            self.keywords.set_slot(word, keyword.slot());
            self.keywords.set_name(word, if keyword.name() == word { "" } else { keyword.name() });
        }
        self.counts.give(now);
        self.count_keywords();
    }
}
