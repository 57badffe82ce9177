//! A *quotation*: text of an article with what stands around it, by which the place is found again when the text has
//! changed a little: the text quote selector of the W3C's annotation model.

use rustc_hash::FxHashMap;

use super::{Block, BlockIx, Place, SafeText, TextSpan};

/// So much of what stands before and behind is kept, in characters.
const AROUND: usize = 32;
/// By pieces of so many characters a changed text is looked for.
const EDGE: usize = 4;
/// No more than about so many pieces are looked for.
const PIECES: usize = 32;
/// So many places are tried of each piece, those nearest to where it was, and of each end.
const TRIED: usize = 4;
/// So many characters from where an end is expected it may be.
const NEAR: usize = 6;
/// So many characters at its ends are compared to find these.
const WINDOW: usize = 24;
/// What it counts beside likeness that the same stands at an end as did.
const CONTEXT: f64 = 0.3;
/// So much alike a changed text has to be: 1 is the same, 0 has nothing in common.
const ALIKE: f64 = 0.6;
/// So many characters in a row, the text and what stands around it together, are nowhere by chance.
const ENOUGH: usize = 8;

/// A text and what stands around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quotation {
    /// The text; a line end parts the blocks.
    pub exact: SafeText,
    /// What stands before it.
    pub prefix: SafeText,
    /// What stands behind it.
    pub suffix: SafeText,
}

impl Quotation {
    /// The text of a span, and what stands around it.
    pub fn of(body: &[Block], span: TextSpan) -> Self {
        let joined = JoinedText::of(body);
        let (start, end) = (joined.offset(span.start), joined.offset(span.end));
        let (before, after) = (&joined.text[..start], &joined.text[end.max(start)..]);
        let from = before.char_indices().rev().take(AROUND).last().map_or(start, |(at, _)| at);
        let to = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
        Self {
            exact: SafeText::body(&joined.text[start..end.max(start)]),
            prefix: SafeText::body(&before[from..]),
            suffix: SafeText::body(&after[..to]),
        }
    }

    /// Where it is in a text that may have changed. `near` is where it was. None where it is not there any more, or
    /// where that could be anywhere.
    pub fn find(&self, body: &[Block], near: TextSpan) -> Option<TextSpan> {
        if self.exact.is_empty() {
            return None;
        }
        let joined = JoinedText::of(body);
        let was = joined.offset(near.start);
        let found = self.find_exact(&joined.text, was).or_else(|| self.find_alike(&joined.text, was));
        found.map(|(start, end)| TextSpan { start: joined.place(start, false), end: joined.place(end, true) })
    }

    /// Where the very text stands: with as much around it as it had, and of several such the nearest.
    fn find_exact(&self, text: &str, was: usize) -> Option<(usize, usize)> {
        let around = |start: usize| self.around(text, start, start + self.exact.len());
        let best = text
            .match_indices(self.exact.as_str())
            .map(|(start, _)| (around(start), std::cmp::Reverse(start.abs_diff(was)), start))
            .max()?;
        let (around, _, start) = best;
        let whole = self.prefix.chars().count() + self.suffix.chars().count();
        let is_sure = around == whole || around + self.exact.chars().count() >= ENOUGH;
        is_sure.then_some((start, start + self.exact.len()))
    }

    /// How many characters around a place are those that stood around the text.
    fn around(&self, text: &str, start: usize, end: usize) -> usize {
        let same = |(one, other): &(char, char)| one == other;
        let before = text[..start].chars().rev().zip(self.prefix.chars().rev()).take_while(same).count();
        before + text[end..].chars().zip(self.suffix.chars()).take_while(same).count()
    }

    /// Where a text stands that is much like it. Its ends are looked for where pieces of it and of what stood around it
    /// are by now.
    fn find_alike(&self, text: &str, was: usize) -> Option<(usize, usize)> {
        let (exact, length) = (self.exact.as_str(), self.exact.len());
        let mut starts: Vec<usize> =
            found(text, last(&self.prefix, EDGE), was).map(|at| at + last(&self.prefix, EDGE).len()).collect();
        let mut ends: Vec<usize> = found(text, first(&self.suffix, EDGE), was + length).collect();
        let (known_starts, known_ends) = (starts.clone(), ends.clone());
        ends.extend(known_starts.into_iter().flat_map(|at| around(text, at + length)));
        starts.extend(known_ends.into_iter().flat_map(|at| around(text, at.saturating_sub(length))));
        let step = EDGE.max(exact.chars().count() / PIECES);
        for (offset, _) in exact.char_indices().step_by(step) {
            for at in found(text, first(&exact[offset..], EDGE), was + offset) {
                starts.extend(around(text, at.saturating_sub(offset)));
                ends.extend(around(text, at + length - offset));
            }
        }
        let of_start =
            |at: usize| alike(first(&text[at..], WINDOW), first(exact, WINDOW)) + self.context(text, at, true);
        let of_end = |at: usize| alike(last(&text[..at], WINDOW), last(exact, WINDOW)) + self.context(text, at, false);
        let (starts, ends) = (best(starts, of_start), best(ends, of_end));
        let pairs = starts.iter().flat_map(|start| ends.iter().map(move |end| (*start, *end)));
        let fitting = pairs.filter(|(start, end)| start < end && (length / 2..=length * 2).contains(&(end - start)));
        let weighed = fitting.map(|(start, end)| {
            let ends = self.context(text, start, true) + self.context(text, end, false);
            (alike(&text[start..end], exact), ends, (start, end))
        });
        let best = weighed.max_by(|one, other| (one.0 + one.1).total_cmp(&(other.0 + other.1)));
        best.filter(|(alike, ..)| *alike >= ALIKE).map(|(.., range)| range)
    }

