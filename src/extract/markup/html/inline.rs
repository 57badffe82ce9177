//! The *inline builder*: inline text while it is being read, with the styles it is set in.
//!
//! White space of the source collapses as HTML has it, but between Han it is nothing where the source only broke its
//! line (P04). One run of it can be several paragraphs: those that were parted only by `<br>`.

use std::ops::Range;

use super::references::decode_references;
use crate::extract::prose::{ends_sentence, is_white, joint, trim, whole_lines};
use crate::model::baseline::{Shift, ShiftedForm};
use crate::model::{Inline, InlineStyle, SafeText, Span};

/// How text is set where it stands: the styles that are open, and the link.
#[derive(Clone, Debug, Default)]
pub(super) struct Setting {
    /// A bit for each style.
    styles: u16,
    href: Option<SafeText>,
}

impl Setting {
    /// Of text in a link, or in none.
    pub fn linked(href: Option<SafeText>) -> Self {
        Self { styles: 0, href }
    }

    /// The same in one more style.
    #[must_use]
    pub fn with(mut self, style: InlineStyle) -> Self {
        self.styles |= 1 << style as u16;
        self
    }

    /// Whether text is set in a style.
    pub fn has(&self, style: InlineStyle) -> bool {
        self.styles & 1 << style as u16 != 0
    }

    /// A span for each way in which a word at `range` is set apart.
    fn spans(&self, range: Range<usize>) -> impl Iterator<Item = Span> {
        let link = self.href.clone().map(|href| Span::link(range.clone(), href));
        let styles = InlineStyle::EACH.into_iter().filter(|style| self.has(*style));
        styles.map(move |style| Span::styled(range.clone(), style)).chain(link)
    }
}

/// White space that has been read and not yet been written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Gap {
    #[default]
    None,
    Space,
    LineEnd,
}

/// Text that is being gathered.
#[derive(Debug, Default)]
pub(super) struct InlineBuilder {
    text: String,
    spans: Vec<Span>,
    gap: Gap,
    /// Whether the text is about code, and may show a reference where it means one.
    pub exact: bool,
    /// Whether all blanks are meant, and no line break parts paragraphs.
    pub as_written: bool,
    /// Where the base of the next reading begins.
    base: usize,
    /// Where each text begins that is open and shifted from the baseline.
    shifts: Vec<usize>,
    /// The names of the place where what is written next will stand.
    anchors: Vec<SafeText>,
}

/// The most names that a place has.
const MOST_ANCHORS: usize = 16;

/// The most spans that reach into a shifted text whose characters change.
const MOST_IN_SHIFT: usize = 300;

/// One paragraph of inline text.
pub(super) struct BuiltParagraph {
    pub inline: Inline,
    pub bold: bool,
}

impl InlineBuilder {
    /// Writes text of the source.
    pub fn write(&mut self, raw: &str, setting: &Setting) {
        if self.as_written {
            return self.write_lines(raw, setting);
        }
        let decoded = if setting.has(InlineStyle::Code) { None } else { escaped_twice(raw, self.exact) };
        let raw = decoded.as_deref().unwrap_or(raw);
        let mut rest = raw;
        while let Some(&first) = rest.as_bytes().first() {
            let end = if is_space(first) {
                let end = rest.bytes().position(|byte| !is_space(byte)).unwrap_or(rest.len());
                let gap = if rest[..end].contains(['\n', '\r']) { Gap::LineEnd } else { Gap::Space };
                self.gap = if self.gap == Gap::LineEnd { Gap::LineEnd } else { gap };
                end
            } else {
                // No part of a longer character is a blank.
                let end = first_space(rest.as_bytes());
                self.word(&rest[..end], setting);
                end
            };
            rest = &rest[end..];
        }
    }

    /// Writes text whose blanks are all meant, but for the line ends between them.
    fn write_lines(&mut self, raw: &str, setting: &Setting) {
        for (nth, line) in raw.split('\n').enumerate() {
            if nth > 0 && !self.text.is_empty() && !self.text.ends_with('\n') {
                self.gap = Gap::LineEnd;
            }
            self.word(line, setting);
        }
    }

