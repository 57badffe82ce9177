//! *UTF-7*: ASCII, and between `+` and `-` UTF-16 in base64. Mail programs wrote it.

use super::Reading;
use crate::extract::decode::likelihood::{Model, Score};

/// Reads bytes.
pub(super) fn decode(bytes: &[u8]) -> (String, usize) {
    let mut reading = Reading::default();
    let mut rest = bytes;
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first != b'+' {
            reading.put(first.is_ascii().then_some(char::from(first)));
            continue;
        }
        let length = rest.iter().take_while(|byte| sextet(**byte).is_some()).count();
        let (run, behind) = rest.split_at(length);
        rest = behind.strip_prefix(b"-").unwrap_or(behind);
        if run.is_empty() {
            // `+-` is a plus.
            reading.text.push('+');
            continue;
        }
        for c in char::decode_utf16(units(run)) {
            reading.put(c.ok());
        }
    }
    reading.end()
}

/// Whether ASCII is more likely UTF-7: every plus begins a run that ends as one has to, there are some, and what is in
/// them reads as text.
pub(super) fn is_likely(bytes: &[u8]) -> bool {
    const ENOUGH: usize = 16 << 10;
    const LEAST: usize = 6;
    let head = &bytes[..bytes.len().min(ENOUGH)];
    if memchr::memmem::find(head, b"+").is_none() {
        return false;
    }
    let (text, undecodable) = decode(head);
    let foreign: String = text.chars().filter(|c| !c.is_ascii()).collect();
    let is_text = || Score::of(&foreign, Model::ANY).foreign_mean().is_some_and(|mean| mean <= 90);
    undecodable == 0 && foreign.chars().count() >= LEAST && is_text()
}

/// The units of UTF-16 in a run; what is left over at its end has to be zeros and is not looked at.
fn units(run: &[u8]) -> impl Iterator<Item = u16> + '_ {
    let mut bits = 0_u32;
    let mut held = 0;
    run.iter().filter_map(move |byte| {
        bits = bits << 6 | sextet(*byte).unwrap_or(0);
        held += 6;
        (held >= 16).then(|| {
            held -= 16;
            (bits >> held) as u16
        })
    })
}

fn sextet(byte: u8) -> Option<u32> {
    let value = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}
