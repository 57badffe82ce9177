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
