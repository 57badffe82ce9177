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
    selected_hint: "y 复制  * 查找  m 加亮  ( ) 句  { } 段  w b 词  h l 字  o 另一端",
        "y copies  * finds  m lights up  ( ) sentence  { } paragraph  w b word  h l character  o other end";
    /// There is no text on the screen that could be selected.
    nothing_to_select: "这里没有可选的文字", "There is no text to select here";
    /// What was marked with the mouse does not begin and end in the text.
    only_text: "只能选中正文里的文字", "Only what is in the text can be selected";
}
