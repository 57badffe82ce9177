//! *Figures*: what is set as belonging to a picture. A caption has no sign of its own; it stands in one element with its
//! picture, or is set apart from the text: in the middle, small, grey.

use ego_tree::{NodeId, NodeRef};
use scraper::Node;

use crate::extract::draft::{DraftFrame, DraftLook};
use crate::extract::markup::html::dom::{attr, is_bare, name, tokens};
use crate::extract::markup::html::element::{declarations, is_block, is_longer};

/// The longest text of a box that holds a picture and its caption and nothing else, in characters.
pub(super) const LONGEST: usize = 160;

/// How an element sets what is in it.
#[derive(Clone, Copy, Debug, Default)]
struct ElementLook {
    /// Whether it says where its text stands, and that is in the middle.
    centred: Option<bool>,
    faint: bool,
}

/// The last picture, the boxes around it, and how the text is set that is being read.
#[derive(Debug, Default)]
pub(super) struct Figures {
    /// The open blocks.
    blocks: Vec<NodeId>,
    /// The open elements that set their text apart.
    aligned: Vec<(NodeId, bool)>,
    faint: Vec<NodeId>,
    /// The block of the last picture, and the largest open box that holds it and at most a caption.
    block: Option<NodeId>,
    frame: Option<NodeId>,
    /// Whether a line was ended since.
    broken: bool,
    /// How much text was written since the last paragraph ended, and how much of it was set apart, in bytes.
    written: usize,
    written_centred: usize,
    written_faint: usize,
}

impl Figures {
    /// An element begins.
    pub fn open(&mut self, node: NodeRef<'_, Node>, tag: &str) {
        if is_block(tag) {
            self.blocks.push(node.id());
        }
        let look = ElementLook::of(node, tag);
        if let Some(centred) = look.centred {
            self.aligned.push((node.id(), centred));
        }
        if look.faint {
            self.faint.push(node.id());
        }
    }

    /// The same element ends.
    pub fn close(&mut self, node: NodeRef<'_, Node>) {
        self.blocks.pop_if(|block| *block == node.id());
        self.aligned.pop_if(|(id, _)| *id == node.id());
        self.faint.pop_if(|id| *id == node.id());
        if self.frame == Some(node.id()) {
            self.frame = None;
        }
        if self.block == Some(node.id()) {
            self.block = None;
        }
    }

    /// Text is written.
    pub fn write(&mut self, text: &str) {
        let length = text.trim().len();
        self.written += length;
        self.written_centred += if self.aligned.last().is_some_and(|(_, centred)| *centred) { length } else { 0 };
        self.written_faint += if self.faint.is_empty() { 0 } else { length };
    }

    /// A line ends.
    pub fn line_break(&mut self) {
        self.broken |= self.written == 0;
    }

    /// A picture stands here. Its boxes hold no more than `most`, which is [`LONGEST`] or half of all text.
    pub fn picture(&mut self, node: NodeRef<'_, Node>, most: usize, holds: impl Fn(NodeId) -> bool) {
        const FAR: usize = 6;
        self.broken = false;
        let boxes = node.ancestors().filter(|holder| is_block(name(holder)));
        self.block = boxes.clone().next().map(|block| block.id());
        self.frame = boxes
            .take(FAR)
            .take_while(|holder| {
                !holds(holder.id()) && !matches!(name(holder), "body" | "html") && !is_longer(*holder, most)
            })
            .last()
            .map(|holder| holder.id());
    }

    /// How the text is set that was written since this was asked the last time.
    pub fn look(&mut self) -> DraftLook {
        let most = |part: usize| part > 0 && part * 10 >= self.written * 9;
        let frame = match (self.block, self.frame) {
            (Some(block), _) if self.blocks.last() == Some(&block) && self.broken => DraftFrame::Same,
            (Some(block), _) if self.blocks.last() == Some(&block) => DraftFrame::Glued,
            (_, Some(_)) => DraftFrame::Around,
            _ => DraftFrame::None,
        };
        let look = DraftLook { centred: most(self.written_centred), faint: most(self.written_faint), frame };
        (self.written, self.written_centred, self.written_faint) = (0, 0, 0);
        look
    }
}

