//! *Conversion* of Traditional Chinese to Simplified and back, for showing: the characters and phrases of OpenCC, as it
//! converts to and from the standard of Taiwan (`s2tw`, `tw2s`). Of all its phrases one in seven is needed: the others say
//! what their characters say.
//!
//! `src/chinese/conversion.rs` reads what is written here.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use crate::crates::Crates;
use crate::phrases::Phrases;

/// The bits of the number of a character.
const BITS: u32 = 13;

/// A phrase of Taiwan's that is none more often than it is: 對著書.
const UNSURE: &str = "著書";

/// A dictionary of OpenCC's: from each key to what it becomes.
struct OpenccDictionary(Vec<(String, String)>);

impl OpenccDictionary {
    fn read(crates: &Crates, name: &str) -> Result<Self, String> {
        let text = crates.read("ferrous-opencc", &format!("assets/dictionaries/{name}.txt"))?;
        // Of several the first is the usual one.
        let pair = |line: &str| {
            let (key, values) = line.split_once('\t')?;
            Some((key.to_owned(), values.split(' ').next()?.trim_end().to_owned()))
        };
        Ok(Self(text.lines().filter(|line| !line.starts_with('#')).filter_map(pair).collect()))
    }

    fn characters(&self) -> BTreeMap<char, char> {
        self.0.iter().filter_map(|(key, value)| Some((only(key)?, only(value)?))).collect()
    }
}

fn only(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

fn of(pairs: &BTreeMap<char, char>, c: char) -> char {
    pairs.get(&c).copied().unwrap_or(c)
}

/// Writes the conversions into a folder: `traditional.fst`, `simplified.fst` and `conversion.rs`.
///
/// # Errors
/// When OpenCC has no longer what is asked of it, or nothing can be written.
pub fn write(crates: &Crates, out: &Path) -> Result<(), String> {
    let read = |name: &str| OpenccDictionary::read(crates, name);
    let taiwan = read("TWVariants")?.characters();
    let (characters, phrases) = (read("STCharacters")?.characters(), read("STPhrases")?);
    let to_traditional = |c: char| of(&taiwan, of(&characters, c));
    let traditional: Vec<(String, String)> =
        phrases.0.into_iter().map(|(key, value)| (key, value.chars().map(|c| of(&taiwan, c)).collect())).collect();
    let from_taiwan = read("TWVariantsRev")?.characters();
    let (simplified, phrases) = (read("TSCharacters")?.characters(), read("TSPhrases")?);
    let to_simplified = |c: char| of(&simplified, of(&from_taiwan, c));
    // What is another character in Taiwan only by itself keeps what it is in these phrases: 著名.
    let kept = read("TWVariantsRevPhrases")?.0.into_iter().filter(|(key, _)| key != UNSURE);
    let kept = kept.map(|(key, value)| (key, value.chars().map(|c| of(&simplified, c)).collect()));
    let back: Vec<(String, String)> = phrases.0.into_iter().chain(kept).collect();

    let mut rust = format!("const BITS: u32 = {BITS};\n");
    let forth = characters.keys().chain(taiwan.keys()).copied().collect();
    let forth = automaton(&mut rust, "TRADITIONAL", traditional, forth, to_traditional)?;
    let known = simplified.keys().chain(from_taiwan.keys()).copied().collect();
    let known = automaton(&mut rust, "SIMPLIFIED", back, known, to_simplified)?;
    let write = |name: &str, bytes: &[u8]| std::fs::write(out.join(name), bytes).map_err(|error| error.to_string());
    write("traditional.fst", &forth)?;
    write("simplified.fst", &known)?;
    write("conversion.rs", rust.as_bytes())
}

/// The automaton of one direction; and the characters that its numbers stand for, as Rust.
fn automaton(
    rust: &mut String,
    name: &str,
    phrases: Vec<(String, String)>,
    known: BTreeSet<char>,
    becomes: impl Fn(char) -> char,
) -> Result<Vec<u8>, String> {
    let singles: Vec<(char, char)> =
        known.into_iter().map(|c| (c, becomes(c))).filter(|(c, becomes)| c != becomes).collect();
    // Character for character, so that what is shown stands where what is written stands.
    let phrases: Vec<(String, String)> =
        phrases.into_iter().filter(|(key, value)| key.chars().count() == value.chars().count()).collect();
    let numbered = |c: char| u32::from(c);
    let all = phrases.into_iter().map(|(key, value)| (key, value.chars().map(numbered).collect())).collect();
    let needed = Phrases::of(all, |c| numbered(becomes(c)));
    let singles = || singles.iter().map(|&(c, becomes)| (c, numbered(becomes)));
    let list: BTreeSet<u32> = singles().map(|(_, number)| number).chain(needed.changed()).collect();
    let places: BTreeMap<u32, u32> = list.iter().copied().zip(0..).collect();
    let chars: Vec<char> = list.iter().filter_map(|&number| char::from_u32(number)).collect();
    let _ = writeln!(rust, "static {name}: [char; {}] = {chars:?};", chars.len());
    needed.automaton(BITS, singles(), |number| places.get(&number).copied())
}
