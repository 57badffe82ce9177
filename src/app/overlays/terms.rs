//! The *key terms* of an article: the words that set it apart, to be found in it or lit.

use crate::app::App;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::overlay::{KeyTerms, Overlay, OverlayLine, Window};
use crate::app::remote::Remote;
use crate::model::RequestId;
use crate::search::Keyword;

impl App {
    /// The key terms of the article that is meant; asked for now, shown as soon as they are known.
    pub(in crate::app) fn open_terms(&mut self) {
        let Some(article) = self.article_meant() else { return };
        let request = self.request();
        self.commands.push(Command::Terms { request, article });
        let terms = Remote::Asked(request);
        self.open_overlay(Overlay::Terms { article, request, terms, window: Window::default() });
    }

    /// Takes key terms in; says whether they are those that are shown.
    pub(in crate::app) fn take_terms(&mut self, request: RequestId, terms: KeyTerms) -> bool {
        match &mut self.overlay {
            Some(Overlay::Terms { request: asked, terms: shown, .. }) if *asked == request => {
                *shown = Remote::Here(terms);
                true
            }
            _ => false,
        }
    }

    pub(super) fn act_among_terms(&mut self, action: Action) {
        let Some(Overlay::Terms { article, terms: Remote::Here(terms), window, .. }) = &self.overlay else { return };
        let Some((term, _)) = terms.get(window.selected) else { return };
        let (article, term) = (*article, term.to_string());
        match action {
            Action::LightTerm => self.toggle_keyword(&term),
            Action::FindTerm => {
                self.close_overlay();
                self.read(article);
                let query = self.matching.understand(&term).query;
                self.reader.search(query, self.reader.anchor());
            }
            _ => {}
        }
    }
}

/// The row of a term.
pub(super) fn line(app: &App, terms: &KeyTerms, at: usize) -> Option<OverlayLine> {
    let (term, count) = terms.get(at)?;
    let lit = app.keywords.iter().find(|keyword| keyword.pattern() == term.as_str());
    let mut text = app.words.count_hits(*count as u64);
    if lit.is_some() {
        text.push_str("  ");
        text.push_str(app.words.lit);
    }
    Some(OverlayLine { label: term.to_string(), text, slot: lit.map(Keyword::slot), ..OverlayLine::default() })
}
