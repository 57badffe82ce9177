//! *Outside*: what leaves the program: texts for the clipboard, addresses for a browser. Programs are started without a
//! shell and looked after by a thread: one that fails says so.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::Sender;
use std::{env, fs, io, thread};

use super::editor;
use super::lent_program::{LentProgram, why_not_run};
use super::loop_event::LoopEvent;
use super::messages::{failed, told};
use super::new_file::{Unwritten, typed_path, write_file};
use super::note_file::NoteFile;
use crate::app::{Copied, LONGEST_NOTE, Message};
use crate::commands::markdown::write as markdown;
use crate::config::Programs;
use crate::model::{AlongWords, AnnotationId, Article, SafeText, Words};
use crate::state;
use crate::term;

/// The programs of the system that open addresses.
const BROWSERS: [&str; 3] = ["xdg-open", "open", "wslview"];

/// The editors that are looked for where none is named.
const EDITORS: [&str; 3] = ["vi", "nano", "emacs"];
/// More bytes than these are no note.
const LARGEST_NOTE: u64 = 1 << 20;
/// So many bytes of a file tell whether it is text.
const PROBED: usize = 8 << 10;

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
        let (said, text) = copied(taken, self.words);
        match &self.programs.copy {
            Some(program) => self.start(program, None, Some(text)),
            None => term::copy(&text)?,
        }
        Ok(said)
    }

    /// Hands an address to a browser, and gives what to say of it.
    ///
    /// # Errors
    /// What to say where there is no browser.
    pub fn browse(&self, address: &SafeText) -> Result<SafeText, SafeText> {
        let found = || BROWSERS.iter().find(|name| is_installed(name)).map(|name| vec![(*name).to_owned()]);
        match self.programs.browser.clone().or_else(found) {
            Some(program) => {
                self.start(&program, Some(OsStr::new(address.as_str())), None);
                Ok(SafeText::line(&format!("{}{address}", self.words.browsing)))
            }
            None => Err(SafeText::line(self.words.no_browser)),
        }
    }

    /// Opens a file with what the system opens such files with, and gives what to say of it.
    ///
    /// # Errors
    /// What to say where there is no such program.
    pub fn open_file(&self, path: &Path) -> Result<SafeText, SafeText> {
        match BROWSERS.iter().find(|name| is_installed(name)) {
            Some(name) => {
                self.start(&[(*name).to_owned()], Some(path.as_os_str()), None);
                Ok(SafeText::line(&format!("{}{}", self.words.browsing, path.display())))
            }
            None => Err(SafeText::line(self.words.no_browser)),
        }
    }

    /// Writes an article to a file, and gives what came of it.
    pub fn write(&self, article: &Article, typed: &str, over: bool) -> Message {
        let along = AlongWords::of(self.words.language);
        let home = env::var_os("HOME").map(PathBuf::from);
        let said = match write_file(&typed_path(typed, home), &markdown(article), over) {
            Ok(()) => return told(Ok(SafeText::line(&format!("{}{typed}", along.written)))),
            Err(Unwritten::Stands) => return Message::FileStands(typed.to_owned()),
            Err(Unwritten::NoPlainFile) => format!("{typed}{}", along.no_plain_file),
            Err(Unwritten::Failed(error)) => self.words.of_what(typed, &error.to_string()).to_string(),
        };
        failed(SafeText::line(&said))
    }

    /// The program that was typed, parted into words as a shell parts them.
    ///
    /// # Errors
    /// What to say where there is none.
    pub fn piping(&self, typed: &str) -> Result<LentProgram, SafeText> {
        let along = AlongWords::of(self.words.language);
        let words = shell_words::split(typed).map_err(|_| SafeText::line(along.bad_command))?;
        let (name, arguments) = words.split_first().ok_or_else(|| SafeText::line(along.bad_command))?;
        let mut command = Command::new(name);
        command.args(arguments);
        Ok(LentProgram { command, name: name.clone(), words: self.words, done: format!("{}{typed}", along.piped) })
    }

    /// The reader's editor with a file, at the line where a text stands.
    ///
    /// # Errors
    /// What to say where there is no editor, or nothing that it could edit.
    pub fn editing(&self, path: &Path, near: Option<&str>) -> Result<LentProgram, SafeText> {
        let along = AlongWords::of(self.words.language);
        let bytes = fs::read(path).map_err(|error| self.words.of_what(&path.to_string_lossy(), &error.to_string()))?;
        if memchr::memchr(0, &bytes[..bytes.len().min(PROBED)]).is_some() {
            return Err(SafeText::line(along.not_editable));
        }
        let line = near.and_then(|text| editor::line_of(&String::from_utf8_lossy(&bytes), text));
        self.editor(path, line)
    }

    /// The reader's editor with a file.
    fn editor(&self, path: &Path, line: Option<usize>) -> Result<LentProgram, SafeText> {
        let along = AlongWords::of(self.words.language);
        let named =
            ["VISUAL", "EDITOR"].iter().filter_map(|name| env::var(name).ok()).find(|name| !name.trim().is_empty());
        let installed = || EDITORS.iter().find(|name| is_installed(name)).map(|name| (*name).to_owned());
        let typed = named.or_else(installed).ok_or_else(|| SafeText::line(along.no_editor))?;
        let words = shell_words::split(&typed).map_err(|_| SafeText::line(along.bad_command))?;
        let (name, arguments) = words.split_first().ok_or_else(|| SafeText::line(along.no_editor))?;
        let mut command = Command::new(name);
        command.args(arguments).args(editor::arguments(name, path, line));
        Ok(LentProgram { command, name: name.clone(), words: self.words, done: path.to_string_lossy().into_owned() })
    }

    /// A note in a file of its own, and the editor that is to have it.
    ///
    /// # Errors
    /// What to say where there is no editor, or no place for the file.
    pub fn note(&self, text: &str) -> Result<(NoteFile, LentProgram), SafeText> {
        let file = NoteFile::new(text, state::path().as_deref()).map_err(|error| SafeText::line(&error.to_string()))?;
        let program = self.editor(file.path(), None)?;
        Ok((file, program))
    }

    /// What came back from the editor. What is too long to be a note stays in its file, which is said.
    pub fn written(&self, id: AnnotationId, mut file: NoteFile) -> Message {
        let words = self.words.prompts();
        match file.text(LARGEST_NOTE) {
            Ok(text) if text.trim_end().chars().count() <= LONGEST_NOTE => {
                return Message::NoteWritten(id, SafeText::body(&text));
            }
            Err(error) if error.kind() != io::ErrorKind::FileTooLarge => {
                return failed(SafeText::line(&error.to_string()));
            }
            _ => file.keep(),
        }
        let (full, end, left) = (words.note_full, words.note_full_end, words.note_left);
        failed(SafeText::line(&format!("{full}{LONGEST_NOTE}{end}{left}{}", file.path().display())))
    }

    /// Starts a program and lets it run.
    fn start(&self, program: &[String], last: Option<&OsStr>, input: Option<String>) {
        let Some((name, words)) = program.split_first() else { return };
        let mut command = Command::new(name);
        command.args(words).args(last).stdout(Stdio::null()).stderr(Stdio::null());
        command.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() });
        let (name, tell, words) = (name.clone(), self.tell.clone(), self.words);
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
                Err(error) => why_not_run(&error),
            };
            let _ = tell.send(LoopEvent::Warning(words.of_what(&name, &why)));
        };
        if let Err(error) = thread::Builder::new().name(String::from("outside")).spawn(run) {
            let _ = self.tell.send(LoopEvent::Warning(self.words.of_what(&program[0], &error.to_string())));
        }
    }
}

