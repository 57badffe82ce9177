//! The *importer*: from an origin to its articles. It is where bytes and texts meet: `source` finds the bytes and knows
//! no text, `extract` makes articles of bytes and reads no file.

mod excerpt;
mod pipeline;

use std::any::Any;
use std::fs::Metadata;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::error::{Error, panic_message};
use crate::extract::{self, Extracted, Extractor, ListedArticle};
use crate::model::{Article, Encoding, Entry, Failure, Limits, Meta, Note, Origin, PackedMeta, Part, SafeText};
use crate::source::{self, Address, ByteSource, Bytes, Interpreter, Job, JobContent, PackedChapter};

pub(super) use excerpt::Excerpt;
use pipeline::PipelineEnd;

/// What `source` asks of `extract`.
pub(super) static INTERPRETER: Interpreter = Interpreter {
    name_encoding: extract::name_encoding,
    is_article_list: extract::is_article_list,
    read_book: extract::read_book_index,
};

/// Reads origins: opens them, walks their containers, and makes articles of what is found.
#[derive(Debug, Default)]
pub struct Importer {
    extractor: Extractor,
    /// What its articles depend on beside the files, as a number.
    options: u64,
}

/// Takes articles as they are read; breaks off when it wants no more.
pub type ArticleSink<'f> = dyn FnMut(Arc<Origin>, Result<Article, Error>) -> ControlFlow<()> + 'f;

/// The numbers of parts that are none, each with what is wrong with it.
pub type WrongParts = Vec<(usize, String)>;

/// The parts of which an importer can be made, and the others.
fn holding<T: Clone>(parts: &[T], import: impl Fn(&[T]) -> Result<Importer, String>) -> (Vec<T>, WrongParts) {
    let (mut holding, mut wrong) = (Vec::new(), Vec::new());
    for (number, part) in parts.iter().enumerate() {
        match import(std::slice::from_ref(part)) {
            Ok(_) => holding.push(part.clone()),
            Err(message) => wrong.push((number, message.strip_prefix("rule 1: ").unwrap_or(&message).to_owned())),
        }
    }
    (holding, wrong)
}

/// An article, or why there is none, and where it is from.
pub type Imported = (Arc<Origin>, Result<Article, Error>);

impl Importer {
    /// An importer with the user's limits and own furniture rules, each a `[[rule]]` as the table of the program has
    /// them.
    ///
    /// # Errors
    /// What is wrong with a rule.
    pub fn new(limits: Limits, rules: &[toml::Table]) -> Result<Self, String> {
        let rules_as_written: Vec<String> = rules.iter().map(ToString::to_string).collect();
        Ok(Self { extractor: Extractor::new(limits, rules)?, options: hash((format!("{limits:?}"), rules_as_written)) })
    }

    /// The same, with patterns of the lines that are chapter heads in plain texts.
    ///
    /// # Errors
    /// What is wrong with a pattern.
    pub fn with_chapters(self, patterns: &[String]) -> Result<Self, String> {
        Ok(Self { extractor: self.extractor.with_chapters(patterns)?, options: hash((self.options, patterns)) })
    }

    /// An importer without the rules and patterns that are none; and which of them those are, each with what is wrong.
    #[must_use]
    pub fn of_what_holds(limits: Limits, rules: &[toml::Table], chapters: &[String]) -> (Self, WrongParts, WrongParts) {
        let whole = Self::new(limits, rules).and_then(|importer| importer.with_chapters(chapters));
        if let Ok(whole) = whole {
            return (whole, Vec::new(), Vec::new());
        }
        let (rules, wrong_rules) = holding(rules, |rule| Self::new(limits, rule));
        let (chapters, wrong_chapters) = holding(chapters, |pattern| Self::default().with_chapters(pattern));
        let importer = Self::new(limits, &rules).and_then(|importer| importer.with_chapters(&chapters));
        (importer.unwrap_or_default(), wrong_rules, wrong_chapters)
    }

    /// The same, reading every file in one encoding, or each in its own.
    #[must_use]
    pub fn in_encoding(self, encoding: Option<Encoding>) -> Self {
        let named = encoding.map(|encoding| encoding.to_string());
        Self { extractor: self.extractor.in_encoding(encoding), options: hash((self.options, named)) }
    }

    /// What its articles depend on beside the files, as a number: another one for other rules or limits.
    pub(super) fn options(&self) -> u64 {
        self.options
    }

