//! *Shadow trees*: an element may show a tree of its own, written in a `template` inside of it, with *slots* in which
//! the element's children stand. Programs that save pages write them so. Here they become plain trees: what is shown,
//! where it is shown.

use std::collections::HashMap;

use ego_tree::{NodeId, NodeRef};
use html5ever::{QualName, local_name, ns};
use scraper::{Html, Node};

use super::dom::{attr, name};

/// The attribute that makes a template a shadow tree, and what it was called before it was agreed upon.
const MODES: &[&str] = &["shadowrootmode", "shadowroot", "shadowmode"];

/// Puts every shadow tree in the place of its template, and the children of its element in their slots.
pub(super) fn flatten(html: &mut Html) {
    // Hardly any document has a template.
    let is_template =
        |node: &Node| matches!(node, Node::Element(element) if element.name.local == local_name!("template"));
    if !html.tree.values().any(is_template) {
        return;
    }
    let is_shadow =
        |node: &NodeRef<'_, Node>| name(node) == "template" && MODES.iter().any(|mode| attr(node, mode).is_some());
    // The inner ones first: what slots are left then are those of the outer.
    let templates: Vec<NodeId> = html.tree.root().descendants().filter(is_shadow).map(|node| node.id()).collect();
    for template in templates.into_iter().rev() {
        show(html, template);
    }
}

fn show(html: &mut Html, template: NodeId) {
    let Some(node) = html.tree.get(template) else { return };
    let Some(host) = node.parent() else { return };
    let shown: Vec<NodeId> = node.children().flat_map(contents).collect();
    let mut slots: HashMap<String, NodeId> = HashMap::new();
    for slot in node.descendants().filter(|inside| name(inside) == "slot") {
        slots.entry(attr(&slot, "name").unwrap_or_default().to_owned()).or_insert(slot.id());
    }
    let children = host.children().filter(|child| child.id() != template && says_something(*child));
    let children: Vec<(String, NodeId)> =
        children.map(|child| (attr(&child, "slot").unwrap_or_default().to_owned(), child.id())).collect();
    let all: Vec<NodeId> = node.descendants().filter(|inside| name(inside) == "slot").map(|slot| slot.id()).collect();
    for (slot, child) in children {
        match slots.get(&slot) {
            Some(&slot) => fill(html, slot, child),
            // It is not shown. The walk keeps the text of what hides, and shows it where it is an article's.
            None => hide(html, child),
        }
    }
    for slot in all {
        if let Some(mut slot) = html.tree.get_mut(slot)
            && let Node::Element(element) = slot.value()
        {
            element.name = QualName::new(None, ns!(html), local_name!("span"));
        }
    }
    let Some(mut template) = html.tree.get_mut(template) else { return };
    for id in shown {
        template.insert_id_before(id);
    }
    template.detach();
}

/// The nodes of a template's child: those of the fragment that the parser puts into it, or itself.
fn contents(child: NodeRef<'_, Node>) -> Vec<NodeId> {
    if child.value().is_fragment() { child.children().map(|inside| inside.id()).collect() } else { vec![child.id()] }
}

/// Whether a node is not only white space between two others, nor a comment.
fn says_something(node: NodeRef<'_, Node>) -> bool {
    match node.value() {
        Node::Text(text) => !text.trim().is_empty(),
        Node::Element(_) => true,
        _ => false,
    }
}

/// The attribute of a slot in which something stands.
const FILLED: &str = "data-filled";

/// Puts a child in a slot; the first takes the place of what stood there for none.
fn fill(html: &mut Html, slot: NodeId, child: NodeId) {
    let Some(node) = html.tree.get(slot) else { return };
    if attr(&node, FILLED).is_none() {
        let instead: Vec<NodeId> = node.children().map(|inside| inside.id()).collect();
        for id in instead {
            if let Some(mut inside) = html.tree.get_mut(id) {
                inside.detach();
            }
        }
        mark(html, slot, FILLED);
    }
    if let Some(mut slot) = html.tree.get_mut(slot) {
        slot.append_id(child);
    }
}

fn hide(html: &mut Html, child: NodeId) {
    mark(html, child, "hidden");
}

fn mark(html: &mut Html, id: NodeId, attribute: &str) {
    if let Some(mut node) = html.tree.get_mut(id)
        && let Node::Element(element) = node.value()
    {
        element.attrs.push((QualName::new(None, ns!(), attribute.into()), String::new().into()));
    }
}

#[cfg(test)]
mod tests {
    use super::super::element::visible_text;
    use super::super::parse::{document, fragment};
    use super::*;
    use crate::model::Limits;

    fn text(source: &str) -> String {
        let parsed = fragment(source, &Limits::default());
        visible_text(*parsed.html.root_element()).replace('\n', "|")
    }

    #[test]
    fn a_shadow_tree_is_shown_with_its_slots_filled() {
        for (source, shown) in [
            ("<div><template shadowrootmode=open><p>影</p></template></div><p>后</p>", "影|后"),
            (
                "<x-a><template shadowrootmode=open><h2><slot name=t>无题</slot></h2><p>前</p><slot></slot><p>末</p></template>\
                 <p>正文。</p> <b slot=t>题</b><p>又一段。</p></x-a>",
                "题|前|正文。|又一段。|末",
            ),
            ("<x-a><template shadowroot=open><p><slot>空着</slot></p></template>\n</x-a>", "空着"),
            (
                "<x-a><template shadowrootmode=open><x-b><template shadowrootmode=open>内<slot></slot></template><slot></slot></x-b>\
                 </template>外的文字</x-a>",
                "内外的文字",
            ),
        ] {
            assert_eq!(text(source), shown, "{source}");
        }
    }

    #[test]
    fn other_templates_stay_and_many_are_no_trouble() {
        let page = "<template><p>模子</p></template><p>正文</p>";
        let parsed = document(page, &Limits::default());
        assert!(parsed.html.tree.root().descendants().any(|node| name(&node) == "template"));
        let nested = "<div><template shadowrootmode=open>".repeat(150) + "深";
        assert_eq!(text(&nested), "深");
        let flat = "<div><template shadowrootmode=open>浅<slot></slot></template>水</div>".repeat(5_000);
        assert_eq!(text(&flat).matches("浅水").count(), 5_000);
    }
}
