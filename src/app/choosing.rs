//! *Choosing*: what actions mean while a panel is open.

use super::action::Action;
use super::panel::{About, Panel};
use super::prompt::{Asking, Prompt};
use super::{App, Effect, Errand};
use crate::model::RequestId;
use crate::search::Slot;

impl App {
    pub(super) fn open_panel(&mut self, about: About) {
        if self.reader.article().is_none() {
            return self.say(self.words.nothing_open);
        }
        let chosen = if about == About::Matches { self.reader.matches().current().unwrap_or(0) } else { 0 };
        self.panel = Some(Panel::new(about).at(chosen));
    }

    /// The key terms of the article; asked for now, shown as soon as they are known.
    pub(super) fn open_terms(&mut self) {
        let (Some(id), true) = (self.reader.shown().id(), self.reader.article().is_some()) else {
            return self.say(self.words.nothing_open);
        };
        if self.terms(id).is_none() {
            self.asked += 1;
            self.errands.push(Errand::Terms { request: RequestId(self.asked), id });
        }
        self.panel = Some(Panel::new(About::Terms));
    }

    pub(super) fn apply_in_panel(&mut self, action: Action) -> Option<Effect> {
        let mut panel = self.panel.take()?;
        let page = isize::try_from(self.room.panel_rows.max(1)).unwrap_or(isize::MAX);
        let (chosen, count) = panel.position();
        let stays = match (panel.about(), action) {
            (About::Keywords, Action::NextMatch | Action::PreviousMatch) if count > 0 => {
                self.search_keyword(chosen, action == Action::NextMatch);
                false
            }
            // Before moving: a keyword is switched with the space bar.
            (About::Keywords, _) if count > 0 && self.change_keyword(chosen, action) => true,
            (_, Action::LineDown) => go(&mut panel, 1),
            (_, Action::LineUp) => go(&mut panel, -1),
            (_, Action::HalfDown | Action::PageDown) => go(&mut panel, page),
            (_, Action::HalfUp | Action::PageUp) => go(&mut panel, -page),
            (_, Action::Top) => {
                panel.jump(false);
                true
            }
            (_, Action::End) => {
                panel.jump(true);
                true
            }
            (About::Keywords, Action::ToggleKeyword) => {
                self.prompt = Some(Prompt::new(Asking::Keyword, ""));
                true
            }
            (About::Terms, Action::ToggleKeyword) if count > 0 => {
                let word = self.chosen_term(chosen);
                self.toggle_keyword(&word);
                true
            }
            (_, Action::Open | Action::FocusReader) if count > 0 => {
                self.choose(panel.about(), chosen);
                false
            }
            _ => false,
        };
        if stays {
            self.panel = Some(panel);
        }
        None
    }

    fn chosen_term(&self, chosen: usize) -> String {
        let terms = self.reader.shown().id().and_then(|id| self.terms(id)).unwrap_or_default();
        terms.get(chosen).map(|(term, _)| term.to_string()).unwrap_or_default()
    }

    fn choose(&mut self, about: About, chosen: usize) {
        match about {
            About::Matches => self.reader.go_to_match(chosen),
            About::Keywords => self.search_keyword(chosen, true),
            About::Terms => {
                let term = self.chosen_term(chosen);
                let here = self.reader.anchor();
                self.reader.search(self.matching.understand(&term).query, here);
            }
            About::Help | About::Details => {}
        }
    }

    /// Does to a keyword what an action means among them; false when it means something else.
    fn change_keyword(&mut self, chosen: usize, action: Action) -> bool {
        let Some(keyword) = self.keywords.iter().nth(chosen) else { return false };
        let (word, slot, on) = (keyword.pattern().to_owned(), keyword.slot().index(), keyword.is_on());
        let colours = usize::from(Slot::COUNT);
        let other = match action {
            Action::Wider => Slot::new((slot + 1) % colours),
            Action::Narrower => Slot::new((slot + colours - 1) % colours),
            _ => None,
        };
        match (action, other) {
            (Action::PageDown, _) => _ = self.keywords.set_on(&word, !on),
            (_, Some(slot)) => _ = self.keywords.set_slot(&word, slot),
            (Action::ToggleCut, _) => {
                self.keywords.remove(&word);
                self.say_removed(&word);
            }
            (Action::Rename, _) => {
                let name = keyword.name().to_owned();
                self.prompt = Some(Prompt::new(Asking::Name { word }, &name));
                return true;
            }
            _ => return false,
        }
        self.keyword_changed(&word);
        true
    }

    /// Searches the article for a keyword, as it is lit: to the next place from here, or to the one before.
    fn search_keyword(&mut self, chosen: usize, forward: bool) {
        let Some(word) = self.keywords.iter().nth(chosen).map(|keyword| keyword.pattern().to_owned()) else { return };
        self.search_as_it_stands(&word, self.reader.anchor());
        if self.reader.matches().is_empty() && !self.reader.is_looking() {
            self.say(format!("{}  {word}", self.words.not_found));
        } else if !forward {
            self.reader.walk(false);
        }
    }
}

fn go(panel: &mut Panel, rows: isize) -> bool {
    panel.scroll(rows);
    true
}