    pub(super) fn limits(&self) -> &Limits {
        self.extractor.limits()
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
    /// container. What cannot be read is given with its reason; something is always given.
    ///
    /// Of a container each article is given as soon as it is read, and no more than a few are held.
    pub fn each(&self, origin: &Arc<Origin>, found: &mut ArticleSink<'_>) -> ControlFlow<()> {
        match self.open(origin) {
            Ok(opened) => self.each_of(origin, &opened, found),
            Err(error) => found(Arc::clone(origin), Err(error)),
        }
    }

    /// The articles of an origin, in its order, what cannot be read with its reason; `None` for a container, which may
    /// hold any number: those are better asked for one after the other, by [`Importer::each`]. `there` is what the system
    /// has just said of the file, if it was asked.
    pub fn articles(&self, origin: &Arc<Origin>, there: Option<&Metadata>) -> Option<Vec<Imported>> {
        let mut articles = Vec::new();
        match self.open_there(origin, there) {
            Ok(opened) if opened.is_list() => return None,
            Ok(opened) => {
                let _ = self.each_of(origin, &opened, &mut |origin, article| {
                    articles.push((origin, article));
                    ControlFlow::Continue(())
                });
            }
            Err(error) => articles.push((Arc::clone(origin), Err(error))),
        }
        Some(articles)
    }

    fn each_of(&self, origin: &Arc<Origin>, opened: &Opened, found: &mut ArticleSink<'_>) -> ControlFlow<()> {
        let mut any = false;
        let give = |(part, article)| {
            any = true;
            found(part, article)
        };
        let walk = |emit: &mut dyn FnMut(Job) -> ControlFlow<()>| self.walk(opened, emit);
        let end = if opened.is_list() {
            pipeline::run(walk, |job| self.import_safely(job), give)
        } else {
            pipeline::run_here(walk, |job| self.import(job), give)
        };
        let error = match end {
            PipelineEnd::BrokenOff => return ControlFlow::Break(()),
            PipelineEnd::Panicked(panic) => broken(&opened.address.root, panic.as_ref()),
            PipelineEnd::Done if any => return ControlFlow::Continue(()),
            PipelineEnd::Done if opened.address.selector().is_part() => {
                Error::read(&origin.display(), std::io::Error::other("nothing of this name in it"))
            }
            PipelineEnd::Done => Error::NoArticle { path: origin.display() },
        };
        found(Arc::clone(origin), Err(error))
    }

    /// Whether an origin is a list of articles rather than one: a container, or a folder in one.
    pub fn is_list(&self, origin: &Arc<Origin>) -> bool {
        let Ok(opened) = self.open(origin) else { return false };
        if !opened.is_list() {
            return false;
        }
        if !opened.address.selector().is_part() {
            return true;
        }
        let mut count = 0;
        self.walk(&opened, &mut |job| {
            count += usize::from(!matches!(job.content, JobContent::Failed(Error::OtherFile { .. })));
            if count < 2 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        count > 1
    }

    /// The texts of an origin as they stand in its files: decoded and made safe, nothing cut. One of most files, many
    /// of a container.
    pub fn sources(
        &self,
        origin: &Arc<Origin>,
        found: &mut dyn FnMut(Result<SafeText, Error>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let opened = match self.open(origin) {
            Ok(opened) => opened,
            Err(error) => return found(Err(error)),
        };
        let mut last = None;
        self.walk(&opened, &mut |job| {
            let flow = match job.content {
                JobContent::Failed(error) => found(Err(error)),
                JobContent::File { bytes, .. } => found(self.extractor.text(&job.origin, &bytes)),
                JobContent::Chapter(chapter) => found(self.extractor.text(&job.origin, &chapter.bytes)),
            };
            last = Some(flow);
            flow
        });
        last.unwrap_or_else(|| found(Err(Error::NoArticle { path: origin.display() })))
    }

    fn walk(&self, opened: &Opened, emit: &mut dyn FnMut(Job) -> ControlFlow<()>) {
        let Opened { address, source } = opened;
        source::walk(&address.root, source, address.selector(), self.limits(), &INTERPRETER, emit);
    }

    /// The articles of a job; of a panic of the parser an entry that says so, so that the other files have theirs.
    fn import_safely(&self, job: Job) -> Vec<Imported> {
        let origin = Arc::clone(&job.origin);
        catch_unwind(AssertUnwindSafe(|| self.import(job))).unwrap_or_else(|panic| {
            let error = broken(&origin, panic.as_ref());
            vec![(origin, Err(error))]
        })
    }

    /// The articles of a file that was found on the way through a container, or of the file itself.
    fn import(&self, job: Job) -> Vec<Imported> {
        let mut imported = self.extract(job);
        for (origin, article) in &mut imported {
            if let Ok(article) = article {
                article.meta.content = article.content_key(&origin.file_name());
            }
        }
        imported
    }

    fn extract(&self, job: Job) -> Vec<Imported> {
        let Job { origin, content } = job;
        match content {
            JobContent::Failed(error) => vec![(origin, Err(error))],
            JobContent::Chapter(chapter) => self.chapter(origin, &chapter),
            JobContent::File { bytes, item, note } => {
                let noted = |mut article: Article| {
                    article.meta.notes.extend(note.clone());
                    article
                };
                match self.extractor.articles(&origin, &bytes) {
                    Err(error) => vec![(origin, Err(error))],
                    // It has no items: nothing of that name.
                    Ok(Extracted::One(_)) if item.is_some() => Vec::new(),
                    Ok(Extracted::One(article)) => vec![(origin, Ok(noted(*article)))],
                    Ok(several) => {
                        let mut articles = (1..).zip(several.several()).peekable();
                        if articles.peek().is_none() && item.is_none() {
                            let error = Error::NoArticle { path: origin.display() };
                            return vec![(origin, Err(error))];
                        }
                        let wanted = articles.filter(|(number, _)| item.is_none_or(|item| item == *number));
                        let whole = |listed: ListedArticle| noted(self.with_text(&origin, listed));
                        wanted.map(|(number, listed)| as_item(&origin, number, whole(listed))).collect()
                    }
                }
            }
        }
    }

    /// An entry of a list with its text, where that is in a file beside the list.
    fn with_text(&self, list: &Origin, listed: ListedArticle) -> Article {
        let ListedArticle { mut article, text_at } = listed;
        let has_none = article.body.is_empty();
        if let Some(origin) = text_at.filter(|_| has_none).and_then(|text_at| list.beside(&text_at))
            && let Some(bytes) = self.bytes(&Arc::new(origin.clone()))
            && let Ok(text) = self.extractor.first(&origin, &bytes)
        {
            (article.body, article.removed) = (text.body, text.removed);
            article.meta.notes.retain(|note| *note != Note::LinkOnly);
            article.meta.lang = text.meta.lang.or(article.meta.lang);
            article.meta.author = article.meta.author.or(text.meta.author);
        }
        article
    }

    /// The bytes of one file.
    fn bytes(&self, origin: &Arc<Origin>) -> Option<Bytes> {
        let opened = self.open(origin).ok()?;
        let mut found = None;
        self.walk(&opened, &mut |job| {
            if let JobContent::File { bytes, .. } = job.content {
                found = Some(bytes);
            }
            ControlFlow::Break(())
        });
        found
    }

    fn chapter(&self, origin: Arc<Origin>, chapter: &PackedChapter) -> Vec<Imported> {
        match self.extractor.chapter(&origin, &chapter.bytes, &chapter.book, chapter.number) {
            Ok(mut article) => {
                article.meta.notes.extend(chapter.note.clone());
                vec![(origin, Ok(article))]
            }
            Err(Error::NoArticle { .. } | Error::Empty { .. }) if !chapter.asked => Vec::new(),
            Err(error) => vec![(origin, Err(error))],
        }
    }

    /// Opens the file that an origin is, or is in.
    fn open(&self, origin: &Arc<Origin>) -> Result<Opened, Error> {
        self.open_there(origin, None)
    }

    /// The same, where the system has just said what it is.
    fn open_there(&self, origin: &Arc<Origin>, there: Option<&Metadata>) -> Result<Opened, Error> {
        let address = Address::of(origin);
        let failed = |error| Error::read(&address.root.display(), error);
        let most = self.limits().file;
        let source = match &*address.root {
            Origin::File(path) | Origin::LegacyFile { path, .. } => source::open(path, there, most).map_err(failed)?,
            Origin::Sample { bytes, .. } => ByteSource::Bytes(Bytes::Static(bytes)),
            Origin::Stdin => source::stdin(most).map(ByteSource::Bytes).map_err(failed)?,
            Origin::Part { .. } => return Err(Error::NoArticle { path: address.root.display() }),
        };
        Ok(Opened { address, source })
    }
}

/// The file that an origin is, or is in, opened.
struct Opened {
    address: Address,
    source: ByteSource,
}

impl Opened {
    fn is_list(&self) -> bool {
        source::is_list(&self.address.root.file_name(), &self.source)
    }
}

/// An article as a numbered one of its file.
fn as_item(whole: &Arc<Origin>, number: usize, mut article: Article) -> Imported {
    let origin = Arc::new(Origin::Part { whole: Arc::clone(whole), part: Part::Item(number) });
    article.meta.path = origin.display();
    (origin, Ok(article))
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The error of a file whose reading panicked.
fn broken(origin: &Origin, panic: &(dyn Any + Send)) -> Error {
    Error::read(&origin.display(), std::io::Error::other(panic_message(panic).to_string()))
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
    let mut title = SafeText::line(&origin.file_name());
    if title.is_empty() {
        title = origin.display();
    }
    let packed = PackedMeta::new(&Meta { title, ..Meta::default() });
    Entry { origin, packed, length: 0, failure: Some(failure) }
}

/// The entry of an article.
pub fn entry(origin: Arc<Origin>, article: &Article) -> Entry {
    listed(origin, &article.meta, article.length())
}

/// The entry of an article whose length in 字 is known.
pub(crate) fn listed(origin: Arc<Origin>, meta: &Meta, length: usize) -> Entry {
    Entry { origin, packed: PackedMeta::new(meta), length, failure: None }
}

#[cfg(test)]
mod tests;
