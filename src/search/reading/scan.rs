//! The *scan*: pinyin as it is typed with an input method, held to what is found by trying everything everywhere.

use ib_matcher::pinyin::{PinyinData, PinyinNotation};
use proptest::prelude::*;

use super::*;
use crate::chinese::syllables;

static PINYIN: LazyLock<PinyinData> = LazyLock::new(|| PinyinData::new(PinyinNotation::Ascii));

fn syllables(c: char) -> Vec<String> {
    let mut syllables = Vec::new();
    PINYIN.get_pinyins_and_for_each(c, |pinyin| {
        syllables.extend(pinyin.notation(PinyinNotation::Ascii).map(str::to_owned));
    });
    syllables
}

/// What the scan knows: how each syllable may be typed in whole, and its initials.
struct PinyinScan {
    fuzzy: Vec<(&'static str, &'static str)>,
    scheme: Option<DoublePinyin>,
}

impl PinyinScan {
    fn new(typing: PinyinTyping) -> Self {
        let fuzzy = FuzzyPinyin::names().filter(|&name| {
            let with = FuzzyPinyin::named([name]);
            // A pair is on where it changes a syllable of its sounds.
            let (one, _) = name.split_once('-').expect("a pair");
            let syllable = if one.contains(['a', 'e', 'i', 'u']) { format!("l{one}") } else { format!("{one}a") };
            let changed = &with.variants(&syllable)[1];
            typing.fuzzy.variants(&syllable).contains(changed)
        });
        Self { fuzzy: fuzzy.filter_map(|name| name.split_once('-')).collect(), scheme: typing.scheme }
    }

    /// Whether two sounds are one.
    fn same(&self, one: &str, other: &str) -> bool {
        one == other || self.fuzzy.iter().any(|&(a, b)| (a, b) == (one, other) || (b, a) == (one, other))
    }

    /// How a syllable may be typed: every initial and every final there is, where they sound like its own.
    fn spellings(&self, syllable: &str) -> Vec<String> {
        let at = syllable.find(['a', 'e', 'i', 'o', 'u', 'v']).unwrap_or(0);
        let (initial, end) = syllable.split_at(at);
        let initials = ["z", "zh", "c", "ch", "s", "sh", "n", "l", "f", "h", "r", initial];
        let ends = ["an", "ang", "en", "eng", "in", "ing", "ian", "iang", "uan", "uang", end];
        let mut all = Vec::new();
        for i in initials.into_iter().filter(|i| self.same(i, initial)) {
            for e in ends.into_iter().filter(|e| self.same(e, end)) {
                all.push(format!("{i}{e}"));
            }
        }
        all
    }

    /// What some characters may be typed as: each by its first letter or by one of its spellings.
    fn typed(&self, chars: &[char], picks: &[(usize, usize)]) -> String {
        let mut typed = String::new();
        for (&c, &(reading, way)) in chars.iter().zip(picks) {
            let syllables = syllables(c);
            let Some(syllable) = syllables.get(reading % syllables.len().max(1)) else {
                typed.push(c);
                continue;
            };
            let mut ways = self.spellings(syllable);
            if let Some(scheme) = self.scheme {
                ways = ways.iter().flat_map(|spelling| scheme.codes(spelling)).collect();
            }
            ways.extend(ways.clone().iter().map(|way| way[..1].to_owned()));
            typed.push_str(&ways[way % ways.len()]);
        }
        typed
    }

    /// Where a match that starts at a character may end.
    fn ends(&self, chars: &[char], at: usize, rest: &str, spelt: bool, found: &mut Vec<usize>) {
        let Some(&c) = chars.get(at) else { return };
        let go = |length: usize, found: &mut Vec<usize>| match length >= rest.len() {
            true => found.push(at + 1),
            false => self.ends(chars, at + 1, &rest[length..], spelt, found),
        };
        if rest.starts_with(c) {
            go(c.len_utf8(), found);
        }
        if c.is_ascii() {
            return;
        }
        for spelling in syllables(c).iter().flat_map(|syllable| self.spellings(syllable)) {
            let mut typed: Vec<String> = match self.scheme {
                Some(scheme) => scheme.codes(&spelling),
                None => vec![spelling.clone(), spelling.replace("lve", "lue").replace("nve", "nue")],
            };
            let first = |text: &String| text[..1].to_owned();
            let initials: Vec<String> = typed.iter().map(first).chain([first(&spelling)]).collect();
            if initials.iter().any(|initial| rest.starts_with(initial.as_str())) {
                go(1, found);
            }
            typed.retain(|_| spelt);
            for typed in typed {
                if rest.starts_with(typed.as_str()) || typed.starts_with(rest) {
                    go(typed.len(), found);
                }
            }
        }
    }
}

