//! The *prompt of an action*: any action by its name, and any setting by its name in the configuration.

use super::App;
use super::action::Action;
use super::action_rows::{ActionRow, ActionRows, fit, parted};
use super::command::Command;
use super::completion::Offers;
use super::keys::Context;
use super::prompt::{Asking, Prompt};
use crate::model::{Change, Language, SafeText, TypedKind};
use crate::search::Matching;

/// What is typed before the name of a setting.
const SET: &str = "set";
/// So much of what was done before stands above the rest.
const RECENT: usize = 5;

impl App {
    /// Asks for an action. A count that was typed stands before its name.
    pub(super) fn ask_action(&mut self, count: Option<usize>) {
        // What fits is found by its sound too.
        self.commands.push(Command::WarmUp);
        let context = self.context();
        let text = count.map(|count| format!("{count} ")).unwrap_or_default();
        self.ask(Asking::Action { context }, &text);
        self.complete(context);
    }

    /// Finds what fits what was typed.
    pub(super) fn complete(&mut self, context: Context) {
        let Some(prompt) = &self.prompt else { return };
        let (count, typed) = parted(prompt.text());
        let setting = typed.strip_prefix(SET).filter(|rest| rest.starts_with(' ') || prompt.text().ends_with(' '));
        let rows = match setting {
            Some(rest) => self.fitting_settings(rest.trim_start(), prompt.text().ends_with(' ')),
            None => self.fitting_actions(context, typed),
        };
        let count = count.filter(|_| setting.is_none()).map(|count| format!("{count} ")).unwrap_or_default();
        let takes_first = !typed.is_empty();
        let Some(prompt) = &mut self.prompt else { return };
        let counted = |row: ActionRow| ActionRow { text: format!("{count}{}", row.text), ..row };
        let offers = Offers::of(rows.into_iter().map(counted).collect());
        prompt.actions = ActionRows { offers, takes_first };
    }

    /// What was done before, then every action that fits: those that mean nothing here come last.
    fn fitting_actions(&self, context: Context, typed: &str) -> Vec<ActionRow> {
        let words = self.words.prompts();
        // In letters alone nothing is a sign of the query language.
        let is_plain = typed.chars().all(|c| c.is_ascii_alphanumeric());
        let readings = Matching { exact: false, readings: true, ..self.matching };
        let sound = is_plain.then(|| readings.understand(typed).query).flatten();
        let lower = typed.to_lowercase();
        let rank = |name: &str, lines: &[&str], spoken: &str| {
            let in_line = || lines.iter().any(|line| line.to_lowercase().contains(&lower)).then_some(4);
            let in_sound = || sound.as_ref().and_then(|query| (!query.find_in(spoken).is_empty()).then_some(5));
            fit(name, typed).or_else(in_line).or_else(in_sound)
        };
        let mut ranked: Vec<(bool, u8, ActionRow)> = Vec::new();
        for (action, name) in Action::ALL {
            if action == Action::AskAction {
                continue;
            }
            let here = self.keys().is_in(context, name);
            let line = |language| self.keys().line_of(context, name, language);
            let lines = [line(self.words.language), line(Language::Chinese), line(Language::English)];
            let Some(rank) = rank(name, &lines, lines[1]) else { continue };
            let completion = ActionRow {
                text: name.to_owned(),
                line: self.keys().line_of(context, name, self.words.language).to_owned(),
                keys: self.keys().keys_for(context, name).collect::<Vec<_>>().join(" "),
                applies: here,
            };
            ranked.push((!here, rank, completion));
        }
        if let Some(rank) = rank(SET, &[words.set], words.set) {
            let set = ActionRow {
                text: format!("{SET} "),
                line: words.set.to_owned(),
                applies: true,
                ..ActionRow::default()
            };
            ranked.push((false, rank, set));
        }
        ranked.sort_by_key(|(elsewhere, rank, _)| (*elsewhere, *rank));
        let recent =
            self.typed_before.actions.all().iter().filter(|_| typed.is_empty()).take(RECENT).map(|done| ActionRow {
                text: done.to_string(),
                line: words.done_before.to_owned(),
                applies: true,
                ..ActionRow::default()
            });
        recent.chain(ranked.into_iter().map(|(.., completion)| completion)).collect()
    }

