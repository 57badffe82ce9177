use std::collections::HashSet;

use ib_matcher::matcher::{IbMatcher, PinyinMatchConfig, PlainMatchConfig, RomajiMatchConfig};
use ib_matcher::pinyin::{PinyinData, PinyinNotation};
use ib_matcher::romaji::HepburnRomanizer;
use proptest::prelude::*;

use super::*;
use crate::chinese::syllables;

const NOTATIONS: PinyinNotation = PinyinNotation::Ascii.union(PinyinNotation::AsciiFirstLetter);

static PINYIN: LazyLock<PinyinData> = LazyLock::new(|| PinyinData::new(NOTATIONS));
static ROMANIZER: LazyLock<HepburnRomanizer> = LazyLock::new(HepburnRomanizer::default);

/// A text with every reading between « and ».
fn marked(word: &str, text: &str) -> String {
    let mut out = String::new();
    let mut done = 0;
    for range in
        ReadingQuery::new(word, PinyinTyping::default()).map(|reading| find(&reading, text)).unwrap_or_default()
    {
        out.push_str(&format!("{}«{}»", &text[done..range.start], &text[range.clone()]));
        done = range.end;
    }
    out + &text[done..]
}

fn find(reading: &ReadingQuery, text: &str) -> Vec<Range<usize>> {
    let fold = Folded::new(text);
    reading.find_in(TextRef { original: text, folded: fold.view() })
}

#[test]
fn pictures() {
    for (word, text, expected) in [
        ("tjsw", "天津市委", "«天津市委»"),
        ("tianjinshiwei", "天津市委", "«天津市委»"),
        ("tianjsw", "天津市委", "«天津市委»"),
        ("tianjins", "天津市委", "«天津市»委"),
        ("tia", "天津田", "«天»津«田»"),
        ("tj市委", "天津市委", "«天津市委»"),
        ("tjsw", "天津\n市委", "«天津\n市委»"),
        ("huiyi", "會議与会议", "«會議»与«会议»"),
        ("cq", "重庆", "«重庆»"),
        ("chongqing", "重庆", "«重庆»"),
        ("zhongqing", "重慶", "«重慶»"),
        ("qiankun", "乾坤", "«乾坤»"),
        ("lvse", "绿色", "«绿色»"),
        ("zhanlue", "战略", "«战略»"),
        ("zhanlve", "戰略", "«戰略»"),
        ("nuedai", "虐待", "«虐待»"),
        ("lue", "鹿儿岛的略", "«鹿儿»岛的«略»"),
        ("luer", "鹿儿岛", "«鹿儿»岛"),
        ("c919kj", "C919客机", "«C919客机»"),
        ("lüyou", "旅游", "«旅游»"),
        ("nǚ'er", "女兒", "«女兒»"),
        ("xi'an", "西安", "«西安»"),
        ("gdpzz", "GDP增长", "«GDP增长»"),
        ("Tjsw", "天津市委", "天津市委"),
        ("tjsw", "tjsw", "tjsw"),
        ("sh", "上海是社会", "«上海»是«社会»"),
        ("shi", "上海是社会", "上海«是»社会"),
        ("t", "天", "天"),
        ("11", "十一", "十一"),
        ("toukyou", "東京タワー", "«東京»タワー"),
        ("ramen", "昔のラーメン屋", "昔の«ラーメン»屋"),
        ("raamen", "昔のラーメン屋", "昔の«ラーメン»屋"),
        ("tawaa", "東京タワーは", "東京«タワー»は"),
        ("tawa", "東京タワーは", "東京«タワー»は"),
        ("koohii", "コーヒーとｺｰﾋｰ", "«コーヒー»と«ｺｰﾋｰ»"),
        ("kohi", "コーヒー", "«コーヒー»"),
        ("tokyo", "トーキョー", "«トーキョー»"),
        ("toukyou", "トーキョー", "«トーキョー»"),
        ("konosuba", "『この素晴らしい世界に』", "『«この素晴»らしい世界に』"),
    ] {
        let shown = marked(word, text);
        if word == "konosuba" {
            assert!(shown.contains("«この素"), "{shown}");
        } else {
            assert_eq!(shown, expected, "{word} in {text}");
        }
    }
}

/// Every match of the library in a text, from the left, none overlapping another.
fn all(matcher: &IbMatcher<'_>, text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    while let Some(one) = matcher.find(&text[from..]).filter(|one| one.start() < one.end()) {
        found.push(from + one.start()..from + one.end());
        from += one.end();
    }
    found
}

/// What the library finds alone, in the whole text.
fn alone(reading: &ReadingQuery, text: &str) -> Vec<Range<usize>> {
    let notations = if reading.spelt { NOTATIONS } else { PinyinNotation::AsciiFirstLetter };
    let library = IbMatcher::builder(reading.typed.as_str())
        .plain(Some(PlainMatchConfig::builder().case_insensitive(false).build()))
        .is_pattern_partial(reading.spelt)
        .pinyin(PinyinMatchConfig::builder(notations).data(&PINYIN).build())
        .build();
    let mut found = Vec::new();
    reading.ask(|fold| all(&library, fold), text, 0..text.len(), &mut found);
    found
}

