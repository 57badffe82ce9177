//! *StarDict*: an `.ifo` that says what the dictionary is, an `.idx` with its headwords, perhaps a `.syn` with other words
//! for them, and a `.dict` with what it says of each.

use std::io::{BufRead, Read};
use std::path::{Path, PathBuf};

use super::article;
use super::bytes::{LARGEST_HELD, PlacedBytes, open};
use super::headwords::{Headwords, fold_key};
use super::said;
use crate::model::{Definition, DictionaryWrong, SafeText};

/// The longest headword, in bytes: the format says 256.
const LONGEST_WORD: usize = 1024;
/// The largest `.ifo`.
const LARGEST_HEADER: u64 = 1 << 20;
/// The longest article that is read.
const LONGEST_ARTICLE: u32 = 4 << 20;

/// A dictionary.
#[derive(Debug)]
pub(super) struct StarDict {
    name: SafeText,
    /// What all articles consist of, if they all consist of the same.
    types: Option<Vec<u8>>,
    /// How many bytes a place in the `.dict` has in the index.
    place_bytes: usize,
    index: PlacedBytes,
    words: Headwords,
    synonyms: Option<Synonyms>,
    articles: PlacedBytes,
}

/// The other words.
#[derive(Debug)]
struct Synonyms {
    bytes: PlacedBytes,
    words: Headwords,
    /// Where the entries of the index stand in it.
    entries: Vec<u32>,
}

/// Where the article of a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct ArticlePlace {
    at: u64,
    length: u32,
}

impl StarDict {
    /// Reads through the index of a dictionary for its headwords.
    pub fn open(ifo: &Path) -> Result<Self, DictionaryWrong> {
        let header = StarDictHeader::read(ifo)?;
        let place_bytes = if header.wide { 8 } else { 4 };
        let beside = |suffixes: &[&'static str]| {
            let paths = suffixes.iter().map(|suffix| ifo.with_extension(suffix.trim_start_matches('.')));
            paths.into_iter().find(|path| path.exists())
        };
        let index = beside(&[".idx", ".idx.gz"]).ok_or(DictionaryWrong::Without(".idx"))?;
        let index = PlacedBytes::held(&index, header.index_length.unwrap_or(LARGEST_HELD))?;
        let length = index.length().unwrap_or_default();
        match header.index_length {
            Some(said) if said != length => return Err(DictionaryWrong::BadSize(said, length)),
            _ if length > u64::from(u32::MAX) => return Err(DictionaryWrong::TooLarge(u64::from(u32::MAX))),
            _ => {}
        }
        let data = beside(&[".dict.dz", ".dict"]).ok_or(DictionaryWrong::Without(".dict"))?;
        let articles = PlacedBytes::placed(&data)?;
        let synonyms = beside(&[".syn"]);
        let (words, entries) = read_words(&index, place_bytes + 4, synonyms.is_some())?;
        let synonyms = synonyms.map(|path: PathBuf| {
            let bytes = PlacedBytes::held(&path, LARGEST_HELD)?;
            let (words, _) = read_words(&bytes, 4, false)?;
            Ok(Synonyms { bytes, words, entries })
        });
        let synonyms = synonyms.transpose()?;
        Ok(Self { name: header.name, types: header.types, place_bytes, index, words, synonyms, articles })
    }

    /// Whether there is a word with this fold.
    pub fn has(&mut self, key: &str) -> bool {
        // What cannot be read may be one: when it is read for its definition that says why not.
        self.entries(key).map_or(true, |found| !found.is_empty())
    }

    /// The headwords with this fold, and those that such a word is another word for, each with the place of its article.
    fn entries(&mut self, key: &str) -> Result<Vec<(SafeText, ArticlePlace)>, DictionaryWrong> {
        let mut found: Vec<(SafeText, ArticlePlace)> = Vec::new();
        let mut add = |word: &str, place: ArticlePlace| {
            if !found.iter().any(|(_, known)| *known == place) {
                found.push((SafeText::line(word), place));
            }
        };
        let places: Vec<u32> = self.words.places(key).collect();
        for place in places {
            let (word, place) = self.entry(place)?;
            // A hash may be that of two words.
            if fold_key(&word) == key {
                add(&word, place);
            }
        }
        let mut others = Vec::new();
        if let Some(synonyms) = &mut self.synonyms {
            let places: Vec<u32> = synonyms.words.places(key).collect();
            for place in places {
                let (word, rest) = word_at(&mut synonyms.bytes, place, 4)?;
                if fold_key(&word) != key {
                    continue;
                }
                let number = rest.first_chunk().map(|bytes| u32::from_be_bytes(*bytes));
                let entry = number.and_then(|number| synonyms.entries.get(number as usize));
                others.push(*entry.ok_or_else(|| DictionaryWrong::OutOfRange(SafeText::line(&word)))?);
            }
        }
        for place in others {
            let (word, place) = self.entry(place)?;
            add(&word, place);
        }
        Ok(found)
    }

