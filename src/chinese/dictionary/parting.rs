//! Characters *parted* that the dictionary has no words for, as in names: each begins a word, ends one, stands within one
//! or is one, as surely as the model says; the surest sequence counts.

use std::ops::Range;

use super::written::{MOVES, PARTED_FROM, PARTING_NUMBERS, STARTS};

/// By character from [`PARTED_FROM`] on four places, from 1 on, of two bytes.
static PARTING: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/parting.bin"));

/// What the model says of what it has never seen.
const NEVER: f64 = -3.14e100;

/// Where a character stands in its word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WordPlace {
    Begin,
    End,
    Middle,
    Single,
}

use WordPlace::{Begin, End, Middle, Single};

const PLACES: [WordPlace; 4] = [Begin, End, Middle, Single];
/// What may stand before each of them.
const BEFORE: [[WordPlace; 2]; 4] = [[End, Single], [Begin, Middle], [Begin, Middle], [End, Single]];

/// Parts a run of characters of a text, which ends at byte `end`. Each word is given by its bytes, in order.
pub(super) fn part(text: &str, chars: &[(usize, char)], end: usize, mut word: impl FnMut(Range<usize>)) {
    let mut at = 0;
    for run in chars.chunk_by(|a, b| is_known(a.1) == is_known(b.1)) {
        at += run.len();
        let run_end = chars.get(at).map_or(end, |&(byte, _)| byte);
        let Some(&(start, first)) = run.first() else { continue };
        if !is_known(first) {
            part_others(text, start..run_end, &mut word);
        } else if run.len() == 1 {
            word(start..run_end);
        } else {
            part_known(run, run_end, &mut word);
        }
    }
}

/// The characters that the model is for.
fn is_known(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FD5}')
}

fn surely(c: char) -> [f64; 4] {
    let row = (c as usize).checked_sub(PARTED_FROM as usize).and_then(|at| PARTING.get(at * 8..)?.first_chunk::<8>());
    std::array::from_fn(|place| {
        let at = row.map_or(0, |row| u16::from_le_bytes([row[place * 2], row[place * 2 + 1]]));
        usize::from(at).checked_sub(1).map_or(NEVER, |at| f64::from(PARTING_NUMBERS[at]) / 1e6)
    })
}

fn part_known(chars: &[(usize, char)], end: usize, word: &mut impl FnMut(Range<usize>)) {
    // For each character but the first what stands before it, by what it is.
    let mut before: Vec<[WordPlace; 4]> = Vec::with_capacity(chars.len());
    let mut likely = [0.0; 4];
    for (at, &(_, c)) in chars.iter().enumerate() {
        let surely = surely(c);
        if at == 0 {
            likely = std::array::from_fn(|place| STARTS[place] + surely[place]);
            continue;
        }
        let mut best = [Begin; 4];
        let mut next = [0.0; 4];
        for place in PLACES.map(|place| place as usize) {
            let by = |from: WordPlace| likely[from as usize] + MOVES[from as usize][place] + surely[place];
            let [one, other] = BEFORE[place];
            (next[place], best[place]) = if by(one) > by(other) { (by(one), one) } else { (by(other), other) };
        }
        before.push(best);
        likely = next;
    }
    let mut place = if likely[End as usize] > likely[Single as usize] { End } else { Single };
    let mut places = vec![place; chars.len()];
    for (at, best) in before.iter().enumerate().rev() {
        place = best[place as usize];
        places[at] = place;
    }
    let (mut begin, mut done) = (chars[0].0, chars[0].0);
    for (at, &(start, _)) in chars.iter().enumerate() {
        let behind = chars.get(at + 1).map_or(end, |&(byte, _)| byte);
        match places[at] {
            Begin => begin = start,
            Middle => {}
            End => {
                word(begin..behind);
                done = behind;
            }
            Single => {
                word(start..behind);
                done = behind;
            }
        }
    }
    if done < end {
        word(done..end);
    }
}

/// Letters and digits, with what joins them inside of a name or a number, are a word; so is what is between them.
fn part_others(text: &str, range: Range<usize>, word: &mut impl FnMut(Range<usize>)) {
    let bytes = &text.as_bytes()[..range.end];
    let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let mut at = range.start;
    while at < range.end {
        let letters = (at..range.end).find(|&at| is_letter(at)).unwrap_or(range.end);
        if letters > at {
            word(at..letters);
        }
        at = letters;
        while is_letter(at) || at > letters && matches!(bytes.get(at), Some(b'.' | b'_' | b'-')) && is_letter(at + 1) {
            at += 1;
        }
        if at > letters && bytes.get(at) == Some(&b'%') {
            at += 1;
        }
        if at > letters {
            word(letters..at);
        }
    }
}