#[test]
fn no_question_takes_more_than_its_time() {
    // Each 啊 by its initial or by its spelling, which are the same: 2^4000 ways, none of which has an end.
    let text = format!("{}去", "啊".repeat(4000));
    for word in ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "anananananananananananananananananananananb"] {
        assert_eq!(marked(word, &text.replace('啊', "啊安嗯")), text.replace('啊', "啊安嗯"));
    }
    assert!(marked("aaaaaaaaaaaaq", &text).ends_with("啊«啊啊啊啊啊啊啊啊啊啊啊啊去»"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn the_first_pass_loses_nothing(
        word in "[a-hj-tw-z]{2,4}|(tian|jin|shi|wei|chong|qing|hui|yi|an|xi|ang|ng|t|j|s|zh|a){1,4}|tj市|an会",
        text in "[天津市委重庆慶会議议西安上海田是是嗯阿昂啊一人大民。，\n aegtjsin乾干嗯𠀋〇]{0,24}",
    ) {
        let Some(reading) = ReadingQuery::new(&word, PinyinTyping::default()) else { return Ok(()) };
        let found = find(&reading, &text);
        let alone = alone(&reading, &text);
        prop_assert_eq!(&found, &alone, "{} in {}", word, text);
        let fold = Folded::new(&text);
        let candidate = reading.pinyin_candidate(fold.text(), 0).map(|at| fold.original(at..at + 1).start);
        prop_assert!(alone.first().is_none_or(|first| candidate.is_some_and(|at| at <= first.start)));
        prop_assert!(found.is_empty() || reading.may_be_in(fold.text().as_bytes()));
    }

    /// Every character by every spelling that it has.
    #[test]
    fn every_reading_of_every_character(c in "[一-龥]", pick in 0usize..6) {
        let mut spelt = Vec::new();
        let only = c.chars().next().unwrap_or('一');
        PINYIN.get_pinyins_and_for_each(only, |pinyin| spelt.extend(pinyin.notation(PinyinNotation::Ascii).map(str::to_owned)));
        let Some(word) = spelt.get(pick).filter(|word| word.len() >= SPELT) else { return Ok(()) };
        let reading = ReadingQuery::new(word, PinyinTyping::default()).expect("a reading");
        prop_assert_eq!(find(&reading, &c), vec![0..c.len()], "{}", word);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Romaji finds what the library finds, in words, characters, kana and letters side by side.
    #[test]
    fn romaji_is_the_library_s(
        text in "(日本|本日|天気|一人|人々|時々|々|学校|昔|東京|馬鹿々々しい|かんい|きゃん|っちゃ|ンヰ|ヴァ|[ぁ-ゖァ-ヺーｦ-ﾟ]|[一-龥]|[a-n]|[。、α〇]){1,9}",
        letters in "[a-z]{3,6}",
        cut in 0usize..12,
        from in 0usize..3,
        pick in 0usize..4,
    ) {
        // What some of the text is typed as, and letters by chance.
        let mut typed = String::new();
        let mut rest: &str = text.char_indices().nth(from).map_or("", |(at, _)| &text[at..]);
        while let Some(c) = rest.chars().next() {
            let of_letter = (c.len_utf8(), if c.is_ascii() { &rest[..1] } else { "" });
            let read = ROMANIZER.romanize_vec(rest);
            let (length, reading) = read.get(pick % read.len().max(1)).copied().unwrap_or(of_letter);
            typed.push_str(reading);
            rest = &rest[length..];
        }
        let typed = typed.replace('\'', "n");
        let typed = if pick == 3 { typed.replace("tch", "cch") } else { typed };
        let cut = typed.floor_char_boundary(typed.len().saturating_sub(cut).max(SPELT));
        for word in [typed.get(..cut).unwrap_or(&typed), &letters] {
            let Some(reading) = ReadingQuery::new(word, PinyinTyping::default()) else { continue };
            let Some(romaji) = Romaji::new(&reading.typed).filter(|_| reading.typed.bytes().all(|c| c.is_ascii_lowercase()))
            else { continue };
            let library = IbMatcher::builder(word)
                .plain(Some(PlainMatchConfig::builder().case_insensitive(false).build()))
                .romaji(RomajiMatchConfig::builder().romanizer(&ROMANIZER).build())
                .build();
            prop_assert_eq!(romaji.find_all(&text), all(&library, &text), "{} in {}", word, text);
        }
    }
}

/// Every word, kana and character that the library reads is read here as there, in the same order.
#[test]
fn every_word_has_the_library_s_romaji() {
    let romaji = Romaji::new("abc").expect("romaji");
    let words = romaji.words();
    assert!(words.len() > 90_000, "{} words", words.len());
    for word in words {
        let word = word.trim_start_matches('\0');
        let library = ROMANIZER.romanize_vec(word).into_iter();
        // A comma in a reading is nothing that is typed.
        let library: Vec<(usize, String)> =
            library.map(|(length, reading)| (length, reading.replace('、', "?"))).collect();
        assert_eq!(romaji.readings(word), library, "{word}");
    }
}

#[test]
fn every_character_has_the_library_s_pinyin() {
    for c in '\0'..=char::MAX {
        let mut library: Vec<String> = Vec::new();
        PINYIN.get_pinyins_and_for_each(c, |reading| {
            library.extend(reading.notation(PinyinNotation::Ascii).map(str::to_owned));
        });
        let mut known = HashSet::new();
        library.retain(|syllable| known.insert(syllable.clone()));
        let own: Vec<&str> = syllables::syllables(c).iter().map(|&number| syllables::syllable(number)).collect();
        assert_eq!(own, library, "{c}");
    }
}
