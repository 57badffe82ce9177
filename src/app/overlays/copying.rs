//! *Copying*: what of the article goes to the clipboard. The text is the model's: no row ends, no indents.

use crate::app::App;
use crate::app::action::{Action, CopyWhat};
use crate::app::command::{Command, Copied};
use crate::app::keys::Context;
use crate::app::overlay::{Overlay, OverlayLine, Window};
use crate::app::taking;
use crate::model::Words;

/// What can be copied; the key table has a letter for each.
pub(super) const CHOICES: [CopyWhat; 6] =
    [CopyWhat::Selection, CopyWhat::Paragraph, CopyWhat::Text, CopyWhat::Markdown, CopyWhat::Citation, CopyWhat::Link];

impl App {
    pub(in crate::app) fn open_copying(&mut self) {
        if self.reader.article().is_none() {
            return self.say_nothing_to_open();
        }
        if !self.reader.is_whole() {
            return self.say(self.words.loading);
        }
        let selected = usize::from(self.reader.selection().is_none());
        self.open_overlay(Overlay::Copying(Window::at(selected)));
    }

    pub(super) fn act_on_copying(&mut self, action: Action) {
        let what = match (action, self.selected_row()) {
            (Action::Copy(what), _) => what,
            (Action::ChooseCopy, Some(row)) => match CHOICES.get(row) {
                Some(what) => *what,
                None => return,
            },
            _ => return,
        };
        self.close_overlay();
        match self.taken(what) {
            Some(taken) => self.commands.push(Command::Copy(taken)),
            None => self.say_hint(nothing(what, self.words)),
        }
    }

    /// What is to be copied, if there is any.
    fn taken(&self, what: CopyWhat) -> Option<Copied> {
        let article = self.reader.article()?;
        Some(match what {
            CopyWhat::Selection => Copied::Selection(self.reader.selection_as_written()?),
            CopyWhat::Paragraph => Copied::Paragraph(self.reader.paragraph()?),
            CopyWhat::Text => Copied::Text(taking::text(article)),
            CopyWhat::Markdown => Copied::Markdown(std::sync::Arc::clone(article)),
            CopyWhat::Citation => Copied::Citation(taking::citation(&article.meta, self.words.language)),
            CopyWhat::Link => Copied::Link(article.meta.url.clone()?),
        })
    }
}

/// Why there is nothing to copy.
fn nothing(what: CopyWhat, words: &'static Words) -> &'static str {
    match what {
        CopyWhat::Selection => words.nothing_selected,
        CopyWhat::Link => words.no_address,
        _ => words.nothing_open,
    }
}

/// The row of a choice.
pub(super) fn line(app: &App, at: usize) -> Option<OverlayLine> {
    let what = CHOICES.get(at)?;
    let words = app.words;
    let text = match what {
        CopyWhat::Selection => words.copy_selection,
        CopyWhat::Paragraph => words.copy_paragraph,
        CopyWhat::Text => words.copy_text,
        CopyWhat::Markdown => words.copy_markdown,
        CopyWhat::Citation => words.copy_citation,
        CopyWhat::Link => words.copy_link,
    };
    Some(OverlayLine {
        label: app.keys().first_key(Context::Copying, Action::Copy(*what)).to_owned(),
        text: text.to_owned(),
        ..OverlayLine::default()
    })
}
