//! *Matching*: how what is typed is understood and compared. One setting for every prompt.

use std::sync::Arc;

use super::fold::Folds;
use super::query::{Query, QueryError, QueryOptions};
use super::reading::PinyinTyping;
use crate::model::Timestamp;

/// How texts are compared, as the reader has set it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Matching {
    /// Exactly as typed: nothing folded, no readings.
    pub exact: bool,
    /// What does not count, where it is not exact.
    pub folds: Folds,
    /// By pinyin and romaji too.
    pub readings: bool,
    /// How pinyin is typed.
    pub pinyin: PinyinTyping,
    /// The present, for dates such as `7d`.
    pub now: Timestamp,
}

impl Default for Matching {
    fn default() -> Self {
        Self {
            exact: false,
            folds: Folds::ALL,
            readings: true,
            pinyin: PinyinTyping::default(),
            now: Timestamp::default(),
        }
    }
}

/// What was typed, as far as it is understood.
#[derive(Clone, Debug, Default)]
pub struct Understood {
    /// The query.
    pub query: Option<Arc<Query>>,
    /// What is wrong with it, if anything was typed at all.
    pub wrong: Option<QueryError>,
}

impl Matching {
    /// The same for a query.
    pub fn options(self) -> QueryOptions {
        let options = QueryOptions {
            folds: self.folds,
            readings: self.readings,
            pinyin: self.pinyin,
            ..QueryOptions::new(self.now)
        };
        if self.exact { options.exact() } else { options }
    }

    /// Understands what was typed.
    pub fn understand(self, typed: &str) -> Understood {
        if typed.trim().is_empty() {
            return Understood::default();
        }
        match Query::parse(typed, &self.options()) {
            Ok(query) => Understood { query: Some(Arc::new(query)), wrong: None },
            Err(error) => Understood { query: None, wrong: Some(error) },
        }
    }
}
