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
    /// The order of results.
    by_relevance: "按相关", "by relevance";
    by_date: "按日期", "by date";
    /// A result that has no place to be shown: only its fields answer.
    no_passages: "它的来源、日期等符合，文中没有要标出的", "Its fields answer: there is nothing to light up in it";
    /// No hit further on, or further back.
    no_more_passages: "这一篇没有别处了", "no other hit in the article";
    /// Results: what can be done, alone and with the hits beside them.
    results_hint: "{open-result} 打开  {toggle-order} 换排列  {edit-query} 改查  {back} 返回",
        "{open-result} opens  {toggle-order} order  {edit-query} edits  {back} back";
    passages_hint: "{open-result} 打开  {next-match} {previous-match} 下一处  {toggle-order} 换排列  {edit-query} 改查  {back} 返回",
        "{open-result} opens  {next-match} {previous-match} next hit  {toggle-order} order  {edit-query} edits  {back} back";
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
