//! The *counts* of the keywords: how often each article has each of them, as far as it is known.

use std::collections::HashMap;

use crate::model::{EntryId, RequestId};
use crate::search::Keywords;

/// How often articles have the keywords.
#[derive(Debug, Default)]
pub(super) struct KnownCounts {
    by_article: HashMap<EntryId, Vec<u32>>,
    request: RequestId,
    /// The keywords that were there from the start: the configuration or the command line has them.
    given: Vec<String>,
}

impl KnownCounts {
    /// No counts yet, of keywords that were given at the start.
    pub fn of(keywords: &Keywords) -> Self {
        let given = keywords.iter().map(|keyword| keyword.pattern().to_owned()).collect();
        Self { given, ..Self::default() }
    }

    /// Others are given now.
    pub fn give(&mut self, keywords: &Keywords) {
        self.given = Self::of(keywords).given;
    }

    /// Whether a keyword was given at the start, and so will be there again.
    pub fn is_given(&self, word: &str) -> bool {
        self.given.iter().any(|given| given == word)
    }

    /// The counts are asked for anew, because the keywords have changed.
    pub fn ask(&mut self, request: RequestId) {
        self.by_article.clear();
        self.request = request;
    }

    /// Takes counts in; says whether they answer the last request.
    pub fn take(&mut self, request: RequestId, counts: Vec<(EntryId, Vec<u32>)>) -> bool {
        let wanted = request == self.request && !counts.is_empty();
        if wanted {
            self.by_article.extend(counts);
        }
        wanted
    }

    /// How often an article has each keyword; nothing while that is not known.
    pub fn of_article(&self, id: EntryId) -> &[u32] {
        self.by_article.get(&id).map_or(&[], Vec::as_slice)
    }

    /// In how many articles a keyword is, and how often in all.
    pub fn total(&self, keyword: usize) -> (usize, u64) {
        let counts = self.by_article.values().filter_map(|counts| counts.get(keyword)).filter(|&&count| count > 0);
        counts.fold((0, 0), |(articles, hits), &count| (articles + 1, hits + u64::from(count)))
    }
}
