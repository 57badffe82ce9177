//! The *screen*: which of the two is up, and what each remembers. One at a time.

use super::keys::Context;
use super::pane::Pane;
use super::results::Results;

/// What is up.
#[derive(Debug)]
pub enum Screen {
    /// The list and the article, beside one another or one at a time.
    Browse(Browse),
    /// The results of a search in all articles.
    Results(Box<Results>),
}

impl Screen {
    /// Where keys are looked up while no overlay is up.
    pub(super) fn context(&self) -> Context {
        match self {
            Self::Results(_) => Context::Results,
            Self::Browse(browse) if browse.focus == Pane::List => Context::List,
            Self::Browse(_) => Context::Reader,
        }
    }
}

/// The list and the article.
#[derive(Debug, Default)]
pub struct Browse {
    /// The pane that keys go to.
    pub focus: Pane,
    /// Whether the list is hidden even where there is room for it.
    pub list_hidden: bool,
    /// What the article was opened from: going back goes there.
    pub opened_from: OpenedFrom,
}

/// What the article on the screen was opened from.
#[derive(Debug, Default)]
pub enum OpenedFrom {
    /// The list.
    #[default]
    List,
    /// The results, which travel with the article: the next article is the next result, and going back leads to them.
    Results(Box<Results>),
}
