//! The *region* of a dump: where the article lies among the lines of its page.
//!
//! The article is found by what furniture has not: prose. Lines that surely end an article (the comment area, lists of
//! other articles, the site's footer) part the page into stretches, and the one with the most prose holds the article.
//! In it every line counts for the article or against it, prose for and labels against; the run of lines that comes to
//! most is the article. It begins after the line with the date, if that is near, and ends with the editor's line. Short
//! lines between prose are subheads, verse, captions: kept.

use rustc_hash::FxHashMap;

use crate::extract::credits::tells_when;
use crate::extract::draft::DraftBlock;
use crate::extract::furniture::{Ends, FurnitureRules, RuleMatch, Zone};
use crate::extract::prose::{ends_sentence, is_prose};

/// Where the article lies among the drafts.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Region {
    /// The line with the date that stands above the article.
    pub dated: Option<usize>,
    pub start: usize,
    pub end: usize,
}

/// How far above the stretch with the article its date can stand, in lines.
const DATE_ABOVE: usize = 10;

/// What the rules say about a line that stands in `zone`.
pub(super) fn rule_in<'f>(draft: &DraftBlock, zone: Zone, rules: FurnitureRules<'f>) -> Option<RuleMatch<'f>> {
    let hit = draft.is_paragraph().then(|| rules.line(draft.text(), zone)).flatten();
    hit.filter(|hit| hit.rule.becomes.is_none())
}

/// What the rules say about a line, whatever its place.
pub(super) fn rule<'f>(draft: &DraftBlock, rules: FurnitureRules<'f>) -> Option<RuleMatch<'f>> {
    let hit = draft.is_paragraph().then(|| rules.line_at_edges(draft.text())).flatten();
    match hit {
        // A pointer to another article is no furniture, but the same line may be some elsewhere.
        Some(hit) if hit.rule.becomes.is_some() => rule_in(draft, Zone::Head, rules),
        hit => hit,
    }
}

/// The page, line by line, as the search for the region sees it.
struct Lines<'p, 'f> {
    drafts: &'p [DraftBlock],
    hits: Vec<Option<RuleMatch<'f>>>,
    /// The length of prose; furniture and other lines have none.
    prose: Vec<usize>,
    /// What each line counts for the article, or against it.
    worth: Vec<i64>,
}

