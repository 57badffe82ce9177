//! The *extractor*: from the bytes of a file to its articles. It decodes them, recognises their format, parses them and
//! says of each article how it was read.

use std::path::Path;

use super::credits::language;
use super::decode::{Decoded, binary_kind, decode, decode_labelled};
use super::document::TextDocument;
use super::formats::epub;
use super::formats::parser::{ListedArticle, ParseFn};
use super::formats::registry::recognise;
use super::furniture::Furniture;
use super::mime::{self, Envelope, MimeRoot};
use super::pattern::Pattern;
use super::prose::is_blank;
use super::saved_from;
use crate::error::Error;
use crate::model::script::is_private_use;
use crate::model::{Article, BookIndex, Encoding, Limits, Note, Origin, SafeText, content_name, kind_of_name};

/// How files are read: within what limits, by what furniture rules, in what encoding.
#[derive(Debug, Default)]
pub(crate) struct Extractor {
    limits: Limits,
    furniture: Furniture,
    /// The user's own patterns of chapter heads.
    chapters: Vec<Pattern>,
    /// The encoding of all files, where the user says it.
    encoding: Option<Encoding>,
}

/// The articles of a file.
pub(crate) enum Extracted {
    /// It is one.
    One(Box<Article>),
    /// It is a list of them, a feed or a corpus.
    Many(Vec<Article>),
    /// It is a list, and the texts of some may be in files beside it.
    Listed(Vec<ListedArticle>),
}

impl Extracted {
    /// All of them, in order, as those of a list.
    pub fn several(self) -> Box<dyn Iterator<Item = ListedArticle>> {
        let listed = |article| ListedArticle { article, text_at: None };
        match self {
            Self::One(article) => Box::new(std::iter::once(listed(*article))),
            Self::Many(articles) => Box::new(articles.into_iter().map(listed)),
            Self::Listed(articles) => Box::new(articles.into_iter()),
        }
    }
}

impl Extractor {
    /// An extractor with the user's limits and own furniture rules, each a `[[rule]]` as the table of the program has
    /// them.
    ///
    /// # Errors
    /// What is wrong with a rule.
    pub fn new(limits: Limits, rules: &[toml::Table]) -> Result<Self, String> {
        Ok(Self { limits, furniture: Furniture::with(rules)?, ..Self::default() })
    }

    /// The same, with patterns of the lines that are chapter heads in plain texts.
    ///
    /// # Errors
    /// What is wrong with a pattern.
    pub fn with_chapters(self, patterns: &[String]) -> Result<Self, String> {
        let checked = |pattern: &String| {
            let pattern = Pattern::new(pattern);
            regex_lite::Regex::new(pattern.source()).map_err(|error| format!("import.chapters: {error}"))?;
            Ok(pattern)
        };
        let chapters = patterns.iter().map(checked).collect::<Result<_, String>>()?;
        Ok(Self { chapters, ..self })
    }

    /// The same, reading every file in one encoding, or each in its own.
    #[must_use]
    pub fn in_encoding(self, encoding: Option<Encoding>) -> Self {
        Self { encoding, ..self }
    }

    /// How much of a file is too much.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The text of a file as it stands there: decoded and made safe, nothing cut.
    ///
    /// # Errors
    /// When it is no text.
    pub fn text(&self, origin: &Origin, bytes: &[u8]) -> Result<SafeText, Error> {
        let decoded = decode(bytes, self.encoding).ok_or_else(|| other_file(origin, bytes))?;
        Ok(SafeText::body(&decoded.text))
    }

    /// The articles of a file.
    ///
    /// # Errors
    /// Why there are none; an empty list is not an error.
    pub fn articles(&self, origin: &Origin, bytes: &[u8]) -> Result<Extracted, Error> {
        let file = DecodedFile::new(origin, bytes, self.encoding)?;
        let document = file.document(self);
        match recognise(&document).parse {
            ParseFn::One(parse) => {
                file.one(parse(&document), &document).map(|article| Extracted::One(Box::new(article)))
            }
            ParseFn::Many(parse) => {
                let articles = parse(&document);
                let limits = document.limit_notes();
                let finished = articles.into_iter().filter_map(|article| file.finish(article, &limits));
                Ok(Extracted::Many(finished.collect()))
            }
            ParseFn::Listed(parse) => {
                let listed = parse(&document);
                let limits = document.limit_notes();
                let finished = listed.into_iter().filter_map(|ListedArticle { article, text_at }| {
                    Some(ListedArticle { article: file.finish(article, &limits)?, text_at })
                });
                Ok(Extracted::Listed(finished.collect()))
            }
        }
    }

    /// The first article of a file.
    ///
    /// # Errors
    /// Why there is none.
    pub fn first(&self, origin: &Origin, bytes: &[u8]) -> Result<Article, Error> {
        match self.articles(origin, bytes)? {
            Extracted::One(article) => Ok(*article),
            several => several
                .several()
                .next()
                .map(|listed| listed.article)
                .ok_or_else(|| Error::NoArticle { path: origin.display() }),
        }
    }

