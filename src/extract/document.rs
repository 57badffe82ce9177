//! A *text document*: the decoded text of a file, or of a part of one, on its way into articles.

use std::cell::{OnceCell, RefCell};

use super::frontmatter::{self, Opening, Split};
use super::furniture::{self, Furniture, FurnitureRules};
use super::pattern::Pattern;
use crate::model::{Format, Limits, Note, SafeText};

/// What a parser is given: the text, the file's name, the rules and the limits of reading.
pub(crate) struct TextDocument<'a> {
    /// The file's name, without its folders.
    pub name: &'a str,
    /// Its text, line ends and all.
    pub text: &'a str,
    /// How much of it is too much.
    pub limits: &'a Limits,
    /// The user's own patterns of chapter heads.
    pub chapters: &'a [Pattern],
    /// Where the page was, if what saved it says so.
    pub address: Option<SafeText>,
    furniture: &'a Furniture,
    /// What stands where a front matter would be: looked for once, for several formats ask.
    opening: OnceCell<Opening<'a>>,
    /// The limits that were reached.
    reached: RefCell<Vec<String>>,
}

impl<'a> TextDocument<'a> {
    /// How much of a text is looked at to tell its format, in bytes.
    const ENOUGH: usize = 256 << 10;

    /// A document on its way into articles.
    pub fn new(name: &'a str, text: &'a str, furniture: &'a Furniture, limits: &'a Limits) -> Self {
        furniture::forget();
        Self {
            name,
            text,
            limits,
            chapters: &[],
            address: None,
            furniture,
            opening: OnceCell::new(),
            reached: RefCell::default(),
        }
    }

    /// The same, with the user's own patterns of chapter heads.
    #[must_use]
    pub fn with_chapters(self, chapters: &'a [Pattern]) -> Self {
        Self { chapters, ..self }
    }

    /// The same, with the address where it was saved.
    #[must_use]
    pub fn saved_from(self, address: Option<SafeText>) -> Self {
        Self { address, ..self }
    }

    /// A document read by the rules and within the limits of the program.
    #[cfg(test)]
    pub fn by_default(name: &'a str, text: &'a str) -> Self {
        use std::sync::LazyLock;
        static FURNITURE: LazyLock<Furniture> = LazyLock::new(Furniture::default);
        static LIMITS: LazyLock<Limits> = LazyLock::new(Limits::default);
        Self::new(name, text, &FURNITURE, &LIMITS)
    }

    /// The furniture rules for a format.
    pub fn rules(&self, format: Format) -> FurnitureRules<'a> {
        self.furniture.of(format, self.limits)
    }

    /// Its front matter and the text behind it, if it has one.
    pub fn front_matter(&self) -> Option<&Split<'a>> {
        let opening = self.opening.get_or_init(|| {
            let opening = frontmatter::split(self.text);
            let too_long = match &opening {
                Opening::None => false,
                Opening::Split(split) => split.is_cut(),
                Opening::TooLong => true,
            };
            if too_long {
                let most = frontmatter::LONGEST;
                self.limit_reached(format!("more than {most} bytes of front matter: read as text"));
            }
            opening
        });
        match opening {
            Opening::Split(split) => Some(split),
            Opening::None | Opening::TooLong => None,
        }
    }

    /// Notes that a limit was reached, once, for all articles of the document.
    pub fn limit_reached(&self, message: impl Into<String>) {
        let message = message.into();
        let mut reached = self.reached.borrow_mut();
        if !reached.contains(&message) {
            reached.push(message);
        }
    }

    /// The notes of the limits that were reached.
    pub fn limit_notes(&self) -> Vec<Note> {
        self.reached.borrow().iter().map(|message| Note::Limit { message: SafeText::line(message) }).collect()
    }

    /// The beginning of the text: enough to tell its format by.
    pub fn head(&self) -> &'a str {
        &self.text[..self.text.floor_char_boundary(Self::ENOUGH)]
    }

    /// Whether the file's name ends in one of these extensions.
    pub fn is_named(&self, extensions: &[&str]) -> bool {
        self.name
            .rsplit_once('.')
            .is_some_and(|(_, own)| extensions.iter().any(|extension| own.eq_ignore_ascii_case(extension)))
    }
}
