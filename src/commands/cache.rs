//! `kanbao cache`: what is kept in the cache, and away with it.

use super::{Outcome, Output};
use crate::config::{self, CacheOptions};
use crate::error::Error;
use crate::library;
use crate::model::{SafeText, Words, megabytes};
use crate::text;

/// Lists what is kept, a line an archive: its size, how many articles it has, its paths. With `--clear` it is removed.
///
/// # Errors
/// When something cannot be removed, or stdout cannot be written to.
pub fn cache(options: &CacheOptions) -> Result<Outcome, Error> {
    let words = Words::of(config::language());
    let mut out = Output::new();
    let Some(folder) = library::cache_folder() else {
        return Ok(Outcome::Done);
    };
    let kept = library::shelf(&folder);
    let shown = SafeText::line(&folder.to_string_lossy());
    let total: u64 = kept.iter().map(|catalogue| catalogue.bytes).sum();
    if options.clear {
        for catalogue in &kept {
            let failed = |source| Error::Write { path: shown.clone(), source };
            catalogue.remove().map_err(failed)?;
        }
        out.line(&words.cache_cleared(kept.len(), total))?;
    } else {
        for catalogue in &kept {
            let roots: Vec<_> = catalogue.roots.iter().map(|root| root.to_string_lossy()).collect();
            let roots = SafeText::line(&roots.join(" "));
            let roots = if roots.is_empty() { words.cache_other_version } else { &roots };
            let line = format!("{}\t{}\t{roots}", megabytes(catalogue.bytes), catalogue.articles);
            out.line(&text::printable(&line))?;
        }
        out.line(&text::printable(&words.cache_total(kept.len(), total, &shown)))?;
    }
    out.finish()?;
    Ok(Outcome::Done)
}
