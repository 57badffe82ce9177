//! The *reader of files*: how they are read, and the way from an origin to its articles.

use std::any::Any;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use crate::error::Error;
use crate::extract::credits::language;
use crate::extract::decode;
use crate::extract::document::Document;
use crate::extract::formats::registry::{Parse, recognise};
use crate::extract::furniture::Furniture;
use crate::extract::prose;
use crate::model::{Article, Encoding, Entry, Failure, Limits, Meta, Note, Origin, Part, SafeText};
use crate::source::address::Address;
use crate::source::bytes::{Bytes, Source};
use crate::source::containers::pipeline::End;
use crate::source::containers::{self, Job, What};
use crate::source::file;

/// Reads, decodes, recognises, parses and cleans files.
#[derive(Debug, Default)]
pub struct Importer {
    pub(crate) limits: Limits,
    pub(crate) furniture: Furniture,
    /// The encoding of all files, where the user says it.
    encoding: Option<Encoding>,
}

/// Takes articles as they are read; breaks off when it wants no more.
pub type Found<'f> = dyn FnMut(Arc<Origin>, Result<Article, Error>) -> ControlFlow<()> + 'f;

impl Importer {
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
    pub(crate) fn prepare(&self) {
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

    /// Reads an origin and gives every article in it to `found`, in its order: one of most files, many of a feed or a
    /// packed file. What cannot be read is given with its reason; something is always given.
    ///
    /// Of a packed file each article is given as soon as it is read, and no more than a few are held.
    pub fn each(&self, origin: &Arc<Origin>, found: &mut Found<'_>) -> ControlFlow<()> {
        let address = Address::of(origin);
        let source = match self.open(&address.root) {
            Ok(source) => source,
            Err(error) => return found(Arc::clone(origin), Err(error)),
        };
        let mut any = false;
        let give = |(part, article)| {
            any = true;
            found(part, article)
        };
        let walk = |emit: &mut dyn FnMut(Job) -> ControlFlow<()>| {
            containers::walk(&address.root, &source, address.wanted(), &self.limits, emit);
        };
        let end = if containers::is_packed(&file_name(&address.root), &source) {
            containers::pipeline::run(walk, |job| self.made_safely(job), give)
        } else {
            containers::pipeline::run_here(walk, |job| self.made(job), give)
        };
        let error = match end {
            End::BrokenOff => return ControlFlow::Break(()),
            End::Panicked(panic) => broken(&address.root, panic.as_ref()),
            End::Done if any => return ControlFlow::Continue(()),
            End::Done if address.wanted().is_some() => {
                Error::read(&origin.display(), std::io::Error::other("nothing of this name in it"))
            }
            End::Done => Error::NoArticle { path: origin.display() },
        };
        found(Arc::clone(origin), Err(error))
    }

    /// Whether an origin is a list of articles rather than one: a packed file, or a folder in one.
    pub fn is_list(&self, origin: &Arc<Origin>) -> bool {
        let address = Address::of(origin);
        let Ok(source) = self.open(&address.root) else { return false };
        if !containers::is_packed(&file_name(&address.root), &source) {
            return false;
        }
        if !address.wanted().is_some() {
            return true;
        }
        let mut count = 0;
        containers::walk(&address.root, &source, address.wanted(), &self.limits, &mut |_| {
            count += 1;
            if count < 2 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        count > 1
    }

    /// Whether an origin is a packed file, or in one: its articles are better asked for one after the other.
    pub fn is_packed(&self, origin: &Arc<Origin>) -> bool {
        let root = Address::of(origin).root;
        self.open(&root).is_ok_and(|source| containers::is_packed(&file_name(&root), &source))
    }

    /// The articles of a job; of a panic of the parser an entry that says so, so that the other files have theirs.
    fn made_safely(&self, job: Job) -> Vec<Given> {
        let origin = Arc::clone(&job.origin);
        catch_unwind(AssertUnwindSafe(|| self.made(job))).unwrap_or_else(|panic| {
            let error = broken(&origin, panic.as_ref());
            vec![(origin, Err(error))]
        })
    }

    /// The articles of a file that was found on the way through a packed one, or of the file itself.
    fn made(&self, job: Job) -> Vec<Given> {
        let Job { origin, what } = job;
        match what {
            What::Failed(error) => vec![(origin, Err(error))],
            What::File { bytes, item, note } => {
                let articles = self.parse(&origin, &bytes).map(|mut articles| {
                    articles.note(note);
                    articles
                });
                match articles {
                    Err(error) => vec![(origin, Err(error))],
                    // It has no items: nothing of that name.
                    Ok(Articles::One(_)) if item.is_some() => Vec::new(),
                    Ok(Articles::One(article)) => vec![(origin, Ok(*article))],
                    Ok(Articles::Many(articles)) if articles.is_empty() && item.is_none() => {
                        let error = Error::NoArticle { path: origin.display() };
                        vec![(origin, Err(error))]
                    }
                    Ok(Articles::Many(articles)) => {
                        let numbered = (1..).zip(articles);
                        let wanted = numbered.filter(|(number, _)| item.is_none_or(|item| item == *number));
                        wanted.map(|(number, article)| as_item(&origin, number, article)).collect()
                    }
                }
            }
            What::Chapter(chapter) => {
                let parse =
                    |document: &Document<'_>| Articles::One(Box::new(containers::parse_chapter(document, &chapter)));
                match self.parse_as(&origin, &chapter.bytes, &parse) {
                    Ok(Articles::One(mut article)) => {
                        article.meta.notes.extend(chapter.note);
                        vec![(origin, Ok(*article))]
                    }
                    Ok(Articles::Many(_)) => Vec::new(),
                    Err(Error::NoArticle { .. } | Error::Empty { .. }) if !chapter.asked => Vec::new(),
                    Err(error) => vec![(origin, Err(error))],
                }
            }
        }
    }

    /// The texts of an origin as they stand in its files: decoded and made safe, nothing cut. One of most files, many
    /// of a packed one.
    pub fn sources(
        &self,
        origin: &Arc<Origin>,
        found: &mut dyn FnMut(Result<SafeText, Error>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let address = Address::of(origin);
        let source = match self.open(&address.root) {
            Ok(source) => source,
            Err(error) => return found(Err(error)),
        };
        let text = |origin: &Origin, bytes: &[u8]| match decode::decode(bytes, self.encoding) {
            Some(decoded) => Ok(SafeText::body(&decoded.text)),
            None => Err(Error::Binary { path: origin.display() }),
        };
        let mut last = None;
        containers::walk(&address.root, &source, address.wanted(), &self.limits, &mut |job| {
            let flow = match job.what {
                What::Failed(error) => found(Err(error)),
                What::File { bytes, .. } => found(text(&job.origin, &bytes)),
                What::Chapter(chapter) => found(text(&job.origin, &chapter.bytes)),
            };
            last = Some(flow);
            flow
        });
        last.unwrap_or_else(|| found(Err(Error::NoArticle { path: origin.display() })))
    }

    /// The bytes of a file that is no part of another.
    fn open(&self, origin: &Origin) -> Result<Source, Error> {
        let failed = |error| Error::read(&origin.display(), error);
        match origin {
            Origin::File(path) => file::open(path, self.limits.file).map_err(failed),
            Origin::Sample { bytes, .. } => Ok(Source::Bytes(Bytes::Static(bytes))),
            Origin::Stdin => file::stdin(self.limits.file).map(Source::Bytes).map_err(failed),
            Origin::Part { .. } => Err(Error::NoArticle { path: origin.display() }),
        }
    }

    fn parse(&self, origin: &Origin, bytes: &[u8]) -> Result<Articles, Error> {
        self.parse_as(origin, bytes, &|document| match recognise(document).parse {
            Parse::One(parse) => Articles::One(Box::new(parse(document))),
            Parse::Many(parse) => Articles::Many(parse(document)),
        })
    }

    /// Articles of bytes that `parse` knows how to read.
    fn parse_as(
        &self,
        origin: &Origin,
        bytes: &[u8],
        parse: &dyn Fn(&Document<'_>) -> Articles,
    ) -> Result<Articles, Error> {
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
        let document = Document { name: containers::content_name(&name), text, reader: self };
        let finish = |mut article: Article| {
            if article.body.is_empty() && article.meta.title.is_empty() {
                return None;
            }
            if article.meta.title.is_empty() {
                article.meta.title = file_title(origin);
            }
            article.meta.lang = language::of(article.meta.lang.as_deref(), &article);
            article.meta.path = path.clone();
            article.meta.encoding = SafeText::line(decoded.encoding.name());
            article.meta.undecodable = decoded.undecodable;
            article.meta.notes.extend(decoded.note.clone());
            Some(article)
        };
        match parse(&document) {
            Articles::One(article) => match finish(*article) {
                Some(article) => Ok(Articles::One(Box::new(article))),
                None => Err(Error::NoArticle { path }),
            },
            Articles::Many(articles) => Ok(Articles::Many(articles.into_iter().filter_map(finish).collect())),
        }
    }
}

/// What is in a file.
enum Articles {
    One(Box<Article>),
    Many(Vec<Article>),
}

impl Articles {
    /// Says of each what is wrong with its file.
    fn note(&mut self, note: Option<Note>) {
        let articles = match self {
            Self::One(article) => std::slice::from_mut(&mut **article),
            Self::Many(articles) => articles,
        };
        articles.iter_mut().for_each(|article| article.meta.notes.extend(note.clone()));
    }
}

/// An article, or why there is none, and where it is from.
type Given = (Arc<Origin>, Result<Article, Error>);

/// An article as a numbered one of its file.
fn as_item(whole: &Arc<Origin>, number: usize, mut article: Article) -> Given {
    let origin = Arc::new(Origin::Part { whole: Arc::clone(whole), part: Part::Item(number) });
    article.meta.path = origin.display();
    (origin, Ok(article))
}

/// What a panic while a file was read is to its reader.
fn broken(origin: &Origin, panic: &(dyn Any + Send)) -> Error {
    let message = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let message = SafeText::line(message.unwrap_or("the parser broke off"));
    Error::read(&origin.display(), std::io::Error::other(message.to_string()))
}

/// The bare name of the file.
pub(crate) fn file_name(origin: &Origin) -> String {
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
    let stem = Path::new(containers::content_name(&name))
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    let title = SafeText::line(&stem);
    if title.is_empty() { origin.display() } else { title }
}

/// Articles of bytes already at hand.
///
/// # Errors
/// Why there is no article in them.
pub fn parse(origin: &Origin, bytes: &[u8]) -> Result<Article, Error> {
    match Importer::default().parse(origin, bytes)? {
        Articles::One(article) => Ok(*article),
        Articles::Many(articles) => {
            articles.into_iter().next().ok_or_else(|| Error::NoArticle { path: origin.display() })
        }
    }
}

/// Reads an origin as [`Importer::read`] does, with the limits and rules of the program.
///
/// # Errors
/// Why there is no article.
pub fn read(origin: &Origin) -> Result<Article, Error> {
    Importer::default().read(origin)
}

/// The entry of a file that could not become an article: its name for a title, and the reason.
pub fn failed_entry(origin: Arc<Origin>, error: &Error) -> Entry {
    failed_with(origin, error.failure())
}

pub(crate) fn failed_with(origin: Arc<Origin>, failure: Failure) -> Entry {
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

#[cfg(test)]
mod tests;
