//! What one element says of itself: the text it shows, whether it is shown at all, how it is set.

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use scraper::Node;

use super::dom::{attr, name};
use super::inline::{InlineBuilder, Setting};
use crate::extract::prose::count_seen;
use crate::model::SafeText;
use crate::model::baseline::Shift;

/// The text a reader of the page would see in an element, its images by their address.
pub(crate) fn visible_text(node: NodeRef<'_, Node>) -> String {
    let mut builder = InlineBuilder::default();
    let mut image = None;
    for edge in node.traverse() {
        match edge {
            Edge::Open(child) => match child.value() {
                Node::Text(text) if !hides_text(child) => builder.write(text, &Setting::default()),
                Node::Element(_) if is_block(name(&child)) || matches!(name(&child), "br" | "hr") => {
                    builder.line_break();
                }
                Node::Element(_) if matches!(name(&child), "sup" | "sub") => builder.begin_shift(),
                Node::Element(_) if name(&child) == "img" && image.is_none() => {
                    image = attr(&child, "src").filter(|src| !src.starts_with("data:"));
                }
                _ => {}
            },
            Edge::Close(child) if is_block(name(&child)) => builder.line_break(),
            Edge::Close(child) if name(&child) == "sup" => builder.end_shift(Shift::Up, &Setting::default()),
            Edge::Close(child) if name(&child) == "sub" => builder.end_shift(Shift::Down, &Setting::default()),
            Edge::Close(_) => {}
        }
    }
    let lines: Vec<String> =
        builder.take(true).into_iter().map(|paragraph| paragraph.inline.text.to_string()).collect();
    if lines.is_empty() { image.unwrap_or_default().to_owned() } else { lines.join("\n") }
}

pub(super) fn hides_text(text: NodeRef<'_, Node>) -> bool {
    text.parent().is_some_and(|parent| matches!(name(&parent), "script" | "style" | "title"))
}

pub(super) fn raw_text(node: NodeRef<'_, Node>) -> String {
    node.descendants().filter_map(|child| child.value().as_text().map(|text| text.to_string())).collect()
}

/// The declarations of an element's own style: names and values in lower case, without blanks.
pub(super) fn declarations(node: NodeRef<'_, Node>) -> impl Iterator<Item = (String, String)> {
    let style = attr(&node, "style").unwrap_or_default();
    style.split(';').filter_map(|declaration| {
        let (name, value) = declaration.split_once(':')?;
        let squeezed = |text: &str| text.split_whitespace().collect::<String>().to_ascii_lowercase();
        Some((squeezed(name), squeezed(value)))
    })
}

/// Whether an element says that it is not shown.
pub(crate) fn is_hidden(node: NodeRef<'_, Node>) -> bool {
    let nothing = |value: &str| {
        value
            .trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%')
            .parse::<f32>()
            .is_ok_and(|size| size < 0.1)
    };
    // Editors set a box to no size to close the gaps between the boxes inside, which have their own.
    let sized = || {
        let size = |(name, value): (String, String)| name == "font-size" && !nothing(&value);
        node.descendants().skip(1).take(2_000).any(|inside| declarations(inside).any(size))
    };
    if attr(&node, "hidden").is_some_and(|hidden| hidden != "until-found") {
        return true;
    }
    if attr(&node, "style").is_none() {
        return false;
    }
    declarations(node).any(|(name, value)| {
        let value = value.trim_end_matches("!important");
        match name.as_str() {
            "display" => value == "none",
            "visibility" => value == "hidden",
            "opacity" => nothing(value),
            // Out of the window: no reader scrolls there.
            "left" | "top" | "margin-left" | "margin-top" | "text-indent" => {
                value.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<f32>().is_ok_and(|far| far <= -900.0)
            }
            "font-size" => nothing(value) && !sized(),
            _ => false,
        }
    }) || is_white_on_white(node)
}

/// Editors hide words from the reader but not from the copier by setting them white. White words on a colour are
/// meant to be read, so the ground has to be white too, or nothing may hint at another one.
fn is_white_on_white(node: NodeRef<'_, Node>) -> bool {
    const FAR: usize = 12;
    let white =
        |value: &str| matches!(value, "#fff" | "#ffffff" | "white" | "rgb(255,255,255)" | "rgba(255,255,255,1)");
    if !declarations(node).any(|(name, value)| name == "color" && white(&value)) {
        return false;
    }
    for holder in std::iter::once(node).chain(node.ancestors()).take(FAR) {
        if attr(&holder, "bgcolor").is_some() {
            return false;
        }
        for (name, value) in declarations(holder) {
            match name.as_str() {
                "background" | "background-color" if white(&value) => return true,
                "background" | "background-color" if matches!(value.as_str(), "transparent" | "none" | "initial") => {}
                "background" | "background-color" | "background-image" | "border" | "position" | "transform" => {
                    return false;
                }
                _ if name.starts_with("border-") || name == "margin-top" && value.starts_with('-') => return false,
                _ => {}
            }
        }
    }
    true
}

/// Whether an element has more text than `most` characters; it is not read further than that.
pub(super) fn is_longer(node: NodeRef<'_, Node>, most: usize) -> bool {
    let mut left = most;
    for (nodes, child) in node.descendants().enumerate() {
        if let Node::Text(text) = child.value()
            && !hides_text(child)
        {
            match left.checked_sub(count_seen(text)) {
                Some(rest) => left = rest,
                None => return true,
            }
        }
        if nodes > most.saturating_add(2000) {
            return true;
        }
    }
    false
}

/// Whether an element lays out a part of a page, with paragraphs, lists and tables in it.
pub(crate) fn is_box(tag: &str) -> bool {
    matches!(tag, "div" | "section" | "article" | "main" | "td" | "body" | "center" | "form")
}

