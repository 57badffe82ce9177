//! *Key terms*: the words that set an article apart from the others.
//!
//! A word weighs by how often the article has it times how rare it is elsewhere (TF-IDF), more where the title has it
//! or it is a name. How rare a Chinese word is, jieba's table says for Chinese at large, and the archive's own
//! document frequencies say for the archive: the more articles are known, the more they count, since two articles
//! about one city do not make the city common. Words that say nothing (会议, 要求, 工作) are in
//! `assets/stopwords.txt`; single characters, numbers and times of day are no terms either. Two words that mostly
//! stand together are one term: 疫情防控.
//!
//! Chinese is segmented by jieba in its simplified form and shown as the article writes it. In Latin script the words
//! are the words, in Japanese runs of kanji and of katakana; Korean has none, since its words do not come without
//! their particles. Only the first megabyte of an article is looked at.
//!
//! jieba's dictionary takes a tenth of a second and 32 MB to load, its table as much again: call [`warm_up`] on a
//! thread that may wait, or ask for terms there.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use jieba_rs::{Jieba, KeywordExtract, KeywordExtractConfig, TfIdf};
use rustc_hash::{FxHashMap, FxHashSet};
use unicode_segmentation::UnicodeSegmentation;

use super::fold::{Folded, Folds};
use crate::model::{Article, Block, BlockKind};

/// How much of an article is looked at, in bytes.
const LOOKED_AT: usize = 1 << 20;
/// What words are compared by.
const FOLDS: Folds = Folds::WIDTH.with(Folds::SCRIPT).with(Folds::INVISIBLE);
/// So many articles weigh as much as the shipped table.
const PRIOR: f32 = 200.0;
/// The rarity of a word that no table has.
const UNKNOWN: f32 = 9.0;
/// The longest joined term, in characters.
const LONGEST: usize = 6;

static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);
static TABLE: LazyLock<TfIdf> = LazyLock::new(|| {
    let mut table = TfIdf::default();
    let config = KeywordExtractConfig::builder().use_hmm(true).min_keyword_length(1).set_stop_words(BTreeSet::new());
    *table.config_mut() = config.build();
    table
});
static STOPWORDS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../assets/stopwords.txt").lines();
    lines.filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
});

/// A key term of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// The term as the article writes it.
    pub text: String,
    /// How often it is there.
    pub count: usize,
    /// How much it says; comparable within one article.
    pub weight: f32,
}

/// How many articles of an archive have each word.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    articles: u32,
    frequencies: FxHashMap<Box<str>, u32>,
}

impl Corpus {
    /// Counts the words of one more article.
    pub fn add(&mut self, article: &Article) {
        self.articles += 1;
        let mut seen: FxHashSet<String> = FxHashSet::default();
        for part in parts(article) {
            seen.extend(part.words().into_iter().map(|word| word.key));
        }
        for word in seen {
            *self.frequencies.entry(word.into_boxed_str()).or_default() += 1;
        }
    }

    /// How many articles were counted.
    pub fn len(&self) -> usize {
        self.articles as usize
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.articles == 0
    }

    /// How rare a word is here, and in Chinese at large.
    fn rarity(&self, word: &str, at_large: f32) -> f32 {
        let articles = self.articles as f32;
        let having = self.frequencies.get(word).copied().unwrap_or(0) as f32;
        let here = ((articles + 1.0) / (having + 0.5)).ln().max(0.0);
        (PRIOR * at_large + articles * here) / (PRIOR + articles)
    }
}

/// A run of Chinese, parted into its words.
pub(super) fn words_of(text: &str) -> Vec<&str> {
    JIEBA.cut(text, true).into_iter().map(|token| token.word).collect()
}

/// Loads the dictionary and the table, if they are not loaded yet.
pub fn warm_up() {
    LazyLock::force(&JIEBA);
    LazyLock::force(&TABLE);
}

