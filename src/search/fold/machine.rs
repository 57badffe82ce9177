//! The machine that writes a fold: copies what stays in long runs, and settles what depends on its neighbours.
//!
//! What depends on neighbours is decided by the end of the fold written so far and by the next character, never by
//! what the original looked like there: so a fold of a fold is the same fold.

use unicode_normalization::UnicodeNormalization;

use super::Folds;
use super::map::{LONGEST, OffsetMapBuilder, Segment};
use super::table::{DASH, DOTS, ELLIPSIS, FoldTable, Folding, table};
use crate::model::script::is_set_solid;

/// Appends the fold of `text` to `out` and its map to `segments`.
pub(super) fn fold(text: &str, table: &FoldTable, out: &mut String, segments: &mut Vec<Segment>) {
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let base = out.len();
    let map = OffsetMapBuilder::new(segments);
    let mut machine = Machine { table, text, out, base, map, at: 0, chunk: [0; CHUNK], filled: 0 };
    machine.go();
    machine.flush();
    let length = machine.here();
    machine.map.finish(length);
}

/// First bytes of nothing but ideographs (U+5000 to U+9FFF) in UTF-8.
const HAN_LEADS: std::ops::RangeInclusive<u8> = 0xE5..=0xE9;
/// So many bytes are written at a time.
const CHUNK: usize = 1024;
/// A letter with more bytes of marks on it is no letter of any text: what follows stands for itself. Each mark
/// composes the whole letter anew, which must not take long.
const MOST_MARKED: usize = 128;
/// The longest character in UTF-8.
const LONGEST_CHAR: usize = 4;

struct Machine<'t, 'o> {
    table: &'t FoldTable,
    text: &'t str,
    out: &'o mut String,
    /// Where this fold starts in `out`.
    base: usize,
    map: OffsetMapBuilder<'o>,
    /// The next byte of the text.
    at: usize,
    /// The end of the fold so far, `chunk[..filled]`, which is not in `out` yet: whole characters.
    chunk: [u8; CHUNK],
    filled: usize,
}

impl Machine<'_, '_> {
    fn go(&mut self) {
        loop {
            self.copy();
            let Some(c) = self.text[self.at..].chars().next() else { break };
            let end = self.at + c.len_utf8();
            match self.table.entry(c) {
                Folding::Same => self.keep(c),
                Folding::Char(new) => self.write(new, end, false),
                Folding::Run(mark) if mark == c && !self.may_join(mark) => self.keep(c),
                Folding::Space => {
                    self.space(end);
                    continue;
                }
                entry => {
                    if !self.fold_one(c, entry, end) {
                        self.keep(c);
                    }
                }
            }
            self.at = end;
        }
    }

    /// The quick way: over everything that stays or becomes one other character of the same length.
    #[inline]
    fn copy(&mut self) {
        let bytes = self.text.as_bytes();
        loop {
            let (mut at, mut filled) = (self.at, self.filled);
            while filled <= CHUNK - LONGEST_CHAR
                && let Some(&byte) = bytes.get(at)
            {
                let (c, length) = match byte {
                    0..0x80 => (u32::from(byte), 1),
                    // Ideographs that stay, and these are nearly all, go over together.
                    0xE4..=0xE9 if self.table.stays(&bytes[at..]) => {
                        let room = CHUNK - LONGEST_CHAR - filled;
                        let run = self.staying(&bytes[at..bytes.len().min(at + room)]).max(3);
                        self.chunk[filled..filled + run].copy_from_slice(&bytes[at..at + run]);
                        filled += run;
                        at += run;
                        continue;
                    }
                    0xE0..0xF0 => {
                        let (b, c) = (bytes[at + 1], bytes[at + 2]);
                        (u32::from(byte & 0xF) << 12 | u32::from(b & 0x3F) << 6 | u32::from(c & 0x3F), 3)
                    }
                    0xC0..0xE0 => (u32::from(byte & 0x1F) << 6 | u32::from(bytes[at + 1] & 0x3F), 2),
                    _ => break,
                };
                let new = match self.table.near(c) {
                    // A space between two Latin words.
                    0 if byte == b' ' && is_between_words(bytes, at) => u32::from(b' '),
                    0 => break,
                    new => new,
                };
                self.chunk[filled..filled + LONGEST_CHAR].copy_from_slice(&new.to_le_bytes());
                filled += length;
                at += length;
            }
            if at == self.at {
                return;
            }
            self.map.copy(self.here(), self.at);
            let full = filled > CHUNK - LONGEST_CHAR;
            (self.at, self.filled) = (at, filled);
            if !full {
                return;
            }
            self.flush();
        }
    }