    /// Writes text whose blanks are all meant.
    pub fn write_verbatim(&mut self, raw: &str, setting: &Setting) {
        self.word(&raw.replace(['\n', '\r', '\t'], " "), setting);
    }

    fn word(&mut self, word: &str, setting: &Setting) {
        let word = SafeText::cleaned(word);
        let Some(first) = word.chars().next() else { return };
        let before_gap = self.text.len();
        if let Some(last) = self.text.chars().next_back().filter(|&last| last != '\n') {
            match self.gap {
                Gap::None => {}
                Gap::Space => self.text.push(' '),
                Gap::LineEnd => self.text.push_str(joint(last, first)),
            }
        }
        self.gap = Gap::None;
        let start = self.text.len();
        self.text.push_str(&word);
        let end = self.text.len();
        // Its first character stands for the place.
        let place = start..start + first.len_utf8();
        self.spans.extend(self.anchors.drain(..).map(|name| Span::anchor(place.clone(), name)));
        for fresh in setting.spans(start..end) {
            // A span goes on over the gap before this word.
            // It is one of the last few: there are so many styles.
            match self.spans.iter_mut().rev().take(InlineStyle::EACH.len()).find(|span| span.style == fresh.style) {
                Some(span) if span.end == before_gap && span.href == fresh.href => span.end = end,
                _ => self.spans.push(fresh),
            }
        }
    }

    /// The base of a reading begins here.
    pub fn begin_base(&mut self) {
        self.base = self.text.len();
    }

    /// How the text since the base began is read. A second reading of the same base goes on with the first:
    /// `<rb>漢<rb>字<rt>かん<rt>じ`. A base may be blank: a name that nobody sees has a reading too.
    pub fn reading(&mut self, reading: &str) {
        let reading = SafeText::line(reading);
        let Some(base) = self.text.get(self.base..).filter(|_| !reading.is_empty()) else { return };
        let end = self.text.len();
        let white = base.len() - base.trim_start_matches(is_white).len();
        let start = if white == base.len() { self.base } else { self.base + white };
        self.base = end;
        if start < end {
            self.insert(Span::ruby(start..end, reading));
        } else if let Some(span) =
            self.spans.iter_mut().rev().find(|span| span.style == InlineStyle::Ruby && span.end == end)
        {
            let whole = format!("{}{reading}", span.reading.as_deref().unwrap_or_default());
            span.reading = Some(SafeText::line(&whole));
        }
    }

    fn insert(&mut self, span: Span) {
        let at = self.spans.partition_point(|other| other.start <= span.start);
        self.spans.insert(at, span);
    }

    /// What follows is shifted from the baseline.
    pub fn begin_shift(&mut self) {
        self.shifts.push(self.text.len());
    }

    /// The shifted text ends here: it is written as it can be read on the line.
    pub fn end_shift(&mut self, shift: Shift, setting: &Setting) {
        let Some(content) = self.shifts.pop().and_then(|start| self.text.get(start..)) else { return };
        let content = content.trim_start_matches(is_white).to_owned();
        let start = self.text.len() - content.len();
        if content.is_empty() || content.contains('\n') {
            return;
        }
        let nested = !self.shifts.is_empty();
        let based = self.text[..start].chars().next_back().is_some_and(|c| c != '\n');
        let form = shift.form(&content, based, nested);
        let written: String = match form {
            ShiftedForm::Plain => content.clone(),
            ShiftedForm::Signs => content.chars().map(|c| shift.sign(c).unwrap_or(c)).collect(),
            ShiftedForm::Between(open, close) => format!("{open}{content}{close}"),
        };
        // Spans that end or begin with the text have its marks too.
        let (old, new) = (start + content.len(), start + written.len());
        let moved = |place: usize| match (place, form) {
            (place, _) if place <= start => place,
            (place, _) if place >= old => place - old + new,
            (place, ShiftedForm::Signs) => {
                let chars = content[..place - start].chars().count();
                start + written.chars().take(chars).map(char::len_utf8).sum::<usize>()
            }
            (place, ShiftedForm::Between(open, _)) => place + open.len(),
            (place, ShiftedForm::Plain) => place,
        };
        // A shifted text that changes is short, so few spans reach into it, and they are the last.
        for span in self.spans.iter_mut().rev().take(MOST_IN_SHIFT) {
            (span.start, span.end) = (moved(span.start), moved(span.end));
        }
        self.text.truncate(start);
        self.text.push_str(&written);
        let style = match shift {
            Shift::Up => InlineStyle::Sup,
            Shift::Down => InlineStyle::Sub,
        };
        // Code has no style inside of it.
        if !nested && !setting.has(InlineStyle::Code) {
            self.insert(Span::styled(start..new, style));
        }
    }

