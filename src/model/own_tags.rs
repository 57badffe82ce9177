//! The *tags* that the reader gives articles: words of one's own, beside the categories and tags that files have.

use std::fmt;
use std::sync::Arc;

use super::SafeText;

/// The tags of an article, in the order in which they were given, none of them twice; none has a space or a comma in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnTags(Arc<[SafeText]>);

/// What parts tags that are typed.
pub fn parts_tags(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | '，' | '、')
}

impl OwnTags {
    /// The tags that were typed, parted by spaces or commas. `-tag` takes one away that was typed before it; a # in front
    /// is none of it.
    pub fn typed(text: &str) -> Self {
        let mut tags: Vec<SafeText> = Vec::new();
        for word in text.split(parts_tags) {
            let (is_taken, word) = match word.strip_prefix(['-', '－']) {
                Some(rest) => (true, rest),
                None => (false, word),
            };
            let tag = SafeText::line(word.trim_start_matches(['#', '＃']));
            match tags.iter().position(|known| *known == tag) {
                Some(at) if is_taken => _ = tags.remove(at),
                None if !is_taken && !tag.is_empty() => tags.push(tag),
                _ => {}
            }
        }
        Self(tags.into())
    }

    /// The tags.
    pub fn as_slice(&self) -> &[SafeText] {
        &self.0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<SafeText> for OwnTags {
    fn from_iter<T: IntoIterator<Item = SafeText>>(tags: T) -> Self {
        Self(tags.into_iter().collect())
    }
}

/// As they are typed and kept, parted by spaces.
impl fmt::Display for OwnTags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, tag) in self.0.iter().enumerate() {
            let gap = if at > 0 { " " } else { "" };
            write!(f, "{gap}{tag}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_parted_by_spaces_and_commas_and_taken_away_by_a_minus() {
        for (typed, tags) in [
            ("天津 疫情", "天津 疫情"),
            ("天津，疫情、 #AI,,ＡＩ", "天津 疫情 AI ＡＩ"),
            ("天津 疫情 天津", "天津 疫情"),
            ("天津 疫情 -天津", "疫情"),
            ("-天津 天津", "天津"),
            ("天津 －天津 -上海", ""),
            (" ， - # ", ""),
            ("C-3PO", "C-3PO"),
        ] {
            let own = OwnTags::typed(typed);
            assert_eq!(own.to_string(), tags, "{typed}");
            assert_eq!(OwnTags::typed(&own.to_string()), own, "what is kept is read again");
        }
    }
}
