//! The *body* of an article: markup in the words of a wire format, HTML, or plain text in one line.

use url::Url;

use super::values::printable;
use crate::extract::clean::clean;
use crate::extract::draft::DraftBlock;
use crate::extract::formats::{plain, post};
use crate::extract::furniture::FurnitureRules;
use crate::extract::markup::html::has_tags;
use crate::extract::markup::xml::Element;
use crate::model::Meta;

/// The draft blocks of an element that holds text or markup, cleaned, its credits in `meta`.
pub(super) fn drafts_of(
    meta: &mut Meta,
    body: &Element<'_, '_>,
    base: Option<&Url>,
    rules: FurnitureRules<'_>,
) -> Vec<DraftBlock> {
    if has_tags(body.source()) && body.children().next().is_some() {
        return post::html_drafts(meta, &body.markup_with(as_html), base, rules);
    }
    let text = printable(&body.text());
    if has_tags(&text) {
        return post::html_drafts(meta, &text, base, rules);
    }
    let mut drafts = plain::paragraphs(&lines(&text), rules.limits, &mut meta.notes);
    clean(meta, &mut drafts, rules);
    drafts
}

/// The tags of the wire formats that HTML calls otherwise.
const TAGS: &[(&str, &str)] =
    &[("hl2", "h2"), ("block", "div"), ("bq", "blockquote"), ("para", "p"), ("paragraph", "p"), ("media-caption", "p")];

fn as_html(tag: &str) -> String {
    let open = tag.strip_prefix('<').unwrap_or(tag);
    let (slash, name) = open.strip_prefix('/').map_or(("", open), |name| ("/", name));
    let length = name.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '.')).unwrap_or(name.len());
    match TAGS.iter().find(|(own, _)| own.eq_ignore_ascii_case(&name[..length])) {
        Some((_, html)) => format!("<{slash}{html}>"),
        None => tag.to_owned(),
    }
}

/// Paragraphs of a text in one line: parted by the indents of the next, or by the mark one corpus has in their place.
fn lines(text: &str) -> String {
    const MARKS: &[char] = &['\u{E40C}', '\u{E5E5}'];
    let text = text.replace(MARKS, "\u{3000}");
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("\u{3000}\u{3000}") {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        if !before.is_empty() && !before.ends_with('\n') {
            out.push('\n');
        }
        let text = after.trim_start_matches('\u{3000}');
        out.push_str(&after[..after.len() - text.len()]);
        rest = text;
    }
    out.push_str(rest);
    out
}
