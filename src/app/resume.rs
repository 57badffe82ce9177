//! *Resuming*: the archive opens as it was left: the article, the place in it, the pane with the focus, the settings.

use super::App;
use super::notices::NoticeKind;
use super::pane::Pane;
use super::screen::Screen;
use super::set_text::SaidSettings;
use crate::model::{ArchiveRoots, Change, ContentKey, EntryId, KeptSetting, LastView, Memory, SafeText, TraceKey};

/// How far it is known where the last run ended.
#[derive(Debug, Default)]
pub(super) enum Resuming {
    /// There is nothing to be gone back to, or it was.
    #[default]
    Done,
    /// What earlier runs remember has not come yet.
    Asked,
    /// The article of the last run is not listed yet. One of the same text is, perhaps.
    Wanted(LastView, Option<EntryId>),
}

/// The article that was open and whose file is gone: it may come again under another name.
#[derive(Debug)]
pub(super) struct GoneArticle {
    content: ContentKey,
    /// What is shown instead of it.
    instead: Option<EntryId>,
}

impl App {
    /// The file of the article that was open is gone. Where its text is listed under another name, that is open now, at the
    /// same place; else its neighbour is, until the text comes.
    pub(super) fn leave_gone(&mut self, content: ContentKey) {
        if self.follow_moved(content) {
            return;
        }
        self.follow_selection();
        self.notify(NoticeKind::News, self.words.article_gone.into());
        self.gone = Some(GoneArticle { content, instead: self.reader.shown().id() });
    }

    /// Goes on with the article that was open, if it is among what came, and the reader has not gone on by themselves.
    pub(super) fn follow_gone(&mut self, came: &[ContentKey]) {
        let Some(gone) = self.gone.take_if(|gone| came.contains(&gone.content)) else { return };
        self.list.take_in();
        if self.reader.shown().id() == gone.instead && self.follow_moved(gone.content) {
            self.notices.drop_shown();
        }
    }

    fn follow_moved(&mut self, content: ContentKey) -> bool {
        let is_it = |id: &EntryId| self.list.entry(*id).is_some_and(|entry| entry.brief().content() == content);
        let Some(id) = self.list.ids().find(is_it).filter(|_| content != ContentKey::default()) else { return false };
        self.list.select(id);
        self.open(id);
        true
    }

    /// What earlier runs remember of what was opened will come. `fresh` is for who does not want to go on where the last
    /// run ended.
    pub fn await_memory(&mut self, roots: ArchiveRoots, fresh: bool) {
        self.fresh = fresh;
        self.resuming = Resuming::Asked;
        self.list.await_traces(roots);
        self.configured = Some(self.said_settings());
    }

    /// Whether what earlier runs remember is not here yet.
    pub fn is_awaiting_memory(&self) -> bool {
        matches!(self.resuming, Resuming::Asked)
    }

    /// Whether the first article has to wait: another one may be gone back to.
    pub fn is_resuming(&self) -> bool {
        !matches!(self.resuming, Resuming::Done)
    }

    /// Takes in how the archive was left, and the settings.
    pub(super) fn resume(&mut self, memory: &mut Memory) {
        self.list.take_traces(std::mem::take(&mut memory.first), true);
        self.take_settings(&memory.settings);
        self.kept_view.clone_from(&memory.view);
        // Of one article alone there is nothing but its place.
        let wanted = memory.view.take().filter(|_| self.is_awaiting_memory() && !self.fresh && !self.started_alone);
        match wanted.filter(|_| !self.list.is_chosen()) {
            Some(view) => {
                self.resuming = Resuming::Wanted(view, None);
                let listed: Vec<EntryId> = self.list.ids().collect();
                self.look_for_last(&listed);
                if self.loading.done {
                    self.all_are_listed();
                }
            }
            None => self.end_resuming(),
        }
        self.expect_place();
    }

