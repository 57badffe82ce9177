//! The *main content*: the element that holds the article, and what in it is not the article.
//!
//! First the clutter is marked: elements that say what they are by their tag (`nav`, `aside`, `footer`), their role, a
//! word of their class name or id (words are data), that are hidden, or that are nothing but links. None of it may hold
//! much of the page's running text, for templates name the box around everything `has-sidebar`. Then the element worth
//! most is the main content; if one inside of it is named as articles are named and is worth nearly as much, it is that.

use ego_tree::NodeRef;
use scraper::{Html, Node};

use super::super::furniture::{self, Rule, Rules};
use super::super::html::{Plan, attr, is_block, is_hidden, name, tokens};
use super::weigh::{Scales, Weighed};

/// Where the article is and what is to be cut in the page, and how many letters of running text it has.
pub(super) fn plan(html: &Html, rules: Rules<'_>) -> (Plan, usize) {
    let scales = Scales::weigh(html);
    let all = scales.prose();
    let mut reasons: Vec<Option<String>> = vec![None; scales.elements.len()];
    let mut cut = vec![false; scales.elements.len()];
    for (at, element) in scales.elements.iter().enumerate() {
        if element.parent != at && cut[element.parent] {
            cut[at] = true;
        } else if let Some(reason) = clutter(element, all, rules) {
            cut[at] = true;
            reasons[at] = Some(reason);
        }
    }
    let worth = scales.worth(&cut);
    // Of equals the last in document order, which is the innermost.
    let best = (0..worth.len()).filter(|&at| !cut[at] && worth[at] > 0).max_by_key(|&at| worth[at]);
    let main = best.map(|best| named(&scales, &worth, &cut, best).unwrap_or(best));
    let mut plan = Plan { main: main.map(|at| scales.elements[at].node.id()), ..Plan::default() };
    for (element, reason) in scales.elements.iter().zip(reasons) {
        if let Some(reason) = reason {
            plan.cut.insert(element.node.id(), reason);
        }
    }
    (plan, main.map_or(0, |at| scales.elements[at].total.prose))
}

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
fn clutter(element: &Weighed<'_>, all: usize, rules: Rules<'_>) -> Option<String> {
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
