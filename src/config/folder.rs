//! The *folders* of the file: `[[folder]]` sections, each of which holds for the archives under its path. They stand in the
//! user's own file alone: nothing that lies in an archive says how it is read.

use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::cleaning::{Faults, clean, own_themes};
use super::fault::{FileWrong, Wanted};

/// Lists that go on with what a section says; in place of all others the section's stand.
const GO_ON: [&str; 3] = ["keywords", "rule", "saved"];

/// What holds for all archives: the language of the interface and its keys.
const OF_ALL: [&str; 2] = ["language", "keys"];

/// Takes what the sections say into a table, of those that all of the paths lie under; the later section wins. Says
/// whether there was any.
pub(super) fn take<'i>(
    table: &mut DeTable<'i>,
    folders: Spanned<DeValue<'i>>,
    paths: &[PathBuf],
    faults: &mut Faults<'_>,
) -> bool {
    let at = folders.span().start;
    let DeValue::Array(sections) = folders.into_inner() else {
        faults.add(at, FileWrong::Kind { at: "folder".to_owned(), wanted: Wanted::List });
        return false;
    };
    // A section may name a theme of the file or of another section: whether it has it is looked at when both are one.
    let within = sections.iter().filter_map(|section| section.get_ref().as_table()).flat_map(own_themes);
    let themes: Vec<String> = own_themes(table).into_iter().chain(within).collect();
    let mut any = false;
    for section in sections {
        let at = section.span().start;
        let DeValue::Table(mut section) = section.into_inner() else {
            faults.add(at, FileWrong::Kind { at: "folder".to_owned(), wanted: Wanted::Table });
            continue;
        };
        let path = section.remove("path");
        for (key, _) in OF_ALL.into_iter().filter_map(|key| section.remove_entry(key)).collect::<Vec<_>>() {
            let wrong = FileWrong::Unknown { at: "folder".to_owned(), name: key.to_string(), known: Vec::new() };
            faults.add(key.span().start, wrong);
        }
        clean(&mut section, "folder.", &themes, faults);
        match path.as_ref().map(|path| path.get_ref().as_str()) {
            None => faults.add(at, FileWrong::NoPath),
            Some(None) => {
                let at = path.map_or(at, |path| path.span().start);
                faults.add(at, FileWrong::Kind { at: "folder.path".to_owned(), wanted: Wanted::Text });
            }
            Some(Some(folder)) if holds_for(folder, paths) => {
                merge(table, section);
                any = true;
            }
            Some(Some(_)) => {}
        }
    }
    any
}

/// A path in which `~` stands for the home.
pub(super) fn in_home(path: &str) -> PathBuf {
    let below = path.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with('/'));
    let home = below.and_then(|below| Some(etcetera::home_dir().ok()?.join(below.trim_start_matches('/'))));
    home.unwrap_or_else(|| PathBuf::from(path))
}

/// Whether all paths lie under a folder.
fn holds_for(folder: &str, paths: &[PathBuf]) -> bool {
    let folder = in_home(folder);
    let Some(folder) = folder.canonicalize().ok() else { return false };
    // What is in a packed file lies where that is.
    let real = |path: &PathBuf| path.ancestors().find_map(|path: &Path| path.canonicalize().ok());
    !paths.is_empty() && paths.iter().all(|path| real(path).is_some_and(|path| path.starts_with(&folder)))
}

fn merge<'i>(table: &mut DeTable<'i>, section: DeTable<'i>) {
    for (key, value) in section {
        let goes_on = GO_ON.contains(&key.get_ref().as_ref());
        let (span, value) = (value.span(), value.into_inner());
        match (table.get_mut(&key).map(Spanned::get_mut), value) {
            (Some(DeValue::Table(before)), DeValue::Table(own)) => merge(before, own),
            (Some(DeValue::Array(before)), DeValue::Array(own)) if goes_on => {
                own.into_iter().for_each(|item| before.push(item));
            }
            (_, value) => {
                table.insert(key, Spanned::new(span, value));
            }
        }
    }
}
