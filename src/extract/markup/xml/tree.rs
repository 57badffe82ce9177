//! The *tree* of elements over a source, and what an element says.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

use crate::extract::markup::html::decode_references;

/// One element.
#[derive(Clone, Debug)]
pub(super) struct XmlNode<'a> {
    pub name: &'a str,
    /// What stands in the start tag after the name.
    pub attributes: &'a str,
    /// The bytes between the tags.
    pub inner: Range<usize>,
    pub parent: usize,
    /// One past the last element inside of it.
    pub end: usize,
}

/// The elements of a document, in document order.
#[derive(Debug)]
pub(crate) struct Tree<'a> {
    pub(super) source: &'a str,
    pub(super) nodes: Vec<XmlNode<'a>>,
    /// What is not well formed in it, if anything is.
    pub fault: Option<String>,
    /// The limit that was reached: what is behind it was not read.
    pub limit: Option<String>,
}

/// An element of a tree.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element<'t, 'a> {
    tree: &'t Tree<'a>,
    at: usize,
}

/// No parent: the element stands at the top.
pub(super) const TOP: usize = usize::MAX;

impl<'a> Tree<'a> {
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

impl<'t, 'a> Element<'t, 'a> {
    fn node(&self) -> &'t XmlNode<'a> {
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
