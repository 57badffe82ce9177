//! A *keyword* as the configuration has it.

use serde::Deserialize;

use crate::search::Slot;

/// A word to light up: `"津南"`, or `{ word = "核酸", name = "检测", colour = 3 }`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "WrittenKeyword")]
pub struct KeywordConfig {
    /// The word.
    pub word: String,
    /// What it is called.
    pub name: Option<String>,
    /// Its colour.
    pub colour: Option<Slot>,
}

impl From<&str> for KeywordConfig {
    fn from(word: &str) -> Self {
        Self { word: word.to_owned(), name: None, colour: None }
    }
}

/// A word as the file writes it; colours count from 1, and one that there is not has been said and taken out before.
#[derive(Deserialize)]
#[serde(untagged)]
enum WrittenKeyword {
    Plain(String),
    #[serde(rename_all = "kebab-case")]
    Full {
        word: String,
        name: Option<String>,
        colour: Option<usize>,
    },
}

impl From<WrittenKeyword> for KeywordConfig {
    fn from(written: WrittenKeyword) -> Self {
        match written {
            WrittenKeyword::Plain(word) => Self { word, name: None, colour: None },
            WrittenKeyword::Full { word, name, colour } => {
                Self { word, name, colour: colour.and_then(|number| Slot::new(number.checked_sub(1)?)) }
            }
        }
    }
}
