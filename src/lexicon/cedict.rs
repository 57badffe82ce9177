//! *CC-CEDICT*: a word a line, `傳統 传统 [chuan2 tong3] /tradition/traditional/`, in both scripts.

use std::io::{BufRead, Read};
use std::path::Path;

use super::bytes::{LARGEST_HELD, PlacedBytes};
use super::headwords::{Headwords, fold_key};
use super::pinyin::with_marks;
use super::said;
use crate::model::{Definition, DictionaryWrong, SafeText};

/// The longest line that is read, in bytes; the longest of CC-CEDICT has two thousand.
const LONGEST_LINE: usize = 64 << 10;
/// So many lines are looked at for one that is an entry: a file without is no CC-CEDICT.
const PROBED: usize = 200;

/// A dictionary.
#[derive(Debug)]
pub(super) struct Cedict {
    name: SafeText,
    lines: PlacedBytes,
    words: Headwords,
}

/// A line that is an entry.
struct CedictLine<'l> {
    traditional: &'l str,
    simplified: &'l str,
    pinyin: &'l str,
    senses: &'l str,
}

impl Cedict {
    /// Reads through a file for its headwords.
    pub fn open(path: &Path) -> Result<Self, DictionaryWrong> {
        let lines = PlacedBytes::held(path, LARGEST_HELD)?;
        if lines.length().is_none_or(|length| length > u64::from(u32::MAX)) {
            return Err(DictionaryWrong::TooLarge(u64::from(u32::MAX)));
        }
        let mut name = None;
        let mut words = Headwords::default();
        let mut reader = lines.reader();
        let (mut at, mut number, mut line) = (0_u64, 0_usize, Vec::new());
        loop {
            line.clear();
            let read = reader.by_ref().take(LONGEST_LINE as u64 + 1).read_until(b'\n', &mut line);
            let read = read.map_err(|error| said(&error))?;
            if read == 0 {
                break;
            }
            let own = String::from_utf8_lossy(&line);
            if let Some(entry) = parse(&own) {
                let place = u32::try_from(at).unwrap_or(u32::MAX);
                words.push(entry.traditional, place);
                if entry.simplified != entry.traditional {
                    words.push(entry.simplified, place);
                }
            } else if number == 0 && own.contains("CC-CEDICT") {
                name = Some(SafeText::line("CC-CEDICT"));
            }
            at += read as u64;
            number += 1;
            if read > LONGEST_LINE || number == PROBED && words.count() == 0 {
                return Err(DictionaryWrong::Unknown);
            }
        }
        drop(reader);
        if words.count() == 0 {
            return Err(DictionaryWrong::Unknown);
        }
        words.close();
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let name = name.unwrap_or_else(|| SafeText::line(file.split('.').next().unwrap_or_default()));
        Ok(Self { name, lines, words })
    }

    /// Whether there is a word with this fold.
    pub fn has(&mut self, key: &str) -> bool {
        // What cannot be read may be one: when it is read for its definition that says why not.
        self.look_up(key).map_or(true, |found| !found.is_empty())
    }

    /// The entries of a word, by its fold.
    pub fn look_up(&mut self, key: &str) -> Result<Vec<Definition>, DictionaryWrong> {
        let places: Vec<u32> = self.words.places(key).collect();
        let mut definitions = Vec::new();
        for place in places {
            let bytes = self.lines.read_at(u64::from(place), LONGEST_LINE)?;
            let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
            let line = String::from_utf8_lossy(line);
            // The file may have changed since; and a hash may be that of two words.
            let Some(entry) = parse(&line) else { continue };
            if fold_key(entry.traditional) == key || fold_key(entry.simplified) == key {
                definitions.push(self.definition(&entry));
            }
        }
        Ok(definitions)
    }

    fn definition(&self, entry: &CedictLine<'_>) -> Definition {
        let variant = (entry.traditional != entry.simplified).then(|| SafeText::line(entry.traditional));
        let senses = entry.senses.split('/').map(str::trim).filter(|sense| !sense.is_empty());
        Definition {
            dictionary: self.name.clone(),
            headword: SafeText::line(entry.simplified),
            variant,
            readings: vec![SafeText::line(&with_marks(entry.pinyin))],
            senses: senses.map(|sense| SafeText::line(&in_brackets(sense))).collect(),
            numbered: true,
        }
    }
}

/// A line, if it is an entry.
fn parse(line: &str) -> Option<CedictLine<'_>> {
    let line = line.trim_start_matches('\u{FEFF}').trim();
    if line.starts_with('#') {
        return None;
    }
    let (words, rest) = line.split_once('[')?;
    let (pinyin, rest) = rest.split_once(']')?;
    let (traditional, simplified) = words.trim().split_once(' ')?;
    // The second edition of the format has [[ ]].
    let (pinyin, rest) = (pinyin.trim_start_matches('['), rest.trim_start_matches(']').trim());
    let senses = rest.strip_prefix('/')?;
    Some(CedictLine { traditional: traditional.trim(), simplified: simplified.trim(), pinyin, senses })
}

/// A sense in which the pinyin in brackets has tone marks.
fn in_brackets(sense: &str) -> String {
    let mut out = String::with_capacity(sense.len());
    let mut rest = sense;
    while let Some((before, inside)) = rest.split_once('[') {
        let Some((pinyin, behind)) = inside.split_once(']') else { break };
        out.push_str(before);
        out.push('[');
        out.push_str(&with_marks(pinyin));
        out.push(']');
        rest = behind;
    }
    out + rest
}
