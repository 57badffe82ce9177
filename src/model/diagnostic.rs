//! A *diagnostic*: what the system, a library or a room below says is wrong, in English and with its names and numbers in it;
//! and how that is said in the language of the interface.
//!
//! The rooms below do not know the interface's language, and what they said is kept in the cache for the next start, which
//! may be in another one. So they say it in English, and a table in assets puts it into Chinese when it is shown. What is
//! not in the table stays in English.

use std::borrow::Cow;
use std::fmt::Display;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Language, fill};

/// One line of the table: the English between its gaps, and the Chinese.
#[derive(Debug)]
struct DiagnosticPattern {
    english: Vec<String>,
    chinese: String,
}

#[derive(Debug, Deserialize)]
struct Table {
    said: Vec<[String; 2]>,
}

static PATTERNS: LazyLock<Vec<DiagnosticPattern>> = LazyLock::new(|| {
    let patterns = table().said.into_iter();
    patterns
        .map(|[english, chinese]| DiagnosticPattern {
            english: english.split("{}").map(str::to_owned).collect(),
            chinese,
        })
        .collect()
});

#[expect(clippy::expect_used, reason = "a broken asset is a test failure")]
fn table() -> Table {
    toml::from_str(include_str!("../../assets/diagnostics.zh.toml")).expect("the table is compiled in; a test reads it")
}

/// What the table has in Chinese, for the test of the catalogue.
pub fn chinese_diagnostics() -> Vec<String> {
    table().said.into_iter().map(|[_, chinese]| chinese).collect()
}

/// A diagnostic in a language.
pub fn diagnostic(said: &str, language: Language) -> Cow<'_, str> {
    if language.is_chinese() { in_chinese(said, language, DEEPEST) } else { Cow::Borrowed(said) }
}

/// So deep are diagnostics put into one another.
const DEEPEST: usize = 8;

fn in_chinese(said: &str, language: Language, deep: usize) -> Cow<'_, str> {
    let Some(deep) = deep.checked_sub(1) else { return Cow::Borrowed(said) };
    // The number that Rust puts behind the system's words says nothing to a person.
    let said = said.split_once(" (os error ").map_or(said, |(plain, _)| plain);
    let found = PATTERNS.iter().find_map(|pattern| Some((pattern, pattern.gaps(said)?)));
    let Some((pattern, gaps)) = found else { return Cow::Borrowed(said) };
    let gaps: Vec<Cow<'_, str>> = gaps.into_iter().map(|gap| in_chinese(gap, language, deep)).collect();
    let gaps: Vec<&dyn Display> = gaps.iter().map(|gap| gap as &dyn Display).collect();
    Cow::Owned(fill(language.written(&pattern.chinese), &gaps))
}

impl DiagnosticPattern {
    /// What stands in the gaps of a text that the pattern fits.
    fn gaps<'t>(&self, text: &'t str) -> Option<Vec<&'t str>> {
        let (first, rest) = self.english.split_first()?;
        let mut text = text.strip_prefix(first.as_str())?;
        let Some((last, between)) = rest.split_last() else { return text.is_empty().then(Vec::new) };
        let mut gaps = Vec::with_capacity(rest.len());
        for part in between {
            let (gap, behind) = text.split_once(part.as_str())?;
            gaps.push(gap);
            text = behind;
        }
        gaps.push(text.strip_suffix(last.as_str())?);
        // A name, a number or a sentence: never nothing.
        gaps.iter().all(|gap| !gap.is_empty()).then_some(gaps)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_below_is_put_into_chinese() {
        for (english, chinese) in [
            ("No such file or directory", "文件不存在"),
            ("No such file or directory (os error 2)", "文件不存在"),
            ("more than 64 tags", "标签超过 64 个"),
            ("line 7: duplicate key", "第 7 行：同一个键写了两次"),
            ("rule 3: line 2: missing value", "规则 3：第 2 行：缺少值"),
            ("damaged: it is cut short", "已损坏：后面缺了一截"),
            ("0 is not in 1..=1000000", "要在 1 到 1000000 之间"),
            ("invalid basic string, expected `\"`", "字符串没有用 \" 关上"),
            ("unclosed inline table, expected `}`", "表没有用 } 关上"),
            ("quotes and lists nested deeper than 64: read as 64 deep", "引文和列表套得超过 64 层，当作 64 层读了"),
            ("unclosed character class", "方括号没有用 ] 关上"),
            ("bad regular expression: unclosed group", "正则式不对：括号没有用 ) 关上"),
            ("missing field `query`", "缺少 query"),
            ("more than  tags", "more than  tags"),
            ("something that nobody foresaw", "something that nobody foresaw"),
            ("", ""),
        ] {
            assert_eq!(diagnostic(english, Language::Chinese), chinese, "{english}");
            assert_eq!(diagnostic(english, Language::English), english);
        }
    }

    #[test]
    fn it_ends_however_deep_it_is() {
        let deep = "damaged: ".repeat(1000) + "too large";
        assert!(diagnostic(&deep, Language::Chinese).starts_with("已损坏：已损坏："));
    }
}
