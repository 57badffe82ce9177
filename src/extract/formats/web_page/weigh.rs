//! *Weighing* a page: how much running text, how many links and how much clutter every element holds.
//!
//! The unit is a *run*: the text between two edges of block elements, as a reader sees a paragraph or a line. A run
//! that reads like a sentence is worth its length, a run of links costs its length, a short line costs a little. What an
//! element is worth is the sum over its runs, so that the element which holds the article and nothing else is worth
//! most: going further out adds links and labels, going further in loses paragraphs. Both passes are linear.

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use scraper::{Html, Node};

use super::evidence::{BEGINNING, Evidence};
use crate::extract::furniture;
use crate::extract::markup::html::{attr, is_block, name, tokens};
use crate::extract::prose::skeleton;

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
    /// How many of its runs are running text.
    pub runs: usize,
    /// Its text that the page describes elsewhere.
    pub described: usize,
    /// How many of its headings are the page's title.
    pub titled: usize,
    /// How many of its headings are links, as those of other articles are.
    pub teasers: usize,
    /// How many articles are in it, by their tag.
    pub articles: usize,
    /// How many of its runs are no link and end as a sentence does.
    pub sentences: usize,
}

impl Sums {
    fn add(&mut self, other: Self) {
        self.text += other.text;
        self.link += other.link;
        self.prose += other.prose;
        self.worth += other.worth;
        self.runs += other.runs;
        self.described += other.described;
        self.titled += other.titled;
        self.teasers += other.teasers;
        self.articles += other.articles;
        self.sentences += other.sentences;
    }

    /// What is in an element besides a part of it.
    pub fn without(self, part: Self) -> Self {
        Self {
            text: self.text.saturating_sub(part.text),
            link: self.link.saturating_sub(part.link),
            prose: self.prose.saturating_sub(part.prose),
            worth: self.worth - part.worth,
            runs: self.runs.saturating_sub(part.runs),
            described: self.described.saturating_sub(part.described),
            titled: self.titled.saturating_sub(part.titled),
            teasers: self.teasers.saturating_sub(part.teasers),
            articles: self.articles.saturating_sub(part.articles),
            sentences: self.sentences.saturating_sub(part.sentences),
        }
    }
}

/// One element of the page.
pub(super) struct Weighed<'h> {
    pub node: NodeRef<'h, Node>,
    /// The place of the element around it; its own for the root.
    pub parent: usize,
    /// The place behind its last descendant.
    pub end: usize,
    /// What is in it and in no block inside of it.
    pub own: Sums,
    /// What is in it altogether.
    pub total: Sums,
}

impl Weighed<'_> {
    /// A box named as articles are that has no sentence holds a short one: what it has is text.
    fn count_named(&mut self) {
        let Sums { text, link, prose, worth, .. } = self.total;
        let short = prose == 0 && link * 3 < text && (SHORTEST..LONGEST_NOTICE).contains(&text);
        if short && tokens(&self.node).any(|token| furniture::content_rank(token).is_some()) {
            let own = i64::try_from(text - link).unwrap_or(i64::MAX / 4);
            self.own.worth += own - worth;
            self.own.prose += text - link;
            self.own.runs += 1;
            self.total = Sums { prose: text - link, worth: own, runs: 1, ..self.total };
        }
    }
}

/// The shortest text that stands for an article in a box named as one, in letters.
const SHORTEST: usize = 4;

/// All elements of a page in document order, weighed.
pub(super) struct Scales<'h> {
    pub elements: Vec<Weighed<'h>>,
}

/// The run that is being read.
struct Run {
    text: usize,
    link: usize,
    wide: usize,
    /// Signs that end a sentence.
    ends: usize,
    /// Signs inside a sentence.
    clauses: usize,
    /// Colons: what stands before one is often a label.
    colons: usize,
    words: usize,
    before: char,
    /// Its first letters, as a skeleton.
    letters: String,
    /// How many letters are in `letters`.
    held: usize,
}

