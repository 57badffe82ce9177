//! The *help* of the command line in the language of the interface: clap's own words, and what each option is for. The
//! English is with the definitions, the Chinese in assets, with the catalogue of traditional characters beside it.

use std::collections::HashMap;
use std::fmt::Display;

use clap::builder::Resettable;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};
use serde::Deserialize;

use crate::model::{Language, diagnostic, fill};

/// The order of a page of help, behind which the heading in Chinese stands.
const TEMPLATE: [&str; 2] = ["{about-with-newline}\n", "{usage}\n\n{all-args}{after-help}"];

/// The words of the help that are none of its pages'.
struct HelpWords;

impl HelpWords {
    const USAGE: &str = "用法：";
    const COMMANDS: &str = "命令";
    const ARGUMENTS: &str = "参数";
    const OPTIONS: &str = "选项";
    const VALUES: &str = "［可写：{}］";
    const DEFAULTS: &str = "［默认：{}］";
    const NO_OPTION: &str = "没有 {} 这个选项";
    const NO_COMMAND: &str = "没有 {} 这个命令";
    const MISSING: &str = "还要给出 {}";
    const CONFLICT: &str = "{} 不能和 {} 一起用";
    const NO_VALUE: &str = "{} 后面要写一个值";
    const BAD_VALUE: &str = "{} 不能是 {}";
    const BECAUSE: &str = "：{}";
    const TOO_MANY: &str = "{} 后面多了 {}";
    const NO_EQUALS: &str = "{} 要和值用 = 连起来写";
    const NOT_UTF_8: &str = "参数不是 UTF-8";
    const CAN_BE: &str = "；可写的是 {}";
    const NEAREST: &str = "；是不是 {}？";

    const ALL: [&str; 18] = [
        Self::USAGE,
        Self::COMMANDS,
        Self::ARGUMENTS,
        Self::OPTIONS,
        Self::VALUES,
        Self::DEFAULTS,
        Self::NO_OPTION,
        Self::NO_COMMAND,
        Self::MISSING,
        Self::CONFLICT,
        Self::NO_VALUE,
        Self::BAD_VALUE,
        Self::BECAUSE,
        Self::TOO_MANY,
        Self::NO_EQUALS,
        Self::NOT_UTF_8,
        Self::CAN_BE,
        Self::NEAREST,
    ];
}

/// Everything of the help in Chinese, for the test of the catalogue.
pub fn chinese_help() -> Vec<String> {
    let help = ChineseHelp::read();
    let pages = help.about.into_values().chain(help.after.into_values()).chain(help.argument.into_values());
    HelpWords::ALL.iter().map(|word| (*word).to_owned()).chain(pages).collect()
}

#[derive(Debug, Deserialize)]
struct ChineseHelp {
    about: HashMap<String, String>,
    after: HashMap<String, String>,
    argument: HashMap<String, String>,
}

impl ChineseHelp {
    #[expect(clippy::expect_used, reason = "a broken asset is a test failure")]
    fn read() -> Self {
        toml::from_str(include_str!("../../assets/help.zh.toml")).expect("the help is compiled in; a test reads it")
    }

    fn of_argument(&self, command: &str, id: &str) -> Option<&String> {
        self.argument.get(&format!("{command}.{id}")).or_else(|| self.argument.get(id))
    }
}

/// The definition of a command line, with its help in a language.
pub fn in_language(mut command: Command, language: Language) -> Command {
    if language.is_chinese() {
        // The arguments that clap adds are there after this.
        command.build();
        command = in_chinese(command, &ChineseHelp::read(), language);
    }
    command
}

fn in_chinese(command: Command, help: &ChineseHelp, language: Language) -> Command {
    let name = command.get_name().to_owned();
    let say = |word: &'static str| language.written(word);
    let template = TEMPLATE.join(say(HelpWords::USAGE));
    let mut command = command.help_template(template).subcommand_help_heading(say(HelpWords::COMMANDS));
    if let Some(about) = help.about.get(&name) {
        command = command.about(language.written(about).to_owned()).long_about(Resettable::Reset);
    }
    command = match help.after.get(&name) {
        Some(after) => command.after_help(language.written(after).to_owned()),
        None => command.after_help(Resettable::Reset),
    };
    let translate = |argument: Arg| {
        let heading = if argument.is_positional() { HelpWords::ARGUMENTS } else { HelpWords::OPTIONS };
        let said = help.of_argument(&name, argument.get_id().as_str());
        let said = said.map(|said| with_values(language.written(said).to_owned(), &argument, language));
        let argument = argument.help_heading(say(heading)).hide_possible_values(true).hide_default_value(true);
        match said {
            Some(said) => argument.help(said).long_help(Resettable::Reset),
            None => argument,
        }
    };
    command.mut_args(translate).mut_subcommands(|command| in_chinese(command, help, language))
}

