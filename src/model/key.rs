//! A *key*, by the name that the key table and the configuration write: `j`, `C-n`, `M-v`, `Space`, `F1`.

use std::fmt;

/// What is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyCap {
    /// What types a character. Shift is part of it.
    Character(char),
    /// A key of the keyboard that types none: its name, of those in [`Key::NAMES`].
    Named(&'static str),
    /// F1 to F12.
    Function(u8),
}

/// A key with what is held down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// What is pressed.
    pub cap: KeyCap,
    /// Whether Ctrl is held.
    pub control: bool,
    /// Whether Alt is held.
    pub alt: bool,
}

impl Key {
    /// The names of the keys that type no character.
    pub const NAMES: [&'static str; 14] = [
        "Up",
        "Down",
        "Left",
        "Right",
        "Home",
        "End",
        "PgUp",
        "PgDn",
        "Enter",
        "Esc",
        "Tab",
        "S-Tab",
        "Backspace",
        "Delete",
    ];

    /// The key that types a character, by its half-width form: an input method that is on does not change it.
    pub fn typing(character: char) -> KeyCap {
        KeyCap::Character(half_width(character))
    }

    /// The key of a name.
    pub fn named(name: &str) -> Option<Self> {
        let (control, rest) = without(name, "C-");
        let (alt, rest) = without(rest, "M-");
        let (control, rest) = if control { (true, rest) } else { without(rest, "C-") };
        let mut characters = rest.chars();
        let cap = match (rest, characters.next(), characters.next()) {
            ("Space", ..) => KeyCap::Character(' '),
            (_, Some(only), None) if !only.is_control() => Self::typing(only),
            _ => match Self::NAMES.iter().find(|known| **known == rest) {
                Some(known) => KeyCap::Named(known),
                None => {
                    KeyCap::Function(rest.strip_prefix('F')?.parse().ok().filter(|number| (1..=12).contains(number))?)
                }
            },
        };
        Some(Self { cap, control, alt })
    }

    /// Whether it types a character where text is typed.
    pub fn is_typed(self) -> bool {
        matches!(self.cap, KeyCap::Character(_)) && !self.control && !self.alt
    }

    /// Whether it begins a count, or goes on with one.
    pub fn is_count(self) -> bool {
        matches!(self.cap, KeyCap::Character('1'..='9')) && !self.control && !self.alt
    }
}

/// What is after a prefix, and whether it was there; the prefix alone is a name of its own.
fn without<'n>(name: &'n str, prefix: &str) -> (bool, &'n str) {
    match name.strip_prefix(prefix) {
        Some(rest) if !rest.is_empty() => (true, rest),
        _ => (false, name),
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.control { "C-" } else { "" })?;
        f.write_str(if self.alt { "M-" } else { "" })?;
        match self.cap {
            KeyCap::Character(' ') => f.write_str("Space"),
            KeyCap::Character(character) => write!(f, "{character}"),
            KeyCap::Named(name) => f.write_str(name),
            KeyCap::Function(number) => write!(f, "F{number}"),
        }
    }
}

/// The character that the same key types without an input method: full-width letters, digits and signs, and the marks
/// that Chinese input methods put on the keys of others.
pub fn half_width(character: char) -> char {
    match character {
        '\u{3000}' => ' ',
        '。' => '.',
        '、' => '/',
        '《' => '<',
        '》' => '>',
        '【' => '[',
        '】' => ']',
        '「' => '{',
        '」' => '}',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_one_name_and_is_found_by_it() {
        for name in ["j", "J", "C-n", "M-v", "C-M-x", "Space", "C-Space", "-", "C--", "F1", "F12", "S-Tab", "PgDn", "?"]
        {
            assert_eq!(Key::named(name).map(|key| key.to_string()).as_deref(), Some(name));
        }
        for name in ["", "Ctrl-n", "F0", "F13", "PageDown", "jj", "C-", "\u{7}"] {
            assert_eq!(Key::named(name), None, "{name}");
        }
        assert_eq!(Key::named("M-C-x"), Key::named("C-M-x"));
    }

    #[test]
    fn full_width_is_the_key_that_types_it() {
        for (full, half) in
            [("ｊ", "j"), ("Ｋ", "K"), ("／", "/"), ("？", "?"), ("：", ":"), ("\u{3000}", "Space"), ("７", "7")]
        {
            assert_eq!(Key::named(full), Key::named(half));
        }
        assert_eq!(half_width('报'), '报');
    }
}
