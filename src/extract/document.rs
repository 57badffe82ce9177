//! A *text document*: the decoded text of a file, or of a part of one, on its way into articles.

use crate::extract::furniture::{Furniture, FurnitureRules};
use crate::model::{Format, Limits};

/// What a parser is given: the text, the file's name, the rules and the limits of reading.
#[derive(Clone, Copy)]
pub(crate) struct TextDocument<'a> {
    /// The file's name, without its folders.
    pub name: &'a str,
    /// Its text, line ends and all.
    pub text: &'a str,
    /// How much of it is too much.
    pub limits: &'a Limits,
    furniture: &'a Furniture,
}

impl<'a> TextDocument<'a> {
    /// How much of a text is looked at to tell its format, in bytes.
    const ENOUGH: usize = 256 << 10;

    /// A document on its way into articles.
    pub fn new(name: &'a str, text: &'a str, furniture: &'a Furniture, limits: &'a Limits) -> Self {
        Self { name, text, limits, furniture }
    }

    /// The furniture rules for a format.
    pub fn rules(&self, format: Format) -> FurnitureRules<'a> {
        self.furniture.of(format, self.limits)
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
