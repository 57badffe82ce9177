//! What a scan has *seen*: a file that two paths lead to is found once.
//!
//! Two paths lead to one file where a link does, or where the user named one path inside of another. A link to what the
//! scan comes to by itself is not followed; of what lies elsewhere the files are remembered.

use std::collections::HashSet;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::file_policy::{is_hidden, is_table, may_be_article};
use crate::model::Origin;

/// What was found so far.
pub(super) struct Seen {
    files: HashSet<FileId>,
    /// What is no file of its own: standard input, parts of files.
    others: HashSet<Origin>,
    /// Where the paths that the user named really are, if these are folders.
    roots: Arc<Vec<PathBuf>>,
    /// Whether a file may be come to twice at all.
    may_repeat: Arc<AtomicBool>,
}

/// What a file is, whatever it is called.
#[derive(PartialEq, Eq, Hash)]
enum FileId {
    /// A file that has one name.
    Inode { device: u64, number: u64 },
    /// A file that has several names by its own right is a file at each of them.
    Path(PathBuf),
}

impl FileId {
    fn of(path: &Path) -> Option<Self> {
        let file = std::fs::metadata(path).ok()?;
        if file.nlink() > 1 {
            return std::fs::canonicalize(path).ok().map(Self::Path);
        }
        Some(Self::Inode { device: file.dev(), number: file.ino() })
    }
}

impl Seen {
    pub fn new(paths: &[PathBuf]) -> Self {
        let folders = paths.iter().filter(|path| path.is_dir()).filter_map(|path| std::fs::canonicalize(path).ok());
        Self {
            files: HashSet::new(),
            others: HashSet::new(),
            roots: Arc::new(folders.collect()),
            may_repeat: Arc::new(AtomicBool::new(paths.len() > 1)),
        }
    }

    /// Takes a file in; whether it is new.
    pub fn is_new_file(&mut self, path: &Path) -> bool {
        // Asking the system for each of very many files takes its time.
        !self.may_repeat.load(Ordering::Relaxed) || FileId::of(path).is_none_or(|id| self.files.insert(id))
    }

    /// Takes anything in that the user named; whether it is new.
    pub fn is_new(&mut self, origin: &Origin) -> bool {
        match origin.path().and_then(FileId::of) {
            Some(id) => self.files.insert(id),
            None => self.others.insert(origin.clone()),
        }
    }

    /// Says of a link whether it is to be followed.
    pub fn follows(&self) -> impl Fn(&Path) -> bool + Send + Sync + 'static {
        let (roots, may_repeat) = (Arc::clone(&self.roots), Arc::clone(&self.may_repeat));
        move |link| {
            // One that leads nowhere is an error that the walk finds out.
            let Ok(target) = std::fs::canonicalize(link) else { return true };
            let is_listed = roots.iter().any(|root| is_listed(&target, root));
            if !is_listed {
                may_repeat.store(true, Ordering::Relaxed);
            }
            !is_listed
        }
    }
}

/// Whether a scan of a folder comes to a target by itself.
fn is_listed(target: &Path, root: &Path) -> bool {
    target.strip_prefix(root).is_ok_and(|inside| {
        !is_hidden(&inside.to_string_lossy()) && (target.is_dir() || may_be_article(target) || is_table(target))
    })
}
