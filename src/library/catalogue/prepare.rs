//! *Preparing* what was imported for the catalogue, on the thread that imported it.

use super::record::parts;
use super::writer::{ImportedArticle, ImportedOutput};
use crate::library::weight::weight;
use crate::model::{EntryId, Failure, Origin, PackedMeta};
use crate::search::StoredArticle;

/// A longer article is read from its file each time, in bytes of its text: it is one of few, and its texts would be
/// most of the cache.
const LONGEST: usize = 8 << 20;

/// An article, or why there is none, as the catalogue keeps it. `None` where it is not to be kept: a file that could not
/// be read may be read the next time.
pub(crate) fn output(
    origin: &Origin,
    answer: Result<&StoredArticle, &Failure>,
    entry: Option<EntryId>,
) -> Option<ImportedOutput> {
    let answer = match answer {
        Ok(stored) => Ok(article(stored)?),
        Err(failure @ (Failure::Empty | Failure::OtherFile { .. } | Failure::NoArticle)) => Err(failure.clone()),
        Err(Failure::Unreadable(_) | Failure::Broken(_)) => return None,
    };
    Some(ImportedOutput { part: parts(origin), answer, entry })
}

fn article(stored: &StoredArticle) -> Option<ImportedArticle> {
    let article = stored.article();
    let text = match stored.text_bytes() <= LONGEST {
        true => {
            // Its texts, and for each block some bytes that say what it is.
            let mut body = Vec::with_capacity(stored.text_bytes() + 32 * article.body.len() + 1024);
            borsh::to_writer(&mut body, &**article).ok()?;
            Some((stored.folded().whole(), body))
        }
        false => None,
    };
    Some(ImportedArticle {
        meta: PackedMeta::bytes_of(&article.meta),
        length: stored.length(),
        weight: weight(article),
        text,
    })
}
