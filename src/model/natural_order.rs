//! *Natural order*: names in the order in which people count, numbers by their value and not by their characters. Of
//! chapters the second comes before the tenth, in digits, in full-width digits and in Han; 上 before 中 before 下; what
//! stands before the first chapter first and what follows the last one last.
//!
//! A Han numeral is a number where it counts something: after 第, beside 章 or 卷, between marks, at the end of a name.
//! Inside of words (一带一路, 三国) it is a character as any other.

use std::cmp::Ordering;

use super::numerals;

/// What a name is ordered by: made once where names are compared again and again.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct NaturalKey(Box<[u8]>);

impl NaturalKey {
    /// The key of a path: its folders count before what is in them.
    pub fn of(path: &str) -> Self {
        let mut key = Vec::with_capacity(path.len() + 16);
        Self::push(path, &mut key);
        Self(key.into_boxed_slice())
    }

    /// Writes the bytes of that key behind others, for who keeps many of them in one place.
    pub fn push(path: &str, key: &mut Vec<u8>) {
        for (at, name) in path.split('/').enumerate() {
            if at > 0 {
                key.push(END);
            }
            push_name(name, key);
        }
    }

    /// The bytes of the key, which are compared one by one.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0.into_vec()
    }
}

/// Compares two names, or two paths.
pub fn compare(one: &str, other: &str) -> Ordering {
    plainly(one, other).unwrap_or_else(|| NaturalKey::of(one).cmp(&NaturalKey::of(other)).then_with(|| one.cmp(other)))
}

/// The order where no number is near the first difference: of most names in a large folder.
fn plainly(one: &str, other: &str) -> Option<Ordering> {
    /// So far behind a numeral stands what says whether it counts.
    const NEAR: usize = 3;
    if one.chars().next().is_none_or(begins_a_word) {
        return None;
    }
    let at = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let at = one.floor_char_boundary(at);
    if at == 0 && other.chars().next().is_none_or(begins_a_word) || !one[..at].chars().rev().take(NEAR).all(is_plain) {
        return None;
    }
    let (a, b) = (one[at..].chars().next()?, other[at..].chars().next()?);
    (is_plain(a) && is_plain(b)).then(|| a.cmp(&b))
}

/// Whether a character is no part of a number, and ends no name.
fn is_plain(c: char) -> bool {
    digit(c).is_none() && !numerals::is_numeral(c) && !RANKS.contains(c) && !matches!(c, '.' | '/' | '\0'..='\u{1F}')
}

/// Whether one of the words before all chapters or behind them may begin with it.
fn begins_a_word(c: char) -> bool {
    !c.is_ascii() && FRONT.iter().chain(BACK).any(|word| word.starts_with(c))
}

// The bytes of a key. The end of a name comes before a number, and that before any text.
const END: u8 = 0;
const NUMBER: u8 = 1;
// Whether a name stands before all chapters, among them, or behind them.
const BEFORE: u8 = 2;
const AMONG: u8 = 3;
const BEHIND: u8 = 4;
/// What is counted stands before the number.
const UNIT: u8 = 5;

fn push_name(name: &str, key: &mut Vec<u8>) {
    let stem = name.len() - extension_length(name);
    if name.is_ascii() {
        return push_ascii(&name[..stem], &name[stem..], key);
    }
    let characters: Vec<char> = name[..stem].chars().collect();
    key.push(place(&characters));
    let mut at = 0;
    while let Some(&c) = characters.get(at) {
        at += push_number_at(&characters, at, key).unwrap_or_else(|| {
            push_character(c, key);
            1
        });
    }
    key.push(END);
    name[stem..].chars().for_each(|c| push_character(c, key));
}

/// The same of a name in ASCII, of which nothing has to be looked at twice.
fn push_ascii(stem: &str, extension: &str, key: &mut Vec<u8>) {
    key.push(AMONG);
    let mut rest = stem;
    while let Some(first) = rest.bytes().next() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            push_number(&rest[..digits], key);
        } else {
            key.push(first.max(UNIT + 1));
        }
        rest = &rest[digits.max(1)..];
    }
    key.push(END);
    key.extend(extension.bytes().map(|byte| byte.max(UNIT + 1)));
}

