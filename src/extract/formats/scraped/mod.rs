//! The text *dump* of a whole page: one line an element, the article somewhere in the middle.
//!
//! `region` finds where the article lies; here its title and credits are read from the lines around it.

mod region;

use rustc_hash::FxHashSet;
use unicode_width::UnicodeWidthStr;

use super::parser::{DocumentParser, ParseFn};
use crate::extract::bare_text::{self, within_lines};
use crate::extract::clean::{apply, clean};
use crate::extract::credits::dateline;
use crate::extract::credits::dates;
use crate::extract::credits::tells_when;
use crate::extract::document::TextDocument;
use crate::extract::draft::{DraftBlock, assemble};
use crate::extract::furniture::{CreditField, Ends, FurnitureRules, Zone};
use crate::extract::prose::{has_skeleton, is_letter, skeleton, trim};
use crate::model::{Article, Block, BlockKind, Format, Meta, SafeText};
use region::{Region, rule, rule_in, title_like};

/// Whether a line stands for an image: `{image=1}`, `[图片：2]`.
fn is_placeholder(line: &str) -> bool {
    let inside = line.strip_prefix(['{', '[', '【', '<']).and_then(|rest| rest.strip_suffix(['}', ']', '】', '>']));
    let behind = inside
        .map(trim)
        .and_then(|inside| ["image", "img", "图片", "圖片"].iter().find_map(|word| inside.strip_prefix(word)));
    behind.is_some_and(|behind| {
        let behind = trim(behind);
        let number = trim(behind.strip_prefix(['=', ':', '：']).unwrap_or(behind));
        number.len() <= 4 && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// The dump of a page.
pub(crate) const PARSER: DocumentParser = DocumentParser { fits, parse: ParseFn::One(parse) };

/// A page's dump shows itself by placeholders of images and by at least two kinds of furniture.
fn fits(document: &TextDocument<'_>) -> bool {
    let rules = document.rules(Format::Scraped);
    let mut kinds: Vec<&str> = Vec::new();
    for line in document.head().lines().map(trim).filter(|line| !line.is_empty()).take(2000) {
        if is_placeholder(line) {
            return true;
        }
        // When and from where: no other text has such a line.
        if tells_when(line) && ["来源", "來源", "作者", "编辑"].iter().any(|label| line.contains(label)) {
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
pub(crate) fn parse(document: &TextDocument<'_>) -> Article {
    let rules = document.rules(Format::Scraped);
    let (text, rest, note) = within_lines(document.text, document.limits);
    let mut drafts: Vec<DraftBlock> = text.lines().map(trim).filter(|line| !line.is_empty()).map(draft).collect();
    drafts.extend(bare_text::drafts(rest));
    let mut meta = Meta { format: Format::Scraped, notes: note.into_iter().collect(), ..Meta::default() };
    let region = Region::of(&drafts, rules);
    head(&mut meta, &mut drafts, &region, rules);
    outside(&mut meta, &mut drafts, &region, rules);
    clean(&mut meta, &mut drafts, rules);
    assemble(meta, drafts)
}

fn draft(line: &str) -> DraftBlock {
    if is_placeholder(line) {
        let image = Block::plain(BlockKind::Image { src: None }, SafeText::default());
        DraftBlock { source: Some(line.to_owned()), ..DraftBlock::new(image) }
    } else {
        DraftBlock::paragraph(line)
    }
}

/// How far above the article its title can stand, in lines.
const TITLE_ABOVE: usize = 24;

/// Reads the title and the credits around it.
fn head(meta: &mut Meta, drafts: &mut [DraftBlock], region: &Region, rules: FurnitureRules<'_>) {
    let top = region.dated.map_or(region.start, |dated| first_dated(drafts, dated));
    let from = top.saturating_sub(TITLE_ABOVE);
    // In document order: the source beside the date is nearer than the one that it names on a line of its own.
    for at in from..region.start {
        if at >= top && drafts[at].kept() && tells_when(drafts[at].text()) {
            dateline(meta, &mut drafts[at], rules);
        } else if let Some(hit) = rule(&drafts[at], rules)
            && (at >= top || hit.rule.field == Some(CreditField::OriginalTitle))
        {
            apply(meta, drafts, at, &hit, rules);
        }
    }
    // The line that is the original title too, or the one that is most like a title of this text.
    let candidates: Vec<usize> = (from..top).rev().filter(|&at| title_like(&drafts[at], rules)).collect();
    let original = meta.original_title.as_deref().map(skeleton);
    let same = candidates.iter().find(|&&at| original.as_deref() == Some(skeleton(drafts[at].text()).as_str()));
    let body = pairs(drafts[region.start..region.end].iter().map(DraftBlock::text));
    let fits = |at: usize| fitness(drafts[at].text(), top - at, &body);
    if let Some(&at) = same.or(candidates.iter().rev().max_by_key(|&&at| fits(at))) {
        meta.title = SafeText::line(drafts[at].text());
        drafts[at].cut_for("title");
    } else if let Some(original) = &meta.original_title {
        meta.title = original.clone();
    } else if let Some(at) = (region.start..region.end).find(|&at| drafts[at].is_paragraph())
        && region.end - region.start > 1
        && drafts[at].text().chars().count() <= 40
        && title_like(&drafts[at], rules)
    {
        meta.title = SafeText::line(drafts[at].text());
        drafts[at].cut_for("title");
    }
}

/// How far above a date another one can stand, in lines.
const DATES_APART: usize = 12;

/// The first line of several with dates, one for each change, that have only short lines between them.
fn first_dated(drafts: &[DraftBlock], dated: usize) -> usize {
    const SHORT: usize = 40;
    let near = (dated.saturating_sub(DATES_APART)..dated).rev();
    let short = near.take_while(|&at| drafts[at].kept() && drafts[at].text().chars().count() <= SHORT);
    let long_dated = short
        .filter(|&at| tells_when(drafts[at].text()) && dates::find(drafts[at].text()).is_some_and(|date| date.timed));
    long_dated.last().unwrap_or(dated)
}

/// How much of the article is compared with its title, in characters.
const COMPARED: usize = 4000;

/// The pairs of neighbouring letters in a text.
fn pairs<'t>(texts: impl Iterator<Item = &'t str>) -> FxHashSet<(char, char)> {
    let letters: Vec<char> = texts.flat_map(str::chars).filter(|&c| is_letter(c)).take(COMPARED).collect();
    letters.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// How well a line above an article does for its title: near, long enough, and about what the article is about.
fn fitness(line: &str, distance: usize, body: &FxHashSet<(char, char)>) -> i64 {
    let own = pairs(std::iter::once(line));
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX / 100);
    let shared = own.iter().filter(|pair| body.contains(pair)).count();
    let about = number(shared * 40) / number(own.len()).max(1);
    number(UnicodeWidthStr::width(line).min(32)) + about - 2 * number(distance)
}

/// How far below the article its credits can stand, in lines.
const CREDITS_BELOW: usize = 12;

/// Cuts everything around the article, each line with the best reason there is.
fn outside(meta: &mut Meta, drafts: &mut [DraftBlock], region: &Region, rules: FurnitureRules<'_>) {
    for at in region.end..drafts.len().min(region.end + CREDITS_BELOW) {
        if !drafts[at].kept() {
            continue;
        }
        match rule_in(&drafts[at], Zone::Tail, rules) {
            Some(hit) if hit.rule.ends == Some(Ends::Hard) => break,
            Some(hit) => apply(meta, drafts, at, &hit, rules),
            None if meta.published.is_none() && tells_when(drafts[at].text()) => dateline(meta, &mut drafts[at], rules),
            None => {}
        }
    }
    let wanted = skeleton(&meta.title);
    let mut section = String::from("page-head");
    for (at, draft) in drafts.iter_mut().enumerate() {
        if (region.start..region.end).contains(&at) {
            section = String::from("page-tail");
            continue;
        }
        let hit = rule_in(draft, if at < region.start { Zone::Head } else { Zone::Tail }, rules);
        if let Some(hit) = hit.as_ref().filter(|hit| at >= region.end && hit.rule.ends == Some(Ends::Hard)) {
            section.clone_from(&hit.rule.name);
        }
        let repeats = !wanted.is_empty() && has_skeleton(draft.text(), &wanted);
        let reason = match &hit {
            _ if repeats => "repeated-title",
            Some(hit) => &hit.rule.name,
            None if tells_when(draft.text()) => "published",
            None => &section,
        };
        draft.cut_for(reason);
    }
}
