//! The *walker*: everything that is open while a tree is walked over, and what it has given so far.

use std::cell::{Cell, OnceCell};
use std::collections::HashSet;

use ego_tree::NodeId;
use rustc_hash::{FxHashMap, FxHashSet};
use scraper::Html;

use super::figures::Figures;
use super::listing::Listing;
use crate::extract::draft::DraftBlock;
use crate::extract::furniture::{CreditField, FurnitureRules};
use crate::extract::markup::html::inline::InlineBuilder;
use crate::extract::markup::html::styles::OpenStyles;
use crate::extract::markup::html::table::TableBuilder;
use crate::model::{Inline, ListItem, Note, SafeText, Span};

/// What is known about a document before the walk over it.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// The element that holds the main content; everything is, without one.
    pub main: Option<NodeId>,
    /// The elements that are to be cut, with the reason of each.
    pub cut: FxHashMap<NodeId, String>,
    /// Whether it is clean already and everything in it is meant, every blank too: what kanbao itself wrote.
    pub as_written: bool,
    /// Whether other documents link to places in it, so that all its names are kept: it is a chapter of a book.
    pub is_linked_to: bool,
    /// The posts of a thread, each with who wrote it and when.
    pub bylines: FxHashMap<NodeId, String>,
}

/// What a walk has found.
pub(crate) struct HtmlWalk {
    pub drafts: Vec<DraftBlock>,
    /// Credits that were elements of their own.
    pub credits: Vec<(CreditField, String)>,
    /// What has to be said of the parsing.
    pub note: Option<Note>,
}

/// A list that is open.
#[derive(Default)]
pub(super) struct ListBuilder {
    /// For each open `ul`, `ol` or `dl`: the number of its next item, if it counts.
    pub(super) levels: Vec<Option<u32>>,
    /// Whether the only level is that of items without a list.
    pub(super) implied: bool,
    pub(super) text: String,
    pub(super) spans: Vec<Span>,
    pub(super) items: Vec<ListItem>,
    /// Whether an item is open whose text has not begun.
    pub(super) fresh: bool,
}

/// What was open when the main element began.
#[derive(Default)]
pub(super) struct EnclosingBlocks {
    pub(super) list: ListBuilder,
    pub(super) quotes: usize,
}

/// The drafts and everything that is open.
pub(super) struct Walker<'f> {
    pub(super) html: &'f Html,
    pub(super) rules: FurnitureRules<'f>,
    pub(super) plan: &'f Plan,
    pub(super) out: HtmlWalk,
    pub(super) builder: InlineBuilder,
    pub(super) styles: OpenStyles,
    pub(super) links: Vec<Option<SafeText>>,
    /// How many paragraph elements are open: outside of them a `<br>` ends a paragraph.
    pub(super) paragraphs: usize,
    pub(super) heading: Option<u8>,
    pub(super) quotes: usize,
    pub(super) quote: Vec<Inline>,
    pub(super) list: ListBuilder,
    pub(super) table: Option<TableBuilder>,
    /// Whether the caption of the open table is being read.
    pub(super) captioned: bool,
    pub(super) pre: Option<Listing>,
    pub(super) figures: Figures,
    /// Pictures that stand in the middle of a sentence: they come behind its paragraph.
    pub(super) later: Vec<DraftBlock>,
    /// Whether a pointer to another article is open.
    pub(super) related: bool,
    /// The names that links inside of the document lead to; known once one is asked for.
    pub(super) anchors: OnceCell<HashSet<&'f str>>,
    /// Of those the ones that a mark leads to: what stands there is an anchor.
    pub(super) wanted: FxHashSet<&'f str>,
    /// The boxes that are open, by their numbers, and how many there have been.
    pub(super) homes: Vec<usize>,
    pub(super) boxes: usize,
    /// Inside of the main content, or there is none.
    pub(super) inside: bool,
    /// The elements that hold the main content: they are never furniture.
    pub(super) holders: FxHashSet<NodeId>,
    /// The length of the article's text in characters, as far as it was counted, and how far that was to be.
    pub(super) length_inside: Cell<(usize, usize)>,
}
