//! The *dictionary*: the words of jieba with how often each is used, what kind of word it is and how rare it is in texts;
//! and the models by which jieba parts and tags what is no word of it. All of it as bytes, so that nothing is parsed when
//! it is needed.
//!
//! `src/search/dictionary` reads what is written here.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use crate::crates::Crates;

/// The files of jieba's that are read.
const JIEBA: &str = "jieba-rs";
/// What the logarithm of a probability of nothing is to jieba.
const NEVER: f64 = -3.14e100;
/// Positions in a word.
const POSITIONS: usize = 4;
/// Kinds of words to the model that tags.
const TAGS: usize = 64;
/// What is known of a word are so many bits for its frequency, its tag and its rarity, each the place of one in a list;
/// 0 says that there is none.
const FREQUENCY_BITS: u32 = 13;
const TAG_BITS: u32 = 6;
const RARITY_BITS: u32 = 12;

/// Writes the dictionary into a folder: `words.fst`, `words.bin`, `parting.bin`, `tagging.bin`,
/// `tagging.numbers`, `dictionary.rs`.
///
/// # Errors
/// When jieba has no longer what is asked of it, or nothing can be written.
pub fn write(crates: &Crates, out: &Path) -> Result<(), String> {
    let write = |name: &str, bytes: &[u8]| std::fs::write(out.join(name), bytes).map_err(|error| error.to_string());
    let mut rust = String::new();
    let (words, facts) =
        words(&crates.read(JIEBA, "src/data/dict.txt")?, &crates.read(JIEBA, "src/data/idf.txt")?, &mut rust)?;
    write("words.fst", &words)?;
    write("words.bin", &facts)?;
    write("parting.bin", &parting(&crates.read("jieba-macros", "src/hmm.model")?, &mut rust)?)?;
    let (states, numbers) = tagging(&crates.read(JIEBA, "src/data/posseg.txt")?, &mut rust)?;
    write("tagging.bin", &states)?;
    write("tagging.numbers", &numbers)?;
    write("dictionary.rs", rust.as_bytes())
}

/// What is known of a word.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Facts<'f> {
    frequency: Option<u32>,
    tag: Option<&'f str>,
    /// As it is written.
    rarity: Option<&'f str>,
}

/// From each word to the place of what is known of it; and that, four bytes a place.
fn words(dictionary: &str, rarities: &str, rust: &mut String) -> Result<(Vec<u8>, Vec<u8>), String> {
    let mut known: BTreeMap<&str, Facts> = BTreeMap::new();
    let mut total = 0_u64;
    for line in dictionary.lines() {
        let mut parts = line.split_ascii_whitespace();
        let Some(word) = parts.next() else { continue };
        let frequency = parts.next().map_or(Ok(0), str::parse).map_err(|error| format!("{line}: {error}"))?;
        total += u64::from(frequency);
        let facts = Facts { frequency: Some(frequency), tag: Some(parts.next().unwrap_or_default()), rarity: None };
        if known.insert(word, facts).is_some() {
            return Err(format!("{word} is there twice"));
        }
    }
    let mut all: Vec<f64> = Vec::new();
    for line in rarities.lines() {
        let mut parts = line.split_whitespace();
        let (Some(word), Some(rarity)) = (parts.next(), parts.next()) else { continue };
        if let Ok(number) = rarity.parse() {
            known.entry(word).or_default().rarity = Some(rarity);
            all.push(number);
        }
    }
    all.sort_by(f64::total_cmp);
    let median = all.get(all.len().saturating_sub(1) / 2).ok_or("jieba has no rarities")?;
    let frequencies = listed(known.values().map(|facts| facts.frequency));
    let tags = listed(known.values().map(|facts| facts.tag));
    let rarities = listed(known.values().map(|facts| facts.rarity));
    for (list, bits) in [(frequencies.len(), FREQUENCY_BITS), (tags.len(), TAG_BITS), (rarities.len(), RARITY_BITS)] {
        if list >> bits != 0 {
            return Err(format!("{list} do not go into {bits} bits"));
        }
    }
    let packed = |facts: &Facts| {
        let place = |place: Option<&u32>| place.copied().unwrap_or(0);
        let frequency = place(facts.frequency.as_ref().and_then(|one| frequencies.get(one)));
        let tag = place(facts.tag.as_ref().and_then(|one| tags.get(one)));
        let rarity = place(facts.rarity.as_ref().and_then(|one| rarities.get(one)));
        (rarity << TAG_BITS | tag) << FREQUENCY_BITS | frequency
    };
    // What most words have in common comes first: a small number is a short one.
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for facts in known.values() {
        *counts.entry(packed(facts)).or_default() += 1;
    }
    let mut places: Vec<(u32, usize)> = counts.into_iter().collect();
    places.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    let place: BTreeMap<u32, u64> = places.iter().zip(0..).map(|(&(packed, _), at)| (packed, at)).collect();
    let mut map = fst::MapBuilder::memory();
    for (word, facts) in &known {
        map.insert(word, place[&packed(facts)]).map_err(|error| error.to_string())?;
    }
    let _ = writeln!(rust, "pub(super) const FREQUENCY_BITS: u32 = {FREQUENCY_BITS};");
    let _ = writeln!(rust, "pub(super) const TAG_BITS: u32 = {TAG_BITS};");
    let _ = writeln!(rust, "pub(super) const TOTAL: u32 = {total};");
    let _ = writeln!(rust, "pub(super) const MEDIAN_RARITY: f32 = {:?};", *median as f32);
    write_list(rust, "FREQUENCIES", "u32", frequencies.keys().map(u32::to_string));
    write_list(rust, "WORD_TAGS", "&str", tags.keys().map(|tag| format!("{tag:?}")));
    let number =
        |rarity: &&str| rarity.parse().map_or_else(|_| String::new(), |rarity: f64| format!("{:?}", rarity as f32));
    write_list(rust, "RARITIES", "f32", rarities.keys().map(number));
    let facts = places.iter().flat_map(|(packed, _)| packed.to_le_bytes()).collect();
    Ok((map.into_inner().map_err(|error| error.to_string())?, facts))
}

