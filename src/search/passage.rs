//! A *passage*: one hit of an article with the text around it, as the list of its hits shows it.

use std::ops::Range;

use super::find::Found;
use super::snippet::snippet;
use crate::model::{Article, Place, SafeText};

/// Where a passage's hit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassagePlace {
    /// In the title, at a byte of it.
    Title(usize),
    /// In the body.
    Body(Place),
}

/// A hit with the text around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where the hit is.
    pub place: PassagePlace,
    /// The text.
    pub text: SafeText,
    /// The hit in it.
    pub lit: Range<usize>,
    /// Whether there is more text before it.
    pub cut_before: bool,
    /// Whether there is more text after it.
    pub cut_after: bool,
}

/// The first passages of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passages {
    /// In reading order.
    pub first: Vec<Passage>,
    /// How many there are in all.
    pub all: usize,
}

impl Passages {
    /// More than so many are not looked through one by one.
    const MOST: usize = 2000;

    /// The passages of what was found in an article, each of at most `budget` characters.
    pub fn new(article: &Article, found: &Found, budget: usize) -> Self {
        let title = found.title.iter().map(|find| {
            let text = article.meta.title.as_str();
            passage(PassagePlace::Title(find.range.start), text, &find.range, budget)
        });
        let body = found.body.iter().filter_map(|hit| {
            let text = article.body.get(hit.block.0)?.text();
            Some(passage(PassagePlace::Body(hit.place()), text, &hit.range, budget))
        });
        Self { first: title.chain(body).take(Self::MOST).collect(), all: found.title.len() + found.body.len() }
    }
}

fn passage(place: PassagePlace, text: &str, hit: &Range<usize>, budget: usize) -> Passage {
    let cut = snippet(text, std::slice::from_ref(hit), budget);
    // One byte for one: the hit stays where it is.
    let said = SafeText::from(text[cut.range].replace(['\n', '\t'], " "));
    let lit = cut.hits.into_iter().next().unwrap_or_default();
    Passage { place, text: said, lit, cut_before: cut.cut_before, cut_after: cut.cut_after }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, BlockIx, BlockKind, Meta};
    use crate::search::{Find, Hit};

    #[test]
    fn those_of_the_title_come_first_and_each_has_its_own_hit() {
        let paragraph = |text: &str| Block::plain(BlockKind::Paragraph, SafeText::from(text));
        let article = Article {
            meta: Meta { title: SafeText::line("天津早晨"), ..Meta::default() },
            body: vec![paragraph("别的。"), paragraph("昨晚的天津很冷。今早天津出了太阳。")],
            ..Article::default()
        };
        let hit = |at: usize| Hit { block: BlockIx(1), range: at..at + 6, by_reading: false };
        let text = article.body[1].text();
        let places: Vec<usize> = text.match_indices("天津").map(|(at, _)| at).collect();
        let found = Found {
            title: vec![Find { range: 0..6, by_reading: false }],
            body: places.iter().map(|at| hit(*at)).collect(),
            ..Found::default()
        };
        let passages = Passages::new(&article, &found, 9);
        assert_eq!(passages.all, 3);
        let said: Vec<String> = passages
            .first
            .iter()
            .map(|passage| {
                let (before, after) = (&passage.text[..passage.lit.start], &passage.text[passage.lit.end..]);
                format!("{}{before}«{}»{after}", passage.cut_before, &passage.text[passage.lit.clone()])
            })
            .collect();
        assert_eq!(said, ["false«天津»早晨", "false昨晚的«天津»很冷。", "true今早«天津»出了太阳。"]);
        assert_eq!(passages.first[0].place, PassagePlace::Title(0));
        assert_eq!(passages.first[2].place, PassagePlace::Body(Place { block: BlockIx(1), byte: places[1] }));
    }
}
