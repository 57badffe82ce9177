//! The *roots* of an archive: the paths that were opened. Records name files below them, so that an archive is known
//! whether it is opened by a path from here or from the top, and from wherever.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::record::RootedPath;

/// The number of a path that is below none.
const NONE: u16 = u16::MAX;

/// The paths that were opened, as the user named them.
#[derive(Clone, Debug)]
pub(crate) struct Roots(Vec<PathBuf>);

impl Roots {
    /// The roots of what was opened, if a catalogue is kept of it: of folders, and of nothing else. What is read from a
    /// pipe, one file, or a part of one is not worth it.
    pub fn of(paths: &[PathBuf]) -> Option<Self> {
        let is_worth = !paths.is_empty() && paths.len() < usize::from(NONE) && paths.iter().any(|path| path.is_dir());
        (is_worth && paths.iter().all(|path| path.exists() && path.as_os_str() != "-")).then(|| Self(paths.to_vec()))
    }

    /// Where they really are.
    pub fn places(&self) -> Option<Vec<Vec<u8>>> {
        self.0.iter().map(|root| Some(root.canonicalize().ok()?.as_os_str().as_bytes().to_vec())).collect()
    }

    /// A path as records have it.
    pub fn name(&self, path: &Path) -> RootedPath {
        for (number, root) in (0..).zip(&self.0) {
            if let Ok(below) = path.strip_prefix(root)
                && join(root, below).as_os_str() == path.as_os_str()
            {
                return RootedPath { root: number, below: below.as_os_str().as_bytes().to_vec() };
            }
        }
        RootedPath { root: NONE, below: path.as_os_str().as_bytes().to_vec() }
    }

    /// The path of a record; none where it cannot be of this archive.
    pub fn path(&self, named: &RootedPath) -> Option<PathBuf> {
        self.below(named.root, &named.below)
    }

    /// The same, of a path that is written below the root of that number.
    pub fn below(&self, root: u16, below: &[u8]) -> Option<PathBuf> {
        let below = Path::new(OsStr::from_bytes(below));
        match root {
            NONE => Some(below.to_owned()),
            number => Some(join(self.0.get(usize::from(number))?, below)),
        }
    }
}

/// As walking a folder joins them.
fn join(root: &Path, below: &Path) -> PathBuf {
    let mut path = PathBuf::with_capacity(root.as_os_str().len() + 1 + below.as_os_str().len());
    path.push(root);
    if !below.as_os_str().is_empty() {
        path.push(below);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_from_wherever_it_is_opened() {
        let roots = |paths: &[&str]| Roots(paths.iter().map(PathBuf::from).collect());
        let here = roots(&["news", ".", "/tmp/x/"]);
        for path in ["news/2022/a.md", "news", "./a.md", "/tmp/x/b", "/tmp/x/", "elsewhere/c"] {
            let named = here.name(Path::new(path));
            assert_eq!(here.path(&named).as_deref(), Some(Path::new(path)), "{path}");
        }
        let named = here.name(Path::new("news/2022/a.md"));
        let there = roots(&["/home/me/news", "/home/me"]);
        assert_eq!(there.path(&named), Some(PathBuf::from("/home/me/news/2022/a.md")));
        assert_eq!(roots(&[]).path(&named), None);
    }

    #[test]
    fn only_folders_have_a_catalogue() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        std::fs::write(&file, "x").unwrap();
        let roots = |paths: &[&Path]| Roots::of(&paths.iter().map(|&path| path.to_owned()).collect::<Vec<_>>());
        assert!(roots(&[folder.path()]).is_some() && roots(&[&file, folder.path()]).is_some());
        assert!(roots(&[]).is_none() && roots(&[&file]).is_none());
        assert!(roots(&[folder.path(), Path::new("-")]).is_none());
        assert!(roots(&[folder.path(), &folder.path().join("missing")]).is_none());
    }
}
