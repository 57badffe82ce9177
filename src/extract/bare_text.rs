//! *Bare text*: what is behind a limit, as it stands there. Nothing in it is told apart, and its lines stay lines.

use super::draft::DraftBlock;
use super::prose::{is_blank, trim, whole_lines};
use crate::model::{Limits, Note, SafeText};

/// A draft holds so many bytes of bare text, and what is left of the line.
const PIECE: usize = 64 << 10;

/// Beside what the limit allows, one line for so many bytes of the text: a long text has more of them.
const BYTES_A_LINE: usize = 256;

/// The beginning of a text, with as many lines as are paragraphs of their own; what is behind them; and the note that
/// there is something. Blank lines do not count.
pub(crate) fn within_lines<'t>(text: &'t str, limits: &Limits) -> (&'t str, &'t str, Option<Note>) {
    let most = limits.text_lines.saturating_add(text.len() / BYTES_A_LINE);
    // Every line has a byte.
    if text.len() <= most {
        return (text, "", None);
    }
    let mut end = 0;
    let mut lines = 0;
    for line in whole_lines(text) {
        lines += usize::from(!is_blank(line));
        if lines > most {
            let message = format!("more than {most} lines (limits.text-lines): the rest is bare text");
            let note = Note::Limit { message: SafeText::line(&message) };
            return (&text[..end], &text[end..], Some(note));
        }
        end += line.len();
    }
    (text, "", None)
}

/// Bare text in drafts: many lines in each.
pub(crate) fn drafts(text: &str) -> impl Iterator<Item = DraftBlock> {
    let mut rest = text;
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let begun = rest.floor_char_boundary(PIECE);
            let end = match memchr::memrchr(b'\n', &rest.as_bytes()[..begun]) {
                Some(end) if begun < rest.len() => end + 1,
                _ => begun,
            };
            let (piece, behind) = rest.split_at(end);
            rest = behind;
            let lines: Vec<&str> = piece.lines().map(trim).filter(|line| !line.is_empty()).collect();
            if !lines.is_empty() {
                return Some(DraftBlock::paragraph(&lines.join("\n")));
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_behind_the_limit_keeps_its_lines_and_loses_nothing() {
        let limits = Limits { text_lines: 10, ..Limits::default() };
        let text: String = (0..40_000).map(|n| format!("第{n}行。\n\n")).collect();
        let (head, rest, note) = within_lines(&text, &limits);
        assert!(head.ends_with("。\n\n") && rest.starts_with('第') && note.is_some());
        assert_eq!(format!("{head}{rest}"), text);
        let drafts: Vec<DraftBlock> = drafts(rest).collect();
        assert!(drafts.len() > 5 && drafts.iter().all(|draft| draft.text().len() <= PIECE));
        let lines = drafts.iter().flat_map(|draft| draft.text().split('\n')).count();
        assert_eq!(lines, rest.lines().filter(|line| !line.is_empty()).count());
        assert!(drafts.last().unwrap().text().ends_with("第39999行。"));
        // Blank lines are no paragraphs, and a short text is asked nothing.
        assert!(within_lines(&"\n".repeat(4000), &limits).2.is_none());
        assert!(within_lines("甲\n乙", &limits).2.is_none());
    }

    #[test]
    fn a_line_without_end_is_parted_between_characters() {
        let text = "文".repeat(PIECE);
        let pieces: Vec<DraftBlock> = drafts(&text).collect();
        assert_eq!(pieces.len(), 4);
        assert_eq!(pieces.iter().map(DraftBlock::text).collect::<String>(), text);
    }
}
