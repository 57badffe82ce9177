//! The *lexicon*: the dictionaries that the reader names, and what they say of the words of a text.
//!
//! A room of its own: it reads files as `source` does, but no articles; it compares words as `search` does, but does
//! I/O; the `library` owns what is read, and this is only asked. The commands ask it directly, the reader through a
//! [`LexiconService`] on a thread of its own.
//!
//! No crate reads these formats with random access to packed files and without holding them in memory, so that is done
//! here. Of each dictionary only the hashes of its folded headwords are held, eight bytes a word, each with the place of
//! its entry in the file: real dictionaries are not sorted as they should be, and a fold (繁简, case, width) has no
//! order in them at all. The files stay on the disk and are read where an entry stands.
//!
//! | file | what it does |
//! | --- | --- |
//! | `files` | the dictionaries that the configuration names, in folders too |
//! | `stardict` | StarDict: `.ifo`, `.idx`, `.syn`, `.dict` |
//! | `article` | what stands in a `.dict` about one word |
//! | `cedict` | CC-CEDICT: a line a word, in both scripts |
//! | `headwords` | where each headword stands, by the hash of its fold |
//! | `bytes` | bytes that are read by their place, packed or not |
//! | `dictzip` | a file that is packed in pieces, each of which can be unpacked alone |
//! | `markup` | markup as plain text |
//! | `pinyin` | `tian1` as tiān |
//! | `candidates` | which words may stand in a text, and what the form of an English word is a form of |
//! | `service` | the thread of the reader |

mod article;
mod bytes;
mod candidates;
mod cedict;
mod dictzip;
mod files;
mod headwords;
mod markup;
mod pinyin;
mod service;
mod stardict;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use crate::model::{DefinedWord, Definition, Definitions, DictionaryFault, DictionaryWrong, SafeText};
use candidates::{forms, segments};
use cedict::Cedict;
use files::DictionaryFile;
use headwords::fold_key;
use stardict::StarDict;

pub use service::{LexiconAnswer, LexiconService};

/// So much of a text is looked up, in characters: a selection may be a whole article.
const LONGEST: usize = 200;
/// So many words are shown.
const MOST_WORDS: usize = 40;
/// So many entries of one dictionary are shown for one word.
const MOST_ENTRIES: usize = 20;

/// A dictionary that can be asked.
#[derive(Debug)]
struct OpenDictionary {
    file: SafeText,
    format: DictionaryFormat,
}

#[derive(Debug)]
enum DictionaryFormat {
    StarDict(Box<StarDict>),
    Cedict(Box<Cedict>),
}

/// The dictionaries.
#[derive(Debug, Default)]
pub struct Lexicon {
    dictionaries: Vec<OpenDictionary>,
    faults: Vec<DictionaryFault>,
}

impl Lexicon {
    /// Opens the dictionaries that stand in files and folders. What is wrong with one is said with each answer.
    pub fn open(named: &[PathBuf]) -> Self {
        let mut lexicon = Self::default();
        for found in files::find(named) {
            let (path, opened) = match found {
                Ok(DictionaryFile::StarDict(path)) => {
                    let opened = StarDict::open(&path).map(|own| DictionaryFormat::StarDict(Box::new(own)));
                    (path, opened)
                }
                Ok(DictionaryFile::Cedict(path)) => {
                    let opened = Cedict::open(&path).map(|own| DictionaryFormat::Cedict(Box::new(own)));
                    (path, opened)
                }
                Err((path, why)) => (path, Err(why)),
            };
            let file = SafeText::line(&path.to_string_lossy());
            match opened {
                Ok(format) => lexicon.dictionaries.push(OpenDictionary { file, format }),
                Err(why) => lexicon.faults.push(DictionaryFault { file, why }),
            }
        }
        lexicon
    }

    /// What the dictionaries say of a text: of the longest word that it begins with, of the shorter ones in that, and of
    /// those behind it.
    pub fn look_up(&mut self, text: &str) -> Definitions {
        let text = SafeText::line(text);
        let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
        let text = &text[..end];
        let mut faults = self.faults.clone();
        let mut words: Vec<DefinedWord> = Vec::new();
        let found = segments(text, |word| forms(word).into_iter().find(|form| self.has(form)));
        for (range, form) in found {
            let word = SafeText::line(&text[range]);
            if words.iter().any(|known| known.word == word) {
                continue;
            }
            let definitions = self.define(&word, &form, &mut faults);
            if !definitions.is_empty() {
                words.push(DefinedWord { word, definitions });
            }
            if words.len() >= MOST_WORDS {
                break;
            }
        }
        Definitions { words, faults, dictionaries: self.dictionaries.len() }
    }

    /// Whether a dictionary has a word. What cannot be read is said when it is read for its definitions.
    fn has(&mut self, word: &str) -> bool {
        let key = fold_key(word);
        self.dictionaries.iter_mut().any(|dictionary| match &mut dictionary.format {
            DictionaryFormat::StarDict(own) => own.has(&key),
            DictionaryFormat::Cedict(own) => own.has(&key),
        })
    }

    fn define(&mut self, word: &str, form: &str, faults: &mut Vec<DictionaryFault>) -> Vec<Definition> {
        let key = fold_key(form);
        let mut definitions = Vec::new();
        for OpenDictionary { file, format } in &mut self.dictionaries {
            let read = match format {
                DictionaryFormat::StarDict(own) => own.look_up(&key),
                DictionaryFormat::Cedict(own) => own.look_up(&key),
            };
            match read {
                Ok(mut own) => {
                    // As it is written first, then as it is folded.
                    own.sort_by_key(|definition| !is_written(definition, word) && !is_written(definition, form));
                    definitions.extend(own.into_iter().take(MOST_ENTRIES));
                }
                Err(why) => {
                    let fault = DictionaryFault { file: file.clone(), why };
                    if !faults.contains(&fault) {
                        faults.push(fault);
                    }
                }
            }
        }
        definitions
    }
}

/// Whether a headword is written so.
fn is_written(definition: &Definition, word: &str) -> bool {
    definition.headword == *word || definition.variant.as_ref().is_some_and(|variant| *variant == *word)
}

/// What the system says of a file.
fn said(error: &std::io::Error) -> DictionaryWrong {
    if error.kind() == std::io::ErrorKind::NotFound {
        return DictionaryWrong::Missing;
    }
    let said = error.to_string();
    DictionaryWrong::System(SafeText::line(said.split(" (os error").next().unwrap_or(&said)))
}
