//! *Fuzzy pinyin* (模糊音): sounds that many speakers do not tell apart, and then spell either way.

/// The pairs of sounds that count as one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FuzzyPinyin(u16);

/// A pair: its name, its two sounds. One that ends syllables begins with a vowel.
type SoundPair = (&'static str, &'static str, &'static str);

const PAIRS: [SoundPair; 11] = [
    ("z-zh", "z", "zh"),
    ("c-ch", "c", "ch"),
    ("s-sh", "s", "sh"),
    ("n-l", "n", "l"),
    ("f-h", "f", "h"),
    ("r-l", "r", "l"),
    ("an-ang", "an", "ang"),
    ("en-eng", "en", "eng"),
    ("in-ing", "in", "ing"),
    ("ian-iang", "ian", "iang"),
    ("uan-uang", "uan", "uang"),
];

impl FuzzyPinyin {
    /// None: every sound is itself.
    pub const NONE: Self = Self(0);
    /// All pairs.
    pub const ALL: Self = Self((1 << PAIRS.len()) - 1);

    /// The names of all pairs: `z-zh`, `an-ang`.
    pub fn names() -> impl Iterator<Item = &'static str> {
        PAIRS.iter().map(|(name, ..)| *name)
    }

    /// The pairs of these names; what is no name is passed over.
    pub fn named<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let bit = |name: &str| PAIRS.iter().position(|(known, ..)| *known == name).map_or(0, |at| 1 << at);
        Self(names.into_iter().fold(0, |all, name| all | bit(name)))
    }

    /// What a syllable may be taken for: first itself, then with its initial, its final or both as their neighbours.
    /// Not all of them are syllables.
    pub(super) fn variants(self, syllable: &str) -> Vec<String> {
        let (initial, end) = split(syllable);
        // What has no vowel sounds like nothing else: the n of 嗯 is no initial.
        let has_vowel = end.contains(['a', 'e', 'i', 'o', 'u', 'v']);
        let ends = if has_vowel { self.neighbours(end) } else { vec![end] };
        let initials = self.neighbours(initial);
        initials.iter().flat_map(|initial| ends.iter().map(move |end| format!("{initial}{end}"))).collect()
    }

    fn neighbours(self, sound: &str) -> Vec<&str> {
        let pairs = PAIRS.iter().enumerate().filter(|(at, _)| self.0 >> at & 1 != 0);
        let others = pairs.filter_map(|(_, (_, one, other))| match sound {
            sound if sound == *one => Some(*other),
            sound if sound == *other => Some(*one),
            _ => None,
        });
        std::iter::once(sound).chain(others).collect()
    }
}

/// The initial of a syllable, empty where it begins with a vowel, and its final. `y` and `w` are initials as they are
/// typed; a syllable without a vowel (嗯 ng) is all final.
pub(super) fn split(syllable: &str) -> (&str, &str) {
    let vowel = syllable.find(['a', 'e', 'i', 'o', 'u', 'v']).unwrap_or(0);
    syllable.split_at(vowel)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_syllable_may_be_taken_for() {
        for (names, syllable, expected) in [
            ("", "zhang", "zhang"),
            ("z-zh", "zhang", "zhang zang"),
            ("z-zh an-ang", "zan", "zan zang zhan zhang"),
            ("an-ang", "liang", "liang"),
            ("ian-iang", "liang", "liang lian"),
            ("n-l r-l", "li", "li ni ri"),
            ("n-l", "niang", "niang liang"),
            ("in-ing", "ying", "ying yin"),
            ("en-eng", "en", "en eng"),
            ("in-ing n-l", "ng", "ng"),
            ("n-l r-l", "n", "n"),
        ] {
            let fuzzy = FuzzyPinyin::named(names.split(' '));
            assert_eq!(fuzzy.variants(syllable).join(" "), expected, "{names} {syllable}");
        }
    }

    #[test]
    fn a_pair_is_named_by_its_sounds() {
        for (name, one, other) in PAIRS {
            assert_eq!(name, format!("{one}-{other}"));
        }
        assert_eq!(FuzzyPinyin::named(FuzzyPinyin::names()), FuzzyPinyin::ALL);
        assert_eq!(FuzzyPinyin::named(["z", "zh-z"]), FuzzyPinyin::NONE);
    }
}
