//! The *hash* by which the build script lays the table out and the program looks things up in it. Both have this file.

/// Where a name is looked for first, before it is taken modulo the number of slots.
pub(super) fn of_name(name: &[u8]) -> u32 {
    let mut hash = 0_u64;
    for chunk in name.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        // FxHash, the compiler's own, which is the fastest for names as short as these.
        hash = (hash.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x517C_C1B7_2722_0A95);
    }
    (hash >> 32) as u32
}

/// How many bits there are for words of one character.
pub(super) const CHAR_MARKS: usize = 1 << 12;

/// The bit of a character.
pub(super) fn of_char(c: char) -> usize {
    c as usize % CHAR_MARKS
}

/// How many slots there are for the words that begin with two characters; for words of one there are as many.
pub(super) const SLOTS: usize = 1 << 12;
/// How many bits there are for two characters: so many more that one which is set by chance is rare.
pub(super) const PAIR_MARKS: usize = 1 << 15;

/// Two neighbouring characters; `'\0'` and a character stand for the character alone.
pub(super) fn of_pair(before: char, c: char) -> u32 {
    let mixed = u32::from(before).wrapping_mul(0x9E37_79B1) ^ u32::from(c).wrapping_mul(0x85EB_CA6B);
    mixed.wrapping_mul(0xC2B2_AE35)
}

/// The slot of two characters.
pub(super) fn slot(pair: u32) -> usize {
    pair as usize >> (32 - SLOTS.ilog2())
}

/// The bit of two characters.
pub(super) fn mark(pair: u32) -> usize {
    pair as usize >> (32 - PAIR_MARKS.ilog2())
}
