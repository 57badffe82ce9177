//! A *block* is one piece of an article's body: a paragraph, a heading, a list, a table.
//!
//! Each block has exactly one string, its *inline text*; lists, tables and quotes are structure laid over that string
//! as byte ranges. So a place in an article is always (block, byte), and searching, laying out and copying all work on
//! the same string.

use std::ops::Range;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::SafeText;

/// The number of a block in an article's body, from 0.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, BorshDeserialize, BorshSerialize,
)]
pub struct BlockIx(pub usize);

/// A place in the text: a byte of a block's inline text. The unit of reading positions, search hits and anchors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The block.
    pub block: BlockIx,
    /// The byte in its inline text, on a character boundary.
    pub byte: usize,
}

/// How a span of inline text is set apart: the one model of inline styles. Every reader of markup makes these, every view
/// and export shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, BorshDeserialize, BorshSerialize)]
#[serde(rename_all = "lowercase")]
pub enum InlineStyle {
    /// Bold in the source: the author raised his voice.
    Strong,
    /// Italic in the source: the author stressed it, or named a book or a ship.
    Emphasis,
    /// Program text inside a line.
    Code,
    /// The text of a link.
    Link,
    /// Text with its reading beside it: 漢字 and かんじ.
    Ruby,
    /// Above the line, as an exponent is: the text is what [`baseline`](super::baseline) makes of it, `10⁶`.
    Sup,
    /// Below the line: `H₂O`.
    Sub,
    /// Struck out: the author takes it back.
    Struck,
    /// Inserted, or underlined.
    Inserted,
    /// Marked, as with a highlighter.
    Marked,
    /// A formula with the marks it is written between: `$x_1$`. Every character of it is as it was written.
    Math,
    /// A place that a link can lead to: its name is the span's address. It looks like its text.
    Anchor,
}

impl InlineStyle {
    /// All of them.
    pub const EACH: [Self; 12] = [
        Self::Strong,
        Self::Emphasis,
        Self::Code,
        Self::Link,
        Self::Ruby,
        Self::Sup,
        Self::Sub,
        Self::Struck,
        Self::Inserted,
        Self::Marked,
        Self::Math,
        Self::Anchor,
    ];
}

/// A styled stretch of inline text.
///
/// Invariant: `start < end`, both on character boundaries of the text it lies on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, BorshDeserialize, BorshSerialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// How it is set apart.
    pub style: InlineStyle,
    /// Where a link leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<SafeText>,
    /// How ruby text is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<SafeText>,
}

impl Span {
    /// A span that only looks different.
    pub fn styled(range: Range<usize>, style: InlineStyle) -> Self {
        Self { start: range.start, end: range.end, style, href: None, reading: None }
    }

    /// A link and where it leads.
    pub fn link(range: Range<usize>, href: SafeText) -> Self {
        Self { href: Some(href), ..Self::styled(range, InlineStyle::Link) }
    }

    /// A place that links lead to by a name.
    pub fn anchor(range: Range<usize>, name: SafeText) -> Self {
        Self { href: Some(name), ..Self::styled(range, InlineStyle::Anchor) }
    }

    /// Ruby: the base text's range and its reading.
    pub fn ruby(range: Range<usize>, reading: SafeText) -> Self {
        Self { reading: Some(reading), ..Self::styled(range, InlineStyle::Ruby) }
    }
}

/// One string and the style spans on it.
///
/// Invariant: spans are sorted by start, of several that begin at one byte the longest is first; spans of one style do not
/// overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshDeserialize, BorshSerialize)]
pub struct Inline {
    /// The text. `\n` is a line break the author asked for.
    pub text: SafeText,
    /// The spans, by start.
    pub spans: Vec<Span>,
}

impl Inline {
    /// Text without any styling.
    pub fn plain(text: SafeText) -> Self {
        Self { text, spans: Vec::new() }
    }

    /// Puts the spans into their order.
    pub fn sort_spans(&mut self) {
        self.spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end), span.style));
    }
}

/// One item of a list: a range of the block's text.
#[derive(Clone, Debug, PartialEq, Eq, BorshDeserialize, BorshSerialize)]
pub struct ListItem {
    /// The bytes of the item's text.
    pub range: Range<usize>,
    /// How deep the item is nested, from 0.
    pub depth: u8,
    /// The number it carries in an ordered list.
    pub number: Option<u32>,
}