    /// What it says for a start or an end that what stands on both sides of it is what did.
    fn context(&self, text: &str, at: usize, is_start: bool) -> f64 {
        let on = |one: &str, other: &str| same(one.chars(), other.chars());
        let back = |one: &str, other: &str| same(one.chars().rev(), other.chars().rev());
        let (before, behind) = text.split_at(at);
        let count = match is_start {
            true => back(before, &self.prefix) + on(behind, &self.exact),
            false => back(before, &self.exact) + on(behind, &self.suffix),
        };
        CONTEXT * count as f64 / (2 * EDGE) as f64
    }
}

/// How many of the first few characters are the same.
fn same(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take(EDGE).take_while(|(one, other)| one == other).count()
}

/// How much two texts are alike: Dice's coefficient of their pairs of characters. (strsim divides by bytes, which a Han
/// has three of.)
fn alike(one: &str, other: &str) -> f64 {
    let pairs = |text: &str| -> Vec<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let (one_pairs, other_pairs) = (pairs(one), pairs(other));
    if one_pairs.is_empty() || other_pairs.is_empty() {
        return if one == other { 1.0 } else { 0.0 };
    }
    let mut left: FxHashMap<(char, char), usize> = FxHashMap::default();
    for pair in &one_pairs {
        *left.entry(*pair).or_default() += 1;
    }
    let mut is_common = |pair: &&(char, char)| {
        left.get_mut(*pair).is_some_and(|count| {
            let is_left = *count > 0;
            *count -= usize::from(is_left);
            is_left
        })
    };
    let common = other_pairs.iter().filter(|pair| is_common(pair)).count();
    2.0 * common as f64 / (one_pairs.len() + other_pairs.len()) as f64
}

/// The places of a piece of text nearest to where it is expected. A shorter one is everywhere.
fn found<'t>(text: &'t str, piece: &str, expected: usize) -> impl Iterator<Item = usize> + use<'t> {
    let mut places: Vec<usize> = match piece.chars().count() {
        EDGE.. => text.match_indices(piece).map(|(at, _)| at).collect(),
        _ => Vec::new(),
    };
    places.sort_unstable_by_key(|at| at.abs_diff(expected));
    places.into_iter().take(TRIED)
}

/// The places between characters around a byte, itself among them.
fn around(text: &str, at: usize) -> impl Iterator<Item = usize> {
    let at = text.floor_char_boundary(at.min(text.len()));
    let before = text[..at].char_indices().rev().take(NEAR).map(|(at, _)| at);
    let behind = text[at..].char_indices().take(NEAR).map(move |(more, c)| at + more + c.len_utf8());
    before.chain(std::iter::once(at)).chain(behind).collect::<Vec<_>>().into_iter()
}

/// The few places that have most for them.
fn best(mut places: Vec<usize>, weight: impl Fn(usize) -> f64) -> Vec<usize> {
    places.sort_unstable();
    places.dedup();
    let mut weighed: Vec<(f64, usize)> = places.into_iter().map(|at| (weight(at), at)).collect();
    weighed.sort_by(|one, other| other.0.total_cmp(&one.0));
    weighed.into_iter().take(TRIED).map(|(_, at)| at).collect()
}

fn first(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(end, _)| &text[..end])
}

fn last(text: &str, count: usize) -> &str {
    text.char_indices().rev().nth(count - 1).map_or(text, |(start, _)| &text[start..])
}

/// The text of all blocks, with a line end between those that have any.
struct JoinedText {
    text: String,
    /// Where the text of each block begins.
    starts: Vec<(usize, BlockIx)>,
}

impl JoinedText {
    fn of(body: &[Block]) -> Self {
        let mut joined = Self { text: String::new(), starts: Vec::new() };
        for (at, block) in body.iter().enumerate().filter(|(_, block)| !block.text().is_empty()) {
            if !joined.text.is_empty() {
                joined.text.push('\n');
            }
            joined.starts.push((joined.text.len(), BlockIx(at)));
            joined.text.push_str(block.text());
        }
        joined
    }

    /// Where a place of the body is; the nearest where there is no such place any more.
    fn offset(&self, place: Place) -> usize {
        let at = self.starts.partition_point(|(_, block)| *block < place.block);
        let Some((start, block)) = self.starts.get(at) else { return self.text.len() };
        let end = self.starts.get(at + 1).map_or(self.text.len(), |(next, _)| next - 1);
        let byte = if *block == place.block { place.byte } else { 0 };
        self.text.floor_char_boundary((start + byte).min(end))
    }

