//! The words of *selections, highlights and notes*.

use super::Words;
use crate::model::Language;

impl Words {
    /// The words of selections, highlights and notes.
    pub fn notes(&self) -> &'static NoteWords {
        NoteWords::of(self.language)
    }
}

words! { NoteWords;
    /// Heading of the help.
    group_selection: "选中", "Selecting";
    group_selecting: "选中之后", "While text is selected";
    /// In the status line, before and after the number of characters that are selected.
    selected: "已选 ", "";
    selected_end: "字", " selected";
    /// What can be done with a selection.
    selected_hint: "{copy-selected} 复制  {highlight-with-note} 批注  {find-selected} 查找  {extend-sentence-back} {extend-sentence} 句  {extend-paragraph-back} {extend-paragraph} 段  {extend-word} {extend-word-back} 词  {extend-character-back} {extend-character} 字  {other-end} 另一端",
        "{copy-selected} copies  {highlight-with-note} note  {find-selected} finds  {extend-sentence-back} {extend-sentence} sentence  {extend-paragraph-back} {extend-paragraph} paragraph  {extend-word} {extend-word-back} word  {extend-character-back} {extend-character} character  {other-end} other end";
    /// Before and after the colour in which it would be highlighted.
    highlight: "{highlight} 标", "{highlight} highlights ";
    highlight_end: "  {turn-colour} 换色  ", "  {turn-colour} colour  ";
    /// The colours.
    green: "绿", "green";
    cyan: "青", "cyan";
    blue: "蓝", "blue";
    red: "红", "red";
    /// Heading of the help, and of the highlights and notes.
    group_annotating: "标亮、批注、记号", "Highlights, notes, marks";
    title: "标亮和批注", "Highlights and notes";
    title_all: "全部标亮和批注", "All highlights and notes";
    /// What can be done there.
    hint: "{go-to-note} 到那里  {edit-note} 批注  {remove-note} 去掉  {next-colour} 换色  {filter-rows} 筛选  {other-notes} 全部/本篇  {back} 关闭",
        "{go-to-note} goes there  {edit-note} note  {remove-note} removes  {next-colour} colour  {filter-rows} filters  {other-notes} all/here  {back} closes";
    /// How the last change there is undone.
    undo_hint: "{notes.undo-note} 撤销", "{notes.undo-note} undoes";
    /// There are none.
    no_notes: "还没有：在正文里按 {panes.select} 选中，按 {selection.highlight} 标亮", "None yet: {panes.select} in the text selects, {selection.highlight} highlights";
    /// What a key did.
    highlighted: "已标亮", "highlighted";
    removed: "已去掉标亮", "highlight removed";
    note_kept: "批注已记下", "note kept";
    recoloured: "换了颜色", "another colour";
    note_removed: "批注已去掉", "note removed";
    /// The quoted text is not in the article any more.
    lost: "找不到原处", "no longer there";
    /// The article is not in what was opened.
    elsewhere: "那一篇不在打开的文库里", "That article is not in what is open";
    /// The article is not there as a whole yet.
    not_yet: "全文还没有读完，请稍候", "The article is still being read";
    /// The prompt of a note.
    note: "批注 ", "Note ";
    /// Before a letter that a place was given.
    marked: "已记下记号 ", "marked ";
    /// Before a letter that no place has.
    no_mark: "没有记号 ", "no mark ";
    /// A key that is no letter.
    no_letter: "记号是一个字母", "A mark is a letter";
    /// While a letter is awaited.
    mark_letter: "给这里记号：按一个字母，小写只在本篇，大写各篇都行", "Mark: a letter (small: this article, capital: all)";
    jump_letter: "到哪个记号：按它的字母（再按一次回来）", "To which mark: its letter (again: back)";
    /// There is no text on the screen that could be selected.
    nothing_to_select: "这里没有可选的文字", "There is no text to select here";
    /// What was marked with the mouse does not begin and end in the text.
    only_text: "只能选中正文里的文字", "Only what is in the text can be selected";
}

impl NoteWords {
    /// The colours of highlights, in their order.
    pub fn colours(&self) -> [&'static str; 4] {
        [self.green, self.cyan, self.blue, self.red]
    }
}
