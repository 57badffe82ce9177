//! *People*: the names in a credit. `陆健 严红枫 通讯员 黄珍珍` are three of them.
//!
//! A Chinese name is two to four Han that begin with a surname; surnames are few, and tell a name from any other short
//! word: `记者：您好` is a question and no credit.

use crate::extract::furniture::said::is_organisation;
use crate::extract::furniture::table::begins_with_surname;
use crate::extract::prose::{is_white, trim};
use crate::model::script::is_han;

/// What a person does, where it stands among the names.
const ROLES: &[&str] = &[
    "实习记者",
    "见习记者",
    "特约记者",
    "特派记者",
    "摄影记者",
    "文字记者",
    "首席记者",
    "全媒体记者",
    "实习生",
    "通讯员",
    "特约通讯员",
    "本报记者",
    "记者",
    "記者",
    "编辑",
    "报道员",
    "摄影报道",
    "综合报道",
    "报道",
    "報導",
    "報道",
    "文/图",
    "图/文",
    "摄影",
    "摄",
];

/// The names in the value of a credit; none where there is anything in it that is no name.
pub(crate) fn names(value: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    // A name of two Han is often spaced out to the width of three: `王　芳`.
    let mut half: Option<String> = None;
    for part in parts(without_place(value)) {
        let part = without_roles(part);
        if part.is_empty() {
            continue;
        }
        let name = match half.take() {
            Some(surname) => surname + part,
            None if is_single_han(part) => {
                half = Some(part.to_owned());
                continue;
            }
            None => part.to_owned(),
        };
        if !is_name(&name) {
            return Vec::new();
        }
        names.push(name);
    }
    if half.is_some() { Vec::new() } else { names }
}

/// The names before the place from which they report: `王芳／台北報導`.
pub(crate) fn without_place(value: &str) -> &str {
    let reports = |text: &str| ["報導", "報道", "报道", "报导"].iter().any(|word| trim(text).ends_with(word));
    match value.split_once(['／', '/']) {
        Some((names, place)) if reports(place) => trim(names),
        _ => value,
    }
}

/// What stands between the signs that part names. Blanks part Chinese names, but not the words of a Western one.
fn parts(value: &str) -> impl Iterator<Item = &str> {
    let sign = |c: char| matches!(c, '、' | '，' | ',' | '；' | ';' | '/' | '／' | '|' | '｜');
    value.split(sign).flat_map(|part| {
        let latin = part.chars().any(|c| c.is_ascii_alphabetic());
        part.split(move |c: char| !latin && is_white(c))
    })
}

fn without_roles(part: &str) -> &str {
    let mut part = trim(part);
    while let Some(rest) = ROLES.iter().find_map(|role| part.strip_prefix(role)) {
        part = trim(rest).trim_start_matches([':', '：']);
    }
    while let Some(rest) = ROLES.iter().find_map(|role| part.strip_suffix(role)) {
        part = trim(rest);
    }
    trim(part)
}

/// Whether a word can be a name.
pub(crate) fn is_name(word: &str) -> bool {
    let length = word.chars().count();
    if word.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'')) {
        return (2..=40).contains(&length) && word.starts_with(|c: char| c.is_ascii_uppercase());
    }
    if word.contains('·') {
        return (3..=20).contains(&length) && word.chars().all(|c| is_han(c) || c == '·');
    }
    // `南方日报` begins with a surname too.
    let named = length < 4 || !is_organisation(word);
    (2..=4).contains(&length) && word.chars().all(is_han) && begins_with_surname(word) && named
}

fn is_single_han(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(is_han) && chars.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_what_is_none() {
        let told = |value: &str| names(value).join("|");
        assert_eq!(told("陆健 严红枫 通讯员 黄珍珍"), "陆健|严红枫|黄珍珍");
        assert_eq!(told("王　芳、欧阳明 摄影报道"), "王芳|欧阳明");
        assert_eq!(told("Connor Lau, Mary Major"), "Connor Lau|Mary Major");
        assert_eq!(told("阿不都·热合曼"), "阿不都·热合曼");
        assert_eq!(told("王芳／台北即時報導"), "王芳");
        for none in
            ["南方日报", "王芳 南方日报", "您好", "为什么", "手记", "", "王", "王芳说，这件事还没有完", "the man"]
        {
            assert_eq!(told(none), "", "{none}");
        }
    }
}
