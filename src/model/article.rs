//! An *article*: what was written (body), what is known about it (meta), and what was cut to get there (removed).

use std::borrow::Cow;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use super::{Block, BlockIx, ContentKey, Language, Note, SafeText, Timestamp, script};

/// What kind of file an article came from.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, BorshDeserialize, BorshSerialize, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Front matter, then HTML: the RSSHub/Hexo export.
    Hexo,
    /// A text dump of a whole news page, its furniture still in it.
    Scraped,
    /// A saved HTML page.
    Html,
    /// Markdown, with or without front matter.
    Markdown,
    /// An item of a feed: RSS, Atom, JSON Feed.
    Feed,
    /// News in an XML of its own: a corpus, an agency's wire.
    Xml,
    /// An entry of a list of pages to be read later, or of bookmarks.
    List,
    /// A chapter of an EPUB.
    Epub,
    /// Anything else that is text.
    #[default]
    Text,
}

impl Format {
    /// Its name, as JSON has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hexo => "hexo",
            Self::Scraped => "scraped",
            Self::Html => "html",
            Self::Markdown => "markdown",
            Self::Feed => "feed",
            Self::Xml => "xml",
            Self::List => "list",
            Self::Epub => "epub",
            Self::Text => "text",
        }
    }
}

/// What is known about an article besides its body. Absent things are `None` or empty, never `""`.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshDeserialize, BorshSerialize, Serialize)]
pub struct Meta {
    /// The path as the user named it, made safe to show.
    pub path: SafeText,
    /// The kind of file.
    pub format: Format,
    /// The character encoding it was read in, by its WHATWG name.
    pub encoding: SafeText,
    /// The title; never empty (the file's name where the document has none).
    pub title: SafeText,
    /// The title under which the source first published it, where the page says so and it differs or not.
    pub original_title: Option<SafeText>,
    /// When it was published.
    pub published: Option<Timestamp>,
    /// When it was last changed, where the source says so.
    pub updated: Option<Timestamp>,
    /// Who wrote it, or the channel it came through.
    pub author: Option<SafeText>,
    /// The reporters it names besides.
    pub reporters: Vec<SafeText>,
    /// Whose text it is, nearest first.
    pub source: Vec<SafeText>,
    /// The editor's line: name and work number.
    pub editor: Option<SafeText>,
    /// The exporter's categories, widest first.
    pub categories: Vec<SafeText>,
    /// Its tags or keywords.
    pub tags: Vec<SafeText>,
    /// Where the page was.
    pub url: Option<SafeText>,
    /// The picture that stands for the article.
    pub lead_image: Option<SafeText>,
    /// Whether it had been read in the program that it was exported from, where that says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<bool>,
    /// Whether it had a star there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starred: Option<bool>,
    /// By what its text is known again between runs.
    #[serde(skip)]
    pub content: ContentKey,
    /// The language as a BCP 47 tag (`zh-Hans`, `zh-Hant`, `ja`, `ko`, `en`).
    pub lang: Option<SafeText>,
    /// How many characters of the file could not be decoded and are U+FFFD here.
    pub undecodable: usize,
    /// What may be wrong with how it was read.
    pub notes: Vec<Note>,
}

/// Why a stretch of a document is not in the body: the rule's or category's name in kebab case, which is what JSON has,
/// and what a rule of the program is called in Chinese.
#[derive(Clone, Debug, PartialEq, Eq, BorshDeserialize, BorshSerialize, Serialize)]
#[serde(transparent)]
pub struct Reason(
    pub SafeText,
    #[serde(skip)]
    #[borsh(skip)]
    Option<&'static str>,
);

impl Reason {
    /// A reason by its name, and by its Chinese name where it is one of the program's.
    pub fn new(rule: SafeText, chinese: Option<&'static str>) -> Self {
        Self(rule, chinese)
    }

    /// What it is called in a language. A rule of the user's own is called what the user calls it.
    pub fn said(&self, language: Language) -> Cow<'_, str> {
        match (self.1, language) {
            (Some(_), Language::English) => Cow::Owned(self.0.replace('-', " ")),
            (Some(chinese), _) => Cow::Borrowed(language.written(chinese)),
            (None, _) => Cow::Borrowed(&self.0),
        }
    }
}

