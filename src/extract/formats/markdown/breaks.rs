//! *Line breaks* of the source inside of a paragraph. For Markdown they are blanks. People who write Chinese press Enter
//! where a line ends: verse, who speaks, one thing a line. Only text that a program broke at a width is joined.

use comrak::Arena;
use comrak::nodes::NodeValue;
use unicode_width::UnicodeWidthStr;

use super::node::MarkdownNode;
use crate::extract::prose::{ends_sentence, is_white, trim};
use crate::model::script::is_cjk;

/// Lines of prose are not broken below this width, in cells.
const NARROWEST: usize = 40;
/// Nor above it.
const WIDEST: usize = 160;
/// What a line that was broken may be short of its width, in cells: marks that may not begin a line go with a word.
const SLACK: usize = 2;

/// Makes line breaks of those that mean something. `lines` is the source.
pub(super) fn keep<'a>(nodes: &[MarkdownNode<'a>], arena: &'a Arena<'a>, lines: &[&str]) {
    let mut breaks: Vec<(MarkdownNode<'a>, LinePair<'_>)> = Vec::new();
    for node in nodes {
        let data = node.data();
        if matches!(data.value, NodeValue::SoftBreak)
            && let Some(pair) = LinePair::at(lines, data.sourcepos.start.line)
        {
            drop(data);
            breaks.push((node, pair));
        }
    }
    let all = full_width(breaks.iter().map(|(_, pair)| pair));
    // Breaks of one paragraph stand on lines that follow each other.
    let mut rest = breaks.as_slice();
    while !rest.is_empty() {
        let length = rest.windows(2).take_while(|two| two[1].1.number == two[0].1.number + 1).count() + 1;
        let (paragraph, behind) = rest.split_at(length);
        rest = behind;
        let own = all.or_else(|| full_paragraph(paragraph.iter().map(|(_, pair)| pair)));
        let parts = own.is_none() && are_paragraphs(paragraph.iter().map(|(_, pair)| pair));
        for (node, pair) in paragraph {
            if own.is_none_or(|full| !pair.is_wrapped(full)) {
                node.data_mut().value = NodeValue::LineBreak;
                if parts {
                    node.insert_after(arena.alloc(NodeValue::LineBreak.into()));
                }
            }
        }
    }
}

/// A line of the source and the one after it.
#[derive(Clone, Copy)]
struct LinePair<'t> {
    /// The number of the first, from 1.
    number: usize,
    line: &'t str,
    next: &'t str,
}

impl<'t> LinePair<'t> {
    fn at(lines: &[&'t str], number: usize) -> Option<Self> {
        Some(Self { number, line: lines.get(number.checked_sub(1)?)?, next: bare(lines.get(number)?) })
    }

    fn width(&self) -> usize {
        self.line.trim_end_matches(is_white).width_cjk()
    }

    /// Whether the first ends where the next word would not have fitted any more.
    fn is_full(&self, full: usize) -> bool {
        self.width() + first_word(self.next) + SLACK > full
    }

    fn is_wrapped(&self, full: usize) -> bool {
        self.is_full(full) && !begins_anew(self.next)
    }

    fn ends_in_a_mark(&self) -> bool {
        let end = trim(self.line);
        ends_sentence(end) || end.ends_with(['，', '、', ','])
    }
}

/// A line without the marks of quotes before it.
fn bare(line: &str) -> &str {
    line.trim_start_matches(|c: char| is_white(c) || c == '>')
}

/// The width of what a line would have had to take from the next one: a word, or one Han.
fn first_word(line: &str) -> usize {
    let Some(first) = line.chars().next() else { return 0 };
    if !first.is_ascii() {
        return 2;
    }
    let end = line.find(|c: char| c.is_whitespace() || is_cjk(c)).unwrap_or(line.len());
    line[..end].width_cjk() + 1
}

/// The longest label, in characters.
const LONGEST_LABEL: usize = 10;

/// Whether a line begins something: a number, a sign for an item, who speaks, a label.
fn begins_anew(line: &str) -> bool {
    let text = line.trim_start_matches(['*', '_', '~', '=', '　', ' ']);
    let Some(first) = text.chars().next() else { return true };
    if matches!(first, '\u{2460}'..='\u{24FF}' | '\u{2776}'..='\u{2793}' | '·' | '•' | '●' | '○' | '◆' | '◇' | '■' | '□' | '▲' | '△' | '★' | '☆' | '▪' | '※')
        || text.starts_with("——") && text.chars().count() < 20
    {
        return true;
    }
    let inside = text.trim_start_matches(['（', '(', '第', '【', '[']);
    let number: String = inside
        .chars()
        .take(5)
        .take_while(|c| c.is_ascii_digit() || matches!(c, '０'..='９') || "零一二三四五六七八九十百".contains(*c))
        .collect();
    let behind = &inside[number.len()..];
    if !number.is_empty() && behind.starts_with(['、', '．', '.', '）', ')', '】', ']', '章', '条', '步']) {
        // `3.5 万` is a number inside of a sentence.
        return !behind.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    }
    // `甲：`, `记者 王某：`
    let label = text.char_indices().take(LONGEST_LABEL).find(|(_, c)| matches!(c, '：' | ':'));
    label.is_some_and(|(at, colon)| {
        let own = trim(&text[..at]);
        let address = text[at + colon.len_utf8()..].starts_with("//");
        !own.is_empty()
            && !address
            && own.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '*' | '·' | '（' | '）' | '“' | '”'))
            && (colon == '：' || own.chars().any(is_cjk))
    })
}

