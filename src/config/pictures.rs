//! What a reader says of *pictures*.

use serde::Deserialize;

use crate::term::PictureProtocol;

/// The `[pictures]` table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct PictureConfig {
    /// How they are drawn; without it as the terminal says.
    pub protocol: PictureProtocol,
}
