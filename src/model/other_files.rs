//! *Other files*: what an archive holds that is no article: pictures, films, offices' documents, programs. It is not
//! listed, but counted and said.

use std::collections::BTreeMap;

use super::{SafeText, Words};

/// How many files there are of each kind that is no article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OtherFiles(BTreeMap<SafeText, usize>);

impl OtherFiles {
    /// Counts one of a kind, which is its usual extension; empty where that is not known.
    pub fn count(&mut self, kind: &SafeText) {
        *self.0.entry(kind.clone()).or_default() += 1;
    }

    /// How many there are.
    pub fn total(&self) -> usize {
        self.0.values().sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them in one sentence, the commonest kind first: `12 files that are no articles: 7 pdf, 5 png`.
    pub fn sentence(&self, words: &Words) -> String {
        let mut kinds: Vec<(&SafeText, usize)> = self.0.iter().map(|(kind, count)| (kind, *count)).collect();
        kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let kind = |(kind, count): &(&SafeText, usize)| match kind.is_empty() {
            true => format!("{count}{}", words.other_kind),
            false => format!("{count}{}{kind}", words.other_of),
        };
        let kinds: Vec<String> = kinds.iter().map(kind).collect();
        let total = self.total();
        let are = if total == 1 { words.other_file } else { words.other_files };
        format!("{total}{are}{}", kinds.join(words.other_comma))
    }
}

/// Extensions that articles have.
const ARTICLES: &[&str] = &[
    "md", "markdown", "txt", "text", "html", "htm", "xhtml", "shtml", "mht", "mhtml", "eml", "xml", "rss", "atom",
    "epub",
];

/// The kind that a name says: its extension, by the commoner of two that mean the same.
pub fn kind_of_name(name: &str) -> SafeText {
    let extension = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, own)| own.to_ascii_lowercase());
    let known =
        extension.filter(|own| (1..=8).contains(&own.len()) && own.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let kind = match known.as_deref().unwrap_or_default() {
        "jpeg" | "jpe" | "jfif" => "jpg",
        "tif" => "tiff",
        "mpeg" => "mpg",
        "yml" => "yaml",
        "sqlite3" => "sqlite",
        // An article may be called so; what is in it is something else.
        own if ARTICLES.contains(&own) => "",
        other => other,
    };
    SafeText::line(kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;

    #[test]
    fn they_are_said_in_one_sentence() {
        let mut others = OtherFiles::default();
        let of = |others: &OtherFiles| [Language::English, Language::Chinese].map(|it| others.sentence(Words::of(it)));
        others.count(&kind_of_name("a.PNG"));
        assert_eq!(of(&others), ["1 file that is no article: 1 png", "1 个文件不是文章：1 个 png"]);
        for name in ["b.png", "c.pdf", "d.PDF", "e.pdf", "f.jpeg", "g.jpg", "core.md"] {
            others.count(&kind_of_name(name));
        }
        assert_eq!(
            of(&others),
            [
                "8 files that are no articles: 3 pdf, 2 jpg, 2 png, 1 of another kind",
                "8 个文件不是文章：3 个 pdf，2 个 jpg，2 个 png，1 个其他文件",
            ]
        );
    }
}
