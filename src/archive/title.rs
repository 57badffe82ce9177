//! *Titles*: finding a title again in a text, and what an exporter took out of it.

use super::prose::skeleton;

/// The longest text that is compared with a title, in characters.
const LONGEST: usize = 240;

/// Whether `text` repeats `title`, give or take a few characters and what an exporter replaced.
pub(super) fn repeats(title: &str, text: &str) -> bool {
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
pub(super) fn is_cut_short(title: &str, whole: &str) -> bool {
    let Some(begin) = title.strip_suffix("...").or_else(|| title.strip_suffix('…')) else { return false };
    let begin = skeleton(begin);
    begin.chars().count() >= 6 && skeleton(whole).starts_with(&begin)
}

/// The title with its `_` read again from a text that repeats it as it was.
pub(super) fn restore(title: &str, text: &str) -> String {
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

/// A page's title without the names of column and site behind it: `题目_栏目_某网` gives `题目`.
pub(super) fn without_site(title: &str) -> &str {
    let title = title.trim();
    let signs = ["--", "——", "_", "|", "｜", " - ", " – ", "丨"];
    let mut head = title;
    if title.len() > LONGEST * 4 {
        return title;
    }
    // Of the parts, the title is the first that is long enough to be one; a sign inside a title parts off little.
    while let Some((at, sign)) = signs.iter().filter_map(|sign| head.rfind(sign).map(|at| (at, *sign))).max() {
        let (front, back) = (head[..at].trim(), head[at + sign.len()..].trim());
        let short = back.chars().count() <= 16;
        if !short || front.chars().count() < 6 {
            break;
        }
        head = front;
    }
    head
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
    }
}
