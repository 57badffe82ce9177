//! The *stamp* of a file: what the system says of it without reading it, by which a file is known to be as it was.

use std::fs::{File, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use borsh::{BorshDeserialize, BorshSerialize};
use rustix::fs::{AtFlags, Stat, statat};

/// What tells that a file or a folder has not changed: its size, its number on the disk, and when its content and its
/// inode were changed. Two stamps are compared for being equal, never for which is later: clocks go back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshDeserialize, BorshSerialize)]
pub(crate) struct Stamp {
    size: u64,
    inode: u64,
    /// Seconds and nanoseconds.
    modified: (i64, i64),
    changed: (i64, i64),
}

/// How finely systems tell the time of a change; network disks tell whole seconds.
const TICK: Duration = Duration::from_millis(20);
const WHOLE_SECONDS: Duration = Duration::from_secs(2);

impl Stamp {
    /// The stamp of what a path leads to, links followed; `None` where there is nothing.
    pub fn of(path: &Path) -> Option<Self> {
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        std::fs::metadata(path).ok().map(|there| Self::from(&there))
    }

    /// The same, if a change from now on is sure to show in it.
    pub fn settled(path: &Path) -> Option<Self> {
        let (stamp, is_settled) = Self::now(path);
        stamp.filter(|_| is_settled)
    }

    /// The same, of what the system has just said.
    pub fn settled_of(there: &Metadata) -> Option<Self> {
        Some(Self::from(there)).filter(|stamp| stamp.is_settled(SystemTime::now()))
    }

    /// What a file is now, and whether a change from now on is sure to show in it.
    pub fn now(path: &Path) -> (Option<Self>, bool) {
        let stamp = Self::of(path);
        (stamp, stamp.is_some_and(|stamp| stamp.is_settled(SystemTime::now())))
    }

    /// Whether a change from now on is sure to show in the stamp: what is changed twice within a tick of the clock has
    /// the same stamp both times.
    fn is_settled(self, now: SystemTime) -> bool {
        let coarse = self.modified.1 == 0 && self.changed.1 == 0;
        let tick = if coarse { WHOLE_SECONDS } else { TICK };
        let apart = |(seconds, nanoseconds): (i64, i64)| {
            let at = i128::from(seconds) * 1_000_000_000 + i128::from(nanoseconds);
            let now = now.duration_since(UNIX_EPOCH).map_or(0, |now| now.as_nanos().cast_signed());
            (now - at).unsigned_abs() > tick.as_nanos()
        };
        apart(self.modified) && apart(self.changed)
    }
}

impl From<&Metadata> for Stamp {
    fn from(there: &Metadata) -> Self {
        Self {
            size: there.size(),
            inode: there.ino(),
            modified: (there.mtime(), there.mtime_nsec()),
            changed: (there.ctime(), there.ctime_nsec()),
        }
    }
}

impl From<&Stat> for Stamp {
    #[expect(clippy::unnecessary_cast, reason = "the types are not the same on all systems")]
    fn from(there: &Stat) -> Self {
        Self {
            size: there.st_size as u64,
            inode: there.st_ino as u64,
            modified: (there.st_mtime as i64, there.st_mtime_nsec as i64),
            changed: (there.st_ctime as i64, there.st_ctime_nsec as i64),
        }
    }
}

/// The stamps of many files, those of one folder one after the other: the way to the folder is gone once for all of them,
/// which is most of what a stamp costs.
#[derive(Debug, Default)]
pub(crate) struct FolderStamps {
    /// The folder of the file before, as it was opened.
    folder: Option<(PathBuf, File)>,
}

impl FolderStamps {
    /// What [`Stamp::of`] says of a file.
    pub fn of(&mut self, path: &Path) -> Option<Stamp> {
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else { return Stamp::of(path) };
        if self.folder.as_ref().is_none_or(|(folder, _)| folder != parent) {
            let place = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
            self.folder = File::open(place).ok().map(|folder| (parent.to_owned(), folder));
        }
        // What cannot be listed may be gone through.
        let Some((_, folder)) = &self.folder else { return Stamp::of(path) };
        statat(folder, name, AtFlags::empty()).ok().map(|there| Stamp::from(&there))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_shows() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        assert_eq!(Stamp::of(&path), None);
        std::fs::write(&path, "一").unwrap();
        let first = Stamp::of(&path).unwrap();
        assert_eq!(Stamp::of(&path), Some(first));
        // Of the same size and put back in time, as a copy that keeps its time is: the inode tells.
        let old = UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        std::fs::File::options().write(true).open(&path).unwrap().set_modified(old).unwrap();
        let second = Stamp::of(&path).unwrap();
        assert_ne!(first, second);
        std::fs::rename(&path, folder.path().join("b.md")).unwrap();
        std::fs::write(&path, "二").unwrap();
        std::fs::File::options().write(true).open(&path).unwrap().set_modified(old).unwrap();
        assert_ne!(Stamp::of(&path).unwrap(), second);
    }

    #[test]
    fn of_many_files_of_some_folders_too() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in ["a", "b"] {
            std::fs::create_dir(path(name)).unwrap();
            std::fs::write(path(name).join("1.md"), name.repeat(9)).unwrap();
        }
        std::os::unix::fs::symlink(path("b/1.md"), path("a/2.md")).unwrap();
        let mut stamps = FolderStamps::default();
        for name in ["a/1.md", "a/2.md", "a/3.md", "b/1.md", "c/1.md", "a/1.md", "a", "b/../a/1.md", "b/.."] {
            assert_eq!(stamps.of(&path(name)), Stamp::of(&path(name)), "{name}");
        }
        assert_eq!(stamps.of(Path::new("Cargo.toml")), Stamp::of(Path::new("Cargo.toml")));
    }

    #[test]
    fn what_was_changed_just_now_is_not_settled() {
        let stamp = |modified| Stamp { size: 1, inode: 1, modified, changed: (0, 5) };
        let now = UNIX_EPOCH + Duration::from_secs(100);
        assert!(!stamp((99, 999_999_999)).is_settled(now) && !stamp((100, 1)).is_settled(now));
        assert!(stamp((99, 5)).is_settled(now));
        assert!(stamp((500, 5)).is_settled(now), "of a clock that went back");
        let coarse = Stamp { size: 1, inode: 1, modified: (99, 0), changed: (50, 0) };
        assert!(!coarse.is_settled(now) && coarse.is_settled(now + Duration::from_secs(9)));
    }
}
