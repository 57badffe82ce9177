//! An *article of an archive*, as a command gets it: imported just now, or known from the catalogue, where its body is
//! read only if it is asked for.

use std::cell::OnceCell;
use std::sync::Arc;

use super::catalogue::{KeptOutput, PieceText, TextPlace, Texts};
use super::importer::{Imported, Importer, listed};
use super::keeper::FileKeeping;
use crate::error::Error;
use crate::model::{Article, Entry, Failure, Origin, SafeText, TraceTable};
use crate::search::{FoldedArticle, Query, StoredArticle};

/// One article, or why there is none.
pub struct ArchiveArticle<'a>(Inner<'a>);

enum Inner<'a> {
    Imported(Arc<Origin>, Result<StoredArticle, Error>),
    Kept { output: &'a KeptOutput, piece: &'a FoldPiece<'a>, importer: &'a Importer },
}

impl<'a> ArchiveArticle<'a> {
    pub(super) fn imported((origin, article): Imported) -> Self {
        Self(Inner::Imported(origin, article.map(|article| StoredArticle::new(Arc::new(article)))))
    }

    pub(super) fn kept(output: &'a KeptOutput, piece: &'a FoldPiece<'a>, importer: &'a Importer) -> Self {
        Self(Inner::Kept { output, piece, importer })
    }

    /// Where it is from.
    pub fn origin(&self) -> &Origin {
        match &self.0 {
            Inner::Imported(origin, _) => origin,
            Inner::Kept { output, .. } => &output.origin,
        }
    }

    /// Keeps what was imported just now.
    pub(super) fn keep_in(&self, keeping: &mut FileKeeping<'_>) {
        if let Inner::Imported(origin, article) = &self.0 {
            let failure = article.as_ref().err().map(Error::failure);
            let answer = article.as_ref().map_err(|_| failure.as_ref().unwrap_or(&Failure::NoArticle));
            keeping.add(origin, answer, None);
        }
    }

    /// Whether it was imported just now.
    #[cfg(test)]
    pub(super) fn is_imported(&self) -> bool {
        matches!(self.0, Inner::Imported(..))
    }

    /// The kind of the file, if it is of a kind that articles are not.
    pub(super) fn other_file(&self) -> Option<SafeText> {
        match &self.0 {
            Inner::Imported(_, Err(Error::OtherFile { kind, .. })) => Some(kind.clone()),
            Inner::Kept { output: KeptOutput { answer: Err(Failure::OtherFile { kind }), .. }, .. } => {
                Some(kind.clone())
            }
            _ => None,
        }
    }

    /// Why there is no article; none where there is one.
    pub fn failure(self) -> Option<Error> {
        match self.0 {
            Inner::Imported(_, article) => article.err(),
            Inner::Kept { output, .. } => output.answer.as_ref().err().map(|failure| error(&output.origin, failure)),
        }
    }

    /// Its entry.
    ///
    /// # Errors
    /// Why there is no article.
    pub fn entry(self) -> Result<Entry, Error> {
        match self.0 {
            Inner::Imported(origin, article) => {
                let article = article?;
                Ok(listed(origin, &article.article().meta, article.length()))
            }
            Inner::Kept { output, .. } => match &output.answer {
                Ok(article) => Ok(article.entry(&output.origin)),
                Err(failure) => Err(error(&output.origin, failure)),
            },
        }
    }

    /// Whether it may answer a query, which asks for marks by `traces`; what may not does not.
    pub fn may_match(&self, query: &Query, traces: Option<&TraceTable>) -> bool {
        match &self.0 {
            Inner::Imported(..) => true,
            Inner::Kept { output, piece, .. } => output.answer.as_ref().map_or(true, |article| {
                let meta = || Some(Arc::new(article.packed.unpack(output.origin.display())));
                query.may_match(traces, &meta, &|| piece.fold(article.text?))
            }),
        }
    }

    /// The article itself.
    ///
    /// # Errors
    /// Why there is none.
    pub fn article(self) -> Result<Arc<Article>, Error> {
        match self.0 {
            Inner::Imported(_, article) => article.map(|article| Arc::clone(article.article())),
            Inner::Kept { output, piece, importer } => {
                let kept = output.answer.as_ref().map_err(|failure| error(&output.origin, failure))?;
                match kept.text.and_then(|text| piece.article(text, &output.origin)) {
                    Some(article) => Ok(Arc::new(article)),
                    None => importer.read(&output.origin).map(Arc::new),
                }
            }
        }
    }

    /// Where it is from, and the article itself or why there is none.
    pub fn into_parts(self) -> (Arc<Origin>, Result<Arc<Article>, Error>) {
        let origin = match &self.0 {
            Inner::Imported(origin, _) => Arc::clone(origin),
            Inner::Kept { output, .. } => Arc::clone(&output.origin),
        };
        (origin, self.article())
    }

    /// The article with its fold.
    ///
    /// # Errors
    /// Why there is none.
    pub fn folded(self) -> Result<(Arc<Article>, FoldedArticle), Error> {
        let article = self.article()?;
        let folded = FoldedArticle::new(&article);
        Ok((article, folded))
    }
}

/// The error that a failure was.
fn error(origin: &Origin, failure: &Failure) -> Error {
    let path = origin.display();
    match failure {
        Failure::Empty => Error::Empty { path },
        Failure::OtherFile { kind } => Error::OtherFile { path, kind: kind.clone() },
        Failure::NoArticle => Error::NoArticle { path },
        Failure::Unreadable(said) | Failure::Broken(said) => {
            Error::read(&path, std::io::Error::other(said.to_string()))
        }
    }
}

/// A piece of folded texts, read when the first of it is asked for.
pub(super) struct FoldPiece<'t> {
    texts: Option<&'t Texts>,
    read: OnceCell<(u64, Option<PieceText>)>,
}

impl<'t> FoldPiece<'t> {
    pub fn new(texts: Option<&'t Texts>) -> Self {
        Self { texts, read: OnceCell::new() }
    }

    /// The fold of an article; none where it is damaged, or stands in another piece than the first that was asked for.
    pub fn fold(&self, place: TextPlace) -> Option<&[u8]> {
        let texts = self.texts?;
        let (piece, text) = self.read.get_or_init(|| (place.piece(), texts.piece(place)));
        text.as_deref().filter(|_| *piece == place.piece()).and_then(|text| place.fold_in(text))
    }

    /// An article.
    pub fn article(&self, place: TextPlace, origin: &Origin) -> Option<Article> {
        self.texts?.article(place, origin)
    }
}
