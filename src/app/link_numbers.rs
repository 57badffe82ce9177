//! *Link numbers*: numbers beside the links on the screen; the link of the number that is typed is followed.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::App;
use super::links::{Link, links};
use crate::model::{AlongWords, EntryId};
use crate::text::page::Anchor;

/// The links on the screen, each with its number: the first has 1.
#[derive(Clone, Debug)]
pub struct LinkNumbers {
    article: EntryId,
    links: Vec<Link>,
    typed: String,
}

impl LinkNumbers {
    /// The article that they are of.
    pub fn article(&self) -> EntryId {
        self.article
    }

    /// The digits typed so far.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// The places of the links with their numbers, as far as the digits typed can still become them.
    pub fn labels(&self) -> impl Iterator<Item = (Anchor, String)> {
        let numbered = self.links.iter().enumerate().map(|(at, link)| (link.place, (at + 1).to_string()));
        numbered
            .filter_map(|(place, number)| Some((place?, number)))
            .filter(|(_, number)| number.starts_with(&self.typed))
    }
}

impl App {
    /// Gives numbers to the links on the screen.
    pub(super) fn number_links(&mut self) {
        let (Some(article), Some(id)) = (self.reader.article(), self.reader.shown().id()) else {
            return self.say_nothing_to_open();
        };
        let on_screen = |link: &Link| link.place.is_some_and(|place| self.reader.is_on_screen(place));
        let links: Vec<Link> = links(article).into_iter().filter(on_screen).collect();
        if links.is_empty() {
            return self.say(AlongWords::of(self.words.language).no_links_here);
        }
        self.link_numbers = Some(LinkNumbers { article: id, links, typed: String::new() });
    }

    /// What a key does while links have numbers; nothing where they have none.
    pub(super) fn key_among_numbers(&mut self, key: KeyEvent) -> Option<bool> {
        let mut numbers = self.link_numbers.take()?;
        self.notices.pass();
        let plain = !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        let chosen = match key.code {
            KeyCode::Char(digit) if plain && digit.is_ascii_digit() && (digit != '0' || !numbers.typed.is_empty()) => {
                numbers.typed.push(digit);
                // No longer number begins so.
                let is_done = numbers.typed.parse().is_ok_and(|number: usize| number * 10 > numbers.links.len());
                if !is_done {
                    self.link_numbers = Some(numbers);
                    return Some(true);
                }
                numbers.typed
            }
            KeyCode::Enter if !numbers.typed.is_empty() => numbers.typed,
            KeyCode::Backspace if numbers.typed.pop().is_some() => {
                self.link_numbers = Some(numbers);
                return Some(true);
            }
            KeyCode::Esc | KeyCode::Enter | KeyCode::Backspace => return Some(true),
            // Any other key means what it always does.
            _ => return None,
        };
        let number = chosen.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        if self.reader.shown().id() == Some(numbers.article)
            && let Some(link) = number.and_then(|at| numbers.links.get(at))
        {
            self.follow(numbers.article, link);
        }
        Some(true)
    }
}