    /// Looks among entries for the article that was open last.
    pub(super) fn look_for_last(&mut self, ids: &[EntryId]) {
        let Resuming::Wanted(view, same_text) = &mut self.resuming else { return };
        let (view, roots) = (view.clone(), self.list.traces().roots());
        let mut found = None;
        for &id in ids {
            let Some(entry) = self.list.entry(id) else { continue };
            let TraceKey { content, file } = roots.key(entry.brief().content(), &entry.origin.display());
            if file != 0 && file == view.article.file {
                found = Some(id);
                break;
            }
            if content == view.article.content && same_text.is_none() {
                *same_text = Some(id);
            }
        }
        if let Some(id) = found {
            self.go_back_to_last(&view, id);
        }
    }

    /// Everything is listed: what has not come does not come. Its text may be there under another name.
    pub(super) fn all_are_listed(&mut self) {
        let Resuming::Wanted(view, same_text) = &self.resuming else { return };
        match (view.clone(), *same_text) {
            (view, Some(id)) => self.go_back_to_last(&view, id),
            (_, None) => self.end_resuming(),
        }
    }

    fn go_back_to_last(&mut self, view: &LastView, id: EntryId) {
        self.resuming = Resuming::Done;
        if let Screen::Browse(browse) = &mut self.screen {
            browse.focus = if view.in_text { Pane::Reader } else { Pane::List };
            browse.list_hidden = view.list_hidden && view.in_text;
        }
        self.list.select(id);
        self.screen_number += 1;
        self.open(id);
    }

    /// From now on the first article is open until the reader chooses.
    pub(super) fn end_resuming(&mut self) {
        self.resuming = Resuming::Done;
        let seen = self.viewport.both || self.focus() == Pane::Reader;
        if seen && !self.list.is_chosen() && self.reader.shown().id().is_none() {
            self.follow_selection();
        }
    }

    /// Keeps how the archive is looked at, where that is otherwise than it was left. What nobody has changed is not kept.
    pub(super) fn keep_view(&mut self) {
        if self.configured.is_none() || self.is_resuming() {
            return;
        }
        let Some(entry) = self.reader.shown().id().and_then(|id| self.list.entry(id)) else { return };
        let list_hidden = self.browse().map(|browse| browse.list_hidden);
        let before = self.kept_view.as_ref().is_some_and(|view| view.list_hidden);
        let view = LastView {
            article: self.list.traces().roots().key(entry.brief().content(), &entry.origin.display()),
            in_text: self.focus() == Pane::Reader,
            list_hidden: list_hidden.unwrap_or(before),
        };
        if self.kept_view.as_ref() != Some(&view) {
            let is_first = self.kept_view.replace(view.clone()).is_none();
            if !is_first || self.list.is_chosen() {
                self.save(Change::Viewed(view));
            }
        }
    }

    /// Keeps the settings that are others than before.
    pub(super) fn keep_settings(&mut self, before: &SaidSettings) {
        let Some(configured) = &self.configured else { return };
        let settings = self.said_settings().into_iter().zip(before);
        let changed: Vec<KeptSetting> = settings
            .zip(configured)
            .filter(|((now, before), _)| now != *before)
            .map(|(((name, value), _), (_, configured))| KeptSetting {
                name: SafeText::line(name),
                value: SafeText::line(&value),
                configured: SafeText::line(configured),
            })
            .collect();
        for setting in changed {
            self.save(Change::Set(setting));
        }
    }

    /// Takes the settings that keys changed in earlier runs: those of which the configuration says what it said then, and
    /// that were not changed in this run.
    fn take_settings(&mut self, kept: &[KeptSetting]) {
        let Some(configured) = self.configured.clone() else { return };
        let now = self.said_settings();
        for (name, said) in configured {
            let is_untouched = now.iter().any(|(own, now)| *own == name && *now == said);
            let holds = |kept: &&KeptSetting| kept.name.as_str() == name && kept.configured.as_str() == said;
            if let Some(kept) = kept.iter().find(holds).filter(|_| is_untouched) {
                self.set_by_name(name, &kept.value);
            }
        }
    }
}
