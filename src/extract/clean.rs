//! *Cleaning*: the furniture rules applied to the draft blocks of a document, whatever way they came.

mod captions;
mod images;

use super::credits::{self, agrees, credit, dateline, is_dateline, titles};
use super::furniture::{Becomes, CreditField, Ends, FurnitureRules, RuleMatch, Zone};
use super::prose::{is_prose, is_white, trim};
use crate::extract::draft::DraftBlock;
use crate::model::{Block, BlockKind, Format, Inline, InlineStyle, Meta, SafeText};

/// Cuts what is no article out of `drafts` and reads the credits into `meta`.
pub(crate) fn clean(meta: &mut Meta, drafts: &mut Vec<DraftBlock>, own: FurnitureRules<'_>) {
    pictures(drafts, own);
    part_openings(drafts, own);
    part_credits(drafts, own);
    let zones = zones(drafts, own);
    repeated_title(meta, drafts, &zones);
    rules(meta, drafts, &zones, own);
    if let Some(whole) = meta.original_title.clone().filter(|whole| titles::is_cut_short(&meta.title, whole)) {
        meta.title = whole;
    }
    if own.format() == Format::Hexo {
        let texts: Vec<&str> =
            meta.original_title.iter().map(SafeText::as_str).chain(drafts.iter().map(DraftBlock::text)).collect();
        meta.title = SafeText::line(&titles::unmask(&meta.title, &texts));
    }
    if meta.author.is_none() && !meta.reporters.is_empty() {
        let names: Vec<&str> = meta.reporters.iter().map(SafeText::as_str).collect();
        meta.author = Some(SafeText::line(&names.join("、")));
    }
    images::go_with_credits(drafts);
    images::lead_image(meta, drafts, own);
    images::captions(meta, drafts);
    headings(drafts);
}

/// Leaves every picture once, with the caption under it.
pub(crate) fn pictures(drafts: &mut Vec<DraftBlock>, own: FurnitureRules<'_>) {
    images::once(drafts);
    captions::take(drafts, own);
}

/// Where each draft stands. Without any prose there is no telling, and everything is the body. A disclaimer is prose
/// too: what a rule for the edges would cut there is no beginning and no end of an article.
fn zones(drafts: &[DraftBlock], own: FurnitureRules<'_>) -> Vec<Zone> {
    let prose = |draft: &DraftBlock, zone: Zone| {
        let text = trim(draft.text());
        draft.kept() && !draft.outside && is_prose(text) && own.line(text, zone).is_none()
    };
    let first = drafts.iter().position(|draft| prose(draft, Zone::Head));
    let last = drafts.iter().rposition(|draft| prose(draft, Zone::Tail));
    (0..drafts.len())
        .map(|at| match (first, last) {
            (Some(first), _) if at < first => Zone::Head,
            (_, Some(last)) if at > last => Zone::Tail,
            _ => Zone::Body,
        })
        .collect()
}

/// An original title in brackets that opens a paragraph becomes a draft of its own: `（原标题：某事）今天上午，…`.
fn part_openings(drafts: &mut Vec<DraftBlock>, own: FurnitureRules<'_>) {
    const LONGEST: usize = 120;
    let opening = |draft: &DraftBlock| -> Option<usize> {
        let text = draft.text();
        let (_, close) = [('（', '）'), ('(', ')'), ('【', '】'), ('[', ']')]
            .into_iter()
            .find(|(open, _)| text.starts_with(*open))?;
        let end = text.char_indices().take(LONGEST).find(|(_, c)| *c == close).map(|(at, _)| at + close.len_utf8())?;
        let hit = own.line(&text[..end], Zone::Head)?;
        (end < text.len() && hit.rule.field == Some(CreditField::OriginalTitle)).then_some(end)
    };
    let mut at = 0;
    while at < drafts.len() {
        if let Some(end) = Some(&drafts[at]).filter(|draft| draft.kept() && draft.is_paragraph()).and_then(opening) {
            let draft = &drafts[at];
            let start = draft.text().len() - draft.text()[end..].trim_start_matches(is_white).len();
            let parts = [draft.part(0..end), draft.part(start..draft.text().len())];
            drafts.splice(at..=at, parts);
            at += 1;
        }
        at += 1;
    }
}

