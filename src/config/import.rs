//! How files are *imported*: the part of the configuration that commands without a screen have too.

use super::cleaning;
use super::fault::{ConfigFault, FileFault, FileWrong, unknown};
use crate::model::{Language, Limits, SafeText};

/// How files are read.
#[derive(Clone, Debug)]
pub struct ImportConfig {
    /// How much of a file is too much.
    pub limits: Limits,
    /// The user's own furniture rules, as the table of the program has them.
    pub rules: Vec<toml::Table>,
    /// Patterns of the lines that are chapter heads in plain texts.
    pub chapters: Vec<String>,
    /// Where they stand, for what is said of them.
    pub(super) rule_lines: Vec<usize>,
    pub(super) chapter_lines: Vec<usize>,
    pub(super) path: SafeText,
    /// The file.
    pub(super) text: String,
    pub(super) language: Language,
}

impl ImportConfig {
    /// The fault that the rule of a number is none.
    pub fn wrong_rule(&self, number: usize, message: &str) -> ConfigFault {
        let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
        let first = self.rule_lines.get(number).copied();
        let (key, wrong) = wrong_by(&message);
        let line = first.map(|first| key.map_or(first, |key| self.line_of(&key, first)));
        self.fault(line, wrong)
    }

    /// The fault that the pattern of a number is none.
    pub fn wrong_chapter(&self, number: usize, message: &str) -> ConfigFault {
        self.fault(self.chapter_lines.get(number).copied(), FileWrong::Rule(message.to_owned()))
    }

    /// The tables in which it says other things than another one.
    pub fn differs_in(&self, other: &Self) -> Vec<&'static str> {
        let tables = [
            ("[limits]", self.limits != other.limits),
            ("[import]", self.chapters != other.chapters),
            ("[[rule]]", self.rules != other.rules),
        ];
        tables.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
    }

    /// The line of a key in the table that begins at a line.
    fn line_of(&self, key: &str, first: usize) -> usize {
        let mut lines = self.text.lines().skip(first).take_while(|line| !line.trim_start().starts_with('['));
        let is_of =
            |line: &str| line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
        lines.position(is_of).map_or(first, |behind| first + 1 + behind)
    }

    fn fault(&self, line: Option<usize>, wrong: FileWrong) -> ConfigFault {
        ConfigFault::new(&self.path, &FileFault { line, wrong }, self.language)
    }
}

/// What the reader of a rule says, with the key of the rule that this is about, where it names one:
/// ``unknown variant `txet`, expected one of `hexo`, `text` in `formats` ``, ``unknown field `line`, expected `name` ``.
fn wrong_by(message: &str) -> (Option<String>, FileWrong) {
    let inside = message.rsplit_once(" in `").and_then(|(said, key)| Some((said, key.strip_suffix('`')?)));
    if let Some((said, key)) = inside {
        return (Some(key.to_owned()), cleaning::wrong_by(said, key, false));
    }
    match unknown(message) {
        Some((name, known)) => (Some(name.clone()), FileWrong::Unknown { at: "[[rule]]".to_owned(), name, known }),
        None => (None, FileWrong::Rule(message.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::reading::FileReading;

    #[test]
    fn what_is_wrong_with_a_rule_is_said_of_its_line_with_what_was_meant() {
        let text = "theme = \"paper\"\n\n[[rule]]\nname = \"一\"\nat = \"line\"\n formats = [\"txet\"]\n\n[[rule]]\nname = \"二\"\nline = \"x\"\n";
        let said = |language| {
            let reading = FileReading::of_text(text.to_owned(), &[]);
            let importing = reading.importing(language);
            [
                importing.wrong_rule(0, "unknown variant `txet`, expected one of `hexo`, `text`\nin `formats`\n"),
                importing.wrong_rule(1, "unknown field `line`, expected one of `name`, `lines`"),
                importing.wrong_rule(0, "invalid type: integer `3`, expected a string in `at`"),
                importing.wrong_rule(1, "missing field `at`"),
                importing.wrong_chapter(0, "import.chapters: found open group without closing ')'"),
            ]
            .map(|fault| fault.to_string())
        };
        assert_eq!(
            said(Language::Chinese),
            [
                "：第 6 行：formats：没有 txet；是不是 text？",
                "：第 10 行：[[rule]]：没有 line；是不是 lines？",
                "：第 5 行：at：这里要写一段文字，放在引号里",
                "：第 8 行：规则有误：缺少 at",
                "：规则有误：import.chapters：括号没有用 ) 关上",
            ]
        );
        assert_eq!(said(Language::English)[0], ": line 6: formats: there is no txet; did you mean text?");
    }
}
