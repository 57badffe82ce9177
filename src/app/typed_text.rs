//! *Typed text*: a text with a cursor in it, of one line or of several. It is moved in and deleted from by grapheme
//! cluster and by word, as tui-input does; lines, and the rows that they take on the screen, are our part.

use std::ops::Range;

use tui_input::{Input, InputRequest};
use unicode_segmentation::UnicodeSegmentation;

use super::prompt_action::PromptAction;
use crate::text::{Ruler, interface_rows};

/// A text that is being typed.
#[derive(Debug, Default)]
pub(super) struct TypedText {
    input: Input,
    /// What was deleted last in one piece.
    deleted: String,
    /// The cells from the left at which a walk over rows began.
    goal: Option<u32>,
}

impl TypedText {
    /// A text with the cursor at its end.
    pub fn new(text: &str) -> Self {
        Self { input: Input::new(text.to_owned()), ..Self::default() }
    }

    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// The characters before the cursor.
    pub fn cursor(&self) -> usize {
        self.input.cursor()
    }

    /// What is before the cursor.
    pub fn before_cursor(&self) -> &str {
        let text = self.input.value();
        let end = text.char_indices().nth(self.input.cursor()).map_or(text.len(), |(at, _)| at);
        &text[..end]
    }

    /// Puts another text in its place; what was deleted stays at hand.
    pub fn replace(&mut self, text: &str) {
        self.input = Input::new(text.to_owned());
        self.goal = None;
    }

    /// Puts another text in its place, with the cursor between its parts.
    pub fn replace_around(&mut self, before: &str, after: &str) {
        self.input = Input::new(format!("{before}{after}")).with_cursor(before.chars().count());
        self.goal = None;
    }

    /// Types a text at the cursor.
    pub fn insert(&mut self, text: &str) {
        let at = self.before_cursor().len();
        self.splice(at..at, text);
    }

    /// Puts a text in the place of a part, and the cursor behind it.
    fn splice(&mut self, part: Range<usize>, text: &str) {
        let whole = self.text();
        let before = format!("{}{text}", &whole[..part.start]);
        let cursor = before.chars().count();
        self.input = Input::new(before + &whole[part.end..]).with_cursor(cursor);
        self.goal = None;
    }

    fn delete(&mut self, part: Range<usize>) {
        if !part.is_empty() {
            self.deleted = self.text()[part.clone()].to_owned();
            self.splice(part, "");
        }
    }

    fn step(&mut self, request: InputRequest) {
        self.input.handle(request);
        self.goal = None;
    }

    /// The line that the cursor is in, without what ends it.
    fn line(&self) -> Range<usize> {
        let before = self.before_cursor();
        let after = &self.text()[before.len()..];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        start..after.find('\n').map_or(self.text().len(), |at| before.len() + at)
    }

    fn go_to(&mut self, byte: usize) {
        let cursor = self.text()[..byte].chars().count();
        self.step(InputRequest::SetCursor(cursor));
    }

    /// Moves or deletes; what means neither does nothing.
    pub fn edit(&mut self, does: PromptAction) {
        let (at, line) = (self.before_cursor().len(), self.line());
        match does {
            PromptAction::CharacterBack => self.step(InputRequest::GoToPrevChar),
            PromptAction::CharacterForward => self.step(InputRequest::GoToNextChar),
            PromptAction::WordBack => self.step(InputRequest::GoToPrevWord),
            PromptAction::WordForward => self.go_to(self.word_end()),
            PromptAction::LineStart => self.go_to(line.start),
            PromptAction::LineEnd => self.go_to(line.end),
            PromptAction::DeleteBack => self.step(InputRequest::DeletePrevChar),
            PromptAction::Delete => self.step(InputRequest::DeleteNextChar),
            PromptAction::DeleteToSpace => self.delete(self.space_before()..at),
            PromptAction::DeleteWordBack => {
                self.step(InputRequest::GoToPrevWord);
                self.delete(self.before_cursor().len()..at);
            }
            PromptAction::DeleteWord => self.delete(at..self.word_end()),
            PromptAction::DeleteLine => self.delete(line),
            // At the end of a line, the next one is joined to it.
            PromptAction::DeleteToEnd if at == line.end => self.delete(at..(at + 1).min(self.text().len())),
            PromptAction::DeleteToEnd => self.delete(at..line.end),
            PromptAction::Yank => {
                let text = self.deleted.clone();
                self.insert(&text);
            }
            PromptAction::NewLine => self.insert("\n"),
            _ => {}
        }
    }

    /// Where the word ends that the cursor is in, or the next one.
    fn word_end(&self) -> usize {
        let at = self.before_cursor().len();
        let mut words = self.text()[at..].split_word_bound_indices();
        let word = words.find(|(_, word)| word.contains(char::is_alphanumeric));
        word.map_or(self.text().len(), |(start, word)| at + start + word.len())
    }