/// Lines of one paragraph that are credits become drafts of their own: `来源：某报<br>原标题：某事`.
fn part_credits(drafts: &mut Vec<DraftBlock>, own: FurnitureRules<'_>) {
    const MOST_LINES: usize = 40;
    let is_credit = |line: &str| {
        let hit = own.line(trim(line), Zone::Head).or_else(|| own.line(trim(line), Zone::Tail));
        hit.is_some_and(|hit| hit.rule.field.is_some()) || credits::in_row(line, Zone::Head).is_some()
    };
    let mut at = 0;
    while at < drafts.len() {
        let draft = &drafts[at];
        let lines = draft.text().split('\n').count();
        let whole = !draft.kept() || !draft.is_paragraph() || !(2..=MOST_LINES).contains(&lines);
        if whole || !draft.text().split('\n').any(is_credit) {
            at += 1;
            continue;
        }
        let mut parts: Vec<std::ops::Range<usize>> = Vec::new();
        let mut open = false;
        let mut start = 0;
        for line in draft.text().split('\n') {
            let range = start..start + line.len();
            start = range.end + 1;
            let credit = is_credit(line);
            match parts.last_mut() {
                Some(part) if open && !credit => part.end = range.end,
                _ => parts.push(range),
            }
            open = !credit;
        }
        let made: Vec<DraftBlock> = parts.into_iter().map(|part| draft.part(part)).collect();
        let next = at + made.len();
        drafts.splice(at..=at, made);
        at = next;
    }
}

fn rules(meta: &mut Meta, drafts: &mut [DraftBlock], zones: &[Zone], own: FurnitureRules<'_>) {
    // After a hard end nothing follows but its own furniture.
    let mut ended: Option<String> = None;
    let mut beginnings = Beginnings::default();
    let sourced = drafts.iter().filter(|draft| is_source(draft, own)).count();
    for at in 0..drafts.len() {
        if !drafts[at].kept() || drafts[at].outside {
            continue;
        }
        if let Some(reason) = ended.clone() {
            let reason = line_rule(&drafts[at], own, Zone::Tail).map_or(reason, |hit| hit.rule.name.clone());
            drafts[at].cut_for(&reason);
            continue;
        }
        if row(meta, &mut drafts[at], zones[at]) {
            continue;
        }
        // In a digest each item names its own source; they are not the article's.
        let hit = line_rule(&drafts[at], own, zones[at])
            .filter(|hit| hit.rule.field != Some(CreditField::Source) || zones[at] != Zone::Body || sourced == 1);
        let hard = hit.as_ref().is_some_and(|hit| hit.rule.ends == Some(Ends::Hard)) && zones[at] == Zone::Tail;
        let over = hard && (own.format() == Format::Scraped || only_links_follow(&drafts[at + 1..]));
        if let Some(hit) = hit.filter(|hit| !hard || over || !hit.word) {
            apply(meta, drafts, at, &hit, own);
            if over {
                ended = Some(hit.rule.name.clone());
            }
        } else if zones[at] == Zone::Head && names_origin(meta, &drafts[at]) {
            let name = drafts[at].text().to_owned();
            drafts[at].cut_for("source-line");
            credit(meta, CreditField::Source, &name);
        } else if zones[at] == Zone::Head && is_dateline(drafts[at].text()) && agrees(meta, drafts[at].text()) {
            dateline(meta, &mut drafts[at], own);
        } else if drafts[at].is_paragraph() {
            beginnings.read(meta, &drafts[at], own);
            endings(meta, &mut drafts[at], own);
        }
    }
    beginnings.enter(meta);
}

