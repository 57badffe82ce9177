//! The *shifted* encodings: seven bits, with signs that say what set of characters the next bytes are of. ISO-2022-KR
//! and ISO-2022-CN name a set by an escape sequence and shift to it and back by single bytes; HZ has pairs of printable
//! characters for the same.

use encoding_rs::{EUC_KR, GB18030};

use super::{Reading, euc_tw};
use crate::extract::decode::likelihood::{Model, Score};
use crate::model::OldEncoding;

/// A set of characters of two bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PairSet {
    /// KS X 1001.
    Korean,
    /// GB 2312, and what was written as an addition to it.
    Gb,
    /// A plane of CNS 11643.
    Cns(u8),
}

impl PairSet {
    fn read(self, reading: &mut Reading, pair: [u8; 2]) {
        let high = pair.map(|byte| byte | 0x80);
        match self {
            Self::Korean => reading.put_pair(EUC_KR, high),
            Self::Gb => reading.put_pair(GB18030, high),
            Self::Cns(plane) => euc_tw::put(reading, plane, pair),
        }
    }
}

/// The escape sequences that name a set, and for which shift.
const DESIGNATIONS: &[(&[u8], ShiftState, PairSet)] = &[
    (b"\x1B$)C", ShiftState::Out, PairSet::Korean),
    (b"\x1B$)A", ShiftState::Out, PairSet::Gb),
    (b"\x1B$)E", ShiftState::Out, PairSet::Gb),
    (b"\x1B$)G", ShiftState::Out, PairSet::Cns(1)),
    (b"\x1B$*H", ShiftState::Single, PairSet::Cns(2)),
    (b"\x1B$+I", ShiftState::Single, PairSet::Cns(3)),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum ShiftState {
    /// For all that follows: SO, 0x0E, until SI, 0x0F.
    Out,
    /// For the next character: SS2 or SS3, `ESC N` or `ESC O`.
    Single,
}

/// Reads ISO-2022-KR or ISO-2022-CN. The end of a line ends what is shifted, as their standards want it: one sign that
/// is lost loses no more than its line.
pub(super) fn decode_iso_2022(bytes: &[u8]) -> (String, usize) {
    let mut reading = Reading::default();
    let (mut out, mut single) = (None, None);
    let mut is_out = false;
    let mut rest = bytes;
    while let Some((&first, after)) = rest.split_first() {
        if let Some((sequence, shift, set)) = DESIGNATIONS.iter().find(|(sequence, ..)| rest.starts_with(sequence)) {
            match shift {
                ShiftState::Out => out = Some(*set),
                ShiftState::Single => single = Some(*set),
            }
            rest = &rest[sequence.len()..];
            continue;
        }
        if let ([0x1B, b'N' | b'O', one, two, ..], Some(set)) = (rest, single) {
            set.read(&mut reading, [*one, *two]);
            rest = &rest[4..];
            continue;
        }
        match (first, out, after.first()) {
            (0x0E, ..) => is_out = true,
            (0x0F, ..) => is_out = false,
            (0x21..=0x7E, Some(set), Some(&second @ 0x21..=0x7E)) if is_out => {
                set.read(&mut reading, [first, second]);
                rest = &after[1..];
                continue;
            }
            (0..=0x7F, ..) => {
                is_out &= first != b'\n';
                reading.text.push(char::from(first));
            }
            _ => reading.bad(),
        }
        rest = after;
    }
    reading.end()
}

/// Reads HZ.
pub(super) fn decode_hz(bytes: &[u8]) -> (String, usize) {
    let mut reading = Reading::default();
    let mut is_gb = false;
    let mut rest = bytes;
    while let Some((&first, after)) = rest.split_first() {
        let second = after.first().copied();
        match (first, second) {
            (b'~', Some(b'{')) => is_gb = true,
            (b'~', Some(b'}')) => is_gb = false,
            (b'~', Some(b'~')) if !is_gb => reading.text.push('~'),
            // A line that goes on.
            (b'~', Some(b'\n')) if !is_gb => {}
            (0x21..=0x7D, Some(second @ 0x21..=0x7E)) if is_gb => PairSet::Gb.read(&mut reading, [first, second]),
            _ => {
                is_gb &= first != b'\n';
                reading.put(first.is_ascii().then_some(char::from(first)));
                rest = after;
                continue;
            }
        }
        rest = &after[1..];
    }
    reading.end()
}

/// How far into a text the first sign is looked for, in bytes.
const FAR: usize = 64 << 10;

/// The encoding that the signs in ASCII are of.
pub(super) fn announced(bytes: &[u8]) -> Option<OldEncoding> {
    let head = &bytes[..bytes.len().min(FAR)];
    let designates = |set: fn(PairSet) -> bool| {
        DESIGNATIONS.iter().any(|(sequence, _, own)| set(*own) && memchr::memmem::find(head, sequence).is_some())
    };
    if memchr::memchr(0x1B, head).is_some() {
        if designates(|set| set == PairSet::Korean) {
            return Some(OldEncoding::Iso2022Kr);
        }
        return designates(|set| set != PairSet::Korean).then_some(OldEncoding::Iso2022Cn);
    }
    is_hz(head).then_some(OldEncoding::Hz)
}

/// Whether ASCII has pairs of HZ's signs in it, with text between them.
fn is_hz(head: &[u8]) -> bool {
    let Some(open) = memchr::memmem::find(head, b"~{") else { return false };
    if memchr::memmem::find(&head[open..], b"~}").is_none() {
        return false;
    }
    let (text, undecodable) = decode_hz(head);
    let foreign: String = text.chars().filter(|c| !c.is_ascii()).collect();
    let mean = Score::of(&foreign, Model::of(GB18030.into())).foreign_mean();
    undecodable == 0 && mean.is_some_and(|mean| mean <= 100)
}
