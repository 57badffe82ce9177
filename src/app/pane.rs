//! A *pane*: the list or the article; one of them has the focus.

/// The pane that keys go to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The list of articles.
    #[default]
    List,
    /// The article.
    Reader,
}
