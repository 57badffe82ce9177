//! Traditional characters and variants, and the simplified character each is folded to.
//!
//! The pairs are OpenCC's, character by character: an article and a question are both folded, so it does not matter
//! that 乾隆 becomes 干隆 in both, and matters much that 乾淨, 干净 and 幹淨 are found alike. OpenCC keeps some
//! characters for phrases to decide (著 in 著名 and 看著); where a character decides alone it has to be one of the two,
//! and the build script, which writes the pairs down (`assets/compiler/han.rs`), says which.

include!(concat!(env!("OUT_DIR"), "/han.rs"));

/// The simplified character that `c` is folded to: itself where there is no other.
pub(super) fn simplified(c: char) -> char {
    PAIRS.binary_search_by_key(&c, |&(from, _)| from).map_or(c, |at| PAIRS[at].1)
}

/// Every character that is folded to another, with that other.
pub(super) fn pairs() -> impl Iterator<Item = (char, char)> {
    PAIRS.iter().copied()
}
