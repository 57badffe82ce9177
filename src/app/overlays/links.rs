//! The *links* of the article with where they lead: those of the archive open here, the others in a browser.

use crate::app::App;
use crate::app::action::Action;
use crate::app::command::{Command, Copied};
use crate::app::links::{Destination, Link, links, part_of};
use crate::app::overlay::{Overlay, OverlayLine, Window};
use crate::app::sight::Sight;
use crate::model::{EntryId, SafeText};

impl App {
    pub(in crate::app) fn open_links(&mut self) {
        let (Some(article), Some(id)) = (self.reader.article(), self.reader.shown().id()) else {
            return self.say_nothing_to_open();
        };
        let links = links(article);
        if links.is_empty() {
            return self.say(self.words.no_links);
        }
        // The first on the screen or after it.
        let top = self.reader.anchor();
        let first = links.iter().position(|link| link.place.is_some_and(|place| place >= top)).unwrap_or(0);
        self.open_overlay(Overlay::Links { article: id, links, window: Window::at(first) });
    }

    pub(super) fn act_among_links(&mut self, action: Action) {
        let Some(Overlay::Links { article, links, .. }) = &self.overlay else { return };
        let Some(link) = self.selected_row().and_then(|at| links.get(at)) else { return };
        let (from, link) = (*article, link.clone());
        match action {
            Action::FollowLink => {
                self.close_overlay();
                self.follow(from, &link);
            }
            Action::CopyAddress => self.commands.push(Command::Copy(Copied::Link(link.href))),
            Action::GoToLink => {
                self.close_overlay();
                if let Some(place) = link.place {
                    self.leave_for(place);
                }
            }
            _ => {}
        }
    }

    /// Opens what a link leads to.
    pub(in crate::app) fn follow(&mut self, from: EntryId, link: &Link) {
        let part = part_of(&link.href);
        if let Some(note) = link.href.strip_prefix('#') {
            let heading = || self.reader.heading_named(part.as_deref()?);
            return match self.reader.anchor_named(note).or_else(|| self.reader.note(note)).or_else(heading) {
                Some(place) => self.leave_for(place),
                None => self.say(format!("{}{}", self.words.leads_nowhere, link.href)),
            };
        }
        match self.destination(from, &link.href) {
            Destination::Entry(id) => {
                // The number of an item or a chapter is not a place in it.
                let is_item = self.list.entry(id).is_some_and(|entry| entry.origin.is_item());
                let part = part.filter(|_| !is_item || link.href.matches('#').count() > 1);
                self.visit(id);
                if let Some(part) = part {
                    self.set_sight(id, Sight::Part(part));
                }
            }
            Destination::Address(address) => self.commands.push(Command::Browse(address)),
            Destination::Nowhere => self.say(format!("{}{}", self.words.leads_nowhere, link.href)),
        }
    }

    /// Opens the address of the article in a browser.
    pub(in crate::app) fn open_original(&mut self) {
        let Some(id) = self.target() else { return self.say_nothing_to_open() };
        let url = self.list.entry(id).and_then(|entry| entry.meta().url);
        match url.map(|url| self.destination(id, &url)) {
            Some(Destination::Address(address)) => self.commands.push(Command::Browse(address)),
            _ => self.say(self.words.no_address),
        }
    }
}

/// The row of a link.
pub(super) fn line(links: &[Link], at: usize) -> Option<OverlayLine> {
    let link = links.get(at)?;
    let address = SafeText::line(&link.href);
    let text = if link.text == *address { String::new() } else { format!("{}  ", link.text) };
    let quiet = text.len()..text.len() + address.len();
    Some(OverlayLine { label: (at + 1).to_string(), text: text + &address, quiet, ..OverlayLine::default() })
}
