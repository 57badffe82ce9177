//! The *credit lines* of a page: its text as a reader sees it line by line, and in each line the *pieces* that elements
//! part. `2019-03-08` in one `span` and `某报` in the next are one line of two pieces, whatever stands between them.

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use scraper::{Html, Node};

use crate::extract::credits::dates;
use crate::extract::furniture::CreditHint;
use crate::extract::furniture::said::hint;
use crate::extract::markup::html::{Plan, attr, is_block, is_hidden, name, tokens};
use crate::extract::prose::{is_white, trim};
use crate::model::Timestamp;

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinePlace {
    Above,
    /// In the element that holds the article.
    Inside,
    Below,
}

/// A line of a page.
#[derive(Debug)]
pub(super) struct CreditLine {
    /// Its text, a blank between its pieces.
    pub text: String,
    pub pieces: Vec<CreditPiece>,
    pub place: LinePlace,
    pub heading: bool,
    /// Whether it stands in what is cut for being buttons, tags, counters: its words name nobody.
    pub muted: bool,
    /// How much of it is in links, in bytes.
    pub linked: usize,
}

/// A piece of a line.
#[derive(Debug)]
pub(super) struct CreditPiece {
    pub text: String,
    /// The element it stands in.
    holder: NodeId,
    /// When it was, as a `time` element says it for machines.
    pub dated: Option<Timestamp>,
}

impl CreditPiece {
    /// Whether it stands in a link that leads nowhere: what is pressed there is done on the page.
    pub fn is_button(&self, html: &Html) -> bool {
        const FAR: usize = 3;
        let holder = html.tree.get(self.holder);
        let around = holder.iter().flat_map(|node| std::iter::once(*node).chain(node.ancestors())).take(FAR);
        around.filter(|node| name(node) == "a").any(|node| {
            attr(&node, "href").is_none_or(|href| {
                let href = trim(href).to_ascii_lowercase();
                href.is_empty() || href.starts_with('#') || href.starts_with("javascript:")
            })
        })
    }

    /// What the names of the elements around it, which hold nothing else, say of it. That it is no credit at all an
    /// element says of everything in it.
    pub fn hint(&self, html: &Html) -> Option<CreditHint> {
        const FAR: usize = 4;
        let mut node = html.tree.get(self.holder)?;
        let mut alone = true;
        for _ in 0..FAR {
            match own_hint(node) {
                Some(hint) if alone || hint == CreditHint::Aside => return Some(hint),
                _ => {}
            }
            if !alone && is_block(name(&node)) {
                return None;
            }
            let parent = node.parent()?;
            let seen = |child: &NodeRef<'_, Node>| match child.value() {
                Node::Element(_) => true,
                Node::Text(text) => !trim(text).is_empty(),
                _ => false,
            };
            alone &= parent.children().filter(seen).take(2).count() == 1;
            node = parent;
        }
        None
    }
}

/// What the names of an element say of the words in it.
fn own_hint(node: NodeRef<'_, Node>) -> Option<CreditHint> {
    let meant = attr(&node, "itemprop").into_iter().chain(attr(&node, "rel")).flat_map(str::split_ascii_whitespace);
    match hint(meant) {
        // What is said for machines is meant.
        Some(CreditHint::Author) => return Some(CreditHint::Nick),
        Some(meant) => return Some(meant),
        None => {}
    }
    hint(tokens(&node)).or_else(|| {
        let people = ["/user/", "/users/", "/u/", "/author/", "/authors/", "/people/", "/member/", "/space/", "uid="];
        let href = attr(&node, "href")?;
        people.iter().any(|mark| href.contains(mark)).then_some(CreditHint::Author)
    })
}

/// What a plan cuts because it is about something else.
const ELSEWHERE: &[&str] = &["recommendations", "links", "gallery", "hidden", "advert", "comments", "dialog"];
/// What it cuts so below the article only: a bar above it has its date and source too.
const ELSEWHERE_BELOW: &[&str] = &["navigation", "page-footer", "sidebar", "aside"];
/// What a plan cuts in which nobody is named.
const MUTED: &[&str] =
    &["share-links", "tags", "counter", "newsletter", "qr-advert", "form", "login-links", "copy-button", "navigation"];

/// The lines of a page, in order.
pub(super) fn of(html: &Html, plan: &Plan) -> Vec<CreditLine> {
    let holders: Vec<NodeId> = plan
        .main
        .and_then(|id| html.tree.get(id))
        .map(|node| std::iter::once(node.id()).chain(node.ancestors().map(|node| node.id())).collect())
        .unwrap_or_default();
    let mut reader = LineReader {
        lines: Vec::new(),
        pieces: Vec::new(),
        open: String::new(),
        holder: None,
        dated: None,
        place: if plan.main.is_some() { LinePlace::Above } else { LinePlace::Inside },
        heading: 0,
        muted: 0,
        links: 0,
        linked: 0,
    };
    let mut skipped: Option<NodeId> = None;
    for edge in html.tree.root().traverse() {
        match edge {
            Edge::Open(_) if skipped.is_some() => {}
            Edge::Close(node) if skipped == Some(node.id()) => skipped = None,
            Edge::Close(_) if skipped.is_some() => {}
            Edge::Open(node) => match node.value() {
                Node::Text(text) => reader.text(text, node),
                Node::Element(_) => {
                    let reason = plan.cut.get(&node.id()).map(String::as_str);
                    let elsewhere = reason.is_some_and(|reason| {
                        ELSEWHERE.contains(&reason)
                            || reader.place != LinePlace::Above && ELSEWHERE_BELOW.contains(&reason)
                    });
                    let holds = holders.contains(&node.id());
                    if is_mute(name(&node)) || elsewhere || !holds && is_hidden(node) {
                        reader.end_piece();
                        skipped = Some(node.id());
                        continue;
                    }
                    reader.open(node, reason);
                    if plan.main == Some(node.id()) {
                        reader.end_line();
                        reader.place = LinePlace::Inside;
                    }
                }
                _ => {}
            },
            Edge::Close(node) if node.value().is_element() => {
                let reason = plan.cut.get(&node.id()).map(String::as_str);
                reader.close(node, reason);
                if plan.main == Some(node.id()) {
                    reader.end_line();
                    reader.place = LinePlace::Below;
                }
            }
            Edge::Close(_) => {}
        }
    }
    reader.end_line();
    reader.lines
}

