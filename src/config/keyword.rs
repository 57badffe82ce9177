//! A *keyword* as the configuration has it.

use serde::Deserialize;

use crate::search::Slot;

/// A word to light up: `"津南"`, or `{ word = "核酸", name = "检测", colour = 3 }`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "WrittenKeyword")]
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

/// A word as the file writes it; colours count from 1.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a keyword is a word, or { word = \"…\", name = \"…\", colour = 1 }")]
enum WrittenKeyword {
    Plain(String),
    #[serde(rename_all = "kebab-case")]
    Full {
        word: String,
        name: Option<String>,
        colour: Option<usize>,
    },
}

impl TryFrom<WrittenKeyword> for KeywordConfig {
    type Error = String;

    fn try_from(written: WrittenKeyword) -> Result<Self, String> {
        let (word, name, colour) = match written {
            WrittenKeyword::Plain(word) => return Ok(Self { word, name: None, colour: None }),
            WrittenKeyword::Full { word, name, colour } => (word, name, colour),
        };
        let slot = |number: usize| number.checked_sub(1).and_then(Slot::new);
        let colour = colour.map(|number| slot(number).ok_or(number)).transpose();
        let colour = colour.map_err(|number| format!("colour {number}: there are 1 to {}", Slot::COUNT))?;
        Ok(Self { word, name, colour })
    }
}
