//! The *links* on the screen, as the terminal is told them (X09): each stretch of a row that leads to an address.

use std::ops::Range;

use super::Areas;
use crate::app::App;
use crate::model::{BlockIx, BlockKind, InlineStyle, LinkAddress, ScreenLink};
use crate::text::page::{Extra, Page, PagePart, RowPiece};
use crate::text::walk;

/// A link in the text of a part.
struct PartLink {
    range: Range<usize>,
    address: LinkAddress,
    id: u32,
}

/// The links that are on the screen.
pub fn links(app: &App, areas: &Areas) -> Vec<ScreenLink> {
    let mut found = Vec::new();
    let Some(page) = app.reader().page().filter(|_| areas.results.is_empty() && !areas.text.is_empty()) else {
        return found;
    };
    if app.overlay().is_some() {
        return found;
    }
    let mut own: (Option<PagePart>, Vec<PartLink>) = (None, Vec::new());
    for (line, (_, row)) in page.rows_from(app.reader().top()).take(usize::from(areas.text.height)).enumerate() {
        if own.0 != Some(row.part) {
            own = (Some(row.part), links_of(page, row.part));
        }
        let y = areas.text.y + u16::try_from(line).unwrap_or(0);
        for piece in row.pieces.as_slice().iter().filter(|piece| piece.written.is_none()) {
            for link in &own.1 {
                found.extend(stretch(page, row.part, piece, link, areas, y));
            }
        }
    }
    found
}

fn links_of(page: &Page, part: PagePart) -> Vec<PartLink> {
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

/// The columns of a piece of a row that a link takes.
fn stretch(
    page: &Page,
    part: PagePart,
    piece: &RowPiece,
    link: &PartLink,
    areas: &Areas,
    y: u16,
) -> Option<ScreenLink> {
    if piece.row.text_end <= link.range.start || link.range.end <= piece.row.start {
        return None;
    }
    let ruler = page.style().ruler;
    let (mut from, mut to) = (u32::MAX, 0);
    walk(page.text(part), &piece.row, ruler, |byte, cluster, column| {
        if link.range.contains(&byte) {
            from = from.min(piece.x + column);
            to = to.max(piece.x + column + u32::from(ruler.cells(cluster)));
        }
    });
    let room = u32::from(areas.reader.right().saturating_sub(areas.text.x));
    let (from, to) = (from.min(room), to.min(room));
    let x = areas.text.x + u16::try_from(from).ok()?;
    let width = u16::try_from(to.checked_sub(from)?).ok()?;
    (width > 0).then(|| ScreenLink { x, y, width, id: link.id, address: link.address.clone() })
}
