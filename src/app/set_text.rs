//! The *setting* of the text, changed while reading.

use super::App;
use super::action::Action;
use crate::text::page::{ParagraphStyle, Readings};

impl App {
    /// Changes the setting, if that is what an action means.
    pub(super) fn change_setting(&mut self, action: Action) -> bool {
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
            _ => return false,
        };
        self.say(said);
        true
    }
}
