//! The *search service*: questions about articles go in, threads answer them.
//!
//! Looking through 20 MB, or through ten thousand articles, must not keep anybody from typing. A question has a number;
//! a later one makes an earlier one stale, which is dropped, in the middle if need be. Every question that did not
//! become stale is answered.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::model::{Article, BlockIx, EntryId, SafeText};
use crate::search::terms::{self, Corpus};
use crate::search::{
    Answer, Cancel, Document, Facts, FoldedArticle, Found, Hit, Keyword, Keywords, Query, SearchHit, Searchable,
    StoredArticle, in_block, scan, snippet, warm_up,
};

/// So many results come with a snippet; nobody looks further down.
const SNIPPETS: usize = 2000;
/// Articles that are folded or scanned at a time.
const BATCH: usize = 512;

/// What the search service has to tell.
#[derive(Debug)]
pub enum Reply {
    /// What a query found in one article; nothing when the article does not match it.
    Here {
        /// The number of the question.
        number: u64,
        /// What was found.
        found: Found,
    },
    /// Articles that answer a query. More may follow under the same number, as more articles are read.
    Everywhere {
        /// The number of the question.
        number: u64,
        /// The articles, in no order.
        results: Vec<SearchHit>,
        /// How many articles have been looked through.
        searched: usize,
    },
    /// Which keywords articles have.
    Keywords {
        /// The number of the question.
        number: u64,
        /// For each article how often it has each keyword; articles without any are left out.
        counts: Vec<(EntryId, Vec<u32>)>,
    },
    /// The key terms of an article, and how often it has each.
    Terms(EntryId, Vec<(SafeText, usize)>),
}

enum Archive {
    Article(EntryId, Arc<StoredArticle>),
    Everywhere { number: u64, query: Arc<Query>, budget: usize, cancel: Cancel },
    Keywords { number: u64, keywords: Keywords },
}

enum Terms {
    /// An article of the archive, to be compared with.
    Other(Arc<Article>),
    Of(EntryId, Arc<Article>),
}

struct Here {
    number: u64,
    volume: Arc<StoredArticle>,
    query: Arc<Query>,
    cancel: Cancel,
}

/// The search service. Dropping it stops its threads when they are done with what they are at.
pub struct SearchService {
    archive: Sender<Archive>,
    here: Sender<Here>,
    terms: Sender<Terms>,
    /// By the address of the article, which the volume holds on to.
    volumes: FxHashMap<usize, Arc<StoredArticle>>,
    /// The question about one article, and the one about all of them.
    finding: Cancel,
    searching: Cancel,
    warm: bool,
}

impl SearchService {
    /// Starts its threads. Every reply goes to `deliver`, which is also told when a thread died, and why.
    pub fn open(deliver: impl Fn(Result<Reply, SafeText>) + Send + Clone + 'static) -> std::io::Result<Self> {
        let (archive, asked) = mpsc::channel();
        spawn("search", deliver.clone(), move |deliver| Shelf::default().serve(&asked, deliver))?;
        let (here, asked) = mpsc::channel();
        spawn("find", deliver.clone(), move |deliver| find_here(&asked, deliver))?;
        let (terms, asked) = mpsc::channel();
        spawn("terms", deliver, move |deliver| find_terms(&asked, deliver))?;
        let volumes = FxHashMap::default();
        Ok(Self {
            archive,
            here,
            terms,
            volumes,
            finding: Cancel::default(),
            searching: Cancel::default(),
            warm: false,
        })
    }

    /// An article of the archive: from now on it is searched too.
    pub fn add(&mut self, id: EntryId, article: &Arc<Article>) {
        let volume = self.volume(article);
        let _ = self.archive.send(Archive::Article(id, volume));
        let _ = self.terms.send(Terms::Other(Arc::clone(article)));
    }

