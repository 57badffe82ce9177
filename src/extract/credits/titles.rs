//! *Titles*: finding a title again in a text, and what an exporter took out of it.

use crate::extract::furniture::said::is_organisation;
use crate::extract::prose::skeleton;

/// The longest text that is compared with a title, in characters.
const LONGEST: usize = 240;

/// Whether `text` repeats `title`, give or take a few characters and what an exporter replaced.
pub(crate) fn repeats(title: &str, text: &str) -> bool {
    let (a, b) = (skeleton(title), skeleton(text));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    if a == b {
        return true;
    }
    let (n, m) = (title.chars().count(), text.chars().count());
    if n > LONGEST || m > LONGEST || n < 6 || m > n * 3 / 2 || n > m * 3 / 2 {
        return false;
    }
    let cut_short = title.ends_with("...") || title.ends_with('…');
    if cut_short && b.starts_with(&a) {
        return true;
    }
    let least = if title.contains('_') { 75 } else { 90 };
    align(title, text).iter().flatten().count() * 100 >= n.max(m) * least
}

/// Whether `title` is the beginning of `whole`, cut short by a page that had no room.
pub(crate) fn is_cut_short(title: &str, whole: &str) -> bool {
    let Some(begin) = title.strip_suffix("...").or_else(|| title.strip_suffix('…')) else { return false };
    let begin = skeleton(begin);
    begin.chars().count() >= 6 && skeleton(whole).starts_with(&begin)
}

/// The title with its `_` read again from a text that repeats it as it was.
pub(crate) fn restore(title: &str, text: &str) -> String {
    let text_chars: Vec<char> = text.chars().collect();
    title
        .chars()
        .zip(align(title, text))
        .map(|(c, place)| match place.and_then(|place| text_chars.get(place)) {
            Some(&original) if c == '_' => original,
            _ => c,
        })
        .collect()
}

/// What an exporter writes as `_`.
const MASKED: [char; 11] = [':', '/', '\\', '?', '*', '“', '”', '<', '>', '|', '['];

fn is_masked(c: char) -> bool {
    MASKED.contains(&c) || c == ']'
}

/// The title with its `_` read again from what its article says in other words: a quoted word of the title is quoted in
/// the text too. What the text does not tell, the form tells: two `_` around words of Chinese were quotes, one at the
/// end was a question mark.
pub(crate) fn unmask(title: &str, texts: &[&str]) -> String {
    let mut chars: Vec<char> = title.chars().collect();
    // Any sign that would have been replaced is proof that nothing was.
    if !chars.contains(&'_') || chars.len() > LONGEST || chars.iter().copied().any(is_masked) {
        return title.to_owned();
    }
    from_context(&mut chars, texts);
    if chars.iter().copied().any(|c| c.is_alphabetic() && !c.is_ascii()) {
        from_form(&mut chars);
    }
    chars.into_iter().collect()
}

/// Reads each run of `_` from a text in which the same characters stand around other signs.
fn from_context(chars: &mut [char], texts: &[&str]) {
    let mut at = 0;
    while let Some(start) = chars[at..].iter().position(|&c| c == '_').map(|place| at + place) {
        let end = start + chars[start..].iter().take_while(|&&c| c == '_').count();
        let before: String = chars[at..start].iter().rev().take_while(|&&c| c != '_').collect();
        let after: String = chars[end..].iter().take_while(|&&c| c != '_').collect();
        // The more of the surroundings is found again the better; a character on each side is the least.
        let signs = [(4, 4), (3, 3), (2, 2), (1, 2), (2, 1), (0, 3), (3, 0)].into_iter().find_map(|(left, right)| {
            let left: String = before.chars().take(left).collect::<Vec<_>>().into_iter().rev().collect();
            let right: String = after.chars().take(right).collect();
            let enough = left.chars().count() + right.chars().count() >= 3
                && (left.is_empty() == before.is_empty() || !left.is_empty())
                && (right.is_empty() == after.is_empty() || !right.is_empty());
            enough.then(|| texts.iter().find_map(|text| between(text, &left, end - start, &right)))?
        });
        if let Some(signs) = signs {
            chars[start..end].copy_from_slice(&signs);
        }
        at = end;
    }
}

/// The `count` masked signs that stand in `text` between `left` and `right`.
fn between(text: &str, left: &str, count: usize, right: &str) -> Option<Vec<char>> {
    let anchor = if left.is_empty() { right } else { left };
    text.match_indices(anchor).find_map(|(at, _)| {
        let signs: Vec<char> = if left.is_empty() {
            let mut signs: Vec<char> = text[..at].chars().rev().take(count).collect();
            signs.reverse();
            signs
        } else {
            let rest = &text[at + left.len()..];
            let signs: Vec<char> = rest.chars().take(count).collect();
            let behind: usize = signs.iter().map(|c| c.len_utf8()).sum();
            rest[behind..].starts_with(right).then_some(signs)?
        };
        // Who sets a colon in the title may set a wide one in the text.
        let sign = |c: char| is_masked(c) || matches!(c, '：' | '？' | '｜' | '／' | '［' | '］');
        (signs.len() == count && signs.iter().copied().all(sign)).then_some(signs)
    })
}