    /// The article of a book's chapter; `number` is its place in the index, from 1.
    ///
    /// # Errors
    /// Why there is none.
    pub fn chapter(&self, origin: &Origin, bytes: &[u8], book: &BookIndex, number: usize) -> Result<Article, Error> {
        let file = DecodedFile::new(origin, bytes, self.encoding)?;
        let document = file.document(self);
        file.one(epub::parse(&document, book, number), &document)
    }
}

/// The first article of bytes already at hand, with the limits and rules of the program.
///
/// # Errors
/// Why there is no article in them.
pub fn parse(origin: &Origin, bytes: &[u8]) -> Result<Article, Error> {
    Extractor::default().first(origin, bytes)
}

/// How many characters of an article no standard gives a meaning.
fn private_use(article: &Article) -> usize {
    let texts = article.body.iter().map(|block| block.text()).chain([article.meta.title.as_str()]);
    // In UTF-8 they begin with four of the many bytes that text begins with, and one of these begins full-width marks too.
    let may_have = |text: &&str| {
        let bytes = text.as_bytes();
        let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
        // All bytes at once: a loop that goes to its end is one over words.
        let begins = |(&lead, &next): (&u8, &u8)| lead == 0xEE || lead >= 0xF3 || lead == 0xEF && next < 0xA4;
        pairs.fold(0, |any, pair| any | u8::from(begins(pair))) != 0
    };
    texts.filter(may_have).map(|text| text.chars().filter(|c| is_private_use(*c)).count()).sum()
}

/// The error of a file that is no text. Its kind is what its bytes say, or else its name.
fn other_file(origin: &Origin, bytes: &[u8]) -> Error {
    let kind = binary_kind(bytes).map_or_else(|| kind_of_name(&origin.file_name()), SafeText::line);
    Error::OtherFile { path: origin.display(), kind }
}

/// A file whose text is known.
struct DecodedFile<'a> {
    origin: &'a Origin,
    path: SafeText,
    name: String,
    decoded: Decoded<'a>,
    /// What it was taken out of.
    envelope: Option<Envelope>,
}

impl<'a> DecodedFile<'a> {
    fn new(origin: &'a Origin, bytes: &'a [u8], encoding: Option<Encoding>) -> Result<Self, Error> {
        let path = origin.display();
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Err(Error::Empty { path });
        }
        let (decoded, envelope) = match mime::open(bytes) {
            Some(MimeRoot { bytes, charset, envelope }) => {
                (decode_labelled(&bytes, encoding, charset).map(Decoded::into_owned), Some(envelope))
            }
            None => (decode(bytes, encoding), None),
        };
        let decoded = decoded.ok_or_else(|| other_file(origin, bytes))?;
        if is_blank(&decoded.text) {
            return Err(Error::Empty { path });
        }
        Ok(Self { origin, path, name: origin.file_name(), decoded, envelope })
    }

    fn document<'d>(&'d self, extractor: &'d Extractor) -> TextDocument<'d> {
        let name = content_name(&self.name);
        let document = TextDocument::new(name, &self.decoded.text, &extractor.furniture, &extractor.limits);
        let enveloped = self.envelope.as_ref().and_then(Envelope::address);
        let address =
            enveloped.or_else(|| saved_from::address(&self.decoded.text).map(|address| SafeText::line(&address)));
        document.with_chapters(&extractor.chapters).saved_from(address)
    }

    fn one(&self, article: Article, document: &TextDocument<'_>) -> Result<Article, Error> {
        self.finish(article, &document.limit_notes()).ok_or_else(|| Error::NoArticle { path: self.path.clone() })
    }

    /// Says of an article how it was read, and what limits its document reached. `None` where there is nothing in it.
    fn finish(&self, mut article: Article, limits: &[Note]) -> Option<Article> {
        if let Some(envelope) = &self.envelope {
            envelope.complete(&mut article);
        }
        if article.body.is_empty() && article.meta.title.is_empty() {
            return None;
        }
        if article.meta.title.is_empty() {
            article.meta.title = self.title();
        }
        article.meta.lang = language::of(article.meta.lang.as_deref(), &article);
        article.meta.path = self.path.clone();
        article.meta.encoding = SafeText::line(self.decoded.encoding.name());
        article.meta.undecodable = self.decoded.undecodable;
        let count = private_use(&article);
        article.meta.notes.extend((count > 0).then_some(Note::PrivateUse { count }));
        article.meta.notes.extend(limits.iter().cloned().chain(self.decoded.notes.clone()));
        Some(article)
    }

    /// The title of a document that has none: the file's name without its extension.
    fn title(&self) -> SafeText {
        let stem = Path::new(content_name(&self.name)).file_stem();
        let title = SafeText::line(&stem.map(|stem| stem.to_string_lossy()).unwrap_or_default());
        if title.is_empty() { self.origin.display() } else { title }
    }
}
