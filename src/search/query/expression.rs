//! An *expression*: a regular expression of a query, with what a text must have for it to be found there. By that most
//! texts are told from their folds alone, without the original that the expression is asked of.

use std::ops::Deref;

use memchr::memmem::Finder;
use regex::Regex;
use regex_syntax::hir::literal::{ExtractKind, Extractor, Seq};

use crate::model::script;
use crate::search::fold::Folded;

/// More alternatives than this tell little, and cost as much as looking.
const MOST: usize = 32;

/// A regular expression.
#[derive(Clone, Debug)]
pub(super) struct Expression {
    regex: Regex,
    /// The folds of texts of which one stands in every text that the expression is found in; none where no such are known.
    required: Option<Vec<Finder<'static>>>,
}

impl Expression {
    pub fn new(regex: Regex, case_insensitive: bool) -> Self {
        let required = required(regex.as_str(), case_insensitive);
        Self { regex, required }
    }

    /// Whether it may be found in a text, told from its full fold: false where it is not.
    pub fn may_be_in(&self, folded: &[u8]) -> bool {
        let has = |finder: &Finder<'_>| finder.find(folded).is_some();
        self.required.as_ref().is_none_or(|required| required.iter().any(has))
    }
}

impl Deref for Expression {
    type Target = Regex;
    fn deref(&self) -> &Regex {
        &self.regex
    }
}

/// What every find begins with, or ends with: what tells more.
fn required(pattern: &str, case_insensitive: bool) -> Option<Vec<Finder<'static>>> {
    let mut parser = regex_syntax::ParserBuilder::new();
    let hir = parser.case_insensitive(case_insensitive).multi_line(true).build().parse(pattern).ok()?;
    let literals = |kind: ExtractKind| plain(&Extractor::new().kind(kind).limit_total(MOST).extract(&hir));
    let (starts, ends) = (literals(ExtractKind::Prefix), literals(ExtractKind::Suffix));
    let shortest = |texts: &Vec<String>| texts.iter().map(String::len).min().unwrap_or(0);
    let texts = [starts, ends].into_iter().flatten().max_by_key(shortest)?;
    Some(texts.iter().map(|text| Finder::new(Folded::new(text).text()).into_owned()).collect())
}

/// The literals, if each is of characters whose fold does not depend on what stands beside them.
fn plain(literals: &Seq) -> Option<Vec<String>> {
    let stands_alone = |c: char| c.is_ascii_alphanumeric() || script::is_common_han(c);
    let texts =
        literals.literals()?.iter().map(|literal| std::str::from_utf8(literal.as_bytes()).ok().map(str::to_owned));
    let mut texts: Vec<String> = texts.collect::<Option<_>>()?;
    // The folds of Ａ and A are one.
    for text in &mut texts {
        *text = Folded::new(text).text().into();
    }
    texts.sort();
    texts.dedup();
    let is_plain = !texts.is_empty() && texts.iter().all(|text| !text.is_empty() && text.chars().all(stands_alone));
    is_plain.then_some(texts)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex::RegexBuilder;

    use super::*;

    fn expression(pattern: &str) -> Expression {
        let regex = RegexBuilder::new(pattern).case_insensitive(true).multi_line(true).build().expect(pattern);
        Expression::new(regex, true)
    }

    #[test]
    fn what_a_text_must_have_is_known_of_most() {
        for (pattern, text, may) in [
            ("第[一二]章", "第三章", false),
            ("第[一二]章", "第二章", true),
            (r"\d+例", "新增三人", false),
            (r"\d+例", "新增三例", true),
            ("津.{0,8}?控", "北京", false),
            ("(會議|会议)", "开会", false),
            ("(會議|会议)", "会议", true),
            ("GDP", "gdp", true),
            // Nothing is known of these.
            (r"\p{Han}{2}", "a", true),
            ("[^。]*", "x", true),
            ("……", "a", true),
        ] {
            assert_eq!(expression(pattern).may_be_in(Folded::new(text).text().as_bytes()), may, "{pattern} {text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_found_may_be_in(
            pieces in prop::collection::vec(
                prop::sample::select(vec!["第", "[一二]", "章?", r"\d+", "會議", "a.b", "É", "——", r"\.", "x*", "(一|二章)"]), 1..5,
            ),
            text in "[第一二章会會议議0-3abAＡé́É—–. x\\n]{0,24}",
        ) {
            let pattern = pieces.concat();
            let expression = expression(&pattern);
            if expression.find_iter(&text).any(|found| !found.is_empty()) {
                prop_assert!(expression.may_be_in(Folded::new(&text).text().as_bytes()), "{} {:?}", pattern, text);
            }
        }
    }
}
