//! *Outside*: what leaves the program: texts for the clipboard, addresses for a browser. Programs are started without a
//! shell and looked after by a thread: one that fails says so.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc::Sender;
use std::{env, io, thread};

use super::loop_event::LoopEvent;
use crate::app::Copied;
use crate::commands::markdown::write as markdown;
use crate::config::Programs;
use crate::model::{SafeText, Words, count_zi};
use crate::term;

/// The programs of the system that open addresses.
const BROWSERS: [&str; 3] = ["xdg-open", "open", "wslview"];

/// The way out.
pub(super) struct Outside {
    pub programs: Programs,
    pub words: &'static Words,
    /// Where it is told what became of it.
    pub tell: Sender<LoopEvent>,
}

impl Outside {
    /// Copies, and gives what to say of it.
    pub fn copy(&self, taken: Copied) -> io::Result<SafeText> {
        let words = self.words;
        let (what, text) = match taken {
            Copied::Selection(text) => (words.copy_selection, text),
            Copied::Paragraph(text) => (words.copy_paragraph, text),
            Copied::Text(text) => (words.copy_text, text),
            Copied::Markdown(article) => (words.copy_markdown, markdown(&article)),
            Copied::Citation(text) => (words.copy_citation, text),
            Copied::Link(address) => (words.copy_link, address.to_string()),
        };
        let said = format!("{}{what}  {}{}", words.copied, count_zi(&text), words.zi);
        match &self.programs.copy {
            Some(program) => self.start(program, None, Some(text)),
            None => term::copy(&text)?,
        }
        Ok(SafeText::line(&said))
    }

    /// Hands an address to a browser, and gives what to say of it.
    pub fn browse(&self, address: &SafeText) -> SafeText {
        let found = || BROWSERS.iter().find(|name| is_installed(name)).map(|name| vec![(*name).to_owned()]);
        match self.programs.browser.clone().or_else(found) {
            Some(program) => {
                self.start(&program, Some(address), None);
                SafeText::line(&format!("{}{address}", self.words.browsing))
            }
            None => SafeText::line(self.words.no_browser),
        }
    }

    /// Starts a program and lets it run.
    fn start(&self, program: &[String], last: Option<&str>, input: Option<String>) {
        let Some((name, words)) = program.split_first() else { return };
        let mut command = Command::new(name);
        command.args(words).args(last).stdout(Stdio::null()).stderr(Stdio::null());
        command.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() });
        let (name, tell) = (name.clone(), self.tell.clone());
        let run = move || {
            let end = command.spawn().and_then(|mut child| {
                // Closed when it is written: the program waits for that.
                let fed =
                    child.stdin.take().zip(input).map_or(Ok(()), |(mut stdin, text)| stdin.write_all(text.as_bytes()));
                let status = child.wait()?;
                fed.map(|()| status)
            });
            let why = match end {
                Ok(status) if status.success() => return,
                Ok(status) => status.to_string(),
                Err(error) => error.to_string(),
            };
            let _ = tell.send(LoopEvent::Warning(SafeText::line(&format!("{name}: {why}"))));
        };
        if let Err(error) = thread::Builder::new().name(String::from("outside")).spawn(run) {
            let _ = self.tell.send(LoopEvent::Warning(SafeText::line(&error.to_string())));
        }
    }
}

fn is_installed(name: &str) -> bool {
    let folders = env::var_os("PATH").map(|path| env::split_paths(&path).collect::<Vec<PathBuf>>()).unwrap_or_default();
    folders.iter().any(|folder| folder.join(name).is_file())
}
