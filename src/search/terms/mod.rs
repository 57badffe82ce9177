//! *Key terms*: the words that set an article apart from the others.
//!
//! A word weighs by how often the article has it times how rare it is elsewhere (TF-IDF), more where the title has it
//! or it is a name. How rare a Chinese word is, the dictionary says for Chinese at large, and the archive's own
//! document frequencies say for the archive: the more articles are known, the more they count, since two articles
//! about one city do not make the city common. Words that say nothing (会议, 要求, 工作) are in
//! `assets/stopwords.txt`; single characters, numbers and times of day are no terms either. Two words that mostly
//! stand together are one term: 疫情防控.
//!
//! Chinese is parted by the dictionary in its simplified form and shown as the article writes it. In Latin script the words
//! are the words, in Japanese runs of kanji and of katakana; Korean has none, since its words do not come without
//! their particles. Only the first megabyte of an article is looked at.

mod words;

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::chinese::dictionary;
use crate::model::Article;
use words::{NAME, TermScript, TermText, TermWord, parts};

/// So many articles weigh as much as the shipped table.
const PRIOR: f32 = 200.0;
/// The rarity of a word that no table has.
const UNKNOWN: f32 = 9.0;
/// How often two words must stand side by side to be one term.
const OFTEN: usize = 5;
/// The longest joined term, in characters.
const LONGEST: usize = 6;

static STOPWORDS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../../assets/stopwords.txt").lines();
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
                && a.kind + b.kind > 1.0
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
    gather_places(&mut counted);
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
    fn new(shown: &str, word: &TermWord) -> Self {
        Self { shown: shown.to_owned(), kind: word.kind, count: 0, in_title: false }
    }

    /// Counts grow by their square root in part: what is said thirty times is not thirty times the subject.
    fn term(&self, rarity: f32) -> Term {
        let count = self.count as f32;
        let weight = count.powf(0.8) * rarity * self.kind * if self.in_title { 1.5 } else { 1.0 };
        Term { text: self.shown.clone(), count: self.count, weight }
    }
}

/// Takes pairs that mostly stand together out of the counts of their words.
fn join(
    counted: &mut FxHashMap<String, Counted>,
    pairs: FxHashMap<(String, String), (usize, String)>,
) -> Vec<(String, String, Counted)> {
    let mut pairs: Vec<_> = pairs.into_iter().filter(|(_, (count, _))| *count >= OFTEN).collect();
    pairs.sort_by(|a, b| b.1.0.cmp(&a.1.0).then_with(|| a.0.cmp(&b.0)));
    let mut joined = Vec::new();
    for ((a, b), (count, shown)) in pairs {
        let of = |key: &str| counted.get(key).map_or((0, 0.0, false), |word| (word.count, word.kind, word.in_title));
        let (first, second) = (of(&a), of(&b));
        // Of the rarer of the two, half or more stand in the pair.
        if a == b || count * 2 < first.0.min(second.0) || count > first.0.min(second.0) {
            continue;
        }
        // 防控指挥部 after 疫情防控: what is new is half of it.
        let again = if joined.iter().any(|(c, d, _)| [c, d].iter().any(|&c| *c == a || *c == b)) { 0.5 } else { 1.0 };
        for key in [&a, &b] {
            if let Some(word) = counted.get_mut(key) {
                word.count -= count;
                // The rest of 疫情 says little that 疫情防控 has not said.
                word.kind *= 0.5;
            }
        }
        let (kind, in_title) = (first.1.max(second.1) * again, first.2 && second.2);
        joined.push((a, b, Counted { shown, kind, count, in_title }));
    }
    joined
}

