//! The *dictionary*: what the dictionaries say of a word, of the shorter words in it, and of those behind it.

use super::texts_of_rows;
use crate::app::App;
use crate::app::action::Action;
use crate::app::command::{Command, Copied};
use crate::app::overlay::{Overlay, OverlayLine, Window};
use crate::app::prompt::Asking;
use crate::app::remote::Remote;
use crate::model::{Definition, Definitions, RequestId, SafeText};
use crate::text::Ruler;

impl App {
    /// Looks up what is selected; without a selection it asks, and proposes the first word on the screen.
    pub(in crate::app) fn define(&mut self) {
        let is_shown = self.is_article_on_screen();
        match self.reader.selected_text().filter(|_| is_shown) {
            Some(text) => self.look_up(&text),
            None => {
                let word = self.reader.word_at_top().filter(|_| is_shown);
                self.ask(Asking::Word, &word.unwrap_or_default());
            }
        }
    }

    /// Looks a text up: it is asked for now, and shown as soon as it is known.
    pub(in crate::app) fn look_up(&mut self, text: &str) {
        let asked = SafeText::line(text);
        if asked.is_empty() {
            return;
        }
        self.typed_before.remember_word(asked.clone());
        let before = match self.overlay.take() {
            Some(Overlay::Dictionary { asked, mut before, .. }) => {
                before.push(asked);
                before
            }
            _ => Vec::new(),
        };
        self.show_definitions(asked, before);
    }

    fn show_definitions(&mut self, asked: SafeText, before: Vec<SafeText>) {
        let request = self.request();
        self.commands.push(Command::LookUp { request, text: asked.to_string() });
        let answer = Remote::Asked(request);
        self.open_overlay(Overlay::Dictionary { asked, before, answer, window: Window::default() });
    }

    /// Takes definitions in; says whether they are those that are wanted.
    pub(in crate::app) fn take_definitions(&mut self, request: RequestId, definitions: Definitions) -> bool {
        match &mut self.overlay {
            Some(Overlay::Dictionary { answer, .. }) if answer.is_asked(request) => {
                *answer = Remote::Here(Box::new(definitions));
                true
            }
            _ => false,
        }
    }

    pub(super) fn act_on_definitions(&mut self, action: Action) {
        let Some(Overlay::Dictionary { asked, before, answer, .. }) = &mut self.overlay else { return };
        match action {
            Action::AskWord => {
                let asked = asked.to_string();
                self.ask(Asking::Word, &asked);
            }
            Action::WordBefore => match before.pop() {
                Some(word) => {
                    let before = std::mem::take(before);
                    self.show_definitions(word, before);
                }
                None => self.say(self.words.aids().no_word_before),
            },
            Action::CopyDefinition => {
                let text = answer.here().map(|definitions| written(definitions)).unwrap_or_default();
                if !text.is_empty() {
                    self.commands.push(Command::Copy(Copied::Definition(text)));
                }
            }
            _ => {}
        }
    }
}

/// Definitions as text.
fn written(definitions: &Definitions) -> String {
    let mut text = String::new();
    for definition in definitions.words.iter().flat_map(|word| &word.definitions) {
        text.push_str(&format!("{}  [{}]\n", definition.head(), definition.dictionary));
        for (number, sense) in definition.senses.iter().enumerate() {
            text.push_str(&format!("{}{sense}\n", numbered(definition, number)));
        }
    }
    text
}

/// What stands before a sense.
fn numbered(definition: &Definition, number: usize) -> String {
    match definition.numbered && definition.senses.len() > 1 {
        true => format!("{:>4} ", format!("{}.", number + 1)),
        false => String::from("  "),
    }
}

/// Its rows, of so many cells.
pub(super) fn lines(app: &App, asked: &str, answer: &Remote<Box<Definitions>>, cells: u32) -> Vec<OverlayLine> {
    let (aids, ruler) = (app.words.aids(), app.settings.ruler);
    let plain = |text: String| OverlayLine { text, ..OverlayLine::default() };
    let paragraph = |text: &str| texts_of_rows(text, cells, ruler).into_iter().map(plain).collect::<Vec<_>>();
    let Some(definitions) = answer.here() else { return vec![plain(aids.looking_up.to_owned())] };
    let mut lines = Vec::new();
    for definition in definitions.words.iter().flat_map(|word| &word.definitions) {
        if !lines.is_empty() {
            lines.push(plain(String::from(" ")));
        }
        lines.extend(head(definition, cells, ruler));
        for (number, sense) in definition.senses.iter().enumerate() {
            let label = numbered(definition, number);
            let indent = " ".repeat(label.len());
            let rows = texts_of_rows(sense, cells.saturating_sub(label.len() as u32).max(2), ruler);
            let rows = rows.into_iter().enumerate();
            lines.extend(rows.map(|(at, row)| plain(format!("{}{row}", if at == 0 { &label } else { &indent }))));
        }
    }
    if definitions.words.is_empty() && definitions.dictionaries > 0 {
        lines.extend(paragraph(&format!("{asked}{}", aids.not_defined)));
    }
    if definitions.dictionaries == 0 && definitions.faults.is_empty() {
        lines.extend(paragraph(aids.no_dictionary));
        lines.push(plain(String::from(" ")));
        lines.extend(aids.name_dictionary.lines().map(|line| plain(format!("  {line}"))));
    }
    for (at, fault) in definitions.faults.iter().enumerate() {
        if at == 0 && !lines.is_empty() {
            lines.push(plain(String::from(" ")));
        }
        lines.extend(paragraph(&format!("! {}", aids.dictionary_fault(fault))));
    }
    lines
}

/// The rows of a headword: how it is written and read, and at the right end the dictionary.
fn head(definition: &Definition, cells: u32, ruler: Ruler) -> Vec<OverlayLine> {
    let end = match ruler.width(&definition.dictionary) {
        own if own + 2 <= cells / 2 => definition.dictionary.to_string(),
        _ => String::new(),
    };
    let room = cells.saturating_sub(if end.is_empty() { 0 } else { ruler.width(&end) + 2 });
    let (mut end, mut strong) = (Some(end), definition.headword.len());
    let rows = texts_of_rows(&definition.head(), room.max(2), ruler).into_iter().map(|text| {
        let own = 0..strong.min(text.len());
        strong -= own.end;
        OverlayLine { strong: own, text, end: end.take().unwrap_or_default(), ..OverlayLine::default() }
    });
    rows.collect()
}