/// Writes the number that stands at a place of a text behind `key`; gives its length in characters. With the unit that
/// it counts: of two books in one folder, one in chapters and one in 回, each stays together.
pub(super) fn push_number_at(characters: &[char], at: usize, key: &mut Vec<u8>) -> Option<usize> {
    let (length, number) = number_at(characters, at)?;
    let unit = characters.get(at + length).filter(|_| characters[..at].ends_with(&['第']));
    if let Some(rank) = unit.and_then(|unit| UNITS.iter().position(|same| same.contains(*unit))) {
        key.extend([UNIT, rank as u8]);
    }
    push_number(&number, key);
    Some(length)
}

fn push_character(c: char, key: &mut Vec<u8>) {
    let mut bytes = [0; 4];
    // What would be taken for a sign of the key is no character of a name.
    key.extend(c.encode_utf8(&mut bytes).bytes().map(|byte| byte.max(UNIT + 1)));
}

/// A number: how many digits, then these.
fn push_number(digits: &str, key: &mut Vec<u8>) {
    let digits = digits.trim_start_matches('0');
    key.push(NUMBER);
    key.extend(u16::try_from(digits.len()).unwrap_or(u16::MAX).to_be_bytes());
    key.extend(digits.bytes());
}

/// The length of `.txt` and its like at the end of a name.
fn extension_length(name: &str) -> usize {
    match name.rsplit_once('.') {
        Some((stem, extension))
            if !stem.is_empty()
                && (1..=6).contains(&extension.len())
                && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
                && !extension.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            extension.len() + 1
        }
        _ => 0,
    }
}

/// What stands before the first chapter of a book, and what behind the last.
const FRONT: &[&str] = &[
    "封面",
    "扉页",
    "版权",
    "目录",
    "目錄",
    "目次",
    "简介",
    "簡介",
    "内容简介",
    "序",
    "序章",
    "序言",
    "序幕",
    "序曲",
    "自序",
    "代序",
    "前言",
    "楔子",
    "引子",
    "引言",
    "导言",
    "導言",
    "题记",
    "題記",
];
const BACK: &[&str] = &[
    "尾声",
    "尾聲",
    "终章",
    "終章",
    "大结局",
    "大結局",
    "结语",
    "結語",
    "后记",
    "後記",
    "跋",
    "番外",
    "番外篇",
    "外传",
    "外傳",
    "附录",
    "附錄",
    "完本感言",
    "完结感言",
];

/// Where a name stands that is one of these words, or begins with one.
fn place(name: &[char]) -> u8 {
    if name.first().is_none_or(char::is_ascii) {
        return AMONG;
    }
    let begins = |words: &[&str]| {
        words.iter().any(|word| {
            let length = word.chars().count();
            name.len() >= length
                && word.chars().eq(name[..length].iter().copied())
                && name.get(length).is_none_or(|c| is_mark(*c) || c.is_ascii_digit() || numerals::is_numeral(*c))
        })
    };
    if begins(FRONT) {
        BEFORE
    } else if begins(BACK) {
        BEHIND
    } else {
        AMONG
    }
}

/// What is counted: volumes, parts, chapters; the larger first, and those that mean the same together.
const UNITS: [&str; 18] = [
    "卷", "册冊", "部", "集", "篇", "编編", "章", "回", "节節", "话話", "幕", "场場", "折", "讲講", "课課", "季",
    "辑輯", "期",
];

fn is_unit(c: char) -> bool {
    UNITS.iter().any(|same| same.contains(c))
}

/// What is counted with the number behind it: 卷二, 之三, 其一, 周五.
const LEADERS: &str = "卷册冊部篇集章回节節话話辑輯编編期之其号號初";

/// What stands for a rank: three, and ten.
pub(super) const RANKS: &str = "上中下甲乙丙丁戊己庚辛壬癸";

