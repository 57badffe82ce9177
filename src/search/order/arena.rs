//! An *arena*: many short strings of bytes in one piece of memory, by number.

use std::ops::Range;

/// Strings of bytes by number; those that were never set are empty.
#[derive(Debug, Default)]
pub(super) struct ByteArena {
    bytes: Vec<u8>,
    /// Where each begins, and its length.
    places: Vec<(u32, u32)>,
    /// Bytes that belong to none any more.
    waste: usize,
}

impl ByteArena {
    pub fn get(&self, number: usize) -> &[u8] {
        self.places.get(number).map_or(&[], |place| &self.bytes[range(*place)])
    }

    /// Sets a string to what `write` writes behind the others. Beyond 4 GiB in all it is empty.
    pub fn set(&mut self, number: usize, write: impl FnOnce(&mut Vec<u8>)) {
        let start = self.bytes.len();
        write(&mut self.bytes);
        let place = u32::try_from(start).ok().zip(u32::try_from(self.bytes.len()).ok());
        let place = place.map_or((0, 0), |(start, end)| (start, end - start));
        if place.1 == 0 {
            self.bytes.truncate(start);
            if number >= self.places.len() {
                return;
            }
        }
        if number >= self.places.len() {
            self.places.resize(number + 1, (0, 0));
        }
        self.waste += std::mem::replace(&mut self.places[number], place).1 as usize;
        if self.waste > self.bytes.len() / 2 && self.waste > SOME {
            self.tidy();
        }
    }

    /// Puts the strings of another one behind these, which have `numbers` numbers.
    pub fn append(&mut self, numbers: usize, other: &Self) {
        if other.bytes.is_empty() {
            return;
        }
        let Ok(start) = u32::try_from(self.bytes.len()) else { return };
        self.places.resize(numbers, (0, 0));
        let moved = |&(at, length): &(u32, u32)| match at.checked_add(start).and_then(|at| at.checked_add(length)) {
            Some(end) => (end - length, length),
            None => (0, 0),
        };
        self.places.extend(other.places.iter().map(moved));
        self.bytes.extend_from_slice(&other.bytes);
    }

    fn tidy(&mut self) {
        let mut bytes = Vec::with_capacity(self.bytes.len() - self.waste);
        for place in &mut self.places {
            let start = bytes.len() as u32;
            bytes.extend_from_slice(&self.bytes[range(*place)]);
            place.0 = start;
        }
        (self.bytes, self.waste) = (bytes, 0);
    }
}

/// So many bytes may be wasted.
const SOME: usize = 1 << 16;

fn range((start, length): (u32, u32)) -> Range<usize> {
    start as usize..start as usize + length as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_set_anew_and_what_they_were_is_given_back() {
        let mut arena = ByteArena::default();
        arena.set(3, |bytes| bytes.extend(b"three"));
        arena.set(1, |bytes| bytes.extend(b"one"));
        arena.set(9, |_| {});
        assert_eq!(
            (arena.get(0), arena.get(1), arena.get(3), arena.get(9)),
            (&b""[..], &b"one"[..], &b"three"[..], &b""[..])
        );
        for round in 0..1000_usize {
            arena.set(3, |bytes| bytes.extend([round as u8; 1000]));
        }
        arena.set(1, |_| {});
        assert_eq!((arena.get(1), arena.get(3)), (&b""[..], &[231; 1000][..]));
        assert!(arena.bytes.len() < 3 * SOME, "{}", arena.bytes.len());
        let mut more = ByteArena::default();
        more.set(0, |bytes| bytes.extend(b"ten"));
        arena.append(10, &more);
        assert_eq!((arena.get(3), arena.get(10)), (&[231; 1000][..], &b"ten"[..]));
    }
}
