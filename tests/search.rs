//! The search of a whole archive against a brute-force one that knows nothing of folds, maps or windows; and the key
//! terms of real articles (`KANBAO_CORPUS` names their folder).

use std::path::{Path, PathBuf};

use kanbao::library;
use kanbao::model::{Article, Block, BlockKind, Meta, Origin, SafeText, Timestamp};
use kanbao::search::terms::{Corpus, terms};
use kanbao::search::{Cancel, Facts, FoldedArticle, Found, Query, QueryOptions};
use proptest::prelude::*;

#[derive(Debug)]
struct Kept {
    article: Article,
    folded: FoldedArticle,
}

impl Kept {
    fn new(title: &str, blocks: &[String]) -> Self {
        let block = |text: &String| Block::plain(BlockKind::Paragraph, SafeText::body(text));
        let meta = Meta { title: SafeText::line(title), ..Meta::default() };
        let article = Article { meta, body: blocks.iter().map(block).collect(), ..Article::default() };
        Self { folded: FoldedArticle::new(&article), article }
    }

    /// Its texts, each folded naively.
    fn naive(&self) -> Vec<String> {
        let body = self.article.body.iter().map(|block| naive(block.text()));
        std::iter::once(naive(&self.article.meta.title)).chain(body).collect()
    }
}

/// The fold of the few characters these tests are written in, character by character.
fn naive(text: &str) -> String {
    let chars: Vec<char> = text
        .chars()
        .filter(|&c| c != '\u{200B}')
        .map(|c| match c {
            '會' => '会',
            '議' => '议',
            'Ａ' | 'A' => 'a',
            '：' => ':',
            '，' => ',',
            'ﾅ' | 'な' => 'ナ',
            'é' => 'e',
            '“' | '」' => '"',
            '\u{3000}' | '\n' => ' ',
            c => c,
        })
        .collect();
    let solid = |c: Option<&char>| c.is_some_and(|&c| c > '\u{3000}');
    let mut out = String::new();
    for (at, &c) in chars.iter().enumerate() {
        if c != ' ' {
            out.push(c);
            continue;
        }
        let after = chars[at..].iter().find(|&&c| c != ' ');
        let before = chars[..at].iter().rev().find(|&&c| c != ' ');
        if (at == 0 || chars[at - 1] != ' ') && !solid(after) && !solid(before) {
            out.push(' ');
        }
    }
    out
}

fn options() -> QueryOptions {
    QueryOptions::new(Timestamp::new(jiff::Timestamp::UNIX_EPOCH, Timestamp::CHINA))
}

/// An article that matches.
struct Answer {
    index: usize,
    found: Found,
}

fn ask(typed: &str, kept: &[Kept]) -> Vec<Answer> {
    let query = Query::parse(typed, &options()).unwrap_or_else(|error| panic!("{typed}: {error:?}"));
    let find = |(index, Kept { article, folded }): (usize, &Kept)| {
        query.find(&folded.document(article, Facts::default())).map(|found| Answer { index, found })
    };
    kept.iter().enumerate().filter_map(find).collect()
}

fn indices(answers: &[Answer]) -> Vec<usize> {
    answers.iter().map(|answer| answer.index).collect()
}

fn text() -> impl Strategy<Value = String> {
    let letters: Vec<char> = "天津会會议議市aAＡbé：:，,“」なナﾅ \u{3000}\n\u{200B}".chars().collect();
    prop::collection::vec(prop::sample::select(letters), 0..12).prop_map(|chars| chars.into_iter().collect())
}

