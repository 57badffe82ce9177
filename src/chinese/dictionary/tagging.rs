//! What kind of word a text is that the dictionary does not have: it is parted once more, by a model whose states are a
//! kind of word at a place in it, and the longest part tells.

use super::written::{TAG_MOVE_ENDS, TAG_MOVES, TAG_MOVES_FROM, TAG_STARTS, TAGGED, TAGGED_ENDS, TAGS};

/// The states of each character of [`TAGGED`], one a state of one byte, with the place of how surely in two.
static TAGGING: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/tagging.bin"));
static NUMBERS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/tagging.numbers"));
const STATE_BYTES: usize = 3;

/// What the model says of what it has never seen.
const NEVER: f64 = -3.14e100;
const STATES: usize = TAG_STARTS.len();
/// A word of which nothing is known.
const UNKNOWN: &str = "x";

// A state is a place in a word and a tag.
const BEGIN: usize = 0;
const MIDDLE: usize = 1;
const END: usize = 2;
const SINGLE: usize = 3;

/// The tag of a word.
pub(super) fn guess(word: &str) -> &'static str {
    let letters = word.bytes().filter(u8::is_ascii_alphanumeric).count();
    if letters > 0 {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        return if digits == letters { "m" } else { "eng" };
    }
    if word.chars().any(|c| matches!(c, '\u{4E00}'..='\u{9FFF}') || is_rare_han(c)) { by_model(word) } else { UNKNOWN }
}

/// Ideographs beyond the first block of them.
pub(super) fn is_rare_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{2A6DF}'
        | '\u{2A700}'..='\u{2B73F}' | '\u{2B740}'..='\u{2B81F}' | '\u{2B820}'..='\u{2CEAF}' | '\u{2CEB0}'..='\u{2EBEF}'
        | '\u{2F800}'..='\u{2FA1F}')
}

fn by_model(word: &str) -> &'static str {
    let chars: Vec<(usize, char)> = word.char_indices().collect();
    let longest = match &chars[..] {
        [] => return UNKNOWN,
        [(_, only)] => return single(*only),
        _ => states(&chars).and_then(|states| longest_part(&states, &chars, word.len())),
    };
    longest.map_or(UNKNOWN, |tag| tag)
}

/// The states that a character may be in, in order, and how surely.
fn states_of(c: char) -> impl Iterator<Item = (usize, f64)> {
    let rows = TAGGED.binary_search(&c).map_or(0..0, |at| {
        let start = if at == 0 { 0 } else { TAGGED_ENDS[at - 1] };
        start as usize * STATE_BYTES..TAGGED_ENDS[at] as usize * STATE_BYTES
    });
    TAGGING[rows].chunks_exact(STATE_BYTES).filter_map(|row| {
        let (&state, place) = row.split_first()?;
        let place = usize::from(u16::from_le_bytes(*place.first_chunk()?));
        Some((usize::from(state), f64::from_le_bytes(*NUMBERS.get(place * size_of::<f64>()..)?.first_chunk()?)))
    })
}

fn place(state: usize) -> usize {
    state / TAGS.len()
}

fn tag(state: usize) -> &'static str {
    TAGS[state % TAGS.len()]
}

fn single(c: char) -> &'static str {
    let mut best: Option<(f64, usize)> = None;
    for (state, surely) in states_of(c).filter(|&(state, _)| place(state) == SINGLE) {
        let likely = TAG_STARTS[state] + surely;
        if likely > NEVER && best.is_none_or(|(best, _)| likely >= best) {
            best = Some((likely, state));
        }
    }
    best.map_or(UNKNOWN, |(_, state)| tag(state))
}

/// The likeliest states of two characters or more.
fn states(chars: &[(usize, char)]) -> Option<Vec<usize>> {
    let mut likely = [NEVER; STATES];
    for (state, surely) in states_of(chars[0].1) {
        likely[state] = TAG_STARTS[state] + surely;
    }
    // By character, from the second on, and by state: the state before.
    let mut before: Vec<[u8; STATES]> = Vec::with_capacity(chars.len());
    for &(_, c) in &chars[1..] {
        let mut next = [NEVER; STATES];
        let mut best = [0; STATES];
        for (state, surely) in states_of(c) {
            for (from, moves) in moves_to(state) {
                let from_likely = likely[usize::from(from)];
                let likely = from_likely + moves + surely;
                if from_likely > NEVER && likely > next[state] {
                    next[state] = likely;
                    best[state] = from;
                }
            }
        }
        before.push(best);
        likely = next;
    }
    let mut state = None;
    let mut best = NEVER;
    for (at, &likely) in likely.iter().enumerate() {
        if matches!(place(at), END | SINGLE) && likely > best {
            best = likely;
            state = Some(at);
        }
    }
    let mut states = vec![state?];
    for best in before.iter().rev() {
        let last = states[states.len() - 1];
        states.push(usize::from(best[last]));
    }
    states.reverse();
    Some(states)
}

/// From which states a state is come to, in order, and how likely.
fn moves_to(state: usize) -> impl Iterator<Item = (u8, f64)> {
    let start = if state == 0 { 0 } else { usize::from(TAG_MOVE_ENDS[state - 1]) };
    let moves = start..usize::from(TAG_MOVE_ENDS[state]);
    TAG_MOVES_FROM[moves.clone()].iter().copied().zip(TAG_MOVES[moves].iter().copied())
}

/// The tag of the longest part, of several the last.
fn longest_part(states: &[usize], chars: &[(usize, char)], end: usize) -> Option<&'static str> {
    let mut longest: Option<(usize, &'static str)> = None;
    let mut see = |length: usize, tag: &'static str| {
        if longest.is_none_or(|(longest, _)| length >= longest) {
            longest = Some((length, tag));
        }
    };
    let (mut begin, mut done) = (chars[0].0, None);
    for (at, &state) in states.iter().enumerate() {
        let (start, behind) = (chars[at].0, chars.get(at + 1).map_or(end, |&(byte, _)| byte));
        match place(state) {
            BEGIN => begin = start,
            MIDDLE => {}
            _ => {
                see(behind - if place(state) == END { begin } else { start }, tag(state));
                done = Some(behind);
            }
        }
    }
    match done {
        None => see(end, UNKNOWN),
        Some(done) if done < end => see(end - done, UNKNOWN),
        Some(_) => {}
    }
    longest.map(|(_, tag)| tag)
}
