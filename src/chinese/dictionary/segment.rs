//! A text *parted* into its words: of all ways through the words of the dictionary that it may be made of, the one whose
//! words are together the most frequent. Single characters that are left in a row are [parted](super::parting) by a
//! model; letters and digits in a row are one word.

use std::ops::Range;

use super::{DictionaryWord, parting, prefixes, tagging, word, written};

/// A word of a text, or a mark or a space of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordSegment {
    /// Its bytes.
    pub range: Range<usize>,
    /// What the dictionary knows of it.
    pub word: Option<DictionaryWord>,
}

/// The segments of a text, in order: every byte of it is in one.
pub fn segments(text: &str) -> Vec<WordSegment> {
    parted(text, Singles::Parted)
}

/// The same, of which a character of no word of the dictionary is one by itself.
pub fn known_segments(text: &str) -> Vec<WordSegment> {
    parted(text, Singles::Alone)
}

/// What becomes of characters in a row each of which is a word by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Singles {
    /// They may be names, which no dictionary has.
    Parted,
    /// They stay, but for letters and digits, which are a word together.
    Alone,
}

fn parted(text: &str, singles: Singles) -> Vec<WordSegment> {
    let mut segments = Vec::with_capacity(text.len() / 4);
    let mut block = WordRun::default();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !stands_in_words(c) {
            let break_of_two = c == '\r' && chars.next_if(|&(_, next)| next == '\n').is_some();
            let range = start..start + c.len_utf8() + usize::from(break_of_two);
            let word = word(&text[range.clone()]);
            segments.push(WordSegment { range, word });
            continue;
        }
        block.chars.clear();
        block.chars.push((start, c));
        let mut end = start + c.len_utf8();
        while let Some((at, c)) = chars.next_if(|&(_, next)| stands_in_words(next)) {
            block.chars.push((at, c));
            end = at + c.len_utf8();
        }
        block.part(text, end, singles, &mut segments);
    }
    segments
}

/// What kind of word a segment of a text is: as the dictionary has it, or what the model takes it for.
pub fn tag(segment: &WordSegment, text: &str) -> &'static str {
    segment.word.map_or_else(|| tagging::guess(&text[segment.range.clone()]), DictionaryWord::tag)
}

fn stands_in_words(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
        || c.is_ascii_alphanumeric()
        || "+#&._%-".contains(c)
        || tagging::is_rare_han(c)
}

/// A word that may begin at a character.
struct Edge {
    /// The character behind it.
    end: usize,
    word: DictionaryWord,
}

/// The likeliest way from a character to the end of the block.
#[derive(Clone, Copy)]
struct WayStep {
    /// The logarithm of how likely.
    likely: f64,
    /// The character behind its first word.
    end: usize,
    word: Option<DictionaryWord>,
}

/// A run of characters that words are made of.
#[derive(Default)]
struct WordRun {
    /// With where they stand in the text.
    chars: Vec<(usize, char)>,
    /// The words that the block may be made of, by the character they begin at, the shortest first.
    edges: Vec<Edge>,
    /// Where the words of each character begin among them, and where the last end.
    edges_from: Vec<usize>,
    way: Vec<WayStep>,
}

impl WordRun {
    fn part(&mut self, text: &str, end: usize, singles: Singles, out: &mut Vec<WordSegment>) {
        self.find_edges(&text[..end]);
        self.find_way();
        let count = self.chars.len();
        let mut at = 0;
        let mut run = None;
        while at < count {
            let WayStep { end: next, word, .. } = self.way[at];
            if next == at + 1 && (singles == Singles::Parted || self.chars[at].1.is_ascii_alphanumeric()) {
                run.get_or_insert(at);
            } else {
                if let Some(from) = run.take() {
                    self.part_run(text, end, from..at, singles, out);
                }
                out.push(WordSegment { range: self.bytes(at, next, end), word });
            }
            at = next;
        }
        if let Some(from) = run {
            self.part_run(text, end, from..count, singles, out);
        }
    }

    /// The bytes of some characters.
    fn bytes(&self, from: usize, to: usize, end: usize) -> Range<usize> {
        self.chars[from].0..self.chars.get(to).map_or(end, |&(at, _)| at)
    }

    fn find_edges(&mut self, text: &str) {
        self.edges.clear();
        self.edges_from.clear();
        for (from, &(start, _)) in self.chars.iter().enumerate() {
            self.edges_from.push(self.edges.len());
            let mut end = from;
            for (length, word) in prefixes(&text[start..]) {
                while self.chars.get(end).is_some_and(|&(at, _)| at < start + length) {
                    end += 1;
                }
                self.edges.push(Edge { end, word });
            }
        }
        self.edges_from.push(self.edges.len());
    }

    fn edges_of(&self, at: usize) -> &[Edge] {
        &self.edges[self.edges_from[at]..self.edges_from[at + 1]]
    }

    fn find_way(&mut self) {
        let all = f64::from(written::TOTAL).ln();
        let count = self.chars.len();
        self.way.clear();
        self.way.resize(count + 1, WayStep { likely: 0.0, end: count, word: None });
        for at in (0..count).rev() {
            let mut best: Option<WayStep> = None;
            for edge in self.edges_of(at) {
                let likely = f64::from(edge.word.frequency()).ln() - all + self.way[edge.end].likely;
                // Of two that are as likely the longer.
                if best.is_none_or(|best| likely >= best.likely) {
                    best = Some(WayStep { likely, end: edge.end, word: Some(edge.word) });
                }
            }
            let alone = WayStep { likely: (0.0 - all) + self.way[at + 1].likely, end: at + 1, word: None };
            self.way[at] = best.unwrap_or(alone);
        }
    }

    /// Characters each of which is a word by itself on the likeliest way.
    fn part_run(&self, text: &str, end: usize, run: Range<usize>, singles: Singles, out: &mut Vec<WordSegment>) {
        let (from, to) = (run.start, run.end);
        if singles == Singles::Alone {
            out.push(WordSegment { range: self.bytes(from, to, end), word: self.word_at(from, to) });
            return;
        }
        // They may be a rare word together, of which they are likelier to be none.
        if to == from + 1 || self.word_at(from, to).is_some() {
            out.extend(
                (from..to).map(|at| WordSegment { range: self.bytes(at, at + 1, end), word: self.way[at].word }),
            );
            return;
        }
        let run_end = self.bytes(from, to, end).end;
        let mut at = from;
        parting::part(text, &self.chars[from..to], run_end, |range| {
            let count = self.chars[at..to].iter().take_while(|&&(byte, _)| byte < range.end).count();
            let word = self.word_at(at, at + count);
            at += count;
            out.push(WordSegment { range, word });
        });
    }

    /// The word that some characters are.
    fn word_at(&self, from: usize, to: usize) -> Option<DictionaryWord> {
        self.edges_of(from).iter().find(|edge| edge.end == to).map(|edge| edge.word)
    }
}