    /// The place of the body: of an end, not the start of the block behind it.
    fn place(&self, offset: usize, is_end: bool) -> Place {
        let at = self.starts.partition_point(|(start, _)| *start + usize::from(is_end) <= offset).saturating_sub(1);
        let (start, block) = self.starts.get(at).copied().unwrap_or_default();
        Place { block, byte: offset - start }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BlockKind;

    fn body(texts: &[&str]) -> Vec<Block> {
        texts.iter().map(|text| Block::plain(BlockKind::Paragraph, SafeText::body(text))).collect()
    }

    /// The span of a text in a body, each block of it given.
    fn span(body: &[Block], first: &str, last: &str) -> TextSpan {
        let place = |part: &str, end: bool| {
            let at = body.iter().position(|block| block.text().contains(part)).expect("a block");
            let byte = body[at].text().find(part).expect("a place") + if end { part.len() } else { 0 };
            Place { block: BlockIx(at), byte }
        };
        TextSpan { start: place(first, false), end: place(last, true) }
    }

    const TEXT: [&str; 4] =
        ["河上的风比城里凉一些。天津的会议开到深夜，", "", "第二天的早点是煎饼馃子，豆浆两碗。", "他说完就走了。"];

    #[test]
    fn it_is_found_where_it_was_and_where_it_went() {
        let old = body(&TEXT);
        let at = span(&old, "会议开到", "煎饼馃子");
        let quotation = Quotation::of(&old, at);
        assert_eq!(quotation.exact.as_str(), "会议开到深夜，\n第二天的早点是煎饼馃子");
        assert_eq!(
            (quotation.prefix.as_str(), quotation.suffix.as_str()),
            ("河上的风比城里凉一些。天津的", "，豆浆两碗。\n他说完就走了。")
        );
        assert_eq!(quotation.find(&old, at), Some(at));
        // Something stands before it now, and what parted it is gone.
        let new = body(&["一段新的导语。", TEXT[0], TEXT[2], TEXT[3]]);
        assert_eq!(quotation.find(&new, at), Some(span(&new, "会议开到", "煎饼馃子")));
    }

    #[test]
    fn of_several_the_one_with_the_same_around_it() {
        let old = body(&["早点是煎饼。晚点也是煎饼。", "明天的早点又是煎饼。"]);
        let at = span(&old, "煎饼。晚", "煎饼。晚");
        let at = TextSpan { end: Place { byte: at.start.byte + 6, ..at.start }, ..at };
        let last = TextSpan {
            start: Place { block: BlockIx(0), byte: "早点是煎饼。晚点也是".len() },
            end: Place { block: BlockIx(0), byte: "早点是煎饼。晚点也是煎饼".len() },
        };
        for span in [at, last] {
            let quotation = Quotation::of(&old, span);
            assert_eq!(quotation.exact.as_str(), "煎饼");
            let new = body(&["添了一句。早点是煎饼。晚点也是煎饼。", "明天的早点又是煎饼。"]);
            let moved = |place: Place| Place { byte: place.byte + "添了一句。".len(), ..place };
            let expected = TextSpan { start: moved(span.start), end: moved(span.end) };
            assert_eq!(quotation.find(&new, span), Some(expected));
            // Two characters in a text about something else are no place.
            assert_eq!(quotation.find(&body(&["山东的煎饼卷大葱"]), span), None);
        }
    }

    #[test]
    fn a_text_that_was_edited_is_found_and_one_that_was_cut_is_lost() {
        let old = body(&TEXT);
        let at = span(&old, "天津的会议", "深夜");
        let quotation = Quotation::of(&old, at);
        for (edited, found) in [
            ("河上的风比城里凉一些。天津市的会议开到了深夜，", Some("天津市的会议开到了深夜")),
            ("河上的风更凉了。天津的会议一直开到深夜，", Some("天津的会议一直开到深夜")),
            ("天津市的会议，开到深夜，", Some("天津市的会议，开到深夜")),
            ("河上的风比城里凉一些。", None),
            ("河上的风比城里凉一些。雨下了一整天没有停过，", None),
        ] {
            let new = body(&[edited, TEXT[1], TEXT[2], TEXT[3]]);
            let there = quotation.find(&new, at).map(|span| span.pieces(&new).concat());
            assert_eq!(there.as_deref(), found, "{edited}");
        }
        assert_eq!(quotation.find(&[], at), None);
        // At the very start of the article there is nothing before it.
        let old = body(&["天津的会议开到深夜。“河上的风很凉。”他说！"]);
        let quotation = Quotation::of(&old, span(&old, "天津", "凉。”"));
        let new = body(&["新的导语。", "天津市的会议开到了深夜。“河上的风很凉。”他说！"]);
        let there = quotation.find(&new, span(&old, "天津", "凉。”"));
        assert_eq!(there, Some(span(&new, "天津市", "凉。”")));
    }
}
