//! What an element *says*: a line, names, a byline.

use crate::extract::markup::xml::Element;
use crate::extract::names;
use crate::extract::prose::trim;
use crate::model::{Note, SafeText};

/// The attributes that say what an empty element has to say.
const VALUES: &[&str] = &["norm", "literal", "key", "tag", "value", "name", "content"];

/// What an element says: its text, the text of what names a person in it, or an attribute.
pub(super) fn value(element: &Element<'_, '_>) -> String {
    let name = element.descendants().find(|inner| matches!(inner.local().as_str(), "name" | "person"));
    let text = name.map_or_else(|| element.text(), |name| name.text());
    let text = printable(&text);
    let text = text.trim();
    if text.is_empty() {
        return VALUES.iter().find_map(|name| element.attribute(name)).unwrap_or_default();
    }
    text.to_owned()
}

/// SGML marks the ends of texts with control characters.
pub(super) fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t' | '\r')).collect()
}

/// The names in some values.
pub(super) fn names_in(values: &[String], kind: &str, notes: &mut Vec<Note>) -> Vec<SafeText> {
    let parts = values.iter().flat_map(|value| value.split([',', '，', ';', '；', '、']));
    names::collect(parts.map(SafeText::line), kind, notes)
}

/// A byline without what says that it is one.
pub(super) fn without_label(author: &str) -> &str {
    const LABELS: &[&str] = &["本报记者", "记者", "記者", "作者", "通讯员", "By ", "by ", "BY "];
    let mut name = trim(author);
    for label in LABELS {
        name = name.strip_prefix(label).map_or(name, |rest| trim(rest).trim_start_matches([':', '：'])).trim();
    }
    if name.is_empty() { author } else { name }
}
