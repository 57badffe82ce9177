//! *Reading aloud*: a program outside says one sentence after the other; the one that is said is lit, and on the screen.

use super::command::Command;
use super::notices::NoticeKind;
use super::{App, Pane};
use crate::model::{EntryId, RequestId, SafeText, TextSpan};

/// What is read aloud.
#[derive(Clone, Copy, Debug)]
pub(super) struct Aloud {
    article: EntryId,
    sentence: TextSpan,
    /// The request that is being answered by saying it; none while it is paused.
    request: Option<RequestId>,
}

impl App {
    /// The sentence that is read aloud, or will be when it goes on.
    pub fn sentence_aloud(&self) -> Option<TextSpan> {
        self.aloud.map(|aloud| aloud.sentence)
    }

    /// Whether the article is read aloud, and whether that is paused.
    pub fn is_read_aloud(&self) -> (bool, bool) {
        (self.aloud.is_some(), self.aloud.is_some_and(|aloud| aloud.request.is_none()))
    }

    /// Begins where the selection does, or at the first sentence on the screen; or stops.
    pub(super) fn read_aloud(&mut self) {
        if self.stop_aloud() {
            return;
        }
        let Some(article) = self.reader.shown().id().filter(|_| self.reader.article().is_some()) else {
            return self.say_nothing_to_open();
        };
        if !self.reader.is_whole() {
            return self.say(self.words.notes().not_yet);
        }
        let Some(sentence) = self.reader.first_aloud() else { return self.say(self.words.aids().nothing_to_read) };
        self.stop_scrolling();
        self.reader.unselect();
        self.set_focus(Pane::Reader);
        self.aloud = Some(Aloud { article, sentence, request: None });
        self.say_sentence(sentence);
    }

    fn say_sentence(&mut self, sentence: TextSpan) {
        let Some(text) = self.reader.said_aloud(sentence) else {
            // The article is another one now.
            self.stop_aloud();
            return;
        };
        let request = self.request();
        // What lies over the text is looked at now, or leads elsewhere in it.
        if !self.is_covered() {
            self.reader.keep_on_screen(sentence);
        }
        let language = self.reader.article().and_then(|article| article.meta.lang.clone());
        if let Some(aloud) = &mut self.aloud {
            (aloud.sentence, aloud.request) = (sentence, Some(request));
            self.commands.push(Command::Speak { request, text, language });
        }
    }

    /// A sentence was said, or why it was not.
    pub(super) fn take_spoken(&mut self, request: RequestId, failed: Option<SafeText>) -> bool {
        let Some(aloud) = self.aloud.filter(|aloud| aloud.request == Some(request)) else { return false };
        if let Some(why) = failed {
            self.aloud = None;
            self.notify(NoticeKind::Failure, why);
            return true;
        }
        match self.reader.next_aloud(aloud.sentence, true) {
            Some(next) => self.say_sentence(next),
            None => {
                self.aloud = None;
                self.say(self.words.aids().read_to_end);
            }
        }
        true
    }

    /// Pauses, or begins the sentence again.
    pub(super) fn toggle_aloud(&mut self) {
        let Some(aloud) = self.aloud else { return };
        match aloud.request {
            Some(_) => self.pause_aloud(),
            None => self.say_sentence(aloud.sentence),
        }
    }

    /// Says nothing for now: the terminal is somebody else's, or the reader wants it so.
    pub fn pause_aloud(&mut self) {
        if let Some(Aloud { request, .. }) = &mut self.aloud
            && request.take().is_some()
        {
            self.commands.push(Command::Hush);
        }
    }

    /// Goes so many sentences on, or back; what is paused stays so.
    pub(super) fn walk_aloud(&mut self, forward: bool, times: usize) {
        let Some(aloud) = self.aloud else { return };
        let mut to = aloud.sentence;
        for _ in 0..times {
            let Some(next) = self.reader.next_aloud(to, forward) else { break };
            to = next;
        }
        if aloud.request.is_some() {
            return self.say_sentence(to);
        }
        if let Some(aloud) = &mut self.aloud {
            aloud.sentence = to;
        }
        self.reader.keep_on_screen(to);
    }

    /// Stops; says whether anything was read aloud.
    pub(super) fn stop_aloud(&mut self) -> bool {
        self.pause_aloud();
        self.aloud.take().is_some()
    }

    /// Only what is open is read aloud.
    pub(super) fn keep_aloud(&mut self) {
        let Some(aloud) = self.aloud else { return };
        if self.browse().is_none() || self.reader.shown().id() != Some(aloud.article) {
            self.stop_aloud();
        }
    }
}
