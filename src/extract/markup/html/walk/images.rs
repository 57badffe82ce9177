//! Images: where each is, what is said of it, and which are no images but words.

use ego_tree::NodeRef;
use scraper::Node;
use unicode_properties::UnicodeEmoji;

use super::figures;
use super::formulas::{is_in_text, is_tex};
use super::walker::Walker;
use crate::extract::draft::DraftBlock;
use crate::extract::furniture::Becomes;
use crate::extract::markup::html::dom::{MEANT, attr, name, tokens};
use crate::extract::markup::html::element::{declarations, is_caption};
use crate::extract::prose::trim;
use crate::model::{Block, BlockKind, SafeText};

/// Where scripts that load images late keep their addresses; the surest first.
const LATE: &[&str] = &[
    "data-original",
    "data-src",
    "data-lazy-src",
    "data-actualsrc",
    "data-echo",
    "data-url",
    "data-original-src",
    "data-lazyload",
    "data-lazy",
    "data-real-src",
    "data-full-url",
    "data-fallback-src",
    "zoomfile",
    "file",
    "lazysrc",
    "_src",
];

/// The most sources of one picture that are looked at.
const MOST_SOURCES: usize = 8;

/// The largest side of an image that is an icon, in pixels.
const ICON: f32 = 32.0;

impl Walker<'_> {
    pub(super) fn image(&mut self, node: NodeRef<'_, Node>) {
        if attr(&node, MEANT).is_some() && self.table.is_none() && self.pre.is_none() {
            return self.meant_image(node);
        }
        let alt = trim(attr(&node, "alt").unwrap_or_default());
        let small = is_small(node);
        let named = self.rules.element(tokens(&node)).is_some_and(|rule| rule.becomes == Some(Becomes::InlineImage));
        if !alt.is_empty() && (is_formula(node) || is_tex(alt) && is_in_text(node)) {
            return self.tex(node, alt);
        }
        if named
            || is_word(alt)
            || is_formula(node)
            || small && !alt.is_empty()
            || self.table.is_some()
            || self.pre.is_some()
        {
            self.text(alt);
            return;
        }
        let src = self.source(node);
        let inline = self.is_mid_sentence(node);
        if !inline {
            self.flush();
        }
        let told = attr(&node, "data-caption").map(trim).filter(|told| is_caption(told));
        let said = [alt, trim(attr(&node, "title").unwrap_or_default())].into_iter().find(|said| is_caption(said));
        let caption = told.or(said).map(SafeText::line).unwrap_or_default();
        // A button may be a picture of one.
        let named = src.as_deref().filter(|src| !src.starts_with("data:"));
        let hit = named.and_then(|src| self.rules.image(src)).or_else(|| self.rules.code(alt));
        let src = src.as_deref().map(SafeText::line);
        let empty = src.is_none() && caption.is_empty() && attr(&node, "src").is_none_or(|src| src.trim().is_empty());
        let image = Block::plain(BlockKind::Image { src }, caption);
        let mut draft = DraftBlock { alt: told.is_none(), ..DraftBlock::new(image) };
        if let Some(hit) = hit {
            draft.cut_for(&hit.rule.name);
        } else if small {
            draft.cut_for("tiny-image");
        } else if empty {
            draft.cut_for("no-image");
        }
        match inline {
            true if draft.kept() => self.later.push(draft),
            true => self.push_aside(draft),
            false => {
                let most = self.half_inside(figures::LONGEST);
                let holders = &self.holders;
                self.figures.picture(node, most, |holder| holders.contains(&holder));
                self.push(draft);
            }
        }
    }

    /// A picture that Markdown says is one.
    fn meant_image(&mut self, node: NodeRef<'_, Node>) {
        let written = self.plan.as_written;
        let inline = !written && self.is_mid_sentence(node);
        if !inline {
            self.flush();
        }
        let src = attr(&node, "src").map(SafeText::line).filter(|src| !src.is_empty());
        let said = attr(&node, "data-caption").unwrap_or_default();
        let caption = if written { SafeText::body(said) } else { SafeText::line(said) };
        let hit = src.as_deref().filter(|_| !written).and_then(|src| self.rules.image(src));
        let mut draft = DraftBlock::new(Block::plain(BlockKind::Image { src }, caption));
        if let Some(hit) = hit {
            draft.cut_for(&hit.rule.name);
        }
        match inline {
            true if draft.kept() => self.later.push(draft),
            true => self.push_aside(draft),
            false => self.push(draft),
        }
    }

    /// Whether a picture stands in the middle of a sentence, which goes on behind it: a sign, a seal, a face.
    fn is_mid_sentence(&self, node: NodeRef<'_, Node>) -> bool {
        const LARGE: f32 = 120.0;
        if self.builder.is_blank() || self.builder.ends_sentence() {
            return false;
        }
        let large = ["width", "height"].iter().any(|side| {
            let size = attr(&node, side).and_then(|size| size.trim_end_matches("px").parse::<f32>().ok());
            size.is_some_and(|size| size > LARGE)
        });
        let after = node.next_siblings().find(|near| match near.value() {
            Node::Text(text) => !trim(text).is_empty(),
            Node::Element(_) => true,
            _ => false,
        });
        let goes_on = after.is_some_and(|after| match after.value() {
            Node::Text(text) => !text.starts_with("\u{3000}\u{3000}"),
            _ => matches!(name(&after), "span" | "a" | "b" | "strong" | "em" | "i" | "font" | "sub" | "sup"),
        });
        !large && goes_on
    }

    /// Where an image is: not the placeholder that is shown until it is loaded.
    pub(super) fn source(&self, node: NodeRef<'_, Node>) -> Option<String> {
        let usable = |src: &&str| !src.is_empty() && !src.starts_with("data:") && !src.starts_with("blob:");
        let late = LATE.iter().filter_map(|key| attr(&node, key).map(str::trim));
        // `file` and its like are also used for other things.
        if let Some(src) = late.filter(usable).find(|src| src.contains('/')) {
            return Some(src.to_owned());
        }
        let src = attr(&node, "src").map(str::trim).filter(usable);
        let placeholder = src.is_none_or(|src| self.rules.image(src).is_some());
        let set = || {
            let sources = node.prev_siblings().take(MOST_SOURCES).filter(|near| name(near) == "source");
            let each = std::iter::once(node).chain(sources);
            each.flat_map(|node| ["data-srcset", "srcset"].into_iter().filter_map(move |key| attr(&node, key)))
                .find_map(largest)
        };
        let unscripted = || {
            let noscript = node.next_siblings().take(2).find(|near| name(near) == "noscript")?;
            let image = noscript.descendants().find(|inside| name(inside) == "img")?;
            attr(&image, "src").map(str::trim).filter(usable)
        };
        if placeholder && let Some(better) = set().or_else(unscripted) {
            return Some(better.to_owned());
        }
        src.or_else(|| attr(&node, "src").map(str::trim).filter(|src| is_picture_itself(src))).map(str::to_owned)
    }
}

