//! *Blocks* as Markdown.

use std::fmt::Write;
use std::ops::Range;

use super::escape::{Around, MarkdownWriter, RunKind, destination};
use super::inline;
use super::notes::Notes;
use crate::model::{Alignment, Block, BlockKind, Inline, ListItem, footnote_number};

/// Writes the blocks of a body, one after the other.
pub(super) struct BlockWriter<'a> {
    notes: &'a Notes,
    /// The sign of the list that was written last, if nothing stands behind it: another list has another.
    list: Option<char>,
}

impl<'a> BlockWriter<'a> {
    pub fn new(notes: &'a Notes) -> Self {
        Self { notes, list: None }
    }

    /// A block, with its line end; none where its reader makes it itself.
    pub fn block(&mut self, at: usize, block: &Block) -> Option<String> {
        let before = self.list.take();
        if self.notes.is_rule(at) {
            return None;
        }
        if !self.notes.holds(at) {
            return Some(self.plain(block, 0..block.text().len(), before));
        }
        // What follows a footnote's first paragraph is of the footnote.
        let (label, from) = match footnote_number(block) {
            Some(number) => (format!("[^{number}]: "), format!("[{number}] ").len()),
            None => (String::from("    "), 0),
        };
        let written = self.plain(block, from..block.text().len(), before);
        let mut out = label;
        for (nth, line) in written.split_inclusive('\n').enumerate() {
            out.push_str(if nth > 0 && line != "\n" { "    " } else { "" });
            out.push_str(line);
        }
        Some(out)
    }

    fn plain(&mut self, block: &Block, range: Range<usize>, before: Option<char>) -> String {
        let text = block.text();
        let run = |place: RunKind| inline::string(&block.inline, range.clone(), self.notes, place, 0);
        match &block.kind {
            BlockKind::Paragraph => run(RunKind::Running) + "\n",
            BlockKind::Heading { level } => {
                format!("{} {}\n", "#".repeat(usize::from(*level).clamp(1, 6)), run(RunKind::Heading))
            }
            BlockKind::Quote => self.quote(&block.inline),
            BlockKind::List { items } => self.items(&block.inline, items, before),
            BlockKind::Table { rows, header, align } => self.table(&block.inline, rows, *header, align),
            BlockKind::Code { lang } => code(text, lang.as_deref()),
            BlockKind::Image { src } => {
                let mut caption = MarkdownWriter::new(RunKind::Running, 0);
                caption.text(text, Around { brackets: true, before_bracket: false, at_end: true });
                format!("![{}]({})\n", caption.finish(), destination(src.as_deref().unwrap_or_default()))
            }
            BlockKind::Rule => String::from("---\n"),
            BlockKind::Related { .. } => format!("<aside>\n\n{}\n\n</aside>\n", run(RunKind::Running)),
        }
    }

    /// A quote, each of its lines a paragraph.
    fn quote(&self, inline: &Inline) -> String {
        let mut out = String::new();
        let mut start = 0;
        for line in inline.text.split('\n') {
            let range = start..start + line.len();
            start = range.end + 1;
            out.push_str(if out.is_empty() { "" } else { ">\n" });
            let _ = writeln!(out, "> {}", inline::string(inline, range, self.notes, RunKind::Running, 0));
        }
        out
    }

    /// The items of a list, each under the text of the one it belongs to.
    fn items(&mut self, inline: &Inline, items: &[ListItem], before: Option<char>) -> String {
        let mut out = String::new();
        // Where the text of the items above stands, by depth.
        let mut columns: Vec<usize> = Vec::new();
        for item in items {
            // A list that begins with another number than 1 does not interrupt the text of an item.
            if columns.len() == usize::from(item.depth)
                && item.number.is_some_and(|number| number != 1)
                && !out.is_empty()
            {
                out.push('\n');
            }
            columns.truncate(usize::from(item.depth));
            let indent = columns.last().copied().unwrap_or(0);
            let sign = match item.number {
                Some(_) if before == Some('.') => ')',
                Some(_) => '.',
                None if before == Some('-') => '*',
                None => '-',
            };
            let mark = item.number.map_or_else(|| sign.to_string(), |number| format!("{number}{sign}"));
            let column = indent + mark.len() + 1;
            let body = inline::string(inline, item.range.clone(), self.notes, RunKind::Running, column);
            // The box of a task is no text.
            let boxed = ["\\[ ] ", "\\[x] ", "\\[X] "].into_iter().any(|task| body.starts_with(task));
            let _ = writeln!(out, "{}{mark} {}", " ".repeat(indent), &body[usize::from(boxed)..]);
            columns.resize(usize::from(item.depth), indent);
            columns.push(column);
            if item.depth == 0 {
                self.list = Some(sign);
            }
        }
        out
    }