/// How the cells of a table's column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, BorshDeserialize, BorshSerialize)]
#[serde(rename_all = "lowercase")]
pub enum Alignment {
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
}

/// What a block is, with its structure as byte ranges of the block's text.
#[derive(Clone, Debug, PartialEq, Eq, BorshDeserialize, BorshSerialize)]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A heading; 1 is the highest level. The article's own title is not in the body.
    Heading {
        /// 1 to 6.
        level: u8,
    },
    /// Quoted text; its paragraphs are parted by `\n`.
    Quote,
    /// A list; items lie in the text one after the other, parted by `\n`. The first is of depth 0, and none is more than
    /// one deeper than the one before it.
    List {
        /// The items, in order, nested ones after their parent.
        items: Vec<ListItem>,
    },
    /// A table; cells lie in the text parted by `\t`, rows by `\n` (a cell's own line breaks are spaces). All rows have
    /// as many cells.
    Table {
        /// The cells of each row.
        rows: Vec<Vec<Range<usize>>>,
        /// Whether the first row is a header.
        header: bool,
        /// How each column stands, where the author says it; empty where he says it of none.
        align: Vec<Option<Alignment>>,
    },
    /// Program text or anything else whose spaces matter. Never re-flowed.
    Code {
        /// The language the source names.
        lang: Option<SafeText>,
    },
    /// An image; the block's text is its caption.
    Image {
        /// Where the image is; absent for a placeholder such as `{image=1}`.
        src: Option<SafeText>,
    },
    /// A thematic break. Its text is empty.
    Rule,
    /// A pointer to another article, put in the middle of this one.
    Related {
        /// Where it leads, if the source says.
        href: Option<SafeText>,
    },
}

impl BlockKind {
    /// The name of the kind in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Paragraph => "paragraph",
            Self::Heading { .. } => "heading",
            Self::Quote => "quote",
            Self::List { .. } => "list",
            Self::Table { .. } => "table",
            Self::Code { .. } => "code",
            Self::Image { .. } => "image",
            Self::Rule => "rule",
            Self::Related { .. } => "related",
        }
    }
}

/// One block of an article's body.
#[derive(Clone, Debug, PartialEq, Eq, BorshDeserialize, BorshSerialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text and the styles on it.
    pub inline: Inline,
}

impl Block {
    /// A block without style spans.
    pub fn plain(kind: BlockKind, text: SafeText) -> Self {
        Self { kind, inline: Inline::plain(text) }
    }

    /// The block's text.
    pub fn text(&self) -> &str {
        &self.inline.text
    }
}

/// `{"kind": …, "text": …}` and what the kind adds: `level`; `items` with the `depths` and `numbers` of each; `rows`,
/// `header`, `align`; `src`, `caption`; `lang`; `href`; and `spans`.
impl Serialize for Block {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.text();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", self.kind.name())?;
        map.serialize_entry("text", text)?;
        match &self.kind {
            BlockKind::Heading { level } => map.serialize_entry("level", level)?,
            BlockKind::List { items } => {
                let texts: Vec<&str> = items.iter().map(|item| &text[item.range.clone()]).collect();
                map.serialize_entry("items", &texts)?;
                map.serialize_entry("depths", &items.iter().map(|item| item.depth).collect::<Vec<_>>())?;
                map.serialize_entry("numbers", &items.iter().map(|item| item.number).collect::<Vec<_>>())?;
            }
            BlockKind::Table { rows, header, align } => {
                let rows: Vec<Vec<&str>> =
                    rows.iter().map(|row| row.iter().map(|cell| &text[cell.clone()]).collect()).collect();
                map.serialize_entry("rows", &rows)?;
                map.serialize_entry("header", header)?;
                if !align.is_empty() {
                    map.serialize_entry("align", align)?;
                }
            }
            BlockKind::Code { lang } => map.serialize_entry("lang", lang)?,
            BlockKind::Image { src } => {
                map.serialize_entry("src", src)?;
                map.serialize_entry("caption", &(!text.is_empty()).then_some(text))?;
            }
            BlockKind::Related { href } => map.serialize_entry("href", href)?,
            BlockKind::Paragraph | BlockKind::Quote | BlockKind::Rule => {}
        }
        if !self.inline.spans.is_empty() {
            map.serialize_entry("spans", &self.inline.spans)?;
        }
        map.end()
    }
}
