//! The *setting* of the text, changed while reading.

use super::App;
use super::action::Action;
use crate::chinese::Script;
use crate::text::page::{ParagraphStyle, Pinyin, Readings};
use crate::text::{MEASURES, SCROLL_SPEEDS, Settings};

impl App {
    /// Changes the setting, if that is what an action means, and keeps it.
    pub(super) fn change_setting(&mut self, action: Action) -> bool {
        let before = self.settings;
        let is_one = self.set(action);
        self.keep_settings(&before);
        is_one
    }

    fn set(&mut self, action: Action) -> bool {
        let (settings, words) = (&mut self.settings, self.words);
        let said = match action {
            Action::Narrower | Action::Wider => {
                settings.change_measure(if action == Action::Wider { 4 } else { -4 });
                let han = settings.measure / 2;
                self.say(format!("{} {han}", words.measure));
                return true;
            }
            Action::ToggleGap => {
                settings.line_gap = !settings.line_gap;
                if settings.line_gap { words.gap_on } else { words.gap_off }
            }
            Action::ToggleParagraphs => {
                let (style, said) = match settings.paragraph {
                    ParagraphStyle::Book => (ParagraphStyle::Web, words.web),
                    ParagraphStyle::Web => (ParagraphStyle::Book, words.book),
                };
                settings.paragraph = style;
                said
            }
            Action::ToggleAutospace => {
                settings.autospace = !settings.autospace;
                if settings.autospace { words.autospace_on } else { words.autospace_off }
            }
            Action::ToggleCodeWrap => {
                settings.wrap_code = !settings.wrap_code;
                if settings.wrap_code { words.code_wrapped } else { words.code_scrolls }
            }
            Action::TurnReadings => {
                let (readings, said) = match settings.readings {
                    Readings::After => (Readings::Above, words.readings_above),
                    Readings::Above => (Readings::Hidden, words.readings_hidden),
                    Readings::Hidden => (Readings::After, words.readings_after),
                };
                settings.readings = readings;
                said
            }
            Action::TurnPinyin => {
                let (pinyin, said) = match settings.pinyin {
                    Pinyin::None => (Pinyin::Rare, words.chinese().pinyin_rare),
                    Pinyin::Rare => (Pinyin::All, words.chinese().pinyin_all),
                    Pinyin::All => (Pinyin::None, words.chinese().pinyin_none),
                };
                settings.pinyin = pinyin;
                said
            }
            Action::TurnScript => {
                let (script, said) = match settings.script {
                    None => (Some(Script::Simplified), words.chinese().simplified),
                    Some(Script::Simplified) => (Some(Script::Traditional), words.chinese().traditional),
                    Some(Script::Traditional) => (None, words.chinese().as_written),
                };
                settings.script = script;
                said
            }
            _ => return false,
        };
        self.say(said);
        true
    }
}

/// The settings that keys change, by the names that the configuration has for them, and as it says them.
pub(super) fn said_settings(settings: &Settings) -> [(&'static str, String); 9] {
    let paragraphs = match settings.paragraph {
        ParagraphStyle::Book => "book",
        ParagraphStyle::Web => "web",
    };
    let readings = match settings.readings {
        Readings::After => "after",
        Readings::Above => "above",
        Readings::Hidden => "hidden",
    };
    let pinyin = match settings.pinyin {
        Pinyin::None => "none",
        Pinyin::Rare => "rare",
        Pinyin::All => "all",
    };
    let script = match settings.script {
        None => "original",
        Some(Script::Simplified) => "simplified",
        Some(Script::Traditional) => "traditional",
    };
    [
        ("measure", (settings.measure / 2).to_string()),
        ("paragraphs", paragraphs.to_owned()),
        ("line-gap", settings.line_gap.to_string()),
        ("autospace", settings.autospace.to_string()),
        ("wrap-code", settings.wrap_code.to_string()),
        ("readings", readings.to_owned()),
        ("reading.scroll-speed", settings.scroll_speed.to_string()),
        ("reading.pinyin", pinyin.to_owned()),
        ("reading.script", script.to_owned()),
    ]
}

/// Sets what was said so. What no version of ours says is passed over.
pub(super) fn set_by_name(settings: &mut Settings, name: &str, value: &str) {
    match (name, value) {
        ("measure", han) => {
            let measure = han.parse().ok().and_then(|han: u32| han.checked_mul(2));
            settings.measure = measure.filter(|cells| MEASURES.contains(cells)).unwrap_or(settings.measure);
        }
        ("paragraphs", "book") => settings.paragraph = ParagraphStyle::Book,
        ("paragraphs", "web") => settings.paragraph = ParagraphStyle::Web,
        ("line-gap", value) => settings.line_gap = value.parse().unwrap_or(settings.line_gap),
        ("autospace", value) => settings.autospace = value.parse().unwrap_or(settings.autospace),
        ("wrap-code", value) => settings.wrap_code = value.parse().unwrap_or(settings.wrap_code),
        ("reading.scroll-speed", zi) => {
            let speed = zi.parse().ok().filter(|speed| SCROLL_SPEEDS.contains(speed));
            settings.scroll_speed = speed.unwrap_or(settings.scroll_speed);
        }
        ("readings", "after") => settings.readings = Readings::After,
        ("readings", "above") => settings.readings = Readings::Above,
        ("readings", "hidden") => settings.readings = Readings::Hidden,
        ("reading.pinyin", "none") => settings.pinyin = Pinyin::None,
        ("reading.pinyin", "rare") => settings.pinyin = Pinyin::Rare,
        ("reading.pinyin", "all") => settings.pinyin = Pinyin::All,
        ("reading.script", "original") => settings.script = None,
        ("reading.script", "simplified") => settings.script = Some(Script::Simplified),
        ("reading.script", "traditional") => settings.script = Some(Script::Traditional),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_a_setting_sets_it() {
        let mut others = Settings {
            measure: 72,
            paragraph: ParagraphStyle::Web,
            line_gap: true,
            autospace: true,
            wrap_code: true,
            readings: Readings::Hidden,
            scroll_speed: 450,
            pinyin: Pinyin::Rare,
            script: Some(Script::Traditional),
            ..Settings::default()
        };
        let mut settings = Settings::default();
        for (name, value) in said_settings(&others) {
            set_by_name(&mut settings, name, &value);
        }
        assert_eq!(settings, others);
        for (name, value) in
            [("measure", "900"), ("measure", "x"), ("line-gap", ""), ("readings", "below"), ("size", "1")]
        {
            set_by_name(&mut others, name, value);
        }
        assert_eq!(settings, others, "what is none of ours is passed over");
    }
}
