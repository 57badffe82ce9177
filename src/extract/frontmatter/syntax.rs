//! The *syntax* of a front matter, and its lines.

use crate::extract::prose::is_white;
use crate::model::script::is_common_han;

/// The language a front matter is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    Yaml,
    Toml,
    Json,
    /// Lines such as `标题：…`, as the dumps of archives have them.
    Labels,
}

/// What the fields are called in Chinese: names in other letters are keys only when they are known.
pub(super) const CHINESE_KEYS: &[&str] = &[
    "标题",
    "標題",
    "原标题",
    "作者",
    "来源",
    "來源",
    "编辑",
    "日期",
    "时间",
    "发布日期",
    "发布时间",
    "更新日期",
    "更新时间",
    "分类",
    "分類",
    "标签",
    "標籤",
    "关键词",
    "链接",
    "原文链接",
    "网址",
    "封面",
    "语言",
];

/// What an editor does not show and may stand before a key. A blank or a tab says how deep a line is.
pub(super) fn is_invisible(c: char) -> bool {
    !matches!(c, ' ' | '\t' | '\n' | '\r') && is_white(c) || matches!(c, '\u{200E}' | '\u{200F}')
}

/// The fields that hold what a person says in words: there a sign of YAML is a sign of the person's.
const WORDS: &[&str] = &[
    "title",
    "标题",
    "標題",
    "subtitle",
    "original_title",
    "original-title",
    "原标题",
    "author",
    "authors",
    "作者",
    "byline",
    "creator",
    "by",
    "editor",
    "编辑",
    "source",
    "来源",
    "來源",
    "publisher",
    "site_name",
    "site",
    "website",
    "categories",
    "category",
    "分类",
    "分類",
    "tags",
    "tag",
    "标签",
    "標籤",
    "keywords",
    "keyword",
    "关键词",
    "description",
    "summary",
    "excerpt",
];

/// Whether a key, in lower case, is that of a field in words.
pub(super) fn is_words(key: &str) -> bool {
    WORDS.contains(&key)
}

/// Whether a key, in lower case, is that of a title, which is one text whatever it looks like.
pub(super) fn is_title(key: &str) -> bool {
    matches!(key, "title" | "标题" | "標題" | "subtitle" | "original_title" | "original-title" | "原标题")
}

/// `key: value` at the start of a line, the colon of either width; `key = value`; `"key": value`.
pub(super) fn entry(line: &str, syntax: Syntax) -> Option<(&str, &str)> {
    let signs: &[char] = if syntax == Syntax::Toml { &['='] } else { &[':', '：'] };
    let line = line.trim_start_matches(is_invisible);
    let line = if syntax == Syntax::Json { line.trim_start() } else { line };
    let (name, value) = line.split_once(signs)?;
    let name = name.trim_matches(is_white);
    let name = ['"', '\''].into_iter().find_map(|q| name.strip_prefix(q)?.strip_suffix(q)).unwrap_or(name);
    let is_name = name.len() <= 40
        && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '@'));
    // A label may be any word.
    let known = CHINESE_KEYS.contains(&name)
        || (syntax == Syntax::Labels && (2..=6).contains(&name.chars().count()) && name.chars().all(is_common_han));
    // `http://…` on a line of its own is a value, not a key.
    ((is_name || known) && !value.starts_with("//")).then_some((name, value))
}
