//! *EUC-TW*: traditional Chinese by CNS 11643. Its first two planes hold the characters of Big5 in nearly the order of
//! Big5, so they are read by way of that; the rarer ones of the further planes are not known here.

use encoding_rs::BIG5;

use super::Reading;

/// Reads bytes.
pub(super) fn decode(bytes: &[u8]) -> (String, usize) {
    let mut reading = Reading::default();
    let mut rest = bytes;
    loop {
        rest = match *rest {
            [] => return reading.end(),
            [first @ 0..=0x7F, ref after @ ..] => {
                reading.text.push(char::from(first));
                after
            }
            [0x8E, plane @ 0xA1..=0xB0, row @ 0xA1..=0xFE, cell @ 0xA1..=0xFE, ref after @ ..] => {
                put(&mut reading, plane - 0xA0, [row & 0x7F, cell & 0x7F]);
                after
            }
            [row @ 0xA1..=0xFE, cell @ 0xA1..=0xFE, ref after @ ..] => {
                put(&mut reading, 1, [row & 0x7F, cell & 0x7F]);
                after
            }
            [_, ref after @ ..] => {
                reading.bad();
                after
            }
        };
    }
}

/// A character of a plane of CNS 11643, by its row and its cell from 0x21 on.
pub(super) fn put(reading: &mut Reading, plane: u8, [row, cell]: [u8; 2]) {
    let runs: &[(u16, u16, u16)] = match plane {
        1 => &PLANE_1,
        2 => &PLANE_2,
        _ => &[],
    };
    let place = u16::from(row.saturating_sub(0x21)) * ROW + u16::from(cell.saturating_sub(0x21));
    if plane == 1
        && let Some(picture) = place.checked_sub(CONTROLS).filter(|at| *at <= 32)
    {
        // The pictures of control characters, which Big5 has not got.
        let number = if picture == 32 { 0x2421 } else { 0x2400 + u32::from(picture) };
        return reading.put(char::from_u32(number));
    }
    let after = runs.partition_point(|&(start, ..)| start <= place);
    let run = after.checked_sub(1).and_then(|at| runs.get(at)).filter(|&&(start, _, length)| place - start < length);
    match run {
        Some(&(start, big5, _)) => reading.put_pair(BIG5, bytes(big5 + place - start)),
        None => reading.bad(),
    }
}

/// The bytes of Big5's character of a number, counted from `A1 40` on.
fn bytes(number: u16) -> [u8; 2] {
    const ROW: u16 = 157;
    let (row, cell) = (number / ROW, number % ROW);
    let trail = if cell < 63 { cell + 0x40 } else { cell - 63 + 0xA1 };
    [(row + 0xA1) as u8, trail as u8]
}

/// So many characters a row of CNS 11643 has.
const ROW: u16 = 94;
/// Where the pictures of control characters begin, row 0x42.
const CONTROLS: u16 = 33 * ROW;

/// Runs of characters that stand in the same order in a plane and in Big5: where each begins in both, and its length.
static PLANE_1: [(u16, u16, u16); 47] = [
    (0, 0, 5),
    (6, 6, 15),
    (21, 23, 2),
    (24, 22, 1),
    (29, 29, 44),
    (73, 74, 1),
    (74, 73, 1),
    (75, 75, 22),
    (98, 98, 1),
    (100, 100, 27),
    (127, 128, 1),
    (128, 127, 1),
    (129, 129, 19),
    (148, 149, 1),
    (149, 148, 1),
    (150, 150, 4),
    (155, 21, 1),
    (156, 158, 2),
    (158, 158, 61),
    (219, 13968, 4),
    (223, 13967, 1),
    (224, 13951, 3),
    (227, 227, 7),
    (282, 234, 29),
    (312, 264, 1),
    (314, 266, 142),
    (470, 5872, 30),
    (571, 5905, 1),
    (578, 5908, 1),
    (583, 5909, 1),
    (3290, 471, 1412),
    (4702, 1884, 424),
    (5126, 1883, 1),
    (5127, 2308, 1876),
    (7003, 4571, 1),
    (7004, 4184, 387),
    (7391, 4572, 525),
    (7916, 5286, 1),
    (7917, 5097, 105),
    (8023, 5203, 83),
    (8106, 5287, 84),
    (8190, 5517, 1),
    (8191, 5371, 54),
    (8245, 5426, 1),
    (8246, 5425, 1),
    (8247, 5427, 90),
    (8337, 5518, 354),
];
static PLANE_2: [(u16, u16, u16); 49] = [
    (0, 6280, 10),
    (10, 6291, 33),
    (43, 6372, 1),
    (44, 6324, 48),
    (92, 6373, 46),
    (138, 6586, 1),
    (139, 6419, 167),
    (306, 6587, 1840),
    (2146, 9074, 1),
    (2147, 8428, 108),
    (2255, 8537, 537),
    (2792, 8427, 1),
    (2793, 9075, 100),
    (2893, 8536, 1),
    (2894, 9175, 399),
    (3293, 9575, 1637),
    (4930, 11761, 1),
    (4931, 11212, 146),
    (5077, 11899, 1),
    (5078, 11358, 287),
    (5365, 12508, 1),
    (5366, 11645, 116),
    (5482, 11762, 137),
    (5619, 11900, 104),
    (5723, 12425, 1),
    (5724, 12004, 222),
    (5946, 12227, 198),
    (6144, 12426, 82),
    (6226, 12509, 86),
    (6312, 12226, 1),
    (6313, 12595, 8),
    (6321, 12604, 153),
    (6474, 12758, 56),
    (6530, 13114, 1),
    (6531, 12814, 113),
    (6644, 12603, 1),
    (6645, 12927, 142),
    (6787, 12757, 1),
    (6788, 13069, 45),
    (6833, 13115, 71),
    (6904, 13380, 1),
    (6905, 13186, 194),
    (7099, 13381, 490),
    (7589, 13914, 1),
    (7590, 13871, 43),
    (7633, 13915, 1),
    (7634, 13917, 11),
    (7645, 13916, 1),
    (7646, 13928, 4),
];
