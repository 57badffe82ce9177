//! The *shown text* of a block: its own text with what is written into it for the eye.
//!
//! A reading stands behind its base or above it, and where nothing can be crossed out the signs `~~` stand around what
//! is. None of that is in the article: searching, copying and anchors know only its own text. So rows are filled with the
//! shown text and then taken apart again, into pieces of the article's text and pieces that were written in.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::written::{spelt, words};
use super::{PagePart, PageRow, PageStyle, Pieces, Readings, RowPiece};
use crate::model::script::is_cjk;
use crate::model::{InlineStyle, Span};
use crate::text::fill::Row;
use crate::text::typesetter::walk;

/// Something that is written into a text at one of its places.
struct Insert {
    /// The byte of the block's text at which it stands.
    at: usize,
    /// Whether it opens what is behind that place; else it closes what is before it.
    opens: bool,
    /// Of several that open at one place the one that reaches furthest is the first, of several that close there the one
    /// that began last.
    rank: usize,
    text: Cow<'static, str>,
    /// The byte of the shown text at which it begins.
    shown: usize,
}

/// A reading that stands above its base: the base's range in the block's text.
struct ReadingAbove {
    base: Range<usize>,
    reading: String,
}

/// The text of a stretch of a block as it is shown.
pub(super) struct ShownText<'t> {
    text: Cow<'t, str>,
    /// The byte of the block's text at which the shown text begins.
    from: usize,
    inserts: Vec<Insert>,
    above: Vec<ReadingAbove>,
}

