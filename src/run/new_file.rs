//! A *new file*: written whole or not at all, never through a link, and over another file only where that is asked for.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How a file was not written.
#[derive(Debug)]
pub(super) enum Unwritten {
    /// There is a file of that name.
    Stands,
    /// There is something else of that name: a link, a folder, a device.
    NoPlainFile,
    /// The system's reason.
    Failed(io::Error),
}

impl From<io::Error> for Unwritten {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// Where a path leads that was typed: `~/` is the home folder.
pub(super) fn typed_path(typed: &str, home: Option<PathBuf>) -> PathBuf {
    match (typed.strip_prefix("~/"), home) {
        (Some(below), Some(home)) => home.join(below),
        _ => PathBuf::from(typed),
    }
}

/// Writes a file; `over` another one if there is one.
///
/// # Errors
/// As [`Unwritten`] says; then what was there is there still.
pub(super) fn write_file(path: &Path, text: &str, over: bool) -> Result<(), Unwritten> {
    match fs::symlink_metadata(path) {
        Ok(there) if !there.is_file() => return Err(Unwritten::NoPlainFile),
        Ok(_) if !over => return Err(Unwritten::Stands),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    // A name that nobody has: opening it never follows a link.
    let name = path.file_name().ok_or(Unwritten::NoPlainFile)?.to_string_lossy();
    let beside =
        path.with_file_name(format!(".kanbao-{}-{}", std::process::id(), name.chars().take(20).collect::<String>()));
    let written = (|| {
        let mut file = OpenOptions::new().write(true).create_new(true).open(&beside)?;
        file.write_all(text.as_bytes())?;
        File::sync_all(&file)?;
        match over {
            true => fs::rename(&beside, path),
            // Fails where there is one by now.
            false => fs::hard_link(&beside, path).or_else(|error| copied(path, text, error)),
        }
    })();
    let _ = fs::remove_file(&beside);
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Unwritten::Stands,
        _ => Unwritten::Failed(error),
    })
}

/// Writes it where it is to be, on a file system that knows no second name of a file.
fn copied(path: &Path, text: &str, error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::AlreadyExists {
        return Err(error);
    }
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_once_and_over_another_only_where_that_is_asked_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("甲.md");
        write_file(&path, "一", false).expect("it is new");
        assert!(matches!(write_file(&path, "二", false), Err(Unwritten::Stands)));
        assert_eq!(fs::read_to_string(&path).expect("a file"), "一");
        write_file(&path, "二", true).expect("it may be written over");
        assert_eq!(fs::read_to_string(&path).expect("a file"), "二");
        assert!(matches!(write_file(folder.path(), "三", true), Err(Unwritten::NoPlainFile)));
        assert!(matches!(write_file(&folder.path().join("没有/甲.md"), "三", false), Err(Unwritten::Failed(_))));
        let names: Vec<_> = fs::read_dir(folder.path()).expect("a folder").flatten().collect();
        assert_eq!(names.len(), 1, "{names:?}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_never_followed() {
        let folder = tempfile::tempdir().expect("a folder");
        let [real, link, lost] = ["real", "link", "lost"].map(|name| folder.path().join(name));
        fs::write(&real, "一").expect("a file");
        std::os::unix::fs::symlink(&real, &link).expect("a link");
        std::os::unix::fs::symlink(folder.path().join("nowhere"), &lost).expect("a link");
        for (path, over) in [(&link, false), (&link, true), (&lost, false), (&lost, true)] {
            assert!(matches!(write_file(path, "二", over), Err(Unwritten::NoPlainFile)));
        }
        assert_eq!(fs::read_to_string(&real).expect("a file"), "一");
        assert!(!folder.path().join("nowhere").exists());
    }

    #[test]
    fn home_is_where_a_path_says_so() {
        assert_eq!(typed_path("~/a.md", Some("/home/me".into())), Path::new("/home/me/a.md"));
        assert_eq!(typed_path("~a.md", Some("/home/me".into())), Path::new("~a.md"));
    }
}
