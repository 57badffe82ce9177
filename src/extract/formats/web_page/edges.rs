//! The *edges* of the main content: its element often begins with a heading, a byline and buttons and ends with tags and
//! links, all of them in no paragraph. Where the article is in paragraphs, that is how they are told.

use crate::extract::credits::dateline;
use crate::extract::credits::tells_when;
use crate::extract::draft::Piece;
use crate::extract::furniture::{Rules, Zone};
use crate::extract::prose::{ends_sentence, is_prose, trim};
use crate::model::{BlockKind, InlineStyle, Meta};

/// Cuts what stands between the edges of the main content and those of the article.
pub(super) fn trim_edges(meta: &mut Meta, pieces: &mut [Piece], rules: Rules<'_>) {
    let inside = |piece: &Piece| piece.kept() && !piece.outside;
    let prose = |piece: &Piece| inside(piece) && is_text(piece) && is_prose(piece.text());
    let Some(first) = pieces.iter().position(prose) else { return };
    let Some(last) = pieces.iter().rposition(prose) else { return };
    let all = pieces.iter().filter(|piece| prose(piece)).count();
    let loose = pieces.iter().filter(|piece| prose(piece) && piece.loose).count();
    let in_paragraphs = loose * 3 <= all;
    for (at, piece) in pieces.iter_mut().enumerate() {
        if !inside(piece) || (first..=last).contains(&at) {
            continue;
        }
        let head = at < first;
        let zone = if head { Zone::Head } else { Zone::Tail };
        // The rules have a better reason, and read the credits.
        if rules.line(trim(piece.text()), zone).is_some() {
            continue;
        }
        if head && tells_when(trim(piece.text())) {
            dateline(meta, piece, rules);
            continue;
        }
        let clutter = match piece.block.kind {
            BlockKind::Paragraph if in_paragraphs && piece.loose => !ends_sentence(piece.text()),
            BlockKind::Paragraph => !head && is_link(piece),
            BlockKind::Heading { level } => (head && level == 1) || (!head && in_paragraphs),
            BlockKind::List { .. } => is_link(piece) || head && in_paragraphs && !ends_sentence(piece.text()),
            _ => false,
        };
        if clutter {
            piece.cut_for(if head { "page-head" } else { "page-tail" });
        }
    }
}

fn is_text(piece: &Piece) -> bool {
    matches!(
        piece.block.kind,
        BlockKind::Paragraph | BlockKind::Quote | BlockKind::List { .. } | BlockKind::Code { .. }
    )
}

/// Whether a piece is hardly anything but links.
fn is_link(piece: &Piece) -> bool {
    let text = piece.text().len();
    let spans = piece.block.inline.spans.iter().filter(|span| span.style == InlineStyle::Link);
    let linked: usize = spans.map(|span| span.end - span.start).sum();
    text > 0 && linked * 10 >= text * 8
}
