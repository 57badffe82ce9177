//! The *file of a note* while an editor has it: for its owner alone to read, in a folder of ours, gone afterwards.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// The file, as long as it is held.
#[derive(Debug)]
pub(super) struct NoteFile {
    path: PathBuf,
    is_kept: bool,
}

impl NoteFile {
    /// Writes a note into a new file, in `$XDG_RUNTIME_DIR/kanbao`, or beside what is kept between runs.
    ///
    /// # Errors
    /// When it cannot be written, or there is no place for it.
    pub fn new(text: &str, state: Option<&Path>) -> io::Result<Self> {
        let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|folder| folder.is_absolute());
        let runtime = runtime.map(|folder| folder.join("kanbao"));
        let places = runtime.into_iter().chain(state.and_then(Path::parent).map(Path::to_owned));
        let mut failure = io::Error::from(io::ErrorKind::NotFound);
        for folder in places {
            match Self::in_folder(&folder, text) {
                Ok(file) => return Ok(file),
                Err(error) => failure = error,
            }
        }
        Err(failure)
    }

    fn in_folder(folder: &Path, text: &str) -> io::Result<Self> {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        // A name that nobody has, of which no link is followed.
        let name = |number: u32| folder.join(format!("note-{}-{number}.md", std::process::id()));
        let mut tries = (0..100).map(|number| {
            let path = name(number);
            OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path).map(|file| (path, file))
        });
        let (path, mut file) = tries
            .find(|made| !made.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::AlreadyExists))
            .unwrap_or_else(|| Err(io::ErrorKind::AlreadyExists.into()))?;
        let own = Self { path, is_kept: false };
        file.write_all(text.as_bytes())?;
        if !text.is_empty() && !text.ends_with('\n') {
            file.write_all(b"\n")?;
        }
        Ok(own)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it says now.
    ///
    /// # Errors
    /// When it cannot be read, or is larger than `most` bytes.
    pub fn text(&self, most: u64) -> io::Result<String> {
        if fs::metadata(&self.path)?.len() > most {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(String::from_utf8_lossy(&fs::read(&self.path)?).into_owned())
    }

    /// It stays where it is: what it says has no other place.
    pub fn keep(&mut self) {
        self.is_kept = true;
    }
}

impl Drop for NoteFile {
    fn drop(&mut self) {
        if !self.is_kept {
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn it_is_its_owners_and_gone_afterwards() {
        let home = tempfile::TempDir::new().expect("a folder");
        let folder = home.path().join("kanbao");
        let first = NoteFile::in_folder(&folder, "一行\n两行").expect("a file");
        let mut second = NoteFile::in_folder(&folder, "").expect("another");
        assert_ne!(first.path(), second.path());
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!((mode(first.path()), mode(&folder)), (0o600, 0o700));
        assert_eq!(first.text(99).expect("text"), "一行\n两行\n");
        assert!(first.text(5).is_err());
        let (gone, kept) = (first.path().to_owned(), second.path().to_owned());
        second.keep();
        drop((first, second));
        assert!(!gone.exists() && kept.exists());
    }
}