/// Something that was in the document and is not in the body.
#[derive(Clone, Debug, PartialEq, Eq, BorshDeserialize, BorshSerialize, Serialize)]
pub struct Removed {
    /// The text that was cut.
    pub text: SafeText,
    /// Why: the name of the furniture rule, or of the field of the meta it moved to.
    pub reason: Reason,
    /// The block of the body that follows it: one past the last where none does.
    #[serde(skip)]
    pub before: BlockIx,
}

/// One article. Serialises to the object of `kanbao show --json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshDeserialize, BorshSerialize, Serialize)]
pub struct Article {
    /// What is known about it.
    #[serde(flatten)]
    pub meta: Meta,
    /// What was written, in order.
    pub body: Vec<Block>,
    /// What was cut, in document order: nothing is lost.
    pub removed: Vec<Removed>,
}

impl Article {
    /// The length of the body in 字: every letter, ideograph and digit run counts as the eye counts it (see
    /// [`count_zi`]).
    pub fn length(&self) -> usize {
        self.body.iter().map(|block| count_zi(block.text())).sum()
    }

    /// By what its text is known again. A title that is made of the name of its file does not count: that may be renamed.
    pub fn content_key(&self, file_name: &str) -> ContentKey {
        let title = Some(&self.meta.title).filter(|title| !file_name.contains(title.as_str()));
        let own = self.meta.url.as_ref().or(title).map(SafeText::as_str);
        ContentKey::of(self.body.iter().map(Block::text), own)
    }
}

/// The punctuation that Chinese is full of; Unicode's table of letters takes long to say that it is none.
const fn is_common_mark(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3002}' | '\u{3008}'..='\u{3011}' | '\u{FF01}'..='\u{FF0F}'
        | '\u{FF1A}'..='\u{FF20}')
}

/// Counts 字 as word processors for Chinese do: one for each Han, kana or Hangul character, one for each run of other
/// letters or digits (a word, a number). Punctuation and spaces count nothing.
pub fn count_zi(text: &str) -> usize {
    let mut rest = text.as_bytes();
    let mut count = 0;
    let mut in_word = false;
    loop {
        // Han of the common block, ASCII and common marks are told by their bytes: they are nearly all there is.
        while let [0xE5..=0xE9, _, _, behind @ ..] = rest {
            count += 1;
            in_word = false;
            rest = behind;
        }
        if let &[byte @ 0..0x80, ref behind @ ..] = rest {
            match byte.is_ascii_alphanumeric() {
                true => {
                    count += usize::from(!in_word);
                    in_word = true;
                }
                false => in_word &= is_inside_word(char::from(byte)),
            }
            rest = behind;
            continue;
        }
        if let [0xEF, 0xBC, 0x81..=0x8F | 0x9A..=0xA0, behind @ ..]
        | [0xE3, 0x80, 0x80..=0x82 | 0x88..=0x91, behind @ ..] = rest
        {
            in_word = false;
            rest = behind;
            continue;
        }
        let Some(c) = text[text.len() - rest.len()..].chars().next() else { return count };
        rest = &rest[c.len_utf8()..];
        if is_common_mark(c) {
            in_word &= is_inside_word(c);
        } else if script::is_cjk(c) {
            count += 1;
            in_word = false;
        } else if c.is_alphanumeric() {
            count += usize::from(!in_word);
            in_word = true;
        } else {
            in_word = false;
        }
    }
}

/// Whether a mark may stand inside of a word or a number.
const fn is_inside_word(c: char) -> bool {
    matches!(c, '\'' | '’' | '.' | ',' | '-' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_marks_are_no_letters() {
        for c in ('\0'..=char::MAX).filter(|&c| is_common_mark(c)) {
            assert!(!c.is_alphanumeric() && !script::is_cjk(c), "{c:?}");
        }
        assert_eq!(count_zi("津南区，11：30。it’s “AI”〇々"), 9);
        assert_eq!(count_zi("3,000.5-x_y 한글 ñé がカ 一二\u{3400}㎡ don't"), 10);
    }
}
