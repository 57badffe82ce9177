//! Which *archive* is open, by what was named on the command line.

use std::path::{Path, PathBuf};

use crate::model::{ArchiveId, ArchiveRoots, SafeText};

/// The archive of these paths: by where they really are, so that links and folders one is in do not matter. What cannot
/// be found, and standard input, is known by what it is called.
pub fn archive_id(paths: &[PathBuf]) -> ArchiveId {
    let real: Vec<PathBuf> = paths.iter().map(|path| real(path)).collect();
    ArchiveId::of(real.iter().map(|path| path.as_os_str().as_encoded_bytes()))
}

/// Where the paths that were opened really are; without any, the samples.
pub fn archive_roots(paths: &[PathBuf]) -> ArchiveRoots {
    if paths.is_empty() {
        return ArchiveRoots::Samples;
    }
    let shown = |path: &Path| SafeText::line(&path.to_string_lossy());
    ArchiveRoots::Paths(paths.iter().map(|path| (shown(path), shown(&real(path)))).collect())
}

fn real(path: &Path) -> PathBuf {
    if path == Path::new("-") {
        return path.to_owned();
    }
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_is_known_by_where_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let news = folder.path().join("news");
        std::fs::create_dir(&news).unwrap();
        let around = folder.path().join("news/../news/.");
        let known = archive_id(std::slice::from_ref(&news));
        assert_eq!(archive_id(&[around]), known);
        #[cfg(unix)]
        {
            let link = folder.path().join("link");
            std::os::unix::fs::symlink(&news, &link).unwrap();
            assert_eq!(archive_id(&[link]), known);
        }
        let gone = folder.path().join("gone");
        assert_eq!(archive_id(&[gone.clone(), news.clone()]), archive_id(&[news, gone.clone()]));
        assert_ne!(archive_id(&[gone]), known);
        assert_ne!(archive_id(&[PathBuf::from("-")]), archive_id(&[]));
    }
}
