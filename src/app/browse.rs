//! The *panes*: what actions mean while the list and the article are up.

use super::action::Action;
use super::bookmarks::LetterFor;
use super::command::{Command, Copied};
use super::matches::Walked;
use super::motion::{ListStep, Motion};
use super::overlay::{Overlay, Window};
use super::prompt::Asking;
use super::screen::Browse;
use super::screen::{OpenedFrom, Screen};
use super::{App, Pane};

impl App {
    /// Begins in the text and not in the list, which `alone` hides; the first article opens as soon as it is there.
    pub fn start_in_reader(&mut self, alone: bool) {
        self.started_alone = alone;
        self.screen = Screen::Browse(Browse { focus: Pane::Reader, list_hidden: alone, ..Browse::default() });
    }

    pub(super) fn act_in_panes(&mut self, action: Action, count: Option<usize>) {
        // The reader is at work: nothing that the import brings moves what is selected and shown.
        self.list.choose();
        if let Some(motion) = Motion::of(action, count) {
            return self.go(motion);
        }
        if needs_article(action) && !self.is_article_on_screen() {
            return self.say_hint(self.words.not_on_screen);
        }
        if self.change_setting(action) {
            return;
        }
        let times = count.unwrap_or(1);
        match action {
            Action::Keywords => self.open_overlay(Overlay::Keywords(Window::default())),
            Action::Details => self.open_details(),
            Action::Statistics => self.open_statistics(),
            Action::Define => self.define(),
            Action::AutoScroll => self.toggle_scrolling(),
            Action::ScrollFaster | Action::ScrollSlower => self.step_speed(action == Action::ScrollFaster, times),
            Action::ReadAloud => self.read_aloud(),
            Action::PauseAloud => self.toggle_aloud(),
            Action::NextSentence | Action::PreviousSentence => self.walk_aloud(action == Action::NextSentence, times),
            Action::Terms if self.is_article_on_screen() && self.search_selection(self.reader.anchor()) => {}
            Action::Terms => self.open_terms(),
            Action::Matches => self.open_matches(),
            Action::SearchArchive => self.ask_archive(),
            Action::Filter => self.ask_filter(),
            Action::Arrange => self.open_arrangement(),
            Action::ListUnreadable => self.list_unreadable(),
            Action::SavedSearches => self.open_saved(),
            Action::NextGroup | Action::PreviousGroup => self.walk_groups(action == Action::NextGroup, times),
            Action::Find => self.ask_find(),
            Action::ToggleRead => self.toggle_read(),
            Action::MarkListed => self.mark_listed(),
            Action::ToggleStar => self.toggle_star(),
            Action::Tag => self.ask_tags(),
            Action::Undo => self.undo_mark(),
            Action::ToggleKeyword => {
                let selected = self.reader.selected_text().filter(|_| self.is_article_on_screen());
                self.ask(Asking::Keyword, &selected.unwrap_or_default());
            }
            Action::OtherPane if self.focus() == Pane::List => self.enter(),
            Action::OtherPane | Action::FocusList => self.set_focus(Pane::List),
            Action::FocusReader | Action::Open => self.enter(),
            Action::ToggleList => self.toggle_list(),
            Action::NextArticle => self.go_to_neighbour(isize::try_from(times).unwrap_or(isize::MAX)),
            Action::PreviousArticle => self.go_to_neighbour(-isize::try_from(times).unwrap_or(isize::MAX)),
            Action::NextMatch => self.walk(true, times),
            Action::PreviousMatch => self.walk(false, times),
            Action::NextHeading | Action::PreviousHeading => self.walk_headings(action == Action::NextHeading, times),
            Action::NextCut | Action::PreviousCut => self.walk_cuts(action == Action::NextCut, times),
            Action::ToggleCut if self.reader.article().is_none() => self.say_nothing_to_open(),
            Action::ToggleCut => match self.reader.toggle_cut() {
                Some(0) => self.say(self.words.nothing_cut),
                Some(count) => self.say_hint(&self.words.cut_shown(count)),
                None => {}
            },
            Action::CodeLeft | Action::CodeRight => {
                self.reader.scroll_code(action == Action::CodeRight, u32::try_from(times).unwrap_or(u32::MAX));
            }
            Action::Outline => self.open_outline(),
            Action::Links => self.open_links(),
            Action::ViewPicture => self.view_picture(count),
            Action::CopyMenu => self.open_copying(),
            Action::Hints => self.number_links(),
            Action::Browse => self.open_original(),
            Action::Export => self.ask_file(),
            Action::Pipe => self.ask_program(),
            Action::Edit => self.edit(),
            Action::VisitBack | Action::VisitOn => self.walk_visits(action == Action::VisitBack, times),
            Action::SelectText => self.start_selecting(),
            Action::Extend(unit, forward) => self.reader.extend(unit, forward, times),
            Action::Highlight | Action::HighlightWithNote => {
                self.highlight_selection(action == Action::HighlightWithNote);
            }
            Action::TurnColour => self.turn_highlight_colour(),
            Action::Notes => self.open_notes(false),
            Action::AllNotes => self.open_notes(true),
            Action::MarkPlace => self.await_letter(LetterFor::Mark),
            Action::JumpToMark => self.await_letter(LetterFor::Jump),
            Action::OtherEnd => self.reader.turn_selection(),
            Action::CopySelected => self.copy_selected(),
            Action::FindSelected => {
                self.search_selection(self.reader.anchor());
                self.reader.unselect();
            }
            Action::Back if self.is_selecting() => _ = self.reader.unselect(),
            Action::Back | Action::Clear if self.stop_aloud() || self.stop_scrolling() => {}
            Action::Back => self.back(),
            Action::Clear => self.clear(),
            _ => {}
        }
    }

