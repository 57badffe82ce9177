//! *Formulas*: mathematics whose TeX the page has, as a script, an attribute or what is said of its picture.

use ego_tree::NodeRef;
use scraper::Node;

use super::walker::Walker;
use crate::extract::markup::html::dom::{attr, name, tokens};
use crate::extract::markup::html::element::{bare_tex, raw_text};
use crate::extract::prose::trim;
use crate::model::InlineStyle;

impl Walker<'_> {
    /// Writes the TeX of an element, between the marks that Markdown has for it.
    pub(super) fn tex(&mut self, node: NodeRef<'_, Node>, tex: &str) {
        let line = tex.split_whitespace().collect::<Vec<_>>().join(" ");
        let line = bare_tex(&line);
        if self.pre.is_some() || line.is_empty() {
            return self.text(line);
        }
        self.figures.write(line);
        let setting = self.setting();
        if self.builder.ends_in(InlineStyle::Math) {
            // Two formulas in a row are two.
            self.builder.write(" ", &setting);
        }
        // A dollar beside a letter is one of a price.
        let bare = line.contains('$') || self.builder.ends_in_word() || is_before_word(node);
        let marked = if bare { format!("\\({line}\\)") } else { format!("${line}$") };
        self.builder.write_verbatim(&marked, &setting.with(InlineStyle::Math));
    }
}

/// The TeX of an element that is nothing but one formula.
pub(super) fn own_tex(node: NodeRef<'_, Node>, tag: &str) -> Option<String> {
    match tag {
        "script" => attr(&node, "type").filter(|kind| kind.starts_with("math/tex")).map(|_| raw_text(node)),
        "img" | "a" | "body" => None,
        _ => {
            let said = ["data-tex", "data-latex"].into_iter().find_map(|key| attr(&node, key));
            let said = said.filter(|tex| !trim(tex).is_empty()).map(str::to_owned);
            said.or_else(|| tokens(&node).any(|token| token == "math").then(|| delimited(node)).flatten())
        }
    }
}

/// Whether text goes on right behind an element with a letter or a digit.
fn is_before_word(node: NodeRef<'_, Node>) -> bool {
    let beside = |holder: NodeRef<'_, Node>| {
        holder.next_siblings().take(4).find(|near| !is_formula_twin(*near)).map(|near| near.id())
    };
    let behind =
        std::iter::once(node).chain(node.ancestors().take(4)).find_map(beside).and_then(|id| node.tree().get(id));
    let text = behind.and_then(|near| near.descendants().take(10).find_map(|inside| inside.value().as_text()));
    text.is_some_and(|text| text.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// The formula that a script was to find between its marks: `\(x\)`.
fn delimited(node: NodeRef<'_, Node>) -> Option<String> {
    let only = node.first_child().filter(|child| child.next_sibling().is_none())?;
    let text = trim(only.value().as_text()?);
    let marks = [("\\(", "\\)"), ("\\[", "\\]")];
    marks.iter().find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close)).map(str::to_owned)
}

/// Whether a picture is that of a formula: it stands in text, and what is said of it is TeX.
pub(super) fn is_in_text(node: NodeRef<'_, Node>) -> bool {
    let word = |near: NodeRef<'_, Node>| match near.value() {
        Node::Text(text) => !trim(text).is_empty(),
        Node::Element(_) => {
            matches!(name(&near), "span" | "a" | "b" | "strong" | "em" | "i" | "font" | "sub" | "sup")
                && near.descendants().take(20).any(|inside| inside.value().as_text().is_some())
        }
        _ => false,
    };
    let holder = node.parent().filter(|holder| name(holder) == "span");
    std::iter::once(node).chain(holder).any(|node| node.prev_siblings().chain(node.next_siblings()).take(20).any(word))
}

/// Whether a text is TeX: it has a command, or a letter with an index. A name of a file has neither.
pub(super) fn is_tex(text: &str) -> bool {
    let file = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg"].iter().any(|ending| text.ends_with(ending));
    if file || text.contains("://") {
        return false;
    }
    let bytes = text.as_bytes();
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let alone = |at: usize| letter(at) && at.checked_sub(1).is_none_or(|before| !bytes[before].is_ascii_alphanumeric());
    (0..bytes.len()).any(|at| match bytes[at] {
        b'\\' => letter(at + 1) && letter(at + 2),
        b'^' => at > 0 && bytes.get(at + 1).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, b'{' | b'\\')),
        b'_' => {
            at > 0 && bytes.get(at + 1) == Some(&b'{')
                || at > 0
                    && alone(at - 1)
                    && bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric)
                    && !bytes.get(at + 2).is_some_and(u8::is_ascii_alphanumeric)
        }
        _ => false,
    })
}

/// What shows a formula a second time, for eyes alone: `katex-html` beside MathML, MathJax's boxes beside its source.
pub(super) fn is_formula_twin(node: NodeRef<'_, Node>) -> bool {
    let mut tokens = tokens(&node);
    tokens.any(|token| match token {
        "MathJax_Preview" => true,
        "katex-html" => {
            node.prev_siblings().take(3).any(|near| near.descendants().take(20).any(|inside| name(&inside) == "math"))
        }
        "mwe-math-fallback-image-inline" | "mwe-math-fallback-image-display" => {
            node.prev_siblings().take(3).any(|near| near.descendants().take(20).any(|inside| name(&inside) == "math"))
        }
        "MathJax" | "MathJax_Display" | "MathJax_SVG" | "MathJax_CHTML" | "MathJax_SVG_Display" => {
            let source = |near: NodeRef<'_, Node>| attr(&near, "type").is_some_and(|kind| kind.starts_with("math/tex"));
            node.next_siblings().take(3).any(source)
                || node.parent().is_some_and(|holder| holder.next_siblings().take(3).any(source))
        }
        _ => false,
    })
}