    /// What is written next stands at a place that links lead to by a name.
    pub fn anchor(&mut self, name: &str) {
        if self.anchors.len() < MOST_ANCHORS {
            self.anchors.push(SafeText::line(name));
        }
    }

    /// A line break the author asked for.
    pub fn line_break(&mut self) {
        self.gap = Gap::None;
        self.text.push('\n');
    }

    /// Whether what was written ends as a sentence does, or its line is over.
    pub fn ends_sentence(&self) -> bool {
        self.text.ends_with('\n') || ends_sentence(&self.text)
    }

    /// Whether what was written ends with a span of a style, and nothing parts it from what follows.
    pub fn ends_in(&self, style: InlineStyle) -> bool {
        let near = self.spans.iter().rev().take(InlineStyle::EACH.len());
        near.filter(|span| span.style == style).any(|span| span.end == self.text.len())
    }

    /// Whether what follows would go on with a word of letters or digits.
    pub fn ends_in_word(&self) -> bool {
        self.gap == Gap::None && self.text.ends_with(|c: char| c.is_ascii_alphanumeric())
    }

    /// Whether nothing that can be seen has been written.
    pub fn is_blank(&self) -> bool {
        trim(&self.text).is_empty()
    }

    /// Takes what was written, as paragraphs. In `loose` text, which stands in no paragraph element, every line break
    /// is the end of a paragraph.
    pub fn take(&mut self, loose: bool) -> Vec<BuiltParagraph> {
        if self.text.is_empty() {
            // Nearly every element begins or ends where nothing was written.
            (self.gap, self.base) = (Gap::None, 0);
            self.spans.clear();
            self.shifts.clear();
            return Vec::new();
        }
        let anchors = std::mem::take(&mut self.anchors);
        let fresh = Self { exact: self.exact, as_written: self.as_written, anchors, ..Self::default() };
        let built = std::mem::replace(self, fresh);
        if built.as_written {
            let blank = trim(&built.text).is_empty();
            let whole = BuiltParagraph { inline: inline(built.text, built.spans), bold: false };
            return if blank { Vec::new() } else { vec![whole] };
        }
        let mut paragraphs: Vec<Vec<Range<usize>>> = Vec::new();
        let mut fresh = true;
        let mut start = 0;
        for line in whole_lines(&built.text) {
            let whole = start..start + line.len();
            start = whole.end;
            let line = line.strip_suffix('\n').unwrap_or(line);
            let whole = whole.start..whole.start + line.len();
            let indented = is_indented(line);
            let from = whole.end - line.trim_start_matches(is_white).len();
            let trimmed = from..from + trim(line).len();
            if trimmed.is_empty() {
                fresh = true;
                continue;
            }
            match paragraphs.last_mut() {
                Some(lines) if !fresh && !loose && !indented => lines.push(trimmed.clone()),
                _ => paragraphs.push(vec![trimmed.clone()]),
            }
            let text = &built.text[trimmed];
            fresh = text.len() >= ONE_SENTENCE && ends_sentence(text) && text.chars().count() >= ONE_SENTENCE;
        }
        paragraphs.iter().map(|lines| built.paragraph(lines)).collect()
    }

