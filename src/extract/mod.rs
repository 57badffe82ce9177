//! *Extracting*: bytes become articles. Pure: nothing here reads a file.
//!
//! | word | what it is | module |
//! | --- | --- | --- |
//! | *extractor* | from the bytes of a file to its articles | `extractor` |
//! | *decode* | bytes to text: which encoding it is, U+FFFD where they are no text | `decode` |
//! | *MIME* | a page with its pictures in one file, taken out of its envelope | `mime` |
//! | *saved address* | where a page was, as the program wrote that saved it | `saved_from` |
//! | *document* | a text on its way into articles | `document` |
//! | *format* | a kind of document; one file and one line of a table each | `formats` |
//! | *markup* | HTML and XML, read into trees and blocks | `markup` |
//! | *front matter* | the head of an exported post, in YAML, TOML or JSON | `frontmatter` |
//! | *draft* | a block on its way into an article: kept, or cut with a reason | `draft` |
//! | *furniture* | what a web page puts around an article; rules are data | `furniture` |
//! | *credit* | what says when, where and by whom an article was published | `credits` |
//! | *names* | lists of names, and that one was too long | `names` |
//! | *prose* | running text, told from the short lines around it | `prose` |
//! | *pattern* | a regular expression of the furniture table | `pattern`, `portable` |
//! | *ruby* | the reading beside a word, written into the text by some | `ruby` |
//!
//! A text takes the way of its format, which gives draft blocks in document order; `clean` then applies the furniture
//! rules to them, whatever way they came. Nothing is lost: a block ends in the body or in `removed`.

pub(crate) mod bare_text;
mod clean;
pub(crate) mod credits;
pub(crate) mod decode;
pub(crate) mod document;
pub(crate) mod draft;
mod extractor;
pub(crate) mod formats;
pub(crate) mod frontmatter;
pub(crate) mod furniture;
pub(crate) mod markup;
pub(crate) mod mime;
pub(crate) mod names;
pub(crate) mod pattern;
pub(crate) mod portable;
pub(crate) mod prose;
pub(crate) mod ruby;
pub(crate) mod saved_from;

use crate::model::{Article, Reason};

pub(crate) use decode::member_names::encoding as name_encoding;
pub use decode::{Decoded, decode};
pub use extractor::parse;
pub(crate) use extractor::{Extracted, Extractor};
pub(crate) use formats::epub::read_index as read_book_index;
pub(crate) use formats::parser::ListedArticle;
pub(crate) use formats::registry::is_article_list;

/// The language of a paragraph by its script (L04), as a BCP 47 tag. Its first characters tell.
pub fn language_of(paragraph: &str) -> Option<&'static str> {
    const ENOUGH: usize = 600;
    credits::language::by_script(std::iter::once(&paragraph[..paragraph.floor_char_boundary(ENOUGH)]))
}

/// Gives the reasons of an article that was kept their Chinese names again.
pub(crate) fn name_reasons(article: &mut Article) {
    for removed in &mut article.removed {
        let own = std::mem::take(&mut removed.reason.0);
        removed.reason = Reason::new(own.clone(), furniture::name(&own));
    }
}

/// What a reason of a cut is called in Chinese: `编辑署名` for `editor-credit`. The user's own rules have no such name.
pub fn rule_name(reason: &str) -> Option<&'static str> {
    furniture::name(reason)
}
