//! The *text of a path*. Names on a disk are bytes; those that an old system wrote are in an old encoding, and no name
//! says in which. All names of a folder that are no UTF-8 are looked at together, for few bytes tell little.
//!
//! What is shown leads back: a path that is not there is looked for among the names as they are shown.

use std::collections::{HashMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use super::interpreter::Interpreter;
use crate::model::{Origin, SafeText};

/// The texts of the names in the folders that were looked at.
pub(crate) struct PathTexts {
    name_encoding: fn(&[&[u8]]) -> Option<&'static encoding_rs::Encoding>,
    folders: HashMap<PathBuf, HashMap<OsString, String>>,
}

impl PathTexts {
    pub fn new(interpreter: &Interpreter) -> Self {
        Self { name_encoding: interpreter.name_encoding, folders: HashMap::new() }
    }

    /// The origin of a file.
    pub fn origin(&mut self, path: &Path) -> Origin {
        if path.to_str().is_some() {
            return Origin::File(path.to_owned());
        }
        Origin::LegacyFile { path: path.to_owned(), shown: SafeText::line(&self.text(path)) }
    }

    /// A path as text, name by name.
    fn text(&mut self, path: &Path) -> String {
        let mut text = String::new();
        let mut folder = PathBuf::new();
        for (at, name) in path.as_os_str().as_bytes().split(|&byte| byte == b'/').enumerate() {
            if at > 0 {
                text.push('/');
            }
            let name = OsStr::from_bytes(name);
            match name.to_str() {
                Some(name) => text.push_str(name),
                None => text.push_str(&self.name(&folder, name)),
            }
            if at == 0 && name.is_empty() {
                folder.push("/");
            } else {
                folder.push(name);
            }
        }
        text
    }

    /// A name that is no UTF-8 as text.
    fn name(&mut self, folder: &Path, name: &OsStr) -> String {
        let names = self.folders.entry(folder.to_owned()).or_insert_with(|| decoded(folder, self.name_encoding));
        names.get(name).cloned().unwrap_or_else(|| name.to_string_lossy().into_owned())
    }

    /// The path of what is shown as this path; `None` where there is nothing of that name. The rest of a path that
    /// leads into a file stays as it is.
    pub fn real(&mut self, shown: &Path) -> Option<PathBuf> {
        let mut real = PathBuf::new();
        let mut is_other = false;
        for name in shown.components() {
            let there = real.join(name);
            if std::fs::symlink_metadata(&there).is_ok() || !is_folder(&real) {
                real = there;
                continue;
            }
            let wanted = told(name.as_os_str().to_str()?);
            let found = std::fs::read_dir(or_here(&real)).ok()?.filter_map(Result::ok).map(|entry| entry.file_name());
            let found = found.min_by_key(|own| {
                let text = own.to_str().map_or_else(|| self.name(&real, own), str::to_owned);
                // The first of those that are shown so: the order of a folder is no order.
                (told(&text) != wanted, own.clone())
            })?;
            let text = found.to_str().map_or_else(|| self.name(&real, &found), str::to_owned);
            if told(&text) != wanted {
                return None;
            }
            real.push(found);
            is_other = true;
        }
        is_other.then_some(real)
    }
}

/// What is told of a name by how it is shown: where it was typed or copied, its accents may be composed otherwise.
fn told(name: &str) -> String {
    SafeText::line(name).trim().nfc().collect()
}

fn or_here(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

fn is_folder(path: &Path) -> bool {
    or_here(path).is_dir()
}

/// The names of a folder that are no UTF-8, as text: each another one, and none as another file is called.
fn decoded(
    folder: &Path,
    name_encoding: fn(&[&[u8]]) -> Option<&'static encoding_rs::Encoding>,
) -> HashMap<OsString, String> {
    let names = std::fs::read_dir(or_here(folder)).into_iter().flatten().filter_map(Result::ok);
    let (plain, mut legacy): (Vec<OsString>, Vec<OsString>) =
        names.map(|entry| entry.file_name()).partition(|name| name.to_str().is_some());
    legacy.sort();
    let bytes: Vec<&[u8]> = legacy.iter().map(|name| name.as_bytes()).collect();
    let encoding = name_encoding(&bytes);
    let mut taken: HashSet<String> = plain.into_iter().filter_map(|name| name.into_string().ok()).collect();
    let mut texts = HashMap::new();
    for name in legacy {
        let text = match encoding {
            Some(encoding) => encoding.decode_without_bom_handling(name.as_bytes()).0.into_owned(),
            None => name.to_string_lossy().into_owned(),
        };
        let mut own = text.clone();
        let mut number = 1;
        while !taken.insert(own.clone()) {
            number += 1;
            own = format!("{text}~{number}");
        }
        texts.insert(name, own);
    }
    texts
}
