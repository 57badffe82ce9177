//! The *stretches* of a very long block, each of which is laid out apart.

use std::ops::Range;

use crate::model::BlockKind;

/// A longer block is laid out in stretches of about this many bytes, each of which begins on a new row. A paragraph that
/// long is no paragraph that a person wrote; its stretches part at ends of sentences.
const STRETCH: usize = 8 * 1024;

/// The stretches a block is laid out in: nearly always one.
pub(super) fn stretches_of(kind: &BlockKind, text: &str) -> Vec<Range<usize>> {
    let ends: &[char] = match kind {
        _ if text.len() <= 2 * STRETCH => &[],
        BlockKind::Code { .. } | BlockKind::List { .. } => &['\n'],
        BlockKind::Paragraph | BlockKind::Quote => &['。', '！', '？', '”', '」', '．', '\n', '.', '!', '?'],
        BlockKind::Table { .. } | BlockKind::Heading { .. } | BlockKind::Image { .. } => &[],
        BlockKind::Related { .. } | BlockKind::Rule => &[],
    };
    if ends.is_empty() { std::iter::once(0..text.len()).collect() } else { cut_after(text, ends) }
}

/// Cuts text after the first of `ends` that follows each [`STRETCH`] bytes; a text without any is cut where it is.
fn cut_after(text: &str, ends: &[char]) -> Vec<Range<usize>> {
    let mut stretches = Vec::new();
    let mut start = 0;
    while text.len() - start > 2 * STRETCH {
        let from = text.ceil_char_boundary(start + STRETCH);
        let until = text.ceil_char_boundary(start + 2 * STRETCH);
        let lines_only = ends == ['\n'];
        let window = if lines_only { &text[from..] } else { &text[from..until] };
        let end = match window.find(ends) {
            Some(found) => {
                // What closes the sentence goes with it: 。”
                let mut end = from + found;
                for c in text[end..].chars().take_while(|&c| ends.contains(&c)).take(8) {
                    end += c.len_utf8();
                }
                end
            }
            None if lines_only => text.len(),
            None => until,
        };
        stretches.push(start..end);
        start = end;
    }
    if start < text.len() {
        stretches.push(start..text.len());
    }
    stretches
}