/// What there is, with its place in a list, from 1 on.
fn listed<T: Ord>(all: impl Iterator<Item = Option<T>>) -> BTreeMap<T, u32> {
    let all: BTreeSet<T> = all.flatten().collect();
    all.into_iter().zip(1..).collect()
}

fn write_list(out: &mut String, name: &str, kind: &str, items: impl Iterator<Item = String>) {
    let items: Vec<String> = items.collect();
    let _ = writeln!(out, "pub(super) static {name}: [{kind}; {}] = [{}];", items.len(), items.join(", "));
}

/// The model that parts what is no word. Of each character from the first that it knows on: at which place in a word it
/// stands how surely, in millionths; 0 where it never does.
fn parting(model: &str, rust: &mut String) -> Result<Vec<u8>, String> {
    let mut lines = model.lines().filter(|line| !line.starts_with('#'));
    let mut row = || -> Result<Vec<f64>, String> {
        let line = lines.next().ok_or("the model of jieba is too short")?;
        line.split(' ').map(|number| number.parse().map_err(|error| format!("{number}: {error}"))).collect()
    };
    let starts = row()?;
    let moves: Vec<Vec<f64>> = (0..POSITIONS).map(|_| row()).collect::<Result<_, _>>()?;
    let mut places: BTreeMap<u32, [i32; POSITIONS]> = BTreeMap::new();
    for (position, line) in lines.enumerate().take(POSITIONS) {
        for pair in line.split(',') {
            let (c, number) = pair.split_once(':').ok_or_else(|| format!("{pair} is no pair"))?;
            let c = c.chars().next().ok_or("a pair without a character")?;
            let exact: f64 = number.parse().map_err(|error| format!("{pair}: {error}"))?;
            let millionths = (exact * 1e6).round() as i32;
            if (f64::from(millionths) / 1e6).to_bits() != exact.to_bits() || millionths == 0 {
                return Err(format!("{pair} is no number of millionths"));
            }
            places.entry(u32::from(c)).or_insert([0; POSITIONS])[position] = millionths;
        }
    }
    // Of others the model is never asked.
    places.retain(|c, _| (0x4E00..=0x9FD5).contains(c));
    let (Some((&first, _)), Some((&last, _))) = (places.first_key_value(), places.last_key_value()) else {
        return Err(String::from("the model of jieba knows no character"));
    };
    let _ = writeln!(rust, "pub(super) static STARTS: [f64; {POSITIONS}] = {starts:?};");
    let _ = writeln!(rust, "pub(super) static MOVES: [[f64; {POSITIONS}]; {POSITIONS}] = {moves:?};");
    let _ = writeln!(rust, "pub(super) const PARTED_FROM: u32 = {first:#x};");
    let row = |c: u32| places.get(&c).copied().unwrap_or_default();
    Ok((first..=last).flat_map(row).flat_map(i32::to_le_bytes).collect())
}

