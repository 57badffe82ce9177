//! An article as Markdown (CommonMark with GFM tables).

use std::fmt::Write;
use std::ops::Range;

use crate::model::{Article, Block, BlockKind, Inline, InlineStyle, Span};

/// The article: title, byline facts, body.
pub(super) fn write(article: &Article) -> String {
    let meta = &article.meta;
    let mut out = format!("# {}\n\n", escape(&meta.title));
    let mut facts: Vec<String> = meta.source.iter().map(ToString::to_string).collect();
    facts.extend(meta.published.map(|published| published.to_string()));
    facts.extend(meta.editor.as_ref().map(ToString::to_string));
    if !facts.is_empty() {
        let _ = writeln!(out, "{}\n", escape(&facts.join(" / ")));
    }
    for block in &article.body {
        write_block(block, &mut out);
        out.push('\n');
    }
    out
}

fn write_block(block: &Block, out: &mut String) {
    let text = block.text();
    match &block.kind {
        BlockKind::Paragraph => {
            let _ = writeln!(out, "{}", inline(&block.inline, 0..text.len()).replace('\n', "\\\n"));
        }
        BlockKind::Heading { level } => {
            let marks = "#".repeat(usize::from(*level).clamp(1, 5) + 1);
            let _ = writeln!(out, "{marks} {}", inline(&block.inline, 0..text.len()).replace('\n', " "));
        }
        BlockKind::Quote => {
            let quoted = inline(&block.inline, 0..text.len());
            let lines: Vec<String> = quoted.lines().map(|line| format!("> {line}\n")).collect();
            out.push_str(&lines.join(">\n"));
        }
        BlockKind::List { items } => {
            for item in items {
                let indent = "   ".repeat(usize::from(item.depth));
                let mark = item.number.map_or("-".to_owned(), |number| format!("{number}."));
                let body = inline(&block.inline, item.range.clone()).replace('\n', " ");
                // The box of a task is no text.
                let task = ["\\[ \\] ", "\\[x\\] ", "\\[X\\] "].into_iter().find(|task| body.starts_with(task));
                let body = task.map_or_else(|| body.clone(), |task| body.replacen(task, &task.replace('\\', ""), 1));
                let _ = writeln!(out, "{indent}{mark} {body}");
            }
        }
        BlockKind::Table { rows, header, .. } => {
            let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
            let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
            let blank = vec![String::new(); columns];
            for (at, row) in rows.iter().enumerate() {
                let mut cells: Vec<String> =
                    row.iter().map(|cell| inline(&block.inline, cell.clone()).replace('|', "\\|")).collect();
                cells.resize(columns, String::new());
                if at == 0 && !header {
                    out.push_str(&line(&blank));
                    out.push_str(&line(&vec!["---".to_owned(); columns]));
                }
                out.push_str(&line(&cells));
                if at == 0 && *header {
                    out.push_str(&line(&vec!["---".to_owned(); columns]));
                }
            }
        }
        BlockKind::Code { lang } => {
            let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
            let fence = "`".repeat(longest.max(2) + 1);
            let lang = lang.as_ref().map_or("", |lang| lang.as_str());
            let _ = writeln!(out, "{fence}{lang}\n{}\n{fence}", text.trim_end_matches('\n'));
        }
        BlockKind::Image { src } => {
            let src = src.as_ref().map_or("", |src| src.as_str()).replace(' ', "%20").replace(')', "%29");
            let _ = writeln!(out, "![{}]({src})", escape(text).replace('\n', " "));
        }
        BlockKind::Rule => out.push_str("---\n"),
        BlockKind::Related { href } => {
            let text = escape(text).replace('\n', " ");
            let _ = match href {
                Some(href) => writeln!(out, "[{text}]({})", href.replace(' ', "%20").replace(')', "%29")),
                None => writeln!(out, "*{text}*"),
            };
        }
    }
}

