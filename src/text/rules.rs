//! The *rules* of line breaking that a caller chooses: language, CLREQ level, and the CSS properties.

/// The language a paragraph is set by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {
    /// Simplified Chinese.
    #[default]
    ZhHans,
    /// Traditional Chinese.
    ZhHant,
    /// Japanese.
    Ja,
    /// Korean.
    Ko,
    /// Anything else.
    Und,
}

impl Locale {
    /// The locale of a BCP 47 tag: `zh-TW` is [`Locale::ZhHant`], `en` is [`Locale::Und`].
    pub fn from_tag(tag: &str) -> Self {
        let tag = tag.to_ascii_lowercase().replace('_', "-");
        let mut parts = tag.split('-');
        match parts.next() {
            Some("zh" | "cmn" | "yue" | "lzh") => match parts.any(|part| matches!(part, "hant" | "tw" | "hk" | "mo")) {
                true => Self::ZhHant,
                false => Self::ZhHans,
            },
            Some("ja") => Self::Ja,
            Some("ko") => Self::Ko,
            _ => Self::Und,
        }
    }

    /// Whether this is Chinese in either script.
    pub fn is_chinese(self) -> bool {
        matches!(self, Self::ZhHans | Self::ZhHant)
    }
}

/// CLREQ's levels of prohibition at line start and end (避头尾), for Chinese.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Level {
    /// B13: a break anywhere between Han and punctuation.
    None,
    /// No stop, closing mark, connector or solidus at a line start; no opening mark at a line end.
    Basic,
    /// Basic, and no solidus at a line end: GB/T 15834.
    #[default]
    Gb,
    /// Gb, and no dash (——) at a line start.
    Strict,
}

/// CSS `line-break`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LineBreak {
    /// The least restrictive rules: short lines.
    Loose,
    /// The most common rules.
    #[default]
    Normal,
    /// The most restrictive rules.
    Strict,
}

/// CSS `word-break`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum WordBreak {
    /// Each script by its own custom.
    #[default]
    Normal,
    /// No break between letters, Han and Hangul included: Korean breaks at spaces.
    KeepAll,
    /// A break between any two letters.
    BreakAll,
}

/// Everything that decides where a row may end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rules {
    /// The language.
    pub locale: Locale,
    /// CLREQ's level; only Chinese looks at it.
    pub level: Level,
    /// CSS `line-break`.
    pub line_break: LineBreak,
    /// CSS `word-break`.
    pub word_break: WordBreak,
    /// Whether addresses are broken only where they have parts (B18); else by the rules of all text.
    pub addresses: bool,
}

impl Rules {
    /// The rules kanbao reads a language by: strict line breaking, words kept whole in Korean (L01, L03).
    pub fn reading(locale: Locale) -> Self {
        let word_break = if locale == Locale::Ko { WordBreak::KeepAll } else { WordBreak::Normal };
        Self { locale, level: Level::Gb, line_break: LineBreak::Strict, word_break, addresses: true }
    }
}
