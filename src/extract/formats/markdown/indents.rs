//! *Indents*: four blanks or a tab before a line make it program text for Markdown. Before Chinese prose they are what
//! people type to indent a paragraph.

use std::ops::Range;

use comrak::nodes::{NodeCodeBlock, NodeValue};

use super::node::MarkdownNode;
use crate::extract::prose::{ends_sentence, is_white, trim};
use crate::model::count_zi;
use crate::model::script::{is_cjk, is_han};

/// The source with the indents of prose taken off; `None` where there are none. `restore` gives back a text that has
/// tokens in it.
pub(super) fn outdented(text: &str, nodes: &[MarkdownNode<'_>], restore: impl Fn(&str) -> String) -> Option<String> {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let mut found = false;
    for node in nodes {
        let data = node.data();
        let NodeValue::CodeBlock(block) = &data.value else { continue };
        let NodeCodeBlock { fenced: false, literal, .. } = block.as_ref() else { continue };
        let restored = restore(literal);
        let own: Vec<&str> = restored.split('\n').collect();
        let chunks = chunks_of(&own);
        let all = chunks.iter().all(|chunk| is_prose(&own[chunk.clone()]));
        let nested = node.parent().is_some_and(|around| !matches!(around.data().value, NodeValue::Document));
        let first = data.sourcepos.start.line.saturating_sub(1);
        let shown: Vec<&str> = literal.split('\n').collect();
        for chunk in chunks {
            // Beside real code prose is not indented any further, as what a program says of itself is.
            let deeper = own[chunk.clone()].iter().any(|line| line.starts_with([' ', '\t']));
            if !is_prose(&own[chunk.clone()]) || deeper && !all {
                continue;
            }
            found = true;
            for (line, own) in lines.iter_mut().skip(first + chunk.start).zip(&shown[chunk]) {
                let own = own.trim_start_matches(is_white);
                let before = line.strip_suffix(own).unwrap_or_default();
                // What stands before the indent of the code is of the list or the quote around it.
                let around = before.strip_suffix('\t').or_else(|| before.strip_suffix("    ")).unwrap_or(before);
                let around = if nested { around } else { "" };
                let ends = if ends_sentence(own) { format!("\n{around}") } else { String::new() };
                *line = format!("{around}{own}{ends}");
            }
        }
    }
    found.then(|| lines.join("\n"))
}

/// The lines between blank lines.
fn chunks_of(lines: &[&str]) -> Vec<Range<usize>> {
    let mut chunks: Vec<Range<usize>> = Vec::new();
    for (at, _) in lines.iter().enumerate().filter(|(_, line)| !trim(line).is_empty()) {
        match chunks.last_mut() {
            Some(chunk) if chunk.end == at => chunk.end += 1,
            _ => chunks.push(at..at + 1),
        }
    }
    chunks
}

/// Whether indented lines are Chinese prose: every line begins as prose does, most of it is Han, and nothing in it is
/// laid out.
fn is_prose(lines: &[&str]) -> bool {
    let lines: Vec<&str> = lines.iter().map(|line| trim(line)).collect();
    // A Latin word counts as much as one Han.
    let words: usize = lines.iter().map(|line| count_zi(line)).sum();
    let han = lines.iter().flat_map(|line| line.chars()).filter(|c| is_han(*c)).count();
    !lines.is_empty() && han * 2 > words && lines.iter().all(|line| is_line_of_prose(line))
}

fn is_line_of_prose(line: &str) -> bool {
    let Some(first) = line.trim_start_matches(|c: char| c.is_ascii_digit()).chars().next() else { return false };
    let begins = is_cjk(first)
        || matches!(
            first,
            '“' | '‘'
                | '「'
                | '『'
                | '《'
                | '〈'
                | '（'
                | '【'
                | '—'
                | '…'
                | '、'
                | '．'
                | '.'
                | '*'
                | '['
                | '!'
                | '~'
                | '`'
                | ' '
        );
    let laid_out = line.contains("  ") || line.contains('\t') || line.contains("　　");
    let marked = line.contains(['。', '，', '！', '？', '；', '：', '、', '…', '”', '」', '》']);
    let bare = line.replace("://", "");
    // A line of a program that speaks Chinese has the program's marks in it.
    let program = line.ends_with([';', '{', '}', ',', '\\'])
        || ["//", "/*", "*/", "<!--", "-->", " = ", "==", "()", "=>", "->", ":=", "&&", "||", "#include", "</"]
            .iter()
            .any(|sign| bare.contains(sign));
    let all_han = line.chars().all(|c| is_han(c) || is_white(c));
    begins && !laid_out && !program && (marked || all_han)
}