pub(super) fn is_installed(name: &str) -> bool {
    let folders = env::var_os("PATH").map(|path| env::split_paths(&path).collect::<Vec<PathBuf>>()).unwrap_or_default();
    folders.iter().any(|folder| folder.join(name).is_file())
}

/// What is to be said of something that is copied, and its text.
fn copied(taken: Copied, words: &'static Words) -> (SafeText, String) {
    let (what, text) = match taken {
        Copied::Selection(text) => (words.copy_selection, text),
        Copied::Paragraph(text) => (words.copy_paragraph, text),
        Copied::Text(text) => (words.copy_text, text),
        Copied::Markdown(article) => (words.copy_markdown, markdown(&article)),
        Copied::Citation(text) => (words.copy_citation, text),
        Copied::Definition(text) => (words.aids().copy_definition, text),
        // How long an address is tells nothing.
        Copied::Link(address) => {
            let said = format!("{}{}  {address}", words.copied, words.copy_link);
            return (SafeText::line(&said), address.to_string());
        }
    };
    let said = format!("{}{what}  {}", words.copied, words.length_of(&text));
    (SafeText::line(&said), text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;

    #[test]
    fn of_an_address_it_is_said_which_of_a_text_how_long() {
        let said = |taken| copied(taken, Words::of(Language::Chinese)).0.to_string();
        let address = "https://news.example/2022/01/14/meeting";
        assert_eq!(said(Copied::Link(SafeText::line(address))), format!("已复制网址  {address}"));
        assert_eq!(said(Copied::Paragraph(String::from("天津"))), "已复制这一段  2字");
    }
}
