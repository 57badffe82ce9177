//! What a rule can say: the *kinds* of place it looks at, of field it fills, of end it puts.

use serde::Deserialize;

/// What a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum At {
    Line,
    Start,
    End,
    Element,
    Image,
    Link,
    Code,
}

/// Where in a document a rule holds: before the first prose, after the last, either, or anywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Position {
    #[default]
    Any,
    Head,
    Tail,
    Edges,
}

/// Where in a document a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Zone {
    Head,
    Body,
    Tail,
}

impl Position {
    pub(super) fn holds(self, zone: Zone) -> bool {
        match self {
            Self::Any => true,
            Self::Head => zone == Zone::Head,
            Self::Tail => zone == Zone::Tail,
            Self::Edges => zone != Zone::Body,
        }
    }
}

/// The field of the meta a credit belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum CreditField {
    Source,
    Editor,
    Author,
    Reporters,
    OriginalTitle,
    Url,
    Updated,
}

/// How surely the article is over where a line of this rule stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Ends {
    Soft,
    Hard,
}

/// What becomes of a match that is not cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Becomes {
    Related,
    Caption,
    InlineImage,
}

/// What the name of an element says of the words in it. Of several the first stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum CreditHint {
    /// Who wrote it.
    Author,
    /// The account that published it, on a platform of many.
    Account,
    /// The account of somebody who writes there.
    Nick,
    /// Whose text it is.
    Source,
    Editor,
    Date,
    /// Something else.
    Aside,
}

/// Of what a date is, as its label says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateLabel {
    Published,
    Updated,
    /// Of nothing that is asked for.
    Other,
}
