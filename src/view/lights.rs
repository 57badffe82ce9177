//! *Lights*: what of the text is lit, and by what: selection, matches, keywords, highlights, the author's own styles.

use std::ops::Range;

use ratatui::style::{Modifier, Style};

use super::Role;
use super::canvas::Canvas;
use super::links::{PartLink, links_of};
use crate::app::App;
use crate::model::{HighlightColour, InlineStyle, Span};
use crate::search::{self, Slot};
use crate::text::page::{Page, PagePart};

/// What is lit in the part that is being drawn.
#[derive(Default)]
pub(super) struct Lights {
    part: Option<PagePart>,
    spans: Vec<Span>,
    keywords: Vec<(Range<usize>, Slot)>,
    matches: Vec<Range<usize>>,
    current: Option<Range<usize>>,
    selection: Option<Range<usize>>,
    annotations: Vec<(Range<usize>, HighlightColour)>,
    spoken: Option<Range<usize>>,
    /// The links, where the terminal is told of them.
    pub links: Vec<PartLink>,
}

/// Only this much of a part is looked through for keywords: the rows on a screen, with room to spare. A book may be
/// one paragraph.
const WINDOW: usize = 64 * 1024;

impl Lights {
    /// Finds what is lit in another part.
    pub fn turn_to(&mut self, app: &App, page: &Page, part: PagePart, tells_links: bool) {
        if self.part == Some(part) {
            return;
        }
        let links = if tells_links { links_of(page, part) } else { Vec::new() };
        *self = Self { part: Some(part), links, ..Self::default() };
        let text = page.text(part);
        let (start, window) = window(app, page, part, text);
        let keywords = app.keywords().find_in(window).into_iter();
        self.keywords = keywords.map(|(range, slot)| (range.start + start..range.end + start, slot)).collect();
        match part {
            PagePart::Body(at) => {
                let hits = search::in_block(app.reader().matches().body(), at);
                let from = hits.partition_point(|hit| hit.range.end <= start);
                let near = hits[from..].iter().take_while(|hit| hit.range.start < start + window.len());
                self.matches = near.map(|hit| hit.range.clone()).collect();
                let current = app.reader().matches().current_in_body();
                self.selection = app.reader().selection().and_then(|span| span.in_block(at, text.len()));
                self.current = current.filter(|hit| hit.block == at).map(|hit| hit.range.clone());
                self.spoken = app.sentence_aloud().and_then(|span| span.in_block(at, text.len()));
                self.annotations = app.annotations().in_block(at, text.len());
                self.spans = page.article().body.get(at.0).map(|block| block.inline.spans.clone()).unwrap_or_default();
            }
            PagePart::Head(0) => {
                let range = |find: &search::Find| find.range.clone();
                self.matches = app.reader().matches().title().iter().map(range).collect();
                self.current = app.reader().matches().current_in_title().map(range);
            }
            PagePart::Head(_) | PagePart::Cut { .. } | PagePart::Tail(_) => {}
        }
    }

    /// A selection wins over matches, matches over keywords, keywords over highlights, these over the author's own styles. What is struck out is
    /// so under any light.
    pub fn style_at(&self, at: usize, base: Role, canvas: &Canvas) -> Style {
        // Spans of several styles may lie on one another; each adds its own.
        let here = self.spans.iter().take_while(|span| span.start <= at).filter(|span| at < span.end);
        let roles = here.filter_map(|span| role_of(span.style));
        match self.lit(at) {
            Some(role) => {
                let struck = roles.filter(|role| *role == Role::Struck);
                // In the colours of the light: those of what is struck out are for another ground.
                struck.fold(canvas.style(role), |style, _| style.add_modifier(Modifier::CROSSED_OUT))
            }
            None => {
                let highlight = self.annotations.iter().rfind(|(range, _)| range.contains(&at));
                let spoken = self.spoken.as_ref().filter(|range| range.contains(&at));
                let roles = roles.chain(highlight.map(|(_, colour)| Role::Highlight(*colour)));
                let roles = roles.chain(spoken.map(|_| Role::Spoken));
                roles.fold(canvas.style(base), |style, role| style.patch(canvas.style(role)))
            }
        }
    }

    fn lit(&self, at: usize) -> Option<Role> {
        if self.selection.as_ref().is_some_and(|range| range.contains(&at)) {
            return Some(Role::Selection);
        }
        if self.current.as_ref().is_some_and(|range| range.contains(&at)) {
            return Some(Role::CurrentMatch);
        }
        // Both are in order and do not overlap.
        let found = self.matches.partition_point(|range| range.end <= at);
        if self.matches.get(found).is_some_and(|range| range.contains(&at)) {
            return Some(Role::Match);
        }
        let found = self.keywords.partition_point(|(range, _)| range.end <= at);
        let keyword = self.keywords.get(found).filter(|(range, _)| range.contains(&at));
        keyword.map(|(_, slot)| Role::Keyword(*slot))
    }
}

/// The role of a style; none for what looks like its text: a reading's base, a formula, signs that stand high or low by
/// themselves.
fn role_of(style: InlineStyle) -> Option<Role> {
    match style {
        InlineStyle::Link => Some(Role::Link),
        InlineStyle::Code => Some(Role::InlineCode),
        InlineStyle::Strong => Some(Role::Strong),
        InlineStyle::Emphasis => Some(Role::Emphasis),
        InlineStyle::Struck => Some(Role::Struck),
        InlineStyle::Inserted => Some(Role::Inserted),
        InlineStyle::Marked => Some(Role::Marked),
        InlineStyle::Ruby | InlineStyle::Sup | InlineStyle::Sub | InlineStyle::Math | InlineStyle::Anchor => None,
    }
}

/// The stretch of a part's text around the top of the screen.
fn window<'t>(app: &App, page: &Page, part: PagePart, text: &'t str) -> (usize, &'t str) {
    if text.len() <= WINDOW {
        return (0, text);
    }
    let top = page.anchor(app.reader().top());
    let from = if top.part == part { top.byte.saturating_sub(1024) } else { 0 };
    let start = text.floor_char_boundary(from);
    (start, &text[start..text.floor_char_boundary(start + WINDOW)])
}
