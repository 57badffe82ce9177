//! The words of what is *typed*: names of actions, settings, notes of several lines; and of the configuration that is read
//! again.

use super::Words;
use crate::model::Language;

impl Words {
    /// The words of what is typed.
    pub fn prompts(&self) -> &'static PromptWords {
        PromptWords::of(self.language)
    }

    /// How many more lines a note has than the one that is shown.
    pub fn more_lines(&self, more: usize) -> String {
        let words = self.prompts();
        let end = if more == 1 { words.more_line_end } else { words.more_lines_end };
        format!("{}{more}{end}", words.more_lines)
    }
}

words! { PromptWords;
    /// Heading of the help.
    group_editing: "输入时：移动与删改", "While typing: moving and editing";
    group_actions: "输入动作名时", "While the name of an action is typed";
    group_note: "写批注时", "While a note is written";
    /// The prompt of an action.
    action: ":", ":";
    /// Above the names of actions that fit.
    action_hint: "{prompt.next-completion} 补全  {answer} 执行  {abandon} 取消", "{prompt.next-completion} completes  {answer} does it  {abandon} leaves";
    /// No action fits.
    no_action: "没有这个动作：", "there is no such action: ";
    /// Between an action and the contexts that it belongs to.
    not_here: " 在这里不能用，它属于 ", " means nothing here, it belongs to ";
    /// Before what was done before.
    done_before: "做过", "done before";
    /// What the pattern for a setting does.
    set: "改一项设置", "change a setting";
    /// Before the value that holds.
    is_now: "现在是 ", "it is ";
    /// A setting.
    measure: "每行字数，20 到 40", "Han a line, 20 to 40";
    paragraphs: "段落：book 首行缩进，web 空行分段", "paragraphs: book indents, web has blank rows";
    line_gap: "行间空一行", "a blank row between lines";
    autospace: "中西文之间留空", "a cell between Han and Latin";
    wrap_code: "代码折行", "code wraps";
    readings: "注音在字后、在字上、不显示", "readings: after, above, hidden";
    list_width: "列表宽度，24 到 100 格，或 auto", "width of the list, 24 to 100 cells, or auto";
    scroll_speed: "自动滚动，每分钟多少字", "scrolling by itself: characters a minute";
    own_pinyin: "拼音：none 不注，rare 只注生僻字，all 全注", "pinyin: none, of rare characters, of all";
    script: "文字：original 照原文，simplified 简体，traditional 繁体", "characters: original, simplified, traditional";
    exact: "查找逐字相符", "what is typed is found exactly";
    pinyin: "用拼音找", "found by pinyin too";
    /// What can be done while a note is written.
    note_hint: "{answer} 记下  {new-line} 换行  {abandon} 放弃  {write-outside} 用编辑器",
        "{answer} keeps  {new-line} new line  {abandon} leaves  {write-outside} editor";
    /// Before and after the number of characters that a note may have.
    note_full: "批注最长 ", "A note has ";
    note_full_end: " 字", " characters at most";
    /// After a note that is too long to be kept: before the path of the file that it is in.
    note_left: "，还在 ", ": it is still in ";
    /// Notes: at the end of the first line, before and after the number of lines that follow.
    more_lines: "另 ", "+";
    more_lines_end: " 行", " lines";
    more_line_end: " 行", " line";
    /// The configuration was read again.
    reloaded: "已重读 config.toml", "config.toml was read again";
    /// The same, where it was asked for.
    reloaded_same: "config.toml 没有改动", "config.toml has not changed";
    /// What of it holds only when the program is started again: before the names.
    restart: "，这些要重开才生效：", "; these hold from the next start: ";
    /// The prompt of what rows are shown.
    rows: "筛选 ", "Filter ";
    /// Before the cells of the list.
    list_cells: "列表宽度", "Width of the list";
    /// The list alone is as wide as the screen.
    list_alone: "列表和正文并排时才能调宽度", "The list is beside no text: its width is the screen's";
}
