//! The *settings* that are changed while reading, by keys and by their names.

use super::App;
use super::action::Action;
use crate::chinese::Script;
use crate::model::HintWords;
use crate::search::Matching;
use crate::text::page::{ParagraphStyle, Pinyin, Readings};
use crate::text::{MEASURES, SCROLL_SPEEDS, Settings, SidePanel};

/// The settings that are changed while reading, by the names that the configuration has for them, and as it says them.
pub(super) type SaidSettings = Vec<(&'static str, String)>;

/// The cells of the list, where its width is set.
pub const LIST_WIDTHS: std::ops::RangeInclusive<u16> = 24..=100;
/// The cells by which a key changes it.
const STEP: u16 = 4;
/// What is said of a list that is as wide as it comes.
const AUTO: &str = "auto";

impl App {
    /// Changes the setting, if that is what an action means, and keeps it.
    pub(super) fn change_setting(&mut self, action: Action) -> bool {
        let before = self.said_settings();
        let is_one = self.set(action);
        self.keep_settings(&before);
        is_one
    }

    fn set(&mut self, action: Action) -> bool {
        let words = self.words;
        if action == Action::ToggleMouse {
            self.mouse.is_ours = !self.mouse.is_ours;
            let words = HintWords::of(self.words.language);
            self.say_hint(if self.mouse.is_ours { words.mouse_ours } else { words.mouse_left });
            return true;
        }
        if matches!(action, Action::NarrowerList | Action::WiderList) {
            self.change_list_width(action == Action::WiderList);
            return true;
        }
        let settings = &mut self.settings;
        let said = match action {
            Action::Narrower | Action::Wider => {
                settings.change_measure(if action == Action::Wider { 4 } else { -4 });
                let han = settings.measure / 2;
                self.say(format!("{} {han}", words.measure));
                return true;
            }
            Action::TogglePictures => {
                settings.pictures = !settings.pictures;
                match settings.pictures {
                    true if !self.pictures.device.shows() => words.pictures().too_few_colours,
                    true => words.pictures().shown_in_text,
                    false => words.pictures().only_said,
                }
            }
            Action::ToggleColumns => {
                settings.two_columns = !settings.two_columns;
                match settings.two_columns {
                    true if !self.viewport.has_room_for_two => words.pages().no_room_for_two,
                    true => words.pages().two_columns,
                    false => words.pages().one_column,
                }
            }
            Action::TurnSidePanel => {
                let pages = words.pages();
                let (panel, said) = match settings.side_panel {
                    None => (Some(SidePanel::Outline), pages.side_outline),
                    Some(SidePanel::Outline) => (Some(SidePanel::Notes), pages.side_notes),
                    Some(SidePanel::Notes) => (Some(SidePanel::Matches), pages.side_matches),
                    Some(SidePanel::Matches) => (None, pages.side_none),
                };
                settings.side_panel = panel;
                let no_room = if panel.is_some() && !self.viewport.has_room_beside { pages.no_room_beside } else { "" };
                self.say(format!("{said}{no_room}"));
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
                let said = if settings.wrap_code { words.code_wrapped } else { words.code_scrolls };
                self.say_hint(said);
                return true;
            }
            Action::TurnReadings => {
                let (readings, said) = match settings.readings {
                    Readings::After => (Readings::Above, words.readings_above),
                    // Pinyin would be shown where readings are hidden.
                    Readings::Above if settings.pinyin == Pinyin::None => (Readings::Hidden, words.readings_hidden),
                    Readings::Above => (Readings::After, words.readings_after),
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

    /// The list gets wider or narrower, from how wide it is on the screen.
    fn change_list_width(&mut self, wider: bool) {
        if !self.viewport.both {
            return self.say(self.words.prompts().list_alone);
        }
        let now = self.viewport.list_cells;
        let wanted = if wider { now.saturating_add(STEP) } else { now.saturating_sub(STEP) };
        let width = wanted.clamp(*LIST_WIDTHS.start(), *LIST_WIDTHS.end());
        self.list_width = Some(width);
        self.say(format!("{} {width}", self.words.prompts().list_cells));
    }

    /// The settings as the configuration would say them.
    pub(super) fn said_settings(&self) -> SaidSettings {
        said(&self.settings, (self.list_width, self.list_months), &self.matching, self.mouse.is_ours)
    }

    /// Sets what was said so; false for what no version of ours says.
    pub(super) fn set_by_name(&mut self, name: &str, value: &str) -> bool {
        let settings = &mut self.settings;
        let switch = |setting: &mut bool| value.parse().map(|value| *setting = value).is_ok();
        match (name, value) {
            ("measure", han) => {
                let measure = han.parse().ok().and_then(|han: u32| han.checked_mul(2));
                let measure = measure.filter(|cells| MEASURES.contains(cells));
                settings.measure = measure.unwrap_or(settings.measure);
                return measure.is_some();
            }
            ("pictures.show", "text") => settings.pictures = false,
            ("pictures.show", "inline") => settings.pictures = true,
            ("columns", "1") => settings.two_columns = false,
            ("columns", "2") => settings.two_columns = true,
            ("side-panel", "none") => settings.side_panel = None,
            ("side-panel", "outline") => settings.side_panel = Some(SidePanel::Outline),
            ("side-panel", "notes") => settings.side_panel = Some(SidePanel::Notes),
            ("side-panel", "matches") => settings.side_panel = Some(SidePanel::Matches),
            ("paragraphs", "book") => settings.paragraph = ParagraphStyle::Book,
            ("paragraphs", "web") => settings.paragraph = ParagraphStyle::Web,
            ("line-gap", _) => return switch(&mut settings.line_gap),
            ("autospace", _) => return switch(&mut settings.autospace),
            ("wrap-code", _) => return switch(&mut settings.wrap_code),
            ("readings", "after") => settings.readings = Readings::After,
            ("readings", "above") => settings.readings = Readings::Above,
            ("readings", "hidden") => settings.readings = Readings::Hidden,
            ("reading.scroll-speed", zi) => {
                let speed = zi.parse().ok().filter(|speed| SCROLL_SPEEDS.contains(speed));
                settings.scroll_speed = speed.unwrap_or(settings.scroll_speed);
                return speed.is_some();
            }
            ("reading.pinyin", "none") => settings.pinyin = Pinyin::None,
            ("reading.pinyin", "rare") => settings.pinyin = Pinyin::Rare,
            ("reading.pinyin", "all") => settings.pinyin = Pinyin::All,
            ("reading.script", "original") => settings.script = None,
            ("reading.script", "simplified") => settings.script = Some(Script::Simplified),
            ("reading.script", "traditional") => settings.script = Some(Script::Traditional),
            ("list-width", AUTO) => self.list_width = None,
            ("list-width", cells) => {
                let width = cells.parse().ok().filter(|width| LIST_WIDTHS.contains(width));
                self.list_width = width.or(self.list_width);
                return width.is_some();
            }
            ("list-months", _) => return switch(&mut self.list_months),
            ("mouse", _) => return switch(&mut self.mouse.is_ours),
            ("search.exact", _) => return switch(&mut self.matching.exact),
            ("search.pinyin", _) => return switch(&mut self.matching.readings),
            _ => return false,
        }
        true
    }

    /// The values that a setting can have, where they are few.
    pub(super) fn choices_of(name: &str) -> &'static [&'static str] {
        match name {
            "columns" => &["1", "2"],
            "side-panel" => &["none", "outline", "notes", "matches"],
            "pictures.show" => &["text", "inline"],
            "paragraphs" => &["book", "web"],
            "readings" => &["after", "above", "hidden"],
            "list-width" => &[AUTO],
            "reading.pinyin" => &["none", "rare", "all"],
            "reading.script" => &["original", "simplified", "traditional"],
            "measure" | "reading.scroll-speed" => &[],
            _ => &["true", "false"],
        }
    }

    /// What a setting is for.
    pub(super) fn line_of_setting(&self, name: &str) -> &'static str {
        let words = self.words.prompts();
        match name {
            "measure" => words.measure,
            "columns" => self.words.pages().columns,
            "side-panel" => self.words.pages().side_panel,
            "pictures.show" => self.words.pictures().in_text,
            "paragraphs" => words.paragraphs,
            "line-gap" => words.line_gap,
            "autospace" => words.autospace,
            "wrap-code" => words.wrap_code,
            "readings" => words.readings,
            "list-width" => words.list_width,
            "list-months" => self.words.listing().list_months,
            "reading.scroll-speed" => words.scroll_speed,
            "reading.pinyin" => words.own_pinyin,
            "reading.script" => words.script,
            "mouse" => HintWords::of(self.words.language).mouse,
            "search.exact" => words.exact,
            "search.pinyin" => words.pinyin,
            _ => "",
        }
    }

    /// A prompt changed how what is typed is compared: that is kept.
    pub(super) fn keep_matching(&mut self, before: &Matching) {
        let now = std::mem::replace(&mut self.matching, *before);
        let said = self.said_settings();
        self.matching = now;
        self.keep_settings(&said);
    }
}

/// Settings as the configuration would say them; of the list how wide it is, and whether it has bars of the months; and
/// whether the mouse is ours.
pub(super) fn said(settings: &Settings, list: (Option<u16>, bool), matching: &Matching, mouse: bool) -> SaidSettings {
    let (list_width, list_months) = list;
    let paragraphs = match settings.paragraph {
        ParagraphStyle::Book => "book",
        ParagraphStyle::Web => "web",
    };
    let side_panel = match settings.side_panel {
        None => "none",
        Some(SidePanel::Outline) => "outline",
        Some(SidePanel::Notes) => "notes",
        Some(SidePanel::Matches) => "matches",
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
    vec![
        ("measure", (settings.measure / 2).to_string()),
        ("columns", if settings.two_columns { "2" } else { "1" }.to_owned()),
        ("side-panel", side_panel.to_owned()),
        ("paragraphs", paragraphs.to_owned()),
        ("line-gap", settings.line_gap.to_string()),
        ("autospace", settings.autospace.to_string()),
        ("wrap-code", settings.wrap_code.to_string()),
        ("readings", readings.to_owned()),
        ("reading.scroll-speed", settings.scroll_speed.to_string()),
        ("reading.pinyin", pinyin.to_owned()),
        ("reading.script", script.to_owned()),
        ("list-width", list_width.map_or(AUTO.to_owned(), |width| width.to_string())),
        ("list-months", list_months.to_string()),
        ("mouse", mouse.to_string()),
        ("pictures.show", if settings.pictures { "inline" } else { "text" }.to_owned()),
        ("search.exact", matching.exact.to_string()),
        ("search.pinyin", matching.readings.to_string()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Language, Words};
    use crate::search::Keywords;

    #[test]
    fn what_is_said_of_a_setting_sets_it() {
        let app = |settings| App::new(Words::of(Language::English), settings, Keywords::default());
        let mut other = app(Settings {
            measure: 72,
            pictures: true,
            two_columns: true,
            side_panel: Some(SidePanel::Notes),
            paragraph: ParagraphStyle::Web,
            line_gap: true,
            autospace: true,
            wrap_code: true,
            readings: Readings::Hidden,
            scroll_speed: 450,
            pinyin: Pinyin::Rare,
            script: Some(Script::Traditional),
            ..Settings::default()
        });
        (other.list_width, other.list_months, other.mouse.is_ours) = (Some(40), false, false);
        (other.matching.exact, other.matching.readings) = (true, false);
        let mut own = app(Settings::default());
        for (name, value) in other.said_settings() {
            assert!(own.set_by_name(name, &value), "{name} {value}");
            assert!(!own.line_of_setting(name).is_empty(), "{name}");
        }
        assert_eq!(own.said_settings(), other.said_settings());
        for (name, value) in [
            ("measure", "900"),
            ("measure", "x"),
            ("line-gap", ""),
            ("readings", "below"),
            ("size", "1"),
            ("list-width", "9"),
        ] {
            assert!(!own.set_by_name(name, value), "{name} {value}");
        }
        assert_eq!(own.said_settings(), other.said_settings(), "what is none of ours is passed over");
        for (name, _) in own.said_settings() {
            let mut all = App::choices_of(name).iter();
            assert!(all.all(|choice| own.set_by_name(name, choice)), "{name}");
        }
    }
}
