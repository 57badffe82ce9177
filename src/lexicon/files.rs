//! The *files* of dictionaries: those that the configuration names, and those in the folders that it names.

use std::path::{Path, PathBuf};

use super::said;
use crate::model::DictionaryWrong;

/// A folder of dictionaries has folders in it, but not folders in folders in folders.
const DEEPEST: usize = 3;
/// So many files of a folder are looked at.
const MOST_FILES: usize = 10_000;

/// A file that is a dictionary, by its name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DictionaryFile {
    /// The `.ifo` of a StarDict dictionary.
    StarDict(PathBuf),
    /// CC-CEDICT.
    Cedict(PathBuf),
}

/// What does not lead to a dictionary, and why.
type NoDictionary = (PathBuf, DictionaryWrong);

/// The dictionaries that are named, and what is none; each once, those of a folder in the order of their names.
pub(super) fn find(named: &[PathBuf]) -> Vec<Result<DictionaryFile, NoDictionary>> {
    let mut found = Vec::new();
    for path in named {
        let about = match std::fs::metadata(path) {
            Ok(about) => about,
            Err(error) => {
                found.push(Err((path.clone(), said(&error))));
                continue;
            }
        };
        if !about.is_dir() {
            found.push(Ok(named_file(path)));
            continue;
        }
        let mut inside = Vec::new();
        let mut left = MOST_FILES;
        look_in(path, DEEPEST, &mut left, &mut inside);
        inside.sort();
        if inside.is_empty() {
            found.push(Err((path.clone(), DictionaryWrong::NoneThere)));
        }
        found.extend(inside.into_iter().map(Ok));
    }
    let mut known = Vec::new();
    found.retain(|one| {
        let Ok(file) = one else { return true };
        let is_new = !known.contains(file);
        known.push(file.clone());
        is_new
    });
    found
}

/// The dictionary that a file which is named is, or is a part of.
fn named_file(path: &Path) -> DictionaryFile {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let parts = [".ifo", ".idx", ".idx.gz", ".dict", ".dict.dz", ".syn"];
    match parts.iter().find_map(|part| name.strip_suffix(part)) {
        Some(stem) => DictionaryFile::StarDict(path.with_file_name(format!("{stem}.ifo"))),
        None => DictionaryFile::Cedict(path.to_owned()),
    }
}

/// Whether a file in a folder is a dictionary.
fn file_in_folder(path: PathBuf) -> Option<DictionaryFile> {
    let name = path.file_name()?.to_string_lossy().to_lowercase();
    let plain = name.strip_suffix(".gz").unwrap_or(&name);
    let (stem, extension) = plain.rsplit_once('.')?;
    match extension {
        "ifo" if plain == name => Some(DictionaryFile::StarDict(path)),
        "u8" => Some(DictionaryFile::Cedict(path)),
        "txt" if stem.contains("cedict") => Some(DictionaryFile::Cedict(path)),
        _ => None,
    }
}

fn look_in(folder: &Path, depth: usize, left: &mut usize, found: &mut Vec<DictionaryFile>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        if *left == 0 {
            return;
        }
        *left -= 1;
        // A link to a folder could lead back.
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() {
            if depth > 1 {
                look_in(&entry.path(), depth - 1, left, found);
            }
        } else {
            found.extend(file_in_folder(entry.path()));
        }
    }
}