impl Run {
    fn new() -> Self {
        Self {
            text: 0,
            link: 0,
            wide: 0,
            ends: 0,
            clauses: 0,
            colons: 0,
            words: 0,
            before: ' ',
            letters: String::new(),
            held: 0,
        }
    }

    fn read(&mut self, text: &str, link: bool) {
        if self.held < BEGINNING {
            let end = text.char_indices().nth(BEGINNING * 2).map_or(text.len(), |(at, _)| at);
            for c in skeleton(&text[..end]).chars().take(BEGINNING - self.held) {
                self.letters.push(c);
                self.held += 1;
            }
        }
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
                self.colons += usize::from(matches!(c, '：' | ':'));
            }
            self.before = c;
        }
    }

    /// Whether it reads like a sentence.
    fn reads(&self) -> bool {
        let Self { text, link, .. } = *self;
        let plain = text - link;
        let wide = self.wide * 2 > text;
        let ended = self.ends > 0 || matches!(self.before, '.' | '!' | '?');
        let clauses = self.clauses >= 2 && text >= if wide { 30 } else { 60 };
        let reads = match wide {
            true => (ended && plain >= 12) || clauses,
            false => plain >= 30 && self.words >= 6 && (ended || clauses || plain >= 100),
        };
        reads && link * 2 <= text
    }

    /// Whether it is what a site says of itself: who owns it, who is answerable.
    fn is_notice(&self) -> bool {
        self.text <= LONGEST_NOTICE && furniture::is_notice(&self.letters)
    }

    /// What the run adds to the element it stands in.
    fn sums(&self, place: RunPlace, evidence: &Evidence) -> Sums {
        let Self { text, link, .. } = *self;
        let plain = text - link;
        let titled =
            evidence.is_title(&self.letters, place == RunPlace::Heading) && (place == RunPlace::Heading || link == 0);
        let whole = Sums {
            text,
            link,
            titled: usize::from(titled),
            sentences: usize::from(link == 0 && matches!(self.before, '。' | '！' | '？' | '.' | '!' | '?')),
            teasers: usize::from(place == RunPlace::Heading && !titled && link * 10 >= text * 8 && text >= 6),
            ..Sums::default()
        };
        let worth = |letters: usize| i64::try_from(letters).unwrap_or(i64::MAX / 4);
        if link * 2 > text {
            return Sums { worth: -worth(link), ..whole };
        }
        let described = if titled || !evidence.describes(&self.letters) { 0 } else { plain };
        let whole = Sums { described, ..whole };
        let reads = self.reads();
        let notice = (reads || place != RunPlace::Box) && described == 0 && self.is_notice();
        match (reads && !notice || described >= LONG_ENOUGH, place) {
            (true, _) => Sums { prose: plain, worth: worth(plain) - worth(link), runs: 1, ..whole },
            (false, RunPlace::Paragraph | RunPlace::Heading) if link == 0 && !notice => {
                Sums { worth: worth(plain) / 4, ..whole }
            }
            _ => Sums { worth: -worth(text.min(8)) - worth(link), ..whole },
        }
    }
}

/// The longest line that can be a notice of the site and no text, in letters.
const LONGEST_NOTICE: usize = 400;
/// A text that the page describes is running text from so many letters, whatever its signs.
const LONG_ENOUGH: usize = 10;

/// In what a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RunPlace {
    Paragraph,
    Heading,
    Box,
}

impl RunPlace {
    fn of(tag: &str) -> Self {
        match tag {
            "p" | "pre" | "blockquote" => Self::Paragraph,
            "h1" | "h2" | "h3" | "h4" => Self::Heading,
            _ => Self::Box,
        }
    }
}

