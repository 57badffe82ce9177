//! *Exporting*: the article written to a file, given to a program, its own file opened in an editor.

use std::path::Path;
use std::sync::Arc;

use super::App;
use super::command::Command;
use super::prompt::Asking;
use super::taking;
use crate::model::{AlongWords, Article, Change, Origin, Part, SafeText, TypedKind};

impl App {
    /// Asks for the file to write the article to.
    pub(super) fn ask_file(&mut self) {
        if let Some(article) = self.whole_article() {
            self.ask(Asking::File { standing: None }, &taking::file_name(&article.meta));
        }
    }

    /// Asks once more, before a file is written over.
    pub(super) fn ask_over(&mut self, path: String) -> bool {
        let text = path.clone();
        self.ask(Asking::File { standing: Some(path) }, &text);
        true
    }

    /// Asks for the program to give the article to.
    pub(super) fn ask_program(&mut self) {
        if self.whole_article().is_some() {
            self.ask(Asking::Program, "");
        }
    }

    pub(super) fn write_to(&mut self, path: &str, standing: Option<&str>) {
        let path = path.trim();
        if path.is_empty() {
            return;
        }
        if let Some(article) = self.whole_article() {
            let over = standing == Some(path);
            self.commands.push(Command::Write { article, path: path.to_owned(), over });
        }
    }

    /// Why there is no program that was typed like this; none where it can be tried, and where nothing was typed.
    pub(super) fn refused_program(&self, typed: &str) -> Option<&'static str> {
        let is_command = || shell_words::split(typed).is_ok_and(|words| !words.is_empty());
        (!typed.trim().is_empty() && !is_command()).then(|| AlongWords::of(self.words.language).bad_command)
    }

    pub(super) fn pipe_to(&mut self, program: &str) {
        if program.trim().is_empty() {
            return;
        }
        if let Some(article) = self.whole_article() {
            let text = SafeText::line(program);
            self.typed_before.programs.remember(text.clone());
            self.save(Change::Typed(TypedKind::Program, text));
            self.commands.push(Command::Pipe { article, program: program.to_owned() });
        }
    }

    /// Opens the file of the article that is meant; at the place of the screen, if that is the one that is shown.
    pub(super) fn edit(&mut self) {
        let Some(id) = self.target() else { return self.say_nothing_to_open() };
        let path = self.list.entry(id).and_then(|entry| editable(&entry.origin)).map(Path::to_owned);
        let Some(path) = path else {
            return self.say(AlongWords::of(self.words.language).not_editable);
        };
        let near = (self.reader.shown().id() == Some(id)).then(|| self.reader.paragraph()).flatten();
        self.commands.push(Command::Edit { path, near });
    }

    /// The article that is shown, once all of it is there.
    fn whole_article(&mut self) -> Option<Arc<Article>> {
        match self.reader.article().filter(|_| self.reader.is_whole()) {
            Some(article) => Some(Arc::clone(article)),
            None => {
                self.say_nothing_to_open();
                None
            }
        }
    }
}

/// The file that has the text of an article as it is; none where it is packed.
fn editable(origin: &Origin) -> Option<&Path> {
    match origin {
        Origin::Part { whole, part: Part::Item(_) } => editable(whole),
        own => own.path(),
    }
}