    /// Where the white space before the cursor ends, as a shell has it: what lies between two Han is no end of a word
    /// where 天津市委 was typed as one.
    fn space_before(&self) -> usize {
        let word = self.before_cursor().trim_end();
        let space = word.rfind(char::is_whitespace);
        space.map_or(0, |at| at + word[at..].chars().next().map_or(0, char::len_utf8))
    }

    /// Moves a row down or up on a screen that has so many cells for each.
    pub fn walk_rows(&mut self, down: bool, cells: u32, ruler: Ruler) {
        let rows = rows(self.text(), cells, ruler);
        let at = self.before_cursor().len();
        let row = row_of(&rows, at);
        let goal = self.goal.unwrap_or_else(|| ruler.width(&self.text()[rows[row].start..at.min(rows[row].end)]));
        let to = if down { row.saturating_add(1) } else { row.saturating_sub(1) };
        let Some(wanted) = rows.get(to).filter(|_| to != row) else { return };
        let mut left = goal;
        let mut byte = wanted.start;
        for cluster in self.text()[wanted.clone()].graphemes(true) {
            let cells = u32::from(ruler.cells(cluster));
            if cells > left {
                break;
            }
            left -= cells;
            byte += cluster.len();
        }
        // Behind the last sign of a row that goes on is the start of the next.
        let goes_on = rows.get(to + 1).is_some_and(|next| next.start == wanted.end) && byte == wanted.end;
        if goes_on && !wanted.is_empty() {
            byte -= self.text()[wanted.clone()].graphemes(true).next_back().map_or(0, str::len);
        }
        self.go_to(byte);
        self.goal = Some(goal);
    }
}

/// The rows that a text takes where each has so many cells: what of the text stands in each. There is one at least.
pub(super) fn rows(text: &str, cells: u32, ruler: Ruler) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let end = start + line.len();
        let rows = interface_rows(line, cells, ruler);
        match rows.is_empty() {
            true => all.push(start..end),
            false => all.extend(rows.into_iter().map(|row| start + row.start..start + row.end)),
        }
        start = end + 1;
    }
    all
}

/// The row that a byte is in.
pub(super) fn row_of(rows: &[Range<usize>], byte: usize) -> usize {
    rows.partition_point(|row| row.start <= byte).saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use PromptAction as Does;

    fn typed(text: &str) -> TypedText {
        TypedText::new(text)
    }

    #[test]
    fn a_word_is_rubbed_out_to_the_space_before_it() {
        let mut text = typed("天津市委　疫情防控 ");
        text.edit(Does::DeleteToSpace);
        assert_eq!(text.text(), "天津市委　");
        text.edit(Does::LineStart);
        text.edit(Does::DeleteToSpace);
        text.edit(Does::CharacterForward);
        text.edit(Does::DeleteToSpace);
        assert_eq!((text.text(), text.before_cursor()), ("津市委　", ""));
        text.edit(Does::LineEnd);
        text.edit(Does::Yank);
        assert_eq!(text.text(), "津市委　天");
    }

    #[test]
    fn lines_are_moved_in_and_deleted_one_by_one() {
        let mut text = typed("一行\n两行 words here\n三行");
        text.walk_rows(false, 40, Ruler::default());
        assert_eq!(text.before_cursor(), "一行\n两行");
        text.edit(Does::DeleteToEnd);
        assert_eq!(text.text(), "一行\n两行\n三行");
        text.edit(Does::DeleteToEnd);
        assert_eq!(text.text(), "一行\n两行三行");
        text.edit(Does::NewLine);
        text.edit(Does::DeleteLine);
        assert_eq!((text.text(), text.before_cursor()), ("一行\n两行\n", "一行\n两行\n"));
        text.edit(Does::DeleteBack);
        text.edit(Does::LineStart);
        text.edit(Does::DeleteWord);
        assert_eq!(text.text(), "一行\n行");
    }

    #[test]
    fn rows_are_walked_at_the_column_where_the_walk_began() {
        let ruler = Ruler::default();
        let mut text = typed("一二三四五六七八\n\n甲乙丙丁");
        assert_eq!(rows(text.text(), 8, ruler), [0..12, 12..24, 25..25, 26..38]);
        let mut seen = Vec::new();
        for down in [false, false, false, false, true, true, true, true] {
            text.walk_rows(down, 8, ruler);
            seen.push(text.before_cursor().chars().count());
        }
        // The end of a row that goes on is the start of the next: the cursor stays before its last sign.
        assert_eq!(seen, [9, 8, 3, 3, 8, 9, 14, 14]);
    }
}
