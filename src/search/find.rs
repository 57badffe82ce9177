//! *Finding* in an article: the places a query has in it, and the way from one to the next.

use std::ops::Range;

use crate::model::{Article, BlockIx, Meta, Place};

use super::Query;

/// One place where a query was found.
///
/// Invariant: `range` is not empty and on character boundaries of the block's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The block.
    pub block: BlockIx,
    /// The bytes of its inline text.
    pub range: Range<usize>,
}

impl Hit {
    /// Where the hit starts.
    pub fn place(&self) -> Place {
        Place { block: self.block, byte: self.range.start }
    }
}

/// Every hit in an article's body, in reading order.
pub fn search_article(query: &Query, article: &Article) -> Vec<Hit> {
    let blocks = article.body.iter().enumerate();
    blocks
        .flat_map(|(ix, block)| {
            query.find_in(block.text()).into_iter().map(move |range| Hit { block: BlockIx(ix), range })
        })
        .collect()
}

/// Every find in an article's title, as byte ranges of the title.
pub fn search_title(query: &Query, meta: &Meta) -> Vec<Range<usize>> {
    query.find_in(&meta.title)
}

/// The index of the first of `hits` (in reading order) that starts at `place` or after it.
pub fn first_from(hits: &[Hit], place: Place) -> Option<usize> {
    let ix = hits.partition_point(|hit| hit.place() < place);
    (ix < hits.len()).then_some(ix)
}

/// The index of the last of `hits` (in reading order) that starts before `place`.
pub fn last_before(hits: &[Hit], place: Place) -> Option<usize> {
    hits.partition_point(|hit| hit.place() < place).checked_sub(1)
}

/// The part of `hits` (in reading order) that lies in one block.
pub fn in_block(hits: &[Hit], block: BlockIx) -> &[Hit] {
    let start = hits.partition_point(|hit| hit.block < block);
    let end = hits.partition_point(|hit| hit.block <= block);
    &hits[start..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, BlockKind, SafeText};

    fn article(paragraphs: &[&str]) -> Article {
        let block = |text: &&str| Block::plain(BlockKind::Paragraph, SafeText::body(text));
        Article { body: paragraphs.iter().map(block).collect(), ..Article::default() }
    }

    #[test]
    fn hits_are_in_reading_order_and_can_be_walked() {
        let article = article(&["会议，会议", "无", "全市会议"]);
        let query = Query::parse("会议").expect("a pattern");
        let hits = search_article(&query, &article);
        let places: Vec<(usize, usize)> = hits.iter().map(|hit| (hit.block.0, hit.range.start)).collect();
        assert_eq!(places, [(0, 0), (0, 9), (2, 6)]);

        let at = |block, byte| Place { block: BlockIx(block), byte };
        assert_eq!(first_from(&hits, at(0, 0)), Some(0));
        assert_eq!(first_from(&hits, at(0, 1)), Some(1));
        assert_eq!(first_from(&hits, at(1, 0)), Some(2));
        assert_eq!(first_from(&hits, at(2, 7)), None);
        assert_eq!(last_before(&hits, at(2, 6)), Some(1));
        assert_eq!(last_before(&hits, at(0, 0)), None);
        assert_eq!(in_block(&hits, BlockIx(0)).len(), 2);
        assert!(in_block(&hits, BlockIx(1)).is_empty());
    }

    #[test]
    fn a_title_is_searched_alike() {
        let meta = Meta { title: SafeText::line("天津11：30召开发布会"), ..Meta::default() };
        let query = Query::parse("11:30").expect("a pattern");
        assert_eq!(search_title(&query, &meta).first(), Some(&(6..13)));
    }
}