    fn go(&mut self, motion: Motion) {
        if self.focus() == Pane::Reader {
            let rows = self.reader.go(motion);
            return self.correct_speed(rows);
        }
        self.list.step(motion.step(self.list.page()));
        if self.viewport.both {
            self.follow_selection();
        }
    }

    pub(super) fn set_focus(&mut self, pane: Pane) {
        if pane == Pane::List && self.browse().is_some_and(|browse| browse.focus == Pane::Reader) {
            self.leave_text();
        }
        if let Screen::Browse(browse) = &mut self.screen {
            let changed = std::mem::replace(&mut browse.focus, pane) != pane;
            let shows_list = pane == Pane::List && std::mem::take(&mut browse.list_hidden);
            if (changed && !self.viewport.both) || shows_list {
                self.screen_number += 1;
            }
        }
    }

    /// Into the reader, with the selected article.
    fn enter(&mut self) {
        let from_list = self.focus() == Pane::List;
        match self.list.selected() {
            Some(id) if from_list => self.open_listed(id),
            None if from_list => self.say_nothing_to_open(),
            _ => self.set_focus(Pane::Reader),
        }
    }

    fn toggle_list(&mut self) {
        if self.list.selected().is_none() && self.focus() == Pane::List {
            return self.say_nothing_to_open();
        }
        let Screen::Browse(browse) = &mut self.screen else { return };
        browse.list_hidden = !browse.list_hidden;
        let hidden = browse.list_hidden;
        self.screen_number += 1;
        if hidden {
            self.enter();
        }
    }

    fn back(&mut self) {
        let Screen::Browse(browse) = &mut self.screen else { return };
        match std::mem::take(&mut browse.opened_from) {
            OpenedFrom::Results(mut results) => {
                results.reading_alone = browse.list_hidden;
                self.screen = Screen::Results(results);
                self.screen_number += 1;
            }
            OpenedFrom::List if browse.focus == Pane::List => self.commands.push(Command::Quit),
            // A list of one, which was never asked for, leads nowhere.
            OpenedFrom::List if browse.list_hidden && self.list.len() <= 1 => self.commands.push(Command::Quit),
            OpenedFrom::List => self.set_focus(Pane::List),
        }
    }