impl<'t> ShownText<'t> {
    /// The shown text of `range` of a block's text with its spans. `above` says whether there is a place for readings
    /// above its rows.
    pub fn of(text: &'t str, spans: &[Span], range: Range<usize>, style: &PageStyle, above: bool) -> Self {
        let mut inserts: Vec<Insert> = Vec::new();
        let mut over: Vec<ReadingAbove> = Vec::new();
        // The end of the reading that was written last, behind its base.
        let mut behind: Option<usize> = None;
        for span in spans.iter().filter(|span| span.start < range.end && range.start < span.end) {
            let (start, end) = (span.start.max(range.start), span.end.min(range.end));
            match (span.style, &span.reading) {
                (InlineStyle::Struck, _) if style.signs => {
                    inserts.push(Insert::opening(start, end, Cow::Borrowed("~~")));
                    inserts.push(Insert::closing(end, start, Cow::Borrowed("~~")));
                }
                (InlineStyle::Ruby, Some(reading)) if start == span.start && end == span.end => match style.readings {
                    Readings::Hidden => {}
                    Readings::Above if above && stand_over(text, start..end, reading, 0, style, &mut inserts) => {
                        over.push(ReadingAbove { base: start..end, reading: reading.to_string() });
                    }
                    Readings::Above | Readings::After => {
                        let (open, close) = parentheses(&text[start..end], reading);
                        // The readings of a word's parts are those of the word: 東京（とうきょう）.
                        let before = inserts.last_mut().filter(|_| behind == Some(start));
                        match before.and_then(|before| Some((before.text.strip_suffix(close)?.to_owned(), before))) {
                            Some((begun, before)) => {
                                *before = Insert::closing(end, before.rank, format!("{begun}{reading}{close}").into());
                            }
                            None => {
                                inserts.push(Insert::closing(end, start, format!("{open}{reading}{close}").into()));
                            }
                        }
                        behind = Some(end);
                    }
                },
                _ => {}
            }
        }
        for word in words(text, spans, range.clone(), style) {
            let place = word.first().map_or(0, |first| first.0.start)..word.last().map_or(0, |last| last.0.end);
            if style.readings == Readings::Above && above {
                for (base, syllable) in word {
                    // A blank parts it from the next one.
                    if stand_over(text, base.clone(), syllable, 1, style, &mut inserts) {
                        over.push(ReadingAbove { base, reading: syllable.to_owned() });
                    }
                }
                continue;
            }
            let spelt = spelt(word.iter().map(|&(_, syllable)| syllable));
            inserts.push(Insert::closing(place.end, place.start, format!("\u{2060}({spelt})").into()));
        }
        over.sort_by_key(|above| above.base.start);
        if inserts.is_empty() && over.is_empty() {
            return Self { text: Cow::Borrowed(text), from: 0, inserts, above: over };
        }
        inserts.sort_by_key(|insert| (insert.at, insert.opens, std::cmp::Reverse(insert.rank)));
        let mut shown = String::with_capacity(range.len() + inserts.len() * 8);
        let mut at = range.start;
        for insert in &mut inserts {
            shown.push_str(&text[at..insert.at]);
            at = insert.at;
            insert.shown = shown.len();
            shown.push_str(&insert.text);
        }
        shown.push_str(&text[at..range.end]);
        Self { text: Cow::Owned(shown), from: range.start, inserts, above: over }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A range of the block's text in the shown text.
    pub fn range(&self, own: Range<usize>) -> Range<usize> {
        self.place(own.start)..self.place(own.end)
    }

    /// What closes at a place is before it, what opens there behind it.
    fn place(&self, own: usize) -> usize {
        let before = self.inserts.partition_point(|insert| (insert.at, insert.opens) < (own, true));
        match before.checked_sub(1).map(|last| &self.inserts[last]) {
            Some(last) => last.shown + last.text.len() + own - last.at,
            None => own - self.from,
        }
    }

    /// The byte of the block's text that a byte of the shown text is, or stands at.
    fn own(&self, shown: usize) -> usize {
        let before = self.inserts.partition_point(|insert| insert.shown <= shown);
        match before.checked_sub(1).map(|last| &self.inserts[last]) {
            Some(last) => last.at + shown.saturating_sub(last.shown + last.text.len()),
            None => shown + self.from,
        }
    }

    /// The pieces of a row of the shown text that begins in column `x`, and the byte it is anchored to.
    pub fn pieces(&self, x: u32, row: Row, style: &PageStyle) -> (usize, Pieces) {
        if self.inserts.is_empty() {
            let row = Row {
                start: row.start + self.from,
                text_end: row.text_end + self.from,
                end: row.end + self.from,
                ..row
            };
            return (row.start, Pieces::One(RowPiece::own(x, row)));
        }
        let mut pieces: Vec<RowPiece> = Vec::new();
        let first = self.inserts.partition_point(|insert| insert.shown + insert.text.len() <= row.start);
        let mut at = row.start;
        let mut column = Columns::of(&self.text, &row, style);
        for insert in self.inserts[first..].iter().take_while(|insert| insert.shown < row.end) {
            let (begin, end) = (insert.shown.max(row.start), (insert.shown + insert.text.len()).min(row.end));
            if at < begin {
                pieces.push(self.own_piece(x, at..begin, &row, &mut column));
            }
            let written = &self.text[begin..end.min(row.text_end).max(begin)];
            if written.chars().any(|c| !is_unseen(c)) {
                pieces.push(written_piece(x + column.at(begin), written, style));
            }
            at = end;
        }
        if at < row.end || pieces.is_empty() {
            pieces.push(self.own_piece(x, at..row.end, &row, &mut column));
        }
        (self.own(row.start), Pieces::Many(pieces.into_boxed_slice()))
    }

    fn own_piece(&self, x: u32, part: Range<usize>, row: &Row, column: &mut Columns) -> RowPiece {
        let drawn = part.end.min(row.text_end).max(part.start);
        let (start, left) = (self.own(part.start), column.at(part.start));
        let own = Row {
            start,
            text_end: start + drawn - part.start,
            end: start + part.len(),
            cells: column.at(drawn).saturating_sub(left),
            spaced: row.spaced,
        };
        RowPiece::own(x + left, own)
    }

    /// The rows of readings above a row: one, if there are any. Where a row had to end inside of a base, its reading keeps
    /// to the measure all the same and has a row of its own if need be.
    pub fn above(&self, part: PagePart, x: u32, row: &Row, style: &PageStyle) -> Vec<PageRow> {
        let mut column = Columns::of(&self.text, row, style);
        let mut lines: Vec<Vec<RowPiece>> = Vec::new();
        for above in &self.above {
            // Its blanks and all, but for the place before them where a row may end.
            let mut place = self.place(above.base.start)..self.place(above.base.end);
            place.start += if self.text[place.clone()].starts_with('\u{200B}') { '\u{200B}'.len_utf8() } else { 0 };
            if place.start < row.start || place.start >= row.end {
                continue;
            }
            let left = column.at(place.start);
            let wide = column.at(place.end.min(row.text_end)).saturating_sub(left);
            let own = style.ruler.width(&above.reading);
            let at = (x + left + wide.saturating_sub(own) / 2).min(style.measure.saturating_sub(own));
            let piece = written_piece(at, &above.reading, style);
            let free = |line: &&mut Vec<RowPiece>| line.last().is_none_or(|last| last.x + last.row.cells <= at);
            match lines.iter_mut().find(free) {
                Some(line) => line.push(piece),
                None => lines.push(vec![piece]),
            }
        }
        let byte = self.own(row.start);
        let row = |pieces: Vec<RowPiece>| PageRow {
            part,
            byte,
            marker: None,
            pieces: Pieces::Many(pieces.into_boxed_slice()),
            header: false,
            picture: None,
        };
        lines.into_iter().map(row).collect()
    }
}

impl Insert {
    fn opening(at: usize, end: usize, text: Cow<'static, str>) -> Self {
        Self { at, opens: true, rank: end, text, shown: 0 }
    }

