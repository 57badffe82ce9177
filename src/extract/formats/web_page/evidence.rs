//! *Evidence*: what a page says of its article elsewhere, held against the texts it shows. A heading that is the title
//! says that the article begins there; a text that begins as the description does, or that linked data repeats, is the
//! article's own. Length is only one sign: a short article stands beside longer texts that are none of it.

use super::head::PageHead;
use crate::extract::credits::titles::without_site;
use crate::extract::prose::skeleton;
use crate::model::script::is_cjk;

/// The titles, descriptions and the text that a page gives its article, as skeletons.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    titles: Vec<String>,
    descriptions: Vec<String>,
    body: String,
}

/// How much of a text is held against the evidence, in letters.
pub(super) const BEGINNING: usize = 64;

impl Evidence {
    /// What the head of a page says.
    pub fn of(head: &PageHead) -> Self {
        let said = head.titles.iter().map(String::as_str).chain([head.page_title.as_str()]);
        let mut titles: Vec<String> = said.flat_map(|said| [skeleton(said), skeleton(without_site(said))]).collect();
        titles.retain(|title| title.chars().count() >= 2);
        titles.dedup();
        let body = head.body.as_deref().map(skeleton).unwrap_or_default();
        let mut descriptions: Vec<String> = head.descriptions.iter().map(|said| skeleton(said)).collect();
        // A description that only says the title again says nothing of the text.
        descriptions.retain(|said| key(said).is_some() && !titles.iter().any(|title| title.contains(said.as_str())));
        Self { titles, descriptions, body }
    }

    /// Whether a text is the title, by its first letters; a heading may be one part of what `title` holds.
    pub fn is_title(&self, beginning: &str, heading: bool) -> bool {
        let length = beginning.chars().count();
        let cut = |title: &str| title.char_indices().nth(BEGINNING).map_or(title.len(), |(at, _)| at);
        self.titles.iter().any(|title| {
            let whole = title.get(..cut(title)).unwrap_or(title);
            whole == beginning
                || heading
                    && length >= 4
                    && length * 2 >= title.chars().count()
                    && (title.starts_with(beginning) || title.ends_with(beginning))
        })
    }

    /// Whether a text is one that the page describes or repeats, by its first letters.
    pub fn describes(&self, beginning: &str) -> bool {
        let Some(own) = key(beginning) else { return false };
        self.body.contains(own)
            || self
                .descriptions
                .iter()
                .any(|said| said.contains(own) || key(said).is_some_and(|said| beginning.contains(said)))
    }
}

/// The letters a text is known by: few where they are ideographs, more where they are an alphabet's.
fn key(skeleton: &str) -> Option<&str> {
    const WIDE: usize = 10;
    const NARROW: usize = 28;
    let wide = skeleton.chars().take(WIDE).filter(|c| is_cjk(*c)).count() * 2 >= WIDE;
    let length = if wide { WIDE } else { NARROW };
    skeleton.char_indices().map(|(at, c)| at + c.len_utf8()).nth(length - 1).map(|end| &skeleton[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(title: &str, description: &str) -> Evidence {
        Evidence::of(&PageHead {
            page_title: title.to_owned(),
            descriptions: vec![description.to_owned()],
            ..PageHead::default()
        })
    }

    #[test]
    fn a_heading_is_the_title_with_and_without_the_site() {
        let evidence = evidence("河边新开了一家书店_文化_某网", "");
        assert!(evidence.is_title(&skeleton("河边新开了一家书店"), false));
        assert!(!evidence.is_title(&skeleton("另一条新闻的标题"), true));
        assert!(!evidence.is_title(&skeleton("某网"), true), "the site's name");
    }

    #[test]
    fn a_text_is_described_by_its_beginning() {
        let evidence = evidence("书店开张", "摘要：河边新开的书店昨天迎来了第一批读者，店里有……");
        assert!(evidence.describes(&skeleton("　　河边新开的书店昨天迎来了第一批读者，店里有三万册书。")));
        assert!(!evidence.describes(&skeleton("别的新闻讲的是一位歌手的生平。")));
        let short = super::Evidence::of(&PageHead {
            page_title: "书店开张，读者来了很多很多人".to_owned(),
            descriptions: vec!["书店开张，读者来了很多很多人".to_owned()],
            ..PageHead::default()
        });
        assert!(!short.describes(&skeleton("书店开张，读者来了很多很多人。")), "the title again");
    }
}