/// The key terms of an article, the weightiest first, at most `limit`. The same article and corpus give the same
/// terms.
pub fn terms(article: &Article, corpus: Option<&Corpus>, limit: usize) -> Vec<Term> {
    let parts = parts(article);
    let mut counted: FxHashMap<String, Counted> = FxHashMap::default();
    let mut pairs: FxHashMap<(String, String), (usize, String)> = FxHashMap::default();
    for part in &parts {
        let words = part.words();
        for word in &words {
            let entry = counted.entry(word.key.clone()).or_insert_with(|| Counted::new(part.shown(&word.range), word));
            entry.count += 1;
            entry.in_title |= part.is_title;
        }
        for pair in words.windows(2) {
            let [a, b] = pair else { continue };
            if a.range.end == b.range.start
                && a.joins
                && b.joins
                && (a.key.chars().count() + b.key.chars().count()) <= LONGEST
            {
                let shown = part.shown(&(a.range.start..b.range.end)).to_owned();
                pairs.entry((a.key.clone(), b.key.clone())).or_insert((0, shown)).0 += 1;
            }
        }
    }
    let at_large = rarities(&parts, &counted);
    let rarity = |word: &str| {
        let at_large = at_large.get(word).copied().unwrap_or(UNKNOWN);
        corpus.map_or(at_large, |corpus| corpus.rarity(word, at_large))
    };
    let joined = join(&mut counted, pairs);
    let mut terms: Vec<Term> = counted
        .iter()
        .filter(|(_, word)| word.count > 0)
        .map(|(key, word)| word.term(rarity(key)))
        .chain(joined.into_iter().map(|(a, b, word)| word.term((rarity(&a) + rarity(&b)) * 0.6)))
        .collect();
    terms.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.text.cmp(&b.text)));
    terms.truncate(limit);
    terms
}

/// A word with what was counted of it.
struct Counted {
    shown: String,
    kind: f32,
    count: usize,
    in_title: bool,
}

impl Counted {
    fn new(shown: &str, word: &Word) -> Self {
        Self { shown: shown.to_owned(), kind: word.kind, count: 0, in_title: false }
    }

    /// Counts grow by their square root in part: what is said thirty times is not thirty times the subject.
    fn term(&self, rarity: f32) -> Term {
        let count = self.count as f32;
        let weight = count.powf(0.75) * rarity * self.kind * if self.in_title { 1.5 } else { 1.0 };
        Term { text: self.shown.clone(), count: self.count, weight }
    }
}

/// Takes pairs that mostly stand together out of the counts of their words.
fn join(
    counted: &mut FxHashMap<String, Counted>,
    pairs: FxHashMap<(String, String), (usize, String)>,
) -> Vec<(String, String, Counted)> {
    let mut pairs: Vec<_> = pairs.into_iter().filter(|(_, (count, _))| *count >= 3).collect();
    pairs.sort_by(|a, b| b.1.0.cmp(&a.1.0).then_with(|| a.0.cmp(&b.0)));
    let mut joined = Vec::new();
    for ((a, b), (count, shown)) in pairs {
        let of = |key: &str| counted.get(key).map_or((0, 0.0, false), |word| (word.count, word.kind, word.in_title));
        let (first, second) = (of(&a), of(&b));
        // Of the rarer of the two, half or more stand in the pair.
        if a == b || count * 2 < first.0.min(second.0) || count > first.0.min(second.0) {
            continue;
        }
        for key in [&a, &b] {
            if let Some(word) = counted.get_mut(key) {
                word.count -= count;
            }
        }
        let (kind, in_title) = (first.1.max(second.1), first.2 && second.2);
        joined.push((a, b, Counted { shown, kind, count, in_title }));
    }
    joined
}

/// How rare the words are in Chinese at large. The table gives no word's rarity but only the product of its count and
/// its rarity in a text: so it is given the text, and the counts taken out.
fn rarities(parts: &[Part], counted: &FxHashMap<String, Counted>) -> FxHashMap<String, f32> {
    if parts.iter().all(|part| part.script != Script::Han) {
        return FxHashMap::default();
    }
    // A word a line: each is segmented as itself or not at all.
    let text: String = counted.keys().flat_map(|key| [key.as_str(), "\n"]).collect();
    let mut tokens = 0usize;
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for token in JIEBA.cut(&text, true) {
        tokens += 1;
        *counts.entry(token.word).or_default() += 1;
    }
    let weighed = TABLE.extract_keywords(&JIEBA, &text, usize::MAX, Vec::new());
    let rarity = |word: jieba_rs::Keyword| {
        let count = counts.get(word.keyword.as_str()).copied().unwrap_or(1).max(1);
        let rarity = word.weight * tokens as f64 / count as f64;
        (word.keyword, rarity as f32)
    };
    weighed.into_iter().map(rarity).collect()
}

/// What a stretch of text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Han,
    Kana,
    Latin,
}

/// A block or the title, folded.
struct Part<'a> {
    original: &'a str,
    fold: Folded,
    is_title: bool,
    script: Script,
}

/// A word that may be a term.
struct Word {
    /// What it is counted under.
    key: String,
    /// Its bytes in the fold.
    range: Range<usize>,
    /// What its kind is worth.
    kind: f32,
    /// Whether it may join with its neighbour.
    joins: bool,
}