/// The line that is being read.
struct LineReader {
    lines: Vec<CreditLine>,
    pieces: Vec<CreditPiece>,
    open: String,
    holder: Option<NodeId>,
    dated: Option<Timestamp>,
    place: LinePlace,
    heading: usize,
    muted: usize,
    links: usize,
    linked: usize,
}

impl LineReader {
    fn text(&mut self, text: &str, node: NodeRef<'_, Node>) {
        if self.holder.is_none() && !trim(text).is_empty() {
            self.holder = node.parent().map(|parent| parent.id());
        }
        if self.links > 0 {
            self.linked += trim(text).len();
        }
        // Blanks of the source are one blank; those that a person set stay.
        for c in text.chars() {
            let blank = c.is_ascii_whitespace();
            if !blank {
                self.open.push(c);
            } else if !self.open.is_empty() && !self.open.ends_with(' ') {
                self.open.push(' ');
            }
        }
    }

    fn open(&mut self, node: NodeRef<'_, Node>, reason: Option<&str>) {
        let tag = name(&node);
        if is_block(tag) || matches!(tag, "br" | "hr") {
            self.end_line();
        } else if parts(node) {
            self.end_piece();
        }
        self.heading += usize::from(is_heading(tag));
        self.muted += usize::from(reason.is_some_and(|reason| MUTED.contains(&reason)));
        self.links += usize::from(tag == "a" && attr(&node, "href").is_some());
        if tag == "time" {
            self.dated = attr(&node, "datetime").and_then(dates::parse);
        }
    }

    fn close(&mut self, node: NodeRef<'_, Node>, reason: Option<&str>) {
        let tag = name(&node);
        if is_block(tag) {
            self.end_line();
        } else if parts(node) {
            self.end_piece();
        }
        self.heading -= usize::from(is_heading(tag));
        self.muted -= usize::from(reason.is_some_and(|reason| MUTED.contains(&reason)));
        self.links -= usize::from(tag == "a" && attr(&node, "href").is_some());
        if tag == "time" {
            self.dated = None;
        }
    }

    fn end_piece(&mut self) {
        let text = std::mem::take(&mut self.open);
        let holder = self.holder.take();
        let text = text.trim_matches(is_white);
        if let Some(holder) = holder.filter(|_| !text.is_empty()) {
            self.pieces.push(CreditPiece { text: text.to_owned(), holder, dated: self.dated.take() });
        }
    }

    fn end_line(&mut self) {
        self.end_piece();
        let pieces = std::mem::take(&mut self.pieces);
        let linked = std::mem::take(&mut self.linked);
        if pieces.is_empty() {
            return;
        }
        let texts: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
        self.lines.push(CreditLine {
            text: texts.join(" "),
            pieces,
            place: self.place,
            heading: self.heading > 0,
            muted: self.muted > 0,
            linked,
        });
    }
}

/// Whether an inline element parts what stands before it from what is in it: most do; what only sets letters does not.
fn parts(node: NodeRef<'_, Node>) -> bool {
    let setting =
        matches!(name(&node), "b" | "strong" | "font" | "u" | "big" | "small" | "wbr" | "mark" | "sub" | "sup");
    !setting || attr(&node, "class").is_some() || attr(&node, "id").is_some()
}

fn is_heading(tag: &str) -> bool {
    matches!(tag, "h1" | "h2" | "h3" | "h4")
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::markup::html::document;
    use crate::model::Limits;

    #[test]
    fn elements_part_a_line_and_letters_do_not() {
        let page = "<div>2019-03-08 <span class=source>来源：<a href=/x>某<b>报</b></a></span><i class=n>12</i></div><p>正文<br>一<script>x</script></p>";
        let parsed = document(page, &Limits::default());
        let lines = of(&parsed.html, &Plan::default());
        let told: Vec<String> = lines
            .iter()
            .map(|line| line.pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join("|"))
            .collect();
        assert_eq!(told, ["2019-03-08|来源：|某报|12", "正文", "一"]);
        let hints: Vec<_> = lines[0].pieces.iter().map(|piece| piece.hint(&parsed.html)).collect();
        assert_eq!(hints[1], Some(CreditHint::Source));
        assert_eq!((hints[0], lines[0].linked), (None, "某报".len()));
    }
}
