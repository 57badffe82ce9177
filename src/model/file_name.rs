//! The *file name* of an origin: what tells the format where the bytes do not, and what stands for a title.

use std::sync::Arc;

use super::entry::{Origin, Part};

impl Origin {
    /// A file in the same folder, or in one below it.
    pub fn beside(&self, relative: &str) -> Option<Self> {
        match self {
            Self::File(path) | Self::LegacyFile { path, .. } => Some(Self::File(path.with_file_name(relative))),
            Self::Part { whole, part: Part::Member(path) } => {
                let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
                let part = Part::Member(format!("{folder}{relative}").into());
                Some(Self::Part { whole: Arc::clone(whole), part })
            }
            Self::Stdin | Self::Sample { .. } | Self::Part { part: Part::Item(_), .. } => None,
        }
    }

    /// The name of its file without folders: `-` for standard input, the last part of its path for a file in a
    /// container, that of the whole file for an item.
    pub fn file_name(&self) -> String {
        match self {
            Self::File(path) => path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
            Self::LegacyFile { shown, .. } => shown.rsplit('/').next().unwrap_or(shown).to_owned(),
            Self::Stdin => String::from("-"),
            Self::Sample { name, .. } => (*name).to_owned(),
            Self::Part { whole, part: Part::Item(_) } => whole.file_name(),
            Self::Part { part: Part::Member(path), .. } => path.rsplit('/').next().unwrap_or(path).to_owned(),
        }
    }
}

/// What the content of a file is called: `.gz` says only how it is packed.
pub fn content_name(name: &str) -> &str {
    name.rsplit_once('.')
        .filter(|(stem, extension)| !stem.is_empty() && extension.eq_ignore_ascii_case("gz"))
        .map_or(name, |(stem, _)| stem)
}
