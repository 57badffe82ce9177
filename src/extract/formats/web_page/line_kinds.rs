//! The *kinds of lines* around an article: its title, the page of a paper, its text, its category, a Western byline.

use std::ops::Range;

use super::credit_lines::{CreditLine, LinePlace};
use crate::extract::credits::people::is_name;
use crate::extract::credits::tells_when;
use crate::extract::furniture::said::{is_empty_word, is_organisation};
use crate::extract::furniture::{FurnitureRules, Zone};
use crate::extract::prose::{is_prose, is_white, skeleton, trim};

/// Whether a line says of which page of a paper the page is a copy: `第A02版：要闻`.
pub(super) fn is_edition(text: &str) -> bool {
    const LONGEST: usize = 40;
    let page = |text: &str| {
        let number = text.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '一'..='十'));
        number.len() < text.len() && number.starts_with('版')
    };
    text.chars().count() <= LONGEST
        && (text.match_indices('第').any(|(at, mark)| page(&text[at + mark.len()..]))
            || ["数字报", "电子报", "电子版", "数位报", "本版新闻"].iter().any(|word| text.contains(word)))
}

/// Whether a line is the title, or begins with it and goes on with a badge.
pub(super) fn is_title(line: &CreditLine, wanted: &str) -> bool {
    const BADGE: usize = 12;
    if line.text.len() > wanted.len() * 4 + 200 {
        return false;
    }
    let own = skeleton(&line.text);
    own == wanted || line.heading && own.len() <= wanted.len() + BADGE && own.starts_with(wanted)
}

/// The lines from the first of the text to one behind its last.
pub(super) fn text_range(lines: &[CreditLine], rules: FurnitureRules<'_>) -> Option<Range<usize>> {
    let inside = |line: &CreditLine| line.place == LinePlace::Inside && !line.heading;
    let prose = |line: &&CreditLine| {
        inside(line)
            && is_prose(&line.text)
            && line.linked * 2 < line.text.len()
            && rules.line(&line.text, Zone::Head).is_none()
            && rules.line(&line.text, Zone::Tail).is_none()
    };
    let words = |line: &&CreditLine| inside(line) && line.text.chars().count() >= 10 && !tells_when(&line.text);
    let first = lines.iter().position(|line| prose(&line)).or_else(|| lines.iter().position(|line| words(&line)))?;
    let last = lines.iter().rposition(|line| prose(&line)).or_else(|| lines.iter().rposition(|line| words(&line)))?;
    Some(first..last.max(first) + 1)
}

/// The category a line names: `分类于` in one piece and its name in the next.
pub(super) fn category(line: &CreditLine) -> Option<&str> {
    const LONGEST: usize = 12;
    const LABELS: &[&str] = &["分类于", "分类", "分類於", "分類", "所属分类", "Categories", "Category", "Posted in"];
    let label = |text: &str| {
        let text = text.trim_end_matches(|c: char| is_white(c) || matches!(c, ':' | '：'));
        LABELS.iter().any(|label| text.ends_with(label))
    };
    let pair = line.pieces.windows(2).find(|pair| label(&pair[0].text))?;
    let name = trim(&pair[1].text);
    let sound = name.chars().count() <= LONGEST
        && name.chars().any(char::is_alphabetic)
        && !name.contains(['|', '｜', ':', '：', '。', '，'])
        && !is_empty_word(name);
    sound.then_some(name)
}

/// The people of a Western byline: `By Jane Roe and John Doe`; none where anything in it is no name.
pub(super) fn western_names(line: &str) -> Vec<&str> {
    const LONGEST: usize = 120;
    const MOST_WORDS: usize = 4;
    let begins = line.get(..3).is_some_and(|by| by.eq_ignore_ascii_case("by "));
    if !begins || !line.is_ascii() || line.len() > LONGEST {
        return Vec::new();
    }
    let people = line[3..].split(" and ").flat_map(|part| part.split([',', '&', '|'])).map(trim);
    let people: Vec<&str> = people.filter(|name| !name.is_empty() && !is_organisation(name)).collect();
    let person = |name: &&str| {
        let words = name.split(' ').count();
        (2..=MOST_WORDS).contains(&words) && is_name(name)
    };
    if people.iter().all(person) { people } else { Vec::new() }
}

/// Whether words are a counter: `阅读量1.5k`, `收藏 8`.
pub(super) fn is_counter(value: &str) -> bool {
    let number =
        |c: char| c.is_ascii_digit() || is_white(c) || matches!(c, '.' | ',' | 'k' | 'K' | 'w' | 'W' | '万' | '+');
    let label = value.trim_end_matches(['次', '人', '条', ')', '）']).trim_end_matches(number);
    label.len() < value.len() && is_empty_word(label.trim_end_matches(['(', '（']))
}
