//! *Syllables* of pinyin: what a character may be read as, without tones, as ib-matcher has it; and what it is read as
//! with them, in words and alone. The build script wrote them down (`assets/compiler/readings.rs` and `toned.rs`).

mod written {
    include!(concat!(env!("OUT_DIR"), "/pinyin.rs"));

    /// The number of the kind of a character; 0 where it has no readings.
    pub(super) fn kind(c: char) -> usize {
        let kind = (c as usize).checked_sub(FROM as usize).and_then(|at| {
            let block = PLACES.get(at / BLOCK)?;
            BLOCKS.get(usize::from(*block) * BLOCK + at % BLOCK)
        });
        kind.map_or(0, |kind| usize::from(*kind))
    }

    /// How many syllables there are without tones.
    pub(super) const SYLLABLES: usize = SPELT_ENDS.len();

    pub(super) fn spelt(number: usize) -> &'static str {
        &SPELT[super::start(&SPELT_ENDS, number)..usize::from(SPELT_ENDS[number])]
    }

    pub(super) fn set(kind: usize) -> &'static [u16] {
        let set = usize::from(KIND_SETS[kind]);
        &SETS[super::start(&SET_ENDS, set)..usize::from(SET_ENDS[set])]
    }

    pub(super) fn toned(kind: usize) -> Option<u16> {
        KIND_TONED[kind].checked_sub(1)
    }

    pub(super) fn characters() -> impl Iterator<Item = char> {
        (FROM..FROM + (PLACES.len() * BLOCK) as u32).filter_map(char::from_u32)
    }
}

mod toned {
    include!(concat!(env!("OUT_DIR"), "/toned.rs"));

    pub(super) fn spelt(number: usize) -> Option<&'static str> {
        Some(&SPELT[super::start(&SPELT_ENDS, number)..usize::from(*SPELT_ENDS.get(number)?)])
    }

    pub(super) fn alone(c: char) -> Option<u16> {
        ALONE.binary_search_by_key(&c, |&(alone, _)| alone).ok().map(|at| ALONE[at].1)
    }

    /// The bits of the number of a syllable in what is said of a word.
    pub(super) const NUMBER_BITS: u32 = BITS;
}

/// How many syllables there are without tones; each is known by a number below it.
pub const SYLLABLES: usize = written::SYLLABLES;

/// The bits of the number of a toned syllable.
pub(super) const TONED_BITS: u32 = toned::NUMBER_BITS;

/// A syllable by its number, as it is typed: `zhong`, `lve`.
pub fn syllable(number: u16) -> &'static str {
    written::spelt(usize::from(number))
}

/// The numbers of the syllables that a character may be read as, each once, the commonest where the library has it.
pub fn syllables(c: char) -> &'static [u16] {
    written::set(written::kind(c))
}

/// The characters that have pinyin, and others between them.
pub fn characters() -> impl Iterator<Item = char> {
    written::characters()
}

/// A toned syllable by its number: `zhòng`.
pub(super) fn toned(number: u32) -> Option<&'static str> {
    toned::spelt(usize::try_from(number).ok()?)
}

/// The toned syllable that a character is read as in words, where they do not say otherwise.
pub(super) fn toned_in_words(c: char) -> Option<u32> {
    written::toned(written::kind(c)).map(u32::from)
}

/// The toned syllable that a character is read as which is a word by itself.
pub(super) fn toned_alone(c: char) -> Option<u32> {
    toned::alone(c).map(u32::from).or_else(|| toned_in_words(c))
}

fn start(ends: &[u16], number: usize) -> usize {
    if number == 0 { 0 } else { usize::from(ends[number - 1]) }
}
