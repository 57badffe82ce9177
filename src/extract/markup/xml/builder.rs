//! *Building* the tree: where each element begins and ends, and what is wrong with the source.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::tree::{TOP, Tree, XmlNode};
use crate::model::Limits;

/// The deepest element that is looked for when an end tag fits not the last one.
const DEEPEST: usize = 512;

impl<'a> Tree<'a> {
    /// Reads a document, or several one after the other, up to the most elements of `limits`.
    pub fn read(source: &'a str, limits: &Limits) -> Self {
        let mut builder = TreeBuilder {
            tree: Self { source, nodes: Vec::new(), fault: None, limit: None },
            most: limits.xml_elements,
            open: Vec::new(),
            spent: 0,
            end: source.len(),
        };
        let mut from = 0;
        while let Some(next) = builder.read(from) {
            from = next;
        }
        builder.finish()
    }
}

struct TreeBuilder<'a> {
    tree: Tree<'a>,
    most: usize,
    open: Vec<usize>,
    /// How many bytes have been read, some of them more than once.
    spent: usize,
    /// Where reading ended: what is open there ends there too, so that a title does not take in all that was not read.
    end: usize,
}

impl<'a> TreeBuilder<'a> {
    /// Reads on from a place; gives the place to begin at anew where what stands there is no XML.
    fn read(&mut self, from: usize) -> Option<usize> {
        let source = self.tree.source;
        let mut reader = Reader::from_str(&source[from..]);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        loop {
            let before = from + position(&reader);
            let event = reader.read_event();
            let after = from + position(&reader);
            self.spent += after - before;
            // An element more than the limit tells that the limit is reached, and its first text is read.
            let limit = match () {
                () if self.tree.nodes.len() > self.most => {
                    format!("more than {} XML elements: the rest is not read", self.most)
                }
                () if self.spent > source.len() * 4 + 4096 => String::from("XML too broken to be read to its end"),
                () => String::new(),
            };
            if !limit.is_empty() {
                self.tree.limit = Some(limit);
                self.end = if matches!(event, Ok(Event::Text(_) | Event::CData(_))) { after } else { before };
                return None;
            }
            match event {
                Ok(Event::Start(_)) => {
                    if !self.start(before, after, false) {
                        return Some(before + 1);
                    }
                }
                Ok(Event::Empty(_)) => {
                    if !self.start(before, after, true) {
                        return Some(before + 1);
                    }
                }
                Ok(Event::End(_)) => self.end(before, source.get(before + 2..after - 1).unwrap_or_default().trim()),
                Ok(Event::Text(_)) if source[before..].starts_with('&') => self.fault(before, "a bare &"),
                Ok(Event::DocType(_)) if source[before..after].contains("<!ENTITY") => {
                    self.fault(before, "declared entities are not expanded");
                }
                Ok(Event::Eof) => return None,
                Ok(_) => {}
                Err(error) => {
                    self.fault(before, &error.to_string());
                    // What opened there is text; the error may lie before a `<` that is none, or behind it.
                    return source[before..].find('<').map(|at| before + at + 1).filter(|&next| next < source.len());
                }
            }
        }
    }

    /// An element begins; false where that is no tag.
    fn start(&mut self, before: usize, after: usize, empty: bool) -> bool {
        let tag = &self.tree.source[before + 1..after - 1];
        let tag = if empty { tag.trim_end_matches('/') } else { tag };
        let length = tag.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(tag.len());
        let (name, attributes) = tag.split_at(length);
        let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'));
        if !is_name || (attributes.contains('<') && !attributes.contains(['"', '\''])) {
            self.fault(before, "a < that opens no tag");
            return false;
        }
        let parent = self.open.last().copied().unwrap_or(TOP);
        let at = self.tree.nodes.len();
        self.tree.nodes.push(XmlNode { name, attributes, inner: after..after, parent, end: at + 1 });
        if !empty {
            self.open.push(at);
        }
        true
    }

    fn end(&mut self, at: usize, name: &str) {
        let opened = self.open.iter().rev().take(DEEPEST).position(|&node| self.tree.nodes[node].name == name);
        match opened {
            Some(0) => {}
            Some(_) => self.fault(at, &format!("</{name}> ends another element")),
            None => return self.fault(at, &format!("</{name}> ends nothing")),
        }
        for _ in 0..=opened.unwrap_or(0) {
            self.close(at);
        }
    }

    fn close(&mut self, at: usize) {
        let count = self.tree.nodes.len();
        if let Some(node) = self.open.pop().and_then(|node| self.tree.nodes.get_mut(node)) {
            node.inner.end = at.max(node.inner.start);
            node.end = count;
        }
    }

    fn fault(&mut self, at: usize, what: &str) {
        if self.tree.fault.is_none() {
            let line = 1 + memchr::memchr_iter(b'\n', &self.tree.source.as_bytes()[..at]).count();
            self.tree.fault = Some(format!("line {line}: {what}"));
        }
    }

    fn finish(mut self) -> Tree<'a> {
        // Where a limit ended it, what is open may well have an end.
        if self.tree.limit.is_none()
            && let Some(name) = self.open.last().map(|&node| self.tree.nodes[node].name)
        {
            self.fault(self.end, &format!("<{name}> has no end"));
        }
        while !self.open.is_empty() {
            self.close(self.end);
        }
        self.tree
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}
