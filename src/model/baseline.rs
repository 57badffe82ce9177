//! The *baseline*: text that stands above or below it, written on it.
//!
//! A terminal has one line and no smaller letters. An exponent becomes the superscript signs of Unicode where each of its
//! characters has one (`10⁶`), and is marked as mathematicians mark it where one has none (`2^{0.5}`, `x_总`); what is no
//! exponent but only stands high, a footnote's `[1]`, a trade mark, small print, stays as it is.

/// To which side of the baseline a text is shifted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shift {
    /// Above it: a superscript.
    Up,
    /// Below it: a subscript.
    Down,
}

/// What a shifted text is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShiftedForm {
    /// Each character as its own sign.
    Signs,
    /// Between these two marks.
    Between(&'static str, &'static str),
    /// As it is.
    Plain,
}

/// The characters and the signs that stand for them above the line.
const UP: &[(char, char)] = &[
    ('0', '⁰'),
    ('1', '¹'),
    ('2', '²'),
    ('3', '³'),
    ('4', '⁴'),
    ('5', '⁵'),
    ('6', '⁶'),
    ('7', '⁷'),
    ('8', '⁸'),
    ('9', '⁹'),
    ('+', '⁺'),
    ('-', '⁻'),
    ('=', '⁼'),
    ('(', '⁽'),
    (')', '⁾'),
    ('a', 'ᵃ'),
    ('b', 'ᵇ'),
    ('c', 'ᶜ'),
    ('d', 'ᵈ'),
    ('e', 'ᵉ'),
    ('f', 'ᶠ'),
    ('g', 'ᵍ'),
    ('h', 'ʰ'),
    ('i', 'ⁱ'),
    ('j', 'ʲ'),
    ('k', 'ᵏ'),
    ('l', 'ˡ'),
    ('m', 'ᵐ'),
    ('n', 'ⁿ'),
    ('o', 'ᵒ'),
    ('p', 'ᵖ'),
    ('r', 'ʳ'),
    ('s', 'ˢ'),
    ('t', 'ᵗ'),
    ('u', 'ᵘ'),
    ('v', 'ᵛ'),
    ('w', 'ʷ'),
    ('x', 'ˣ'),
    ('y', 'ʸ'),
    ('z', 'ᶻ'),
    ('A', 'ᴬ'),
    ('B', 'ᴮ'),
    ('D', 'ᴰ'),
    ('E', 'ᴱ'),
    ('G', 'ᴳ'),
    ('H', 'ᴴ'),
    ('I', 'ᴵ'),
    ('J', 'ᴶ'),
    ('K', 'ᴷ'),
    ('L', 'ᴸ'),
    ('M', 'ᴹ'),
    ('N', 'ᴺ'),
    ('O', 'ᴼ'),
    ('P', 'ᴾ'),
    ('R', 'ᴿ'),
    ('T', 'ᵀ'),
    ('U', 'ᵁ'),
    ('V', 'ⱽ'),
    ('W', 'ᵂ'),
];

/// The same below it.
const DOWN: &[(char, char)] = &[
    ('0', '₀'),
    ('1', '₁'),
    ('2', '₂'),
    ('3', '₃'),
    ('4', '₄'),
    ('5', '₅'),
    ('6', '₆'),
    ('7', '₇'),
    ('8', '₈'),
    ('9', '₉'),
    ('+', '₊'),
    ('-', '₋'),
    ('=', '₌'),
    ('(', '₍'),
    (')', '₎'),
    ('a', 'ₐ'),
    ('e', 'ₑ'),
    ('h', 'ₕ'),
    ('i', 'ᵢ'),
    ('j', 'ⱼ'),
    ('k', 'ₖ'),
    ('l', 'ₗ'),
    ('m', 'ₘ'),
    ('n', 'ₙ'),
    ('o', 'ₒ'),
    ('p', 'ₚ'),
    ('r', 'ᵣ'),
    ('s', 'ₛ'),
    ('t', 'ₜ'),
    ('u', 'ᵤ'),
    ('v', 'ᵥ'),
    ('x', 'ₓ'),
];

/// A longer text is small print and no exponent, in characters.
const LONGEST: usize = 24;

