//! *Clutter*: elements of a page that say themselves that they are no article: by their tag (`nav`, `aside`, `footer`),
//! their role, a word of their class name or id (words are data), because they are hidden, or nothing but links.
//!
//! Templates name the box around everything `has-sidebar`, so none of it may hold much of the page's running text,
//! unless the page says where its article is (evidence) and that is elsewhere. What holds the title or a text that the
//! page describes is never clutter.

use rustc_hash::FxHashMap;

use super::rank::{BY_TAG, PageNode, content_rank};
use super::weigh::{Scales, Weighed};
use crate::extract::furniture::{FurnitureRules, Rule};
use crate::extract::markup::html::{attr, holds_code, is_block, is_hidden, name, tokens, visible_text};

/// Why each element is clutter, if it is and stands in none. `anchor` is the element where the page says its article
/// is. What is clutter by its class alone is so only while all elements of that class together hold no more than one of
/// them may: templates give every paragraph a class of its own.
pub(super) fn reasons(
    scales: &Scales<'_>,
    anchor: Option<usize>,
    first: Option<usize>,
    rules: FurnitureRules<'_>,
) -> Vec<Option<String>> {
    let all = scales.prose();
    let mut reasons: Vec<Option<String>> = vec![None; scales.elements.len()];
    let mut inside = vec![false; scales.elements.len()];
    let mut classes: FxHashMap<&str, usize> = FxHashMap::default();
    let class = |at: usize| attr(&scales.elements[at].node, "class").unwrap_or_default();
    let elsewhere = |at: usize| anchor.is_some_and(|anchor| !scales.within(anchor, at) && !scales.within(at, anchor));
    let likely = |at: usize| first.is_some_and(|first| at > first && !scales.within(at, first));
    for (at, element) in scales.elements.iter().enumerate() {
        inside[at] = element.parent != at && inside[element.parent];
        if !inside[at]
            && let Some(reason) = clutter(element, all, Elsewhere { surely: elsewhere(at), likely: likely(at) }, rules)
        {
            inside[at] = true;
            *classes.entry(class(at)).or_default() += element.total.prose;
            reasons[at] = Some(reason);
        }
    }
    for (at, reason) in reasons.iter_mut().enumerate() {
        let alike = classes.get(class(at)).copied().unwrap_or_default();
        let one = scales.elements[at].total.prose;
        if one > 0 && alike > one && !class(at).is_empty() && alike * 100 > all * ALIKE && !elsewhere(at) {
            *reason = None;
        }
    }
    reasons
}

/// Whether the article stands elsewhere: surely, where the page says where it is, or likely, where a text stands right
/// behind the title.
#[derive(Clone, Copy)]
struct Elsewhere {
    surely: bool,
    likely: bool,
}

/// How much of the page's running text elements of one class may hold that are cut for it, in hundredths.
const ALIKE: usize = 35;

/// Why an element is no part of any article, if it is none. `all` is the running text of the page.
fn clutter(element: &Weighed<'_>, all: usize, elsewhere: Elsewhere, rules: FurnitureRules<'_>) -> Option<String> {
    let node = element.node;
    let tag = name(&node);
    let total = element.total;
    if matches!(tag, "html" | "body" | "main") || total.text == 0 {
        return None;
    }
    // No clutter holds so much of the page's text; what is left is `of` hundredths of it.
    let under = |of: usize| total.prose * 100 <= all * of;
    // A box named as articles are waits for a script to show it.
    let waits = content_rank(node).is_some_and(|rank| rank < BY_TAG) && total.runs > 0;
    if is_hidden(node) && !waits && (under(40) || elsewhere.surely) {
        return Some(String::from("hidden"));
    }
    if total.described > 0 || total.titled > 0 && total.runs > 0 {
        return None;
    }
    let by_tag = match tag {
        "nav" => Some(("navigation", 50)),
        "aside" => Some(("aside", 50)),
        "footer" => Some(("page-footer", 60)),
        "form" | "fieldset" | "dialog" => Some(("form", 10)),
        _ => None,
    };
    let by_role = match attr(&node, "role") {
        Some("navigation" | "menu" | "menubar" | "tablist" | "toolbar") => Some(("navigation", 30)),
        Some("complementary") => Some(("aside", 30)),
        Some("contentinfo") => Some(("page-footer", 20)),
        Some("search" | "dialog" | "alertdialog" | "alert" | "tooltip") => Some(("dialog", 20)),
        _ => None,
    };
    if let Some((reason, most)) = by_tag.or(by_role)
        && (under(most) || elsewhere.surely && tag != "form" || elsewhere.likely && matches!(tag, "aside" | "footer"))
    {
        return Some(reason.to_owned());
    }
    if content_rank(node).is_none()
        && !is_cell(tag)
        && let Some(rule) = rules.element(tokens(&node))
        && rule.becomes.is_none()
        && rule.field.is_none()
        && !is_code_beyond(node, rule)
        && is_clutter(element, rule, all, elsewhere)
    {
        return Some(rule.name.clone());
    }
    // A box of nothing but links to several places; of one it is a card, and a list in an item is a part of it.
    let boxed = is_block(tag) && !matches!(tag, "p" | "td" | "th" | "li" | "dd" | "dt") && !tag.starts_with('h');
    let linked = boxed && total.prose == 0 && total.link * 10 >= total.text * 8 && total.text >= 24;
    (linked && !is_card(node) && !is_part_of_item(node)).then(|| String::from("links"))
}

/// Whether an element is or holds program text, and not only what its rule cuts: numbers of lines. Comments may hold
/// some among other things.
fn is_code_beyond(node: PageNode<'_>, rule: &Rule) -> bool {
    holds_code(node, rule.cuts_prose) && !rule.names_only(&visible_text(node))
}

/// Whether the links of a box lead to one place, or two: what it is about, and what is to be done with that.
fn is_card(node: PageNode<'_>) -> bool {
    let mut links: Vec<&str> = Vec::new();
    for link in node.ancestors().take(3).chain(node.descendants()).filter_map(|node| attr(&node, "href")) {
        if !links.contains(&link) {
            links.push(link);
        }
        if links.len() > 2 {
            return false;
        }
    }
    !links.is_empty()
}

/// Whether a list stands in an item of another, behind text of the item.
fn is_part_of_item(node: PageNode<'_>) -> bool {
    matches!(name(&node), "ul" | "ol")
        && node.parent().is_some_and(|holder| name(&holder) == "li")
        && node.prev_siblings().any(|before| !visible_text(before).is_empty() && name(&before) != "a")
}

/// A part of a table or of a list of terms: the class of one says how it looks, not what it is.
fn is_cell(tag: &str) -> bool {
    matches!(tag, "tr" | "td" | "th" | "tbody" | "thead" | "tfoot" | "caption" | "dt" | "dd")
}

/// Whether the text of an element that a rule knows is little enough to be what its name says, or so much of it stands
/// away from the article that it is nothing else.
fn is_clutter(element: &Weighed<'_>, rule: &Rule, all: usize, elsewhere: Elsewhere) -> bool {
    let total = element.total;
    if rule.cuts_prose {
        return elsewhere.surely
            || elsewhere.likely && rule.name == "comments"
            || total.prose * 100 <= all * rule.share();
    }
    total.text <= rule.max() && total.prose * 20 <= all
}