    fn volume(&mut self, article: &Arc<Article>) -> Arc<StoredArticle> {
        let volume = || Arc::new(StoredArticle::new(Arc::clone(article)));
        Arc::clone(self.volumes.entry(Arc::as_ptr(article) as usize).or_insert_with(volume))
    }

    /// Asks for a query's hits in one article. Stops the search of one before.
    pub fn find(&mut self, number: u64, article: &Arc<Article>, query: &Arc<Query>) {
        let volume = self.volume(article);
        let cancel = renewed(&mut self.finding);
        let _ = self.here.send(Here { number, volume, query: Arc::clone(query), cancel });
    }

    /// Somebody is about to type.
    pub fn warm_up(&mut self) {
        // On a thread of its own: what is asked meanwhile may not need it.
        if !std::mem::replace(&mut self.warm, true) {
            let _ = std::thread::Builder::new().name("kanbao warm-up".to_owned()).spawn(warm_up);
        }
    }

    /// Asks which articles answer a query, with snippets of `budget` characters. Stops the search before.
    pub fn search(&mut self, number: u64, query: &Arc<Query>, budget: usize) {
        let cancel = renewed(&mut self.searching);
        let _ = self.archive.send(Archive::Everywhere { number, query: Arc::clone(query), budget, cancel });
    }

    /// Asks which articles have which keywords.
    pub fn count(&self, number: u64, keywords: &Keywords) {
        let _ = self.archive.send(Archive::Keywords { number, keywords: keywords.clone() });
    }

    /// Asks for the key terms of an article. They are answered at once against the shipped table, and once more when
    /// the archive's own words are counted.
    pub fn terms(&self, id: EntryId, article: &Arc<Article>) {
        let _ = self.terms.send(Terms::Of(id, Arc::clone(article)));
    }
}

impl Drop for SearchService {
    fn drop(&mut self) {
        self.finding.cancel();
        self.searching.cancel();
    }
}

/// Cancels, and gives what the next question is cancelled by.
fn renewed(cancel: &mut Cancel) -> Cancel {
    cancel.cancel();
    *cancel = Cancel::default();
    cancel.clone()
}

type Deliver<'d> = &'d dyn Fn(Reply);

fn spawn(
    name: &str,
    deliver: impl Fn(Result<Reply, SafeText>) + Send + 'static,
    work: impl FnOnce(Deliver<'_>) + Send + 'static,
) -> std::io::Result<()> {
    let run = move || {
        let reply = |reply| deliver(Ok(reply));
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| work(&reply))) {
            let said = panic.downcast_ref::<&str>().copied();
            let said = said.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
            deliver(Err(SafeText::line(said.unwrap_or("a thread died"))));
        }
    };
    std::thread::Builder::new().name(format!("kanbao {name}")).spawn(run).map(drop)
}

/// Answers for one article.
fn find_here(asked: &Receiver<Here>, deliver: Deliver<'_>) {
    while let Ok(Here { number, volume, query, cancel }) = asked.recv() {
        // Only the last of those that wait is still wanted; the others are cancelled by now.
        if cancel.is_cancelled() {
            continue;
        }
        let found = query.find_unless(&volume.document(Facts::default()), &cancel).unwrap_or_default();
        if !cancel.is_cancelled() {
            deliver(Reply::Here { number, found });
        }
    }
}

/// So many terms are told.
const TERMS: usize = 24;
/// So many articles stand for the archive: more would change no term, and each takes a millisecond or two.
const SAMPLE: usize = 400;