    /// How many bytes from here on are ideographs that stay.
    #[inline]
    fn staying(&self, bytes: &[u8]) -> usize {
        let mut rest = bytes;
        while let [0xE4..=0xE9, _, _, behind @ ..] = rest
            && self.table.stays(rest)
        {
            rest = behind;
        }
        bytes.len() - rest.len()
    }

    /// The length of this fold so far.
    fn here(&self) -> usize {
        self.out.len() - self.base + self.filled
    }

    /// What was written of this fold.
    fn written(&mut self) -> &str {
        self.flush();
        &self.out[self.base..]
    }

    /// The last character of this fold so far.
    fn last(&self) -> Option<char> {
        let written = match self.filled {
            0 => &self.out.as_bytes()[self.base..],
            filled => &self.chunk[..filled],
        };
        let start = written.iter().rposition(|byte| byte & 0xC0 != 0x80)?;
        std::str::from_utf8(&written[start..]).ok()?.chars().next()
    }

    /// Moves the chunk to where it belongs.
    fn flush(&mut self) {
        // Whole characters, so it is UTF-8; the check costs less than a tenth of the fold.
        let text = simdutf8::basic::from_utf8(&self.chunk[..self.filled]);
        debug_assert!(text.is_ok());
        self.out.push_str(text.unwrap_or_default());
        self.filled = 0;
    }

    /// Writes a character that stays.
    fn keep(&mut self, c: char) {
        self.map.copy(self.here(), self.at);
        self.push(c);
    }

    fn push(&mut self, c: char) {
        if self.filled > CHUNK - LONGEST_CHAR {
            self.flush();
        }
        self.filled += c.encode_utf8(&mut self.chunk[self.filled..]).len();
    }

    /// Writes what becomes of `c`, which stands at `at`. False if it stays.
    fn fold_one(&mut self, c: char, entry: Folding<'_>, end: usize) -> bool {
        match entry {
            Folding::Same | Folding::Space => return false,
            Folding::Char(new) => self.write(new, end, false),
            Folding::Text(text) => {
                for new in text.chars() {
                    match self.table.entry(new) {
                        Folding::Run(mark) => self.mark(mark, end, true),
                        _ => self.write(new, end, true),
                    }
                }
            }
            Folding::Drop => {}
            Folding::Attach => self.attach(end),
            Folding::Joiner => {
                let next = self.text[end..].chars().next();
                if self.last().is_some_and(is_picture) && next.is_some_and(is_picture) {
                    return false;
                }
            }
            Folding::Run(mark) => {
                if mark == c && self.joins(mark) == 0 {
                    return false;
                }
                self.mark(mark, end, false);
            }
            Folding::Combine => self.combine(c, end),
        }
        true
    }

    /// Writes a character that stands for the original from `at` to `end`, alone or as one of several.
    #[inline]
    fn write(&mut self, new: char, end: usize, several: bool) {
        match several {
            true => self.map.unit(self.here(), self.at..end),
            // A character of the same length is as good as a copy.
            false if new.len_utf8() == end - self.at => self.map.copy(self.here(), self.at),
            false => self.map.short(self.here(), self.at..end),
        }
        self.push(new);
    }

    /// Whether a dash, dot or ellipsis may become one with what stands before it, by a glance at the byte there. False
    /// for nearly all.
    fn may_join(&self, mark: char) -> bool {
        let before = match self.filled.checked_sub(1) {
            Some(last) => self.chunk.get(last),
            None => self.out.as_bytes()[self.base..].last(),
        };
        let end_of = |c: char| c.encode_utf8(&mut [0; 4]).as_bytes().last().copied();
        before.is_some()
            && (before.copied() == end_of(mark) || before.copied() == end_of(ELLIPSIS) || before == Some(&b'.'))
    }

    /// How many bytes at the end of the fold become one with a dash, a dot or an ellipsis that follows.
    fn joins(&mut self, mark: char) -> usize {
        let written = self.written();
        match mark {
            DASH => ending(written, DASH),
            ELLIPSIS => taken_in(written),
            _ => {
                let dots = ending(written, mark);
                match dots / mark.len_utf8() {
                    // The third dot makes an ellipsis, which takes in what is before it as every ellipsis does.
                    2 => dots + taken_in(&written[..written.len() - dots]),
                    _ => ending(written, ELLIPSIS),
                }
            }
        }
    }

    /// Writes a dash, a dot or an ellipsis, as one with what stands before it where that is of its family.
    fn mark(&mut self, mark: char, end: usize, several: bool) {
        debug_assert!(mark == DASH || mark == ELLIPSIS || DOTS.contains(&mark));
        let joined = self.joins(mark);
        if joined == 0 {
            return self.write(mark, end, several);
        }
        let by = if mark == DASH { DASH } else { ELLIPSIS };
        self.replace(self.here() - joined, by.encode_utf8(&mut [0; 4]), end);
    }

