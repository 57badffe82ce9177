//! The *weight* of an article: how much memory it takes.

use std::mem::size_of;

use crate::model::{Article, Block, BlockKind, ListItem, Removed, SafeText, Span};

/// About how many bytes an article takes together with its fold, whether that has been made or not: so a fold that is
/// made later changes nothing.
///
/// The fold of a text is about as long as the text; the map back adds a segment where the two drift apart, mostly at
/// punctuation. Measured
pub(super) fn weight(article: &Article) -> usize {
    let meta = &article.meta;
    let texts = [&meta.path, &meta.title, &meta.encoding].into_iter().chain(&meta.categories).chain(&meta.tags);
    let head: usize = texts.map(text).sum();
    let body: usize = article.body.iter().map(block).sum();
    let removed: usize =
        article.removed.iter().map(|cut| size_of::<Removed>() + text(&cut.text) + text(&cut.reason.0)).sum();
    size_of::<Article>() + BESIDE + head + body + removed
}

/// What the store, the fold's own structures and the allocator take for one article, in bytes.
const BESIDE: usize = 1024;
/// What the allocator adds to each piece, and what the map of the fold takes for each block, in bytes.
const PIECE: usize = 16;

fn text(text: &SafeText) -> usize {
    if text.is_empty() { 0 } else { text.len() + PIECE }
}

fn block(block: &Block) -> usize {
    let structure = match &block.kind {
        BlockKind::List { items } => items.len() * size_of::<ListItem>(),
        BlockKind::Table { rows, .. } => {
            rows.iter().map(|row| row.len() * size_of::<std::ops::Range<usize>>() + 40).sum()
        }
        _ => 0,
    };
    let spans: usize = block
        .inline
        .spans
        .iter()
        .map(|span| size_of::<Span>() + span.href.as_ref().map_or(0, text) + span.reading.as_ref().map_or(0, text))
        .sum();
    let length = block.text().len();
    size_of::<Block>() + PIECE + structure + spans + length + fold(length)
}

/// About how many bytes the fold of a text takes.
fn fold(length: usize) -> usize {
    length + length / 4 + 32
}