/// What an option is for, with what can be written and what holds without it.
fn with_values(mut said: String, argument: &Arg, language: Language) -> String {
    let say = |word: &'static str| language.written(word);
    let values: Vec<String> = argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let takes_value = argument.get_num_args().is_none_or(|count| count.takes_values());
    if takes_value && !values.is_empty() {
        said.push_str(&fill(say(HelpWords::VALUES), &[&values.join(language.comma())]));
    }
    let defaults: Vec<_> = argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if takes_value && !defaults.is_empty() {
        said.push_str(&fill(say(HelpWords::DEFAULTS), &[&defaults.join(language.comma())]));
    }
    said
}

/// What is wrong with a command line, in Chinese; nothing where clap's own words are all there is, or are in the language.
pub fn fault_in_chinese(error: &clap::Error, language: Language) -> Option<String> {
    if !language.is_chinese() {
        return None;
    }
    let say = |word: &'static str, parts: &[&dyn Display]| fill(language.written(word), parts);
    let value = |kind| {
        error.get(kind).map(|value| match value {
            ContextValue::Strings(values) => values.join(language.comma()),
            ContextValue::StyledStrs(values) => {
                values.iter().map(ToString::to_string).collect::<Vec<_>>().join(language.comma())
            }
            other => other.to_string(),
        })
    };
    let argument = value(ContextKind::InvalidArg);
    let given = value(ContextKind::InvalidValue);
    let mut said = match error.kind() {
        ErrorKind::UnknownArgument => say(HelpWords::NO_OPTION, &[&argument?]),
        ErrorKind::InvalidSubcommand => say(HelpWords::NO_COMMAND, &[&value(ContextKind::InvalidSubcommand)?]),
        ErrorKind::MissingRequiredArgument => say(HelpWords::MISSING, &[&argument?]),
        ErrorKind::ArgumentConflict => {
            say(HelpWords::CONFLICT, &[&argument?, &value(ContextKind::PriorArg).unwrap_or_default()])
        }
        ErrorKind::InvalidValue if given.as_ref().is_some_and(String::is_empty) => {
            say(HelpWords::NO_VALUE, &[&argument?])
        }
        ErrorKind::InvalidValue => say(HelpWords::BAD_VALUE, &[&argument?, &given?]),
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(ToString::to_string);
            let why = why.map(|why| say(HelpWords::BECAUSE, &[&diagnostic(&why, language)])).unwrap_or_default();
            say(HelpWords::BAD_VALUE, &[&argument?, &given?]) + &why
        }
        ErrorKind::TooManyValues => say(HelpWords::TOO_MANY, &[&argument?, &given?]),
        ErrorKind::NoEquals => say(HelpWords::NO_EQUALS, &[&argument?]),
        ErrorKind::InvalidUtf8 => say(HelpWords::NOT_UTF_8, &[]),
        _ => return None,
    };
    if let Some(values) = value(ContextKind::ValidValue).filter(|values| !values.is_empty()) {
        said.push_str(&say(HelpWords::CAN_BE, &[&values]));
    }
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    if let Some(near) = near.into_iter().find_map(value).filter(|near| !near.is_empty()) {
        said.push_str(&say(HelpWords::NEAREST, &[&near]));
    }
    Some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(command: &Command, help: &ChineseHelp, missing: &mut Vec<String>) {
        let name = command.get_name();
        if !help.about.contains_key(name) {
            missing.push(name.to_owned());
        }
        let hidden = |argument: &&Arg| !argument.is_hide_set();
        for argument in command.get_arguments().filter(hidden) {
            if help.of_argument(name, argument.get_id().as_str()).is_none() {
                missing.push(format!("{name}.{}", argument.get_id()));
            }
        }
        command.get_subcommands().for_each(|command| check(command, help, missing));
    }

    #[test]
    fn everything_in_the_help_is_there_in_chinese() {
        use clap::CommandFactory;
        let mut command = crate::cli::Options::command();
        command.build();
        let mut missing = Vec::new();
        check(&command, &ChineseHelp::read(), &mut missing);
        assert_eq!(missing, Vec::<String>::new());
    }

    #[test]
    fn faults_are_said_in_chinese() {
        use clap::CommandFactory;
        for (arguments, said) in [
            (&["kanbao", "list", "--jsno"][..], "没有 --jsno 这个选项；是不是 --json？"),
            (&["kanbao", "show"], "还要给出 <PATH>..."),
            (
                &["kanbao", "list", "--sort", "x"],
                "--sort <ORDER> 不能是 x；可写的是 date、title、source、length、path、read",
            ),
            (&["kanbao", "list", "--limit"], "--limit <N> 后面要写一个值"),
            (&["kanbao", "show", "--json", "--markdown", "a"], "--json 不能和 --markdown 一起用"),
            (&["kanbao", "fold", "--width", "0"], "--width <N> 不能是 0：要在 1 到 1000000 之间"),
        ] {
            let error = crate::cli::Options::command().try_get_matches_from(arguments).expect_err("a fault");
            assert_eq!(fault_in_chinese(&error, Language::Chinese).as_deref(), Some(said), "{arguments:?}");
        }
    }
}