pub(crate) fn is_block(tag: &str) -> bool {
    matches!(
        tag,
        "div"
            | "p"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "aside"
            | "nav"
            | "center"
            | "address"
            | "dl"
            | "dt"
            | "dd"
            | "figure"
            | "figcaption"
            | "form"
            | "fieldset"
            | "details"
            | "summary"
            | "body"
            | "html"
            | "table"
            | "tbody"
            | "thead"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "caption"
            | "ul"
            | "ol"
            | "li"
            | "blockquote"
            | "pre"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "title"
    )
}

/// Whether an element is program text or holds some: a `pre`. With `only`, whether it holds nothing else.
pub(crate) fn holds_code(node: NodeRef<'_, Node>, only: bool) -> bool {
    const FAR: usize = 2_000;
    const DEEP: usize = 8;
    if !only {
        return node.descendants().take(FAR).any(|inside| name(&inside) == "pre");
    }
    let blank = |child: &NodeRef<'_, Node>| {
        child.value().is_comment() || child.value().as_text().is_some_and(|text| text.trim().is_empty())
    };
    let sole = |node: &NodeRef<'_, Node>| -> Option<NodeId> {
        let mut children = node.children().filter(|child| !blank(child));
        children.next().filter(|_| children.next().is_none()).map(|child| child.id())
    };
    let mut inside = std::iter::successors(Some(node), |node| sole(node).and_then(|id| node.tree().get(id)));
    inside.by_ref().take(DEEP).any(|node| name(&node) == "pre")
}

pub(super) fn is_web(href: &str) -> bool {
    let scheme = href.split(':').next().unwrap_or_default();
    ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) && href.contains(':')
}

/// Whether an address leads to a file beside: it has no scheme, no host, and does not begin at the root of a site.
pub(crate) fn is_relative(href: &str) -> bool {
    let path = href.split(['/', '?', '#']).next().unwrap_or_default();
    !href.is_empty() && !href.starts_with(['/', '?', '\\']) && !path.contains(':')
}

/// An `alt` that says something: not a file name, not one word of a template.
pub(super) fn is_caption(alt: &str) -> bool {
    const TEMPLATES: &[&str] = &[
        "图片",
        "插图",
        "配图",
        "图像",
        "在这里插入图片描述",
        "图片描述",
        "点击查看",
        "微信图片_",
        "屏幕截图",
        "未命名",
        "请输入图片",
    ];
    let lower = alt.to_ascii_lowercase();
    let file = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".svg"].iter().any(|ending| lower.ends_with(ending));
    let bare: String = alt.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect();
    alt.chars().count() >= 4
        && !alt.contains("://")
        && !alt.is_ascii()
        && !file
        && !TEMPLATES.iter().any(|template| bare == *template || template.len() > 6 && bare.starts_with(template))
}

/// The language of a code block, as the block, the `code` in it or a box around it names it.
pub(super) fn code_language(node: NodeRef<'_, Node>) -> Option<SafeText> {
    const FAR: usize = 8;
    let inner = node.children().filter(|child| name(child) == "code").take(1);
    let named = std::iter::once(node).chain(inner).chain(node.ancestors().take(FAR)).find_map(own_language);
    named.map(SafeText::line).filter(|lang| !lang.is_empty())
}

fn own_language(node: NodeRef<'_, Node>) -> Option<&str> {
    let class = attr(&node, "class").unwrap_or_default();
    let tokens = || class.split_ascii_whitespace();
    let prefixed = tokens().find_map(|token| {
        ["language-", "lang-", "highlight-source-", "brush:"]
            .iter()
            .find_map(|prefix| token.strip_prefix(prefix))
            .filter(|lang| !lang.is_empty())
    });
    // `<figure class="highlight rust">`, `<pre class="brush: js">`
    let behind = |mark: &str| tokens().skip_while(|token| *token != mark).nth(1);
    let plain = |lang: &&str| {
        !lang.is_empty()
            && lang.len() <= 16
            && lang.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'#' | b'-'))
    };
    let code = matches!(name(&node), "pre" | "code" | "figure");
    prefixed
        .or_else(|| behind("brush:"))
        .or_else(|| behind("syntaxhighlighter").filter(|word| !word.contains("gutter")))
        .or_else(|| if name(&node) == "figure" { behind("highlight") } else { None })
        .or_else(|| attr(&node, "data-lang").or_else(|| attr(&node, "data-language")))
        .or_else(|| if code { attr(&node, "lang") } else { None })
        .and_then(|lang| lang.split(';').next())
        .filter(plain)
}

/// The TeX of a formula, where its tree says it.
pub(super) fn tex(math: NodeRef<'_, Node>) -> Option<String> {
    let tex = |node: &NodeRef<'_, Node>| {
        name(node) == "annotation" && attr(node, "encoding").is_some_and(|encoding| encoding.contains("tex"))
    };
    attr(&math, "alttext").map(str::to_owned).or_else(|| math.descendants().find(tex).map(raw_text))
}

/// TeX without what only says how large it is set: that is none of the formula.
pub(super) fn bare_tex(said: &str) -> &str {
    let said = said.trim();
    let marks = [("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]")];
    let inner = marks.iter().find_map(|(open, close)| said.strip_prefix(open)?.strip_suffix(close));
    let said = inner.filter(|inner| !inner.contains('$')).map_or(said, str::trim);
    let inner = ["{\\displaystyle ", "{\\textstyle "].iter().find_map(|size| said.strip_prefix(size));
    inner.and_then(|inner| inner.strip_suffix('}')).map_or(said, str::trim)
}
