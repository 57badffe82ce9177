//! *Limits*: how much of a file is read before it is too much. No article needs as much as any of them allows.

use serde::Deserialize;

/// The limits of reading; each has a default that no honest file reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Limits {
    /// The largest file that is read, in bytes. A device file has no end.
    pub file: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { file: 256 << 20 }
    }
}
