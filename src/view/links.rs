//! The *links* of a part of a page, as the terminal is told them (X09).

use std::ops::Range;

use crate::model::{BlockIx, BlockKind, InlineStyle, LinkAddress};
use crate::text::page::{Extra, Page, PagePart};

/// A link in the text of a part.
pub(super) struct PartLink {
    /// The bytes of the part's text that it takes.
    pub range: Range<usize>,
    /// Where it leads.
    pub address: LinkAddress,
    /// By what the terminal knows its stretches.
    pub id: u32,
}

/// The links of a part that the terminal may be told.
pub(super) fn links_of(page: &Page, part: PagePart) -> Vec<PartLink> {
    let (article, text) = (page.article(), page.text(part));
    let link = |range: Range<usize>, href: &str, of: usize| {
        // Another one for each link on a page, and the same wherever on the screen it is.
        let id = (of as u32).wrapping_mul(0x9E37).wrapping_add(range.start as u32);
        Some(PartLink { address: LinkAddress::of(href)?, id, range })
    };
    match part {
        PagePart::Body(BlockIx(at)) => {
            let Some(block) = article.body.get(at) else { return Vec::new() };
            if let BlockKind::Related { href: Some(href) } = &block.kind {
                return link(0..text.len(), href, at + 1).into_iter().collect();
            }
            let spans = block.inline.spans.iter().filter(|span| span.style == InlineStyle::Link);
            spans.filter_map(|span| link(span.start..span.end, span.href.as_deref()?, at + 1)).collect()
        }
        // The article's own address, behind what it is called.
        PagePart::Tail(_) if page.extra(part) == Some(Extra::Address) => {
            let url = article.meta.url.as_deref().filter(|url| text.ends_with(url));
            url.and_then(|url| link(text.len() - url.len()..text.len(), url, 0)).into_iter().collect()
        }
        PagePart::Head(_) | PagePart::Cut { .. } | PagePart::Tail(_) => Vec::new(),
    }
}