/// The model that tags what is no word: states, which are a tag at a position in a word, by character, each with the place
/// of a number; and the numbers, of which one stands for many.
fn tagging(model: &str, rust: &mut String) -> Result<(Vec<u8>, Vec<u8>), String> {
    let mut sections: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut section = "";
    for line in model.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.strip_prefix('@') {
            Some(name) => section = name,
            None => sections.entry(section).or_default().push(line),
        }
    }
    let of = |name: &str| sections.get(name).map(Vec::as_slice).unwrap_or_default();
    let tags: Vec<&str> = of("TAGS").iter().flat_map(|line| line.split(',')).map(str::trim).collect();
    if tags.len() != TAGS {
        return Err(format!("jieba has {} tags", tags.len()));
    }
    let mut starts = vec![NEVER; POSITIONS * TAGS];
    for line in of("START") {
        let (state, number) = state_and_number(line)?;
        starts[state] = number;
    }
    // By the state that is come to, those that it is come from.
    let mut moves: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); POSITIONS * TAGS];
    for line in of("TRANS") {
        let (from, moves_from) = line.split_once('|').ok_or("a state that leads nowhere")?;
        let from = state_of(from)?;
        for one in moves_from.split('|').filter(|one| !one.trim().is_empty()) {
            let (to, number) = state_and_number(one.trim())?;
            if number > NEVER {
                moves[to].insert(from, number);
            }
        }
    }
    let mut surely: BTreeMap<char, BTreeMap<usize, f64>> = BTreeMap::new();
    for line in of("EMIT") {
        let (state, chars) = line.split_once('|').ok_or("a state without characters")?;
        let state = state_of(state)?;
        for pair in chars.split('|').filter(|pair| !pair.trim().is_empty()) {
            let (c, number) = pair.trim().rsplit_once(',').ok_or_else(|| format!("{pair} is no pair"))?;
            let c = c.chars().next().ok_or("a pair without a character")?;
            surely.entry(c).or_default().insert(state, number.parse().map_err(|error| format!("{pair}: {error}"))?);
        }
    }
    // Some characters are in some states only, whatever is said of them in others.
    for line in of("CHAR_STATE") {
        let mut parts = line.split('|').filter(|part| !part.trim().is_empty());
        let c = parts.next().and_then(|c| c.chars().next()).ok_or("states without a character")?;
        let states: BTreeSet<usize> = parts.map(state_of).collect::<Result<_, _>>()?;
        if !states.is_empty() {
            surely.entry(c).or_default().retain(|state, _| states.contains(state));
        }
    }
    let _ = writeln!(rust, "pub(super) static TAGS: [&str; {TAGS}] = {tags:?};");
    let _ = writeln!(rust, "pub(super) static TAG_STARTS: [f64; {}] = {starts:?};", starts.len());
    let ends = |lengths: Vec<usize>| -> Vec<String> {
        lengths
            .iter()
            .scan(0, |end, length| {
                *end += length;
                Some(end.to_string())
            })
            .collect()
    };
    write_list(rust, "TAG_MOVE_ENDS", "u16", ends(moves.iter().map(BTreeMap::len).collect()).into_iter());
    let moves: Vec<(usize, f64)> = moves.into_iter().flatten().collect();
    write_list(rust, "TAG_MOVES", "(u8, f64)", moves.iter().map(|one| format!("{one:?}")));
    write_list(rust, "TAGGED", "char", surely.keys().map(|c| format!("{c:?}")));
    write_list(rust, "TAGGED_ENDS", "u32", ends(surely.values().map(BTreeMap::len).collect()).into_iter());
    let mut states: Vec<u8> = Vec::new();
    let mut numbers: Vec<u8> = Vec::new();
    let mut places: BTreeMap<u64, u16> = BTreeMap::new();
    for (state, number) in surely.into_values().flatten() {
        let next = u16::try_from(places.len()).map_err(|_| "jieba has too many numbers")?;
        let place = *places.entry(number.to_bits()).or_insert_with(|| {
            numbers.extend(number.to_le_bytes());
            next
        });
        states.push(state as u8);
        states.extend(place.to_le_bytes());
    }
    Ok((states, numbers))
}

/// `position,tag` as the number of a state.
fn state_of(text: &str) -> Result<usize, String> {
    let number = |part: &str| part.trim().parse::<usize>().map_err(|error| format!("{text}: {error}"));
    let (position, tag) = text.split_once(',').ok_or_else(|| format!("{text} is no state"))?;
    let (position, tag) = (number(position)?, number(tag)?);
    if position < POSITIONS && tag < TAGS { Ok(position * TAGS + tag) } else { Err(format!("{text} is no state")) }
}

/// `position,tag,number`.
fn state_and_number(text: &str) -> Result<(usize, f64), String> {
    let (state, number) = text.rsplit_once(',').ok_or_else(|| format!("{text} has no number"))?;
    Ok((state_of(state)?, number.trim().parse().map_err(|error| format!("{text}: {error}"))?))
}
