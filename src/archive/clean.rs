//! *Cleaning*: the furniture rules applied to the pieces of a document, whatever way they came.

use super::furniture::{Becomes, Ends, Field, Hit, Rules, Zone};
use super::piece::Piece;
use super::prose::{is_prose, trim};
use super::{dates, title};
use crate::model::{Block, BlockKind, Inline, InlineStyle, Meta, SafeText};

/// Cuts what is no article out of `pieces` and reads the credits into `meta`.
pub(super) fn clean(meta: &mut Meta, pieces: &mut [Piece], own: Rules<'_>) {
    let zones = zones(pieces);
    repeated_title(meta, pieces, &zones);
    rules(meta, pieces, &zones, own);
    if let Some(whole) = meta.original_title.clone().filter(|whole| title::is_cut_short(&meta.title, whole)) {
        meta.title = whole;
    }
    headings(pieces);
}

/// Where each piece stands. Without any prose there is no telling, and everything is the body.
fn zones(pieces: &[Piece]) -> Vec<Zone> {
    let prose = |piece: &Piece| piece.kept() && !piece.outside && is_prose(piece.text());
    let first = pieces.iter().position(prose);
    let last = pieces.iter().rposition(prose);
    (0..pieces.len())
        .map(|at| match (first, last) {
            (Some(first), _) if at < first => Zone::Head,
            (_, Some(last)) if at > last => Zone::Tail,
            _ => Zone::Body,
        })
        .collect()
}

fn rules(meta: &mut Meta, pieces: &mut [Piece], zones: &[Zone], own: Rules<'_>) {
    // After a hard end nothing follows but its own furniture.
    let mut ended: Option<String> = None;
    for at in 0..pieces.len() {
        if !pieces[at].kept() || pieces[at].outside {
            continue;
        }
        if let Some(reason) = ended.clone() {
            let reason = line_rule(&pieces[at], own, Zone::Tail).map_or(reason, |hit| hit.rule.name.clone());
            pieces[at].cut_for(&reason);
            continue;
        }
        if let Some(hit) = line_rule(&pieces[at], own, zones[at]) {
            apply(meta, pieces, at, &hit, own);
            if hit.rule.ends == Some(Ends::Hard) && zones[at] == Zone::Tail {
                ended = Some(hit.rule.name.clone());
            }
        } else if zones[at] == Zone::Head && names_origin(meta, &pieces[at]) {
            let name = pieces[at].text().to_owned();
            pieces[at].cut_for("source-line");
            credit(meta, Field::Source, &name);
        } else if zones[at] == Zone::Head && is_dateline(pieces[at].text()) {
            dateline(meta, &mut pieces[at], own);
        } else if pieces[at].is_paragraph() {
            endings(meta, &mut pieces[at], own);
        }
    }
}

/// Whether a line above the text is nothing but the name of who wrote it or of where it was: known from the meta.
fn names_origin(meta: &Meta, piece: &Piece) -> bool {
    let text = trim(piece.text());
    piece.is_paragraph() && meta.author.iter().chain(&meta.categories).take(64).any(|name| name.as_str() == text)
}

fn line_rule<'f>(piece: &Piece, rules: Rules<'f>, zone: Zone) -> Option<Hit<'f>> {
    match piece.block.kind {
        BlockKind::Paragraph | BlockKind::Heading { .. } | BlockKind::Quote => rules.line(trim(piece.text()), zone),
        _ => None,
    }
}

