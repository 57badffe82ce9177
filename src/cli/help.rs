//! The *help* of the command line in the language of the interface: clap's own words, and what each option is for. The
//! English is with the definitions, the Chinese in assets.

use std::collections::HashMap;

use clap::builder::Resettable;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};
use serde::Deserialize;

use crate::model::Language;

/// The order of a page of help, with the headings in Chinese.
const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

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
    if language == Language::Chinese {
        // The arguments that clap adds are there after this.
        command.build();
        command = in_chinese(command, &ChineseHelp::read());
    }
    command
}

fn in_chinese(command: Command, help: &ChineseHelp) -> Command {
    let name = command.get_name().to_owned();
    let mut command = command.help_template(TEMPLATE).subcommand_help_heading("命令");
    if let Some(about) = help.about.get(&name) {
        command = command.about(about.clone()).long_about(Resettable::Reset);
    }
    command = match help.after.get(&name) {
        Some(after) => command.after_help(after.clone()),
        None => command.after_help(Resettable::Reset),
    };
    let translate = |argument: Arg| {
        let heading = if argument.is_positional() { "参数" } else { "选项" };
        let said = help.of_argument(&name, argument.get_id().as_str()).cloned();
        let said = said.map(|said| with_values(said, &argument));
        let argument = argument.help_heading(heading).hide_possible_values(true).hide_default_value(true);
        match said {
            Some(said) => argument.help(said).long_help(Resettable::Reset),
            None => argument,
        }
    };
    command.mut_args(translate).mut_subcommands(|command| in_chinese(command, help))
}

/// What an option is for, with what can be written and what holds without it.
fn with_values(mut said: String, argument: &Arg) -> String {
    let values: Vec<String> = argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let takes_value = argument.get_num_args().is_none_or(|count| count.takes_values());
    if takes_value && !values.is_empty() {
        said.push_str(&format!("［可写：{}］", values.join("、")));
    }
    let defaults: Vec<_> = argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if takes_value && !defaults.is_empty() {
        said.push_str(&format!("［默认：{}］", defaults.join("、")));
    }
    said
}

/// What is wrong with a command line, in Chinese; nothing where clap's own words are all there is.
pub fn fault_in_chinese(error: &clap::Error) -> Option<String> {
    let value = |kind| {
        error.get(kind).map(|value| match value {
            ContextValue::Strings(values) => values.join("、"),
            ContextValue::StyledStrs(values) => values.iter().map(ToString::to_string).collect::<Vec<_>>().join("、"),
            other => other.to_string(),
        })
    };
    let argument = value(ContextKind::InvalidArg);
    let given = value(ContextKind::InvalidValue);
    let mut said = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有 {} 这个选项", argument?),
        ErrorKind::InvalidSubcommand => format!("没有 {} 这个命令", value(ContextKind::InvalidSubcommand)?),
        ErrorKind::MissingRequiredArgument => format!("还要给出 {}", argument?),
        ErrorKind::ArgumentConflict => {
            format!("{} 不能和 {} 一起用", argument?, value(ContextKind::PriorArg).unwrap_or_default())
        }
        ErrorKind::InvalidValue if given.as_ref().is_some_and(String::is_empty) => {
            format!("{} 后面要写一个值", argument?)
        }
        ErrorKind::InvalidValue => format!("{} 不能是 {}", argument?, given?),
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(|why| format!("：{why}")).unwrap_or_default();
            format!("{} 不能是 {}{why}", argument?, given?)
        }
        ErrorKind::TooManyValues => format!("{} 后面多了 {}", argument?, given?),
        ErrorKind::NoEquals => format!("{} 要和值用 = 连起来写", argument?),
        ErrorKind::InvalidUtf8 => String::from("参数不是 UTF-8"),
        _ => return None,
    };
    if let Some(values) = value(ContextKind::ValidValue).filter(|values| !values.is_empty()) {
        said.push_str(&format!("；可写的是 {values}"));
    }
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    if let Some(near) = near.into_iter().find_map(value).filter(|near| !near.is_empty()) {
        said.push_str(&format!("；是不是 {near}？"));
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
            (&["kanbao", "fold", "--width", "0"], "--width <N> 不能是 0：0 is not in 1..=1000000"),
        ] {
            let error = crate::cli::Options::command().try_get_matches_from(arguments).expect_err("a fault");
            assert_eq!(fault_in_chinese(&error).as_deref(), Some(said), "{arguments:?}");
        }
    }
}
