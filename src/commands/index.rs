//! `kanbao index`: makes the catalogue of an archive ahead of time, so that the first look at it does not wait.

use std::io::{self, IsTerminal};
use std::ops::ControlFlow;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::file_tally::FileTally;
use super::{Outcome, complain, say};
use crate::config::{self, IndexOptions};
use crate::error::Error;
use crate::library::{self, Archive, ArchiveArticle};
use crate::model::{Language, SafeText, Words};

/// Builds the catalogue. How far it is stands on stderr while that is a terminal, and at the end what there is.
///
/// # Errors
/// When nothing can be kept.
pub fn index(options: &IndexOptions) -> Result<Outcome, Error> {
    let importer = super::importer(&options.archive);
    let words = Words::of(config::language());
    let none = || Error::Write { path: SafeText::line("cache"), source: io::Error::other("there is no place for it") };
    let cache = library::cache_folder().ok_or_else(none)?;
    let archive = Archive::open(&options.archive.paths, &importer, Some(cache));
    let bar = if options.archive.quiet { ProgressBar::hidden() } else { bar(&options.archive.paths, words) };
    let mut reading = FileTally::of(&options.archive);
    let mut articles = 0usize;
    let reduce = |article: ArchiveArticle<'_>| article.failure();
    let (others, failure) = archive.each(reduce, |failure| {
        bar.inc(1);
        match failure {
            None => {
                reading.take();
                articles += 1;
            }
            Some(error) => bar.suspend(|| reading.fault(&error)),
        }
        ControlFlow::Continue(())
    });
    let seconds = bar.elapsed().as_secs_f64();
    bar.finish_and_clear();
    super::say_others(&options.archive, &others);
    if !options.archive.quiet {
        say(&words.indexed(articles, seconds));
    }
    match failure {
        Some(error @ Error::Write { .. }) => Err(error),
        Some(error) => {
            complain(&error);
            Ok(reading.outcome())
        }
        None => Ok(reading.outcome()),
    }
}

/// A bar of how many files have been read, how many a second, and how long it still takes; none where nobody looks.
fn bar(paths: &[std::path::PathBuf], words: &Words) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let mut files = 0;
    library::scan::scan(paths, &mut |_| {
        files += 1;
        ControlFlow::Continue(())
    });
    let template = match words.language {
        Language::Chinese | Language::Traditional => "{bar:32} {pos}/{len}  每秒 {per_sec}  还需 {eta}",
        Language::English => "{bar:32} {pos}/{len}  {per_sec}  {eta} left",
    };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(Some(files), ProgressDrawTarget::stderr()).with_style(style.progress_chars("=> "))
}
