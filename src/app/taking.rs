//! *Taking along*: an article as text, and how it is cited.

use crate::model::{Article, BlockKind, Language, Meta, Timestamp};

/// The article as plain text: the title, and each block as a paragraph of its own.
pub(super) fn text(article: &Article) -> String {
    let mut text = article.meta.title.to_string();
    for block in &article.body {
        let own = match &block.kind {
            BlockKind::Rule => "* * *",
            _ => block.text(),
        };
        if !own.is_empty() {
            text.push_str("\n\n");
            text.push_str(own);
        }
    }
    text.push('\n');
    text
}

/// The title, who wrote and printed it, when, and where it is: as much of it as is known.
pub(super) fn citation(meta: &Meta, language: Language) -> String {
    let chinese = language.is_chinese();
    let title = if chinese { format!("《{}》", meta.title) } else { format!("\u{201C}{}\u{201D}", meta.title) };
    let date = meta.published.map(Timestamp::date);
    let parts = [
        meta.author.as_ref().map(ToString::to_string),
        Some(title),
        meta.source.first().map(ToString::to_string),
        date,
        meta.url.as_ref().map(ToString::to_string),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(if chinese { "，" } else { ", " })
}

/// The longest name that is proposed for a file, in characters: in UTF-8 it stays below what systems take.
const LONGEST_NAME: usize = 60;

/// A name for the article's file, made of its title: without what stands for something in a path or in a shell.
pub(super) fn file_name(meta: &Meta) -> String {
    let safe = |c: char| if "/\\:*?\"<>|`$&;'!#%{}~".contains(c) || c.is_control() { ' ' } else { c };
    let title: String = meta.title.chars().map(safe).collect();
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let title: String = title.trim_start_matches(['.', '-', ' ']).chars().take(LONGEST_NAME).collect();
    let title = title.trim_end_matches(['.', ' ']);
    format!("{}.md", if title.is_empty() { "article" } else { title })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, SafeText};

    #[test]
    fn what_is_taken_along_is_the_text_of_the_model() {
        let line = |text: &str| SafeText::body(text);
        let meta = Meta { title: line("桥头"), url: Some(line("https://a.example/1")), ..Meta::default() };
        let body = vec![
            Block::plain(BlockKind::Paragraph, line("甲乙。")),
            Block::plain(BlockKind::Rule, SafeText::default()),
            Block::plain(BlockKind::Code { lang: None }, line("a\n  b")),
        ];
        let article = Article { meta, body, ..Article::default() };
        assert_eq!(text(&article), "桥头\n\n甲乙。\n\n* * *\n\na\n  b\n");
        assert_eq!(citation(&article.meta, Language::Chinese), "《桥头》，https://a.example/1");
        assert_eq!(citation(&article.meta, Language::English), "\u{201C}桥头\u{201D}, https://a.example/1");
    }

    #[test]
    fn a_file_is_named_safely_after_its_title() {
        let name = |title: &str| file_name(&Meta { title: SafeText::line(title), ..Meta::default() });
        assert_eq!(name("桥头：早点 11:30"), "桥头：早点 11 30.md");
        assert_eq!(name("../../etc/passwd"), "etc passwd.md");
        assert_eq!(name("-rf $(id) `x`..."), "rf (id) x.md");
        assert_eq!(name("/"), "article.md");
        assert!(name(&"长".repeat(300)).len() < 200);
    }
}
