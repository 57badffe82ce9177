//! The *tree* that the parser gives, read without its library's ceremony.

use ego_tree::{NodeId, NodeRef};
use html5ever::ns;
use scraper::{Html, Node};

/// The attribute of a list or table that was written as one, in Markdown: it lays out no page, whatever is in it.
pub(crate) const MEANT: &str = "data-meant";

/// The element's name, or nothing for other nodes.
pub(crate) fn name<'a>(node: &NodeRef<'a, Node>) -> &'a str {
    match node.value() {
        Node::Element(element) => element.name(),
        _ => "",
    }
}

/// An attribute of an element.
pub(crate) fn attr<'a>(node: &NodeRef<'a, Node>, name: &str) -> Option<&'a str> {
    match node.value() {
        // An element has few, and to be looked up a name has to be entered into a table of all of them first.
        Node::Element(element) => {
            let own = element.attrs.iter().find(|(own, _)| &*own.local == name && own.ns == ns!())?;
            Some(&*own.1)
        }
        _ => None,
    }
}

/// Whether an element says nothing of itself but its name.
pub(crate) fn is_bare(node: &NodeRef<'_, Node>) -> bool {
    matches!(node.value(), Node::Element(element) if element.attrs.is_empty())
}

/// The classes and the id of an element.
pub(crate) fn tokens<'a>(node: &NodeRef<'a, Node>) -> impl Iterator<Item = &'a str> + Clone {
    let class = attr(node, "class").unwrap_or_default();
    class.split_ascii_whitespace().chain(attr(node, "id").map(str::trim))
}

/// Whether the node with `id` is there to be found.
pub(crate) fn node(html: &Html, id: NodeId) -> Option<NodeRef<'_, Node>> {
    html.tree.get(id)
}