    /// The settings that fit, or the values that one can have.
    fn fitting_settings(&self, typed: &str, is_closed: bool) -> Vec<ActionRow> {
        let words = self.words.prompts();
        let row = |text: String, line: String| ActionRow { text, line, applies: true, ..ActionRow::default() };
        let (name, value) = typed.split_once([' ', '=']).unwrap_or((typed, ""));
        let said = self.said_settings();
        let now = said.iter().find(|(known, _)| *known == name).filter(|_| is_closed || typed.len() > name.len());
        if let Some((name, now)) = now {
            let choices = Self::choices_of(name);
            let known = choices.iter().map(|choice| (*choice).to_owned()).chain(
                // What holds comes first where any number can be typed.
                [now.clone()].into_iter().filter(|now| !choices.contains(&now.as_str())),
            );
            let fitting = known.filter(|choice| choice.starts_with(value.trim()));
            let line = |choice: &str| if choice == now { words.is_now.trim_end().to_owned() } else { String::new() };
            return fitting.map(|choice| row(format!("{SET} {name} {choice}"), line(&choice))).collect();
        }
        let mut ranked: Vec<(u8, ActionRow)> = Vec::new();
        for (name, now) in &said {
            let line = self.line_of_setting(name);
            let in_line = line.to_lowercase().contains(&typed.to_lowercase()).then_some(4);
            if let Some(rank) = fit(name, typed).or(in_line) {
                ranked.push((rank, row(format!("{SET} {name} "), format!("{}{now}  {line}", words.is_now))));
            }
        }
        ranked.sort_by_key(|(rank, _)| *rank);
        ranked.into_iter().map(|(_, completion)| completion).collect()
    }

    /// Goes to the next completion, or to the one before, and puts it into the prompt.
    pub(super) fn walk_completions(&mut self, forward: bool) {
        let Some(prompt) = &mut self.prompt else { return };
        let Asking::Action { context } = prompt.asking else { return };
        // The only one stands there already: what can be typed behind it comes up.
        let is_there = matches!(prompt.actions.rows(), [only] if only.text == prompt.text());
        if is_there {
            self.complete(context);
        }
        let Some(prompt) = &mut self.prompt else { return };
        if let Some(row) = prompt.actions.offers.walk(forward) {
            let text = row.text.clone();
            prompt.put(&text);
        }
    }

    /// Does what was typed, or what fits it best.
    pub(super) fn answer_action(&mut self, context: Context, prompt: &Prompt) {
        let typed = prompt.text().trim();
        let is_name = |typed: &str| {
            let (count, name) = parted(typed);
            Action::named(name).is_some() || (name.is_empty() && count.is_some()) || is_setting(name)
        };
        let first = prompt.actions.selected().and_then(|at| prompt.actions.rows().get(at));
        let chosen = match first {
            _ if typed.is_empty() || is_name(typed) => typed,
            Some(first) => first.text.trim(),
            None => return self.say(format!("{}{typed}", self.words.prompts().no_action)),
        };
        let (count, name) = parted(chosen);
        if let Some(rest) = name.strip_prefix(SET).filter(|_| is_setting(name)) {
            if self.set_typed(rest.trim()) {
                self.remember_done(chosen);
            }
            return;
        }
        let action = match (name, count) {
            ("", None) => return,
            ("", Some(_)) => Some(Action::End),
            _ => Action::named(name),
        };
        let Some(action) = action else { return self.say(format!("{}{name}", self.words.prompts().no_action)) };
        if !name.is_empty() && !self.keys().is_in(context, name) {
            let has: Vec<String> = self.keys().contexts_of(name).iter().map(|context| context.name()).collect();
            return self.say(format!("{name}{}{}", self.words.prompts().not_here, has.join(", ")));
        }
        self.remember_done(chosen);
        self.count = count;
        self.act(action);
    }

    /// Remembers what was done by its name, the last first.
    fn remember_done(&mut self, text: &str) {
        let text = SafeText::line(text);
        self.typed_before.actions.remember(text.clone());
        self.save(Change::Typed(TypedKind::Action, text));
    }

    /// Changes a setting, as it was typed: `measure 40`, `measure=40`. Without a value it says the one that holds.
    fn set_typed(&mut self, typed: &str) -> bool {
        let (name, value) = typed.split_once([' ', '=']).unwrap_or((typed, ""));
        let (name, value) = (name.trim(), value.trim());
        let said = self.said_settings();
        let Some((name, now)) = said.iter().find(|(known, _)| *known == name) else {
            self.say(format!("{}{name}", self.words.config().unknown));
            return false;
        };
        if value.is_empty() {
            self.say(format!("{name} = {now}"));
            return false;
        }
        let before = self.said_settings();
        if !self.set_by_name(name, value) {
            self.say(format!("{name}{}{value}  {}", self.words.config().colon, self.line_of_setting(name)));
            return false;
        }
        self.keep_settings(&before);
        self.say(format!("{name} = {value}"));
        true
    }
}

/// Whether what was typed begins with the word for settings.
fn is_setting(name: &str) -> bool {
    name.split_whitespace().next() == Some(SET)
}