/// Answers for terms. The words of the archive are counted only when somebody has asked, and while nobody waits.
fn find_terms(asked: &Receiver<Terms>, deliver: Deliver<'_>) {
    let mut sample: Vec<Arc<Article>> = Vec::new();
    let mut seen = 0usize;
    let mut corpus = Corpus::default();
    let mut question: Option<(EntryId, Arc<Article>)> = None;
    loop {
        let counting = question.is_some() && corpus.len() < sample.len();
        let next = if counting { asked.try_recv().ok() } else { asked.recv().ok() };
        match next {
            Some(Terms::Other(article)) => {
                seen += 1;
                // Of a large archive every so manieth, so that the sample is not its first folder.
                if sample.len() < SAMPLE {
                    sample.push(article);
                } else if seen.is_multiple_of(seen / SAMPLE + 1) && corpus.is_empty() {
                    sample[seen % SAMPLE] = article;
                }
            }
            Some(Terms::Of(id, article)) => {
                let known = Some(&corpus).filter(|corpus| !corpus.is_empty());
                deliver(Reply::Terms(id, shown(&terms::terms(&article, known, TERMS))));
                question = Some((id, article));
            }
            None if counting => {
                corpus.add(&sample[corpus.len()]);
                if let Some((id, article)) = question.as_ref().filter(|_| corpus.len() == sample.len()) {
                    deliver(Reply::Terms(*id, shown(&terms::terms(article, Some(&corpus), TERMS))));
                }
            }
            None => return,
        }
    }
}

fn shown(terms: &[terms::Term]) -> Vec<(SafeText, usize)> {
    terms.iter().map(|term| (SafeText::line(&term.text), term.count)).collect()
}

/// An article of the archive.
struct Kept {
    id: EntryId,
    volume: Arc<StoredArticle>,
}

impl Searchable for Kept {
    fn document(&self) -> Document<'_> {
        self.volume.document(Facts::default())
    }
}

/// A question that stands until another comes: new articles are asked too.
struct Standing {
    number: u64,
    query: Arc<Query>,
    budget: usize,
    cancel: Cancel,
    /// How many articles have been asked.
    asked: usize,
}

struct Counting {
    number: u64,
    keywords: Keywords,
    asked: usize,
}

/// All articles, folded, in the order they were read.
#[derive(Default)]
struct Shelf {
    kept: Vec<Kept>,
    waiting: Vec<Kept>,
    standing: Option<Standing>,
    counting: Option<Counting>,
}

impl Shelf {
    fn serve(mut self, asked: &Receiver<Archive>, deliver: Deliver<'_>) {
        loop {
            let idle = self.is_idle();
            let first = if idle { asked.recv().ok() } else { asked.try_recv().ok() };
            if idle && first.is_none() {
                return;
            }
            let mut next = first;
            while let Some(question) = next {
                self.take(question);
                next = asked.try_recv().ok();
            }
            self.work(deliver);
        }
    }

    fn is_idle(&self) -> bool {
        let all = self.kept.len();
        let answered = |asked: Option<usize>| asked.is_none_or(|asked| asked >= all);
        self.waiting.is_empty()
            && answered(self.standing.as_ref().map(|standing| standing.asked))
            && answered(self.counting.as_ref().map(|counting| counting.asked))
    }

    fn take(&mut self, question: Archive) {
        match question {
            Archive::Article(id, volume) => self.waiting.push(Kept { id, volume }),
            Archive::Everywhere { number, query, budget, cancel } => {
                self.standing = Some(Standing { number, query, budget, cancel, asked: 0 });
            }
            Archive::Keywords { number, keywords } => {
                self.counting = Some(Counting { number, keywords, asked: 0 });
            }
        }
    }

    /// One step of each kind of work: nothing new waits longer than that.
    fn work(&mut self, deliver: Deliver<'_>) {
        let many = self.waiting.len().min(BATCH);
        let batch = self.waiting.drain(..many);
        let first = self.kept.len();
        self.kept.extend(batch);
        let (long, short): (Vec<&Kept>, Vec<&Kept>) =
            self.kept[first..].iter().partition(|kept| FoldedArticle::is_parted(kept.volume.article()));
        short.into_par_iter().for_each(|kept| _ = kept.volume.folded());
        // Not by the pool: a long one is folded by the pool, which must not wait for itself.
        long.into_iter().for_each(|kept| _ = kept.volume.folded());
        if let Some(standing) = &mut self.standing {
            answer(standing, &self.kept, deliver);
        }
        if let Some(counting) = &mut self.counting {
            let until = self.kept.len().min(counting.asked + BATCH);
            let counts = self.kept[counting.asked..until].par_iter();
            let words: Vec<&Keyword> = counting.keywords.iter().collect();
            let counts = counts.map(|kept| (kept.id, counts_of(&words, kept)));
            let counts: Vec<_> = counts.filter(|(_, counts)| counts.iter().any(|&count| count > 0)).collect();
            counting.asked = until;
            deliver(Reply::Keywords { number: counting.number, counts });
        }
    }
}

