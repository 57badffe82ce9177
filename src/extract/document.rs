//! A *document*: the decoded text of a file, or of a part of one, on its way into articles.

use super::furniture::Rules;
use crate::library::importer::Importer;
use crate::model::Format;

/// What a parser is given.
#[derive(Clone, Copy)]
pub(crate) struct Document<'a> {
    /// The file's name, without its folders.
    pub name: &'a str,
    /// Its text, line ends and all.
    pub text: &'a str,
    /// How it is to be read.
    pub reader: &'a Importer,
}

impl<'a> Document<'a> {
    /// How much of a text is looked at to tell its kind, in bytes.
    const ENOUGH: usize = 256 << 10;

    /// The furniture rules for a kind of file.
    pub fn rules(&self, format: Format) -> Rules<'a> {
        self.reader.furniture.of(format, &self.reader.limits)
    }

    /// The beginning of the text: enough to tell its kind by.
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
