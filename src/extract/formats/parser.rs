//! What a *document parser* is: the reader of one format. It stands apart from the table of them, so that a format can
//! use another's parts.

use crate::extract::document::TextDocument;
use crate::model::Article;

/// The parser of one format.
pub(crate) struct DocumentParser {
    /// Whether a document is in this format. It is asked after all the formats before it have said no.
    pub fits: fn(&TextDocument<'_>) -> bool,
    /// Makes articles of it.
    pub parse: ParseFn,
}

/// How many articles a document of a format holds.
pub(crate) enum ParseFn {
    One(fn(&TextDocument<'_>) -> Article),
    /// A feed, a corpus: each item is an article of its own.
    Many(fn(&TextDocument<'_>) -> Vec<Article>),
    /// A list whose entries may have their texts in files of their own.
    Listed(fn(&TextDocument<'_>) -> Vec<ListedArticle>),
}

/// An entry of a list.
pub(crate) struct ListedArticle {
    pub article: Article,
    /// Where its text is, seen from the folder of the list.
    pub text_at: Option<String>,
}
