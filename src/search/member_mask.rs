//! A *member mask*: which of some queries an article answers.

/// A place for each of the first [`MemberMask::PLACES`] queries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MemberMask(u64);

impl MemberMask {
    /// So many queries have a place.
    pub const PLACES: usize = 64;

    /// Of the answers of an article, in the order of the queries.
    pub fn of(answers: impl Iterator<Item = bool>) -> Self {
        Self(answers.take(Self::PLACES).enumerate().fold(0, |mask, (at, answer)| mask | u64::from(answer) << at))
    }

    /// Whether the query of a place is answered.
    pub fn has(self, at: usize) -> bool {
        at < Self::PLACES && self.0 >> at & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_query_has_its_place() {
        let mask = MemberMask::of((0..100).map(|at| at % 3 == 0));
        assert!((0..64).all(|at| mask.has(at) == (at % 3 == 0)) && !mask.has(64) && !mask.has(99));
    }
}
