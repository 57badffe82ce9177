//! The *details* of an article: everything its meta knows, how it was read, and what was cut from it by which rule.

use crate::app::App;
use crate::app::overlay::{Overlay, OverlayLine, Window};
use crate::app::reader::Shown;
use crate::model::{Article, EntryId, Reason, SafeText, Words};

/// A value with its label; `None` where the article has none.
type DetailField = (&'static str, Option<String>);

impl App {
    /// The details of the article that is meant.
    pub(in crate::app) fn open_details(&mut self) {
        if let Some(article) = self.article_meant() {
            self.open_overlay(Overlay::Details(article, Window::default()));
        }
    }
}

/// The rows of the details; of an article that is still being read or that cannot be read, that it is so.
pub(super) fn lines(app: &App, id: EntryId) -> Vec<OverlayLine> {
    let words = app.words;
    let said = |text: String| vec![OverlayLine { text, ..OverlayLine::default() }];
    match app.reader.shown() {
        Shown::Article(shown, stored) if *shown == id => of_article(app, stored.article(), app.list().own_tags(id)),
        Shown::Failed(shown, failure) if *shown == id => said(words.failure(failure).to_string()),
        _ => said(words.loading.to_owned()),
    }
}

fn of_article(app: &App, article: &Article, own_tags: &[SafeText]) -> Vec<OverlayLine> {
    let words = app.words;
    let mut lines = Vec::new();
    group(&mut lines, words.details_article, about(article, own_tags, words));
    group(&mut lines, words.details_file, file(article, words));
    group(&mut lines, &app.hint(words.details_cut), cut(article, words));
    lines
}

fn group(lines: &mut Vec<OverlayLine>, heading: &str, fields: Vec<OverlayLine>) {
    if fields.is_empty() {
        return;
    }
    lines.push(OverlayLine { text: heading.to_owned(), heading: true, ..OverlayLine::default() });
    lines.extend(fields);
    lines.push(OverlayLine { text: String::from(" "), ..OverlayLine::default() });
}

fn set(fields: Vec<DetailField>) -> Vec<OverlayLine> {
    let said = fields.into_iter().filter_map(|(label, value)| Some((label, value?)));
    said.map(|(label, value)| OverlayLine { label: label.to_owned(), text: value, ..OverlayLine::default() }).collect()
}

fn about(article: &Article, own_tags: &[SafeText], words: &'static Words) -> Vec<OverlayLine> {
    let meta = &article.meta;
    let one = |value: &Option<SafeText>| value.as_ref().map(ToString::to_string);
    let separator = words.language.comma();
    let many = |values: &[SafeText]| {
        let joined = values.iter().map(SafeText::as_str).collect::<Vec<_>>().join(separator);
        (!joined.is_empty()).then_some(joined)
    };
    let full = |at: crate::model::Timestamp| at.to_string().replace('T', " ");
    set(vec![
        (words.label_title, Some(meta.title.to_string())),
        (words.label_original_title, one(&meta.original_title)),
        (words.label_author, one(&meta.author)),
        (words.label_reporters, many(&meta.reporters)),
        (words.label_source, many(&meta.source)),
        (words.label_editor, one(&meta.editor)),
        (words.label_published, meta.published.map(full)),
        (words.label_updated, meta.updated.map(full)),
        (words.label_categories, many(&meta.categories)),
        (words.label_tags, many(&meta.tags)),
        (words.finding().own_tags, many(own_tags)),
        (words.label_length, Some(words.length(article.length(), meta.lang.as_deref()))),
        (words.label_language, meta.lang.as_deref().map(|tag| words.language_name(tag).into_owned())),
        (words.label_link, one(&meta.url)),
        (words.label_lead_image, one(&meta.lead_image)),
    ])
}

fn file(article: &Article, words: &'static Words) -> Vec<OverlayLine> {
    let meta = &article.meta;
    let undecodable = (meta.undecodable > 0).then(|| format!("{} {}", meta.undecodable, words.undecodable));
    let mut lines = set(vec![
        (words.label_path, Some(meta.path.to_string())),
        (words.label_format, Some(words.format_name(meta.format).to_owned())),
        (words.label_encoding, Some(meta.encoding.to_string()).filter(|encoding| !encoding.is_empty())),
        (words.label_undecodable, undecodable),
    ]);
    lines.extend(meta.notes.iter().map(|note| OverlayLine {
        label: words.label_note.to_owned(),
        text: words.note(note),
        ..OverlayLine::default()
    }));
    lines
}

/// How much each rule cut, in the order in which they cut first.
fn cut(article: &Article, words: &'static Words) -> Vec<OverlayLine> {
    let mut counts: Vec<(&Reason, usize)> = Vec::new();
    for removed in &article.removed {
        match counts.iter_mut().find(|(known, _)| **known == removed.reason) {
            Some((_, count)) => *count += 1,
            None => counts.push((&removed.reason, 1)),
        }
    }
    counts
        .into_iter()
        .map(|(reason, count)| OverlayLine {
            label: reason.said(words.language).into_owned(),
            text: format!("{count}{}", words.pieces),
            ..OverlayLine::default()
        })
        .collect()
}
