//! The *place* of the state: a folder and a file in it, for their owner alone.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use etcetera::{BaseStrategy, choose_base_strategy};

/// Where the database is: `$XDG_STATE_HOME/kanbao/state.sqlite` (`~/.local/state/kanbao/state.sqlite`).
pub fn path() -> Option<PathBuf> {
    let dirs = choose_base_strategy().ok()?;
    let state = dirs.state_dir().unwrap_or_else(|| dirs.data_dir());
    Some(state.join("kanbao").join("state.sqlite"))
}

/// Makes the folder and the file where there are none, and takes from others the right to look into them. What SQLite
/// puts beside the file has the rights of the file.
///
/// # Errors
/// When they cannot be made.
pub(super) fn make(path: &Path) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        // Only our own: a database may lie elsewhere in a test.
        if folder.file_name().is_some_and(|name| name == "kanbao") {
            close_to_others(folder, 0o700);
        }
    }
    match create(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => close_to_others(path, 0o600),
        made => drop(made?),
    }
    Ok(())
}

/// Makes a file that was not there.
fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

fn close_to_others(path: &Path, mode: u32) {
    if fs::metadata(path).is_ok_and(|known| known.mode() & 0o077 != 0) {
        // Of what is another's nothing can be taken; it is read and written as far as it may be.
        let _ = fs::set_permissions(path, Permissions::from_mode(mode));
    }
}

/// Which file lies at a path: another one after the first was removed or set aside.
pub(super) fn identity(path: &Path) -> Option<(u64, u64)> {
    fs::metadata(path).ok().map(|file| (file.dev(), file.ino()))
}

/// What belongs to a database beside its file.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Holds a file that says that somebody is setting the database aside, until it is dropped.
///
/// # Errors
/// When it cannot be made or held.
pub(super) fn hold(path: &Path) -> io::Result<File> {
    let lock = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(beside(path, ".lock"))?;
    lock.lock()?;
    Ok(lock)
}
