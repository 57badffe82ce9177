//! A *lent program*: one that has the terminal until it ends. Its arguments are words; no shell sees them.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::model::{SafeText, Words};

/// A program that is to have the terminal.
#[derive(Debug)]
pub(super) struct LentProgram {
    pub command: Command,
    /// The words that it is told of in.
    pub words: &'static Words,
    /// What it is called.
    pub name: String,
    /// What is said when it has done its work.
    pub done: String,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LentEnd {
    /// It could not be started.
    NotStarted,
    /// It says that it did its work.
    Well,
    /// It says that it did not.
    Badly,
}

impl LentProgram {
    /// Runs it until it ends, with its input if it is to have any; gives what to say of it, and how it ended.
    pub fn run(mut self, input: Option<String>) -> (SafeText, LentEnd) {
        self.command.stdin(match &input {
            Some(_) => Stdio::piped(),
            None if io::stdin().is_terminal() => Stdio::inherit(),
            None => File::open("/dev/tty").map_or_else(|_| Stdio::null(), Stdio::from),
        });
        let mut child = match self.command.spawn() {
            Ok(child) => child,
            Err(error) => return (self.words.of_what(&self.name, &why_not_run(&error)), LentEnd::NotStarted),
        };
        let fed = child.stdin.take().zip(input);
        let ended = thread::scope(|scope| {
            // What it does not want to read stays unread.
            scope.spawn(move || fed.map(|(mut stdin, text)| stdin.write_all(text.as_bytes())));
            child.wait()
        });
        let end = if ended.as_ref().is_ok_and(|status| status.success()) { LentEnd::Well } else { LentEnd::Badly };
        let said = match ended {
            Ok(status) if status.success() => self.done,
            Ok(status) => {
                // The key that ended it was meant for it, and not for us: that is heard before we listen again.
                thread::sleep(Duration::from_millis(50));
                self.words.of_what(&self.name, &status.to_string()).to_string()
            }
            Err(error) => self.words.of_what(&self.name, &error.to_string()).to_string(),
        };
        (SafeText::line(&said), end)
    }
}

/// Why a program did not run, in the system's words, but for one that is not there: what is missing is no file of the
/// reader's.
pub(super) fn why_not_run(error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::NotFound { String::from("no such program") } else { error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;

    #[test]
    fn a_program_that_is_not_there_is_no_file() {
        let error = Command::new("/nowhere/nosuch").spawn().map(drop).expect_err("it is not there");
        let said = |language| Words::of(language).of_what("nosuch", &why_not_run(&error)).to_string();
        assert_eq!(said(Language::English), "nosuch: no such program");
        assert_eq!(said(Language::Chinese), "nosuch：没有这个程序");
    }
}
