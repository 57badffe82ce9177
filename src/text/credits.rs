//! What stands around the blocks on a page: title and byline before them, credits after them, what was cut between.

use std::sync::Arc;

use super::pace::Pace;
use super::page::{Extra, Page, PageExtras, PagePart, PageStyle};
use crate::model::{Article, BlockIx, Meta, Note, Removed, SafeText, Words};

/// The lines before the body.
fn head(article: &Article, words: &'static Words, pace: Pace) -> Vec<(Extra, SafeText)> {
    let title = SafeText::line(&article.meta.title);
    vec![(Extra::Title, title), (Extra::Byline, byline(&article.meta, article.length(), words, pace))]
}

/// Source, date, editor, length, reading time.
fn byline(meta: &Meta, length: usize, words: &'static Words, pace: Pace) -> SafeText {
    let mut parts: Vec<String> = Vec::new();
    if let Some(source) = meta.source.first().or(meta.author.as_ref()) {
        parts.push(source.to_string());
    }
    parts.extend(meta.published.map(|published| published.shown()));
    parts.extend(meta.editor.as_ref().map(|editor| format!("{}{editor}", words.editor)));
    let time = words.reading_time(pace.minutes(length));
    parts.push(format!("{} {time}", words.length(length, meta.lang.as_deref())));
    // A field keeps together: rows break between fields only.
    let fields: Vec<String> = parts.iter().map(|part| part.replace(' ', "\u{A0}")).collect();
    SafeText::line(&fields.join("  "))
}

/// The credits after the body: what the byline has no room for.
fn tail(article: &Article, words: &'static Words) -> Vec<(Extra, SafeText)> {
    let meta = &article.meta;
    let separator = words.language.comma();
    let joined = |texts: &[SafeText]| texts.iter().map(SafeText::as_str).collect::<Vec<_>>().join(separator);
    let one = |text: &Option<SafeText>| text.as_ref().map(ToString::to_string);
    let title_differs = |text: &String| text.as_str() != meta.title.as_str();
    let lines = [
        (words.original_title, one(&meta.original_title).filter(title_differs)),
        // The byline has named the first source already.
        (words.author, one(&meta.author).filter(|author| meta.source.first().is_some_and(|s| s.as_str() != author))),
        (words.source, (meta.source.len() > 1).then(|| joined(&meta.source))),
        (words.categories, (!meta.categories.is_empty()).then(|| joined(&meta.categories))),
        (words.link, one(&meta.url)),
        (words.file, Some(meta.path.to_string())),
    ];
    let address = [words.link, words.file];
    let link_only = meta.notes.contains(&Note::LinkOnly).then(|| ("", words.note_link_only.to_owned()));
    let said = link_only.into_iter().chain(lines.into_iter().filter_map(|(label, value)| Some((label, value?))));
    let kind = |label| if address.contains(&label) { Extra::Address } else { Extra::Credit };
    said.map(|(label, value)| (kind(label), SafeText::line(&format!("{label}{value}")))).collect()
}

/// What was cut in a row for one reason: it is one paragraph, for a page's menu has a hundred words.
fn cut_runs(article: &Article) -> impl Iterator<Item = &[Removed]> {
    article.removed.chunk_by(|one, next| (&one.reason, one.before) == (&next.reason, next.before))
}

/// The places at which anything was cut, where what was is shown: each the first of what was cut there, in order.
pub fn cut_places(article: &Article) -> Vec<PagePart> {
    let parts = cut_runs(article).enumerate().map(|(at, run)| PagePart::Cut { before: run[0].before, at });
    let mut last = None;
    parts
        .filter(|part| matches!(part, PagePart::Cut { before, .. } if last.replace(*before) != Some(*before)))
        .collect()
}

/// What was cut, each with the block it stood before, behind what its reason is called.
fn removed(article: &Article, words: &Words) -> Vec<(BlockIx, SafeText)> {
    cut_runs(article)
        .map(|run| {
            let texts: Vec<&str> = run.iter().map(|removed| removed.text.trim()).collect();
            (run[0].before, SafeText::body(&format!("{}  {}", run[0].reason.said(words.language), texts.join("  "))))
        })
        .collect()
}

/// The page of an article with what stands around its body, and with what was cut if that is wanted.
pub fn article_page(
    article: &Arc<Article>,
    (cut, pictures): (bool, &[u16]),
    style: PageStyle,
    words: &'static Words,
    pace: Pace,
) -> Page {
    let around = PageExtras {
        head: head(article, words, pace),
        cut: if cut { removed(article, words) } else { Vec::new() },
        tail: tail(article, words),
        pictures: pictures.to_vec(),
    };
    Page::new(Arc::clone(article), around, style)
}