/// Whether an address is a picture itself, as pages that were saved in one file have them, and not the speck that stands for
/// one until it is loaded.
fn is_picture_itself(src: &str) -> bool {
    const LARGEST_SPECK: usize = 1024;
    let kinds = ["png", "jpeg", "jpg", "gif", "webp", "bmp"];
    src.len() > LARGEST_SPECK
        && src.strip_prefix("data:image/").is_some_and(|rest| kinds.iter().any(|kind| rest.starts_with(kind)))
}

/// The address of the largest image of a `srcset`.
fn largest(set: &str) -> Option<&str> {
    let candidates = set.split(", ").flat_map(|part| part.split(",http").take(1)).filter_map(|candidate| {
        let mut words = candidate.split_ascii_whitespace();
        let src = words.next()?.trim_end_matches(',');
        let size =
            words.next().and_then(|size| size.trim_end_matches(['w', 'x', ',']).parse::<f32>().ok()).unwrap_or(1.0);
        (!src.is_empty() && !src.starts_with("data:")).then_some((src, size))
    });
    candidates.max_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(src, _)| src)
}

fn is_small(node: NodeRef<'_, Node>) -> bool {
    let pixels = |size: &str| size.trim_end_matches("px").parse::<f32>().ok();
    let attribute =
        ["width", "height"].iter().any(|side| attr(&node, side).and_then(pixels).is_some_and(|size| size <= ICON));
    let icon = tokens(&node).any(|token| matches!(token, "icon" | "ico" | "end-icon" | "end_icon"));
    attribute
        || icon
        || declarations(node).any(|(name, value)| {
            let em = value.strip_suffix("em").and_then(|size| size.trim_end_matches('r').parse::<f32>().ok());
            matches!(name.as_str(), "width" | "height")
                && (value.ends_with("px") && pixels(&value).is_some_and(|size| size <= ICON)
                    || em.is_some_and(|size| size <= 2.0))
        })
}

/// An `alt` that stands for a face in the text: `[微笑]`, or an emoji itself.
fn is_word(alt: &str) -> bool {
    let face = [('[', ']'), ('【', '】')]
        .iter()
        .filter_map(|(open, close)| alt.strip_prefix(*open)?.strip_suffix(*close))
        .any(|face| (1..=8).contains(&face.chars().count()) && !face.contains(['[', ']']));
    face || (!alt.is_empty()
        && alt.chars().count() <= 8
        && alt.chars().all(|c| !c.is_ascii() && (c.is_emoji_char() || c == '\u{200D}' || c == '\u{FE0F}')))
}

/// An image of a formula, whose `alt` is its TeX.
fn is_formula(node: NodeRef<'_, Node>) -> bool {
    let src = attr(&node, "src").unwrap_or_default();
    attr(&node, "eeimg").is_some()
        || ["/equation?tex=", "latex.codecogs.com", "/math/render/", "?latex="].iter().any(|mark| src.contains(mark))
        || tokens(&node).any(|token| {
            matches!(
                token,
                "mwe-math-fallback-image-inline"
                    | "mwe-math-fallback-image-display"
                    | "mwe-math"
                    | "latex"
                    | "tex"
                    | "math-img"
            )
        })
}
