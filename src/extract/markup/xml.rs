//! *XML* as it is found: a tree of elements over the source, whatever is wrong with it.
//!
//! The tree knows where each element begins and ends; texts are read when they are asked for. Nothing has to be well
//! formed: an end tag closes the nearest element of its name, a `<` that opens no tag is text, HTML that nobody escaped
//! stays in the slice of its element. What was wrong is kept. Entities that a document declares are never expanded, so
//! there is nothing to bomb with.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::html::decode_references;

/// One element.
#[derive(Clone, Debug)]
struct Node<'a> {
    name: &'a str,
    /// What stands in the start tag after the name.
    attributes: &'a str,
    /// The bytes between the tags.
    inner: Range<usize>,
    parent: usize,
    /// One past the last element inside of it.
    end: usize,
}

/// The elements of a document, in document order.
#[derive(Debug)]
pub(crate) struct Tree<'a> {
    source: &'a str,
    nodes: Vec<Node<'a>>,
    /// What is not well formed in it, if anything is.
    pub fault: Option<String>,
    /// Whether some of it was not read: there is too much of it.
    pub is_cut: bool,
}

/// An element of a tree.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element<'t, 'a> {
    tree: &'t Tree<'a>,
    at: usize,
}

/// No parent: the element stands at the top.
const TOP: usize = usize::MAX;
/// The most elements.
const MOST: usize = 4_000_000;
/// The deepest element that is looked for when an end tag fits not the last one.
const DEEPEST: usize = 512;

impl<'a> Tree<'a> {
    /// Reads a document, or several one after the other.
    pub fn read(source: &'a str) -> Self {
        let mut builder = Builder {
            tree: Self { source, nodes: Vec::new(), fault: None, is_cut: false },
            open: Vec::new(),
            spent: 0,
        };
        let mut from = 0;
        while let Some(next) = builder.read(from) {
            from = next;
        }
        builder.finish()
    }

    /// The elements that have no parent.
    pub fn tops(&self) -> impl Iterator<Item = Element<'_, 'a>> {
        self.siblings(0, self.nodes.len())
    }

    /// Every element, in document order.
    pub fn all(&self) -> impl Iterator<Item = Element<'_, 'a>> {
        (0..self.nodes.len()).map(|at| Element { tree: self, at })
    }

    fn siblings(&self, first: usize, end: usize) -> impl Iterator<Item = Element<'_, 'a>> {
        let mut next = first;
        std::iter::from_fn(move || {
            let at = next;
            next = self.nodes.get(at).filter(|_| at < end)?.end.max(at + 1);
            Some(Element { tree: self, at })
        })
    }
}

/// The name of the first element of a document, as it is written; `None` for what does not begin as XML does.
pub(crate) fn root(head: &str) -> Option<&str> {
    let white = |c: char| c.is_whitespace() || c == '\u{FEFF}';
    let mut rest = head.trim_start_matches(white);
    // A server's complaints may stand before the prolog; what explains XML has more of it.
    if !rest.starts_with('<')
        && let Some(prolog) = rest[..rest.floor_char_boundary(512)].find("\n<?xml")
        && !rest[..prolog].contains(['`', '#'])
    {
        rest = &rest[prolog + 1..];
    }
    loop {
        let end = if rest.starts_with("<?") {
            rest.find("?>")? + 2
        } else if rest.starts_with("<!--") {
            rest.find("-->")? + 3
        } else if rest.starts_with("<!") {
            let (close, subset) = (rest.find('>')?, rest.find('['));
            if subset.is_some_and(|open| open < close) { rest.find("]>")? + 2 } else { close + 1 }
        } else {
            let name = rest.strip_prefix('<')?;
            let length = name.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-' | '.' | ':'))?;
            return Some(&name[..length]).filter(|name| name.starts_with(char::is_alphabetic));
        };
        rest = rest[end..].trim_start_matches(white);
    }
}

struct Builder<'a> {
    tree: Tree<'a>,
    open: Vec<usize>,
    /// How many bytes have been read, some of them more than once.
    spent: usize,
}

