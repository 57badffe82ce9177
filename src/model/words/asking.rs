//! The words of where a *search* of all articles begins: what can be asked, and how it is written.

use super::Words;
use crate::model::Language;

impl Words {
    /// The words of where a search begins.
    pub fn asking(&self) -> &'static AskingWords {
        AskingWords::of(self.language)
    }
}

words! { AskingWords;
    /// The title.
    title: "在所有文章里查找", "Find in all articles";
    /// Behind how many articles can be searched.
    searchable_one: "篇可查", " article to search";
    searchable: "篇可查", " articles to search";
    /// Above what was searched for before.
    before: "查过的", "Searched before";
    /// Above how a query is written.
    writing: "写法", "How to ask";
    /// Examples, each with what it finds.
    all: "天津 核酸", "天津 核酸";
    all_line: "两个词都要有", "has both words";
    phrase: "\"保津南就是保全市\"", "\"保津南就是保全市\"";
    phrase_line: "整句", "has the phrase";
    without: "-上海", "-上海";
    without_line: "不要有的", "has it not";
    or: "天津 OR 北京", "天津 OR 北京";
    or_line: "有一个就行；(..) 分组", "one of them will do; (..) groups";
    pattern: "/第[一二]章/", "/第[一二]章/";
    pattern_line: "正则式", "a regular expression";
    sound: "tjsw", "tjsw";
    sound_line: "拼音：天津市委", "pinyin: 天津市委";
    field: "title: source: date:", "title: source: date:";
    field_line: "只在这一项里：date:2022-01  date:<2022  date:7d", "only there: date:2022-01  date:<2022  date:7d";
    state: "is:unread", "is:unread";
    state_line: "没读的；还有 is:starred  is:noted  tag:", "not read; also is:starred  is:noted  tag:";
    /// What can be done in the prompt.
    hint: "{older} 查过的  {exact} 逐字  {readings} 拼音  {abandon} 取消",
        "{older} before  {exact} exact  {readings} pinyin  {abandon} cancels";
}

impl AskingWords {
    /// How a query is written, from what is asked most: an example, and what it finds.
    pub fn examples(&self) -> [(&'static str, &'static str); 8] {
        [
            (self.all, self.all_line),
            (self.phrase, self.phrase_line),
            (self.without, self.without_line),
            (self.or, self.or_line),
            (self.pattern, self.pattern_line),
            (self.sound, self.sound_line),
            (self.field, self.field_line),
            (self.state, self.state_line),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn w10_every_word_has_one_width_on_every_terminal() {
        for word in [Language::Chinese, Language::English].map(|language| AskingWords::of(language).all()).concat() {
            assert_eq!(word.width(), word.width_cjk(), "{word} has an ambiguous character");
        }
    }
}
