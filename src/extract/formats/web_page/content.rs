//! The *main content*: the element that holds the article, and what in it is not the article.
//!
//! First the clutter is marked: elements that say what they are by their tag (`nav`, `aside`, `footer`), their role, a
//! word of their class name or id (words are data), that are hidden, or that are nothing but links. None of it may hold
//! much of the page's running text, for templates name the box around everything `has-sidebar`. Then the element worth
//! most is the main content; if one inside of it is named as articles are named and is worth nearly as much, it is that.

use ego_tree::NodeRef;
use rustc_hash::FxHashMap;
use scraper::{Html, Node};

use super::weigh::{Scales, Weighed};
use crate::extract::furniture::{self, FurnitureRules, Rule};
use crate::extract::markup::html::{Plan, attr, is_block, is_hidden, name, tokens};

/// Where the article is and what is to be cut in the page, and how many letters of running text it has.
pub(super) fn plan(html: &Html, rules: FurnitureRules<'_>) -> (Plan, usize) {
    let scales = Scales::weigh(html);
    let all = scales.prose();
    let reasons = reasons(&scales, all, rules);
    let mut cut = vec![false; scales.elements.len()];
    for (at, element) in scales.elements.iter().enumerate() {
        cut[at] = reasons[at].is_some() || element.parent != at && cut[element.parent];
    }
    let worth = scales.worth(&cut);
    // Of equals the last in document order, which is the innermost.
    let best = (0..worth.len()).filter(|&at| !cut[at] && worth[at] > 0).max_by_key(|&at| worth[at]);
    let main = best.map(|best| named(&scales, &worth, &cut, best).unwrap_or(best)).map(|at| tight(&scales, &worth, at));
    let mut plan = Plan { main: main.map(|at| scales.elements[at].node.id()), ..Plan::default() };
    for (element, reason) in scales.elements.iter().zip(reasons) {
        if let Some(reason) = reason {
            plan.cut.insert(element.node.id(), reason);
        }
    }
    (plan, main.map_or(0, |at| scales.elements[at].total.prose))
}

/// Why each element is clutter, if it is and stands in none. What is so by its class alone is so only while all elements
/// of that class together hold no more than one of them may: templates give every paragraph a class of its own.
fn reasons(scales: &Scales<'_>, all: usize, rules: FurnitureRules<'_>) -> Vec<Option<String>> {
    let mut reasons: Vec<Option<String>> = vec![None; scales.elements.len()];
    let mut inside = vec![false; scales.elements.len()];
    let mut classes: FxHashMap<&str, usize> = FxHashMap::default();
    let class = |at: usize| attr(&scales.elements[at].node, "class").unwrap_or_default();
    for (at, element) in scales.elements.iter().enumerate() {
        inside[at] = element.parent != at && inside[element.parent];
        if !inside[at]
            && let Some(reason) = clutter(element, all, rules)
        {
            inside[at] = true;
            *classes.entry(class(at)).or_default() += element.total.prose;
            reasons[at] = Some(reason);
        }
    }
    for (at, reason) in reasons.iter_mut().enumerate() {
        let alike = classes.get(class(at)).copied().unwrap_or_default();
        let one = scales.elements[at].total.prose;
        if one > 0 && alike > one && !class(at).is_empty() && alike * 100 > all * ALIKE {
            *reason = None;
        }
    }
    reasons
}

/// How much of the page's running text elements of one class may hold that are cut for it, in hundredths.
const ALIKE: usize = 35;

/// How much of the best element's worth one must have that is named as an article, in hundredths: inside of the best,
/// and around it.
const INSIDE: i64 = 35;
const AROUND: i64 = 60;

/// The element that is named as articles are, if there is one that holds enough of what `best` does.
fn named(scales: &Scales<'_>, worth: &[i64], cut: &[bool], best: usize) -> Option<usize> {
    let up = |at: usize| scales.elements[at].parent;
    let within = |at: usize, outer: usize| {
        let mut at = at;
        while at > outer {
            at = up(at);
        }
        at == outer
    };
    let named: Vec<(usize, usize)> = (0..scales.elements.len())
        .filter(|&at| !cut[at] && worth[at] * 100 >= worth[best] * INSIDE)
        .filter_map(|at| content_rank(scales.elements[at].node).map(|rank| (rank, at)))
        .filter(|&(_, at)| within(at, best) || worth[at] * 100 >= worth[best] * AROUND && within(best, at))
        .collect();
    let most = named.iter().map(|&(_, at)| worth[at]).max()?;
    let &(rank, chosen) = named
        .iter()
        .filter(|&&(_, at)| worth[at] * 10 >= most * 8)
        .min_by_key(|&&(rank, at)| (rank, std::cmp::Reverse(worth[at])))?;
    // An article can be in several boxes of one name; several articles have a heading each.
    let apart = |at: usize| !within(at, chosen) && !within(chosen, at);
    let others = named.iter().filter(|&&(own, at)| own == rank && apart(at)).map(|&(_, at)| at);
    let split =
        others.clone().any(|at| !has_heading(scales.elements[at].node)) && !has_heading(scales.elements[chosen].node);
    Some(if split { best } else { chosen })
}

