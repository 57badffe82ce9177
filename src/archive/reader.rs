//! The *reader of files*: how they are read, and the way from an origin to its articles.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use super::document::Document;
use super::furniture::Furniture;
use super::kinds::{Parse, recognise};
use super::{decode, file, lang, prose};
use crate::error::Error;
use crate::model::{Article, Encoding, Limits, Origin, Part, SafeText};

/// Reads, decodes, recognises, parses and cleans files.
#[derive(Debug, Default)]
pub struct Reader {
    pub(super) limits: Limits,
    pub(super) furniture: Furniture,
    /// The encoding of all files, where the user says it.
    encoding: Option<Encoding>,
}

/// Takes articles as they are read; breaks off when it wants no more.
pub type Found<'f> = dyn FnMut(Arc<Origin>, Result<Article, Error>) -> ControlFlow<()> + 'f;

impl Reader {
    /// A reader with the user's limits and own furniture rules, each a `[[rule]]` as the table of the program has them.
    ///
    /// # Errors
    /// What is wrong with a rule.
    pub fn new(limits: Limits, rules: &[toml::Table]) -> Result<Self, String> {
        Ok(Self { limits, furniture: Furniture::with(rules)?, encoding: None })
    }

    /// The same, reading every file in one encoding, or each in its own.
    #[must_use]
    pub fn in_encoding(self, encoding: Option<Encoding>) -> Self {
        Self { encoding, ..self }
    }

    /// Builds what every article needs and the first would have to wait for.
    pub(super) fn prepare(&self) {
        self.furniture.prepare();
    }

    /// Reads one article: a file that holds one, or the part of a file that the origin names. Of a file that holds
    /// several it is the first.
    ///
    /// # Errors
    /// Why there is no article.
    pub fn read(&self, origin: &Origin) -> Result<Article, Error> {
        let mut first = None;
        let _ = self.each(&Arc::new(origin.clone()), &mut |_, article| {
            first = Some(article);
            ControlFlow::Break(())
        });
        first.unwrap_or_else(|| Err(Error::NoArticle { path: origin.display() }))
    }

    /// Reads an origin and gives every article in it to `found`, in its order: one of most files, many of a feed. What
    /// cannot be read is given with its reason; something is always given.
    pub fn each(&self, origin: &Arc<Origin>, found: &mut Found<'_>) -> ControlFlow<()> {
        let (whole, wanted) = match &**origin {
            Origin::Part { whole, part } => (whole, Some(part)),
            _ => (origin, None),
        };
        match self.articles(whole) {
            Err(error) => found(Arc::clone(origin), Err(error)),
            Ok(Articles::One(article)) => found(Arc::clone(origin), Ok(*article)),
            Ok(Articles::Many(articles)) => {
                let mut any = false;
                for (at, mut article) in articles.into_iter().enumerate() {
                    let part = Part::Item(at + 1);
                    if wanted.is_some_and(|wanted| *wanted != part) {
                        continue;
                    }
                    any = true;
                    let origin = Arc::new(Origin::Part { whole: Arc::clone(whole), part });
                    article.meta.path = origin.display();
                    found(origin, Ok(article))?;
                }
                if any {
                    return ControlFlow::Continue(());
                }
                found(Arc::clone(origin), Err(Error::NoArticle { path: origin.display() }))
            }
        }
    }

    fn articles(&self, origin: &Arc<Origin>) -> Result<Articles, Error> {
        let failed = |error| Error::read(&origin.display(), error);
        match &**origin {
            Origin::File(path) => self.parse(origin, &file::read(path, self.limits.file).map_err(failed)?),
            Origin::Sample { bytes, .. } => self.parse(origin, bytes),
            Origin::Stdin => self.parse(origin, file::stdin(self.limits.file).map_err(failed)?),
            Origin::Part { .. } => Err(Error::NoArticle { path: origin.display() }),
        }
    }

    /// The text of an origin as it stands in its file: decoded and made safe, nothing cut.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn source_text(&self, origin: &Origin) -> Result<SafeText, Error> {
        let failed = |error| Error::read(&origin.display(), error);
        let text = |bytes: &[u8]| match decode::decode(bytes, self.encoding) {
            Some(decoded) => Ok(SafeText::body(&decoded.text)),
            None => Err(Error::Binary { path: origin.display() }),
        };
        match origin {
            Origin::File(path) => text(&file::read(path, self.limits.file).map_err(failed)?),
            Origin::Sample { bytes, .. } => text(bytes),
            Origin::Part { whole, .. } => self.source_text(whole),
            Origin::Stdin => text(file::stdin(self.limits.file).map_err(failed)?),
        }
    }

    fn parse(&self, origin: &Origin, bytes: &[u8]) -> Result<Articles, Error> {
        let path = origin.display();
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Err(Error::Empty { path });
        }
        let Some(decoded) = decode::decode(bytes, self.encoding) else { return Err(Error::Binary { path }) };
        let text = decoded.text.as_ref();
        if prose::is_blank(text) {
            return Err(Error::Empty { path });
        }
        let name = file_name(origin);
        let document = Document { name: &name, text, reader: self };
        let finish = |mut article: Article| {
            if article.body.is_empty() && article.meta.title.is_empty() {
                return None;
            }
            if article.meta.title.is_empty() {
                article.meta.title = file_title(origin);
            }
            article.meta.lang = lang::of(article.meta.lang.as_deref(), &article);
            article.meta.path = path.clone();
            article.meta.encoding = SafeText::line(decoded.encoding.name());
            article.meta.undecodable = decoded.undecodable;
            article.meta.notes.extend(decoded.note.clone());
            Some(article)
        };
        match recognise(&document).parse {
            Parse::One(parse) => match finish(parse(&document)) {
                Some(article) => Ok(Articles::One(Box::new(article))),
                None => Err(Error::NoArticle { path }),
            },
            Parse::Many(parse) => Ok(Articles::Many(parse(&document).into_iter().filter_map(finish).collect())),
        }
    }
}

/// What is in a file.
enum Articles {
    One(Box<Article>),
    Many(Vec<Article>),
}

/// The bare name of the file.
pub(super) fn file_name(origin: &Origin) -> String {
    match origin {
        Origin::File(path) => path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
        Origin::Stdin => String::from("-"),
        Origin::Sample { name, .. } => (*name).to_owned(),
        Origin::Part { whole, part: Part::Item(_) } => file_name(whole),
        Origin::Part { part: Part::Member(path), .. } => path.rsplit('/').next().unwrap_or(path).to_owned(),
    }
}

/// The title of a document that has none: the file's name without its extension.
fn file_title(origin: &Origin) -> SafeText {
    let name = file_name(origin);
    let stem = Path::new(&name).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let title = SafeText::line(&stem);
    if title.is_empty() { origin.display() } else { title }
}

/// Articles of bytes already at hand.
///
/// # Errors
/// Why there is no article in them.
pub fn parse(origin: &Origin, bytes: &[u8]) -> Result<Article, Error> {
    match Reader::default().parse(origin, bytes)? {
        Articles::One(article) => Ok(*article),
        Articles::Many(articles) => {
            articles.into_iter().next().ok_or_else(|| Error::NoArticle { path: origin.display() })
        }
    }
}