/// What the lines of one block add to it. Short lines that `<br>` parts are verse where they have the signs of one,
/// and read together; of labels (`来源：`) they are none.
fn settle(lines: &mut Vec<Run>, place: RunPlace, evidence: &Evidence) -> Sums {
    let mut sums = Sums::default();
    for line in lines.iter() {
        sums.add(line.sums(place, evidence));
    }
    let of = |count: fn(&Run) -> usize| lines.iter().map(count).sum::<usize>();
    let short = lines.iter().all(|line| line.link == 0 && line.text <= LONGEST_VERSE);
    let signs = of(|line| line.ends + line.clauses);
    if lines.len() > 1
        && sums.prose < sums.text
        && short
        && sums.text >= 16
        && signs * 2 >= lines.len()
        && of(|line| line.colons) * 2 < lines.len()
    {
        let worth = i64::try_from(sums.text).unwrap_or(i64::MAX / 4);
        sums = Sums { prose: sums.text, worth, runs: 1, ..sums };
    }
    lines.clear();
    sums
}

/// The longest line of verse, in letters.
const LONGEST_VERSE: usize = 40;

impl<'h> Scales<'h> {
    /// Weighs a page.
    pub fn weigh(html: &'h Html, evidence: &Evidence) -> Self {
        let mut elements: Vec<Weighed<'h>> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        // The innermost open block, for each open element.
        let mut blocks: Vec<usize> = Vec::new();
        let mut run = Run::new();
        let mut lines: Vec<Run> = Vec::new();
        let mut links = 0_usize;
        let mut skipped: Option<NodeId> = None;
        let line_end = |run: &mut Run, lines: &mut Vec<Run>| {
            if run.text > 0 {
                lines.push(std::mem::replace(run, Run::new()));
            }
        };
        let block_end = |lines: &mut Vec<Run>, block: Option<&usize>, elements: &mut Vec<Weighed<'h>>| {
            if !lines.is_empty()
                && let Some(element) = block.and_then(|&at| elements.get_mut(at))
            {
                element.own.add(settle(lines, RunPlace::of(name(&element.node)), evidence));
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
                            line_end(&mut run, &mut lines);
                        }
                        if block || tag == "hr" {
                            block_end(&mut lines, blocks.last(), &mut elements);
                        }
                        links += usize::from(tag == "a" && attr(&node, "href").is_some());
                        let at = elements.len();
                        let parent = open.last().copied().unwrap_or(at);
                        let own = Sums { articles: usize::from(tag == "article"), ..Sums::default() };
                        elements.push(Weighed { node, parent, end: at + 1, own, total: Sums::default() });
                        open.push(at);
                        blocks.push(if block || blocks.is_empty() { at } else { blocks[blocks.len() - 1] });
                    }
                    _ => {}
                },
                Edge::Close(node) => {
                    if node.value().is_element() {
                        let tag = name(&node);
                        if is_block(tag) {
                            line_end(&mut run, &mut lines);
                            block_end(&mut lines, blocks.last(), &mut elements);
                        }
                        links -= usize::from(tag == "a" && attr(&node, "href").is_some());
                        let end = elements.len();
                        if let Some(element) = open.pop().and_then(|at| elements.get_mut(at)) {
                            element.end = end;
                        }
                        blocks.pop();
                    }
                }
            }
        }
        for at in (0..elements.len()).rev() {
            let own = elements[at].own;
            elements[at].total.add(own);
            elements[at].count_named();
            let (parent, total) = (elements[at].parent, elements[at].total);
            if parent != at {
                elements[parent].total.add(total);
            }
        }
        Self { elements }
    }

    /// Whether the element at `inner` is the one at `outer` or stands in it.
    pub fn within(&self, inner: usize, outer: usize) -> bool {
        (outer..self.elements[outer].end).contains(&inner)
    }

    /// The running text of the whole page.
    pub fn prose(&self) -> usize {
        self.elements.first().map_or(0, |root| root.total.prose)
    }

    /// What is in each element without what is cut inside of it. In what is cut there is nothing.
    pub fn kept(&self, cut: &[bool]) -> Vec<Sums> {
        let mut kept = vec![Sums::default(); self.elements.len()];
        for (at, element) in self.elements.iter().enumerate().rev() {
            if cut[at] {
                kept[at] = Sums::default();
                continue;
            }
            kept[at].add(element.own);
            if element.parent != at {
                let own = kept[at];
                kept[element.parent].add(own);
            }
        }
        kept
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
