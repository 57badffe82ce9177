//! Traditional characters and variants, and the simplified character each is folded to.
//!
//! The pairs are OpenCC's, character by character: an article and a question are both folded, so it does not matter
//! that 乾隆 becomes 干隆 in both, and matters much that 乾淨, 干净 and 幹淨 are found alike. OpenCC keeps some
//! characters for phrases to decide (著 in 著名 and 看著); where a character decides alone it has to be one of the two,
//! and [`MORE`] says which.

use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use rustc_hash::FxHashMap;

/// Pairs beyond OpenCC's table: the character, and what it is folded to.
const MORE: &str = "著着 瞭了 祇只 衹只 覆复 藉借 牴抵 彷仿 敍叙 枱台 衞卫 粧妆 糭粽 痺痹 簷檐 鬭斗 鬪斗 姪侄 伕夫 暱昵 揹背 讎仇 \
    妳你 牠它 幺么 缐线 馀余 谘咨 钜巨 锺钟 讬托 侭尽 麺面 麹曲 ○〇 ◯〇 \
    舖铺 邨村 濶阔 喆哲 崙仑 雠仇 阪坂";

/// Where Han characters are that OpenCC may know.
const RANGES: [std::ops::RangeInclusive<u32>; 3] = [0x3400..=0x4DBF, 0x4E00..=0x9FFF, 0x20000..=0x2FA1F];

static SIMPLIFIED: LazyLock<FxHashMap<char, char>> = LazyLock::new(|| {
    let mut pairs: FxHashMap<char, char> = FxHashMap::default();
    if let Ok(converter) = OpenCC::from_config(BuiltinConfig::T2s) {
        // A line each, so that no phrase is seen.
        let all: String = RANGES.into_iter().flatten().filter_map(char::from_u32).flat_map(|c| [c, '\n']).collect();
        let converted = converter.convert(&all);
        for (from, to) in all.lines().zip(converted.lines()) {
            let mut to = to.chars();
            if let (Some(from), Some(to), None) = (from.chars().next(), to.next(), to.next())
                && from != to
            {
                pairs.insert(from, to);
            }
        }
    }
    for pair in MORE.split(' ') {
        let mut pair = pair.chars();
        if let (Some(from), Some(to)) = (pair.next(), pair.next()) {
            pairs.insert(from, to);
        }
    }
    // 薴 → 苧 → 苎: what a character is folded to folds to itself.
    let found: Vec<(char, char)> = pairs.iter().map(|(&from, &to)| (from, to)).collect();
    for (from, mut to) in found {
        for _ in 0..4 {
            to = pairs.get(&to).copied().filter(|&next| next != from).unwrap_or(to);
        }
        pairs.insert(from, to);
    }
    pairs
});

/// The simplified character that `c` is folded to: itself where there is no other.
pub(super) fn simplified(c: char) -> char {
    SIMPLIFIED.get(&c).copied().unwrap_or(c)
}

/// Every character that is folded to another, with that other.
pub(super) fn pairs() -> impl Iterator<Item = (char, char)> {
    SIMPLIFIED.iter().map(|(&from, &to)| (from, to))
}
