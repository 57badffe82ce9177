//! The *table* of furniture (`assets/furniture.toml`): what is looked up in it besides its rules.

use std::sync::LazyLock;

use super::class_names::each_name;
use super::compiled::{
    ANSWERS, AUTHORS, CODE, CODE_LINES, COMPOUND_SURNAMES, CONTENT, CONTENT_WORDS, CREDITS, Credit, LABEL_CREDITS,
    LABEL_FIRSTS, LABELS, NOTICES, POSTS, REASONS, RULES, SURNAMES, UNWRAPS,
};
use crate::extract::pattern::Pattern;

/// A pair of marks that are taken off so that what is between them is read.
pub(crate) struct Unwrap {
    /// What both marks have in them: a document without it is not searched for them.
    pub needs: &'static str,
    pub open: Pattern,
    pub close: Pattern,
}

/// The credit whose label `text` begins with, and the length of the label. Of several the longest.
pub(crate) fn credit_at(text: &str) -> Option<(&'static Credit, usize)> {
    let first = text.chars().next()?;
    let at = LABEL_FIRSTS.binary_search_by_key(&first, |(first, ..)| *first).ok()?;
    let (_, from, to) = LABEL_FIRSTS[at];
    let place = (usize::from(from)..usize::from(to)).find(|place| text.starts_with(LABELS.at(*place)))?;
    Some((&CREDITS[usize::from(LABEL_CREDITS[place])], LABELS.at(place).len()))
}

/// Whether a word begins with a surname.
pub(crate) fn begins_with_surname(word: &str) -> bool {
    word.chars().next().is_some_and(|first| SURNAMES.binary_search(&first).is_ok())
        || COMPOUND_SURNAMES.iter().any(|surname| word.starts_with(surname))
}

/// What a reason is called in Chinese, where the table knows it: the user's own rules need no name.
pub(crate) fn name(reason: &str) -> Option<&'static str> {
    let reasons = REASONS.iter().map(|[known, zh]| (*known, Some(*zh)));
    let rules = RULES.iter().map(|rule| (rule.name, rule.zh));
    reasons.chain(rules).find(|(name, zh)| *name == reason && zh.is_some()).and_then(|(_, zh)| zh)
}

/// How surely a class name or id means "the article": the lower the surer; `None` for not at all.
pub(crate) fn content_rank(token: &str) -> Option<usize> {
    let mut best = CONTENT.get(token.as_bytes()).copied();
    if best.is_none() {
        each_name(token, |name| {
            best = best.into_iter().chain(CONTENT_WORDS.get(name).copied()).min();
        });
    }
    best.map(usize::from)
}

/// Whether a class name or id is one of what says who wrote a post.
pub(crate) fn is_author(token: &str) -> bool {
    let mut found = false;
    each_name(token, |name| found |= AUTHORS.get(name).is_some());
    found
}

/// Whether a class name or id is one of a post of a thread.
pub(crate) fn is_post(token: &str) -> bool {
    let mut found = false;
    each_name(token, |name| found |= POSTS.get(name).is_some());
    found
}

/// Whether a class name or id is one of an answer below its question.
pub(crate) fn is_answer(token: &str) -> bool {
    let mut found = false;
    each_name(token, |name| found |= ANSWERS.get(name).is_some());
    found
}

/// Whether a line, given as its letters, is a notice of the site: who owns it, who is answerable for it.
pub(crate) fn is_notice(letters: &str) -> bool {
    NOTICES.iter().any(|notice| letters.contains(notice))
}

/// Whether a class name or id says that its element is laid out code.
pub(crate) fn is_code(token: &str) -> bool {
    CODE.get(token.as_bytes()).is_some()
}

/// Whether a class name says that its element is a line of code.
pub(crate) fn is_code_line(token: &str) -> bool {
    CODE_LINES.get(token.as_bytes()).is_some()
}

/// The marks that hide real paragraphs.
pub(crate) fn unwraps() -> &'static [Unwrap] {
    static READ: LazyLock<Vec<Unwrap>> = LazyLock::new(|| {
        let marks = |[needs, open, close]: &[&'static str; 3]| Unwrap {
            needs,
            open: Pattern::spelled(open),
            close: Pattern::spelled(close),
        };
        UNWRAPS.iter().map(marks).collect()
    });
    &READ
}
