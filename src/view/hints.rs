//! Where the items of *hints* stand: whole items from the left, two blanks between them, as many as there is room for.

use ratatui::layout::Rect;
use unicode_segmentation::UnicodeSegmentation;

use crate::app::{HintItem, HintKey};
use crate::text::Ruler;

/// The cells between two items.
pub(super) const GAP: u16 = 2;

/// The cells of a text.
pub(super) fn cells(text: &str, ruler: Ruler) -> u16 {
    u16::try_from(ruler.width(text)).unwrap_or(u16::MAX)
}

/// The cells of all items.
pub(super) fn width(items: &[HintItem], ruler: Ruler) -> u16 {
    let all: u16 = items.iter().map(|item| cells(&item.text, ruler) + GAP).sum();
    all.saturating_sub(GAP)
}

/// The items that an area has room for, each with its first column.
pub(super) fn placed(items: &[HintItem], area: Rect, ruler: Ruler) -> Vec<(u16, &HintItem)> {
    let mut x = area.x;
    let mut placed = Vec::new();
    for item in items {
        let end = x + cells(&item.text, ruler);
        if end > area.right() {
            break;
        }
        placed.push((x, item));
        x = end + GAP;
    }
    placed
}

/// The key under a column of an area.
pub(super) fn key_at(items: &[HintItem], area: Rect, column: u16, ruler: Ruler) -> Option<HintKey> {
    placed(items, area, ruler).into_iter().find_map(|(start, item)| {
        let mut x = start;
        item.text.grapheme_indices(true).find_map(|(byte, cluster)| {
            let from = x;
            x += u16::from(ruler.cells(cluster));
            (from..x).contains(&column).then(|| item.key_at(byte))
        })?
    })
}
