//! The words of *finding again*: tags of one's own, saved searches.

use super::Words;
use crate::model::Language;

impl Words {
    /// The words of tags and saved searches.
    pub fn finding(&self) -> &'static FindingWords {
        FindingWords::of(self.language)
    }
}

words! { FindingWords;
    /// The prompt of tags.
    tags: "标签（-词 去掉） ", "Tags (-word removes) ";
    /// Before the tags that can be chosen.
    tab: "Tab 补全 ", "Tab completes ";
    /// Before the tags that an article has now.
    tagged: "标签：", "tags: ";
    /// What became of an article's tags.
    untagged: "去掉了标签", "tags removed";
    /// The title of the saved searches.
    title: "存下的查找", "Saved searches";
    /// What can be done there.
    hint: "{choose-saved} 或按键 换到  {add-saved} 存下  {rename-saved} 改名  {rekey-saved} 换键  {remove-saved} 去掉  {back} 关闭",
        "{choose-saved} or key shows it  {add-saved} saves  {rename-saved} name  {rekey-saved} key  {remove-saved} removes  {back} closes";
    /// All articles, in place of a saved search.
    all: "全部", "All";
    /// Those of the program.
    unread: "未读", "Unread";
    starred: "加星", "Starred";
    today: "今天", "Today";
    noted: "有批注", "Noted";
    /// What became of one.
    saved: "已存下", "saved";
    removed: "已去掉存下的查找", "saved search removed";
    changed: "已改存下的查找", "saved search changed";
    /// How that is undone there.
    undo_hint: "{saved.undo-saved} 撤销", "{saved.undo-saved} undoes";
    /// What cannot be changed.
    all_stays: "全部不能改", "All articles stay as they are";
    configured: "这一个写在 config.toml 里，在那里改", "This one is in config.toml: change it there";
    /// A query that cannot be asked.
    not_understood: "写法有误", "cannot be understood";
    /// A key that cannot open one.
    no_key: "键是一个字母或数字，不能是这里已有别的用处的", "A key is a letter or digit that means nothing else here";
    /// The prompts.
    ask_query: "存下的查找 ", "Query to save ";
    ask_name: "名称 ", "Name ";
    ask_key: "键（空则没有） ", "Key (empty: none) ";
    /// A saved search without an article.
    nothing: "没有文章符合", "No article matches";
    nothing_hint: "按 {clear} 看全部文章，按 {panes.saved-searches} 换一个。",
        "{clear} shows all articles, {panes.saved-searches} another saved search.";
    /// Details: the tags of the reader.
    own_tags: "我的标签", "own tags";
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn w10_every_word_has_one_width_on_every_terminal() {
        for word in [Language::Chinese, Language::English].map(|language| FindingWords::of(language).all()).concat() {
            assert_eq!(word.width(), word.width_cjk(), "{word} has an ambiguous character");
        }
    }
}