impl Shift {
    fn table(self) -> &'static [(char, char)] {
        match self {
            Self::Up => UP,
            Self::Down => DOWN,
        }
    }

    /// The sign that stands for a character; a sign stands for itself.
    pub fn sign(self, c: char) -> Option<char> {
        let c = match c {
            // What people type for a minus, and the full-width forms.
            '−' | '–' | '－' => '-',
            '\u{FF10}'..='\u{FF19}' | '＋' | '（' | '）' | '＝' => {
                char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
            }
            _ => c,
        };
        self.table().iter().find(|(plain, sign)| *plain == c || *sign == c).map(|(_, sign)| *sign)
    }

    /// What a shifted text is written as. `based` says whether there is text before it that it is shifted from, `nested`
    /// whether it stands inside of another shifted text.
    pub fn form(self, text: &str, based: bool, nested: bool) -> ShiftedForm {
        let mut chars = text.chars();
        let Some(first) = chars.next() else { return ShiftedForm::Plain };
        let one = chars.next().is_none();
        let short = text.chars().count() <= LONGEST;
        if short && !nested && text.chars().all(|c| self.sign(c).is_some()) {
            return ShiftedForm::Signs;
        }
        let bracketed = matches!(first, '[' | '(' | '（' | '〔' | '［' | '【' | '「' | '『' | '《' | '〈' | '“' | '"');
        let numbered = |c: char| matches!(c, '\u{2460}'..='\u{24FF}' | '\u{2776}'..='\u{2793}');
        let worded = text.chars().any(|c| c.is_alphanumeric() && !numbered(c));
        // One that begins with the mark itself is marked once more: the way back has to find it.
        if !text.starts_with(self.mark()) && (!short || bracketed || !worded || !based) {
            return ShiftedForm::Plain;
        }
        match (self, one) {
            (Self::Up, true) => ShiftedForm::Between("^", ""),
            (Self::Up, false) => ShiftedForm::Between("^{", "}"),
            (Self::Down, true) => ShiftedForm::Between("_", ""),
            (Self::Down, false) => ShiftedForm::Between("_{", "}"),
        }
    }

    fn mark(self) -> char {
        match self {
            Self::Up => '^',
            Self::Down => '_',
        }
    }

    /// The way back: how much of a shifted text is marks at its begin and its end, in bytes.
    pub fn marks(self, text: &str) -> (usize, usize) {
        match text.strip_prefix(self.mark()) {
            Some(rest) if rest.starts_with('{') && rest.len() > 1 && rest.ends_with('}') => (2, 1),
            Some(rest) if !rest.is_empty() => (1, 0),
            _ => (0, 0),
        }
    }

    /// The way back: the character that a sign stands for.
    pub fn unsigned(self, c: char) -> char {
        self.table().iter().find(|(_, sign)| *sign == c).map_or(c, |(plain, _)| *plain)
    }
}

/// The character that a sign above or below the line stands for; any other as it is.
pub fn on_line(c: char) -> char {
    match c {
        '²'
        | '³'
        | '¹'
        | '\u{2B0}'..='\u{2E4}'
        | '\u{1D2C}'..='\u{1D6A}'
        | '\u{2070}'..='\u{209C}'
        | '\u{2C7C}'
        | '\u{2C7D}'
        | '\u{1D9C}'..='\u{1DBF}' => {
            let up = Shift::Up.unsigned(c);
            if up == c { Shift::Down.unsigned(c) } else { up }
        }
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shifted(shift: Shift, text: &str) -> String {
        match shift.form(text, true, false) {
            ShiftedForm::Signs => text.chars().filter_map(|c| shift.sign(c)).collect(),
            ShiftedForm::Between(open, close) => format!("{open}{text}{close}"),
            ShiftedForm::Plain => text.to_owned(),
        }
    }

    #[test]
    fn exponents_are_signs_or_marked_and_what_is_none_stays() {
        for (text, up) in [
            ("6", "⁶"),
            ("-3", "⁻³"),
            ("−12", "⁻¹²"),
            ("n+1", "ⁿ⁺¹"),
            ("st", "ˢᵗ"),
            ("TM", "ᵀᴹ"),
            ("0.5", "^{0.5}"),
            ("π", "^π"),
            ("注", "^注"),
            ("1,2", "^{1,2}"),
            ("[1]", "[1]"),
            ("［注］", "［注］"),
            ("①", "①"),
            ("®", "®"),
            ("*", "*"),
            (
                "本报记者某某某二〇二二年一月十四日从某地发回的消息",
                "本报记者某某某二〇二二年一月十四日从某地发回的消息",
            ),
        ] {
            assert_eq!(shifted(Shift::Up, text), up);
        }
        for (text, down) in [("2", "₂"), ("n-1", "ₙ₋₁"), ("总", "_总"), ("max", "ₘₐₓ"), ("b", "_b"), ("i,j", "_{i,j}")]
        {
            assert_eq!(shifted(Shift::Down, text), down);
        }
    }

    #[test]
    fn what_is_shifted_is_found_again() {
        for shift in [Shift::Up, Shift::Down] {
            for text in ["6", "n+1", "q", "πr", "{", "}", "{}", "^", "^a", "^®", "_", "x_{1}", "[2]", "注1", "C"] {
                let there = shifted(shift, text);
                let (open, close) = shift.marks(&there);
                let back: String = there[open..there.len() - close].chars().map(|c| shift.unsigned(c)).collect();
                assert_eq!(shifted(shift, &back), there, "{text}");
            }
        }
    }
}