fn parts(article: &Article) -> Vec<Part<'_>> {
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
            han += usize::from(matches!(c, '\u{3400}'..='\u{9FFF}'));
            kana += usize::from(matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}'));
        }
        parts.push(Part { original: text, fold: Folded::by(text, FOLDS), is_title, script: Script::Latin });
        if room == 0 {
            break;
        }
    }
    // A Chinese article may name a Japanese thing; a Japanese one is a third kana at least.
    let script = match (han, kana) {
        (0, 0) => Script::Latin,
        _ if kana * 10 > han => Script::Kana,
        _ => Script::Han,
    };
    parts.iter_mut().for_each(|part| part.script = script);
    parts
}

impl Part<'_> {
    /// A stretch of the fold as the article writes it.
    fn shown(&self, range: &Range<usize>) -> &str {
        &self.original[self.fold.original(range.clone())]
    }

    fn words(&self) -> Vec<Word> {
        match self.script {
            Script::Han => han_words(self.fold.text()),
            Script::Kana => japanese_words(self.fold.text()),
            Script::Latin => self.fold.text().unicode_word_indices().filter_map(latin_word).collect(),
        }
    }
}

fn han_words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut at = 0;
    for tag in JIEBA.tag(text, true) {
        let range = at..at + tag.word.len();
        at = range.end;
        if tag.word.is_ascii() {
            words.extend(tag.word.unicode_word_indices().filter_map(latin_word).map(|mut word| {
                word.range = range.start + word.range.start..range.start + word.range.end;
                word
            }));
            continue;
        }
        let han = tag.word.chars().all(|c| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}'));
        let kind = match tag.tag {
            "nr" | "ns" | "nt" | "nz" | "nrt" | "nrfg" => 1.2,
            "n" | "vn" | "an" | "l" | "i" | "j" | "x" | "nw" | "eng" => 1.0,
            "v" | "a" | "b" | "z" | "s" | "ad" | "vd" => 0.5,
            _ => continue,
        };
        if !han || tag.word.chars().count() < 2 {
            continue;
        }
        let key = without_suffix(tag.word, tag.tag);
        if is_noise(key) {
            continue;
        }
        let range = range.start..range.start + key.len();
        words.push(Word { key: key.to_owned(), range, kind, joins: kind >= 1.0 && key.len() == tag.word.len() });
    }
    words
}

/// 天津 of 天津市: a place by its own name, where the dictionary knows it.
fn without_suffix<'w>(word: &'w str, tag: &str) -> &'w str {
    let bare = word.strip_suffix(['市', '省']).filter(|bare| bare.chars().count() >= 2 && tag == "ns");
    bare.filter(|bare| JIEBA.has_word(bare)).unwrap_or(word)
}

/// Stop words, and what is a number or a date in characters.
fn is_noise(word: &str) -> bool {
    let counts = |c: char| "〇零一二三四五六七八九十百千万亿两几多数第年月日号时点分秒周天个名例次".contains(c);
    STOPWORDS.contains(word) || word.chars().all(counts)
}

/// A word in Latin script (or Cyrillic, or Greek) of three letters or more, or an abbreviation.
fn latin_word((start, word): (usize, &str)) -> Option<Word> {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let abbreviation = letters >= 2 && word.chars().all(|c| c.is_uppercase() || c.is_numeric());
    let hangul = word.chars().any(|c| matches!(c, '\u{AC00}'..='\u{D7AF}'));
    let key = word.to_lowercase();
    let key = key.strip_suffix("'s").unwrap_or(&key).to_owned();
    if hangul || letters < 3 && !abbreviation || STOPWORDS.contains(key.as_str()) {
        return None;
    }
    let named = word.chars().next().is_some_and(char::is_uppercase);
    let kind = (0.3 + 0.05 * letters.min(8) as f32) * if named || abbreviation { 1.3 } else { 1.0 };
    Some(Word { range: start..start + word.len(), key, kind, joins: false })
}

/// Runs of kanji and of katakana, two characters or more.
fn japanese_words(text: &str) -> Vec<Word> {
    let class = |c: char| match c {
        '\u{3005}' | '\u{3400}'..='\u{9FFF}' => 1,
        '\u{30A1}'..='\u{30FA}' | '\u{30FC}' => 2,
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
        words.push(Word { key: text[range.clone()].to_owned(), range, kind: 1.0, joins: false });
    }
    words
}
