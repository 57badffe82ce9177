//! The words of the *mouse*, in the help.

use crate::model::Language;

words! { MouseWords;
    /// A heading of the help.
    mouse: "鼠标", "Mouse";
    /// What is done with the mouse, and what that does.
    click: "单击", "click";
    click_does: "选中一篇，打开结果和链接，按下提示里的键，到一组的第一篇", "selects an entry, opens a result or a link, presses the key of a hint, goes to the first of a group";
    again: "再单击", "click again";
    again_does: "在面板里选中的一行上等于 Enter", "on the selected row of a panel: Enter";
    beside: "面板外单击", "click beside";
    beside_does: "关闭面板", "closes the panel";
    double: "双击", "double click";
    double_does: "选中这个词并查找", "selects the word and finds it";
    drag: "拖动", "drag";
    drag_does: "选中文字；也拖滚动条和窗格之间的线", "selects text; moves the scrollbar and the line between the panes";
    wheel: "滚轮", "wheel";
    wheel_does: "滚动鼠标下面的", "scrolls what is under it";
}

impl MouseWords {
    /// What is done with it, and what that does.
    pub fn lines(&self) -> [(&'static str, &'static str); 6] {
        [
            (self.click, self.click_does),
            (self.again, self.again_does),
            (self.beside, self.beside_does),
            (self.double, self.double_does),
            (self.drag, self.drag_does),
            (self.wheel, self.wheel_does),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn w10_every_word_has_one_width_on_every_terminal() {
        for word in Language::EACH.map(|language| MouseWords::of(language).all()).concat() {
            assert_eq!(word.width(), word.width_cjk(), "{word} has an ambiguous character");
        }
    }
}
