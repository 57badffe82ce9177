//! *Ruby* written into running text, as the Aozora library writes it: `漢字《かんじ》`, and `｜ふり仮名《かな》` where the
//! base does not begin with its first Han.
//!
//! In Chinese 《》 are the marks of a title, so a reading is one only where it can be nothing else: kana alone between
//! the marks, its base right before them, and a text that is Japanese by what stands outside of all such marks.

use std::ops::Range;

use crate::model::{Inline, SafeText, Span, script};

const OPEN: char = '《';
const CLOSE: char = '》';
/// Where a base begins that is not all Han.
const BAR: char = '｜';

/// The most characters of a reading for each of its base: 蒲公英《たんぽぽ》 has four for three, 志《こころざし》 five for one.
const LONGEST_READING: usize = 8;

/// One reading in a text.
struct MarkedReading {
    /// What is dropped before the base: the bar, or nothing.
    bar: Range<usize>,
    base: Range<usize>,
    /// The reading with its marks.
    marked: Range<usize>,
}

/// The text with its readings as spans on their bases.
pub(crate) fn read(inline: Inline) -> Inline {
    if memchr::memmem::find(inline.text.as_bytes(), "《".as_bytes()).is_none() {
        return inline;
    }
    let found = find(&inline.text);
    if found.is_empty() || !is_japanese(&inline.text) {
        return inline;
    }
    let source = &inline.text;
    let mut text = String::with_capacity(source.len());
    let mut rubies = Vec::with_capacity(found.len());
    let mut gone: Vec<Range<usize>> = Vec::with_capacity(found.len() * 2);
    let mut at = 0;
    for MarkedReading { bar, base, marked } in found {
        text.push_str(&source[at..bar.start]);
        let start = text.len();
        text.push_str(&source[base]);
        let reading = &source[marked.start + OPEN.len_utf8()..marked.end - CLOSE.len_utf8()];
        rubies.push(Span::ruby(start..text.len(), SafeText::line(reading)));
        at = marked.end;
        gone.extend([bar, marked]);
    }
    text.push_str(&source[at..]);
    let kept = |place: usize| {
        let dropped: usize =
            gone.iter().take_while(|cut| cut.start < place).map(|cut| cut.end.min(place) - cut.start).sum();
        place - dropped
    };
    let mut spans: Vec<Span> = inline
        .spans
        .into_iter()
        .map(|span| Span { start: kept(span.start), end: kept(span.end), ..span })
        .filter(|span| span.start < span.end)
        .chain(rubies)
        .collect();
    spans.sort_by_key(|span| span.start);
    Inline { text: SafeText::from(text), spans }
}

fn find(text: &str) -> Vec<MarkedReading> {
    let mut found: Vec<MarkedReading> = Vec::new();
    for (open, _) in text.match_indices(OPEN) {
        let inside = open + OPEN.len_utf8();
        let Some(length) = text[inside..].find(|c| !is_kana(c)).filter(|&length| length > 0) else { continue };
        if !text[inside + length..].starts_with(CLOSE) {
            continue;
        }
        let marked = open..inside + length + CLOSE.len_utf8();
        let from = found.last().map_or(0, |last| last.marked.end);
        let Some((bar, base)) = base(&text[from..open]) else { continue };
        let count = |range: Range<usize>| text[range].chars().count();
        let (bar, base) = (from + bar.start..from + bar.end, from + base.start..from + base.end);
        if count(inside..inside + length) <= LONGEST_READING * count(base.clone()) {
            found.push(MarkedReading { bar, base, marked });
        }
    }
    found
}

/// The base at the end of `before`, and the bar in front of it.
fn base(before: &str) -> Option<(Range<usize>, Range<usize>)> {
    if let Some(bar) = before.rfind(BAR) {
        let base = bar + BAR.len_utf8()..before.len();
        if !base.is_empty() && before[base.clone()].chars().all(char::is_alphanumeric) {
            return Some((bar..base.start, base));
        }
    }
    let start = before.trim_end_matches(is_han).len();
    (start < before.len()).then_some((start..start, start..before.len()))
}

/// Kana outside of 《》 is a tenth of all letters or more; Chinese that names a Japanese title has none.
fn is_japanese(text: &str) -> bool {
    let (mut kana, mut letters) = (0, 0);
    let mut inside = false;
    for c in text.chars() {
        match c {
            OPEN => inside = true,
            CLOSE => inside = false,
            c if !inside && c.is_alphabetic() => {
                letters += 1;
                kana += usize::from(is_kana(c));
            }
            _ => {}
        }
    }
    kana > 0 && kana * 10 >= letters
}

/// What a reading is written in: kana, their sound marks, and the dot between foreign words.
fn is_kana(c: char) -> bool {
    script::is_kana(c) || matches!(c, '\u{3099}'..='\u{309C}' | '・')
}

/// What a base is written in: Han, and the small kana that stands for 箇.
fn is_han(c: char) -> bool {
    script::is_han(c) || c == 'ヶ'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(text: &str) -> String {
        let inline = read(Inline::plain(SafeText::body(text)));
        let rubies = inline.spans.iter().map(|span| {
            let reading = span.reading.as_deref().unwrap_or_default();
            format!(" {}={reading}", &inline.text[span.start..span.end])
        });
        format!("{}{}", inline.text, rubies.collect::<String>())
    }

    #[test]
    fn readings_of_japanese_text_become_spans() {
        assert_eq!(picture("朝の市場《いちば》で鰯《いわし》を買う。"), "朝の市場で鰯を買う。 市場=いちば 鰯=いわし");
        assert_eq!(
            picture("その｜お姉さん《ねえ》は笑った。"),
            "その｜お姉さん《ねえ》は笑った。".replace("｜お姉さん《ねえ》", "お姉さん") + " お姉さん=ねえ"
        );
    }

    #[test]
    fn titles_stay() {
        for text in [
            "他最近在看动画《けいおん》，说很好看。",
            "鲁迅的小说《故乡》收入《呐喊》。",
            "彼は雑誌《新潮》を読む。",
            "ひらがな《かな》だけの前には付かない。",
        ] {
            assert_eq!(picture(text), text);
        }
    }

    #[test]
    fn other_spans_move_with_the_text() {
        let text = SafeText::body("朝の市場《いちば》で太字になる。");
        let start = text.find("太字").expect("the words");
        let bold = Span::styled(start..start + "太字".len(), crate::model::InlineStyle::Strong);
        let read = read(Inline { text, spans: vec![bold] });
        let spans: Vec<&str> = read.spans.iter().map(|span| &read.text[span.start..span.end]).collect();
        assert_eq!(spans, ["市場", "太字"]);
    }
}
