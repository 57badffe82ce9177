//! *Chapter heads*: the lines of a plain text that name its parts. Nothing marks them but how they are written and where
//! they stand, and sentences begin so too: 第一章程规定, 第二节课上.
//!
//! A line that is written as nothing but a head is written is one. What may be either is one where it stands apart from
//! text that is set otherwise, or where it counts on from the one before: `candidate` says which of the two a line is.

use super::candidate::{Form, HeadCandidate, candidate};
use crate::extract::pattern::Pattern;
use crate::extract::prose::trim;

/// A line, and what it may be.
struct Line<'t> {
    text: &'t str,
    is_indented: bool,
    candidate: Option<HeadCandidate>,
}

/// Which of the lines are heads; `own` are the user's own patterns of them.
pub(super) fn heads(lines: &[&str], own: &[Pattern]) -> Vec<bool> {
    let lines: Vec<Line<'_>> = lines
        .iter()
        .map(|raw| {
            let text = trim(raw);
            let named = !text.is_empty() && own.iter().any(|pattern| pattern.find(text).is_some());
            let candidate = if named { Some(HeadCandidate::SURE) } else { candidate(text) };
            Line { text, is_indented: raw.starts_with(['\u{3000}', '\t']) || raw.starts_with("  "), candidate }
        })
        .collect();
    let mut heads: Vec<bool> =
        lines.iter().map(|line| line.candidate.is_some_and(|candidate| candidate.form == Form::Sure)).collect();
    if !lines.iter().any(|line| line.candidate.is_some_and(|candidate| candidate.form != Form::Sure)) {
        return heads;
    }
    if is_body_indented(&lines) {
        for at in 0..lines.len() {
            heads[at] |= lines[at].candidate.is_some_and(|it| it.may_stand_apart) && stands_apart(&lines, at);
        }
    }
    for form in [Form::Glued, Form::Bare, Form::Comma, Form::Bracketed, Form::Dotted] {
        regular(&lines, form, &mut heads);
    }
    heads
}

/// Whether the paragraphs of a text are indented: then what is not is none.
fn is_body_indented(lines: &[Line<'_>]) -> bool {
    const LONG: usize = 60;
    const FEWEST: usize = 3;
    let long = || lines.iter().filter(|line| line.text.len() >= LONG);
    let indented = long().filter(|line| line.is_indented).count();
    indented >= FEWEST && indented * 10 >= long().count() * 8
}

/// Whether a line stands by itself before an indented paragraph.
fn stands_apart(lines: &[Line<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).is_none_or(|before| lines[before].text.is_empty());
    let next = lines[at + 1..].iter().find(|line| !line.text.is_empty());
    !lines[at].is_indented && before && next.is_some_and(|next| next.is_indented && next.candidate.is_none())
}

/// Takes in the candidates of a form that count on, each with text behind it; heads of any form that count the same
/// things count with them.
fn regular(lines: &[Line<'_>], form: Form, heads: &mut [bool]) {
    let fewest = if matches!(form, Form::Glued | Form::Bare) { 2 } else { 3 };
    let counted: Vec<usize> = (0..lines.len())
        .filter(|&at| {
            lines[at].candidate.is_some_and(|it| it.number.is_some() && (it.form == form || heads[at]))
                && has_text_behind(lines, at, form)
        })
        .collect();
    let follows = |one: usize, next: usize| match (lines[one].candidate, lines[next].candidate) {
        (Some(one), Some(next)) => {
            one.unit == next.unit && next.number == one.number.map(|number| number.saturating_add(1))
        }
        _ => false,
    };
    let mut start = 0;
    for at in 1..=counted.len() {
        if at < counted.len() && follows(counted[at - 1], counted[at]) {
            continue;
        }
        if at - start >= fewest {
            for &line in &counted[start..at] {
                heads[line] = true;
            }
        }
        start = at;
    }
}

/// Whether something else than the next of a list comes behind a line.
fn has_text_behind(lines: &[Line<'_>], at: usize, form: Form) -> bool {
    let next = lines[at + 1..].iter().find(|line| !line.text.is_empty());
    next.is_some_and(|next| next.candidate.is_none_or(|next| next.form != form))
}
