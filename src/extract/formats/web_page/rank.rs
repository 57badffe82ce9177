//! The *rank* of an element: how surely its names say that it is the article.

use scraper::Node;

use crate::extract::furniture;
use crate::extract::markup::html::{attr, name, tokens};

/// A node of the page's tree.
pub(super) type PageNode<'h> = ego_tree::NodeRef<'h, Node>;

/// The rank of what is an article by its tag alone: other articles are so too.
pub(super) const BY_TAG: usize = 1000;

/// How surely an element says that it is the article: the lower the surer.
pub(super) fn content_rank(node: PageNode<'_>) -> Option<usize> {
    if matches!(name(&node), "html" | "body") {
        return None;
    }
    let token = tokens(&node).filter_map(furniture::content_rank).min();
    let body = (attr(&node, "itemprop")
        .is_some_and(|props| props.split_whitespace().any(|prop| prop == "articleBody")))
    .then_some(0);
    let semantic = (name(&node) == "article").then_some(BY_TAG);
    token.or(body).or(semantic)
}
