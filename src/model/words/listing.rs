//! The words of the *list* and of the results.

use super::Words;
use crate::model::Language;

impl Words {
    /// The words of the list and of the results.
    pub fn listing(&self) -> &'static ListingWords {
        ListingWords::of(self.language)
    }
}

words! { ListingWords;
    /// Behind the minutes, or the hours, that an article takes.
    minutes: "分", " min";
    hours: "时", " h";
    /// Groups that go with the order.
    as_ordered: "随排列分组", "groups of the order";
    /// Everything could be read.
    none_unreadable: "没有读不了的", "everything could be read";
    /// A setting.
    list_months: "列表上方按月的条形", "bars of the months above the list";
    /// What can be done in the list.
    hint: "{list.open} 读  {list.filter} 筛选  {list.search-archive} 全文查找  {list.arrange} 排序  {list.toggle-read} 未读",
        "{list.open} reads  {list.filter} filters  {list.search-archive} finds  {list.arrange} sorts  {list.toggle-read} unread";
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn w10_every_word_has_one_width_on_every_terminal() {
        for word in [Language::Chinese, Language::English].map(|language| ListingWords::of(language).all()).concat() {
            assert_eq!(word.width(), word.width_cjk(), "{word} has an ambiguous character");
        }
    }
}
