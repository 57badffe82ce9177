//! What a reader says of *pictures*.

use serde::Deserialize;

use crate::term::PictureProtocol;

/// The `[pictures]` table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct PictureConfig {
    /// Whether they stand in the text, small, or only what is said of them.
    pub show: PicturesShown,
    /// How they are drawn; without it as the terminal says.
    pub protocol: PictureProtocol,
}

/// What of pictures is in the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PicturesShown {
    /// What is said of them.
    #[default]
    Text,
    /// They themselves, small.
    Inline,
}
