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
    /// Details: the tags of the reader.
    own_tags: "我的标签", "own tags";
    /// In the head of the list, before and after how many entries could not be read.
    failed_end: " 篇读不了", " unreadable";
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