    fn table(&self, inline: &Inline, rows: &[Vec<Range<usize>>], header: bool, align: &[Option<Alignment>]) -> String {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        let rule = |column: usize| match align.get(column).copied().flatten() {
            None => "---",
            Some(Alignment::Left) => ":---",
            Some(Alignment::Center) => ":---:",
            Some(Alignment::Right) => "---:",
        };
        let rule = line(&(0..columns).map(|column| rule(column).to_owned()).collect::<Vec<_>>());
        // There is no table without a head: one that has none has an empty one.
        let mut out = if header { String::new() } else { line(&vec![String::new(); columns]) + &rule };
        for (at, row) in rows.iter().enumerate() {
            let cell = |cell: &Range<usize>| {
                inline::string(inline, cell.clone(), self.notes, RunKind::Cell, 0).replace('|', "\\|")
            };
            let mut cells: Vec<String> = row.iter().map(cell).collect();
            cells.resize(columns, String::new());
            out.push_str(&line(&cells));
            if at == 0 && header {
                out.push_str(&rule);
            }
        }
        out
    }
}

/// Program text between as many backticks as it takes; a formula of several lines as it stands.
fn code(text: &str, lang: Option<&str>) -> String {
    let formula = text.strip_prefix("$$").and_then(|rest| rest.strip_suffix("$$"));
    let lines = |inside: &str| inside.contains('\n') && inside.lines().skip(1).all(|line| !line.trim().is_empty());
    if lang.is_none() && formula.is_some_and(|inside| lines(inside) && !inside.contains(['$', '`'])) {
        return format!("{text}\n");
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{}\n{}\n{fence}\n", lang.unwrap_or_default(), text.trim_end_matches('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{InlineStyle, SafeText, Span};

    fn written(kind: BlockKind, text: &str, spans: Vec<Span>) -> String {
        let mut inline = Inline { text: SafeText::body(text), spans };
        inline.sort_spans();
        BlockWriter::new(&Notes::default()).block(0, &Block { kind, inline }).unwrap_or_default()
    }

    fn span(text: &str, words: &str, style: InlineStyle) -> Span {
        let start = text.find(words).expect("the words");
        Span::styled(start..start + words.len(), style)
    }

    #[test]
    fn markup_in_the_text_is_escaped_and_spans_are_markup() {
        let text = "他说*不*，然后走了。";
        let spans = vec![span(text, "然后", InlineStyle::Strong)];
        assert_eq!(written(BlockKind::Paragraph, text, spans), "他说\\*不\\*，**然后**走了。\n");
        let text = "约10⁶个，v_末，旧新重点";
        let spans = vec![
            span(text, "⁶", InlineStyle::Sup),
            span(text, "_末", InlineStyle::Sub),
            span(text, "旧", InlineStyle::Struck),
            span(text, "新", InlineStyle::Inserted),
            span(text, "重点", InlineStyle::Marked),
        ];
        assert_eq!(
            written(BlockKind::Paragraph, text, spans),
            "约10<sup>6</sup>个，v<sub>末</sub>，~~旧~~<ins>新</ins>==重点==\n"
        );
    }

    #[test]
    fn a_sign_that_would_be_none_is_a_tag() {
        let text = "a重。b*粗斜*";
        let both = vec![span(text, "粗斜", InlineStyle::Strong), span(text, "粗斜", InlineStyle::Emphasis)];
        assert_eq!(written(BlockKind::Paragraph, text, both), "a重。b\\*<strong><em>粗斜</em></strong>\\*\n");
        let spans = vec![span("甲 (b)c", "(b)", InlineStyle::Strong)];
        assert_eq!(written(BlockKind::Paragraph, "甲 (b)c", spans), "甲 <strong>(b)</strong>c\n");
        let spans = vec![span("他说：“双碳”目标", "“双碳”", InlineStyle::Strong)];
        assert_eq!(written(BlockKind::Paragraph, "他说：“双碳”目标", spans), "他说：**“双碳”**目标\n");
    }

    #[test]
    fn code_has_the_backticks_it_takes() {
        let text = "a`b 与 ``  与 ` ";
        let code = |words: &str| written(BlockKind::Paragraph, text, vec![span(text, words, InlineStyle::Code)]);
        assert_eq!(code("a`b"), "``a`b`` 与 \\`\\`  与 \\`&#32;\n");
        assert!(code("``").starts_with("a\\`b 与 ` `` `  与"));
    }

    #[test]
    fn lists_nest_under_the_text_of_their_items() {
        let items = vec![
            ListItem { range: 0..3, depth: 0, number: Some(9) },
            ListItem { range: 4..7, depth: 0, number: Some(10) },
            ListItem { range: 8..15, depth: 1, number: None },
            ListItem { range: 16..23, depth: 2, number: Some(1) },
        ];
        assert_eq!(
            written(BlockKind::List { items }, "甲\n乙\n丙\n丁\n[x] 戊", Vec::new()),
            "9. 甲\n10. 乙\n    - 丙\\\n      丁\n      1. [x] 戊\n"
        );
    }

    #[test]
    fn spans_nest() {
        let text = "读《漢字》这本书。";
        let at = |words: &str| text.find(words).map(|start| start..start + words.len()).expect("the words");
        let spans = vec![
            Span::styled(at("《漢字》这本"), InlineStyle::Strong),
            Span::link(at("《漢字》"), SafeText::line("https://a.example/书")),
            Span::ruby(at("漢字"), SafeText::line("かんじ")),
            Span::styled(at("本书"), InlineStyle::Emphasis),
        ];
        assert_eq!(
            written(BlockKind::Paragraph, text, spans),
            "读<strong>[《<ruby>漢字<rt>かんじ</rt></ruby>》](https://a.example/书)这</strong><em><strong>本</strong>书</em>。\n"
        );
    }
}