fn check(word: &str, text: &str, typing: PinyinTyping) -> Result<(), TestCaseError> {
    let Some(reading) = ReadingQuery::new(word, typing) else { return Ok(()) };
    let fold = Folded::new(text);
    let found = reading.find_in(TextRef { original: text, folded: fold.view() });
    let strict = Folded::by(text, FOLDS);
    let (chars, starts): (Vec<char>, Vec<usize>) = strict.text().char_indices().map(|(at, c)| (c, at)).unzip();
    let byte = |at: usize| starts.get(at).copied().unwrap_or(strict.text().len());
    let literal: Vec<Range<usize>> =
        strict.text().match_indices(&reading.typed).map(|(at, own)| strict.original(at..at + own.len())).collect();
    let scan = PinyinScan::new(typing);
    let mut all: Vec<(usize, usize)> = Vec::new();
    for at in 0..chars.len() {
        let mut ends = Vec::new();
        scan.ends(&chars, at, &reading.typed, reading.spelt, &mut ends);
        all.extend(ends.into_iter().map(|end| {
            let range = strict.original(byte(at)..byte(end));
            (range.start, range.end)
        }));
    }
    for range in &found {
        prop_assert!(all.contains(&(range.start, range.end)), "{} is not in {} at {:?}", word, text, range);
    }
    for &(start, end) in &all {
        let is_covered = found.iter().chain(&literal).any(|range| range.start <= start && start < range.end);
        prop_assert!(is_covered, "{} in {} is lost at {}..{}: {:?}", word, text, start, end, found);
    }
    Ok(())
}

fn typings() -> impl Strategy<Value = PinyinTyping> {
    let names: Vec<&'static str> = FuzzyPinyin::names().collect();
    let fuzzy = proptest::sample::subsequence(names.clone(), 0..=names.len()).prop_map(FuzzyPinyin::named);
    let scheme = proptest::option::of(proptest::sample::select(DoublePinyin::NAMES.to_vec()));
    (fuzzy, scheme).prop_map(|(fuzzy, scheme)| PinyinTyping { fuzzy, scheme: scheme.map(|(_, scheme)| scheme) })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    /// All that a scan finds is found, and nothing else: recall and precision are 1.
    #[test]
    fn a_scan_finds_no_more(
        word in "([a-z;]{2,5}|tian|jin|shi|wei|zhan|lan|hu)?",
        text in "[天津市委四是张站占难兰能冷胡福人让银英光关两脸陕山绿略女嗯安昂二儿穷熊追，a;天s]{1,9}",
        picks in proptest::collection::vec((0usize..4, 0usize..24), 3),
        from in 0usize..9,
        typing in typings(),
    ) {
        // Letters by chance, or what some of the text may be typed as.
        let chars: Vec<char> = text.chars().collect();
        let some = &chars[from % chars.len()..];
        let word = if word.is_empty() { PinyinScan::new(typing).typed(some, &picks) } else { word };
        check(&word, &text, typing)?;
    }

    /// What a text may be typed as is found in it.
    #[test]
    fn what_is_typed_is_found(
        text in "[一-龥]{2,5}",
        picks in proptest::collection::vec((0usize..9, 0usize..9), 5),
        typing in typings(),
    ) {
        let keying = Keying::of_typing(typing);
        let mut typed = String::new();
        for (c, (reading, spelling)) in text.chars().zip(picks) {
            let all: Vec<_> = keying.of(c).collect();
            let Some(keys) = all.get(reading % all.len().max(1)) else { return Ok(()) };
            typed.push_str(&keys.spellings[spelling % keys.spellings.len()]);
        }
        let reading = ReadingQuery::new(&typed, typing).expect("a question");
        let fold = Folded::new(&text);
        let found = reading.find_in(TextRef { original: &text, folded: fold.view() });
        prop_assert!(found.first().is_some_and(|first| first.start == 0), "{} in {}: {:?}", typed, text, found);
    }
}

