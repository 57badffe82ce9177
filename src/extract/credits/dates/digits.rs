//! *Digits* of other scripts, full-width and Han.

use std::borrow::Cow;
use std::ops::Range;

/// A text whose digits are ASCII, and the way back to the places of the text as it was.
pub(super) struct AsciiDigits<'t> {
    pub text: Cow<'t, str>,
    /// For each byte of the plain text its place in the other; empty where they are the same.
    places: Vec<usize>,
}

impl<'t> AsciiDigits<'t> {
    /// Full-width digits (`２０２２年`) become ASCII, and, where asked for, those of a date written out in Han
    /// (`二〇二二年一月十二日`).
    pub fn of(text: &'t str, han: bool) -> Self {
        let wide = |c: char| ('０'..='９').contains(&c);
        let spelled = han
            && text.contains("年")
            && text.contains(['〇', '零', '○'])
            && !text.contains(|c: char| c.is_ascii_digit());
        if !spelled && !text.contains(wide) {
            return Self { text: Cow::Borrowed(text), places: Vec::new() };
        }
        let mut plain = String::with_capacity(text.len());
        let mut places = Vec::with_capacity(text.len() + 1);
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        for (nth, &(at, c)) in chars.iter().enumerate() {
            let beside = |step: isize| {
                nth.checked_add_signed(step).and_then(|nth| chars.get(nth)).and_then(|&(_, c)| han_digit(c)).is_some()
            };
            let start = plain.len();
            match c {
                c if wide(c) => plain.extend(char::from_digit(u32::from(c) - u32::from('０'), 10)),
                // 十二 is 12, 二十 is 20, 十 is 10, 二十三 is 23.
                '十' if spelled => plain.push_str(match (beside(-1), beside(1)) {
                    (true, true) => "",
                    (true, false) => "0",
                    (false, true) => "1",
                    (false, false) => "10",
                }),
                c if spelled && han_digit(c).is_some() => plain.extend(han_digit(c)),
                c => plain.push(c),
            }
            places.extend(std::iter::repeat_n(at, plain.len() - start));
        }
        places.push(text.len());
        Self { text: Cow::Owned(plain), places }
    }

    /// The place in the text as it was of a range of this one.
    pub fn range(&self, range: &Range<usize>) -> Range<usize> {
        self.place(range.start)..self.place(range.end)
    }

    fn place(&self, at: usize) -> usize {
        if self.places.is_empty() { at } else { self.places.get(at).copied().unwrap_or_default() }
    }
}

fn han_digit(c: char) -> Option<char> {
    let digits = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digit = if matches!(c, '零' | '○') { Some(0) } else { digits.iter().position(|&digit| digit == c) };
    digit.and_then(|digit| char::from_digit(u32::try_from(digit).ok()?, 10))
}
