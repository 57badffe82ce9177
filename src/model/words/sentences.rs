//! The *words* of sentences: `{}` stands for what they are about, in order. Where a number is in them there are two, of which
//! the first is about one.

use std::fmt::Display;

use crate::model::Language;

words! { SentenceWords;
    /// What `index` did: articles, seconds.
    indexed_one: "已编目 {} 篇，用时 {} 秒", "{} article in {} s";
    indexed: "已编目 {} 篇，用时 {} 秒", "{} articles in {} s";
    /// What is kept in the cache: archives, their size, the folder.
    cache_one: "{} 个文库，共 {}，在 {}", "{} archive, {}, in {}";
    cache: "{} 个文库，共 {}，在 {}", "{} archives, {}, in {}";
    /// What was cleared away: archives, their size.
    cleared_one: "已清除 {} 个文库的缓存，共 {}", "cleared the cache of {} archive, {}";
    cleared: "已清除 {} 个文库的缓存，共 {}", "cleared the caches of {} archives, {}";
    /// How many articles were looked through.
    looked_one: "共{}篇", "{} article";
    looked: "共{}篇", "{} articles";
    /// How many of them may be wrong.
    may_be_wrong: "{}篇可能有问题", "{} may be wrong";
    /// How many files are none.
    unread_one: "{}个文件没有读成", "{} file not read";
    unread: "{}个文件没有读成", "{} files not read";
    /// Between two parts of a sentence.
    comma: "，", ", ";
    /// Between what is said and what of it.
    colon: "：", ": ";
    /// The length of a text: 字, or words where its script has them.
    characters_one: "{}字", "{} char";
    characters: "{}字", "{} chars";
    words_one: "{}词", "{} word";
    words: "{}词", "{} words";
    /// Lengths that are too long to be said in full.
    many_characters: "{}万字", "{}k chars";
    many_words: "{}万词", "{}k words";
    /// What was cut is shown, so many pieces.
    cut_shown_one: "已显示剪去的 {} 处，{reader.next-cut} 去看，{panes.toggle-cut} 收起",
        "{} cut shown, {reader.next-cut} goes there, {panes.toggle-cut} hides it";
    cut_shown: "已显示剪去的 {} 处，{reader.next-cut} 下一处，{panes.toggle-cut} 收起",
        "{} cuts shown, {reader.next-cut} goes to the next, {panes.toggle-cut} hides them";
    /// Entries that could not be read.
    failed: "{} 篇读不了", "{} unreadable";
    /// With what the help of a command begins to say how it ends.
    exit_status: "退出状态", "Exit status";
    /// Where a query of the command line is wrong: the number of the character, and what stands there.
    query_at: "查询第 {} 字（{}）", "query, at character {} ({})";
    /// What is behind a usage error.
    see_help: "{}（用法见 kanbao --help）", "{} (see kanbao --help)";
}

/// A sentence about something: `{}` is the next of `parts`, `{1}` the second. Other braces are meant.
pub fn fill(template: &str, parts: &[&dyn Display]) -> String {
    let (mut said, mut rest, mut next) = (String::new(), template, 0);
    while let Some((before, behind)) = rest.split_once('{') {
        said.push_str(before);
        let gap = behind.split_once('}');
        let gap =
            gap.and_then(|(which, behind)| Some((if which.is_empty() { next } else { which.parse().ok()? }, behind)));
        if let Some((at, behind)) = gap {
            said.push_str(&parts.get(at).map(ToString::to_string).unwrap_or_default());
            next += 1;
            rest = behind;
        } else {
            said.push('{');
            rest = behind;
        }
    }
    said + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gaps_of_a_sentence_are_filled() {
        for (template, said) in [
            ("{} 篇，用时 {} 秒", "甲 篇，用时 乙 秒"),
            ("{1}：{0}", "乙：甲"),
            ("剪去 {} 处，{panes.toggle-cut} 收起", "剪去 甲 处，{panes.toggle-cut} 收起"),
            ("{ {} } {", "{ 甲 } {"),
            ("{}{}{}", "甲乙"),
            ("", ""),
        ] {
            assert_eq!(fill(template, &[&"甲", &"乙"]), said);
        }
    }
}
