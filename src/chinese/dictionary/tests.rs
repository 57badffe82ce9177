use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use jieba_rs::{Jieba, KeywordExtract, KeywordExtractConfig, TfIdf};
use proptest::prelude::*;

use super::*;
use crate::chinese::{Script, in_script};

static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// The words of a text with their tags, as jieba has them.
fn jieba_s(text: &str) -> Vec<(&str, &str)> {
    JIEBA.tag(text, true).into_iter().map(|tag| (tag.word, tag.tag)).collect()
}

fn ours(text: &str) -> Vec<(&str, &str)> {
    segments(text).iter().map(|segment| (&text[segment.range.clone()], tag(segment, text))).collect()
}

#[test]
fn what_is_known_of_a_word() {
    let known = word("天津").expect("a word");
    assert_eq!((known.tag(), known.frequency() > 1000), ("ns", true));
    assert!(word("天津市委的").is_none() && word("").is_none());
    let lengths: Vec<usize> = prefixes("中华人民共和国的").map(|(length, _)| length / 3).collect();
    assert_eq!(lengths, [1, 2, 4, 7]);
    assert!(rarity("的") < rarity("海河") && rarity("没有这个词") > 5.0);
}

#[test]
fn every_word_is_jieba_s() {
    // Known by its rarity alone it is no word.
    for text in AUTOMATON.as_ref().expect("the words").stream().into_str_keys().expect("words") {
        assert_eq!(word(&text).is_some(), JIEBA.has_word(&text), "{text}");
    }
}

#[test]
fn rarities_are_jieba_s() {
    let mut table = TfIdf::default();
    let config = KeywordExtractConfig::builder().use_hmm(true).min_keyword_length(1).set_stop_words([].into());
    *table.config_mut() = config.build();
    for text in ["天津", "海河", "防控", "煎饼馃子", "的", "量子纠缠", "龘", "编辑"] {
        if let [only] = &table.extract_keywords(&JIEBA, text, 9, Vec::new())[..] {
            assert!((rarity(text) - only.weight as f32).abs() < 1e-4, "{text}: {} for {}", rarity(text), only.weight);
        }
    }
}

/// The texts of the samples, and of a folder of real documents where there is one.
fn texts() -> Vec<PathBuf> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples")];
    folders.extend(std::env::var_os("KANBAO_CORPUS").map(PathBuf::from));
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files
}

#[test]
fn real_texts_are_parted_as_jieba_does() {
    let mut words = 0;
    for path in texts() {
        let bytes = fs::read(&path).unwrap_or_default();
        let Ok(text) = str::from_utf8(&bytes) else { continue };
        // Nobody reads more of the few giants among them.
        let text = &text[..text.floor_char_boundary(200_000)];
        for text in [text, &in_script(text, Script::Simplified)] {
            let (ours, theirs) = (ours(text), jieba_s(text));
            words += ours.len();
            if ours != theirs {
                let at = ours.iter().zip(&theirs).position(|(a, b)| a != b).unwrap_or(0);
                panic!(
                    "{}: {:?} for {:?}",
                    path.display(),
                    &ours[at..(at + 4).min(ours.len())],
                    &theirs[at..(at + 4).min(theirs.len())]
                );
            }
        }
    }
    assert!(words > 10_000, "{words} words");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn texts_are_parted_as_jieba_does(
        text in "([一-龥]{1,6}|[的了在是天津人民国大学生李王张明华不一有中]{1,9}|[㐀-䶿𠀀-𠀂豈]|[a-zA-Z0-9]{1,4}|[-+#&._%]|[，。！ \r\n]|\r\n|[ァ-ン]){0,12}",
    ) {
        prop_assert_eq!(ours(&text), jieba_s(&text));
        let known: Vec<&str> = known_segments(&text).iter().map(|segment| &text[segment.range.clone()]).collect();
        let theirs: Vec<&str> = JIEBA.cut(&text, false).into_iter().map(|token| token.word).collect();
        prop_assert_eq!(known, theirs);
    }
}
