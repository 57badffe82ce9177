//! *Readings*: pinyin of ib-matcher and romaji of ib-romaji, written down as bytes without a pointer: nothing of them is
//! loaded or built when the program starts, and what is not asked is never read from the disk.
//!
//! `src/chinese/syllables.rs` and `src/search/reading/romaji.rs` read what is written here.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use ib_matcher::pinyin::{PinyinData, PinyinNotation};
use ib_matcher::romaji::HepburnRomanizer;

use crate::crates::Crates;
use crate::toned::Toned;

/// The code points that have pinyin, which is no secret of the library's: beyond them it is asked for nothing.
const SPELT_FROM: u32 = 0x3000;
const SPELT_TO: u32 = 0x31000;
/// How many code points share a place in the table of pinyin.
const BLOCK: usize = 128;
/// Stands before a character to ask for its own readings, not for those of the word that it is.
const OWN: char = '\0';

/// The longest reading, in letters.
const LONGEST: usize = 64;
/// Ends a reading behind which another one of the word follows, and one behind which none does.
const END: u8 = 0;
const LAST: u8 = 0xFF;

/// Writes the readings into a folder: `pinyin.rs`, `romaji.fst`, `romaji.bin` and `romaji.rs`.
///
/// # Errors
/// When a crate has no longer what is asked of it, or nothing can be written.
pub fn write(crates: &Crates, toned: &Toned, out: &Path) -> Result<(), String> {
    let write = |name: &str, bytes: &[u8]| std::fs::write(out.join(name), bytes).map_err(|error| error.to_string());
    write("pinyin.rs", pinyin(toned).as_bytes())?;
    let (words, readings, kana) = romaji(crates)?;
    write("romaji.fst", &words)?;
    write("romaji.bin", &readings)?;
    write("romaji.rs", kana.as_bytes())
}

/// The syllables of each character in the order of the library, as Rust: characters by blocks, of which equal ones are
/// there once; kinds of characters, which are a set of syllables and the toned syllable that one is read as in words; sets,
/// equal ones once; syllables in order.
fn pinyin(toned: &Toned) -> String {
    let data = PinyinData::new(PinyinNotation::Ascii);
    let mut read: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for c in (SPELT_FROM..SPELT_TO).filter_map(char::from_u32) {
        let mut own: Vec<String> = Vec::new();
        data.get_pinyins_and_for_each(c, |reading| {
            // Tones do not count: zhōng and zhòng are one.
            let syllable = reading.notation(PinyinNotation::Ascii).unwrap_or_default();
            if !own.iter().any(|known| known == syllable) {
                own.push(syllable.to_owned());
            }
        });
        if !own.is_empty() {
            read.insert(u32::from(c), own);
        }
    }
    let syllables: BTreeSet<&str> = read.values().flatten().map(String::as_str).collect();
    let numbers: BTreeMap<&str, usize> = syllables.iter().enumerate().map(|(at, syllable)| (*syllable, at)).collect();
    // The first set is empty.
    let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
    let mut set_of: BTreeMap<Vec<usize>, usize> = [(Vec::new(), 0)].into();
    // The first kind is that of what is no Han. Of the others the toned syllable is counted from 1 on; 0 is none.
    let mut kinds: Vec<(usize, usize)> = vec![(0, 0)];
    let mut kind_of: BTreeMap<(usize, usize), usize> = [((0, 0), 0)].into();
    let mut numbered = vec![0_usize; (SPELT_TO - SPELT_FROM) as usize];
    for (c, place) in (SPELT_FROM..SPELT_TO).zip(&mut numbered) {
        let own = read.get(&c).map(Vec::as_slice).unwrap_or_default();
        let set: Vec<usize> = own.iter().map(|syllable| numbers[syllable.as_str()]).collect();
        let set = *set_of.entry(set.clone()).or_insert_with(|| {
            sets.push(set);
            sets.len() - 1
        });
        let inside = char::from_u32(c).and_then(|c| toned.inside(c)).map_or(0, |number| number as usize + 1);
        *place = *kind_of.entry((set, inside)).or_insert_with(|| {
            kinds.push((set, inside));
            kinds.len() - 1
        });
    }
    let mut blocks: Vec<&[usize]> = Vec::new();
    let mut places: Vec<usize> = Vec::new();
    for block in numbered.chunks(BLOCK) {
        places.push(blocks.iter().position(|known| *known == block).unwrap_or(blocks.len()));
        if places.last() == Some(&blocks.len()) {
            blocks.push(block);
        }
    }
    let mut out = format!("const FROM: u32 = {SPELT_FROM:#x};\nconst BLOCK: usize = {BLOCK};\n");
    let spelt: String = syllables.iter().copied().collect();
    let _ = writeln!(out, "static SPELT: &str = {spelt:?};");
    write_array(&mut out, "SPELT_ENDS", &ends(syllables.iter().map(|syllable| syllable.len())));
    write_array(&mut out, "SET_ENDS", &ends(sets.iter().map(Vec::len)));
    write_array(&mut out, "SETS", &sets.concat());
    write_array(&mut out, "KIND_SETS", &kinds.iter().map(|&(set, _)| set).collect::<Vec<_>>());
    write_array(&mut out, "KIND_TONED", &kinds.iter().map(|&(_, toned)| toned).collect::<Vec<_>>());
    write_array(&mut out, "PLACES", &places);
    write_array(&mut out, "BLOCKS", &blocks.concat());
    out
}

