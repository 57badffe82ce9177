//! The *root* of a document, by which its format is told before it is read.

/// The name of the first element of a document, as it is written; `None` for what does not begin as XML does.
pub(crate) fn root(head: &str) -> Option<&str> {
    let white = |c: char| c.is_whitespace() || c == '\u{FEFF}';
    let mut rest = head.trim_start_matches(white);
    // A server's complaints may stand before the prolog; what explains XML has more of it.
    if !rest.starts_with('<')
        && let Some(prolog) = rest[..rest.floor_char_boundary(512)].find("\n<?xml")
        && !rest[..prolog].contains(['`', '#'])
    {
        rest = &rest[prolog + 1..];
    }
    loop {
        let end = if rest.starts_with("<?") {
            rest.find("?>")? + 2
        } else if rest.starts_with("<!--") {
            rest.find("-->")? + 3
        } else if rest.starts_with("<!") {
            let (close, subset) = (rest.find('>')?, rest.find('['));
            if subset.is_some_and(|open| open < close) { rest.find("]>")? + 2 } else { close + 1 }
        } else {
            let name = rest.strip_prefix('<')?;
            let length = name.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-' | '.' | ':'))?;
            return Some(&name[..length]).filter(|name| name.starts_with(char::is_alphabetic));
        };
        rest = rest[end..].trim_start_matches(white);
    }
}