fn archive_of() -> impl Strategy<Value = Vec<Kept>> {
    let document = (text(), prop::collection::vec(text(), 0..4));
    prop::collection::vec(document.prop_map(|(title, blocks)| Kept::new(&title, &blocks)), 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Words of one character, of two and of more: every article that has them, no other, and every place.
    #[test]
    fn recall_is_that_of_brute_force(kept in archive_of(), word in "[天津会會议議市aé：，なﾅ]{1,3}") {
        let needle = naive(&word);
        let has = |kept: &Kept| kept.naive().iter().any(|text| text.contains(&needle));
        let expected: Vec<usize> = (0..kept.len()).filter(|&ix| has(&kept[ix])).collect();
        let answers = ask(&format!("“{word}”"), &kept);
        prop_assert_eq!(indices(&answers), expected.clone());
        // A word on its own finds at least that (and by its reading perhaps more).
        let word = ask(&word, &kept);
        prop_assert!(expected.iter().all(|ix| indices(&word).contains(ix)));
        for answer in answers {
            let count: usize = kept[answer.index].naive().iter().map(|text| text.matches(&needle).count()).sum();
            prop_assert_eq!(answer.found.title.len() + answer.found.body.len(), count);
        }
    }

    /// Words together, one or the other, and not.
    #[test]
    fn operators_are_sets(kept in archive_of(), a in "[天津会議]{1,2}", b in "[天津市b]{1,2}") {
        let has = |kept: &Kept, word: &str| kept.naive().iter().any(|text| text.contains(&naive(word)));
        let all = |keep: &dyn Fn(bool, bool) -> bool| -> Vec<usize> {
            (0..kept.len()).filter(|&ix| keep(has(&kept[ix], &a), has(&kept[ix], &b))).collect()
        };
        for (typed, expected) in [
            (format!("{a} \"{b}\""), all(&|a, b| a && b)),
            (format!("{a} OR \"{b}\""), all(&|a, b| a || b)),
            (format!("{a}|\"{b}\""), all(&|a, b| a || b)),
            (format!("{a} -\"{b}\""), all(&|a, b| a && !b)),
            (format!("-({a} OR \"{b}\")"), all(&|a, b| !(a || b))),
        ] {
            prop_assert_eq!(indices(&ask(&typed, &kept)), expected, "{}", typed);
        }
    }
}

#[test]
fn by_reading_everywhere_and_the_best_first() {
    let block = |text: &str| vec![text.to_owned()];
    let kept = [
        Kept::new("消息", &block("昨天，天津\n市委开会")),
        Kept::new("消息", &block("tjsw")),
        Kept::new("无关", &block("上海")),
        Kept::new("天津市委", &block("开会")),
    ];
    let mut answers = ask("tjsw", &kept);
    assert_eq!(indices(&answers), [0, 1, 3]);
    answers.sort_by(|one, other| other.found.score.total_cmp(&one.found.score));
    assert_eq!(indices(&answers), [3, 1, 0], "the title, then letters, then readings");
    assert!(answers.iter().all(|answer| answer.found.first().is_some() || !answer.found.title.is_empty()));
}

#[test]
fn what_is_a_word_comes_before_what_sounds_like_it_by_chance() {
    let blocks = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
    let kept = [
        Kept::new("天津市卫生局", &blocks(&["天津市卫生局，天津市卫生局。"])),
        Kept::new("消息", &blocks(&["天津市卫生局的人说，", "天津市委的会议，", &"无关的话，".repeat(2000)])),
        Kept::new("消息", &blocks(&["天津市卫生局。"])),
    ];
    let mut answers = ask("tjsw", &kept);
    assert_eq!(indices(&answers), [0, 1, 2], "all are found");
    assert_eq!(answers[1].found.first(), Some(1), "天津市委 is shown first");
    answers.sort_by(|one, other| other.found.score.total_cmp(&one.found.score));
    assert_eq!(indices(&answers), [1, 0, 2]);
}

#[test]
fn what_was_cancelled_stops_inside_of_an_article() {
    // Long enough to be looked through in parts.
    let Kept { article, folded } = Kept::new("书", &vec!["天津的会议，".repeat(1000); 1000]);
    let query = Query::parse("会议", &options()).expect("a query");
    let cancel = Cancel::default();
    let count =
        || query.find_unless(&folded.document(&article, Facts::default()), &cancel).map(|found| found.body.len());
    assert_eq!(count(), Some(1_000_000));
    cancel.clone().cancel();
    assert_eq!(count(), None, "nothing was looked through");
}

fn seeds() -> Vec<Article> {
    let Some(corpus) = std::env::var_os("KANBAO_CORPUS").map(PathBuf::from) else {
        println!("KANBAO_CORPUS is not set");
        return Vec::new();
    };
    let files = |folder: &Path| -> Vec<PathBuf> {
        std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect()
    };
    let mut files = files(&corpus.join("seeds"));
    files.sort();
    files.into_iter().filter_map(|path| library::read(&Origin::File(path)).ok()).collect()
}

#[test]
fn key_terms_of_the_seeds() {
    let seeds = seeds();
    let mut corpus = Corpus::default();
    for article in &seeds {
        corpus.add(article);
    }
    for (article, corpus) in seeds.iter().flat_map(|article| [(article, None), (article, Some(&corpus))]) {
        let terms: Vec<String> = terms(article, corpus, 10).into_iter().map(|term| term.text).collect();
        println!("{}: {}", article.meta.title, terms.join(" "));
        for wanted in ["天津", "津南区", "核酸", "疫情", "防控"] {
            assert!(terms.iter().any(|term| term.contains(wanted)), "{wanted} in {terms:?}");
        }
        for noise in ["会议", "要求", "工作", "进行", "表示"] {
            assert!(!terms.iter().any(|term| term == noise), "{noise} in {terms:?}");
        }
    }
}
