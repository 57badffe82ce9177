//! A *parallel walk*: over a text and its form in another script, character for character.

use std::iter::Zip;
use std::str::Chars;

/// A place in both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ParallelPlace {
    /// The bytes before it in the text as it is written.
    pub own: usize,
    /// The bytes before it in the other form.
    pub other: usize,
    /// The characters before it, which are as many in both.
    pub chars: usize,
}

/// Tells where places of the other form are in the text, from the start to the end.
pub(super) struct ParallelWalk<'t> {
    pairs: Zip<Chars<'t>, Chars<'t>>,
    at: ParallelPlace,
}

impl<'t> ParallelWalk<'t> {
    pub fn new(text: &'t str, other: &'t str) -> Self {
        Self { pairs: text.chars().zip(other.chars()), at: ParallelPlace::default() }
    }

    /// Goes on to a byte of the other form, which is not before the last one that was gone to.
    pub fn go_to(&mut self, byte: usize) -> ParallelPlace {
        while self.at.other < byte
            && let Some((own, other)) = self.pairs.next()
        {
            self.at.own += own.len_utf8();
            self.at.other += other.len_utf8();
            self.at.chars += 1;
        }
        self.at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_may_be_of_another_length_in_the_other_form() {
        let mut walk = ParallelWalk::new("a𫖯髮。", "a俯发。");
        assert_eq!(walk.go_to(1), ParallelPlace { own: 1, other: 1, chars: 1 });
        assert_eq!(walk.go_to(7), ParallelPlace { own: 8, other: 7, chars: 3 });
        assert_eq!(walk.go_to(10), ParallelPlace { own: 11, other: 10, chars: 4 });
    }
}