/// The element inside of `at` that does without columns of links beside the article: as long as what is around the
/// heaviest child is full of links, the child it is.
fn tight(scales: &Scales<'_>, worth: &[i64], at: usize) -> usize {
    let mut at = at;
    loop {
        let holds =
            |child: usize| matches!(name(&scales.elements[child].node), "div" | "section" | "article" | "main" | "td");
        let children =
            (at + 1..scales.elements.len()).filter(|&child| scales.elements[child].parent == at && holds(child));
        let Some(child) = children.max_by_key(|&child| worth[child]) else { return at };
        let (all, kept) = (scales.elements[at].total, scales.elements[child].total);
        let (text, link) = (all.text - kept.text, all.link - kept.link);
        if worth[child] * 100 < worth[at] * HEAVY || link * 3 < text || link < COLUMN {
            return at;
        }
        at = child;
    }
}

/// The fewest letters of links that are a column of them.
const COLUMN: usize = 80;
/// How much of an element's worth its heaviest child must have to stand for it, in hundredths.
const HEAVY: i64 = 60;

fn has_heading(node: NodeRef<'_, Node>) -> bool {
    node.descendants().any(|child| name(&child) == "h1")
}

/// How surely an element says that it is the article: the lower the surer.
fn content_rank(node: NodeRef<'_, Node>) -> Option<usize> {
    if matches!(name(&node), "html" | "body") {
        return None;
    }
    let token = tokens(&node).filter_map(furniture::content_rank).min();
    let body = (attr(&node, "itemprop")
        .is_some_and(|props| props.split_whitespace().any(|prop| prop == "articleBody")))
    .then_some(0);
    let semantic = (name(&node) == "article").then_some(1000);
    token.or(body).or(semantic)
}

/// Why an element is no part of any article, if it is none. `all` is the running text of the page.
fn clutter(element: &Weighed<'_>, all: usize, rules: FurnitureRules<'_>) -> Option<String> {
    let node = element.node;
    let tag = name(&node);
    let prose = element.total.prose;
    if matches!(tag, "html" | "body" | "main") || element.total.text == 0 {
        return None;
    }
    // No clutter holds so much of the page's text; what is left is `of` hundredths of it.
    let under = |of: usize| prose * 100 <= all * of;
    let rank = content_rank(node);
    if is_hidden(node) && under(40) {
        return Some(String::from("hidden"));
    }
    let by_tag = match tag {
        "nav" => Some(("navigation", 50)),
        "aside" => Some(("aside", 50)),
        "footer" => Some(("page-footer", 60)),
        "form" | "fieldset" | "dialog" => Some(("form", 10)),
        "figcaption" => None,
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
        && under(most)
    {
        return Some(reason.to_owned());
    }
    if rank.is_none()
        && let Some(rule) = rules.element(tokens(&node))
        && rule.becomes.is_none()
        && rule.field.is_none()
        && is_clutter(element, rule, all)
    {
        return Some(rule.name.clone());
    }
    // A box of nothing but links.
    let Weighed { total, .. } = element;
    let boxed = is_block(tag) && !matches!(tag, "p" | "td" | "th" | "li" | "dd" | "dt") && !tag.starts_with('h');
    (boxed && prose == 0 && total.link * 10 >= total.text * 8 && total.text >= 24 && !has_image_only(element))
        .then(|| String::from("links"))
}

fn has_image_only(element: &Weighed<'_>) -> bool {
    element.total.text < 4
}

/// Whether the text of an element that a rule knows is little enough to be what its name says.
fn is_clutter(element: &Weighed<'_>, rule: &Rule, all: usize) -> bool {
    let total = element.total;
    if rule.cuts_prose {
        return total.prose * 100 <= all * rule.share();
    }
    total.text <= rule.max() && total.prose * 20 <= all
}
