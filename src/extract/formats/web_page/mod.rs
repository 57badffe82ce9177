//! A saved HTML page: what its head says, its *main content*, and the credits around that.
//!
//! | part | what it is |
//! | --- | --- |
//! | `head`, `linked` | what the page says for machines |
//! | `evidence` | what it says there that its texts can be held against |
//! | `weigh`, `rank`, `clutter`, `content` | the element that holds the article, and what in it is none of it |
//! | `thread` | several articles of equal right: posts, answers |
//! | `titles` | the title, as the head and the headings agree on it |
//! | `script` | the article, where only a script has it |
//! | `edges` | the lines between the element's edges and the article's |
//! | `credit_lines`, `byline_reader`, `byline` | what stands between title and text, and right behind the text |
//! | `fields` | when, where and by whom, between byline and head |
//! | `around` | what is outside of the main content, cut with the best reason there is |

mod around;
mod byline;
mod byline_reader;
mod clutter;
mod content;
mod credit_lines;
mod edges;
mod evidence;
mod fields;
mod head;
mod line_kinds;
mod linked;
mod rank;
mod script;
mod thread;
mod titles;
mod weigh;

#[cfg(test)]
mod bar_tests;
#[cfg(test)]
mod field_tests;

use byline::PageByline;
use evidence::Evidence;

use super::parser::{DocumentParser, ParseFn};
use super::plain;
use crate::extract::bare_text;
use crate::extract::clean::{clean, pictures};
use crate::extract::credits::credit;
use crate::extract::document::TextDocument;
use crate::extract::draft::{DraftBlock, assemble};
use crate::extract::furniture::{CreditField, FurnitureRules, Zone};
use crate::extract::markup::html::{self, HtmlWalk, Plan};
use crate::extract::prose::trim;
use crate::model::{Article, Format, Meta, SafeText};

/// A saved page, or part of one.
pub(crate) const PARSER: DocumentParser = DocumentParser { fits, parse: ParseFn::One(parse) };

fn fits(document: &TextDocument<'_>) -> bool {
    let text = document.head();
    let head: String = text.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']).chars().take(2048).collect();
    let head = head.to_ascii_lowercase();
    if ["<!doctype html", "<html", "<head", "<body", "<?xml"].iter().any(|start| head.starts_with(start))
        || head.contains("<html") && head.starts_with('<')
    {
        return true;
    }
    // How many tags it has is asked only where that tells.
    let named = document.is_named(&["html", "htm", "xhtml", "shtml", "mhtml"]);
    if !named && !head.starts_with('<') {
        return false;
    }
    let tags = ["<p>", "<p ", "<br", "<div", "</p>", "</div>", "<span", "<img", "<a "]
        .iter()
        .map(|tag| text.matches(tag).count())
        .sum::<usize>();
    named && tags > 0 || head.starts_with('<') && tags >= 3
}

/// A page that shows so much running text, in letters, has its article in its elements.
const ENOUGH: usize = 600;

/// Parses a page.
pub(crate) fn parse(document: &TextDocument<'_>) -> Article {
    let rules = document.rules(Format::Html);
    let is_xhtml = document.is_named(&["xhtml", "xht"]);
    let prepared = if is_xhtml { html::prepare_xhtml(document.text) } else { html::prepare(document.text) };
    let parsed = html::document(&prepared, rules.limits);
    let mut meta = Meta { format: Format::Html, notes: parsed.note.clone().into_iter().collect(), ..Meta::default() };
    let mut head = head::PageHead::read(&mut meta, &parsed.html, document);
    let evidence = Evidence::of(&head);
    let main = content::find(&parsed.html, &evidence, rules);
    let mut walk = HtmlWalk::over(&parsed.html, &main.plan, rules);
    let mut drafts = walk.drafts;
    drafts.extend(bare_text::drafts(&parsed.rest));
    let data = (main.prose < ENOUGH).then(|| script::article(&parsed.html, document)).flatten();
    let data = data.filter(|data| main.prose * 3 < data.prose && data.agrees(&main, &drafts));
    let shown = data.is_none();
    if let Some(data) = data {
        for draft in &mut drafts {
            draft.outside = true;
            draft.cut_for("page-head");
        }
        walk.credits.clear();
        drafts.extend(from_data(&mut meta, &mut head, data, rules));
    } else if head.published.is_none() {
        head.published = script::published(&parsed.html, document);
    }
    for draft in drafts.iter_mut().filter(|draft| draft.is_paragraph() && draft.kept()) {
        if let Some(hit) = rules.line(trim(draft.text()), Zone::Body)
            && hit.rule.name == "script-text"
        {
            draft.cut_for(&hit.rule.name);
        }
    }
    meta.title = SafeText::line(&titles::find(&head, &drafts));
    pictures(&mut drafts, rules);
    let byline = match shown {
        true => byline_reader::read(&parsed.html, &credit_lines::of(&parsed.html, &main.plan), &meta.title, rules),
        false => PageByline::default(),
    };
    // Of a thread the first post's.
    let first = drafts.iter().find(|draft| draft.kept() && !draft.outside).and_then(|draft| draft.source.as_deref());
    fields::enter_post(&mut meta, first.unwrap_or_default());
    fields::enter(&mut meta, &byline, &head);
    around::cut(&meta, &mut drafts, rules);
    fields::enter_hidden(&mut meta, &drafts, rules);
    edges::trim_edges(&mut meta, &mut drafts, rules);
    clean(&mut meta, &mut drafts, rules);
    for (field, value) in walk.credits {
        credit(&mut meta, field, &value);
    }
    fields::complete(&mut meta, &head);
    drafts.iter_mut().for_each(DraftBlock::head_post);
    drafts.retain(|draft| !draft.text().is_empty() || !draft.is_paragraph());
    assemble(meta, drafts)
}

/// The drafts of an article that stands in a script; what is known of it goes to the head.
fn from_data(
    meta: &mut Meta,
    head: &mut head::PageHead,
    data: script::Data,
    rules: FurnitureRules<'_>,
) -> Vec<DraftBlock> {
    head.titles.extend(data.title);
    head.published = head.published.or(data.published);
    for (field, value) in [(CreditField::Source, data.source), (CreditField::Author, data.author)] {
        if let Some(value) = value {
            credit(meta, field, &value);
        }
    }
    if !data.body.contains('<') {
        return plain::paragraphs(&data.body, rules.limits, &mut meta.notes);
    }
    let prepared = html::prepare(&data.body);
    let parsed = html::fragment(&prepared, rules.limits);
    let walk = HtmlWalk::over(&parsed.html, &Plan::default(), rules);
    for (field, value) in walk.credits {
        credit(meta, field, &value);
    }
    meta.notes.extend(parsed.note);
    let mut drafts = walk.drafts;
    drafts.extend(bare_text::drafts(&parsed.rest));
    drafts
}
