//! `kanbao notes`: what was highlighted and noted, to be taken along.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use serde::Serialize;

use super::file_tally::FileTally;
use super::markdown::{plain_heading, plain_lines};
use super::{Outcome, Output};
use crate::config::{self, NotesOptions};
use crate::error::Error;
use crate::library::ArchiveArticle;
use crate::model::{Annotation, AnnotationId, Citation, NoteWords, SafeText, TextSpan};
use crate::state;
use crate::text;

/// A place in an article.
#[derive(Serialize)]
struct NotePlace {
    block: usize,
    byte: usize,
    end_block: usize,
    end_byte: usize,
}

/// One annotation, as JSON has it.
#[derive(Serialize)]
struct NoteLine<'n> {
    title: &'n str,
    author: Option<&'n str>,
    source: Option<&'n str>,
    date: Option<&'n str>,
    url: Option<&'n str>,
    path: &'n str,
    quotation: &'n str,
    note: Option<&'n str>,
    colour: &'static str,
    /// When it was made, as RFC 3339.
    made: Option<String>,
    /// Null where what is quoted is not in the article any more.
    place: Option<NotePlace>,
    /// Whether that is so; without a PATH nobody has looked.
    lost: bool,
}

/// An annotation, and what is known of it by now.
struct Noted {
    annotation: Annotation,
    lost: bool,
}

/// Prints the annotations: those on articles of the archive, in its order; without one all that are kept.
///
/// # Errors
/// When stdout cannot be written to.
pub fn notes(options: &NotesOptions) -> Result<Outcome, Error> {
    let kept = state::path().and_then(|path| state::annotations(&path)).unwrap_or_default();
    let (noted, outcome) = match options.archive.paths.is_empty() {
        true => (by_article(kept), Outcome::Done),
        false => in_archive(options, &kept),
    };
    let words = NoteWords::of(config::language());
    let mut out = Output::new();
    match (options.json, options.csv) {
        (true, _) => noted.iter().try_for_each(|own| out.json(&line(own)))?,
        (_, true) => out.bytes(&csv(&noted)?)?,
        _ => out.bytes(markdown(&noted, words).as_bytes())?,
    }
    out.finish()?;
    Ok(outcome)
}

/// Those of an article together, as their first one was made; in it as they stand.
fn by_article(kept: Vec<Annotation>) -> Vec<Noted> {
    let mut articles: Vec<Vec<Annotation>> = Vec::new();
    for annotation in kept {
        match articles.iter_mut().find(|own| own[0].key.content == annotation.key.content) {
            Some(own) => own.push(annotation),
            None => articles.push(vec![annotation]),
        }
    }
    for own in &mut articles {
        own.sort_by_key(|annotation| annotation.span.start);
    }
    articles.into_iter().flatten().map(|annotation| Noted { annotation, lost: false }).collect()
}

/// What is found of one article's annotations: where each is, and what is known of the article.
type FoundNotes = (SafeText, Citation, Vec<(AnnotationId, Option<TextSpan>)>);

/// Those on articles of an archive, where these are by now.
fn in_archive(options: &NotesOptions, kept: &[Annotation]) -> (Vec<Noted>, Outcome) {
    let importer = super::importer(&options.archive);
    let roots = state::archive_roots(&options.archive.paths);
    let reduce = |article: ArchiveArticle<'_>| -> Result<Option<FoundNotes>, Error> {
        let article = article.article()?;
        let meta = &article.meta;
        let key = roots.key(meta.content, &meta.path);
        let own = |annotation: &&Annotation| {
            annotation.key.content == key.content || key.file != 0 && annotation.key.file == key.file
        };
        if !kept.iter().any(|annotation| own(&annotation)) {
            return Ok(None);
        }
        let body = &article.body;
        let places = kept.iter().filter(own).map(|annotation| {
            let stands = annotation.span.pieces(body).join("\n") == annotation.quotation.exact.as_str();
            let span = match stands && annotation.key.content == key.content {
                true => Some(annotation.span),
                false => annotation.quotation.find(body, annotation.span),
            };
            (annotation.id, span)
        });
        Ok(Some((meta.path.clone(), Citation::of(meta), places.collect())))
    };
    let mut reading = FileTally::of(&options.archive);
    // Of one that is found in one article and lost in another, the first holds.
    let mut found: Vec<FoundNotes> = Vec::new();
    super::gather(&options.archive, &importer, reduce, |own| {
        match own {
            Ok(own) => {
                reading.take();
                found.extend(own);
            }
            Err(error) => reading.fault(&error),
        }
        ControlFlow::Continue(())
    });
    let mut known: BTreeMap<AnnotationId, bool> = BTreeMap::new();
    for (id, span) in found.iter().flat_map(|(.., places)| places) {
        *known.entry(*id).or_default() |= span.is_some();
    }
    let mut noted = Vec::new();
    for (path, cited, mut places) in found {
        places.sort_by_key(|(_, span)| (span.is_none(), span.map(|span| span.start)));
        for (id, span) in places {
            let Some(annotation) = kept.iter().find(|annotation| annotation.id == id) else { continue };
            let is_found = known.get(&id) == Some(&true);
            if span.is_none() && is_found {
                continue;
            }
            let mut annotation = Annotation { path: path.clone(), cited: cited.clone(), ..annotation.clone() };
            annotation.span = span.unwrap_or(annotation.span);
            noted.push(Noted { annotation, lost: span.is_none() });
        }
    }
    (noted, reading.outcome())
}

