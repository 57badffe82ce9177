//! The *sample*: whether a text may have the head of a match, told by a few of its characters.
//!
//! Of so many characters in a row as a head has, one is looked at. Where it may stand at some place of a head, its
//! neighbours are looked at too; mostly it may not. Most of what a text costs otherwise is that its characters have not
//! the same length, and that nobody can tell where the next one is of another: so it is taken block by block, where
//! characters begin is told of a whole block without asking what they are, and a character is looked up by its bytes.

/// The longest head, in characters.
pub(super) const HEAD: u32 = 4;
/// So many bytes are taken at a time.
const BLOCK: usize = 64;
/// As many of what follows belong to the last character of a block.
const BEHIND: usize = 4;
/// How many slots there are.
const SLOTS: usize = 0x10000;

/// At which places of a head characters may stand.
pub(super) struct Sample {
    /// By their [`slot`]s: bit n for the n-th place. Several share a slot, so some may in fact not stand there.
    places: Box<[u8]>,
    /// How many characters a head has.
    head: u32,
}

impl Default for Sample {
    fn default() -> Self {
        Self::new(1)
    }
}

impl Sample {
    /// For heads of so many characters, 1 to [`HEAD`].
    pub(super) fn new(head: u32) -> Self {
        Self { places: vec![0; SLOTS].into_boxed_slice(), head }
    }

    /// Adds the places of a character.
    pub(super) fn add(&mut self, c: usize, places: u8) {
        let Some(c) = char::from_u32(c as u32).filter(|_| places != 0) else { return };
        let mut bytes = [0; 4];
        let length = c.encode_utf8(&mut bytes).len();
        if length == 2 {
            // What follows counts, and may be anything.
            for next in 0..=u8::MAX {
                bytes[2] = next;
                self.places[slot(bytes)] |= places;
            }
        } else {
            self.places[slot(bytes)] |= places;
        }
    }

    /// Whether `is` holds for the place of any character that stands in what may be a head. Of each head in the text one
    /// of them is asked about.
    pub(super) fn any(&self, text: &[u8], is: impl Fn(usize) -> bool) -> bool {
        match self.head {
            0 | 1 => self.any_of::<1>(text, is),
            2 => self.any_of::<2>(text, is),
            3 => self.any_of::<3>(text, is),
            _ => self.any_of::<4>(text, is),
        }
    }

    fn any_of<const HEAD: u32>(&self, text: &[u8], is: impl Fn(usize) -> bool) -> bool {
        // Without the lowest bits, so many.
        let drop = |begins: u64, many: u32| (0..many).fold(begins, |begins, _| begins & begins.wrapping_sub(1));
        let (mut at, mut left) = (0, HEAD);
        while at < text.len() {
            let mut tail = [0; BLOCK + BEHIND];
            let block = match text[at..].first_chunk() {
                Some(block) => block,
                None => {
                    tail[..text.len() - at].copy_from_slice(&text[at..]);
                    &tail
                }
            };
            let mut begins = begins(block);
            let count = begins.count_ones();
            if count < left {
                left -= count;
            } else {
                begins = drop(begins, left - 1);
                for _ in 0..=(count - left) / HEAD {
                    let place = begins.trailing_zeros() as usize % BLOCK;
                    let places = self.places[slot([block[place], block[place + 1], block[place + 2], 0])];
                    if places != 0 && self.is_in_head(text, at + place, places) && is(at + place) {
                        return true;
                    }
                    begins = drop(begins, HEAD);
                }
                left = HEAD - (count - left) % HEAD;
            }
            at += BLOCK;
        }
        false
    }

    /// The places of the character that starts there.
    fn places_at(&self, text: &[u8], at: usize) -> u8 {
        let mut bytes = [0; 4];
        bytes.iter_mut().zip(text.get(at..).unwrap_or_default()).for_each(|(byte, own)| *byte = *own);
        self.places[slot(bytes)]
    }

    /// Whether a character that may stand at these places stands in what may be a head.
    #[cold]
    fn is_in_head(&self, text: &[u8], at: usize, places: u8) -> bool {
        if at >= text.len() {
            // What fills the last block up.
            return false;
        }
        let last = 1 << (self.head - 1);
        // Mostly the next one tells, or the one before.
        let next = |at: usize| (at + 1..text.len()).find(|&next| text[next] & 0xC0 != 0x80);
        let here = places & (last | next(at).map_or(0, |next| self.places_at(text, next) >> 1));
        if here == 0 || here & (1 | before(text, at).map_or(0, |before| self.places_at(text, before) << 1)) == 0 {
            return false;
        }
        let around = std::iter::successors(before(text, at), |&start| before(text, start));
        let start = around.take(self.head as usize - 1).last().unwrap_or(at);
        let mut state = 0;
        let mut window = std::iter::successors(Some(start), |&at| next(at)).take(2 * self.head as usize - 1);
        window.any(|at| {
            state = (state << 1 | 1) & self.places_at(text, at);
            state & last != 0
        })
    }
}

/// Where the character starts that stands before a byte of a text.
pub(super) fn before(text: &[u8], at: usize) -> Option<usize> {
    text[..at].iter().rposition(|byte| byte & 0xC0 != 0x80)
}

/// Where characters begin in a block: a bit a byte.
#[inline]
fn begins(block: &[u8; BLOCK + BEHIND]) -> u64 {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let (words, _) = block.as_chunks();
    words.iter().take(BLOCK / 8).rev().fold(0, |begins, &word| {
        let word = u64::from_le_bytes(word);
        // Of the bytes that go on with a character the highest bit is set and the next one is not. The highest bits of
        // the others, side by side:
        let others = (word & !(word << 1) & HIGH) ^ HIGH;
        begins << 8 | (others >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
    })
}

/// Where a character is looked up, by its first bytes, without asking how many it has: of one byte what follows does
/// not count, of others two do.
#[inline]
fn slot(bytes: [u8; 4]) -> usize {
    let bytes = u32::from_le_bytes(bytes);
    let behind = (bytes >> 7 & 1).wrapping_neg() & 0x00FF_FF00;
    let bytes = bytes & (behind | 0xFF);
    (bytes >> 8 ^ bytes << 6) as usize % SLOTS
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Wherever a head stands in a text, one of its characters is asked about.
        #[test]
        fn every_head_is_seen(
            before in "[天津市委a1é𠀋，]{0,70}",
            head in "[天津市委a1é𠀋]{1,4}",
            after in "[天津市委a1é𠀋，]{0,70}",
        ) {
            let count = head.chars().count() as u32;
            let mut sample = Sample::new(count);
            for (place, c) in head.chars().enumerate() {
                sample.add(c as usize, 1 << place);
            }
            let text = format!("{before}{head}{after}");
            let range = before.len()..before.len() + head.len();
            prop_assert!(sample.any(text.as_bytes(), |at| range.contains(&at)), "{} in {}", head, text);
            prop_assert!(!sample.any(text.as_bytes(), |_| false));
        }
    }

    #[test]
    fn what_has_no_head_is_not_asked_about() {
        let mut sample = Sample::new(2);
        sample.add('天' as usize, 1);
        sample.add('津' as usize, 2);
        let asked = |text: &str| sample.any(text.as_bytes(), |_| true);
        assert!(asked("在天津，") && !asked(&"津天，天a津".repeat(99)) && !asked("") && !asked("天"));
        assert!(asked(&format!("{}天津", "市委，a".repeat(20))));
    }
}