#[test]
fn pictures_of_typing() {
    for (fuzzy, scheme, word, text, expected) in [
        ("", None, "sanxi", "陕西山西", ""),
        ("s-sh", None, "sanxi", "陕西山西", "陕西 山西"),
        ("s-sh an-ang", None, "shangxi", "山西上西散戏", "山西 上西 散戏"),
        ("", None, "liunai", "牛奶", ""),
        ("n-l", None, "liulai", "牛奶", "牛奶"),
        ("n-l", None, "ln", "牛奶", "牛奶"),
        ("in-ing", None, "xingwen", "新闻", "新闻"),
        ("en-eng", None, "chengshi", "城市晨市", "城市 晨市"),
        ("", Some("xiaohe"), "tmjbuiww", "天津市委", "天津市委"),
        ("", Some("xiaohe"), "tjsw", "天津市委", "天津市委"),
        ("", Some("xiaohe"), "tjuw", "天津市委", "天津市委"),
        ("", Some("xiaohe"), "tmjbu", "天津市委", "天津市"),
        ("", Some("xiaohe"), "tianjinshiwei", "天津市委", ""),
        ("", Some("ziranma"), "tmjnuiwz", "天津市委", "天津市委"),
        ("", Some("microsoft"), "tmjnuiwz", "天津市委", "天津市委"),
        ("", Some("microsoft"), "b;x;", "冰醒", "冰醒"),
        ("", Some("sogou"), "y;ys", "英勇", "英勇"),
        ("", Some("abc"), "twjcviwq", "天津市委", "天津市委"),
        ("", Some("zhinengabc"), "twjcviwq", "天津市委", "天津市委"),
        ("", Some("ziguang"), "tfjyiiwk", "天津市委", "天津市委"),
        ("", Some("pinyinjiajia"), "tjjliiww", "天津市委", "天津市委"),
        ("s-sh", Some("xiaohe"), "tmjbsiww", "天津市委", "天津市委"),
        ("", Some("xiaohe"), "gdpzg", "GDP增长", "GDP增"),
        ("", Some("xiaohe"), "gdpzgvh", "GDP增长", "GDP增长"),
        ("", Some("xiaohe"), "gdpzz", "GDP增长", "GDP增长"),
    ] {
        let scheme = scheme.map(|name| DoublePinyin::named(name).expect("a scheme"));
        let typing = PinyinTyping { fuzzy: FuzzyPinyin::named(fuzzy.split(' ')), scheme };
        let fold = Folded::new(text);
        let reading = ReadingQuery::new(word, typing).expect("a question");
        let found = reading.find_in(TextRef { original: text, folded: fold.view() });
        let found: Vec<&str> = found.into_iter().map(|range| &text[range]).collect();
        assert_eq!(found.join(" "), expected, "{fuzzy} {scheme:?} {word} in {text}");
    }
}

/// The syllables that are typed as another is: 咯 lo is 罗 luo on every keyboard, and what has no vowel borrows.
const BORROWED: [&str; 6] = ["lo", "hm", "hng", "m", "n", "ng"];

#[test]
fn every_syllable_has_two_keys_of_its_own() {
    for (name, scheme) in DoublePinyin::NAMES {
        let mut known = std::collections::HashMap::new();
        for number in 0..syllables::SYLLABLES as u16 {
            let syllable = syllables::syllable(number);
            let codes = scheme.codes(syllable);
            assert!(!codes.is_empty(), "{name} has no keys for {syllable}");
            for code in codes {
                assert!(
                    code.len() == 2 && code.chars().all(|key| key.is_ascii_lowercase() || scheme.has_key(key)),
                    "{name}: {syllable} {code}"
                );
                if BORROWED.contains(&syllable) {
                    continue;
                }
                let other = known.insert(code.clone(), syllable);
                assert_eq!(other, None, "{name}: {code} is {syllable}");
            }
        }
    }
}

/// The tables are the library's, but where it is wrong: 自然码 has ing on `y`, 拼音加加 has üe on `x`, for `lt` is leng
/// there, and er is a final behind the key of a vowel as all others are.
#[test]
fn the_schemes_are_the_library_s() {
    for (scheme, notation) in [
        (DoublePinyin::Xiaohe, PinyinNotation::DiletterXiaohe),
        (DoublePinyin::Ziranma, PinyinNotation::DiletterZrm),
        (DoublePinyin::Microsoft, PinyinNotation::DiletterMicrosoft),
        (DoublePinyin::Abc, PinyinNotation::DiletterAbc),
        (DoublePinyin::Ziguang, PinyinNotation::DiletterThunisoft),
        (DoublePinyin::Jiajia, PinyinNotation::DiletterJiajia),
    ] {
        let data = PinyinData::new(PinyinNotation::Ascii | notation);
        for c in syllables::characters() {
            data.get_pinyins_and_for_each(c, |reading| {
                let syllable = reading.notation(PinyinNotation::Ascii).expect("a spelling");
                let code = reading.notation(notation).expect("two keys");
                let code = match (scheme, syllable) {
                    (_, "er") => return,
                    (DoublePinyin::Ziranma, _) => code.replace(';', "y"),
                    (DoublePinyin::Jiajia, "lve" | "nve") => code.replace('t', "x"),
                    _ => code.to_owned(),
                };
                assert!(scheme.codes(syllable).contains(&code), "{scheme:?} {syllable}: {code}");
            });
        }
    }
}
