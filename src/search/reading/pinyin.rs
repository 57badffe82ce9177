//! *Pinyin*: what a character may be read as, without tones. The build script wrote it down from ib-matcher's table.

include!(concat!(env!("OUT_DIR"), "/pinyin.rs"));

/// How many syllables there are; each is known by a number below it.
pub(super) const SYLLABLES: usize = SPELT_ENDS.len();

/// A syllable by its number, as it is typed: `zhong`, `lve`.
pub(super) fn syllable(number: u16) -> &'static str {
    let number = usize::from(number);
    &SPELT[start(&SPELT_ENDS, number)..usize::from(SPELT_ENDS[number])]
}

/// The numbers of the syllables that a character may be read as, each once, the commonest where the library has it.
pub(super) fn syllables(c: char) -> &'static [u16] {
    let set = (c as usize).checked_sub(FROM as usize).and_then(|at| {
        let block = PLACES.get(at / BLOCK)?;
        BLOCKS.get(usize::from(*block) * BLOCK + at % BLOCK)
    });
    let set = set.map_or(0, |set| usize::from(*set));
    &SETS[start(&SET_ENDS, set)..usize::from(SET_ENDS[set])]
}

/// The characters that have pinyin, and others between them.
pub(super) fn characters() -> impl Iterator<Item = char> {
    (FROM..FROM + (PLACES.len() * BLOCK) as u32).filter_map(char::from_u32)
}

fn start(ends: &[u16], number: usize) -> usize {
    if number == 0 { 0 } else { usize::from(ends[number - 1]) }
}
