//! The text *dump* of a whole page: one line an element, the article somewhere in the middle.
//!
//! The article is found by what furniture has not: prose. Lines that surely end an article (the comment area, lists of
//! other articles, the site's footer) part the page into stretches; the one with the most prose holds the article. It
//! begins after the line with the date, or where its prose begins, and ends with the editor's line, or where the short
//! lines after its last prose begin to be furniture. Short lines between prose are subheads, verse, captions: kept.

use std::sync::LazyLock;

use regex_lite::Regex;

use super::pattern::portable;

use super::clean::{apply, clean, dateline, is_dateline};
use super::dates;
use super::document::Document;
use super::furniture::{Ends, Field, Hit, Rules, Zone};
use super::kinds::{Kind, Parse};
use super::piece::{Piece, assemble};
use super::prose::{ends_sentence, is_prose, skeleton, trim};
use crate::model::{Article, Block, BlockKind, Format, Meta, SafeText};

static PLACEHOLDER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&portable(r"^[\{\[【<]?\s*(?:image|img|图片|圖片)\s*[=:：]?\s*\d{0,4}\s*[\}\]】>]$")).ok()
});

/// Whether a line stands for an image: `{image=1}`.
fn is_placeholder(line: &str) -> bool {
    line.starts_with(['{', '[', '【', '<']) && PLACEHOLDER.as_ref().is_some_and(|form| form.is_match(line))
}

/// The dump of a page.
pub(super) const KIND: Kind = Kind { fits, parse: Parse::One(parse) };

/// A page's dump shows itself by placeholders of images and by at least two kinds of furniture.
fn fits(document: &Document<'_>) -> bool {
    let rules = document.rules(Format::Scraped);
    let mut kinds: Vec<&str> = Vec::new();
    for line in document.head().lines().map(trim).filter(|line| !line.is_empty()).take(2000) {
        if is_placeholder(line) {
            return true;
        }
        let hit =
            rules.line(line, Zone::Head).or_else(|| rules.line(line, Zone::Tail)).map(|hit| hit.rule.name.as_str());
        let dated = || match line.chars().count() < 60 {
            true => dates::find(line).filter(|date| date.timed).map(|_| "published"),
            false => None,
        };
        if let Some(kind) = hit.or_else(dated)
            && !kinds.contains(&kind)
        {
            kinds.push(kind);
        }
        if kinds.len() >= 2 {
            return true;
        }
    }
    false
}

/// Parses a dump.
pub(super) fn parse(document: &Document<'_>) -> Article {
    let rules = document.rules(Format::Scraped);
    let mut pieces: Vec<Piece> = document.text.lines().map(trim).filter(|line| !line.is_empty()).map(piece).collect();
    let mut meta = Meta { format: Format::Scraped, ..Meta::default() };
    let region = Region::of(&pieces, rules);
    head(&mut meta, &mut pieces, &region, rules);
    outside(&mut meta, &mut pieces, &region, rules);
    clean(&mut meta, &mut pieces, rules);
    assemble(meta, pieces)
}

fn piece(line: &str) -> Piece {
    if is_placeholder(line) {
        let image = Block::plain(BlockKind::Image { src: None }, SafeText::default());
        Piece { source: Some(line.to_owned()), ..Piece::new(image) }
    } else {
        Piece::paragraph(line)
    }
}

/// Where the article lies among the pieces.
#[derive(Debug, PartialEq, Eq)]
struct Region {
    /// The line with the date that stands above the article.
    dated: Option<usize>,
    start: usize,
    end: usize,
}

/// How far above the stretch with the article its date can stand, in lines.
const DATE_ABOVE: usize = 10;

/// What the rules say about a line that stands in `zone`.
fn rule_in<'f>(piece: &Piece, zone: Zone, rules: Rules<'f>) -> Option<Hit<'f>> {
    let hit = piece.is_paragraph().then(|| rules.line(piece.text(), zone)).flatten();
    hit.filter(|hit| hit.rule.becomes.is_none())
}