fn counts_of(words: &[&Keyword], kept: &Kept) -> Vec<u32> {
    let document = kept.document();
    let count = |word: &&Keyword| {
        let body = document.body.as_ref().map_or(0, |body| word.count_in(body));
        u32::try_from(body + word.find_in(document.title()).len()).unwrap_or(u32::MAX)
    };
    words.iter().map(count).collect()
}

/// Asks the articles that a question has not been put to yet.
fn answer(standing: &mut Standing, kept: &[Kept], deliver: Deliver<'_>) {
    let new = kept.get(standing.asked..).unwrap_or_default();
    if new.is_empty() && standing.asked > 0 {
        return;
    }
    let Some(answers) = scan(&standing.query, new, &standing.cancel) else {
        // Stale: the next question is on its way.
        standing.asked = kept.len();
        return;
    };
    let budget = standing.budget;
    let outcome = |(rank, answer): (usize, &Answer)| {
        outcome(&new[answer.index], &answer.found, if rank < SNIPPETS { budget } else { 0 })
    };
    let results = answers.par_iter().enumerate().map(outcome).collect();
    standing.asked = kept.len();
    deliver(Reply::Everywhere { number: standing.number, results, searched: kept.len() });
}

fn outcome(kept: &Kept, found: &Found, budget: usize) -> SearchHit {
    let first = found.first().and_then(|at| found.body.get(at));
    let block = first.map_or(BlockIx(0), |hit| hit.block);
    let text = kept.volume.article().body.get(block.0).map_or("", |block| block.text());
    let hits: Vec<_> = in_block(&found.body, block).iter().map(|hit| hit.range.clone()).collect();
    let (snippet, lit, cut_before, cut_after) = match budget {
        0 => (SafeText::default(), Vec::new(), false, false),
        budget => {
            let cut = snippet(text, &hits, budget);
            // One byte for one: the hits stay where they are.
            let line = text[cut.range].replace(['\n', '\t'], " ");
            (SafeText::from(line), cut.hits, cut.cut_before, cut.cut_after)
        }
    };
    let place = first.map(Hit::place);
    SearchHit {
        id: kept.id,
        score: found.score,
        count: found.title.len() + found.body.len(),
        place,
        snippet,
        cut_before,
        cut_after,
        lit,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::model::{Block, BlockKind, Meta, Timestamp};
    use crate::search::Options;

    fn article(title: &str, body: &str) -> Arc<Article> {
        let block = Block::plain(BlockKind::Paragraph, SafeText::body(body));
        let meta = Meta { title: SafeText::line(title), ..Meta::default() };
        Arc::new(Article { meta, body: vec![block], removed: Vec::new() })
    }

    fn query(typed: &str) -> Arc<Query> {
        let now: Timestamp = Timestamp::default();
        Arc::new(Query::parse(typed, &Options::new(now)).expect("a query"))
    }

    fn open() -> (SearchService, Receiver<Result<Reply, SafeText>>) {
        let (sender, replies) = mpsc::channel();
        (SearchService::open(move |reply| drop(sender.send(reply))).expect("a desk"), replies)
    }

    fn next(replies: &Receiver<Result<Reply, SafeText>>) -> Reply {
        replies.recv_timeout(Duration::from_secs(20)).expect("a reply").expect("no thread died")
    }

    /// The ids of all results of a question, once so many articles were searched.
    fn everywhere(replies: &Receiver<Result<Reply, SafeText>>, wanted: u64, all: usize) -> Vec<usize> {
        let mut ids = Vec::new();
        loop {
            if let Reply::Everywhere { number, results, searched } = next(replies)
                && number == wanted
            {
                ids.extend(results.iter().map(|result| result.id.0));
                if searched == all {
                    ids.sort_unstable();
                    return ids;
                }
            }
        }
    }

    #[test]
    fn articles_that_come_later_are_found_too_and_each_once() {
        let (mut desk, replies) = open();
        for n in 0..700 {
            desk.add(EntryId(n), &article("标题", if n % 7 == 0 { "11：30开会" } else { "别的" }));
            if n == 300 {
                desk.search(1, &query("11:30"), 40);
            }
        }
        assert_eq!(everywhere(&replies, 1, 700), (0..700).filter(|n| n % 7 == 0).collect::<Vec<_>>());
        desk.search(2, &query("没有的词"), 40);
        assert_eq!(everywhere(&replies, 2, 700), Vec::<usize>::new());
    }

    #[test]
    fn a_result_has_its_first_hit_and_a_lit_snippet() {
        let (mut desk, replies) = open();
        desk.add(EntryId(0), &article("天津会议", "前面一句。\n天津市委开會，天津。"));
        desk.search(1, &query("会 天津"), 40);
        let Reply::Everywhere { results, .. } = next(&replies) else { panic!("another reply") };
        let result = &results[0];
        assert_eq!((result.count, result.place.map(|place| place.byte)), (5, Some("前面一句。\n".len())));
        let lit: Vec<&str> = result.lit.iter().map(|range| &result.snippet[range.clone()]).collect();
        assert_eq!(lit, ["天津", "會", "天津"], "{}", result.snippet.as_str());
    }

    #[test]
    fn keywords_are_counted_by_article() {
        let (mut desk, replies) = open();
        let mut keywords = Keywords::default();
        keywords.add("天津");
        keywords.add("核酸");
        desk.count(3, &keywords);
        desk.add(EntryId(4), &article("天津", "天津、核酸"));
        desk.add(EntryId(5), &article("无", "无"));
        let mut all = Vec::new();
        while all.is_empty() {
            if let Reply::Keywords { number: 3, counts } = next(&replies) {
                all.extend(counts);
            }
        }
        assert_eq!(all, [(EntryId(4), vec![2, 1])]);
    }

    #[test]
    fn terms_are_told_at_once_and_again_against_the_archive() {
        let (mut desk, replies) = open();
        for _ in 0..SAMPLE {
            desk.add(EntryId(0), &article("煎饼", "煎饼摊前排着队，煎饼很香。"));
        }
        let asked = article("煎饼与疫情", "煎饼，疫情，核酸检测。煎饼，疫情，核酸检测。");
        desk.terms(EntryId(1), &asked);
        let mut told = Vec::new();
        while told.len() < 2 {
            if let Reply::Terms(EntryId(1), terms) = next(&replies) {
                told.push(terms.iter().position(|(term, _)| term.as_str() == "煎饼").unwrap_or(usize::MAX));
            }
        }
        assert!(told[0] < told[1], "what every article has sets none apart: {told:?}");
    }

    #[test]
    fn the_last_question_about_an_article_is_answered() {
        let (mut desk, replies) = open();
        let long = article("书", &"天津的会议，".repeat(20_000));
        for (number, typed) in ["天", "天津", "会议", "没有"].into_iter().enumerate() {
            desk.find(number as u64, &long, &query(typed));
        }
        let last = loop {
            if let Reply::Here { number: 3, found } = next(&replies) {
                break found;
            }
        };
        assert!(last.body.is_empty());
        desk.find(9, &long, &query("会議"));
        assert!(matches!(next(&replies), Reply::Here { number: 9, found } if found.body.len() == 20_000));
    }
}
