//! *Han*: which simplified character each traditional one and each variant is folded to, as OpenCC and a list of our own
//! have it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

/// Pairs beyond OpenCC's table: the character, and what it is folded to.
const MORE: &str = "著着 瞭了 祇只 衹只 覆复 藉借 牴抵 彷仿 敍叙 枱台 衞卫 粧妆 糭粽 痺痹 簷檐 鬭斗 鬪斗 姪侄 伕夫 暱昵 揹背 讎仇 \
    妳你 牠它 幺么 缐线 馀余 谘咨 钜巨 锺钟 讬托 侭尽 麺面 麹曲 ○〇 ◯〇 \
    舖铺 邨村 濶阔 喆哲 崙仑 雠仇 阪坂";

/// Where Han characters are that OpenCC may know.
const RANGES: [std::ops::RangeInclusive<u32>; 3] = [0x3400..=0x4DBF, 0x4E00..=0x9FFF, 0x20000..=0x2FA1F];

/// The pairs in the order of what is folded, as Rust.
///
/// # Errors
/// What OpenCC says.
pub fn pairs() -> Result<String, String> {
    let mut pairs: BTreeMap<char, char> = BTreeMap::new();
    let converter = OpenCC::from_config(BuiltinConfig::T2s).map_err(|error| error.to_string())?;
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
    for pair in MORE.split(' ') {
        let mut pair = pair.chars();
        if let (Some(from), Some(to)) = (pair.next(), pair.next()) {
            pairs.insert(from, to);
        }
    }
    let mut out = format!("static PAIRS: [(char, char); {}] = [\n", pairs.len());
    for (&from, &to) in &pairs {
        // 薴 → 苧 → 苎: what a character is folded to folds to itself.
        let next = |to: char| pairs.get(&to).copied().filter(|&next| next != from).unwrap_or(to);
        let _ = writeln!(out, "({from:?}, {:?}),", (0..4).fold(to, |to, _| next(to)));
    }
    out.push_str("];\n");
    Ok(out)
}
