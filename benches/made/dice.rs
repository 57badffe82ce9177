//! *Dice*: numbers by chance that are the same in every run.

/// A generator of numbers (SplitMix64).
pub struct Dice(u64);

impl Dice {
    /// The dice of one thing in an archive: what it gives depends on nothing but the seed and the number.
    pub fn new(seed: u64, number: u64) -> Self {
        let mut dice = Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ number.wrapping_mul(0xD1B5_4A32_D192_ED03));
        dice.next();
        dice
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below another; 0 below 0.
    pub fn below(&mut self, below: usize) -> usize {
        ((u128::from(self.next()) * below as u128) >> 64) as usize
    }

    /// One of several.
    pub fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }

    /// Whether something happens that happens so many times in a thousand.
    pub fn happens(&mut self, in_a_thousand: usize) -> bool {
        self.below(1000) < in_a_thousand
    }

    /// From 0 to 1, without 1.
    fn fraction(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// The rank of a word among so many, as words are spread in texts: the n-th as often as its number says, 1/n.
    pub fn rank(&mut self, of: usize) -> usize {
        (((of as f64 + 1.0).ln() * self.fraction()).exp() as usize).clamp(1, of) - 1
    }

    /// A size as sizes of articles are spread: its logarithm as a bell, of which `spread` is the deviation.
    pub fn size(&mut self, mean: f64, spread: f64) -> f64 {
        // The sum of twelve is as good as a bell for this.
        let bell = (0..12).map(|_| self.fraction()).sum::<f64>() - 6.0;
        mean * (bell * spread - spread * spread / 2.0).exp()
    }
}
