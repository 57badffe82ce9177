//! The words of what is wrong with a *configuration*.

use super::Words;
use crate::model::Language;

impl Words {
    /// The words of what is wrong with a configuration.
    pub fn config(&self) -> &'static ConfigWords {
        ConfigWords::of(self.language)
    }
}

words! { ConfigWords;
    /// Before and after the number of a line.
    line: "第 ", "line ";
    line_end: " 行", "";
    /// After the name of a file or the number of a line.
    colon: "：", ": ";
    /// Before and after a name that is none.
    unknown: "没有 ", "there is no ";
    unknown_end: "", "";
    /// Before and after the nearest name.
    nearest: "；是不是 ", "; did you mean ";
    nearest_end: "？", "?";
    /// Before the names there are.
    known: "；可写的是 ", "; there are ";
    /// After a value, before the smallest that can be written.
    from: "；可写 ", "; it can be ";
    /// Between the smallest and the largest.
    to: " 到 ", " to ";
    /// After the smallest, where nothing is too large.
    upwards: " 以上", " or more";
    /// What is wanted in place of what is written.
    number: "这里要写一个整数", "a whole number is wanted here";
    boolean: "这里要写 true 或 false", "true or false is wanted here";
    text: "这里要写一段文字，放在引号里", "a text in quotes is wanted here";
    list: "这里要写一列，放在 [ ] 里", "a list in [ ] is wanted here";
    table: "这里要写一张表", "a table is wanted here";
    colour: "这里要写一种颜色，如 \"#80c0ff\"", "a colour as \"#80c0ff\" is wanted here";
    keyword: "关键词写成 \"天津\" 或 { word = \"天津\", name = \"城市\", colour = 1 }",
        "a keyword is a word, or { word = \"...\", name = \"...\", colour = 1 }";
    saved_key: "这里要写一个字母，或者 1 到 9 的数字", "a letter, or a digit from 1 to 9, is wanted here";
    /// The file is no TOML: before what the parser says.
    syntax: "不合 TOML 语法：", "no TOML: ";
    /// Before what the parser says of a rule or a pattern.
    rule: "规则有误：", "";
    /// After a key that begins a count.
    digit: " 是数字，数字在按键前是次数", " is a digit, and digits are counts";
    /// After a key, and after the other name under which it has an action already.
    twice: " 就是 ", " is the same key as ";
    twice_end: "，前面已经有了", ", which has an action already";
    /// After a key that types a character, and after the context in which that is wanted.
    typed: " 在 ", " types a character in ";
    typed_end: " 里是要输入的字，前面要加 C- 或 M-", ", it needs C- or M- before it";
    /// Between an action and a context that does not have it.
    not_in: " 不能用在 ", " cannot be used in ";
    /// After that, before the contexts that have it.
    is_in: "，它属于 ", ", it belongs to ";
    /// A section of a folder that does not say which.
    no_path: "[[folder]] 要写 path", "a [[folder]] needs its path";
    /// In the reader, after the first of several faults: before and after their number.
    in_all: "（共 ", " (";
    in_all_end: " 处，见 kanbao config --check）", " in all: kanbao config --check)";
    /// Of a check: nothing is wrong, or there is no file.
    well: "没有问题", "nothing is wrong";
    no_file: "没有这个文件，一切照默认", "there is no such file, all is by default";
    /// Help: in place of the keys of an action that has none.
    no_key: "(无键)", "(no key)";
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn w10_every_word_has_one_width_on_every_terminal() {
        for word in [Language::Chinese, Language::English].map(|language| ConfigWords::of(language).all()).concat() {
            assert_eq!(word.width(), word.width_cjk(), "{word} has an ambiguous character");
        }
    }
}