/// The number at a place of a name, as digits, and how many characters it is.
fn number_at(name: &[char], at: usize) -> Option<(usize, String)> {
    let c = *name.get(at)?;
    if c.is_ascii() && !c.is_ascii_digit() {
        return None;
    }
    if let Some(length) = run(&name[at..], |c| digit(c).is_some()) {
        return Some((length, name[at..at + length].iter().filter_map(|c| digit(*c)).collect()));
    }
    if let Some(length) = run(&name[at..], numerals::is_numeral) {
        let text: String = name[at..at + length].iter().collect();
        let number = numerals::value(&text)?;
        return is_counted(name, at, at + length).then(|| (length, number.to_string()));
    }
    let place = RANKS.chars().position(|own| own == c)?;
    let rank = if place < 3 { place + 1 } else { place - 2 };
    is_ranked(name, at).then(|| (1, rank.to_string()))
}

/// The length of the run at the beginning of characters that all are so; `None` where the first is not.
fn run(name: &[char], is: impl Fn(char) -> bool) -> Option<usize> {
    Some(name.iter().take_while(|c| is(**c)).count()).filter(|length| *length > 0)
}

fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')),
        _ => None,
    }
}

/// Whether Han numerals count something where they stand.
fn is_counted(name: &[char], start: usize, end: usize) -> bool {
    let before = start.checked_sub(1).map(|at| name[at]);
    let after = name.get(end).copied();
    let opens = before.is_none_or(is_mark);
    let closes = |at: usize| name.get(at).is_none_or(|c| is_mark(*c));
    let in_week = matches!(before, Some('周' | '週')) && start == 1 || name[..start].ends_with(&['星', '期']);
    let is_of = |c: Option<char>, units: &str| c.is_some_and(|c| units.contains(c));
    before == Some('第')
        || in_week
        || closes(end) && (opens || is_of(before, LEADERS) || end == name.len())
        || opens && after.is_some_and(is_unit) && closes(end + 1)
        || (opens || is_of(before, "年月")) && is_of(after, "年月日号號") && is_date(name, end + 1)
        || after.is_some_and(|_| is_ranked(name, end)) && (opens || is_of(before, LEADERS))
}

/// Whether what follows 年, 月 or 日 lets these be parts of a date, or of a school: 十月, 九月九日, 三年级, but not 百年孤独.
fn is_date(name: &[char], at: usize) -> bool {
    name.get(at).is_none_or(|c| is_mark(*c) || numerals::is_numeral(*c) || matches!(c, '级' | '級'))
}

/// Whether 上, 中 or 下 (or 甲, 乙 …) tells parts apart where it stands: alone between marks, before what is counted, at
/// the end of a name.
fn is_ranked(name: &[char], at: usize) -> bool {
    let opens = at.checked_sub(1).is_none_or(|before| {
        let before = name[before];
        is_mark(before) || is_unit(before) || numerals::is_numeral(before) || digit(before).is_some()
    });
    let closes = |at: usize| name.get(at).is_none_or(|c| is_mark(*c));
    let is_last = at + 1 == name.len() && "上中下".contains(name[at]);
    is_last || opens && (closes(at + 1) || name.get(at + 1).is_some_and(|c| is_unit(*c)) && closes(at + 2))
}