    fn clear(&mut self) {
        if self.focus() == Pane::List {
            if self.list.filter().is_some() {
                self.list.set_filter(None);
                return;
            }
            if self.list.base().is_some() {
                return self.switch_list(None);
            }
            if !self.viewport.both {
                return;
            }
        }
        if !self.reader.unselect() {
            let here = self.reader.anchor();
            self.reader.search(None, here);
        }
    }

    fn walk(&mut self, forward: bool, times: usize) {
        if self.reader.query().is_none() {
            return self.say_hint(self.words.no_search);
        }
        match (self.reader.walk(forward, times), forward) {
            (Walked::There, _) => {}
            (Walked::Nowhere, _) if self.reader.is_looking() => self.say(self.words.looking),
            (Walked::Around, true) => self.say(self.words.wrapped_down),
            (Walked::Around, false) => self.say(self.words.wrapped_up),
            (Walked::Nowhere, _) => self.say(self.words.not_found),
        }
    }

    fn walk_groups(&mut self, forward: bool, times: usize) {
        if self.list.arrangement().group.is_none() {
            return self.say_hint(self.words.not_grouped);
        }
        let Some(from) = self.list.position() else { return };
        let mut at = from;
        for _ in 0..times.min(self.list.shown().len()) {
            match self.list.group_from(at, forward) {
                same if same == at => break,
                next => at = next,
            }
        }
        self.list.step(ListStep::To(at));
        if self.viewport.both {
            self.follow_selection();
        }
    }

    fn walk_headings(&mut self, forward: bool, times: usize) {
        for _ in 0..times.min(self.reader.article().map_or(0, |article| article.body.len()).max(1)) {
            if !self.reader.to_heading(forward) {
                return self.say(self.words.no_heading);
            }
        }
    }

    fn walk_cuts(&mut self, forward: bool, times: usize) {
        let Some(article) = self.reader.article() else { return self.say_nothing_to_open() };
        let cut = article.removed.len();
        if cut == 0 {
            return self.say(self.words.nothing_cut);
        }
        let was_shown = self.reader.cut_shown().is_some();
        for _ in 0..times.min(cut) {
            if !self.reader.to_cut(forward) {
                return self.say(self.words.pages().no_cut);
            }
        }
        if !was_shown {
            self.say_hint(&self.words.cut_shown(cut));
        }
    }

    /// Selects the sentence at the top of the screen; keys move its end from now on.
    fn start_selecting(&mut self) {
        self.set_focus(Pane::Reader);
        if !self.reader.begin_selecting() {
            self.say(self.words.notes().nothing_to_select);
        }
    }

    fn copy_selected(&mut self) {
        let Some(text) = self.reader.selection_as_written() else { return };
        self.commands.push(Command::Copy(Copied::Selection(text)));
        self.reader.unselect();
    }

    /// Searches what is selected; false where nothing is.
    pub(super) fn search_selection(&mut self, from: crate::text::page::Anchor) -> bool {
        let Some(text) = self.reader.selected_in_one() else { return false };
        self.search_as_it_stands(&text, from);
        true
    }

    /// Searches a text as it stands: whatever is in it, it is no query.
    pub(super) fn search_as_it_stands(&mut self, text: &str, from: crate::text::page::Anchor) {
        let quoted = format!("\"{}\"", text.replace('"', " "));
        let plain = text.chars().all(|c| c.is_alphanumeric() && !c.is_ascii());
        let query = self.matching.understand(if plain { text } else { &quoted }).query;
        self.reader.search(query, from);
    }
}

/// Whether an action acts on the text of the article, which has to be seen then.
fn needs_article(action: Action) -> bool {
    matches!(
        action,
        Action::NextMatch
            | Action::PreviousMatch
            | Action::Matches
            | Action::NextHeading
            | Action::PreviousHeading
            | Action::ToggleCut
            | Action::NextCut
            | Action::PreviousCut
            | Action::CodeLeft
            | Action::CodeRight
            | Action::Outline
            | Action::Links
            | Action::CopyMenu
            | Action::SelectText
            | Action::Notes
            | Action::MarkPlace
            | Action::Hints
            | Action::Export
            | Action::Pipe
            | Action::AutoScroll
            | Action::ReadAloud
            | Action::ViewPicture
    )
}