fn ends(lengths: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut end = 0;
    lengths
        .map(|length| {
            end += length;
            end
        })
        .collect()
}

fn write_array(out: &mut String, name: &str, numbers: &[usize]) {
    let _ = writeln!(out, "static {name}: [u16; {}] = {numbers:?};", numbers.len());
}

/// From each word, kana and character to where its readings begin; the readings, a byte a kana; and the kana, as Rust.
fn romaji(crates: &Crates) -> Result<(Vec<u8>, Vec<u8>, String), String> {
    let mut read: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let kana = crates.read("ib-romaji", "src/data/kana.rs")?;
    let (kana, _) = kana.split_once("HEPBURN_ROMAJIS").ok_or("ib-romaji has its kana elsewhere")?;
    // Characters and kana the library tells; words are too many to be asked one by one without knowing them.
    let library = HepburnRomanizer::builder().kana(true).kanji(true).build();
    for kana in strings(kana) {
        let kana = unescaped(kana)?;
        let (_, reading) = library.romanize_kana(&kana).ok_or_else(|| format!("ib-romaji does not know {kana}"))?;
        read.insert(kana, vec![reading.to_owned()]);
    }
    let words = crates.read("ib-romaji", "src/data/words.in.txt")?;
    let readings = crates.read("ib-romaji", "src/data/word_kanas.rs")?;
    let readings: Vec<&str> = readings.split("&[").skip(2).collect();
    if words.lines().count() != readings.len() {
        return Err(format!("ib-romaji has {} words and readings of {}", words.lines().count(), readings.len()));
    }
    for (word, readings) in words.lines().zip(readings) {
        read.insert(word.to_owned(), strings(readings).map(str::to_owned).collect());
    }
    for c in '\u{80}'..=char::MAX {
        let text = c.to_string();
        let as_kana = usize::from(library.romanize_kana(&text).is_some());
        let own: Vec<String> =
            library.romanize_vec(&text).into_iter().skip(as_kana).map(|(_, reading)| reading.to_owned()).collect();
        // Of 々 by itself the library says so; it is read as what it repeats.
        if !own.is_empty() && c != ib_matcher::romaji::kanji::NOMA {
            read.insert(format!("{OWN}{c}"), own);
        }
    }
    let mut kana: BTreeMap<String, u8> = BTreeMap::new();
    let mut bytes: Vec<u8> = Vec::new();
    let mut known: BTreeMap<&[String], u64> = BTreeMap::new();
    let mut keys = fst::MapBuilder::memory();
    for (key, readings) in &read {
        let at = match known.get(&readings[..]) {
            Some(at) => *at,
            None => {
                let at = bytes.len() as u64;
                for reading in readings {
                    for one in split(reading)? {
                        let next = u8::try_from(kana.len() + 1).ok().filter(|next| *next != LAST);
                        let next = next.ok_or("ib-romaji has more kana than there are numbers for")?;
                        bytes.push(*kana.entry(one).or_insert(next));
                    }
                    bytes.push(END);
                }
                if let Some(last) = bytes.last_mut() {
                    *last = LAST;
                }
                known.insert(readings, at);
                at
            }
        };
        keys.insert(key, at).map_err(|error| error.to_string())?;
    }
    let keys = keys.into_inner().map_err(|error| error.to_string())?;
    let mut kana: Vec<(u8, String)> = kana.into_iter().map(|(one, number)| (number, one)).collect();
    kana.sort_unstable();
    let spelt: String = kana.iter().map(|(_, one)| one.as_str()).collect();
    let mut out = format!("const END: u8 = {END};\nconst LAST: u8 = {LAST};\nconst LONGEST: usize = {LONGEST};\n");
    let _ = writeln!(out, "static KANA: &str = {spelt:?};");
    let kana_ends = ends(kana.iter().map(|(_, one)| one.len()));
    let _ = writeln!(out, "static KANA_ENDS: [u16; {}] = {kana_ends:?};", kana_ends.len());
    Ok((keys, bytes, out))
}

/// The kana of a reading, as the library tells where each begins. Of one in a hundred thousand a comma is part: for what
/// nobody types there is a mark.
fn split(reading: &str) -> Result<Vec<String>, String> {
    let mut parts: Vec<String> = Vec::new();
    for (at, c) in reading.char_indices() {
        if HepburnRomanizer::is_romaji_kana_boundary(reading, at) {
            parts.push(String::new());
        }
        let part = parts.last_mut().ok_or_else(|| format!("{reading} begins with no kana"))?;
        part.push(if c.is_ascii() { c } else { '?' });
    }
    if reading.len() > LONGEST { Err(format!("{reading} is too long")) } else { Ok(parts) }
}

/// The strings of some Rust that has no quotes in them.
fn strings(rust: &str) -> impl Iterator<Item = &str> {
    rust.split('"').skip(1).step_by(2)
}

/// A string of Rust as it is, where nothing in it is escaped but by its number.
fn unescaped(string: &str) -> Result<String, String> {
    let mut parts = string.split("\\u{");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let c = part.split_once('}').and_then(|(number, rest)| {
            let c = u32::from_str_radix(number, 16).ok().and_then(char::from_u32)?;
            Some((c, rest))
        });
        let (c, rest) = c.ok_or_else(|| format!("{string} is escaped otherwise"))?;
        out.push(c);
        out.push_str(rest);
    }
    Ok(out)
}
