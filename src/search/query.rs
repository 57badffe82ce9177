//! A *query*: what the reader typed, understood once and asked of many texts.
//!
//! Today a query is plain text, compared under the [fold](super::Fold), with smart case: capitals count only if the
//! pattern has one.

use std::ops::Range;

use memchr::memmem::Finder;

use super::fold::{Case, Fold, FoldOptions};

/// A question to a text.
///
/// Invariant: the folded pattern is not empty.
#[derive(Clone, Debug)]
pub struct Query {
    pattern: String,
    finder: Finder<'static>,
    options: FoldOptions,
}

impl Query {
    /// Understands `pattern`. Spaces at its ends do not count (input methods and pasting leave them); `None` if there
    /// is nothing else in it.
    pub fn parse(pattern: &str) -> Option<Self> {
        let case = if pattern.chars().any(char::is_uppercase) { Case::Sensitive } else { Case::Folded };
        let options = FoldOptions { case };
        let fold = Fold::new(pattern, options);
        let needle = fold.as_str().trim();
        if needle.is_empty() {
            return None;
        }
        let finder = Finder::new(needle).into_owned();
        Some(Self { pattern: pattern.to_owned(), finder, options })
    }

    /// What the reader typed.
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    /// What a text has to be folded by for this query.
    pub fn options(&self) -> FoldOptions {
        self.options
    }

    /// Where the query is found in `text`: byte ranges in order, on character boundaries, none touching another's
    /// bytes.
    pub fn find_in(&self, text: &str) -> Vec<Range<usize>> {
        self.find_in_fold(&Fold::new(text, self.options))
    }

    /// [`find_in`](Self::find_in) for a text that is folded already. The ranges are those of the original text.
    ///
    /// # Panics
    /// In debug builds, if the fold was made with other [options](Self::options).
    pub fn find_in_fold(&self, fold: &Fold<'_>) -> Vec<Range<usize>> {
        debug_assert_eq!(fold.options(), self.options);
        let length = self.finder.needle().len();
        self.finder.find_iter(fold.as_str().as_bytes()).map(|at| fold.original(at..at + length)).collect()
    }

    /// Whether the query is found in `text` at all.
    pub fn is_in(&self, text: &str) -> bool {
        self.finder.find(Fold::new(text, self.options).as_str().as_bytes()).is_some()
    }

    /// The length of the folded pattern in characters.
    pub(super) fn length(&self) -> usize {
        self.finder.needle().iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
    }

    /// Whether both ask the same.
    pub(super) fn same_as(&self, other: &Self) -> bool {
        self.options == other.options && self.finder.needle() == other.finder.needle()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A text with every find between « and ».
    fn marked(pattern: &str, text: &str) -> String {
        let mut out = String::new();
        let mut done = 0;
        for range in Query::parse(pattern).map(|query| query.find_in(text)).unwrap_or_default() {
            out.push_str(&text[done..range.start]);
            out.push('«');
            out.push_str(&text[range.clone()]);
            out.push('»');
            done = range.end;
        }
        out + &text[done..]
    }

    #[test]
    fn pictures() {
        for (pattern, text, expected) in [
            ("会议", "会议强调，会议指出", "«会议»强调，«会议»指出"),
            ("11:30", "13日晚11：30会议", "13日晚«11：30»会议"),
            ("１１：３０", "晚11:30会议", "晚«11:30»会议"),
            ("gdp", "GDP、Gdp与ｇｄｐ", "«GDP»、«Gdp»与«ｇｄｐ»"),
            ("GDP", "GDP、gdp与ＧＤＰ", "«GDP»、gdp与«ＧＤＰ»"),
            ("“清零”", "面\"清零\"和“清零”", "面«\"清零\"»和«“清零”»"),
            ("it's", "but it’s fine", "but «it’s» fine"),
            ("微信", "微\u{200B}信和微信\u{200B}号", "«微\u{200B}信»和«微信»\u{200B}号"),
            ("全市 会议", "全市\n会议、全市\u{3000}会议", "«全市\n会议»、«全市\u{3000}会议»"),
            (" 会议　", "会议", "«会议»"),
            ("哈哈", "哈哈哈哈哈", "«哈哈»«哈哈»哈"),
            ("，", "一，二,三", "一«，»二«,»三"),
            ("会议", "會議", "會議"),
            ("", "会议", "会议"),
            (" \u{200B}\u{3000}", "会 议", "会 议"),
        ] {
            assert_eq!(marked(pattern, text), expected, "{pattern} in {text}");
        }
    }

    #[test]
    fn a_find_crosses_what_only_the_page_parts() {
        // 金晶科技 is a link in the middle of a word; a find does not see styles, rows or links.
        assert_eq!(marked("宁夏金晶科技有限", "宁夏金晶科技有限公司"), "«宁夏金晶科技有限»公司");
    }

    fn words() -> impl Strategy<Value = String> {
        let letters = "会议aAＡ：:“\"'’ \u{3000}\n\u{200B}\u{FE0F}İi";
        prop::collection::vec(prop::sample::select(letters.chars().collect::<Vec<_>>()), 0..4)
            .prop_map(|chars| chars.into_iter().collect())
    }

    proptest! {
        #[test]
        fn ranges_are_in_order_and_fold_to_the_pattern(pattern in words(), parts in prop::collection::vec(words(), 0..9)) {
            let text = parts.concat();
            let Some(query) = Query::parse(&pattern) else { return Ok(()) };
            let mut end = 0;
            for range in query.find_in(&text) {
                prop_assert!(range.start >= end && range.end > range.start);
                prop_assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end));
                let found = Fold::new(&text[range.clone()], query.options());
                prop_assert_eq!(found.as_str().as_bytes(), query.finder.needle());
                end = range.end;
            }
            prop_assert_eq!(query.is_in(&text), end > 0);
        }

        /// What is in the text is found, whatever stands around it.
        #[test]
        fn nothing_is_missed(before in words(), pattern in words(), after in words()) {
            let Some(query) = Query::parse(&pattern) else { return Ok(()) };
            let text = format!("{before}{pattern}{after}");
            prop_assert!(query.is_in(&text));
            prop_assert_eq!(query.find_in(&pattern).len(), 1);
        }
    }
}