fn is_source(draft: &DraftBlock, own: FurnitureRules<'_>) -> bool {
    let hit = || line_rule(draft, own, Zone::Body);
    draft.kept() && !draft.outside && hit().is_some_and(|hit| hit.rule.field == Some(CreditField::Source))
}

/// Cuts a line that is nothing but credits.
fn row(meta: &mut Meta, draft: &mut DraftBlock, zone: Zone) -> bool {
    if !matches!(draft.block.kind, BlockKind::Paragraph | BlockKind::Heading { .. } | BlockKind::Quote) {
        return false;
    }
    let Some(row) = credits::in_row(draft.text(), zone) else { return false };
    for (credit, value) in &row {
        if let Some(field) = credit.field {
            credits::credit(meta, field, value);
        }
    }
    let name = row.first().map(|(credit, _)| credit.rule).unwrap_or_default();
    draft.cut_for(name);
    true
}

/// Whether after the head of a list of other articles (`相关阅读`) there is such a list: links, or nothing at all. In a
/// text whose links are not known any more there is no telling.
fn only_links_follow(drafts: &[DraftBlock]) -> bool {
    let (mut text, mut links) = (0, 0);
    for draft in drafts.iter().filter(|draft| draft.kept() && !draft.outside && !draft.is_image()) {
        text += draft.text().len();
        let linked = draft.block.inline.spans.iter().filter(|span| span.style == InlineStyle::Link);
        links += linked.map(|span| span.end - span.start).sum::<usize>();
    }
    links * 2 >= text
}

/// What the beginnings of paragraphs say of the article.
#[derive(Default)]
struct Beginnings {
    seen: usize,
    source: Option<String>,
}

impl Beginnings {
    /// Later paragraphs of a digest speak of other articles.
    const FIRST: usize = 3;

    fn read(&mut self, meta: &mut Meta, draft: &DraftBlock, own: FurnitureRules<'_>) {
        let text = trim(draft.text());
        if self.seen == Self::FIRST || !is_prose(text) {
            return;
        }
        self.seen += 1;
        for hit in own.start(text) {
            match (hit.rule.field, hit.value) {
                (Some(CreditField::Source), Some(value)) if self.source.is_none() => self.source = Some(value),
                (Some(CreditField::Source) | None, _) | (_, None) => {}
                (Some(field), Some(value)) => credit(meta, field, &value),
            }
        }
    }

    /// The agency that opens the text is the source where no line names another.
    fn enter(self, meta: &mut Meta) {
        if let Some(source) = self.source.filter(|_| meta.source.is_empty()) {
            credit(meta, CreditField::Source, &source);
        }
    }
}

/// Whether a line above the text is nothing but the name of who wrote it or of where it was: known from the meta.
fn names_origin(meta: &Meta, draft: &DraftBlock) -> bool {
    let text = trim(draft.text());
    draft.is_paragraph() && meta.author.iter().chain(&meta.categories).take(64).any(|name| name.as_str() == text)
}

fn line_rule<'f>(draft: &DraftBlock, rules: FurnitureRules<'f>, zone: Zone) -> Option<RuleMatch<'f>> {
    match draft.block.kind {
        BlockKind::Paragraph | BlockKind::Heading { .. } | BlockKind::Quote => rules.line(trim(draft.text()), zone),
        _ => None,
    }
}

/// Does what a rule says to the draft it matched.
pub(crate) fn apply(
    meta: &mut Meta,
    drafts: &mut [DraftBlock],
    at: usize,
    hit: &RuleMatch<'_>,
    rules: FurnitureRules<'_>,
) {
    if hit.rule.becomes == Some(Becomes::Related) {
        let block = &mut drafts[at].block;
        let href = block.inline.spans.iter().find_map(|span| span.href.clone().filter(|href| !href.is_empty()));
        block.kind = BlockKind::Related { href };
        return;
    }
    let name = &hit.rule.name;
    drafts[at].cut_for(name);
    let Some(field) = hit.rule.field else { return };
    match &hit.value {
        Some(value) if !value.is_empty() => credit(meta, field, value),
        Some(_) => {
            // The value stands on the next line: `责任编辑：` and then the name.
            let next = drafts.iter_mut().skip(at + 1).find(|draft| !draft.is_image());
            if let Some(next) = next
                && next.kept()
                && next.text().chars().count() <= 20
                && !is_prose(next.text())
                && rules.line(trim(next.text()), Zone::Body).is_none()
            {
                let value = next.text().to_owned();
                next.cut_for(name);
                credit(meta, field, &value);
            }
        }
        None => {}
    }
}

