//! What stands *around* the main content: the title, the credits and the date above it, the editor below it. All of it
//! is cut, each with the best reason there is; `byline` has read it.

use crate::extract::clean::apply;
use crate::extract::credits::{credit, dateline, tells_when};
use crate::extract::draft::DraftBlock;
use crate::extract::furniture::{FurnitureRules, Zone};
use crate::extract::prose::{skeleton, trim};
use crate::model::Meta;

/// How far from the main content its credits can stand, in drafts.
const NEAR: usize = 20;
/// How far above the main content its title can stand, in drafts.
const TITLE_ABOVE: usize = 120;

/// Cuts everything that is outside of the main content, and the credits inside of it that are cut for other reasons.
pub(super) fn cut(known: &Meta, drafts: &mut [DraftBlock], rules: FurnitureRules<'_>) {
    // What is read here has been read better.
    let meta = &mut Meta { title: known.title.clone(), published: known.published, ..Meta::default() };
    let first = drafts.iter().position(|draft| !draft.outside).unwrap_or(0);
    let last = drafts.iter().rposition(|draft| !draft.outside).unwrap_or(0);
    let wanted = skeleton(&meta.title);
    let titled = (first.saturating_sub(TITLE_ABOVE)..first)
        .rev()
        .find(|&at| !wanted.is_empty() && skeleton(drafts[at].text()) == wanted);
    let from = titled.unwrap_or(first.saturating_sub(NEAR));
    let near = |at: usize| (from..first).contains(&at) || (last + 1..last + 1 + NEAR).contains(&at);
    for at in 0..drafts.len() {
        let inside = !drafts[at].outside;
        if inside && is_elsewhere(&drafts[at]) {
            continue;
        }
        // Clutter inside of the main content has credits too: a byline, the date.
        if inside && drafts[at].kept() || drafts[at].is_image() || is_silent(&drafts[at]) {
            continue;
        }
        let text = trim(drafts[at].text()).to_owned();
        let zone = if at < first { Zone::Head } else { Zone::Tail };
        if !inside && !wanted.is_empty() && skeleton(&text) == wanted {
            drafts[at].cut_for("repeated-title");
        } else if inside || near(at) {
            // A list or a box is several lines.
            if inside || text.contains('\n') {
                lines(meta, &mut drafts[at], if inside { Zone::Head } else { zone }, rules);
            } else if tells_when(&text) {
                dateline(meta, &mut drafts[at], rules);
            } else if let Some(hit) = rules.line(&text, zone).filter(|hit| hit.rule.becomes.is_none()) {
                apply(meta, drafts, at, &hit, rules);
            }
        } else if let Some(hit) = rules.line(&text, zone) {
            drafts[at].cut_for(&hit.rule.name);
        }
    }
    for (at, draft) in drafts.iter_mut().enumerate().filter(|(_, draft)| draft.outside) {
        draft.cut_for(if at < first { "page-head" } else { "page-tail" });
    }
}

/// Whether a draft is nothing that a reader of the page sees.
fn is_silent(draft: &DraftBlock) -> bool {
    matches!(
        draft.cut.as_deref(),
        Some("head" | "script" | "style" | "comment" | "noscript" | "comments" | "embed" | "page-head")
    )
}

/// Whether a draft of the main content is cut for being about something else: the dates there are not the article's.
fn is_elsewhere(draft: &DraftBlock) -> bool {
    matches!(
        draft.cut.as_deref(),
        Some("recommendations" | "links" | "navigation" | "sidebar" | "aside" | "gallery" | "hidden" | "advert")
    )
}

/// The longest box that is read for credits, in bytes.
const LONGEST_BOX: usize = 2000;

/// Reads the credits in the lines of a box, and cuts it for them.
fn lines(meta: &mut Meta, draft: &mut DraftBlock, zone: Zone, rules: FurnitureRules<'_>) {
    let text = draft.text().to_owned();
    if text.len() > LONGEST_BOX {
        return;
    }
    for line in text.lines().map(trim) {
        if tells_when(line) {
            let mut line = DraftBlock::paragraph(line);
            dateline(meta, &mut line, rules);
            draft.cut_for("published");
        } else if let Some(hit) = rules.line(line, zone)
            && let (Some(field), Some(value)) = (hit.rule.field, &hit.value)
        {
            credit(meta, field, value);
            draft.cut_for(&hit.rule.name);
        }
    }
}
