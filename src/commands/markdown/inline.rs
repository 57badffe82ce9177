//! *Inline text* as Markdown: text with its styles as signs, or as tags where a sign would be none.

use std::ops::Range;

use super::escape::{Around, MarkdownWriter, RunKind, destination, is_reference};
use super::flank;
use super::nest::{MarkupToken, tokens};
use super::notes::Notes;
use crate::model::baseline::Shift;
use crate::model::{Inline, InlineStyle, Span};

/// Writes a part of a text with its styles.
pub(super) fn write(inline: &Inline, range: Range<usize>, notes: &Notes, writer: &mut MarkdownWriter) {
    let tokens = tokens(inline, range);
    let run = InlineRun { inline, notes, signs: signs(inline, &tokens), tokens: &tokens };
    run.write(writer);
}

/// A part of a text as one string, on as many lines as it has.
pub(super) fn string(inline: &Inline, range: Range<usize>, notes: &Notes, place: RunKind, indent: usize) -> String {
    let mut writer = MarkdownWriter::new(place, indent);
    write(inline, range, notes, &mut writer);
    writer.finish()
}

/// Inline text that is being written.
struct InlineRun<'a> {
    inline: &'a Inline,
    notes: &'a Notes,
    tokens: &'a [MarkupToken<'a>],
    /// Of each token: whether it is a sign, not a tag.
    signs: Vec<bool>,
}

/// The sign of a style that has one.
fn sign_of(style: InlineStyle) -> Option<&'static str> {
    match style {
        InlineStyle::Strong => Some("**"),
        InlineStyle::Emphasis => Some("*"),
        InlineStyle::Struck => Some("~~"),
        InlineStyle::Marked => Some("=="),
        _ => None,
    }
}

/// The tag of a style that is written as one.
fn tag_of(style: InlineStyle) -> Option<&'static str> {
    match style {
        InlineStyle::Strong => Some("strong"),
        InlineStyle::Emphasis => Some("em"),
        InlineStyle::Struck => Some("del"),
        InlineStyle::Marked => Some("mark"),
        InlineStyle::Inserted => Some("ins"),
        InlineStyle::Sup => Some("sup"),
        InlineStyle::Sub => Some("sub"),
        InlineStyle::Ruby => Some("ruby"),
        InlineStyle::Code | InlineStyle::Math | InlineStyle::Link | InlineStyle::Anchor => None,
    }
}

/// Which tokens are signs: those that open and close where they stand, beside no other that could be one.
fn signs(inline: &Inline, tokens: &[MarkupToken<'_>]) -> Vec<bool> {
    let mut signs = vec![false; tokens.len()];
    let mut open: Vec<usize> = Vec::new();
    let mut shifted = 0usize;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            MarkupToken::Open(span) => {
                open.push(at);
                shifted += usize::from(is_shift(span.style));
            }
            MarkupToken::Close(span) => {
                let Some(begin) = open.pop() else { continue };
                shifted -= usize::from(is_shift(span.style));
                // Shifted text is not written with the characters that it has.
                let Some(sign) = sign_of(span.style).filter(|_| shifted == 0) else { continue };
                let neighbours = [
                    begin.checked_sub(1).map_or(Some('\n'), |before| edge(inline, &tokens[before], false)),
                    tokens.get(begin + 1).and_then(|after| edge(inline, after, true)),
                    at.checked_sub(1).and_then(|before| edge(inline, &tokens[before], false)),
                    tokens.get(at + 1).map_or(Some('\n'), |after| edge(inline, after, true)),
                ];
                if let [Some(before), Some(first), Some(last), Some(after)] = neighbours {
                    let beside = [before, first, last, after].iter().any(|c| sign.starts_with(*c));
                    let good = !beside && flank::opens(before, first) && flank::closes(last, after);
                    (signs[begin], signs[at]) = (good, good);
                }
            }
            MarkupToken::Text(_) => {}
        }
    }
    signs
}

/// The first or the last character that a token is written with; none where that is not settled.
fn edge(inline: &Inline, token: &MarkupToken<'_>, first: bool) -> Option<char> {
    match token {
        MarkupToken::Text(range) => {
            let text = &inline.text[range.clone()];
            let c = if first { text.chars().next() } else { text.chars().next_back() };
            // Some look through these, to what is beyond.
            c.filter(|c| !matches!(c, '=' | '~'))
        }
        MarkupToken::Open(span) | MarkupToken::Close(span) => match span.style {
            // What a formula counts as depends on who reads it.
            style if sign_of(style).is_some() || style == InlineStyle::Math => None,
            InlineStyle::Code => Some('`'),
            // Or an angle, or a bracket: marks all of them.
            InlineStyle::Link => Some(if matches!(token, MarkupToken::Open(_)) { '[' } else { ')' }),
            _ => Some(if first { '<' } else { '>' }),
        },
    }
}

