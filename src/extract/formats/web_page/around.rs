//! What stands *around* the main content: the title, the credits and the date above it, the editor below it. They are
//! read, and everything outside of the main content is cut.

use super::head::Head;
use crate::extract::clean::apply;
use crate::extract::credits::{credit, dateline, tells_when};
use crate::extract::draft::Piece;
use crate::extract::furniture::{Rules, Zone};
use crate::extract::prose::{skeleton, trim};
use crate::model::{Meta, Timestamp};

/// How far from the main content its credits can stand, in pieces.
const NEAR: usize = 20;
/// How far above the main content its title can stand, in pieces.
const TITLE_ABOVE: usize = 120;

/// Reads the credits around the main content and cuts everything that is outside of it.
pub(super) fn read(meta: &mut Meta, pieces: &mut [Piece], head: &Head, rules: Rules<'_>) {
    let first = pieces.iter().position(|piece| !piece.outside).unwrap_or(0);
    let last = pieces.iter().rposition(|piece| !piece.outside).unwrap_or(0);
    let wanted = skeleton(&meta.title);
    let titled = (first.saturating_sub(TITLE_ABOVE)..first)
        .rev()
        .find(|&at| !wanted.is_empty() && skeleton(pieces[at].text()) == wanted);
    let from = titled.unwrap_or(first.saturating_sub(NEAR));
    let near = |at: usize| (from..first).contains(&at) || (last + 1..last + 1 + NEAR).contains(&at);
    for at in 0..pieces.len() {
        let inside = !pieces[at].outside;
        if inside && is_elsewhere(&pieces[at]) {
            continue;
        }
        // Clutter inside of the main content has credits too: a byline, the date.
        if inside && pieces[at].kept() || pieces[at].is_image() || is_silent(&pieces[at]) {
            continue;
        }
        let text = trim(pieces[at].text()).to_owned();
        let zone = if at < first { Zone::Head } else { Zone::Tail };
        if !inside && !wanted.is_empty() && skeleton(&text) == wanted {
            pieces[at].cut_for("repeated-title");
        } else if inside || near(at) {
            // A list or a box is several lines.
            if inside || text.contains('\n') {
                lines(meta, &mut pieces[at], if inside { Zone::Head } else { zone }, rules);
            } else if tells_when(&text) {
                dateline(meta, &mut pieces[at], rules);
            } else if let Some(hit) = rules.line(&text, zone).filter(|hit| hit.rule.becomes.is_none()) {
                apply(meta, pieces, at, &hit, rules);
            }
        } else if let Some(hit) = rules.line(&text, zone) {
            pieces[at].cut_for(&hit.rule.name);
        }
    }
    meta.published = best(meta.published, head);
    for (at, piece) in pieces.iter_mut().enumerate().filter(|(_, piece)| piece.outside) {
        piece.cut_for(if at < first { "page-head" } else { "page-tail" });
    }
}

/// Whether a piece is nothing that a reader of the page sees.
fn is_silent(piece: &Piece) -> bool {
    matches!(
        piece.cut.as_deref(),
        Some("head" | "script" | "style" | "comment" | "noscript" | "comments" | "embed" | "page-head")
    )
}

/// Whether a piece of the main content is cut for being about something else: the dates there are not the article's.
fn is_elsewhere(piece: &Piece) -> bool {
    matches!(
        piece.cut.as_deref(),
        Some("recommendations" | "links" | "navigation" | "sidebar" | "aside" | "gallery" | "hidden" | "advert")
    )
}

/// The longest box that is read for credits, in bytes.
const LONGEST_BOX: usize = 2000;

/// Reads the credits in the lines of a box, and cuts it for them.
fn lines(meta: &mut Meta, piece: &mut Piece, zone: Zone, rules: Rules<'_>) {
    let text = piece.text().to_owned();
    if text.len() > LONGEST_BOX {
        return;
    }
    for line in text.lines().map(trim) {
        if tells_when(line) {
            let mut line = Piece::paragraph(line);
            dateline(meta, &mut line, rules);
            piece.cut_for("published");
        } else if let Some(hit) = rules.line(line, zone)
            && let (Some(field), Some(value)) = (hit.rule.field, &hit.value)
        {
            credit(meta, field, value);
            piece.cut_for(&hit.rule.name);
        }
    }
}

/// The date the page shows is the one the reader sees: what it says for machines may be the day only, or the time of an
/// upload. Where both mean the same minute, or the page shows the day only, the machines' knows more.
fn best(shown: Option<Timestamp>, head: &Head) -> Option<Timestamp> {
    match (shown, head.published) {
        (Some(shown), Some(exact)) => {
            let same = shown.minute() == exact.minute();
            let finer = shown.shown() == shown.date() && shown.date() == exact.date();
            Some(if same || finer { exact } else { shown })
        }
        (shown, exact) => shown.or(exact).or(head.address_day),
    }
}
