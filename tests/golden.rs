//! The samples inside the binary, as the archive reads them: one picture a sample.

use std::fmt::Write;

use kanbao::library;
use kanbao::model::{Article, BlockKind};

/// An article in lines: its meta, its blocks, what was cut.
fn picture(article: &Article) -> String {
    let mut out = String::new();
    let meta = serde_json::to_value(&article.meta).unwrap();
    for (key, value) in meta.as_object().unwrap() {
        if !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()) {
            writeln!(out, "{key}: {value}").unwrap();
        }
    }
    out.push('\n');
    for block in &article.body {
        let more = match &block.kind {
            BlockKind::Heading { level } => format!(" {level}"),
            BlockKind::Image { src } => format!(" <{}>", src.as_deref().unwrap_or_default()),
            BlockKind::List { items } => format!(" of {}", items.len()),
            BlockKind::Table { rows, .. } => format!(" of {}×{}", rows.len(), rows.first().map_or(0, Vec::len)),
            _ => String::new(),
        };
        writeln!(out, "{}{more}| {}", block.kind.name(), block.text().replace('\n', "\n    ")).unwrap();
        for span in &block.inline.spans {
            let reading = span.reading.as_ref().map(|reading| format!(" ({reading})")).unwrap_or_default();
            writeln!(out, "    {:?}: {}{reading}", span.style, &block.text()[span.start..span.end]).unwrap();
        }
    }
    out.push('\n');
    for removed in &article.removed {
        writeln!(out, "- {}: {}", removed.reason.0, removed.text.replace('\n', "\n    ")).unwrap();
    }
    out
}

#[test]
fn samples() {
    for origin in library::samples() {
        let article = library::read(&origin).unwrap();
        insta::assert_snapshot!(origin.display().replace('.', "-"), picture(&article));
    }
}
