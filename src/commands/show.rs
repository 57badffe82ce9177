//! `kanbao show`: articles on stdout: set in lines as on a page, as JSON, as Markdown, or raw.

use std::ops::ControlFlow;
use std::sync::Arc;

use serde::Serialize;

use super::file_tally::FileTally;
use super::{Outcome, Output, markdown};
use crate::config;
use crate::config::{ArchiveOptions, ChineseOptions, ShowOptions};
use crate::error::Error;
use crate::library::{self, ArchiveArticle};
use crate::model::{Article, OtherFiles, SafeText, Words};
use crate::search::terms;
use crate::text::page::{Extra, PageStyle};
use crate::text::{self, Locale, Pace, Ruler, Settings, article_page};

/// The longest line without `--width`.
const WIDTH: u16 = 64;

/// So many key terms an article has in JSON.
const TERMS: usize = 16;

/// An article, as JSON has it.
#[derive(Serialize)]
struct ShownArticle<'a> {
    #[serde(flatten)]
    article: &'a Article,
    /// Its key terms, the weightiest first.
    terms: Vec<SafeText>,
}

/// Shows the articles, in the order of the scan. Files that cannot be read are named on stderr.
///
/// # Errors
/// When stdout cannot be written to.
pub fn show(options: &ShowOptions) -> Result<Outcome, Error> {
    if options.raw {
        return raw(&options.archive);
    }
    let width = options.width.unwrap_or_else(|| config::columns().map_or(WIDTH, |columns| WIDTH.min(columns)));
    each(&options.archive, |article, number, out| {
        if options.json {
            let terms =
                terms::terms(&article, None, TERMS).into_iter().map(|term| SafeText::line(&term.text)).collect();
            return out.json(&ShownArticle { article: &article, terms });
        }
        if number > 0 {
            out.line("")?;
        }
        if options.markdown {
            out.bytes(text::printable(&markdown::write(&article)).as_bytes())
        } else {
            write_page(&article, width, options.chinese, out)
        }
    })
}

/// Plain text for a stdout that is no terminal.
///
/// # Errors
/// When stdout cannot be written to.
pub fn plain(options: &ArchiveOptions) -> Result<Outcome, Error> {
    each(options, |article, number, out| {
        if number > 0 {
            out.line("")?;
        }
        write_page(&article, WIDTH, ChineseOptions::default(), out)
    })
}

fn each(
    options: &ArchiveOptions,
    mut write: impl FnMut(Arc<Article>, usize, &mut Output) -> Result<(), Error>,
) -> Result<Outcome, Error> {
    let importer = super::importer(options);
    let mut writing = Writing::new(options);
    let mut number = 0;
    let others = super::gather(
        options,
        &importer,
        |article: ArchiveArticle<'_>| article.article(),
        |article| {
            writing.take(article, |article, out| {
                number += 1;
                write(article, number - 1, out)
            })
        },
    );
    super::say_others(options, &others);
    writing.finish()
}

/// The documents as they stand in their files.
fn raw(options: &ArchiveOptions) -> Result<Outcome, Error> {
    let importer = super::importer(options);
    let mut writing = Writing::new(options);
    let named = library::scan::named(&options.paths);
    let mut others = OtherFiles::default();
    library::scan::scan(&options.paths, &mut |found| {
        let is_named = found.as_ref().is_ok_and(|origin| named.contains(origin));
        let mut take = |text: Result<SafeText, Error>| match text {
            Err(Error::OtherFile { kind, .. }) if !is_named => {
                others.count(&kind);
                ControlFlow::Continue(())
            }
            text => writing.take(text, |text, out| write_source(&text, out)),
        };
        match found {
            Ok(origin) => importer.sources(&Arc::new(origin), &mut take),
            Err((_, error)) => take(Err(error)),
        }
    });
    super::say_others(options, &others);
    writing.finish()
}

fn write_source(text: &SafeText, out: &mut Output) -> Result<(), Error> {
    out.bytes(text::printable(text).as_bytes())?;
    if text.ends_with('\n') { Ok(()) } else { out.line("") }
}

/// Things written one after the other: what cannot be read is named and passed over, what cannot be written ends it.
struct Writing<'o> {
    out: Output,
    reading: FileTally<'o>,
    result: Result<(), Error>,
}

impl<'o> Writing<'o> {
    fn new(options: &'o ArchiveOptions) -> Self {
        Self { out: Output::new(), reading: FileTally::strict(options), result: Ok(()) }
    }

    fn take<T>(
        &mut self,
        thing: Result<T, Error>,
        write: impl FnOnce(T, &mut Output) -> Result<(), Error>,
    ) -> ControlFlow<()> {
        match thing {
            Ok(thing) => {
                self.reading.take();
                self.result = write(thing, &mut self.out);
            }
            Err(error) => self.reading.fault(&error),
        }
        if self.result.is_err() || self.out.is_closed() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn finish(mut self) -> Result<Outcome, Error> {
        self.result?;
        self.out.finish()?;
        Ok(self.reading.outcome())
    }
}

/// An article's page as text. Marks hang up to two cells over the width, as on the screen (F02).
fn write_page(article: &Arc<Article>, width: u16, chinese: ChineseOptions, out: &mut Output) -> Result<(), Error> {
    let locale = article.meta.lang.as_ref().map_or(Locale::default(), |tag| Locale::from_tag(tag));
    let words = Words::of(config::language());
    let labels = crate::text::page::Labels::of(words);
    let settings = Settings { pinyin: chinese.pinyin(), script: chinese.script(), ..Settings::default() };
    let style = PageStyle { signs: true, ..settings.page_style(u32::from(width), true, locale, labels) };
    let mut page = article_page(article, (false, &[]), style, words, Pace::default());
    let mut written = Ok(());
    page.pass(|page, id, row| {
        let mut line = String::new();
        let mut column = 0;
        if let Some((x, marker)) = row.marker {
            pad(&mut line, &mut column, x);
            let label = marker.text(&page.style().labels);
            column += Ruler::default().width(&label);
            line.push_str(&label);
        }
        for piece in row.pieces.as_slice() {
            page.walk(id, piece, |_, cluster, at| {
                pad(&mut line, &mut column, piece.x + at);
                if cluster != "\t" {
                    line.push_str(cluster);
                    column += u32::from(Ruler::default().cells(cluster));
                }
            });
        }
        if page.extra(row.part) == Some(Extra::Byline) {
            // Its no-break spaces are ours, for the rows; a search for a date has a space.
            line = line.replace('\u{A0}', " ");
        }
        written = out.line(&text::printable(line.trim_end()));
        written.is_ok() && !out.is_closed()
    });
    written
}

fn pad(line: &mut String, column: &mut u32, to: u32) {
    while *column < to {
        line.push(' ');
        *column += 1;
    }
}
