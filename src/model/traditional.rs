//! The interface in *traditional* characters: a catalogue in assets says of every sentence in simplified characters how it
//! is written in traditional ones, with the words that are used where those are. A test holds that none is missing.
//!
//! It is a catalogue and no conversion, because an interface differs in its words too: a 文件 is a 檔案 there.

include!(concat!(env!("OUT_DIR"), "/traditional.rs"));

/// A sentence of the interface in traditional characters; as it is where the catalogue does not have it.
pub fn in_traditional(simplified: &str) -> &str {
    TRADITIONAL.binary_search_by_key(&simplified, |(own, _)| own).map_or(simplified, |at| TRADITIONAL[at].1)
}
