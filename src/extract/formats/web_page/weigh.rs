//! *Weighing* a page: how much running text, how many links and how much clutter every element holds.
//!
//! The unit is a *run*: the text between two edges of block elements, as a reader sees a paragraph or a line. A run
//! that reads like a sentence is worth its length, a run of links costs its length, a short line costs a little. What an
//! element is worth is the sum over its runs, so that the element which holds the article and nothing else is worth
//! most: going further out adds links and labels, going further in loses paragraphs. Both passes are linear.

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use scraper::{Html, Node};

use crate::extract::markup::html::{attr, is_block, name};

/// What is in an element, in letters.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sums {
    /// All of its text.
    pub text: usize,
    /// Its text inside of links.
    pub link: usize,
    /// Its running text outside of links.
    pub prose: usize,
    /// What its runs are worth together.
    pub worth: i64,
}

impl Sums {
    fn add(&mut self, other: Self) {
        self.text += other.text;
        self.link += other.link;
        self.prose += other.prose;
        self.worth += other.worth;
    }
}

/// One element of the page.
pub(super) struct Weighed<'h> {
    pub node: NodeRef<'h, Node>,
    /// The place of the element around it; its own for the root.
    pub parent: usize,
    /// What is in it and in no block inside of it.
    pub own: Sums,
    /// What is in it altogether.
    pub total: Sums,
}

/// All elements of a page in document order, weighed.
pub(super) struct Scales<'h> {
    pub elements: Vec<Weighed<'h>>,
}

/// The run that is being read.
#[derive(Default)]
struct Run {
    text: usize,
    link: usize,
    wide: usize,
    /// Signs that end a sentence.
    ends: usize,
    /// Signs inside a sentence.
    clauses: usize,
    words: usize,
    before: char,
}

impl Run {
    fn read(&mut self, text: &str, link: bool) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.ends += usize::from(matches!(self.before, '.' | '!' | '?' | '”' | '"'));
                self.words += usize::from(!self.before.is_whitespace());
            } else {
                self.text += 1;
                self.link += usize::from(link);
                self.wide += usize::from(c >= '\u{1100}');
                self.ends += usize::from(matches!(c, '。' | '！' | '？' | '．' | '｡' | '؟' | '।'));
                self.clauses += usize::from(matches!(c, '，' | ',' | '、' | '；' | ';' | '：' | '،'));
            }
            self.before = c;
        }
    }

    /// What the run adds to the element it stands in.
    fn sums(&self, paragraph: bool) -> Sums {
        let Self { text, link, .. } = *self;
        let plain = text - link;
        let whole = Sums { text, link, ..Sums::default() };
        let worth = |letters: usize| i64::try_from(letters).unwrap_or(i64::MAX / 4);
        if link * 2 > text {
            return Sums { worth: -worth(link), ..whole };
        }
        let wide = self.wide * 2 > text;
        let ended = self.ends > 0 || matches!(self.before, '.' | '!' | '?');
        let clauses = self.clauses >= 2 && text >= if wide { 30 } else { 60 };
        let reads = match wide {
            true => (ended && plain >= 12) || clauses,
            false => plain >= 30 && self.words >= 6 && (ended || clauses || plain >= 100),
        };
        match (reads, paragraph) {
            (true, _) => Sums { prose: plain, worth: worth(plain) - worth(link), ..whole },
            (false, true) if link == 0 => Sums { worth: worth(plain) / 4, ..whole },
            _ => Sums { worth: -worth(text.min(8)) - worth(link), ..whole },
        }
    }
}

impl<'h> Scales<'h> {
    /// Weighs a page.
    pub fn weigh(html: &'h Html) -> Self {
        let mut elements: Vec<Weighed<'h>> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        // The innermost open block, for each open element.
        let mut blocks: Vec<usize> = Vec::new();
        let mut run = Run { before: ' ', ..Run::default() };
        let mut links = 0_usize;
        let mut skipped: Option<NodeId> = None;
        let flush = |run: &mut Run, block: Option<&usize>, elements: &mut Vec<Weighed<'h>>| {
            let run = std::mem::replace(run, Run { before: ' ', ..Run::default() });
            if let Some(element) = block.and_then(|&at| elements.get_mut(at))
                && run.text > 0
            {
                let paragraph = matches!(name(&element.node), "p" | "pre" | "blockquote" | "h2" | "h3" | "h4");
                element.own.add(run.sums(paragraph));
            }
        };
        for edge in html.tree.root().traverse() {
            match edge {
                Edge::Open(_) if skipped.is_some() => {}
                Edge::Close(node) if skipped == Some(node.id()) => skipped = None,
                Edge::Close(_) if skipped.is_some() => {}
                Edge::Open(node) => match node.value() {
                    Node::Text(text) => run.read(text, links > 0),
                    Node::Element(_) => {
                        let tag = name(&node);
                        if is_mute(tag) {
                            skipped = Some(node.id());
                            continue;
                        }
                        let block = is_block(tag);
                        if block || matches!(tag, "br" | "hr") {
                            flush(&mut run, blocks.last(), &mut elements);
                        }
                        links += usize::from(tag == "a" && attr(&node, "href").is_some());
                        let at = elements.len();
                        let parent = open.last().copied().unwrap_or(at);
                        elements.push(Weighed { node, parent, own: Sums::default(), total: Sums::default() });
                        open.push(at);
                        blocks.push(if block || blocks.is_empty() { at } else { blocks[blocks.len() - 1] });
                    }
                    _ => {}
                },
                Edge::Close(node) => {
                    if node.value().is_element() {
                        let tag = name(&node);
                        if is_block(tag) {
                            flush(&mut run, blocks.last(), &mut elements);
                        }
                        links -= usize::from(tag == "a" && attr(&node, "href").is_some());
                        open.pop();
                        blocks.pop();
                    }
                }
            }
        }
        for at in (0..elements.len()).rev() {
            let own = elements[at].own;
            elements[at].total.add(own);
            let (parent, total) = (elements[at].parent, elements[at].total);
            if parent != at {
                elements[parent].total.add(total);
            }
        }
        Self { elements }
    }

    /// The running text of the whole page.
    pub fn prose(&self) -> usize {
        self.elements.first().map_or(0, |root| root.total.prose)
    }

    /// What each element is worth without what is cut inside of it. What is cut is worth nothing.
    pub fn worth(&self, cut: &[bool]) -> Vec<i64> {
        let mut worth = vec![0_i64; self.elements.len()];
        for (at, element) in self.elements.iter().enumerate().rev() {
            if cut[at] {
                worth[at] = 0;
                continue;
            }
            worth[at] += element.own.worth;
            if element.parent != at {
                worth[element.parent] += worth[at];
            }
        }
        worth
    }
}

/// Elements whose text is not read as text.
fn is_mute(tag: &str) -> bool {
    matches!(
        tag,
        "script"
            | "style"
            | "noscript"
            | "head"
            | "textarea"
            | "select"
            | "option"
            | "button"
            | "svg"
            | "iframe"
            | "template"
            | "object"
            | "video"
            | "audio"
            | "canvas"
    )
}
