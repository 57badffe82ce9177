//! The *archive*: what the user opens, and the only place where bytes become articles.
//!
//! | word | what it is | module |
//! | --- | --- | --- |
//! | *scan* | walking the given paths to the files that may be articles | [`scan`] |
//! | *decode* | bytes to text, U+FFFD where they are no text | `decode` |
//! | *recognise* | which of the kinds of file a text is | `recognise` |
//! | *front matter* | the YAML head of an exported post | `frontmatter` |
//! | *piece* | a block on its way into an article: kept, or cut with a reason | `piece` |
//! | *furniture* | what a web page puts around an article; rules are data | `furniture` |
//! | *dump* | the text of a whole page, furniture and all | `dump` |
//! | *main content* | the element of a saved page that holds the article | `page` |
//! | *loader* | all of it in the background, an opened article first | [`loader`] |
//!
//! A text takes one of four ways (hexo, page, dump, plain), each of which gives pieces in document order; `clean` then
//! applies the furniture rules to the pieces, whatever way they came. Nothing is lost: a piece ends in the body or in
//! `removed`.

mod clean;
mod dates;
mod decode;
mod dump;
mod frontmatter;
mod furniture;
mod hexo;
mod html;
mod lang;
pub mod loader;
mod page;
mod pattern;
mod piece;
mod plain;
mod prose;
mod recognise;
mod samples;
pub mod scan;
mod title;

#[cfg(test)]
mod tests;

use std::io::Read;
use std::path::Path;
use std::sync::{Arc, OnceLock};

pub use samples::samples;

use crate::error::Error;
use crate::model::{Article, Entry, Failure, Format, Meta, Origin, SafeText};

/// The largest file that is read: no article is longer, and a device file has no end.
const LARGEST: u64 = 256 << 20;

/// Builds what every article needs and the first would have to wait for.
pub(crate) fn prepare() {
    furniture::prepare();
}

/// Reads, decodes, recognises, parses and cleans one origin.
pub fn read(origin: &Origin) -> Result<Article, Error> {
    match origin {
        Origin::File(path) => parse(origin, &read_file(path).map_err(|e| Error::read(&origin.display(), e))?),
        Origin::Sample { bytes, .. } => parse(origin, bytes),
        Origin::Stdin => match stdin() {
            Ok(bytes) => parse(origin, bytes),
            Err((kind, message)) => {
                Err(Error::read(&origin.display(), std::io::Error::new(*kind, message.to_string())))
            }
        },
    }
}

/// The text of an origin as it stands in its file: decoded and made safe, nothing cut.
pub fn source_text(origin: &Origin) -> Result<SafeText, Error> {
    let text = |bytes: &[u8]| SafeText::body(decode::decode(bytes).text.as_ref());
    match origin {
        Origin::File(path) => {
            read_file(path).map(|bytes| text(&bytes)).map_err(|source| Error::read(&origin.display(), source))
        }
        Origin::Sample { bytes, .. } => Ok(text(bytes)),
        Origin::Stdin => stdin()
            .as_ref()
            .map(|bytes| text(bytes))
            .map_err(|(kind, message)| Error::read(&origin.display(), std::io::Error::new(*kind, message.to_string()))),
    }
}

/// The language of a paragraph by its script (L04), as a BCP 47 tag. Its first characters tell.
pub fn language_of(paragraph: &str) -> Option<&'static str> {
    const ENOUGH: usize = 600;
    lang::by_script(std::iter::once(&paragraph[..paragraph.floor_char_boundary(ENOUGH)]))
}

/// The same from bytes already at hand.
pub fn parse(origin: &Origin, bytes: &[u8]) -> Result<Article, Error> {
    let path = origin.display();
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::Empty { path });
    }
    if decode::is_binary(bytes) {
        return Err(Error::Binary { path });
    }
    let decoded = decode::decode(bytes);
    let text = decoded.text.as_ref();
    if prose::is_blank(text) {
        return Err(Error::Empty { path });
    }
    let name = file_name(origin);
    let mut article = match recognise::recognise(&name, text) {
        Format::Hexo => hexo::parse(text),
        Format::Html => page::parse(text),
        Format::Scraped => dump::parse(text),
        Format::Text => plain::parse(text),
    };
    if article.body.is_empty() && article.meta.title.is_empty() {
        return Err(Error::NoArticle { path });
    }
    if article.meta.title.is_empty() {
        article.meta.title = file_title(origin);
    }
    article.meta.lang = lang::of(article.meta.lang.as_deref(), &article);
    article.meta.path = path;
    article.meta.encoding = SafeText::line(decoded.encoding);
    Ok(article)
}

/// The entry of a file that could not become an article: its name for a title, and the reason.
pub fn failed_entry(origin: Arc<Origin>, error: &Error) -> Entry {
    failed_with(origin, error.failure())
}

fn failed_with(origin: Arc<Origin>, failure: Failure) -> Entry {
    let mut title = SafeText::line(&file_name(&origin));
    if title.is_empty() {
        title = origin.display();
    }
    let meta = Meta { path: origin.display(), title, ..Meta::default() };
    Entry { origin, meta, length: 0, failure: Some(failure) }
}

/// The entry of an article.
pub fn entry(origin: Arc<Origin>, article: &Article) -> Entry {
    Entry { origin, meta: article.meta.clone(), length: article.length(), failure: None }
}

fn read_file(path: &Path) -> std::io::Result<Vec<u8>> {
    let file = std::fs::File::open(path)?;
    // A device says 0, or anything: the length is only a hint.
    let length = file.metadata().map_or(0, |metadata| metadata.len()).min(LARGEST);
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0) + 1);
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(std::io::Error::other("file too large for an article"));
    }
    Ok(bytes)
}

/// Standard input can be read only once, so it is read once and kept.
fn stdin() -> &'static Result<Vec<u8>, (std::io::ErrorKind, String)> {
    static INPUT: OnceLock<Result<Vec<u8>, (std::io::ErrorKind, String)>> = OnceLock::new();
    INPUT.get_or_init(|| {
        let mut bytes = Vec::new();
        match std::io::stdin().lock().take(LARGEST).read_to_end(&mut bytes) {
            Ok(_) => Ok(bytes),
            Err(error) => Err((error.kind(), error.to_string())),
        }
    })
}

fn file_name(origin: &Origin) -> String {
    match origin {
        Origin::File(path) => path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
        Origin::Stdin => String::from("-"),
        Origin::Sample { name, .. } => (*name).to_owned(),
    }
}

/// The title of a document that has none: the file's name without its extension.
fn file_title(origin: &Origin) -> SafeText {
    let name = file_name(origin);
    let stem = Path::new(&name).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let title = SafeText::line(&stem);
    if title.is_empty() { origin.display() } else { title }
}