    fn closing(at: usize, start: usize, text: Cow<'static, str>) -> Self {
        Self { at, opens: false, rank: start, text, shown: 0 }
    }
}

/// The columns of a row's places, asked for from left to right.
struct Columns {
    /// Where each cluster begins, and in which column.
    clusters: Vec<(usize, u32)>,
    next: usize,
    end: u32,
}

impl Columns {
    fn of(text: &str, row: &Row, style: &PageStyle) -> Self {
        let mut clusters = Vec::new();
        let mut end = 0;
        walk(text, row, style.ruler, |byte, cluster, column| {
            clusters.push((byte, column));
            end = column + u32::from(style.ruler.cells(cluster));
        });
        Self { clusters, next: 0, end }
    }

    /// The column of the first cluster at a place or behind it.
    fn at(&mut self, place: usize) -> u32 {
        while self.clusters.get(self.next).is_some_and(|(byte, _)| *byte < place) {
            self.next += 1;
        }
        self.clusters.get(self.next).map_or(self.end, |(_, column)| *column)
    }
}

/// The marks around a reading behind its base: full width, where there is anything East Asian in them.
fn parentheses(base: &str, reading: &str) -> (&'static str, &'static str) {
    if base.chars().chain(reading.chars()).any(is_cjk) { ("（", "）") } else { (" (", ")") }
}

/// A piece that is written in at a column.
pub(super) fn written_piece(x: u32, text: &str, style: &PageStyle) -> RowPiece {
    let row = Row { start: 0, text_end: text.len(), end: text.len(), cells: style.ruler.width(text), spaced: false };
    RowPiece { x, row, written: Some(text.into()) }
}

/// What takes no room, or is blank.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{2060}' | '\u{A0}')
}

