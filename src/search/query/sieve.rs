//! The *sieve*: whether an article may answer a query, told from its meta and its fold alone, without the article. What
//! it lets through is looked at to the letter; what it does not is no answer.

use std::sync::Arc;

use super::ast::{Matcher, QueryNode, TextField};
use super::{Query, holds};
use crate::model::{Meta, TraceTable};
use crate::search::document::{Document, Facts};
use crate::search::fold::Folded;

impl Query {
    /// Whether an article may answer the query. `traces` are those that a query needs which asks for marks; `meta` and
    /// `fold` give its meta and its [fold](crate::search::FoldedArticle::whole), when they are needed; where there is
    /// none, anything may be in it.
    pub fn may_match<'f>(
        &self,
        traces: Option<&TraceTable>,
        meta: &dyn Fn() -> Option<Arc<Meta>>,
        fold: &dyn Fn() -> Option<&'f [u8]>,
    ) -> bool {
        answer(&self.node, &|node| leaf(node, traces, meta, fold)) != Some(false)
    }
}

/// What a question is answered by the answers to its parts; `None` where that is not known.
fn answer(node: &QueryNode, leaf: &dyn Fn(&QueryNode) -> Option<bool>) -> Option<bool> {
    // The answer that settles it, or the other one if all are.
    let settled = |nodes: &[QueryNode], by: bool| {
        let mut all = Some(!by);
        for node in nodes {
            match answer(node, leaf) {
                Some(answer) if answer == by => return Some(by),
                None => all = None,
                Some(_) => {}
            }
        }
        all
    };
    match node {
        QueryNode::All(nodes) => settled(nodes, false),
        QueryNode::Any(nodes) => settled(nodes, true),
        QueryNode::Not(node) => answer(node, leaf).map(|answer| !answer),
        QueryNode::Text(..) | QueryNode::Date(_) | QueryNode::Lang(_) | QueryNode::Is(_) => leaf(node),
    }
}

fn leaf<'f>(
    node: &QueryNode,
    traces: Option<&TraceTable>,
    meta: &dyn Fn() -> Option<Arc<Meta>>,
    fold: &dyn Fn() -> Option<&'f [u8]>,
) -> Option<bool> {
    match node {
        QueryNode::Text(TextField::Anywhere, Matcher::Regex(expression)) => {
            if expression.may_be_in(fold()?) {
                None
            } else {
                Some(false)
            }
        }
        QueryNode::Text(TextField::Anywhere, Matcher::Literal(literal)) => {
            if literal.may_be_in(fold()?) {
                None
            } else {
                Some(false)
            }
        }
        // Everything else is answered without the body.
        _ => {
            let meta = meta()?;
            let title = Folded::new(&meta.title);
            let facts = traces.map_or_else(Facts::default, |traces| Facts::of(traces, &meta));
            let document = Document { meta: &meta, title: title.view(), body: None, facts };
            Some(holds(node, &document))
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Article, Block, BlockKind, SafeText, Timestamp};
    use crate::search::{FoldedArticle, QueryOptions};

    fn article(title: &str, body: &[&str]) -> Article {
        let mut article = Article::default();
        article.meta.title = SafeText::line(title);
        article.meta.source = vec![SafeText::line("天津日报")];
        article.body = body.iter().map(|text| Block::plain(BlockKind::Paragraph, SafeText::body(text))).collect();
        article
    }

    fn passes(query: &str, article: &Article, has_fold: bool) -> (bool, bool) {
        let query = Query::parse(query, &QueryOptions::new(Timestamp::default())).expect(query);
        let folded = FoldedArticle::new(article);
        let whole = folded.whole();
        let may =
            query.may_match(None, &|| Some(Arc::new(article.meta.clone())), &|| has_fold.then_some(whole.as_bytes()));
        (may, query.find(&folded.document(article, Facts::default())).is_some())
    }

    #[test]
    fn what_cannot_answer_does_not_pass() {
        let article = article("會議", &["11：30 天津市委開會", "第二段"]);
        for (query, answer) in [
            ("会议", true),
            ("上海", false),
            ("11:30 tjsw", true),
            ("天津 上海", false),
            ("天津 -上海", true),
            ("-天津", false),
            ("上海 OR 第二段", true),
            ("source:天津 开会", true),
            ("source:北京 开会", false),
            ("-source:天津", false),
            ("title:天津", false),
            ("/第[一二]段/", true),
            ("bjsw", false),
            // No find crosses the blocks, nor title and body.
            ("开会第二", false),
            ("会议11", false),
        ] {
            let (may, does) = passes(query, &article, true);
            assert_eq!(does, answer, "{query}");
            // Of what is excluded only the article itself tells.
            assert_eq!(may, answer || query == "-天津", "{query}");
            assert!(
                passes(query, &article, false).0
                    || query.contains("source:北京")
                    || query.starts_with("-source")
                    || query.starts_with("title")
            );
        }
    }

    proptest! {
        #[test]
        fn what_answers_passes(
            title in "[天津会議 a-cA。：:1]{0,6}",
            body in prop::collection::vec("[天津市委会議開 a-cÀＡ「“…。：:0-3か]{0,12}", 0..4),
            words in prop::collection::vec(("-?", "[天津市委会议开 tjswkha-cA:1]{1,4}"), 1..3),
        ) {
            let query: Vec<String> =
                words.iter().map(|(not, word)| format!("{not}{}", word.trim())).filter(|word| word.len() > 1).collect();
            let query = query.join(" ");
            prop_assume!(Query::parse(&query, &QueryOptions::new(Timestamp::default())).is_ok());
            let body: Vec<&str> = body.iter().map(String::as_str).collect();
            let (may, does) = passes(&query, &article(&title, &body), true);
            prop_assert!(may || !does, "{}", query);
        }
    }
}
