//! The *getters*: what the view, and every test, may see of the state.

use super::link_numbers::LinkNumbers;
use super::list::List;
use super::overlay::Overlay;
use super::pane::Pane;
use super::prompt::Prompt;
use super::reader::ReaderPane;
use super::results::Results;
use super::screen::{Browse, Screen};
use super::{App, Loading};
use crate::model::{ArchiveRoots, EntryId, SafeText};
use crate::search::Keywords;

impl App {
    /// What is up.
    pub fn screen(&self) -> &Screen {
        &self.screen
    }

    /// The panes, while they are up.
    pub fn browse(&self) -> Option<&Browse> {
        match &self.screen {
            Screen::Browse(browse) => Some(browse),
            Screen::Results(_) => None,
        }
    }

    /// The results, while they are up.
    pub fn results(&self) -> Option<&Results> {
        match &self.screen {
            Screen::Browse(_) => None,
            Screen::Results(results) => Some(results),
        }
    }

    /// The pane that has the focus, or that will have it when the results are left.
    pub fn focus(&self) -> Pane {
        match &self.screen {
            Screen::Browse(browse) => browse.focus,
            Screen::Results(results) => results.came_from.focus,
        }
    }

    /// The list pane.
    pub fn list(&self) -> &List {
        &self.list
    }

    /// What is open, in short: the name of the folder or file, and how many more there are.
    pub fn archive_name(&self) -> String {
        match self.list.traces().roots() {
            ArchiveRoots::Paths(roots) => {
                let name = roots.first().map_or(self.words.name, |(_, real)| {
                    real.rsplit('/').find(|name| !name.is_empty()).unwrap_or(real)
                });
                let more = roots.len().saturating_sub(1);
                if more > 0 { format!("{name} +{more}") } else { name.to_owned() }
            }
            ArchiveRoots::Samples => self.words.name.to_owned(),
        }
    }

    /// How long a text of `length` 字 takes, in minutes, at the reader's pace.
    pub fn minutes(&self, length: usize) -> usize {
        self.pace.minutes(length)
    }

    /// The reader pane.
    pub fn reader(&self) -> &ReaderPane {
        &self.reader
    }

    /// Whether the article is up and has the focus.
    pub(super) fn is_reading(&self) -> bool {
        self.browse().is_some_and(|browse| browse.focus == Pane::Reader)
    }

    /// How many minutes the text from the top of the screen on takes; nothing where its end is on the screen.
    pub fn minutes_left(&self) -> Option<usize> {
        let length = self.list.entry(self.reader.shown().id()?)?.length;
        let left = self.reader.fraction_left()?;
        Some(self.pace.minutes((length as f64 * left).ceil() as usize))
    }

    /// Whether keys move an end of the selection.
    pub fn is_selecting(&self) -> bool {
        self.is_reading() && self.reader.is_selecting()
    }

    /// The words that are lit.
    pub fn keywords(&self) -> &Keywords {
        &self.keywords
    }

    /// How often an article has each keyword, in the order of the keywords; nothing while that is not known.
    pub fn counts(&self, id: EntryId) -> &[u32] {
        self.counts.of_article(id)
    }

    /// How far the import is.
    pub fn loading(&self) -> &Loading {
        &self.loading
    }

    /// What was searched for before, the last first.
    pub fn searches(&self) -> &[SafeText] {
        self.typed_before.searches.all()
    }

    /// The prompt, while one is open.
    pub fn prompt(&self) -> Option<&Prompt> {
        self.prompt.as_ref()
    }

    /// The links on the screen, while they have numbers.
    pub fn link_numbers(&self) -> Option<&LinkNumbers> {
        self.link_numbers.as_ref().filter(|numbers| self.reader.shown().id() == Some(numbers.article()))
    }

    /// What lies over everything.
    pub fn overlay(&self) -> Option<&Overlay> {
        self.overlay.as_ref()
    }

    /// The digits typed so far.
    pub fn count(&self) -> Option<usize> {
        self.count
    }
}