/// Counts the names of places together: 津南 with 津南区, and 天津 also in 天津市委.
fn gather_places(counted: &mut FxHashMap<String, Counted>) {
    let mut names: Vec<String> =
        counted.iter().filter(|(_, word)| word.kind == NAME).map(|(key, _)| key.clone()).collect();
    names.sort();
    for name in &names {
        let bare = name.strip_suffix(['区', '县', '镇', '乡']).filter(|bare| bare.chars().count() >= 2);
        let Some(bare) = bare.and_then(|bare| counted.remove(bare)) else { continue };
        if let Some(word) = counted.get_mut(name) {
            word.count += bare.count;
            word.in_title |= bare.in_title;
        }
    }
    // In order, what starts with a name stands behind it.
    for (ix, name) in names.iter().enumerate() {
        let longer = names[ix + 1..].iter().take_while(|longer| longer.starts_with(name.as_str()));
        let found = longer.filter_map(|longer| counted.get(longer)).map(|word| (word.count, word.in_title));
        let (count, in_title) = found.fold((0, false), |all, one| (all.0 + one.0, all.1 | one.1));
        if let Some(word) = counted.get_mut(name) {
            word.count += count;
            word.in_title |= in_title;
        }
    }
    // 天津市委 is 天津 and an organ that every city has.
    let rests = |key: &str| -> Vec<String> {
        names.iter().filter_map(|name| key.strip_prefix(name.as_str()).map(str::to_owned)).collect()
    };
    let is_organ =
        |rest: &String| STOPWORDS.contains(rest.as_str()) || STOPWORDS.contains(rest.trim_start_matches(['市', '省']));
    counted.retain(|key, _| !rests(key).iter().any(is_organ));
}

/// How rare the words are in Chinese at large, of those that are words by themselves: a word that the dictionary parts is
/// known by its parts only.
fn rarities(parts: &[TermText], counted: &FxHashMap<String, Counted>) -> FxHashMap<String, f32> {
    if parts.iter().all(|part| part.script != TermScript::Han) {
        return FxHashMap::default();
    }
    let text: String = counted.keys().flat_map(|key| [key.as_str(), "\n"]).collect();
    let words: FxHashSet<&str> = dictionary::segments(&text).into_iter().map(|segment| &text[segment.range]).collect();
    words.into_iter().map(|word| (word.to_owned(), dictionary::rarity(word))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, BlockKind, Meta, SafeText};

    fn article(title: &str, texts: &[&str]) -> Article {
        let block = |text: &&str| Block::plain(BlockKind::Paragraph, SafeText::body(text));
        let meta = Meta { title: SafeText::line(title), ..Meta::default() };
        Article { meta, body: texts.iter().map(block).collect(), ..Article::default() }
    }

    fn shown(article: &Article, corpus: Option<&Corpus>, limit: usize) -> Vec<String> {
        terms(article, corpus, limit).into_iter().map(|term| term.text).collect()
    }

    #[test]
    fn what_it_is_about_and_no_noise() {
        let text =
            "会议要求，进行海河水质监测工作。海河两岸的水质监测，去年12月开始；海河水质监测表明，水质监测，水质监测。";
        let terms = shown(&article("海河水清了", &[text, text]), None, 4);
        assert!(terms.contains(&"海河".to_owned()) && terms.contains(&"水质监测".to_owned()), "{terms:?}");
        let noise = ["会议", "要求", "进行", "工作", "表明", "去年", "12", "12月"];
        assert!(!terms.iter().any(|term| noise.contains(&term.as_str())), "{terms:?}");
        assert_eq!(terms, shown(&article("海河水清了", &[text, text]), None, 4), "the same again");
    }

    #[test]
    fn as_the_article_writes_it() {
        let terms = shown(&article("臺灣電影", &["導演談電影。電影與導演。"]), None, 5);
        assert!(["電影", "導演"].iter().all(|wanted| terms.iter().any(|term| term == wanted)), "{terms:?}");
    }

    #[test]
    fn what_the_whole_archive_has_sets_nothing_apart() {
        let about = |what: &str| article("消息", &[&format!("海河边的{what}，海河的{what}。")]);
        let mut corpus = Corpus::default();
        for _ in 0..2000 {
            corpus.add(&about("早点"));
        }
        assert_eq!((corpus.len(), corpus.is_empty()), (2000, false));
        assert_eq!(shown(&about("列车"), Some(&corpus), 1), ["列车"]);
    }

    #[test]
    fn other_scripts() {
        let english = article("The river", &["The Haihe river runs through Tianjin. A river, a bridge, the GDP."]);
        let terms = shown(&english, None, 3);
        assert_eq!(terms.first().map(String::as_str), Some("river"), "{terms:?}");
        assert!(terms.iter().all(|term| term != "the" && term != "through"), "{terms:?}");
        let japanese = article("ラーメンの話", &["ラーメンは美味しい。横浜のラーメン、横浜の夜。"]);
        assert_eq!(shown(&japanese, None, 2), ["ラーメン", "横浜"]);
        assert!(shown(&article("천진시", &["천진시는 12일 전 시민을"]), None, 5).is_empty());
        assert!(shown(&article("", &[]), None, 5).is_empty());
    }
}