impl ElementLook {
    fn of(node: NodeRef<'_, Node>, tag: &str) -> Self {
        if is_bare(&node) && !matches!(tag, "center" | "table" | "small") {
            return Self::default();
        }
        // A table stands in the middle itself; its text does not for that.
        let aligned = attr(&node, "align").filter(|_| is_block(tag) && tag != "table");
        let mut look =
            Self { centred: aligned.map(|align| align.eq_ignore_ascii_case("center")), faint: tag == "small" };
        if tag == "center" || tokens(&node).any(says_centre) {
            look.centred = Some(true);
        } else if tag == "table" {
            look.centred = Some(false);
        }
        if tag == "font" {
            look.faint |= attr(&node, "size").is_some_and(|size| matches!(size.trim(), "1" | "2" | "-1" | "-2"))
                || attr(&node, "color").is_some_and(|color| is_grey(&color.to_ascii_lowercase()));
        }
        if attr(&node, "style").is_some() {
            for (name, value) in declarations(node) {
                let value = value.trim_end_matches("!important");
                match name.as_str() {
                    "text-align" => look.centred = Some(matches!(value, "center" | "-webkit-center")),
                    "font-size" => look.faint |= is_small(value),
                    "color" => look.faint |= is_grey(value),
                    _ => {}
                }
            }
        }
        look
    }
}

/// Whether a class name says that its element stands in the middle: `f_center`, `text-center`, `ql-align-center`.
fn says_centre(token: &str) -> bool {
    const PREFIXES: [&str; 8] = ["", "f", "text", "align", "txt", "ql-align", "has-text-align", "pic"];
    let lower = token.to_ascii_lowercase().replace('_', "-");
    let bare = lower.strip_suffix("center").or_else(|| lower.strip_suffix("centre"));
    bare.is_some_and(|bare| PREFIXES.contains(&bare.trim_end_matches('-')))
}

/// Whether a size is smaller than that of text.
fn is_small(size: &str) -> bool {
    let number = |unit: &str| size.strip_suffix(unit).and_then(|number| number.parse::<f32>().ok());
    matches!(size, "small" | "x-small" | "xx-small" | "smaller")
        || number("px").is_some_and(|size| size > 0.5 && size <= 14.0)
        || number("pt").is_some_and(|size| size > 0.5 && size <= 10.5)
        || number("rem").or_else(|| number("em")).is_some_and(|size| size > 0.05 && size <= 0.9)
        || number("%").is_some_and(|size| size > 5.0 && size <= 90.0)
}

/// Whether a colour is a grey that is lighter than that of text and darker than the page.
fn is_grey(color: &str) -> bool {
    let digits = |hex: &str| u8::from_str_radix(hex, 16).ok();
    let parts: Option<Vec<u8>> = if let Some(hex) = color.strip_prefix('#') {
        match hex.len() {
            3 => hex.chars().map(|digit| digits(&digit.to_string()).map(|digit| digit * 17)).collect(),
            6 => (0..3).map(|at| hex.get(at * 2..at * 2 + 2).and_then(digits)).collect(),
            _ => None,
        }
    } else if let Some(list) = color.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')')) {
        list.split(',').take(3).map(|part| part.trim().parse().ok()).collect()
    } else {
        return matches!(
            color,
            "gray" | "grey" | "darkgray" | "darkgrey" | "dimgray" | "dimgrey" | "silver" | "lightgray"
        );
    };
    let Some([red, green, blue]) = parts.as_deref().and_then(|parts| <[u8; 3]>::try_from(parts).ok()) else {
        return false;
    };
    let (least, most) = (red.min(green).min(blue), red.max(green).max(blue));
    most - least <= 16 && (96..=204).contains(&most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_colours() {
        for size in ["12px", "0.8em", "small", "9pt", "80%"] {
            assert!(is_small(size), "{size}");
        }
        for size in ["16px", "0", "1em", "100%", "large", "12pt"] {
            assert!(!is_small(size), "{size}");
        }
        for grey in ["#888", "#999999", "rgb(136,136,136)", "rgba(127,127,127,1)", "gray"] {
            assert!(is_grey(grey), "{grey}");
        }
        for other in ["#333", "#000", "#fff", "red", "rgb(62,62,62)", "#1f497d", "rgb(255,255,255)"] {
            assert!(!is_grey(other), "{other}");
        }
        assert!(says_centre("f_center") && says_centre("text-center") && says_centre("aligncenter"));
        assert!(!says_centre("news-center") && !says_centre("centered-page") && !says_centre("user_center"));
    }
}
