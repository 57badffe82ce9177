//! *Completion*: what is offered in the place of what is typed, and which of it was put in; the tags that are.

use crate::model::{SafeText, parts_tags};
use crate::search::Matching;

/// So many are offered.
const OFFERED: usize = 24;

/// What is offered, and the one of it that was walked to.
#[derive(Debug)]
pub(super) struct Offers<T> {
    all: Vec<T>,
    walked: Option<usize>,
}

impl<T> Default for Offers<T> {
    fn default() -> Self {
        Self::of(Vec::new())
    }
}

impl<T> Offers<T> {
    /// These, of which none was walked to.
    pub fn of(all: Vec<T>) -> Self {
        Self { all, walked: None }
    }

    pub fn all(&self) -> &[T] {
        &self.all
    }

    pub fn walked(&self) -> Option<usize> {
        self.walked
    }

    /// The next one, or the one before; around the ends. None where there is none.
    pub fn walk(&mut self, forward: bool) -> Option<&T> {
        let last = self.all.len().checked_sub(1)?;
        let next = match (self.walked, forward) {
            (Some(at), true) if at < last => at + 1,
            (_, true) => 0,
            (None | Some(0), false) => last,
            (Some(at), false) => at - 1,
        };
        self.walked = Some(next);
        self.all.get(next)
    }
}

/// What a prompt can be completed from.
#[derive(Debug)]
pub(super) struct Completion {
    /// All there is, what is most likely meant first.
    known: Vec<SafeText>,
    offers: Offers<SafeText>,
}

impl Completion {
    pub fn new(known: Vec<SafeText>) -> Self {
        Self { known, offers: Offers::default() }
    }

    /// What is offered, and which of it was put in.
    pub fn offered(&self) -> (&[SafeText], Option<usize>) {
        (self.offers.all(), self.offers.walked())
    }

    /// Something else was typed: `text`, of which the last word before the cursor is completed. That may be a part of a
    /// tag, or its pinyin.
    pub fn offer(&mut self, text: &str, before_cursor: &str, matching: &Matching) {
        let word = &before_cursor[word_start(before_cursor)..];
        let typed: Vec<&str> = text.split(parts_tags).collect();
        let is_new = |tag: &&SafeText| *tag.as_str() == *word || !typed.contains(&tag.as_str());
        let query = matching.understand(&format!("\"{word}\"")).query;
        let by_sound = matching.understand(word).query;
        let rank = |tag: &SafeText| {
            if word.is_empty() || tag.starts_with(word) {
                return Some(0);
            }
            let finds = query.as_ref().map(|query| query.find_in(tag)).unwrap_or_default();
            if let Some(first) = finds.first() {
                return Some(if first.start == 0 { 1 } else { 3 });
            }
            let finds = by_sound.as_ref().map(|query| query.find_in(tag)).unwrap_or_default();
            finds.first().map(|first| if first.start == 0 { 2 } else { 4 })
        };
        let mut ranked: Vec<(u8, &SafeText)> =
            self.known.iter().filter(is_new).filter_map(|tag| Some((rank(tag)?, tag))).collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        self.offers = Offers::of(ranked.into_iter().take(OFFERED).map(|(_, tag)| tag.clone()).collect());
    }

    /// Chooses the next one that is offered, or the one before; gives it, and where what it takes the place of begins.
    pub fn choose(&mut self, before_cursor: &str, forward: bool) -> Option<(usize, SafeText)> {
        let tag = self.offers.walk(forward)?.clone();
        Some((word_start(before_cursor), tag))
    }
}

/// Where the word before the cursor begins, behind what stands before a tag.
fn word_start(before_cursor: &str) -> usize {
    let start = before_cursor.char_indices().rev().find(|(_, c)| parts_tags(*c)).map_or(0, |(at, c)| at + c.len_utf8());
    let word = &before_cursor[start..];
    start + word.len() - word.trim_start_matches(['-', '－', '#', '＃']).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(text: &str) -> String {
        let known = ["体育", "天津体育", "AI", "天津", "email"].map(SafeText::line).to_vec();
        let mut completion = Completion::new(known);
        completion.offer(text, text, &Matching::default());
        completion.offered().0.iter().map(SafeText::as_str).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_tag_is_offered_by_its_beginning_its_middle_and_its_sound() {
        for (text, tags) in [
            ("", "体育 天津体育 AI 天津 email"),
            ("天", "天津体育 天津"),
            ("体", "体育 天津体育"),
            ("ty", "体育 天津体育"),
            ("ai", "AI email"),
            ("AI 天津 tian", "天津体育"),
            ("天津，", "体育 天津体育 AI email"),
            ("体育 -体", "天津体育"),
            ("date:", ""),
        ] {
            assert_eq!(offered(text), tags, "{text}");
        }
    }

    #[test]
    fn they_are_gone_through_in_a_circle() {
        let mut completion = Completion::new(["天津", "天气"].map(SafeText::line).to_vec());
        completion.offer("AI #天", "AI #天", &Matching::default());
        let mut chosen = |forward| completion.choose("AI #天", forward).map(|(at, tag)| (at, tag.to_string()));
        assert_eq!(chosen(true), Some((4, String::from("天津"))));
        assert_eq!(chosen(true), Some((4, String::from("天气"))));
        assert_eq!(chosen(true), Some((4, String::from("天津"))));
        assert_eq!(chosen(false), Some((4, String::from("天气"))));
        assert_eq!(chosen(false), Some((4, String::from("天津"))));
        assert_eq!(Completion::new(Vec::new()).choose("", false), None);
    }
}