/// What the rules say about a line, whatever its place.
fn rule<'f>(piece: &Piece, rules: Rules<'f>) -> Option<Hit<'f>> {
    rule_in(piece, Zone::Tail, rules).or_else(|| rule_in(piece, Zone::Head, rules))
}

impl Region {
    fn of(pieces: &[Piece], rules: Rules<'_>) -> Self {
        let hits: Vec<Option<Hit<'_>>> = pieces.iter().map(|piece| rule(piece, rules)).collect();
        let ends = |at: usize, how: Ends| hits[at].as_ref().is_some_and(|hit| hit.rule.ends == Some(how));
        // The weight of prose: its length; furniture and other lines weigh nothing.
        let weight: Vec<usize> = pieces
            .iter()
            .zip(&hits)
            .map(|(piece, hit)| if hit.is_none() && is_prose(piece.text()) { piece.text().chars().count() } else { 0 })
            .collect();
        let (from, to) = heaviest(&weight, |at| ends(at, Ends::Hard));
        let total: usize = weight[from..to].iter().sum();
        if total == 0 {
            return Self::without_prose(pieces, &hits);
        }
        // The dateline: little of the stretch's prose stands above it. Counters (`4人参与2评论`) between it and the
        // article look like the end of something, so it is looked for a little above the stretch too.
        let mut above = 0;
        let mut dated = None;
        let top =
            (from.saturating_sub(DATE_ABOVE)..from).rev().take_while(|&at| weight[at] == 0).last().unwrap_or(from);
        for at in top..to {
            above += weight[at];
            if above * 4 > total {
                break;
            }
            if weight[at] == 0 && is_dateline(pieces[at].text()) {
                dated = Some(at);
                break;
            }
        }
        let floor = dated.map_or(from, |at| (at + 1).max(from));
        let Some(first) = (floor..to).find(|&at| weight[at] > 0) else { return Self { dated, start: floor, end: to } };
        let below: usize = weight[first..to].iter().sum();
        let mut seen = 0;
        let mut last_end = to;
        for (at, own) in weight.iter().enumerate().take(to).skip(first) {
            seen += own;
            if ends(at, Ends::Soft) && seen * 2 >= below {
                last_end = at;
                break;
            }
        }
        let last = (first..last_end).rev().find(|&at| weight[at] > 0).unwrap_or(first);
        let end =
            (last + 1..last_end).find(|&at| hits[at].is_some() || is_dateline(pieces[at].text())).unwrap_or(last_end);
        let start = begin(pieces, &hits, floor, first, dated.is_some(), rules);
        Self { dated, start, end }
    }

