//! The *language* the interface speaks; that of an article is a BCP 47 tag in its meta.

/// The language the interface speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Chinese.
    Chinese,
    /// English.
    #[default]
    English,
}

impl Language {
    /// The language of a POSIX locale such as `zh_CN.UTF-8`.
    pub fn from_locale(locale: &str) -> Self {
        if locale.starts_with("zh") { Self::Chinese } else { Self::English }
    }
}