    fn paragraph(&self, lines: &[Range<usize>]) -> BuiltParagraph {
        let mut text = String::new();
        let mut spans: Vec<Span> = Vec::new();
        let mut bold = true;
        for line in lines {
            if !text.is_empty() {
                text.push('\n');
            }
            let at = text.len();
            text.push_str(&self.text[line.clone()]);
            // No span reaches over a line break, and they lie in order; one may begin in the white that was trimmed off.
            let begin = self.text[..line.start].rfind('\n').map_or(0, |end| end + 1);
            let first = self.spans.partition_point(|span| span.start < begin);
            let here = self.spans[first..].iter().take_while(|span| span.start < line.end);
            for span in here.clone() {
                let (start, end) = (span.start.max(line.start), span.end.min(line.end));
                if start < end {
                    let (start, end) = (at + start - line.start, at + end - line.start);
                    spans.push(Span { start, end, ..span.clone() });
                }
            }
            let strong = here.clone().filter(|span| span.style == InlineStyle::Strong);
            let covered: usize = strong.map(|span| overlap(&(span.start..span.end), line)).sum();
            // Punctuation and spaces between two bold runs may be left out of them.
            bold &= covered > 0 && covered + 6 >= line.len() && covered * 10 >= line.len() * 9;
        }
        spans.sort_by_key(|span| span.start);
        BuiltParagraph { inline: inline(text, spans), bold }
    }
}

/// A line of so many characters that ends as a sentence does is a paragraph.
const ONE_SENTENCE: usize = 40;

/// The white space of HTML.
const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0C')
}

/// Where the first white space of HTML is; the length of the text where there is none.
fn first_space(text: &[u8]) -> usize {
    const BLOCK: usize = 32;
    // All of a block at once: a loop that goes to its end is one over words.
    let is_free = |block: &[u8; BLOCK]| block.iter().fold(u8::MAX, |least, &byte| least.min(byte)) > b' ';
    let free = text.as_chunks().0.iter().take_while(|block| is_free(block)).count() * BLOCK;
    let rest = &text[free..];
    free + rest.iter().position(|&byte| is_space(byte)).unwrap_or(rest.len())
}

/// Whether a line begins with as many blanks as people indent a paragraph with: two em.
fn is_indented(line: &str) -> bool {
    const INDENT: usize = 4;
    let cells = |c: char| match c {
        '\u{3000}' | '\u{2003}' => Some(2),
        '\u{2002}' | '\u{A0}' => Some(1),
        _ => None,
    };
    line.chars().map_while(cells).take(INDENT).sum::<usize>() >= INDENT
}

/// Text in which references that an exporter escaped once more (`&amp;nbsp;`) are read; `None` where there are none. In
/// a text about code only what no text is about: a space, and the braces of one exporter.
fn escaped_twice(text: &str, exact: bool) -> Option<String> {
    const LONGEST: usize = 10;
    let mut out = String::new();
    let mut from = 0;
    for at in memchr::memchr_iter(b'&', text.as_bytes()) {
        let rest = text.get(at + 1..)?;
        let Some(length) = rest.bytes().take(LONGEST).position(|byte| byte == b';') else { continue };
        let name = &rest[..length];
        let number = name.strip_prefix('#').is_some_and(|number| number.bytes().any(|b| b.is_ascii_digit()));
        let known = name.len() > 1 && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if exact && !matches!(name, "nbsp" | "#123" | "#125") || !(number || known) {
            continue;
        }
        let whole = &text[at..at + length + 2];
        let read = decode_references(whole);
        if read != whole && !read.contains(';') {
            out.push_str(&text[from..at]);
            out.push_str(&read);
            from = at + whole.len();
        }
    }
    (from > 0).then(|| out + &text[from..])
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// Text that was cleaned word by word, with its spans. Cleaning it again changes nothing; should it do so after all,
/// the spans would lie and are dropped.
pub(super) fn inline(text: String, mut spans: Vec<Span>) -> Inline {
    let length = text.len();
    let text = SafeText::from(text);
    spans.retain(|span| {
        text.len() == length
            && span.start < span.end
            && text.is_char_boundary(span.start)
            && text.is_char_boundary(span.end)
    });
    Inline { text, spans }
}

#[cfg(test)]
mod tests;
