//! *UTF-32*: each character is its number in four bytes.

use super::Reading;
use crate::model::OldEncoding;

/// The mark at the beginning, as a number.
const MARK: u32 = 0xFEFF;

/// Reads bytes, without their mark.
pub(super) fn decode(bytes: &[u8], number: fn([u8; 4]) -> u32) -> (String, usize) {
    let mut reading = Reading::default();
    let units = bytes.chunks(4);
    for (at, unit) in units.enumerate() {
        match <[u8; 4]>::try_from(unit).map(number) {
            Ok(MARK) if at == 0 => {}
            Ok(number) => reading.put(char::from_u32(number)),
            Err(_) => reading.bad(),
        }
    }
    reading.end()
}

/// The form that bytes are in: by their mark, or because all of them are characters of text in one of the forms. Every
/// number has a zero at its end or its beginning, and so no other text is taken for it.
pub(super) fn detect(bytes: &[u8]) -> Option<OldEncoding> {
    const ENOUGH: usize = 4096;
    const LEAST: usize = 8;
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] => return Some(OldEncoding::Utf32Le),
        [0, 0, 0xFE, 0xFF, ..] => return Some(OldEncoding::Utf32Be),
        _ => {}
    }
    let head = &bytes[..bytes.len().min(ENOUGH)];
    let is_text = |number: fn([u8; 4]) -> u32| {
        head.len() >= LEAST
            && head.chunks_exact(4).all(|unit| {
                let number = <[u8; 4]>::try_from(unit).map_or(0, number);
                number < 0x3_0000
                    && (number >= 0x20 || matches!(number, 9 | 10 | 12 | 13))
                    && char::from_u32(number).is_some()
            })
    };
    if is_text(u32::from_le_bytes) {
        return Some(OldEncoding::Utf32Le);
    }
    is_text(u32::from_be_bytes).then_some(OldEncoding::Utf32Be)
}
