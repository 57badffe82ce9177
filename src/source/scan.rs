//! *Scanning*: walking what the user named to the files that may be articles, in a stable order.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::address;
use super::file_policy::{ENDS, is_json, may_be_article};
use crate::error::Error;
use crate::model::{Origin, SafeText};

/// Takes what a scan finds; breaks off when it wants no more.
pub type ScanSink<'s> = dyn FnMut(Result<Origin, (Origin, Error)>) -> ControlFlow<()> + 's;

/// Walks `paths` and gives every file that may be an article to `found`, in the order of the paths and by name inside
/// a folder, until `found` breaks off. A path named by the user is always tried, hidden or not; what cannot be opened
/// is given with its error. Loops of symbolic links end where they begin. A `json` is one only where `is_json_feed` says so
/// of its ends.
pub(crate) fn scan(paths: &[PathBuf], is_json_feed: fn(&str) -> bool, found: &mut ScanSink<'_>) {
    for path in paths {
        let flow = match named(path) {
            Ok(Some(origin)) => found(Ok(origin)),
            Ok(None) => folder(path, is_json_feed, found),
            Err(error) => found(Err(failed(path, error))),
        };
        if flow.is_break() {
            return;
        }
    }
}

/// What one path names; nothing yet for a folder.
///
/// # Errors
/// When there is nothing there.
pub(crate) fn find(path: &Path) -> Result<Option<Origin>, Error> {
    named(path).map_err(|error| failed(path, error).1)
}

fn named(path: &Path) -> io::Result<Option<Origin>> {
    if path.as_os_str() == "-" {
        return Ok(Some(Origin::Stdin));
    }
    match std::fs::metadata(path) {
        Ok(meta) if meta.is_dir() => Ok(None),
        Ok(_) => Ok(Some(Origin::File(path.to_owned()))),
        Err(error) => address::part(path).map(Some).ok_or(error),
    }
}

fn failed(path: &Path, source: io::Error) -> (Origin, Error) {
    let origin = Origin::File(path.to_owned());
    let error = Error::read(&origin.display(), source);
    (origin, error)
}

fn folder(path: &Path, is_json_feed: fn(&str) -> bool, found: &mut ScanSink<'_>) -> ControlFlow<()> {
    // What git ignores may well be an article: only hidden files are passed over.
    let walk = WalkBuilder::new(path)
        .standard_filters(false)
        .hidden(true)
        .follow_links(true)
        .sort_by_file_name(Ord::cmp)
        .build();
    for entry in walk {
        match entry {
            Ok(entry) => {
                // Only regular files: a pipe in a folder would be waited on for ever.
                let path = entry.path();
                let fits = || may_be_article(path) || is_json(path) && ends_say(path, is_json_feed);
                if entry.file_type().is_some_and(|kind| kind.is_file()) && fits() {
                    found(Ok(Origin::File(entry.into_path())))?;
                }
            }
            Err(error) => {
                if let Some(failure) = walk_failure(path, error) {
                    found(Err(failure))?;
                }
            }
        }
    }
    ControlFlow::Continue(())
}

/// Whether the beginning or the end of a file says something: the fields of JSON may be in any order. A file that cannot
/// be read says nothing.
fn ends_say(path: &Path, what: fn(&str) -> bool) -> bool {
    let said = || -> io::Result<bool> {
        let mut file = File::open(path)?;
        let mut ends = Vec::new();
        (&file).take(ENDS as u64).read_to_end(&mut ends)?;
        let length = file.metadata()?.len();
        file.seek(io::SeekFrom::Start(length.saturating_sub(ENDS as u64)))?;
        file.take(ENDS as u64).read_to_end(&mut ends)?;
        Ok(what(&String::from_utf8_lossy(&ends)))
    };
    said().unwrap_or(false)
}

/// A folder or link that cannot be followed. A loop is no failure: everything in it has been found already.
fn walk_failure(root: &Path, error: ignore::Error) -> Option<(Origin, Error)> {
    let mut path = root.to_owned();
    let mut error = error;
    loop {
        match error {
            ignore::Error::Loop { .. } => return None,
            ignore::Error::WithPath { path: at, err } => {
                path = at;
                error = *err;
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => error = *err,
            // The error's own words name the path once more; asked again, the system gives them plain.
            ignore::Error::Io(source) => {
                let plain = std::fs::metadata(&path).err().unwrap_or_else(|| source.kind().into());
                return Some(failed(&path, plain));
            }
            other => return Some(failed(&path, io::Error::other(SafeText::line(&other.to_string()).to_string()))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(paths: &[PathBuf]) -> Vec<String> {
        let mut names = Vec::new();
        scan(paths, |text| text.contains("jsonfeed.org/version"), &mut |found| {
            names.push(match found {
                Ok(Origin::File(path)) => path.file_name().unwrap().to_string_lossy().into_owned(),
                Ok(origin) => origin.display().to_string(),
                Err((_, error)) => format!("! {}", error.to_string().rsplit(": ").next().unwrap_or_default()),
            });
            ControlFlow::Continue(())
        });
        names
    }

    #[test]
    fn folders_are_walked_in_order_and_the_rest_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        for file in
            ["b.txt", "a.md", ".hidden.md", "picture.png", "sub/c.html", "sub/.git/x.md", "no-extension", ".gitignore"]
        {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "*\n").unwrap();
        }
        assert_eq!(names(&[folder.path().to_owned()]), ["a.md", "b.txt", "no-extension", "c.html"]);
        assert_eq!(names(&[folder.path().join(".hidden.md"), PathBuf::from("-")]), [".hidden.md", "-"]);
    }

    #[test]
    fn of_json_files_only_feeds_are_found() {
        let folder = tempfile::tempdir().unwrap();
        let version = "\"version\": \"https://jsonfeed.org/version/1.1\"";
        let long = "x".repeat(10_000);
        for (file, text) in [
            ("a.json", format!("{{{version}, \"items\": []}}")),
            ("b.json", format!("{{\"items\": [\"{long}\"], {version}}}")),
            ("c.json", String::from("{\"version\": \"1\", \"name\": \"jsonfeed\"}")),
            ("d.json", String::new()),
        ] {
            std::fs::write(folder.path().join(file), text).unwrap();
        }
        assert_eq!(names(&[folder.path().to_owned()]), ["a.json", "b.json"]);
        assert_eq!(names(&[folder.path().join("c.json")]), ["c.json"]);
    }

    #[test]
    fn a_missing_path_is_a_failed_origin() {
        assert_eq!(names(&[PathBuf::from("/no/such/file")]), ["! No such file or directory"]);
    }

    #[cfg(unix)]
    #[test]
    fn loops_of_links_end() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.md"), "x").unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).unwrap();
        std::os::unix::fs::symlink(folder.path().join("nowhere"), folder.path().join("broken")).unwrap();
        assert_eq!(names(&[folder.path().to_owned()]), ["a.md", "! No such file or directory"]);
    }
}
