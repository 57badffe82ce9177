//! The *language* the interface speaks; that of an article is a BCP 47 tag in its meta.

/// The language the interface speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Chinese, in simplified characters.
    Chinese,
    /// Chinese, in traditional characters.
    Traditional,
    /// English.
    #[default]
    English,
}

impl Language {
    /// All of them.
    pub const EACH: [Self; 3] = [Self::Chinese, Self::Traditional, Self::English];

    /// The language of a POSIX locale such as `zh_CN.UTF-8`, or of a BCP 47 tag such as `zh-Hant-HK`.
    pub fn from_locale(locale: &str) -> Self {
        let mut parts = locale.split(['_', '-', '.', '@']);
        if !parts.next().is_some_and(|own| own.eq_ignore_ascii_case("zh")) {
            return Self::English;
        }
        // The script counts more than the place: `zh_TW@hans`.
        let mut said = Self::Chinese;
        for part in parts {
            match part.to_ascii_lowercase().as_str() {
                "hans" => return Self::Chinese,
                "hant" => return Self::Traditional,
                "tw" | "hk" | "mo" => said = Self::Traditional,
                _ => {}
            }
        }
        said
    }

    /// Whether it is Chinese, in whichever characters.
    pub const fn is_chinese(self) -> bool {
        matches!(self, Self::Chinese | Self::Traditional)
    }

    /// Between the things of an enumeration.
    pub const fn comma(self) -> &'static str {
        if self.is_chinese() { "、" } else { ", " }
    }

    /// A sentence in simplified characters as this language writes it, if it is Chinese.
    pub fn written(self, chinese: &str) -> &str {
        if self == Self::Traditional { super::traditional::in_traditional(chinese) } else { chinese }
    }

    /// What is said in it, of the same thing in Chinese and in English.
    pub fn choose(self, chinese: &'static str, english: &'static str) -> &'static str {
        match self {
            Self::English => english,
            _ => self.written(chinese),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn a_locale_says_language_and_script() {
        for (locale, language) in [
            ("zh_CN.UTF-8", Language::Chinese),
            ("zh", Language::Chinese),
            ("zh_SG", Language::Chinese),
            ("zh-Hans-HK", Language::Chinese),
            ("zh_TW.UTF-8@hans", Language::Chinese),
            ("zh_TW.UTF-8", Language::Traditional),
            ("zh_HK.big5hkscs", Language::Traditional),
            ("zh-Hant", Language::Traditional),
            ("ZH-MO", Language::Traditional),
            ("zha_TW", Language::English),
            ("C.UTF-8", Language::English),
            ("en_HK.UTF-8", Language::English),
            ("", Language::English),
        ] {
            assert_eq!(Language::from_locale(locale), language, "{locale}");
        }
    }
}