/// Part of a block's text with its spans as Markdown.
fn inline(inline: &Inline, range: Range<usize>) -> String {
    let spans: Vec<&Span> =
        inline.spans.iter().filter(|span| span.start >= range.start && span.end <= range.end).collect();
    within(&inline.text, range, &spans)
}

/// A stretch of text with the spans that lie in it, by start. A span that only overlaps one before it is text.
fn within(text: &str, range: Range<usize>, spans: &[&Span]) -> String {
    let mut out = String::new();
    let mut at = range.start;
    for (nth, span) in spans.iter().enumerate() {
        if span.start < at || span.end > range.end {
            continue;
        }
        out.push_str(&escape(&text[at..span.start]));
        // Spans of one style do not overlap, so this nests no deeper than there are styles.
        let inner: Vec<&Span> = spans[nth + 1..]
            .iter()
            .take_while(|inner| inner.start < span.end)
            .filter(|inner| inner.end <= span.end && inner.style != span.style)
            .copied()
            .collect();
        out.push_str(&marked(span, text, &inner));
        at = span.end;
    }
    out.push_str(&escape(&text[at..range.end]));
    out
}

/// One span as Markdown.
fn marked(span: &Span, text: &str, inner: &[&Span]) -> String {
    let body = || within(text, span.start..span.end, inner);
    match (span.style, &span.href, &span.reading) {
        (InlineStyle::Strong, ..) => format!("**{}**", body()),
        (InlineStyle::Emphasis, ..) => format!("*{}*", body()),
        (InlineStyle::Code, ..) => format!("`{}`", &text[span.start..span.end]),
        (InlineStyle::Link, Some(href), _) => {
            format!("[{}]({})", body(), href.replace(' ', "%20").replace(')', "%29"))
        }
        (InlineStyle::Ruby, _, Some(reading)) => format!("<ruby>{}<rt>{}</rt></ruby>", body(), escape(reading)),
        (InlineStyle::Struck, ..) => format!("~~{}~~", body()),
        _ => body(),
    }
}

/// Text in which nothing is markup.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let opens_line = at == 0 || text[..at].ends_with('\n');
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>') || opens_line && matches!(c, '#' | '+' | '-') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SafeText;

    #[test]
    fn markup_in_the_text_is_escaped_and_spans_are_markup() {
        let text = SafeText::body("他说*不*，然后走了。");
        let start = text.find("然后").expect("the words");
        let spans = vec![Span::styled(start..start + "然后".len(), InlineStyle::Strong)];
        let block = Block { kind: BlockKind::Paragraph, inline: Inline { text, spans } };
        let mut out = String::new();
        write_block(&block, &mut out);
        assert_eq!(out, "他说\\*不\\*，**然后**走了。\n");
    }

    #[test]
    fn the_boxes_of_tasks_are_boxes() {
        let text = SafeText::body("[x] 甲[1]");
        let items = vec![crate::model::ListItem { range: 0..text.len(), depth: 0, number: None }];
        let mut out = String::new();
        write_block(&Block::plain(BlockKind::List { items }, text), &mut out);
        assert_eq!(out, "- [x] 甲\\[1\\]\n");
    }

    #[test]
    fn spans_nest() {
        let text = SafeText::body("读《漢字》这本书。");
        let at = |words: &str| text.find(words).map(|start| start..start + words.len()).expect("the words");
        let spans = vec![
            Span::styled(at("《漢字》这本"), InlineStyle::Strong),
            Span::link(at("《漢字》"), SafeText::line("https://a.example/书")),
            Span::ruby(at("漢字"), SafeText::line("かんじ")),
            Span::styled(at("本书"), InlineStyle::Emphasis),
        ];
        let block = Block { kind: BlockKind::Paragraph, inline: Inline { text, spans } };
        let mut out = String::new();
        write_block(&block, &mut out);
        assert_eq!(out, "读**[《<ruby>漢字<rt>かんじ</rt></ruby>》](https://a.example/书)这本**书。\n");
    }
}