    /// The entries of a word, by its fold.
    pub fn look_up(&mut self, key: &str) -> Result<Vec<Definition>, DictionaryWrong> {
        let found = self.entries(key)?;
        let mut definitions = Vec::new();
        for (headword, place) in found {
            let bytes = self.read(&headword, place)?;
            let (readings, mut senses) = article::parse(&bytes, self.types.as_deref());
            // Many begin with their headword, which stands above.
            if senses.len() > 1 && senses.first() == Some(&headword) {
                senses.remove(0);
            }
            let dictionary = self.name.clone();
            definitions.push(Definition { dictionary, headword, readings, senses, ..Definition::default() });
        }
        Ok(definitions)
    }

    /// The entry of the index at a place.
    fn entry(&mut self, place: u32) -> Result<(String, ArticlePlace), DictionaryWrong> {
        let (word, rest) = word_at(&mut self.index, place, self.place_bytes + 4)?;
        let (at, length) = rest.split_at(self.place_bytes);
        let at = at.iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
        let length = length.first_chunk().map_or(0, |bytes| u32::from_be_bytes(*bytes));
        Ok((word, ArticlePlace { at, length }))
    }

    fn read(&mut self, word: &SafeText, place: ArticlePlace) -> Result<Vec<u8>, DictionaryWrong> {
        let out_of_range = || DictionaryWrong::OutOfRange(word.clone());
        let end = place.at.checked_add(u64::from(place.length)).ok_or_else(out_of_range)?;
        if place.length > LONGEST_ARTICLE || self.articles.length().is_some_and(|length| end > length) {
            return Err(out_of_range());
        }
        self.articles.read_at(place.at, place.length as usize)
    }
}

/// The word at a place, and the bytes behind it.
fn word_at(bytes: &mut PlacedBytes, place: u32, behind: usize) -> Result<(String, Vec<u8>), DictionaryWrong> {
    let read = bytes.read_at(u64::from(place), LONGEST_WORD + behind)?;
    let end = memchr::memchr(0, &read).ok_or(DictionaryWrong::BadIndex)?;
    let rest = read.get(end + 1..end + 1 + behind).ok_or(DictionaryWrong::BadIndex)?;
    Ok((String::from_utf8_lossy(&read[..end]).into_owned(), rest.to_vec()))
}

/// The words of an index, each with so many bytes behind it; and where each entry stands, if that is wanted.
fn read_words(bytes: &PlacedBytes, behind: usize, wanted: bool) -> Result<(Headwords, Vec<u32>), DictionaryWrong> {
    let (mut words, mut entries) = (Headwords::default(), Vec::new());
    let mut reader = bytes.reader();
    let (mut at, mut word, mut rest) = (0_u64, Vec::new(), vec![0; behind]);
    loop {
        word.clear();
        let read = reader.by_ref().take(LONGEST_WORD as u64 + 1).read_until(0, &mut word);
        let read = read.map_err(|error| said(&error))?;
        if read == 0 {
            break;
        }
        if word.pop() != Some(0) || reader.read_exact(&mut rest).is_err() {
            return Err(DictionaryWrong::BadIndex);
        }
        let place = u32::try_from(at).map_err(|_| DictionaryWrong::BadIndex)?;
        words.push(&String::from_utf8_lossy(&word), place);
        if wanted {
            entries.push(place);
        }
        at += (read + behind) as u64;
    }
    words.close();
    Ok((words, entries))
}

/// What the `.ifo` says.
struct StarDictHeader {
    name: SafeText,
    types: Option<Vec<u8>>,
    wide: bool,
    index_length: Option<u64>,
}

impl StarDictHeader {
    fn read(path: &Path) -> Result<Self, DictionaryWrong> {
        let (file, length) = open(path)?;
        if length > LARGEST_HEADER {
            return Err(DictionaryWrong::BadHeader);
        }
        let mut bytes = Vec::new();
        file.take(LARGEST_HEADER).read_to_end(&mut bytes).map_err(|error| said(&error))?;
        let text = String::from_utf8_lossy(&bytes);
        let mut lines = text.trim_start_matches('\u{FEFF}').lines();
        if lines.next().map(str::trim) != Some("StarDict's dict ifo file") {
            return Err(DictionaryWrong::BadHeader);
        }
        let fields: Vec<(&str, &str)> =
            lines.filter_map(|line| line.split_once('=')).map(|(name, value)| (name.trim(), value.trim())).collect();
        let field = |name: &str| fields.iter().find(|(own, _)| *own == name).map(|(_, value)| *value);
        let stem = || path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let name = field("bookname").filter(|name| !name.is_empty()).map_or_else(stem, str::to_owned);
        let types = field("sametypesequence").filter(|types| !types.is_empty()).map(|types| types.as_bytes().to_vec());
        let wide = match field("idxoffsetbits") {
            None | Some("32") => false,
            Some("64") => true,
            Some(_) => return Err(DictionaryWrong::BadHeader),
        };
        let index_length = match field("idxfilesize").map(str::parse) {
            None => None,
            Some(Ok(length)) => Some(length),
            Some(Err(_)) => return Err(DictionaryWrong::BadHeader),
        };
        Ok(Self { name: SafeText::line(&name), types, wide, index_length })
    }
}
