//! *Footnotes*: they come to stand at the end, under a rule, each a link back to where the text refers to it.

use std::collections::HashMap;

use comrak::Arena;
use comrak::nodes::{NodeLink, NodeValue};

use super::node::MarkdownNode;

/// Puts the footnotes at the end, each with its number; first those that the text refers to, in its order. `named` says
/// that their names are their numbers.
pub(super) fn put_at_the_end<'a>(
    root: MarkdownNode<'a>,
    nodes: &[MarkdownNode<'a>],
    arena: &'a Arena<'a>,
    named: bool,
) {
    let number = |name: &str, order: u32| name.parse().ok().filter(|_| named).unwrap_or(order);
    let mut numbers: HashMap<String, u32> = HashMap::new();
    for node in nodes {
        let reference = match &node.data().value {
            NodeValue::FootnoteReference(reference) => (reference.name.clone(), reference.ix),
            _ => continue,
        };
        let own = number(&reference.0, reference.1);
        numbers.insert(reference.0, own);
        node.data_mut().value = link(format!("#fn-{own}"));
        node.append(text(arena, format!("[{own}]")));
    }
    let mut notes: Vec<(u32, MarkdownNode<'a>)> = Vec::new();
    for node in nodes {
        if let NodeValue::FootnoteDefinition(note) = &node.data().value {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX).saturating_add(1);
            let own = *numbers.entry(note.name.clone()).or_insert_with(|| number(&note.name, next));
            notes.push((own, *node));
        }
    }
    notes.sort_by_key(|(number, _)| *number);
    if !notes.is_empty() {
        root.append(arena.alloc(NodeValue::ThematicBreak.into()));
    }
    for (number, note) in notes {
        let first = match note.first_child() {
            Some(first) if matches!(first.data().value, NodeValue::Paragraph) => first,
            _ => {
                let paragraph: MarkdownNode<'a> = arena.alloc(NodeValue::Paragraph.into());
                note.prepend(paragraph);
                paragraph
            }
        };
        let back: MarkdownNode<'a> = arena.alloc(link(format!("#fnref-{number}")).into());
        back.append(text(arena, format!("[{number}]")));
        first.prepend(text(arena, String::from(" ")));
        first.prepend(back);
        while let Some(child) = note.first_child() {
            root.append(child);
        }
        note.detach();
    }
}

fn link(url: String) -> NodeValue {
    NodeValue::Link(Box::new(NodeLink { url, title: String::new() }))
}

fn text<'a>(arena: &'a Arena<'a>, text: String) -> MarkdownNode<'a> {
    arena.alloc(NodeValue::Text(text.into()).into())
}