/// Does what a rule says to the piece it matched.
pub(super) fn apply(meta: &mut Meta, pieces: &mut [Piece], at: usize, hit: &Hit<'_>, rules: Rules<'_>) {
    if hit.rule.becomes == Some(Becomes::Related) {
        let block = &mut pieces[at].block;
        let href = block.inline.spans.iter().find_map(|span| span.href.clone());
        block.kind = BlockKind::Related { href };
        return;
    }
    let name = &hit.rule.name;
    pieces[at].cut_for(name);
    let Some(field) = hit.rule.field else { return };
    match &hit.value {
        Some(value) if !value.is_empty() => credit(meta, field, value),
        Some(_) => {
            // The value stands on the next line: `责任编辑：` and then the name.
            let next = pieces.iter_mut().skip(at + 1).find(|piece| !piece.is_image());
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

/// Enters a credit into the meta. The first editor and original title stand; sources add up, nearest first.
pub(super) fn credit(meta: &mut Meta, field: Field, value: &str) {
    let value = trim(value);
    // 《…》 around the whole of it is not part of a title.
    let bare = value.strip_prefix('《').and_then(|rest| rest.strip_suffix('》')).filter(|inner| !inner.contains('》'));
    let value = SafeText::line(bare.unwrap_or(value));
    if value.is_empty() || value.chars().all(|c| !c.is_alphanumeric()) {
        return;
    }
    match field {
        Field::Editor => meta.editor = meta.editor.take().or(Some(value)),
        Field::OriginalTitle => meta.original_title = meta.original_title.take().or(Some(value)),
        Field::Author => meta.author = meta.author.take().or(Some(value)),
        Field::Source => {
            for source in value.split(['、', '|', '｜']).map(SafeText::line).filter(|source| !source.is_empty()) {
                if meta.source.len() < MOST_SOURCES && !meta.source.contains(&source) {
                    meta.source.push(source);
                }
            }
        }
    }
}

/// An article has no more sources than this; whoever claims more has lines that only look like a source's.
const MOST_SOURCES: usize = 16;

/// What stands before a date to say what it is.
const DATE_LABELS: &[&str] = &[
    "发布日期",
    "发布时间",
    "发表时间",
    "发表日期",
    "发表于",
    "发布于",
    "更新时间",
    "日期",
    "时间",
    "最后更新",
    "發佈時間",
    "發表時間",
];

/// What is in front of a date, without its colon.
fn date_label(before: &str) -> &str {
    trim(trim(before).trim_end_matches([':', '：', '|', '·', '/']))
}

/// Whether a line says when and from where, and nothing else.
pub(super) fn is_dateline(text: &str) -> bool {
    // Whatever else is on such a line, it is short.
    if text.len() > 400 {
        return false;
    }
    let Some(found) = dates::find(text) else { return false };
    let (before, after) = (&text[..found.range.start], &text[found.range.end..]);
    let length = |text: &str| trim(text).chars().count();
    // `最后更新日期为：2021-10-12` is a statement.
    let bare = length(before) <= 16
        && length(after) <= 2
        && !text.contains(['。', '，', '！', '？'])
        && !date_label(before).ends_with('为');
    if DATE_LABELS.contains(&date_label(before)) && length(after) <= 40 && !text.contains(['。', '，']) {
        return true;
    }
    let timed = found.timed && length(before) <= 24 && length(after) <= 40 && !text.contains(['。', '！', '？']);
    // `2022年1月12日,在发布会上…` opens a paragraph.
    bare || (timed
        && !trim(after).starts_with([',', '，', '、', '时'])
        && !before.ends_with(['至', '到', '从', '于', '在']))
}

/// Reads a line that says when and from where, and cuts it.
pub(super) fn dateline(meta: &mut Meta, piece: &mut Piece, rules: Rules<'_>) {
    let text = piece.text().to_owned();
    if let Some(found) = dates::find(&text) {
        meta.published = meta.published.or(Some(found.at));
        let before = date_label(&text[..found.range.start]);
        if !DATE_LABELS.contains(&before) {
            named(meta, before, true, rules);
        }
        named(meta, trim(&text[found.range.end..]), false, rules);
    }
    piece.cut_for("published");
}

/// What stands beside a date: a labelled credit, or in front of it the source's bare name.
fn named(meta: &mut Meta, text: &str, front: bool, rules: Rules<'_>) {
    for part in text.split_whitespace() {
        match rules.line(part, Zone::Head) {
            Some(Hit { rule, value: Some(value), .. }) => {
                if let Some(field) = rule.field {
                    credit(meta, field, &value);
                }
            }
            Some(_) => {}
            None if front && part.chars().count() <= 14 && part.chars().filter(|c| c.is_alphabetic()).count() >= 2 => {
                credit(meta, Field::Source, part);
            }
            None => {}
        }
    }
}

/// Credits at the very end of a paragraph are taken off it.
fn endings(meta: &mut Meta, piece: &mut Piece, rules: Rules<'_>) {
    // More than one may stand there: `……。(完)【编辑:某某】`.
    for _ in 0..3 {
        let Some(hit) = rules.end(piece.text()) else { return };
        if let (Some(field), Some(value)) = (hit.rule.field, &hit.value) {
            credit(meta, field, value);
        }
        let (keep, cut) = piece.text().split_at(hit.start);
        let keep = keep.trim_end_matches(super::prose::is_white).len();
        let cut = cut.to_owned();
        piece.endings.push((cut, hit.rule.name.clone()));
        piece.block.inline = front(&piece.block.inline, keep);
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
fn repeated_title(meta: &mut Meta, pieces: &mut [Piece], zones: &[Zone]) {
    let kept = pieces.iter().filter(|piece| piece.kept() && !piece.outside && !piece.text().is_empty()).count();
    let mut left = 4;
    for (piece, zone) in pieces.iter_mut().zip(zones) {
        if !piece.kept() || piece.outside || piece.is_image() || piece.text().is_empty() {
            continue;
        }
        let textual = matches!(piece.block.kind, BlockKind::Paragraph | BlockKind::Heading { .. });
        if textual && kept > 1 && title::repeats(&meta.title, piece.text()) {
            if meta.title.contains('_') {
                meta.title = SafeText::line(&title::restore(&meta.title, piece.text()));
            }
            piece.cut_for("repeated-title");
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
fn headings(pieces: &mut [Piece]) {
    let body = |piece: &&mut Piece| piece.kept() && !piece.outside && piece.is_paragraph();
    let all = pieces.iter_mut().filter(body).count();
    let bold = pieces.iter_mut().filter(body).filter(|piece| piece.bold).count();
    if bold > 3 && bold * 2 > all {
        return;
    }
    for piece in pieces.iter_mut().filter(body).filter(|piece| piece.bold) {
        let text = piece.text();
        let unfinished = text.ends_with(['。', '；', '，', '、', '.', ';', ',', '…']);
        if text.chars().count() <= LONGEST_HEADING
            && !text.contains(['\n', '。'])
            && !unfinished
            && text.chars().any(char::is_alphanumeric)
        {
            let mut inline = std::mem::take(&mut piece.block.inline);
            inline.spans.retain(|span| span.style != InlineStyle::Strong);
            piece.block = Block { kind: BlockKind::Heading { level: 2 }, inline };
        }
    }
}
