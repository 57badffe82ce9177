//! *Limits*: how much of a file is read before it is too much. No article needs as much as any of them allows;
//! where one is reached, a [`Note`](super::Note) says so.

use serde::Deserialize;

/// The limits of reading; each has a default that no honest file reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Limits {
    /// The largest file that is read, in bytes.
    pub file: u64,
    /// How deep the elements of HTML may be nested. Reading takes time in the square of it.
    pub html_depth: usize,
    /// The most elements, texts and comments of one HTML document; each takes some 200 bytes.
    pub html_nodes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { file: 256 << 20, html_depth: 512, html_nodes: 400_000 }
    }
}
