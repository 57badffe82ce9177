//! A *definition*: what a dictionary says of a word; and the answer to a look-up: the words that were found in a text,
//! each with its definitions, and what is wrong with the dictionaries.

use serde::Serialize;

use super::SafeText;

/// What one dictionary says of one headword.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Definition {
    /// The name of the dictionary.
    pub dictionary: SafeText,
    /// The headword, as the dictionary writes it.
    pub headword: SafeText,
    /// The same in the other script, where it is written otherwise there.
    pub variant: Option<SafeText>,
    /// How it is read.
    pub readings: Vec<SafeText>,
    /// What it means; of a dictionary that does not part its senses, the lines of its text.
    pub senses: Vec<SafeText>,
    /// Whether each of the senses is one by itself, and is numbered.
    #[serde(skip)]
    pub numbered: bool,
}

impl Definition {
    /// The headword, how it is written in the other script, and how it is read, on one line.
    pub fn head(&self) -> String {
        let variant = self.variant.as_ref().map(|variant| format!(" ({variant})")).unwrap_or_default();
        let readings = self.readings.iter().map(|reading| format!("  {reading}")).collect::<String>();
        format!("{}{variant}{readings}", self.headword)
    }
}

/// A word that was found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinedWord {
    /// The word, as it stands in the text.
    pub word: SafeText,
    /// What the dictionaries say of it, in their order.
    pub definitions: Vec<Definition>,
}

/// The answer to a look-up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Definitions {
    /// The words that were found: the longest that the text begins with, the shorter ones in it, then those behind it.
    pub words: Vec<DefinedWord>,
    /// What is wrong with the dictionaries.
    pub faults: Vec<DictionaryFault>,
    /// How many dictionaries can be asked.
    pub dictionaries: usize,
}

/// What is wrong with a dictionary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DictionaryFault {
    /// The file.
    pub file: SafeText,
    /// What is wrong with it.
    pub why: DictionaryWrong,
}

/// What can be wrong with a dictionary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DictionaryWrong {
    /// There is no such file or folder.
    Missing,
    /// What the system says.
    System(SafeText),
    /// A folder without a dictionary.
    NoneThere,
    /// The file is of no kind of dictionary that is known.
    Unknown,
    /// A file that belongs to it is not there: how its name ends.
    Without(&'static str),
    /// The `.ifo` does not say what it has to.
    BadHeader,
    /// The index is not as long as the `.ifo` says: so many bytes it should have, and so many it has.
    BadSize(u64, u64),
    /// The index breaks off, or has something in it that is no entry.
    BadIndex,
    /// What the index says of a word leads out of the dictionary.
    OutOfRange(SafeText),
    /// It cannot be unpacked.
    BadPacking,
    /// It is larger than so many bytes.
    TooLarge(u64),
    /// Looking something up failed altogether; what it said.
    Died(SafeText),
}