    /// A page of nothing but short lines: what the rules know is cut from both ends, the rest is the article.
    fn without_prose(pieces: &[Piece], hits: &[Option<Hit<'_>>]) -> Self {
        let dated = pieces.iter().position(|piece| is_dateline(piece.text()));
        let known = |at: &usize| hits[*at].is_some() || Some(*at) == dated;
        let floor = dated.map_or(0, |at| at + 1);
        let start = (floor..pieces.len()).find(|at| !known(at)).unwrap_or(pieces.len());
        let end = (start..pieces.len())
            .find(|&at| hits[at].as_ref().is_some_and(|hit| hit.rule.ends.is_some()))
            .unwrap_or(pieces.len());
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

/// The first line of the article: lines before its first prose belong to it as long as they read like text and no
/// furniture comes between.
fn begin(
    pieces: &[Piece],
    hits: &[Option<Hit<'_>>],
    floor: usize,
    first: usize,
    dated: bool,
    rules: Rules<'_>,
) -> usize {
    let tidy = dated && hits[floor..first].iter().flatten().all(|hit| hit.rule.field.is_some());
    let mut start = first;
    for at in (floor..first).rev() {
        let piece = &pieces[at];
        if hits[at].is_some() || is_dateline(piece.text()) {
            break;
        }
        let text = piece.text();
        let reads = ends_sentence(text) || text.chars().count() >= 12;
        if piece.is_image() {
            // An image is taken along only with text above it, or when it stands right above the prose.
            if tidy || at + 1 == first {
                start = at;
            }
        } else if (reads || tidy) && (dated || (first - at <= 3 && !title_like(piece, rules))) {
            start = at;
        } else {
            break;
        }
    }
    start
}

/// Whether a line can be the article's title.
fn title_like(piece: &Piece, rules: Rules<'_>) -> bool {
    let text = piece.text();
    let length = text.chars().count();
    piece.is_paragraph()
        && piece.kept()
        && (4..=60).contains(&length)
        && !text.ends_with(['。', '，', '；', '：', ':'])
        && rule(piece, rules).is_none()
        && !is_dateline(text)
}

/// How far above the article its title can stand, in lines.
const TITLE_ABOVE: usize = 24;

/// Reads the title and the credits around it.
fn head(meta: &mut Meta, pieces: &mut [Piece], region: &Region, rules: Rules<'_>) {
    let top = region.dated.unwrap_or(region.start);
    let from = top.saturating_sub(TITLE_ABOVE);
    // In document order: the source beside the date is nearer than the one that it names on a line of its own.
    for at in from..region.start {
        if at >= top && pieces[at].kept() && is_dateline(pieces[at].text()) {
            dateline(meta, &mut pieces[at], rules);
        } else if let Some(hit) = rule(&pieces[at], rules)
            && (at >= top || hit.rule.field == Some(Field::OriginalTitle))
        {
            apply(meta, pieces, at, &hit, rules);
        }
    }
    // The line that is the original title too, or the nearest long line above, or the nearest at all.
    let candidates: Vec<usize> = (from..top).rev().filter(|&at| title_like(&pieces[at], rules)).collect();
    let original = meta.original_title.as_deref().map(skeleton);
    let same = candidates.iter().find(|&&at| original.as_deref() == Some(skeleton(pieces[at].text()).as_str()));
    let long = candidates.iter().find(|&&at| pieces[at].text().chars().count() >= 8);
    if let Some(&at) = same.or(long).or(candidates.first()) {
        meta.title = SafeText::line(pieces[at].text());
        pieces[at].cut_for("title");
    } else if let Some(original) = &meta.original_title {
        meta.title = original.clone();
    } else if let Some(at) = (region.start..region.end).find(|&at| pieces[at].is_paragraph())
        && region.end - region.start > 1
        && pieces[at].text().chars().count() <= 40
        && title_like(&pieces[at], rules)
    {
        meta.title = SafeText::line(pieces[at].text());
        pieces[at].cut_for("title");
    }
}

/// How far below the article its credits can stand, in lines.
const CREDITS_BELOW: usize = 12;

/// Cuts everything around the article, each line with the best reason there is.
fn outside(meta: &mut Meta, pieces: &mut [Piece], region: &Region, rules: Rules<'_>) {
    for at in region.end..pieces.len().min(region.end + CREDITS_BELOW) {
        if !pieces[at].kept() {
            continue;
        }
        match rule_in(&pieces[at], Zone::Tail, rules) {
            Some(hit) if hit.rule.ends == Some(Ends::Hard) => break,
            Some(hit) => apply(meta, pieces, at, &hit, rules),
            None if meta.published.is_none() && is_dateline(pieces[at].text()) => {
                dateline(meta, &mut pieces[at], rules)
            }
            None => {}
        }
    }
    let wanted = skeleton(&meta.title);
    let mut section = String::from("page-head");
    for (at, piece) in pieces.iter_mut().enumerate() {
        if (region.start..region.end).contains(&at) {
            section = String::from("page-tail");
            continue;
        }
        let hit = rule_in(piece, if at < region.start { Zone::Head } else { Zone::Tail }, rules);
        if let Some(hit) = hit.as_ref().filter(|hit| at >= region.end && hit.rule.ends == Some(Ends::Hard)) {
            section.clone_from(&hit.rule.name);
        }
        let repeats = !wanted.is_empty() && skeleton(piece.text()) == wanted;
        let reason = match &hit {
            _ if repeats => "repeated-title",
            Some(hit) => &hit.rule.name,
            None if is_dateline(piece.text()) => "published",
            None => &section,
        };
        piece.cut_for(reason);
    }
}