impl<'p, 'f> Lines<'p, 'f> {
    fn new(drafts: &'p [DraftBlock], rules: FurnitureRules<'f>) -> Self {
        let hits: Vec<Option<RuleMatch<'_>>> = drafts.iter().map(|draft| rule(draft, rules)).collect();
        let prose = |(draft, hit): (&DraftBlock, &Option<RuleMatch<'_>>)| match hit.is_none() && is_prose(draft.text())
        {
            true => draft.text().chars().count(),
            false => 0,
        };
        let mut prose: Vec<usize> = drafts.iter().zip(&hits).map(prose).collect();
        drop_abstracts(drafts, &mut prose);
        let worth = (0..drafts.len()).map(|at| worth(&drafts[at], hits[at].as_ref(), prose[at])).collect();
        Self { drafts, hits, prose, worth }
    }

    fn ends(&self, at: usize, how: Ends) -> bool {
        self.hits[at].as_ref().is_some_and(|hit| hit.rule.ends == Some(how))
    }

    fn is_dated(&self, at: usize) -> bool {
        self.prose[at] == 0 && tells_when(self.drafts[at].text())
    }
}

/// Two paragraphs that begin with so many of the same characters are one and an abstract of it.
const SAME: usize = 28;

/// Prose that is there twice is the article's where more prose stands about it; elsewhere it is an abstract: in a card,
/// in what is meant for machines.
fn drop_abstracts(drafts: &[DraftBlock], prose: &mut [usize]) {
    const ABOUT: usize = 5;
    let mut places: FxHashMap<&str, usize> = FxHashMap::default();
    for at in 0..drafts.len() {
        let text = drafts[at].text();
        let Some((end, _)) = text.char_indices().nth(SAME).filter(|_| prose[at] > 0) else { continue };
        let about = |at: usize, prose: &[usize]| -> usize {
            let around = at.saturating_sub(ABOUT)..(at + ABOUT + 1).min(prose.len());
            prose[around].iter().sum::<usize>() - prose[at]
        };
        match places.get(&text[..end]).copied() {
            Some(before) if about(before, prose) < about(at, prose) => {
                prose[before] = 0;
                places.insert(&text[..end], at);
            }
            Some(_) => prose[at] = 0,
            None => {
                places.insert(&text[..end], at);
            }
        }
    }
}

/// What a line counts for the article, or against it.
fn worth(draft: &DraftBlock, hit: Option<&RuleMatch<'_>>, prose: usize) -> i64 {
    let length = draft.text().chars().count();
    let letters = |letters: usize| i64::try_from(letters).unwrap_or(i64::MAX / 2);
    match hit {
        _ if prose > 0 => letters(prose),
        _ if draft.is_image() => 0,
        // Credits stand at both ends of an article, and some in it.
        Some(hit) if hit.rule.field.is_some() => -2,
        Some(_) => -15,
        None if is_prose(draft.text()) => -20,
        None if tells_when(draft.text()) => -8,
        None if ends_sentence(draft.text()) && length >= 5 => letters(length / 2),
        // A label, or a subhead.
        None if length < 12 => -4,
        // A headline, or a line of verse.
        None => -2,
    }
}

impl Region {
    pub fn of(drafts: &[DraftBlock], rules: FurnitureRules<'_>) -> Self {
        let lines = Lines::new(drafts, rules);
        let (from, to) = heaviest(&lines.prose, |at| lines.ends(at, Ends::Hard));
        if lines.prose[from..to].iter().sum::<usize>() == 0 {
            return Self::without_prose(&lines);
        }
        let (first, last) = best_run(&lines.worth, from, to);
        // The run begins and ends with prose, or with a line that counts for it.
        let first = (first..=last).find(|&at| lines.prose[at] > 0).unwrap_or(first);
        let total: usize = lines.prose[first..=last].iter().sum();
        // The dateline: little of the run's prose stands above it. Counters (`4人参与2评论`) between it and the article
        // look like the end of something, so it is looked for a little above the stretch too.
        let top =
            (from.saturating_sub(DATE_ABOVE)..from).rev().take_while(|&at| lines.prose[at] == 0).last().unwrap_or(from);
        let above = |at: usize| lines.prose[first..at.max(first)].iter().sum::<usize>();
        let dated = (top..=last).take_while(|&at| above(at) * 4 <= total).filter(|&at| lines.is_dated(at));
        // The nearest above the prose; else the first below its beginning.
        let dated = dated.clone().filter(|&at| at < first).last().or_else(|| dated.clone().next());
        let floor = dated.map_or(from, |at| (at + 1).max(from));
        let first = (floor..=last).find(|&at| lines.prose[at] > 0).unwrap_or(first).max(first);
        let below: usize = lines.prose[first..=last].iter().sum();
        let mut seen = 0;
        let mut stop = to;
        for at in first..to {
            seen += lines.prose[at];
            if lines.ends(at, Ends::Soft) && seen * 2 >= below {
                stop = at;
                break;
            }
        }
        let last = (first..=last).rev().find(|&at| at < stop && lines.prose[at] > 0).unwrap_or(first);
        let end = end(&lines, last, stop);
        let start = begin(&lines, floor, first, dated.is_some(), rules);
        Self { dated, start, end }
    }

