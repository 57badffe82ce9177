//! The words of how *Chinese* is shown: with pinyin, in another script.

use super::Words;
use crate::model::Language;

impl Words {
    /// The words of how Chinese is shown.
    pub fn chinese(&self) -> &'static ChineseWords {
        ChineseWords::of(self.language)
    }
}

words! { ChineseWords;
    /// Which characters have their pinyin.
    pinyin_none: "不显示拼音", "No pinyin";
    pinyin_rare: "生僻字注拼音", "Pinyin of rare characters";
    pinyin_all: "全文注拼音", "Pinyin of all characters";
    /// The script.
    as_written: "简繁：原样", "Chinese as it is written";
    simplified: "显示为简体", "Shown in Simplified Chinese";
    traditional: "显示为繁体", "Shown in Traditional Chinese";
}
