//! *Tables* of Markdown whose rows have more cells than their head: a parser drops the cells for which there is no
//! column. So the head gets as many as the longest row.

use std::borrow::Cow;

use super::{formulas, tag};

/// The text with every table's head as wide as its rows.
pub(super) fn even(text: &str) -> Cow<'_, str> {
    if !text.contains('|') {
        return Cow::Borrowed(text);
    }
    let lines: Vec<&str> = text.split('\n').collect();
    let mut out: Vec<Cow<'_, str>> = Vec::with_capacity(lines.len());
    let mut fence: Option<String> = None;
    let mut changed = false;
    // In the rows of a table: how many columns it has.
    let mut columns_of_table: Option<usize> = None;
    for (at, line) in lines.iter().enumerate() {
        let trimmed = line.trim();
        match &fence {
            Some(mark) if trimmed.starts_with(mark.as_str()) => fence = None,
            Some(_) => {}
            None => fence = tag::fence(trimmed),
        }
        columns_of_table = columns_of_table.filter(|_| is_row(line));
        out.push(columns_of_table.map_or(Cow::Borrowed(*line), |columns| whole_code(line, columns)));
        if at == 0 || fence.is_some() || columns_of_table.is_some() || !is_delimiter(trimmed) {
            continue;
        }
        let columns = cells(lines[at - 1]);
        if columns != cells(trimmed) {
            continue;
        }
        columns_of_table = Some(columns);
        let rows = lines[at + 1..].iter().take_while(|row| is_row(row));
        let missing = rows.map(|row| cells(&whole_code(row, columns))).max().unwrap_or(0).saturating_sub(columns);
        if missing > 0 && missing <= MOST_MISSING {
            out[at - 1] = Cow::Owned(wider(lines[at - 1], "  |", missing));
            out[at] = Cow::Owned(wider(line, "---|", missing));
            changed = true;
        }
    }
    if changed || out.iter().any(|line| matches!(line, Cow::Owned(_))) {
        Cow::Owned(out.join("\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// More cells than that are no slip.
const MOST_MISSING: usize = 16;

fn is_delimiter(line: &str) -> bool {
    line.contains('-') && line.contains('|') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

fn wider(line: &str, cell: &str, by: usize) -> String {
    let line = line.trim_end();
    let end = if line.ends_with('|') { "" } else { " |" };
    format!("{line}{end}{}", cell.repeat(by))
}

fn is_row(line: &str) -> bool {
    !line.trim().is_empty() && line.contains('|')
}

/// A row with more cells than columns in which the bars of its program text part none: `a|b` is one word of code.
fn whole_code(row: &str, columns: usize) -> Cow<'_, str> {
    if cells(row) <= columns || !row.contains('`') {
        return Cow::Borrowed(row);
    }
    let mut out = String::with_capacity(row.len() + 4);
    let marks = row.matches('`').count();
    for (nth, part) in row.split('`').enumerate() {
        out.push_str(if nth > 0 { "`" } else { "" });
        // Between two backticks, and not behind the last of an odd number of them.
        let inside = nth % 2 == 1 && nth < marks;
        out.push_str(&if inside { part.replace("\\|", "|").replace('|', "\\|") } else { part.to_owned() });
    }
    if cells(&out) < columns { Cow::Borrowed(row) } else { Cow::Owned(out) }
}

/// After so many signs of formulas in one row the rest of them are text.
const MOST_DOLLARS: usize = 500;

/// How many cells a row has.
fn cells(row: &str) -> usize {
    let row = row.trim().trim_start_matches(['>', ' ']);
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut count = 1;
    let mut last = ' ';
    let mut at = 0;
    // Looking for an end that is not there takes its time.
    let mut dollars = 0;
    while let Some(c) = row[at..].chars().next() {
        dollars += usize::from(c == '$');
        let formula = if c == '$' && dollars < MOST_DOLLARS { formulas::formula(&row[at..], None) } else { None };
        let length = match c {
            '\\' => 1 + row[at + 1..].chars().next().map_or(0, char::len_utf8),
            c => formula.unwrap_or(c.len_utf8()),
        };
        count += usize::from(c == '|');
        if !c.is_whitespace() {
            last = c;
        }
        at += length;
    }
    count - usize::from(last == '|')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_as_wide_as_the_longest_row() {
        assert_eq!(even("|甲|乙|\n|-|-|\n|一|\n|一|二|三|\n\n|四|"), "|甲|乙|  |\n|-|-|---|\n|一|\n|一|二|三|\n\n|四|");
        assert_eq!(even("甲 | 乙\n:-- | --:\n1 | 2 | 3"), "甲 | 乙 |  |\n:-- | --: |---|\n1 | 2 | 3");
        assert_eq!(even("|甲|乙|\n|-|-|\n|`a|b`|`c`|"), "|甲|乙|\n|-|-|\n|`a\\|b`|`c`|");
        for text in [
            "|甲|乙|\n|-|-|\n|a\\|b|$|x|$|\n",
            "```\n|甲|\n|-|\n|a|b|\n```",
            "甲\n|-|-|\n|a|b|c|",
            "甲 | 乙\n--- | ---\n后面没有竖线",
        ] {
            assert_eq!(even(text), text);
        }
    }
}
