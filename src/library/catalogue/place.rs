//! The *place* of a catalogue: a folder of its own for each archive, under `$XDG_CACHE_HOME/kanbao`. Nothing in it is
//! worth more than the time it takes to make it again.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use etcetera::{BaseStrategy, choose_base_strategy};

/// The file of the records, and the beginnings of the names of those of the texts.
pub(super) const CATALOGUE: &str = "catalogue";
pub(super) const FOLDS: &str = "folds";
pub(super) const BODIES: &str = "bodies";
/// What a writer holds.
const LOCK: &str = "lock";

/// Where everything is that can be made again: `$XDG_CACHE_HOME/kanbao` (`~/.cache/kanbao`).
pub fn cache_folder() -> Option<PathBuf> {
    Some(choose_base_strategy().ok()?.cache_dir().join("kanbao"))
}

/// Whether a file is one of a catalogue, by its name.
pub(super) fn is_own(name: &str) -> bool {
    let is_text = |kind: &str| name.strip_prefix(kind).is_some_and(|rest| rest.starts_with('-'));
    name == CATALOGUE || name == format!("{CATALOGUE}.new") || name == LOCK || is_text(FOLDS) || is_text(BODIES)
}

/// The folder of one archive's catalogue.
#[derive(Clone, Debug)]
pub(super) struct CatalogueFolder(PathBuf);

impl CatalogueFolder {
    /// The folder for what was opened: by where it really is, and by what else articles depend on.
    pub fn new(cache: &Path, roots: &[Vec<u8>], options: u64) -> Self {
        let mut hasher = DefaultHasher::new();
        (roots, options).hash(&mut hasher);
        let name = roots.first().and_then(|root| Path::new(std::ffi::OsStr::from_bytes(root)).file_name());
        let name: String = name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        // For a person who looks into the cache; the number is what tells.
        let shown: String = name.chars().filter(|c| c.is_alphanumeric()).take(24).collect();
        Self(cache.join(format!("{shown}-{:016x}", hasher.finish())))
    }

    pub fn of(path: PathBuf) -> Self {
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The file of texts of a kind and a number.
    pub fn texts(&self, kind: &str, number: u64) -> PathBuf {
        self.0.join(format!("{kind}-{number:016x}"))
    }

    /// Makes the folder, for its owner alone, and holds it: the one that holds it is the only one that writes into it.
    /// `None` where another program holds it.
    ///
    /// # Errors
    /// When nothing can be written there.
    pub fn lock(&self) -> io::Result<Option<File>> {
        DirBuilder::new().recursive(true).mode(0o700).create(&self.0)?;
        let lock = writable(&self.file(LOCK))?;
        match lock.try_lock() {
            Ok(()) => Ok(Some(lock)),
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            Err(fs::TryLockError::Error(error)) => Err(error),
        }
    }
}

/// Opens a file to be written to, for its owner alone. A link is not followed: what it leads to is not ours.
pub(super) fn writable(path: &Path) -> io::Result<File> {
    let no_follow = rustix::fs::OFlags::NOFOLLOW.bits().cast_signed();
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .custom_flags(no_follow)
        .open(path)
}
