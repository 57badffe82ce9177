//! The *scan* of an archive: every document asked, on all cores. No index: a pass over folded text finds what is
//! there, all of it, one- and two-character words too, at the speed of memory.

use rayon::prelude::*;

use super::cancel::Cancel;
use super::document::Document;
use super::find::Found;
use super::query::Query;

/// Something that can be asked about: an article with its folds, or an entry of a cache.
pub trait Searchable: Sync {
    /// Its document.
    fn document(&self) -> Document<'_>;
}

/// A document that answers a query.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Its index among those that were asked.
    pub index: usize,
    /// What was found in it.
    pub found: Found,
}

/// Every document that answers the query, in the order they were given. `None` if the scan was cancelled.
pub fn scan<D: Searchable>(query: &Query, documents: &[D], cancel: &Cancel) -> Option<Vec<Answer>> {
    let ask = |(index, document): (usize, &D)| -> Result<Option<Answer>, ()> {
        if cancel.is_cancelled() {
            return Err(());
        }
        Ok(query.find_unless(&document.document(), cancel).map(|found| Answer { index, found }))
    };
    let answers: Result<Vec<Option<Answer>>, ()> = documents.par_iter().enumerate().map(ask).collect();
    let answers = answers.ok().filter(|_| !cancel.is_cancelled())?;
    Some(answers.into_iter().flatten().collect())
}
