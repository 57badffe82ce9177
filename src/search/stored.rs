//! A *stored article*: an article with its fold beside it, as the library keeps it and hands it out.

use std::sync::{Arc, OnceLock};

use super::document::{Document, Facts, FoldedArticle};
use crate::model::Article;

/// An article and its fold, which the first search of it makes. It is shared: the library weighs and drops it, the
/// reader pane shows it, the search looks through it, and the fold is made once for all of them.
#[derive(Debug)]
pub struct StoredArticle {
    article: Arc<Article>,
    text_bytes: usize,
    length: OnceLock<usize>,
    folded: OnceLock<FoldedArticle>,
}

impl StoredArticle {
    /// An article that has not been folded yet.
    pub fn new(article: Arc<Article>) -> Self {
        let text_bytes = article.body.iter().map(|block| block.text().len()).sum();
        Self { article, text_bytes, length: OnceLock::new(), folded: OnceLock::new() }
    }

    /// The article.
    pub fn article(&self) -> &Arc<Article> {
        &self.article
    }

    /// The bytes of the body's text.
    pub fn text_bytes(&self) -> usize {
        self.text_bytes
    }

    /// Its length in 字; counted once.
    pub fn length(&self) -> usize {
        *self.length.get_or_init(|| self.article.length())
    }

    /// Its fold; made now if this is the first time it is asked for.
    ///
    /// The pool of threads folds the parts of a [long](Self::is_parted) article. So a thread of the pool must not ask
    /// for the fold of a long one that it shares: it would hold the thread that folding needs.
    pub fn folded(&self) -> &FoldedArticle {
        self.folded.get_or_init(|| FoldedArticle::new(&self.article))
    }

    /// Whether it is so long that its parts are folded on all cores.
    pub fn is_parted(&self) -> bool {
        FoldedArticle::is_parted(&self.article)
    }

    /// What a query is asked about.
    pub fn document<'d>(&'d self, facts: Facts<'d>) -> Document<'d> {
        self.folded().document(&self.article, facts)
    }
}
