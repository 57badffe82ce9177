//! The words of *hints*: what keys do on a screen, item by item; two blanks part the items. And of what was said.

use crate::model::Language;

words! { HintWords;
    /// The list; with a filter; with one that leaves nothing; without an article.
    list: "{open} 读  {filter} 筛选  {search-archive} 全文查找  {arrange} 排序  {toggle-read} 未读",
        "{open} reads  {filter} filters  {search-archive} finds in all  {arrange} order  {toggle-read} unread";
    list_filtered: "{open} 读  {filter} 改筛选  {clear} 清除筛选  {search-archive} 全文查找",
        "{open} reads  {filter} edits the filter  {clear} clears it  {search-archive} finds in all";
    list_nothing: "{filter} 改筛选  {clear} 清除筛选", "{filter} edits the filter  {clear} clears it";
    list_empty: "{back} 退出", "{back} quits";
    /// The article; with something that is looked for; without an article.
    reader: "{page-down} 翻页  {find} 查找  {outline} 目录  {next-article} 下一篇  {back} 返回",
        "{page-down} page down  {find} finds  {outline} contents  {next-article} next article  {back} back";
    reader_found: "{next-match} 下一处  {previous-match} 上一处  {matches} 列出  {find} 改查  {clear} 清除",
        "{next-match} next  {previous-match} previous  {matches} all  {find} edits  {clear} clears";
    reader_empty: "{next-article} 下一篇  {back} 返回", "{next-article} next article  {back} back";
    /// Results, where there are none.
    results_empty: "{edit-query} 改查  {back} 返回", "{edit-query} edits  {back} back";
    /// An article that cannot be read, and no other beside it.
    unreadable_alone: "按 {back} 返回。文件没有被改动。", "Press {back} to go back. The file was not touched.";
    /// The help.
    help: "{line-down} {line-up} 滚动  {page-down} 翻页  {filter-rows} 筛选  {back} 关闭",
        "{line-down} {line-up} scroll  {page-down} page down  {filter-rows} filters  {back} closes";
    /// The title of what was said at the bottom of the screen; nothing was.
    messages: "消息", "Messages";
    no_messages: "还没有消息", "Nothing was said yet";
    /// A setting, and what became of it.
    mouse: "鼠标由看报用；false 则留给终端", "the mouse is for kanbao; false leaves it to the terminal";
    mouse_ours: "鼠标由看报用", "The mouse is for kanbao";
    mouse_left: "鼠标留给终端选字，{toggle-mouse} 收回", "The mouse is left to the terminal: {toggle-mouse} takes it again";
    /// Where a query is typed, and where something else is.
    prompt_query: "{exact} 逐字  {readings} 拼音  {abandon} 取消", "{exact} exact  {readings} pinyin  {abandon} leaves";
    prompt: "{answer} 就这样  {abandon} 取消", "{answer} takes it  {abandon} leaves";
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn w10_every_word_has_one_width_on_every_terminal() {
        for word in Language::EACH.map(|language| HintWords::of(language).all()).concat() {
            assert_eq!(word.width(), word.width_cjk(), "{word} has an ambiguous character");
        }
    }
}
