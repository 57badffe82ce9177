//! The *programs* that are started for the reader: each a list of words, the first of which is the program. No shell ever
//! sees them.

use serde::Deserialize;

/// The `[programs]` table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Programs {
    /// Takes what is copied, on its standard input; without it the terminal is told (OSC 52).
    pub copy: Option<Vec<String>>,
    /// Opens an address, which is its last word; without it the one of the system.
    pub browser: Option<Vec<String>>,
    /// Fetches a picture from an address, which stands for `{url}` or is its last word, and writes it to its standard output;
    /// without it curl or wget.
    pub fetch: Option<Vec<String>>,
    /// Reads a sentence aloud: it stands for `{}`, and `{lang}` for its language; without `{}` it comes on the standard
    /// input. Without the program the one of the system.
    pub speak: Option<Vec<String>>,
}
