//! The *configuration* as the reader has it, and how it is read again while the reader is open.

use std::path::PathBuf;
use std::sync::mpsc::Sender;

use super::config_watch::ConfigWatch;
use super::loop_event::LoopEvent;
use crate::app::{Configured, NoticeKind};
use crate::commands;
use crate::config::{
    self, Config, ConfigFault, Hyperlinks, ImportConfig, KeywordConfig, PictureConfig, Programs, ReadOptions, Widths,
};
use crate::model::{SafeText, SavedSearch, ThemeChoice, Timestamp, Words};
use crate::search::{Keywords, Matching};

/// The configuration that holds.
pub(super) struct HeldConfig {
    options: ReadOptions,
    /// What the terminal answered when it was asked how wide it draws.
    answered: Widths,
    held: Configured,
    importing: ImportConfig,
    dictionaries: Vec<PathBuf>,
    saved: Vec<SavedSearch>,
    watch: ConfigWatch,
}

/// A configuration that was read again.
pub(super) struct NewConfig {
    /// As it was, and as it is.
    pub before: Configured,
    pub now: Configured,
    pub programs: Programs,
    pub hyperlinks: Hyperlinks,
    pub theme: ThemeChoice,
    pub pictures: PictureConfig,
    /// What to say of it.
    pub said: SafeText,
    /// Whether anything is wrong with it.
    pub kind: NoticeKind,
}

impl HeldConfig {
    /// The configuration of the start.
    pub fn new(options: ReadOptions, config: &Config, answered: Widths, hear: Sender<LoopEvent>) -> Self {
        let watch = ConfigWatch::start(config::path(), move || drop(hear.send(LoopEvent::Config)));
        let (importing, dictionaries, saved) =
            (config.importing.clone(), config.dictionaries.clone(), config.saved.clone());
        Self { options, held: configured(config, answered), answered, importing, dictionaries, saved, watch }
    }

    /// As the state has it.
    pub fn held(&self) -> &Configured {
        &self.held
    }

    /// Reads it again, if it is another one or if that is asked for.
    pub fn read_again(&mut self, asked: bool) -> Option<NewConfig> {
        if !self.watch.has_changed() && !asked {
            return None;
        }
        let config = Config::load(&self.options);
        let now = configured(&config, self.answered);
        let (_, wrong) = commands::understood(&config.importing);
        let faults = [&config.faults[..], &wrong].concat();
        let words = now.words.prompts();
        let mut late = config.importing.differs_in(&self.importing);
        late.extend((config.dictionaries != self.dictionaries).then_some("[dictionary]"));
        late.extend((config.saved != self.saved).then_some("[[search.saved]]"));
        let kind = if faults.is_empty() { NoticeKind::News } else { NoticeKind::Failure };
        let said = match (ConfigFault::notice(&faults), late.is_empty()) {
            (Some(notice), _) => notice,
            (None, true) => SafeText::line(words.reloaded),
            (None, false) => SafeText::line(&format!("{}{}{}", words.reloaded, words.restart, late.join(", "))),
        };
        let before = std::mem::replace(&mut self.held, now.clone());
        let Config { programs, hyperlinks, theme, pictures, .. } = config;
        Some(NewConfig { before, now, programs, hyperlinks, theme, pictures, said, kind })
    }
}

fn configured(config: &Config, answered: Widths) -> Configured {
    let mut settings = config.settings;
    settings.ruler = config.widths.or(answered).ruler();
    Configured {
        words: Words::of(config.language),
        settings,
        list_width: config.list_width,
        list_months: config.list_months,
        mouse: config.mouse,
        matching: Matching { now: Timestamp::new(jiff::Timestamp::now(), Timestamp::CHINA), ..config.matching },
        keywords: keywords(&config.keywords),
        keys: config.keys.clone(),
    }
}

fn keywords(configured: &[KeywordConfig]) -> Keywords {
    let mut keywords = Keywords::default();
    for KeywordConfig { word, name, colour } in configured {
        keywords.add(word);
        keywords.set_name(word, name.as_deref().unwrap_or_default());
        if let Some(slot) = colour {
            keywords.set_slot(word, *slot);
        }
    }
    keywords
}