    /// A page of nothing but short lines: what the rules know is cut from both ends, the rest is the article.
    fn without_prose(lines: &Lines<'_, '_>) -> Self {
        let count = lines.drafts.len();
        let dated = (0..count).find(|&at| tells_when(lines.drafts[at].text()));
        let known = |at: &usize| lines.hits[*at].is_some() || Some(*at) == dated;
        let floor = dated.map_or(0, |at| at + 1);
        let start = (floor..count).find(|at| !known(at)).unwrap_or(count);
        let end = (start..count)
            .find(|&at| lines.hits[at].as_ref().is_some_and(|hit| hit.rule.ends.is_some()))
            .unwrap_or(count);
        Self { dated, start, end }
    }
}

/// The stretch between two lines that end an article which weighs most; of equals the first.
fn heaviest(weight: &[usize], ends: impl Fn(usize) -> bool) -> (usize, usize) {
    let mut best = (0, 0..weight.len());
    let mut start = 0;
    for at in 0..=weight.len() {
        if at == weight.len() || ends(at) {
            let sum: usize = weight[start..at].iter().sum();
            if sum > best.0 {
                best = (sum, start..at);
            }
            start = at + 1;
        }
    }
    (best.1.start, best.1.end)
}

/// The most that a run of short lines counts against what it parts: a table or a list of names is part of an article.
const MOST_AGAINST: i64 = 90;

/// The first and last line of the run that comes to most.
fn best_run(worth: &[i64], from: usize, to: usize) -> (usize, usize) {
    let mut best = (i64::MIN, from, from);
    let mut sum = 0;
    let mut start = from;
    let mut against = 0;
    for (at, &own) in worth.iter().enumerate().take(to).skip(from) {
        let own = own.max(against - MOST_AGAINST);
        against = if own > 0 { 0 } else { against - own };
        if sum <= 0 {
            (sum, start, against) = (0, at, 0);
        }
        sum += own;
        if sum > best.0 {
            best = (sum, start, at);
        }
    }
    (best.1, best.2)
}

/// One past the last line of the article. Short lines after its last prose belong to it as long as none is furniture: a
/// few if a credit follows, for that is where an article ends (a greeting, a signature, a day), else one or two. Longer
/// ones without a sentence are a list of other articles, and the shortest are buttons.
fn end(lines: &Lines<'_, '_>, last: usize, stop: usize) -> usize {
    const LONGEST: usize = 16;
    let length = |at: usize| lines.drafts[at].text().chars().count();
    let sentence =
        |at: usize| lines.drafts[at].is_paragraph() && length(at) >= 4 && ends_sentence(lines.drafts[at].text());
    let known = |at: usize| lines.hits[at].is_some() || tells_when(lines.drafts[at].text());
    let limit = (last + 1..stop).find(|&at| known(at)).unwrap_or(stop);
    let credited = lines.hits.get(limit).and_then(Option::as_ref).is_some_and(|hit| hit.rule.field.is_some());
    // A telephone number is in no headline.
    let number = |at: usize| lines.drafts[at].text().bytes().filter(u8::is_ascii_digit).count() >= 7;
    let fits = |at: usize| {
        !lines.drafts[at].is_paragraph()
            || sentence(at)
            || number(at)
            || (4..=if credited { LONGEST } else { LONGEST * 2 }).contains(&length(at))
    };
    let end = (last + 1..limit).find(|&at| !fits(at)).unwrap_or(limit);
    let short = (last + 1..end).filter(|&at| lines.drafts[at].is_paragraph() && !sentence(at)).count();
    match short <= if credited { 6 } else { 2 } && (end == limit || credited) {
        true => end,
        // What ends like a sentence stays.
        false => (last + 1..end).take_while(|&at| sentence(at)).last().map_or(last + 1, |at| at + 1),
    }
}

/// What the first line of an article can be, however short.
const OPENINGS: &[&str] = &[
    "前言",
    "序",
    "序言",
    "引言",
    "导语",
    "导读",
    "摘要",
    "提要",
    "楔子",
    "核心提示",
    "內容提要",
    "内容提要",
    "编者按",
    "編者按",
];

/// The first line of the article: lines before its first prose belong to it as long as they read like text and no
/// furniture comes between.
fn begin(lines: &Lines<'_, '_>, floor: usize, first: usize, dated: bool, rules: FurnitureRules<'_>) -> usize {
    let tidy = dated && lines.hits[floor..first].iter().flatten().all(|hit| hit.rule.field.is_some());
    let mut start = first;
    for at in (floor..first).rev() {
        let draft = &lines.drafts[at];
        if lines.hits[at].is_some() || tells_when(draft.text()) {
            break;
        }
        let text = draft.text();
        let length = text.chars().count();
        let reads = ends_sentence(text) || length >= 12;
        // A button is shorter than most subheads.
        let subhead = tidy && (length >= 6 || OPENINGS.contains(&text.trim_end_matches(['：', ':'])));
        if draft.is_image() {
            // An image is taken along only with text above it, or when it stands right above the prose.
            if tidy || at + 1 == first {
                start = at;
            }
        } else if (reads || subhead) && (dated || (first - at <= 3 && !title_like(draft, rules))) {
            start = at;
        } else {
            break;
        }
    }
    start
}

/// Whether a line can be the article's title.
pub(super) fn title_like(draft: &DraftBlock, rules: FurnitureRules<'_>) -> bool {
    let text = draft.text();
    let length = text.chars().count();
    draft.is_paragraph()
        && draft.kept()
        && (4..=60).contains(&length)
        && !text.ends_with(['。', '，', '；', '：', ':'])
        && rule(draft, rules).is_none()
        && !tells_when(text)
}
