//! The *annotations*: what was highlighted and noted, in all archives, and where that is in the article on the screen.

use std::ops::Range;
use std::sync::{Arc, Weak};

use crate::model::{Annotation, AnnotationId, Article, BlockIx, EntryId, HighlightColour, TextSpan, TraceKey};

/// All annotations, and where those of the article on the screen are.
#[derive(Debug, Default)]
pub struct Annotations {
    all: Vec<Annotation>,
    /// One more with each change.
    version: u64,
    placed: Placed,
}

/// An annotation of the article on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedAnnotation {
    /// Which it is.
    pub id: AnnotationId,
    /// Where it is; none where what it quotes is not in the article any more.
    pub span: Option<TextSpan>,
    /// Its colour.
    pub colour: HighlightColour,
}

/// Those of one article.
#[derive(Debug, Default)]
struct Placed {
    /// The entry, its text and the version of the annotations that they were looked up for.
    of: Option<(EntryId, Weak<Article>, u64)>,
    annotations: Vec<PlacedAnnotation>,
}

impl Annotations {
    /// All of them, the oldest first.
    pub fn all(&self) -> &[Annotation] {
        &self.all
    }

    /// The one of a number.
    pub fn get(&self, id: AnnotationId) -> Option<&Annotation> {
        self.all.iter().find(|annotation| annotation.id == id)
    }

    /// Those of the article on the screen, in the order of the text; what is lost comes last.
    pub fn placed(&self) -> &[PlacedAnnotation] {
        &self.placed.annotations
    }

    /// What is highlighted in a block with a text of `length` bytes.
    pub fn in_block(&self, block: BlockIx, length: usize) -> Vec<(Range<usize>, HighlightColour)> {
        let placed = self.placed.annotations.iter();
        placed.filter_map(|own| Some((own.span?.in_block(block, length)?, own.colour))).collect()
    }

    /// Takes in those that are kept. What was made before they came holds.
    pub(super) fn take(&mut self, kept: Vec<Annotation>) {
        let own = std::mem::replace(&mut self.all, kept);
        for annotation in own {
            self.put(annotation);
        }
        self.version += 1;
    }

    /// Adds one, or puts it in the place of the one that has its number.
    pub(super) fn put(&mut self, annotation: Annotation) {
        self.version += 1;
        match self.all.iter_mut().find(|known| known.id == annotation.id) {
            Some(known) => *known = annotation,
            None => self.all.push(annotation),
        }
    }

    /// Removes one.
    pub(super) fn remove(&mut self, id: AnnotationId) {
        self.version += 1;
        self.all.retain(|annotation| annotation.id != id);
    }

    /// Looks up where those of an article are, unless that is known. `key` is its own; `has_text` says whether an
    /// article is listed that has a text. Gives those that were found elsewhere than where they were kept, as they are
    /// to be kept now.
    pub(super) fn place(
        &mut self,
        id: EntryId,
        article: &Arc<Article>,
        key: TraceKey,
        has_text: impl Fn(u64) -> bool,
    ) -> Vec<Annotation> {
        let known = |(own, text, version): &(EntryId, Weak<Article>, u64)| {
            *own == id && *version == self.version && std::ptr::eq(text.as_ptr(), Arc::as_ptr(article))
        };
        if self.placed.of.as_ref().is_some_and(known) {
            return Vec::new();
        }
        let mut moved = Vec::new();
        let mut placed = Vec::new();
        for own in self.all.iter_mut().filter(|own| is_of(own.key, key)) {
            let same_text = own.key.content == key.content;
            let stands = own.span.pieces(&article.body).join("\n") == own.quotation.exact.as_str();
            let span = match same_text && stands {
                true => Some(own.span),
                false => own.quotation.find(&article.body, own.span),
            };
            // A file may have another article in it by now; then that one has nothing to do with the annotation.
            if span.is_none() && !same_text && has_text(own.key.content) {
                continue;
            }
            if let Some(span) = span.filter(|span| (key, *span) != (own.key, own.span)) {
                (own.key, own.span) = (key, span);
                moved.push(own.clone());
            }
            placed.push(PlacedAnnotation { id: own.id, span, colour: own.colour });
        }
        placed.sort_by_key(|own| (own.span.is_none(), own.span.map(|span| (span.start, span.end))));
        self.placed = Placed { of: Some((id, Arc::downgrade(article), self.version)), annotations: placed };
        moved
    }

    /// No article is on the screen.
    pub(super) fn place_none(&mut self) {
        self.placed = Placed::default();
    }
}

/// Whether what is known by one key may be of the article that is known by another: the same text, or the same file.
pub(super) fn is_of(own: TraceKey, key: TraceKey) -> bool {
    own.content == key.content || own.file != 0 && own.file == key.file
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, BlockKind, Place, Quotation, SafeText};

    fn article(text: &str) -> Arc<Article> {
        let body = vec![Block::plain(BlockKind::Paragraph, SafeText::body(text))];
        Arc::new(Article { body, ..Article::default() })
    }

    #[test]
    fn a_highlight_is_lost_in_its_own_article_and_in_no_other() {
        let noted = article("天津的会议开到深夜。河上的风很凉。");
        let span =
            TextSpan { start: Place::default(), end: Place { byte: "天津的会议".len(), ..Place::default() } };
        let key = TraceKey { content: 1, file: 7 };
        let quotation = Quotation::of(&noted.body, span);
        let own = Annotation { id: AnnotationId(1), key, quotation, span, ..Annotation::default() };
        let mut annotations = Annotations::default();
        annotations.put(own.clone());
        let placed = |annotations: &mut Annotations, entry, article: &Arc<Article>, key, texts: &[u64]| {
            annotations.place(EntryId(entry), article, key, |content| texts.contains(&content));
            annotations.placed().iter().map(|own| own.span).collect::<Vec<_>>()
        };
        assert_eq!(placed(&mut annotations, 0, &noted, key, &[1]), [Some(span)]);
        // The file has another text now, and the old one is in another file: there it is, and here it has no business.
        let other = article("早市六点就开了，卖菜的人先到桥头。");
        let (here, there) = (TraceKey { content: 2, file: 7 }, TraceKey { content: 1, file: 8 });
        assert_eq!(placed(&mut annotations, 1, &other, here, &[1, 2]), []);
        assert_eq!(placed(&mut annotations, 2, &noted, there, &[1, 2]), [Some(span)]);
        // Where the old one is nowhere any more, the file was edited, and what was highlighted is lost there.
        let mut annotations = Annotations::default();
        annotations.put(own);
        assert_eq!(placed(&mut annotations, 1, &other, here, &[2]), [None]);
        let elsewhere = TraceKey { content: 3, file: 9 };
        assert_eq!(placed(&mut annotations, 3, &other, elsewhere, &[2, 3]), [], "and nowhere else");
    }
}
