//! *Choosing*: what actions mean while a panel is open.

use super::action::Action;
use super::panel::{About, Panel};
use super::prompt::{Asking, Prompt};
use super::{App, Effect, Errand};
use crate::search::Slot;
use crate::text::page::{Anchor, Part};

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
        let (Some(id), Some(article)) = (self.reader.shown().id(), self.reader.article().cloned()) else {
            return self.say(self.words.nothing_open);
        };
        if self.terms(id).is_none() {
            self.errands.push(Errand::Terms(id, article));
        }
        self.panel = Some(Panel::new(About::Terms));
    }

    pub(super) fn apply_in_panel(&mut self, action: Action) -> Option<Effect> {
        let mut panel = self.panel.take()?;
        let page = isize::try_from(self.room.panel_rows.max(1)).unwrap_or(isize::MAX);
        let (chosen, count) = panel.position();
        let stays = match (panel.about(), action) {
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
                let lit = self.keywords.toggle(&word);
                let said = if lit { self.words.keyword_added } else { self.words.keyword_removed };
                self.say(format!("{said}  {word}"));
                self.keyword_changed(&word);
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
        terms.get(chosen).map(ToString::to_string).unwrap_or_default()
    }

    fn choose(&mut self, about: About, chosen: usize) {
        match about {
            About::Matches => self.reader.go_to_match(chosen),
            About::Keywords => self.walk_keyword(chosen, true),
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
            (Action::ToggleCut, _) => _ = self.keywords.remove(&word),
            (Action::Rename, _) => {
                let name = keyword.name().to_owned();
                self.prompt = Some(Prompt::new(Asking::Name { word }, &name));
                return true;
            }
            (Action::NextMatch | Action::PreviousMatch, _) => {
                self.walk_keyword(chosen, action == Action::NextMatch);
                return true;
            }
            _ => return false,
        }
        self.keyword_changed(&word);
        true
    }

    /// To the next place in the article that has a keyword, or the one before; around the end.
    fn walk_keyword(&mut self, chosen: usize, forward: bool) {
        let places = self.keyword_places(chosen);
        let here = self.walked.filter(|(keyword, _)| *keyword == chosen).map_or(self.reader.anchor(), |(_, at)| at);
        let next = match forward {
            true => places.iter().find(|&&place| place > here).or(places.first()),
            false => places.iter().rev().find(|&&place| place < here).or(places.last()),
        };
        match next {
            Some(&place) => {
                self.walked = Some((chosen, place));
                self.reader.show(place);
            }
            None => self.say(self.words.not_found),
        }
    }

    fn keyword_places(&self, chosen: usize) -> Vec<Anchor> {
        let (Some(keyword), Some(article)) = (self.keywords.iter().nth(chosen), self.reader.article()) else {
            return Vec::new();
        };
        let mut places = Vec::new();
        for (at, block) in article.body.iter().enumerate() {
            let found = keyword.find_in_text(block.text());
            let part = Part::Body(crate::model::BlockIx(at));
            places.extend(found.into_iter().map(|range| Anchor { part, byte: range.start }));
        }
        places
    }
}

fn go(panel: &mut Panel, rows: isize) -> bool {
    panel.scroll(rows);
    true
}
