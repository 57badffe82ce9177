//! *Prose* for made-up articles: sentences from patterns, names with a long tail.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::dice::Dice;
use super::vocabulary as words;

/// So many persons and places there are in an archive; most of them are named once or twice.
const PERSONS: usize = 300_000;
const OTHER_PLACES: usize = 60_000;

struct Lists {
    deeds: Vec<&'static str>,
    times: Vec<&'static str>,
    places: Vec<&'static str>,
    place_ends: Vec<&'static str>,
    offices: Vec<&'static str>,
    firm_ends: Vec<&'static str>,
    units: Vec<&'static str>,
    latin: Vec<&'static str>,
    topics: Vec<Vec<&'static str>>,
    place_chars: Vec<char>,
    surnames: Vec<char>,
    given: Vec<char>,
    traditional: HashMap<char, char>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let list = |text: &'static str| text.split_whitespace().collect();
    Lists {
        deeds: list(words::DEEDS),
        times: list(words::TIMES),
        places: list(words::PLACES),
        place_ends: list(words::PLACE_ENDS),
        offices: list(words::OFFICES),
        firm_ends: list(words::FIRM_ENDS),
        units: list(words::UNITS),
        latin: list(words::LATIN),
        topics: words::TOPICS.iter().map(|&family| list(family)).collect(),
        place_chars: words::PLACE_CHARS.chars().collect(),
        surnames: words::SURNAMES.chars().collect(),
        given: words::GIVEN.chars().collect(),
        traditional: words::TRADITIONAL
            .split_whitespace()
            .filter_map(|pair| Some((pair.chars().next()?, pair.chars().nth(1)?)))
            .collect(),
    }
});

/// What writes the sentences of one article.
pub struct Writer {
    dice: Dice,
    /// What the article is about.
    topics: [usize; 2],
    /// Whom it is about: they are named again and again.
    persons: [usize; 3],
    places: [usize; 3],
}

impl Writer {
    pub fn new(mut dice: Dice) -> Self {
        let topics = [(); 2].map(|()| dice.rank(words::TOPICS.len()));
        let persons = [(); 3].map(|()| dice.rank(PERSONS));
        let places = [(); 3].map(|()| dice.rank(OTHER_PLACES));
        Self { dice, topics, persons, places }
    }

    pub fn dice(&mut self) -> &mut Dice {
        &mut self.dice
    }

    pub fn title(&mut self) -> String {
        let mut out = String::with_capacity(96);
        let pattern = self.dice.pick(&words::TITLES);
        self.fill(pattern, 0, &mut out);
        out
    }

    /// A paragraph of so many bytes or a sentence more.
    pub fn paragraph(&mut self, bytes: usize) -> String {
        let mut out = String::with_capacity(bytes + 256);
        while out.len() < bytes {
            let pattern = self.dice.pick(&words::SENTENCES);
            self.fill(pattern, 0, &mut out);
        }
        out
    }

    /// A few words: a subhead, the text under a picture, an item of a list.
    pub fn phrase(&mut self) -> String {
        let mut out = String::with_capacity(48);
        let pattern = self.dice.pick(&["{C}的{T}", "{T}与{T}", "{V}", "{P}在{C}", "{T}：{S}", "{H}{V}"]);
        self.fill(pattern, 0, &mut out);
        out
    }

    pub fn person(&mut self, out: &mut String) {
        let rank = if self.dice.happens(700) { self.persons[self.dice.below(3)] } else { self.dice.rank(PERSONS) };
        name(rank, out);
    }

    /// The topic of the article, for its categories.
    pub fn topic(&mut self) -> &'static str {
        let family = &LISTS.topics[self.topics[usize::from(self.dice.happens(300))]];
        family[self.dice.rank(family.len())]
    }

    fn fill(&mut self, pattern: &str, depth: usize, out: &mut String) {
        let lists = &*LISTS;
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let (slot, after) = after.split_once('}').unwrap_or((after, ""));
            rest = after;
            let dice = &mut self.dice;
            match slot {
                "P" => self.person(out),
                "C" => self.place(out),
                "O" => match dice.happens(600) {
                    true => out.push_str(lists.offices[dice.rank(lists.offices.len())]),
                    false => {
                        let rank = dice.rank(OTHER_PLACES);
                        characters(rank, 2, &lists.place_chars, out);
                        out.push_str(dice.pick(&lists.firm_ends));
                    }
                },
                "T" => out.push_str(self.topic()),
                "V" => out.push_str(dice.pick(&lists.deeds)),
                "H" => out.push_str(dice.pick(&lists.times)),
                "L" => out.push_str(dice.pick(&lists.latin)),
                "N" => self.number(out),
                "D" => match dice.below(3) {
                    0 => *out += &format!("{}月{}日", 1 + dice.below(12), 1 + dice.below(28)),
                    1 => *out += &format!("{}年{}月", 2005 + dice.below(21), 1 + dice.below(12)),
                    _ => {
                        *out += &format!("{}年{}月{}日", 2010 + dice.below(16), 1 + dice.below(12), 1 + dice.below(28));
                    }
                },
                // What is said in what is said would have no end.
                "S" if depth < 2 => {
                    let pattern = dice.pick(&words::SAYINGS);
                    self.fill(pattern, depth + 1, out);
                }
                _ => out.push_str("不急"),
            }
        }
        out.push_str(rest);
    }

    fn place(&mut self, out: &mut String) {
        let lists = &*LISTS;
        let rank = if self.dice.happens(400) { self.places[self.dice.below(3)] } else { self.dice.rank(OTHER_PLACES) };
        match lists.places.get(rank) {
            Some(place) => out.push_str(place),
            None => {
                characters(rank, 2, &lists.place_chars, out);
                out.push_str(lists.place_ends[mixed(rank) as usize % lists.place_ends.len()]);
            }
        }
    }

    fn number(&mut self, out: &mut String) {
        let dice = &mut self.dice;
        let unit = LISTS.units[dice.rank(LISTS.units.len())];
        let digits = 10_usize.pow(1 + dice.rank(5) as u32);
        let whole = 1 + dice.below(digits);
        *out += &match dice.below(4) {
            0 => format!("{whole}.{}{unit}", 1 + dice.below(9)),
            1 if whole >= 1000 => format!("{},{:03}{unit}", whole / 1000, whole % 1000),
            _ => format!("{whole}{unit}"),
        };
    }
}

fn mixed(rank: usize) -> u64 {
    Dice::new(7, rank as u64).next()
}

/// So many characters, the same for the same rank.
fn characters(rank: usize, count: u32, of: &[char], out: &mut String) {
    let mixed = mixed(rank) >> 8;
    for place in 0..count {
        out.push(of[(mixed >> (place * 16) & 0xFFFF) as usize % of.len()]);
    }
}

fn name(rank: usize, out: &mut String) {
    let lists = &*LISTS;
    let mut dice = Dice::new(11, rank as u64);
    out.push(lists.surnames[dice.rank(lists.surnames.len())]);
    // Two of three have two characters.
    for _ in 0..=dice.below(3).min(1) {
        out.push(lists.given[dice.below(lists.given.len())]);
    }
}

/// A text in traditional characters.
pub fn traditional(text: &str) -> String {
    text.chars().map(|c| LISTS.traditional.get(&c).copied().unwrap_or(c)).collect()
}
