//! What *lines* mean as a whole: code between tags, containers, tables of contents, formulas of several lines.

use std::fmt::Write;

use super::shielded::Shielded;
use super::tag;
use super::tag_kind::is_block_name;
use crate::extract::prose::trim;

/// A tag or a line that has begun something which goes on to its end.
enum OpenLines {
    /// A fence of backticks or tildes.
    Fence(String),
    /// Code between two tags: the closing one.
    Code(&'static str),
    /// A quote between two tags: the closing one, and who is quoted.
    Quote(&'static str, String),
}

/// What the lines before the end of something are prefixed with.
const QUOTE: &str = "> ";
/// The fence of code that stood between tags.
const FENCE: &str = "````````";

/// The text with each line as what it means.
pub(super) fn read(text: &str, shielded: &mut Shielded) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut open: Option<OpenLines> = None;
    let mut fence_in_quote: Option<String> = None;
    let lines: Vec<&str> = text.lines().collect();
    let mut at = 0;
    while let Some(line) = lines.get(at).copied() {
        at += 1;
        let trimmed = line.trim();
        match &open {
            Some(OpenLines::Fence(mark)) => {
                if ends_fence(trimmed, mark) {
                    open = None;
                }
                let _ = writeln!(out, "{line}");
                continue;
            }
            Some(OpenLines::Code(close)) => {
                if tag::is(trimmed, close) {
                    let _ = writeln!(out, "{FENCE}\n");
                    open = None;
                } else {
                    // What is shielded from the template engine inside of its own code tag.
                    let _ = writeln!(out, "{}", line.replace("{% raw %}", "").replace("{% endraw %}", ""));
                }
                continue;
            }
            Some(OpenLines::Quote(close, whom)) if tag::is(trimmed, close) => {
                if !whom.is_empty() {
                    let _ = writeln!(out, "{QUOTE}\n{QUOTE}——{whom}");
                }
                out.push('\n');
                open = None;
                continue;
            }
            Some(OpenLines::Quote(..)) | None => {}
        }
        let quoted = open.is_some();
        let prefix = if quoted { QUOTE } else { "" };
        if let Some(mark) = &fence_in_quote {
            fence_in_quote = Some(mark.clone()).filter(|mark| !ends_fence(trimmed, mark));
        } else if let Some(mark) = tag::fence(trimmed) {
            if quoted { fence_in_quote = Some(mark) } else { open = Some(OpenLines::Fence(mark)) }
        } else if let Some((close, language)) = tag::code(trimmed).filter(|_| !quoted) {
            let _ = writeln!(out, "\n{}\n\n{FENCE}{language}", shielded.aside(trimmed));
            open = Some(OpenLines::Code(close));
            continue;
        } else if let Some((close, whom)) = tag::quote(trimmed).filter(|_| !quoted) {
            out.push('\n');
            open = Some(OpenLines::Quote(close, whom));
            continue;
        } else if let Some(length) = displayed(&lines[at - 1..]).filter(|_| !quoted) {
            let whole = lines[at - 1..at - 1 + length].join("\n");
            let _ = writeln!(out, "\n{}\n", shielded.formula(&whole));
            at += length - 1;
            continue;
        } else if let Some(line) = one(trimmed, lines.get(at).copied().unwrap_or_default().trim(), shielded) {
            out.push_str(&line);
            continue;
        }
        let _ = writeln!(out, "{prefix}{line}");
    }
    out
}

fn ends_fence(line: &str, mark: &str) -> bool {
    line.starts_with(mark) && line.chars().all(|c| mark.starts_with(c))
}

/// How many lines a formula has that begins on a line of its own, ends on one, and has a blank line in it: for Markdown
/// it would be several paragraphs.
fn displayed(lines: &[&str]) -> Option<usize> {
    const MOST: usize = 200;
    let first = lines.first()?.trim();
    let close = match first {
        "$$" => "$$",
        "\\[" => "\\]",
        _ => return None,
    };
    let end = lines.iter().skip(1).take(MOST).position(|line| line.trim() == close)? + 1;
    lines[..end].iter().any(|line| line.trim().is_empty()).then_some(end + 1)
}

fn is_opening(c: char) -> bool {
    matches!(c, '“' | '「' | '《' | '【' | '（')
}

/// What one line becomes, where it is more than text.
fn one(line: &str, next: &str, shielded: &mut Shielded) -> Option<String> {
    if is_block_name(line) {
        return Some(format!("{}\n", shielded.aside(line)));
    }
    let lower = line.to_ascii_lowercase();
    let contents = ["[toc]", "[[toc]]", "[[_toc_]]"].contains(&lower.as_str())
        || lower.starts_with("@[toc]")
        || (next.starts_with("{:toc") && lower.trim_start_matches(['*', '-', '1', '.', ' ']) == "toc");
    if contents {
        return Some(format!("{}\n\n", shielded.aside(line)));
    }
    // `::: tip 题目` … `:::`
    if let Some(inside) = line.strip_prefix(":::").map(|rest| trim(rest.trim_start_matches(':'))) {
        let title = inside.split_once(char::is_whitespace).map_or("", |(_, title)| trim(title));
        let title = if title.is_empty() || title.starts_with('{') { String::new() } else { format!("**{title}**\n\n") };
        return Some(format!("\n{}\n\n{title}", shielded.aside(line)));
    }
    // `##题目`, as Markdown was before there was a standard. A single sign may be a tag.
    let signs = line.len() - line.trim_start_matches('#').len();
    if (2..=6).contains(&signs) && line[signs..].starts_with(|c: char| c.is_alphanumeric() || is_opening(c)) {
        return Some(format!("{} {}\n", &line[..signs], &line[signs..]));
    }
    // A heading's name: `## 题目 {#name}`.
    if line.starts_with('#')
        && let Some(at) = line.rfind(" {").filter(|_| line.ends_with('}'))
        && line[at + 2..].starts_with(['#', '.', '-'])
    {
        let (heading, name) = line.split_at(at);
        return Some(format!("{heading} {}\n", shielded.aside(trim(name))));
    }
    // A tag alone on its line parts what is before it from what is behind.
    let alone = (line.starts_with("{%") && line.ends_with("%}") && line.matches("{%").count() == 1)
        || (line.starts_with("{{<") && line.ends_with(">}}") && line.matches("{{").count() == 1)
        || (line.starts_with("{{%") && line.ends_with("%}}") && line.matches("{{").count() == 1);
    alone.then(|| format!("\n{line}\n\n"))
}
