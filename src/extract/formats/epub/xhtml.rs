//! *XHTML* as the HTML parser reads it.

/// XHTML as HTML: `<a id="x"/>` and `<title/>` are whole elements there and open ones here, and so they are closed.
pub(super) fn to_html(text: &str) -> String {
    const VOID: &[&str] =
        &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"];
    let mut out = String::with_capacity(text.len() + 256);
    let mut rest = text;
    while let Some(at) = rest.find("/>") {
        let (before, after) = (&rest[..at], &rest[at + 2..]);
        let tag = before.rfind('<').map(|open| &before[open + 1..]).unwrap_or_default();
        let name = tag.split(|c: char| c.is_whitespace()).next().unwrap_or_default();
        let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic()) && !tag.contains('>');
        out.push_str(before);
        if is_tag && !VOID.contains(&name) {
            out.push_str("></");
            out.push_str(name);
            out.push('>');
        } else {
            out.push_str("/>");
        }
        rest = after;
    }
    out + rest
}