fn line(own: &Noted) -> NoteLine<'_> {
    let Annotation { cited, path, span, quotation, note, colour, made, .. } = &own.annotation;
    let made = jiff::Timestamp::from_second(*made).ok().filter(|_| *made != 0);
    NoteLine {
        title: &cited.title,
        author: cited.author.as_deref(),
        source: cited.source.as_deref(),
        date: cited.date.as_deref(),
        url: cited.url.as_deref(),
        path,
        quotation: &quotation.exact,
        note: Some(note.as_str()).filter(|note| !note.is_empty()),
        colour: colour.name(),
        made: made.map(|made| made.to_string()),
        place: (!own.lost).then_some(NotePlace {
            block: span.start.block.0,
            byte: span.start.byte,
            end_block: span.end.block.0,
            end_byte: span.end.byte,
        }),
        lost: own.lost,
    }
}

/// A heading of each column, and a row of each annotation.
fn csv(noted: &[Noted]) -> Result<Vec<u8>, Error> {
    let failed = |source: csv::Error| Error::Write { path: SafeText::line("stdout"), source: source.into() };
    let mut rows = csv::Writer::from_writer(Vec::new());
    let heads = ["title", "author", "source", "date", "url", "path", "quotation", "note", "colour", "made", "place"];
    rows.write_record(heads).map_err(failed)?;
    for own in noted {
        let line = line(own);
        let place = line.place.map_or_else(
            || String::from("lost"),
            |place| format!("{}:{}-{}:{}", place.block, place.byte, place.end_block, place.end_byte),
        );
        let made = line.made.unwrap_or_default();
        let cells = [
            line.title,
            line.author.unwrap_or_default(),
            line.source.unwrap_or_default(),
            line.date.unwrap_or_default(),
            line.url.unwrap_or_default(),
            line.path,
            line.quotation,
            line.note.unwrap_or_default(),
            line.colour,
            &made,
            &place,
        ];
        rows.write_record(cells).map_err(failed)?;
    }
    rows.into_inner().map_err(|error| Error::Write { path: SafeText::line("stdout"), source: error.into_error() })
}

/// A heading of each article, what is known of it, and each annotation as a quotation with the note below.
fn markdown(noted: &[Noted], words: &NoteWords) -> String {
    let mut text = String::new();
    for (at, own) in noted.iter().enumerate() {
        let Annotation { cited, path, quotation, note, .. } = &own.annotation;
        let before = at.checked_sub(1).map(|before| &noted[before].annotation);
        if before.is_none_or(|before| (&before.path, &before.cited.title) != (path, &cited.title)) {
            // A paper that is its own author is named once.
            let source = if cited.source == cited.author { &None } else { &cited.source };
            let parts = [&cited.author, source, &cited.date, &cited.url].map(|part| part.as_deref());
            let known: Vec<String> = parts.into_iter().flatten().chain([path.as_str()]).map(plain_lines).collect();
            let gap = if text.is_empty() { "" } else { "\n" };
            text.push_str(&format!("{gap}# {}\n\n{}\n", plain_heading(&cited.title), known.join("  \n")));
        }
        for (number, paragraph) in quotation.exact.lines().filter(|line| !line.trim().is_empty()).enumerate() {
            let parted = if number == 0 { "\n" } else { ">\n" };
            text.push_str(&format!("{parted}> {}\n", plain_lines(paragraph.trim())));
        }
        if own.lost {
            text.push_str(&format!("\n({})\n", words.lost));
        }
        // Lines stay lines; blank ones part paragraphs.
        let mut goes_on = false;
        for line in note.lines().map(str::trim) {
            if !line.is_empty() {
                text.truncate(text.len() - usize::from(goes_on));
                text.push_str(&format!("{}\n{}\n", if goes_on { "  " } else { "" }, plain_lines(line)));
            }
            goes_on = !line.is_empty();
        }
    }
    text::printable(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Language, Quotation};

    fn noted(title: &str, exact: &str, note: &str, lost: bool) -> Noted {
        let line = SafeText::line;
        let cited = Citation { title: line(title), source: Some(line("某报")), ..Citation::default() };
        let quotation = Quotation { exact: SafeText::body(exact), ..Quotation::default() };
        let annotation = Annotation {
            path: line("/news/a.md"),
            quotation,
            note: SafeText::body(note),
            cited,
            ..Annotation::default()
        };
        Noted { annotation, lost }
    }

    #[test]
    fn markdown_has_a_heading_of_each_article_and_no_markup_of_theirs() {
        let all = [
            noted("*会议* C #", "一句。\n2. 另一段", "", false),
            noted("*会议* C #", "# 二", "1. 要核对 ~~日期~~\n$5 与 `甲`", true),
        ];
        let expected = "# \\*会议\\* C \\#\n\n某报  \n/news/a.md\n\n> 一句。\n>\n> 2\\. 另一段\n\n> \\# 二\n\n\
                        (找不到原处)\n\n1\\. 要核对 \\~\\~日期\\~\\~  \n\\$5 与 \\`甲\\`\n";
        let words = NoteWords::of(Language::Chinese);
        assert_eq!(markdown(&all, words), expected);
        let mut own = noted("会议", "一句。", "", false);
        own.annotation.cited.author = own.annotation.cited.source.clone();
        assert_eq!(markdown(&[own], words).matches("某报").count(), 1);
    }

    #[test]
    fn csv_has_a_row_of_each() {
        let text = String::from_utf8(csv(&[noted("会议", "一句，\"引\"", "", true)]).unwrap()).unwrap();
        assert_eq!(text.lines().nth(1), Some("会议,,某报,,,/news/a.md,\"一句，\"\"引\"\"\",,green,,lost"));
    }
}