    /// Writes `by` in place of the fold from `from` on, as one with the original up to `end`.
    fn replace(&mut self, from: usize, by: &str, end: usize) {
        self.flush();
        self.map.merge(from, end);
        self.out.truncate(self.base + from);
        self.out.push_str(by);
    }

    /// The character at `at` belongs to the one before, if they touch.
    fn attach(&mut self, end: usize) {
        let Some(last) = self.last() else { return };
        let from = self.here() - last.len_utf8();
        if self.map.end_of_last(from, last.len_utf8()) == self.at {
            self.map.merge(from, end);
        }
    }

    /// A mark: composed with the letter it stands on. The whole unit is composed anew, so that the order in which a
    /// letter's marks were written does not count.
    fn combine(&mut self, c: char, end: usize) {
        let here = self.here();
        let from = self.last().map_or(here, |last| self.map.start_of(here - last.len_utf8()).0);
        let mut cluster = self.written()[from..].to_owned();
        if cluster.len() > MOST_MARKED {
            return self.write(c, end, true);
        }
        // The half-width marks of kana are marks too.
        match self.table.folds().contains(Folds::WIDTH) {
            true => cluster.extend(std::iter::once(c).nfkc()),
            false => cluster.push(c),
        }
        let composed: String = cluster.nfc().collect();
        cluster.clear();
        for c in composed.chars() {
            match self.table.entry(c) {
                Folding::Char(new) | Folding::Run(new) => cluster.push(new),
                Folding::Text(text) => cluster.push_str(text),
                Folding::Same | Folding::Combine | Folding::Space => cluster.push(c),
                Folding::Drop | Folding::Attach | Folding::Joiner => {}
            }
        }
        if from == here {
            self.map.unit(here, self.at..end);
            self.out.push_str(&cluster);
        } else {
            self.replace(from, &cluster, end);
        }
    }

    /// Whether a folded character is set solid. The full fold decides, whatever this one is: `～` is `~` there.
    fn is_solid(&self, c: char) -> bool {
        // A sound mark of kana says nothing of what it stands on.
        if matches!(c, '\u{3099}' | '\u{309A}' | '\u{FF9E}' | '\u{FF9F}') {
            return false;
        }
        if self.table.folds() == Folds::ALL {
            return is_set_solid(c);
        }
        match table(Folds::ALL).entry(c) {
            Folding::Char(full) | Folding::Run(full) => is_set_solid(full),
            Folding::Text(full) => full.chars().next().is_some_and(is_set_solid),
            _ => is_set_solid(c),
        }
    }

    /// A run of white space, of which the first character ends at `end`: one space, or none beside a CJK character.
    fn space(&mut self, mut end: usize) {
        // A single space beside an ideograph: nearly all that are not between words.
        let bytes = self.text.as_bytes();
        if bytes[self.at] == b' ' {
            let (before, after) = (&bytes[..self.at], &bytes[self.at + 1..]);
            let latin = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
            let han_after = after.first().is_some_and(|lead| HAN_LEADS.contains(lead));
            let han_before = before.len() > 2 && HAN_LEADS.contains(&before[before.len() - 3]);
            if han_before && (han_after || latin(after.first())) || latin(before.last()) && han_after {
                self.at += 1;
                return;
            }
        }
        let mut next = None;
        let mut at = end;
        for c in self.text[end..].chars() {
            at += c.len_utf8();
            match self.table.entry(c) {
                Folding::Space => end = at,
                Folding::Drop | Folding::Joiner | Folding::Attach => {}
                Folding::Same => next = Some(c),
                // It stands on the space itself, and which of several marks comes first does not count.
                Folding::Combine => next = Some(' '),
                Folding::Char(new) | Folding::Run(new) => next = Some(new),
                Folding::Text(text) => next = text.chars().next(),
            }
            if next.is_some() {
                break;
            }
        }
        if !self.last().is_some_and(|c| self.is_solid(c)) && !next.is_some_and(|c| self.is_solid(c)) {
            self.write(' ', end, false);
        }
        self.at = end;
    }
}

/// How many bytes the last two characters of a text have, as far as they are `mark`.
fn ending(text: &str, mark: char) -> usize {
    text.chars().rev().take_while(|&c| c == mark).take(2).count() * mark.len_utf8()
}

/// How many bytes at the end of a text become one with an ellipsis that follows: another, or dots, of which three are
/// its compatibility form.
fn taken_in(text: &str) -> usize {
    ending(text, ELLIPSIS).max(ending(text, '.'))
}

/// Whether what stands before and after the byte at `at` are Latin letters or digits.
fn is_between_words(bytes: &[u8], at: usize) -> bool {
    let latin = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    latin(at.checked_sub(1)) && latin(at.checked_add(1))
}

/// Characters that a joiner joins: emoji and the signs that may be shown as emoji.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{21FF}' | '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
}
