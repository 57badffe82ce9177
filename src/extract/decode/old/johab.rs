//! *Johab*: the second form of KS X 1001. A syllable is the numbers of its three letters, five bits each; everything
//! else stands in the order of the first form, which EUC-KR has.

use encoding_rs::EUC_KR;

use super::Reading;

/// Reads bytes.
pub(super) fn decode(bytes: &[u8]) -> (String, usize) {
    let mut reading = Reading::default();
    let mut rest = bytes;
    while let Some((&first, after)) = rest.split_first() {
        if first.is_ascii() {
            reading.text.push(char::from(first));
            rest = after;
            continue;
        }
        let Some((&second, behind)) = after.split_first() else {
            reading.bad();
            break;
        };
        let character = match first {
            0x84..=0xD3 => syllable(u16::from_be_bytes([first, second])),
            0xD8..=0xDE | 0xE0..=0xF9 => other(first, second),
            _ => None,
        };
        match character {
            Some(character) => {
                reading.text.push(character);
                rest = behind;
            }
            // A byte that is no second one begins something of its own.
            None => {
                reading.bad();
                rest = if second.is_ascii() { after } else { behind };
            }
        }
    }
    reading.end()
}

/// The letters by their numbers, `None` where there is none, and 0 for the number that says that there is none.
const INITIAL: [Option<u32>; 32] = numbers(&[(1, 0, 0), (2, 1, 19)]);
const MEDIAL: [Option<u32>; 32] = numbers(&[(2, 0, 0), (3, 1, 5), (10, 6, 6), (18, 12, 6), (26, 18, 4)]);
const FINAL: [Option<u32>; 32] = numbers(&[(1, 0, 0), (2, 1, 16), (19, 17, 11)]);

/// A table of runs: the number of the first, its letter, how many; a run of none is the sign for no letter.
const fn numbers(runs: &[(usize, u32, usize)]) -> [Option<u32>; 32] {
    let mut table = [None; 32];
    let mut run = 0;
    while run < runs.len() {
        let (start, letter, length) = runs[run];
        let mut at = 0;
        while at < length || (length == 0 && at == 0) {
            table[start + at] = Some(letter + at as u32);
            at += 1;
        }
        run += 1;
    }
    table
}

/// The letters of the compatibility block, in the order of the initials, the medials and the finals.
const INITIALS: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const MEDIALS: &str = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
const FINALS: &str = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

fn syllable(code: u16) -> Option<char> {
    let letter = |table: &[Option<u32>; 32], shift: u16| table[usize::from(code >> shift & 0x1F)];
    let (initial, medial, last) = (letter(&INITIAL, 10)?, letter(&MEDIAL, 5)?, letter(&FINAL, 0)?);
    let nth = |letters: &str, number: u32| letters.chars().nth(number as usize - 1);
    match (initial, medial, last) {
        (1.., 1.., _) => char::from_u32(0xAC00 + ((initial - 1) * 21 + medial - 1) * 28 + last),
        (1.., 0, 0) => nth(INITIALS, initial),
        (0, 1.., 0) => nth(MEDIALS, medial),
        (0, 0, 1..) => nth(FINALS, last),
        _ => None,
    }
}

/// A symbol or a Han: two rows of the first form stand in one here.
fn other(first: u8, second: u8) -> Option<char> {
    let cell = match second {
        0x31..=0x7E => second - 0x31,
        0x91..=0xFE => second - 0x43,
        _ => return None,
    };
    let row = match first {
        // The user's own characters.
        0xD8 => return None,
        0xD9..=0xDE => 2 * (first - 0xD9),
        _ => 2 * (first - 0xE0) + 0x29,
    };
    let (row, cell) = if cell < 94 { (row, cell) } else { (row + 1, cell - 94) };
    let text = EUC_KR.decode_without_bom_handling_and_without_replacement(&[row + 0xA1, cell + 0xA1])?.into_owned();
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}
