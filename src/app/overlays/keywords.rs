//! The *keywords*: which words are lit in which colour, how often they are there; switched, recoloured, named and removed.

use crate::app::App;
use crate::app::action::Action;
use crate::app::overlay::OverlayLine;
use crate::app::prompt::Asking;
use crate::search::Slot;

impl App {
    /// What the numbers of the rows are: hits here, hits in all, articles.
    pub fn keywords_heading(&self) -> String {
        let words = self.words;
        columns(self, [words.here, words.everywhere, words.articles.trim_start()])
    }

    pub(super) fn act_among_keywords(&mut self, action: Action) {
        if action == Action::AddKeyword {
            return self.ask(Asking::Keyword, "");
        }
        let chosen = self.selected_row().and_then(|row| self.keywords.iter().nth(row));
        let Some(keyword) = chosen else {
            return self.say_hint(self.words.no_keywords);
        };
        let (word, slot, on) = (keyword.pattern().to_owned(), keyword.slot().index(), keyword.is_on());
        let name = keyword.name().to_owned();
        let colours = usize::from(Slot::COUNT);
        let other = match action {
            Action::NextColour => Slot::new((slot + 1) % colours),
            Action::PreviousColour => Slot::new((slot + colours - 1) % colours),
            _ => None,
        };
        match (action, other) {
            (Action::WalkToKeyword | Action::WalkBackToKeyword, _) => {
                self.close_overlay();
                self.leave_trace();
                return self.find_keyword(&word, action == Action::WalkToKeyword);
            }
            (Action::SwitchKeyword, _) => _ = self.keywords.set_on(&word, !on),
            (_, Some(slot)) => _ = self.keywords.set_slot(&word, slot),
            (Action::RemoveKeyword, _) => {
                self.keywords.remove(&word);
                self.say_removed(&word);
            }
            (Action::RenameKeyword, _) => return self.ask(Asking::Name { word }, &name),
            _ => return,
        }
        self.keyword_changed(&word);
    }

    /// Searches the article for a keyword, as it is lit: to the next place from here, or to the one before.
    fn find_keyword(&mut self, word: &str, forward: bool) {
        if !self.is_article_on_screen() {
            return self.say_hint(self.words.not_on_screen);
        }
        self.search_as_it_stands(word, self.reader.anchor());
        if self.reader.matches().is_empty() && !self.reader.is_looking() {
            self.say(format!("{}  {word}", self.words.not_found));
        } else if !forward {
            self.reader.walk(false, 1);
        }
    }
}

/// The row of a keyword.
pub(super) fn line(app: &App, at: usize) -> Option<OverlayLine> {
    let keyword = app.keywords.iter().nth(at)?;
    let words = app.words;
    let here = app.target().and_then(|id| app.counts(id).get(at)).copied().unwrap_or(0);
    let (articles, hits) = app.counts.total(at);
    let off = (!keyword.is_on()).then_some(words.off);
    let pattern = Some(keyword.pattern()).filter(|pattern| *pattern != keyword.name());
    let text = off.into_iter().chain(pattern).collect::<Vec<_>>().join("  ");
    let end = columns(app, [&here.to_string(), &hits.to_string(), &articles.to_string()]);
    let label = keyword.name().to_owned();
    Some(OverlayLine { label, text, end, slot: Some(keyword.slot()), ..OverlayLine::default() })
}

/// Texts in the columns of the numbers.
fn columns(app: &App, texts: [&str; 3]) -> String {
    const CELLS: [u32; 3] = [5, 8, 10];
    let column = |(text, cells): (&str, u32)| {
        let blanks = cells.saturating_sub(app.settings.ruler.width(text));
        format!("{:1$}{text}", "", blanks as usize)
    };
    texts.into_iter().zip(CELLS).map(column).collect()
}
