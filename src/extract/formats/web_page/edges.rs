//! The *edges* of the main content: its element often begins with a heading, a byline and buttons and ends with tags and
//! links, all of them in no paragraph. Where the article is in paragraphs, that is how they are told.

use std::collections::HashSet;

use crate::extract::credits::dateline;
use crate::extract::credits::tells_when;
use crate::extract::draft::DraftBlock;
use crate::extract::furniture::{FurnitureRules, Zone};
use crate::extract::prose::{ends_sentence, is_prose, trim};
use crate::model::{BlockKind, InlineStyle, Meta};

/// Cuts what stands between the edges of the main content and those of the article.
pub(super) fn trim_edges(meta: &mut Meta, drafts: &mut [DraftBlock], rules: FurnitureRules<'_>) {
    let inside = |draft: &DraftBlock| draft.kept() && !draft.outside;
    let prose = |draft: &DraftBlock| inside(draft) && is_text(draft) && is_prose(draft.text());
    let Some(first) = drafts.iter().position(prose) else { return };
    let Some(last) = drafts.iter().rposition(prose) else { return };
    let all = drafts.iter().filter(|draft| prose(draft)).count();
    let loose = drafts.iter().filter(|draft| prose(draft) && draft.loose).count();
    let in_paragraphs = loose * 3 <= all;
    // What stands in one box with the text is of it.
    let homes: HashSet<usize> = drafts.iter().filter(|draft| prose(draft)).map(|draft| draft.home).collect();
    let mut labelled = false;
    // Whether a line said that titles of other articles follow.
    let mut recommended = false;
    for (at, draft) in drafts.iter_mut().enumerate() {
        if at > last && !draft.outside && draft.cut.as_deref() == Some("recommendations") {
            recommended = true;
            continue;
        }
        if !inside(draft) || (first..=last).contains(&at) {
            continue;
        }
        let head = at < first;
        let zone = if head { Zone::Head } else { Zone::Tail };
        // The rules have a better reason, and read the credits.
        if let Some(hit) = rules.line(trim(draft.text()), zone) {
            recommended |= !head && hit.rule.name == "recommendations";
            continue;
        }
        if head && tells_when(trim(draft.text())) {
            dateline(meta, draft, rules);
            continue;
        }
        let beside = homes.contains(&draft.home);
        let label = draft.kept() && !is_link(draft) && !is_list(draft);
        let clutter = match draft.block.kind {
            BlockKind::Paragraph | BlockKind::List { .. } if recommended => !ends_sentence(draft.text()),
            // A list of links is the article's where a line of it says what they are.
            BlockKind::List { .. } if beside => !head && is_link(draft) && !labelled,
            BlockKind::Paragraph if beside => !head && is_link(draft),
            BlockKind::Heading { .. } if beside => false,
            BlockKind::Paragraph if in_paragraphs && draft.loose => {
                !ends_sentence(draft.text()) && (is_link(draft) || draft.text().chars().count() < LABEL)
            }
            BlockKind::Paragraph => !head && is_link(draft),
            BlockKind::Heading { level } => (head && level == 1) || (!head && in_paragraphs),
            BlockKind::List { .. } => is_link(draft) || head && in_paragraphs && !ends_sentence(draft.text()),
            _ => false,
        };
        recommended &= clutter;
        labelled = label && beside;
        if clutter {
            draft.cut_for(if head { "page-head" } else { "page-tail" });
        }
    }
}

/// What is longer is no label, in characters.
const LABEL: usize = 26;

fn is_text(draft: &DraftBlock) -> bool {
    matches!(
        draft.block.kind,
        BlockKind::Paragraph | BlockKind::Quote | BlockKind::List { .. } | BlockKind::Code { .. }
    )
}

fn is_list(draft: &DraftBlock) -> bool {
    matches!(draft.block.kind, BlockKind::List { .. })
}

/// Whether a draft is hardly anything but links.
fn is_link(draft: &DraftBlock) -> bool {
    let text = draft.text().len();
    let spans = draft.block.inline.spans.iter().filter(|span| span.style == InlineStyle::Link);
    let linked: usize = spans.map(|span| span.end - span.start).sum();
    text > 0 && linked * 10 >= text * 8
}