/// The longest word in quotes that is put back by its form alone.
const LONGEST_QUOTED: usize = 24;

fn from_form(chars: &mut [char]) {
    // The other half of a pair of which one was found.
    let mut open = false;
    for c in chars.iter_mut() {
        match *c {
            '“' => open = true,
            '”' => open = false,
            '_' if open => {
                *c = '”';
                open = false;
            }
            _ => {}
        }
    }
    let mut close = false;
    for c in chars.iter_mut().rev() {
        match *c {
            '”' => close = true,
            '“' => close = false,
            '_' if close => {
                *c = '“';
                close = false;
            }
            _ => {}
        }
    }
    let letter = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_ascii_alphanumeric());
    // `snake_case` and `1_3` are no quotes.
    let left: Vec<usize> = (0..chars.len())
        .filter(|&at| chars[at] == '_' && !(letter(at.checked_sub(1)) && letter(Some(at + 1))))
        .collect();
    let mut quotes: Vec<(usize, char)> = Vec::new();
    let mut rest = left.as_slice();
    while let [open, close, after @ ..] = rest {
        let inside = &chars[open + 1..*close];
        let fits = (1..=LONGEST_QUOTED).contains(&inside.len())
            && !inside.first().is_some_and(|c| c.is_whitespace())
            && !inside.last().is_some_and(|c| c.is_whitespace())
            && inside.iter().any(|c| c.is_alphanumeric());
        if fits {
            quotes.extend([(*open, '“'), (*close, '”')]);
            rest = after;
        } else {
            rest = &rest[1..];
        }
    }
    if let [last] = rest
        && last + 1 == chars.len()
        && chars.len() > 1
        && !chars[last - 1].is_whitespace()
    {
        quotes.push((*last, '?'));
    }
    for (at, quote) in quotes {
        chars[at] = quote;
    }
}

/// For each character of `title` its place in `text`: the longest common subsequence, `_` standing for any character
/// that is no letter.
fn align(title: &str, text: &str) -> Vec<Option<usize>> {
    let a: Vec<char> = title.chars().collect();
    let b: Vec<char> = text.chars().collect();
    let same = |x: char, y: char| x == y || (x == '_' && !y.is_alphanumeric());
    let width = b.len() + 1;
    let mut best = vec![0_u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            best[i * width + j] = if same(a[i], b[j]) {
                best[(i + 1) * width + j + 1] + 1
            } else {
                best[(i + 1) * width + j].max(best[i * width + j + 1])
            };
        }
    }
    let mut places = vec![None; a.len()];
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if same(a[i], b[j]) {
            places[i] = Some(j);
            i += 1;
            j += 1;
        } else if best[(i + 1) * width + j] >= best[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    places
}

/// The signs between an article's title and its site's name.
const BETWEEN: [&str; 14] = ["--", "——", "_", "|", "｜", " - ", " – ", " — ", "丨", " :: ", " » ", " « ", " ‹ ", " · "];

/// Whether a text goes on, right behind a title, with a sign that parts it from the names of column and site.
pub(crate) fn is_parted(rest: &str) -> bool {
    let trimmed = rest.trim_start();
    BETWEEN.iter().any(|sign| rest.starts_with(sign) || trimmed.starts_with(sign.trim()))
        || trimmed.strip_prefix('-').is_some_and(is_site)
}

/// Whether a name is that of a site or of a column of one.
pub(crate) fn is_site(name: &str) -> bool {
    const LONGEST: usize = 20;
    const SHORT: usize = 8;
    const ENDS: [&str; 12] =
        ["网", "網", "网站", "频道", "论坛", "博客", "百科", "社区", "首页", "新闻", "Discuz!", ".com"];
    let name = name.trim();
    let length = name.chars().count();
    length <= LONGEST && ENDS.iter().any(|end| name.ends_with(end)) || length <= SHORT && is_organisation(name)
}

