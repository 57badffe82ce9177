//! The words of an article that may be terms, with what their kind is worth.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::STOPWORDS;
use crate::chinese::dictionary;
use crate::model::{Article, Block, BlockKind, script};
use crate::search::fold::{Folded, Folds};

/// How much of an article is looked at, in bytes.
const LOOKED_AT: usize = 1 << 20;
/// What words are compared by.
const FOLDS: Folds = Folds::WIDTH.with(Folds::SCRIPT).with(Folds::INVISIBLE);
/// What a name is worth.
pub(super) const NAME: f32 = 1.2;

/// What a stretch of text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TermScript {
    Han,
    Kana,
    Latin,
}

/// A block or the title, folded.
pub(super) struct TermText<'a> {
    original: &'a str,
    fold: Folded,
    pub(super) is_title: bool,
    pub(super) script: TermScript,
}

/// A word that may be a term.
pub(super) struct TermWord {
    /// What it is counted under.
    pub(super) key: String,
    /// Its bytes in the fold.
    pub(super) range: Range<usize>,
    /// What its kind is worth.
    pub(super) kind: f32,
    /// Whether it may join with its neighbour.
    pub(super) joins: bool,
}

pub(super) fn parts(article: &Article) -> Vec<TermText<'_>> {
    let prose = |block: &&Block| !matches!(block.kind, BlockKind::Code { .. } | BlockKind::Related { .. });
    let blocks = article.body.iter().filter(prose).map(|block| (block.text(), false));
    let texts = std::iter::once((article.meta.title.as_str(), true)).chain(blocks);
    let mut room = LOOKED_AT;
    let mut parts = Vec::new();
    let (mut han, mut kana) = (0usize, 0usize);
    for (text, is_title) in texts {
        let text = &text[..text.floor_char_boundary(room)];
        room -= text.len();
        for c in text.chars() {
            han += usize::from(script::is_han(c));
            kana += usize::from(script::tells_japanese(c));
        }
        parts.push(TermText { original: text, fold: Folded::by(text, FOLDS), is_title, script: TermScript::Latin });
        if room == 0 {
            break;
        }
    }
    // A Chinese article may name a Japanese thing; a Japanese one is a third kana at least.
    let script = match (han, kana) {
        (0, 0) => TermScript::Latin,
        _ if kana * 10 > han => TermScript::Kana,
        _ => TermScript::Han,
    };
    for part in &mut parts {
        part.script = script;
    }
    parts
}

impl TermText<'_> {
    /// A stretch of the fold as the article writes it.
    pub(super) fn shown(&self, range: &Range<usize>) -> &str {
        &self.original[self.fold.original(range.clone())]
    }

    /// Its words that may be terms, in order.
    pub(super) fn words(&self) -> Vec<TermWord> {
        match self.script {
            TermScript::Han => han_words(self.fold.text()),
            TermScript::Kana => japanese_words(self.fold.text()),
            TermScript::Latin => self.fold.text().unicode_word_indices().filter_map(latin_word).collect(),
        }
    }
}

fn han_words(text: &str) -> Vec<TermWord> {
    let mut words = Vec::new();
    for segment in dictionary::segments(text) {
        let word = &text[segment.range.clone()];
        let range = segment.range.clone();
        if word.is_ascii() {
            words.extend(word.unicode_word_indices().filter_map(latin_word).map(|mut word| {
                word.range = range.start + word.range.start..range.start + word.range.end;
                word
            }));
            continue;
        }
        let han = word.chars().all(|c| script::is_han(c) && c != '〇');
        if !han || word.chars().nth(1).is_none() {
            continue;
        }
        let tag = dictionary::tag(&segment, text);
        let kind = match tag {
            "ns" | "nt" | "nz" | "nrt" => NAME,
            "n" | "l" | "i" | "j" | "x" | "nw" | "eng" => 1.0,
            // Persons: every official article names many, and no table knows them.
            "vn" | "an" | "nr" | "nrfg" => 0.8,
            "v" | "a" | "b" | "z" | "s" | "ad" | "vd" => 0.5,
            _ => continue,
        };
        let key = without_suffix(word, tag);
        if is_noise(key) {
            continue;
        }
        let range = range.start..range.start + key.len();
        words.push(TermWord { key: key.to_owned(), range, kind, joins: key.len() == word.len() });
    }
    words
}

/// 天津 of 天津市: a place by its own name, where the dictionary knows it.
fn without_suffix<'w>(word: &'w str, tag: &str) -> &'w str {
    let bare = word.strip_suffix(['市', '省']).filter(|bare| bare.chars().count() >= 2 && tag == "ns");
    bare.filter(|bare| dictionary::word(bare).is_some()).unwrap_or(word)
}

/// Stop words, and what is a number or a date in characters.
fn is_noise(word: &str) -> bool {
    let counts = |c: char| "〇零一二三四五六七八九十百千万亿两几多数第年月日号时点分秒周天个名例次".contains(c);
    STOPWORDS.contains(word) || word.chars().all(counts)
}

/// A word in Latin script (or Cyrillic, or Greek) of three letters or more, or an abbreviation.
fn latin_word((start, word): (usize, &str)) -> Option<TermWord> {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let abbreviation = letters >= 2 && word.chars().all(|c| c.is_uppercase() || c.is_numeric());
    let hangul = word.chars().any(script::is_hangul);
    let key = word.to_lowercase();
    let key = key.strip_suffix("'s").unwrap_or(&key).to_owned();
    if hangul || letters < 3 && !abbreviation || STOPWORDS.contains(key.as_str()) {
        return None;
    }
    let named = word.chars().next().is_some_and(char::is_uppercase);
    let kind = (0.3 + 0.05 * letters.min(8) as f32) * if named || abbreviation { 1.3 } else { 1.0 };
    Some(TermWord { range: start..start + word.len(), key, kind, joins: false })
}

/// Runs of kanji and of katakana, two characters or more.
fn japanese_words(text: &str) -> Vec<TermWord> {
    let class = |c: char| match c {
        // A digit: of 総額〇〇万 the word is 総額.
        '〇' => 0,
        c if script::is_han(c) => 1,
        c if script::is_katakana(c) => 2,
        _ => 0,
    };
    let mut words = Vec::new();
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    for run in chars.chunk_by(|a, b| class(a.1) == class(b.1)) {
        let (Some(&(start, first)), Some(&(last, c))) = (run.first(), run.last()) else { continue };
        let range = start..last + c.len_utf8();
        if class(first) == 0 || run.len() < 2 || run.len() > 12 || is_noise(&text[range.clone()]) {
            continue;
        }
        words.push(TermWord { key: text[range.clone()].to_owned(), range, kind: 1.0, joins: false });
    }
    words
}