/// Whether lines are the paragraphs of a text whose author left no blank lines between them: they end sentences, nearly
/// all of them, and some are longer than any verse.
fn are_paragraphs<'p, 't: 'p>(pairs: impl Iterator<Item = &'p LinePair<'t>>) -> bool {
    const FEWEST: usize = 3;
    const LONG: usize = 40;
    let pairs: Vec<&LinePair<'_>> = pairs.collect();
    let lines = pairs.iter().map(|pair| pair.line).chain(pairs.last().map(|last| last.next));
    let (mut all, mut sentences, mut longest) = (0, 0, 0);
    for line in lines {
        let line = trim(line);
        all += 1;
        sentences += usize::from(ends_sentence(line) && !line.ends_with(['；', '：', ';', ':']));
        longest = longest.max(line.chars().count());
    }
    all >= FEWEST && sentences * 5 >= all * 4 && longest >= LONG
}

/// The width at which a program broke the lines of a document, if one did: the width that most of them come close to.
fn full_width<'p, 't: 'p>(pairs: impl Iterator<Item = &'p LinePair<'t>>) -> Option<usize> {
    const ENOUGH: usize = 3;
    let pairs: Vec<&LinePair<'_>> = pairs.filter(|pair| !begins_anew(pair.next)).collect();
    if pairs.len() < ENOUGH {
        return None;
    }
    let mut widths: Vec<usize> = pairs.iter().map(|pair| pair.width()).collect();
    widths.sort_unstable();
    let full = *widths.get(widths.len() * 9 / 10)?;
    let close = pairs.iter().filter(|pair| pair.is_full(full)).count();
    let longer = widths.iter().filter(|width| **width > full + 4).count();
    let marked = pairs.iter().filter(|pair| pair.ends_in_a_mark()).count();
    let broken = (NARROWEST..=WIDEST).contains(&full) && close * 2 > widths.len() && longer * 20 < widths.len();
    // Lines that a program broke end anywhere.
    (broken && marked * 2 <= widths.len()).then_some(full)
}

/// The same for one paragraph in a document that does not tell: every line but the last is full, and none ends a
/// sentence.
fn full_paragraph<'p, 't: 'p>(pairs: impl Iterator<Item = &'p LinePair<'t>>) -> Option<usize> {
    let pairs: Vec<&LinePair<'_>> = pairs.collect();
    let last = pairs.last()?.next.trim_end_matches(is_white).width_cjk();
    let full = pairs.iter().map(|pair| pair.width()).max()?.max(last);
    let good = |pair: &&LinePair<'_>| pair.is_wrapped(full) && !ends_sentence(trim(pair.line));
    let marked = pairs.iter().filter(|pair| pair.ends_in_a_mark()).count();
    ((NARROWEST..=WIDEST).contains(&full) && pairs.iter().all(good) && marked * 2 <= pairs.len()).then_some(full)
}
