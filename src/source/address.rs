//! An *address* is where an article is, taken apart: the file on disk, the path inside of it where it is in a container, and the
//! number of the item where that holds several. `news.zip/2022/feed.xml#3` as the list shows it is what can be given to
//! find it again.
//!
//! Where in `a/b.zip/c/d.zip/e.md` the containers are, the path does not say: the file on disk is found here, the
//! others when the container is walked.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::Arc;

use super::file;
use super::selector::Selector;
use crate::model::{Origin, Part};

/// Where an article is.
#[derive(Debug)]
pub(crate) struct Address {
    /// What is no part of anything.
    pub root: Arc<Origin>,
    /// The way inside of it; empty for the file itself.
    path: String,
    item: Option<usize>,
}

impl Address {
    /// Takes an origin apart.
    pub fn of(origin: &Arc<Origin>) -> Self {
        let mut address = Self { root: Arc::clone(origin), path: String::new(), item: None };
        while let Origin::Part { whole, part } = &*Arc::clone(&address.root) {
            match part {
                Part::Item(number) => address.item = Some(*number),
                Part::Member(path) if address.path.is_empty() => address.path = path.to_string(),
                Part::Member(path) => address.path = format!("{path}/{}", address.path),
            }
            address.root = Arc::clone(whole);
        }
        address
    }

    /// What of the root it is.
    pub fn selector(&self) -> Selector<'_> {
        Selector { path: &self.path, item: self.item }
    }
}

/// The part of a file that a path names, which is no file itself: one of its folders is a file, or the path without its
/// `#3` is. `file` makes the origin of a file.
pub(crate) fn part(path: &Path, file: &mut dyn FnMut(&Path) -> Origin) -> Option<Origin> {
    let (shorter, number) = match numbered(path) {
        Some((shorter, number)) => (Some(shorter), Some(number)),
        None => (None, None),
    };
    let whole = match &shorter {
        Some(shorter) if shorter.is_file() => file(shorter),
        _ => member(shorter.as_deref().unwrap_or(path), file)?,
    };
    Some(match number {
        Some(number) => Origin::Part { whole: Arc::new(whole), part: Part::Item(number) },
        None => whole,
    })
}

/// A path that ends in `#3`, and the number.
pub(super) fn numbered(path: &Path) -> Option<(std::path::PathBuf, usize)> {
    let name = path.file_name()?.as_bytes();
    let at = name.iter().rposition(|&byte| byte == b'#')?;
    let number = std::str::from_utf8(&name[at + 1..]).ok()?.parse().ok()?;
    Some((path.with_file_name(OsStr::from_bytes(&name[..at])), number))
}

/// A path inside of a file, or of standard input.
fn member(path: &Path, open: &mut dyn FnMut(&Path) -> Origin) -> Option<Origin> {
    let is_stdin = |folder: &Path| folder.as_os_str() == "-" && !folder.exists();
    let is_file = |folder: &&Path| folder.is_file() || file::is_descriptor(folder) || is_stdin(folder);
    let file = path.ancestors().skip(1).find(is_file)?;
    let inside = path.strip_prefix(file).ok()?.to_string_lossy();
    let root = if is_stdin(file) { Origin::Stdin } else { open(file) };
    Some(Origin::Part { whole: Arc::new(root), part: Part::Member(inside.into()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(path: &Path) -> Option<Origin> {
        super::part(path, &mut |file| Origin::File(file.to_owned()))
    }

    #[test]
    fn what_the_list_shows_leads_back() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        std::fs::write(at("news.zip"), "").unwrap();
        std::fs::write(at("feed.xml"), "").unwrap();
        for (path, file, inside, item) in [
            ("news.zip/2022/a.html", "news.zip", "2022/a.html", None),
            ("news.zip/in.zip/feed.xml#3", "news.zip", "in.zip/feed.xml", Some(3)),
            ("news.zip/../a.md", "news.zip", "../a.md", None),
            ("feed.xml#12", "feed.xml", "", Some(12)),
        ] {
            let origin = Arc::new(part(&at(path)).expect(path));
            let address = Address::of(&origin);
            assert_eq!(*address.root, Origin::File(at(file)), "{path}");
            assert_eq!(address.selector(), Selector { path: inside, item }, "{path}");
            assert_eq!(origin.display().as_str(), at(path).to_str().unwrap());
        }
        assert_eq!(Address::of(&Arc::new(part(Path::new("-/a.md")).unwrap())).selector().path, "a.md");
        assert!(part(&at("missing.md")).is_none() && part(&at("missing.md#2")).is_none());
    }
}