impl InlineRun<'_> {
    fn write(&self, writer: &mut MarkdownWriter) {
        let mut links = 0usize;
        let mut verbatim: Option<&Span> = None;
        let mut shifted: Option<&Span> = None;
        let mut note = false;
        let mut bare = false;
        let last = self.tokens.iter().rposition(|token| matches!(token, MarkupToken::Text(_)));
        for (at, token) in self.tokens.iter().enumerate() {
            match token {
                MarkupToken::Open(span) => {
                    match span.style {
                        InlineStyle::Link => {
                            note = self.note(at).is_some();
                            bare = self.is_bare(at);
                            links += usize::from(!note);
                        }
                        InlineStyle::Code => verbatim = Some(span),
                        InlineStyle::Math if is_formula(&self.inline.text[span.start..span.end]) => {
                            verbatim = Some(span);
                        }
                        InlineStyle::Sup | InlineStyle::Sub => shifted = Some(span),
                        _ => {}
                    }
                    self.open(at, span, writer);
                }
                MarkupToken::Close(span) => {
                    match span.style {
                        InlineStyle::Link => {
                            links -= usize::from(!note);
                            (note, bare) = (false, false);
                        }
                        InlineStyle::Code | InlineStyle::Math => verbatim = None,
                        InlineStyle::Sup | InlineStyle::Sub => shifted = None,
                        _ => {}
                    }
                    self.close(at, span, writer);
                }
                MarkupToken::Text(_) if note => {}
                MarkupToken::Text(range) if bare => writer.markup(&self.inline.text[range.clone()]),
                MarkupToken::Text(range) => {
                    let next = self.tokens.get(at + 1);
                    let before_bracket =
                        matches!(next, Some(MarkupToken::Open(span)) if span.style == InlineStyle::Link);
                    let around = Around { brackets: links > 0, before_bracket, at_end: last == Some(at) };
                    self.text(range.clone(), verbatim, shifted, around, writer);
                }
            }
        }
    }

    /// Whether a link is nothing but its own address.
    fn is_bare(&self, open: usize) -> bool {
        match &self.tokens[open..] {
            [MarkupToken::Open(span), MarkupToken::Text(range), MarkupToken::Close(_), ..] => {
                span.href.as_deref() == Some(&self.inline.text[range.clone()])
                    && span.href.as_deref().is_some_and(is_plain)
            }
            _ => false,
        }
    }

    /// The mark of the footnote that a link leads to, where there is nothing in the link but its number.
    fn note(&self, open: usize) -> Option<String> {
        match &self.tokens[open..] {
            [MarkupToken::Open(span), MarkupToken::Text(_), MarkupToken::Close(_), ..]
                if span.style == InlineStyle::Link =>
            {
                self.notes.mark(self.inline, span)
            }
            _ => None,
        }
    }

    fn text(
        &self,
        range: Range<usize>,
        verbatim: Option<&Span>,
        shifted: Option<&Span>,
        around: Around,
        writer: &mut MarkdownWriter,
    ) {
        let text = &self.inline.text[range.clone()];
        match (verbatim, shifted) {
            (Some(span), _) if span.style == InlineStyle::Code => writer.markup(&code(text)),
            (Some(_), _) => writer.markup(text),
            (None, Some(span)) => {
                let (shift, whole) = (shift_of(span.style), &self.inline.text[span.start..span.end]);
                let (open, close) = shift.marks(whole);
                let from = range.start.max(span.start + open) - range.start;
                let to = range.end.min(span.end - close).saturating_sub(range.start);
                let on_line: String =
                    text.get(from..to).unwrap_or_default().chars().map(|c| shift.unsigned(c)).collect();
                writer.text(&on_line, around);
            }
            (None, None) => writer.text(text, around),
        }
    }

    fn open(&self, at: usize, span: &Span, writer: &mut MarkdownWriter) {
        match span.style {
            InlineStyle::Link => match self.note(at) {
                Some(note) => writer.markup(&note),
                None => writer.markup(if self.is_bare(at) { "<" } else { "[" }),
            },
            style if self.signs[at] => writer.markup(sign_of(style).unwrap_or_default()),
            style => {
                if let Some(tag) = tag_of(style) {
                    writer.markup(&format!("<{tag}>"));
                }
            }
        }
    }

    fn close(&self, at: usize, span: &Span, writer: &mut MarkdownWriter) {
        match (span.style, &span.href, &span.reading) {
            (InlineStyle::Link, href, _) => {
                let open = at.saturating_sub(2);
                if self.is_bare(open) {
                    writer.markup(">");
                } else if self.note(open).is_none() {
                    let href = href.as_ref().map_or("", |href| href.as_str());
                    writer.markup(&format!("]({})", destination(href)));
                }
            }
            (InlineStyle::Ruby, _, Some(reading)) => {
                writer.markup("<rt>");
                writer.text(reading, Around::default());
                writer.markup("</rt></ruby>");
            }
            (style, ..) if self.signs[at] => writer.markup(sign_of(style).unwrap_or_default()),
            (style, ..) => {
                if let Some(tag) = tag_of(style) {
                    writer.markup(&format!("</{tag}>"));
                }
            }
        }
    }
}

fn is_shift(style: InlineStyle) -> bool {
    matches!(style, InlineStyle::Sup | InlineStyle::Sub)
}

fn shift_of(style: InlineStyle) -> Shift {
    if style == InlineStyle::Sub { Shift::Down } else { Shift::Up }
}

/// Program text between as many backticks as it takes.
fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let shortest_free = (1..=longest + 1).find(|length| !text.split(|c| c != '`').any(|run| run.len() == *length));
    let fence = "`".repeat(shortest_free.unwrap_or(longest + 1));
    // One blank on each side is taken off again, unless there is nothing else.
    let blank = !text.trim_matches(' ').is_empty() && (text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']));
    let blank = if blank { " " } else { "" };
    format!("{fence}{blank}{text}{blank}{fence}")
}

/// Whether an address is one for every reader, with nothing in it that could be read otherwise.
fn is_plain(address: &str) -> bool {
    let scheme = ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme));
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!'()+,;=%&".contains(c);
    scheme && address.chars().all(plain) && !address.match_indices('&').any(|(at, _)| is_reference(&address[at..]))
}

/// Whether a formula still stands between its marks.
fn is_formula(text: &str) -> bool {
    let between = |open: &str, close: &str| {
        text.len() > open.len() + close.len() && text.starts_with(open) && text.ends_with(close)
    };
    between("$$", "$$") || between("$", "$") || between("\\(", "\\)") || between("\\[", "\\]")
}
