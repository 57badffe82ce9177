//! The *front matter*: what is known about an article, as YAML.

use std::fmt::Write;

use crate::model::{Meta, SafeText};

/// The front matter of an article. Every text is quoted: a name may be anything that YAML takes for something else.
pub(super) fn matter(meta: &Meta) -> String {
    let mut out = String::from("---\n");
    one(&mut out, "title", Some(&meta.title));
    one(&mut out, "original_title", meta.original_title.as_ref());
    // Writing to a string does not fail.
    for (key, time) in [("date", meta.published), ("updated", meta.updated)] {
        if let Some(time) = time {
            let _ = writeln!(out, "{key}: {time}");
        }
    }
    one(&mut out, "author", meta.author.as_ref());
    many(&mut out, "reporters", &meta.reporters);
    many(&mut out, "source", &meta.source);
    one(&mut out, "editor", meta.editor.as_ref());
    many(&mut out, "categories", &meta.categories);
    many(&mut out, "tags", &meta.tags);
    one(&mut out, "url", meta.url.as_ref());
    one(&mut out, "cover", meta.lead_image.as_ref());
    one(&mut out, "lang", meta.lang.as_ref());
    for (key, said) in [("read", meta.read), ("starred", meta.starred)] {
        if let Some(said) = said {
            let _ = writeln!(out, "{key}: {said}");
        }
    }
    out.push_str("generator: kanbao\n---\n\n");
    out
}

fn one(out: &mut String, key: &str, value: Option<&SafeText>) {
    if let Some(value) = value {
        let _ = writeln!(out, "{key}: {}", quoted(value));
    }
}

fn many(out: &mut String, key: &str, values: &[SafeText]) {
    if !values.is_empty() {
        let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
        let _ = writeln!(out, "{key}: [{}]", values.join(", "));
    }
}

/// A text in double quotes, as YAML and JSON both read it. Exporters write references into their front matters, so they
/// are read there: what looks like one is written as one.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for (at, c) in text.char_indices() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '&' if super::escape::is_reference(&text[at..]) => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
