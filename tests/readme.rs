//! The README says what is so: its key table is the key table, its command lines are the command line's.

mod desk;

use desk::Desk;

const README: &str = include_str!("../README.md");
const README_ZH: &str = include_str!("../README.zh.md");

/// A key in a cell of a table.
fn code(key: &str) -> String {
    match key {
        "`" => String::from("`` ` ``"),
        key => format!("`{}`", key.replace('|', "\\|")),
    }
}

#[test]
fn every_key_is_in_the_readme_with_its_line() {
    let table = kanbao::app::KeyTable::get();
    // What belongs together stands together, so that no line is under another heading.
    for bindings in table.groups().iter().map(|group| group.bindings()) {
        let (mut both, mut chinese_alone) = (String::new(), String::new());
        for binding in bindings {
            let keys = binding.keys.iter().map(|key| code(key)).collect::<Vec<_>>().join(" ");
            let english = binding.line(kanbao::model::Language::English);
            let chinese = binding.line(kanbao::model::Language::Chinese);
            both += &format!("| {keys} | {english} | {chinese} |\n");
            chinese_alone += &format!("| {keys} | {chinese} |\n");
        }
        assert!(README.contains(&both), "README.md lacks the lines\n{both}");
        assert!(README_ZH.contains(&chinese_alone), "README.zh.md lacks the lines\n{chinese_alone}");
    }
}

#[test]
fn the_tour_teaches_every_common_key() {
    use kanbao::model::Context;
    /// What nobody needs to be taught on the first day.
    const LATER: [&str; 6] = ["messages", "reload-config", "redraw", "suspend", "list-unreadable", "toggle-mouse"];
    let tour = include_str!("../assets/samples/00-tour.md");
    for group in kanbao::app::KeyTable::get().groups() {
        if !matches!(group.context, Context::Common | Context::Panes | Context::List | Context::Reader) {
            continue;
        }
        for binding in group.bindings().iter().filter(|binding| !LATER.contains(&&*binding.action)) {
            let said = |key: &String| {
                let key = key.replace('&', "&amp;").replace("C-", "Ctrl-").replace('<', "&lt;").replace('>', "&gt;");
                tour.contains(&format!("<code>{key}</code>"))
            };
            assert!(binding.keys.iter().any(said), "the tour does not teach {}", binding.action);
        }
    }
}

#[test]
fn every_command_and_every_picture_is_in_both() {
    use clap::CommandFactory;
    for readme in [README, README_ZH] {
        for command in kanbao::cli::Options::command().get_subcommands() {
            let named = format!("kanbao {}", command.get_name());
            assert!(readme.contains(&named), "{named} is told of in one language only");
        }
        for picture in readme.split("assets/pictures/").skip(1) {
            let name = picture.split('"').next().unwrap_or_default();
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/pictures").join(name);
            assert!(path.is_file(), "there is no picture {name}");
        }
    }
}

#[test]
fn every_option_is_in_the_readme() {
    use clap::CommandFactory;
    let command = kanbao::cli::Options::command();
    for command in std::iter::once(&command).chain(command.get_subcommands()) {
        for option in command.get_arguments().filter_map(|argument| argument.get_long()) {
            assert!(README.contains(&format!("--{option}")), "README.md lacks --{option} of {}", command.get_name());
        }
    }
}

/// The code blocks in a language, from a heading on.
fn blocks(heading: &str, language: &str) -> Vec<&'static str> {
    let section = README.split(&format!("\n## {heading}\n")).nth(1).expect("the section");
    let section = section.split("\n## ").next().unwrap_or_default();
    let fence = format!("```{language}\n");
    section.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap_or_default()).collect()
}

#[test]
fn the_configuration_is_one() {
    let [config] = blocks("Configuration", "toml")[..] else { panic!("one example") };
    let desk = Desk::new(&[]).configured(config);
    assert_eq!(desk.run(&["list"]).done().lines().count(), 10);
    desk.run(&["config", "--check"]).done();
    // Every key of the default is in it.
    let key_of = |line: &str| line.split_once(" = ").map(|(key, _)| key.trim_start_matches('#').to_owned());
    for key in kanbao::config::DEFAULT.lines().filter(|line| !line.starts_with("# ")).filter_map(key_of) {
        assert!(config.lines().filter_map(key_of).any(|known| known == key), "README.md lacks {key}");
    }
}

#[test]
fn a_rule_of_ones_own_does_what_doctor_says() {
    let section = "When a file looks wrong";
    let ([letter], [rule], [said]) =
        (&blocks(section, "markdown")[..], &blocks(section, "toml")[..], &blocks(section, "text")[..])
    else {
        panic!("a letter, a rule and what is said")
    };
    let (command, report) = said.split_once('\n').expect("a command and its output");
    let args: Vec<&str> = command.strip_prefix("$ kanbao ").expect("a command").split(' ').collect();
    let desk = Desk::new(&[("letter.md", letter.as_bytes())]);
    let before = desk.run(&args).done();
    assert!(before.contains("2024-03-08") && !before.contains("weekly-plea"), "{before}");
    assert_eq!(desk.configured(rule).run(&args).done().replace('\t', "  "), report);
}
