//! What was *typed before*: it comes up again where the same is asked for, the last first.

use super::prompt::Asking;
use crate::model::{Memory, SafeText, TypedKind};

/// So many words that were looked up come up again.
const LOOKED_UP: usize = 100;

/// Texts without a repetition, the last one first.
#[derive(Debug, Default)]
pub(super) struct RecentTexts(Vec<SafeText>);

impl RecentTexts {
    pub fn all(&self) -> &[SafeText] {
        &self.0
    }

    /// The last one from now on, wherever it stood.
    pub fn remember(&mut self, text: SafeText) {
        self.0.retain(|known| *known != text);
        self.0.insert(0, text);
    }

    /// One of earlier runs, behind all others.
    fn take_kept(&mut self, text: SafeText) {
        if !self.0.contains(&text) {
            self.0.push(text);
        }
    }
}

/// What was typed, by what was asked for.
#[derive(Debug, Default)]
pub(super) struct TypedBefore {
    /// What was searched for.
    pub searches: RecentTexts,
    /// What was done by its name.
    pub actions: RecentTexts,
    /// The programs that got an article.
    pub programs: RecentTexts,
    words: RecentTexts,
}

impl TypedBefore {
    /// A word that is looked up in the dictionaries; it is not kept between runs.
    pub fn remember_word(&mut self, word: SafeText) {
        self.words.remember(word);
        self.words.0.truncate(LOOKED_UP);
    }

    /// What comes up again in a prompt; none where nothing does.
    pub fn of(&self, asking: &Asking) -> Option<&[SafeText]> {
        let texts = match asking {
            Asking::File { .. } | Asking::Note { .. } => return None,
            Asking::Program => &self.programs,
            Asking::Action { .. } => &self.actions,
            Asking::Word => &self.words,
            _ => &self.searches,
        };
        Some(texts.all())
    }

    /// What earlier runs kept, behind what was typed in this one.
    pub fn take_kept(&mut self, memory: &mut Memory) {
        for (kind, text) in std::mem::take(&mut memory.typed) {
            match kind {
                TypedKind::Action => self.actions.take_kept(text),
                TypedKind::Program => self.programs.take_kept(text),
            }
        }
        for text in std::mem::take(&mut memory.searches) {
            self.searches.take_kept(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_in_this_run_stands_before_what_earlier_ones_kept() {
        let mut before = TypedBefore::default();
        for text in ["甲", "乙", "甲"] {
            before.searches.remember(SafeText::line(text));
        }
        let searches = ["乙", "丙"].map(SafeText::line).to_vec();
        let typed = vec![(TypedKind::Program, SafeText::line("wc"))];
        before.take_kept(&mut Memory { searches, typed, ..Memory::default() });
        let of = |asking| before.of(&asking).map(|texts| texts.iter().map(SafeText::as_str).collect::<String>());
        assert_eq!(of(Asking::Find).as_deref(), Some("甲乙丙"));
        assert_eq!(of(Asking::Program).as_deref(), Some("wc"));
        assert_eq!(of(Asking::File { standing: None }), None);
    }
}
