//! The README says what is so: its key table is the key table, its command lines are the command line's.

const README: &str = include_str!("../README.md");

#[test]
fn every_key_is_in_the_readme_with_its_line() {
    for binding in kanbao::app::KeyTable::get().groups().iter().flat_map(|group| group.bindings()) {
        let keys: Vec<String> = binding.keys.iter().map(|key| format!("`{key}`")).collect();
        let english = binding.line(kanbao::app::Language::English);
        let chinese = binding.line(kanbao::app::Language::Chinese);
        let line = format!("| {} | {english} | {chinese} |", keys.join(" "));
        assert!(README.contains(&line), "README.md lacks the line\n{line}");
    }
    for binding in kanbao::app::KeyTable::get().prompt() {
        let keys: Vec<String> = binding.keys.iter().map(|key| format!("`{key}`")).collect();
        let english = binding.line(kanbao::app::Language::English);
        let chinese = binding.line(kanbao::app::Language::Chinese);
        let line = format!("| {} | {english} | {chinese} |", keys.join(" "));
        assert!(README.contains(&line), "README.md lacks the line\n{line}");
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