/// Makes room above a base: it keeps together, with blanks around it where its reading, and `apart` blanks behind that, are
/// wider. Says whether there is room for it at all.
fn stand_over(
    text: &str,
    range: Range<usize>,
    reading: &str,
    apart: u32,
    style: &PageStyle,
    inserts: &mut Vec<Insert>,
) -> bool {
    let base = &text[range.clone()];
    let (own, above) = (style.ruler.width(base), style.ruler.width(reading) + apart);
    if own.max(above) * 2 > style.measure || base.contains('\n') {
        return false;
    }
    for (at, _) in base.grapheme_indices(true).skip(1) {
        inserts.push(Insert::closing(range.start + at, range.start, Cow::Borrowed("\u{2060}")));
    }
    let over = above.saturating_sub(own);
    if over > 0 {
        // A blank that keeps the base together would glue it to its neighbours too.
        let letter = |c: Option<char>| c.is_some_and(|c| is_cjk(c) || c.is_alphanumeric());
        let parts = |c: Option<char>| if letter(c) { "\u{200B}" } else { "" };
        let blank = |count: u32| "\u{A0}".repeat(count as usize);
        let before = parts(text[..range.start].chars().next_back());
        let after = parts(text[range.end..].chars().next());
        let front = over / 2;
        inserts.push(Insert::opening(range.start, range.end, format!("{before}{}", blank(front)).into()));
        inserts.push(Insert::closing(range.end, range.start, format!("{}{after}", blank(over - front)).into()));
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Alignment, Article, Block, BlockKind, Inline, ListItem, SafeText};
    use crate::text::page::{Labels, Page, PageExtras, Pinyin};
    use crate::text::{Locale, Ruler};

    /// A text in which `{漢字|かんじ}` is a reading and `~旧~` is struck.
    fn inline(source: &str) -> Inline {
        let (mut text, mut spans, mut struck) = (String::new(), Vec::new(), None);
        let mut rest = source;
        while let Some(at) = rest.find(['{', '~']) {
            text.push_str(&rest[..at]);
            let sign = rest.as_bytes()[at];
            rest = &rest[at + 1..];
            let start = text.len();
            match (sign, struck.take()) {
                (b'{', begun) => {
                    struck = begun;
                    let (inside, behind) = rest.split_once('}').expect("an end");
                    let (base, reading) = inside.split_once('|').expect("a reading");
                    text.push_str(base);
                    spans.push(Span::ruby(start..text.len(), SafeText::line(reading)));
                    rest = behind;
                }
                (_, Some(begun)) => spans.push(Span::styled(begun..start, InlineStyle::Struck)),
                (_, None) => struck = Some(start),
            }
        }
        text.push_str(rest);
        let mut inline = Inline { text: SafeText::body(&text), spans };
        inline.sort_spans();
        inline
    }

    fn rows(kind: BlockKind, inline: Inline, style: PageStyle) -> Vec<String> {
        let body = vec![Block { kind, inline }];
        let page = Page::new(Article { body, ..Article::default() }.into(), PageExtras::default(), style);
        let mut lines = Vec::new();
        for (_, row) in page.rows_from(page.first()).skip(1) {
            let (mut line, mut column) = (String::new(), 0);
            for piece in row.pieces.as_slice() {
                walk(piece.text(page.text(row.part)), &piece.row, style.ruler, |_, cluster, at| {
                    while column < piece.x + at {
                        line.push(' ');
                        column += 1;
                    }
                    let wide = u32::from(style.ruler.cells(cluster));
                    line.push_str(if wide > 0 { cluster } else { "" });
                    column += wide;
                });
                assert!(column <= style.measure + 2, "{line}");
            }
            lines.push(line);
        }
        lines
    }

    fn style(measure: u32, readings: Readings) -> PageStyle {
        let style = PageStyle::new(measure, Locale::Ja, Ruler::default(), Labels::default());
        PageStyle { readings, signs: true, paragraph: crate::text::page::ParagraphStyle::Web, ..style }
    }

    #[test]
    fn readings_stand_behind_a_word_above_it_or_nowhere() {
        let text = "昨日{東|とう}{京|きょう}の{市場|いちば}へ行った。{蒲公英|たんぽぽ}。";
        let rows = |readings| rows(BlockKind::Paragraph, inline(text), style(24, readings));
        assert_eq!(rows(Readings::Hidden), ["昨日東京の市場へ行った。", "蒲公英。"]);
        assert_eq!(
            rows(Readings::After),
            ["昨日東京（とうきょう）の", "市場（いちば）へ行った。", "蒲公英（たんぽぽ）。"]
        );
        assert_eq!(
            rows(Readings::Above),
            ["    とうきょう  いちば", "昨日 東   京  の 市場 へ", "        たんぽぽ", "行った。 蒲公英 。"]
        );
    }

    #[test]
    fn pinyin_stands_where_readings_do_and_not_where_there_is_one() {
        let text = "银行的{饕餮|tāo tiè}，龘。";
        let style = |readings, pinyin| PageStyle { pinyin, ..self::style(60, readings) };
        let rows = |style| rows(BlockKind::Paragraph, inline(text), style);
        assert_eq!(rows(style(Readings::After, Pinyin::Rare)), ["银行的饕餮（tāo tiè），龘(dá)。"]);
        assert_eq!(rows(style(Readings::After, Pinyin::All)), ["银行(yínháng)的(de)饕餮（tāo tiè），龘(dá)。"]);
        assert_eq!(rows(style(Readings::Hidden, Pinyin::All)), ["银行(yínháng)的(de)饕餮，龘(dá)。"]);
        assert_eq!(
            rows(style(Readings::Above, Pinyin::All)),
            ["yín háng de tāo tiè  dá", " 银  行  的  饕餮  ，龘 。"]
        );
        // A reading goes with the last character of its word.
        let narrow = PageStyle { pinyin: Pinyin::All, ..self::style(14, Readings::After) };
        assert_eq!(
            self::rows(BlockKind::Paragraph, inline("去去去银行"), narrow),
            ["去(qù)去(qù)", "去(qù)银", "行(yínháng)"]
        );
    }

    #[test]
    fn struck_text_stands_between_signs_where_nothing_can_be_crossed_out() {
        let crossed = PageStyle { signs: false, ..style(40, Readings::After) };
        assert_eq!(rows(BlockKind::Paragraph, inline("价~100元~80元。"), crossed), ["价100元80元。"]);
        let signs = style(40, Readings::After);
        assert_eq!(
            rows(BlockKind::Paragraph, inline("价~100元~80元。~{旧|きゅう}~"), signs),
            ["价~~100元~~80元。~~旧（きゅう）~~"]
        );
    }

    #[test]
    fn items_and_cells_have_what_is_written_into_them() {
        let list = inline("~甲~\n{乙|おつ}");
        let item = |range, number| ListItem { range, depth: 0, number: Some(number) };
        let items = vec![item(0..3, 1), item(4..7, 2)];
        let style = style(40, Readings::After);
        assert_eq!(
            rows(BlockKind::List { items }, list, style),
            ["~~甲~~", "乙（おつ）"].map(|text| format!("    {text}"))
        );
        let table = inline("甲\t乙乙乙\n~丙~\t1");
        let cells = vec![vec![0..3, 4..13], vec![14..17, 18..19]];
        let kind = BlockKind::Table { rows: cells, header: false, align: vec![None, Some(Alignment::Center)] };
        assert_eq!(rows(kind, table, style), ["甲      乙乙乙", "~~丙~~    1"]);
    }
}
