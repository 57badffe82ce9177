//! How the file is *read*: what is right of it holds, and what is not is said.

use std::path::{Path, PathBuf};

use etcetera::{BaseStrategy, choose_base_strategy};
use toml::de::{DeTable, DeValue};

use super::cleaning::{Faults, LineIndex, clean, drop_lines};
use super::fault::{ConfigFault, FileFault, FileWrong, Wanted};
use super::file::ConfigFile;
use super::import::ImportConfig;
use super::{folder, own_keys};
use crate::model::{KeySheet, Language, SafeText};

/// The file, as far as it is right.
#[derive(Debug, Default)]
pub(super) struct FileReading {
    pub file: ConfigFile,
    /// The keys, where the file has any.
    pub keys: Option<KeySheet>,
    /// What is wrong with it, in the order of the lines.
    pub faults: Vec<FileFault>,
    path: SafeText,
    text: String,
}

/// Where the file is: `$XDG_CONFIG_HOME/kanbao/config.toml`.
pub fn path() -> Option<PathBuf> {
    Some(choose_base_strategy().ok()?.config_dir().join("kanbao").join("config.toml"))
}

/// The largest configuration file that is read, in bytes.
const LARGEST: u64 = 1 << 20;

impl FileReading {
    /// The file of this user, for an archive: what it says of the folders that the paths lie in holds before the rest.
    pub fn of_user(paths: &[PathBuf]) -> Self {
        path().map_or_else(Self::default, |path| Self::of_file(&path, paths).unwrap_or_default())
    }

    /// A file; `None` where there is none.
    pub fn of_file(path: &Path, paths: &[PathBuf]) -> Option<Self> {
        let text = match std::fs::metadata(path) {
            // A pipe would be waited on for ever.
            Ok(metadata) if !metadata.is_file() => Err(std::io::Error::other("not a regular file")),
            Ok(metadata) if metadata.len() > LARGEST => Err(std::io::Error::other("too large for a configuration")),
            Ok(_) => std::fs::read_to_string(path),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
            Err(error) => Err(error),
        };
        let reading = match text {
            Ok(text) => Self::of_text(text, paths),
            Err(error) => {
                let said = error.to_string();
                let said = said.split(" (os error").next().unwrap_or(&said).to_owned();
                Self { faults: vec![FileFault { line: None, wrong: FileWrong::File(said) }], ..Self::default() }
            }
        };
        Some(Self { path: SafeText::line(&path.to_string_lossy()), ..reading })
    }

    pub fn of_text(text: String, paths: &[PathBuf]) -> Self {
        let mut faults = Faults::new(LineIndex(&text));
        let (mut table, errors) = DeTable::parse_recoverable(&text);
        let lines = LineIndex(&text);
        let mut broken = Vec::new();
        for error in errors {
            let said = error.message().lines().collect::<Vec<_>>().join(", ");
            let at = error.span().map_or(0, |span| span.start);
            broken.push(lines.of(at));
            faults.add(at, FileWrong::Syntax(said));
        }
        let table = table.get_mut();
        if !broken.is_empty() {
            drop_lines(table, &broken, lines);
        }
        let (keys, folders) = (table.remove("keys"), table.remove("folder"));
        let keys = keys.and_then(|keys| match keys.get_ref() {
            DeValue::Table(own) => Some(own_keys::sheet(own, &mut faults)),
            _ => {
                let wrong = FileWrong::Kind { at: "keys".to_owned(), wanted: Wanted::Table };
                faults.add(keys.span().start, wrong);
                None
            }
        });
        let mut file = clean(table, "", &[], &mut faults);
        if let Some(folders) = folders
            && folder::take(table, folders, paths, &mut faults)
        {
            file = clean(table, "", &[], &mut faults);
        }
        let faults = faults.into_vec();
        Self { file, keys, faults, path: SafeText::default(), text }
    }

    /// What is wrong with it, in words.
    pub fn faults(&self, language: Language) -> Vec<ConfigFault> {
        self.faults.iter().map(|fault| ConfigFault::new(&self.path, fault, language)).collect()
    }

    /// How files are read.
    pub fn importing(&self, language: Language) -> ImportConfig {
        let lines = LineIndex(&self.text);
        let (rules, chapters) = (&self.file.rule, &self.file.import.chapters);
        ImportConfig {
            limits: self.file.limits,
            rules: rules.iter().map(|rule| rule.get_ref().clone()).collect(),
            chapters: chapters.iter().map(|chapter| chapter.get_ref().clone()).collect(),
            rule_lines: rules.iter().map(|rule| lines.of(rule.span().start)).collect(),
            chapter_lines: chapters.iter().map(|chapter| lines.of(chapter.span().start)).collect(),
            path: self.path.clone(),
            text: self.text.clone(),
            language,
        }
    }
}