/// Whether a character parts a name: white space, a mark, a bracket.
fn is_mark(c: char) -> bool {
    !c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(names: &str) -> String {
        let names: Vec<&str> = names.split_whitespace().collect();
        let mut turned: Vec<&str> = names.iter().rev().copied().collect();
        turned.sort_by(|a, b| compare(a, b));
        let mut by_key = names.clone();
        by_key.sort_by_key(|name| (NaturalKey::of(name), *name));
        assert_eq!(turned, by_key, "both ways of comparing");
        turned.join(" ")
    }

    #[test]
    fn names_are_in_the_order_in_which_people_count() {
        for names in [
            "第1章.txt 第2章.txt 第10章.txt 第11章.txt 第20章.txt 第100章.txt",
            "第一回.txt 第二回.txt 第三回.txt 第十回.txt 第十一回.txt 第二十回.txt 第一百回.txt 第百零三回.txt 第两千零五回.txt",
            "一、早市.md 二、午后.md 三、夜雨.md 十、归途.md 十一、尾巴.md",
            "上.txt 中.txt 下.txt",
            "海河夜话上.txt 海河夜话中.txt 海河夜话下.txt",
            "第一章（上）.txt 第一章（下）.txt 第二章（上）.txt 第二章（下）.txt",
            "上卷.txt 中卷.txt 下卷.txt",
            "卷一.txt 卷二.txt 卷三.txt 卷四.txt 卷十.txt 卷廿.txt 卷廿一.txt 卷卅.txt",
            "海河夜话之二.txt 海河夜话之三.txt 海河夜话之十.txt 海河夜话之十二.txt",
            "序章.txt 第一章.txt 第九章.txt 第十章.txt 尾声.txt 番外一.txt 番外二.txt",
            "三章.txt 四章.txt 三十章.txt 百零三章.txt",
            "第１话.txt 第２話.txt 第１０话.txt",
            "第二卷/第三章.txt 第二卷/第十章.txt 第十卷/第一章.txt",
            "feed.xml#2 feed.xml#10 news.zip/2.md news.zip/10.md",
            "a1.md a2.md a10.md a10b.md b.md",
            "2022-01-02.md 2022-1-10.md 2022-02-01.md",
            "一年级.md 二年级.md 三年级.md",
            "一月.md 二月.md 九月.md 十月.md 十二月.md",
            "星期一.md 星期二.md 星期三.md 星期四.md",
            "（一）.txt （二）.txt （三）.txt （十）.txt",
            "甲编.txt 乙编.txt 丙编.txt",
            "第1章.txt 第二章.txt 第10章.txt 第一回.txt 第2回.txt 第十回.txt",
            "第2回.txt 第三回.txt 第10回.txt 第十一回.txt",
        ] {
            assert_eq!(sorted(names), names);
        }
    }

    #[test]
    fn numerals_in_words_are_characters_as_any_other() {
        // By code points, as they were before.
        for names in [
            "一带一路.md 三国演义.md 九寨沟.md 二战史.md 八仙过海.md 四大名著.md",
            "上海.md 下江南.md 中国.md",
            "万里长城.md 千里江山图.md 百年孤独.md",
        ] {
            assert_eq!(sorted(names), names);
        }
    }

    #[test]
    fn a_name_in_ascii_has_the_key_that_its_characters_give() {
        for name in
            ["", "a", "a.md", "a01b2.txt", "007", "2022-01-02.html", ".hidden", "a\u{1}b.md", "x.tar.gz", "1.2.3"]
        {
            let (mut fast, mut slow) = (Vec::new(), Vec::new());
            push_name(name, &mut fast);
            // The same, of a name that is not in ASCII by its last character.
            push_name(&format!("{name}é"), &mut slow);
            let stem = name.len() - extension_length(name);
            let is_plain = stem == name.len();
            assert!(!is_plain || slow.starts_with(&fast[..fast.len() - 1]), "{name}: {fast:?} {slow:?}");
        }
    }

    #[test]
    fn the_order_is_one() {
        let names = "第一章 第一回 一 二 十 上 下 上海 a1 a01 a001 a 序 序章 后记 第 第十 第十a 1 01 １ a/b a/ a.b a.1 1.txt 1.md";
        let names: Vec<&str> = names.split(' ').chain([""]).collect();
        for a in &names {
            assert_eq!(compare(a, a), Ordering::Equal);
            for b in &names {
                assert_eq!(compare(a, b), compare(b, a).reverse(), "{a} {b}");
                for c in names.iter().filter(|c| compare(a, b).is_le() && compare(b, c).is_le()) {
                    assert!(compare(a, c).is_le(), "{a} {b} {c}");
                }
            }
        }
    }
}