/// Credits at the very end of a paragraph are taken off it.
fn endings(meta: &mut Meta, draft: &mut DraftBlock, rules: FurnitureRules<'_>) {
    // More than one may stand there: `……。(完)【编辑:某某】`.
    for _ in 0..3 {
        let Some(hit) = rules.end(draft.text()) else { return };
        if let (Some(field), Some(value)) = (hit.rule.field, &hit.value) {
            credit(meta, field, value);
        }
        let (keep, cut) = draft.text().split_at(hit.start);
        let keep = keep.trim_end_matches(is_white).len();
        let cut = cut.to_owned();
        draft.endings.push((cut, hit.rule.name.clone()));
        draft.block.inline = front(&draft.block.inline, keep);
    }
}

/// The first `end` bytes of a text and its spans.
fn front(inline: &Inline, end: usize) -> Inline {
    let mut spans = inline.spans.clone();
    spans.retain_mut(|span| {
        span.end = span.end.min(end);
        span.start < span.end
    });
    Inline { text: inline.text.slice(0..end), spans }
}

/// Cuts the title where the text repeats it, and reads from there what an exporter took out of it.
fn repeated_title(meta: &mut Meta, drafts: &mut [DraftBlock], zones: &[Zone]) {
    let kept = drafts.iter().filter(|draft| draft.kept() && !draft.outside && !draft.text().is_empty()).count();
    let mut left = 4;
    for (draft, zone) in drafts.iter_mut().zip(zones) {
        if !draft.kept() || draft.outside || draft.is_image() || draft.text().is_empty() {
            continue;
        }
        let heading = matches!(draft.block.kind, BlockKind::Heading { .. });
        // A text written without a title has its first sentence for one, and is not cut for that.
        let textual = heading || draft.is_paragraph() && !is_prose(draft.text());
        if textual && kept > 1 && titles::repeats(&meta.title, draft.text()) {
            if meta.title.contains('_') {
                meta.title = SafeText::line(&titles::restore(&meta.title, draft.text()));
            } else if titles::is_cut_short(&meta.title, draft.text()) {
                meta.title = SafeText::line(draft.text());
            }
            draft.cut_for("repeated-title");
            return;
        }
        left -= 1;
        if left == 0 || *zone == Zone::Tail {
            return;
        }
    }
}

/// The longest line that can be a heading, in characters.
const LONGEST_HEADING: usize = 40;

/// A paragraph that is only bold, short and no sentence is a heading, unless the whole text is bold.
fn headings(drafts: &mut [DraftBlock]) {
    let body = |draft: &&mut DraftBlock| draft.kept() && !draft.outside && draft.is_paragraph();
    let all = drafts.iter_mut().filter(body).count();
    let bold = drafts.iter_mut().filter(body).filter(|draft| draft.bold).count();
    if bold > 3 && bold * 2 > all {
        return;
    }
    for draft in drafts.iter_mut().filter(body).filter(|draft| draft.bold) {
        let text = draft.text();
        let unfinished = text.ends_with(['。', '；', '，', '、', '.', ';', ',', '…']);
        if text.chars().count() <= LONGEST_HEADING
            && !text.contains(['\n', '。'])
            && !unfinished
            && text.chars().any(char::is_alphanumeric)
        {
            let mut inline = std::mem::take(&mut draft.block.inline);
            inline.spans.retain(|span| span.style != InlineStyle::Strong);
            draft.block = Block { kind: BlockKind::Heading { level: 2 }, inline };
        }
    }
}
