//! The *prefixes* of a text that an automaton knows, one after the other.

use fst::raw::{Fst, Node, Output};

/// What an automaton knows that a text begins with, the shortest first: its length in bytes, and what is said of it.
pub(super) struct Prefixes<'f, 't> {
    automaton: &'f Fst<&'static [u8]>,
    text: &'t [u8],
    at: usize,
    node: Option<Node<'f>>,
    value: Output,
}

impl<'f, 't> Prefixes<'f, 't> {
    pub fn of(automaton: &'f Fst<&'static [u8]>, text: &'t str) -> Self {
        Self { automaton, text: text.as_bytes(), at: 0, node: Some(automaton.root()), value: Output::zero() }
    }
}

impl Iterator for Prefixes<'_, '_> {
    type Item = (usize, Output);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let node = self.node.as_ref()?;
            let way = self.text.get(self.at).and_then(|&byte| node.find_input(byte)).map(|way| node.transition(way));
            let Some(way) = way else {
                self.node = None;
                return None;
            };
            self.at += 1;
            self.value = self.value.cat(way.out);
            let node = self.automaton.node(way.addr);
            let ends = node.is_final().then(|| self.value.cat(node.final_output()));
            self.node = Some(node);
            if let Some(value) = ends {
                return Some((self.at, value));
            }
        }
    }
}
