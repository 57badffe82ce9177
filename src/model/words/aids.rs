//! The words of the *aids* to reading: the dictionary, scrolling by itself, reading aloud.

use super::Words;
use crate::model::{DictionaryFault, DictionaryWrong, Language, SafeText, megabytes};

impl Words {
    /// The words of the aids to reading.
    pub fn aids(&self) -> &'static AidWords {
        AidWords::of(self.language)
    }
}

words! { AidWords;
    /// Headings of the help.
    group_aids: "辅助阅读", "Aids to reading";
    group_scrolling: "自动滚动时", "While the text scrolls by itself";
    group_aloud: "朗读时", "While it is read aloud";
    /// The title of the panel of definitions, and of its keys in the help.
    dictionary: "词典", "Dictionary";
    /// What can be done there.
    dictionary_hint: "{ask-word} 另查  {copy-definition} 复制  {word-before} 返回  {back} 关闭",
        "{ask-word} another word  {copy-definition} copies  {word-before} word before  {back} closes";
    /// The prompt of a word.
    look_up: "查词 ", "Look up ";
    /// While a word is looked up.
    looking_up: "正在查", "Looking it up";
    /// Between a word and that no dictionary has it.
    not_defined: "：词典里没有", ": in no dictionary";
    /// No dictionary is named.
    no_dictionary: "还没有词典。把词典文件或文件夹写进 config.toml，认得 StarDict（.ifo）和 CC-CEDICT（.u8）：",
        "No dictionary yet. Name files or folders in config.toml; StarDict (.ifo) and CC-CEDICT (.u8) are read:";
    /// How one is named.
    name_dictionary: "[dictionary]\nfiles = [\"~/dict\", \"~/cedict_ts.u8\"]",
        "[dictionary]\nfiles = [\"~/dict\", \"~/cedict_ts.u8\"]";
    /// The same on one line.
    name_dictionary_line: "没有词典：请在 config.toml 的 [dictionary] 里写 files = [\"词典文件或文件夹\"]",
        "no dictionary: name some in config.toml, [dictionary] files = [\"file or folder\"]";
    /// There was no word before.
    no_word_before: "前面没有查过别的词", "No word was looked up before";
    /// What a definition is called where it is copied.
    copy_definition: "释义", "definition";
    /// What is wrong with a dictionary.
    missing: "文件不存在", "there is no such file";
    none_there: "文件夹里没有词典", "no dictionary is in this folder";
    unknown: "认不得这种词典", "not a kind of dictionary that is known";
    without: "旁边缺少 ", "beside it there is no ";
    bad_header: ".ifo 写得不对", "the .ifo does not say what it has to";
    bad_size: "索引长度不对：应有字节 ", "the index has not its length: bytes it should have ";
    bad_size_has: "，实有 ", ", bytes it has ";
    bad_index: "索引已损坏", "the index is damaged";
    out_of_range: "索引指到了词典外面：", "the index leads out of the dictionary: ";
    bad_packing: "压缩的内容已损坏", "it cannot be unpacked: it is damaged";
    too_large: "太大，超过 ", "it is larger than ";
    /// While the text scrolls by itself: before and after the speed.
    scrolling: "自动滚动 ", "Scrolling by itself, ";
    scrolling_speed: "字/分", " chars a minute";
    /// What can be done then.
    scrolling_hint: "{scroll-faster} {scroll-slower} 快慢  {auto-scroll} 停", "{scroll-faster} {scroll-slower} faster, slower  {auto-scroll} stops";
    /// It has stopped.
    scrolled_to_end: "已到末尾，自动滚动停了", "At the end: it scrolls no more";
    scrolling_stopped: "自动滚动停了", "It scrolls no more";
    /// While it is read aloud, and while it is not just now.
    reading_aloud: "正在朗读", "Reading aloud";
    aloud_paused: "朗读已暂停", "Reading aloud: paused";
    /// What can be done then.
    aloud_hint: "{pause-aloud} 暂停  {next-sentence} {previous-sentence} 下一句、上一句  {read-aloud} 停",
        "{pause-aloud} pauses  {next-sentence} {previous-sentence} next, last sentence  {read-aloud} stops";
    aloud_paused_hint: "{pause-aloud} 继续  {next-sentence} {previous-sentence} 下一句、上一句  {read-aloud} 停",
        "{pause-aloud} goes on  {next-sentence} {previous-sentence} next, last sentence  {read-aloud} stops";
    /// It has stopped.
    read_to_end: "读完了", "Read to the end";
    /// There is nothing to be read.
    nothing_to_read: "这里没有可读的文字", "There is no text to read here";
    /// No program reads aloud.
    no_speaker: "没有朗读程序：装 spd-say 或 espeak-ng，或在 config.toml 的 [programs] 里写 speak",
        "No program reads aloud: install spd-say or espeak-ng, or name one in config.toml: [programs] speak";
}

impl AidWords {
    /// What is wrong with a dictionary, with its name.
    pub fn dictionary_fault(&self, fault: &DictionaryFault) -> SafeText {
        let why = match &fault.why {
            DictionaryWrong::Missing => self.missing.to_owned(),
            DictionaryWrong::System(said) | DictionaryWrong::Died(said) => said.to_string(),
            DictionaryWrong::NoneThere => self.none_there.to_owned(),
            DictionaryWrong::Unknown => self.unknown.to_owned(),
            DictionaryWrong::Without(file) => format!("{}{file}", self.without),
            DictionaryWrong::BadHeader => self.bad_header.to_owned(),
            DictionaryWrong::BadSize(said, has) => format!("{}{said}{}{has}", self.bad_size, self.bad_size_has),
            DictionaryWrong::BadIndex => self.bad_index.to_owned(),
            DictionaryWrong::OutOfRange(word) => format!("{}{word}", self.out_of_range),
            DictionaryWrong::BadPacking => self.bad_packing.to_owned(),
            DictionaryWrong::TooLarge(bytes) => format!("{}{}", self.too_large, megabytes(*bytes)),
        };
        Words::of(self.language).of_what(&fault.file, &why)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn w10_every_word_has_one_width_on_every_terminal() {
        for word in Language::EACH.map(|language| AidWords::of(language).all()).concat() {
            assert_eq!(word.width(), word.width_cjk(), "{word} has an ambiguous character");
        }
    }
}