impl<'a> Builder<'a> {
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
            if self.spent > source.len() * 4 + 4096 || self.tree.nodes.len() > MOST {
                self.tree.is_cut = true;
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
        self.tree.nodes.push(Node { name, attributes, inner: after..after, parent, end: at + 1 });
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
        let length = self.tree.source.len();
        if let Some(name) = self.open.last().map(|&node| self.tree.nodes[node].name) {
            self.fault(length, &format!("<{name}> has no end"));
        }
        while !self.open.is_empty() {
            self.close(length);
        }
        self.tree
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

impl<'t, 'a> Element<'t, 'a> {
    fn node(&self) -> &'t Node<'a> {
        &self.tree.nodes[self.at]
    }

    /// Where it stands among the elements of the document.
    pub fn place(&self) -> usize {
        self.at
    }

    /// Its name, as it is written.
    pub fn name(&self) -> &'a str {
        self.node().name
    }

    /// Its name in lower case, without its prefix.
    pub fn local(&self) -> String {
        let name = self.name();
        name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase()
    }

    /// An attribute, by its name as it is written, in whatever case.
    pub fn attribute(&self, name: &str) -> Option<String> {
        attributes(self.node().attributes)
            .find(|(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| decode_references(value).trim().to_owned())
    }

    /// The element it stands in.
    pub fn parent(&self) -> Option<Self> {
        Some(self.node().parent).filter(|&at| at != TOP).map(|at| Self { tree: self.tree, at })
    }

    /// It and the elements it stands in, the nearest first.
    pub fn ancestors(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), Self::parent)
    }

    /// The elements that stand in it.
    pub fn children(&self) -> impl Iterator<Item = Self> {
        self.tree.siblings(self.at + 1, self.node().end)
    }

    /// The elements inside of it, in document order.
    pub fn descendants(&self) -> impl Iterator<Item = Self> {
        let tree = self.tree;
        (self.at + 1..self.node().end).map(move |at| Self { tree, at })
    }

    /// The places of it and of the elements inside of it.
    pub fn range(&self) -> Range<usize> {
        self.at..self.node().end
    }

    /// Whether another element is inside of it.
    pub fn holds(&self, other: &Self) -> bool {
        self.at != other.at && self.range().contains(&other.at)
    }

    /// What stands between its tags, as it is written.
    pub fn source(&self) -> &'a str {
        &self.tree.source[self.node().inner.clone()]
    }

    /// Its text: without tags, its references read.
    pub fn text(&self) -> String {
        decode_references(&self.flat(|_| Cow::Borrowed("")))
    }

    /// Its text as an address: only `&amp;` is read, for addresses hold a bare `&` too.
    pub fn address(&self) -> String {
        self.flat(|_| Cow::Borrowed("")).replace("&amp;", "&").trim().to_owned()
    }

    /// What stands in it as markup: tags as they are written, CDATA escaped.
    pub fn markup(&self) -> String {
        self.flat(Cow::Borrowed)
    }

    /// Its markup, with each tag as `tag` writes it.
    pub fn markup_with(&self, tag: impl Fn(&str) -> String) -> String {
        self.flat(|source| Cow::Owned(tag(source)))
    }

    /// The source with CDATA escaped, comments and the like left out, and each tag as `tag` says.
    fn flat(&self, tag: impl Fn(&'a str) -> Cow<'a, str>) -> String {
        let source = self.source();
        let mut out = String::with_capacity(source.len());
        let mut rest = source;
        while let Some(lt) = memchr::memchr(b'<', rest.as_bytes()) {
            out.push_str(&rest[..lt]);
            rest = &rest[lt..];
            let until = |end: &str, from: usize| {
                memmem::find(&rest.as_bytes()[from..], end.as_bytes()).map_or(rest.len(), |at| from + at + end.len())
            };
            if let Some(inside) = rest.strip_prefix("<![CDATA[") {
                let end = memmem::find(inside.as_bytes(), b"]]>").unwrap_or(inside.len());
                out.push_str(&inside[..end].replace('&', "&amp;").replace('<', "&lt;"));
                rest = inside.get(end + 3..).unwrap_or_default();
            } else if rest.starts_with("<!--") {
                rest = &rest[until("-->", 4)..];
            } else if rest.starts_with("<?") {
                rest = &rest[until("?>", 2)..];
            } else if rest[1..].starts_with(|c: char| c.is_alphabetic() || matches!(c, '/' | '_')) {
                let end = until(">", 1);
                out.push_str(&tag(&rest[..end]));
                rest = &rest[end..];
            } else {
                out.push_str("&lt;");
                rest = &rest[1..];
            }
        }
        out.push_str(rest);
        out
    }
}

/// The attributes of a tag: each value as it is written, its quotes of either kind or none.
fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = tag;
    std::iter::from_fn(move || {
        let (name, value) = rest.split_once('=')?;
        let name = name.trim().rsplit(char::is_whitespace).next().unwrap_or_default();
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, after) = match quote {
            Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            None => value.split_once(char::is_whitespace).unwrap_or((value, "")),
        };
        rest = after;
        Some((name, value))
    })
}

#[cfg(test)]
mod tests;
