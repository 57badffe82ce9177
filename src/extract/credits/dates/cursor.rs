//! A *cursor*: a place in a text from which numbers, signs and words are read. A reader that finds nothing moves nothing;
//! to go back, a copy is kept.

#[derive(Clone, Copy)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    pub at: usize,
}

impl<'t> Cursor<'t> {
    pub fn new(text: &'t str, at: usize) -> Self {
        Self { text, at }
    }

    /// What is behind it.
    pub fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Moves over every character that passes.
    pub fn skip(&mut self, passes: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(passes).len();
    }

    pub fn blanks(&mut self) {
        self.skip(is_blank);
    }

    /// Moves over one of some characters.
    pub fn sign(&mut self, signs: &[char]) -> Option<char> {
        let sign = self.peek().filter(|c| signs.contains(c))?;
        self.at += sign.len_utf8();
        Some(sign)
    }

    /// Moves over blanks and one of some characters, or not at all.
    pub fn spaced(&mut self, signs: &[char]) -> Option<char> {
        let mut ahead = *self;
        ahead.blanks();
        let sign = ahead.sign(signs)?;
        *self = ahead;
        Some(sign)
    }

    /// Moves over the first of some words that stands here.
    pub fn word<'w>(&mut self, words: &[&'w str]) -> Option<&'w str> {
        let word = words.iter().find(|word| self.rest().starts_with(**word))?;
        self.at += word.len();
        Some(word)
    }

    /// Moves over Latin letters.
    pub fn letters(&mut self) -> &'t str {
        let from = self.at;
        self.skip(|c| c.is_ascii_alphabetic());
        &self.text[from..self.at]
    }

    /// Moves over a number of up to `most` digits, full-width ones too.
    pub fn number(&mut self, most: usize) -> Option<Number> {
        let mut number = Number { value: 0, digits: 0 };
        while number.digits < most
            && let Some(c) = self.peek()
            && let Some(digit) = digit(c)
        {
            number = Number { value: number.value * 10 + digit, digits: number.digits + 1 };
            self.at += c.len_utf8();
        }
        (number.digits > 0).then_some(number)
    }

    /// Moves over a number of exactly so many digits.
    pub fn digits(&mut self, count: usize) -> Option<u16> {
        let mut ahead = *self;
        let number = ahead.number(count).filter(|number| number.digits == count)?;
        *self = ahead;
        Some(number.value)
    }

    /// Moves over a number of up to two digits.
    pub fn small(&mut self) -> Option<i8> {
        self.number(2).and_then(|number| i8::try_from(number.value).ok())
    }
}

/// A number and how it was written.
#[derive(Clone, Copy)]
pub(super) struct Number {
    pub value: u16,
    pub digits: usize,
}

/// The value of a digit, of either width.
pub(super) fn digit(c: char) -> Option<u16> {
    let zero = if c.is_ascii() { '0' } else { '０' };
    u32::from(c).checked_sub(u32::from(zero)).filter(|value| *value < 10).and_then(|value| u16::try_from(value).ok())
}

pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0B' | '\x0C' | '\u{A0}' | '\u{3000}' | '\u{202F}' | '\u{2009}')
}