/// A page's title without the names of column and site behind it: `题目_栏目_某网` gives `题目`.
pub(crate) fn without_site(title: &str) -> &str {
    let title = title.trim();
    if title.len() > LONGEST * 4 {
        return title;
    }
    // What made the page stands behind all else.
    let lower = title.to_ascii_lowercase();
    let made = ["powered by", "power by"].iter().find_map(|made| lower.rfind(made)).filter(|&at| at > 0);
    let title = made.map_or(title, |at| title[..at].trim_end().trim_end_matches(['-', '–', '|', '_']).trim_end());
    let mut head = title;
    // Of the parts, the title is the first that is long enough to be one; a sign inside a title parts off little.
    while let Some((at, sign)) = BETWEEN.iter().filter_map(|sign| head.rfind(sign).map(|at| (at, *sign))).max() {
        let (front, back) = (head[..at].trim(), head[at + sign.len()..].trim());
        let short = back.chars().count() <= 16;
        let least = if is_site(back) { 2 } else { 6 };
        if !short || front.chars().count() < least {
            break;
        }
        head = front;
    }
    // `题目-某网`: without blanks around it the sign is inside of titles too.
    match head.rsplit_once('-') {
        Some(("", site)) if is_site(site) => "",
        Some((front, site)) if is_site(site) && front.chars().count() >= 2 && !is_word(front, site) => front.trim_end(),
        _ => head,
    }
}

/// Whether a hyphen joins two words in Latin letters.
fn is_word(front: &str, back: &str) -> bool {
    front.ends_with(|c: char| c.is_ascii_alphanumeric()) && back.starts_with(|c: char| c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn underscores_are_read_again() {
        let title = "1-7月宁夏项目推进情况_展示台__曝光台_";
        let text = "1—7月全区项目推进情况“展示台”“曝光台”";
        assert!(repeats(title, text));
        assert_eq!(restore(title, text), "1-7月宁夏项目推进情况“展示台”“曝光台”");
        assert_eq!(restore("会议_保津南就是保全市", "会议：保津南就是保全市"), "会议：保津南就是保全市");
    }

    #[test]
    fn a_first_paragraph_is_not_a_title() {
        assert!(!repeats("天津新增33例", "天津新增33例，其中一例为无症状感染者，已经转运。"));
        assert!(repeats("天津新增33例！", "　　天津新增33例"));
        assert!(!repeats("", ""));
    }

    #[test]
    fn sites_are_cut_off_titles() {
        assert_eq!(
            without_site("女儿出嫁，郑板桥画了几笔兰花当嫁妆--文化--人民网 "),
            "女儿出嫁，郑板桥画了几笔兰花当嫁妆"
        );
        assert_eq!(without_site("最强“中国芯”本月商用|中国芯|芯片_新浪新闻"), "最强“中国芯”本月商用");
        assert_eq!(without_site("棱镜|数据业大整顿：爬虫与现金贷_财经_腾讯网"), "棱镜|数据业大整顿：爬虫与现金贷");
        assert_eq!(without_site("年度总结"), "年度总结");
        assert_eq!(without_site("小镇公交 - 灌水区 - 某论坛 - Powered by Discuz!"), "小镇公交 - 灌水区");
        assert_eq!(without_site("静夜-某诗歌网"), "静夜");
        assert_eq!(without_site("-某某网"), "");
        assert_eq!(without_site("从A-1到B-2的路"), "从A-1到B-2的路");
        assert_eq!(without_site("北京-上海高铁今天开通"), "北京-上海高铁今天开通");
    }

    #[test]
    fn masked_signs_are_read_from_the_text() {
        let texts = ["台媒指出，新加坡可能成为“旅游泡泡”的下一站。", "工信部：电子烟参照卷烟监管，推进监管"];
        let read = |title: &str| unmask(title, &texts);
        assert_eq!(read("首航帕劳 台媒：新加坡或是_旅游泡泡_下一站"), "首航帕劳 台媒：新加坡或是“旅游泡泡”下一站");
        assert_eq!(read("工信部_电子烟参照卷烟 推进监管"), "工信部：电子烟参照卷烟 推进监管");
        assert_eq!(
            unmask("继续做好_六稳__六保_、改进服务", &["做好“六稳”“六保”工作"]),
            "继续做好“六稳”“六保”、改进服务"
        );
    }

    #[test]
    fn masked_signs_are_read_from_their_form() {
        let read = |title: &str| unmask(title, &[]);
        assert_eq!(read("靠_推地推_抢市场"), "靠“推地推”抢市场");
        assert_eq!(read("关于_17某科01_、_18某科01_债券的公告"), "关于“17某科01”、“18某科01”债券的公告");
        assert_eq!(read("你们还好吗_"), "你们还好吗?");
        for same in [
            "销量占全球1_3",
            "率先支持 io_uring",
            "_World_ Elon Musk denies",
            "晚会曝光 _ 手机清理软件",
            "00_00 晚行情",
            "_下划线_: 怎么用",
        ] {
            assert_eq!(read(same), same);
        }
    }
}
